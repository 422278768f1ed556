//! The kinds of records, and where the records of each are on the site.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::address::{Address, encode_path};

/// Declares the kinds of records in one table: the word for each, which is also the scheme of references to it, and for
/// the kinds whose records have an address the name of their list, and the name, the path and the place in menus of its
/// page.
macro_rules! kinds {
    (
        addressed {$($(#[$meaning:meta])* $kind:ident = $word:literal, list $list:literal, page $page:literal at $path:literal, menu $menu:literal;)*}
        others {$($(#[$other_meaning:meta])* $other:ident = $other_word:literal, list $other_list:literal;)*}
    ) => {
        /// A register, by what its records are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum RecordKind {
            $($(#[$meaning])* $kind,)*
            $($(#[$other_meaning])* $other,)*
        }

        impl RecordKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)* $(Self::$other,)*];

            /// The word for it, which is also the scheme of references to it: `figure`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                    $(Self::$other => $other_word,)*
                }
            }

            /// The file of its register.
            pub const fn file(self) -> &'static str {
                match self {
                    $(Self::$kind => concat!("content/registers/", $list, ".yaml"),)*
                    $(Self::$other => concat!("content/registers/", $other_list, ".yaml"),)*
                }
            }

            /// The same, if records of this kind have an address.
            pub fn addressed(self) -> Option<AddressedKind> {
                match self {
                    $(Self::$kind => Some(AddressedKind::$kind),)*
                    $(Self::$other => None,)*
                }
            }
        }

        /// A register whose records have an address. It has a page and an output for machines, and its ids are in
        /// `ids.txt` and may be retired.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum AddressedKind {
            $($(#[$meaning])* $kind,)*
        }

        impl AddressedKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The name of its list: that of its file, and of its output for machines. `figures`.
            pub fn list(self) -> &'static str {
                match self {
                    $(Self::$kind => $list,)*
                }
            }

            /// The word for its page: `timeline`.
            pub fn page_word(self) -> &'static str {
                match self {
                    $(Self::$kind => $page,)*
                }
            }

            /// The place of its page in menus, from 1.
            pub fn menu_place(self) -> u8 {
                match self {
                    $(Self::$kind => $menu,)*
                }
            }

            /// Its page.
            pub fn page(self) -> Address {
                match self {
                    $(Self::$kind => Address::new($path),)*
                }
            }
        }

        /// What to write as the kind of a retired id.
        pub const WRITE_KIND: &str =
            concat!("write the register that it was in as `kind`:" $(, " `", $word, "`")*);

        impl From<AddressedKind> for RecordKind {
            fn from(kind: AddressedKind) -> Self {
                match kind {
                    $(AddressedKind::$kind => Self::$kind,)*
                }
            }
        }
    };
}

kinds! {
    addressed {
        /// A number with its unit, date and source.
        Figure = "figure", list "figures", page "figures" at "figures.html", menu 4;
        /// A document that figures and statements come from.
        Source = "source", list "sources", page "sources" at "sources.html", menu 5;
        /// A person, organization, place or agreement.
        Name = "name", list "names", page "names" at "names/index.html", menu 2;
        /// Something that happened.
        Event = "event", list "events", page "timeline" at "timeline.html", menu 1;
        /// An acronym or expression.
        Term = "term", list "terms", page "glossary" at "glossary.html", menu 3;
    }
    others {
        /// A drawing of figures or events, which is shown in texts.
        Chart = "chart", list "charts";
    }
}

impl RecordKind {
    /// The kind that a scheme means.
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word().eq_ignore_ascii_case(scheme))
    }
}

impl AddressedKind {
    /// The word for it: `figure`.
    pub fn word(self) -> &'static str {
        RecordKind::from(self).word()
    }

    /// The page of one record, for the kind whose records have pages of their own.
    pub fn own_page(self, id: &str) -> Option<Address> {
        (self == Self::Name).then(|| Address::new(format!("names/{id}.html")))
    }

    /// Every kind, in the order of menus.
    pub fn in_menu_order() -> Vec<Self> {
        let mut kinds = Self::ALL.to_vec();
        kinds.sort_by_key(|kind| kind.menu_place());
        kinds
    }

    /// Whether readers can search for its records.
    pub fn is_searched(self) -> bool {
        self != Self::Source
    }

    /// The page that a record is on.
    pub fn page_of(self, id: &str) -> Address {
        self.own_page(id).unwrap_or_else(|| self.page())
    }

    /// The address of a record from the top of the site, escaped: `figures.html#fr-fdi-stock`.
    pub fn path(self, id: &str) -> String {
        match self.own_page(id) {
            Some(page) => page.encoded(),
            None => format!("{}#{}", self.page().encoded(), encode_path(id)),
        }
    }

    /// The address of a record from a page.
    pub fn link(self, from: &Address, id: &str) -> String {
        match self.own_page(id) {
            Some(page) => from.link_to(&page),
            None => format!("{}#{id}", from.link_to(&self.page())),
        }
    }
}
