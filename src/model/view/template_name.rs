//! The templates that the program renders. The default theme has all of them.

use std::fmt;

use crate::model::source::tree::{FilePath, TEMPLATES};

/// Declares the names of templates in one table, in the order of their files.
macro_rules! template_names {
    ($($(#[$meaning:meta])* $name:ident = $file:literal,)*) => {
        /// The name of a template that the program renders; templates may include others.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TemplateName {
            $($(#[$meaning])* $name,)*
        }

        impl TemplateName {
            /// All names, in the order of their files.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The path below `templates/`, which is also the name in Tera.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $file,)*
                }
            }
        }
    };
}

template_names! {
    /// The page that hosts serve if an address does not exist.
    Missing = "404.html",
    /// All pages by title.
    Index = "a-z.html",
    /// The accessibility statement.
    Accessibility = "accessibility.html",
    /// A chart.
    Chart = "chart.html",
    /// A diagram.
    Diagram = "diagram.html",
    /// The Atom feed.
    Feed = "feed.xml",
    /// All figures.
    Figures = "figures.html",
    /// All terms.
    Glossary = "glossary.html",
    /// The home page.
    Home = "home.html",
    /// One name.
    Name = "name.html",
    /// All names.
    Names = "names.html",
    /// The navigation of a section.
    Nav = "nav.html",
    /// A page of Markdown.
    Page = "page.html",
    /// The print edition.
    Print = "print.html",
    /// A redirect from an earlier address.
    Redirect = "redirect.html",
    /// The search page.
    Search = "search.html",
    /// The landing page of a section.
    Section = "section.html",
    /// The sitemap.
    Sitemap = "sitemap.xml",
    /// All sources.
    Sources = "sources.html",
    /// The pages with one tag.
    Tag = "tag.html",
    /// All tags.
    Tags = "tags.html",
    /// All events.
    Timeline = "timeline.html",
}

impl TemplateName {
    /// The path of its file: `templates/page.html`.
    pub fn file(self) -> FilePath {
        FilePath::new(format!("{TEMPLATES}/{self}"))
    }

    /// Whether its output is HTML.
    pub fn is_html(self) -> bool {
        self.as_str().ends_with(".html")
    }
}

impl fmt::Display for TemplateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_files() {
        assert!(TemplateName::ALL.is_sorted_by_key(|name| name.as_str()));
    }
}
