// What the addresses on the pages lead to when the site is opened in one way, each asked once.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ownFile } from './site.mjs';

export class Targets {
  #answers = new Map();

  constructor(site, way, ids) {
    Object.assign(this, { site, way, ids });
  }

  // What is wrong with an address; null when nothing is, or when it is another site's and not ours to ask.
  async problemOf(address) {
    if (!this.#answers.has(address)) this.#answers.set(address, await this.#ask(address));
    return this.#answers.get(address);
  }

  async #ask(address) {
    if (address === null) return 'not an address';
    const url = new URL(address);
    if (url.protocol === 'javascript:') return 'a script, not an address';
    if (!address.startsWith(this.way.prefix)) {
      const isHosted = /^https?:$/.test(url.protocol);
      if (url.protocol === 'file:' || (isHosted && url.origin === new URL(this.way.prefix).origin)) return 'leads out of the site';
      const own = ownFile(this.site, address);
      return own === null || this.site.files.has(own) ? null : 'no such file';
    }
    const missing = await this.way.missing(address.replace(/#.*/, ''));
    return missing ?? this.#problemOfFragment(url);
  }

  // A fragment is looked up as it is, then decoded (HTML, "indicated part of the document"); empty and `top` are the top.
  async #problemOfFragment(url) {
    const fragment = url.hash.slice(1).replace(/:~:.*/, '');
    if (fragment === '' || fragment.toLowerCase() === 'top') return null;
    const file = decodeURIComponent(url.pathname.slice(new URL(this.way.prefix).pathname.length)) || 'index.html';
    const wanted = [fragment, decodeURIComponent(fragment)];
    if (file.endsWith('.svg')) {
      const source = await readFile(path.join(this.site.root, file), 'utf8');
      return wanted.some((id) => source.includes(`id="${id}"`)) ? null : `no \`#${wanted[1]}\` in ${file}`;
    }
    return wanted.some((id) => this.ids.get(file)?.includes(id)) ? null : `no \`#${wanted[1]}\` on ${file}`;
  }
}
