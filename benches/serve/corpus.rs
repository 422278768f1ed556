//! A briefing of any size: deterministic pages of about 600 words in sections of 50, with links, tags, headings, tables.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Pages in a section, its landing page not among them.
pub const SECTION: usize = 50;

const NOUNS: &[&str] = &[
    "treaty",
    "harvest",
    "ministry",
    "tariff",
    "harbour",
    "ledger",
    "census",
    "railway",
    "university",
    "budget",
    "fishery",
    "museum",
    "province",
    "visit",
    "dialogue",
    "export",
    "festival",
    "statute",
    "embassy",
    "market",
];
const ADJECTIVES: &[&str] = &[
    "annual",
    "regional",
    "cultural",
    "bilateral",
    "provisional",
    "strategic",
    "industrial",
    "maritime",
    "academic",
];
const VERBS: &[&str] =
    &["reviewed", "expanded", "signed", "postponed", "welcomed", "measured", "revised", "opened"];

/// A small generator of numbers that look random and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("it is less than the sides")
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// How a generator writes an internal link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// `../section-1/page-51.md`, as Chancery reads it.
    Files,
    /// Hugo's `relref`.
    Relref,
}

/// The section that a page is in.
pub fn section(page: usize) -> String {
    format!("section-{}", page / SECTION)
}

/// The file of a page below `content/`.
pub fn file(page: usize) -> String {
    format!("{}/page-{page}.md", section(page))
}

/// The title of a page.
pub fn title(page: usize) -> String {
    let mut dice = Dice(page as u64 ^ 0x7171);
    format!("The {} {} {page}", dice.pick(ADJECTIVES), dice.pick(NOUNS))
}

/// Writes a site's `content/` with so many pages.
pub fn write(folder: &Path, pages: usize, links: Links) {
    let content = folder.join("content");
    let landing = if links == Links::Files { "index.md" } else { "_index.md" };
    fs::create_dir_all(&content).expect("a folder can be made");
    fs::write(content.join(landing), "---\ntitle: Home\n---\n\nWelcome.\n").expect("a file can be written");
    for first in (0..pages).step_by(SECTION) {
        let folder = content.join(section(first));
        fs::create_dir_all(&folder).expect("a folder can be made");
        let text = format!("---\ntitle: Section {}\n---\n\nAbout it.\n", first / SECTION);
        fs::write(folder.join(landing), text).expect("a file can be written");
    }
    for number in 0..pages {
        fs::write(content.join(file(number)), page(number, pages, links)).expect("a file can be written");
    }
}

/// The text of a page.
pub fn page(number: usize, pages: usize, links: Links) -> String {
    let mut dice = Dice(number as u64);
    let mut text = format!(
        "---\ntitle: \"{}\"\ndescription: \"What page {number} is about.\"\ndate: 2015-{:02}-{:02}\ntags: [{}, {}]\n---\n\n",
        title(number),
        dice.roll(12) + 1,
        dice.roll(28) + 1,
        dice.pick(NOUNS),
        dice.pick(NOUNS),
    );
    for part in 0..4 {
        let _ = writeln!(text, "## Part {part} on the {}\n", dice.pick(NOUNS));
        for _ in 0..3 {
            for _ in 0..4 {
                sentence(&mut text, &mut dice);
            }
            text.push_str("\n\n");
        }
        let other = dice.roll(pages);
        let _ = match links {
            Links::Files => writeln!(text, "See [{}](../{}).\n", title(other), file(other)),
            Links::Relref => {
                writeln!(text, "See [{}]({{{{< relref \"/{}\" >}}}}).\n", title(other), file(other))
            }
        };
        if part == 1 {
            text.push_str("| Item | Year | Value |\n|---|---:|---:|\n");
            for _ in 0..5 {
                let _ = writeln!(
                    text,
                    "| {} | 20{:02} | {} |",
                    dice.pick(NOUNS),
                    dice.roll(26),
                    dice.roll(90_000)
                );
            }
            text.push('\n');
        }
    }
    text
}

fn sentence(text: &mut String, dice: &mut Dice) {
    let _ = write!(
        text,
        "The {} {} {} the *{}* {} of the {} in the {} {}. ",
        dice.pick(ADJECTIVES),
        dice.pick(NOUNS),
        dice.pick(VERBS),
        dice.pick(ADJECTIVES),
        dice.pick(NOUNS),
        dice.pick(NOUNS),
        dice.pick(ADJECTIVES),
        dice.pick(NOUNS),
    );
}
