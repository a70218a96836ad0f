//! The combined chronology: every entry of every agency, in one order, with the columns that the reader chose. Two accounts of the same
//! stand one below the other and are never made one.

use crate::{
    model::{
        entry::Entry,
        finding::{Finding, FindingKind},
        matter::Matter,
        mention::{Reading, Who},
        when::When,
    },
    report::{
        Kind, Part, ReportError, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::{
            knowledge::{self, First},
            parts::{
                about, accounts, agency, days, decisions, happened, lines,
                links::{self, Links, TWO_ACCOUNTS, is_asserted},
                opening, point, practice, supplied, told, when,
            },
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Chronology;

impl Kind for Chronology {
    fn name(&self) -> &'static str {
        "chronology"
    }

    fn title(&self) -> String {
        "Combined chronology".to_owned()
    }

    fn about(&self) -> &'static str {
        "The combined chronology of all agencies, with columns of your choice"
    }

    fn has_columns(&self) -> bool {
        true
    }

    fn check(&self, settings: &Settings) -> Result<(), ReportError> {
        chosen(&settings.columns).map(|_| ())
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "combined chronology", settings);
        let links = Links::new(matter);
        out.blocks.extend(supplied(matter));
        out.blocks.push(Block::NewPage);
        out.blocks.extend(blocks(&links, settings));
        out.blocks.extend(accounts::differ(&links));
        out.blocks.extend(accounts::offered(&links));
        out.main = Some("chronology".to_owned());
        out.happenings = happened::entries(&links);
        out
    }
}

/// What a column is made from: an entry, its reading, and its number in the order.
struct Row<'a> {
    links: &'a Links<'a>,
    number: usize,
    entry: &'a Entry,
    reading: Option<&'a Reading>,
    /// What each agency first wrote down, where a column tells of it.
    firsts: &'a [First<'a>],
}

/// A column that can be chosen.
struct Column {
    name: &'static str,
    head: &'static str,
    /// Its share of the width beside the others.
    share: usize,
    cell: fn(&Row<'_>) -> Vec<Inline>,
}

/// All columns. Those of `USUAL` are shown when none are chosen.
const COLUMNS: &[Column] = &[
    column("number", "No.", 4, |r| text(r.number.to_string())),
    column("ref", "Ref", 8, |r| vec![Inline::Strong(r.entry.id.0.clone())]),
    column("when", "Date and time", 10, |r| dated(&r.entry.when)),
    column("precision", "Precision (program)", 9, |r| {
        text(precision(&r.entry.when))
    }),
    column("known-by", "First entry cited of each agency (program)", 14, known_by),
    column("agency", "Agency", 11, |r| {
        vec![agency(r.links.matter, &r.entry.agency)]
    }),
    column("source", "Source", 12, source),
    column("author", "Written by", 9, |r| text(r.entry.author.clone())),
    column("people", "People involved (program)", 11, people),
    column("type", "Contact or event", 10, |r| text(r.entry.entry_type.clone())),
    column("text", "What was written", 36, |r| text(r.entry.text.clone())),
    column("concepts", "What the program reads", 14, concepts),
    column(KNOWN_THEN, "What was known then (ledger, program)", 16, known_then),
    column("warnings", "Warnings (program)", 8, warnings),
    column("action", "Action on record (program)", 14, action),
    column("rung", "Highest response (program)", 9, rung),
    column("expected", "Expected response and its source (program)", 18, expected),
    column("judgement", "Gap, good or context (program)", 14, judgement),
    column("voice", "Told by, in the record’s words", 10, told_by),
    column("children", "Children named (program)", 9, children),
    column("links", "Other accounts (program)", 11, other_accounts),
    column("further", "Further columns as written", 14, further),
    column("typed", "Typed on", 9, typed),
    column("imr-comment", "Comment of the IMR author", 14, comment),
    column("note", "Reviewer’s note", 14, note),
];

/// Said over the table, so that nobody takes the program's words for the record's.
const WHOSE: &str = "Columns marked (program) are the program’s reading or judgement, and so are the numbers and what stands small \
                     under a date; the others hold what the records or people say. ≠ marks an account that differs from another";

/// The column that stands last where accounts differ and no column that tells so was chosen.
const DIFFERS: &str = "links";

/// The column that tells of the knowledge ledger.
const KNOWN_THEN: &str = "known-then";

/// Columns of the chronology as an annex of another report.
const ANNEX: &[&str] = &["number", "when", "agency", "ref", "type", "author", "text", "warnings"];

/// Columns shown when none are chosen.
const USUAL: &[&str] = &[
    "number", "when", "agency", "ref", "type", "author", "text", "warnings", "links",
];

const fn column(name: &'static str, head: &'static str, share: usize, cell: fn(&Row<'_>) -> Vec<Inline>) -> Column {
    Column {
        name,
        head,
        share,
        cell,
    }
}

/// Names of all columns, and what stands above them.
pub fn columns() -> Vec<(&'static str, &'static str)> {
    COLUMNS.iter().map(|c| (c.name, c.head)).collect()
}

/// The columns of these names, in their order; the usual ones when there are none.
fn chosen(names: &[String]) -> Result<Vec<&'static Column>, ReportError> {
    let by_name = |name: &str| {
        COLUMNS.iter().find(|c| c.name == name).ok_or_else(|| {
            let all: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
            ReportError::Columns(name.to_owned(), all.join(", "))
        })
    };
    if names.is_empty() {
        return USUAL.iter().map(|n| by_name(n)).collect();
    }
    names.iter().map(|n| by_name(n.trim())).collect()
}

/// The chronology as blocks. Columns that there are not were refused before.
pub(crate) fn blocks(links: &Links<'_>, settings: &Settings) -> Vec<Block> {
    let matter = links.matter;
    let title = Block::Heading(2, "Combined chronology".to_owned(), Some("chronology".to_owned()));
    let mut columns = chosen(&settings.columns).unwrap_or_else(|_| COLUMNS.iter().collect());
    if !matter.timeline.conflicts.is_empty() && !columns.iter().any(|c| c.name == DIFFERS) {
        columns.extend(COLUMNS.iter().filter(|c| c.name == DIFFERS));
    }
    let tells = columns.iter().any(|c| c.name == KNOWN_THEN);
    let firsts = if tells { knowledge::firsts(links) } else { Vec::new() };
    let rows = (1..).zip(&matter.entries).map(|(number, entry)| {
        let row = Row {
            links,
            number,
            entry,
            reading: links.reading(&entry.id),
            firsts: &firsts,
        };
        columns.iter().map(|c| (c.cell)(&row)).collect()
    });
    let whole: usize = columns.iter().map(|c| c.share).sum::<usize>().max(1);
    let table = Table {
        name: "chronology".to_owned(),
        caption: format!("{} entries, in order. {WHOSE}", matter.entries.len()),
        head: columns
            .iter()
            .map(|c| (c.head.to_owned(), u8::try_from(c.share * 100 / whole).unwrap_or(0)))
            .collect(),
        rows: rows.collect(),
        keys: columns
            .iter()
            .take(3)
            .take_while(|c| ["number", "ref", "when"].contains(&c.name))
            .count(),
        days: matter
            .entries
            .iter()
            .map(|e| (e.when.earliest, e.when.latest))
            .collect(),
    };
    let empty = "There are no entries yet. Import the agencies’ records; what could not be read stands under problems.";
    std::iter::once(title).chain(point(table, empty)).collect()
}

/// The whole chronology, to stand under the heading of an annex. Other columns are those of the report “chronology”.
pub(crate) fn annex(links: &Links<'_>) -> Vec<Block> {
    let settings = Settings {
        columns: ANNEX.iter().map(|c| (*c).to_owned()).collect(),
        ..Settings::default()
    };
    let all = blocks(links, &settings).into_iter();
    all.filter(|b| !matches!(b, Block::Heading(..))).collect()
}

fn dated(date: &When) -> Vec<Inline> {
    let mut out = when(date);
    if date.is_stamp() {
        out.extend([Inline::Break, Inline::Small(format!("as written: {}", date.written))]);
    }
    if let Some(remark) = &date.remark {
        out.extend([Inline::Break, Inline::Small(remark.clone())]);
    }
    out
}

/// Exact, approximate or between, and how it was read where that is not plain.
fn precision(date: &When) -> String {
    let how = if date.earliest != date.latest {
        format!(
            "between {} and {}",
            date.earliest.format("%d/%m/%Y"),
            date.latest.format("%d/%m/%Y")
        )
    } else if date.doubtful {
        "approximate: marked as doubtful".to_owned()
    } else if date.time.is_some() {
        "exact, with a time".to_owned()
    } else {
        "exact day".to_owned()
    };
    match &date.remark {
        Some(remark) => format!("{how}; {remark}"),
        None => how,
    }
}

/// Each agency's own clock: its own entry, other accounts of the same event, and the first entries that the warnings cite.
fn known_by(row: &Row<'_>) -> Vec<Inline> {
    let matter = row.links.matter;
    let mut all: Vec<(String, Vec<Inline>)> = Vec::new();
    let mut add = |id: &crate::model::case::AgencyId, from, to, entry: &str| {
        if !all.iter().any(|(known, _)| *known == id.0) {
            let line = vec![
                agency(matter, id),
                Inline::Text(format!(" {} ", days(from, to))),
                Inline::Small(entry.to_owned()),
            ];
            all.push((id.0.clone(), line));
        }
    };
    let own = &row.entry.when;
    add(&row.entry.agency, own.earliest, own.latest, &row.entry.id.0);
    let same = row.links.others(&row.entry.id).iter().filter(|o| o.how == "same event");
    for other in same.filter_map(|o| row.links.entry(o.entry)) {
        add(&other.agency, other.when.earliest, other.when.latest, &other.id.0);
    }
    for warning in row.links.warnings_at(&row.entry.id) {
        for knew in row.links.knew(warning) {
            add(&knew.agency, knew.when.earliest, knew.when.latest, &knew.id.0);
        }
    }
    lines(all.into_iter().map(|(_, line)| line).collect())
}

/// At an entry that a warning rests on: what agencies had written down by that day of the things that warnings rest on.
fn known_then(row: &Row<'_>) -> Vec<Inline> {
    if row.links.warnings_at(&row.entry.id).is_empty() {
        return Vec::new();
    }
    let now = row.links.place(&row.entry.id);
    let earlier = row
        .firsts
        .iter()
        .filter(|f| row.links.place(&f.entry.id) < now && f.entry.when.latest <= row.entry.when.earliest);
    let all = earlier.map(|f| {
        let since = days(f.entry.when.earliest, f.entry.when.latest);
        vec![
            Inline::Text(format!("{}: ", row.links.label(f.concept))),
            agency(row.links.matter, f.agency),
            Inline::Small(format!(" since {since} ({})", f.entry.id)),
        ]
    });
    lines(all.collect())
}

fn source(row: &Row<'_>) -> Vec<Inline> {
    let origin = &row.entry.origin;
    let part = if origin.part.is_empty() {
        String::new()
    } else {
        format!(", {}", origin.part)
    };
    lines(vec![
        text(row.entry.source.clone()),
        vec![Inline::Small(format!("{}{part}, row {}", origin.file, origin.row))],
    ])
}

/// Everybody on the roster whom the entry names or means, without names, and the names of others. Nouns (`her mother`) name nobody.
fn people(row: &Row<'_>) -> Vec<Inline> {
    let mut out: Vec<String> = Vec::new();
    for found in row.reading.iter().flat_map(|r| &r.people) {
        let who = match &found.who {
            Who::Person(id) => about::pseudonym(&row.links.matter.case, id),
            Who::Other(_) | Who::Unresolved => match about::stranger(found) {
                Some(name) => name,
                None => continue,
            },
        };
        if !out.contains(&who) {
            out.push(who);
        }
    }
    lines(out.into_iter().map(text).collect())
}

fn children(row: &Row<'_>) -> Vec<Inline> {
    let case = &row.links.matter.case;
    let mut out: Vec<String> = Vec::new();
    for found in row.reading.iter().flat_map(|r| &r.people) {
        if let Who::Person(id) = &found.who {
            let is_child = case.person(id).is_some_and(|p| p.role == "child");
            if is_child && !out.contains(&id.0) {
                out.push(id.0.clone());
            }
        }
    }
    text(out.join(", "))
}

/// Who tells, in the words of the record; whom a note without such words has it from is not stated.
fn told_by(row: &Row<'_>) -> Vec<Inline> {
    let said = told::by(row.links, row.entry);
    if said.is_empty() {
        return vec![Inline::Small(told::NOT_STATED.to_owned())];
    }
    lines(said.into_iter().map(|w| text(format!("“{w}”"))).collect())
}

fn concepts(row: &Row<'_>) -> Vec<Inline> {
    let mut out: Vec<String> = Vec::new();
    for mention in row.reading.iter().flat_map(|r| &r.mentions).filter(|m| is_asserted(m)) {
        let words = mention.assertion.words();
        let label = row.links.label(&mention.concept);
        let said = if words == ["plain"] {
            label.to_owned()
        } else {
            format!("{label} ({})", words.join(", "))
        };
        if !out.contains(&said) {
            out.push(said);
        }
    }
    lines(out.into_iter().map(|c| vec![Inline::Small(c)]).collect())
}

fn warnings(row: &Row<'_>) -> Vec<Inline> {
    let all = row.links.numbers_at(&row.entry.id).into_iter();
    lines(all.map(|w| vec![Inline::Strong(w.to_owned())]).collect())
}

/// Expected responses that this entry shows.
fn action(row: &Row<'_>) -> Vec<Inline> {
    let mut out: Vec<String> = Vec::new();
    for (_, step, _) in row.links.answers_at(&row.entry.id) {
        let line = format!("{} ({})", step.label, step.outcome.words());
        if !out.contains(&line) {
            out.push(line);
        }
    }
    lines(out.into_iter().map(text).collect())
}

fn rung(row: &Row<'_>) -> Vec<Inline> {
    let highest = row.links.findings_at(&row.entry.id).iter().map(|f| f.rung).max();
    highest.map_or_else(Vec::new, |r| text(format!("{}: {}", r.code(), r.words())))
}

/// Gaps and good practice that rest on the entry; what is part of another is told there.
fn counted<'a>(row: &Row<'a>) -> Vec<&'a Finding> {
    let all = row.links.findings_at(&row.entry.id).iter().copied();
    all.filter(|f| f.part_of.is_empty()).collect()
}

fn expected(row: &Row<'_>) -> Vec<Inline> {
    let mut out = Vec::new();
    for finding in counted(row).into_iter().filter(|f| f.kind == FindingKind::Gap) {
        let card = row.links.matter.patterns.get(&finding.pattern);
        out.extend(
            finding
                .steps
                .iter()
                .filter(|s| s.required)
                .map(|s| text(s.label.clone())),
        );
        let window = finding.window.as_ref().map(|w| (w.length.as_str(), w.basis));
        out.push(vec![Inline::Small(about::authority(card, window))]);
    }
    lines(out)
}

fn judgement(row: &Row<'_>) -> Vec<Inline> {
    let matter = row.links.matter;
    lines(
        counted(row)
            .into_iter()
            .map(|f| {
                vec![
                    Inline::Text(format!("{} · ", practice::named(f))),
                    Inline::Small(decisions::words(matter, f)),
                ]
            })
            .collect(),
    )
}

/// Accounts that differ first, each with its mark; then those of the same event.
fn other_accounts(row: &Row<'_>) -> Vec<Inline> {
    let mut others: Vec<_> = row.links.others(&row.entry.id).iter().collect();
    others.sort_by_key(|o| o.how != TWO_ACCOUNTS);
    let line = |o: &links::Other<'_>| {
        let why = Inline::Small(format!(" ({})", o.why));
        let what = format!("{}: {}", o.how, o.entry);
        if o.how == TWO_ACCOUNTS {
            vec![Inline::Marked(format!("≠ {what}")), why]
        } else {
            vec![Inline::Small(what), why]
        }
    };
    lines(others.into_iter().map(line).collect())
}

fn further(row: &Row<'_>) -> Vec<Inline> {
    let all = row.entry.further.iter().filter(|f| !is_comment(&f.name));
    lines(
        all.map(|f| vec![Inline::Small(format!("{}: {}", f.name, f.value))])
            .collect(),
    )
}

fn typed(row: &Row<'_>) -> Vec<Inline> {
    let said = row.reading.and_then(|r| r.typed.as_ref());
    row.entry.recorded.as_ref().or(said).map_or_else(Vec::new, when)
}

fn is_comment(heading: &str) -> bool {
    heading.to_lowercase().contains("comment")
}

fn comment(row: &Row<'_>) -> Vec<Inline> {
    let all = row.entry.further.iter().filter(|f| is_comment(&f.name));
    lines(all.map(|f| text(f.value.clone())).collect())
}

/// What reviewers said of the reading of this entry.
fn note(row: &Row<'_>) -> Vec<Inline> {
    let acts = row.links.matter.acts.iter().filter(|a| a.entry == row.entry.id);
    lines(
        acts.map(|a| {
            vec![Inline::Small(format!(
                "{} ({}): {} {}",
                a.who,
                a.at,
                a.reason.code(),
                a.because
            ))]
        })
        .collect(),
    )
}
