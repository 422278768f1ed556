//! The calls that are written into templates: what [`super::layout`] gives Tera under these names.

/// A value that is read.
pub const READ: &str = "budget_read";
/// A value that is read, kept or joined with all that it holds.
pub const DEEP: &str = "budget_deep";
/// What was printed.
pub const PRINTED: &str = "budget_printed";
/// What a loop goes through.
pub const EACH: &str = "budget_each";
/// What a list is made of, and a value of it.
pub const ITEMS: &str = "budget_items";
/// A value of a list that is made of another.
pub const ITEM: &str = "budget_item";
/// A round of a loop.
pub const ROUND: &str = "budget_round";
/// A part begins: an include, a block.
pub const ENTER: &str = "budget_enter";
/// It ends.
pub const LEAVE: &str = "budget_leave";
/// A component begins.
pub const COMPONENT: &str = "budget_component";
/// It ends.
pub const COMPONENT_END: &str = "budget_component_end";
/// Before the name of a filter: the filter that comes before it.
pub const BEFORE: &str = "budget_before_";
/// The filters that have one before them. What `join` and `replace` make depends on more than what they are given, so
/// these two count for themselves.
pub const GROWING: [&str; 6] = ["escape_html", "escape_xml", "indent", "newlines_to_br", "split", "unique"];
