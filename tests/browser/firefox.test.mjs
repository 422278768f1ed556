// The same pages in Firefox, where there is one: node --test-reporter spec firefox.test.mjs SITE. Playwright drives a Firefox of
// its own alone; Puppeteer, which Lighthouse brings, drives Debian's by WebDriver BiDi.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { axe, focus, overflow, smallTargets } from './lib/looks.mjs';
import { serve } from './lib/server.mjs';
import { none, site } from './lib/suite.mjs';
import { addressOf, fileAddress, noticeViolations } from './lib/visit.mjs';

const PROGRAM = process.env.FIREFOX || '/usr/bin/firefox-esr';
const skip = existsSync(PROGRAM) ? false : `no Firefox at ${PROGRAM}`;
const WIDTHS = [320, 1280];

describe(`${site.name} in Firefox`, { skip }, () => {
  let browser;
  let server;
  before(async () => {
    server = await serve(site.root, site.base);
    browser = await puppeteer.launch({ browser: 'firefox', executablePath: PROGRAM, headless: true });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  async function visit(address, own) {
    const tab = await browser.newPage();
    const problems = [];
    tab.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) problems.push(`console: ${message.text()}`);
    });
    tab.on('pageerror', (error) => problems.push(`script: ${error.message}`));
    // Firefox has a font for its own use in an address.
    tab.on('request', (request) => {
      if (!request.url().startsWith(own) && !request.url().startsWith('data:font/')) problems.push(`asks another place for \`${request.url()}\``);
    });
    await tab.evaluateOnNewDocument(noticeViolations);
    await tab.goto(address);
    return { tab, problems };
  }

  for (const page of site.samples) {
    test(`${page.name}: ${page.path}`, async () => {
      const { tab, problems } = await visit(addressOf(server.prefix, page.path), server.prefix);
      for (const width of WIDTHS) {
        await tab.setViewport({ width, height: 900 });
        for (const check of [overflow, smallTargets, axe]) problems.push(...(await check(tab)).map((problem) => `${width} px: ${problem}`));
      }
      problems.push(...(await tab.evaluate(() => globalThis.violations)));
      // A page that is there to be searched has the focus in its field; its first stop is still the skip link.
      await tab.evaluate(() => {
        document.activeElement.blur();
        getSelection().setPosition(document.body, 0);
      });
      await tab.keyboard.press('Tab');
      const first = await focus(tab);
      assert.equal(first?.href, '#_main', 'the skip link comes first');
      none([...problems, ...first.problems]);
      await tab.close();
    });
  }

  test('browsing files', async () => {
    const top = fileAddress(site.root);
    const { tab, problems } = await visit(`${top}index.html`, top);
    for (const selector of ['.sections a', '.section-nav li a, .listing a', '.colophon nav a']) {
      await Promise.all([tab.waitForNavigation(), tab.locator(selector).click()]);
      assert.ok(tab.url().startsWith(top), tab.url());
      assert.ok(await tab.$eval('main', (main) => main.innerText.length > 40), tab.url());
      assert.match(await tab.$eval('body', (body) => getComputedStyle(body).fontFamily), /Charter/);
    }
    none(problems);
    await tab.close();
  });
});
