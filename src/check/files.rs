//! Checks for files and folders that could not be read.

use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{File, FilePath, Refusal, Tree};

/// A diagnostic for each file below `content/` that is a page but has the wrong extension.
pub fn endings<'a>(others: impl Iterator<Item = &'a FilePath>) -> Vec<Diagnostic> {
    let almost = others.filter(|path| {
        let ending = path.name().rsplit_once('.').map_or("", |(_, ending)| ending);
        ending != "md" && ["md", "markdown", "mdown", "mkd"].contains(&ending.to_lowercase().as_str())
    });
    almost
        .map(|path| {
            Diagnostic::of_file(Code::WrongEnding, path, format!("`{}` is not read as a page", path.name()))
                .help(format!("rename it to `{}.md`", path.stem()))
        })
        .collect()
}

/// A diagnostic for each entry of the tree that was refused.
pub fn check(tree: &Tree) -> Vec<Diagnostic> {
    let refused = tree.iter().filter_map(|(path, file)| match file {
        File::Refused(refusal) => Some(diagnostic(path, refusal)),
        File::Bytes(_) => None,
    });
    refused.collect()
}

fn diagnostic(path: &FilePath, refusal: &Refusal) -> Diagnostic {
    let found = |code, message: String, help: &str| Diagnostic::of_file(code, path, message).help(help);
    match refusal {
        Refusal::TooLarge { size, limit } => found(
            Code::TooLarge,
            format!("{size} bytes; the limit for a file of this kind is {limit}"),
            "split it into several files, or give a file that is not a page another extension",
        ),
        Refusal::LinkOutside { target } => found(
            Code::LinkOutside,
            match path.as_str().split_once('/') {
                Some((top, _)) => format!("a symbolic link to `{target}`, outside `{top}`"),
                None => format!("a symbolic link to `{target}`, outside the briefing's sources"),
            },
            "replace it with a copy of its target",
        ),
        Refusal::LinkCircle { target } => found(
            Code::LinkCircle,
            format!("a symbolic link in a cycle: it leads back through `{target}`"),
            "remove the link",
        ),
        Refusal::LinkBroken => found(
            Code::LinkBroken,
            "a symbolic link to nothing".into(),
            "remove the link, or restore its target",
        ),
        Refusal::NotAFile { what } => found(
            Code::Unreadable,
            format!("expected a file, found {what}"),
            "remove it, or put a file in its place",
        ),
        Refusal::NotAFolder => found(
            Code::Unreadable,
            "expected a folder, found a file".into(),
            "rename it, or put a folder in its place",
        ),
        Refusal::NameNotUtf8 => {
            found(Code::NameNotUtf8, "the file's name is not UTF-8".into(), "give it a name in UTF-8")
        }
        Refusal::Unreadable(why) => found(
            Code::Unreadable,
            format!("cannot be read: {why}"),
            "make it readable, or move it elsewhere",
        ),
    }
}
