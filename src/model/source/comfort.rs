//! Optional reading features of the theme's scripts; pages work without them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::{Deserialize, Deserializer, Serialize, de};

/// The reading features, for browsers that run scripts: all of them unless the configuration turns them off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Comfort {
    /// Buttons that copy the address of a heading or paragraph, or a citation of the page.
    pub copy: bool,
    /// Previews of the targets of references.
    pub previews: bool,
    /// A switch between the light and the dark theme, which the browser remembers.
    pub theme: bool,
    /// A marker in "on this page" that follows the reader's position.
    pub contents: bool,
    /// The key `/` as a shortcut to the search field; readers can turn it off.
    pub slash: bool,
}

impl Comfort {
    const NONE: Self = Self::each(false);

    const fn each(is_wanted: bool) -> Self {
        Self { copy: is_wanted, previews: is_wanted, theme: is_wanted, contents: is_wanted, slash: is_wanted }
    }

    /// The features; `None` if all are off, because pages then need no script.
    pub fn any(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

impl Default for Comfort {
    fn default() -> Self {
        Self::each(true)
    }
}

/// The mapping in the configuration; features that it does not mention are on.
#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Choices {
    /// Buttons that copy the address of a heading or paragraph, or a citation of the page.
    copy: bool,
    /// Previews of the targets of references.
    previews: bool,
    /// A switch between the light and the dark theme, which the browser remembers.
    theme: bool,
    /// A marker in "on this page" that follows the reader's position.
    contents: bool,
    /// The key `/` as a shortcut to the search field; readers can turn it off.
    slash: bool,
}

impl Default for Choices {
    fn default() -> Self {
        let Comfort { copy, previews, theme, contents, slash } = Comfort::default();
        Self { copy, previews, theme, contents, slash }
    }
}

impl<'de> Deserialize<'de> for Comfort {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> de::Visitor<'de> for Written {
            type Value = Comfort;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false`, or a mapping of keys to values")
            }

            fn visit_bool<E: de::Error>(self, is_wanted: bool) -> Result<Comfort, E> {
                Ok(Comfort::each(is_wanted))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Comfort, A::Error> {
                let Choices { copy, previews, theme, contents, slash } =
                    Choices::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Comfort { copy, previews, theme, contents, slash })
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Comfort {
    fn schema_name() -> Cow<'static, str> {
        "Comfort".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let choices = generator.subschema_for::<Choices>();
        json_schema!({"anyOf": [{"type": "boolean", "description": "All of them, or none."}, choices]})
    }
}
