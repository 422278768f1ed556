// What readers have beside the text where scripts run, in a real browser, over HTTP with the headers that the guide recommends and from a disk.
// CHANCERY=PROGRAM node --test comfort.test.mjs
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './lib/browser.mjs';
import { HEADERS } from './lib/headers.mjs';
import { run } from './lib/run.mjs';
import { serve } from './lib/server.mjs';
import { readSite } from './lib/site.mjs';

if (!process.env.CHANCERY) {
  throw new Error('set the environment variable CHANCERY to the path of the program: /repository/target/release/chancery');
}

const page = (title, text) => `---\ntitle: ${title}\n---\n\n${text}\n`;
const long = (words) => Array.from({ length: 30 }, (_, at) => `${words} ${at + 1}.`).join('\n\n');

const FILES = {
  'chancery.yaml': 'title: France and Japan\nbase_url: https://example.org/briefing/\n',
  'content/index.md': page('France and Japan', 'Two countries.'),
  'content/a/index.md': page('Economy', 'What is traded.'),
  'content/a/y.md': '---\ntitle: Investment\ndescription: Who invests where.\n---\n\nFirms.\n',
  'content/a/x.md': page('Trade', `The deficit is [](figure:deficit), it is said.[^one] See [the exports](#exports) and [investment](y.md).

## The deficit {#deficit}

${long('A deficit')}

## Exports {#exports}

They grow.

${long('An export')}

[^one]: As the ministry has it.`),
  'content/registers/sources.yaml': '- {id: paper, title: A paper, date: 2015-10-02}\n',
  'content/registers/figures.yaml': '- {id: deficit, label: The deficit with Japan, value: 1e9, unit: EUR, as_of: 2014, source: paper}\n',
};

let browser;
let folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(path.join(tmpdir(), 'comfort-'));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

let built = 0;
async function build(files) {
  const place = path.join(folder, String((built += 1)));
  for (const [name, content] of Object.entries({ ...FILES, ...files })) {
    const file = path.join(place, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const { status, stderr } = await run(process.env.CHANCERY, ['build', place, '--output', path.join(place, 'site')]);
  assert.equal(status, 0, stderr);
  return readSite(path.join(place, 'site'));
}

// A test over HTTP and one from the disk. No page may have an error on its console: a breach of the policy is one.
function comfort(name, files, use, { profile = {}, ways = ['http', 'file'] } = {}) {
  for (const way of ways) {
    test(`${name} (${way})`, async () => {
      const site = await build(files);
      const host = way === 'http' ? await serve(site, '/briefing/', HEADERS) : null;
      const context = await browser.newContext({ viewport: { width: 1400, height: 800 }, ...profile });
      const errors = [];
      context.on('weberror', (error) => errors.push(error.error().stack));
      context.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      const open = async (address) => {
        const tab = await context.newPage();
        await tab.goto((host?.prefix ?? `${pathToFileURL(site.root)}/`) + address);
        return tab;
      };
      try {
        if (host) await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await use({ open, context, way });
        assert.deepEqual(errors, []);
      } finally {
        await context.close();
        await host?.close();
      }
    });
  }
}

// What the clipboard holds, as a field into which it is pasted has it: a page from a disk may not read it.
async function pasted(tab) {
  await tab.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'pasted';
    document.body.append(field);
    field.focus();
  });
  await tab.keyboard.press('Control+V');
  const text = await tab.locator('#pasted').inputValue();
  await tab.evaluate(() => document.getElementById('pasted').remove());
  return text;
}

const heard = (tab) => tab.locator('.comfort [role=status]');
const mark = (tab) => tab.locator('.copy-address');
const preview = (tab) => tab.locator('#_preview');

// Copying

comfort('the address of a heading is copied by a pointer, and it is said', {}, async ({ open, way }) => {
  const tab = await open('a/x.html');
  assert.equal(await mark(tab).evaluate((button) => getComputedStyle(button).opacity), '0');
  await tab.locator('#deficit').hover();
  await mark(tab).click();
  await heard(tab).getByText('Copied.').waitFor();
  const address = way === 'file' ? 'https://example.org/briefing/a/x.html' : tab.url();
  assert.equal(await pasted(tab), `${address}#deficit`);
});

comfort('the address of a paragraph is copied by the keyboard', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('.breadcrumbs a').last().focus();
  await tab.keyboard.press('Tab');
  assert.match(await mark(tab).getAttribute('aria-label'), /^Copy link: The deficit is/);
  for (const [key, id] of [['ArrowDown', 'deficit'], ['ArrowDown', '_deficit.1'], ['ArrowUp', 'deficit'], ['ArrowDown', '_deficit.1']]) {
    await tab.keyboard.press(key);
    assert.equal(await tab.locator('[data-passage]').getAttribute('id'), id);
  }
  await tab.keyboard.press('Enter');
  await heard(tab).getByText('Copied.').waitFor();
  assert.match(await pasted(tab), /a\/x\.html#_deficit\.1$/);
  assert.equal(await tab.locator('[data-passage]').count(), 0);
});

comfort('a touched heading offers its address, and the text around it nothing', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('#deficit').tap();
  await tab.locator('.copy-address[data-shown]').waitFor();
  await tab.locator('[id="_deficit.1"]').tap();
  await tab.locator('.copy-address:not([data-shown])').waitFor();
}, { profile: { hasTouch: true, viewport: { width: 360, height: 700 } } });

comfort('each form of a citation is copied', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('.cite summary').click();
  const forms = tab.locator('.cite > p, .cite dd');
  assert.equal(await forms.count(), 6);
  const bibtex = tab.locator('.cite dt', { hasText: 'BibTeX' }).locator('+ dd');
  await bibtex.getByRole('button', { name: 'Copy: BibTeX' }).click();
  await heard(tab).getByText('Copied.').waitFor();
  assert.equal(await pasted(tab), (await bibtex.locator('pre').innerText()).trim());
});

comfort('a text that cannot be copied is shown', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await tab.locator('#deficit').hover();
  await mark(tab).click();
  await heard(tab).getByText('a/x.html#deficit').waitFor();
});

// Previews

comfort('a figure is told beside its number, for as long as the pointer is there', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  const figure = tab.locator('.text .figure');
  await figure.hover();
  await preview(tab).waitFor();
  const lines = await preview(tab).locator('p').allInnerTexts();
  assert.deepEqual(lines, ['€1\u00a0billion The deficit with Japan', '2014 · Source: A paper']);
  assert.equal(await figure.getAttribute('aria-describedby'), '_preview');
  await preview(tab).hover();
  await tab.waitForTimeout(500);
  assert.ok(await preview(tab).isVisible());
  await tab.locator('h1').hover();
  await preview(tab).waitFor({ state: 'hidden' });
  assert.equal(await figure.getAttribute('aria-describedby'), null);
});

comfort('a preview comes with the focus and goes with Escape', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('.text .figure').focus();
  await tab.keyboard.press('Tab');
  await preview(tab).waitFor();
  assert.equal(await preview(tab).innerText(), 'As the ministry has it.');
  await tab.keyboard.press('Escape');
  await preview(tab).waitFor({ state: 'hidden' });
  await tab.keyboard.press('Tab');
  await preview(tab).waitFor();
  assert.deepEqual(await preview(tab).locator('p').allInnerTexts(), ['Exports', 'They grow.']);
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'the exports');
});

comfort('another page is told by its description', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('.text a', { hasText: 'investment' }).hover();
  await preview(tab).waitFor();
  assert.deepEqual(await preview(tab).locator('p').allInnerTexts(), ['Investment', 'Who invests where.']);
});

// The theme

comfort('a chosen theme is remembered on the next page, before it is shown', {}, async ({ open, context }) => {
  const tab = await open('a/x.html');
  const paper = (tab) => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper(tab);
  await tab.getByRole('radio', { name: 'Dark' }).check();
  assert.notEqual(await paper(tab), light);
  // The theme stands before the deferred script runs.
  await context.addInitScript(() => {
    new MutationObserver(() => {
      if (document.body && window.first === undefined) window.first = document.documentElement.dataset.theme ?? null;
    }).observe(document, { subtree: true, childList: true });
  });
  const next = await open('index.html');
  assert.equal(await next.evaluate(() => window.first), 'dark');
  assert.notEqual(await paper(next), light);
  assert.ok(await next.getByRole('radio', { name: 'Dark' }).isChecked());
  await next.getByRole('radio', { name: 'Automatic' }).check();
  await tab.waitForFunction(() => document.documentElement.dataset.theme === undefined);
  assert.equal(await paper(tab), light);
});

comfort('a light theme may be chosen in a dark system', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await tab.getByRole('radio', { name: 'Light' }).check();
  assert.notEqual(await paper(), dark);
}, { profile: { colorScheme: 'dark' } });

comfort('a browser that remembers nothing still has its theme on the page', {}, async ({ open, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  });
  const tab = await open('a/x.html');
  await tab.getByRole('radio', { name: 'Dark' }).check();
  assert.equal(await tab.evaluate(() => document.documentElement.dataset.theme), 'dark');
});

// The contents

comfort('the contents follow the reading, and the page does not move', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  const current = tab.locator('.contents a[aria-current=location]');
  assert.equal(await current.count(), 0);
  for (const [id, title] of [['deficit', 'The deficit'], ['exports', 'Exports'], ['deficit', 'The deficit']]) {
    await tab.evaluate((id) => document.getElementById(id).scrollIntoView(), id);
    const scroll = await tab.evaluate(() => scrollY);
    await current.getByText(title, { exact: true }).waitFor();
    assert.equal(await current.count(), 1);
    assert.equal(await tab.evaluate(() => scrollY), scroll);
  }
  await tab.evaluate(() => scrollTo(0, 0));
  await tab.waitForFunction(() => !document.querySelector('.contents [aria-current]'));
});

// The key `/`

comfort('the key / leads to the search, and is not written into a field', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  const field = tab.locator('#_q');
  await tab.keyboard.press('/');
  assert.ok(await field.evaluate((field) => field === document.activeElement));
  assert.equal(await field.inputValue(), '');
  await tab.keyboard.type('a/b');
  assert.equal(await field.inputValue(), 'a/b');
});

comfort('the key / can be turned off, for all pages', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.getByRole('checkbox', { name: 'Press / to search' }).uncheck();
  const next = await open('a/x.html');
  await next.keyboard.press('/');
  assert.ok(await next.evaluate(() => document.activeElement === document.body));
  assert.ok(!(await next.getByRole('checkbox').isChecked()));
});

const WITHOUT_SEARCH = 'title: France and Japan\noutputs: {search: false}\n';

comfort('without a field for searching there is no key to turn off', { 'chancery.yaml': WITHOUT_SEARCH }, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.getByRole('radio', { name: 'Dark' }).waitFor();
  assert.equal(await tab.getByRole('checkbox').count(), 0);
});

// Without

comfort('each part can be left out', {
  'chancery.yaml': `${WITHOUT_SEARCH}comfort: {copy: false, previews: false, theme: false, contents: false}\n`,
}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('#exports').scrollIntoViewIfNeeded();
  assert.equal(await tab.locator('.comfort > *, .copy, [aria-current=location]').count(), 0);
  assert.ok(await tab.locator('#_settings').isHidden());
});

comfort('without scripts nothing is there that does nothing', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  // The form of the search leads to its page without a script, too.
  assert.equal(await tab.locator('button:not(form.search button)').count(), 0);
  assert.ok(await tab.locator('#_settings').isHidden());
}, { profile: { javaScriptEnabled: false } });

comfort('nothing moves while scripts add what they add', {}, async ({ open }) => {
  const tab = await open('a/x.html');
  await tab.locator('#_settings:not([hidden])').waitFor({ state: 'attached' });
  const shift = await tab.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve([]), 500);
  }));
  assert.deepEqual(shift, []);
});
