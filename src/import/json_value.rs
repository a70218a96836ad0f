//! JSON as it stands in a file: fields in their order, one that is named twice among them.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap as _, SerializeSeq as _},
};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    /// Nothing is known.
    Null,
    /// A truth.
    Truth(bool),
    /// A number, as it is written out.
    Number(String, serde_json::Number),
    /// Words.
    Words(String),
    /// Several values.
    List(Vec<Json>),
    /// Fields.
    Object(Fields),
}

/// The fields of an object, in order.
pub(super) type Fields = Vec<(String, Json)>;

impl Json {
    /// Reads a text that holds one value.
    pub(super) fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The value on one line, as JSON.
    pub(super) fn compact(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The fields, if it is an object.
    pub(super) fn fields(&self) -> Option<&Fields> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// The words of a value that is no object and no list.
    pub(super) fn scalar(&self) -> Option<String> {
        match self {
            Self::Null => Some(String::new()),
            Self::Truth(value) => Some(value.to_string()),
            Self::Number(written, _) => Some(written.clone()),
            Self::Words(words) => Some(words.clone()),
            Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// The field of this name.
pub(super) fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f Json> {
    fields.iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

/// Fields inside fields become fields named `officer.name`; scalars of a list are joined; a list of objects stays JSON.
pub(super) fn flat(fields: &Fields) -> Vec<(String, String)> {
    let mut out = Vec::new();
    flatten("", fields, &mut out);
    out
}

fn flatten(above: &str, fields: &Fields, out: &mut Vec<(String, String)>) {
    for (name, value) in fields {
        let name = if above.is_empty() {
            name.clone()
        } else {
            format!("{above}.{name}")
        };
        match value {
            Json::Object(inner) => flatten(&name, inner, out),
            Json::List(items) => {
                let scalars: Option<Vec<String>> = items.iter().map(Json::scalar).collect();
                let words = scalars.map_or_else(|| value.compact(), |all| all.join("; "));
                out.push((name, words));
            }
            _ => out.push((name, value.scalar().unwrap_or_default())),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Json;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Truth(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string(), value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string(), value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        let number = serde_json::Number::from_f64(value);
        Ok(number.map_or_else(
            || Json::Words(value.to_string()),
            |n| Json::Number(value.to_string(), n),
        ))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Words(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Words(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut out = Vec::new();
        while let Some(item) = items.next_element()? {
            out.push(item);
        }
        Ok(Json::List(out))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut out = Vec::new();
        while let Some(field) = fields.next_entry()? {
            out.push(field);
        }
        Ok(Json::Object(out))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Truth(value) => to.serialize_bool(*value),
            Self::Number(_, number) => number.serialize(to),
            Self::Words(words) => to.serialize_str(words),
            Self::List(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Object(fields) => {
                let mut map = to.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
