// The site with no more than a reader may have: no JavaScript, no server, a path that is not the top, an address that is wrong.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { theBrowser } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { brief, none, site } from './lib/suite.mjs';
import { addressOf, fileAddress, newContext, visit } from './lib/visit.mjs';

const PLAIN = 'without JavaScript';
const SCRIPTED = 'with JavaScript';

describe(`reading ${site.name}`, { concurrency: 2 }, () => {
  let server;
  let contexts;
  before(async () => {
    const { browser } = await theBrowser();
    server = await serve(site.root, site.base);
    contexts = { [PLAIN]: await newContext(browser, { javaScriptEnabled: false }), [SCRIPTED]: await newContext(browser) };
  });
  after(async () => {
    for (const context of Object.values(contexts)) await context.close();
    await server.close();
  });

  // Opens a page in a tab of its own, and fails if anything was wrong while it was used.
  async function reading(way, address, { own = server.prefix, status }, use) {
    const { tab, problems } = await visit(contexts[way], address, { own, status });
    await use(tab);
    none(await problems());
    await tab.close();
  }

  // The page is read, and looks as it should: a style sheet has given its text a measure.
  async function isRead(tab, page) {
    const heading = (await tab.locator('h1').innerText()).trim();
    assert.ok(heading, `${page.path} has a heading`);
    const text = (await tab.locator('main').innerText()).replace(heading, '').trim();
    assert.ok(text.length > 40, `${page.path} has a text: “${text}”`);
    const family = await tab.locator('body').evaluate((element) => getComputedStyle(element).fontFamily);
    assert.match(family, /Charter/, `${page.path} has its style`);
  }

  for (const page of site.samples) {
    test(`${PLAIN}: ${page.path}`, () => reading(PLAIN, addressOf(server.prefix, page.path), {}, (tab) => isRead(tab, page)));
  }

  // Follows links as a reader would, from the home page to a section, to a page, and back by the breadcrumbs.
  async function browse(tab, top) {
    const follow = async (selector) => {
      const link = tab.locator(selector).first();
      const target = await link.evaluate(({ href }) => href);
      assert.ok(target.startsWith(top) && /\.html(#.*)?$/.test(target), `${target} names a file of the site`);
      await Promise.all([tab.waitForURL(target), link.click()]);
      await isRead(tab, { path: target });
    };
    await follow('.sections a');
    await follow('.section-nav li a, .listing a');
    await follow('.breadcrumbs li:last-child a');
    await follow('.colophon nav a >> nth=1');
    await follow('main .listing a');
    await follow('.colophon nav a');
  }

  for (const way of [PLAIN, SCRIPTED]) {
    test(`browsing files, ${way}`, () => {
      const top = fileAddress(site.root);
      return reading(way, `${top}index.html`, { own: top }, (tab) => browse(tab, top));
    });
    test(`browsing below a path, ${way}`, async () => {
      const below = await serve(site.root, '/some/repository/');
      try {
        await reading(way, `${below.prefix}index.html`, { own: below.prefix }, (tab) => browse(tab, below.prefix));
      } finally {
        await below.close();
      }
    });
  }

  test('a folder with a name that must be encoded', { skip: brief }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'browser-'));
    const root = path.join(folder, 'a briefing, 50 % 日本');
    try {
      await cp(site.root, root, { recursive: true });
      const top = fileAddress(root);
      await reading(PLAIN, `${top}index.html`, { own: top }, (tab) => browse(tab, top));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  // Where its address is not known when it is built, a site's 404.html works at the top alone.
  const hasAddress = site.pages.some(({ kind, html }) => kind === 'home' && html.includes('rel="canonical"'));
  for (const missing of hasAddress ? ['missing.html', 'some/very/deep/missing'] : ['missing.html']) {
    test(`what is missing at ${missing}`, () =>
      reading(PLAIN, server.prefix + missing, { status: 404 }, async (tab) => {
        await isRead(tab, { path: missing });
        const link = tab.locator('main .listing a').first();
        const target = await link.evaluate(({ href }) => href);
        await Promise.all([tab.waitForURL(target), link.click()]);
        await isRead(tab, { path: target });
      }));
  }
});
