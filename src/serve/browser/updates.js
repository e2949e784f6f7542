// Waits for new versions of the brochure and shows them. Loaded after the other scripts.
//
// Input: JSON from `/next` and `/state`, which routes.rs sends.
'use strict';

// Shows a new version. Its messages are fetched after it has been drawn.
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
  // Pages that are already drawn are drawn again only if their marks have changed.
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
// Waits for the next version. The server answers as soon as there is one, and includes the visible pages.
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
      // If the program is restarted, it counts versions from the beginning, so the old state is useless.
      [state, resources] = [null, ''];
      await new Promise(done => setTimeout(done, 1000));
    }
  }
};
listen();
