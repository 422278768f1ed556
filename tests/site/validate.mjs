// Checks a site against the specifications of its formats: HTML, CSS, Atom, sitemaps, robots.txt: node validate.mjs SITE
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOMParser } from '@xmldom/xmldom';
import vnu from 'vnu-jar';
import { command } from './lib/command.mjs';
import { problemsOfStyle } from './lib/css.mjs';
import { Report } from './lib/report.mjs';
import { run } from './lib/run.mjs';
import { ownFile } from './lib/site.mjs';

const SCHEMAS = path.join(import.meta.dirname, 'schemas');
const ATOM = 'http://www.w3.org/2005/Atom';

export async function checkValidity(site) {
  const report = new Report();
  await checkHtml(site, report);
  await checkStyles(site, report);
  for (const [file, check] of [['feed.xml', checkFeed], ['sitemap.xml', checkSitemap]]) {
    if (site.files.has(file)) await check(site, file, report);
    else if (site.base) report.wrong(file, 'is missing, though the site has a base URL');
    else console.log(`no ${file}: the site has no base URL`);
  }
  await checkRobots(site, report);
  return report;
}

// The Nu checker, over all pages at once; its warnings are printed and not counted.
async function checkHtml(site, report) {
  site.pages.forEach((page) => report.look(page.path));
  const files = site.pages.map((page) => path.join(site.root, page.path));
  const { stdout, stderr } = await run('java', ['-jar', `${vnu}`, '--stdout', '--format', 'json', ...files]);
  if (!stdout.startsWith('{')) throw new Error(`the Nu checker did not answer: ${stdout}${stderr}`);
  for (const { type, subType, url, lastLine, firstColumn, message, extract } of JSON.parse(stdout).messages) {
    const page = url ? path.relative(site.root, fileURLToPath(url)) : 'all pages';
    const text = `line ${lastLine}, column ${firstColumn ?? 1}: ${message} \`${extract?.trim()}\``;
    if (type === 'info') console.log(`${page}: ${subType ?? type}: ${text}`);
    else report.wrong(page, text);
  }
}

async function checkStyles(site, report) {
  for (const file of [...site.files].filter((file) => file.endsWith('.css'))) {
    report.look(file);
    const text = await readFile(path.join(site.root, file), 'utf8');
    for (const problem of problemsOfStyle(text)) report.wrong(file, problem);
  }
}

async function checkFeed(site, file, report) {
  const source = path.join(site.root, file);
  await checkAgainstSchema(['jing', '-c', path.join(SCHEMAS, 'atom.rnc'), source], site, file, report);
  const feed = await readXml(source, file, report);
  if (!feed) return;
  const all = (name) => [...feed.getElementsByTagNameNS(ATOM, name)];
  const own = (element, name) => [...element.childNodes].filter((child) => child.localName === name);
  const addresses = all('link').map((link) => ['link', link.getAttribute('href')]);
  for (const name of ['id', 'icon', 'logo']) addresses.push(...all(name).map((element) => [name, element.textContent.trim()]));
  for (const [name, address] of addresses) {
    if (!URL.canParse(address)) report.wrong(file, `${name} \`${address}\` is not absolute`);
    else if (name === 'link') checkOwn(site, address, file, report);
  }
  // What the schema says in Schematron, which jing leaves aside.
  for (const entry of all('entry')) {
    const hasAuthor = [entry, feed.documentElement].some((element) => own(element, 'author').length);
    if (!hasAuthor) report.wrong(file, 'an entry has no author, and neither has the feed');
    const leads = own(entry, 'content').length || own(entry, 'link').some((link) => ['alternate', null].includes(link.getAttribute('rel')));
    if (!leads) report.wrong(file, 'an entry has no content and no alternate link');
  }
  checkUnique(all('entry').map((entry) => `the id \`${own(entry, 'id')[0]?.textContent}\``), file, report);
}

async function checkSitemap(site, file, report) {
  const source = path.join(site.root, file);
  await checkAgainstSchema(['xmllint', '--noout', '--nonet', '--schema', path.join(SCHEMAS, 'sitemap.xsd'), source], site, file, report);
  const sitemap = await readXml(source, file, report);
  if (!sitemap) return;
  const addresses = [...sitemap.getElementsByTagName('loc')].map((loc) => loc.textContent.trim());
  for (const address of addresses) {
    if (!URL.canParse(address)) report.wrong(file, `loc \`${address}\` is not absolute`);
    else checkOwn(site, address, file, report);
  }
  checkUnique(addresses, file, report);
}

async function checkAgainstSchema([program, ...args], site, file, report) {
  report.look(file);
  const { status, stdout, stderr } = await run(program, args);
  if (status === 0) return;
  const place = `${path.join(site.root, file)}:`;
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith(place));
  if (!lines.length) throw new Error(`${program} gave no reason: ${stdout}${stderr}`);
  for (const line of lines) report.wrong(file, `line ${line.slice(place.length)}`);
}

async function readXml(source, file, report) {
  try {
    return new DOMParser().parseFromString(await readFile(source, 'utf8'), 'text/xml');
  } catch (error) {
    report.wrong(file, error.message.split('\n')[0]);
    return null;
  }
}

// An address in a feed or sitemap that is below the site's own must be one of its pages or files.
function checkOwn(site, address, file, report) {
  const own = ownFile(site, address);
  const isForeign = own === null && file === 'feed.xml';
  if (!isForeign && !site.files.has(own)) report.wrong(file, `\`${address}\` is no page of the site`);
}

function checkUnique(values, file, report) {
  values.filter((value, place) => values.indexOf(value) !== place).forEach((value) => report.wrong(file, `${value} stands twice`));
}

// RFC 9309: groups that begin with a user agent, and rules; beside them the line that names the sitemap.
async function checkRobots(site, report) {
  report.look('robots.txt');
  if (!site.files.has('robots.txt')) return report.wrong('robots.txt', 'is missing');
  const text = await readFile(path.join(site.root, 'robots.txt'), 'utf8');
  const sitemap = site.files.has('sitemap.xml') && site.base ? `${site.base}sitemap.xml` : undefined;
  if (!/^user-agent:/im.test(text)) report.wrong('robots.txt', 'names no user agent');
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    const [, field, value] = line.match(/^([A-Za-z-]+):\s*(.*)$/) ?? [];
    const isRule = /^(user-agent|allow|disallow)$/i.test(field) && (/^user/i.test(field) ? value : /^(\/|\*|$)/.test(value));
    const isSitemap = /^sitemap$/i.test(field) && value === sitemap;
    const isQuiet = /^\s*(#|$)/.test(line);
    if (!isRule && !isSitemap && !isQuiet) report.wrong('robots.txt', `line ${number + 1}: \`${line}\` is no line of this site's robots.txt`);
  }
}

if (process.argv[1] === import.meta.filename) await command('validate', 'SITE', checkValidity);
