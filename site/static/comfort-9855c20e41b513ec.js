// What readers have beside the text where their browser runs scripts: each part small, and none needed to read. Which parts
// a site has is said by the attributes of #_comfort (templates/parts/comfort.html), with the words that they show.
//
// Everything that is added to a page is added inside #_comfort, which is empty until then, or to the page's own citation:
// so the text stays what it was, nothing moves, and `chancery serve` can still refresh a page in place.
(() => {
  'use strict';

  const own = document.getElementById('_comfort');
  if (!own) return;
  const words = own.dataset;

  function element(name, className, text = '') {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function button(className, text, label) {
    const made = element('button', className, text);
    made.type = 'button';
    made.setAttribute('aria-label', label);
    return made;
  }

  // What is remembered, for as long as the page is open where the browser remembers nothing.
  const remembered = {
    get(name) {
      try {
        return localStorage.getItem(name);
      } catch {
        return this[name] ?? null;
      }
    },
    set(name, value) {
      this[name] = value;
      try {
        if (value) localStorage.setItem(name, value);
        else localStorage.removeItem(name);
      } catch {
        // It holds on this page.
      }
    },
  };

  // ---- The choice of a theme, and of the key `/`

  const settings = document.getElementById('_settings');

  function offerThemes() {
    const choices = settings?.elements.theme;
    if (!choices) return;
    const show = () => (choices.value = remembered.get('chancery-theme') ?? '');
    settings.addEventListener('change', ({ target }) => {
      if (target.name !== 'theme') return;
      remembered.set('chancery-theme', target.value);
      if (target.value) document.documentElement.dataset.theme = target.value;
      else delete document.documentElement.dataset.theme;
    });
    show();
    addEventListener('storage', show);
    addEventListener('pageshow', show);
    settings.hidden = false;
  }

  // A key of one letter may be turned off, since voices and unsteady hands press it unasked (WCAG 2.2, 2.1.4).
  function offerSlash() {
    const field = document.getElementById('_q');
    const choice = settings?.elements.slash;
    if (!field || !choice) return;
    choice.checked = remembered.get('chancery-slash') !== 'off';
    choice.addEventListener('change', () => remembered.set('chancery-slash', choice.checked ? '' : 'off'));
    choice.closest('label').hidden = false;
    settings.hidden = false;
    document.addEventListener('keydown', (event) => {
      const isOther = event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (isOther || !choice.checked || event.target.closest('input, textarea, select, [contenteditable]')) return;
      event.preventDefault();
      field.focus();
    });
  }

  // ---- Copying

  // Says to everybody, seen or heard, what has become of a copy.
  const said = element('span', 'said');
  said.setAttribute('role', 'status');
  let forgetting = 0;

  function say(text, place) {
    said.textContent = text;
    const { left, bottom } = place.getBoundingClientRect();
    stand(said, left, bottom + 4);
    clearTimeout(forgetting);
    forgetting = setTimeout(() => (said.textContent = ''), 4000);
  }

  // Puts an element of ours at a place in the window, as far as it fits there.
  function stand(ours, left, top) {
    const most = document.documentElement.clientWidth - ours.offsetWidth - 8;
    ours.style.left = `${Math.max(8, Math.min(left, most)) + scrollX}px`;
    ours.style.top = `${top + scrollY}px`;
  }

  // Copies a text. Where the clipboard is shut, as it is for pages from a disk, a selection may still be copied; and where that
  // fails too, the text is shown, for readers to take it.
  async function copy(text, place) {
    let isDone = false;
    try {
      await navigator.clipboard.writeText(text);
      isDone = true;
    } catch {
      isDone = copySelection(text);
      place.focus({ preventScroll: true });
    }
    say(isDone ? words.copied : text, place);
  }

  function copySelection(text) {
    const field = element('textarea', 'said');
    field.value = text;
    field.readOnly = true;
    own.append(field);
    stand(field, 0, 0);
    field.focus({ preventScroll: true });
    field.select();
    const isDone = document.execCommand('copy');
    field.remove();
    return isDone;
  }

  // The address of a passage, for others: that of the published page where this one is read from a disk.
  function addressOf(passage) {
    const published = document.querySelector('link[rel=canonical]');
    const address = new URL(location.protocol === 'file:' && published ? published.href : location.href);
    address.search = '';
    address.hash = passage.id;
    return address.href;
  }

  const PASSAGES = '.text :is(h2, h3, h4, h5, h6, p)[id]';

  // One button for all passages. It stands beside the one that is pointed at; who comes to it by the keyboard, just before
  // the text, moves it with the arrow keys. So the text has no more stops than it has links.
  function offerAddresses() {
    const mark = button('copy-address', '#', words.copyAddress);
    mark.setAttribute('aria-description', words.copyKeys);
    own.append(mark);
    let passage = null;
    let leaving = 0;

    function show(next) {
      clearTimeout(leaving);
      passage?.toggleAttribute('data-passage', false);
      passage = next;
      mark.toggleAttribute('data-shown', Boolean(passage));
      if (!passage) return;
      const title = passage.textContent.trim();
      mark.setAttribute('aria-label', `${words.copyAddress}: ${title.length > 60 ? `${title.slice(0, 60)}…` : title}`);
      const { left, right, top } = passage.getBoundingClientRect();
      const isRightToLeft = getComputedStyle(passage).direction === 'rtl';
      stand(mark, isRightToLeft ? right + 4 : left - mark.offsetWidth - 4, top);
    }

    // The passage, and the way from it to the button.
    const leave = () => {
      clearTimeout(leaving);
      leaving = setTimeout(() => document.activeElement !== mark && show(null), 400);
    };
    document.addEventListener('pointerover', ({ target, pointerType }) => {
      if (pointerType === 'touch' || document.activeElement === mark) return;
      const pointed = target.closest(PASSAGES);
      if (pointed) show(pointed);
      else if (mark.contains(target)) clearTimeout(leaving);
      else leave();
    });
    // A finger points at nothing: it touches a heading.
    document.addEventListener('click', ({ target }) => {
      const heading = target.closest('.text :is(h2, h3, h4, h5, h6)[id]');
      if (heading && !target.closest('a')) show(heading);
      else if (!mark.contains(target)) show(null);
    });

    const all = () => Array.from(document.querySelectorAll(PASSAGES)).filter((one) => one.checkVisibility?.() ?? true);
    const walk = (next) => {
      if (!next) return;
      next.scrollIntoView({ block: 'nearest' });
      show(next);
      next.toggleAttribute('data-passage', true);
    };
    mark.addEventListener('focus', () => {
      if (mark.matches(':focus-visible')) walk(passage ?? all().find((one) => one.getBoundingClientRect().bottom > 0));
    });
    mark.addEventListener('blur', () => show(null));
    mark.addEventListener('keydown', (event) => {
      const passages = all();
      const at = passages.indexOf(passage);
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: passages.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      walk(passages[next]);
    });
    mark.addEventListener('click', () => passage && copy(addressOf(passage), mark));
  }

  // A button at each form of the page's citation.
  function offerCitations() {
    for (const form of document.querySelectorAll('.cite > p, .cite dd')) {
      if (form.querySelector('button')) continue;
      const text = form.textContent.trim();
      const name = form.previousElementSibling?.textContent ?? '';
      const made = button('copy', words.copy, `${words.copy}: ${name}`);
      made.addEventListener('click', () => copy(text, made));
      form.append(' ', made);
    }
  }

  // ---- Previews

  // What a reference leads to, as lines of text, from what the page holds already: nothing is loaded.
  function linesOf(link) {
    const here = link.hash && link.href.split('#')[0] === location.href.split('#')[0];
    if (!here) {
      const told = Array.from(document.querySelectorAll('#_previews p')).find((one) => one.dataset.href === link.getAttribute('href'));
      return told ? Array.from(told.childNodes) : [];
    }
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return [];
    if (/^H[2-6]$/.test(target.nodeName)) {
      const next = target.nextElementSibling;
      return next?.nodeName === 'P' ? [target, next] : [target];
    }
    const isList = target.matches('.register > div, .footnotes li');
    return isList ? Array.from(target.children) : target.nodeName === 'P' ? [target] : [];
  }

  // The panel can be pointed at itself, stays until the reader leaves, and goes with Escape (WCAG 2.2, 1.4.13).
  function offerPreviews() {
    const panel = element('div', 'preview');
    panel.id = '_preview';
    panel.setAttribute('role', 'tooltip');
    panel.hidden = true;
    own.append(panel);
    let shown = null;
    let waiting = 0;

    function show(link, y) {
      hide();
      const lines = linesOf(link);
      if (lines.length === 0) return;
      panel.replaceChildren(...lines.map((line) => {
        const text = line.cloneNode(true);
        text.querySelectorAll?.('.footnote-back').forEach((back) => back.remove());
        return element('p', '', text.textContent.trim());
      }));
      panel.hidden = false;
      shown = link;
      link.setAttribute('aria-describedby', panel.id);
      // A link may be broken over two lines: the one that is pointed at counts.
      const rects = Array.from(link.getClientRects());
      const { left, top, bottom } = rects.find((rect) => y >= rect.top && y <= rect.bottom) ?? rects[0];
      const fitsBelow = bottom + panel.offsetHeight + 6 < innerHeight || top < panel.offsetHeight;
      stand(panel, left, fitsBelow ? bottom + 2 : top - panel.offsetHeight - 2);
    }

    function hide() {
      clearTimeout(waiting);
      shown?.removeAttribute('aria-describedby');
      shown = null;
      panel.hidden = true;
    }

    const later = (act, time) => {
      clearTimeout(waiting);
      waiting = setTimeout(act, time);
    };
    document.addEventListener('pointerover', ({ target, pointerType, clientY }) => {
      if (pointerType === 'touch') return;
      const link = target.closest('main a[href]');
      if (link ? link === shown : panel.contains(target)) clearTimeout(waiting);
      else if (link) later(() => show(link, clientY), 300);
      else later(() => shown !== document.activeElement && hide(), 300);
    });
    document.addEventListener('focusin', ({ target }) => {
      if (target.matches('main a[href]:focus-visible')) show(target);
    });
    document.addEventListener('focusout', ({ target }) => target === shown && hide());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide());
    document.addEventListener('chancery:refreshed', hide);
  }

  // ---- The contents, which follow the reading

  function followReading() {
    const list = document.querySelector('.contents');
    if (!list) return;
    const observer = new IntersectionObserver(mark, { rootMargin: '0px 0px -70% 0px', threshold: [0, 1] });
    let links = new Map();

    // The last heading that has come into the upper part of the window is the one that is being read.
    function mark() {
      let reading = null;
      for (const heading of links.keys()) {
        if (heading.getBoundingClientRect().top < innerHeight * 0.3) reading = heading;
      }
      for (const [heading, link] of links) {
        if (heading !== reading) link.removeAttribute('aria-current');
        else if (!link.hasAttribute('aria-current')) {
          link.setAttribute('aria-current', 'location');
          // A long list shows the mark; the page stays where it is.
          const off = link.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
          const above = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
          if (off > 0) list.scrollTop += off;
          else if (above < 0) list.scrollTop += above;
        }
      }
    }

    function observe() {
      observer.disconnect();
      const entries = Array.from(list.querySelectorAll('a[href^="#"]'));
      links = new Map(entries.map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
      links.delete(null);
      for (const heading of links.keys()) observer.observe(heading);
    }
    observe();
    document.addEventListener('chancery:refreshed', observe);
  }

  offerThemes();
  offerSlash();
  if (words.copy) {
    own.append(said);
    offerAddresses();
    offerCitations();
    document.addEventListener('chancery:refreshed', offerCitations);
  }
  if ('previews' in words) offerPreviews();
  if ('contents' in words) followReading();
})();
