//! Suggestions for misspelt words.

/// The maximum length of words that are compared, in characters: comparing much longer ones would take hours.
const LONGEST: usize = 200;

/// The Damerau–Levenshtein distance of two words; `None` if it is half of the longer one's length or more, because
/// then one is hardly a misspelling of the other.
pub fn likeness(written: &str, known: &str) -> Option<usize> {
    let (one, other) = (written.chars().count(), known.chars().count());
    let longer = one.max(other);
    if written == known {
        return Some(0);
    }
    // The distance is at least the difference in length.
    if longer > LONGEST || one.abs_diff(other) * 2 >= longer {
        return None;
    }
    let distance = strsim::damerau_levenshtein(written, known);
    (distance * 2 < longer).then_some(distance)
}

/// The Levenshtein distance of two words; for long words, only their difference in length.
pub fn edits(one: &str, other: &str) -> usize {
    let lengths = (one.chars().count(), other.chars().count());
    if lengths.0.max(lengths.1) > LONGEST {
        return lengths.0.abs_diff(lengths.1);
    }
    strsim::levenshtein(one, other)
}

/// The most similar of some words, if one is similar; the first in order among several.
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.filter_map(|known| Some((likeness(written, known)?, known)));
    near.min().map(|(_, known)| known)
}

/// A help text that names the most similar word, or another text if there is none.
pub fn did_you_mean(near: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_similar_words_are_suggested() {
        let known = || ["trade.md", "tags", "政治"].into_iter();
        assert_eq!(nearest("trad.md", known()), Some("trade.md"));
        assert_eq!(nearest("tag", known()), Some("tags"));
        assert_eq!(nearest("貿易", known()), None);
        assert_eq!(nearest("xyz", known()), None);
    }

    #[test]
    fn long_words_are_similar_only_to_themselves() {
        let long = "a".repeat(100_000);
        let other = format!("{long}b");
        assert_eq!(nearest(&long, [other.as_str()].into_iter()), None);
        assert_eq!(nearest(&long, [other.as_str(), &long].into_iter()), Some(long.as_str()));
        assert_eq!(edits(&long, &other), 1);
    }
}
