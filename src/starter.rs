//! The files of a new briefing: small, but ready to build and publish.

/// The embedded files, by their paths in the new folder.
const FILES: &[(&str, &str)] = &[
    ("chancery.yaml", include_str!("starter/chancery.yaml")),
    ("content/index.md", include_str!("starter/content/index.md")),
    ("content/economy/index.md", include_str!("starter/content/economy/index.md")),
    ("content/economy/trade.md", include_str!("starter/content/economy/trade.md")),
    ("content/government/index.md", include_str!("starter/content/government/index.md")),
    ("content/registers/events.yaml", include_str!("starter/content/registers/events.yaml")),
    ("content/registers/figures.yaml", include_str!("starter/content/registers/figures.yaml")),
    ("content/registers/sources.yaml", include_str!("starter/content/registers/sources.yaml")),
    (".github/dependabot.yml", include_str!("starter/dependabot.yml")),
    (".gitattributes", include_str!("starter/gitattributes")),
];

/// The path of the workflow that publishes the briefing.
const WORKFLOW: &str = ".github/workflows/pages.yml";

/// The workflow that publishes the site that an editor builds and commits.
const OF_COMMITTED: &str = include_str!("starter/pages.yml");

/// The workflow that builds the site with an action and publishes it.
const WITH_ACTION: &str = include_str!("starter/pages-action.yml");

/// Excludes the site from a repository in which a workflow builds it.
const IGNORE: (&str, &str) = (".gitignore", include_str!("starter/gitignore"));

/// The files of a briefing. The name of its folder becomes its title, which the editor may change. Its workflow
/// builds the site with `action`, or publishes the committed site.
pub fn files(folder: &str, action: Option<&str>) -> Vec<(&'static str, String)> {
    let title = title(folder);
    let quoted = format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""));
    let mut files: Vec<_> =
        FILES.iter().map(|(path, text)| (*path, text.replace("{{title}}", &quoted))).collect();
    match action {
        Some(action) => {
            files.push((WORKFLOW, WITH_ACTION.replace("{{action}}", action)));
            files.push((IGNORE.0, IGNORE.1.to_owned()));
        }
        None => files.push((WORKFLOW, OF_COMMITTED.to_owned())),
    }
    files
}

/// Parses an action as it is named in a workflow: `OWNER/NAME@REF`. REF is a tag, a branch or a commit.
///
/// # Errors
/// If a part is missing or contains a character that is not allowed.
pub fn action(text: &str) -> Result<String, String> {
    let is_plain = |part: &str, more: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let whole = text.split_once('@').and_then(|(place, at)| Some((place.split_once('/')?, at)));
    match whole {
        Some(((owner, name), at))
            if is_plain(owner, "-") && is_plain(name, "-_./") && is_plain(at, "-_./") =>
        {
            Ok(text.to_owned())
        }
        _ => Err("write the action as in a workflow, OWNER/NAME@REF: the repository, and its tag, branch or commit".to_owned()),
    }
}

/// The title for a folder name: `Canada Japan` for `canada-japan`. A name with spaces stays as it is. Control
/// characters, which are not allowed in YAML's quoted text, are removed.
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
