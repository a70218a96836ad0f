//! JSON as it stands in a file: fields in their order, one that is named twice among them, numbers and objects as written.
//!
//! A program that reads a number as a number alters it: `20180114000000000123` loses its end, `1.10` its nought. So the
//! values are read first, and then the text is walked once more for what was written; both meet numbers and objects in
//! the same order.

use std::ops::Range;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// Nothing is known.
    Null,
    /// A truth.
    Truth(bool),
    /// A number, as it is written.
    Number(String),
    /// Words.
    Words(String),
    /// Several values.
    List(Vec<Json>),
    /// Fields, and where in the text the object stands.
    Object(Fields, Range<usize>),
}

/// The fields of an object, in order.
pub(crate) type Fields = Vec<(String, Json)>;

impl Json {
    /// Reads a text that holds one value.
    pub(crate) fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut value: Self = serde_json::from_str(text)?;
        let written = Written::of(text);
        value.take(text, &mut (written.numbers.into_iter(), written.objects.into_iter()));
        Ok(value)
    }

    /// The value on one line, as JSON.
    pub(crate) fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        let words = |words: &str| serde_json::to_string(words).unwrap_or_default();
        match self {
            Self::Null => out.push_str("null"),
            Self::Truth(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(written) => out.push_str(written),
            Self::Words(value) => out.push_str(&words(value)),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(fields, _) => {
                out.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    out.push_str(&words(name));
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// The value as it stands in the text that it was read from, where it is an object.
    pub(crate) fn as_written(&self, text: &str) -> String {
        let place = match self {
            Self::Object(_, place) => text.get(place.clone()).filter(|t| !t.is_empty()),
            _ => None,
        };
        place.map_or_else(|| self.compact(), str::to_owned)
    }

    /// Takes what was written, value by value in the order of the text.
    fn take(&mut self, text: &str, written: &mut (Places, Places)) {
        match self {
            Self::Number(number) => {
                if let Some(as_written) = written.0.next().and_then(|place| text.get(place)) {
                    as_written.clone_into(number);
                }
            }
            Self::List(items) => items.iter_mut().for_each(|item| item.take(text, written)),
            Self::Object(fields, place) => {
                *place = written.1.next().unwrap_or_default();
                for (_, value) in fields.iter_mut() {
                    value.take(text, written);
                }
            }
            Self::Null | Self::Truth(_) | Self::Words(_) => {}
        }
    }

    /// The fields, if it is an object.
    pub(crate) fn fields(&self) -> Option<&Fields> {
        match self {
            Self::Object(fields, _) => Some(fields),
            _ => None,
        }
    }

    /// A day that is written in its parts: `{"year": 2019, "month": 1, "day": 26}`, or as a list of them under the name of a date.
    pub(crate) fn day(&self, name: &str) -> Option<String> {
        let parts: Vec<u32> = match self {
            Self::Object(fields, _) if fields.len() == 3 => {
                let part = |name: &str| fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
                let parts = ["year", "month", "day"].into_iter().map(|n| part(n)?.1.figure());
                parts.collect::<Option<_>>()?
            }
            Self::List(items) if name.to_ascii_lowercase().contains("date") => {
                items.iter().map(Self::figure).collect::<Option<_>>()?
            }
            _ => return None,
        };
        let [year @ 1900..=2100, month @ 1..=12, day @ 1..=31, clock @ ..] = parts.as_slice() else {
            return None;
        };
        let day = format!("{year}-{month:02}-{day:02}");
        match clock {
            [] => Some(day),
            [hour @ 0..=23, minute @ 0..=59] => Some(format!("{day} {hour:02}:{minute:02}")),
            [hour @ 0..=23, minute @ 0..=59, second @ 0..=59] => {
                Some(format!("{day} {hour:02}:{minute:02}:{second:02}"))
            }
            _ => None,
        }
    }

    fn figure(&self) -> Option<u32> {
        self.scalar()?.parse().ok()
    }

    /// The words of a value that is no object and no list.
    pub(crate) fn scalar(&self) -> Option<String> {
        match self {
            Self::Null => Some(String::new()),
            Self::Truth(value) => Some(value.to_string()),
            Self::Number(written) => Some(written.clone()),
            Self::Words(words) => Some(words.clone()),
            Self::List(_) | Self::Object(..) => None,
        }
    }
}

type Places = std::vec::IntoIter<Range<usize>>;

/// Where the numbers and the objects of a text stand, each in the order of its beginning. The text is known to be JSON.
#[derive(Default)]
struct Written {
    numbers: Vec<Range<usize>>,
    objects: Vec<Range<usize>>,
}

impl Written {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut out = Self::default();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            match byte {
                b'"' => at += words_end(rest),
                b'{' => {
                    open.push(out.objects.len());
                    out.objects.push(at..at);
                }
                b'}' => {
                    if let Some(object) = open.pop().and_then(|o| out.objects.get_mut(o)) {
                        object.end = at + 1;
                    }
                }
                b'-' | b'0'..=b'9' => {
                    let is_more = |b: &&u8| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                    let more = rest.iter().take_while(is_more).count();
                    out.numbers.push(at..at + 1 + more);
                    at += more;
                }
                _ => {}
            }
            at += 1;
        }
        out
    }
}

/// How many bytes behind an opening quotation mark the words reach, with the mark that closes them.
fn words_end(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        at += 1;
        match byte {
            b'"' => break,
            b'\\' => at += 1,
            _ => {}
        }
    }
    at
}

/// The field of this name.
pub(crate) fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f Json> {
    fields.iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

/// Fields inside fields become fields named `officer.name`; scalars of a list are joined; a list of objects stays JSON.
pub(crate) fn flat(fields: &Fields) -> Vec<(String, String)> {
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
        if let Some(day) = value.day(&name) {
            out.push((name, day));
            continue;
        }
        match value {
            Json::Object(inner, _) => flatten(&name, inner, out),
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
        Ok(Json::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
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
        Ok(Json::Object(out, Range::default()))
    }
}
