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
    (".github/dependabot.yml", include_str!("starter/dependabot.yml")),
    (".gitattributes", include_str!("starter/gitattributes")),
];

/// Where the workflow stands that publishes the briefing.
const WORKFLOW: &str = ".github/workflows/pages.yml";

/// Publishes the site that the editor builds and commits.
const OF_COMMITTED: &str = include_str!("starter/pages.yml");

/// Builds the site with an action and publishes it.
const WITH_ACTION: &str = include_str!("starter/pages-action.yml");

/// Leaves the site out of a repository in which a workflow builds it.
const IGNORE: (&str, &str) = (".gitignore", include_str!("starter/gitignore"));

/// The files of a briefing in a folder of this name, which becomes its title until the editor has a better one. Its
/// workflow builds the site with an action, or publishes the one that is committed.
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

/// Takes the name of an action as a workflow writes it: `OWNER/NAME@REF`, where REF is a tag, a branch or a commit.
///
/// # Errors
/// When a part is missing, or holds what no such name does.
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
        _ => Err("write an action as a workflow does, OWNER/NAME@REF: the repository, and a tag, a branch or a commit of it".to_owned()),
    }
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
