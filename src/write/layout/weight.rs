//! How much a value of Tera's holds.

use tera::Value;

use crate::write::meter::{self, Over};
use crate::write::template_limits::VALUE_DEPTH;

/// What a value takes in memory beside its text.
pub(super) const VALUE: usize = 16;

/// After how many bytes of a value the meter is asked again.
const STEP: usize = 1 << 20;

/// What it takes to read a value: the length of its text, or a step for each that it holds.
pub(super) fn shallow(value: &Value) -> usize {
    match value.as_str() {
        Some(text) => text.len(),
        None => VALUE * length(value),
    }
}

/// What it takes to prepare a loop through a value: of a text, each character with its place.
pub(super) fn going_through(value: &Value) -> usize {
    match (value.as_str(), value.as_map()) {
        (Some(text), _) => VALUE * text.len(),
        (_, Some(map)) => 4 * VALUE * map.len(),
        _ => VALUE,
    }
}

/// How many values a value holds; of a text, its bytes.
pub(super) fn length(value: &Value) -> usize {
    let of_list = value.as_array().map(<[Value]>::len);
    let of_map = value.as_map().map(|map| map.len());
    of_list
        .or(of_map)
        .or(value.as_str().map(str::len))
        .or(value.as_bytes().map(<[u8]>::len))
        .unwrap_or_default()
}

/// Counts a value with all that it holds, as often as it holds it.
pub(super) fn handle_all(value: &Value) -> Result<(), Over> {
    let mut pending = 0;
    gather(value, 0, &mut pending)?;
    meter::handle(pending)
}

fn gather(value: &Value, depth: usize, pending: &mut usize) -> Result<(), Over> {
    if depth > VALUE_DEPTH {
        return meter::too_deep();
    }
    *pending += VALUE + value.as_str().map_or(0, str::len) + value.as_bytes().map_or(0, <[u8]>::len);
    if *pending > STEP {
        meter::handle(std::mem::take(pending))?;
    }
    if let Some(list) = value.as_array() {
        list.iter().try_for_each(|value| gather(value, depth + 1, pending))?;
    }
    if let Some(map) = value.as_map() {
        for (key, value) in map {
            *pending += key.as_str().map_or(VALUE, str::len);
            gather(value, depth + 1, pending)?;
        }
    }
    Ok(())
}

/// How many bytes a value holds with all that it holds.
pub(super) fn size(value: &Value) -> usize {
    let own = VALUE + value.as_str().map_or(0, str::len);
    let of_list = value.as_array().map_or(0, |list| list.iter().map(size).sum());
    let of_map = value.as_map().map_or(0, |map| map.iter().map(|(_, value)| VALUE + size(value)).sum());
    own + of_list + of_map
}
