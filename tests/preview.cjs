// Uses the preview in a real browser as a reader would.
//
// usage: node preview.cjs ADDRESS FOLDER [PICTURE.png]
//
// Needs playwright-core (NODE_PATH) and a Chromium (BROWSER). Prints "all checked", or fails with the check that failed.
'use strict';
const { chromium } = require('playwright-core');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const [address, folder, picture] = process.argv.slice(2);

(async () => {
  const browser = await chromium.launch({ executablePath: which(process.env.BROWSER || 'chromium'), args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 }, locale: 'fr-FR' });
  const wrong = [];
  page.on('pageerror', error => wrong.push(error.message));
  page.on('request', request => { if (!request.url().startsWith(address) && !request.url().startsWith('data:')) wrong.push(`requested ${request.url()}`); });
  const drawn = async () => {
    await page.waitForFunction(() => document.documentElement.dataset.version && document.querySelectorAll('.text span').length);
    await page.waitForTimeout(120);
  };
  const version = () => page.evaluate(() => Number(document.documentElement.dataset.version));
  const newer = async then => { await page.waitForFunction(v => Number(document.documentElement.dataset.version) > v, then); await page.waitForTimeout(200); };

  await page.goto(`${address}#7`);
  await drawn();
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  assert.equal(await page.locator('.leaf canvas').count(), 2, 'a spread must have two pages');
  // The page must show ink, and must not be all ink.
  const ink = await page.evaluate(() => {
    const canvas = document.querySelector('.leaf canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] < 128) dark += 1;
    return dark / (data.length / 4);
  });
  assert.ok(ink > 0.01 && ink < 0.6, `ink on the page: ${ink}`);
  if (picture) await page.screenshot({ path: picture });

  // Turning pages by key and by button, to the last page, and to a page number.
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash === '#8');
  await page.click('#previous');
  await page.waitForFunction(() => location.hash === '#7');
  await page.keyboard.press('End');
  await page.waitForFunction(() => location.hash !== '#7');
  await page.fill('#folio', '9');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash === '#9');
  await page.keyboard.press('2');
  await page.waitForFunction(() => document.querySelectorAll('.leaf canvas').length === 1);
  await page.keyboard.press('3');
  await page.waitForFunction(() => document.querySelectorAll('.spread.sheet canvas').length === 2);
  await page.keyboard.press('1');
  for (const key of 'mgl') await page.keyboard.press(key);
  await page.waitForFunction(() => document.querySelectorAll('#marks [aria-pressed="true"]').length === 5);
  for (const key of 'mgl') await page.keyboard.press(key);
  await page.waitForFunction(() => document.querySelectorAll('.leaf canvas').length === 2);
  await drawn();

  // A click on a line shows its source.
  const span = page.locator('.text span').filter({ hasText: /\p{L}{5}/u }).nth(6);
  const word = (await span.textContent()).match(/\p{L}{5,}/u)[0];
  await span.click();
  await page.waitForSelector('#panel mark');
  assert.ok((await page.locator('#panel mark').first().textContent()).includes(word), `the source must show “${word}”`);
  await page.keyboard.press('Escape');
  await drawn();

  // After brochure.toml is saved, the preview stays on the same page; after an edit of the text, it shows the change.
  const file = path.join(folder, '01-chronologie.md');
  const text = fs.readFileSync(file, 'utf8');
  const place = await page.evaluate(() => location.hash);
  let before = await version();
  fs.writeFileSync(path.join(folder, 'brochure.toml'), `${fs.readFileSync(path.join(folder, 'brochure.toml'), 'utf8')}\n`);
  await newer(before);
  assert.equal(await page.evaluate(() => location.hash), place, 'the preview must stay on the same page');
  before = await version();
  fs.writeFileSync(file, text.replace(/(\p{L}{6,}) (\p{L}{3,})/u, '$1 nouveauté $2'));
  await newer(before);
  await page.waitForFunction(() => [...document.querySelectorAll('.text span')].some(s => s.textContent.includes('nouveauté')));

  // During an error, the pages stay and a message is shown, which disappears once the error is corrected.
  before = await version();
  fs.writeFileSync(file, `${text}\n\n![Rien](rien.jpg)\n`);
  await page.waitForSelector('#errors:not([hidden])');
  assert.match(await page.locator('#errors').textContent(), /01-chronologie\.md:\d+:\d+.*rien\.jpg/s);
  assert.ok(await page.locator('.leaf canvas').count() > 0, 'the last good pages must stay');
  fs.writeFileSync(file, text);
  await page.waitForSelector('#errors', { state: 'hidden' });

  // The screen of a telephone in dark mode, after a reload.
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.reload();
  await drawn();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is wider than a narrow screen: ${width}`);
  assert.deepEqual(wrong, []);
  await browser.close();
  console.log('all checked');
})().catch(error => {
  console.error(error);
  process.exit(1);
});

// Returns the path of a program.
function which(name) {
  return (process.env.PATH || '').split(':').map(folder => path.join(folder, name)).find(file => fs.existsSync(file)) || name;
}
