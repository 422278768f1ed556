//! The ids of records that have an address, and the retired ids.

use crate::model::register::record_kind::AddressedKind;
use crate::model::register::registers::Records;

/// The ids of all records that have an address, each preceded by its kind: `figure fr-fdi-stock`.
pub(super) fn ids(records: &Records) -> impl Iterator<Item = String> {
    let kinds = AddressedKind::ALL.iter();
    kinds.flat_map(|kind| {
        let of_kind = records.of((*kind).into()).each();
        of_kind.map(|record| format!("{} {}", kind.word(), record.id()))
    })
}

/// The retired ids, each preceded by its kind.
pub(super) fn retired_ids(records: &Records) -> impl Iterator<Item = String> {
    records.retired.iter().map(|retired| format!("{} {}", retired.kind.word(), retired.id))
}
