//! The headers of every response: those that docs/content/reference/headers.md recommends to hosts, so that whatever
//! breaks under them is noticed during writing.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The headers, in the order of the guide.
const HEADERS: [(&str, &str); 6] = [
    // Everything from this host, and nothing in frames of other pages: no inline scripts or styles, no plug-ins, no
    // frames.
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

/// Adds the headers to those of a response.
pub fn add(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}
