//! What hayagriva will find out of an element of a style, where it can be said beforehand.

/// What an element will do: whether it writes, and what decides whether a group around it does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Whether it writes anything.
    pub writes: bool,
    /// Whether it asks for a variable.
    pub asks: bool,
    /// Whether a variable that it asks for is there.
    pub finds: bool,
    /// Whether a macro or a group in it writes, which keeps a group that finds no variable.
    pub keeps: bool,
    /// Whether there will be something to read for certain. A date may be known, and not in the part that is wanted; a
    /// group around nothing takes its own traces away.
    pub is_read: bool,
}

impl Known {
    /// An element that writes without asking for a variable: a term.
    pub fn term(writes: bool) -> Self {
        Self { writes, ..Self::default() }
    }

    /// An element that writes a variable.
    pub fn variable(is_there: bool) -> Self {
        Self { writes: is_there, asks: true, finds: is_there, ..Self::default() }
    }

    /// A group of elements, or a macro; nothing where one of them is unknown. A group is not written where it asks for
    /// variables and none is there (CSL 1.0.2, `cs:group`).
    pub fn group(parts: &[(Option<Self>, bool)]) -> Option<Self> {
        let mut all = Self::default();
        for (known, is_group) in parts {
            let known = (*known)?;
            all.writes |= known.writes;
            all.asks |= known.asks;
            all.finds |= known.finds;
            all.is_read |= known.is_read;
            all.keeps |= known.keeps || (*is_group && known.writes);
        }
        all.writes &= !all.asks || all.finds || all.keeps;
        Some(all)
    }
}
