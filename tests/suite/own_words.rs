//! What reviewers put in words of their own stands everywhere in the place of the program's result, and what they did not accept is told
//! nowhere as what the records show.

use std::sync::Arc;

use forewarned::{
    app::{home::Home, importing, judging::judge, matters::Matters},
    model::{
        beside::{About, Beside},
        finding::{Finding, Outcome},
        matter::Matter,
        problem::Problem,
        settled::{Settled, Settlement, Verdict},
    },
    report::{
        Settings, Told,
        document::{Block, Document},
        make,
    },
};

use crate::{
    cli::small_case,
    kinds::{lines, made, table, words},
    web::Browser,
    whole_cases::{book, material_at, matter},
};

const OWN: &str = "Nobody rang; the message of that day is about something else.";
const TOLD: &str =
    "In a reviewer’s own words (A. Reviewer): Nobody rang; the message of that day is about something else.";

fn settled(number: u64, who: &str, what: Settlement) -> Settled {
    Settled {
        number,
        at: "2026-11-26T14:00:00+00:00".to_owned(),
        who: who.to_owned(),
        what,
        because: OWN.to_owned(),
    }
}

fn decided(number: u64, who: &str, finding: &Finding, verdict: Verdict) -> Settled {
    let what = Settlement::Decision {
        finding: finding.id.clone(),
        version: finding.version,
        verdict,
        wrong: None,
        together: Vec::new(),
    };
    settled(number, who, what)
}

/// A line of enquiry to which these are attached.
fn on_a_line(first: u64, all: &[About]) -> Vec<Settled> {
    let line = Beside::Line {
        id: "told".to_owned(),
        title: "Who was told".to_owned(),
        question: "Who rang?".to_owned(),
        on: true,
    };
    let evidence = all.iter().map(|about| Beside::Evidence {
        line: "told".to_owned(),
        about: about.clone(),
        text: String::new(),
        on: true,
    });
    let all = (first..).zip(std::iter::once(line).chain(evidence));
    all.map(|(n, what)| settled(n, "A. Reviewer", Settlement::Beside(what)))
        .collect()
}

/// A small case: what was promised of a report is told as done, from entries that are about something else.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let more = "[[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Ms Teal\"]\nsex = \"female\"\n";
    let rows = "A1,01/03/2021,,,,Contact,Ms Teal reports that Mr B followed her home from work. I will inform children's social care of this.\n\
        A2,02/03/2021,,,,Contact,Children's social care informed of what Ms Teal told us about Mr B.\n\
        A3,01/06/2021,,,,Contact,Mr B threatened Ms Teal. I will discuss with SPO.\n\
        A4,02/06/2021,,,,Contact,Discussed with SPO what Mr B said of Ms Teal.\n";
    small_case(folder.path(), more, rows);
    folder
}

fn small() -> Matter {
    let folder = folder();
    judge(material_at(folder.path()), book(), &mut |_| {})
}

/// The promise of an entry that the program says was kept.
fn kept_promise(matter: &Matter, at: &str) -> Finding {
    let is_loop = |f: &Finding| matter.patterns.get(&f.pattern).is_some_and(|c| c.place.shape == "loop");
    let mut all = matter.counted().filter(|f| f.triggers[0].quote.entry.0 == at);
    all.find(|f| f.outcome == Outcome::Met && is_loop(f)).unwrap().clone()
}

/// The chapter of the version for the family.
fn family(document: &Document) -> String {
    let is_head = |b: &&Block, n: &str| matches!(b, Block::Heading(2, words, _) if words.starts_with(n));
    let all = document.blocks.iter().skip_while(|b| !is_head(b, "10. "));
    let blocks = all.enumerate().take_while(|(n, b)| *n == 0 || !is_head(b, "Annex"));
    let chapter = Document {
        blocks: blocks.map(|(_, b)| b.clone()).collect(),
        ..document.clone()
    };
    lines(&chapter).join("\n")
}

#[test]
fn what_a_reviewer_put_in_other_words_stands_in_every_report_in_the_place_of_the_result() {
    let mut matter = small();
    let finding = kept_promise(&matter, "A1");
    let on_line = on_a_line(11, &[About::Finding(finding.id.clone())]);
    let told = |matter: &Matter, kind: &str, words: &str| lines(&made(matter, kind)).join("\n").matches(words).count();
    let kinds = ["warnings", "sfo", "dhr", "loops", "lines"];
    let amended = decided(1, "A. Reviewer", &finding, Verdict::Amend);

    matter.settle([vec![amended.clone()], on_line.clone()].concat());
    for kind in kinds {
        assert!(told(&matter, kind, TOLD) > 0, "{kind}");
        // Only where every finding stands in full does the program's own result stay, below, under its name.
        let below = "What the program found, put in other words by A. Reviewer: ";
        let named = told(&matter, kind, &format!("{below}{}", finding.says));
        assert_eq!(named, usize::from(kind == "warnings"), "{kind}");
        assert_eq!(told(&matter, kind, &finding.says), named, "{kind}");
    }
    let document = made(&matter, "loops");
    let id = &finding.triggers[0].quote.entry.0;
    let rows = table(&document, "loops").rows.iter();
    let row: Vec<String> = rows
        .filter(|r| words(&r[0]).contains(id.as_str()))
        .map(|r| r.iter().map(|c| words(c)).collect::<Vec<_>>().join(" | "))
        .filter(|r| r.contains(OWN))
        .collect();
    assert_eq!(row.len(), 1, "{id}");
    assert!(!row[0].contains("Closed") && !row[0].contains("Done, "), "{row:?}");
    assert!(family(&made(&matter, "sfo")).contains(TOLD));

    // While reviewers differ, the program's result stands.
    let other = decided(2, "B. Chair", &finding, Verdict::Accept);
    matter.settle([vec![amended, other], on_line].concat());
    for kind in kinds {
        assert_eq!(told(&matter, kind, TOLD), 0, "{kind}");
    }
    assert!(told(&matter, "lines", &finding.says) > 0);
}

#[test]
fn a_title_tells_no_result_that_reviewers_put_in_other_words_or_did_not_accept() {
    let mut matter = small();
    let finding = kept_promise(&matter, "A3");
    let warning = matter
        .warnings
        .iter()
        .find(|w| w.findings.contains(&finding.id))
        .unwrap();
    let (id, judged) = (warning.id.clone(), warning.title.clone());
    let result = "; recorded as done";
    assert!(judged.contains("said that") && judged.contains(result), "{judged}");
    let title = |matter: &Matter| matter.warnings.iter().find(|w| w.id == id).unwrap().title.clone();
    for verdict in [Verdict::Amend, Verdict::Reject] {
        matter.settle(vec![decided(1, "A. Reviewer", &finding, verdict)]);
        let now = title(&matter);
        assert_eq!(now, judged.replace(result, ""));
    }
    matter.settle(vec![decided(1, "A. Reviewer", &finding, Verdict::Accept)]);
    assert_eq!(title(&matter), judged);
}

#[test]
fn what_was_not_accepted_is_told_to_no_family_and_closes_no_loop() {
    let mut matter = small();
    let finding = kept_promise(&matter, "A1");
    let warning = matter
        .warnings
        .iter()
        .find(|w| w.findings.contains(&finding.id))
        .unwrap();
    let promise = warning.about.iter().find_map(|a| a.strip_prefix("Said that "));
    let opens = format!("somebody said that {}", promise.unwrap());
    let count = |matter: &Matter| family(&made(matter, "sfo")).matches(&opens).count();
    let loops = |matter: &Matter| lines(&made(matter, "loops")).join("\n");
    let before = (count(&matter), loops(&matter).matches("Closed").count());
    assert!(before.0 > 0 && before.1 > 0);
    matter.settle(vec![decided(1, "A. Reviewer", &finding, Verdict::Reject)]);
    let after = loops(&matter);
    assert_eq!(
        (count(&matter), after.matches("Closed").count()),
        (before.0 - 1, before.1 - 1)
    );
    assert!(after.contains("Looked at and not accepted") && after.contains(OWN));
}

#[test]
fn a_report_of_accepted_findings_alone_knows_the_warning_that_was_attached_to_a_line() {
    let mut matter = matter("rowan-street");
    let entries = |f: &Finding| f.triggers.iter().map(|t| t.quote.entry.clone()).collect::<Vec<_>>();
    let several = matter.with_findings().into_iter().find_map(|(w, all)| {
        let part = all
            .iter()
            .find(|f| w.triggers.iter().any(|t| !entries(f).contains(t)))?;
        Some((w.triggers.clone(), (*part).clone()))
    });
    let (triggers, finding) = several.unwrap();
    matter.settle(
        [
            on_a_line(1, &[About::Warning(triggers)]),
            vec![decided(3, "A. Reviewer", &finding, Verdict::Accept)],
        ]
        .concat(),
    );
    let accepted = Settings {
        findings: Told::Accepted,
        ..Settings::default()
    };
    let told = String::from_utf8(make(&matter, "lines", "html", &accepted).unwrap()).unwrap();
    assert!(told.contains("Who was told") && told.contains(&finding.title), "{told}");
    for words in [
        "Not in the case any more",
        "Not told here",
        "No finding attached to this line is accepted yet",
    ] {
        assert!(!told.contains(words), "{words}");
    }
}

#[test]
fn entries_that_the_panel_marked_stand_among_the_key_entries() {
    let mut matter = matter("rowan-street");
    let shown = |matter: &Matter, id: &str| {
        let document = made(matter, "sfo");
        let rows = table(&document, "key entries").rows.iter();
        let found = rows.map(|r| (words(&r[2]), words(&r[5]))).find(|(at, _)| at == id);
        found.map(|(_, shows)| shows)
    };
    let out: Vec<_> = matter.entries.iter().map(|e| e.id.clone()).collect();
    let out: Vec<_> = out
        .into_iter()
        .filter(|id| shown(&matter, &id.0).is_none())
        .take(2)
        .collect();
    let key = Beside::KeyPoint {
        entry: out[1].clone(),
        text: "Somebody could have asked".to_owned(),
        on: true,
    };
    let key = settled(1, "A. Reviewer", Settlement::Beside(key));
    matter.settle([vec![key], on_a_line(2, &[About::Entry(out[0].clone())])].concat());
    assert_eq!(shown(&matter, &out[0].0).unwrap(), "Evidence of a line of enquiry");
    assert_eq!(
        shown(&matter, &out[1].0).unwrap(),
        "Key decision point, as the panel marked it"
    );
}

#[test]
fn an_entry_that_can_be_of_any_day_is_told_as_of_none() {
    let mut matter = matter("saltmarsh");
    let event = matter.case.event.unwrap();
    let at = matter.entries.iter().position(|e| e.when.latest >= event).unwrap();
    let of_event = "Day of the final event, or the week after";
    let count = |matter: &Matter| lines(&made(matter, "sfo")).join("\n").matches(of_event).count();
    let before = count(&matter);
    let entry = &mut matter.entries[at];
    entry.when.earliest = event - chrono::Days::new(150);
    entry.when.latest = event;
    entry.when.written = String::new();
    assert_eq!(count(&matter), before - 1);
    let told = family(&made(&matter, "sfo"));
    assert!(!told.contains(", ;") && !told.contains(", )"), "{told}");
    // Where it is told, its day is said not to be known.
    let dated = lines(&made(&matter, "chronology")).join("\n");
    assert!(dated.contains("day not known"), "{dated}");
}

#[test]
fn the_version_for_the_family_names_agencies_and_days_and_no_numbers_of_entries() {
    for name in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let matter = matter(name);
        let told = family(&made(&matter, "sfo"));
        assert!(told.starts_with("10. "), "{name}");
        for entry in &matter.entries {
            assert!(!told.contains(&entry.id.0), "{name}: {}", entry.id);
        }
    }
}

#[test]
fn reports_tell_remarks_as_remarks_in_no_words_of_commands_and_say_what_was_looked_at() {
    let mut matter = matter("rowan-street");
    let remark = |row: usize| Problem {
        file: "police.csv".to_owned(),
        part: String::new(),
        row,
        lost_row: false,
        raw: String::new(),
        what: "The table has no column Ref".to_owned(),
        next: "if 'Log' numbers the entries, say so with --columns \"Log=ref\" or columns of the agency in case.toml"
            .to_owned(),
        answer: None,
    };
    matter.problems = vec![remark(3), remark(4)];
    let looked = Beside::LookedAt {
        problem: matter.problems[1].key(),
        what: "the column".to_owned(),
        text: "The log has no numbers".to_owned(),
        on: true,
    };
    matter.settle(vec![settled(1, "A. Reviewer", Settlement::Beside(looked))]);
    for kind in ["sfo", "dhr", "warnings", "coverage"] {
        let told = lines(&made(&matter, kind)).join("\n");
        assert!(!told.contains("--columns") && !told.contains("case.toml"), "{kind}");
        assert!(
            told.contains("looked at by A. Reviewer, 26 November 2026: The log has no numbers"),
            "{kind}"
        );
    }
    let document = made(&matter, "sfo");
    let rows = table(&document, "unresolved").rows.iter();
    let kinds: Vec<String> = rows.map(|r| words(&r[0])).collect();
    assert!(kinds.iter().any(|k| k == "Remark") && kinds.iter().any(|k| k == "Remark, looked at"));
    assert!(!kinds.iter().any(|k| k == "Not read"), "{kinds:?}");
}

#[tokio::test]
async fn on_screen_a_reviewers_words_stand_first_and_the_programs_result_below_under_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let book = forewarned::rulebook::load::Rulebook::load(&forewarned::rulebook::files::Files::built_in().unwrap());
    let matters = Arc::new(Matters::new(Home::new(dir.path()), Arc::new(book.unwrap())));
    importing::import(matters.home(), &crate::headings(), folder().path(), Some("c")).unwrap();
    let browser = Browser::new(Arc::<Matters>::clone(&matters)).await;
    let matter = matters.get("c").unwrap().unwrap();
    let finding = kept_promise(&matter, "A1");
    let warning = matter
        .warnings
        .iter()
        .find(|w| w.findings.contains(&finding.id))
        .unwrap();
    let (warning, triggers) = (warning.id.clone(), warning.triggers.clone());
    for one in on_a_line(1, &[About::Finding(finding.id.clone()), About::Warning(triggers)]) {
        matters.settle("c", &one).unwrap();
    }
    let seen = matters.get("c").unwrap().unwrap().settled.len().to_string();
    let fields = [
        ("finding", finding.id.as_str()),
        ("verdict", "amend"),
        ("because", OWN),
        ("seen", &seen),
        ("name", "A. Reviewer"),
    ];
    browser
        .send(&format!("/case/c/finding/{}/decide", finding.id), &fields)
        .await;

    let (_, line) = browser.open("/case/c/line/told").await;
    assert_eq!(
        line.matches(TOLD).count(),
        3,
        "among what is shown, and in both pieces of evidence: {line}"
    );
    assert!(!line.contains(&finding.says), "{line}");
    assert!(!line.contains("because: Nobody rang"), "{line}");
    let (_, page) = browser.open(&format!("/case/c/warnings?open={warning}")).await;
    let own = page.find(&format!("<p class=\"fw-says\">{OWN}</p>")).unwrap();
    let below = page
        .find("What the program found, put in other words by A. Reviewer:")
        .unwrap();
    let result = page.find(&finding.says).unwrap();
    assert!(own < below && below < result, "{page}");
    assert!(page.contains("fw-outcome--own-words"), "{page}");
}
