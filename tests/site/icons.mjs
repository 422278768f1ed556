// The theme's icons as pictures, made from its drawing: node icons.mjs ../../static
// They are committed, and made anew only when the drawing changes. Their ground is red to the edge, for systems that cut
// the corners themselves; the mark stands inside the circle that every one of them leaves.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withBrowser } from './lib/browser.mjs';

const SIZES = [180, 192, 512];

const [folder] = process.argv.slice(2);
const drawing = (await readFile(path.join(folder, 'icon.svg'), 'utf8')).replace(/ rx="[^"]*"/, '');
await withBrowser(async (browser) => {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<!doctype html><style>body { margin: 0 } svg { display: block; width: 100vw }</style>${drawing}`);
    await page.screenshot({ path: path.join(folder, `icon-${size}.png`) });
  }
});
