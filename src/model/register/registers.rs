//! The registers and their records, and the place of each record in its file.

use std::sync::Arc;

use super::record_kind::RecordKind;
use super::record_type::Record;
use super::retired::Retired;
use crate::model::source::diagnostic::Span;
use crate::model::source::tree::FilePath;
use crate::model::value::id::Table;

/// Calls a macro with a line for each register: its kind, the name of its list and the type of its records.
macro_rules! with_registers {
    ($then:ident) => {
        $then! {
            Figure, figures: $crate::model::register::figure::Figure;
            Source, sources: $crate::model::register::cited_source::CitedSource;
            Name, names: $crate::model::register::name::Name;
            Event, events: $crate::model::register::event::Event;
            Term, terms: $crate::model::register::term::Term;
            Chart, charts: $crate::model::register::chart::Chart;
        }
    };
}

pub(crate) use with_registers;

/// The records of one register, in the order of the file, and their positions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register<T> {
    /// The file.
    pub file: FilePath,
    /// The records with a unique id. An edit that only moves them leaves them equal.
    pub records: Arc<Table<T>>,
    /// The span of each record's id in the file.
    pub places: Vec<Span>,
}

impl<T> Register<T> {
    /// A register without records.
    pub fn empty(file: FilePath) -> Self {
        Self { file, records: Arc::default(), places: Vec::new() }
    }
}

/// The records of one register, of any type.
pub trait RecordList {
    /// Whether there are no records.
    fn is_empty(&self) -> bool;

    /// The records in the order of their register.
    fn each(&self) -> Box<dyn Iterator<Item = &dyn Record> + '_>;
}

impl<T: Record> RecordList for Table<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }

    fn each(&self) -> Box<dyn Iterator<Item = &dyn Record> + '_> {
        Box::new(self.iter().map(|record| record as &dyn Record))
    }
}

/// Declares the types with a field for each register.
macro_rules! registers {
    ($($kind:ident, $list:ident: $type:ty;)*) => {
        /// The records of all registers, without their positions.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Records {
            $(
                #[doc = concat!("Those of `", stringify!($list), ".yaml`.")]
                pub $list: Arc<Table<$type>>,
            )*
            /// The retired ids of `retired.yaml`.
            pub retired: Arc<Table<Retired>>,
        }

        impl Records {
            /// The records of a kind.
            pub fn of(&self, kind: RecordKind) -> &dyn RecordList {
                match kind {
                    $(RecordKind::$kind => &*self.$list,)*
                }
            }

            /// The same records without the registers of other kinds and without the retired ids.
            pub fn only(&self, kinds: &[RecordKind]) -> Self {
                let mut records = Self::default();
                $(
                    if kinds.contains(&RecordKind::$kind) {
                        records.$list = Arc::clone(&self.$list);
                    }
                )*
                records
            }
        }

        /// All registers, with the positions of their records.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Registers {
            $(
                #[doc = concat!("`", stringify!($list), ".yaml`.")]
                pub $list: Arc<Register<$type>>,
            )*
            /// `retired.yaml`.
            pub retired: Arc<Register<Retired>>,
        }

        impl Registers {
            /// The records without their positions.
            pub fn records(&self) -> Records {
                Records {
                    $($list: Arc::clone(&self.$list.records),)*
                    retired: Arc::clone(&self.retired.records),
                }
            }

            /// The position of a record, by its number in its register.
            pub fn place(&self, kind: RecordKind, number: usize) -> Option<(&FilePath, &Span)> {
                match kind {
                    $(RecordKind::$kind => Some((&self.$list.file, self.$list.places.get(number)?)),)*
                }
            }
        }
    };
}

with_registers!(registers);

impl Records {
    /// All records except the retired ids: the kind, the number in the register, and the record.
    pub fn all(&self) -> impl Iterator<Item = (RecordKind, usize, &dyn Record)> {
        let kinds = RecordKind::ALL.iter().copied();
        kinds.flat_map(|kind| {
            self.of(kind).each().enumerate().map(move |(number, record)| (kind, number, record))
        })
    }
}
