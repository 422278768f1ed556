// Debian's Chromium, started once for all tests of a run, so that it talks to this machine only.
import { createServer } from 'node:net';
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

let started;

// The browser, and the port at which Lighthouse reaches it.
export function theBrowser() {
  started ??= start();
  return started;
}

export async function endBrowser() {
  if (started) await (await started).browser.close();
  started = undefined;
}

async function start() {
  const port = await freePort();
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: [...ARGUMENTS, `--remote-debugging-port=${port}`] });
  return { browser, port };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Does `work` for every item, a few at a time; one browser on two cores is busy with two pages.
export async function inParallel(items, work, limit = 2) {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
