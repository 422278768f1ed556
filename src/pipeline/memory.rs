//! The memory of a site: a stage for each step of the pipeline, and the questions that each is asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::checking::{CheckedRegisters, Checking, CheckingRegisters, check_graph, check_registers};
use super::citing::{CiteMemory, forms};
use super::drawings::drawn_pages;
use super::links::{Leading, dead_links};
use super::listening::{Heard, listening};
use super::making::{self, Parts, Shown};
use super::pages::list;
use super::reach::{Reach, reach};
use super::registers::looking;
use super::searching::SearchMemory;
use super::sources::{self, Manner, reading};
use crate::check;
use crate::check::accessible::{Listening, Vague};
use crate::check::output::{Anchors, Landing, Landings, MadePage, anchors, page_anchors};
use crate::check::place::Unplaced;
use crate::check::proper::{Knowing, Known, Looking};
use crate::cite::PageCiting;
use crate::graph::edition::{Edition, edition};
use crate::graph::{self, Graph, Joining};
use crate::markdown::fill::{Filled, Filling, fill};
use crate::markdown::moved::{Moving, moved};
use crate::memo::{Cancellation, Derived, Following, LEAF, Rows, Selected, Shared, Stage, Still};
use crate::model::output::artifact::{Artifact, Order};
use crate::model::output::dataset::Dataset;
use crate::model::page::document::{Body, Document};
use crate::model::page::outline::Outline;
use crate::model::register::chart::Chart;
use crate::model::register::cited_source::CitedSource;
use crate::model::register::event::Event;
use crate::model::register::figure::Figure;
use crate::model::register::name::Name;
use crate::model::register::retired::Retired;
use crate::model::register::term::Term;
use crate::model::source::config::Config;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::file_address::copied;
use crate::model::source::source_text::SourceText;
use crate::model::source::strings::Strings;
use crate::model::source::tree::{Bytes, FilePath, STATIC, TEMPLATES};
use crate::model::value::address::Address;
use crate::model::view::markdown::MarkdownView;
use crate::model::view::page::View;
use crate::model::view::record::CiteThis;
use crate::model::view::template_name::TemplateName;
use crate::read::document::{self, PageFile};
use crate::read::register::{self, RegisterFile};
use crate::read::strings::{self as read_strings, StringsFile};
use crate::read::{config as read_config, text};
use crate::text::shared_text::SharedText;
use crate::theme;
use crate::view::drawing::{self, Drawing, Drawings};
use crate::view::markdown::{self, Telling};
use crate::view::page::{Showing, page_view};
use crate::view::print::{Printing, print_view};
use crate::write::dataset::artifact as write_dataset;
use crate::write::layout::{Design, Designing, design};
use crate::write::markdown::markdown;
use crate::write::page::{DrawnFrom, Navigating, Navigation, Writing, Written, draw, navigate, write};
use crate::write::templates::Templates;

/// How each page is cited, where pages say it.
type CitePage = Rows<Parts, Arc<Body>, FilePath, Option<PageCiting>, Option<Arc<CiteThis>>>;

/// The last answers of each stage. A clean build starts with an empty one.
#[derive(Debug)]
pub struct Memory {
    pub(super) site: SiteMemory,
    pub(super) search: SearchMemory,
}

/// The last answers of the stages that make a site, but for the index of its search.
#[derive(Debug)]
pub(super) struct SiteMemory {
    /// Whether the build that asks now is still wanted.
    pub(super) cancellation: Cancellation,
    pub(super) theme: Theme,
    pub(super) config: Stage<(), Option<Bytes>, (Arc<Config>, Vec<Diagnostic>)>,
    pub(super) strings: Stage<(), StringsFile, (Arc<Strings>, Vec<Diagnostic>)>,
    pub(super) template: Stage<FilePath, (FilePath, Bytes), Arc<SourceText>>,
    pub(super) reach: Stage<(), Templates, Arc<Vec<Reach>>>,
    pub(super) manner: Still<Manner>,
    pub(super) page_files: Following<(FilePath, Bytes)>,
    pub(super) read: Rows<Manner, (FilePath, Bytes), FilePath, PageFile, Arc<Document>>,
    pub(super) figures: Stage<(), RegisterFile, register::Read<Figure>>,
    pub(super) sources: Stage<(), RegisterFile, register::Read<CitedSource>>,
    pub(super) names: Stage<(), RegisterFile, register::Read<Name>>,
    pub(super) events: Stage<(), RegisterFile, register::Read<Event>>,
    pub(super) terms: Stage<(), RegisterFile, register::Read<Term>>,
    pub(super) charts: Stage<(), RegisterFile, register::Read<Chart>>,
    pub(super) retired: Stage<(), RegisterFile, register::Read<Retired>>,
    pub(super) join: Stage<(), Joining, Shared<Graph>>,
    pub(super) design: Stage<TemplateName, Designing, Design>,
    pub(super) navigate: Stage<usize, Navigating, Navigation>,
    pub(super) citing: CiteMemory,
    pub(super) tell: Stage<FilePath, Telling, Arc<MarkdownView>>,
    pub(super) markdown: Stage<FilePath, Arc<MarkdownView>, Artifact>,
    pub(super) llms: Stage<(), Shared<Graph>, Artifact>,
    pub(super) cite_page: CitePage,
    pub(super) drawn_pages: Stage<(), Shared<Graph>, Arc<Vec<usize>>>,
    pub(super) drawing: Stage<FilePath, Drawing, Drawings>,
    pub(super) draw: Stage<(FilePath, usize), DrawnFrom, Navigation>,
    pub(super) found: Derived<Arc<Document>, Vec<Diagnostic>>,
    pub(super) outlines: Derived<Arc<Document>, Arc<Outline>>,
    pub(super) page_documents: Selected<Arc<Document>>,
    pub(super) bodies: Derived<Arc<Document>, Arc<Body>>,
    pub(super) parts: Still<Parts>,
    pub(super) shown: Still<Shown>,
    pub(super) fill: Rows<Parts, Arc<Body>, FilePath, Filling, Filled>,
    pub(super) show: Rows<Shown, Filled, FilePath, Showing, Arc<View>>,
    pub(super) write_page: Rows<Parts, Arc<View>, Address, Writing, Written>,
    pub(super) edition: Stage<(), Shared<Graph>, Option<Arc<Edition>>>,
    pub(super) edition_still: Stage<(), Arc<Edition>, Arc<Edition>>,
    pub(super) moved: Stage<FilePath, Moving, Filled>,
    pub(super) print: Stage<(), Printing, Arc<View>>,
    pub(super) list: Stage<(), Shared<Graph>, Arc<Vec<Arc<View>>>>,
    pub(super) write: Stage<Address, Writing, Written>,
    pub(super) dataset: Stage<Address, Dataset, Artifact>,
    pub(super) copy: Stage<(), Vec<FilePath>, Arc<Vec<Address>>>,
    pub(super) active_part: Stage<FilePath, (FilePath, Bytes), Option<String>>,
    pub(super) check_registers: Stage<(), CheckingRegisters, Arc<CheckedRegisters>>,
    pub(super) check: Stage<(), Checking, Arc<Vec<Unplaced>>>,
    pub(super) known: Stage<(), Knowing, Arc<Known>>,
    pub(super) known_still: Still<Known>,
    pub(super) look: Rows<Known, Arc<Document>, FilePath, Looking, Arc<Vec<Diagnostic>>>,
    pub(super) vague: Stage<(), Arc<Strings>, Arc<Vague>>,
    pub(super) heard: Still<Heard>,
    pub(super) listen: Rows<Heard, Arc<Document>, FilePath, Listening, Arc<Vec<Diagnostic>>>,
    pub(super) order: Order,
    pub(super) anchors_of_text: Stage<Address, SharedText, Arc<Anchors>>,
    pub(super) anchors: Stage<Address, MadePage, Arc<Anchors>>,
    pub(super) landing: Stage<(), Landing, Shared<Landings>>,
    pub(super) dead: Stage<Address, Leading, Arc<Vec<String>>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::of(false, Cancellation::never())
    }
}

impl Memory {
    /// A memory for one build alone, which holds no question and no answer longer than they are needed.
    pub(super) fn forgetful() -> Self {
        Self::of(true, Cancellation::never())
    }

    /// An empty memory whose builds are given up while they are cancelled. Those of [`crate::try_rebuild`] and
    /// [`crate::try_replan`] say so.
    pub fn cancelled_by(cancellation: Cancellation) -> Self {
        Self::of(false, cancellation)
    }

    fn of(forgets: bool, cancellation: Cancellation) -> Self {
        Self { site: SiteMemory::new(forgets, cancellation), search: SearchMemory::new(forgets) }
    }
}

impl SiteMemory {
    fn new(forgets: bool, cancellation: Cancellation) -> Self {
        Self {
            cancellation,
            theme: Theme { templates: theme::files(TEMPLATES), fixed: theme::files(STATIC) },
            config: Stage::new(forgets, read_config::read),
            strings: Stage::new(forgets, read_strings::read),
            template: Stage::new(forgets, text::read_template),
            reach: Stage::new(forgets, reach),
            manner: Still::default(),
            page_files: Following::new(forgets),
            read: Rows::new(reading, Stage::new(forgets, document::read)),
            figures: Stage::new(forgets, register::figures),
            sources: Stage::new(forgets, register::sources),
            names: Stage::new(forgets, register::names),
            events: Stage::new(forgets, register::events),
            terms: Stage::new(forgets, register::terms),
            charts: Stage::new(forgets, register::charts),
            retired: Stage::new(forgets, register::retired),
            citing: CiteMemory::new(forgets),
            tell: Stage::new(forgets, markdown::tell),
            markdown: Stage::new(forgets, markdown),
            llms: Stage::new(forgets, markdown::llms),
            cite_page: Rows::new(making::citing, Stage::new(forgets, |page| page.as_ref().map(forms))),
            drawn_pages: Stage::new(forgets, drawn_pages),
            drawing: Stage::new(forgets, drawing::drawings),
            draw: Stage::new(forgets, draw),
            join: Stage::new(forgets, graph::join),
            design: Stage::new(forgets, design),
            navigate: Stage::new(forgets, navigate),
            found: Derived::new(forgets, LEAF, sources::found),
            outlines: Derived::new(forgets, 1, |document| Arc::clone(&document[0].outline)),
            page_documents: Selected::new(forgets),
            bodies: Derived::new(forgets, 1, |document| Arc::clone(&document[0].body)),
            parts: Still::default(),
            shown: Still::default(),
            fill: Rows::new(making::filling, Stage::new(forgets, fill)),
            show: Rows::new(making::showing, Stage::new(forgets, page_view)),
            write_page: Rows::new(making::writing, Stage::new(forgets, write)),
            edition: Stage::new(forgets, edition),
            edition_still: Stage::new(forgets, Arc::clone),
            moved: Stage::new(forgets, moved),
            print: Stage::new(forgets, print_view),
            list: Stage::new(forgets, list),
            write: Stage::new(forgets, write),
            dataset: Stage::new(forgets, write_dataset),
            copy: Stage::new(forgets, |files| Arc::new(files.iter().map(copied).collect())),
            check_registers: Stage::new(forgets, check_registers),
            check: Stage::new(forgets, check_graph),
            active_part: Stage::new(forgets, check::active::active_part),
            known: Stage::new(forgets, check::proper::known),
            known_still: Still::default(),
            look: Rows::new(looking, Stage::new(forgets, check::proper::check)),
            vague: Stage::new(forgets, check::accessible::vague),
            heard: Still::default(),
            listen: Rows::new(listening, Stage::new(forgets, check::accessible::check)),
            order: Order::default(),
            anchors_of_text: Stage::new(forgets, anchors),
            anchors: Stage::new(forgets, page_anchors),
            landing: Stage::new(forgets, |question| Shared::new(Landings::new(question))),
            dead: Stage::new(forgets, dead_links),
        }
    }
}

/// The default theme's files, by what they are for.
#[derive(Debug)]
pub(super) struct Theme {
    pub(super) templates: BTreeMap<FilePath, Bytes>,
    pub(super) fixed: BTreeMap<FilePath, Bytes>,
}
