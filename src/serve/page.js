// The preview in the browser: draws pages from their display lists, and again after every save.
//
// Input: JSON from the paths that serve/site.rs answers, and the texts of the catalogue in one language, embedded in the page.
// Output: canvases with the words over them as invisible text, which can be clicked, selected, searched and read aloud.
'use strict';

const byId = id => document.getElementById(id);
const viewer = byId('viewer');

// Texts of the catalogue, with their fields filled in as src/diagnostic/messages/template.rs does it.
const language = document.documentElement.lang;
const texts = JSON.parse(byId('texts').textContent);
const text = (name, fields = {}) => texts[name].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, field, singular, plural) => {
  if (singular === undefined) return fields[field];
  const isSingular = language === 'fr' ? fields[field] < 2 : fields[field] === 1;
  return isSingular ? singular : plural;
});

// Keyboard shortcuts: the keys as the browser names them, the key and the text in the list of shortcuts, and the action.
const SHORTCUTS = [
  { keys: ['ArrowLeft', 'PageUp'], shown: '←', text: 'previous', action: () => turn(-1) },
  { keys: ['ArrowRight', 'PageDown'], shown: '→', text: 'next', action: () => turn(1) },
  { keys: ['Home'], shown: 'Home', text: 'first_page', action: () => go(1) },
  { keys: ['End'], shown: 'End', text: 'last_page', action: () => go(state.pages.length) },
  { keys: ['1'], shown: '1', text: 'spreads', action: () => press('spread') },
  { keys: ['2'], shown: '2', text: 'single_pages', action: () => press('page') },
  { keys: ['3'], shown: '3', text: 'sheets', action: () => press('sheets') },
  { keys: ['m'], shown: 'm', text: 'margins', action: () => press('margins') },
  { keys: ['g'], shown: 'g', text: 'grid', action: () => press('grid') },
  { keys: ['l'], shown: 'l', text: 'loose', action: () => press('loose') },
  { keys: ['d'], shown: 'd', text: 'messages', action: () => press('messages') },
  { keys: ['c'], shown: 'c', text: 'changes', action: () => press('changes') },
  { keys: ['f'], shown: 'f', text: 'follow', action: () => press('follow') },
  { keys: ['0'], shown: '0', text: 'whole_page', action: () => press('fit') },
  { keys: ['='], shown: '=', text: 'actual_size', action: () => press('whole') },
  { keys: ['+'], shown: '+', text: 'larger', action: () => press(['half', 'double'].includes(settings.size) ? 'double' : 'half') },
  { keys: ['-'], shown: '-', text: 'smaller', action: () => press(settings.size === 'double' ? 'half' : 'fit') },
  { keys: ['e'], shown: 'e', text: 'list_messages', action: () => listMessages() },
  { keys: ['?'], shown: '?', text: 'shortcuts', action: () => listShortcuts() },
  { keys: ['Escape'], shown: 'Esc', text: 'close', action: () => byId('close').click() },
];

// The last state that the server sent, the page that is shown, and the settings of the view, which the browser remembers.
let state = null;
let current = Math.max(1, parseInt(location.hash.slice(1), 10) || 1);
const defaults = { view: innerWidth < 700 ? 'page' : 'spread', size: 'fit', margins: false, grid: false, loose: false, messages: true, changes: true, follow: true, layout: '' };
const settings = Object.assign(defaults, JSON.parse(localStorage.getItem('agrafe') || '{}'));
const saveSettings = () => localStorage.setItem('agrafe', JSON.stringify(settings));

// Caches, so that nothing is fetched twice: display lists by the name of a page, glyph outlines by face, pictures by name.
const lists = new Map();
const outlines = new Map();
const pictures = new Map();
// The number of the set of faces and pictures that these belong to; the server counts it up when the set changes.
let resources = '';

const fetchJson = async path => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

// The value of a key, made if it is missing; beyond `most` entries the least recently used one is dropped.
const cached = (map, most, key, make) => {
  let value = map.get(key);
  map.delete(key);
  if (value === undefined) value = make();
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value);
  return value;
};

// Keeps a page that came along with the news of a version.
const keepPage = (name, json) => {
  const page = JSON.parse(json);
  cached(lists, 80, name, () => load(page).then(() => page));
};
const pageOf = name => cached(lists, 80, name, () => {
  const list = fetchJson(`/page/${name}`).then(async page => {
    await load(page);
    return page;
  });
  list.catch(() => lists.delete(name));
  return list;
});

// Loads the outlines and pictures of a page that aren't there yet.
const load = async page => {
  const missing = new Map();
  const waits = [];
  const visit = items => items.forEach(item => {
    if (item[0] === 'g') {
      const face = outlines.get(item[1]);
      for (let i = 0; i < item[7].length; i += 2) {
        if (face && face.paths.has(item[7][i])) continue;
        if (!missing.has(item[1])) missing.set(item[1], new Set());
        missing.get(item[1]).add(item[7][i]);
      }
    } else if (item[0] === 'i') waits.push(picture(item[1]));
    else if (item[0] === 'c') visit(item[5]);
  });
  visit(page.items);
  for (const [face, ids] of missing) {
    waits.push(fetchJson(`/glyphs?face=${face}&ids=${[...ids].join('-')}&resources=${resources}`).then(found => {
      if (!outlines.has(face)) outlines.set(face, { em: found.em, paths: new Map() });
      const paths = outlines.get(face).paths;
      for (const [id, outline] of Object.entries(found.paths)) paths.set(+id, new Path2D(outline));
    }));
  }
  await Promise.all(waits);
};

const picture = name => cached(pictures, 40, name, () => new Promise(done => {
  const image = new Image();
  image.onload = () => image.decode().then(() => done(image), () => done(image));
  image.onerror = () => done(null);
  image.src = `/picture/${name}`;
}));

// Draws items of a display list (write/canvas.rs); lengths are thousandths of a point.
const draw = (ink, items, images) => {
  for (const item of items) {
    if (item[0] === 'g') {
      const [, faceNumber, size, expansion, light, x, y, glyphs, offsets] = item;
      const face = outlines.get(faceNumber);
      if (!face) continue;
      const unit = size / face.em, unitX = unit * expansion / 100000;
      ink.fillStyle = `rgb(${light},${light},${light})`;
      let pen = x;
      const before = ink.getTransform();
      for (let i = 0; i < glyphs.length; i += 2) {
        const path = face.paths.get(glyphs[i]);
        let right = 0, up = 0;
        for (let o = 0; o < offsets.length; o += 3) if (offsets[o] === i / 2) { right = offsets[o + 1]; up = offsets[o + 2]; }
        if (path) {
          ink.setTransform(before.a * unitX, 0, 0, -before.d * unit, before.e + before.a * (pen + right * unitX), before.f + before.d * (y - up * unit));
          ink.fill(path);
        }
        pen += glyphs[i + 1];
      }
      ink.setTransform(before);
    } else if (item[0] === 'r') {
      ink.fillStyle = `rgb(${item[5]},${item[5]},${item[5]})`;
      ink.fillRect(item[1], item[2], item[3], item[4]);
    } else if (item[0] === 'i') {
      const image = images.get(item[1]);
      if (image) ink.drawImage(image, item[2], item[3], item[4], item[5]);
      else { ink.fillStyle = '#888'; ink.fillRect(item[2], item[3], item[4], item[5]); }
    } else if (item[0] === 'c') {
      ink.save();
      ink.translate(item[1], item[2]);
      if (item[3] !== null) { ink.beginPath(); ink.rect(0, 0, item[3], item[4]); ink.clip(); }
      draw(ink, item[5], images);
      ink.restore();
    }
  }
};

const imagesOf = async page => {
  const found = new Map();
  const visit = async items => {
    for (const item of items) {
      if (item[0] === 'i') found.set(item[1], await picture(item[1]));
      else if (item[0] === 'c') await visit(item[5]);
    }
  };
  await visit(page.items);
  return found;
};

// Marks for proofreading: the margins, the baseline grid, loose and tight lines, changes, messages.
const overlay = (ink, page) => {
  const frame = state.frame;
  const left = page.folio % 2 ? frame.inner : frame.outer, right = page.folio % 2 ? frame.outer : frame.inner;
  const width = page.w - left - right, height = page.h - frame.top - frame.bottom;
  const hair = page.w / 900;
  if (settings.margins) {
    ink.strokeStyle = '#2563ebaa';
    ink.lineWidth = hair;
    ink.strokeRect(left, frame.top, width, height);
  }
  if (settings.grid && page.lines.length) {
    ink.fillStyle = '#0891b266';
    const first = page.lines[0][1] - Math.floor((page.lines[0][1] - frame.top) / frame.leading) * frame.leading;
    for (let y = first; y <= frame.top + height; y += frame.leading) ink.fillRect(left, y, width, hair);
  }
  if (settings.loose) {
    for (const [x, y, measure, size, space, full] of page.lines) {
      if (!full || Math.abs(space - 100) <= 15) continue;
      const strength = Math.min(0.55, Math.abs(space - 100) / 120).toFixed(2);
      ink.fillStyle = space > 100 ? `rgba(220,38,38,${strength})` : `rgba(37,99,235,${strength})`;
      ink.fillRect(x, y - size * 0.8, measure, size);
    }
  }
  if (settings.changes) {
    ink.fillStyle = '#000';
    for (const [number, line] of state.changed || []) {
      if (number !== page.folio - 1 || !page.lines[line]) continue;
      const [, y, , size] = page.lines[line];
      ink.fillRect(page.folio % 2 ? page.w - right + 5000 : left - 6500, y - size, 1500, size * 1.25);
    }
  }
  if (settings.messages) {
    for (const message of state.messages || []) {
      if (message.page !== page.folio - 1 || message.line === null || !page.lines[message.line]) continue;
      const [x, y, , size] = page.lines[message.line];
      ink.fillStyle = { error: '#b91c1c', warning: '#d97706', note: '#6b7280' }[message.severity];
      ink.beginPath();
      ink.arc(Math.max(size, x - size * 0.9), y - size * 0.3, size * 0.3, 0, 7);
      ink.fill();
    }
  }
};

// CSS pixels for a thousandth of a point, for pages of this size and as many side by side.
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

const canvasFor = (w, h, k) => {
  const canvas = document.createElement('canvas');
  const dots = Math.min(devicePixelRatio || 1, 8000 / (Math.max(w, h) * k));
  canvas.width = Math.max(1, Math.round(w * k * dots));
  canvas.height = Math.max(1, Math.round(h * k * dots));
  const ink = canvas.getContext('2d', { alpha: false });
  ink.fillStyle = '#fff';
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.scale(canvas.width / w, canvas.height / h);
  return [canvas, ink];
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
  // A page that stays where it is keeps its canvas; only what has changed on it is drawn again.
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

// The top and bottom of an item; null for what isn't visible.
const extent = item => {
  if (item[0] === 'g') return [item[6] - item[2] * 1.2, item[6] + item[2] * 0.5];
  if (item[0] === 'r') return [item[2], item[2] + item[4]];
  if (item[0] === 'i') return [item[3], item[3] + item[5]];
  return item[0] === 'l' ? null : [0, Infinity];
};

// Draws the bands in which two versions of a page differ; false if that is most of it.
const redraw = (ink, before, now, images) => {
  if (before.w !== now.w || before.h !== now.h) return false;
  const keys = page => new Map(page.items.map(item => [JSON.stringify(item), item]));
  const [had, has] = [keys(before), keys(now)];
  const bands = [];
  for (const [key, item] of had) if (!has.has(key)) bands.push(extent(item));
  for (const [key, item] of has) if (!had.has(key)) bands.push(extent(item));
  const dot = 1 / ink.getTransform().d;
  const sorted = bands.filter(Boolean).sort((a, b) => a[0] - b[0]);
  const joined = [];
  for (const [from, to] of sorted) {
    const last = joined[joined.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  if (joined.reduce((sum, [from, to]) => sum + Math.min(to, now.h) - from, 0) > 0.8 * now.h) return false;
  for (const band of joined) {
    // Whole pixels, so that the edges of a band leave no trace.
    const from = Math.floor(band[0] / dot) * dot, to = Math.ceil(band[1] / dot) * dot;
    ink.save();
    ink.beginPath();
    ink.rect(0, from, now.w, to - from);
    ink.clip();
    ink.fillStyle = '#fff';
    ink.fillRect(0, from, now.w, to - from);
    draw(ink, now.items.filter(item => { const e = extent(item); return e && e[1] > from && e[0] < to; }), images);
    ink.restore();
  }
  return true;
};

// Adds the words after the page is drawn, so that they don't delay it.
const addText = (box, page, number, k) => {
  requestAnimationFrame(() => setTimeout(() => {
    box.querySelector('.text')?.remove();
    box.append(words(page, number, k));
    box.dispatchEvent(new CustomEvent('text'));
  }));
};

// The words as invisible text over the page: for clicks, selection, search and screen readers.
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

// The pages that are shown together with one; 0 where a spread has none.
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
    // A newer version has come in the meantime; its own event draws it.
    if (mine === drawing) setTimeout(refresh, 150);
    return;
  }
  viewer.querySelectorAll('.leaf').forEach(one => { one.taken = false; });
  spread.querySelectorAll('.leaf').forEach(one => { one.taken = false; });
  if (mine !== drawing) return;
  viewer.replaceChildren(...made);
  updateControls();
  // Set when the page is visible, for tests and benchmarks.
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
  // The request for the next version names the visible pages, so it is made again.
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

// Icons of 16 x 16 units, as SVG paths: no font has them all.
const icons = {
  spread: 'M1 3h7v10H1zM8 3h7v10H8z', page: 'M4 2h8v12H4z', sheets: 'M1 4h10v7H1zM6 4v7M5 11v2h10V6h-4',
  margins: 'M3 1h10v14H3zM5 4h6v8H5z', grid: 'M2 3h12M2 6.3h12M2 9.6h12M2 13h12', loose: 'M1 8h14M4 5 1 8l3 3M12 5l3 3-3 3',
  messages: 'M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM8 6v2.5M8 9.5v1', changes: 'M4 2v12M8 4h6M8 8h6M8 12h4', follow: 'M1 8h8M6 5l3 3-3 3M11 3h4v10h-4',
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', first: 'M3 3v10M13 3 6 8l7 5', previous: 'M11 3 4 8l7 5', next: 'm5 3 7 5-7 5', last: 'M13 3v10M3 3l7 5-7 5',
};
const icon = name => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
};
['first', 'previous', 'next', 'last'].forEach(name => byId(name).replaceChildren(icon(name)));

// A text with its keyboard shortcut, if it has one: `margins (m)`.
const title = name => {
  const shortcut = SHORTCUTS.find(one => one.text === name);
  return shortcut ? `${text(name)} (${shortcut.shown})` : text(name);
};

const button = (nav, name, label, words, pressed, action) => {
  const made = document.createElement('button');
  made.append(icons[name] ? icon(name) : label);
  made.title = words;
  made.setAttribute('aria-label', words);
  made.dataset.name = name;
  made.onclick = action;
  if (pressed !== null) made.setAttribute('aria-pressed', String(pressed));
  nav.append(made);
};

// Brings buttons, page number and status line up to date.
const updateControls = () => {
  const set = (key, value) => () => { settings[key] = value; saveSettings(); show(); };
  const views = byId('views'), marks = byId('marks'), sizes = byId('sizes');
  [views, marks, sizes].forEach(nav => nav.replaceChildren());
  const view = (name, label) => button(views, name, '', title(label), settings.view === name, set('view', name));
  view('spread', 'spreads');
  view('page', 'single_pages');
  view('sheets', 'sheets');
  if (settings.view === 'sheets' && state.layouts.length > 1) {
    const select = document.createElement('select');
    select.setAttribute('aria-label', text('layout'));
    for (const [slug, name] of state.layouts) select.add(new Option(name, slug, false, slug === settings.layout));
    select.onchange = () => { settings.layout = select.value; saveSettings(); show(); };
    views.append(select);
  }
  const toggle = name => button(marks, name, '', title(name), settings[name], set(name, !settings[name]));
  ['margins', 'grid', 'loose', 'messages'].forEach(toggle);
  if ((state.changed || []).length) toggle('changes');
  toggle('follow');
  const size = (name, label, words) => button(sizes, name, label, title(words), settings.size === name, set('size', name));
  size('fit', '', 'whole_page');
  size('whole', '1:1', 'actual_size');
  size('half', '1.5', 'one_and_a_half');
  size('double', '2:1', 'double');
  byId('title').textContent = state.title || 'agrafe';
  document.title = `${current} · ${state.title || 'agrafe'}`;
  const box = byId('folio');
  if (document.activeElement !== box) box.value = settings.view === 'sheets' ? sheetAt + 1 : current;
  byId('count').textContent = `/ ${settings.view === 'sheets' ? sheetCount : state.pages.length}`;
  const list = state.messages || [];
  const errors = list.filter(message => message.severity === 'error');
  byId('messages').textContent = text('message_count', { count: list.length });
  byId('messages').classList.toggle('serious', errors.length > 0);
  const alert = byId('errors');
  alert.hidden = !state.failed;
  if (state.failed) {
    const line = error => [`${error.place ? `${error.place} ` : ''}${error.message}`, error.excerpt, error.hint].filter(Boolean).join('\n    ');
    alert.textContent = errors.slice(0, 6).map(line).join('\n') || text('has_errors');
  }
  const old = state.failed && state.pages.length ? text('last_good') : '';
  byId('status').textContent = text('status', { pages: state.pages.length, ms: state.ms }) + old;
};

// Shows nodes in the panel beside the pages.
const panel = (...nodes) => {
  byId('shown').replaceChildren(...nodes);
  const opened = byId('panel').hidden;
  byId('panel').hidden = false;
  if (opened && settings.size === 'fit') show();
};
byId('close').onclick = () => { byId('panel').hidden = true; if (settings.size === 'fit') show(); };

const element = (tag, words, name) => {
  const made = document.createElement(tag);
  if (words !== undefined) made.textContent = words;
  if (name) made.className = name;
  return made;
};

// Shows where a line was typed, and opens it in the editor, if there is one.
const showSource = async query => {
  const found = await fetchJson(`/source?${query}`);
  const nodes = [element('h2', `${found.file}:${found.line}`)];
  if (state.editor) {
    const open = element('button', text('open_in_editor'));
    open.onclick = () => fetch(`/open?${query}`, { method: 'POST' });
    nodes.push(open);
    open.click();
  }
  const lines = element('pre');
  found.lines.forEach((line, i) => {
    const row = element('span', undefined, found.first + i === found.line ? 'at' : '');
    row.append(element('i', String(found.first + i)));
    if (found.first + i === found.line) {
      const letters = [...line];
      row.append(letters.slice(0, found.from).join(''), element('mark', letters.slice(found.from, found.to).join('')), letters.slice(found.to).join(''));
    } else row.append(line);
    lines.append(row);
  });
  panel(...nodes, lines);
  lines.querySelector('mark')?.scrollIntoView({ block: 'center' });
};

viewer.addEventListener('click', event => {
  const span = event.target.closest('.text span');
  if (!span || String(getSelection())) return;
  viewer.querySelectorAll('.here').forEach(other => other.classList.remove('here'));
  span.classList.add('here');
  showSource(`page=${span.dataset.page}&line=${span.dataset.line}`).catch(() => {});
});

const listMessages = () => {
  const list = element('ol');
  for (const message of state.messages || []) {
    const row = element('li', undefined, message.severity);
    const open = element('button');
    open.append(element('b', message.code), ` ${message.message}`);
    if (message.hint) open.append(element('span', message.hint, 'hint'));
    open.append(element('span', [message.place, message.page === null ? '' : `p. ${message.page + 1}`].filter(Boolean).join(' · '), 'place'));
    open.onclick = () => {
      if (message.page !== null) go(message.page + 1);
      if (message.at) showSource(`file=${message.at[0]}&byte=${message.at[1]}`).catch(() => {});
    };
    row.append(open);
    list.append(row);
  }
  panel(element('h2', text('message_list')), list);
};
byId('messages').onclick = listMessages;

const listShortcuts = () => {
  const list = element('dl');
  for (const shortcut of SHORTCUTS) list.append(element('dt', shortcut.shown), element('dd', text(shortcut.text)));
  list.append(element('dt', text('click')), element('dd', text('show_source')));
  panel(element('h2', text('shortcuts')), list);
};
byId('help').onclick = listShortcuts;

const label = (id, words) => { byId(id).title = words; byId(id).setAttribute('aria-label', words); };
label('help', title('shortcuts'));
label('first', title('first_page'));
label('previous', title('previous'));
label('next', title('next'));
label('last', title('last_page'));
label('folio', text('page'));
label('close', title('close'));
byId('first').onclick = () => go(1);
byId('previous').onclick = () => turn(-1);
byId('next').onclick = () => turn(1);
byId('last').onclick = () => go(state.pages.length);
byId('folio').onchange = event => {
  const number = parseInt(event.target.value, 10);
  event.target.blur();
  if (number) go(settings.view === 'sheets' ? sheetPages[Math.min(number, sheetCount) - 1] || 1 : number);
  else updateControls();
};

const press = name => document.querySelector(`[data-name="${name}"]`)?.click();
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select')) return;
  const shortcut = state && SHORTCUTS.find(one => one.keys.includes(event.key));
  if (shortcut) { shortcut.action(); event.preventDefault(); }
});

// On a touch screen, a swipe turns the page.
let touched = null;
viewer.addEventListener('touchstart', event => { touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
viewer.addEventListener('touchend', event => {
  if (!touched || settings.size !== 'fit') return;
  const moved = event.changedTouches[0].clientX - touched.clientX;
  if (Math.abs(moved) > 50 && Math.abs(event.changedTouches[0].clientY - touched.clientY) < 60) turn(moved < 0 ? 1 : -1);
  touched = null;
});
let resizing = 0;
addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(show, 80); });
addEventListener('hashchange', () => { current = parseInt(location.hash.slice(1), 10) || current; show(); });

// Shows a new version. Its messages are fetched once it is drawn.
const apply = news => {
  if (news.resources !== resources) { resources = news.resources; lists.clear(); outlines.clear(); pictures.clear(); }
  const edited = settings.follow && news.edited ? news.edited : null;
  state = Object.assign(state || {}, news);
  if (edited && settings.view !== 'sheets' && !together(current).includes(edited[0] + 1)) {
    current = edited[0] + 1;
    history.replaceState(null, '', `#${current}`);
  }
  return show().then(() => {
    if (!edited) return;
    setTimeout(() => {
      const span = viewer.querySelector(`.text span[data-page="${edited[0]}"][data-line="${edited[1]}"]`);
      if (!span) return;
      span.classList.add('here');
      if (settings.size !== 'fit') span.scrollIntoView({ block: 'center', behavior: 'smooth' });
      setTimeout(() => span.classList.remove('here'), 1200);
    }, 60);
  });
};
const refresh = async () => {
  const whole = await fetchJson(`/state?lang=${language}`);
  // Pages that are drawn already are drawn again only if their marks have changed.
  if (state && state.frame && whole.version === state.version && String(whole.frame) === String(state.frame)) {
    const marks = s => JSON.stringify([s.messages, s.changed]);
    const differ = marks(whole) !== marks(state);
    Object.assign(state, whole);
    if (differ) return show();
    return updateControls();
  }
  if (!settings.layout || !whole.layouts.some(([slug]) => slug === settings.layout)) settings.layout = whole.layouts[0]?.[0] || '';
  return apply(Object.assign(whole, { edited: null }));
};
// Waits for the next version: the server answers as soon as there is one, and sends the visible pages along.
let waiting = new AbortController();
const listen = async () => {
  for (;;) {
    try {
      if (!state || !state.frame) await refresh();
      const seen = settings.view === 'sheets' ? [] : together(current).filter(Boolean).map(f => `${f - 1}:${state.pages[f - 1]}`);
      waiting = new AbortController();
      const answer = await fetch(`/next?after=${state.version}&seen=${seen.join('.')}`, { signal: waiting.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      if (news.version === state.version && news.resources === resources) continue;
      if (news.resources === resources) for (const [name, page] of Object.entries(news.drawn || {})) keepPage(name, page);
      delete news.drawn;
      await apply(news);
      await refresh();
    } catch (error) {
      if (error.name === 'AbortError') continue;
      byId('status').textContent = text('stopped');
      // If the program starts again, it counts versions from the beginning.
      [state, resources] = [null, ''];
      await new Promise(done => setTimeout(done, 1000));
    }
  }
};
listen();
