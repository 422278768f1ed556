// What the search of a built site costs a reader: bytes that a query loads, gzipped, and time from the last key to the results.
// node search-cost.mjs SITE [--at-once]      by default each query is typed key by key, so that its beginnings load too
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { withBrowser } from './lib/browser.mjs';

const QUERIES = 20;
// Milliseconds between two keys, of a reader who types fast.
const KEY = 120;
const site = path.resolve(process.argv[2] ?? '../../site');
const isAtOnce = process.argv.includes('--at-once');
const search = `${pathToFileURL(site)}/search.html`;

// Notes in the page when a key comes and when the results stand there.
function watch() {
  const field = document.getElementById('_q');
  const status = document.querySelector('.results [role=status]');
  field.addEventListener('input', () => (window.keyAt = performance.now()), true);
  new MutationObserver(() => (window.shownAt = performance.now())).observe(status, { childList: true });
}

const shows = (tab, query) =>
  tab.waitForFunction((query) => document.querySelector('.results [role=status]').textContent.includes(query), query);

// Queries of one word and of two in turn, from texts all over the site.
async function queriesOf(tab) {
  const directory = await readFile(path.join(site, 'search', 'index.js'), 'utf8');
  const { kinds } = JSON.parse(directory.replace(/^chancerySearch\.start\(|\);\s*$/g, ''));
  const pages = kinds[0][1];
  const texts = [];
  for (let at = 0; at < QUERIES; at++) {
    const number = Math.floor(((at + 0.5) * pages) / QUERIES);
    texts.push(await tab.evaluate(async (number) => {
      const { title, summary, parts } = await chancerySearch.textOf(number);
      return [title, summary, ...parts.map((part) => part[2])].join(' ');
    }, number));
  }
  return texts.map((text, at) => {
    const words = [...new Set(text.match(/\p{L}{4,}/gu) ?? ['a'])];
    const from = Math.floor((words.length * (at % 7)) / 8);
    return words.slice(from, from + 1 + (at % 2)).join(' ');
  });
}

// Types a query into a fresh page: what was loaded, and how long the last key took.
async function ask(browser, query) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const loaded = new Set();
  tab.on('requestfinished', (request) => {
    if (/\/search(\/|-|\.js)/.test(request.url()) && request.url().endsWith('.js')) loaded.add(request.url());
  });
  await tab.goto(search);
  await tab.evaluate(watch);
  if (isAtOnce) await tab.locator('#_q').fill(query);
  else await tab.locator('#_q').pressSequentially(query, { delay: KEY });
  await shows(tab, query);
  const time = await tab.evaluate(() => window.shownAt - window.keyAt);
  const results = await tab.locator('.results li').count();
  await context.close();
  return { query, time, results, loaded };
}

const sizes = new Map();
async function size(url) {
  if (!sizes.has(url)) sizes.set(url, gzipSync(await readFile(fileURLToPath(url))).length);
  return sizes.get(url);
}

const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

await withBrowser(async (browser) => {
  const tab = await browser.newPage();
  await tab.goto(search);
  const queries = await queriesOf(tab);
  await tab.close();
  const asked = [];
  for (const query of queries) asked.push(await ask(browser, query));

  const isAlways = (url) => !/\/search\/[wt]-/.test(url);
  let always = 0;
  for (const url of asked[0].loaded) if (isAlways(url)) always += await size(url);
  const bytes = [];
  for (const one of asked) {
    let sum = always;
    for (const url of one.loaded) if (!isAlways(url)) sum += await size(url);
    bytes.push(sum);
    console.log(`${one.query}: ${one.results} shown, ${kB(sum)}, ${one.time.toFixed(0)} ms`);
  }
  console.log(`Chromium ${browser.version()}, ${queries.length} queries ${isAtOnce ? 'put in at once' : `typed key by key, ${KEY} ms each`}, in fresh pages`);
  console.log(`always loaded, gzipped: ${kB(always)}`);
  console.log(`a whole search, gzipped: median ${kB(median(bytes))}, most ${kB(Math.max(...bytes))}`);
  const times = asked.map(({ time }) => time);
  console.log(`from the last key to the results: median ${median(times).toFixed(0)} ms, most ${Math.max(...times).toFixed(0)} ms`);
});
