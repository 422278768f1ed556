// Live reload for a page of `chancery serve`. The server adds this script to each page that it sends; it is never
// part of a built site. The server's messages describe the current state (which content the page has, which problems
// there are), not what happened.
(() => {
  'use strict';

  // The delay before asking a server again that did not respond or has too many open pages, in milliseconds: at
  // first, and at most.
  const SOON = 500;
  const SELDOM = 5000;

  const own = document.currentScript;
  const folder = own.src.replace(/[^/]*$/, '');
  const root = folder.replace(/[^/]*\/$/, '');
  let page = own.dataset.page;
  let tag = own.dataset.tag;
  let known = pristine(document);
  let life = '';
  let edition = '';
  let stream = null;
  let refreshing = Promise.resolve();
  let isLeaving = false;
  let pause = SOON;
  const wasHidden = document.visibilityState === 'hidden';

  // A copy of the page as it was sent, without this script, taken before anything else can change it. It belongs to
  // no window, so that it does not load or play its media a second time.
  function pristine(doc) {
    const copy = document.implementation.createHTMLDocument().importNode(doc.documentElement, true);
    copy.querySelectorAll('script[data-page][data-tag]').forEach((script) => script.remove());
    return copy;
  }

  // Messages from the server

  function listen() {
    if (stream || document.visibilityState === 'hidden') return;
    isLeaving = false;
    const told = `page=${encodeURIComponent(decodeURIComponent(page))}&edition=${edition}&life=${life}`;
    stream = new EventSource(`${folder}events?${told}`);
    stream.onmessage = (event) => {
      pause = SOON;
      take(JSON.parse(event.data));
    };
    // The browser would reconnect by itself, but with the old query, and not at all after a 503.
    stream.onerror = () => {
      rest();
      setTimeout(listen, pause);
      pause = Math.min(2 * pause, SELDOM);
    };
  }

  function rest() {
    if (stream) stream.close();
    stream = null;
  }

  // Reloads the whole page, once: messages in the meantime go to the new page.
  function reload() {
    isLeaving = true;
    rest();
    location.reload();
  }

  // A browser opens few connections to one host, so only visible pages hold one.
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? rest() : listen()));
  addEventListener('pagehide', rest);
  addEventListener('pageshow', listen);

  function take(state) {
    // A visible page has just loaded its assets; a page in a background tab may have waited long before it connects.
    const isNew = life === '' && !wasHidden;
    life = state.life;
    edition = state.edition;
    const isGone = state.tag === null && tag !== '';
    show(state);
    notice(isGone ? state.moved : undefined);
    if (isGone) return;
    refreshing = refreshing.then(async () => {
      if (isLeaving) return;
      if (state.tag !== null && state.tag !== tag) await refresh();
      if (!isLeaving) renew(isNew ? [] : state.assets);
    });
  }

  // Updating the page in place

  async function refresh() {
    let text;
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      text = await answer.text();
      if (answer.redirected) return reload();
    } catch {
      return; // The server is gone; the next message comes from the next one.
    }
    const parsed = new DOMParser().parseFromString(text, 'text/html');
    const sent = parsed.querySelector('script[data-page][data-tag]');
    const next = pristine(parsed);
    const leads = next.querySelector('meta[http-equiv="refresh" i]');
    if (!sent || leads || !sameKind(known, next)) return reload();
    morphHead(known.querySelector('head'), next.querySelector('head'));
    attributes(document.documentElement, known, next);
    morph(document.body, known.querySelector('body'), next.querySelector('body'));
    renewImages();
    known = next;
    tag = sent.dataset.tag;
    page = sent.dataset.page;
    document.dispatchEvent(new CustomEvent('chancery:refreshed'));
  }

  // A data block is a script only by name: it does not run.
  const DATA = 'script[type="application/ld+json"]';

  // Scripts and styles cannot be undone, so a page with different ones is reloaded.
  function sameKind(one, other) {
    const parts = `script:not(${DATA}), style, link[rel~="stylesheet" i], base`;
    const of = (html) => Array.from(html.querySelectorAll(parts), (part) => part.outerHTML).join('\n');
    return one.querySelector('body') && other.querySelector('body') && of(one) === of(other);
  }

  // Apart from scripts and styles, only the title in the head is visible.
  function morphHead(before, after) {
    if (before.isEqualNode(after)) return;
    document.title = after.querySelector('title')?.textContent ?? '';
    const plain = (head) => Array.from(head.querySelectorAll(`meta, link:not([rel~="stylesheet" i]), ${DATA}`));
    const old = plain(before);
    const next = plain(after);
    const kept = new Set();
    for (const node of next) {
      const same = old.findIndex((other, at) => !kept.has(at) && other.isEqualNode(node));
      if (same >= 0) kept.add(same);
      else document.head.append(document.importNode(node, true));
    }
    const gone = old.filter((_, at) => !kept.has(at));
    for (const node of gone) {
      const live = Array.from(document.head.children).find((other) => other.isEqualNode(node));
      if (live) live.remove();
    }
  }

  // Changes `live`, which was sent as `before`, into `after`. Parts that are equal in both are left alone, whatever
  // became of them on the page: an open disclosure stays open. If the page has changed so much that its parts no
  // longer match those that were sent, they are replaced.
  function morph(live, before, after) {
    if (before.isEqualNode(after)) return;
    if (before.nodeType !== after.nodeType || before.nodeName !== after.nodeName) {
      live.replaceWith(document.importNode(after, true));
      return;
    }
    if (before.nodeType !== Node.ELEMENT_NODE) {
      live.nodeValue = after.nodeValue;
      return;
    }
    attributes(live, before, after);
    const olds = Array.from(before.childNodes);
    const nexts = Array.from(after.childNodes);
    const lives = Array.from(live.childNodes).filter((node) => node !== overlay.host);
    if (lives.length !== olds.length || lives.some((node, at) => node.nodeName !== olds[at].nodeName)) {
      lives.forEach((node) => node.remove());
      live.prepend(...nexts.map((node) => document.importNode(node, true)));
      return;
    }
    const end = overlay.host?.parentNode === live ? overlay.host : null;
    let at = 0;
    let place = 0;
    for (const [same, itsPlace] of [...common(olds, nexts), [olds.length, nexts.length]]) {
      for (; at < same && place < itsPlace; at += 1, place += 1) morph(lives[at], olds[at], nexts[place]);
      for (; at < same; at += 1) lives[at].remove();
      for (; place < itsPlace; place += 1) live.insertBefore(document.importNode(nexts[place], true), lives[same] ?? end);
      if (same < olds.length) morph(lives[same], olds[same], nexts[itsPlace]);
      at += 1;
      place += 1;
    }
  }

  // The positions of equal nodes in two lists, as pairs: the longest common subsequence. Paragraph numbers are
  // ignored, because a paragraph inserted above changes them.
  function common(olds, nexts) {
    const text = (node) => node.nodeName + (node.outerHTML?.replace(/<p id="_[^"]*"/g, '<p') ?? node.nodeValue);
    const [old, next] = [olds.map(text), nexts.map(text)];
    const most = Math.min(old.length, next.length);
    let first = 0;
    while (first < most && old[first] === next[first]) first += 1;
    let last = 0;
    while (last < most - first && old.at(-1 - last) === next.at(-1 - last)) last += 1;
    const [oldEnd, nextEnd] = [old.length - last, next.length - last];
    const pairs = Array.from({ length: first }, (_, at) => [at, at]);
    const ending = Array.from({ length: last }, (_, at) => [oldEnd + at, nextEnd + at]);
    // The table for long lists would use too much memory, so their middle is replaced.
    if ((oldEnd - first) * (nextEnd - first) > 1e6) return pairs.concat(ending);
    const lengths = Array.from({ length: oldEnd - first + 1 }, () => new Uint32Array(nextEnd - first + 1));
    const length = (at, place) => lengths[at - first][place - first];
    for (let at = oldEnd - 1; at >= first; at -= 1) {
      for (let place = nextEnd - 1; place >= first; place -= 1) {
        lengths[at - first][place - first] =
          old[at] === next[place] ? length(at + 1, place + 1) + 1 : Math.max(length(at + 1, place), length(at, place + 1));
      }
    }
    for (let at = first, place = first; at < oldEnd && place < nextEnd; ) {
      if (old[at] === next[place]) pairs.push([at++, place++]);
      else if (length(at + 1, place) >= length(at, place + 1)) at += 1;
      else place += 1;
    }
    return pairs.concat(ending);
  }

  function attributes(live, before, after) {
    for (const { name } of Array.from(before.attributes)) {
      if (!after.hasAttribute(name)) live.removeAttribute(name);
    }
    for (const { name, value } of Array.from(after.attributes)) {
      if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    }
  }

  // Styles, images and other assets

  // The version of each asset that changed since the page was opened, by path. A browser keeps an image as it is
  // while the page is open, so each version gets an address of its own.
  const versions = new Map();
  const pathOf = (url) => new URL(url).pathname;
  const ours = (elements, name) => Array.from(elements).filter((element) => element[name].startsWith(root));

  // Reloads the changed assets that this page uses, or all of them if it is not known which changed.
  function renew(changed) {
    if (changed && changed.length === 0) return;
    const paths = changed && new Set(changed.map((address) => pathOf(root + address)));
    const isChanged = (url) => url.startsWith(root) && (!paths || paths.has(pathOf(url)));
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name).filter(isChanged).map(pathOf);
    for (const path of paths ?? loaded) versions.set(path, `${edition}-${life}`);
    const renewed = new Set([...renewSheets(isChanged), ...renewImages()]);
    // Icons change on the next page; data, fonts and scripts change only by a reload.
    const icons = ours(document.querySelectorAll('link[rel~="icon" i]'), 'href').map((link) => pathOf(link.href));
    if (paths && loaded.some((path) => !renewed.has(path) && !icons.includes(path))) reload();
  }

  // Maps a style sheet to the one that is loading to replace it.
  const successors = new Map();

  function renewSheets(isChanged) {
    const links = ours(document.querySelectorAll('link[rel~="stylesheet" i]'), 'href');
    const coming = new Set(successors.values());
    for (const link of links.filter((link) => isChanged(link.href) && !coming.has(link))) {
      successors.get(link)?.remove();
      const next = link.cloneNode();
      const settle = (loser) => {
        if (successors.get(link) !== next) return;
        successors.delete(link);
        loser.remove();
      };
      next.href = fresh(link.href);
      next.addEventListener('load', () => settle(link));
      next.addEventListener('error', () => settle(next));
      successors.set(link, next);
      link.after(next);
    }
    return links.map((link) => pathOf(link.href));
  }

  // Images with several sources are not renewed.
  function renewImages() {
    const images = ours(document.images, 'src').filter((image) => !image.srcset && !image.closest('picture'));
    for (const image of images) {
      if (image.src !== fresh(image.src)) image.src = fresh(image.src);
    }
    return images.map((image) => pathOf(image.src));
  }

  function fresh(url) {
    const next = new URL(url);
    const version = versions.get(next.pathname);
    if (version) next.searchParams.set('edition', version);
    return next.href;
  }

  // Problems

  const overlay = { host: null, panels: null, problems: '[[],[]]', moved: undefined };

  const style = `
    :host { all: initial; }
    div { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      font: 0.9375rem/1.5 ui-sans-serif, system-ui, "Noto Sans", "Liberation Sans", sans-serif; }
    section { padding: 0.9rem max(1rem, calc(50vw - 32rem)) 1.1rem; background: #211d1a; color: #f3ede2;
      border-top: 4px solid #f08468; }
    section.warning { border-color: #d9b45b; }
    header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; justify-content: space-between; }
    h2 { margin: 0; font-size: 1rem; }
    button { min-width: 2rem; min-height: 2rem; font: inherit; color: inherit; background: none; border: 1px solid #8d8477;
      border-radius: 3px; padding: 0.1rem 0.6rem; cursor: pointer; }
    button:focus-visible { outline: 2px solid #f08468; outline-offset: 2px; }
    ol { list-style: none; margin: 0.6rem 0 0; padding: 0; }
    li { padding: 0.6rem 0; border-top: 1px solid #4a443d; }
    p { margin: 0; overflow-wrap: anywhere; }
    .place { color: #c9c0b3; font-family: ui-monospace, "Liberation Mono", monospace; font-size: 0.8125rem; }
    .help { color: #d9d0c3; }
    pre { margin: 0.35rem 0; padding: 0.4rem 0.6rem; background: #322c27; overflow-x: auto;
      font: 0.8125rem/1.6 ui-monospace, "Liberation Mono", "Noto Sans Mono CJK JP", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    mark { background: none; color: #ffb49f; text-decoration: underline wavy #f08468; text-underline-offset: 0.25em; }
    .warning mark, li.warning mark { color: #f1d894; text-decoration-color: #d9b45b; }
    a { color: #ffb49f; }
    @media print { div { display: none; } }
  `;

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function panel(kind, title, className) {
    if (!overlay.host) {
      overlay.host = element('chancery-overlay');
      const shadow = overlay.host.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      shadow.adoptedStyleSheets = [sheet];
      overlay.panels = element('div');
      shadow.append(overlay.panels);
      document.body.append(overlay.host);
    }
    const made = element('section', undefined, className);
    made.dataset.kind = kind;
    made.setAttribute('role', 'alert');
    made.setAttribute('lang', 'en');
    const header = element('header');
    const button = element('button', 'Hide');
    button.type = 'button';
    header.append(element('h2', title), button);
    made.append(header);
    button.addEventListener('click', () => made.remove());
    return made;
  }

  function close(kind) {
    overlay.panels?.querySelector(`[data-kind="${kind}"]`)?.remove();
  }

  // If the problems are the same as before, the panel stays as it is, even if hidden. Any change shows it again.
  function show({ errors, warnings, problems, rest }) {
    const told = JSON.stringify([problems, rest]);
    if (told === overlay.problems) return;
    overlay.problems = told;
    close('problems');
    if (problems.length === 0) return;
    const count = (number, word) => (number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]);
    const title = [...count(errors, 'error'), ...count(warnings, 'warning')].join(', ');
    const note = errors ? ': this is the last good page' : '';
    const made = panel('problems', title + note, errors ? 'error' : 'warning');
    const list = element('ol');
    for (const problem of problems) {
      const item = element('li', undefined, problem.severity);
      const place = [problem.file, problem.line, problem.column].filter((part) => part !== null).join(':');
      item.append(element('p', place, 'place'), element('p', `${problem.severity}[${problem.code}]: ${problem.message}`));
      if (problem.excerpt) {
        const [before, marked, after] = problem.excerpt;
        const line = element('pre', before);
        line.append(element('mark', marked), after);
        item.append(line);
      }
      if (problem.help) item.append(element('p', `help: ${problem.help}`, 'help'));
      list.append(item);
    }
    made.append(list, ...rest.map((line) => element('p', line)));
    overlay.panels.append(made);
  }

  // Shows that the page is gone: `undefined` if it is not, `null` if its new address is not known.
  function notice(moved) {
    if (moved === overlay.moved) return;
    overlay.moved = moved;
    close('gone');
    if (moved === undefined) return;
    const made = panel('gone', moved ? 'This page has moved' : 'This page is no longer there', 'warning');
    const text = element('p');
    const link = element('a', moved ? `go to ${decodeURI(moved)}` : 'go to the first page');
    link.href = root + (moved ?? 'index.html');
    text.append('Its file was renamed or removed: ', link, '.');
    made.append(text);
    overlay.panels.prepend(made);
  }

  listen();
})();
