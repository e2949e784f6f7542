// Measures the milliseconds from saving a text to the frame that shows the new page, in headless Chromium.
//
// usage: preview.cjs AGRAFE FOLDER FILE [EDITS]
//
// Edits a copy of FOLDER: EDITS times (25 by default), different words are added to a paragraph in the middle of FILE. Needs
// playwright-core (NODE_PATH, or target/preview/node_modules) and a Chromium (BROWSER).
'use strict';
const path = require('node:path');
const fs = require('node:fs');
const os = require('node:os');
const { spawn } = require('node:child_process');
module.paths.push(path.join(__dirname, '../../target/preview/node_modules'));
const { chromium } = require('playwright-core');

const [program, folder, name, edits = '25'] = process.argv.slice(2);

(async () => {
  const copy = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'agrafe-')), 'brochure');
  fs.cpSync(folder, copy, { recursive: true });
  const server = spawn(path.resolve(program), ['serve', '--port', '0'], { cwd: copy, stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise(done => server.stdout.once('data', data => done(String(data).trim())));
  const browser = await chromium.launch({ executablePath: process.env.BROWSER || '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 } });
  await page.goto(address);
  const drawn = () => page.waitForFunction(() => document.documentElement.dataset.version);
  await drawn();
  await page.evaluate(() => {
    window.seen = [];
    const note = () => seen.push([Number(document.documentElement.dataset.version), Date.now()]);
    new MutationObserver(() => requestAnimationFrame(note)).observe(document.documentElement, { attributes: true, attributeFilter: ['data-version'] });
  });
  const file = path.join(copy, name);
  const text = fs.readFileSync(file, 'utf8');
  // The end of the first paragraph after the middle.
  const at = text.indexOf('\n\n', text.length / 2);
  const times = [];
  for (let n = -2; n < Number(edits); n += 1) {
    await page.waitForTimeout(350);
    const before = await page.evaluate(() => Number(document.documentElement.dataset.version));
    const saved = Date.now();
    fs.writeFileSync(file, `${text.slice(0, at)}${' encore des mots'.repeat((n + 5) % 5 + 1)}${text.slice(at)}`);
    await page.waitForFunction(version => seen.some(([known]) => known > version), before);
    const [, shown] = await page.evaluate(version => seen.find(([known]) => known > version), before);
    // The first edits are a warm-up and are not counted.
    if (n >= 0) times.push(shown - saved);
  }
  const made = await page.evaluate(() => document.querySelector('#status').textContent);
  times.sort((a, b) => a - b);
  console.log(`median ${times[times.length >> 1]} ms, from ${times[0]} to ${times[times.length - 1]}; last: ${made}`);
  await browser.close();
  server.kill();
})().catch(error => {
  console.error(error);
  process.exit(1);
});
