// Debian's Chromium, started so that it talks to this machine only.
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ARGUMENTS });

// Gives `use` a browser, and closes it after.
export async function withBrowser(use) {
  const browser = await launch();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

// Does `work` for every item, a few at a time; the answers stand in the order of the items.
export async function inParallel(items, work, limit = 4) {
  const answers = [];
  const left = items.entries();
  const worker = async () => {
    for (const [place, item] of left) answers[place] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return answers;
}
