// What the source of a page says before a browser reads it: the files that it asks for, and what should not stand in it.

// The files that a page asks for at once: its style sheets, scripts and icons, by attribute.
export function asked(html, pattern) {
  const head = html.slice(0, html.indexOf('</head>'));
  const elements = `${head}${(html.match(/<script[^>]*>/g) ?? []).join('')}`.match(pattern) ?? [];
  return [...new Set(elements.map((element) => element.match(/ (?:href|src)="([^"]+)"/)?.[1]).filter(Boolean))];
}

// What may not stand in a page under `default-src 'self'`, and whatever asks another host.
export function inline(html) {
  const tags = html.match(/<[a-z][^>]*>/g) ?? [];
  const isScript = (tag) => /^<script(?![^>]* src=)(?![^>]*type="application\/ld\+json")/.test(tag);
  const isLoaded = /^<(?:link rel="(?:stylesheet|icon|preload|manifest)"|script|img|source|video|audio|iframe|object|embed)/;
  const wrong = (tag) => {
    if (isScript(tag)) return 'a script';
    if (tag.startsWith('<style')) return 'a style element';
    if (/\sstyle=/.test(tag)) return 'a style attribute';
    if (/\son[a-z]+=/.test(tag)) return 'a handler';
    if (/(?:href|src)="javascript:/.test(tag)) return 'a script address';
    if (isLoaded.test(tag) && /(?:href|src)="(?:https?:)?\/\//.test(tag)) return 'a file of another host';
    if (isLoaded.test(tag) && /(?:href|src)="data:/.test(tag)) return 'a file in its address';
    return null;
  };
  return tags.flatMap((tag) => wrong(tag) ?? []);
}
