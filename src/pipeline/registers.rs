//! The registers of a site.

use super::source_files::register_file;
use crate::memo::Stage;
use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::{Registers, with_registers};
use crate::model::register::retired::Retired;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::{RETIRED, Tree};
use crate::read::register::{self, Read, RegisterFile};

/// Declares a stage for each register.
macro_rules! stages {
    ($($kind:ident, $list:ident: $type:ty;)*) => {
        /// The stages that read registers.
        #[derive(Debug)]
        pub(super) struct RegisterMemory {
            $($list: Stage<(), RegisterFile, Read<$type>>,)*
            retired: Stage<(), RegisterFile, Read<Retired>>,
        }

        impl RegisterMemory {
            pub fn new(forgets: bool) -> Self {
                Self {
                    $($list: Stage::new(forgets, register::read),)*
                    retired: Stage::new(forgets, register::read),
                }
            }

            /// The registers, with the diagnostics of each on its own.
            pub fn read(&mut self, tree: &Tree) -> (Registers, Vec<Diagnostic>) {
                let mut problems = Vec::new();
                $(
                    let ($list, found) = self.$list.ask(register_file(tree, RecordKind::$kind.file()));
                    problems.extend(found);
                )*
                let (retired, found) = self.retired.ask(register_file(tree, RETIRED));
                problems.extend(found);
                (Registers { $($list,)* retired }, problems)
            }
        }
    };
}

with_registers!(stages);
