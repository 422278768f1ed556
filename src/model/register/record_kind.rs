//! The kinds of records, and the addresses of the records of each.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::address::{Address, encode_path};

/// Declares the kinds of records in one table, each with its word, which is also the scheme of references. Kinds whose
/// records have an address also have the name of their list, and the name, path and menu position of their page.
macro_rules! kinds {
    (
        addressed {$($(#[$meaning:meta])* $kind:ident = $word:literal, list $list:literal, page $page:literal at $path:literal, menu $menu:literal;)*}
        others {$($(#[$other_meaning:meta])* $other:ident = $other_word:literal, list $other_list:literal;)*}
    ) => {
        /// The kind of a register's records.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum RecordKind {
            $($(#[$meaning])* $kind,)*
            $($(#[$other_meaning])* $other,)*
        }

        impl RecordKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)* $(Self::$other,)*];

            /// The word for the kind, which is also the scheme of references: `figure`.
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

            /// The kind as [`AddressedKind`], if its records have an address.
            pub fn addressed(self) -> Option<AddressedKind> {
                match self {
                    $(Self::$kind => Some(AddressedKind::$kind),)*
                    $(Self::$other => None,)*
                }
            }
        }

        /// A kind whose records have an address. Its register has a page and a machine-readable output, and its ids are
        /// listed in `ids.txt` and may be retired.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum AddressedKind {
            $($(#[$meaning])* $kind,)*
        }

        impl AddressedKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The name of the list, of the register's file and of the machine-readable output: `figures`.
            pub fn list(self) -> &'static str {
                match self {
                    $(Self::$kind => $list,)*
                }
            }

            /// The name of the page: `timeline`.
            pub fn page_word(self) -> &'static str {
                match self {
                    $(Self::$kind => $page,)*
                }
            }

            /// The position of the page in menus, from 1.
            pub fn menu_place(self) -> u8 {
                match self {
                    $(Self::$kind => $menu,)*
                }
            }

            /// The address of the page.
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
        /// A drawing of figures or events in texts.
        Chart = "chart", list "charts";
    }
}

impl RecordKind {
    /// The kind of a scheme.
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word().eq_ignore_ascii_case(scheme))
    }
}

impl AddressedKind {
    /// The word for the kind: `figure`.
    pub fn word(self) -> &'static str {
        RecordKind::from(self).word()
    }

    /// The page of a record; `None` unless records of the kind have pages of their own.
    pub fn own_page(self, id: &str) -> Option<Address> {
        (self == Self::Name).then(|| Address::new(format!("names/{id}.html")))
    }

    /// Every kind, in menu order.
    pub fn in_menu_order() -> Vec<Self> {
        let mut kinds = Self::ALL.to_vec();
        kinds.sort_by_key(|kind| kind.menu_place());
        kinds
    }

    /// Whether the search includes its records.
    pub fn is_searched(self) -> bool {
        self != Self::Source
    }

    /// The page with a record.
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
