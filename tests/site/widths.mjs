// Checks on every page that it fits its window and needs no script: node widths.mjs SITE
import { inParallel, withBrowser } from './lib/browser.mjs';
import { command } from './lib/command.mjs';
import { Report } from './lib/report.mjs';
import { serve } from './lib/server.mjs';

const WIDTHS = [320, 360, 768, 1280];
const HEIGHT = 900;

export async function checkWidths(site) {
  const report = new Report();
  const { prefix, close } = await serve(site, site.base ? new URL(site.base).pathname : '/');
  const open = async (context, page) => {
    const tab = await context.newPage();
    await tab.goto(prefix + page.split('/').map(encodeURIComponent).join('/'));
    return tab;
  };
  const pages = site.pages.filter(({ redirect }) => redirect === null).map((page) => page.path);
  try {
    await withBrowser(async (browser) => {
      await checkEachWidth(browser, open, pages, report);
      await checkWithoutScript(browser, open, pages, report);
      await checkFilters(browser, open, pages, report);
    });
  } finally {
    await close();
  }
  return report;
}

// Each choice of the timeline shows the events that bear its number, and years with such events alone, without a script.
async function checkFilters(browser, open, pages, report) {
  const page = 'timeline.html';
  if (!pages.includes(page)) return;
  report.look(page);
  const context = await browser.newContext({ javaScriptEnabled: true });
  const tab = await open(context, page);
  const shown = () =>
    tab.evaluate(() => {
      const isShown = (element) => element.checkVisibility();
      const entries = [...document.querySelectorAll('.timeline .entries > li')];
      return {
        all: entries.length,
        shown: entries.filter(isShown).map((entry) => ({ section: entry.dataset.section, kind: entry.dataset.kind })),
      };
    });
  for (const axis of ['section', 'kind']) {
    const choices = await tab.locator(`.filters input[name="${axis}"]`).evaluateAll((inputs) => inputs.map((input) => input.id));
    for (const id of choices) {
      await tab.locator(`#${id}`).check();
      const number = id.split('-')[1];
      const { all, shown: entries } = await shown();
      const right = number === '0' ? entries.length === all : entries.length > 0 && entries.every((entry) => entry[axis] === number);
      if (!right) report.wrong(page, `the filter #${id} shows ${entries.length} of ${all} events, and not those of its own alone`);
    }
    if (choices.length) await tab.locator(`#_${axis}-0`).check();
  }
  await context.close();
}

// A reader should never scroll sideways, on any page.
async function checkEachWidth(browser, open, pages, report) {
  const context = await browser.newContext();
  await inParallel(pages, async (page) => {
    report.look(page);
    const tab = await open(context, page);
    if (!(await tab.locator('meta[name=viewport]').count())) report.wrong(page, 'has no viewport, so telephones shrink it');
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: HEIGHT });
      const { needed, culprits } = await tab.evaluate(measure);
      if (needed > width) report.wrong(page, `is ${needed} px wide in a window of ${width} px, because of ${culprits.join(', ')}`);
    }
    await tab.close();
  });
  await context.close();
}

// Runs inside the page. The culprits are the innermost elements that reach over the window's edge.
function measure() {
  const over = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > innerWidth);
  const innermost = over.filter((element) => !over.some((other) => other !== element && element.contains(other)));
  const name = (element) => [element.localName, ...element.classList].join('.');
  return { needed: document.documentElement.scrollWidth, culprits: [...new Set(innermost.map(name))].slice(0, 5) };
}

async function checkWithoutScript(browser, open, pages, report) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await inParallel(pages, async (page) => {
    const tab = await open(context, page);
    const text = async (selector) => ((await tab.locator(selector).allInnerTexts()).join(' ')).trim();
    const heading = await text('h1');
    const main = await text('main');
    if (!heading) report.wrong(page, 'shows no h1 without JavaScript');
    else if (!main.replace(heading, '').trim()) report.wrong(page, 'shows no text in main without JavaScript');
    await tab.close();
  });
  await context.close();
}

if (process.argv[1] === import.meta.filename) await command('widths', 'SITE', checkWidths);
