// What readers look for comes first: the queries of relevance.json, asked in a real browser of sites opened from a folder.
// CHANCERY=PROGRAM node --test relevance.test.mjs
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/browser.mjs';
import { ask, build, languages, placeOf, share, told } from './lib/relevance.mjs';

let browser;
let place;
before(async () => {
  browser = await launch();
  place = await mkdtemp(path.join(tmpdir(), 'relevance-'));
});
after(async () => {
  await browser.close();
  await rm(place, { recursive: true });
});

const row = ({ query, first }, answers) =>
  `  ${query}\n    expected ${first.join(' or ')}\n    came     ${answers.slice(0, 3).join(', ') || 'nothing'}`;

for (const language of languages) {
  test(`what readers look for comes first: ${language.language}`, async (t) => {
    const { queries, known } = language;
    const all = [...queries, ...known];
    const answers = await ask(browser, build(language, place), all);
    const places = all.map(({ first }, at) => placeOf(first, answers[at]));
    t.diagnostic(`${language.language}: ${told(share(places))}`);

    const wrong = queries.flatMap((query, at) => (places[at] === 1 ? [] : [row(query, answers[at])]));
    assert.equal(wrong.length, 0, `something else came first:\n${wrong.join('\n')}`);
    const mended = known.filter((_, at) => places[queries.length + at] === 1).map(({ query }) => query);
    assert.deepEqual(mended, [], 'these are answered rightly now: move them from `known` to `queries`');
    assert.ok(known.every(({ reason }) => reason), 'each of `known` says why it fails');
  });
}

test('at least sixty queries are asked, in three languages', () => {
  const counts = languages.map(({ queries, known }) => queries.length + known.length);
  assert.equal(counts.length, 3);
  assert.ok(counts.reduce((sum, count) => sum + count) >= 60, counts.join(', '));
});
