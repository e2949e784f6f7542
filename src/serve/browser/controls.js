// The controls around the pages: buttons, page number, status line, and the panel with messages and sources.
'use strict';

// Icons of 16 x 16 units, as SVG paths, because no font contains all of them.
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

// Returns the text of a button, followed by its keyboard shortcut if it has one, such as `margins (m)`.
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

// Updates the buttons, the page number and the status line.
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

// Shows DOM nodes in the panel next to the pages.
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

// Shows a line in its source file, and opens that line in the editor if `--editor` is set.
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
