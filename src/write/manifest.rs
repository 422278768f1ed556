//! The web application manifest: name, icons and colours of a site that a reader adds to the home screen.
//!
//! <https://www.w3.org/TR/appmanifest/>. The site stays in the browser's own window, where readers see its address.

use serde::Serialize;

/// The input of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestInput {
    /// The briefing's name.
    pub title: String,
    /// Its description.
    pub description: Option<String>,
    /// The language tag of both.
    pub language: String,
}

/// The background of pages in light mode, `--paper` of `static/theme.css`; tests/house.rs compares them.
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
    // The same picture: its symbol is inside the circle that systems may cut out.
    Icon { src: "static/icon-512.png", sizes: "512x512", media: "image/png", purpose: "maskable" },
];

/// The manifest as JSON, with addresses relative to itself.
pub fn manifest(input: &ManifestInput) -> String {
    let manifest = Manifest {
        name: &input.title,
        short_name: &input.title,
        description: input.description.as_deref(),
        lang: &input.language,
        start_url: ".",
        display: "browser",
        theme_color: PAPER,
        background_color: PAPER,
        icons: ICONS,
    };
    let text = serde_json::to_string_pretty(&manifest).expect("a manifest is texts");
    format!("{text}\n")
}
