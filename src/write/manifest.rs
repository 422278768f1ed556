//! The web application manifest: the name, icons and colours of a site that a reader keeps among his programs.
//!
//! <https://www.w3.org/TR/appmanifest/>. The site stays in the browser's own window, where a reader sees its address.

use serde::Serialize;

/// What the manifest says of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The briefing's name.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// The language tag of both.
    pub language: String,
}

/// The ground of the page in the light, `--paper` of `static/theme.css`; tests/house.rs compares them.
const PAPER: &str = "#fbf9f4";

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    short_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    lang: &'a str,
    start_url: &'static str,
    display: &'static str,
    theme_color: &'static str,
    background_color: &'static str,
    icons: [Icon; 4],
}

#[derive(Serialize)]
struct Icon {
    src: &'static str,
    sizes: &'static str,
    #[serde(rename = "type")]
    media: &'static str,
    purpose: &'static str,
}

const ICONS: [Icon; 4] = [
    Icon { src: "static/icon.svg", sizes: "any", media: "image/svg+xml", purpose: "any" },
    Icon { src: "static/icon-192.png", sizes: "192x192", media: "image/png", purpose: "any" },
    Icon { src: "static/icon-512.png", sizes: "512x512", media: "image/png", purpose: "any" },
    // The same picture: its mark stands inside the circle that systems may cut out.
    Icon { src: "static/icon-512.png", sizes: "512x512", media: "image/png", purpose: "maskable" },
];

/// The manifest as JSON, with addresses relative to itself.
pub fn manifest(naming: &Naming) -> String {
    let manifest = Manifest {
        name: &naming.title,
        short_name: &naming.title,
        description: naming.description.as_deref(),
        lang: &naming.language,
        start_url: ".",
        display: "browser",
        theme_color: PAPER,
        background_color: PAPER,
        icons: ICONS,
    };
    let text = serde_json::to_string_pretty(&manifest).expect("a manifest is texts");
    format!("{text}\n")
}
