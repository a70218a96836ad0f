//! *Telling* how a query was read: with operators, as it would be typed, and in plain words.

use std::fmt;

use chrono::NaiveDate;

use crate::{
    model::when::{day_in_words, days_in_words},
    search::query::{Field, Node},
};

fn name(field: Field) -> &'static str {
    Field::ALL.iter().find(|(_, f)| *f == field).map_or("", |(n, _)| n)
}

/// More words of an entry than these are not told.
const TOLD: usize = 8;

/// A query in plain words, to stand behind "entries".
pub(super) fn in_words(node: &Node) -> String {
    match node {
        Node::All => "of any kind".to_owned(),
        Node::Like(terms, _) => {
            let told: Vec<&str> = terms.iter().take(TOLD).map(|(t, _)| t.as_str()).collect();
            format!("that share several of its most telling words ({}, …)", told.join(", "))
        }
        Node::And(parts) => joined(parts, "and"),
        Node::Or(parts) => joined(parts, "or"),
        Node::Not(part) => format!("not {}", grouped(part)),
        leaf => leaf_in_words(leaf),
    }
}

fn leaf_in_words(node: &Node) -> String {
    match node {
        Node::Word(w) => format!("with “{w}” in any form"),
        Node::Phrase(p) => format!("with exactly “{p}”"),
        Node::Prefix(p) => format!("with words that begin “{p}”"),
        Node::Fuzzy(w, _) => format!("with words spelt nearly “{w}”"),
        Node::Dates(from, to) => dates(*from, *to),
        Node::Field(field, value) => match field {
            Field::Agency => format!("of the agency “{value}”"),
            Field::Type => format!("of the kind of contact “{value}”"),
            Field::Person => format!("that name or mean “{value}”"),
            Field::Concept => format!("read as “{value}”"),
            Field::Ref => format!("with the reference “{value}”"),
            Field::Note => format!("with a note that says “{value}”"),
            Field::Tag => format!("tagged “{value}”"),
            Field::Has => format!("that have a {value}"),
        },
        _ => String::new(),
    }
}

fn dates(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("of {}", day_in_words(from)),
        (Some(from), Some(to)) => format!("of the days {}", days_in_words(from, to)),
        (Some(from), None) => format!("of {} or later", day_in_words(from)),
        (None, Some(to)) => format!("of {} or earlier", day_in_words(to)),
        (None, None) => "of any day".to_owned(),
    }
}

fn grouped(node: &Node) -> String {
    match node {
        Node::And(_) | Node::Or(_) => format!("({})", in_words(node)),
        _ => in_words(node),
    }
}

fn joined(parts: &[Node], word: &str) -> String {
    let all: Vec<String> = parts.iter().map(grouped).collect();
    all.join(&format!(" {word} "))
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Node], word: &str| {
            f.write_str("(")?;
            for (n, part) in parts.iter().enumerate() {
                if n > 0 {
                    write!(f, " {word} ")?;
                }
                part.fmt(f)?;
            }
            f.write_str(")")
        };
        let day = |d: &Option<NaiveDate>| d.map_or(String::new(), |d| d.to_string());
        match self {
            Self::All => f.write_str("every entry"),
            Self::Word(w) => f.write_str(w),
            Self::Phrase(p) => write!(f, "\"{p}\""),
            Self::Prefix(p) => write!(f, "{p}*"),
            Self::Fuzzy(w, d) => write!(f, "{w}~{d}"),
            Self::Field(field, value) if value.contains(' ') => write!(f, "{}:\"{value}\"", name(*field)),
            Self::Field(field, value) => write!(f, "{}:{value}", name(*field)),
            Self::Dates(from, to) if from == to => write!(f, "date:{}", day(from)),
            Self::Dates(from, to) => write!(f, "date:{}..{}", day(from), day(to)),
            Self::And(parts) => joined(f, parts, "AND"),
            Self::Or(parts) => joined(f, parts, "OR"),
            Self::Not(part) => write!(f, "NOT {part}"),
            Self::Like(terms, least) => {
                let told: Vec<&str> = terms.iter().map(|(t, _)| t.as_str()).collect();
                write!(f, "at least {least} of: {}", told.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::search::query::read;

    #[test]
    fn a_query_is_told_in_plain_words() {
        for (typed, words) in [
            (
                "followed \"her home\"",
                "with “followed” in any form and with exactly “her home”",
            ),
            (
                "stalk* OR (knife -police)",
                "with words that begin “stalk” or (with “knife” in any form and not with “police” in any form)",
            ),
            ("date:2018-01-14", "of 14 January 2018"),
            ("has:warning", "that have a warning"),
        ] {
            assert_eq!(in_words(&read(typed).node), words);
        }
    }
}
