// Draws pages on canvases from their display lists.
//
// Input: JSON from `/page` and `/glyphs`, which write/canvas.rs writes, and files from `/picture`. routes.rs sends all of them.
'use strict';

// Caches, so that nothing is fetched twice: display lists by page name, glyph outlines by face, pictures by name.
const lists = new Map();
const outlines = new Map();
const pictures = new Map();
// The number of the set of fonts and pictures that the caches belong to. The server increments it when the set changes.
let resources = '';

const fetchJson = async path => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

// Returns the value of a key, and creates it if it is missing. If the map then has more than `most` entries, drops the entry
// that was used least recently.
const cached = (map, most, key, make) => {
  let value = map.get(key);
  map.delete(key);
  if (value === undefined) value = make();
  map.set(key, value);
  if (map.size > most) map.delete(map.keys().next().value);
  return value;
};

// Stores a page that the server sent along with a new version.
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

// Loads those outlines and pictures of a page that are not loaded yet.
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

// Draws items of a display list (write/canvas.rs). Lengths are in thousandths of a point.
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

// Draws the marks for proofreading: the margins, the baseline grid, loose and tight lines, changes, messages.
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

// Returns the top and bottom of an item, or null if it is invisible.
const extent = item => {
  if (item[0] === 'g') return [item[6] - item[2] * 1.2, item[6] + item[2] * 0.5];
  if (item[0] === 'r') return [item[2], item[2] + item[4]];
  if (item[0] === 'i') return [item[3], item[3] + item[5]];
  return item[0] === 'l' ? null : [0, Infinity];
};

// Redraws the horizontal bands in which two versions of a page differ. Returns false, without drawing anything, if the versions
// differ in size or if the bands cover more than 80 % of the page.
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
    // Round to whole pixels; otherwise the blurred edges of a band would remain visible.
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
