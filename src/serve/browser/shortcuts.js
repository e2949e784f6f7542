// The keyboard shortcuts of the preview, and the panel that lists them.
'use strict';

// For each shortcut: the browser's names of the keys, the key as shown in the panel, the name of its text, and the action.
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

const press = name => document.querySelector(`[data-name="${name}"]`)?.click();
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select')) return;
  const shortcut = state && SHORTCUTS.find(one => one.keys.includes(event.key));
  if (shortcut) { shortcut.action(); event.preventDefault(); }
});

// Shows the shortcuts in the panel.
const listShortcuts = () => {
  const list = element('dl');
  for (const shortcut of SHORTCUTS) list.append(element('dt', shortcut.shown), element('dd', text(shortcut.text)));
  list.append(element('dt', text('click')), element('dd', text('show_source')));
  panel(element('h2', text('shortcuts')), list);
};
byId('help').onclick = listShortcuts;
