//! What every answer says of how it may be used: the headers that docs/content/reference/headers.md recommends to hosts, so that
//! what breaks under them is seen while a page is written.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The headers, in the order in which the guide lists them.
const HEADERS: [(&str, &str); 6] = [
    // Everything from this host, and nothing inside a page of another: no inline script or style, no plug-in, no frame.
    (
        "content-security-policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Adds the headers to those of an answer.
pub fn add(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
