// Eleventy: the site with a section navigation, contents, tags, feed and sitemap.
import markdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import footnote from "markdown-it-footnote";

const day = (d) => d.toISOString().slice(0, 10);
const byWeight = (a, b) => a.data.weight - b.data.weight;

export default function (config) {
  const slugify = (s) => s.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  config.setLibrary("md", markdownIt({ html: true }).use(anchor, { slugify, tabIndex: false }).use(footnote));
  config.addFilter("day", (value) => day(new Date(value)));
  config.addFilter("iso", (value) => new Date(value).toISOString());
  config.addFilter("take", (list, n) => list.slice(0, n));
  config.addFilter("toc", (html) => {
    const out = [];
    let inner = false;
    for (const [, level, id, text] of html.matchAll(/<h([23]) id="([^"]*)">(.*?)<\/h\1>/g)) {
      if (level === "3" && !inner) out.push("<ul>");
      if (level === "2" && inner) out.push("</ul></li>");
      inner = level === "3";
      out.push(`<li><a href="#${id}">${text}</a>` + (inner ? "</li>" : ""));
    }
    if (inner) out.push("</ul></li>");
    return `<nav id="TableOfContents">\n<ul>\n${out.join("\n")}\n</ul>\n</nav>`;
  });

  // Sections with their pages in order, made once; each page knows its place.
  config.addCollection("sections", (api) => {
    const sections = new Map();
    for (const page of api.getFilteredByGlob("content/sec-*/*.md")) {
      const name = page.data.section;
      if (!sections.has(name)) sections.set(name, { name, title: page.data.sectionTitle, pages: [] });
      sections.get(name).pages.push(page);
    }
    const all = [...sections.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const section of all) section.pages.sort(byWeight);
    return all;
  });
  config.addCollection("bySection", (api) => {
    const map = {};
    for (const page of api.getFilteredByGlob("content/sec-*/*.md")) (map[page.data.section] ??= []).push(page);
    for (const list of Object.values(map)) list.sort(byWeight);
    return map;
  });
  config.addCollection("newest", (api) =>
    api.getFilteredByGlob("content/sec-*/*.md").sort((a, b) => b.date - a.date).slice(0, 20));
  config.addCollection("terms", (api) => {
    const terms = new Map();
    for (const page of api.getFilteredByGlob("content/sec-*/*.md"))
      for (const tag of page.data.tags) {
        if (!terms.has(tag)) terms.set(tag, []);
        terms.get(tag).push(page);
      }
    return [...terms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, pages]) => ({ name, pages }));
  });
  config.addFilter("neighbours", (list, url) => {
    const at = list.findIndex((p) => p.url === url);
    return { prev: list[at - 1], next: list[at + 1] };
  });

  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
