//! A site where it is published: at a domain's top, in a folder of a host, and what hosts, browsers and other sites read.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use chancery::model::diagnostic::Code;
use serde_json::Value;

use common::{Built, Site, dead_links};

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

// Where a site stands

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
