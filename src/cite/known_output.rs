//! What hayagriva will output for an element of a style, as far as it is known beforehand.

/// The output of an element, and what decides whether a group around it is output.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KnownOutput {
    /// Whether it outputs anything.
    pub writes: bool,
    /// Whether it uses a variable.
    pub uses_variable: bool,
    /// Whether a variable that it uses exists.
    pub finds_variable: bool,
    /// Whether a macro or a group in it outputs something, which keeps a group without any existing variable.
    pub keeps_group: bool,
    /// Whether it is certain to output visible text. A date may exist without the part that is used, and a group
    /// around nothing removes its own affixes.
    pub is_certain: bool,
}

impl KnownOutput {
    /// An element that outputs without using a variable: a term.
    pub fn term(writes: bool) -> Self {
        Self { writes, ..Self::default() }
    }

    /// An element that outputs a variable.
    pub fn variable(is_there: bool) -> Self {
        Self { writes: is_there, uses_variable: true, finds_variable: is_there, ..Self::default() }
    }

    /// A group of elements, or a macro; `None` if one of them is unknown. A group is not output if it uses variables
    /// and none exists (CSL 1.0.2, `cs:group`).
    pub fn group(parts: &[(Option<Self>, bool)]) -> Option<Self> {
        let mut all = Self::default();
        for (known, is_group) in parts {
            let known = (*known)?;
            all.writes |= known.writes;
            all.uses_variable |= known.uses_variable;
            all.finds_variable |= known.finds_variable;
            all.is_certain |= known.is_certain;
            all.keeps_group |= known.keeps_group || (*is_group && known.writes);
        }
        all.writes &= !all.uses_variable || all.finds_variable || all.keeps_group;
        Some(all)
    }
}
