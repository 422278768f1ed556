// A published folder as a reader meets it: its pages, one of each kind, and one of each thing that pages may hold.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

// The kinds of pages that editors write; the print edition holds all of them at once.
const WRITTEN = ['page', 'section'];

// What a page may hold, by what its HTML shows of it.
const HOLDS = {
  chart: /<figure class="chart"/,
  diagram: /<figure class="chart diagram"/,
  'long table': /<tbody>(?:\s*<tr>[^]*?<\/tr>){8}/,
  footnotes: /class="footnotes"/,
  alert: /class="alert /,
  code: /<main[^]*<pre><code/,
};

// Reads the site in `root`. A page is `{ path, kind, html }`; redirects, which have no kind, are left out.
export async function readSite(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  const names = files.filter((file) => file.endsWith('.html')).sort();
  const read = await Promise.all(names.map((name) => readPage(root, name)));
  const pages = read.filter(({ kind }) => kind !== undefined);
  if (pages.length === 0) throw new Error(`no page with a kind in ${root}`);
  return { root: path.resolve(root), name: path.basename(path.resolve(root)), pages, base: baseOf(pages), samples: samplesOf(pages) };
}

async function readPage(root, name) {
  const html = await readFile(path.join(root, name), 'utf8');
  return { path: name.replaceAll(path.sep, '/'), kind: html.match(/<body class="kind-([a-z-]+)/)?.[1], html };
}

// The path under which the site was built to stand, from the canonical link of its home page; `/` when it has none.
function baseOf(pages) {
  const home = pages.find(({ kind }) => kind === 'home');
  const canonical = home?.html.match(/<link rel="canonical" href="([^"]+)"/)?.[1];
  return canonical ? new URL('.', canonical).pathname : '/';
}

// One page of each kind, the longest, and one of each thing that pages hold; a page is there once, under all its names.
function samplesOf(pages) {
  const longest = (candidates) => candidates.reduce((long, page) => (page.html.length > long.html.length ? page : long));
  const wanted = new Map();
  const want = (name, candidates) => {
    if (candidates.length === 0) return;
    const page = longest(candidates);
    wanted.set(page, [...(wanted.get(page) ?? []), name]);
  };
  for (const kind of new Set(pages.map((page) => page.kind))) want(kind, pages.filter((page) => page.kind === kind));
  for (const [name, shows] of Object.entries(HOLDS)) want(name, pages.filter(({ kind, html }) => WRITTEN.includes(kind) && shows.test(html)));
  return [...wanted].map(([page, names]) => ({ ...page, name: names.join(', ') }));
}
