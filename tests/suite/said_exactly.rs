//! What sentences, lists and pages say is no more than the entries that they cite show: days, kinds of step, whose knowledge, whose promise.

use forewarned::{
    model::{
        finding::{Finding, Outcome},
        matter::Matter,
    },
    patterns::wording,
    report::document::Document,
};

use crate::{
    kinds::{lines, made, table, words},
    whole_cases::matter,
};

const SAMPLES: &[&str] = &["rowan-street", "hollin-bank", "saltmarsh"];

fn of<'a>(matter: &'a Matter, pattern: &str, entry: &str) -> &'a Finding {
    let turns_on = |f: &&Finding| f.pattern == pattern && f.triggers[0].quote.entry.0 == entry;
    matter.findings.iter().find(turns_on).unwrap()
}

fn row_of(document: &Document, name: &str, what: &str) -> String {
    let rows = &table(document, name).rows;
    let row = rows.iter().find(|r| words(&r[0]).starts_with(what)).unwrap();
    words(&row[1])
}

#[test]
fn an_entry_of_other_days_is_never_cited_as_between_the_days_looked_at() {
    let mut seen = 0;
    for name in SAMPLES {
        let matter = matter(name);
        for finding in &matter.findings {
            let Some(window) = finding.window.as_ref() else {
                continue;
            };
            if !matches!(finding.outcome, Outcome::Met | Outcome::Late) {
                continue;
            }
            let cited = finding
                .steps
                .iter()
                .filter(|s| s.required && wording::is_on_record(s))
                .flat_map(|s| &s.shown_by)
                .filter_map(|c| matter.entries.iter().find(|e| e.id == c.quote.entry));
            for entry in cited {
                let side = if entry.when.latest < window.from {
                    "before "
                } else if entry.when.earliest > window.to {
                    "after "
                } else {
                    continue;
                };
                seen += 1;
                let dated = format!("{} of {}", entry.id, entry.when.written);
                let (_, rest) = finding
                    .says
                    .split_once(&dated)
                    .unwrap_or_else(|| panic!("{dated}: {}", finding.says));
                let said = rest.split_once("), ").unwrap().1;
                assert!(said.starts_with(side), "{dated}: {}", finding.says);
            }
        }
    }
    assert!(seen > 2, "{seen}");
}

#[test]
fn no_record_is_not_said_of_a_step_that_the_same_finding_shows() {
    let matter = matter("rowan-street");
    let finding = of(&matter, "RISK-03", "RSP-046");
    assert_eq!(finding.outcome, Outcome::Missed);
    let (absent, held) = finding.says.split_once(" On record").unwrap();
    assert!(!absent.contains("police told"), "{absent}");
    assert!(held.contains("police told (RPO-010"), "{held}");
    // The table of practice says the same.
    let document = made(&matter, "sfo");
    let rows = &table(&document, "practice").rows;
    let row = rows
        .iter()
        .find(|r| words(&r[0]).contains("RSP-046") && words(&r[2]).starts_with("RISK-03"))
        .unwrap();
    assert!(words(&row[3]).contains("On record, though not after every concern cited"));
}

#[test]
fn a_label_of_several_kinds_of_step_gives_way_to_the_kind_that_the_entry_shows() {
    let matter = matter("saltmarsh");
    for finding in matter.findings.iter().filter(|f| f.outcome == Outcome::Met) {
        assert!(
            !finding.says.contains("police told, enforcement or protective step ("),
            "{}",
            finding.says
        );
    }
    let document = made(&matter, "dhr");
    for agency in &matter.case.agencies {
        let steps = row_of(
            &document,
            &format!("IMR by agency: {}", agency.id),
            "Decisions and steps",
        );
        assert!(!steps.contains("enforcement or protective step"), "{steps}");
    }
}

#[test]
fn what_an_agency_knew_is_told_from_all_its_entries() {
    let matter = matter("saltmarsh");
    let document = made(&matter, "dhr");
    let knew = |agency: &str| row_of(&document, &format!("IMR by agency: {agency}"), "What it knew");
    let gp = knew("gp");
    assert!(gp.contains("early 2021: Following"), "{gp}");
    let police = knew("police");
    assert!(
        police.contains("17/02/2021: Repeated or unwelcome approaches"),
        "{police}"
    );
    // What the list is stands in it: an entry whose words are not read so can be earlier.
    for agency in &matter.case.agencies {
        let told = knew(&agency.id.0);
        let is_none = told.starts_with("None of the words looked for");
        assert!(is_none || told.starts_with("An entry can tell of it earlier"), "{told}");
    }
}

#[test]
fn the_final_event_stands_in_the_chronology_of_every_review() {
    let matter = matter("saltmarsh");
    for kind in ["dhr", "sfo"] {
        let document = made(&matter, kind);
        let rows = &table(&document, "key entries").rows;
        let death = rows.iter().find(|r| words(&r[2]) == "SPL-015").unwrap();
        assert!(words(&death[5]).contains("final event"), "{kind}");
    }
}

#[test]
fn days_before_the_first_entry_of_an_agency_are_called_so() {
    let matter = matter("rowan-street");
    let first = |id: &str| matter.entries.iter().find(|e| e.agency.0 == id).unwrap().when.earliest;
    let early = matter
        .timeline
        .silences
        .iter()
        .find(|s| s.to < first(&s.agency.0))
        .unwrap();
    let name = matter.case.agency_name(&early.agency);
    let document = made(&matter, "coverage");
    let told = lines(&document).join("\n");
    assert!(told.contains("(before its first entry)"), "{name}");
    let later = matter.timeline.silences.iter().find(|s| {
        let own = || matter.entries.iter().filter(|e| e.agency == s.agency);
        own().any(|e| e.when.latest < s.from) && own().any(|e| e.when.earliest > s.to)
    });
    let later = later.unwrap();
    let words = forewarned::timeline::silences::with_place("30 days".to_owned(), later, &matter.entries);
    assert_eq!(words, "30 days");
}

#[test]
fn a_promise_in_another_agency_s_entry_stands_as_that_agency_s_own_words() {
    let document = made(&matter("saltmarsh"), "loops");
    let rows = &table(&document, "loops").rows;
    let row = rows.iter().find(|r| words(&r[0]).contains("SCS-006")).unwrap();
    let recorded = words(&row[2]);
    assert!(recorded.contains("Children"), "{recorded}");
    assert!(words(&row[3]).contains("will speak to CRC"), "{}", words(&row[3]));
    // The surgery wrote the same down as the words of children's services: it is one promise, told as the surgery has it.
    assert!(words(&row[0]).contains("SGP-009"), "{}", words(&row[0]));
    let whole: String = row.iter().map(|cell| words(cell)).collect();
    assert!(
        whole.contains("SGP-009 of Estuary Surgery, in its own entry") && whole.contains("by “CSC”"),
        "{whole}"
    );
}

#[test]
fn a_cited_entry_is_not_called_knowledge_and_a_plan_is_not_called_contact() {
    let document = made(&matter("saltmarsh"), "consultation");
    let told = lines(&document).join("\n");
    assert!(told.contains("Its entries that the warning cites: SPB-013"), "{told}");
    assert!(!told.contains("Held it") && !told.contains("Contact planned: "));
    assert!(told.contains("Only planned, not done, as"));
}

#[test]
fn days_apart_are_the_least_where_a_day_is_not_known() {
    let mut seen = (0, 0);
    for name in SAMPLES {
        let matter = matter(name);
        for finding in &matter.findings {
            let is_vague = finding
                .triggers
                .iter()
                .filter_map(|t| matter.entries.iter().find(|e| e.id == t.quote.entry))
                .any(|e| e.when.earliest != e.when.latest);
            for step in finding
                .steps
                .iter()
                .filter(|s| s.label.contains("days apart on record"))
            {
                if step.label.contains("at least") {
                    assert!(is_vague, "{}", step.label);
                    seen.0 += 1;
                } else {
                    seen.1 += 1;
                }
            }
        }
    }
    assert!(seen.0 > 0 && seen.1 > 0, "{seen:?}");
}
