// A published folder as the checks see it: its files, its pages, and the address that it was built for.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'parse5';

export async function readSite(folder) {
  const root = path.resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
  const pages = await Promise.all(files.filter((file) => file.endsWith('.html')).map((file) => readPage(root, file)));
  if (pages.length === 0) throw new Error(`no HTML page in ${root}`);
  return { root, files: new Set(files), pages, base: baseOf(pages) };
}

// The absolute address of the site's top, from the canonical link of the home page; null when it has none.
function baseOf(pages) {
  const canonical = pages.find(({ path }) => path === 'index.html')?.canonical;
  return canonical ? new URL('.', canonical).href : null;
}

// The file of the site that an absolute address of the site's own names; null for the addresses of others.
export function ownFile(site, address) {
  if (!site.base || !address.startsWith(site.base)) return null;
  const name = decodeURIComponent(new URL(address).pathname.slice(new URL(site.base).pathname.length));
  return name === '' ? 'index.html' : name;
}

// What is read from the source of a page, before any browser opens it.
async function readPage(root, file) {
  const page = { path: file, ids: [], addresses: [], canonical: null, redirect: null, openGraph: [] };
  for (const element of elements(parse(await readFile(path.join(root, file), 'utf8')))) {
    const attributes = Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
    const { id, href, src, rel, content, property } = attributes;
    const equiv = attributes['http-equiv']?.toLowerCase();
    if (id) page.ids.push(id);
    if (rel === 'canonical') page.canonical = href;
    else if (href !== undefined) page.addresses.push(href);
    if (src !== undefined) page.addresses.push(src);
    if (equiv === 'refresh') page.redirect = content?.match(/^\s*\d+\s*[;,]\s*url\s*=\s*['"]?(.*?)['"]?\s*$/i)?.[1] ?? '';
    if (['og:url', 'og:image'].includes(property)) page.openGraph.push(content);
  }
  return page;
}

function* elements(node) {
  if (node.attrs) yield node;
  for (const child of node.childNodes ?? []) yield* elements(child);
}
