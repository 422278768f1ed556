//! Charts: `![](chart:exports)`, alone in its paragraph, shows a drawing of the register of charts.

use super::Extension;
use crate::markdown::link::{self, Destination};
use crate::model::page::outline::Target;
use crate::model::register::record_kind::RecordKind;
use crate::model::source::tree::FilePath;

/// The extension.
pub struct Chart;

impl Extension for Chart {
    fn drawing(file: &FilePath, address: &str) -> Option<Target> {
        match link::destination(file, address) {
            Ok(Destination::Target(target @ Target::Record { kind: RecordKind::Chart, .. })) => Some(target),
            _ => None,
        }
    }
}
