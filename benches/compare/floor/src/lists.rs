//! The files that list pages: sections, tags, sitemap, feed.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::markdown::markdown;
use crate::page::{BASE, File, SITE, escape, foot, head, link, page_url};
use crate::source::{Page, Section};

/// The pages of each tag, with their sections.
pub type Tags<'a> = BTreeMap<&'a str, Vec<(&'a Section, &'a Page)>>;

/// A list of pages with dates and descriptions.
pub fn list_page<'a>(
    path: String,
    title: &str,
    pages: impl Iterator<Item = (&'a Section, &'a Page)>,
) -> File {
    let mut out = String::with_capacity(16 * 1024);
    head(&mut out, &format!("{title} | {SITE}"), "", &format!("{BASE}/{path}/"));
    out.push_str("<main>\n<h1>");
    escape(&mut out, title);
    out.push_str("</h1>\n<ul class=\"pages\">\n");
    for (section, page) in pages {
        out.push_str("<li>");
        link(&mut out, &page_url(section, page), "", &page.title);
        let _ = write!(out, " <time>{}</time> ", page.date);
        escape(&mut out, &page.description);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</main>\n");
    foot(&mut out);
    File { path: format!("{path}/index.html"), text: out }
}

/// A list of addresses and their texts.
pub fn plain_list(path: &str, title: &str, items: &[(String, String)]) -> File {
    let mut out = String::with_capacity(16 * 1024);
    head(&mut out, title, "", &format!("{BASE}/"));
    let _ = write!(out, "<main>\n<h1>{title}</h1>\n<ul>\n");
    for (url, text) in items {
        out.push_str("<li>");
        link(&mut out, url, "", text);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</main>\n");
    foot(&mut out);
    File { path: path.to_string(), text: out }
}

/// The sitemap of every page, section and tag.
pub fn sitemap(sections: &[Section], tags: &Tags) -> File {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for section in sections {
        let _ = writeln!(out, "<url><loc>{BASE}/{}/</loc></url>", section.name);
        for page in &section.pages {
            let _ = writeln!(
                out,
                "<url><loc>{}</loc><lastmod>{}</lastmod></url>",
                page_url(section, page),
                page.updated
            );
        }
    }
    for tag in tags.keys() {
        let _ = writeln!(out, "<url><loc>{BASE}/tags/{tag}/</loc></url>");
    }
    out.push_str("</urlset>\n");
    File { path: "sitemap.xml".into(), text: out }
}

/// The feed of the 20 newest pages, with their whole texts.
pub fn feed(sections: &[Section], urls: &HashMap<String, String>) -> File {
    let mut all: Vec<(&Section, &Page)> =
        sections.iter().flat_map(|s| s.pages.iter().map(move |p| (s, p))).collect();
    all.sort_by(|a, b| b.1.date.cmp(&a.1.date).then(a.1.stem.cmp(&b.1.stem)));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{SITE}</title>\n<id>{BASE}/</id>\n"
    );
    for (section, page) in all.into_iter().take(20) {
        let url = page_url(section, page);
        let mut body = String::new();
        markdown(page, urls, &mut body);
        out.push_str("<entry><title>");
        escape(&mut out, &page.title);
        let _ = write!(
            out,
            "</title><id>{url}</id><link href=\"{url}\"/><published>{}T00:00:00Z</published>\
             <updated>{}T00:00:00Z</updated><content type=\"html\">",
            page.date, page.updated
        );
        escape(&mut out, &body);
        out.push_str("</content></entry>\n");
    }
    out.push_str("</feed>\n");
    File { path: "atom.xml".into(), text: out }
}
