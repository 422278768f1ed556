//! Records that refer to what is not there, or that nothing refers to; and files that are no register.

use crate::graph::Graph;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::nearest::nearest;
use crate::model::register::{CitedSource, Figure, Register};
use crate::model::source::{FIGURES, REGISTERS, SOURCES, Tree};

/// A diagnostic for each figure whose source is not in the register, and each record that nothing uses.
pub fn check(graph: &Graph, figures: &Register<Figure>, sources: &Register<CitedSource>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (figure, place) in graph.figures.iter().zip(&figures.places) {
        if let (Some(source), None) = (&figure.record.source, figure.source) {
            let message = format!("no source has the id `{source}`");
            let near = nearest(source, sources.records.iter().map(|source| &*source.id));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add it to `{SOURCES}`"),
            };
            found.push(Diagnostic::at(Code::UnknownRecord, &figures.file, place.clone(), message).help(help));
        }
        if figure.uses.is_empty() {
            let message = format!("no text refers to the figure `{}`", figure.id);
            found
                .push(Diagnostic::at(Code::UnusedRecord, &figures.file, place.clone(), message).help(
                    format!("write `[…](figure:{})` where a text gives it, or take it out", figure.id),
                ));
        }
    }
    for (source, place) in graph.sources.iter().zip(&sources.places) {
        if source.figures.is_empty() {
            let message = format!("nothing is from the source `{}`", source.id);
            found.push(
                Diagnostic::at(Code::UnusedRecord, &sources.file, place.clone(), message)
                    .help("name it in the figures that are from it, or take it out"),
            );
        }
    }
    found
}

/// A diagnostic for each file among the registers that is none of them.
pub fn files(tree: &Tree) -> Vec<Diagnostic> {
    let known = [FIGURES, SOURCES];
    let others = tree.below(REGISTERS).map(|(file, _)| file).filter(|file| !known.contains(&file.as_str()));
    others
        .map(|file| {
            let names = known.iter().filter_map(|known| known.rsplit('/').next());
            let help = match nearest(file.name(), names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the registers are `figures.yaml` and `sources.yaml`".to_owned(),
            };
            Diagnostic::of_file(Code::UnknownRegister, file, "the file is no register, and nothing reads it")
                .help(help)
        })
        .collect()
}
