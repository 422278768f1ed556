//! A page as its editor writes it.

/// The source of a page.
pub fn page(title: &str, keys: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n{keys}---\n\n{body}")
}
