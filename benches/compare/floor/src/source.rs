//! The pages of a site as they are read: sections, front matter, bodies.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// A page as its file says it; the body begins at `body_at` of the source.
pub struct Page {
    pub stem: String,
    pub source: String,
    pub body_at: usize,
    pub title: String,
    pub description: String,
    pub date: String,
    pub updated: String,
    pub tags: Vec<String>,
    pub weight: u32,
}

impl Page {
    /// The Markdown below the front matter.
    pub fn body(&self) -> &str {
        &self.source[self.body_at..]
    }
}

/// A folder of pages, in their order.
pub struct Section {
    pub name: String,
    pub title: String,
    pub weight: u32,
    pub pages: Vec<Page>,
}

fn unquote(text: &str) -> String {
    text.trim().trim_matches('"').to_string()
}

/// Reads the lines that `forms.py` writes as front matter, and no more of YAML.
fn parse_page(source: String, stem: String) -> Page {
    let end = source[4..].find("\n---\n").expect("front matter end") + 4;
    let mut page = Page {
        stem,
        body_at: end + 5,
        title: String::new(),
        description: String::new(),
        date: String::new(),
        updated: String::new(),
        tags: Vec::new(),
        weight: 0,
        source: String::new(),
    };
    for line in source[4..end].lines() {
        if let Some(tag) = line.strip_prefix("  - ") {
            page.tags.push(tag.to_string());
        } else if let Some((key, value)) = line.split_once(':') {
            match key {
                "title" => page.title = unquote(value),
                "description" => page.description = unquote(value),
                "date" => page.date = unquote(value),
                "updated" => page.updated = unquote(value),
                "weight" => page.weight = value.trim().parse().expect("weight"),
                _ => {}
            }
        }
    }
    page.source = source;
    page
}

/// The Markdown files of a folder, by name.
pub fn markdown_files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .expect("read folder")
        .map(|e| e.expect("entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    files
}

/// The folders of the sections, by name.
pub fn section_dirs(content: &Path) -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = fs::read_dir(content)
        .expect("read content")
        .map(|e| e.expect("entry"))
        .filter(|e| e.file_type().expect("type").is_dir())
        .map(|e| e.path())
        .collect();
    dirs.sort();
    dirs
}

fn name_of(path: &Path) -> String {
    path.file_stem().expect("name").to_str().expect("utf-8").to_string()
}

/// Reads the whole site.
pub fn load(content: &Path) -> Vec<Section> {
    let mut sections: Vec<Section> = section_dirs(content)
        .par_iter()
        .map(|dir| {
            let mut section =
                Section { name: name_of(dir), title: String::new(), weight: 0, pages: Vec::new() };
            for file in markdown_files(dir) {
                let page = parse_page(fs::read_to_string(&file).expect("read"), name_of(&file));
                if page.stem == "_index" {
                    section.title = page.title;
                    section.weight = page.weight;
                } else {
                    section.pages.push(page);
                }
            }
            section.pages.sort_by_key(|p| p.weight);
            section
        })
        .collect();
    sections.sort_by_key(|s| s.weight);
    sections
}
