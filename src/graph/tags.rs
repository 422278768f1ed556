//! Tags: the topics of pages, across sections.

use std::collections::BTreeMap;

use crate::model::value::address::Address;
use crate::model::value::id::Table;

use super::{Page, PageId};

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The slug; spellings with the same slug are one tag.
    pub slug: String,
    /// The first spelling, in the order of the files.
    pub title: String,
    /// The listed pages with the tag, in the order of their files.
    pub pages: Vec<PageId>,
    /// The other spellings, each with the first page that uses it.
    pub spellings: Vec<(String, PageId)>,
}

impl Tag {
    /// The address of the tag's page.
    pub fn address(&self) -> Address {
        Address::new(["tags/", &self.slug, ".html"].concat())
    }
}

/// The slug of a tag.
pub fn slug(tag: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !tag.is_empty() && tag.bytes().all(is_plain) {
        return tag.to_owned();
    }
    let words: Vec<String> = tag
        .split(|c: char| {
            c.is_whitespace() || (c.is_ascii_punctuation() && !matches!(c, '-' | '+' | '&' | '\''))
        })
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { "tag".to_owned() } else { words.join("-") }
}

/// The tags of the listed pages, in the order of their slugs.
pub fn tags(pages: &Table<Page>) -> Vec<Tag> {
    let mut tags: BTreeMap<String, Tag> = BTreeMap::new();
    for (number, page) in pages.enumerate().filter(|(_, page)| page.is_listed()) {
        for title in &page.outline.front_matter.tags {
            let tag = tags.entry(slug(title)).or_insert_with_key(|slug| Tag {
                slug: slug.clone(),
                title: title.clone(),
                pages: Vec::new(),
                spellings: Vec::new(),
            });
            if tag.title != *title && !tag.spellings.iter().any(|(other, _)| other == title) {
                tag.spellings.push((title.clone(), number));
            }
            if tag.pages.last() != Some(&number) {
                tag.pages.push(number);
            }
        }
    }
    tags.into_values().collect()
}
