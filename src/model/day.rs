//! Days in TOML files, where a date has a type of its own.

/// A day, written as a TOML date or as text `2018-01-14`.
pub mod required {
    use chrono::NaiveDate;
    use serde::{Deserializer, Serialize, Serializer, de::Error};

    /// Reads a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        super::optional::deserialize(from)?.ok_or_else(|| D::Error::custom("a day is missing; write it as 2018-01-14"))
    }

    /// Writes a day as text.
    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        day.serialize(to)
    }
}

/// An optional day, written as a TOML date or as text `2018-01-14`.
pub mod optional {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    /// Reads a day.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        let Some(written) = Option::<Written>::deserialize(from)? else {
            return Ok(None);
        };
        let text = written.text();
        NaiveDate::parse_from_str(&text, "%Y-%m-%d")
            .map(Some)
            .map_err(|_| D::Error::custom(format!("`{text}` is no day; write it as 2018-01-14")))
    }

    /// Writes a day as text.
    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        day.serialize(to)
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Toml(toml::value::Datetime),
    }

    impl Written {
        fn text(&self) -> String {
            match self {
                Self::Text(text) => text.clone(),
                Self::Toml(date) => date.to_string(),
            }
        }
    }
}
