// The checks, checked: a right page passes each, and one made wrong on purpose does not: node --test checks.test.mjs
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { endBrowser, theBrowser } from './lib/browser.mjs';
import { axe, focus, overflow, shifts, smallTargets } from './lib/looks.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';
import { asked, inline } from './lib/source.mjs';
import { addressOf, newContext, visit } from './lib/visit.mjs';

const FILES = {
  'style.css': `body { margin: 0; color: #222; background: #fff }
    a { display: inline-block; padding: 8px; color: #00c }
    .faint { color: #ccc } .wide { inline-size: 5000px } .small { padding: 0; font-size: 8px } .bare:focus { outline: none }
    .scroll { block-size: 40px; overflow: auto }
    .row { display: flex; justify-content: end }
    .cover { position: fixed; inset: 0; background: #fff; z-index: 1 }`,
  'late.js': `const late = () => document.querySelector('main').prepend(Object.assign(document.createElement('div'), { innerHTML: '<br><br><br>' }));
    new PerformanceObserver(() => setTimeout(late, 20)).observe({ type: 'paint', buffered: true });`,
  'fails.js': 'nothing.of.that()',
  'says.js': `console.error('something is wrong')`,
};

const page = (main, head = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="icon.svg"><link rel="stylesheet" href="style.css">${head}</head>
<body class="kind-page"><main><h1>A page</h1>${main}<p>A text that is long enough to be read.</p></main></body></html>`;

const RIGHT = '<p><a href="right.html">A link</a></p>';

let root;
let server;
let context;
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'browser-checks-'));
  const icon = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
  for (const [name, text] of Object.entries({ ...FILES, 'icon.svg': icon, 'right.html': page(RIGHT) })) await writeFile(path.join(root, name), text);
  server = await serve(root, '/below/');
  context = await newContext((await theBrowser()).browser);
});
after(async () => {
  await context.close();
  await server.close();
  await endBrowser();
  await rm(root, { recursive: true });
});

let number = 0;
async function opened(main, head) {
  const name = `${(number += 1)}.html`;
  await writeFile(path.join(root, name), page(main, head));
  return visit(context, addressOf(server.prefix, name), { own: server.prefix });
}

// `check` finds nothing on the right page, and on each wrong one what is expected.
function finds(what, check, faults) {
  test(`${what}: the right page`, async () => assert.deepEqual(await check(await opened(RIGHT)), []));
  for (const [fault, main, expected, head] of faults) {
    test(`${what}: ${fault}`, async () => {
      const problems = await check(await opened(main, head));
      assert.ok(problems.some((problem) => expected.test(problem)), `not found: ${expected} in\n${problems.join('\n')}`);
    });
  }
}

// Scripts and requests come a moment after the page.
const complaints = async ({ tab, problems }) => {
  await tab.waitForLoadState('networkidle');
  return problems();
};
finds('visit', complaints, [
  ['an inline style', '<p style="color: red">x</p>', /style-src-attr forbids inline/],
  ['an inline script', '<script>1</script>', /script-src-elem forbids inline/],
  ['an inline handler', '<p onclick="x()">x</p>', /script-src-attr forbids inline/],
  ['another host', '<img src="https://other.example/x.png" alt="x">', /asks another place for `https:\/\/other\.example\/x\.png`/],
  ['another folder of the host', '<img src="../x.png" alt="x">', /asks another place for/],
  ['a file that is missing', '<img src="no.png" alt="x">', /`\S+\/no\.png` has status 404/],
  ['a script that fails', '', /script: nothing is not defined/, '<script src="fails.js" defer></script>'],
  ['a script that complains', '', /console: something is wrong/, '<script src="says.js" defer></script>'],
]);

finds('axe', ({ tab }) => axe(tab), [
  ['an image without a text', '<img src="icon.svg">', /image-alt/],
  ['a faint text', '<p class="faint">Hardly to be seen.</p>', /color-contrast/],
  ['a skipped heading', '<h4>Too deep</h4>', /heading-order/],
  ['small targets side by side', '<p><a class="small" href="a.html">a</a><a class="small" href="b.html">b</a></p>', /target-size/],
  ['a part that scrolls and cannot be reached', '<div class="scroll"><p>1<p>2<p>3<p>4</div>', /scrollable-region-focusable/],
  ['an empty head of a table', '<table><tr><th></th><th>Year</th></tr><tr><td>1</td><td>2</td></tr></table>', /empty-table-header/],
]);

finds('overflow', ({ tab }) => overflow(tab), [['a wide block', '<div class="wide">x</div>', /because of div\.wide/]]);
finds('shifts', ({ tab }) => tab.waitForTimeout(200).then(() => shifts(tab)), [
  ['a block that comes late', '<p>x</p>', /its layout shifts by 0\.\d{4}: body/, '<script src="late.js" defer></script>'],
  ['a block that comes late above a table', '<table><tr><td>x</td></tr></table>', /its layout shifts by 0\.\d{4}: body/, '<script src="late.js" defer></script>'],
]);
test('shifts: a line that pushes the one before it aside', async () => {
  const name = `${(number += 1)}.html`;
  const row = '<div class="row">\n<p>A text that is pushed aside.</p>\n<p>Another.</p>\n</div>';
  // A browser draws nothing in the first moments.
  await writeFile(path.join(root, name), page(`${'<p>A line.</p>\n'.repeat(20)}${row.repeat(5)}`));
  const { tab } = await visit(context, `${addressOf(server.prefix, name)}?slowly`, { own: server.prefix });
  await tab.waitForTimeout(100);
  assert.match((await shifts(tab)).join(), /its layout shifts by 0\.\d{4}: p/);
});
test('shifts: a table that finds its widths as it comes is let be', async () => {
  const name = `${(number += 1)}.html`;
  const rows = Array.from({ length: 20 }, (_, n) => `<tr><td>${'wide '.repeat(n)}</td><td>narrow</td></tr>`);
  await writeFile(path.join(root, name), page(`${'<p>A line.</p>\n'.repeat(20)}<table>\n${rows.join('\n')}\n</table>`));
  const { tab } = await visit(context, `${addressOf(server.prefix, name)}?slowly`, { own: server.prefix });
  await tab.waitForTimeout(100);
  assert.deepEqual(await shifts(tab), []);
});
finds('smallTargets', ({ tab }) => smallTargets(tab), [['a small link', '<nav><a class="small" href="a.html">a</a></nav>', /1 targets below 24 px/]]);
const focused = async ({ tab }) => {
  await tab.keyboard.press('Tab');
  return (await focus(tab)).problems;
};
finds('focus', focused, [
  ['no outline', '<a class="bare" href="a.html">a</a>', /shows no focus/],
  ['a cover', '<a href="a.html">a</a><div class="cover">x</div>', /hidden while it has the focus/],
]);

test('source: what stands inline is found, and data is not', () => {
  assert.deepEqual(inline(page('<script type="application/ld+json">{}</script><script src="a.js"></script>')), []);
  const wrong = '<p style="x">x</p><p onclick="x()">x</p><script>1</script><style>a{}</style><img src="data:x" alt=""><img src="https://a.example/" alt="">';
  assert.equal(inline(page(wrong)).length, 6);
});

test('source: the files that a page asks for', () => {
  assert.deepEqual(asked(page(''), /<link rel="stylesheet"[^>]*>/g), ['style.css']);
  assert.deepEqual(asked(page('<script src="b.js"></script>', '<script src="a.js"></script>'), /<script [^>]*src=[^>]*>/g), ['a.js', 'b.js']);
});

test('server: the headers, the missing, and nothing outside of its path', async () => {
  const right = await fetch(`${server.prefix}right.html`);
  assert.match(right.headers.get('content-security-policy'), /^default-src 'self';/);
  assert.equal((await fetch(`${server.prefix}no.html`)).status, 404);
  assert.equal((await fetch(new URL('/right.html', server.prefix))).status, 404);
});

test('site: one page of each kind, the longest, and of each thing that pages hold', async () => {
  const folder = path.join(root, 'kinds');
  await mkdir(folder);
  await writeFile(path.join(folder, 'index.html'), page('').replace('kind-page', 'kind-home'));
  await writeFile(path.join(folder, 'short.html'), page('<section class="footnotes">1</section>'));
  await writeFile(path.join(folder, 'long.html'), page('<p>Much more of it than on the other one.</p><p>Much more.</p>'));
  await writeFile(path.join(folder, 'moved.html'), '<!doctype html><title>Moved</title><body><h1>Moved</h1></body>');
  const { samples, pages, base } = await readSite(folder);
  assert.deepEqual(samples.map(({ path, name }) => [path, name]), [['index.html', 'home'], ['long.html', 'page'], ['short.html', 'footnotes']]);
  assert.equal(pages.length, 3);
  assert.equal(base, '/');
});
