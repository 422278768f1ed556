// What a reader's connection carries: the weight of pages, style and scripts, and that nothing stands inline in a page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { asked, inline } from './lib/source.mjs';
import { brief, none, site } from './lib/suite.mjs';

const KILOBYTE = 1000;
const LIMITS = { page: 14 * KILOBYTE, style: 8 * KILOBYTE, scripts: 6 * KILOBYTE, firstVisit: 30 * KILOBYTE };

const weigh = (bytes) => gzipSync(bytes, { level: 9 }).length;
const ofPage = (page) => weigh(page.html);

const STYLES = /<link rel="stylesheet"[^>]*>/g;
// On the page of the search, the search is wanted; its own scripts are weighed by tests/site/search-cost.mjs.
const SCRIPTS = /<script (?![^>]*src="[^"]*search)[^>]*src=[^>]*>/g;
const ICONS = /<link rel="icon"[^>]*>/g;

const fileOf = (page, address) => {
  const target = address.startsWith(site.base) && address.startsWith('/') ? address.slice(site.base.length) : path.posix.join(path.posix.dirname(page.path), address);
  return path.join(site.root, decodeURIComponent(target.replace(/[?#].*/, '')));
};
const weightOf = async (page, pattern) => {
  const weights = asked(page.html, pattern).map(async (address) => weigh(await readFile(fileOf(page, address))));
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
};

describe(`weight of ${site.name}`, () => {
  test('a typical page', () => {
    const weights = site.pages.map(ofPage).sort((one, other) => one - other);
    const typical = weights[Math.floor(weights.length / 2)];
    console.log(`HTML, gzipped: ${typical} bytes in the middle of ${weights.length} pages, at most ${weights.at(-1)}`);
    assert.ok(typical <= LIMITS.page, `${typical} bytes`);
  });

  for (const page of site.samples) {
    test(`first visit to ${page.path}`, async () => {
      const [style, scripts, icons] = await Promise.all([STYLES, SCRIPTS, ICONS].map((pattern) => weightOf(page, pattern)));
      const html = ofPage(page);
      assert.equal(asked(page.html, STYLES).length, 1, 'one style sheet');
      assert.ok(style <= LIMITS.style, `the style sheet has ${style} bytes`);
      assert.ok(scripts <= LIMITS.scripts, `the scripts have ${scripts} bytes`);
      const all = html + style + scripts + icons;
      console.log(`${page.path}: ${all} bytes gzipped: ${html} of HTML, ${style} of style, ${scripts} of scripts, ${icons} of icons`);
      // A page is as long as its editor makes it: the pages of the briefing are held to the limit, and of other sites what the theme adds.
      if (!brief) assert.ok(all <= LIMITS.firstVisit, `a first visit loads ${all} bytes: ${html} of HTML, ${style} of style, ${scripts} of scripts, ${icons} of icons`);
    });
  }

  test('nothing inline, and nothing of another host', () => {
    none(site.pages.flatMap((page) => inline(page.html).map((wrong) => `${page.path}: ${wrong}`)));
  });
});
