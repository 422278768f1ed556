// Lighthouse's four categories on six kinds of page, as a telephone on a slow connection has them: each at 100.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import lighthouse from 'lighthouse';
import { theBrowser } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { site } from './lib/suite.mjs';
import { addressOf } from './lib/visit.mjs';

const KINDS = ['home', 'section', 'page', 'timeline', 'figures', 'name'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
// A machine that does something else at the same time is slow, or loses the beginning of what Lighthouse records, and no
// fault of the page.
const ATTEMPTS = 3;
const TRANSIENT = ['performance', 'not measured'];

describe(`lighthouse on ${site.name}`, () => {
  let server;
  let port;
  before(async () => {
    server = await serve(site.root, site.base);
    ({ port } = await theBrowser());
  });
  after(() => server.close());

  for (const page of site.samples.filter(({ kind, name }) => KINDS.includes(kind) && name.split(', ').includes(kind))) {
    test(`${page.kind}: ${page.path}`, async () => {
      let short;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const { lhr } = await lighthouse(addressOf(server.prefix, page.path), { port, logLevel: 'error', onlyCategories: CATEGORIES, output: 'json' });
        short = shortcomings(lhr);
        if (!short.some((text) => TRANSIENT.some((kind) => text.startsWith(kind)))) break;
      }
      assert.ok(short.length === 0, `\n  ${short.join('\n  ')}`);
    });
  }
});

// What keeps a page from 100 in each category: a page that could not be measured has that one alone.
function shortcomings(lhr) {
  if (lhr.runtimeError) return [`not measured: ${lhr.runtimeError.message}`];
  return CATEGORIES.filter((category) => lhr.categories[category].score !== 1).map((category) => shortcoming(lhr, category));
}

// A category that is not at 100, with the audits that cost it points.
function shortcoming(lhr, category) {
  const { score, auditRefs } = lhr.categories[category];
  const lost = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
  const told = lost.map(({ id }) => `${id} (${lhr.audits[id].displayValue ?? lhr.audits[id].title})`);
  return `${category} has ${Math.round(score * 100)}: ${told.join(', ')}`;
}
