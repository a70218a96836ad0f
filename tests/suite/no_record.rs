//! “No record” is said of certain days and records: whatever else speaks of the step stands beside it, in every report of every sample.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use forewarned::{
    app::{
        importing,
        judging::{Material, judge},
    },
    model::{
        finding::{Finding, FindingKind, Outcome, Step},
        matter::{LookedFor, Matter},
        mention::{ActionStatus, Factuality, Mention, Polarity},
        when::day_in_words,
    },
    report::document::{Block, Document},
};

use crate::{
    cli::small_case,
    kinds::{lines, made, table, words},
    whole_cases::{book, matter},
};

const SAMPLES: &[&str] = &["rowan-street", "hollin-bank", "saltmarsh"];

/// Plain clauses of steps, by their labels.
fn clauses() -> BTreeMap<String, String> {
    let file = std::fs::read_to_string("templates/reports/glossary.toml").unwrap();
    let file: toml::Table = file.parse().unwrap();
    let all = file["step"].as_array().unwrap();
    let of = |v: &toml::Value, key: &str| v[key].as_str().unwrap().to_owned();
    all.iter().map(|v| (of(v, "label"), of(v, "plain"))).collect()
}

fn is_said_done(m: &Mention) -> bool {
    let a = &m.assertion;
    a.polarity == Polarity::Affirmed
        && a.factuality == Factuality::Actual
        && a.action == ActionStatus::Done
        && !a.historical
        && !a.other_person
        && m.struck.is_none()
}

fn rule<'a>(matter: &'a Matter, finding: &Finding, step: &Step) -> Option<&'a LookedFor> {
    let card = &matter.patterns[&finding.pattern];
    card.looked_for
        .iter()
        .find(|l| l.label == step.label && card.place.shape != "loop")
}

fn days(finding: &Finding) -> (NaiveDate, NaiveDate) {
    let searched = (finding.searched.from, finding.searched.to);
    finding.window.as_ref().map_or(searched, |w| (w.from, w.to))
}

/// Entries that say, in these days, that the step was taken.
fn said<'a>(matter: &'a Matter, rule: &LookedFor, (from, to): (NaiveDate, NaiveDate)) -> BTreeSet<&'a str> {
    let all = matter.entries.iter().zip(&matter.readings);
    let inside = all.filter(|(e, _)| e.when.earliest <= to && e.when.latest >= from);
    inside
        .filter(|(_, r)| {
            r.mentions.iter().any(|m| {
                let fits = m.toward.as_ref().is_none_or(|t| rule.toward.contains(t)) || rule.toward.is_empty();
                rule.concepts.contains(&m.concept) && is_said_done(m) && fits
            })
        })
        .map(|(e, _)| e.id.0.as_str())
        .collect()
}

/// Steps of which a report says that there is no record.
fn unrecorded(matter: &Matter) -> Vec<(&Finding, &Step)> {
    let told: BTreeSet<&str> = matter
        .warnings
        .iter()
        .flat_map(|w| &w.findings)
        .map(String::as_str)
        .collect();
    let gaps = matter
        .counted()
        .filter(|f| f.kind == FindingKind::Gap && f.outcome == Outcome::Missed && f.part_of.is_empty());
    gaps.filter(|f| told.contains(f.id.as_str()))
        .flat_map(|f| f.steps.iter().map(move |s| (f, s)))
        .filter(|(_, s)| s.required && s.outcome == Outcome::Missed)
        .collect()
}

fn rows(document: &Document, name: &str) -> Vec<Vec<String>> {
    let rows = &table(document, name).rows;
    rows.iter().map(|r| r.iter().map(|c| words(c)).collect()).collect()
}

#[test]
fn the_version_for_families_never_says_no_record_of_what_an_entry_of_those_days_says() {
    let clauses = clauses();
    let mut seen = 0;
    for name in SAMPLES {
        let matter = matter(name);
        let document = made(&matter, "sfo");
        for (finding, step) in unrecorded(&matter) {
            let Some((rule, plain)) = rule(&matter, finding, step).zip(clauses.get(&step.label)) else {
                continue;
            };
            let told = rows(&document, "no record");
            let row = told.iter().find(|r| r[0] == format!("That {plain}")).unwrap();
            for entry in said(&matter, rule, days(finding)) {
                seen += 1;
                // A family is told whose entry it is and of what day.
                let of = matter.entries.iter().find(|e| e.id.0 == entry).unwrap();
                let whose = matter.case.agency_name(&of.agency);
                let days = [day_in_words(of.when.earliest), of.when.shown()];
                let is_named = days.iter().any(|d| row[2].contains(&format!("{whose}, {d}")));
                assert!(is_named, "{name} {}: {entry} in {row:?}", finding.pattern);
            }
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn a_row_of_practice_names_the_entries_that_speak_of_the_step_in_its_days() {
    let mut seen = 0;
    for name in SAMPLES {
        let matter = matter(name);
        let document = made(&matter, "sfo");
        let told = rows(&document, "practice");
        let all = lines(&made(&matter, "warnings"));
        for (finding, step) in unrecorded(&matter) {
            let Some(rule) = rule(&matter, finding, step) else {
                continue;
            };
            let refs: Vec<&str> = finding.triggers.iter().map(|t| t.quote.entry.0.as_str()).collect();
            for entry in said(&matter, rule, days(finding)) {
                seen += 1;
                let here =
                    |r: &&Vec<String>| r[2].starts_with(&finding.pattern) && refs.iter().all(|i| r[0].contains(i));
                let mut rows = told.iter().filter(here).peekable();
                assert!(rows.peek().is_some(), "{name} {}", finding.pattern);
                assert!(
                    rows.any(|r| r[3].contains(entry)),
                    "{name} {}: {entry}",
                    finding.pattern
                );
                let beside = |l: &&String| l.to_lowercase().contains("not counted as an answer") && l.contains(entry);
                assert!(all.iter().any(|l| beside(&l)), "{name} {}: {entry}", finding.pattern);
            }
        }
    }
    assert!(seen > 5, "{seen}");
}

/// Told to police three weeks after a worker heard of it, by somebody for another reason.
fn invented() -> Matter {
    let folder = tempfile::tempdir().unwrap();
    let more = r#"
[[person]]
id = "P2"
role = "victim"
names = ["Ms C"]
[[agency]]
id = "police"
name = "Police"
kind = "police"
files = ["q.csv"]
supplied_from = 2021-01-01
supplied_to = 2021-12-31
"#;
    small_case(
        folder.path(),
        more,
        "A1,01/03/2021,,,,Call,Ms C says Mr B has been following her home from work.\nA2,05/03/2021,,,,Office,Mr B seen. Rent discussed.\n",
    );
    let heading = "Ref,Date,Time,Source,Author,Type,Event";
    let rows = "B1,20/04/2021,,,,Call,Police informed by neighbour of shouting at Ms C's.\n";
    std::fs::write(folder.path().join("q.csv"), format!("{heading}\n{rows}")).unwrap();
    let material: Material = importing::material(importing::read(folder.path(), &crate::headings()).unwrap());
    judge(material, book(), &mut |_| {})
}

#[test]
fn a_step_that_another_entry_speaks_of_later_is_named_beside_no_record_with_the_days_looked_through() {
    let matter = invented();
    let told = rows(&made(&matter, "sfo"), "no record");
    let row = told.iter().find(|r| r[0] == "That the police were told").unwrap();
    assert!(row[1].contains("1 March 2021 to 2 March 2021"), "{row:?}");
    assert!(row[2].contains("On other days: Police, 20 April 2021"), "{row:?}");
}

#[test]
fn the_version_for_families_reaches_the_day_of_the_final_event() {
    for name in SAMPLES {
        let matter = matter(name);
        let Some(event) = matter.case.event else { continue };
        let all = lines(&made(&matter, "sfo"));
        let day = event.format("%-d %B %Y").to_string();
        let starts = |l: &&String| l.starts_with(&format!("{day}. The event that led to this review."));
        assert!(all.iter().any(|l| starts(&l)), "{name}");
    }
}

#[test]
fn every_entry_that_a_finding_cites_stands_in_the_chronology_of_the_review() {
    for name in SAMPLES {
        let matter = matter(name);
        for kind in ["sfo", "dhr"] {
            let key: BTreeSet<String> = rows(&made(&matter, kind), "key entries")
                .into_iter()
                .map(|r| r[2].clone())
                .collect();
            for finding in matter.counted().filter(|f| f.part_of.is_empty()) {
                let shown = finding.steps.iter().flat_map(|s| &s.shown_by);
                let near = finding.steps.iter().flat_map(|s| &s.near).filter(|n| !n.why.is_empty());
                for cited in finding.triggers.iter().chain(shown).chain(near.map(|n| &n.cited)) {
                    assert!(
                        key.contains(&cited.quote.entry.0),
                        "{name} {kind} {}",
                        cited.quote.entry
                    );
                }
            }
        }
    }
}

#[test]
fn counts_of_responses_add_up_with_the_rows_of_the_table() {
    for name in SAMPLES {
        let matter = matter(name);
        let document = made(&matter, "warnings");
        let answers: Vec<String> = rows(&document, "warnings").into_iter().map(|r| r[4].clone()).collect();
        let all = lines(&document);
        let said = all.iter().find(|l| l.contains("looked at for what followed")).unwrap();
        let number = |before: &str, after: &str| -> usize {
            let rest = said.split_once(before).unwrap().1;
            let number = rest.split_once(after).unwrap().0;
            number.rsplit(' ').next().unwrap().parse().unwrap()
        };
        let starts = |what: &str| answers.iter().filter(|a| a.starts_with(what)).count();
        assert_eq!(
            number(
                "looked for in time for ",
                if said.contains("recorded late") { "," } else { ";" }
            ),
            starts("recorded in time"),
            "{name}: {said}"
        );
        assert_eq!(
            said.contains("recorded late"),
            starts("recorded late") > 0,
            "{name}: {said}"
        );
        assert_eq!(
            number("and for ", " there is no record"),
            starts("no record"),
            "{name}: {said}"
        );
        let open = answers.iter().filter(|a| a.ends_with("no record")).count();
        assert_eq!(number("after one warning: for ", " of them"), open, "{name}: {said}");
    }
}

#[test]
fn readings_of_workload_stand_among_system_factors() {
    let matter = matter("rowan-street");
    for kind in ["sfo", "dhr"] {
        let told = rows(&made(&matter, kind), "system factors");
        assert!(told.iter().any(|r| r[3] == "RSP-040"), "{kind}: {told:?}");
    }
}

#[test]
fn a_line_of_enquiry_lists_entries_that_no_finding_cites() {
    let matter = matter("saltmarsh");
    let document = made(&matter, "dhr");
    let at = matter.outline.lines.iter().position(|l| l == "Children").unwrap() + 1;
    let told = rows(&document, &format!("Mentions by line of enquiry: {at}"));
    for entry in ["SCS-002", "SCS-004", "SCS-009", "SCS-012"] {
        assert!(told.iter().any(|r| r[2] == entry), "{entry}");
    }
    let is_blank = |b: &Block| matches!(b, Block::Table(t) if t.rows.is_empty() && t.name.starts_with("Mentions"));
    assert!(!document.blocks.iter().any(is_blank));
}
