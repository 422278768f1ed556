//! The registers of a site.

use super::source_files::register_file;
use crate::memo::Stage;
use crate::model::register::chart::Chart;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::name::Name;
use crate::model::register::registers::{RecordKind, Registers};
use crate::model::register::retired::Retired;
use crate::model::register::term::Term;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::{RETIRED, Tree};
use crate::read::register::{self, Read, RegisterFile};

/// The stages that read registers.
#[derive(Debug)]
pub(super) struct RegisterMemory {
    figures: Stage<(), RegisterFile, Read<Figure>>,
    sources: Stage<(), RegisterFile, Read<CitedSource>>,
    names: Stage<(), RegisterFile, Read<Name>>,
    events: Stage<(), RegisterFile, Read<Event>>,
    terms: Stage<(), RegisterFile, Read<Term>>,
    charts: Stage<(), RegisterFile, Read<Chart>>,
    retired: Stage<(), RegisterFile, Read<Retired>>,
}

impl RegisterMemory {
    pub fn new(forgets: bool) -> Self {
        Self {
            figures: Stage::new(forgets, register::read),
            sources: Stage::new(forgets, register::read),
            names: Stage::new(forgets, register::read),
            events: Stage::new(forgets, register::read),
            terms: Stage::new(forgets, register::read),
            charts: Stage::new(forgets, register::read),
            retired: Stage::new(forgets, register::read),
        }
    }

    /// The registers, and what is wrong with each on its own.
    pub fn read(&mut self, tree: &Tree) -> (Registers, Vec<Diagnostic>) {
        let file = |kind: RecordKind| register_file(tree, kind.file());
        let (figures, mut problems) = self.figures.ask(file(RecordKind::Figure));
        let (sources, more) = self.sources.ask(file(RecordKind::Source));
        problems.extend(more);
        let (names, more) = self.names.ask(file(RecordKind::Name));
        problems.extend(more);
        let (events, more) = self.events.ask(file(RecordKind::Event));
        problems.extend(more);
        let (terms, more) = self.terms.ask(file(RecordKind::Term));
        problems.extend(more);
        let (charts, more) = self.charts.ask(file(RecordKind::Chart));
        problems.extend(more);
        let (retired, more) = self.retired.ask(register_file(tree, RETIRED));
        problems.extend(more);
        (Registers { figures, sources, names, events, terms, charts, retired }, problems)
    }
}
