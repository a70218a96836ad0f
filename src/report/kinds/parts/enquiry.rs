//! *Lines of enquiry*: the entries that speak of what a line is about, whether or not a pattern found anything, so that a reader starts
//! there; and, of the same file, which readings tell of system factors, of contact, and of what a chronology of key entries has to hold.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    model::{
        entry::Entry,
        finding::{Finding, FindingKind},
        matter::LookedFor,
        mention::{Hand, Mention, Reading, Who, how},
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{agency, count, links::Links, table, when},
    },
    review::lens::Telling,
};

const FILE: &str = include_str!("../../../../templates/reports/enquiry.toml");

/// Entries listed under a line at most.
const LISTED: usize = 200;

/// Letters of an entry that stand for it where none of its words were read.
const FIRST_WORDS: usize = 90;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    system: Vec<String>,
    contact: Vec<String>,
    chronology: Vec<String>,
    told: BTreeMap<String, String>,
    asked: Vec<String>,
    meetings: Vec<String>,
    inbound: Vec<String>,
    told_words: Vec<String>,
    also: Vec<Also>,
    line: Vec<Line>,
}

/// Readings that speak of a step although no pattern counts them as one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Also {
    /// The concept that shows the step.
    step: String,
    /// Concepts that speak of it.
    #[serde(default)]
    pub(crate) reads: Vec<String>,
    /// Does the first naming of somebody at risk speak of it?
    #[serde(default)]
    pub(crate) names: bool,
}

impl Also {
    /// Those of the steps that show this.
    pub(crate) fn of(rule: &LookedFor) -> Vec<Self> {
        let all = toml::from_str::<File>(FILE).map_or_else(|_| Vec::new(), |f| f.also);
        all.into_iter()
            .filter(|a| rule.concepts.first() == Some(&a.step))
            .collect()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    name: String,
    concepts: Vec<String>,
    /// Roles of people whose being named is a mention.
    #[serde(default)]
    roles: Vec<String>,
    /// Kinds of agency all of whose entries bear on the line.
    #[serde(default)]
    kinds: Vec<String>,
}

/// What entries under each line speak of; read once for a report.
#[derive(Debug, Default)]
pub(crate) struct Concepts {
    lines: Vec<Line>,
    /// Workload, staffing, cover, systems.
    pub(crate) system: Vec<String>,
    /// Telling or asking another agency.
    pub(crate) contact: Vec<String>,
    /// What key entries tell of, cited by a finding or not: harm, breaches, what somebody was told to keep away from, what courts did.
    pub(crate) chronology: Vec<String>,
}

impl Concepts {
    /// Those built into the program.
    pub(crate) fn built_in() -> Self {
        // The file is part of the program and a test reads it: were it wrong, a report would lack these lists and no more.
        toml::from_str::<File>(FILE).map_or_else(
            |_| Self::default(),
            |f| Self {
                lines: f.line,
                system: f.system,
                contact: f.contact,
                chronology: f.chronology,
            },
        )
    }

    /// Which readings tell that another agency was told, asked or met.
    pub(crate) fn telling() -> Telling {
        toml::from_str::<File>(FILE).map_or_else(
            |_| Telling::default(),
            |f| Telling {
                told: f.told,
                asked: f.asked,
                meetings: f.meetings,
                contact: f.contact,
                inbound: f.inbound,
                told_words: f.told_words,
            },
        )
    }

    fn of(&self, line: &str) -> Option<&Line> {
        self.lines.iter().find(|l| l.name == line)
    }
}

/// What an entry mentions of a line: labels with the first words of each.
fn said<'a>(links: &Links<'a>, line: &Line, (entry, reading): (&'a Entry, &'a Reading)) -> BTreeMap<&'a str, &'a str> {
    let mut out: BTreeMap<&str, &str> = BTreeMap::new();
    let meant = |m: &&Mention| {
        let is_read = m.struck.is_none() && m.hand != Hand::Reader && !links.is_misread(m);
        is_read && line.concepts.contains(&m.concept)
    };
    for mention in reading.mentions.iter().filter(meant) {
        out.entry(links.label(&mention.concept)).or_insert(&mention.quote.text);
    }
    for found in &reading.people {
        let person = match &found.who {
            Who::Person(id) => links.matter.case.person(id),
            _ => None,
        };
        if let Some(person) = person.filter(|p| found.how != how::PRONOUN && line.roles.contains(&p.role)) {
            out.entry(&person.role).or_insert(&found.words);
        }
    }
    let agency = links.matter.case.agencies.iter().find(|a| a.id == entry.agency);
    if agency.is_some_and(|a| line.kinds.contains(&a.kind)) && out.is_empty() {
        out.insert(
            "Its own entry",
            entry.text.get(..begin(&entry.text)).unwrap_or(&entry.text),
        );
    }
    out
}

/// Where the first words of a text end.
fn begin(text: &str) -> usize {
    text.char_indices().nth(FIRST_WORDS).map_or(text.len(), |(at, _)| {
        text.get(..at).and_then(|t| t.rfind(' ')).unwrap_or(at)
    })
}

/// All entries that speak of what a line is about, whether or not a pattern found anything under it.
pub(crate) fn mentioned(
    links: &Links<'_>,
    concepts: &Concepts,
    (number, line): (usize, &str),
    found: usize,
) -> Vec<Block> {
    let mut rows = Vec::new();
    let all = links.matter.entries.iter().zip(&links.matter.readings);
    for (entry, reading) in all {
        let said = concepts
            .of(line)
            .map_or_else(BTreeMap::new, |l| said(links, l, (entry, reading)));
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
    let is_here = |f: &Finding| {
        let card = links.matter.patterns.get(&f.pattern);
        let is_told = f.kind != FindingKind::Context && f.part_of.is_empty();
        is_told && card.is_some_and(|c| c.place.lines.iter().any(|l| l == line))
    };
    let nothing = if found == 0 {
        format!("{} ", links.none(is_here, "No pattern found anything here."))
    } else {
        String::new()
    };
    let ask = "What do family, friends and practitioners say?";
    if rows.is_empty() {
        return vec![Block::Paragraph(text(format!(
            "{nothing}The program reads no mention of what this line is about in any entry. {ask}"
        )))];
    }
    let all = rows.len();
    rows.truncate(LISTED);
    let which = match all {
        n if n <= LISTED => count(n, "entry mentions", "entries mention"),
        n => format!("{n} entries (the first {LISTED} stand below) mention"),
    };
    vec![
        Block::Paragraph(text(format!(
            "{nothing}{which} what this line is about, whether or not it is said to be so, and whether or not a finding cites it; read them for \
             what no pattern looks for. {ask}"
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
