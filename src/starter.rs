//! The files of a new briefing: small, and complete enough to be built and published as it is.

/// The starter's files as they are embedded, by their paths in the new folder.
const FILES: &[(&str, &str)] = &[
    ("chancery.yaml", include_str!("starter/chancery.yaml")),
    ("content/index.md", include_str!("starter/content/index.md")),
    ("content/economy/index.md", include_str!("starter/content/economy/index.md")),
    ("content/economy/trade.md", include_str!("starter/content/economy/trade.md")),
    ("content/government/index.md", include_str!("starter/content/government/index.md")),
    ("content/registers/events.yaml", include_str!("starter/content/registers/events.yaml")),
    ("content/registers/figures.yaml", include_str!("starter/content/registers/figures.yaml")),
    ("content/registers/sources.yaml", include_str!("starter/content/registers/sources.yaml")),
    (".github/workflows/pages.yml", include_str!("starter/pages.yml")),
    (".gitattributes", include_str!("starter/gitattributes")),
];

/// The files of a briefing in a folder of this name, which becomes its title until the editor has a better one.
pub fn files(folder: &str) -> Vec<(&'static str, String)> {
    let title = title(folder);
    let quoted = format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""));
    FILES.iter().map(|(path, text)| (*path, text.replace("{{title}}", &quoted))).collect()
}

/// `canada-japan` as a title: `Canada Japan`. A name with spaces is a title already. Control characters, which
/// YAML's quoted text may not hold, go.
fn title(folder: &str) -> String {
    let name: String = folder.chars().filter(|c| !c.is_control()).collect();
    if name.trim().contains(' ') {
        return name.trim().to_owned();
    }
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    let words: Vec<String> = name.split(['-', '_']).filter(|word| !word.is_empty()).map(capital).collect();
    if words.is_empty() { "A briefing".to_owned() } else { words.join(" ") }
}
