// Shows pages and sheets on canvases, and turns the pages. The words of a page lie over its canvas as invisible text that can be
// clicked, selected, searched and read aloud.
'use strict';

// Returns the scale, in CSS pixels per thousandth of a point, at which `beside` pages of this size are shown side by side.
const scale = (w, h, beside) => {
  const zoom = { whole: 1, half: 1.5, double: 2 }[settings.size];
  if (zoom) return zoom * 96 / 72 / 1000;
  const box = viewer.getBoundingClientRect();
  const spare = innerWidth < 700 ? 14 : 34;
  return Math.max(0.02 / 1000, Math.min((box.width - spare) / (w * beside), (box.height - spare) / h));
};

const leaf = (tag, w, h, k) => {
  const box = document.createElement(tag);
  box.className = 'leaf';
  box.style.width = `${w * k}px`;
  box.style.height = `${h * k}px`;
  return box;
};

const pageLeaf = async (number, beside) => {
  const hash = state.pages[number];
  const page = await pageOf(hash);
  const images = await imagesOf(page);
  const k = scale(page.w, page.h, beside);
  const messages = (state.messages || []).filter(m => m.page === number && m.line !== null).map(m => [m.line, m.severity]);
  const changed = settings.changes ? (state.changed || []).filter(([at]) => at === number) : [];
  const marked = settings.margins || settings.grid || settings.loose || (settings.messages && messages.length > 0) || changed.length > 0;
  const appearance = [number, k, devicePixelRatio, settings.margins, settings.grid, settings.loose, settings.messages && messages, changed].join();
  // A page that stays in place keeps its canvas; only the parts that have changed are drawn again.
  const old = viewer.querySelector(`.leaf[data-page="${number}"]`);
  if (old && old.appearance === appearance && !old.taken) {
    old.taken = true;
    if (old.hash === hash) return old;
    if (!marked && redraw(old.ink, old.shown, page, images)) {
      Object.assign(old, { hash, shown: page });
      addText(old, page, number, k);
      return old;
    }
  }
  const box = leaf('div', page.w, page.h, k);
  box.dataset.page = number;
  const [canvas, ink] = canvasFor(page.w, page.h, k);
  draw(ink, page.items, images);
  overlay(ink, page);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', text('page_number', { page: number + 1 }));
  box.append(canvas);
  Object.assign(box, { ink, hash, shown: page, appearance });
  addText(box, page, number, k);
  return box;
};

// Adds the words after the page has been drawn, so that they do not delay the drawing.
const addText = (box, page, number, k) => {
  requestAnimationFrame(() => setTimeout(() => {
    box.querySelector('.text')?.remove();
    box.append(words(page, number, k));
    box.dispatchEvent(new CustomEvent('text'));
  }));
};

// Returns the words of a page as invisible text, for clicks, selection, search and screen readers.
const words = (page, number, k) => {
  const layer = document.createElement('div');
  layer.className = 'text';
  page.lines.forEach(([x, y, measure, size, , , line], i) => {
    const span = document.createElement('span');
    span.textContent = line;
    span.dataset.page = number;
    span.dataset.line = i;
    span.style.cssText = `left:${x * k}px;top:${(y - size * 0.85) * k}px;width:${measure * k}px;height:${size * 1.15 * k}px;font-size:${size * k}px`;
    layer.append(span);
  });
  return layer;
};

const sideLeaf = async (side, beside, name) => {
  const k = scale(side.w, side.h, beside);
  const box = leaf('figure', side.w, side.h, k);
  const [canvas, ink] = canvasFor(side.w, side.h, k);
  for (const [size, turned, x, y, number] of side.placed) {
    const page = await pageOf(state.pages[number]);
    const images = await imagesOf(page);
    ink.save();
    ink.translate(x, y);
    const s = size / 1e6;
    ink.scale(turned ? -s : s, turned ? -s : s);
    ink.beginPath();
    ink.rect(0, 0, page.w, page.h);
    ink.clip();
    draw(ink, page.items, images);
    ink.strokeStyle = '#0004';
    ink.lineWidth = page.w / 700;
    ink.strokeRect(0, 0, page.w, page.h);
    ink.restore();
  }
  ink.fillStyle = '#000';
  for (const [x, y, w, h] of side.lines) ink.fillRect(x, y, w, h);
  const caption = document.createElement('figcaption');
  caption.textContent = name;
  box.append(canvas, caption);
  return box;
};

// Returns the numbers of all pages that are visible when page `folio` is shown. In a spread without a left or right page, its
// number is 0.
const together = folio => {
  if (settings.view === 'page') return [folio];
  const left = folio % 2 ? folio - 1 : folio;
  return [left, left + 1].map(f => (f >= 1 && f <= state.pages.length ? f : 0));
};

let drawing = 0;
const show = async () => {
  if (!state) return;
  const mine = ++drawing;
  const version = state.version;
  const count = state.pages.length;
  current = Math.min(Math.max(1, current), Math.max(1, count));
  const spread = document.createElement('div');
  spread.className = 'spread';
  const made = [spread];
  try {
    if (!count) spread.textContent = '';
    else if (settings.view === 'sheets') {
      const sheets = await fetchJson(`/sheets?layout=${encodeURIComponent(settings.layout)}&version=${version}`);
      sheetCount = sheets.sheets.length;
      let at = sheets.sheets.findIndex(sheet => sheet.some(side => side.placed.some(p => p[4] === current - 1)));
      if (at < 0) at = 0;
      sheetAt = at;
      sheetPages = sheets.sheets.map(sheet => 1 + Math.min(...sheet.flatMap(side => side.placed.map(p => p[4]))));
      const sheet = sheets.sheets[at] || [];
      spread.classList.add('sheet');
      for (const [i, side] of sheet.entries()) {
        const name = text(i ? 'inner_side' : 'outer_side', { sheet: at + 1 });
        spread.append(await sideLeaf(side, sheet.length > 1 && viewer.clientWidth > viewer.clientHeight ? 2.08 : 1, name));
      }
    } else {
      const seen = together(current);
      const leaves = await Promise.all(seen.map(f => (f ? pageLeaf(f - 1, seen.length) : null)));
      const other = leaves.find(Boolean);
      for (const one of leaves) {
        if (one) { spread.append(one); continue; }
        const none = document.createElement('div');
        none.className = 'leaf none';
        none.style.width = other.style.width;
        spread.append(none);
      }
    }
  } catch {
    // A newer version has replaced this one in the meantime, so fetch and draw the newer version.
    if (mine === drawing) setTimeout(refresh, 150);
    return;
  }
  viewer.querySelectorAll('.leaf').forEach(one => { one.taken = false; });
  spread.querySelectorAll('.leaf').forEach(one => { one.taken = false; });
  if (mine !== drawing) return;
  viewer.replaceChildren(...made);
  updateControls();
  // This attribute is set when the page is visible, for tests and benchmarks.
  requestAnimationFrame(() => { document.documentElement.dataset.version = version; });
  prefetch();
};

// Fetches the pages on either side before they are needed.
const prefetch = () => {
  const run = window.requestIdleCallback || (f => setTimeout(f, 60));
  run(() => [current - 2, current - 1, current + 1, current + 2].forEach(f => {
    if (settings.view !== 'sheets' && f >= 1 && f <= state.pages.length) pageOf(state.pages[f - 1]).catch(() => {});
  }));
};

let sheetCount = 0, sheetAt = 0, sheetPages = [];
const go = folio => {
  current = Math.min(Math.max(1, folio), state.pages.length || 1);
  history.replaceState(null, '', `#${current}`);
  // The request for the next version names the visible pages, so it must be sent again.
  waiting.abort();
  show();
};
// Turns pages or sheets forwards or backwards.
const turn = step => {
  if (settings.view === 'sheets') {
    const next = Math.min(Math.max(0, sheetAt + step), sheetCount - 1);
    return sheetPages.length ? go(sheetPages[next]) : undefined;
  }
  return go(settings.view === 'page' ? current + step : (current - current % 2) + 2 * step + (step < 0 ? 1 : 0));
};
