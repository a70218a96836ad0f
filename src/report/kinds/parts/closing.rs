//! *Closing parts* of review documents: key entries, system factors, learning, what is not settled, the annexes.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        beside::About,
        entry::{Entry, EntryId},
        finding::{Finding, FindingKind, Outcome},
        matter::Matter,
        mention::{Factuality, Hand, Mention, Reading},
    },
    report::{
        document::{Block, Inline, text},
        kinds::{
            coverage, knowledge,
            parts::{
                agency, count, decisions, enquiry::Concepts, heading, links::Links, problem_told, refs, table_or,
                untold, when,
            },
        },
    },
    review::{deciding::Deciding, margin::Margin},
};

/// How many days after the final event an entry stands among those that tell of it.
const AFTERWARDS: i64 = 7;

/// Does an entry stand on the day of the final event, or in the week after it? One that can be of any day of many is of none of them.
pub(crate) fn tells_of_event(matter: &Matter, entry: &Entry) -> bool {
    let when = &entry.when;
    let is_vague = (when.latest - when.earliest).num_days() > AFTERWARDS;
    let event = matter.case.event.filter(|_| !is_vague);
    event.is_some_and(|e| when.latest >= e && (when.earliest - e).num_days() <= AFTERWARDS)
}

/// Entries that the panel itself marked: as key decision points, and as evidence of a line of enquiry. Each with what it was marked as.
fn marked(matter: &Matter) -> BTreeMap<&EntryId, Vec<&'static str>> {
    let margin = Margin::of(&matter.settled);
    let mut out: BTreeMap<&EntryId, Vec<&'static str>> = BTreeMap::new();
    for entry in margin.key_points.keys() {
        out.entry(entry)
            .or_default()
            .push("Key decision point, as the panel marked it");
    }
    for (about, ..) in margin.lines.iter().flat_map(|l| &l.evidence) {
        if let About::Entry(entry) = about {
            out.entry(entry).or_default().push("Evidence of a line of enquiry");
        }
    }
    out
}

/// Every entry that a finding which stands rests on or names: what called for a step, what shows one, what came near, what came before.
pub(crate) fn cited_entries<'a>(links: &Links<'a>) -> BTreeSet<&'a EntryId> {
    let findings = || links.standing().filter(|f| f.part_of.is_empty());
    let steps = || findings().flat_map(|f| &f.steps);
    let near = steps().flat_map(|s| &s.near).filter(|n| !n.why.is_empty());
    let cited = findings()
        .flat_map(|f| f.triggers.iter().chain(&f.earlier))
        .chain(steps().flat_map(|s| &s.shown_by))
        .chain(near.map(|n| &n.cited));
    cited.map(|c| &c.quote.entry).collect()
}

/// Entries that findings rest on or name, those that the panel marked, those that tell of harm, breaches, instructions to keep away and what courts did, the first of each
/// agency for each fact, and those of the final event: a chronology that left out the death would mislead, although nothing is expected
/// after it.
pub(crate) fn key_entries(links: &Links<'_>) -> Block {
    let event = links.matter.entries.iter().filter(|e| tells_of_event(links.matter, e));
    let grave = Concepts::built_in().chronology;
    let by_panel = marked(links.matter);
    let tells = |r: &&Reading| {
        let mut said = r.mentions.iter().filter(|m| is_said(m) && !links.is_misread(m));
        said.any(|m| grave.contains(&m.concept))
    };
    let key: BTreeSet<&EntryId> = links
        .warnings()
        .into_iter()
        .flat_map(|w| links.cited(w))
        .map(|e| &e.id)
        .chain(cited_entries(links))
        .chain(event.map(|e| &e.id))
        .chain(by_panel.keys().copied())
        .chain(knowledge::firsts(links).into_iter().map(|f| &f.entry.id))
        .chain(links.matter.readings.iter().filter(tells).map(|r| &r.entry))
        .collect();
    let rows = links.matter.entries.iter().filter(|e| key.contains(&e.id)).map(|e| {
        let warnings = links.numbers_at(&e.id);
        let mut answers: Vec<&str> = links
            .answers_at(&e.id)
            .iter()
            .map(|(_, s, c)| links.kind_of_step(&s.label, &c.concept))
            .collect();
        if tells_of_event(links.matter, e) {
            answers.push("Day of the final event, or the week after");
        }
        answers.extend(by_panel.get(&e.id).into_iter().flatten());
        answers.sort_unstable();
        answers.dedup();
        vec![
            when(&e.when),
            vec![agency(links.matter, &e.agency)],
            vec![Inline::Strong(e.id.0.clone())],
            text(e.text.clone()),
            text(warnings.join(", ")),
            vec![Inline::Small(answers.join("; "))],
        ]
    });
    table_or(
        "key entries",
        "Not every entry: those that findings rest on or name, those that the panel marked, those that tell of harm, breaches, instructions to keep away, arrests and orders, \
         the first of each agency for each fact, and those of the final event and the week after. The whole chronology is annexed",
        &[
            ("Date and time", 9),
            ("Agency", 12),
            ("Ref", 7),
            ("What was written", 46),
            ("Warnings", 6),
            ("Shows", 20),
        ],
        rows.collect(),
        "No entry is tied to a warning or a response.",
    )
}

/// System factors first, then themes: areas of practice in which the same was found more than once, by how many agencies.
pub(crate) fn themes(links: &Links<'_>) -> Vec<Block> {
    let context = links
        .standing()
        .filter(|f| f.kind == FindingKind::Context && f.part_of.is_empty());
    let system = context.map(|f| {
        vec![
            text(links.deciding().title(f)),
            vec![agency(links.matter, &f.agency)],
            text(links.deciding().says(f)),
            refs(f.triggers.iter().map(|t| &t.quote.entry)),
        ]
    });
    let mut out = vec![
        heading(3, "System factors", "system"),
        table_or(
            "system factors",
            "Context on record: staffing, workload, changes of policy or organisation",
            &[
                ("What", 24),
                ("Agency", 16),
                ("What the record shows", 44),
                ("Entries", 16),
            ],
            system.chain(read_system(links)).collect(),
            "The program reads none in the entries; it knows only some words for workload, staffing, cover and systems. Read the entries for \
             others, and ask each agency about staffing, workload, cover, training and changes of policy at the time.",
        ),
        heading(3, "Themes across agencies and workers", "themes"),
        Block::Paragraph(text(
            "Where the same is found several times or in several agencies, look at the system before looking at persons.",
        )),
    ];
    let gaps: Vec<&Finding> = links
        .results()
        .filter(|f| f.kind == FindingKind::Gap && matches!(f.outcome, Outcome::Missed | Outcome::Late))
        .collect();
    let rows = links.matter.outline.areas.iter().filter_map(|area| {
        let here: Vec<&&Finding> = gaps
            .iter()
            .filter(|f| area_of(links.matter, f) == area.as_str())
            .collect();
        if here.is_empty() {
            return None;
        }
        let agencies: BTreeSet<&str> = here.iter().map(|f| links.matter.case.agency_name(&f.agency)).collect();
        let again = if agencies.len() > 1 || here.len() > 2 {
            "found several times or in several agencies"
        } else {
            ""
        };
        Some(vec![
            text(area.clone()),
            text(here.len().to_string()),
            text(agencies.into_iter().collect::<Vec<_>>().join(", ")),
            text(again),
            Vec::new(),
        ])
    });
    out.push(table_or(
        "themes",
        "Areas with no record of an expected response, or one recorded late",
        &[
            ("Area", 22),
            ("How many", 8),
            ("Agencies", 26),
            ("To note", 24),
            ("Why: for the reviewer", 20),
        ],
        rows.collect(),
        &links.none(
            |f| f.kind == FindingKind::Gap && matches!(f.outcome, Outcome::Missed | Outcome::Late),
            "No area of practice has such a finding.",
        ),
    ));
    out
}

/// Entries with readings of workload, staffing, cover or systems that no context finding tells of, a row for each.
fn read_system<'a>(links: &'a Links<'a>) -> impl Iterator<Item = Vec<Vec<Inline>>> + 'a {
    let wanted = Concepts::built_in().system;
    let told: BTreeSet<&EntryId> = links
        .standing()
        .filter(|f| f.kind == FindingKind::Context && f.part_of.is_empty())
        .flat_map(|f| &f.triggers)
        .filter(|t| wanted.contains(&t.concept))
        .map(|t| &t.quote.entry)
        .collect();
    let all = links.matter.entries.iter().zip(&links.matter.readings);
    all.filter(move |(e, _)| !told.contains(&e.id))
        .filter_map(move |(e, reading)| {
            let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for m in reading
                .mentions
                .iter()
                .filter(|m| is_said(m) && wanted.contains(&m.concept) && !links.is_misread(m))
            {
                said.entry(links.label(&m.concept)).or_default().push(&m.quote.text);
            }
            (!said.is_empty()).then(|| {
                let words: Vec<&str> = said.values().flatten().copied().collect();
                vec![
                    text(said.keys().copied().collect::<Vec<_>>().join("; ")),
                    vec![agency(links.matter, &e.agency)],
                    text(format!("{}: “{}”", e.when.shown(), words.join("”, “"))),
                    refs(std::iter::once(&e.id)),
                ]
            })
        })
}

/// Is a mention there, struck out by nobody and no mere suggestion? Whether it is said to be so is for the reader.
fn is_said(mention: &Mention) -> bool {
    mention.struck.is_none() && mention.hand != Hand::Reader && mention.assertion.factuality != Factuality::Generic
}

/// The area of practice of a finding.
pub(crate) fn area_of<'a>(matter: &'a Matter, finding: &Finding) -> &'a str {
    matter
        .patterns
        .get(&finding.pattern)
        .map_or("", |c| c.place.area.as_str())
}

/// What is not settled: what cannot be told, what could not be read, acts that fit nowhere, findings not decided.
pub(crate) fn unresolved(links: &Links<'_>) -> Vec<Block> {
    let matter = links.matter;
    let mut rows: Vec<Vec<Vec<Inline>>> = links
        .results()
        .filter(|f| f.outcome == Outcome::CannotTell)
        .map(|f| {
            vec![
                text("Cannot tell"),
                text(f.title.clone()),
                refs(f.triggers.iter().map(|t| &t.quote.entry)),
                text(f.unclear.clone()),
            ]
        })
        .collect();
    let margin = Margin::of(&matter.settled);
    rows.extend(matter.problems.iter().map(|p| {
        let [kind, what, next] = problem_told(matter, &margin, p);
        vec![text(kind), text(p.place()), Vec::new(), text(format!("{what}; {next}"))]
    }));
    rows.extend(matter.strays.iter().map(|(number, why)| {
        vec![
            text("Reviewer’s act"),
            text(format!("act {number}")),
            Vec::new(),
            text(why.clone()),
        ]
    }));
    let open = links
        .standing()
        .filter(|f| decisions::verdict(matter, f).is_none())
        .count()
        + untold::undecided(matter);
    if matter.decisions_are_masked {
        rows.push(vec![
            text("Masked"),
            text("Decisions"),
            Vec::new(),
            text("Not shown while part of the case is masked"),
        ]);
    } else if open > 0 {
        rows.push(vec![
            text("Not decided"),
            text(format!("{open} findings")),
            Vec::new(),
            text("Prompts for a reviewer until somebody decides on them"),
        ]);
    }
    let deciding = Deciding::of_matter(matter);
    let differ: Vec<_> = links.standing().filter(|f| deciding.is_disagreed(f)).collect();
    rows.extend(differ.into_iter().map(|f| {
        vec![
            text("Reviewers differ"),
            text(f.title.clone()),
            refs(f.triggers.iter().map(|t| &t.quote.entry)),
            text(decisions::words(matter, f)),
        ]
    }));
    vec![table_or(
        "unresolved",
        "What is not settled",
        &[("Kind", 14), ("What", 32), ("Entries", 16), ("Why, and what to do", 38)],
        rows,
        "Nothing is open.",
    )]
}

/// The records that were read, and what of them could not be.
pub(crate) fn sources(links: &Links<'_>) -> Vec<Block> {
    let mut sources = coverage::records(links.matter);
    sources.extend(coverage::problems(links.matter));
    lowered(sources)
}

/// Where the log of what was searched stands, and the patterns that found nothing.
pub(crate) fn see_coverage() -> Block {
    Block::Paragraph(text(
        "What was looked through for each finding is the report “coverage” of this case; all patterns that were judged, with their \
         sources, stand in the report “warnings”.",
    ))
}

/// What was searched before each finding said anything, and how many patterns were judged.
pub(crate) fn query_log(links: &Links<'_>) -> Vec<Block> {
    let all = links.matter.patterns.len();
    let mut out = vec![Block::Paragraph(text(format!(
        "{} judged on these records; all of them, with their sources, stand in the report “warnings”.",
        count(all, "pattern was", "patterns were")
    )))];
    // The chapter has a heading of its own.
    let blocks = coverage::searched(links);
    out.extend(blocks.into_iter().filter(|b| !matches!(b, Block::Heading(..))));
    out
}

/// The same blocks with their headings one level lower, to stand inside a chapter.
pub(crate) fn lowered(blocks: Vec<Block>) -> Vec<Block> {
    blocks
        .into_iter()
        .map(|block| match block {
            Block::Heading(level, words, name) => Block::Heading((level + 1).min(4), words, name),
            other => other,
        })
        .collect()
}
