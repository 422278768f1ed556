// The checks, checked: a small right site passes them, and each way of being wrong is found. node --test checks.test.mjs
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { sample } from './lib/sample.mjs';
import { readSite } from './lib/site.mjs';
import { checkLinks } from './links.mjs';
import { checkValidity } from './validate.mjs';
import { checkWidths } from './widths.mjs';

let folder;
before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'site-checks-'))));
after(() => rm(folder, { recursive: true }));

// Lays down the sample with changes to its files (to a function's answer, to a text, or away with null), and reads it.
async function siteWith(changes, base) {
  const root = await mkdtemp(path.join(folder, 'site-'));
  const files = sample(base);
  for (const [name, change] of changes) {
    files[name] = typeof change === 'function' ? change(files[name]) : change;
  }
  for (const [name, text] of Object.entries(files)) {
    if (text === null) continue;
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  return readSite(root);
}

const BASE = 'https://example.org/briefing/';
const problemsOf = async (check, changes, base) =>
  (await check(await siteWith(changes, base))).problems;

// The sample itself has no problem.
function passes(check, base) {
  test(`${check.name} finds nothing wrong in the sample built for ${base}`, async () => {
    assert.deepEqual(await problemsOf(check, [], base), []);
  });
}

// One site with all the `faults`, each a name, a change and the problem that must be reported.
function finds(check, faults) {
  test(`${check.name} finds`, async (context) => {
    const problems = await problemsOf(check, faults.flatMap(([, changes]) => Object.entries(changes)), BASE);
    for (const [name, , expected] of faults) {
      await context.test(name, () => {
        assert.ok(problems.some((problem) => expected.test(problem)), `not found: ${expected} in\n${problems.join('\n')}`);
      });
    }
  });
}

const inPage = (html) => ({ 'economic/trade.html': (page) => page.replace('</main>', `${html}</main>`) });
const inFile = (name, from, to) => ({ [name]: (text) => text.replaceAll(from, to) });

for (const base of [BASE, 'https://example.org/', null]) passes(checkLinks, base);
finds(checkLinks, [
  ['a missing page', inPage('<a href="nowhere.html">x</a>'), /economic\/trade\.html: a\[href\] `nowhere\.html`: no such file \(at \/, at \/some\/repository\/, at \/briefing\/, from file:\/\/\)/],
  ['a missing fragment', inPage('<a href="#nowhere">x</a>'), /`#nowhere`: no `#nowhere` on economic\/trade\.html/],
  ['a missing fragment elsewhere', inPage('<a href="../political/visits.html#no">x</a>'), /no `#no` on political\/visits\.html/],
  ['an address from the top', inPage('<a href="/political/visits.html">x</a>'), /leads out of the site \(at \/some\/repository\/, at \/briefing\/, from file:\/\/\)/],
  ['an address of a folder', inPage('<a href="../political/">x</a>'), /a folder, not a file \(from file:\/\/\)/],
  ['an address out of the site', inPage('<a href="../../x.html">x</a>'), /`..\/..\/x.html`: leads out of the site/],
  ['a missing image', inPage('<img src="no.png" alt="x">'), /img\[src\] `no\.png`: no such file/],
  ['a missing candidate', inPage('<img src="../chart.svg" srcset="../chart.svg 1x, no2.png 2x" alt="x">'), /img\[srcset\] `no2\.png`/],
  ['a missing symbol', inPage('<svg><use href="../chart.svg#no"/></svg>'), /no `#no` in chart\.svg/],
  ['a script address', inPage('<a href="javascript:void 0">x</a>'), /a script, not an address/],
  ['a missing page by its absolute address', inPage(`<a href="${BASE}no.html">x</a>`), /`https:\/\/example\.org\/briefing\/no\.html`: no such file/],
  ['a missing style sheet', inPage('<link rel="stylesheet" href="no.css">'), /link\[href\] `no\.css`/],
  ['a missing image for print only', inFile('style.css', /$/g, '@media print { p { background: url(no.png) } }'), /style\.css: url `no\.png`/],
  ['a request to another host', inPage('<img src="http://other.example/x.png" alt="x">'), /asks another place for `http:\/\/other\.example\/x\.png`/],
  ['an inline style', inPage('<p style="color:red">x</p>'), /console: .*inline style.*Content Security Policy/],
  ['an inline script', inPage('<script>1</script>'), /console: .*inline script.*Content Security Policy/],
  ['an inline handler', inPage('<p onclick="x()">x</p>'), /inline handler p\[onclick\]/],
  ['a script that fails', { 'site.js': "fetch('no.json'); nothing.of.that()" }, /script: nothing is not defined/],
  ['a script that asks for what is missing', {}, /`[^`]*no\.json` with status 404/],
  ['a redirect to nowhere', inFile('economic/commerce.html', 'trade.html', 'no.html'), /redirect `no\.html`: no such file/],
  ['a redirect that is not followed', { 'late.html': '<!doctype html><title>Moved</title><meta http-equiv="refresh" content="99; url=a-z.html">' }, /late\.html: the browser lands on `late\.html`/],
  ['a canonical link of another page', inFile('political/visits.html', 'visits.html">', 'index.html">'), /political\/visits\.html: canonical link/],
  ['a 404.html with relative addresses', inFile('404.html', '/briefing/', ''), /404\.html as some\/deep\/missing\.html: .*no such file/],
]);
finds(checkLinks, [['a 404.html of another base', inFile('404.html', '/briefing/', '/other/'), /404\.html as missing\.html: .*leads out of the site/]]);
finds(checkLinks, [['no 404.html', { '404.html': null }, /404\.html: is missing/]]);

for (const base of [BASE, null]) passes(checkValidity, base);
finds(checkValidity, [
  ['wrong HTML', inPage('<p><div></p>'), /economic\/trade\.html: line \d+, column \d+: No “p” element in scope/],
  ['a property that is none', inFile('style.css', /$/g, '\np { colour: red }'), /style\.css: line \d+: `colour: red`: Unknown property `colour`/],
  ['a value that does not fit', inFile('style.css', /$/g, '\np { margin: red }'), /style\.css: line \d+: `margin: red`: Mismatch/],
  ['a variable that is set nowhere', inFile('style.css', /$/g, '\np { margin: var(--gap) }'), /style\.css: line \d+: `margin: var\(--gap\)`: a variable that is set nowhere/],
  ['a value of a variable that does not fit', inFile('style.css', /$/g, '\n:root { --small: 1s }\np { margin: var(--small) }'), /style\.css: line \d+: `margin: 1s`: Mismatch/],
  ['a rule that is none', inFile('style.css', /$/g, '\n@medium print { p { margin: 0 } }'), /style\.css: line \d+: `@medium`: Unknown at-rule/],
  ['style that is no CSS', inFile('style.css', /$/g, '\np { margin 0 }'), /style\.css: line \d+: Colon is expected/],
  ['a feed without its id', inFile('feed.xml', /(<feed.*?)<id>.*?<\/id>/g, '$1'), /feed\.xml:.*missing required element "id"/],
  ['entries without an author', inFile('feed.xml', /<author>.*?<\/author>/g, ''), /feed\.xml: an entry has no author/],
  ['two entries of one id', inFile('feed.xml', /(<entry>.*<\/entry>)/g, '$1$1'), /feed\.xml: the id .* stands twice/],
  ['a relative address in a feed', inFile('feed.xml', 'href="https://example.org/briefing/economic/', 'href="economic/'), /feed\.xml: link `economic\/trade\.html` is not absolute/],
  ['a wrong date in a sitemap', inFile('sitemap.xml', '2015-10-02', '02/10/2015'), /sitemap\.xml: line \d+: .*02\/10\/2015/],
  ['a missing page in a sitemap', inFile('sitemap.xml', '</urlset>', `<url><loc>${BASE}no.html</loc></url></urlset>`), /sitemap\.xml: `.*no\.html` is no page of the site/],
  ['a relative address in a sitemap', inFile('sitemap.xml', '</urlset>', '<url><loc>a-z.html</loc></url></urlset>'), /sitemap\.xml: loc `a-z\.html` is not absolute/],
  ['a robots.txt that no robot understands', inFile('robots.txt', 'User-agent: *', '<html>'), /robots\.txt: line 1: `<html>`/],
  ['a relative sitemap in robots.txt', inFile('robots.txt', BASE, '/'), /robots\.txt: line 3: `Sitemap: \/sitemap\.xml`/],
]);
finds(checkValidity, [
  ['no feed though there is a base URL', { 'feed.xml': null }, /feed\.xml: is missing/],
  ['a sitemap that is no XML', { 'sitemap.xml': '<urlset>' }, /sitemap\.xml: .*Premature end of data/],
  ['no robots.txt', { 'robots.txt': null }, /robots\.txt: is missing/],
]);

for (const base of [BASE, null]) passes(checkWidths, base);
finds(checkWidths, [
  ['a filter of the timeline that filters nothing', { 'timeline.html': '<!doctype html><html lang="en"><title>T</title><main><h1>T</h1><form class="filters"><input type="radio" name="kind" id="_kind-0" checked aria-label="all"><input type="radio" name="kind" id="_kind-1" aria-label="one"></form><div class="timeline"><ol class="entries"><li data-kind="1">a<li data-kind="2">b</ol></div></main></html>' }, /timeline\.html: the filter #_kind-1 shows 2 of 2 events/],
  ['a page that is too wide', inPage('<p class="wide">x</p>'), /economic\/trade\.html: is 700 px wide in a window of 320 px, because of p\.wide/],
  ['a page for desks only', inFile('tags/index.html', /<meta name="viewport".*?>/g, ''), /tags\/index\.html: has no viewport/],
  ['a page that needs JavaScript', inFile('political/visits.html', /<main>[^]*<\/main>/g, '<main></main>'), /political\/visits\.html: shows no h1 without JavaScript/],
  ['a heading and no text', inFile('political/index.html', /<\/h1>[^]*<\/main>/g, '</h1></main>'), /political\/index\.html: shows no text in main without JavaScript/],
]);
