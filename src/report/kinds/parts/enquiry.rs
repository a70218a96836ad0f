//! *Lines of enquiry* under which no pattern found anything: the entries that speak of the matter all the same, so that a reader starts there.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::report::{
    document::{Block, Inline, text},
    kinds::parts::{agency, count, links::Links, table, when},
};

const FILE: &str = include_str!("../../../../templates/reports/enquiry.toml");

/// Entries listed under a line.
const LISTED: usize = 10;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    concepts: Vec<String>,
}

/// What entries under each line speak of; read once for a report.
#[derive(Debug)]
pub(crate) struct Concepts(Vec<Line>);

impl Concepts {
    /// Those built into the program.
    pub(crate) fn built_in() -> Self {
        // The file is part of the program and a test reads it: were it wrong, a report would lack these lists and no more.
        Self(toml::from_str::<File>(FILE).map_or_else(|_| Vec::new(), |f| f.line))
    }

    fn of(&self, line: &str) -> &[String] {
        let found = self.0.iter().find(|l| l.name == line);
        found.map_or(&[], |l| l.concepts.as_slice())
    }
}

/// That no pattern found anything under a line, and the first entries that mention what it is about.
pub(crate) fn nothing_found(links: &Links<'_>, concepts: &Concepts, (number, line): (usize, &str)) -> Vec<Block> {
    let wanted = concepts.of(line);
    let mut rows = Vec::new();
    for (entry, reading) in links.matter.entries.iter().zip(&links.matter.readings) {
        let mut said: BTreeMap<&str, &str> = BTreeMap::new();
        for mention in reading
            .mentions
            .iter()
            .filter(|m| m.struck.is_none() && wanted.contains(&m.concept))
        {
            said.entry(links.label(&mention.concept)).or_insert(&mention.quote.text);
        }
        if !said.is_empty() {
            let words = said.into_iter().map(|(label, quote)| format!("{label}: “{quote}”"));
            rows.push(vec![
                when(&entry.when),
                vec![agency(links.matter, &entry.agency)],
                vec![Inline::Strong(entry.id.0.clone())],
                text(words.collect::<Vec<_>>().join("; ")),
            ]);
        }
    }
    let ask = "What do family, friends and practitioners say?";
    if rows.is_empty() {
        return vec![Block::Paragraph(text(format!("No pattern found anything here. {ask}")))];
    }
    let all = rows.len();
    rows.truncate(LISTED);
    let which = match all {
        n if n <= LISTED => count(n, "entry mentions", "entries mention"),
        n => format!("{n} entries (the first {LISTED} stand below) mention"),
    };
    vec![
        Block::Paragraph(text(format!(
            "No pattern found anything here. {which} what this line is about, whether or not it is said to be so; read them for what no \
             pattern looks for. {ask}"
        ))),
        table(
            &format!("Mentions by line of enquiry: {number}"),
            "Entries that mention what this line is about",
            &[
                ("Date and time", 16),
                ("Agency", 20),
                ("Ref", 12),
                ("What is mentioned", 52),
            ],
            rows,
        ),
    ]
}
