//! The knowledge ledger: each fact that findings rest on, and when each agency first wrote it down, with what its entry shows of how.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        case::{Agency, AgencyId, PersonId},
        entry::Entry,
        finding::FindingKind,
        matter::Matter,
        mention::{Hand, Mention, Reading, Who, how},
        quote,
        when::When,
    },
    report::{
        Kind, Part, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{
            agency, happened, heading, lines,
            links::{Links, SAME_EVENT, is_asserted},
            marked, opening, plain_table, point, practice, table_or, when,
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Knowledge;

/// What stands where an agency's entries hold none of the words of a fact: more than that nobody can tell.
const NONE: &str = "none of the words looked for";

/// A fact, as one agency first wrote it.
pub(crate) struct First<'a> {
    /// The fact: a concept's id.
    pub(crate) concept: &'a str,
    /// Whom it is said of, as far as its words tell: facts of several people are followed apart. Nobody is told to be among them by this.
    about: Vec<&'a PersonId>,
    /// Who does it and to whom, where that is certain.
    roles: Option<(&'a PersonId, &'a PersonId)>,
    /// Who wrote it.
    pub(crate) agency: &'a AgencyId,
    /// Where.
    pub(crate) entry: &'a Entry,
    /// The words that tell it.
    pub(crate) words: &'a str,
    /// The sentence around them.
    sentence: &'a str,
    /// Entries of the agency that say it.
    times: usize,
}

impl First<'_> {
    /// Is it the same fact of the same people, whoever wrote it down?
    fn is_as(&self, other: &Self) -> bool {
        self.concept == other.concept && self.about == other.about && self.roles == other.roles
    }
}

impl Kind for Knowledge {
    fn name(&self) -> &'static str {
        "knowledge"
    }

    fn title(&self) -> String {
        "Knowledge ledger".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "the panel, on who knew what, and when"
    }

    fn about(&self) -> &'static str {
        "Who first knew what, and how: facts beside agencies"
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "knowledge ledger", settings);
        let links = Links::new(matter);
        let firsts = firsts(&links);
        out.blocks.push(heading(2, "Facts and agencies", "ledger"));
        out.blocks.push(Block::Paragraph(text(
            "For each thing that warnings rest on, and each person of whom it is said, the first entry in which each agency wrote it down. Who \
             did it and to whom is named only where the words name both and nobody else; else the sentence of the first entry stands there. What was looked for are the words and \
             codes that the rules hold for each thing, said as a fact. Where an agency’s cell says that none of these stands in its records, \
             an entry can still tell of it in other words: read the chronology of that agency. An entry is the earliest record of knowing \
             that the program found, and not proof that nobody knew before.",
        )));
        if !firsts.is_empty() {
            out.blocks.push(Block::Table(matrix(&links, &firsts)));
        }
        out.blocks.push(heading(2, "Who first wrote it down, in order", "how"));
        out.blocks.extend(point(
            ledger(&links, &firsts),
            &links.none(
                |f| f.kind == FindingKind::Gap,
                "No warning rests on anything in the records supplied, so there is no fact to follow from agency to agency. \
                 Import more records, or add mentions on entries.",
            ),
        ));
        out.blocks.extend(by_warning(&links));
        out.main = Some("ledger".to_owned());
        out.happenings = firsts
            .iter()
            .map(|f| {
                let name = matter.case.agency_name(f.agency).to_owned();
                let fields = vec![
                    ("ref".to_owned(), f.entry.id.0.clone()),
                    ("agency".to_owned(), name.clone()),
                    ("words".to_owned(), f.words.to_owned()),
                    ("date as written".to_owned(), f.entry.when.written.clone()),
                ];
                let message = format!("{} first wrote down: {}", name, fact(&links, f));
                happened::on(f.entry.when.earliest, message, "First written down", fields)
            })
            .collect();
        out
    }
}

/// Facts in the order in which anybody first wrote them, each with its agencies in the same order.
pub(crate) fn firsts<'a>(links: &Links<'a>) -> Vec<First<'a>> {
    let concepts: BTreeSet<&str> = links
        .standing()
        .filter(|f| f.kind == FindingKind::Gap)
        .flat_map(|f| &f.triggers)
        .map(|t| t.concept.as_str())
        // What professionals do is told by other reports; here stands what there was to know.
        .filter(|c| !c.is_empty() && !links.matter.outline.practice.contains(*c))
        .collect();
    let mut out: Vec<First<'a>> = Vec::new();
    for (entry, reading) in links.matter.entries.iter().zip(&links.matter.readings) {
        let mut here: Vec<First<'a>> = Vec::new();
        for mention in reading
            .mentions
            .iter()
            .filter(|m| is_asserted(m) && !links.is_misread(m))
        {
            let first = First {
                concept: &mention.concept,
                about: whose(mention, reading),
                roles: roles(mention, reading),
                agency: &entry.agency,
                entry,
                words: &mention.quote.text,
                sentence: sentence(entry, mention),
                times: 1,
            };
            if concepts.contains(first.concept) && !here.iter().any(|h| h.is_as(&first)) {
                here.push(first);
            }
        }
        for first in here {
            match out.iter_mut().find(|f| f.is_as(&first) && f.agency == first.agency) {
                Some(known) => known.times += 1,
                None => out.push(first),
            }
        }
    }
    let concept_at: BTreeMap<&str, usize> = out.iter().enumerate().rev().map(|(at, f)| (f.concept, at)).collect();
    let row_at: Vec<usize> = out
        .iter()
        .map(|f| out.iter().position(|o| o.is_as(f)).unwrap_or_default())
        .collect();
    let mut placed: Vec<(usize, First<'a>)> = row_at.into_iter().zip(out).collect();
    placed.sort_by_key(|(row, f)| (concept_at.get(f.concept).copied(), *row));
    placed.into_iter().map(|(_, f)| f).collect()
}

/// Who does something and to whom. It is certain where a reviewer says so, or where its sentence names these two by their names and
/// nobody else: whom *her* means, or which of three did it, the words do not settle.
fn roles<'a>(mention: &'a Mention, reading: &'a Reading) -> Option<(&'a PersonId, &'a PersonId)> {
    let (Who::Person(by), Who::Person(to)) = (&mention.actor, &mention.target) else {
        return None;
    };
    let said = &mention.assertion;
    if by == to || said.denied || said.uncertain {
        return None;
    }
    if mention.hand == Hand::Reviewer {
        return Some((by, to));
    }
    let inside = |at: usize| {
        mention.quote.part == quote::Part::Text && at >= mention.sentence.start && at < mention.sentence.end
    };
    let named = || {
        reading
            .people
            .iter()
            .filter(|p| inside(p.span.start) && p.how != how::PRONOUN)
    };
    let by_name = [how::NAME, how::INITIALS, how::TITLE, how::SHORT];
    let is_of_both = named().all(|p| matches!(&p.who, Who::Person(id) if id == by || id == to));
    let is_named = |id: &PersonId| {
        named().any(|p| by_name.contains(&p.how.as_str()) && matches!(&p.who, Who::Person(who) if who == id))
    };
    (is_of_both && is_named(by) && is_named(to)).then_some((by, to))
}

/// The sentence around the words of a mention; of a coded field, its words.
fn sentence<'a>(entry: &'a Entry, mention: &'a Mention) -> &'a str {
    let whole = entry.text.get(mention.sentence.start..mention.sentence.end);
    whole
        .filter(|_| mention.quote.part == quote::Part::Text)
        .map(str::trim)
        .filter(|s| s.contains(&mention.quote.text))
        .unwrap_or(&mention.quote.text)
}

/// Whom a fact is said of: who does it and to whom, where the words tell of anybody; else whoever its sentence names. Facts of several
/// people never stand in one row.
fn whose<'a>(mention: &'a Mention, reading: &'a Reading) -> Vec<&'a PersonId> {
    fn known(who: &Who) -> Option<&PersonId> {
        match who {
            Who::Person(id) => Some(id),
            _ => None,
        }
    }
    let bound: BTreeSet<&PersonId> = [&mention.actor, &mention.target]
        .into_iter()
        .filter_map(known)
        .collect();
    if !bound.is_empty() {
        return bound.into_iter().collect();
    }
    let inside = |at: usize| at >= mention.sentence.start && at < mention.sentence.end;
    let named = reading.people.iter().filter(|p| inside(p.span.start));
    let named: BTreeSet<&PersonId> = named.filter_map(|p| known(&p.who)).collect();
    named.into_iter().collect()
}

/// A fact with who did it and to whom; where that is not certain, with the sentence that tells of it.
pub(crate) fn fact(links: &Links<'_>, first: &First<'_>) -> String {
    match who(links, first) {
        Some(who) => format!("{}: {who}", links.label(first.concept)),
        None => format!("{}: “{}”", links.label(first.concept), first.sentence),
    }
}

/// The same with the words that tell it marked.
pub(crate) fn fact_marked(links: &Links<'_>, first: &First<'_>) -> Vec<Inline> {
    let mut out = text(format!("{}: ", links.label(first.concept)));
    if let Some(who) = who(links, first) {
        out.extend(text(format!("{who} ")));
        out.push(Inline::Marked(first.words.to_owned()));
        return out;
    }
    let start = first.sentence.find(first.words).unwrap_or_default();
    out.extend(text("“"));
    out.extend(marked(first.sentence, vec![(start, start + first.words.len())]));
    out.extend(text("”"));
    out
}

fn who(links: &Links<'_>, first: &First<'_>) -> Option<String> {
    let case = &links.matter.case;
    let name = |id: &PersonId| {
        let person = case.person(id);
        person
            .and_then(|p| p.names.first().cloned())
            .unwrap_or_else(|| id.0.clone())
    };
    first.roles.map(|(by, to)| format!("by {}, to {}", name(by), name(to)))
}

fn matrix(links: &Links<'_>, firsts: &[First<'_>]) -> Table {
    let agencies = &links.matter.case.agencies;
    let share = u8::try_from(80 / agencies.len().max(1)).unwrap_or(1);
    let mut head = vec![("Fact".to_owned(), 20)];
    head.extend(agencies.iter().map(|a| (a.name.clone(), share)));
    let mut facts: Vec<&First<'_>> = firsts.iter().collect();
    facts.dedup_by(|a, b| a.is_as(b));
    let rows = facts.into_iter().map(|of| {
        let mut row = vec![vec![Inline::Strong(fact(links, of))]];
        row.extend(agencies.iter().map(|a| {
            let is_it = |f: &&First<'_>| f.is_as(of) && f.agency == &a.id;
            let first = firsts.iter().find(is_it);
            match first {
                Some(f) => lines(vec![when(&f.entry.when), vec![Inline::Small(f.entry.id.0.clone())]]),
                None if is_read(links, a) => text(NONE),
                None => text("records not supplied"),
            }
        }));
        row
    });
    Table {
        name: "matrix".to_owned(),
        caption: "First entry of each agency, fact by fact".to_owned(),
        rows: rows.collect(),
        head,
        ..Table::default()
    }
}

fn ledger(links: &Links<'_>, firsts: &[First<'_>]) -> Table {
    let rows = firsts.iter().map(|f| {
        vec![
            text(fact(links, f)),
            vec![agency(links.matter, f.agency)],
            when(&f.entry.when),
            text(precision(&f.entry.when)),
            vec![Inline::Strong(f.entry.id.0.clone())],
            vec![Inline::Marked(f.words.to_owned())],
            text(how(links, f.entry)),
            text(f.times.to_string()),
        ]
    });
    plain_table(
        "ledger",
        "Who first wrote down what, and when",
        &[
            ("Fact", 18),
            ("Agency", 15),
            ("First written", 12),
            ("Precision", 10),
            ("Entry", 8),
            ("Its words", 16),
            ("How, as far as the entry shows", 15),
            ("Entries that say it", 6),
        ],
        rows.collect(),
    )
}

fn precision(when: &When) -> &'static str {
    match (when.earliest == when.latest, when.doubtful) {
        (true, false) => "exact day",
        (true, true) => "approximate",
        (false, _) => "between",
    }
}

/// Were records of an agency read, whether or not the days that they cover are stated?
fn is_read(links: &Links<'_>, agency: &Agency) -> bool {
    links.matter.coverage.iter().any(|c| c.agency == agency.id)
        || links.matter.entries.iter().any(|e| e.agency == agency.id)
}

/// What an entry shows of how its agency came to know: which other agencies it names, which other entry was read as the same event.
/// Who told it is left to the words of the entry: whom an unfinished sentence means is seldom certain.
fn how(links: &Links<'_>, entry: &Entry) -> String {
    let mut out = vec!["own entry".to_owned()];
    let case = &links.matter.case;
    let mut named: Vec<&str> = Vec::new();
    for found in links.reading(&entry.id).iter().flat_map(|r| &r.agencies) {
        let other = found.agency.as_ref().filter(|id| **id != entry.agency);
        let name = other.map(|id| case.agency_name(id));
        named.extend(name.filter(|n| !named.contains(n)));
    }
    if !named.is_empty() {
        out.push(format!("it names {}", named.join(", ")));
    }
    for other in links.others(&entry.id).iter().filter(|o| o.how == SAME_EVENT) {
        out.push(format!("read as the same event as {}", other.entry));
    }
    out.join("; ")
}

/// Warnings, and the first entry of each agency that they cite.
fn by_warning(links: &Links<'_>) -> Vec<Block> {
    let rows = links.warnings().into_iter().map(|w| {
        vec![
            vec![Inline::Strong(w.id.clone())],
            text(w.title.clone()),
            lines(practice::known(links, w)),
        ]
    });
    vec![
        heading(
            2,
            "Warnings, and the first entry of each agency that they cite",
            "by-warning",
        ),
        table_or(
            "by warning",
            "The first entry of each agency that this warning cites, from the warning’s first day on. An agency can have known from an entry \
             that the warning does not cite: see the facts above",
            &[("No.", 8), ("Warning", 40), ("Cited from, of", 52)],
            rows.collect(),
            &links.none(|_| true, "No warning was found in the records supplied."),
        ),
    ]
}
