// The frame of each suite: the site that the command line names, the browser, and how problems are told.
import { after } from 'node:test';
import { endBrowser } from './browser.mjs';
import { readSite } from './site.mjs';

const [folder, ...options] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node --test-reporter spec SUITE.test.mjs SITE [--brief]');
  process.exit(2);
}

export const site = await readSite(folder);

// Whether the run looks at a part only: a site in another language, the guide.
export const brief = options.includes('--brief');

after(endBrowser);

// Fails with one line a problem, however many times it was found.
export function none(problems) {
  if (problems.length === 0) return;
  const error = new Error(`${problems.length} problems`);
  error.stack = [...new Set(problems)].join('\n');
  throw error;
}
