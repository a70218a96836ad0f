//! Lines of enquiry and terms of reference in reports, and reports of which parts were chosen: what is told, and that it is said.

use std::sync::OnceLock;

use forewarned::{
    app::judging::{Material, judge},
    model::{
        beside::{About, Beside},
        entry::EntryId,
        finding::Finding,
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
    },
    report::{self, Entries, KINDS, Settings, Told, chosen},
};

use crate::{
    kinds::lines,
    whole_cases::{book, material},
};

fn settled(all: Vec<Settlement>) -> Vec<Settled> {
    let all = (1..).zip(all).map(|(number, what)| Settled {
        number,
        at: "2026-11-26T10:00:00Z".to_owned(),
        who: "A. Chair".to_owned(),
        what,
        because: "as the note says".to_owned(),
    });
    all.collect()
}

fn matter(all: Vec<Settlement>) -> Matter {
    judge(
        Material {
            settled: settled(all),
            ..material("rowan-street")
        },
        book(),
        &mut |_| {},
    )
}

pub(crate) fn told(matter: &Matter, kind: &str, settings: &Settings) -> Vec<String> {
    let kind = KINDS.iter().find(|k| k.name() == kind).unwrap();
    lines(&chosen::compose(*kind, matter, settings))
}

fn line(id: &str, title: &str) -> Settlement {
    Settlement::Beside(Beside::Line {
        id: id.to_owned(),
        title: title.to_owned(),
        question: format!("Who asked about {id}?"),
        on: true,
    })
}

fn attached(line: &str, about: About, text: &str) -> Settlement {
    Settlement::Beside(Beside::Evidence {
        line: line.to_owned(),
        about,
        text: text.to_owned(),
        on: true,
    })
}

fn decided(finding: &Finding, verdict: Verdict) -> Settlement {
    Settlement::Decision {
        finding: finding.id.clone(),
        version: finding.version,
        verdict,
        wrong: None,
        together: Vec::new(),
    }
}

/// The sample as it is, judged once.
pub(crate) fn plain() -> &'static Matter {
    static PLAIN: OnceLock<Matter> = OnceLock::new();
    PLAIN.get_or_init(|| matter(Vec::new()))
}

/// The sample with terms, two lines, evidence of every kind, and a decision: none of it is judged anew.
fn followed() -> Matter {
    let plain = plain();
    let (last, first) = (plain.entries.last().unwrap(), plain.entries.first().unwrap());
    let (one, other) = (&plain.findings[0], &plain.findings[1]);
    let all = vec![
        Settlement::Beside(Beside::Terms {
            text: "To establish what was known.\nTo learn.".to_owned(),
        }),
        line("voice", "The voice of the person who died"),
        line("housing", "Housing"),
        attached("voice", About::Entry(last.id.clone()), "the last word"),
        attached("voice", About::Entry(first.id.clone()), "the first word"),
        attached("voice", About::Finding(one.id.clone()), "what the program found"),
        attached("voice", About::Finding(other.id.clone()), ""),
        attached(
            "voice",
            About::Warning(plain.warnings[0].triggers.clone()),
            "a whole warning",
        ),
        attached(
            "voice",
            About::Warning(vec![EntryId("GONE".to_owned())]),
            "not there any more",
        ),
        attached("voice", About::Search("q=safe".to_owned()), "nothing else"),
        attached("voice", About::Case, "She was heard by two agencies."),
        decided(one, Verdict::Accept),
    ];
    let mut out = plain.clone();
    out.settled = settled(all);
    out
}

#[test]
fn terms_and_lines_stand_in_both_review_documents_and_in_a_report_of_their_own() {
    let matter = followed();
    let accepted = &matter.findings[0];
    for kind in ["sfo", "dhr", "lines"] {
        let all = told(&matter, kind, &Settings::default());
        let place = |words: &str| {
            let at = all.iter().position(|l| l.contains(words));
            at.unwrap_or_else(|| panic!("{kind} does not say {words}"))
        };
        place("To establish what was known.");
        place("Who asked about voice?");
        assert!(
            place("the first word") < place("the last word"),
            "{kind}: in the order of days"
        );
        place("She was heard by two agencies.");
        place("Not in the case any more");
        place("q=safe");
        place("Nothing is attached to this line yet.");
        let shown = place("The voice of the person who died: what the records show, as reviewers accepted it");
        assert!(all[shown..].contains(&accepted.says), "{kind}");
        assert!(
            all.iter()
                .any(|l| l.contains("not yet decided on; none of them stands in this table")),
            "{kind}"
        );
    }
    let empty = crate::kinds::empty();
    assert!(
        told(&empty, "lines", &Settings::default())
            .iter()
            .any(|l| l.contains("follows no line of enquiry yet"))
    );
    for kind in ["sfo", "dhr"] {
        let all = told(&empty, kind, &Settings::default());
        assert!(!all.iter().any(|l| l == "Lines of enquiry of this review"), "{kind}");
    }
}

#[test]
fn only_the_lines_that_were_chosen_are_told() {
    let settings = Settings {
        lines: vec!["housing".to_owned()],
        ..Settings::default()
    };
    for kind in ["sfo", "dhr", "lines"] {
        let all = told(&followed(), kind, &settings);
        assert!(all.iter().any(|l| l.contains("Who asked about housing?")), "{kind}");
        assert!(!all.iter().any(|l| l.contains("Who asked about voice?")), "{kind}");
        assert!(all.iter().any(|l| l.contains("lines were chosen")), "{kind}");
    }
}

#[test]
fn a_report_of_accepted_findings_tells_no_other_and_says_so() {
    let matter = followed();
    let accepted = matter.findings[0].clone();
    let settings = Settings {
        findings: Told::Accepted,
        ..Settings::default()
    };
    for kind in KINDS {
        let document = chosen::compose(*kind, &matter, &settings);
        let all = lines(&document);
        assert!(
            all.iter()
                .any(|l| l.contains("Only findings that reviewers accepted are told here: 1 of ")),
            "{}",
            kind.name()
        );
    }
    let html = String::from_utf8(report::make(&matter, "warnings", "html", &settings).unwrap()).unwrap();
    let others = matter
        .findings
        .iter()
        .filter(|f| f.says != accepted.says && !html.contains(&f.id));
    assert!(others.count() > 50);
    let all = told(&matter, "warnings", &settings);
    let said = |says: &str| all.iter().any(|l| l.contains(says));
    assert!(said(&accepted.says));
    let theirs = matter.findings.iter().filter(|f| f.says != accepted.says);
    assert_eq!(theirs.filter(|f| said(&f.says)).count(), 0);
}

#[test]
fn chapters_are_left_out_whole_and_named_at_the_head() {
    let matter = plain();
    let sfo = KINDS.iter().find(|k| k.name() == "sfo").unwrap();
    let chapters = chosen::chapters(&chosen::compose(*sfo, matter, &Settings::default()));
    assert!(chapters.len() > 10, "{chapters:?}");
    let settings = Settings {
        without: vec!["Annex B. Chronology".to_owned(), "no such chapter".to_owned()],
        ..Settings::default()
    };
    let document = chosen::compose(*sfo, matter, &settings);
    let left = chosen::chapters(&document);
    let wanted: Vec<String> = chapters.into_iter().filter(|c| c != "Annex B. Chronology").collect();
    assert_eq!(left, wanted);
    let all = lines(&document);
    assert!(all.iter().any(|l| l == "Left out by choice: Annex B. Chronology."));
}

#[test]
fn a_chronology_of_some_entries_says_how_many_of_how_many() {
    let matter = plain();
    let agency = &matter.case.agencies[0].id.0;
    let own = matter.entries.iter().filter(|e| e.agency.0 == *agency).count();
    let settings = Settings {
        entries: Entries {
            agencies: vec![agency.clone()],
            ..Entries::default()
        },
        ..Settings::default()
    };
    let all = told(matter, "chronology", &settings);
    let words = format!("{own} of {} entries, as chosen", matter.entries.len());
    assert!(own > 0 && all.iter().any(|l| l.contains(&words)), "{words}");
    let first = matter.entries[0].when.earliest;
    let day = Settings {
        entries: Entries {
            to: Some(first),
            ..Entries::default()
        },
        ..Settings::default()
    };
    let wanted = matter.entries.iter().filter(|e| e.when.earliest <= first).count();
    let document = chosen::compose(*KINDS.iter().find(|k| k.name() == "chronology").unwrap(), matter, &day);
    assert_eq!(document.main_table().unwrap().rows.len(), wanted);
}
