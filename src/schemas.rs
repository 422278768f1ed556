//! The catalogue of JSON Schemas (draft 2020-12) of what editors write, for completion and checking in their text editors.
//!
//! They come from the types that the readers fill: a property is a field, its description is the field's doc comment. A
//! type with a deserializer of its own says beside it how it is written (`model/value/schema.rs`). A schema may accept what only the
//! checks can see (a day that is not in the calendar, an id that does not exist), and rejects nothing that is read.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use crate::model::register::record_kind::RecordKind;
use crate::model::register::registers::with_registers;
use crate::model::register::retired::Retired;
use crate::model::source::config::Config;
use crate::model::source::front_matter::FrontMatter;
use crate::model::source::tree::{CONFIG, RETIRED};

/// The schema of one file that editors write.
#[derive(Clone, Copy, Debug)]
pub struct NamedSchema {
    /// What `chancery schema` calls it.
    pub name: &'static str,
    /// The file that it is for.
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
    /// Every schema.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        REGISTERS.iter().chain(OTHERS)
    }

    const fn of<T: JsonSchema>(name: &'static str, file: &'static str) -> Self {
        Self { name, file, make: |settings| settings.into_generator().into_root_schema_for::<T>() }
    }

    /// The schema of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|schema| schema.name == name)
    }

    /// The schema itself, whole: it refers to no other.
    pub fn schema(&self) -> Schema {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        let mut schema = (self.make)(settings.with_transform(RecursiveTransform(as_read)));
        schema.insert("title".to_owned(), self.file.into());
        schema
    }
}

/// Brings a derived schema in line with the readers.
fn as_read(schema: &mut Schema) {
    // A number or `true` where a text belongs is read as the text that it is.
    let is_bound = ["const", "enum", "pattern"].iter().any(|key| schema.get(*key).is_some());
    let mut types = types(schema);
    if !is_bound && types.contains(&"string") && types.iter().all(|name| matches!(*name, "string" | "null")) {
        types.splice(1..1, ["number", "boolean"]);
        let types = types.as_slice().into();
        schema.insert("type".to_owned(), types);
    }
    // What Rust calls a number means nothing elsewhere.
    if schema.get("format").and_then(|format| format.as_str()).is_some_and(|format| format.contains("int")) {
        schema.remove("format");
    }
    // An empty default is no help to anyone.
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

/// The names of the types that a schema lets through.
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

/// Takes the null out that an `Option` brings: a key that is needed has a value.
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
