//! The files of a new briefing: small, and complete enough to be built and published as it is.

/// The starter's files as they are embedded, by their paths in the new folder.
const FILES: &[(&str, &str)] = &[
    ("chancery.yaml", include_str!("starter/chancery.yaml")),
    ("content/index.md", include_str!("starter/content/index.md")),
    ("content/economy/index.md", include_str!("starter/content/economy/index.md")),
    ("content/economy/trade.md", include_str!("starter/content/economy/trade.md")),
    ("content/government/index.md", include_str!("starter/content/government/index.md")),
    (".github/workflows/pages.yml", include_str!("starter/pages.yml")),
    (".gitattributes", include_str!("starter/gitattributes")),
];

/// The files of a briefing in a folder of this name, which becomes its title until the editor has a better one.
pub fn files(folder: &str) -> Vec<(&'static str, String)> {
    let title = title(folder);
    let quoted = format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""));
    FILES.iter().map(|(path, text)| (*path, text.replace("{{title}}", &quoted))).collect()
}

/// `my-briefing` as a title: `My briefing`. Control characters, which YAML's quoted text may not hold, go.
fn title(folder: &str) -> String {
    let words: String = folder
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, '-' | '_') { ' ' } else { c })
        .collect();
    let mut chars = words.trim().chars();
    chars.next().map_or_else(|| "A briefing".to_owned(), |first| first.to_uppercase().chain(chars).collect())
}
