//! The size of Tera's values.

use tera::Value;

use crate::write::meter::{self, Exceeded};
use crate::write::template_limits::MAX_VALUE_DEPTH;

/// The size of a value in memory without its text, in bytes.
pub(super) const VALUE: usize = 16;

/// The number of bytes of a value after which the meter is updated.
const STEP: usize = 1 << 20;

/// The cost of reading a value: the length of a text, or a constant for each item.
pub(super) fn read_cost(value: &Value) -> usize {
    match value.as_str() {
        Some(text) => text.len(),
        None => VALUE * length(value),
    }
}

/// The cost of preparing a loop over a value: for a text, each character with its position.
pub(super) fn iteration_cost(value: &Value) -> usize {
    match (value.as_str(), value.as_map()) {
        (Some(text), _) => VALUE * text.len(),
        (_, Some(map)) => 4 * VALUE * map.len(),
        _ => VALUE,
    }
}

/// The number of items in a value; for a text, its bytes.
pub(super) fn length(value: &Value) -> usize {
    let of_list = value.as_array().map(<[Value]>::len);
    let of_map = value.as_map().map(|map| map.len());
    of_list
        .or(of_map)
        .or(value.as_str().map(str::len))
        .or(value.as_bytes().map(<[u8]>::len))
        .unwrap_or_default()
}

/// Counts a value with everything in it, shared values each time that they occur.
pub(super) fn handle_deep(value: &Value) -> Result<(), Exceeded> {
    let mut pending = 0;
    add_up(value, 0, &mut pending)?;
    meter::handle(pending)
}

fn add_up(value: &Value, depth: usize, pending: &mut usize) -> Result<(), Exceeded> {
    if depth > MAX_VALUE_DEPTH {
        return meter::too_deep();
    }
    *pending += VALUE + value.as_str().map_or(0, str::len) + value.as_bytes().map_or(0, <[u8]>::len);
    if *pending > STEP {
        meter::handle(std::mem::take(pending))?;
    }
    if let Some(list) = value.as_array() {
        list.iter().try_for_each(|value| add_up(value, depth + 1, pending))?;
    }
    if let Some(map) = value.as_map() {
        for (key, value) in map {
            *pending += key.as_str().map_or(VALUE, str::len);
            add_up(value, depth + 1, pending)?;
        }
    }
    Ok(())
}

/// The size of a value with everything in it, in bytes.
pub(super) fn size(value: &Value) -> usize {
    let own = VALUE + value.as_str().map_or(0, str::len);
    let of_list = value.as_array().map_or(0, |list| list.iter().map(size).sum());
    let of_map = value.as_map().map_or(0, |map| map.iter().map(|(_, value)| VALUE + size(value)).sum());
    own + of_list + of_map
}
