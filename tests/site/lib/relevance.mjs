// What readers ask the search for, the sites on which they ask it, and how well the answers do. relevance.json holds the queries.
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));

// The languages, each with the source of its site, its queries, and those known to fail.
export const languages = JSON.parse(await readFile(path.join(here, 'relevance.json'), 'utf8'));

export function programPath() {
  if (process.env.CHANCERY) return process.env.CHANCERY;
  throw new Error('set the environment variable CHANCERY to the path of the program: /repository/target/release/chancery');
}

// Builds the site of a language into a folder below `place`; its path.
export function build(language, place) {
  const site = path.join(place, language.language);
  execFileSync(programPath(), ['build', path.join(here, language.source), '--output', site], { stdio: 'pipe' });
  return site;
}

// Asks the search of a site, opened from its folder, each query as a reader does; the addresses that it answers, the best first.
export async function ask(browser, site, queries) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const answers = [];
  for (const { query } of queries) {
    await tab.goto(`${pathToFileURL(site)}/search.html?q=${encodeURIComponent(query)}`);
    await tab.waitForFunction(() => document.querySelector('.results [role=status]').textContent);
    answers.push(await tab.locator('.results .title a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))));
  }
  await context.close();
  return answers;
}

// The place among the answers, from 1, of the first that is right; 0 where none is.
export const placeOf = (first, answers, same = (one, other) => one === other) =>
  answers.findIndex((answer) => first.some((right) => same(right, answer))) + 1;

// How many of these places are first, and how many among the first three.
export const share = (places) => ({
  queries: places.length,
  first: places.filter((place) => place === 1).length,
  firstThree: places.filter((place) => place >= 1 && place <= 3).length,
});

export const told = ({ queries, first, firstThree }) =>
  `${queries} queries, ${first} first (${percent(first, queries)}), ${firstThree} in the first three (${percent(firstThree, queries)})`;

const percent = (part, whole) => `${Math.round((100 * part) / (whole || 1))} %`;
