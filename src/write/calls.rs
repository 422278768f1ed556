//! The functions that are called in metered templates, under which names [`super::layout`] registers them with Tera.

/// Counts a value that is read.
pub const READ: &str = "budget_read";
/// Counts a value that is read, kept or joined, with everything in it.
pub const DEEP: &str = "budget_deep";
/// Counts a printed value.
pub const PRINTED: &str = "budget_printed";
/// Counts the value that a loop iterates over.
pub const EACH: &str = "budget_each";
/// Counts the value that a list comprehension iterates over.
pub const ITEMS: &str = "budget_items";
/// Counts an item of a list comprehension.
pub const ITEM: &str = "budget_item";
/// Counts an iteration of a loop.
pub const ROUND: &str = "budget_round";
/// Marks the start of a part: an include or a block.
pub const ENTER: &str = "budget_enter";
/// Marks its end.
pub const LEAVE: &str = "budget_leave";
/// Marks the start of a component.
pub const COMPONENT: &str = "budget_component";
/// Marks its end.
pub const COMPONENT_END: &str = "budget_component_end";
/// The prefix of the filters that are called before other filters.
pub const BEFORE: &str = "budget_before_";
/// The filters with such a filter before them. The output of `join` and `replace` depends on more than their input,
/// so they count for themselves.
pub const GROWING: [&str; 6] = ["escape_html", "escape_xml", "indent", "newlines_to_br", "split", "unique"];
