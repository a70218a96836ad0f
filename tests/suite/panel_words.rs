//! What reports and screens say to a panel: exact about what a record shows, and never an assertion of what is only unrecorded.

use forewarned::{
    model::{
        entry::EntryId,
        finding::{Finding, FindingKind, Outcome},
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
    },
    patterns::wording,
    report::{self, Settings, document::Block},
    review::knowledge::Knowledge,
    timeline::picture,
};

use crate::{
    kinds::{lines, made, table, words},
    merging::{STORY, two},
    whole_cases::{book, matter},
};

const OUTCOMES: [Outcome; 4] = [Outcome::Missed, Outcome::Late, Outcome::CannotTell, Outcome::Met];

#[test]
fn the_title_of_every_gap_says_that_there_is_no_record_and_fits_a_line() {
    for card in book().cards().values() {
        for outcome in OUTCOMES {
            let title = wording::title(&card.title, outcome);
            assert!(title.chars().count() <= 80, "{}: {title}", card.id);
        }
        if card.kind == FindingKind::Gap {
            assert!(card.title.contains("; no record that "), "{}: {}", card.id, card.title);
        }
        let lower = card.title.to_lowercase();
        for word in [
            "not passed",
            "not told",
            "not done",
            "not completed",
            "not asked",
            "failed",
            "ignored",
        ] {
            assert!(!lower.contains(word), "{}: {}", card.id, card.title);
        }
    }
}

#[test]
fn a_title_says_no_record_only_where_the_records_cover_it_and_hold_none() {
    let title = |outcome| wording::title("Stalking report; no record that it was passed to police", outcome);
    assert_eq!(
        title(Outcome::Missed),
        "Stalking report; no record that it was passed to police"
    );
    assert_eq!(
        title(Outcome::CannotTell),
        "Stalking report; cannot tell whether it was passed to police"
    );
    assert_eq!(title(Outcome::Met), "Stalking report; what was looked for is on record");
    assert_eq!(
        title(Outcome::Late),
        "Stalking report; what was looked for is recorded late"
    );
    for name in ["rowan-street", "hollin-bank", "saltmarsh"] {
        let matter = matter(name);
        for finding in matter.findings.iter().filter(|f| f.kind == FindingKind::Gap) {
            let says_none = finding.title.contains("no record that");
            assert_eq!(
                says_none,
                finding.outcome == Outcome::Missed,
                "{name}: {}",
                finding.title
            );
        }
    }
}

fn title_of(matter: &Matter, entry: &str) -> String {
    let at = |w: &&forewarned::model::finding::Warning| w.triggers.iter().any(|t| t.0 == entry);
    matter
        .warnings
        .iter()
        .find(at)
        .map_or(String::new(), |w| w.title.clone())
}

#[test]
fn a_promise_is_told_as_said_and_never_as_done() {
    let later = "A2,01/09/2021,,,,Office,Bins discussed.\n";
    let promised = two(&format!("A1,01/03/2021,,,,Call,Will inform police.\n{later}"), "");
    assert_eq!(
        title_of(&promised, "A1"),
        "Said that police would be told; no record that it was done"
    );
    let mut short = crate::whole_cases::material("saltmarsh");
    for agency in &mut short.case.agencies {
        (agency.supplied_from, agency.supplied_to) = (None, None);
    }
    let unsure = forewarned::app::judging::judge(short, book(), &mut |_| {});
    let said: Vec<&str> = unsure
        .warnings
        .iter()
        .map(|w| w.title.as_str())
        .filter(|t| t.starts_with("Said that"))
        .collect();
    assert!(!said.is_empty());
    for title in said {
        assert!(!title.contains("no record"), "{title}");
        assert!(title.contains("cannot tell whether it was done"), "{title}");
    }
}

/// Beginnings of titles that name an act of the agencies themselves, which their record is.
const ACTS_OF_AGENCIES: [&str; 15] = [
    "Action given",
    "Advice to",
    "Appointments missed",
    "Case passed",
    "Contact or level stepped",
    "Contact planned",
    "Contacts by phone",
    "Curfew, bail",
    "Enquiry sent",
    "Home visit due",
    "New start",
    "Programme",
    "Recall considered",
    "Referral refused",
    "Start or release",
];

#[test]
fn what_somebody_told_is_called_reported_and_never_stated_as_fact() {
    let telling = [
        "reported",
        "report",
        "record",
        "described",
        "spoken",
        "differ",
        "accused",
        "believed",
        "may be",
        "warning",
        "warnings",
        "question",
        "several",
        "received",
        "known",
        "signs",
        "statement",
        "retraction",
        "not brought",
    ];
    for card in book().cards().values().filter(|c| c.kind == FindingKind::Gap) {
        let held = card.title.split("; ").next().unwrap().to_lowercase();
        let is_told = telling.iter().any(|word| held.contains(word)) || held.starts_with("said that");
        let is_act = ACTS_OF_AGENCIES.iter().any(|act| card.title.starts_with(act));
        assert!(is_told || is_act, "{}: {}", card.id, card.title);
        assert!(!card.title.contains("more was done"), "{}: {}", card.id, card.title);
    }
}

#[test]
fn a_warning_of_harm_is_called_reported_and_none_is_called_by_an_occasion() {
    let day = "A2,01/09/2021,,,,Office,Bins discussed.\n";
    let told = two(
        &format!("A1,01/03/2021,,,,Call,She says he follows her home most nights.\n{day}"),
        "",
    );
    let title = title_of(&told, "A1");
    assert!(
        title.starts_with("Reported: following, watching or waiting for somebody"),
        "{title}"
    );
    for name in ["rowan-street", "hollin-bank", "saltmarsh"] {
        for warning in matter(name).warnings {
            for occasion in [
                "Seen in person",
                "poken to by telephone",
                "tart of the case",
                "agency is involved",
            ] {
                assert!(!warning.title.contains(occasion), "{name}: {}", warning.title);
            }
        }
    }
}

#[test]
fn a_promise_of_one_agency_is_not_merged_into_the_promise_of_another() {
    let matter = matter("saltmarsh");
    let own: Vec<Vec<&str>> = matter
        .findings
        .iter()
        .map(|f| f.triggers.iter().map(|t| t.quote.entry.0.as_str()).collect::<Vec<_>>())
        .collect();
    assert!(own.contains(&vec!["SCS-006"]), "{own:?}");
    assert!(own.contains(&vec!["SPB-018"]), "{own:?}");
}

#[test]
fn titles_of_warnings_fit_a_line_and_tell_a_denial() {
    let matter = matter("rowan-street");
    assert!(matter.warnings.iter().all(|w| w.title.chars().count() <= 80));
    assert!(matter.warnings.iter().any(|w| w.title.ends_with("(denied)")));
}

#[test]
fn knowledge_of_a_warning_is_the_same_in_the_contract_and_in_reports() {
    let mut matter = matter("saltmarsh");
    let reject = matter.findings.iter().find(|f| f.kind == FindingKind::Gap).unwrap();
    matter.settled = vec![Settled {
        number: 1,
        at: "3 May 2026, 10:00".to_owned(),
        who: "R. Panel".to_owned(),
        what: Settlement::Decision {
            finding: reject.id.clone(),
            version: reject.version,
            verdict: Verdict::Reject,
            wrong: None,
            together: Vec::new(),
        },
        because: "seen on paper".to_owned(),
    }];
    let known = Knowledge::new(&matter);
    let contract = forewarned::app::contract::of(&matter);
    let ledger = made(&matter, "knowledge");
    for (warning, told) in matter.warnings.iter().zip(contract["warnings"].as_array().unwrap()) {
        let refs: Vec<&str> = known.knew(warning).into_iter().map(|e| e.id.0.as_str()).collect();
        let json: Vec<&str> = told["knew"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|k| k["entry"].as_str())
            .collect();
        assert_eq!(refs, json, "{}", warning.id);
        let row = table(&ledger, "by warning")
            .rows
            .iter()
            .find(|r| words(&r[0]) == warning.id);
        match row {
            Some(row) => assert!(refs.iter().all(|r| words(&row[2]).contains(r)), "{}", warning.id),
            // A warning of which nothing stands is not told, and nobody is said to have known of it.
            None => assert!(refs.is_empty(), "{}", warning.id),
        }
        for entry in known.knew(warning) {
            assert!(
                entry.when.latest >= warning.date,
                "{} is before {}",
                entry.id,
                warning.id
            );
        }
    }
}

#[test]
fn an_entry_that_only_a_rejected_finding_cites_is_not_told_as_cited() {
    let mut matter = matter("rowan-street");
    let known = Knowledge::new(&matter);
    let cites = |finding: &Finding, entry: &EntryId| finding.triggers.iter().any(|t| &t.quote.entry == entry);
    let (warning, finding, entry) = matter
        .warnings
        .iter()
        .find_map(|w| {
            let all = known.findings_of(w);
            all.iter().filter(|_| all.len() > 1).find_map(|f| {
                let others = || all.iter().filter(|o| o.id != f.id);
                let own = f.triggers.iter().map(|t| &t.quote.entry);
                let entry = own.clone().find(|e| !others().any(|o| cites(o, e)))?;
                Some((w.id.clone(), (*f).clone(), entry.clone()))
            })
        })
        .unwrap();
    let cell = |matter: &Matter, kind: &str, name: &str, at: usize| {
        let document = made(matter, kind);
        let row = table(&document, name)
            .rows
            .iter()
            .find(|r| words(&r[0]).starts_with(&warning));
        words(&row.unwrap()[at])
    };
    let held = |matter: &Matter| {
        let place = matter.case.agencies.iter().position(|a| {
            let (told, _) = matter.entry(&entry).unwrap();
            a.id == told.agency
        });
        let told = cell(matter, "consultation", "consultation", place.unwrap() + 1);
        let line = told
            .lines()
            .find(|l| l.starts_with("Its entries that the warning cites"));
        line.unwrap_or_default().contains(&entry.0)
    };
    let listed = |matter: &Matter| cell(matter, "warnings", "warnings", 5).contains(&entry.0);
    assert!(held(&matter) && listed(&matter));
    matter.settled = vec![Settled {
        number: 1,
        at: "3 May 2026, 10:00".to_owned(),
        who: "R. Panel".to_owned(),
        what: Settlement::Decision {
            finding: finding.id.clone(),
            version: finding.version,
            verdict: Verdict::Reject,
            wrong: None,
            together: Vec::new(),
        },
        because: "seen on paper".to_owned(),
    }];
    assert!(!held(&matter) && !listed(&matter));
}

/// The chronology with these columns: its rows as words.
fn rows(matter: &Matter, columns: &[&str]) -> Vec<Vec<String>> {
    let settings = Settings {
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        ..Settings::default()
    };
    let document = report::kind("chronology").unwrap().compose(matter, &settings);
    let rows = &table(&document, "chronology").rows;
    rows.iter().map(|r| r.iter().map(|c| words(c)).collect()).collect()
}

#[test]
fn who_told_it_is_shown_only_where_the_record_says_so() {
    let matter = two(
        "A1,01/03/2021,,,,Call,Ms Teal told us that he sits outside.\n\
         A2,02/03/2021,,,,Call,Ms Teal. Sleep poor.\n\
         A3,03/03/2021,,,,Call,Mr B reported 13.25 with a carrier bag.\n\
         A4,04/03/2021,,,,Call,Ms Teal was told to ring 101.\n\
         A5,05/03/2021,,,,Call,\"According to Mr Quill, he drinks.\"\n\
         A6,06/03/2021,,,,Call,She says he is fine.\n\
         A7,07/03/2021,,,,Call,Mr Quill rang and said he was in the garden.\n",
        "",
    );
    let told: Vec<(String, String)> = rows(&matter, &["ref", "voice"])
        .into_iter()
        .map(|r| (r[0].clone(), r[1].clone()))
        .collect();
    let expected = [
        ("A1", "“Ms Teal told”"),
        ("A2", "not stated"),
        ("A3", "not stated"),
        ("A4", "not stated"),
        ("A5", "“According to Mr Quill”"),
        ("A6", "not stated"),
        ("A7", "“Mr Quill rang and said”"),
    ];
    let expected = expected.map(|(r, t)| (r.to_owned(), t.to_owned()));
    assert_eq!(told, expected);
}

#[test]
fn columns_say_whose_words_they_hold() {
    let heads = report::kinds::chronology::columns();
    let head = |name| heads.iter().find(|(n, _)| *n == name).unwrap().1;
    for name in [
        "known-by",
        "people",
        "warnings",
        "action",
        "rung",
        "expected",
        "judgement",
        "links",
    ] {
        assert!(head(name).ends_with("(program)"), "{name}");
    }
    for name in ["text", "author", "type", "voice"] {
        assert!(!head(name).contains("program"), "{name}");
    }
    let caption = &table(&made(&matter("saltmarsh"), "chronology"), "chronology")
        .caption
        .clone();
    assert!(caption.contains("Columns marked (program)"), "{caption}");
}

#[test]
fn an_account_that_differs_is_marked_at_its_row_whatever_columns_are_chosen() {
    let matter = two(
        &format!("A1,01/03/2021,,,,Note,{STORY}.\n"),
        &format!("Q1,04/03/2021,,,,Note,{STORY}.,\n"),
    );
    for columns in [&["ref", "text"][..], &["ref", "text", "links"], &["links", "ref"]] {
        let all = rows(&matter, columns);
        for (own, other) in [("A1", "Q1"), ("Q1", "A1")] {
            let row = all.iter().find(|r| r.iter().any(|c| c == own)).unwrap();
            let mark = row.iter().find(|c| c.starts_with("≠ ")).unwrap();
            assert!(mark.contains(other) && mark.contains("the date differs"), "{mark}");
        }
    }
    for format in ["csv", "html", "json", "timesketch"] {
        let settings = Settings::default();
        let bytes = report::make(&matter, "chronology", format, &settings).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("the date differs"), "{format}");
    }
}

#[test]
fn the_picture_has_no_words_of_the_program_and_opens_as_a_file() {
    let matter = matter("rowan-street");
    let svg = picture::svg(&matter);
    assert!(
        svg.contains("MAPPA level: category 2") && !svg.contains("mappa"),
        "an internal word"
    );
    assert!(svg.contains(">records not supplied<"));
    let file = report::make(&matter, "timeline", "svg", &Settings::default()).unwrap();
    let file = String::from_utf8(file).unwrap();
    assert!(
        file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""),
        "{}",
        &file[..60]
    );
    let lanes = made(&matter, "timeline");
    let brightwater = crate::kinds::row_at(table(&lanes, "lanes"), 0, "Brightwater");
    assert!(brightwater[5].contains("cannot tell"), "{brightwater:?}");
}

#[test]
fn the_workbook_of_an_overview_has_a_sheet_a_kind_of_table_with_the_agency_in_a_column() {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    let matter = matter("rowan-street");
    let bytes = report::make(&matter, "dhr", "xlsx", &Settings::default()).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    // One of them is the whole chronology, which is annexed.
    assert!(book.sheet_names().len() <= 18, "{:?}", book.sheet_names());
    let sheet = book.worksheet_range("IMR by agency").unwrap();
    let cell = |row: usize, column: usize| sheet.get((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!(cell(0, 0), "Agency");
    let agencies: std::collections::BTreeSet<String> = (1..sheet.height()).map(|r| cell(r, 0)).collect();
    for agency in &matter.case.agencies {
        assert!(agencies.contains(&agency.name), "{}", agency.name);
    }
}

#[test]
fn headings_of_every_report_follow_one_another_without_a_level_left_out() {
    for name in ["rowan-street", "saltmarsh"] {
        let matter = matter(name);
        for kind in report::KINDS {
            let document = made(&matter, kind.name());
            let mut before = 0;
            for block in &document.blocks {
                if let Block::Heading(level, words, _) = block {
                    assert!(*level <= before + 1, "{name} {}: {words}", kind.name());
                    before = *level;
                }
            }
        }
    }
}

#[test]
fn the_working_document_tells_what_is_expected_and_what_is_asked_once() {
    let document = made(&matter("rowan-street"), "sfo");
    let practice = table(&document, "practice");
    let mut seen: Vec<String> = Vec::new();
    for row in &practice.rows {
        let cell = words(&row[2]);
        let pattern = cell.split([',', '\n']).next().unwrap().to_owned();
        let again = cell.contains("as in its first row above");
        assert!(!again || seen.contains(&pattern), "{cell}");
        seen.push(pattern);
    }
    assert!(
        practice
            .rows
            .iter()
            .any(|r| words(&r[2]).contains("as in its first row above"))
    );
    let questions: Vec<String> = lines(&document).into_iter().filter(|l| l.ends_with('?')).collect();
    assert!(!questions.is_empty());
    let pdf = report::make(&matter("rowan-street"), "sfo", "pdf", &Settings::default()).unwrap();
    // The whole chronology and the query log are annexed: they are as long as the records are. Key entries are all that findings cite.
    let pages = crate::reporting_pdf::pages(&pdf);
    let annexed = pages.iter().position(|p| p.contains("Annex A. Glossary")).unwrap();
    assert!((1..=52).contains(&annexed), "{annexed} pages before the annexes");
}
