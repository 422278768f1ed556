// The smallest static host, on loopback: a folder at a path, compressed, with the headers that the guide recommends.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { HEADERS } from '../../site/lib/headers.mjs';

const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

// Serves the folder `root` at the path `base` until `close` is called; `prefix` is the address of its top. What is asked for
// with `?slowly` comes line by line.
export async function serve(root, base = '/') {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://site');
    const asked = decodeURIComponent(pathname);
    const { status, name, body } = asked.startsWith(base) ? await answer(root, asked.slice(base.length)) : missing();
    const type = MEDIA_TYPES[path.extname(name)] ?? 'application/octet-stream';
    response.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Encoding': 'gzip', 'Cache-Control': 'max-age=600' });
    if (searchParams.has('slowly')) await sendSlowly(body, response);
    else response.end(gzipSync(body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { prefix: `http://127.0.0.1:${server.address().port}${base}`, close };
}

// A line, then longer than a browser takes to draw what it has.
async function sendSlowly(body, response) {
  const packed = createGzip();
  packed.pipe(response);
  for (const line of body.toString().split(/(?<=\n)/)) {
    packed.write(line);
    await new Promise((resolve) => packed.flush(resolve));
    await wait(25);
    if (response.destroyed) break;
  }
  packed.end();
}

// As GitHub Pages answers: a folder by its index.html, what is missing by 404.html.
async function answer(root, asked) {
  const name = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked;
  try {
    return { status: 200, name, body: await readFile(path.join(root, path.posix.normalize(`/${name}`))) };
  } catch {
    return readFile(path.join(root, '404.html')).then((body) => ({ status: 404, name: '404.html', body }), missing);
  }
}

function missing() {
  return { status: 404, name: 'missing.txt', body: Buffer.from('') };
}
