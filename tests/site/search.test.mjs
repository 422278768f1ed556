// The search in a real browser: from a folder and from a server, by keys, and word by word as the program takes texts apart.
// CHANCERY=PROGRAM node --test search.test.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './lib/browser.mjs';
import { HEADERS } from './lib/headers.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';

const NEVER = 30_000;
const program = process.env.CHANCERY;
if (!program) throw new Error('set the environment variable CHANCERY to the path of the program: /repository/target/release/chancery');

let browser;
let place;
before(async () => {
  browser = await launch();
  place = await mkdtemp(path.join(tmpdir(), 'search-'));
});
after(async () => {
  await browser.close();
  await rm(place, { recursive: true });
});

const page = (title, text, keys = '') => `---\ntitle: ${title}\n${keys}---\n\n${text}\n`;

let count = 0;

// Builds a briefing of these files; the address of the site's folder.
async function built(files) {
  const folder = path.join(place, String(++count));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  execFileSync(program, ['build', folder], { stdio: 'pipe' });
  return path.join(folder, 'site');
}

// Opens a page of a site from its folder; an error on its console fails the test that `use` is part of.
async function withPage(site, address, use) {
  const context = await browser.newContext();
  context.setDefaultTimeout(NEVER);
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error().stack));
  context.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const tab = await context.newPage();
  try {
    await tab.goto(`${pathToFileURL(site)}/${address}`);
    const answer = await use(tab);
    assert.deepEqual(errors, []);
    return answer;
  } finally {
    await context.close();
  }
}

const BRIEFING = {
  'chancery.yaml': 'title: France and Japan\n',
  'content/index.md': page('France and Japan', 'Two countries.'),
  'content/economic/index.md': page('Economy', 'What is traded and invested. It is international.'),
  'content/economic/trade.md': page('Trade', 'What is sold.\n\n## The deficit\n\nThe deficit with Japan is small.'),
  'content/economic/investment.md': page('Investment', 'Firms invest. The deficit is no matter here.'),
  'content/registers/names.yaml': '- id: abe\n  kind: person\n  name: Shinzo Abe\n  also: [Abe Shinzō]\n',
};

const titles = (tab) => tab.locator('.results .title a').allTextContents();
const status = (tab) => tab.locator('.results [role=status]').textContent();
const shows = (tab, text) => tab.waitForFunction((text) => document.querySelector('.results [role=status]').textContent === text, text);

test('a query in the address is answered in a folder, best first, with the passage that has its words', async () => {
  const site = await built(BRIEFING);
  await withPage(site, 'search.html?q=deficit', async (tab) => {
    await shows(tab, '2 results for “deficit”');
    assert.deepEqual(await titles(tab), ['Trade', 'Investment']);
    const passage = tab.locator('.results li').first().locator('.passage');
    assert.equal(await passage.innerText(), 'The deficit The deficit with Japan is small.');
    assert.equal(await passage.locator('mark').first().textContent(), 'deficit');
    await Promise.all([tab.waitForURL(/economic\/trade\.html#the-deficit$/), passage.locator('a').click()]);
  });
});

test('a server below a path answers as a folder does, with the headers that the guide recommends', async () => {
  const site = await readSite(await built(BRIEFING));
  const server = await serve(site, '/some/briefing/', HEADERS);
  const context = await browser.newContext();
  const [errors, asked] = [[], []];
  context.setDefaultTimeout(NEVER);
  context.on('weberror', (error) => errors.push(error.error().stack));
  context.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  context.on('request', (request) => asked.push(request.url()));
  try {
    const tab = await context.newPage();
    await tab.goto(`${server.prefix}economic/trade.html`);
    await tab.locator('#_q').fill('deficit');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/\/some\/briefing\/search\.html\?q=deficit$/);
    await shows(tab, '2 results for “deficit”');
    assert.deepEqual(await titles(tab), ['Trade', 'Investment']);
    await tab.locator('.results .title a').first().click();
    await tab.waitForURL(/\/some\/briefing\/economic\/trade\.html$/);
    assert.deepEqual(errors, []);
    assert.deepEqual(asked.filter((address) => !address.startsWith(server.prefix)), []);
  } finally {
    await context.close();
    await server.close();
  }
});

test('words are found by their beginning, their forms and without accents, and records as what they are', async () => {
  const site = await built(BRIEFING);
  await withPage(site, 'search.html', async (tab) => {
    for (const [query, expected] of [
      ['inv', ['Investment', 'Economy']],
      ['investing', ['Investment', 'Economy']],
      ['SHINZŌ', ['Shinzo Abe']],
      ['de', ['Trade', 'Investment']],
      ['japan deficit', ['Trade']],
      // The program's stemmer is newer than the browser's, and parts some words with `inter` otherwise.
      ['internationally', ['Economy']],
      ['zebra', []],
      ['', []],
    ]) {
      await tab.locator('#_q').fill(query);
      await shows(tab, expected.length ? `${expected.length} result${expected.length > 1 ? 's' : ''} for “${query}”` : query && `No results for “${query}”`);
      assert.deepEqual(await titles(tab), expected, query);
    }
    await tab.locator('#_q').fill('shinzo');
    await tab.locator('.results .place').getByText('Name').waitFor();
  });
});

test('what has only some of the words is shown where nothing has them all, and that is said', async () => {
  const site = await built(BRIEFING);
  await withPage(site, 'search.html?q=deficit+zebra', async (tab) => {
    await shows(tab, '2 results for “deficit zebra” (no page contains all the words)');
  });
});

test('a word that most pages have need not be there', async () => {
  const pages = ['One', 'Two', 'Three'].map((title) => [`content/${title}.md`, page(title, 'Written by hand.')]);
  const site = await built({ 'chancery.yaml': 'title: T\n', ...Object.fromEntries(pages), 'content/index.md': page('Zebras', 'Nothing else.') });
  await withPage(site, 'search.html?q=zebras+by+hand', async (tab) => {
    await shows(tab, '1 result for “zebras by hand”');
    assert.deepEqual(await titles(tab), ['Zebras']);
  });
});

test('a word that asks need not be there', async () => {
  const site = await built({ ...BRIEFING, 'content/z.md': page('How many', 'How many are they, and who?') });
  await withPage(site, 'search.html?q=how+many+firms', async (tab) => {
    await shows(tab, '1 result for “how many firms”');
    assert.deepEqual(await titles(tab), ['Investment']);
  });
});

test('what has the words one behind the other comes before what has them apart', async () => {
  const site = await built({
    ...BRIEFING,
    'content/a.md': page('Apart', 'The visit was in spring, for which the state prepared.'),
    'content/b.md': page('Together', 'In spring, for which it was prepared, the state visit.'),
  });
  await withPage(site, 'search.html?q=state+visit', async (tab) => {
    await shows(tab, '2 results for “state visit”');
    assert.deepEqual(await titles(tab), ['Together', 'Apart']);
  });
});

test('in Japanese, a word in Katakana is one word, and words that are written together are found', async () => {
  const site = await built({
    'chancery.yaml': 'title: 日本\nlanguages: [ja]\n',
    'content/index.md': page('日本', 'マニュエルとロードス。'),
    'content/a.md': page('計画', '両国のロードマップである。ナンシー。'),
  });
  await withPage(site, 'search.html', async (tab) => {
    for (const [query, expected] of [['ロードマップ', ['計画']], ['ナンシ', ['計画']], ['ロードマップナンシー', ['計画']], ['マニュ', ['日本']]]) {
      await tab.locator('#_q').fill(query);
      await tab.waitForFunction((query) => document.querySelector('.results [role=status]').textContent.includes(query), query);
      assert.deepEqual(await titles(tab), expected, query);
    }
  });
});

test('the field of any page leads to the search, and keys lead through the results', async () => {
  const site = await built(BRIEFING);
  await withPage(site, 'economic/trade.html', async (tab) => {
    await tab.locator('#_q').fill('deficit');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/search\.html\?q=deficit$/);
    await shows(tab, '2 results for “deficit”');
    const focused = () => tab.evaluate(() => document.activeElement.id || document.activeElement.textContent);
    assert.equal(await focused(), '_q');
    for (const expected of ['Trade', 'Investment', 'Investment']) {
      await tab.keyboard.press('ArrowDown');
      assert.equal(await focused(), expected);
    }
    await tab.keyboard.press('ArrowUp');
    await tab.keyboard.press('ArrowUp');
    assert.equal(await focused(), '_q');
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/economic\/trade\.html$/);
    await tab.goBack();
    await shows(tab, '2 results for “deficit”');
  });
});

test('more results come when they are asked for, and the first of them has the focus', async () => {
  const pages = Array.from({ length: 23 }, (_, at) => [`content/p${at}.md`, page(`Page ${at}`, 'A zebra.')]);
  const site = await built({ ...BRIEFING, ...Object.fromEntries(pages) });
  await withPage(site, 'search.html?q=zebra', async (tab) => {
    await shows(tab, '23 results for “zebra”');
    assert.equal((await titles(tab)).length, 10);
    await tab.getByText('Show more results').click();
    await tab.waitForFunction(() => document.querySelectorAll('.results li').length === 20);
    assert.equal(await tab.evaluate(() => document.activeElement.textContent), (await titles(tab))[10]);
    await tab.getByText('Show more results').click();
    await tab.waitForFunction(() => document.querySelectorAll('.results li').length === 23);
    assert.equal(await tab.getByText('Show more results').isVisible(), false);
  });
});

test('a text and a query are never markup', async () => {
  const text = 'An &lt;img src=x onerror=alert(1)&gt; zebra.';
  const site = await built({ ...BRIEFING, 'content/z.md': page('"Zebra <b>bold</b>"', text) });
  await withPage(site, 'search.html?q=zebra+%3Cb%3E', async (tab) => {
    await tab.locator('.results li').waitFor();
    assert.deepEqual(await titles(tab), ['Zebra <b>bold</b>']);
    assert.equal(await tab.locator('.results :is(img, b)').count(), 0);
    assert.match(await status(tab), /“zebra <b>”/);
  });
});

test('an index that cannot be read is said to be so', async () => {
  const site = await built(BRIEFING);
  for (const name of await readdir(path.join(site, 'search'))) if (/^w-/.test(name)) await rm(path.join(site, 'search', name));
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${pathToFileURL(site)}/search.html?q=trade`);
  await shows(tab, 'The search index could not be loaded. Check that the copy of the site is complete.');
  await context.close();
});

test('without JavaScript the page says so and leads elsewhere', async () => {
  const site = await built(BRIEFING);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(`${pathToFileURL(site)}/search.html`);
  await tab.getByText('Search needs JavaScript').waitFor();
  await tab.locator('main').getByText('A–Z index').click();
  await tab.waitForURL(/a-z\.html$/);
  await context.close();
});

// One sentence a language, with what is hard in it: accents, elisions, numbers, forms.
const SENTENCES = {
  da: 'Fællesskabets økonomi voksede; årene 2013–2014 gav 12.000,5 mio. kroner til universiteterne.',
  de: 'Die Straßen und Häuser kosteten 12.000,5 Euro; größere Übereinkünfte wurden unterzeichnet.',
  en: 'Japan’s ministers weren’t negotiating; 12,000.5 agreements (3.5km, G7) were signed nationally, naïvely, in the café.',
  es: 'Las cooperaciones económicas, según los japoneses, crecían rápidamente; 1.234 acuerdos.',
  fi: 'Yhteistyön sopimukset allekirjoitettiin Helsingissä; yliopistojen opiskelijoille 12 000 euroa.',
  fr: 'L’économie d’aujourd’hui : les coopérations décentralisées qu’elle finançait, cœur de l’œuvre, 12 000,5 € ; s’étant.',
  it: 'Le università dell’Asia crescevano; perché l’accordo è stato firmato, 12.000,5 euro.',
  ja: '日本とフランスの貿易赤字は2013年に縮小した。GDP成長率は1.5%、第2回「2+2」会合。ｶﾞｲﾄﾞ、ロードマップ、サプライチェーンのデジタル化',
  nl: 'De samenwerking tussen de coöperaties werd geïntensiveerd; zo’n 12.000 overeenkomsten.',
  no: 'Samarbeidet økte; avtalene ble undertegnet på Færøyene i årene 2013.',
  pt: 'As cooperações econômicas não cresceram; os acordos foram assinados, 12.000,5 euros.',
  ru: 'Японские министры подписали соглашения о сотрудничестве; 12,5 миллиарда йен, ёлки.',
  sv: 'Överenskommelserna undertecknades; samarbetet ökade i årtionden.',
  vi: 'Hợp tác phân quyền giữa các địa phương; Đà Nẵng, 12.000 người.',
};

for (const [language, sentence] of Object.entries(SENTENCES)) {
  test(`the browser takes texts apart as the program does: ${language}`, async () => {
    const site = await built({ 'chancery.yaml': `title: T\nlanguages: [${language}]\n`, 'content/index.md': page('T', sentence) });
    const stems = new Set();
    for (const name of await readdir(path.join(site, 'search'))) {
      if (!/^w-/.test(name)) continue;
      const script = await readFile(path.join(site, 'search', name), 'utf8');
      const lines = JSON.parse(script.trim().replace(/^chancerySearch\.words\(/, '').replace(/\);$/, ''));
      for (const line of lines.trim().split('\n')) stems.add(line.split('\t')[0]);
    }
    const words = await withPage(site, 'search.html', (tab) =>
      tab.evaluate((text) => chancerySearch.wordsOf(text).map((word) => word.stem), `T. ${sentence}`));
    assert.deepEqual([...new Set(words)].sort(), [...stems].sort());
    assert.ok(stems.size > 5);
  });
}
