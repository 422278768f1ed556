//! The JSON Schemas (draft 2020-12) of the files that editors write, for completion and validation in text editors.
//!
//! They are generated from the types that the files are read into: a property is a field, and its description is the
//! field's doc comment. A type with a custom deserializer defines its schema beside it (`model/value/schema.rs`). A
//! schema may accept what only the checks can detect (a day that is not in the calendar, an id that does not exist),
//! but rejects nothing that is valid.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::with_registers;
use crate::model::register::retired::Retired;
use crate::model::source::config::Config;
use crate::model::source::front_matter::FrontMatter;
use crate::model::source::tree::{CONFIG, RETIRED};

/// The schema of one kind of file.
#[derive(Clone, Copy, Debug)]
pub struct NamedSchema {
    /// The name for `chancery schema`.
    pub name: &'static str,
    /// The file that it describes.
    pub file: &'static str,
    make: fn(SchemaSettings) -> Schema,
}

/// Declares the schema of each register.
macro_rules! register_schemas {
    ($($kind:ident, $list:ident: $type:ty;)*) => {
        /// The schemas of the registers but that of retired ids.
        const REGISTERS: &[NamedSchema] = &[
            $(NamedSchema::of::<Vec<$type>>(stringify!($list), RecordKind::$kind.file()),)*
        ];
    };
}

with_registers!(register_schemas);

/// The other schemas.
const OTHERS: &[NamedSchema] = &[
    NamedSchema::of::<Vec<Retired>>("retired", RETIRED),
    NamedSchema::of::<FrontMatter>("front-matter", "the front matter of a page"),
    NamedSchema::of::<Config>("config", CONFIG),
];

impl NamedSchema {
    /// All schemas.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        REGISTERS.iter().chain(OTHERS)
    }

    const fn of<T: JsonSchema>(name: &'static str, file: &'static str) -> Self {
        Self { name, file, make: |settings| settings.into_generator().into_root_schema_for::<T>() }
    }

    /// The schema with a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|schema| schema.name == name)
    }

    /// The schema, complete and without references to others.
    pub fn schema(&self) -> Schema {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let mut schema = (self.make)(settings.with_transform(RecursiveTransform(as_read)));
        schema.insert("title".to_owned(), self.file.into());
        schema
    }
}

/// Adjusts a derived schema to what the readers accept.
fn as_read(schema: &mut Schema) {
    // A number or `true` in place of a text is read as text.
    let is_bound = ["const", "enum", "pattern"].iter().any(|key| schema.get(*key).is_some());
    let mut types = types(schema);
    if !is_bound && types.contains(&"string") && types.iter().all(|name| matches!(*name, "string" | "null")) {
        types.splice(1..1, ["number", "boolean"]);
        let types = types.as_slice().into();
        schema.insert("type".to_owned(), types);
    }
    // Rust's integer types mean nothing elsewhere.
    if schema.get("format").and_then(|format| format.as_str()).is_some_and(|format| format.contains("int")) {
        schema.remove("format");
    }
    // An empty default helps nobody.
    if schema
        .get("default")
        .is_some_and(|default| default.is_null() || default.as_array().is_some_and(Vec::is_empty))
    {
        schema.remove("default");
    }
    for name in required(schema) {
        let property = schema.pointer_mut(&format!("/properties/{name}"));
        if let Some(property) = property.and_then(|property| <&mut Schema>::try_from(property).ok()) {
            never_null(property);
        }
    }
}

/// The types that a schema accepts.
fn types(schema: &Schema) -> Vec<&'static str> {
    let types = schema.get("type");
    let one = types.and_then(|types| types.as_str());
    let several =
        types.and_then(|types| types.as_array()).into_iter().flatten().filter_map(|name| name.as_str());
    let known = ["string", "null", "number", "integer", "boolean", "array", "object"];
    let named = one.into_iter().chain(several);
    named.filter_map(|name| known.into_iter().find(|known| *known == name)).collect()
}

fn required(schema: &Schema) -> Vec<String> {
    let names = schema.get("required").and_then(|names| names.as_array());
    names.into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Removes the null that an `Option` adds: a required key has a value.
fn never_null(property: &mut Schema) {
    if let Some(types) = property.get_mut("type").and_then(|types| types.as_array_mut()) {
        types.retain(|one| one != "null");
    }
    let either = property.get_mut("anyOf").and_then(|either| either.as_array_mut());
    if let Some(either) = either {
        either.retain(|one| one.get("type").is_none_or(|one| one != "null"));
        if let [one] = either.as_slice()
            && let Some(one) = one.as_object().cloned()
        {
            property.remove("anyOf");
            for (key, value) in one.into_iter().filter(|(key, _)| key != "description") {
                property.insert(key, value);
            }
        }
    }
}
