// Pictures for the eye: each kind of page at three widths, light and dark: node shots.mjs SITE OUT [--brief]
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { endBrowser, inParallel, theBrowser } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';
import { addressOf, newContext } from './lib/visit.mjs';

const [folder, out, option] = process.argv.slice(2);
if (!out) {
  console.error('usage: node shots.mjs SITE OUT [--brief]');
  process.exit(2);
}
const WIDTHS = option === '--brief' ? [360, 1280] : [360, 768, 1280];
const SCHEMES = option === '--brief' ? ['light'] : ['light', 'dark'];
const HEIGHT = 900;

const site = await readSite(folder);
await mkdir(out, { recursive: true });
const server = await serve(site.root, site.base);
const context = await newContext((await theBrowser()).browser);
let count = 0;
await inParallel(site.samples, async (page) => {
  const tab = await context.newPage();
  await tab.goto(addressOf(server.prefix, page.path));
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: HEIGHT });
    for (const colorScheme of SCHEMES) {
      await tab.emulateMedia({ colorScheme });
      const name = `${page.name.replaceAll(/[ ,]+/g, '-')}-${width}-${colorScheme}.png`;
      await tab.screenshot({ path: path.join(out, name), fullPage: true, animations: 'disabled' });
      count += 1;
    }
  }
  await tab.close();
});
await server.close();
await endBrowser();
console.log(`${count} pictures of ${site.name} in ${out}`);
