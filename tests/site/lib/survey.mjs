// One page, opened in the browser: the addresses on it as the browser resolves them, its ids, and what went wrong.

// Opens `address` and waits until all that it loads is there. `prefix` is where the site stands; requests to any other
// place, failed ones, errors on the console (breaches of the content security policy are such) are problems.
export async function survey(context, address, { prefix, status = 200 }) {
  const page = await context.newPage();
  const problems = [];
  const shown = (text) => text.replaceAll(prefix, '');
  page.on('request', (request) => {
    if (!request.url().startsWith(prefix) && !request.url().startsWith('data:')) {
      problems.push(`asks another place for \`${request.url()}\``);
    }
  });
  page.on('requestfailed', (request) => {
    problems.push(`cannot load \`${shown(request.url())}\`: ${request.failure().errorText}`);
  });
  page.on('response', (response) => {
    const expected = response.request().isNavigationRequest() ? status : 200;
    if (/^http/.test(response.url()) && response.status() !== expected) {
      problems.push(`loads \`${shown(response.url())}\` with status ${response.status()} instead of ${expected}`);
    }
  });
  page.on('console', (message) => {
    const repeatsAnother = /^Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !repeatsAnother) problems.push(`console: ${shown(message.text())}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${shown(error.message)}`));
  try {
    await page.goto(address, { waitUntil: 'load' });
    const { links, ids, inline } = await page.evaluate(collect);
    return { links, ids, problems: [...problems, ...inline] };
  } catch (error) {
    return { links: [], ids: [], problems: [...problems, `cannot be opened: ${shown(error.message.split('\n')[0])}`] };
  } finally {
    page.removeAllListeners();
    await page.close();
  }
}

// Runs inside the page. A link is how it is written, where it leads, and the element that says so.
function collect() {
  const links = [];
  const add = (element, attribute, written) => {
    const from = `${element.localName}[${attribute}]`;
    if (!URL.canParse(written, document.baseURI)) links.push({ from, written, address: null });
    else links.push({ from, written, address: new URL(written, document.baseURI).href });
  };
  for (const element of document.querySelectorAll('*')) {
    if (['canonical', 'preconnect', 'dns-prefetch'].includes(element.rel)) continue;
    for (const attribute of ['href', 'src', 'poster', 'data', 'action', 'formaction', 'cite', 'background', 'xlink:href']) {
      if (element.hasAttribute(attribute)) add(element, attribute, element.getAttribute(attribute));
    }
    for (const attribute of ['srcset', 'imagesrcset']) {
      const candidates = element.getAttribute(attribute)?.matchAll(/([^\s,]\S*[^\s,])(\s+[^,]+)?/g) ?? [];
      for (const [, candidate] of candidates) add(element, attribute, candidate);
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const names = [...document.querySelectorAll('a[name]')].map((element) => element.name);
  // The policy stops a handler only when it is called, so the console does not tell.
  const handlers = [...document.querySelectorAll('*')]
    .flatMap((element) => element.getAttributeNames().map((name) => [element.localName, name]))
    .filter(([, name]) => /^on/.test(name))
    .map(([element, name]) => `inline handler ${element}[${name}]`);
  return { links, ids: [...ids, ...names], inline: handlers };
}
