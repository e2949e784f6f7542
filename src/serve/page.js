// The preview: draws pages from their display lists, and follows what is saved.
'use strict';

const french = document.documentElement.lang === 'fr';
const say = (en, fr) => (french ? fr : en);
const by = id => document.getElementById(id);
const desk = by('desk');

// What the server told last, where the reader is, and how they look at it.
let state = null;
let place = Math.max(1, parseInt(location.hash.slice(1), 10) || 1);
const kept = JSON.parse(localStorage.getItem('agrafe') || '{}');
const look = Object.assign({ view: innerWidth < 700 ? 'page' : 'spread', size: 'fit', margins: false, grid: false, loose: false, notes: true, changes: true, follow: true, layout: '' }, kept);
const keep = () => localStorage.setItem('agrafe', JSON.stringify(look));

// Pages by what is seen on them, outlines by face, pictures by content: nothing is fetched twice.
const lists = new Map();
const outlines = new Map();
const pictures = new Map();
let stock = '';

const fetched = async path => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const remembered = (map, most, key, make) => {
  let value = map.get(key);
  map.delete(key);
  if (value === undefined) value = make();
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value);
  return value;
};

const enter = (hash, text) => {
  const page = JSON.parse(text);
  remembered(lists, 80, hash, () => ready(page).then(() => page));
};
const pageOf = hash => remembered(lists, 80, hash, () => {
  const list = fetched(`/page/${hash}`).then(async page => {
    await ready(page);
    return page;
  });
  list.catch(() => lists.delete(hash));
  return list;
});

// Sees to it that every outline and picture of a page is there.
const ready = async page => {
  const missing = new Map();
  const waits = [];
  const look = items => items.forEach(item => {
    if (item[0] === 'g') {
      const face = outlines.get(item[1]);
      for (let i = 0; i < item[7].length; i += 2) {
        if (face && face.paths.has(item[7][i])) continue;
        if (!missing.has(item[1])) missing.set(item[1], new Set());
        missing.get(item[1]).add(item[7][i]);
      }
    } else if (item[0] === 'i') waits.push(picture(item[1]));
    else if (item[0] === 'c') look(item[5]);
  });
  look(page.items);
  for (const [face, ids] of missing) {
    waits.push(fetched(`/glyphs?face=${face}&ids=${[...ids].join('-')}&stock=${stock}`).then(found => {
      if (!outlines.has(face)) outlines.set(face, { em: found.em, paths: new Map() });
      const paths = outlines.get(face).paths;
      for (const [id, outline] of Object.entries(found.paths)) paths.set(+id, new Path2D(outline));
    }));
  }
  await Promise.all(waits);
};

const picture = name => remembered(pictures, 40, name, () => new Promise(done => {
  const image = new Image();
  image.onload = () => image.decode().then(() => done(image), () => done(image));
  image.onerror = () => done(null);
  image.src = `/picture/${name}`;
}));

// Draws items; lengths are thousandths of a point.
const draw = (ink, items, waiting) => {
  for (const item of items) {
    if (item[0] === 'g') {
      const [, faceNumber, size, expansion, light, x, y, glyphs, offsets] = item;
      const face = outlines.get(faceNumber);
      if (!face) continue;
      const unit = size / face.em, wide = unit * expansion / 100000;
      ink.fillStyle = `rgb(${light},${light},${light})`;
      let pen = x;
      const before = ink.getTransform();
      for (let i = 0; i < glyphs.length; i += 2) {
        const path = face.paths.get(glyphs[i]);
        let right = 0, up = 0;
        for (let o = 0; o < offsets.length; o += 3) if (offsets[o] === i / 2) { right = offsets[o + 1]; up = offsets[o + 2]; }
        if (path) {
          ink.setTransform(before.a * wide, 0, 0, -before.d * unit, before.e + before.a * (pen + right * wide), before.f + before.d * (y - up * unit));
          ink.fill(path);
        }
        pen += glyphs[i + 1];
      }
      ink.setTransform(before);
    } else if (item[0] === 'r') {
      ink.fillStyle = `rgb(${item[5]},${item[5]},${item[5]})`;
      ink.fillRect(item[1], item[2], item[3], item[4]);
    } else if (item[0] === 'i') {
      const image = waiting.get(item[1]);
      if (image) ink.drawImage(image, item[2], item[3], item[4], item[5]);
      else { ink.fillStyle = '#888'; ink.fillRect(item[2], item[3], item[4], item[5]); }
    } else if (item[0] === 'c') {
      ink.save();
      ink.translate(item[1], item[2]);
      if (item[3] !== null) { ink.beginPath(); ink.rect(0, 0, item[3], item[4]); ink.clip(); }
      draw(ink, item[5], waiting);
      ink.restore();
    }
  }
};

const imagesOf = async page => {
  const found = new Map();
  const look = async items => {
    for (const item of items) {
      if (item[0] === 'i') found.set(item[1], await picture(item[1]));
      else if (item[0] === 'c') await look(item[5]);
    }
  };
  await look(page.items);
  return found;
};

// What helps a corrector: the edges of the text, the baselines, lines set loose or tight.
const overlay = (ink, page) => {
  const frame = state.frame;
  const left = page.folio % 2 ? frame.inner : frame.outer, right = page.folio % 2 ? frame.outer : frame.inner;
  const width = page.w - left - right, height = page.h - frame.top - frame.bottom;
  const hair = page.w / 900;
  if (look.margins) {
    ink.strokeStyle = '#2563ebaa';
    ink.lineWidth = hair;
    ink.strokeRect(left, frame.top, width, height);
  }
  if (look.grid && page.lines.length) {
    ink.fillStyle = '#0891b266';
    const first = page.lines[0][1] - Math.floor((page.lines[0][1] - frame.top) / frame.leading) * frame.leading;
    for (let y = first; y <= frame.top + height; y += frame.leading) ink.fillRect(left, y, width, hair);
  }
  if (look.loose) {
    for (const [x, y, measure, size, space, full] of page.lines) {
      if (!full || Math.abs(space - 100) <= 15) continue;
      const strength = Math.min(0.55, Math.abs(space - 100) / 120).toFixed(2);
      ink.fillStyle = space > 100 ? `rgba(220,38,38,${strength})` : `rgba(37,99,235,${strength})`;
      ink.fillRect(x, y - size * 0.8, measure, size);
    }
  }
  if (look.changes) {
    ink.fillStyle = '#000';
    for (const [number, line] of state.changed || []) {
      if (number !== page.folio - 1 || !page.lines[line]) continue;
      const [, y, , size] = page.lines[line];
      ink.fillRect(page.folio % 2 ? page.w - right + 5000 : left - 6500, y - size, 1500, size * 1.25);
    }
  }
  if (look.notes) {
    for (const finding of state.findings || []) {
      if (finding.page !== page.folio - 1 || finding.line === null || !page.lines[finding.line]) continue;
      const [x, y, , size] = page.lines[finding.line];
      ink.fillStyle = { error: '#b91c1c', warning: '#d97706', note: '#6b7280' }[finding.severity];
      ink.beginPath();
      ink.arc(Math.max(size, x - size * 0.9), y - size * 0.3, size * 0.3, 0, 7);
      ink.fill();
    }
  }
};

// Pixels of the screen in a thousandth of a point.
const scale = (w, h, beside) => {
  const mm = { whole: 1, half: 1.5, double: 2 }[look.size];
  if (mm) return mm * 96 / 72 / 1000;
  const box = desk.getBoundingClientRect();
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
  const said = (state.findings || []).filter(f => f.page === number && f.line !== null).map(f => [f.line, f.severity]);
  const changed = look.changes ? (state.changed || []).filter(([at]) => at === number) : [];
  const marked = look.margins || look.grid || look.loose || (look.notes && said.length > 0) || changed.length > 0;
  const manner = [number, k, devicePixelRatio, look.margins, look.grid, look.loose, look.notes && said, changed].join();
  // A page that stays where it is keeps its canvas; only what has changed on it is drawn.
  const old = desk.querySelector(`.leaf[data-page="${number}"]`);
  if (old && old.manner === manner && !old.taken) {
    old.taken = true;
    if (old.hash === hash) return old;
    if (!marked && redraw(old.ink, old.shown, page, images)) {
      Object.assign(old, { hash, shown: page });
      lettered(old, page, number, k);
      return old;
    }
  }
  const box = leaf('div', page.w, page.h, k);
  box.dataset.page = number;
  const [canvas, ink] = canvasFor(page.w, page.h, k);
  draw(ink, page.items, images);
  overlay(ink, page);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', say(`page ${number + 1}`, `page ${number + 1}`));
  box.append(canvas);
  Object.assign(box, { ink, hash, shown: page, manner });
  lettered(box, page, number, k);
  return box;
};

// The height that an item takes, from and to; nothing for what isn't seen.
const extent = item => {
  if (item[0] === 'g') return [item[6] - item[2] * 1.2, item[6] + item[2] * 0.5];
  if (item[0] === 'r') return [item[2], item[2] + item[4]];
  if (item[0] === 'i') return [item[3], item[3] + item[5]];
  return item[0] === 'l' ? null : [0, Infinity];
};

// Draws what differs between two states of a page; false when that is most of it.
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

// The words come after the picture: nobody can click so fast.
const lettered = (box, page, number, k) => {
  requestAnimationFrame(() => setTimeout(() => {
    box.querySelector('.text')?.remove();
    box.append(words(page, number, k));
    box.dispatchEvent(new CustomEvent('lettered'));
  }));
};

// The words over their picture, unseen: for the mouse, for selection, for search and for screen readers.
const words = (page, number, k) => {
  const text = document.createElement('div');
  text.className = 'text';
  page.lines.forEach(([x, y, measure, size, , , line], i) => {
    const span = document.createElement('span');
    span.textContent = line;
    span.dataset.page = number;
    span.dataset.line = i;
    span.style.cssText = `left:${x * k}px;top:${(y - size * 0.85) * k}px;width:${measure * k}px;height:${size * 1.15 * k}px;font-size:${size * k}px`;
    text.append(span);
  });
  return text;
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

// The pages that are seen together with one.
const together = folio => {
  if (look.view === 'page') return [folio];
  const left = folio % 2 ? folio - 1 : folio;
  return [left, left + 1].map(f => (f >= 1 && f <= state.pages.length ? f : 0));
};

let turn = 0;
const show = async () => {
  if (!state) return;
  const mine = ++turn;
  const version = state.version;
  const count = state.pages.length;
  place = Math.min(Math.max(1, place), Math.max(1, count));
  const spread = document.createElement('div');
  spread.className = 'spread';
  const made = [spread];
  try {
    if (!count) spread.textContent = '';
    else if (look.view === 'sheets') {
      const sheets = await fetched(`/sheets?layout=${encodeURIComponent(look.layout)}&version=${version}`);
      sheetCount = sheets.sheets.length;
      let at = sheets.sheets.findIndex(sheet => sheet.some(side => side.placed.some(p => p[4] === place - 1)));
      if (at < 0) at = 0;
      sheetAt = at;
      sheetPages = sheets.sheets.map(sheet => 1 + Math.min(...sheet.flatMap(side => side.placed.map(p => p[4]))));
      const sheet = sheets.sheets[at] || [];
      spread.classList.add('sheet');
      for (const [i, side] of sheet.entries()) {
        const name = `${say('sheet', 'feuille')} ${at + 1}, ${i ? say('inner side', 'côté intérieur') : say('outer side', 'côté extérieur')}`;
        spread.append(await sideLeaf(side, sheet.length > 1 && desk.clientWidth > desk.clientHeight ? 2.08 : 1, name));
      }
    } else {
      const seen = together(place);
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
  } catch (gone) {
    // A newer version came meanwhile; its own event draws it.
    if (mine === turn) setTimeout(refresh, 150);
    return;
  }
  desk.querySelectorAll('.leaf').forEach(one => { one.taken = false; });
  spread.querySelectorAll('.leaf').forEach(one => { one.taken = false; });
  if (mine !== turn) return;
  desk.replaceChildren(...made);
  furnish();
  // Set when the pixels are there, for whoever measures.
  requestAnimationFrame(() => { document.documentElement.dataset.version = version; });
  ahead();
};

// The pages on either side are fetched before they are asked for.
const ahead = () => {
  const run = window.requestIdleCallback || (f => setTimeout(f, 60));
  run(() => [place - 2, place - 1, place + 1, place + 2].forEach(f => {
    if (look.view !== 'sheets' && f >= 1 && f <= state.pages.length) pageOf(state.pages[f - 1]).catch(() => {});
  }));
};

let sheetCount = 0, sheetAt = 0, sheetPages = [];
const go = folio => {
  place = Math.min(Math.max(1, folio), state.pages.length || 1);
  history.replaceState(null, '', `#${place}`);
  // What is waited for is other pages now.
  waiting.abort();
  show();
};
const leafBy = step => {
  if (look.view === 'sheets') {
    const next = Math.min(Math.max(0, sheetAt + step), sheetCount - 1);
    return sheetPages.length ? go(sheetPages[next]) : undefined;
  }
  return go(look.view === 'page' ? place + step : (place - place % 2) + 2 * step + (step < 0 ? 1 : 0));
};

// Icons of sixteen units, drawn here: no font has them all.
const icons = {
  spread: 'M1 3h7v10H1zM8 3h7v10H8z', page: 'M4 2h8v12H4z', sheets: 'M1 4h10v7H1zM6 4v7M5 11v2h10V6h-4',
  margins: 'M3 1h10v14H3zM5 4h6v8H5z', grid: 'M2 3h12M2 6.3h12M2 9.6h12M2 13h12', loose: 'M1 8h14M4 5 1 8l3 3M12 5l3 3-3 3',
  notes: 'M8 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM8 6v2.5M8 9.5v1', changes: 'M4 2v12M8 4h6M8 8h6M8 12h4', follow: 'M1 8h8M6 5l3 3-3 3M11 3h4v10h-4',
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', first: 'M3 3v10M13 3 6 8l7 5', back: 'M11 3 4 8l7 5', on: 'm5 3 7 5-7 5', last: 'M13 3v10M3 3l7 5-7 5',
};
const icon = name => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
};
['first', 'back', 'on', 'last'].forEach(name => by(name).replaceChildren(icon(name)));

const button = (nav, name, label, title, pressed, act) => {
  const made = document.createElement('button');
  made.append(icons[name] ? icon(name) : label);
  made.title = title;
  made.setAttribute('aria-label', title);
  made.dataset.name = name;
  made.onclick = act;
  if (pressed !== null) made.setAttribute('aria-pressed', String(pressed));
  nav.append(made);
};

// The bars say what is seen.
const furnish = () => {
  const set = (key, value) => () => { look[key] = value; keep(); show(); };
  const views = by('views'), marks = by('marks'), sizes = by('sizes');
  [views, marks, sizes].forEach(nav => nav.replaceChildren());
  button(views, 'spread', '', say('spreads (1)', 'doubles pages (1)'), look.view === 'spread', set('view', 'spread'));
  button(views, 'page', '', say('single pages (2)', 'pages seules (2)'), look.view === 'page', set('view', 'page'));
  button(views, 'sheets', '', say('sheets as they are printed (3)', 'feuilles comme elles s’impriment (3)'), look.view === 'sheets', set('view', 'sheets'));
  if (look.view === 'sheets' && state.layouts.length > 1) {
    const select = document.createElement('select');
    select.setAttribute('aria-label', say('layout', 'imposition'));
    for (const [slug, name] of state.layouts) select.add(new Option(name, slug, false, slug === look.layout));
    select.onchange = () => { look.layout = select.value; keep(); show(); };
    views.append(select);
  }
  const toggle = (key, label, title) => button(marks, key, label, title, look[key], set(key, !look[key]));
  toggle('margins', '', say('margins (m)', 'marges (m)'));
  toggle('grid', '', say('baseline grid (g)', 'grille de lignes de base (g)'));
  toggle('loose', '', say('loose and tight lines (l)', 'lignes lâches et serrées (l)'));
  toggle('notes', '', say('findings in the margin (d)', 'remarques dans la marge (d)'));
  if ((state.changed || []).length) toggle('changes', '', say('changes since the earlier version (c)', 'changements depuis la version antérieure (c)'));
  toggle('follow', '', say('follow what is edited (f)', 'suivre ce qui est modifié (f)'));
  const size = (key, label, title) => button(sizes, key, label, title, look.size === key, set('size', key));
  size('fit', '', say('whole page (0)', 'page entière (0)'));
  size('whole', '1:1', say('as printed (=)', 'comme imprimé (=)'));
  size('half', '1,5', say('one and a half times (+)', 'une fois et demie (+)'));
  size('double', '2:1', say('twice (+)', 'deux fois (+)'));
  by('title').textContent = state.title || 'agrafe';
  document.title = `${place} · ${state.title || 'agrafe'}`;
  const box = by('folio');
  if (document.activeElement !== box) box.value = look.view === 'sheets' ? sheetAt + 1 : place;
  by('count').textContent = `/ ${look.view === 'sheets' ? sheetCount : state.pages.length}`;
  const list = state.findings || [];
  const grave = list.filter(f => f.severity === 'error').length;
  by('findings').textContent = `${list.length} ${say(list.length === 1 ? 'finding' : 'findings', list.length > 1 ? 'remarques' : 'remarque')}`;
  by('findings').classList.toggle('grave', grave > 0);
  const fault = by('fault');
  fault.hidden = !state.failed;
  if (state.failed) {
    const shown = list.filter(f => f.severity === 'error').slice(0, 6);
    fault.textContent = shown.map(f => `${f.place ? `${f.place} ` : ''}${f.message}${f.excerpt ? `\n    ${f.excerpt}` : ''}${f.hint ? `\n    ${f.hint}` : ''}`).join('\n')
      || say('the brochure can’t be made', 'la brochure ne peut pas être faite');
  }
  const kept = state.failed && state.pages.length ? say(' · these pages are the last good ones', ' · ces pages sont les dernières bonnes') : '';
  by('status').textContent = `${state.pages.length} pages · ${state.ms} ms${kept}`;
};

const panel = (...nodes) => {
  by('shown').replaceChildren(...nodes);
  const opened = by('panel').hidden;
  by('panel').hidden = false;
  if (opened && look.size === 'fit') show();
};
by('close').onclick = () => { by('panel').hidden = true; if (look.size === 'fit') show(); };

const element = (tag, text, name) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
};

// Where a line was typed.
const source = async query => {
  const found = await fetched(`/source?${query}`);
  const title = element('h2', `${found.file}:${found.line}`);
  const nodes = [title];
  if (state.editor) {
    const open = element('button', say('open in the editor', 'ouvrir dans l’éditeur'));
    open.onclick = () => fetch(`/open?${query}`, { method: 'POST' });
    nodes.push(open);
    open.click();
  }
  const text = element('pre');
  found.lines.forEach((line, i) => {
    const row = element('span', undefined, found.first + i === found.line ? 'at' : '');
    row.append(element('i', String(found.first + i)));
    if (found.first + i === found.line) {
      const letters = [...line];
      row.append(letters.slice(0, found.from).join(''), element('mark', letters.slice(found.from, found.to).join('')), letters.slice(found.to).join(''));
    } else row.append(line);
    text.append(row);
  });
  panel(...nodes, text);
  text.querySelector('mark')?.scrollIntoView({ block: 'center' });
};

desk.addEventListener('click', event => {
  const span = event.target.closest('.text span');
  if (!span || String(getSelection())) return;
  desk.querySelectorAll('.here').forEach(other => other.classList.remove('here'));
  span.classList.add('here');
  source(`page=${span.dataset.page}&line=${span.dataset.line}`).catch(() => {});
});

const findings = () => {
  const list = element('ol');
  for (const finding of state.findings || []) {
    const row = element('li', undefined, finding.severity);
    const open = element('button');
    open.append(element('b', finding.code), ` ${finding.message}`);
    if (finding.hint) open.append(element('span', finding.hint, 'hint'));
    open.append(element('span', [finding.place, finding.page === null ? '' : `p. ${finding.page + 1}`].filter(Boolean).join(' · '), 'place'));
    open.onclick = () => {
      if (finding.page !== null) go(finding.page + 1);
      if (finding.at) source(`file=${finding.at[0]}&byte=${finding.at[1]}`).catch(() => {});
    };
    row.append(open);
    list.append(row);
  }
  panel(element('h2', say('Findings', 'Remarques')), list);
};
by('findings').onclick = findings;

const help = () => {
  const list = element('dl');
  const keys = [
    ['← →', say('leaf', 'feuilleter')], ['Home End', say('first and last page', 'première et dernière page')],
    ['1 2 3', say('spreads, single pages, sheets', 'doubles pages, pages seules, feuilles')],
    ['m g l d c', say('margins, grid, loose lines, findings, changes', 'marges, grille, lignes lâches, remarques, changements')],
    ['f', say('follow what is edited', 'suivre ce qui est modifié')], ['0 = +', say('whole page, as printed, larger', 'page entière, comme imprimé, plus grand')],
    ['e', say('list of findings', 'liste des remarques')], ['Esc', say('close this', 'fermer ceci')],
    [say('click', 'clic'), say('where the line was typed', 'où la ligne a été tapée')],
  ];
  for (const [key, text] of keys) list.append(element('dt', key), element('dd', text));
  panel(element('h2', say('Keys', 'Touches')), list);
};
by('help').onclick = help;
by('help').title = say('keys', 'touches');

const label = (id, text) => { by(id).title = text; by(id).setAttribute('aria-label', text); };
label('first', say('first page', 'première page'));
label('back', say('back', 'reculer'));
label('on', say('on', 'avancer'));
label('last', say('last page', 'dernière page'));
label('folio', say('page', 'page'));
label('close', say('close', 'fermer'));
by('first').onclick = () => go(1);
by('back').onclick = () => leafBy(-1);
by('on').onclick = () => leafBy(1);
by('last').onclick = () => go(state.pages.length);
by('folio').onchange = event => {
  const number = parseInt(event.target.value, 10);
  event.target.blur();
  if (number) go(look.view === 'sheets' ? sheetPages[Math.min(number, sheetCount) - 1] || 1 : number);
  else furnish();
};

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select')) return;
  const press = name => document.querySelector(`[data-name="${name}"]`)?.click();
  const acts = {
    ArrowLeft: () => leafBy(-1), ArrowRight: () => leafBy(1), PageUp: () => leafBy(-1), PageDown: () => leafBy(1),
    Home: () => go(1), End: () => go(state.pages.length),
    1: () => press('spread'), 2: () => press('page'), 3: () => press('sheets'),
    m: () => press('margins'), g: () => press('grid'), l: () => press('loose'), d: () => press('notes'), c: () => press('changes'), f: () => press('follow'),
    0: () => press('fit'), '=': () => press('whole'), '+': () => press(look.size === 'half' || look.size === 'double' ? 'double' : 'half'), '-': () => press(look.size === 'double' ? 'half' : 'fit'),
    e: findings, '?': help, Escape: () => by('close').click(),
  };
  const act = state && acts[event.key];
  if (act) { act(); event.preventDefault(); }
});

let touched = null;
desk.addEventListener('touchstart', event => { touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
desk.addEventListener('touchend', event => {
  if (!touched || look.size !== 'fit') return;
  const moved = event.changedTouches[0].clientX - touched.clientX;
  if (Math.abs(moved) > 50 && Math.abs(event.changedTouches[0].clientY - touched.clientY) < 60) leafBy(moved < 0 ? 1 : -1);
  touched = null;
});
let sizing = 0;
addEventListener('resize', () => { clearTimeout(sizing); sizing = setTimeout(show, 80); });
addEventListener('hashchange', () => { place = parseInt(location.hash.slice(1), 10) || place; show(); });

// A new version: what changed comes with the event, what is to be said of it follows once it is drawn.
const took = news => {
  if (news.stock !== stock) { stock = news.stock; lists.clear(); outlines.clear(); pictures.clear(); }
  const edited = look.follow && news.edited ? news.edited : null;
  state = Object.assign(state || {}, news);
  if (edited && look.view !== 'sheets' && !together(place).includes(edited[0] + 1)) {
    place = edited[0] + 1;
    history.replaceState(null, '', `#${place}`);
  }
  return show().then(() => {
    if (!edited) return;
    setTimeout(() => {
      const span = desk.querySelector(`.text span[data-page="${edited[0]}"][data-line="${edited[1]}"]`);
      if (!span) return;
      span.classList.add('here');
      if (look.size !== 'fit') span.scrollIntoView({ block: 'center', behavior: 'smooth' });
      setTimeout(() => span.classList.remove('here'), 1200);
    }, 60);
  });
};
const refresh = async () => {
  const whole = await fetched(`/state?lang=${french ? 'fr' : 'en'}`);
  // What is drawn already is drawn anew only for what is to be said of it.
  if (state && state.frame && whole.version === state.version && String(whole.frame) === String(state.frame)) {
    const told = s => JSON.stringify([s.findings, s.changed]);
    const unsaid = told(whole) !== told(state);
    Object.assign(state, whole);
    if (unsaid) return show();
    return furnish();
  }
  if (!look.layout || !whole.layouts.some(([slug]) => slug === look.layout)) look.layout = whole.layouts[0]?.[0] || '';
  return took(Object.assign(whole, { edited: null }));
};
// The server answers as soon as there is a newer version, and with it come the pages that are looked at.
let waiting = new AbortController();
const listen = async () => {
  for (;;) {
    try {
      if (!state || !state.frame) await refresh();
      const seen = look.view === 'sheets' ? [] : together(place).filter(Boolean).map(f => `${f - 1}:${state.pages[f - 1]}`);
      waiting = new AbortController();
      const answer = await fetch(`/next?after=${state.version}&seen=${seen.join('.')}`, { signal: waiting.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      if (news.version === state.version && news.stock === stock) continue;
      if (news.stock === stock) for (const [hash, page] of Object.entries(news.drawn || {})) enter(hash, page);
      delete news.drawn;
      await took(news);
      await refresh();
    } catch (error) {
      if (error.name === 'AbortError') continue;
      by('status').textContent = say('the program has ended; waiting for it', 'le programme est arrêté ; en attente');
      // Another run of the program counts from the beginning.
      [state, stock] = [null, ''];
      await new Promise(done => setTimeout(done, 1000));
    }
  }
};
listen();
