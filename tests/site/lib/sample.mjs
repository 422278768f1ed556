// A small right site for the tests of the checks: path to text, as a generator would write it for an address.

// `base` is the absolute address of the site's top, or null; then there is nothing absolute in it, and no feed or sitemap.
export function sample(base) {
  const files = {
    'index.html': page(base, 'index.html', 'France and Japan', '<ul><li><a href="economic/index.html">Economy</a><li><a href="political/visits.html#2015">Visits</a></ul><p>Two countries.</p>'),
    'economic/index.html': page(base, 'economic/index.html', 'Economy', '<p>See <a href="trade.html#deficit">the deficit</a>.</p>'),
    'economic/trade.html': page(base, 'economic/trade.html', 'Trade', '<h2 id="deficit">Deficit</h2><p>See <a href="../political/visits.html#%E6%97%A5%E6%9C%AC">visits</a> and <a href="https://other.example/">elsewhere</a>.</p><p><img src="../chart.svg" alt="A chart"></p>'),
    'economic/commerce.html': redirect(base, 'economic/trade.html', 'trade.html'),
    'political/index.html': page(base, 'political/index.html', 'Politics', '<p>See <a href="visits.html">visits</a>.</p>'),
    'political/visits.html': page(base, 'political/visits.html', 'Visits', '<h2 id="2015">2015</h2><p>One.</p><h2 id="日本">日本</h2><p>Two. <a href="../tags/exports.html">exports</a>, <a href="../economic/commerce.html">commerce</a></p>'),
    'tags/index.html': page(base, 'tags/index.html', 'Tags', '<p><a href="exports.html">exports</a></p>'),
    'tags/exports.html': page(base, 'tags/exports.html', 'Tag: exports', '<p><a href="../economic/trade.html">Trade</a></p>'),
    'a-z.html': page(base, 'a-z.html', 'A to Z', '<p><a href="economic/trade.html">Trade</a></p>'),
    '404.html': notFound(base),
    'style.css': '@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }\n.wide { width: 700px; margin: 0 }\nbody { margin: 0; background-image: url("chart.svg") }\n',
    'site.js': 'document.documentElement.dataset.script = "runs";\n',
    'chart.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><g id="bar"><path d="M0 0h9v9z"/></g></svg>\n',
    'robots.txt': `User-agent: *\nDisallow:\n${base ? `Sitemap: ${base}sitemap.xml\n` : ''}`,
  };
  return base ? { ...files, 'feed.xml': feed(base), 'sitemap.xml': sitemap(base) } : files;
}

function page(base, path, title, main) {
  const up = '../'.repeat(path.split('/').length - 1);
  return document(title, `${canonical(base, path)}${head(up)}`, `${main}<p><a href="${up}index.html">Home</a></p>`);
}

// Served at any depth, so its addresses begin at the host's top.
function notFound(base) {
  const top = base ? new URL(base).pathname : '/';
  return document('Not found', head(top), `<p>Go <a href="${top}index.html">home</a>.</p>`);
}

function redirect(base, path, target) {
  const link = base ? `<link rel="canonical" href="${base}${path}">` : '';
  return document('Moved', `${link}<meta http-equiv="refresh" content="0; url=${target}">`, `<p><a href="${target}">Moved</a></p>`);
}

function document(title, head, main) {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
${head}</head>
<body><main><h1>${title}</h1>${main}</main></body></html>
`;
}

function head(up) {
  return `<link rel="icon" href="${up}chart.svg"><link rel="stylesheet" href="${up}style.css"><script src="${up}site.js" defer></script>`;
}

function canonical(base, path) {
  return base ? `<link rel="canonical" href="${base}${path}">` : '';
}

function feed(base) {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${base}</id><title>France and Japan</title><updated>2015-10-02T00:00:00Z</updated>
<author><name>Ministry</name></author><link rel="self" href="${base}feed.xml"/><link href="${base}index.html"/>
<entry><id>${base}economic/trade.html</id><title>Trade</title><updated>2015-10-02T00:00:00Z</updated><link href="${base}economic/trade.html"/><summary>Trade.</summary></entry>
</feed>
`;
}

function sitemap(base) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${base}economic/trade.html</loc><lastmod>2015-10-02</lastmod></url></urlset>
`;
}
