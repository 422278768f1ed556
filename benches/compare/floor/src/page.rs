//! A page of the site as HTML, put together by hand.

use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::HeadingLevel;

use crate::markdown::markdown;
use crate::source::{Page, Section};

pub const BASE: &str = "https://example.org";
pub const SITE: &str = "Country Briefings";

/// A file to be written: its path in the output folder, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

/// Appends text with what HTML gives a meaning escaped.
pub fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let to = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(to);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Appends a link; the attributes begin with a space.
pub fn link(out: &mut String, url: &str, attributes: &str, text: &str) {
    out.push_str("<a");
    out.push_str(attributes);
    out.push_str(" href=\"");
    out.push_str(url);
    out.push_str("\">");
    escape(out, text);
    out.push_str("</a>");
}

/// Appends what stands above the content of every page.
pub fn head(out: &mut String, title: &str, description: &str, url: &str) {
    out.push_str(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    escape(out, title);
    out.push_str("</title>\n<meta name=\"description\" content=\"");
    escape(out, description);
    let _ = write!(
        out,
        "\">\n<link rel=\"canonical\" href=\"{url}\">\n\
         <link rel=\"alternate\" type=\"application/atom+xml\" href=\"{BASE}/atom.xml\">\n\
         <link rel=\"stylesheet\" href=\"{BASE}/style.css\">\n</head>\n<body>\n\
         <header class=\"site\"><a href=\"{BASE}/\">{SITE}</a> \
         <nav><a href=\"{BASE}/tags/\">Tags</a></nav></header>\n<div class=\"layout\">\n"
    );
}

/// Appends what stands below the content of every page.
pub fn foot(out: &mut String) {
    let _ = write!(
        out,
        "</div>\n<footer class=\"site\"><p>{SITE}. Built from Markdown.</p></footer>\n</body>\n</html>\n"
    );
}

/// The address of a page.
pub fn page_url(section: &Section, page: &Page) -> String {
    format!("{BASE}/{}/{}/", section.name, page.stem)
}

/// A page of a section with its navigation, contents, body and tags; `flat` is SEC/PAGE.html.
pub fn render_page(section: &Section, at: usize, urls: &HashMap<String, String>, flat: bool) -> File {
    let page = &section.pages[at];
    let own = page_url(section, page);
    let mut out = String::with_capacity(page.source.len() * 2 + section.pages.len() * 110 + 4096);
    head(&mut out, &format!("{} | {SITE}", page.title), &page.description, &own);
    out.push_str("<nav class=\"section\" aria-label=\"Section\">\n<h2>");
    link(&mut out, &format!("{BASE}/{}/", section.name), "", &section.title);
    out.push_str("</h2>\n<ul>\n");
    for (k, sibling) in section.pages.iter().enumerate() {
        out.push_str("<li>");
        let mark = if k == at { " aria-current=\"page\"" } else { "" };
        link(&mut out, &page_url(section, sibling), mark, &sibling.title);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</nav>\n<main>\n<nav class=\"breadcrumbs\" aria-label=\"Breadcrumbs\"><ol>\n<li>");
    link(&mut out, &format!("{BASE}/"), "", SITE);
    out.push_str("</li>\n<li>");
    link(&mut out, &format!("{BASE}/{}/", section.name), "", &section.title);
    out.push_str("</li>\n<li>");
    escape(&mut out, &page.title);
    out.push_str("</li>\n</ol></nav>\n<article>\n<h1>");
    escape(&mut out, &page.title);
    let _ = write!(
        out,
        "</h1>\n<p class=\"meta\"><time datetime=\"{0}\">{0}</time>, updated \
         <time datetime=\"{1}\">{1}</time></p>\n<div class=\"toc\">\n<nav id=\"TableOfContents\">\n<ul>\n",
        page.date, page.updated
    );
    let mut body = String::with_capacity(page.source.len() * 3 / 2);
    let toc = markdown(page, urls, &mut body);
    let mut inner = false;
    for (k, h) in toc.iter().enumerate() {
        let deep = h.level > HeadingLevel::H2;
        if deep && !inner {
            out.push_str("<ul>\n");
        } else if !deep && inner {
            out.push_str("</ul>\n</li>\n");
        } else if !deep && k > 0 {
            out.push_str("</li>\n");
        }
        inner = deep;
        out.push_str("<li>");
        link(&mut out, &format!("#{}", h.id), "", &h.text);
        if deep {
            out.push_str("</li>\n");
        }
    }
    out.push_str(if inner { "</ul>\n</li>\n" } else { "</li>\n" });
    out.push_str("</ul>\n</nav>\n</div>\n");
    out.push_str(&body);
    out.push_str("<ul class=\"tags\">\n");
    for tag in &page.tags {
        out.push_str("<li>");
        link(&mut out, &format!("{BASE}/tags/{tag}/"), "", tag);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</article>\n<nav class=\"pager\">\n");
    if at > 0 {
        let other = &section.pages[at - 1];
        link(&mut out, &page_url(section, other), " rel=\"prev\"", &other.title);
        out.push('\n');
    }
    if let Some(other) = section.pages.get(at + 1) {
        link(&mut out, &page_url(section, other), " rel=\"next\"", &other.title);
        out.push('\n');
    }
    out.push_str("</nav>\n</main>\n");
    foot(&mut out);
    let path = if flat {
        format!("{}/{}.html", section.name, page.stem)
    } else {
        format!("{}/{}/index.html", section.name, page.stem)
    };
    File { path, text: out }
}
