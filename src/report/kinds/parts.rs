//! Parts that several kinds are made of: what the case is, what was supplied, how to read it.

pub(crate) mod about;
pub(crate) mod accounts;
pub(crate) mod audit;
pub(crate) mod beside;
pub(crate) mod closing;
pub(crate) mod decisions;
pub(crate) mod enquiry;
pub(crate) mod followed;
pub(crate) mod front;
pub(crate) mod glossary;
pub(crate) mod happened;
pub(crate) mod history;
pub(crate) mod links;
pub(crate) mod near;
pub(crate) mod own;
pub(crate) mod plain;
pub(crate) mod practice;
pub(crate) mod sought;
pub(crate) mod told;
pub(crate) mod untold;
pub(crate) mod whole;
pub(crate) mod whose;

pub(crate) use crate::model::when::{day_in_words as day, days_in_words as days};
use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        matter::Matter,
        problem::Problem,
        when::When,
    },
    report::{
        Settings,
        document::{Block, Document, Inline, Table, text},
    },
    review::{margin::Margin, plain as screen, row_dates},
};

/// A document with its title and first lines.
pub(crate) fn opening(matter: &Matter, what: &str, settings: &Settings) -> Document {
    let case = &matter.case;
    let mut lines = vec![
        Inline::Text(format!(
            "{}, {}.",
            case.kind.words(),
            matter.days_in_words(case.review_from, case.review_to)
        )),
        Inline::Break,
        Inline::Small(format!("Rules {}", matter.rules_sha256.get(..16).unwrap_or(""))),
    ];
    if let Some(made) = &settings.made_at {
        lines.push(Inline::Small(format!(" · made on {made}")));
    }
    let mut out = Document {
        title: format!("{}: {what}", case.title),
        marking: settings.marking.clone(),
        blocks: vec![
            Block::Heading(1, format!("{}: {what}", case.title), None),
            Block::Paragraph(lines),
            Block::Note(text(
                "What follows are prompts for a reviewer, not findings of fact. They say what the records supplied show. \
                 Absence of a record is not absence of an act.",
            )),
        ],
        main: None,
        happenings: Vec::new(),
    };
    out.blocks.extend(own::told(matter));
    out
}

/// A when as written, with what it can mean where that is not one known day.
pub(crate) fn when(when: &When) -> Vec<Inline> {
    let mut out = vec![Inline::Text(match when.shown() {
        written if written.is_empty() => "day not known".to_owned(),
        written => written,
    })];
    if let Some(time) = when.time.filter(|_| !when.is_stamp()) {
        let time = time.format("%H:%M").to_string();
        // Where one cell holds both, the time is there already.
        if !when.written.contains(&time) {
            out.push(Inline::Text(format!(" {time}")));
        }
    }
    if when.earliest != when.latest {
        out.push(Inline::Break);
        out.push(Inline::Small(format!(
            "between {} and {}",
            when.earliest.format("%d/%m/%Y"),
            when.latest.format("%d/%m/%Y")
        )));
    } else if when.doubtful {
        out.push(Inline::Break);
        out.push(Inline::Small("marked as doubtful".to_owned()));
    }
    out
}

/// An agency with its place, for its colour and shape.
pub(crate) fn agency(matter: &Matter, id: &AgencyId) -> Inline {
    let place = matter.case.agencies.iter().position(|a| &a.id == id).unwrap_or(0);
    Inline::Agency(place, matter.case.agency_name(id).to_owned())
}

/// A line on an entry: ref, date as written, agency.
pub(crate) fn entry_line(matter: &Matter, entry: &Entry) -> Vec<Inline> {
    vec![
        Inline::Strong(entry.id.0.clone()),
        Inline::Text(format!("  {}  ", entry.when.shown())),
        agency(matter, &entry.agency),
        Inline::Text(format!("  {}", entry.entry_type)),
    ]
}

/// The text of an entry with these byte ranges marked. Ranges may overlap.
pub(crate) fn marked(text: &str, mut ranges: Vec<(usize, usize)>) -> Vec<Inline> {
    ranges.sort_unstable();
    let mut out = Vec::new();
    let mut at = 0;
    for (start, end) in ranges {
        let start = start.max(at);
        if end <= start {
            continue;
        }
        out.extend(
            text.get(at..start)
                .filter(|t| !t.is_empty())
                .map(|t| Inline::Text(t.to_owned())),
        );
        out.extend(text.get(start..end).map(|t| Inline::Marked(t.to_owned())));
        at = end;
    }
    out.extend(
        text.get(at..)
            .filter(|t| !t.is_empty())
            .map(|t| Inline::Text(t.to_owned())),
    );
    out
}

/// What a problem or remark of the material is, what happened, and what to do; of one that a reviewer looked at, that it was. In the words
/// of a screen: who reads a report types no command.
pub(crate) fn problem_told(matter: &Matter, margin: &Margin<'_>, problem: &Problem) -> [String; 3] {
    let kind = if problem.lost_row { "Not read" } else { "Remark" };
    let what = screen::on_screen(&problem.what);
    let given = row_dates::of_row(matter, problem).map(|(by, _)| (by.because.as_str(), by));
    match margin.looked_at.get(problem.key().as_str()).copied().or(given) {
        Some((why, by)) => {
            let on = decisions::day_of(&by.at);
            let next = format!("looked at by {}, {on}: {why}", by.who);
            [format!("{kind}, looked at"), what, next]
        }
        None => [kind.to_owned(), what, screen::on_screen(&problem.next)],
    }
}

/// What was supplied: agencies and their days, records and their rows, problems.
pub(crate) fn supplied(matter: &Matter) -> Vec<Block> {
    let mut out = vec![Block::Heading(2, "What was supplied".to_owned(), None)];
    let agencies = matter.case.agencies.iter().map(|a| {
        let count = matter.entries.iter().filter(|e| e.agency == a.id).count();
        let uncovered = if count > 0 {
            "records supplied; for which days is not stated"
        } else {
            "records not supplied"
        };
        let days = matter
            .coverage
            .iter()
            .find(|c| c.agency == a.id)
            .map_or(uncovered.to_owned(), |c| {
                let holes: Vec<String> = c
                    .holes
                    .iter()
                    .map(|h| {
                        format!(
                            "; missing {} to {}{}",
                            day(h.from),
                            day(h.to),
                            h.why.as_deref().map_or(String::new(), |w| format!(" ({w})"))
                        )
                    })
                    .collect();
                format!("{}{}", matter.days_in_words(c.from, c.to), holes.concat())
            });
        vec![vec![agency(matter, &a.id)], text(days), text(count.to_string())]
    });
    out.push(table_or(
        "coverage",
        "Agencies and the days for which their records were supplied",
        &[("Agency", 30), ("Supplied", 58), ("Entries", 12)],
        agencies.collect(),
        "The case names no agency yet. Add [[agency]] to case.toml, with the files that it supplied and the days they cover.",
    ));
    if matter.problems.is_empty() && !matter.records.is_empty() {
        out.push(Block::Paragraph(text("Everything in the records could be read.")));
    }
    let records = matter.records.iter().map(|r| {
        vec![
            text(r.file.clone()),
            text(r.rows.to_string()),
            text(r.entries.to_string()),
            text(r.problems.to_string()),
            text(r.encoding.clone()),
            vec![Inline::Small(r.sha256.clone())],
        ]
    });
    out.push(table_or(
        "records",
        "Records: rows read = entries + problems",
        &[
            ("File", 20),
            ("Rows", 8),
            ("Entries", 8),
            ("Problems", 8),
            ("Encoding", 14),
            ("SHA-256", 42),
        ],
        records.collect(),
        "No record was supplied yet. Import the agencies’ files.",
    ));
    if matter.records.is_empty() && matter.problems.is_empty() {
        return out;
    }
    if !matter.problems.is_empty() {
        let margin = Margin::of(&matter.settled);
        let rows = matter.problems.iter().map(|p| {
            let place = match (p.part.as_str(), p.row) {
                ("", 0) => "whole file".to_owned(),
                ("", row) => row.to_string(),
                (part, 0) => part.to_owned(),
                (part, row) => format!("{part}, {row}"),
            };
            let [_, what, next] = problem_told(matter, &margin, p);
            vec![
                text(p.file.clone()),
                text(place),
                text(what),
                text(next),
                text(p.raw.chars().take(300).collect::<String>()),
            ]
        });
        out.push(Block::Table(Table {
            name: "problems".to_owned(),
            caption: "Problems: what could not be read, and what to do".to_owned(),
            head: heads(&[
                ("File", 14),
                ("Row", 7),
                ("What", 27),
                ("What to do", 27),
                ("As written", 25),
            ]),
            rows: rows.collect(),
            ..Table::default()
        }));
    }
    out
}

/// A table with a short name.
pub(crate) fn table(name: &str, caption: &str, head: &[(&str, u8)], rows: Vec<Vec<Vec<Inline>>>) -> Block {
    Block::Table(plain_table(name, caption, head, rows))
}

/// A table, or where it would be empty, what there is to say instead.
pub(crate) fn table_or(
    name: &str,
    caption: &str,
    head: &[(&str, u8)],
    rows: Vec<Vec<Vec<Inline>>>,
    empty: &str,
) -> Block {
    if rows.is_empty() {
        Block::Paragraph(text(empty))
    } else {
        table(name, caption, head, rows)
    }
}

/// The table that is the point of a report: there even without rows, with words before it that say what to do, so that formats which
/// hold one table have its heads.
pub(crate) fn point(table: Table, empty: &str) -> Vec<Block> {
    let words = table.rows.is_empty().then(|| Block::Paragraph(text(empty)));
    words.into_iter().chain([Block::Table(table)]).collect()
}

/// A table by its name, caption, head and rows.
pub(crate) fn plain_table(name: &str, caption: &str, head: &[(&str, u8)], rows: Vec<Vec<Vec<Inline>>>) -> Table {
    Table {
        name: name.to_owned(),
        caption: caption.to_owned(),
        head: heads(head),
        rows,
        ..Table::default()
    }
}

/// A heading with a name to point at.
pub(crate) fn heading(level: u8, words: &str, name: &str) -> Block {
    Block::Heading(level, words.to_owned(), Some(name.to_owned()))
}

/// Entries by their refs, each once.
pub(crate) fn refs<'a>(ids: impl Iterator<Item = &'a EntryId>) -> Vec<Inline> {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if !seen.contains(&id.0.as_str()) {
            seen.push(&id.0);
        }
    }
    if seen.is_empty() {
        Vec::new()
    } else {
        vec![Inline::Small(seen.join(", "))]
    }
}

/// A whole number with its noun.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Lines one below the other.
pub(crate) fn lines(all: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut out = Vec::new();
    for line in all.into_iter().filter(|l| !l.is_empty()) {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(line);
    }
    out
}

/// Column heads with their widths.
pub(crate) fn heads(heads: &[(&str, u8)]) -> Vec<(String, u8)> {
    heads.iter().map(|(h, w)| ((*h).to_owned(), *w)).collect()
}
