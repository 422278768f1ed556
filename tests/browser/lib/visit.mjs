// A page opened under watch: whatever a reader's browser would complain of, or send to somebody else, is a problem.
import { pathToFileURL } from 'node:url';

// A new context in which violations of the Content-Security-Policy are noticed where they happen.
export async function newContext(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.addInitScript(noticeViolations);
  return context;
}

// Runs in each page before its own scripts.
export function noticeViolations() {
  globalThis.violations = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    globalThis.violations.push(`${effectiveDirective} forbids ${blockedURI}`);
  });
}

// Opens `address` in a new tab; `problems` gives what has been wrong since. `own` is the address that requests must begin
// with, `status` what the page itself is answered with.
export async function visit(context, address, { own, status = 200 }) {
  const tab = await context.newPage();
  const said = [];
  tab.on('console', (message) => {
    const isOwnStatus = status !== 200 && message.location().url === address;
    if (['error', 'warning'].includes(message.type()) && !isOwnStatus) said.push(`console: ${message.text()}`);
  });
  tab.on('pageerror', (error) => said.push(`script: ${error.message}`));
  tab.on('requestfailed', (request) => said.push(`\`${request.url()}\` fails: ${request.failure()?.errorText}`));
  tab.on('request', (request) => {
    if (!request.url().startsWith(own)) said.push(`asks another place for \`${request.url()}\``);
  });
  tab.on('response', (response) => {
    const expected = response.url() === address ? status : 200;
    if (![expected, 304].includes(response.status()) && response.status() !== 0) said.push(`\`${response.url()}\` has status ${response.status()}`);
  });
  await tab.goto(address, { waitUntil: 'load' });
  const problems = async () => [...said, ...(await tab.evaluate(() => globalThis.violations ?? []))];
  return { tab, problems };
}

// The address of a page of a site below a prefix.
export const addressOf = (prefix, page) => prefix + page.split('/').map(encodeURIComponent).join('/');

// The address of a folder's top as a file.
export const fileAddress = (root) => `${pathToFileURL(root).href}/`;
