//! *Whole*: entries with all their fields, and everything that was read in them, for the disclosure pack.

use std::collections::BTreeMap;

use crate::{
    model::{
        entry::Entry,
        matter::Matter,
        mention::{Mention, Who},
        when::When,
    },
    report::{
        document::{Block, Inline, Table, text},
        kinds::parts::{lines, plain_table, point, table_or},
    },
};

fn interval(when: &When) -> String {
    let mark = if when.doubtful { ", doubtful" } else { "" };
    let time = when.time.map_or(String::new(), |t| t.format(" %H:%M").to_string());
    let remark = when.remark.as_deref().map_or(String::new(), |r| format!("; {r}"));
    if when.earliest == when.latest {
        format!("{}{time}{mark}{remark}", when.earliest)
    } else {
        format!("{} to {}{time}{mark}{remark}", when.earliest, when.latest)
    }
}

/// Heads of an entry with every field, with their widths.
pub(crate) const HEADS: [(&str, u8); 12] = [
    ("Ref", 7),
    ("Agency", 8),
    ("Date as written", 7),
    ("Read as", 8),
    ("Typed", 5),
    ("Sequence", 4),
    ("Source", 7),
    ("Author", 6),
    ("Type", 7),
    ("What was written", 26),
    ("Further columns", 7),
    ("From", 8),
];

/// An entry with every field.
pub(crate) fn row(matter: &Matter, e: &Entry) -> Vec<Vec<Inline>> {
    let further = e
        .further
        .iter()
        .map(|f| text(format!("{}: {}", f.name, f.value)))
        .collect();
    let origin = &e.origin;
    let part = if origin.part.is_empty() {
        String::new()
    } else {
        format!(", {}", origin.part)
    };
    vec![
        vec![Inline::Strong(e.id.0.clone())],
        text(matter.case.agency_name(&e.agency)),
        text(e.when.written.clone()),
        text(interval(&e.when)),
        text(e.recorded.as_ref().map_or(String::new(), |r| r.written.clone())),
        text(e.sequence.map_or(String::new(), |s| s.to_string())),
        text(e.source.clone()),
        text(e.author.clone()),
        text(e.entry_type.clone()),
        text(e.text.clone()),
        lines(further),
        vec![Inline::Small(format!("{}{part}, row {}", origin.file, origin.row))],
    ]
}

/// Every entry with every field, in order.
pub(crate) fn entries(matter: &Matter) -> Vec<Block> {
    let table = plain_table(
        "entries",
        "Every entry with every field, in order",
        &HEADS,
        matter.entries.iter().map(|e| row(matter, e)).collect(),
    );
    let days = matter
        .entries
        .iter()
        .map(|e| (e.when.earliest, e.when.latest))
        .collect();
    point(Table { days, ..table }, "There are no entries.")
}

fn who(who: &Who) -> String {
    match who {
        Who::Person(id) => id.0.clone(),
        Who::Other(words) => format!("other: {words}"),
        Who::Unresolved => "not resolved".to_owned(),
    }
}

/// Every mention, with what is said of it.
pub(crate) fn mentions(matter: &Matter) -> Block {
    let row = |m: &Mention| {
        let label = matter.concepts.get(&m.concept).map_or("", String::as_str);
        let struck = m.struck.map_or(String::new(), |n| format!("struck out by act {n}"));
        let part = format!("{:?}", m.quote.part).to_lowercase();
        vec![
            text(m.quote.entry.0.clone()),
            text(format!("{part} {}–{}", m.quote.start, m.quote.end)),
            text(m.quote.text.clone()),
            text(label),
            text(m.assertion.words().join(", ")),
            text(format!("{} → {}", who(&m.actor), who(&m.target))),
            text(m.toward.clone().unwrap_or_default()),
            text(m.hand_word()),
            text(struck),
        ]
    };
    table_or(
        "mentions",
        "Every mention with what is said of it; places are bytes",
        &[
            ("Entry", 9),
            ("Place", 9),
            ("Words", 20),
            ("Concept", 18),
            ("Said of it", 12),
            ("Who to whom", 12),
            ("Toward", 7),
            ("Read by", 7),
            ("Struck out", 6),
        ],
        matter.readings.iter().flat_map(|r| &r.mentions).map(row).collect(),
        "Nothing was read in the entries.",
    )
}

/// Phrases and codes by which concepts were read, each once.
pub(crate) fn phrases(matter: &Matter) -> Block {
    let mut by_phrase: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for mention in matter.readings.iter().flat_map(|r| &r.mentions) {
        let key = (mention.concept.as_str(), mention.hand_word(), mention.literal.as_str());
        *by_phrase.entry(key).or_default() += 1;
    }
    let rows = by_phrase.into_iter().map(|((concept, hand, literal), count)| {
        let label = matter.concepts.get(concept).map_or("", String::as_str);
        vec![
            text(label),
            vec![Inline::Small(concept.to_owned())],
            text(hand),
            text(literal),
            text(count.to_string()),
        ]
    });
    table_or(
        "phrases",
        "Phrases and codes by which concepts were read, each once",
        &[
            ("Concept", 25),
            ("Its id", 15),
            ("Read by", 10),
            ("Phrase or code", 40),
            ("Mentions", 10),
        ],
        rows.collect(),
        "Nothing was read in the entries.",
    )
}
