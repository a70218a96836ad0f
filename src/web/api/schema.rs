//! *Schemas*: what an answer of the interface holds, told by the very types that are written. The document cannot say anything else.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Schemas by the name of their type.
pub(crate) type Schemas = BTreeMap<String, Value>;

/// A type that can say what it is written as.
pub(crate) trait Described {
    /// Its schema; types with a name of their own are put into `all` and referred to.
    fn schema(all: &mut Schemas) -> Value;
}

macro_rules! plain {
    ($($kind:ty => $schema:tt;)*) => {$(
        impl Described for $kind {
            fn schema(_: &mut Schemas) -> Value {
                json!($schema)
            }
        }
    )*};
}

plain! {
    String => {"type": "string"};
    bool => {"type": "boolean"};
    u32 => {"type": "integer", "minimum": 0};
    u64 => {"type": "integer", "minimum": 0};
    usize => {"type": "integer", "minimum": 0};
    i64 => {"type": "integer"};
    f64 => {"type": "number"};
    chrono::NaiveDate => {"type": "string", "format": "date"};
}

impl<T: Described> Described for Option<T> {
    fn schema(all: &mut Schemas) -> Value {
        json!({"anyOf": [T::schema(all), {"type": "null"}]})
    }
}

impl<T: Described> Described for Vec<T> {
    fn schema(all: &mut Schemas) -> Value {
        json!({"type": "array", "items": T::schema(all)})
    }
}

/// Puts words beside a schema.
pub(crate) fn with_words(mut schema: Value, words: &str) -> Value {
    if let Some(map) = schema.as_object_mut() {
        map.insert("description".to_owned(), Value::from(words.trim()));
    }
    schema
}

/// Declares what is written, each field with its words: from one text come the type and its schema.
macro_rules! dto {
    ($($(#[doc = $about:literal])* struct $name:ident { $($(#[doc = $says:literal])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[doc = $about])*
        #[allow(clippy::struct_field_names, reason = "names are a promise to notebooks")]
        #[derive(Debug, serde::Serialize)]
        pub(crate) struct $name {
            $($(#[doc = $says])* pub(crate) $field: $kind,)*
        }

        impl $crate::web::api::schema::Described for $name {
            fn schema(all: &mut $crate::web::api::schema::Schemas) -> serde_json::Value {
                use $crate::web::api::schema::{Described, with_words};
                let name = stringify!($name);
                if !all.contains_key(name) {
                    // A name that stands there already ends a circle.
                    all.insert(name.to_owned(), serde_json::Value::Null);
                    let mut fields = serde_json::Map::new();
                    $(fields.insert(
                        stringify!($field).to_owned(),
                        with_words(<$kind as Described>::schema(all), concat!($($says),*)),
                    );)*
                    let required: Vec<&String> = fields.keys().collect();
                    let whole = serde_json::json!({
                        "type": "object",
                        "description": concat!($($about),*).trim(),
                        "required": required,
                        "properties": fields,
                        "additionalProperties": false,
                    });
                    all.insert(name.to_owned(), whole);
                }
                serde_json::json!({"$ref": format!("#/components/schemas/{name}")})
            }
        }
    )*};
}
pub(crate) use dto;
