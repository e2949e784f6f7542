// The base of the preview in the browser: its texts, its settings, and the latest state from the server. This script is loaded
// first. All scripts share their top-level names.
//
// Input: the texts of the catalogue in one language, embedded in the page.
'use strict';

const byId = id => document.getElementById(id);
const viewer = byId('viewer');

// The texts of the catalogue. `text` fills in their fields by the same rules as src/diagnostic/messages/template.rs.
const language = document.documentElement.lang;
const texts = JSON.parse(byId('texts').textContent);
const text = (name, fields = {}) => texts[name].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, field, singular, plural) => {
  if (singular === undefined) return fields[field];
  const isSingular = language === 'fr' ? fields[field] < 2 : fields[field] === 1;
  return isSingular ? singular : plural;
});

// The latest state from the server, the current page, and the settings of the view, which the browser stores.
let state = null;
let current = Math.max(1, parseInt(location.hash.slice(1), 10) || 1);
const defaults = { view: innerWidth < 700 ? 'page' : 'spread', size: 'fit', margins: false, grid: false, loose: false, messages: true, changes: true, follow: true, layout: '' };
const settings = Object.assign(defaults, JSON.parse(localStorage.getItem('agrafe') || '{}'));
const saveSettings = () => localStorage.setItem('agrafe', JSON.stringify(settings));
