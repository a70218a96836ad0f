//! Whole cases, through the library: the invariants that every case must keep, and what the three samples are for.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::OnceLock,
};

use crate::headings;
use forewarned::{
    app::{
        contract, importing,
        judging::{Material, judge},
    },
    model::{
        case::PersonId,
        entry::EntryId,
        finding::{Finding, FindingKind, Outcome},
        matter::Matter,
        mention::Who,
    },
    rulebook::{files::Files, load::Rulebook},
};

pub(crate) fn book() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| Rulebook::load(&Files::built_in().unwrap()).unwrap())
}

pub(crate) fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("samples/cases")
        .join(name)
}

pub(crate) fn material(name: &str) -> Material {
    material_at(&sample(name))
}

pub(crate) fn material_at(folder: &std::path::Path) -> Material {
    importing::material(importing::read(folder, &headings()).unwrap())
}

pub(crate) fn matter(name: &str) -> Matter {
    judge(material(name), book(), &mut |_| {})
}

const SAMPLES: &[&str] = &["rowan-street", "hollin-bank", "saltmarsh"];

fn gaps(matter: &Matter, outcome: Outcome) -> Vec<&Finding> {
    matter
        .findings
        .iter()
        .filter(|f| f.kind == FindingKind::Gap && f.outcome == outcome)
        .collect()
}

#[test]
fn every_quote_is_the_very_bytes_it_points_at() {
    for name in SAMPLES {
        let matter = matter(name);
        let mut seen = 0;
        for (entry, reading) in matter.entries.iter().zip(&matter.readings) {
            for mention in &reading.mentions {
                assert!(
                    mention.quote.holds_in(entry),
                    "{name} {}: {:?}",
                    entry.id,
                    mention.quote
                );
                seen += 1;
            }
            for person in &reading.people {
                assert_eq!(
                    entry.text.get(person.span.start..person.span.end),
                    Some(person.words.as_str())
                );
            }
        }
        for finding in &matter.findings {
            let steps = finding
                .steps
                .iter()
                .flat_map(|s| s.shown_by.iter().chain(s.near.iter().map(|n| &n.cited)));
            for cited in finding.triggers.iter().chain(steps) {
                let (entry, _) = matter.entry(&cited.quote.entry).unwrap();
                assert!(cited.quote.holds_in(entry), "{name} {}", finding.id);
                seen += 1;
            }
        }
        assert!(seen > 100, "{name}: only {seen} quotes");
    }
}

#[test]
fn two_runs_give_the_same_bytes_whatever_the_order_of_the_entries() {
    for name in SAMPLES {
        let once = serde_json::to_string(&contract::of(&matter(name))).unwrap();
        let mut shuffled = material(name);
        shuffled.entries.reverse();
        let again = serde_json::to_string(&contract::of(&judge(shuffled, book(), &mut |_| {}))).unwrap();
        assert_eq!(once, again, "{name}");
    }
}

#[test]
fn removing_the_last_entry_changes_no_earlier_finding() {
    for name in SAMPLES {
        let whole = matter(name);
        let last = whole.entries.last().unwrap().id.clone();
        let mut shorter = material(name);
        shorter.entries.retain(|e| e.id != last);
        let rest = judge(shorter, book(), &mut |_| {});
        let untouched = |m: &Matter| -> BTreeMap<String, Finding> {
            m.findings
                .iter()
                .filter(|f| !f.triggers.iter().any(|t| t.quote.entry == last))
                .map(|f| (f.id.clone(), f.clone()))
                .collect()
        };
        assert_eq!(untouched(&whole), untouched(&rest), "{name}");
    }
}

#[test]
fn nothing_is_dropped_on_the_way_in() {
    for name in SAMPLES {
        let matter = matter(name);
        for record in &matter.records {
            assert_eq!(record.rows, record.entries + record.problems, "{name} {}", record.file);
        }
        assert_eq!(
            matter.entries.len(),
            matter.records.iter().map(|r| r.entries).sum::<usize>()
        );
        assert_eq!(matter.timeline.order.len(), matter.entries.len());
    }
}

#[test]
fn every_finding_says_what_was_searched_and_blames_nobody() {
    for name in SAMPLES {
        for finding in matter(name).findings {
            let says = finding.says.to_lowercase();
            assert!(says.contains("records supplied"), "{}", finding.says);
            for word in ["failed", "ignored", "should have", "would have"] {
                assert!(!says.contains(word), "{}", finding.says);
            }
            assert!(finding.window.is_some());
            if finding.outcome == Outcome::CannotTell {
                assert!(!finding.unclear.is_empty(), "{}", finding.id);
            }
        }
    }
}

#[test]
fn the_first_sample_shows_what_its_readme_says() {
    let matter = matter("rowan-street");
    let shown: BTreeSet<&str> = matter.findings.iter().map(|f| f.pattern.as_str()).collect();
    let readme = std::fs::read_to_string(sample("rowan-street").join("README.md")).unwrap();
    // The table of what is expected: the pattern stands in its third column.
    let rows = readme.lines().filter(|l| l.starts_with("| "));
    let named: BTreeSet<&str> = rows
        .filter_map(|l| l.split('|').nth(3))
        .flat_map(|cell| cell.split(|c: char| !(c.is_alphanumeric() || c == '-')))
        .filter(|w| book().patterns.iter().any(|p| p.id == *w && p.tier <= matter.case.tier))
        .collect();
    assert!(named.len() >= 15, "{named:?}");
    let missing: Vec<_> = named.difference(&shown).collect();
    assert!(missing.is_empty(), "the README names {missing:?}, which are not shown");
}

#[test]
fn the_well_managed_sample_has_nothing_missed() {
    let matter = matter("hollin-bank");
    let open: Vec<String> = [Outcome::Missed, Outcome::Late, Outcome::CannotTell]
        .into_iter()
        .flat_map(|o| gaps(&matter, o))
        .map(|f| {
            format!(
                "{} {} {:?}",
                f.pattern,
                f.outcome.code(),
                f.triggers
                    .iter()
                    .map(|t| format!("{} “{}”", t.quote.entry, t.quote.text))
                    .collect::<Vec<_>>()
            )
        })
        .collect();
    assert!(open.is_empty(), "{}", open.join("\n"));
    assert!(
        gaps(&matter, Outcome::Met).len() >= 6,
        "it answers the same kinds of warning"
    );
}

#[test]
fn the_imprecise_sample_cannot_tell() {
    let matter = matter("saltmarsh");
    assert!(
        gaps(&matter, Outcome::CannotTell).len() >= 4,
        "{}",
        gaps(&matter, Outcome::CannotTell).len()
    );
    assert!(!matter.timeline.duplicates.is_empty());
    assert!(matter.problems.iter().filter(|p| p.lost_row).count() >= 2);
    assert!(matter.entries.iter().any(|e| !e.when.is_known_day()));
}

#[test]
fn a_case_file_without_an_agency_s_records_says_so_and_reports_no_gap_of_it() {
    let mut material = material("rowan-street");
    let probation = material
        .case
        .agencies
        .iter()
        .position(|a| a.kind == "probation")
        .unwrap();
    // The records stop half a year before the end.
    let agency = &mut material.case.agencies[probation];
    let stop = agency.supplied_to.unwrap() - chrono::Days::new(180);
    agency.supplied_to = Some(stop);
    let id = agency.id.clone();
    for finding in judge(material, book(), &mut |_| {}).findings {
        if finding.agency == id && finding.outcome == Outcome::Missed {
            assert!(
                finding.window.unwrap().to <= stop,
                "{} is outside the days supplied",
                finding.id
            );
        }
    }
}

/// What was read in an entry, for one concept: the words, whether they stand as done, and of whom.
fn read(matter: &Matter, entry: &str, concept: &str) -> Vec<(String, bool, Who)> {
    let (_, reading) = matter.entry(&EntryId(entry.to_owned())).unwrap();
    let found = reading.mentions.iter().filter(|m| m.concept == concept);
    found
        .map(|m| {
            let is_done = m.assertion.words() == ["plain"];
            (m.quote.text.clone(), is_done, m.actor.clone())
        })
        .collect()
}

fn outcome(matter: &Matter, pattern: &str, entry: &str) -> Option<Outcome> {
    let turns_on_it = |f: &&Finding| f.triggers.iter().any(|t| t.quote.entry.0 == entry);
    let mut found = matter.findings.iter().filter(|f| f.pattern == pattern);
    found.find(turns_on_it).map(|f| f.outcome)
}

#[test]
fn what_rowan_street_s_entries_do_not_say_is_not_read_into_them() {
    let matter = matter("rowan-street");
    // A van with its lights off outside the sister's flat is no reunion.
    assert_eq!(read(&matter, "RSP-045", "reconciliation"), []);
    assert_eq!(outcome(&matter, "PART-02", "RSP-045"), None);
    // Carly rang for the practitioner: it is Carly who finished with him.
    let separation = read(&matter, "RSP-021", "separation");
    assert_eq!(separation.first().unwrap().2, Who::Person(PersonId("P4".to_owned())));
    // Her call was put to him; nobody spoke to her.
    assert_eq!(outcome(&matter, "PART-04", "RSP-021"), Some(Outcome::Missed));
    // She left by herself.
    assert_eq!(read(&matter, "RGP-008", "victim-safety"), []);
    // Supervision that says "not this case" discussed it with nobody.
    assert!(read(&matter, "RSP-026", "manager-discussion").iter().all(|m| !m.1));
    // How often another agency sees him is not how often probation does.
    assert_eq!(read(&matter, "RSP-029", "contact-reduced"), []);
    // What spaces the phone calls decides nothing about a breach.
    assert_eq!(outcome(&matter, "ENF-01", "RSP-045"), Some(Outcome::Missed));
    // The sister rang police about her sister's former partner: it is this case.
    assert!(read(&matter, "RPO-007", "stalking").iter().any(|m| m.1));
}

#[test]
fn what_saltmarsh_s_entries_say_is_read_as_what_was_done() {
    let matter = matter("saltmarsh");
    assert!(read(&matter, "SPL-007", "enforcement").iter().any(|m| m.1));
    assert!(read(&matter, "STW-007", "victim-safety").iter().any(|m| m.1));
    assert!(read(&matter, "SCS-003", "arrest").iter().any(|m| m.1));
    for assessment in ["SPB-012", "SPB-014"] {
        assert!(
            read(&matter, assessment, "risk-review").iter().any(|m| m.1),
            "{assessment}"
        );
    }
    // Advice to her, a list of cases, and an order's words to him are no steps and no partner.
    assert!(read(&matter, "SGP-011", "police-told").iter().all(|m| !m.1));
    assert!(read(&matter, "SPB-020", "manager-discussion").iter().all(|m| !m.1));
    assert_eq!(read(&matter, "SPB-013", "partner-not-told"), []);
    // "Mum scared, Maja clings": Maja's mum, though her own mother is in the case too.
    let scared = read(&matter, "SCS-006", "fear");
    assert_eq!(scared.first().unwrap().2, Who::Person(PersonId("P2".to_owned())));
}
