//! What reports tell is no more than was read for certain and accepted: who did it, what nobody accepted, whose days, what is masked.

use std::collections::BTreeSet;

use forewarned::{
    app::lensing::masked,
    model::{
        case::AgencyId,
        finding::{Finding, FindingKind},
        lens::Lens,
        matter::{Matter, NOT_SHOWN},
        settled::{Settled, Settlement, Verdict, Wrong},
    },
    report::{self, Settings, Told, chosen, document::Document},
    review::requests::requests,
};

use crate::{
    kinds::{lines, made, table, words},
    merging::two,
    whole_cases::{book, matter},
};

fn accepted(matter: &Matter, kind: &str) -> Document {
    let settings = Settings {
        findings: Told::Accepted,
        ..Settings::default()
    };
    chosen::compose(report::kind(kind).unwrap(), matter, &settings)
}

fn decide(matter: &mut Matter, finding: &Finding, verdict: Verdict, wrong: Option<Wrong>) {
    matter.settled.push(Settled {
        number: matter.settled.len() as u64 + 1,
        at: "2026-11-26T09:00:00Z".to_owned(),
        who: "R. Panel".to_owned(),
        what: Settlement::Decision {
            finding: finding.id.clone(),
            version: finding.version,
            verdict,
            wrong,
            together: Vec::new(),
        },
        because: "as the records show".to_owned(),
    });
}

/// What the agency knew, line by line.
fn knew(document: &Document, agency: &str) -> String {
    let rows = &table(document, &format!("IMR by agency: {agency}")).rows;
    let row = rows.iter().find(|r| words(&r[0]).starts_with("What it knew")).unwrap();
    words(&row[1])
}

#[test]
fn nobody_is_printed_as_who_did_it_where_the_words_do_not_name_who_and_to_whom() {
    let matter = matter("saltmarsh");
    let document = made(&matter, "dhr");
    let probation = knew(&document, "probation");
    // The order is his; her name stands in the sentence.
    assert!(!probation.contains("Start of the case: Halina"), "{probation}");
    assert!(probation.contains("Start of the case: “"), "{probation}");
    let police = knew(&document, "police");
    assert!(!police.contains("André Duquesne and Halina Łęcka"), "{police}");
    let ledger = made(&matter, "knowledge");
    for row in &table(&ledger, "ledger").rows {
        let (fact, entry) = (words(&row[0]), words(&row[4]));
        let (_, who) = fact.split_once(": ").unwrap();
        let text = &matter.entries.iter().find(|e| e.id.0 == entry).unwrap().text;
        let is_sentence = who
            .strip_prefix('“')
            .and_then(|w| w.strip_suffix('”'))
            .is_some_and(|s| matter.entries.iter().any(|e| e.text.contains(s)));
        assert!(who.starts_with("by ") || is_sentence, "{entry} {fact}: {text}");
    }
}

#[test]
fn who_did_it_and_to_whom_is_told_where_both_are_named() {
    let row = "P1,2021-03-01,10:00,log,Ms A,Contact,Mr B strangled Ms Teal.\n\
               P2,2021-04-01,10:00,log,Ms A,Contact,Ms Teal came with Mr Quill. Says he put his hands round her neck.\n";
    let matter = two(row, "Q1,2021-03-02,10:00,log,PC C,Log,Call.,\n");
    let document = made(&matter, "knowledge");
    let facts: Vec<String> = table(&document, "ledger").rows.iter().map(|r| words(&r[0])).collect();
    assert!(facts.iter().any(|f| f.contains("by Mr B, to Ms Teal")), "{facts:#?}");
    assert!(
        !facts
            .iter()
            .any(|f| f.contains("Mr Quill, to") || f.contains("to Mr Quill")),
        "{facts:#?}"
    );
}

#[test]
fn what_is_undecided_is_not_said_not_to_have_been_found() {
    let mut matter = matter("saltmarsh");
    let gap = matter
        .findings
        .iter()
        .find(|f| f.kind == FindingKind::Gap && f.part_of.is_empty())
        .unwrap()
        .clone();
    decide(&mut matter, &gap, Verdict::Accept, None);
    let good = matter.findings.iter().filter(|f| f.kind == FindingKind::Good).count();
    assert!(good > 0);
    let told = lines(&accepted(&matter, "dhr")).join("\n");
    assert!(!told.contains("none found in the records supplied"), "{told}");
    assert!(told.contains(&format!("None accepted: {good} undecided.")), "{told}");
    assert!(told.matches("None accepted: ").count() > 3, "{told}");
    let lines_of: Vec<&str> = told
        .lines()
        .filter(|l| l.contains("No pattern found anything here"))
        .collect();
    let found: BTreeSet<&String> = matter
        .findings
        .iter()
        .filter(|f| f.kind != FindingKind::Context && f.part_of.is_empty())
        .filter_map(|f| matter.patterns.get(&f.pattern))
        .flat_map(|c| &c.place.lines)
        .collect();
    assert_eq!(
        lines_of.len(),
        matter.outline.lines.iter().filter(|l| !found.contains(l)).count()
    );
    // Titles and results are those of what was accepted.
    let warning = matter.warnings.iter().find(|w| w.findings.contains(&gap.id)).unwrap();
    assert!(warning.findings.len() > 1);
    let document = accepted(&matter, "warnings");
    let rows = &table(&document, "warnings").rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (words(&rows[0][0]), words(&rows[0][2])),
        (warning.id.clone(), gap.title.clone())
    );
    let cited: BTreeSet<String> = gap.triggers.iter().map(|t| t.quote.entry.0.clone()).collect();
    let shown: BTreeSet<String> = words(&rows[0][5]).split(", ").map(str::to_owned).collect();
    assert_eq!(shown, cited);
}

#[test]
fn a_reading_that_reviewers_called_misread_is_told_as_no_fact() {
    let mut matter = two(
        "P1,2021-03-01,10:00,log,Ms A,Contact,Mr B strangled Ms Teal.\n",
        "Q1,2021-05-02,10:00,log,PC C,Log,Mr B strangled Ms Teal.,\n",
    );
    let at = |f: &Finding, id: &str| f.triggers.iter().all(|t| t.quote.entry.0 == id);
    for finding in matter.findings.clone().iter().filter(|f| at(f, "Q1")) {
        decide(&mut matter, finding, Verdict::Accept, None);
    }
    let key = |m: &Matter| -> Vec<String> {
        let document = accepted(m, "dhr");
        table(&document, "key entries")
            .rows
            .iter()
            .map(|r| words(&r[2]))
            .collect()
    };
    let told = |m: &Matter| knew(&accepted(m, "dhr"), "probation");
    assert!(told(&matter).contains("strangled") && key(&matter).contains(&"P1".to_owned()));
    for finding in matter.findings.clone().iter().filter(|f| at(f, "P1")) {
        decide(&mut matter, finding, Verdict::Reject, Some(Wrong::Misread));
    }
    assert!(!told(&matter).contains("strangled"), "{}", told(&matter));
    assert_eq!(key(&matter), ["Q1"]);
    assert!(knew(&accepted(&matter, "dhr"), "police").contains("strangled"));
    // Otherwise not accepted, the words are still read so.
    matter
        .settled
        .retain(|s| !matches!(s.what, Settlement::Decision { wrong: Some(_), .. }));
    for finding in matter.findings.clone().iter().filter(|f| at(f, "P1")) {
        decide(&mut matter, finding, Verdict::Reject, Some(Wrong::NotExpected));
    }
    assert!(told(&matter).contains("strangled"), "{}", told(&matter));
}

#[test]
fn the_version_for_families_names_no_entry_about_others_and_none_of_the_same_days() {
    let document = made(&matter("rowan-street"), "sfo");
    let rows = &table(&document, "no record").rows;
    assert!(!rows.is_empty());
    for row in rows {
        let elsewhere = words(&row[2]);
        let (_, other) = elsewhere.split_once("On other days: ").unwrap_or(("", ""));
        // Two other people’s cases.
        assert!(!other.contains("RSP-040"), "{}: {other}", words(&row[0]));
        let days = words(&row[1]);
        if days.contains("19 April 2023 to 26 April 2023") {
            assert!(!other.contains("RPO-007"), "{days}: {other}");
        }
    }
}

#[test]
fn a_letter_says_whose_records_are_asked_for_and_what_nobody_showed() {
    let bare = "P1,2021-03-01,10:00,log,Ms A,Contact,Mr B strangled Ms Teal outside the school gates.\n\
                P2,2021-03-02,10:00,log,Ms A,Contact,-\n";
    let mut matter = two(bare, "Q1,2021-03-02,10:00,log,PC C,Log,Call.,\n");
    let mut school = matter.case.agencies[0].clone();
    school.id = AgencyId("school".to_owned());
    school.name = "St Luke’s".to_owned();
    school.kind = "education".to_owned();
    school.files.clear();
    (school.supplied_from, school.supplied_to, school.involved) = (None, None, true);
    matter.case.agencies.push(school);
    let all = requests(&matter);
    let of_school = all.iter().find(|r| r.agency.0 == "school").unwrap();
    assert!(
        of_school
            .why
            .contains("named as known to have been involved, by those who set up"),
        "{}",
        of_school.why
    );
    let empty = all
        .iter()
        .find(|r| r.wording.contains("supply what was written in"))
        .unwrap();
    assert!(empty.wording.contains("P2 (2021-03-02)"), "{}", empty.wording);
    let told = lines(&made(&matter, "requests")).join("\n");
    assert!(
        told.contains("It is about Mr B and Ms Teal, and asks for records about them."),
        "{told}"
    );
    // One agency alone: no other agency’s letter, and nothing for the panel.
    let settings = Settings {
        entries: report::Entries {
            agencies: vec!["school".to_owned()],
            ..report::Entries::default()
        },
        ..Settings::default()
    };
    let one = chosen::compose(report::kind("requests").unwrap(), &matter, &settings);
    let one = lines(&one).join("\n");
    assert!(one.contains("To St Luke’s") && !one.contains("To Probation"), "{one}");
    assert!(!one.contains("What cannot be told from the records supplied"), "{one}");
}

#[test]
fn a_masked_end_is_told_as_not_shown_and_never_as_another_day() {
    let whole = matter("saltmarsh");
    let lens = Lens {
        blind: Some("A. Reviewer".to_owned()),
        ..Lens::default()
    };
    let masked = masked(&whole, &lens, book());
    let last = masked.case.review_to;
    assert!(last < whole.case.review_to);
    let false_day = last.format("%-d %B %Y").to_string();
    let dhr = made(&masked, "dhr");
    let row = |name: &str, what: &str| {
        let rows = &table(&dhr, name).rows;
        words(&rows.iter().find(|r| words(&r[0]).starts_with(what)).unwrap()[1])
    };
    assert_eq!(row("To fill in by part: timescales", "Day of the death"), NOT_SHOWN);
    let under_review = row("To fill in by part: terms", "Time under review");
    assert!(
        under_review.ends_with(NOT_SHOWN) && !under_review.contains(&false_day),
        "{under_review}"
    );
    let dates = made(&masked, "timeline");
    let rows = &table(&dates, "key dates").rows;
    let last_day = rows.iter().find(|r| words(&r[2]) == "Last day under review").unwrap();
    assert_eq!(words(&last_day[0]), NOT_SHOWN);
    for row in &table(&dates, "lanes").rows {
        assert!(!words(&row[4]).contains(&false_day), "{}", words(&row[4]));
    }
    let letters = lines(&made(&masked, "requests")).join("\n");
    assert!(!letters.contains("the panel asks you, please"), "{letters}");
    // Unmasked, the days are those of the case.
    let told = lines(&made(&whole, "dhr")).join("\n");
    assert!(!told.contains(NOT_SHOWN) && told.contains(&whole.case.review_to.format("%-d %B %Y").to_string()));
}

#[test]
fn a_vague_day_is_told_as_it_is_written() {
    let rows = "P1,2021-03-01,10:00,log,Ms A,Contact,Seen.\nP2,late 2021?,,log,Ms A,Contact,Seen.\n";
    let matter = two(rows, "Q1,2021-03-02,10:00,log,PC C,Log,Call.,\n");
    let dhr = lines(&made(&matter, "dhr")).join("\n");
    assert!(dhr.contains("2 entries, 1 March 2021 to “late 2021?”."), "{dhr}");
    let document = made(&matter, "timeline");
    let lane = &table(&document, "lanes").rows[0];
    assert_eq!(
        (words(&lane[2]), words(&lane[3])),
        ("1 March 2021".to_owned(), "“late 2021?”".to_owned())
    );
    let quiet = lines(&document).join("\n");
    assert!(!quiet.contains("when it may not have been involved, are none"));
}
