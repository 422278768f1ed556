// What can be measured of a page that is open: its width, its shifts, its targets, where the focus is and whether it is seen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What axe finds wrong, one line a rule with the places. It takes all of a `details` that is closed for hidden, also what the
// style shows of it; such a one is opened while axe looks.
export async function axe(tab) {
  if (!(await tab.evaluate(() => 'axe' in globalThis))) await tab.evaluate(AXE);
  const violations = await tab.evaluate(async (values) => {
    const isShown = (details) => [...details.children].some((child) => child.localName !== 'summary' && child.checkVisibility());
    const shown = [...document.querySelectorAll('details:not([open])')].filter(isShown);
    shown.forEach((details) => (details.open = true));
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    shown.forEach((details) => (details.open = false));
    return violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map(({ target, any }) => [target.join(' '), any[0]?.message]) }));
  }, RULES);
  return violations.map(({ id, help, places }) => `axe ${id}: ${help}: ${places.slice(0, 4).map(([place, why]) => `\`${place}\` ${why ?? ''}`).join('; ')}${places.length > 4 ? ` and ${places.length - 4} more` : ''}`);
}

// A page that is wider than its window, with the innermost elements that reach over its edge.
export function overflow(tab) {
  return tab.evaluate(() => {
    const needed = document.documentElement.scrollWidth;
    if (needed <= innerWidth) return [];
    const over = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > innerWidth);
    const innermost = over.filter((element) => !over.some((other) => other !== element && element.contains(other)));
    const names = innermost.map((element) => [element.localName, ...element.classList].join('.'));
    return [`is ${needed} px wide in a window of ${innerWidth} px, because of ${[...new Set(names)].slice(0, 5).join(', ')}`];
  });
}

// Content that moved while the page came: cumulative layout shift, which must be 0 to three digits, as Lighthouse tells it; but
// for the space between elements, which nobody sees, and for a page with a table that was drawn before all of it was there,
// which a browser does by chance: a table finds the widths of its columns as they come.
export async function shifts(tab) {
  const { sum, moved, times, isThere } = await tab.evaluate(
    () =>
      new Promise((resolve) => {
        const entries = [];
        const isSeen = ({ node }) => !(node instanceof Text) || node.textContent.trim() !== '';
        const isThere = performance.getEntriesByType('navigation')[0].domInteractive;
        const comesWithTable = ({ startTime }) => startTime < isThere && document.querySelector('table');
        const counts = (entry) => !entry.hadRecentInput && !comesWithTable(entry) && (entry.sources.length === 0 || entry.sources.some(isSeen));
        const observer = new PerformanceObserver((list) => entries.push(...list.getEntries().filter(counts)));
        observer.observe({ type: 'layout-shift', buffered: true });
        const name = (node) => (node instanceof Element ? [node.localName, ...node.classList].join('.') : node ? `“${node.textContent.trim()}”` : 'what is gone');
        const told = () => ({
          sum: entries.reduce((sum, entry) => sum + entry.value, 0),
          times: entries.map(({ startTime }) => Math.round(startTime)),
          isThere: Math.round(isThere),
          moved: [...new Set(entries.flatMap((entry) => entry.sources.map(({ node }) => name(node))))],
        });
        requestAnimationFrame(() => setTimeout(() => resolve(told()), 50));
      }),
  );
  return sum >= 0.0005 ? [`its layout shifts by ${sum.toFixed(4)}: ${moved.join(', ') || 'what has no name'}, after ${times.join(', ')} ms; all of it was there after ${isThere} ms`] : [];
}

// Targets that are smaller than 24 by 24 CSS pixels (WCAG 2.5.8), those inside a sentence left aside.
export function smallTargets(tab) {
  return tab.evaluate(() => {
    const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip, svg');
    const hasTextBeside = (element) => {
      const block = element.closest('p, li, dd, dt, td, th, figcaption, caption, h1, h2, h3, h4, h5, h6, blockquote, summary');
      return block !== null && getComputedStyle(element).display === 'inline' && block.innerText.trim() !== element.innerText.trim();
    };
    const target = (element) => (element.matches('input') ? element.closest('label') ?? element : element);
    const small = (element) => {
      const boxes = [...target(element).getClientRects()];
      return !boxes.some(({ width, height }) => width >= 23.99 && height >= 23.99);
    };
    const name = (element) => `${[element.localName, ...element.classList].join('.')} “${(element.innerText || element.id).slice(0, 30)}” in ${element.parentElement.closest('[class]')?.className}`;
    const targets = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')];
    const found = targets.filter((element) => isSeen(element) && !hasTextBeside(element) && small(element));
    return found.length === 0 ? [] : [`has ${found.length} targets below 24 px: ${found.slice(0, 5).map(name).join('; ')}`];
  });
}

// What has the focus now: its name, and what is wrong with how it is seen (WCAG 2.4.7, 2.4.11).
export function focus(tab) {
  return tab.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const name = [element.localName, ...element.classList].join('.');
    const text = (element.innerText || element.getAttribute('aria-label') || element.id).trim().slice(0, 40);
    const problems = [];
    const style = getComputedStyle(element);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) problems.push('shows no focus');
    // A few places in each of its boxes, a little inside: one that is not covered is enough.
    const places = [...element.getClientRects()].flatMap(({ left, right, top, bottom }) =>
      [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.15, 0.85].map((y) => [left + (right - left) * x, top + (bottom - top) * y])));
    const isOpen = ([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (element.contains(there) || there.contains(element) && getComputedStyle(there).position === 'static');
    };
    if (!places.some(isOpen)) problems.push('is hidden while it has the focus');
    // A number of its own, which stays when scripts add elements beside it.
    globalThis.stops ??= new Map();
    if (!globalThis.stops.has(element)) globalThis.stops.set(element, globalThis.stops.size);
    const place = globalThis.stops.get(element);
    return { name: `${name} “${text}”`, place, href: element.getAttribute('href'), problems };
  });
}
