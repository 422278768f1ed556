//! Citations: `[@meae-2015, p. 3; @insee-2014]` is a note for each source.

use pulldown_cmark::LinkType;

use super::{Extension, LinkMeaning};

/// The extension.
pub struct Citations;

/// One cited source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source's id.
    pub id: String,
    /// The place in the source: `p. 3`.
    pub locator: Option<String>,
}

impl Extension for Citations {
    fn claims_label(label: &str) -> bool {
        label.starts_with('@')
    }

    fn link(link_type: LinkType, address: &str) -> Option<LinkMeaning<'_>> {
        let is_claimed = link_type == LinkType::ShortcutUnknown;
        is_claimed.then(|| LinkMeaning::Citations(address.split(';').map(citation).collect()))
    }
}

fn citation(written: &str) -> Citation {
    let citation = written.trim().trim_start_matches('@').trim_start();
    match citation.split_once(',') {
        Some((id, locator)) => {
            let locator = Some(locator.trim()).filter(|locator| !locator.is_empty());
            Citation { id: id.trim().to_owned(), locator: locator.map(str::to_owned) }
        }
        None => Citation { id: citation.to_owned(), locator: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_an_id_and_perhaps_a_locator() {
        for (written, id, locator) in [
            ("@meae-2015, p. 3", "meae-2015", Some("p. 3")),
            (" @insee-2014 ", "insee-2014", None),
            ("@ insee-2014,", "insee-2014", None),
        ] {
            let expected = Citation { id: id.to_owned(), locator: locator.map(str::to_owned) };
            assert_eq!(citation(written), expected, "{written}");
        }
    }
}
