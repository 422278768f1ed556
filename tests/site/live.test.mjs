// What an author sees while writing: chancery serve and its live pages, in a real browser. CHANCERY=PROGRAM node --test live.test.mjs
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Briefing } from './lib/briefing.mjs';
import { launch } from './lib/browser.mjs';

const POLICY = "default-src 'self'";
const PICTURES = path.join(import.meta.dirname, 'output/live');

// How long anything may take on a loaded machine before it counts as never.
const NEVER = 30_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const page = (title, text) => `---\ntitle: ${title}\n---\n\n${text}\n`;
const coloured = (colour) => `body { color: ${colour} }\n`;
const square = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><path d="M0 0h9v9z"/></svg>\n`;

const FILES = {
  'chancery.yaml': 'title: France and Japan\noutputs: {print: false}\n',
  'content/index.md': page('France and Japan', 'Two countries.'),
  'content/a/index.md': page('Economy', 'What is traded.'),
  'content/a/x.md': page('Trade', 'The deficit is small.'),
  'content/a/y.md': page('Investment', 'Firms invest abroad.'),
};
const GROWN = page('Trade', 'The deficit has grown.');

// Templates of a site's own.
const baseWith = (head, kind = 'plain') => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ page.title }}</title><link rel="stylesheet" href="{{ page.root }}static/theme.css">${head}</head>
<body class="${kind}">{% block main %}{% endblock main %}</body>
</html>
`;
const pageWith = (html) => `{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1><div class="text">${html}{{ page.opening | safe }}{{ page.body | safe }}</div>{% endblock main %}
`;

// A test with a briefing and a browser's profile of its own. Whatever it is about, no page may have an error on its console
// (a breach of the policy is such); `expected` are those that the browser itself reports of a server that is gone, and the like.
// A page whose policy is set on its way is not cached, so without one the cache is at work.
function live(name, files, run, { expected = /^$/, options = [], policy = POLICY, profile = {} } = {}) {
  test(name, async () => {
    const briefing = await Briefing.served({ ...FILES, ...files }, ...options);
    const context = await browser.newContext(profile);
    const errors = [];
    context.setDefaultTimeout(NEVER);
    context.on('weberror', (error) => errors.push(`script: ${error.error().stack}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text())) errors.push(`console: ${message.text()}`);
    });
    await context.addInitScript(overhear);
    if (policy) await context.route(/(\/|\.html)$/, (route) => withPolicy(route, policy));
    const open = async (address) => {
      const tab = await context.newPage();
      await tab.goto(briefing.address + address);
      await tab.waitForFunction(() => window.told.length > 0);
      await tab.evaluate(() => (window.isMarked = true));
      return tab;
    };
    try {
      await run({ briefing, context, open });
      assert.deepEqual(errors, []);
    } catch (error) {
      throw new Error([...errors, 'the program said:', ...briefing.said].join('\n'), { cause: error });
    } finally {
      await context.close();
      await briefing.end();
    }
  });
}

// Runs inside each page before its scripts: what it is told, and by which connections, can be waited for and looked at.
function overhear() {
  window.streams = [];
  window.told = [];
  window.EventSource = class extends EventSource {
    constructor(address) {
      super(address);
      window.streams.push(this);
      this.addEventListener('message', (event) => window.told.push(JSON.parse(event.data)));
    }
  };
}

async function withPolicy(route, policy) {
  const response = await route.fetch({ maxRedirects: 0 });
  await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
}

// Whether a tab still has the document that was opened.
const isSame = (tab) => tab.evaluate(() => window.isMarked === true);
const shows = (tab, text) => tab.getByText(text).first().waitFor();
const hasColour = (tab, wanted) => tab.waitForFunction((wanted) => getComputedStyle(document.body).color === wanted, wanted);
const hasSheets = (tab, count) =>
  tab.waitForFunction((count) => document.querySelectorAll('link[rel=stylesheet]').length === count, count);
const hasImage = (tab, width) => tab.waitForFunction((width) => document.querySelector('.text img').naturalWidth === width, width);
const overlay = (tab, selector = 'section') => tab.locator(`chancery-overlay ${selector}`);
const isQuiet = (tab) => overlay(tab).waitFor({ state: 'detached' });

// Waits until a tab was told all that another one was.
async function isTold(tab, other) {
  const edition = await other.evaluate(() => window.told.at(-1).edition);
  await tab.waitForFunction((edition) => window.told.at(-1).edition >= edition, edition);
}

// The page in place

const LONG = page('Trade', `The deficit is small.

<details><summary>Figures</summary>

Twelve.

</details>

${Array.from({ length: 80 }, (_, at) => `Paragraph ${at + 1}.`).join('\n\n')}`);

// Opens the long page and the disclosure on it. `changed` gives the texts of the parts of it that are not those of then.
async function openLong(open) {
  const tab = await open('a/x.html');
  await tab.locator('.text summary').click();
  await tab.evaluate(() => document.querySelectorAll('.text > *').forEach((part) => (part.isOld = true)));
  const changed = () => tab.evaluate(() =>
    [...document.querySelectorAll('.text > *')].filter((part) => !part.isOld).map((part) => part.textContent));
  const isOpen = () => tab.evaluate(() => document.querySelector('.text details').open);
  return { tab, changed, isOpen };
}

live('a saved page is refreshed in place and keeps its scroll position', { 'content/a/x.md': LONG }, async ({ briefing, open }) => {
  const { tab, changed, isOpen } = await openLong(open);
  await tab.getByText('Paragraph 40.').scrollIntoViewIfNeeded();
  const scroll = await tab.evaluate(() => scrollY);
  assert.notEqual(scroll, 0);
  await briefing.write('content/a/x.md', LONG.replace('Paragraph 40.', 'A new paragraph.'));
  await shows(tab, 'A new paragraph.');
  assert.ok(await isSame(tab));
  assert.equal(await tab.evaluate(() => scrollY), scroll);
  assert.ok(await isOpen());
  assert.deepEqual(await changed(), []);
});

live('what is not edited stays what it was, wherever else its page is edited', { 'content/a/x.md': LONG }, async ({ briefing, open }) => {
  const { tab, changed, isOpen } = await openLong(open);
  const edited = LONG.replace('The deficit', 'A word before.\n\nThe deficit').replace('Paragraph 20.\n\n', '').replace('Paragraph 79.', 'A new paragraph.');
  await briefing.write('content/a/x.md', `${edited}\nA word after.\n`);
  await shows(tab, 'A word after.');
  await shows(tab, 'A new paragraph.');
  assert.equal(await tab.getByText(/^Paragraph (20|79)\.$/).count(), 0);
  assert.ok(await isOpen());
  assert.deepEqual(await changed(), ['A word before.', 'A word after.']);
});

live('a page that is the same is left alone when another one is saved', {}, async ({ briefing, open }) => {
  const tab = await open('index.html');
  const other = await open('a/x.html');
  await tab.evaluate(() => {
    window.seen = [];
    new MutationObserver((records) => window.seen.push(...records.map((record) => record.type)))
      .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const asked = [];
  tab.on('request', (request) => asked.push(request.url()));
  await briefing.write('content/a/x.md', GROWN);
  await shows(other, 'The deficit has grown.');
  await isTold(tab, other);
  assert.deepEqual(await tab.evaluate(() => window.seen), []);
  assert.deepEqual(asked, []);
  assert.ok(await isSame(tab));
});

live('a title that is saved is the new one in the window and in the navigation of other pages', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const sibling = await open('a/y.html');
  await briefing.write('content/a/x.md', '---\ntitle: Commerce\ndescription: What is bought and sold.\n---\n\nThe deficit is small.\n');
  await sibling.locator('.section-nav').getByText('Commerce').waitFor();
  await tab.locator('h1').getByText('Commerce').waitFor();
  assert.equal(await tab.title(), 'Commerce · France and Japan');
  assert.equal(await tab.locator('meta[name=description]').getAttribute('content'), 'What is bought and sold.');
  assert.ok(await isSame(tab));
  assert.ok(await isSame(sibling));
});

live('a template that is saved refreshes the pages that are made with it', { 'templates/base.html': baseWith('') }, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  for (const words of ['Printed by hand.', 'Printed by machine.']) {
    await briefing.write('templates/parts/foot.html', `<p>${words}</p>`);
    await shows(tab, words);
  }
  assert.equal(await tab.getByText('Printed by hand.').count(), 0);
  await briefing.write('templates/base.html', baseWith('', 'fine'));
  await tab.locator('body.fine').waitFor();
  assert.ok(await isSame(tab));
});

live('a page that has another style sheet than before is loaded whole', {
  'static/own.css': coloured('rgb(1, 2, 3)'),
  'templates/base.html': baseWith(''),
}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  await briefing.write('templates/base.html', baseWith('<link rel="stylesheet" href="{{ page.root }}static/own.css">'));
  await hasColour(tab, 'rgb(1, 2, 3)');
  assert.ok(!(await isSame(tab)));
});

live('a site under a path is as live as one at the top', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  assert.equal(new URL(tab.url()).pathname, '/repository/a/x.html');
  await briefing.write('content/a/x.md', GROWN);
  await shows(tab, 'The deficit has grown.');
  await briefing.write('static/theme.css', coloured('rgb(1, 2, 3)'));
  await hasColour(tab, 'rgb(1, 2, 3)');
  assert.ok(await isSame(tab));
}, { options: ['--base', '/repository/'] });

// Styles, images and the like

for (const [way, policy] of [['under the policy', POLICY], ['with the cache at work', null]]) {
  live(`a style sheet that is saved takes the place of the old one, ${way}`, {}, async ({ briefing, open }) => {
    const tab = await open('a/x.html');
    const first = await tab.evaluate(() => getComputedStyle(document.body).color);
    for (const colour of ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']) {
      await briefing.write('static/theme.css', coloured(colour));
      await hasColour(tab, colour);
      await hasSheets(tab, 1);
    }
    await briefing.remove('static/theme.css');
    await hasColour(tab, first);
    await hasSheets(tab, 1);
    assert.ok(await isSame(tab));
  }, { policy });
}

live('a style sheet that is saved again before it is loaded is there once', {}, async ({ briefing, context, open }) => {
  const tab = await open('a/x.html');
  let release;
  const isReleased = new Promise((resolve) => (release = resolve));
  await context.route(/theme\.css\?/, async (route) => {
    await isReleased;
    await route.continue();
  });
  for (const colour of ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']) {
    const asked = tab.waitForRequest(/theme\.css\?/);
    await briefing.write('static/theme.css', coloured(colour));
    await asked;
  }
  release();
  await hasColour(tab, 'rgb(4, 5, 6)');
  await hasSheets(tab, 1);
});

const OFFLINE = /^Failed to load resource: net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)$/;

live('an image that is saved is shown anew, and stays the new one whatever happens', {
  'content/a/chart.svg': square(10),
  'content/a/x.md': page('Trade', 'The deficit is small. ![A chart](chart.svg)'),
}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  await hasImage(tab, 10);
  for (const width of [20, 30]) {
    await briefing.write('content/a/chart.svg', square(width));
    await hasImage(tab, width);
  }
  await briefing.write('content/a/x.md', page('Trade', 'A word before.\n\nThe deficit has grown. ![A chart](chart.svg)'));
  await shows(tab, 'The deficit has grown.');
  await hasImage(tab, 30);
  await briefing.stop();
  await briefing.startAgain();
  await tab.waitForFunction(() => window.told.at(-1).life !== window.told[0].life);
  await briefing.write('content/a/chart.svg', square(40));
  await hasImage(tab, 40);
  assert.ok(await isSame(tab));
}, { expected: OFFLINE, policy: null });

for (const [what, name, one, other, files] of [
  ['a background', 'static/chart.svg', square(10), square(20), { 'static/theme.css': 'body { background: url(chart.svg) }\n' }],
  ['an image with several sources', 'static/chart.svg', square(10), square(20), {
    'templates/page.html': pageWith('<img src="{{ page.root }}static/chart.svg" srcset="{{ page.root }}static/chart.svg 1x" alt="A chart">'),
  }],
  ['a script', 'static/own.js', 'window.own = 1;\n', 'window.own = 2;\n', {
    'templates/page.html': pageWith('<script src="{{ page.root }}static/own.js"></script>'),
  }],
]) {
  live(`${what} that is saved loads its pages whole`, { [name]: one, ...files }, async ({ briefing, open }) => {
    const tab = await open('a/x.html');
    const loaded = tab.waitForEvent('load');
    await briefing.write(name, other);
    await loaded;
    assert.ok(!(await isSame(tab)));
  });
}

// What is wrong

live('what is wrong is shown with its place, its line and the mend, on the last good page', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const other = await open('a/y.html');
  await briefing.write('content/a/x.md', page('Trade', 'More of it is [beef](nope.md), they say.'));
  await overlay(tab).waitFor();
  assert.equal(await overlay(tab, '.place').innerText(), 'content/a/x.md:5:15');
  assert.equal(await overlay(tab, '.place + p').innerText(), 'error[missing-target]: no page `nope.md`');
  assert.equal(await overlay(tab, 'pre').innerText(), 'More of it is [beef](nope.md), they say.');
  assert.equal(await overlay(tab, 'mark').innerText(), '[beef](nope.md)');
  assert.match(await overlay(tab, '.help').innerText(), /^help: write the path of a file/);
  await shows(tab, 'The deficit is small.');

  await overlay(other).waitFor();
  await briefing.write('content/a/y.md', page('Investment', 'Firms invest at home.'));
  await shows(other, 'Firms invest at home.');
  assert.equal(await overlay(tab, 'mark').innerText(), '[beef](nope.md)');

  await briefing.write('content/a/x.md', page('Trade', 'More of it is [beef](y.md), they say.'));
  await isQuiet(tab);
  await shows(tab, 'More of it is beef, they say.');
  assert.ok(await isSame(tab));
});

for (const [what, name, good, bad] of [
  ['front matter', 'content/a/x.md', FILES['content/a/x.md'], '---\ntitle: [\n---\n\nText.\n'],
  ['a template', 'templates/page.html', pageWith(''), pageWith('{{ page.title | nope }}')],
  ['chancery.yaml', 'chancery.yaml', FILES['chancery.yaml'], 'title: [\n'],
]) {
  live(`${what} that is broken is told of until it is mended`, { [name]: good }, async ({ briefing, open }) => {
    const tab = await open('a/x.html');
    await briefing.write(name, bad);
    await overlay(tab).waitFor();
    assert.match(await overlay(tab, '.place').innerText(), new RegExp(`^${name}:\\d+:\\d+$`));
    await shows(tab, 'The deficit is small.');
    await briefing.write(name, good);
    await isQuiet(tab);
    assert.ok(await isSame(tab));
  });
}

const broken = (target) => page('Trade', `The deficit is [small](${target}).`);

live('what is wrong is hidden by keyboard until something else is wrong', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const other = await open('a/y.html');
  await briefing.write('content/a/x.md', broken('nope.md'));
  await overlay(tab).waitFor();
  await tab.locator('a, input:visible').last().focus();
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  await isQuiet(tab);
  await briefing.write('content/a/y.md', page('Investment', 'Firms invest at home.'));
  await shows(other, 'Firms invest at home.');
  await isTold(tab, other);
  assert.equal(await overlay(tab).count(), 0);
  await briefing.write('content/a/x.md', broken('none.md'));
  await overlay(tab, 'mark').getByText('[small](none.md)').waitFor();
});

live('what is wrong stays under the hands of its reader while other pages are saved', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const other = await open('a/y.html');
  await briefing.write('content/a/x.md', broken('nope.md'));
  await overlay(tab, 'button').focus();
  await briefing.write('content/a/y.md', page('Investment', 'Firms invest at home.'));
  await shows(other, 'Firms invest at home.');
  await isTold(tab, other);
  assert.equal(await tab.evaluate(() => document.activeElement.shadowRoot?.activeElement.textContent), 'Hide');
});

// Asserts that the overlay fits its window, and takes its picture.
async function fits(tab, name) {
  for (const width of [360, 1280]) {
    await tab.setViewportSize({ width, height: 800 });
    const wide = await overlay(tab, '*').evaluateAll((parts) => parts
      .filter((part) => (part.clientWidth && part.scrollWidth > part.clientWidth) || part.getBoundingClientRect().right > innerWidth)
      .map((part) => part.localName));
    assert.deepEqual(wide, [], `at ${width} px`);
    await tab.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`) });
  }
}

for (const colorScheme of ['light', 'dark']) {
  live(`what is wrong fits windows of any width, over ${colorScheme} pages`, {}, async ({ briefing, open }) => {
    const tab = await open('a/x.html');
    const word = '[a-name-without-a-place-to-break-it](../political/a-folder-whose-name-is-longer-than-a-telephone-is-wide.md)';
    await briefing.write('content/a/x.md', page('Trade', `フランスと日本の貿易 ${word}.\n\nMore of it is [here](nope.md).`));
    await overlay(tab).waitFor();
    await fits(tab, `wrong-${colorScheme}`);
  }, { profile: { colorScheme } });

  live(`where a page is and what is wrong stand one above the other, over ${colorScheme} pages`, {
    'content/a/y.md': page('Investment', 'See [trade](x.md).'),
  }, async ({ briefing, open }) => {
    const tab = await open('a/x.html');
    await briefing.move('content/a/x.md', 'content/a/z.md');
    await overlay(tab, 'h2').getByText('This page has moved').waitFor();
    await overlay(tab, 'h2').getByText('1 error').waitFor();
    await fits(tab, `moved-${colorScheme}`);
    const [upper, lower] = await overlay(tab).evaluateAll((sections) => sections.map((section) => section.getBoundingClientRect().toJSON()));
    assert.ok(upper.bottom <= lower.top);
  }, { profile: { colorScheme } });
}

// Pages that come and go

live('a page whose file is renamed says where it is now', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  await briefing.move('content/a/x.md', 'content/a/z.md');
  await overlay(tab, 'h2').getByText('This page has moved').waitFor();
  await overlay(tab, 'a').getByText('go to a/z.html').click();
  await tab.waitForURL(`${briefing.address}a/z.html`);
  await shows(tab, 'The deficit is small.');
  assert.equal(await overlay(tab).count(), 0);
});

live('a page whose old address is an alias is gone after', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  await briefing.remove('content/a/x.md');
  await briefing.write('content/a/z.md', '---\ntitle: Trade\naliases: [a/x.html]\n---\n\nThe deficit is here.\n');
  await tab.waitForURL(`${briefing.address}a/z.html`);
  await shows(tab, 'The deficit is here.');
});

// An EventSource gives up after a 503; the script does not.
live(
  'a page that finds too many others open asks again until there is room',
  {},
  async ({ briefing, context, open }) => {
    let refused = 0;
    await context.route('**/.chancery/events?*', (route) => {
      if (refused === 2) return route.fallback();
      refused += 1;
      return route.fulfill({ status: 503, headers: { 'retry-after': '5' }, body: 'Too many pages are open.' });
    });
    const tab = await open('a/x.html');
    assert.equal(refused, 2);
    await briefing.write('content/a/x.md', GROWN);
    await shows(tab, 'The deficit has grown.');
  },
  { expected: /503/ },
);

// The index of the search follows its pages as an edition of its own, which a page hears of while it is on its way.
live('a page that is on its way is not loaded a second time', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const loads = [];
  await tab.route(`${briefing.address}a/x.html`, async (route) => {
    if (!route.request().isNavigationRequest()) return route.fallback();
    loads.push(route.request().url());
    await setTimeout(500);
    await route.fallback();
  });
  await briefing.remove('content/a/x.md');
  await briefing.write('content/a/z.md', '---\ntitle: Trade\naliases: [a/x.html]\n---\n\nThe deficit is here.\n');
  await shows(tab, 'The deficit is here.');
  assert.equal(new URL(tab.url()).pathname, '/a/z.html');
  assert.equal(loads.length, 1);
});

live('a page whose file is removed says so until it is put back', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  await briefing.remove('content/a/x.md');
  await overlay(tab, 'h2').getByText('This page is no longer there').waitFor();
  assert.equal(await overlay(tab, 'a').evaluate((link) => link.href), `${briefing.address}index.html`);
  await briefing.write('content/a/x.md', FILES['content/a/x.md']);
  await isQuiet(tab);
  assert.ok(await isSame(tab));
});

// Without a base URL, only at the top is a missing page styled.
for (const [where, address, files] of [
  ['at the top', 'new', {}],
  ['in a folder', 'a/new', { 'chancery.yaml': 'title: France and Japan\nbase_url: https://example.org/\n' }],
]) {
  live(`a page that is missing ${where} appears when its file is there`, files, async ({ briefing, open }) => {
    const tab = await open(`${address}.html`);
    await tab.locator('body.kind-missing').waitFor();
    await briefing.write('static/theme.css', coloured('rgb(1, 2, 3)'));
    await hasColour(tab, 'rgb(1, 2, 3)');
    await briefing.write(`content/${address}.md`, page('Novelties', 'Made just now.'));
    await shows(tab, 'Made just now.');
    assert.equal(await tab.title(), 'Novelties · France and Japan');
    assert.equal(tab.url(), `${briefing.address}${address}.html`);
  }, { expected: /with a status of 404/ });
}

// Servers that come and go, and pages that nobody sees

live('a page catches up by itself with a server that is started again', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const { address } = briefing;
  await briefing.stop();
  await briefing.write('content/a/x.md', GROWN);
  await briefing.write('static/theme.css', coloured('rgb(1, 2, 3)'));
  await briefing.startAgain();
  assert.equal(briefing.address, address);
  await shows(tab, 'The deficit has grown.');
  await hasColour(tab, 'rgb(1, 2, 3)');
  assert.ok(await isSame(tab));
}, { expected: OFFLINE });

// A browser without windows has none behind others; it can say that it has.
const pretend = (state) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
  document.dispatchEvent(new Event('visibilitychange'));
};
const connections = (tab) => tab.evaluate(() => window.streams.filter((stream) => stream.readyState !== EventSource.CLOSED).length);

live('a page that nobody sees holds no connection, and catches up when it is seen', {}, async ({ briefing, open }) => {
  const tab = await open('a/x.html');
  const other = await open('a/x.html');
  assert.equal(await connections(tab), 1);
  await tab.evaluate(pretend, 'hidden');
  assert.equal(await connections(tab), 0);
  await briefing.write('content/a/x.md', GROWN);
  await briefing.write('static/theme.css', coloured('rgb(1, 2, 3)'));
  await shows(other, 'The deficit has grown.');
  await hasColour(other, 'rgb(1, 2, 3)');
  assert.equal(await tab.getByText('The deficit is small.').count(), 1);
  await tab.evaluate(pretend, 'visible');
  await shows(tab, 'The deficit has grown.');
  await hasColour(tab, 'rgb(1, 2, 3)');
  assert.equal(await connections(tab), 1);
  assert.ok(await isSame(tab));
});

live('a page that is opened behind others is that of now when it is seen', {}, async ({ briefing, context, open }) => {
  const other = await open('a/x.html');
  const tab = await context.newPage();
  await tab.addInitScript(pretend, 'hidden');
  await tab.goto(`${briefing.address}a/x.html`);
  await briefing.write('static/theme.css', coloured('rgb(1, 2, 3)'));
  await hasColour(other, 'rgb(1, 2, 3)');
  await briefing.write('content/a/x.md', GROWN);
  await shows(other, 'The deficit has grown.');
  assert.equal(await connections(tab), 0);
  await tab.evaluate(pretend, 'visible');
  await shows(tab, 'The deficit has grown.');
  await hasColour(tab, 'rgb(1, 2, 3)');
});
