// The smallest static host: a site under a base path on 127.0.0.1, with 404.html for what is missing, as Pages does.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const MEDIA_TYPES = {
  '.atom': 'application/atom+xml',
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.epub': 'application/epub+zip',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

// Serves until `close` is called; `prefix` is the address of the site's top.
export async function serve(site, base, headers = {}) {
  const server = createServer(async (request, response) => {
    const { status, file } = answer(site, base, request.url);
    const type = MEDIA_TYPES[path.extname(file ?? '')] ?? 'application/octet-stream';
    response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', ...headers });
    response.end(file ? await readFile(path.join(site.root, file)) : '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { prefix: `http://127.0.0.1:${server.address().port}${base}`, close };
}

function answer(site, base, url) {
  const asked = decodeURIComponent(new URL(url, 'http://site').pathname);
  if (!asked.startsWith(base)) return { status: 404 };
  const name = asked.slice(base.length);
  const file = name === '' || name.endsWith('/') ? `${name}index.html` : name;
  if (site.files.has(file)) return { status: 200, file };
  return { status: 404, file: site.files.has('404.html') ? '404.html' : undefined };
}
