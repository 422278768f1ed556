//! The parts of JSON Schemas that types share: patterns, conditions, and the schemas of types with their own deserializer.
//! The schemas themselves are in `schemas.rs`.

use schemars::{Schema, json_schema};

/// The pattern of a record's id.
pub const ID: &str = "^[a-z0-9][a-z0-9-]*$";

/// Requires either a date in `field` or `undated: true`, not both.
pub fn dated(field: &'static str) -> impl Fn(&mut Schema) {
    let both = format!("both `{field}` and `undated: true`: remove one of the two");
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

/// Implements `JsonSchema` for a type with its own deserializer.
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
