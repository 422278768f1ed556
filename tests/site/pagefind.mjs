// The queries of relevance.json asked of Pagefind and of our search, as a table; not a part of CI. Pagefind comes by
// `npm install --no-save pagefind@VERSION` in this folder.
// CHANCERY=PROGRAM node pagefind.mjs
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBrowser } from './lib/browser.mjs';
import { ask, build, languages, placeOf, share, told } from './lib/relevance.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';

const library = path.dirname(fileURLToPath(import.meta.resolve('pagefind')));
const runner = path.join(library, 'runner', 'bin.cjs');
const { version } = JSON.parse(await readFile(path.join(library, '..', 'package.json'), 'utf8'));

// What holds no text of its own, or all of it: a site with Pagefind would keep these out too.
const LEFT_OUT = ['404.html', 'a-z.html', 'accessibility.html', 'print.html', 'search.html', 'tags'];

// Indexes a site in place; only the text of a page counts, without navigation.
async function index(site) {
  for (const name of LEFT_OUT) await rm(path.join(site, name), { recursive: true, force: true });
  execFileSync(process.execPath, [runner, '--site', site, '--root-selector', 'main', '--keep-index-url'], { stdio: 'pipe' });
}

async function askPagefind(browser, site, queries) {
  const served = await serve(await readSite(site), '/');
  const tab = await browser.newPage();
  await tab.goto(`${served.prefix}index.html`);
  const answers = [];
  for (const { query } of queries) answers.push(await tab.evaluate(found, query));
  await tab.close();
  await served.close();
  return answers;
}

// Runs in the page: the addresses that Pagefind answers, the best first.
const found = async (query) => {
  const pagefind = await import(new URL('pagefind/pagefind.js', document.baseURI).href);
  const { results } = await pagefind.search(query);
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return shown.map(({ url }) => new URL(url, location.origin).pathname.slice(1));
};

// Pagefind finds pages, not records: the page that holds the record is right for it.
const samePage = (one, other) => one.split('#')[0] === other;

const place = await mkdtemp(path.join(tmpdir(), 'pagefind-'));
try {
  await withBrowser(async (browser) => {
    console.log(`Pagefind ${version}, Chromium ${browser.version()}`);
    for (const language of languages) {
      const queries = [...language.queries, ...language.known];
      const site = build(language, place);
      const ours = await ask(browser, site, queries);
      await index(site);
      const theirs = await askPagefind(browser, site, queries);
      const places = (answers, same) => queries.map(({ first }, at) => placeOf(first, answers[at], same));
      console.log(`\n${language.language}\n  ours      ${told(share(places(ours)))}`);
      console.log(`  Pagefind  ${told(share(places(theirs, samePage)))}`);
      for (const [at, rank] of places(theirs, samePage).entries()) {
        if (rank === 1) continue;
        console.log(`    ${queries[at].query}: ${rank || 'not found'} (first: ${theirs[at][0] ?? 'nothing'})`);
      }
    }
  });
} finally {
  await rm(place, { recursive: true });
}
