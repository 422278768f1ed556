// Checks that every address and fragment of a site leads somewhere, however the site is opened: node links.mjs SITE
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inParallel, withBrowser } from './lib/browser.mjs';
import { command } from './lib/command.mjs';
import { Report } from './lib/report.mjs';
import { ownFile } from './lib/site.mjs';
import { survey } from './lib/survey.mjs';
import { Targets } from './lib/targets.mjs';
import { waysTo } from './lib/ways.mjs';

export async function checkLinks(site) {
  const report = new Report();
  if (!site.files.has('404.html')) report.wrong('404.html', 'is missing');
  await checkStyleSheets(site, report);
  checkAbsoluteAddresses(site, report);
  const ways = await waysTo(site);
  try {
    await withBrowser(async (browser) => {
      for (const way of ways) await checkWay(site, way, browser, report);
    });
  } finally {
    await Promise.all(ways.map((way) => way.close()));
  }
  return report;
}

// The addresses of style sheets, also those that no page of this run needed (print, dark, wide).
async function checkStyleSheets(site, report) {
  for (const sheet of [...site.files].filter((file) => file.endsWith('.css'))) {
    report.look(sheet);
    const text = (await readFile(path.join(site.root, sheet), 'utf8')).replace(/\/\*[^]*?\*\//g, '');
    for (const [, written] of text.matchAll(/(?:url\(\s*|@import\s+)['"]?([^'")\s]+)/g)) {
      const target = path.posix.join(path.posix.dirname(sheet), decodeURIComponent(written.replace(/[?#].*/, '')));
      if (/^(data:|#)/.test(written) || site.files.has(target)) continue;
      report.wrong(sheet, `url \`${written}\` leads nowhere in the site`);
    }
  }
}

// The few addresses that are absolute because a standard wants them so: canonical links and Open Graph.
function checkAbsoluteAddresses(site, report) {
  for (const page of site.pages) {
    if (page.canonical !== null && site.base) {
      const file = ownFile(site, page.canonical);
      const isRight = page.redirect === null ? file === page.path : site.files.has(file);
      if (!isRight) report.wrong(page.path, `canonical link \`${page.canonical}\` is not the address of the page`);
    }
    for (const address of page.openGraph) {
      const file = URL.canParse(address) ? ownFile(site, address) : null;
      if (!site.files.has(file)) report.wrong(page.path, `Open Graph address \`${address}\` leads nowhere in the site`);
    }
  }
}

async function checkWay(site, way, browser, report) {
  const context = await browser.newContext();
  const visits = visitsOf(site, way);
  const surveys = await inParallel(visits, ({ address, status }) =>
    survey(context, address, { prefix: way.prefix, status }));
  const ids = new Map(site.pages.filter(({ redirect }) => redirect !== null).map((page) => [page.path, page.ids]));
  visits.forEach((visit, place) => visit.status === 200 && ids.set(visit.path, surveys[place].ids));

  const targets = new Targets(site, way, ids);
  for (const [place, { path: page, address: here, status }] of visits.entries()) {
    report.look(page);
    for (const problem of surveys[place].problems) report.wrong(page, problem, way.name);
    for (const { from, written, address } of surveys[place].links) {
      const own = status === 404 && address?.startsWith(`${here}#`) ? address.slice(here.length + 1) : null;
      const problem = own === null ? await targets.problemOf(address) : problemOfOwn(own, surveys[place].ids);
      if (problem) report.wrong(page, `${from} \`${written}\`: ${problem}`, way.name);
    }
  }
  for (const page of site.pages.filter(({ redirect }) => redirect !== null)) {
    await checkRedirect(page, way, targets, context, report);
  }
  await context.close();
}

// A fragment of the page that answers for a missing one: no file stands at its address.
function problemOfOwn(fragment, ids) {
  return ids.includes(decodeURIComponent(fragment)) ? null : `no \`#${fragment}\` on this page`;
}

// Every page that can be opened this way. 404.html is also the answer to what is missing, at any depth; with addresses
// from the host's top, it works nowhere but there.
function visitsOf(site, way) {
  const visits = site.pages
    .filter(({ path, redirect }) => redirect === null && path !== '404.html')
    .map(({ path }) => ({ path, address: addressOf(path, way), status: 200 }));
  const notFound = site.pages.find(({ path }) => path === '404.html');
  if (notFound && (way.isHome || !notFound.addresses.some((address) => /^\/(?!\/)/.test(address)))) {
    visits.push({ path: '404.html', address: addressOf('404.html', way), status: 200 });
  }
  // Without a base URL its addresses can only be relative, and right at the top (docs/decisions/003-the-missing-page.md).
  const depths = site.base ? ['missing.html', 'some/deep/missing.html'] : ['missing.html'];
  for (const missing of notFound && way.isHome ? depths : []) {
    visits.push({ path: `404.html as ${missing}`, address: addressOf(missing, way), status: 404 });
  }
  return visits;
}

function addressOf(path, way) {
  return way.prefix + path.split('/').map(encodeURIComponent).join('/');
}

// Leaves the browser to follow the redirect, then looks where it stands.
async function checkRedirect(page, way, targets, context, report) {
  const from = addressOf(page.path, way);
  report.look(page.path);
  for (const written of [page.redirect, ...page.addresses]) {
    const address = URL.canParse(written, from) ? new URL(written, from).href : null;
    const problem = await targets.problemOf(address);
    if (problem) return report.wrong(page.path, `redirect \`${written}\`: ${problem}`, way.name);
  }
  const tab = await context.newPage();
  try {
    const target = new URL(page.redirect, from).href;
    await tab.goto(from, { waitUntil: 'commit' });
    await tab.waitForURL(target, { timeout: 5_000 });
  } catch {
    report.wrong(page.path, `the browser lands on \`${tab.url().replace(way.prefix, '')}\`, not on \`${page.redirect}\``, way.name);
  } finally {
    await tab.close();
  }
}

if (process.argv[1] === import.meta.filename) await command('links', 'SITE', checkLinks);
