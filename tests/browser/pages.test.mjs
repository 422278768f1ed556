// Every kind of page as it looks: axe without a violation, nothing wider than the window, nothing that moves or complains.
import { after, before, describe, test } from 'node:test';
import { theBrowser } from './lib/browser.mjs';
import { axe, overflow, shifts, smallTargets } from './lib/looks.mjs';
import { serve } from './lib/server.mjs';
import { brief, none, site } from './lib/suite.mjs';
import { addressOf, newContext, visit } from './lib/visit.mjs';

const HEIGHT = 900;
const WIDTHS = brief ? [320, 1280] : [320, 768, 1280];
const SCHEMES = ['light', 'dark'];
const EXPECTED = [
  ...['home', 'section', 'page', 'tag', 'tags', 'index', 'missing', 'figures', 'sources', 'timeline', 'names', 'name', 'glossary'],
  ...['chart', 'diagram', 'long table', 'footnotes', 'alert', 'code'],
];

describe(`pages of ${site.name}`, { concurrency: 2 }, () => {
  let server;
  let context;
  before(async () => {
    server = await serve(site.root, site.base);
    context = await newContext((await theBrowser()).browser);
  });
  after(async () => {
    await context.close();
    await server.close();
  });

  // What a site of the program's own lacks would be tried nowhere.
  test('every kind of page and every thing that pages hold is there', { skip: brief }, () => {
    const names = site.samples.flatMap(({ name }) => name.split(', '));
    none(EXPECTED.filter((name) => !names.includes(name)).map((name) => `no page of the kind or with the thing \`${name}\``));
  });

  for (const page of site.samples) {
    test(`${page.name}: ${page.path}`, async () => {
      const { tab, problems } = await visit(context, addressOf(server.prefix, page.path), { own: server.prefix });
      const found = new Map((await shifts(tab)).map((problem) => [problem, []]));
      const add = (way, problems) => problems.forEach((problem) => found.set(problem, [...(found.get(problem) ?? []), way]));
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: HEIGHT });
        add(width, await overflow(tab));
        add(width, await smallTargets(tab));
        // In another language the words are others, the colours are not.
        for (const colorScheme of brief && width !== 320 ? ['light'] : SCHEMES) {
          await tab.emulateMedia({ colorScheme });
          add(`${width} ${colorScheme}`, await axe(tab));
        }
      }
      const told = [...found].map(([problem, ways]) => `${problem} (${ways.join(', ')})`);
      none([...told, ...(await problems())]);
      await tab.close();
    });
  }

  // A table finds the widths of its columns as they come. In the guide every such page has one.
  const still = site.samples.filter(({ kind, html }) => ['home', 'section', 'tag'].includes(kind) && !html.includes('<table'));
  test('there are pages to load line by line', { skip: brief }, () => none(still.length === 0 ? ['every page has a table'] : []));
  for (const page of still.slice(0, brief ? 1 : undefined)) {
    test(`nothing moves where ${page.path} comes line by line`, async () => {
      const { tab, problems } = await visit(context, `${addressOf(server.prefix, page.path)}?slowly`, { own: server.prefix });
      none([...(await shifts(tab)), ...(await problems())]);
      await tab.close();
    });
  }

  // How some readers have it: colours of their own, more contrast, type twice as large.
  const ways = {
    'forced colours': (tab) => tab.emulateMedia({ forcedColors: 'active' }),
    'more contrast': (tab) => tab.emulateMedia({ contrast: 'more' }),
    'text of 200 %': (tab) => tab.evaluate(() => (document.documentElement.style.fontSize = '200%')),
  };
  for (const page of site.samples.filter(({ kind }) => ['home', 'page', 'index', 'timeline'].includes(kind)).slice(0, brief ? 1 : undefined)) {
    for (const [way, set] of Object.entries(ways)) {
      test(`${way} on ${page.path}`, async () => {
        const { tab, problems } = await visit(context, addressOf(server.prefix, page.path), { own: server.prefix });
        await set(tab);
        none([...(await overflow(tab)), ...(await axe(tab)), ...(await problems())]);
        await tab.close();
      });
    }
  }
});
