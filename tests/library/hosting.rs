//! A site where it is published: at a domain's top, in a folder of a host, and what hosts, browsers and other sites read.

use chancery::model::source::diagnostic::Code;
use chancery::{Memory, rebuild};
use serde_json::Value;

use crate::common::{Built, Page, Site, dead_links, tags};

fn site(config: &str) -> Built {
    Site::new().config(config).section("a", "A").page("content/a/x.md", "X", "").build()
}

// Icons and the manifest

/// The width and height that a PNG says of itself (PNG, third edition, 11.2.1).
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn the_icons_are_as_large_as_their_names_say() {
    let site = site("base_url: https://example.org/\n");
    for wide in [180, 192, 512] {
        let png = site.report.output.get(&format!("static/icon-{wide}.png")).expect("an icon");
        assert_eq!(size(png), (wide, wide));
        assert!(png.len() < 4096, "{} bytes", png.len());
    }
    let page = site.page("a/x.html");
    page.shows("<link rel=\"icon\" href=\"../static/icon.svg\" type=\"image/svg+xml\">");
    page.shows("<link rel=\"apple-touch-icon\" href=\"../static/icon-180.png\">");
}

#[test]
fn the_manifest_names_the_site_and_icons_that_are_there() {
    let site =
        site("base_url: https://example.org/b/\nlanguages: [en-GB]\ndescription: \"What \\\"it\\\" is\"\n");
    let manifest: Value = serde_json::from_str(&site.text("manifest.webmanifest")).expect("it is JSON");
    assert_eq!(manifest["name"], "A briefing");
    assert_eq!(manifest["short_name"], "A briefing");
    assert_eq!(manifest["description"], "What \"it\" is");
    assert_eq!(manifest["lang"], "en-GB");
    assert_eq!(manifest["start_url"], ".");
    let icons = manifest["icons"].as_array().expect("icons");
    for icon in icons {
        site.has(icon["src"].as_str().expect("an address"));
    }
    for needed in ["any", "192x192", "512x512"] {
        assert!(icons.iter().any(|icon| icon["sizes"] == needed), "{needed}");
    }
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    site.page("a/x.html").shows("<link rel=\"manifest\" href=\"../manifest.webmanifest\">");
}

#[test]
fn a_site_without_an_address_has_no_manifest_since_browsers_refuse_one_from_a_disk() {
    let site = site("");
    site.has_no("manifest.webmanifest").page("a/x.html").lacks("rel=\"manifest\"");
    assert_eq!(dead_links(&site.report), []);
}

// What other sites show beside a link

/// The first bytes of a PNG of this size, and so many more.
fn png(width: u32, height: u32, more: usize) -> Vec<u8> {
    let head = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()];
    [head.concat(), vec![0; more]].concat()
}

/// The first bytes of a JPEG of this size: its start, a segment of an application, its frame.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let frame = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x11\x08".as_slice();
    [frame, &height.to_be_bytes(), &width.to_be_bytes(), &[0; 8]].concat()
}

/// What a page says under a name or a property, in the order of the page.
fn said(page: &Page) -> Vec<(String, String)> {
    let tags = tags(page.text());
    let metas = tags.iter().filter(|tag| tag.name == "meta");
    let named = metas.filter_map(|tag| {
        let name = tag.get("property").or(tag.get("name"))?;
        Some((name.to_owned(), tag.get("content")?.to_owned()))
    });
    named
        .filter(|(name, _)| ["og:", "article:", "twitter:"].iter().any(|start| name.starts_with(start)))
        .collect()
}

#[track_caller]
fn says(page: &Page, expected: &[(&str, &str)]) {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    assert_eq!(said(page), expected.iter().map(owned).collect::<Vec<_>>());
}

fn shared(config: &str) -> Site {
    let keys = "description: About \"it\" & <more>\ndate: 2015-10-01\nupdated: 2015-10-02\n";
    Site::new().config(config).page_with("content/a/x.md", "X & y", keys, "").section("a", "A")
}

#[test]
fn a_page_says_to_other_sites_what_it_is() {
    let site = shared("base_url: https://example.org/b\nlanguages: [en-GB]\n").build();
    site.is_clean();
    says(
        &site.page("a/x.html"),
        &[
            ("og:type", "article"),
            ("og:site_name", "A briefing"),
            ("og:title", "X & y"),
            ("og:description", "About \"it\" & <more>"),
            ("og:url", "https://example.org/b/a/x.html"),
            ("og:locale", "en_GB"),
            ("article:published_time", "2015-10-01"),
            ("article:modified_time", "2015-10-02"),
            ("twitter:card", "summary"),
        ],
    );
    assert_eq!(said(&site.page("404.html")), [], "nobody shares a page that is not there");
}

#[test]
fn what_a_page_cannot_say_it_leaves_out() {
    let site = shared("description: Of the site.\n").build();
    says(
        &site.page("index.html"),
        &[
            ("og:type", "website"),
            ("og:site_name", "A briefing"),
            ("og:title", "Home"),
            ("og:description", "Of the site."),
            ("twitter:card", "summary"),
        ],
    );
    let section = said(&site.page("a/index.html"));
    assert!(
        section.iter().all(|(name, _)| !name.starts_with("article:") && name != "og:description"),
        "{section:?}"
    );
}

const SHARED: &str = "base_url: https://example.org/b/\nshare_image: {file: 'FILE', alt: 'A \"seal\"'}\n";

#[test]
fn a_share_image_is_named_with_its_whole_address_its_size_and_its_words() {
    for (file, bytes, url, media) in [
        (
            "static/é share.png",
            png(1200, 630, 0),
            "https://example.org/b/static/%C3%A9%20share.png",
            "image/png",
        ),
        ("content/a/share.jpg", jpeg(1200, 630), "https://example.org/b/a/share.jpg", "image/jpeg"),
    ] {
        let site = shared(&SHARED.replace("FILE", file)).file(file, bytes).build();
        site.is_clean();
        let said = said(&site.page("a/x.html"));
        let image: Vec<(&str, &str)> = said
            .iter()
            .filter(|(name, _)| name.starts_with("og:image") || name.starts_with("twitter"))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let expected = [
            ("og:image", url),
            ("og:image:type", media),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", "A \"seal\""),
            ("twitter:card", "summary_large_image"),
        ];
        assert_eq!(image, expected);
        let path = percent_encoding::percent_decode_str(url.strip_prefix("https://example.org/b/").unwrap());
        site.has(&path.decode_utf8().unwrap());
    }
}

#[test]
fn a_share_image_that_others_will_not_show_whole_is_warned_of() {
    for (file, bytes, message, help) in [
        (
            "static/s.png",
            png(599, 315, 0),
            "599 by 315 pixels; other sites require at least 600 by 315",
            "1200 by 630",
        ),
        ("static/s.png", png(600, 314, 0), "at least", "1200 by 630"),
        ("static/s.png", png(1000, 1000, 0), "crop it to about 1.91 to 1", "1200 by 630"),
        ("static/s.png", png(1201, 600, 0), "crop it", "1200 by 630"),
        ("static/s.png", png(1200, 630, 5_000_000), "bytes; other sites accept at most 5000000", "JPEG"),
        (
            "static/s.png",
            b"GIF89a\0\0\0\0\0\0\0\0".to_vec(),
            "neither a PNG nor a JPEG",
            "save it as one of the two",
        ),
        ("static/shre.png", Vec::new(), "no file `static/s.png`", "did you mean"),
        ("static/x.txt", Vec::new(), "no file `static/s.png`", "its path from the briefing's folder"),
    ] {
        let site = shared(&SHARED.replace("FILE", "static/s.png")).file(file, bytes).build();
        let found = site.reports(Code::UnfitShareImage);
        found.is_at("chancery.yaml", 3, 22).underlines("static/s.png").says(message).advises(help);
    }
    for (width, height) in [(600, 315), (1200, 600), (1400, 800), (1200, 628)] {
        let site =
            shared(&SHARED.replace("FILE", "static/s.png")).file("static/s.png", png(width, height, 0));
        site.build().is_clean();
    }
}

#[test]
fn a_share_image_that_changes_is_measured_again() {
    let of =
        |height| shared(&SHARED.replace("FILE", "static/s.png")).file("static/s.png", png(1200, height, 0));
    let mut memory = Memory::default();
    for height in [630, 628, 100, 630] {
        let site = of(height);
        let report = rebuild(&mut memory, site.tree(), site.options());
        let page = report.output.get("a/x.html").expect("a page");
        let said = format!("og:image:height\" content=\"{height}\"");
        assert!(String::from_utf8_lossy(page).contains(&said), "{said}");
        let warned = report.diagnostics.iter().filter(|found| found.code == Code::UnfitShareImage).count();
        assert_eq!(warned, usize::from(height == 100));
    }
}

#[test]
fn a_share_image_that_is_not_published_is_warned_of_and_not_named() {
    for file in ["content/drafts/s.png", "notes/s.png"] {
        let site = shared(&SHARED.replace("FILE", file))
            .file(file, png(1200, 630, 0))
            .page_with("content/drafts/index.md", "D", "status: draft\n", "")
            .build();
        site.reports(Code::UnfitShareImage).says("is not published").advises("`static/`");
        site.page("a/x.html").lacks("og:image");
    }
}

// Where a site stands

#[test]
fn a_site_is_right_for_every_kind_of_address_on_github_pages() {
    for (url, path) in [
        ("https://org.github.io/repo/", "/repo/"),
        ("https://org.github.io/repo", "/repo/"),
        ("https://org.github.io/", "/"),
        ("https://briefings.example.org", "/"),
        ("https://example.org/deep/er/", "/deep/er/"),
    ] {
        let keys = "date: 2015-10-02\naliases: [old/x.html]\n";
        let site = Site::new()
            .section("a", "A")
            .page_with("content/a/b/x.md", "X", keys, "")
            .section("a/b", "B")
            .published_at(url)
            .build();
        site.is_clean();
        let base = format!("{}/", url.trim_end_matches('/'));
        let canonical = |rest: &str| format!("<link rel=\"canonical\" href=\"{base}{rest}\">");
        site.page("index.html").shows(&canonical(""));
        site.page("a/b/x.html").shows(&canonical("a/b/x.html")).shows("href=\"../../static/theme.css\"");
        site.page("old/x.html").shows(&canonical("a/b/x.html")).shows("url=../a/b/x.html");
        site.page("robots.txt").shows(&format!("Sitemap: {base}sitemap.xml\n"));
        site.page("sitemap.xml").shows(&format!("<loc>{base}a/b/x.html</loc>"));
        site.page("feed.xml").shows(&format!("href=\"{base}feed.xml\""));
        assert!(works_at_any_depth(&site, path), "{url}");
    }
}

/// Whether all that `404.html` links and loads is there, at whatever address a host shows it: its addresses begin at the
/// host's top, with the path of the site.
fn works_at_any_depth(site: &Built, path: &str) -> bool {
    let tags = tags(site.page("404.html").text());
    let links: Vec<&str> = tags.iter().flat_map(|tag| [tag.get("href"), tag.get("src")]).flatten().collect();
    assert!(links.len() > 5, "{links:?}");
    links.iter().filter(|link| !link.starts_with('#')).all(|link| {
        let below = link.strip_prefix(path).and_then(|rest| rest.split('#').next());
        below.is_some_and(|below| site.addresses().contains(&below))
    })
}

#[test]
fn a_file_of_headers_is_copied_for_the_hosts_that_read_one() {
    let headers = "/*\n  X-Content-Type-Options: nosniff\n";
    let site = Site::new().file("content/_headers", headers).build();
    assert_eq!(site.text("_headers"), headers);
}

#[test]
fn a_custom_domain_is_compared_with_the_host_of_the_sites_address() {
    let config = "cname: briefings.example.org\nbase_url: https://";
    let site = |rest: &str| Site::new().config(&format!("{config}{rest}\n"));
    for same in ["briefings.example.org", "Briefings.Example.org/a/", "briefings.example.org:443/"] {
        site(same).build().does_not_report(Code::CnameDiffers).has("CNAME");
    }
    let built = site("example.org/briefings.example.org/").build();
    let found = built.reports(Code::CnameDiffers);
    found.is_at("chancery.yaml", 2, 8).says("`briefings.example.org`").says("at `example.org`");
    found.advises("`base_url: https://briefings.example.org/`");
    // One build for another place says nothing of the configuration.
    let elsewhere = site("briefings.example.org").published_at("https://org.github.io/repo/").build();
    elsewhere.does_not_report(Code::CnameDiffers);
    let cname = Site::new().config("cname: briefings.example.org\n").published_at("https://other.org/");
    cname.build().does_not_report(Code::CnameDiffers);
}
