//! The words of a text by heading, in one string to save memory.

use crate::text::fitted::{fitted, fitted_text};

/// The words of a text below one heading, without markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The heading's id; empty before the first heading.
    pub id: &'a str,
    /// The heading's text.
    pub title: &'a str,
    /// The blocks, one per line. They may contain [`title_mark`](super::outline::title_mark)s.
    pub text: &'a str,
}

/// The words of a text, heading by heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The id, the title and the text of each part, one after the other.
    text: String,
    /// The ends of the id, title and text of each part, in bytes.
    ends: Vec<[u32; 3]>,
}

impl Parts {
    /// Begins a part.
    pub fn open(&mut self, id: &str, title: &str) {
        self.push(Part { id, title, text: "" });
    }

    /// Adds the words of a block to the last part, if there is one.
    pub fn add(&mut self, block: &str) {
        let block = block.trim();
        let Some([_, start, _]) = self.ends.last() else { return };
        if block.is_empty() {
            return;
        }
        if *start != end(&self.text) {
            self.text.push('\n');
        }
        self.text.push_str(block);
        if let Some([.., last]) = self.ends.last_mut() {
            *last = end(&self.text);
        }
    }

    /// Adds a part.
    pub fn push(&mut self, part: Part<'_>) {
        let ends = [part.id, part.title, part.text].map(|text| {
            self.text.push_str(text);
            end(&self.text)
        });
        self.ends.push(ends);
    }

    /// The total length in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Each part.
    pub fn iter(&self) -> impl Iterator<Item = Part<'_>> {
        let mut start = 0;
        self.ends.iter().map(move |ends| {
            let [id, title, text] = ends.map(|end| {
                let text = self.text.get(start..end as usize).unwrap_or_default();
                start = end as usize;
                text
            });
            Part { id, title, text }
        })
    }

    /// Whether a character occurs anywhere.
    pub fn contains(&self, character: char) -> bool {
        self.text.contains(character)
    }

    /// The same without spare capacity.
    pub fn fitted(self) -> Self {
        Self { text: fitted_text(self.text), ends: fitted(self.ends) }
    }
}

/// The length of a text as `u32`. The limits on sources keep it in range.
fn end(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_below_the_heading_that_was_opened_last_each_in_a_line() {
        let mut parts = Parts::default();
        parts.add("where nothing is kept");
        assert_eq!(parts.iter().count(), 0);
        parts.open("", "");
        parts.add(" One. ");
        parts.add("Two.");
        parts.open("trade", "Trade");
        parts.open("talks", "Talks");
        parts.add(" ");
        parts.add("Three.");
        let expected = [("", "", "One.\nTwo."), ("trade", "Trade", ""), ("talks", "Talks", "Three.")];
        let expected = expected.map(|(id, title, text)| Part { id, title, text });
        assert_eq!(parts.fitted().iter().collect::<Vec<_>>(), expected);
    }
}
