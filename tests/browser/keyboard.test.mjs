// The site with a keyboard alone: the skip link first, every stop of Tab seen and not covered, what opens opens by Enter.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { theBrowser } from './lib/browser.mjs';
import { focus } from './lib/looks.mjs';
import { serve } from './lib/server.mjs';
import { brief, none, site } from './lib/suite.mjs';
import { addressOf, newContext, visit } from './lib/visit.mjs';

// More stops than any page should have.
const MOST_STOPS = 1500;
const WIDE = { width: 1280, height: 700 };
const NARROW = { width: 320, height: 640 };

describe(`keyboard on ${site.name}`, { concurrency: 2 }, () => {
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

  const open = async (page, size = WIDE) => {
    const { tab, problems } = await visit(context, addressOf(server.prefix, page.path), { own: server.prefix });
    await tab.setViewportSize(size);
    return { tab, problems };
  };
  const ofKind = (...kinds) => site.samples.filter(({ kind }) => kinds.includes(kind));

  // Presses a key until the focus has left the page or begins anew in it; the stops in their order.
  async function walk(tab, key) {
    const stops = [];
    while (stops.length < MOST_STOPS) {
      await tab.keyboard.press(key);
      const stop = await focus(tab);
      if (stop === null || stop.place === stops[0]?.place) return stops;
      stops.push(stop);
    }
    throw new Error(`${key} does not leave the page after ${MOST_STOPS} stops`);
  }

  const walked = brief ? ofKind('home', 'page', 'index') : site.samples;
  for (const page of walked) {
    for (const size of brief || !['home', 'section', 'page', 'index', 'timeline'].includes(page.kind) ? [WIDE] : [WIDE, NARROW]) {
      test(`there and back on ${page.path} at ${size.width} px`, async () => {
        const { tab, problems } = await open(page, size);
        // A page may give the focus to its field; the walk begins at the top all the same.
        await tab.evaluate(() => {
          document.body.tabIndex = -1;
          document.body.focus();
          document.body.removeAttribute('tabindex');
        });
        const there = await walk(tab, 'Tab');
        await tab.evaluate(() => document.activeElement.blur());
        const back = await walk(tab, 'Shift+Tab');
        const problemsOf = (stops, way) => stops.flatMap(({ name, problems }) => problems.map((problem) => `${name} ${problem} (${way})`));
        none([...problemsOf(there, 'there'), ...problemsOf(back, 'back'), ...(await problems())]);
        const ordered = (stops) => stops.map(({ place }) => place).sort((one, other) => one - other);
        assert.deepEqual(ordered(back), ordered(there), 'the way back has the stops of the way there');
        assert.equal(there[0]?.href, '#_main', 'the skip link comes first');
        const links = await tab.locator('.masthead a:visible, .section-nav a:visible').count();
        const reached = there.filter(({ name }) => name.startsWith('a')).length;
        assert.ok(links > 0 && reached > links, `${reached} links are reached, and the navigation has ${links}`);
        await tab.close();
      });
    }
  }

  test('the skip link leads past the navigation', async () => {
    const [page] = ofKind('page');
    const { tab } = await open(page);
    await tab.keyboard.press('Tab');
    assert.equal((await focus(tab))?.href, '#_main', 'the skip link comes first');
    // The address follows when the key is already answered.
    await Promise.all([tab.waitForURL(({ hash }) => hash === '#_main'), tab.keyboard.press('Enter')]);
    await tab.keyboard.press('Tab');
    assert.ok(await tab.evaluate(() => document.activeElement.closest('main') !== null), 'the next stop is in the text');
    await tab.close();
  });

  test('the navigation leads from page to page', async () => {
    const [page] = ofKind('home');
    const { tab } = await open(page);
    for (const place of ['.sections', '.section-nav ul']) {
      const link = tab.locator(`${place} a:visible`).first();
      const target = await link.evaluate(({ href }) => href);
      for (let stops = 0; stops < MOST_STOPS; stops += 1) {
        await tab.keyboard.press('Tab');
        if (await link.evaluate((element) => element === document.activeElement)) break;
      }
      await Promise.all([tab.waitForURL(target), tab.keyboard.press('Enter')]);
      assert.equal(await tab.locator('h1').count(), 1, target);
    }
    await tab.close();
  });

  for (const page of site.samples.filter(({ html }) => /<summary/.test(html)).slice(0, brief ? 1 : undefined)) {
    test(`what folds on ${page.path} opens and closes by Enter`, async () => {
      const { tab } = await open(page, NARROW);
      for (const summary of await tab.locator('summary:visible').all()) {
        const isOpen = () => summary.evaluate((element) => element.parentElement.open);
        const before = await isOpen();
        await summary.focus();
        await tab.keyboard.press('Enter');
        assert.equal(await isOpen(), !before, await summary.innerText());
        await tab.keyboard.press('Enter');
        assert.equal(await isOpen(), before, await summary.innerText());
      }
      await tab.close();
    });
  }

  for (const page of ofKind('index', 'names').filter(({ html }) => html.includes('class="letters"'))) {
    test(`each letter of ${page.path} leads to its heading`, async () => {
      const { tab } = await open(page);
      for (const letter of await tab.locator('.letters a').all()) {
        const target = await letter.evaluate(({ href }) => href);
        await letter.focus();
        await Promise.all([tab.waitForURL(target), tab.keyboard.press('Enter')]);
        const found = await tab.evaluate(() => {
          const group = document.getElementById(decodeURIComponent(location.hash.slice(1)));
          const heading = group.querySelector('h2');
          const { left, top, bottom } = heading.getBoundingClientRect();
          return { text: heading.innerText, isSeen: heading.contains(document.elementFromPoint(left + 4, (top + bottom) / 2)) };
        });
        assert.equal(found.text, await letter.innerText());
        assert.ok(found.isSeen, `the heading ${found.text} is covered or out of sight`);
      }
      await tab.close();
    });
  }
});
