//! The parts from which types build their JSON Schema: patterns, conditions, and how a type with a deserializer of its own
//! is written. The schemas themselves are in `schemas.rs`.

use schemars::{Schema, json_schema};

/// An id, as the reader of registers takes it.
pub const ID: &str = "^[a-z0-9][a-z0-9-]*$";

/// Says that a record has a date in `field`, or `undated: true`, and not both.
pub fn dated(field: &'static str) -> impl Fn(&mut Schema) {
    let both = format!("`{field}` and `undated: true` stand together: take out one of the two");
    let with_date = json_schema!({
        "required": [field],
        "properties": {field: {"not": {"type": "null"}}, "undated": {"const": false, "errorMessage": both}},
    });
    let without = json_schema!({
        "required": ["undated"],
        "properties": {"undated": {"const": true}, field: {"type": "null", "errorMessage": both}},
    });
    move |schema| merge(schema, json_schema!({"oneOf": [with_date, without]}))
}

/// Adds the keys of a schema to another.
pub fn merge(schema: &mut Schema, other: Schema) {
    for (key, value) in other.as_object().cloned().unwrap_or_default() {
        schema.insert(key, value);
    }
}

/// Says how a type is written that has a deserializer of its own.
macro_rules! written {
    ($type:ident: $json:tt) => {
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($json)
            }
        }
    };
}

pub(crate) use written;
