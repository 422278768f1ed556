//! The word that was probably meant.

/// The most characters of a word that another may have been meant by: two that are longer are compared for hours.
const LONGEST: usize = 200;

/// How many edits of one character lead from one word to the other (Damerau and Levenshtein), when they are few
/// enough for the one to have been meant by the other: fewer than half of the longer one's characters.
pub fn likeness(written: &str, known: &str) -> Option<usize> {
    let (one, other) = (written.chars().count(), known.chars().count());
    let longer = one.max(other);
    if written == known {
        return Some(0);
    }
    // As many characters as one has more have to be added.
    if longer > LONGEST || one.abs_diff(other) * 2 >= longer {
        return None;
    }
    let distance = strsim::damerau_levenshtein(written, known);
    (distance * 2 < longer).then_some(distance)
}

/// How many characters have to be added, removed or replaced between two words (Levenshtein); of long ones, how many more
/// the longer one has.
pub fn edits(one: &str, other: &str) -> usize {
    let lengths = (one.chars().count(), other.chars().count());
    if lengths.0.max(lengths.1) > LONGEST {
        return lengths.0.abs_diff(lengths.1);
    }
    strsim::levenshtein(one, other)
}

/// The nearest of some words, if one is near; of several, the first in their order.
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.filter_map(|known| Some((likeness(written, known)?, known)));
    near.min().map(|(_, known)| known)
}

/// The help that names the nearest, or says something else where nothing is near.
pub fn did_you_mean(near: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_has_something_in_common_is_near() {
        let known = || ["trade.md", "tags", "政治"].into_iter();
        assert_eq!(nearest("trad.md", known()), Some("trade.md"));
        assert_eq!(nearest("tag", known()), Some("tags"));
        assert_eq!(nearest("貿易", known()), None);
        assert_eq!(nearest("xyz", known()), None);
    }

    #[test]
    fn long_words_are_near_only_to_themselves() {
        let long = "a".repeat(100_000);
        let other = format!("{long}b");
        assert_eq!(nearest(&long, [other.as_str()].into_iter()), None);
        assert_eq!(nearest(&long, [other.as_str(), &long].into_iter()), Some(long.as_str()));
        assert_eq!(edits(&long, &other), 1);
    }
}
