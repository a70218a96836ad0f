//! Kinds of reports, as documents: each tells every case, cites what there is, says who decided what, and blames nobody.

use std::{collections::BTreeSet, sync::OnceLock};

use chrono::NaiveDate;
use forewarned::{
    app::judging::{Material, judge},
    model::{
        act::{Act, Deed, Pointed, Reason},
        case::{Case, CaseKind},
        entry::{Entry, EntryId, Further},
        finding::FindingKind,
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
        when::When,
    },
    report::{
        self, KINDS, Settings,
        document::{Block, Document, Inline, Table},
        kinds::chronology,
    },
    rulebook::{files::Files, load::Rulebook},
};

use crate::whole_cases::{book, material};

const SAMPLES: &[&str] = &["rowan-street", "hollin-bank", "saltmarsh"];

fn judged(material: Material) -> Matter {
    judge(material, book(), &mut |_| {})
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The samples, judged once.
fn kept(name: &str) -> &'static Matter {
    static KEPT: OnceLock<Vec<(&str, Matter)>> = OnceLock::new();
    let all = KEPT.get_or_init(|| SAMPLES.iter().map(|n| (*n, crate::whole_cases::matter(n))).collect());
    all.iter().find(|(n, _)| *n == name).map(|(_, m)| m).unwrap()
}

pub(crate) fn empty() -> Matter {
    judged(Material {
        case: Case {
            title: "Nothing yet".to_owned(),
            kind: CaseKind::Sfo,
            tier: forewarned::model::case::Tier::T1,
            review_from: day("2020-01-01"),
            review_to: day("2020-12-31"),
            event: None,
            people: Vec::new(),
            agencies: Vec::new(),
            conditions: Vec::new(),
            facts: Vec::new(),
            disguised: None,
            days_moved: false,
        },
        records: Vec::new(),
        problems: Vec::new(),
        entries: Vec::new(),
        acts: Vec::new(),
        settled: Vec::new(),
    })
}

pub(crate) fn made(matter: &Matter, kind: &str) -> Document {
    let kind = KINDS.iter().find(|k| k.name() == kind).unwrap();
    kind.compose(matter, &Settings::default())
}

fn with_columns(matter: &Matter, columns: &[&str]) -> Document {
    let settings = Settings {
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        ..Settings::default()
    };
    KINDS
        .iter()
        .find(|k| k.name() == "chronology")
        .unwrap()
        .compose(matter, &settings)
}

fn tables(document: &Document) -> Vec<&Table> {
    document
        .blocks
        .iter()
        .filter_map(|b| match b {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

pub(crate) fn table<'a>(document: &'a Document, name: &str) -> &'a Table {
    tables(document)
        .into_iter()
        .find(|t| t.name == name)
        .unwrap_or_else(|| {
            let all: Vec<&str> = tables(document).iter().map(|t| t.name.as_str()).collect();
            panic!("no table {name} among {all:?}")
        })
}

pub(crate) fn words(line: &[Inline]) -> String {
    line.iter()
        .map(|part| match part {
            Inline::Text(t)
            | Inline::Strong(t)
            | Inline::Marked(t)
            | Inline::Small(t)
            | Inline::Agency(_, t)
            | Inline::Link(_, t)
            | Inline::Named(_, t) => t.as_str(),
            Inline::Break => "\n",
        })
        .collect()
}

/// Every line of a document.
pub(crate) fn lines(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(_, text, _) => out.push(text.clone()),
            Block::Paragraph(l) | Block::Note(l) | Block::Quote(l) => out.push(words(l)),
            Block::List(all) => out.extend(all.iter().map(|l| words(l))),
            Block::Table(t) => {
                out.push(t.caption.clone());
                out.extend(t.head.iter().map(|(h, _)| h.clone()));
                out.extend(t.rows.iter().flatten().map(|c| words(c)));
            }
            Block::Picture(_) | Block::NewPage => {}
        }
    }
    out
}

fn headings(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .filter_map(|b| match b {
            Block::Heading(_, text, _) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// The row of a table whose first cell holds these words.
fn row(table: &Table, first: &str) -> Vec<String> {
    let found = table.rows.iter().find(|r| words(&r[0]).contains(first));
    let all: Vec<String> = table.rows.iter().map(|r| words(&r[0])).collect();
    found
        .unwrap_or_else(|| panic!("no row {first} among {all:?}"))
        .iter()
        .map(|c| words(c))
        .collect()
}

/// The row of a table whose cell at this place holds these words.
pub(crate) fn row_at(table: &Table, at: usize, held: &str) -> Vec<String> {
    let found = table.rows.iter().find(|r| words(&r[at]).contains(held)).unwrap();
    found.iter().map(|c| words(c)).collect()
}

fn decision(number: u64, matter: &Matter, at: usize, verdict: Verdict, because: &str) -> Settled {
    let finding = &matter.counted().filter(|f| f.kind == FindingKind::Gap).nth(at).unwrap();
    Settled {
        number,
        at: "3 May 2026, 10:00".to_owned(),
        who: "R. Panel".to_owned(),
        what: Settlement::Decision {
            finding: finding.id.clone(),
            version: finding.version,
            verdict,
            wrong: None,
            together: Vec::new(),
        },
        because: because.to_owned(),
    }
}

#[test]
fn every_kind_tells_every_sample_and_an_empty_case() {
    let empty = empty();
    let samples = SAMPLES.iter().map(|n| (*n, kept(n)));
    for (name, matter) in samples.chain([("empty", &empty)]) {
        for kind in KINDS {
            let document = made(matter, kind.name());
            let what = format!("{name}, {}", kind.name());
            assert!(headings(&document).len() > 1, "{what}");
            let mut names = BTreeSet::new();
            for t in tables(&document) {
                // Tables of one kind share a sheet, which has the name of the kind.
                let sheet = t.kind().map_or(t.name.as_str(), |(kind, _)| kind);
                assert!(sheet.chars().count() <= 31, "{what}: “{}”", t.name);
                assert!(
                    t.name.is_empty() || names.insert(t.name.clone()),
                    "{what}: two tables are named {}",
                    t.name
                );
                let share: u32 = t.head.iter().map(|(_, w)| u32::from(*w)).sum();
                assert!(share <= 100, "{what}: {} is {share} wide", t.name);
                for r in &t.rows {
                    assert_eq!(r.len(), t.head.len(), "{what}: {}", t.name);
                }
            }
            let main = document
                .main
                .as_ref()
                .unwrap_or_else(|| panic!("{what} has no main table"));
            assert!(names.contains(main), "{what}: there is no table {main}");
            for pair in document.blocks.windows(2) {
                if let [before, Block::Table(t)] = pair {
                    // Words before an empty table say what to do.
                    let is_said = matches!(before, Block::Paragraph(_));
                    assert!(is_said || !t.rows.is_empty(), "{what}: {} is empty", t.name);
                }
            }
            for happening in &document.happenings {
                assert!(
                    chrono::NaiveDateTime::parse_from_str(&happening.at, "%Y-%m-%dT%H:%M:%S").is_ok(),
                    "{what}: {}",
                    happening.at
                );
                assert!(!happening.message.is_empty() && !happening.meaning.is_empty(), "{what}");
            }
        }
    }
}

#[test]
fn every_entry_cited_is_there() {
    for name in SAMPLES {
        let matter = kept(name);
        let known: BTreeSet<&str> = matter.entries.iter().map(|e| e.id.0.as_str()).collect();
        for kind in KINDS {
            let mut cited = 0;
            for line in lines(&made(matter, kind.name())) {
                for word in line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
                    let is_ref = word
                        .split_once('-')
                        .is_some_and(|(a, n)| a.len() == 3 && n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()));
                    // What could not be read is told as it was written.
                    let is_raw = matter.problems.iter().any(|p| p.raw.contains(word));
                    if is_ref && !is_raw && word != "SHA-256" && word.starts_with(char::is_uppercase) {
                        assert!(known.contains(word), "{name}, {}: {word}", kind.name());
                        cited += 1;
                    }
                }
            }
            assert!(
                cited > 0 || *name == "hollin-bank" || ["requests", "lines"].contains(&kind.name()),
                "{name}, {} cites nothing",
                kind.name()
            );
        }
    }
}

#[test]
fn our_own_words_in_reports_blame_nobody() {
    let blame = [
        "failed to",
        "failure to",
        "ignored",
        "should have",
        "would have prevented",
        "negligen",
        "wrong risk",
    ];
    for name in SAMPLES {
        let matter = kept(name);
        for kind in KINDS {
            for line in lines(&made(matter, kind.name())) {
                let lower = line.to_lowercase();
                let written = matter
                    .entries
                    .iter()
                    .any(|e| line.contains(e.text.as_str()) && !e.text.is_empty());
                for word in blame {
                    assert!(written || !lower.contains(word), "{name}, {}: {line}", kind.name());
                }
            }
        }
    }
}

#[test]
fn the_chronology_shows_the_columns_that_were_chosen() {
    let mut material = material("saltmarsh");
    material.entries[0].further.push(Further {
        name: "Comment of IMR author".to_owned(),
        value: "Seen late in the file".to_owned(),
    });
    material.entries[0].when.remark = Some("read as 5 October".to_owned());
    material.entries[0].recorded = Some(When::day(day("2021-01-09")));
    let id = material.entries[0].id.0.clone();
    let matter = judged(material);
    let all: Vec<&str> = chronology::columns().into_iter().map(|(name, _)| name).collect();
    let document = with_columns(&matter, &all);
    let told = table(&document, "chronology");
    assert_eq!(told.head.len(), all.len());
    assert_eq!(told.rows.len(), matter.entries.len());
    let at = |name: &str| all.iter().position(|c| *c == name).unwrap();
    for (row, entry) in told.rows.iter().zip(&matter.entries) {
        assert_eq!(words(&row[at("text")]), entry.text);
        assert_eq!(words(&row[at("ref")]), entry.id.0);
        assert!(words(&row[at("source")]).ends_with(&format!("{}, row {}", entry.origin.file, entry.origin.row)));
        assert!(words(&row[at("known-by")]).contains(&entry.id.0));
    }
    let first: Vec<String> = told
        .rows
        .iter()
        .find(|r| words(&r[at("ref")]) == id)
        .unwrap()
        .iter()
        .map(|c| words(c))
        .collect();
    assert_eq!(first[at("imr-comment")], "Seen late in the file");
    assert_eq!(first[at("further")], "");
    assert!(first[at("precision")].ends_with("read as 5 October"));
    assert_eq!(first[at("typed")], "2021-01-09");
    // Names stand in the text only; who is meant stands by role.
    let people: String = told.rows.iter().map(|r| words(&r[at("people")])).collect();
    assert!(people.contains("P2 (victim)") && !people.contains("Halina"));
    let two = with_columns(&matter, &["text", "ref"]);
    let heads: Vec<&str> = table(&two, "chronology").head.iter().map(|(h, _)| h.as_str()).collect();
    // What differs between accounts is never left out, whatever was chosen.
    assert_eq!(heads[..2], ["What was written", "Ref"]);
    assert!(heads[2..].iter().all(|h| *h == "Other accounts (program)"), "{heads:?}");
}

#[test]
fn a_column_that_there_is_not_is_refused_with_all_that_there_are() {
    let settings = Settings {
        columns: vec!["ref".to_owned(), "mood".to_owned()],
        ..Settings::default()
    };
    for kind in ["chronology", "full"] {
        let refused = report::make(&empty(), kind, "html", &settings).unwrap_err().to_string();
        assert!(refused.contains("no column `mood`"), "{refused}");
        for (name, _) in chronology::columns() {
            assert!(refused.contains(name), "{refused}");
        }
    }
}

#[test]
fn two_accounts_of_the_same_stay_two_rows() {
    let mut material = material("saltmarsh");
    let pair = {
        let matter = kept("saltmarsh");
        let link = matter.timeline.duplicates.first().unwrap().clone();
        (link.first, link.second)
    };
    material.settled.push(Settled {
        number: 1,
        at: "today".to_owned(),
        who: "R. Panel".to_owned(),
        what: Settlement::Conflict {
            words: String::new(),
            first: pair.0.clone(),
            second: pair.1.clone(),
        },
        because: "the days differ".to_owned(),
    });
    let matter = judged(material);
    let document = with_columns(&matter, &["ref", "links"]);
    let told = table(&document, "chronology");
    for (one, other) in [(&pair.0, &pair.1), (&pair.1, &pair.0)] {
        let row = row(told, &one.0);
        assert!(row[1].contains(&format!("same event: {other}")), "{row:?}");
        assert!(
            row[1].contains(&format!("two accounts: {other} (the days differ)")),
            "{row:?}"
        );
    }
}

#[test]
fn decisions_stand_beside_findings_and_what_was_not_accepted_stands_apart() {
    let mut matter = kept("rowan-street").clone();
    let undecided = lines(&made(&matter, "warnings")).join("\n");
    assert!(
        undecided.contains("not yet decided: a prompt for a reviewer")
            && !undecided.contains("Looked at and not accepted")
    );
    let rejected = matter
        .counted()
        .filter(|f| f.kind == FindingKind::Gap)
        .nth(1)
        .unwrap()
        .clone();
    matter.settled = vec![
        decision(1, &matter, 0, Verdict::Accept, "borne out by the call log"),
        decision(2, &matter, 1, Verdict::Reject, "another agency did it, seen on paper"),
        decision(3, &matter, 2, Verdict::NeedMore, "the police log"),
        decision(4, &matter, 3, Verdict::Amend, "two calls, not three"),
    ];
    let document = made(&matter, "warnings");
    let told = lines(&document).join("\n");
    for said in [
        "accepted by R. Panel on 3 May 2026, 10:00: borne out by the call log",
        "more is needed by R. Panel on 3 May 2026, 10:00: the police log",
        "accepted with other words by R. Panel on 3 May 2026, 10:00: two calls, not three",
    ] {
        assert!(told.contains(said), "{said}");
    }
    let apart = table(&document, "not accepted");
    assert_eq!(apart.rows.len(), 1);
    assert_eq!(words(&apart.rows[0][0]), rejected.title);
    assert!(words(&apart.rows[0][3]).contains("another agency did it, seen on paper"));
    // Nowhere else does any report tell what was not accepted.
    assert!(!told.contains(&rejected.says), "{}", rejected.says);
    for kind in ["sfo", "dhr", "chronology", "full"] {
        assert!(lines(&made(kept("rowan-street"), kind)).len() > 10);
        assert!(
            !lines(&made(&matter, kind)).join("\n").contains(&rejected.says),
            "{kind}"
        );
    }
    // A newer version of the pattern opens the decision again.
    if let Settlement::Decision { version, .. } = &mut matter.settled[1].what {
        *version += 1;
    }
    assert!(
        !lines(&made(&matter, "warnings"))
            .join("\n")
            .contains("Looked at and not accepted")
    );
}

#[test]
fn what_reviewers_changed_in_readings_is_told() {
    let mut material = material("rowan-street");
    let concept = "police-told".to_owned();
    material.acts.push(Act {
        number: 1,
        at: "3 May 2026".to_owned(),
        who: "R. Panel".to_owned(),
        entry: EntryId("RMH-010".to_owned()),
        deed: Deed::Strike(Pointed { concept, at: None }),
        reason: Reason::PlannedOnly,
        because: "she says she will".to_owned(),
    });
    let matter = judged(material);
    for kind in ["warnings", "full", "sfo", "disclosure"] {
        let document = made(&matter, kind);
        let told = row(table(&document, "acts"), "1");
        assert_eq!(told[1..4], ["3 May 2026", "R. Panel", "RMH-010"]);
        assert!(
            told[4].starts_with("struck out: every ")
                && told[4].contains("“")
                && told[5] == "planned-only: she says she will",
            "{told:?}"
        );
    }
}

#[test]
fn the_consultation_matrix_says_who_held_was_told_and_was_never_asked() {
    let matter = kept("rowan-street");
    let document = made(matter, "consultation");
    let told = table(&document, "consultation");
    assert_eq!(told.head.len(), matter.case.agencies.len() + 1);
    let at = |name: &str| told.head.iter().position(|(h, _)| h == name).unwrap();
    let known = row(told, "W2 ");
    assert!(
        known[at("Tarnbeck Probation")].contains("Its entries that the warning cites: RSP-005"),
        "{known:?}"
    );
    assert!(
        known[at("Brightwater")].contains("no contact with it on record: RSP-005"),
        "{known:?}"
    );
    assert!(known[at("Brightwater")].contains("Records not supplied"), "{known:?}");
    // What is not supplied is never called nothing.
    for row in &told.rows {
        assert!(!words(&row[at("Brightwater")]).contains("no entry"));
    }
}

#[test]
fn the_ledger_names_the_first_entry_of_each_agency() {
    let matter = kept("saltmarsh");
    let document = made(matter, "knowledge");
    let ledger = table(&document, "ledger");
    let place = |id: &str| matter.entries.iter().position(|e| e.id.0 == id).unwrap();
    for row in &ledger.rows {
        // A fact stands in a row for each person of whom it is said: the first of these rows is the first entry.
        let label = |row: &Vec<Vec<_>>| words(&row[0]).split_once(": ").unwrap().0.to_owned();
        let (fact, id) = (label(row), words(&row[4]));
        let agency = &matter.entries[place(&id)].agency;
        let same = ledger
            .rows
            .iter()
            .filter(|r| label(r) == fact)
            .map(|r| place(&words(&r[4])));
        let first = same.filter(|at| &matter.entries[*at].agency == agency).min().unwrap();
        let earlier = matter.readings[..first]
            .iter()
            .zip(&matter.entries[..first])
            .filter(|(_, e)| &e.agency == agency);
        for (reading, _) in earlier {
            let says = reading
                .mentions
                .iter()
                .any(|m| matter.concepts[&m.concept] == fact && m.assertion.words() == ["plain"] && m.struck.is_none());
            assert!(!says, "{fact}: {} is before {id}", reading.entry);
        }
    }
    // Without the first entry, a later one is the first.
    let of = |d: &Document| -> String {
        let rows = table(d, "matrix").rows.iter();
        let rows = rows.filter(|r| words(&r[0]).starts_with("Following, watching"));
        rows.map(|r| words(&r[2])).collect()
    };
    assert!(of(&document).contains("SPL-006"), "{}", of(&document));
    let mut less = material("saltmarsh");
    less.entries.retain(|e| e.id.0 != "SPL-006");
    assert!(!of(&made(&judged(less), "knowledge")).contains("SPL-006"));
}

#[test]
fn a_promise_is_open_until_an_entry_shows_it_done() {
    let open = made(kept("rowan-street"), "loops");
    let told = row(table(&open, "loops"), "RSP-048");
    assert_eq!(told[4], "30 June 2023: the day that the promise states");
    assert!(
        told[5].starts_with("Open: no record that it was done, up to the end of the agency’s records on 31 July 2023")
    );
    let mut more = material("rowan-street");
    let like = more.entries.iter().find(|e| e.id.0 == "RSP-038").unwrap().clone();
    more.entries.push(Entry {
        id: EntryId("RSP-901".to_owned()),
        when: When::day(day("2023-02-28")),
        text: "Rang PPU, log 55, all passed on.".to_owned(),
        ..like
    });
    let closed = made(&judged(more), "loops");
    let tells = |d: &Document| table(d, "loops").rows.iter().any(|r| words(&r[0]).contains("RMH-010"));
    assert!(
        tells(&open) && !tells(&closed),
        "what the officer promised and did is open no more"
    );
}

#[test]
fn requests_ask_for_what_is_missing_and_for_nothing_else() {
    let document = made(kept("saltmarsh"), "requests");
    let told: Vec<Vec<String>> = table(&document, "requests")
        .rows
        .iter()
        .map(|r| r.iter().map(|c| words(c)).collect())
        .collect();
    let ask = |agency: &str, wording: &str| told.iter().any(|r| r[0] == agency && r[1].contains(wording));
    assert!(ask(
        "Wrackport Police",
        "supply the records from 6 May 2021 to 27 June 2021"
    ));
    assert!(ask("Wrackport Police", "send police.csv again with 1 place put right"));
    assert!(ask(
        "Wrackport Community Rehabilitation Company",
        "from 15 May 2021 to 20 October 2021"
    ));
    assert!(ask(
        "Marram Primary School",
        "supply all records from 1 October 2020 to 20 October 2021"
    ));
    // Of an agency that supplied all its days only those days are asked that its own entries leave open.
    let mut of_tideway = told.iter().filter(|r| r[0] == "Tideway");
    assert!(of_tideway.all(|r| r[1].starts_with("say on which day")), "{told:#?}");
    let mut whole = material("saltmarsh");
    for agency in &mut whole.case.agencies {
        agency.holes.clear();
    }
    let document = made(&judged(whole), "requests");
    assert!(!lines(&document).join("\n").contains("6 May 2021 to 27 June 2021"));
    // Nothing missing, nothing asked.
    assert!(table(&made(&empty(), "requests"), "requests").rows.is_empty());
}

#[test]
fn every_pattern_has_an_area_and_a_line_of_enquiry() {
    let cards = book().cards();
    let outline = book().outline();
    assert!(cards.len() > 60 && outline.areas.len() > 10 && outline.lines.len() > 8);
    for card in cards.values() {
        assert!(outline.areas.contains(&card.place.area), "{} has no area", card.id);
        assert!(!card.place.lines.is_empty(), "{} has no line of enquiry", card.id);
        assert!(!card.place.shape.is_empty());
    }
}

#[test]
fn a_rule_file_of_areas_that_names_no_pattern_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[[area]]\nname = \"Planning\"\npatterns = [\"*\"]\n";
    std::fs::write(folder.path().join("report_areas.toml"), text).unwrap();
    let files = Files::of_folder(folder.path()).unwrap();
    let refused = Rulebook::load(&files).unwrap_err().to_string();
    assert!(
        refused.contains("report_areas.toml") && refused.contains("`*` names no pattern"),
        "{refused}"
    );
}

#[test]
fn the_working_document_has_ten_headings_and_every_area_with_its_box() {
    let all = [kept("rowan-street").clone(), empty()];
    for matter in &all {
        let document = made(matter, "sfo");
        let told = headings(&document);
        let mut from = 0;
        for number in 1..=10 {
            let start = format!("{number}. ");
            let at = told[from..].iter().position(|h| h.starts_with(&start));
            from += at.unwrap_or_else(|| panic!("no heading {number} in {told:#?}"));
        }
        let boxes = table(&document, "sufficiency");
        for area in &matter.outline.areas {
            let is_of = |words: &str| {
                words
                    .lines()
                    .next()
                    .is_some_and(|l| l.starts_with("6.") && l.ends_with(area.as_str()))
            };
            let row = boxes.rows.iter().find(|row| is_of(&words(&row[0])));
            let row = row.unwrap_or_else(|| panic!("{area}"));
            assert!(
                row[1..].iter().all(Vec::is_empty),
                "a reviewer’s boxes are blank: {area}"
            );
            assert_eq!(row.len(), boxes.head.len());
        }
        for annex in ["Annex A", "Annex B", "Annex C", "Annex D", "Annex E"] {
            assert!(told.iter().any(|h| h.starts_with(annex)), "{annex}");
        }
    }
    let document = made(&all[0], "sfo");
    let practice = table(&document, "practice");
    let of = |kind| all[0].counted().filter(move |f| f.kind == kind);
    let gaps = of(FindingKind::Gap).filter(|f| f.part_of.is_empty()).count();
    assert_eq!(practice.rows.len(), gaps, "each gap once");
    let good = table(&document, "good practice");
    assert_eq!(
        good.rows.len(),
        of(FindingKind::Good).count(),
        "good practice in its own chapter, once"
    );
    let management = table(&document, "management");
    assert!(
        management
            .rows
            .iter()
            .any(|r| words(&r[1]) == "MAPPA level" && words(&r[2]) == "category 2, level 1")
    );
}

#[test]
fn the_version_for_families_has_no_abbreviations() {
    for name in ["rowan-street", "saltmarsh"] {
        let document = made(kept(name), "sfo");
        let from = document
            .blocks
            .iter()
            .position(|b| matches!(b, Block::Heading(_, h, _) if h.starts_with("10. ")))
            .unwrap();
        let rest = Document {
            blocks: document.blocks[from..]
                .iter()
                .take_while(|b| !matches!(b, Block::NewPage))
                .cloned()
                .collect(),
            ..Document::default()
        };
        let mut told = lines(&rest).join("\n");
        assert!(told.contains("The records of "), "{told}");
        // Entries are named by their refs, so that whoever finishes the version can look them up.
        for entry in &kept(name).entries {
            told = told.replace(&entry.id.0, "");
        }
        for word in told.split(|c: char| !c.is_alphanumeric()) {
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            assert!(capitals < 2, "{name}: {word}");
        }
    }
}

#[test]
fn the_overview_has_ten_headings_a_table_an_agency_and_assumes_no_conviction() {
    for matter in [kept("saltmarsh").clone(), empty()] {
        let document = made(&matter, "dhr");
        let told = headings(&document);
        for number in 1..=10 {
            assert!(
                told.iter().any(|h| h.starts_with(&format!("{number}. "))),
                "{number} in {told:#?}"
            );
        }
        for agency in &matter.case.agencies {
            let imr = table(&document, &format!("IMR by agency: {}", agency.id));
            for what in [
                "Contact",
                "What it knew",
                "Decisions",
                "Good practice",
                "Learning",
                "Questions",
            ] {
                row(imr, what);
            }
        }
        for line in &matter.outline.lines {
            assert!(
                told.iter().any(|h| h.starts_with("8.") && h.ends_with(line.as_str())),
                "{line}"
            );
        }
        // The annexes cite publications by their titles.
        let own: Vec<Block> = document
            .blocks
            .iter()
            .take_while(|b| !matches!(b, Block::NewPage))
            .cloned()
            .collect();
        let own = Document {
            blocks: own,
            ..Document::default()
        };
        let all = lines(&own).join("\n").to_lowercase();
        assert!(
            all.contains("suicide") && !all.contains("perpetrator") && !all.contains("murder"),
            "assumes an outcome"
        );
    }
}

#[test]
fn the_disclosure_pack_holds_everything() {
    let mut material = material("saltmarsh");
    material.entries[2].further.push(Further {
        name: "Visit no.".to_owned(),
        value: "seventeen".to_owned(),
    });
    let mut matter = judged(material);
    matter.settled = vec![
        decision(1, &matter, 0, Verdict::Reject, "seen on paper"),
        Settled {
            number: 2,
            at: "later".to_owned(),
            who: "R. Panel".to_owned(),
            what: Settlement::Undo(1),
            because: "it was another paper".to_owned(),
        },
    ];
    let document = made(&matter, "disclosure");
    let entries = table(&document, "entries");
    for (row, entry) in entries.rows.iter().zip(&matter.entries) {
        assert_eq!(words(&row[9]), entry.text);
        assert_eq!(words(&row[2]), entry.when.written);
    }
    assert_eq!(entries.rows.len(), matter.entries.len());
    assert!(entries.rows.iter().any(|r| words(&r[10]) == "Visit no.: seventeen"));
    let mentions: usize = matter.readings.iter().map(|r| r.mentions.len()).sum();
    assert_eq!(table(&document, "mentions").rows.len(), mentions);
    assert_eq!(table(&document, "findings").rows.len(), matter.findings.len());
    let steps: usize = matter.findings.iter().map(|f| f.steps.len()).sum();
    assert_eq!(table(&document, "steps").rows.len(), steps);
    assert_eq!(table(&document, "settled").rows.len(), 2);
    assert_eq!(table(&document, "patterns").rows.len(), matter.patterns.len());
    let all = lines(&document).join("\n");
    for record in &matter.records {
        assert!(all.contains(&record.sha256));
    }
    assert!(all.contains(&matter.rules_sha256) && all.contains(env!("CARGO_PKG_VERSION")));
    for problem in &matter.problems {
        assert!(all.contains(&problem.what));
    }
}

#[test]
fn the_ledger_does_not_say_who_told_an_agency() {
    // “Whispered she is frightened of him” is told by her, whomever the note names first.
    for name in SAMPLES {
        let document = made(kept(name), "knowledge");
        let ledger = table(&document, "ledger");
        for row in &ledger.rows {
            let how = words(&row[6]);
            assert!(
                how.starts_with("own entry") && !how.contains("told by"),
                "{name}: {how}"
            );
        }
        let all = lines(&document).join("\n");
        assert!(all.contains("read the chronology of that agency"), "{name}");
        for cell in table(&document, "matrix").rows.iter().flatten() {
            assert_ne!(words(cell), "no entry", "{name}");
        }
    }
    let document = made(kept("saltmarsh"), "knowledge");
    let none = |c: &Vec<Inline>| words(c) == "none of the words looked for";
    assert!(table(&document, "matrix").rows.iter().flatten().any(none));
}

#[test]
fn nobody_knew_of_a_warning_before_its_first_day() {
    for name in SAMPLES {
        let matter = kept(name);
        let document = made(matter, "knowledge");
        let mut earlier = 0;
        for warning in &matter.warnings {
            let Some(row) = tables(&document)
                .into_iter()
                .filter(|t| t.name == "by warning")
                .flat_map(|t| &t.rows)
                .find(|r| words(&r[0]) == warning.id)
            else {
                continue;
            };
            let known = words(&row[2]);
            assert!(!known.is_empty(), "{name}, {}", warning.id);
            for entry in warning
                .triggers
                .iter()
                .filter_map(|id| matter.entry(id))
                .map(|(e, _)| e)
            {
                if entry.when.latest < warning.date {
                    earlier += 1;
                    assert!(!known.contains(&entry.id.0), "{name}, {}: {known}", warning.id);
                }
            }
        }
        assert!(earlier > 0 || *name != "rowan-street", "{name} tries nothing");
    }
}

#[test]
fn a_cell_without_a_cited_entry_lists_what_the_agency_wrote_in_those_days() {
    let matter = kept("rowan-street");
    let document = made(matter, "consultation");
    let told = table(&document, "consultation");
    let mut listed = 0;
    for row in &told.rows {
        for (cell, (name, _)) in row.iter().zip(&told.head).skip(1) {
            let cell = words(cell);
            assert!(!cell.contains("Nothing on record"), "{cell}");
            if let Some((_, after)) = cell.split_once("Its own entries of ") {
                assert!(cell.starts_with("This warning cites no entry of this agency"), "{cell}");
                let refs = after.lines().next().unwrap().rsplit_once(": ").unwrap().1;
                let refs = refs.split(" and ").next().unwrap();
                assert!(refs.split(", ").count() <= 5, "{cell}");
                for id in refs.split(", ") {
                    let entry = matter.entries.iter().find(|e| e.id.0 == id).unwrap();
                    assert_eq!(matter.case.agency_name(&entry.agency), name);
                    listed += 1;
                }
            }
        }
    }
    assert!(listed > 0);
}

#[test]
fn the_table_of_people_holds_no_name_of_the_roster() {
    for name in ["rowan-street", "saltmarsh"] {
        let matter = kept(name);
        for kind in ["sfo", "dhr"] {
            let document = made(matter, kind);
            let told: String = table(&document, "people")
                .rows
                .iter()
                .flatten()
                .map(|c| words(c) + "\n")
                .collect();
            for person in &matter.case.people {
                for form in person.names.iter().filter(|n| n.chars().count() > 3) {
                    assert!(!told.contains(form.as_str()), "{name}, {kind}: {form} in {told}");
                }
            }
        }
    }
    let document = made(kept("saltmarsh"), "dhr");
    let child = row(table(&document, "people"), "P3");
    assert!(
        child[2].contains("P2 (victim)") && child[2].contains("P1 (subject)"),
        "{child:?}"
    );
}

#[test]
fn a_promise_of_somebody_else_is_no_open_loop_of_the_agency_that_wrote_it() {
    let told = |said: &str| {
        let mut more = material("rowan-street");
        let like = more.entries.iter().find(|e| e.id.0 == "RMH-010").unwrap().clone();
        more.entries.push(Entry {
            id: EntryId("RMH-901".to_owned()),
            when: When::day(day("2023-04-03")),
            text: said.to_owned(),
            ..like
        });
        let document = made(&judged(more), "loops");
        let holds = |name: &str| {
            let found = tables(&document).into_iter().find(|t| t.name == name);
            found.is_some_and(|t| t.rows.iter().any(|r| words(&r[0]).contains("RMH-901")))
        };
        (holds("loops"), holds("promises of others"), holds("other plans"))
    };
    assert_eq!(told("Will ring police."), (true, false, false));
    assert_eq!(
        told("Duty worker rang. Probation will ring police."),
        (false, true, false)
    );
    assert_eq!(told("He will ring police."), (false, true, false));
}

#[test]
fn tables_that_repeat_under_warnings_share_a_sheet() {
    let document = made(kept("rowan-street"), "warnings");
    let steps: Vec<&Table> = tables(&document)
        .into_iter()
        .filter(|t| t.caption == "Expected responses")
        .collect();
    assert!(
        steps.len() > 20
            && steps
                .iter()
                .all(|t| t.kind() == Some(("Expected by finding", "finding")))
    );
    let named = tables(&document).iter().filter(|t| t.kind().is_none()).count();
    assert!(named < 10, "{named} sheets");
    // The heading that a row of the sheet stands under says which warning.
    let under = headings(&document).iter().filter(|h| h.starts_with("W1.1 · ")).count();
    assert_eq!(under, 1);
}

#[test]
fn words_for_lines_of_enquiry_and_for_families_name_what_the_rules_hold() {
    let read = |path: &str| -> toml::Table { std::fs::read_to_string(path).unwrap().parse().unwrap() };
    let text = |v: &toml::Value, key: &str| v[key].as_str().unwrap().to_owned();
    let outline = book().outline();
    let concepts = &kept("rowan-street").concepts;
    let lines = read("templates/reports/enquiry.toml");
    let lines = lines["line"].as_array().unwrap();
    assert_eq!(lines.len(), outline.lines.len());
    for line in lines {
        assert!(outline.lines.contains(&text(line, "name")), "{line}");
        for concept in line["concepts"].as_array().unwrap() {
            assert!(concepts.contains_key(concept.as_str().unwrap()), "{concept}");
        }
    }
    let plain = read("templates/reports/glossary.toml");
    for table in ["step", "matter"] {
        let all = plain[table].as_array().unwrap();
        let labels: BTreeSet<String> = all.iter().map(|v| text(v, "label")).collect();
        assert_eq!(labels.len(), all.len());
        for word in all
            .iter()
            .flat_map(|v| text(v, "plain").split(' ').map(str::to_owned).collect::<Vec<_>>())
        {
            assert!(word.chars().filter(|c| c.is_uppercase()).count() < 2, "{word}");
        }
    }
}
