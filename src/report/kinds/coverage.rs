//! Coverage and search log: for which days records were supplied, how they were read, and what was searched before anything was said.

use std::collections::BTreeMap;

use crate::{
    model::{
        case::{AgencyId, in_words_first},
        columns::ToldBy,
        finding::Finding,
        matter::Matter,
        record::Record,
        when::first_and_last,
    },
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, text},
        kinds::{
            parts::{
                agency, count, days, decisions, heading, lines, links::Links, opening, plain_table, point,
                problem_told, refs, table_or,
            },
            timeline,
        },
    },
    review::margin::Margin,
    timeline::silences,
};

/// See the module.
#[derive(Debug)]
pub struct Coverage;

impl Kind for Coverage {
    fn name(&self) -> &'static str {
        "coverage"
    }

    fn title(&self) -> String {
        "Coverage and search log".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "the chair, on what was supplied and what is missing"
    }

    fn about(&self) -> &'static str {
        "Days supplied, records with their hashes, how columns were read, problems, and what was searched"
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "coverage and search log", settings);
        out.blocks.extend(agencies(matter));
        out.blocks.extend(timeline::quiet(matter));
        out.blocks.extend(records(matter));
        out.blocks.extend(problems(matter));
        out.blocks.extend(searched(&Links::new(matter)));
        out.main = Some("coverage".to_owned());
        out
    }
}

/// Names of agencies; `none` when there are none.
pub(crate) fn names(matter: &Matter, ids: &[AgencyId]) -> String {
    if ids.is_empty() {
        return "none".to_owned();
    }
    let all: Vec<&str> = ids.iter().map(|id| matter.case.agency_name(id)).collect();
    all.join(", ")
}

/// Agency by agency: days supplied, first and last entry, longest silence, holes.
pub(crate) fn agencies(matter: &Matter) -> Vec<Block> {
    let rows = matter.case.agencies.iter().map(|a| {
        let own = || matter.entries.iter().filter(|e| e.agency == a.id);
        let covered = matter.coverage.iter().find(|c| c.agency == a.id);
        let supplied = match covered {
            Some(c) => matter.days_in_words(c.from, c.to),
            None if a.files.is_empty() => "records not supplied".to_owned(),
            None => "records supplied, days not stated".to_owned(),
        };
        let holes = covered.map_or(&[][..], |c| c.holes.as_slice()).iter().map(|h| {
            let why = h.why.as_deref().map_or(String::new(), |w| format!(" ({w})"));
            text(format!("{}{why}", days(h.from, h.to)))
        });
        let silence = matter
            .timeline
            .silences
            .iter()
            .filter(|s| s.agency == a.id)
            .max_by_key(|s| s.days);
        let reach = first_and_last(own().map(|e| &e.when)).unwrap_or_default();
        vec![
            vec![agency(matter, &a.id)],
            text(in_words_first(&a.kind)),
            text(supplied),
            text(own().count().to_string()),
            text(reach.0),
            text(reach.1),
            text(silence.map_or(String::new(), |s| {
                silences::with_place(format!("{} days, {}", s.days, days(s.from, s.to)), s, &matter.entries)
            })),
            lines(holes.collect()),
        ]
    });
    let mut out = vec![heading(2, "Agencies and days supplied", "coverage")];
    out.extend(point(plain_table("coverage", "For each agency, the days for which its records were supplied. Outside them nobody can tell", &[
                ("Agency", 17),
                ("Kind", 10),
                ("Days supplied", 16),
                ("Entries", 7),
                ("First entry", 11),
                ("Last entry", 11),
                ("Longest time without an entry", 14),
                ("Missing in between", 14),
            ], rows.collect()), "The case names no agency yet. Add [[agency]] to case.toml, with the files that it supplied and the days they cover."));
    out
}

/// Records with their hashes, and how their columns were read.
pub(crate) fn records(matter: &Matter) -> Vec<Block> {
    let rows = matter.records.iter().map(|r| {
        vec![
            text(r.file.clone()),
            vec![agency(matter, &r.agency)],
            text(r.bytes.to_string()),
            text(format!("{} = {} + {}", r.rows, r.entries, r.problems)),
            text(r.encoding.clone()),
            vec![Inline::Small(r.sha256.clone())],
        ]
    });
    let mapped: Vec<_> = matter.records.iter().flat_map(columns).collect();
    let mut out = vec![
        heading(2, "Records", "records"),
        table_or(
            "records",
            "Records as supplied. Rows read = entries + problems that stand for a row",
            &[
                ("File", 14),
                ("Agency", 17),
                ("Bytes", 6),
                ("Rows = entries + problems", 12),
                ("Written as", 8),
                ("SHA-256", 43),
            ],
            rows.collect(),
            "No record was supplied yet. Import the agencies’ files.",
        ),
    ];
    if !mapped.is_empty() {
        out.push(table_or(
            "columns",
            "What the columns of tables were taken for",
            &[
                ("File and part", 15),
                ("Form", 8),
                ("Heading row", 8),
                ("Dates", 8),
                ("Headings as written, and what they were taken for", 61),
            ],
            mapped,
            "",
        ));
    }
    out
}

fn columns(record: &Record) -> Vec<Vec<Vec<Inline>>> {
    let mut out = Vec::new();
    for table in &record.columns {
        let place = if table.part.is_empty() {
            record.file.clone()
        } else {
            format!("{}, {}", record.file, table.part)
        };
        let row = table.header_row.map_or("none".to_owned(), |r| r.to_string());
        let month_first = if table.month_first {
            "month first, as a date of it proves"
        } else {
            "day first"
        };
        let each: Vec<String> = table
            .columns
            .iter()
            .map(|c| {
                let told = match c.told_by {
                    ToldBy::Heading => "",
                    ToldBy::Content => " (told by what stands in it)",
                    ToldBy::Chosen => " (chosen by a person)",
                };
                format!("“{}” is {}{told}", c.heading, c.field.code())
            })
            .collect();
        out.push(vec![
            text(place),
            text(table.form.clone()),
            text(row),
            text(month_first),
            text(each.join("; ")),
        ]);
    }
    out
}

/// What could not be read.
pub(crate) fn problems(matter: &Matter) -> Vec<Block> {
    let margin = Margin::of(&matter.settled);
    let rows = matter.problems.iter().map(|p| {
        let [_, what, next] = problem_told(matter, &margin, p);
        vec![
            text(p.place()),
            text(what),
            text(next),
            text(if p.lost_row { "became no entry" } else { "remark" }),
            text(p.raw.chars().take(300).collect::<String>()),
        ]
    });
    vec![
        heading(2, "Problems", "problems"),
        table_or(
            "problems",
            "What could not be read as it stands, and what to do",
            &[
                ("Where", 20),
                ("What", 24),
                ("What to do", 24),
                ("The row", 10),
                ("As written", 22),
            ],
            rows.collect(),
            "Everything in the records could be read.",
        ),
    ]
}

/// What stands in a line of the search log for the agencies that most lines name.
const USUAL: &str = "those named above";

/// The agencies whose records cover what was searched, and those whose do not, that most findings have; told once, where several have them.
pub(crate) fn usual(links: &Links<'_>) -> Option<(Vec<AgencyId>, Vec<AgencyId>)> {
    let mut all: BTreeMap<(&[AgencyId], &[AgencyId]), usize> = BTreeMap::new();
    for s in links.standing().map(|f| &f.searched) {
        *all.entry((&s.agencies, &s.not_supplied)).or_default() += 1;
    }
    let ((cover, not), _) = all.into_iter().filter(|(_, n)| *n > 1).max_by_key(|(_, n)| *n)?;
    Some((cover.to_vec(), not.to_vec()))
}

/// What was searched before each finding said anything.
pub(crate) fn searched(links: &Links<'_>) -> Vec<Block> {
    let usual = usual(links);
    let whose = |f: &Finding| (f.searched.agencies.clone(), f.searched.not_supplied.clone());
    let row = |f: &Finding| {
        let is_usual = usual.as_ref() == Some(&whose(f));
        let told = |ids: &[AgencyId]| {
            text(if is_usual {
                USUAL.to_owned()
            } else {
                names(links.matter, ids)
            })
        };
        let s = &f.searched;
        let window = f.window.as_ref().map_or("no window".to_owned(), |w| {
            format!("{} ({})", w.length, w.basis.words())
        });
        vec![
            text(links.deciding().title(f)),
            refs(f.triggers.iter().map(|t| &t.quote.entry)),
            text(decisions::outcome(links.deciding(), f)),
            text(format!(
                "{}, {}",
                count(s.entries, "entry", "entries"),
                days(s.from, s.to)
            )),
            text(window),
            told(&s.agencies),
            told(&s.not_supplied),
        ]
    };
    let above = usual.as_ref().map_or(String::new(), |(cover, not)| {
        let of = |ids: &[AgencyId]| if ids.is_empty() { "none".to_owned() } else { names(links.matter, ids) };
        format!(
            " Where a line says “{USUAL}”, the records that cover all of its days are those of: {}; not supplied for all of them: {}.",
            of(cover),
            of(not)
        )
    });
    vec![
        heading(2, "What was searched", "searched"),
        Block::Paragraph(text(format!(
            "Each line says what was looked through before the program said that there is a record of something, or none.{above}"
        ))),
        table_or(
            "searched",
            "Search log, one line a finding",
            &[
                ("Looked for", 22),
                ("Entries it rests on", 13),
                ("Outcome", 10),
                ("Searched", 17),
                ("Window", 13),
                ("Records cover all of it", 13),
                ("Not supplied for all of it", 12),
            ],
            links.standing().map(row).collect(),
            &links.none(|_| true, "Nothing in the records called for a search."),
        ),
    ]
}
