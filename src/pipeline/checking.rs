//! What is wrong with a joined site, as one question.

use std::sync::Arc;

use crate::check;
use crate::check::broken::Broken;
use crate::check::place::Unplaced;
use crate::graph::Graph;
use crate::memo::Shared;
use crate::model::register::registers::Registers;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::source::tree::FilePath;
use crate::model::value::address::Address;
use crate::model::view::page::View;

/// All that the checks of a joined site depend on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Checking {
    /// The site.
    pub graph: Shared<Graph>,
    /// What is copied as it is.
    pub copied: Vec<FilePath>,
    /// Where it stands.
    pub copied_to: Arc<Vec<Address>>,
    /// The views of pages that no editor writes.
    pub own_views: Arc<Vec<Arc<View>>>,
    /// Where the artifacts without a template stand.
    pub plain: Vec<Address>,
}

/// What is wrong with a site as it is joined, apart from its references.
pub(super) fn check_graph(question: &Checking) -> Arc<Vec<Unplaced>> {
    let Checking { graph, copied, copied_to, own_views, plain } = question;
    let claims = check::addresses::claims(graph, copied_to.iter().cloned().zip(copied.iter().cloned()));
    let of_site = own_views.iter().filter(|view| !check::addresses::has_source(view));
    let of_site: Vec<Address> =
        of_site.map(|view| view.address.clone()).chain(plain.iter().cloned()).collect();
    let mut found = check::addresses::check(&claims, &of_site);
    found.extend(check::addresses::kept(&claims, &of_site));
    found.extend(check::addresses::unportable(&claims));
    found.extend(check::addresses::unportable(&check::addresses::names(graph)));
    found.extend(check::addresses::aliases(graph));
    found.extend(check::sections::landing_pages(graph).into_iter().map(Unplaced::from));
    found.extend(check::sections::languages(graph).into_iter().map(Unplaced::from));
    found.extend(check::sections::tags(graph));
    found.extend(check::accessible::languages(graph));
    found.extend(check::statement::check(graph));
    Arc::new(found)
}

/// All that the checks of the registers depend on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CheckingRegisters {
    /// The site.
    pub graph: Shared<Graph>,
    /// The registers.
    pub registers: Registers,
    /// Those that have errors of their own.
    pub broken: Broken,
}

/// What is wrong with the records of a site, and with what front matter asks of them.
#[derive(Debug)]
pub(super) struct CheckedRegisters {
    /// What is wrong with records.
    pub records: Vec<Diagnostic>,
    /// What is wrong in front matter and in the configuration.
    pub asked: Vec<Unplaced>,
}

/// Checks the records of a site.
pub(super) fn check_registers(question: &CheckingRegisters) -> Arc<CheckedRegisters> {
    let CheckingRegisters { graph, registers, broken } = question;
    let mut records = check::registers::check(graph, registers, broken);
    records.extend(check::charts::check(graph, &registers.charts, broken));
    records.extend(check::retired::check(graph, &registers.retired));
    Arc::new(CheckedRegisters { records, asked: check::registers::front_matter(graph, broken) })
}
