// The ways in which a reader opens a site: from a host's top, from a folder of a host, from a disk.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HEADERS } from './headers.mjs';
import { serve } from './server.mjs';

// Each way has a name, the address of the site's top, a question whether an address can be had, and a `close`. The host
// sends the headers that the guide recommends, but under /some/repository/ none, so that they hide nothing.
export async function waysTo(site) {
  const home = site.base ? new URL(site.base).pathname : '/';
  const paths = [...new Set(['/', '/some/repository/', home])];
  const hosts = await Promise.all(paths.map((base) => host(site, base, base === home)));
  return [...hosts, disk(site)];
}

async function host(site, base, isHome) {
  const { prefix, close } = await serve(site, base, base === '/some/repository/' ? {} : HEADERS);
  const missing = async (address) => {
    const response = await fetch(address, { redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status === 200) return null;
    return response.status === 404 ? 'no such file' : `status ${response.status}`;
  };
  return { name: `at ${base}`, prefix, missing, close, isHome };
}

function disk(site) {
  const missing = async (address) => {
    try {
      const file = fileURLToPath(address);
      if (!(await stat(file)).isFile()) return 'a folder, not a file';
      await access(file, constants.R_OK);
      return null;
    } catch (error) {
      return error.code === 'ENOENT' ? 'no such file' : error.message;
    }
  };
  return { name: 'from file://', prefix: `${pathToFileURL(site.root)}/`, missing, close: async () => {}, isHome: false };
}
