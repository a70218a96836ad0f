//! Who knew what, when, over a case that is really kept: what is masked for a visitor is on no page, in no search, report or download,
//! and what is left is judged as if the rest had never been there.

use std::{fs, path::Path, sync::Arc};

use axum::http::{StatusCode, header};
use forewarned::{
    app::{importing, judging, lensing::masked, matters::Matters},
    model::{case::AgencyId, lens::Lens, matter::Matter, settled::Settlement},
    report::{FORMATS, KINDS, fits},
};
use http_body_util::BodyExt as _;

use super::{
    Browser,
    invented::Invented,
    support::{cases_of, people, rules},
};

pub(super) const CASE: &str = r#"
title = "Death of Dorothy Vane"
kind = "dhr"
review_from = 2017-01-01
review_to = 2018-01-29
event = 2018-01-29

[[person]]
id = "P1"
role = "subject"
names = ["Martin Oake", "MO"]
sex = "male"

[[person]]
id = "P2"
role = "victim"
names = ["Dorothy Vane", "DV"]
sex = "female"
of = "P1"

[[person]]
id = "P3"
role = "partner"
names = ["Quillamena Frost"]
sex = "female"
of = "P1"

[[agency]]
id = "probation"
name = "Probation Service"
kind = "probation"
files = ["probation.csv"]
supplied_from = 2017-01-01
supplied_to = 2018-02-10

[[agency]]
id = "police"
name = "Northmoor Police"
kind = "police"
files = ["police.csv"]
supplied_from = 2017-01-01
supplied_to = 2018-02-10

[[fact]]
kind = "risk-level"
date = 2017-01-02
value = "medium"

[[fact]]
kind = "risk-level"
date = 2018-01-20
value = "zanzibarish"
"#;

pub(super) const PROBATION: &str = "Ref,Date,Time,Source,Author,Type,Event,Recorded\n\
PRB-1,03/07/2017,,Log,OM,Office visit,\"First appointment. Polite.\",\n\
PRB-2,06/11/2017,10:40,Log,OM,Call in,\"T/C from DV. Says MO followed her to work again this morning. Very upset.\",\n\
PRB-3,08/11/2017,,Log,OM,Call out,\"Rang police and told them that MO is following DV.\",\n\
PRB-4,10/11/2017,,Log,OM,Note,\"Typed up late: kumquatish remark by neighbour.\",05/02/2018\n\
PRB-5,19/01/2018,,Log,OM,Office visit,\"Seen with Quillamena Frost. Flumoxable mood.\",\n\
PRB-6,30/01/2018,,Log,OM,Call in,\"Police say MO arrested; grimblesome news of DV.\",\n\
PRB-7,soon,,Log,OM,Note,\"Undated: blatherskitish.\",\n";

pub(super) const POLICE: &str = "Ref,Date,Time,Source,Author,Type,Event,Recorded\n\
POL-1,02/10/2017,,Niche,PC,Call for service,\"DV REPORTS MO OUTSIDE HER HOUSE. WIBBERLY LOG CLOSED.\",\n\
POL-2,29/01/2018,,Niche,PC,Incident,\"DV FOUND DECEASED. MO ARRESTED. SNORKELISH SCENE.\",\n";

/// Words of which each stands in one place only, and is masked before 12 January 2018.
pub(super) const LATER: [&str; 7] = [
    "blatherskitish",
    "kumquatish",
    "flumoxable",
    "grimblesome",
    "snorkelish",
    "quillamena",
    "zanzibarish",
];

/// A home with the case `c` made of these rows.
pub(super) fn home(dir: &Path, probation: &str, police: &str) -> Arc<Matters> {
    let folder = dir.join("in");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("case.toml"), CASE).unwrap();
    fs::write(folder.join("probation.csv"), probation).unwrap();
    fs::write(folder.join("police.csv"), police).unwrap();
    let matters = cases_of(dir);
    importing::import(matters.home(), &crate::headings(), &folder, Some("c")).unwrap();
    matters
}

fn by(day: &str) -> Lens {
    Lens {
        until: Some(day.parse().unwrap()),
        ..Lens::default()
    }
}

/// Everything that an address answers, as lower-case letters of whatever bytes it is; zipped files are opened.
pub(super) async fn bytes(browser: &Browser, address: &str) -> (StatusCode, String) {
    let response = browser.get(address).await;
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let mut text = String::from_utf8_lossy(&bytes).to_lowercase();
    if bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..zip.len() {
            let mut part = String::new();
            if std::io::Read::read_to_string(&mut zip.by_index(at).unwrap(), &mut part).is_ok() {
                text.push_str(&part.to_lowercase());
            }
        }
    }
    (status, text)
}

/// Every address that a case can be asked at: all its pages, all entries and warnings there are, all reports in all formats, searches for
/// each word, and some that are not there.
fn addresses(whole: &Matter) -> Vec<String> {
    let mut out: Vec<String> = [
        "",
        "/chronology",
        "/timeline",
        "/warnings",
        "/search",
        "/patterns",
        "/report",
        "/template",
        "/about",
        "/knowledge",
        "/knowledge/ledger",
        "/knowledge/consultation",
        "/knowledge/judgement",
        "/entry/NONE",
        "/nowhere",
        "/chronology?person=P3",
        "/search?q=date:2018",
        "/search?q=person:P3",
        "/search?q=type:incident",
        "/search?q=*",
        "/report/full.exe",
    ]
    .iter()
    .map(|page| format!("/case/c{page}"))
    .collect();
    out.push("/".to_owned());
    out.push("/patterns".to_owned());
    out.extend(whole.entries.iter().map(|e| format!("/case/c/entry/{}", e.id)));
    for n in 1..=whole.warnings.len() + 1 {
        out.push(format!("/case/c/warning/W{n}"));
        out.push(format!("/case/c/knowledge?about=W{n}&by=2030"));
        for agency in &whole.case.agencies {
            out.push(format!("/case/c/knowledge/consultation/W{n}/{}", agency.id));
        }
    }
    for kind in KINDS {
        for format in FORMATS.iter().filter(|f| fits(*kind, **f)) {
            out.push(format!("/case/c/report/{}.{}", kind.name(), format.name()));
        }
    }
    out
}

#[test]
fn what_a_lens_leaves_is_judged_as_if_the_rest_had_never_been_there() {
    let (with, without) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let whole = home(with.path(), PROBATION, POLICE).get("c").unwrap().unwrap();
    let rows = |all: &str, refs: &[&str]| -> String {
        let kept = |l: &&str| l.starts_with("Ref") || refs.iter().any(|r| l.starts_with(&format!("{r},")));
        all.lines().filter(kept).flat_map(|l| [l, "\n"]).collect()
    };
    let never = home(
        without.path(),
        &rows(PROBATION, &["PRB-1", "PRB-2", "PRB-3"]),
        &rows(POLICE, &["POL-1"]),
    );
    let never = never.get("c").unwrap().unwrap();
    let mut material = judging::Material {
        case: never.case.clone(),
        records: never.records.clone(),
        problems: Vec::new(),
        entries: never.entries.clone(),
        acts: Vec::new(),
        settled: Vec::new(),
    };
    let last = "2018-01-12".parse().unwrap();
    material.case.review_to = last;
    material.case.event = None;
    material.case.facts.retain(|f| f.date <= last);
    for agency in &mut material.case.agencies {
        agency.supplied_to = Some(last);
    }
    let never = judging::judge(material, &rules(), &mut |_| {});
    let left = masked(&whole, &by("2018-01-12"), &rules());
    let plain = |m: &Matter| {
        let entries: Vec<_> = m.entries.iter().map(|e| (e.id.clone(), e.text.clone())).collect();
        (
            entries,
            m.readings.clone(),
            m.findings.clone(),
            m.warnings.clone(),
            m.coverage.clone(),
        )
    };
    assert_eq!(plain(&left), plain(&never));
    assert!(!left.findings.is_empty(), "there is something to compare");
    assert_ne!(left.findings, whole.findings, "what came after made a difference");
}

#[test]
fn what_an_agency_knew_is_its_own_entries_and_those_that_say_that_it_was_told() {
    let dir = tempfile::tempdir().unwrap();
    let whole = home(dir.path(), PROBATION, POLICE).get("c").unwrap().unwrap();
    let lens = |agency: &str, day: &str| Lens {
        agency: Some(AgencyId(agency.to_owned())),
        ..by(day)
    };
    let seen = |lens: &Lens| -> Vec<String> {
        let left = masked(&whole, lens, &rules());
        left.entries.iter().map(|e| e.id.0.clone()).collect()
    };
    assert_eq!(seen(&lens("police", "2017-11-07")), ["POL-1"]);
    assert_eq!(
        seen(&lens("police", "2017-11-08")),
        ["POL-1", "PRB-3"],
        "told on the 8th"
    );
    assert_eq!(seen(&lens("probation", "2017-11-08")), ["PRB-1", "PRB-2", "PRB-3"]);
    assert_eq!(
        seen(&lens("probation", "2018-02-04")),
        ["PRB-1", "PRB-2", "PRB-3", "PRB-5", "PRB-6"],
        "what was typed on 5 February was not known before"
    );
    let left = masked(&whole, &lens("police", "2018-01-12"), &rules());
    let supplied: Vec<&str> = left.coverage.iter().map(|c| c.agency.0.as_str()).collect();
    assert_eq!(
        supplied,
        ["police"],
        "nothing is concluded from records that the agency did not have"
    );
}

#[tokio::test]
async fn a_word_of_a_masked_entry_is_on_no_page_and_in_no_search_report_or_download() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let whole = matters.get("c").unwrap().unwrap();
    let both = people(matters, &["A. Reviewer", "B. Chair"]).await;
    let (status, page) = both[0].open("/case/c/knowledge?knew=all&knew-by=12+January+2018").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Part of this case is masked for you"), "{page}");
    let mut all = addresses(&whole);
    all.extend(LATER.iter().map(|w| format!("/case/c/chronology?text={w}")));
    let (mut found, mut unmasked) = (Vec::new(), String::new());
    for address in &all {
        let (_, text) = bytes(&both[0], address).await;
        let echoed = |w: &&&str| !address.to_lowercase().contains(**w);
        found.extend(
            LATER
                .iter()
                .filter(echoed)
                .filter(|w| text.contains(**w))
                .map(|w| format!("{w}: {address}")),
        );
        if address.starts_with("/case/c/entry") || address.ends_with("full.html") {
            unmasked.push_str(&bytes(&both[1], address).await.1);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    unmasked.push_str(&bytes(&both[1], "/case/c").await.1);
    let (_, page) = both[0].open("/case/c").await;
    assert!(!page.contains("Every row of every file was read"), "{page}");
    for word in LATER {
        assert!(unmasked.contains(word), "another visitor sees {word}");
    }
    for word in LATER {
        let (_, page) = bytes(&both[0], &format!("/case/c/search?q={word}")).await;
        assert!(page.contains("no entries found") || page.contains("no entr"), "{word}");
        assert!(!page.contains("<mark>"), "{word}");
    }
    let (_, page) = both[0].open("/").await;
    assert!(page.contains("by 12 January 2018"), "{page}");
    // Lifted, all is there again.
    let back = [("back", "/case/c/chronology?knew=police&text=a&knew-by=2018-01-12")];
    let lifted = both[0].send("/case/c/knowledge/lift", &back).await;
    let to = lifted.headers()[header::LOCATION].to_str().unwrap();
    assert_eq!(
        to, "/case/c/chronology?text=a#said",
        "the way back does not put the lens on again"
    );
    let (status, page) = both[0].open("/case/c/entry/POL-2").await;
    assert!(status == StatusCode::OK && page.contains("SNORKELISH") && !page.contains("is masked for you"));
}

#[tokio::test]
async fn under_a_lens_nothing_is_decided_and_notes_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    browser.open("/case/c/knowledge?knew=police&knew-by=2018-01-12").await;
    let lens = Lens {
        agency: Some(AgencyId("police".to_owned())),
        ..by("2018-01-12")
    };
    let left = matters.get_by("c", &lens).unwrap().unwrap();
    let finding = &left.findings[0].id;
    let warning = left.warnings.iter().find(|w| w.findings.contains(finding)).unwrap();
    let decision = [
        ("finding", finding.as_str()),
        ("seen", "0"),
        ("verdict", "accept"),
        ("because", "yes"),
    ];
    let response = browser
        .send(&format!("/case/c/warning/{}/decide", warning.id), &decision)
        .await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let judgement = [("about", "case"), ("seen", "0"), ("text", "A visit was called for.")];
    let response = browser.send("/case/c/knowledge/judge", &judgement).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let settled = matters.get("c").unwrap().unwrap().settled.clone();
    assert_eq!(settled.len(), 1);
    assert!(matches!(settled[0].what, Settlement::Beside(_)));
}

#[tokio::test]
async fn under_a_lens_the_same_is_said_of_decisions_whatever_was_decided() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let both = people(Arc::clone(&matters), &["A. Reviewer", "B. Chair"]).await;
    both[0].open("/case/c/knowledge?knew=all&knew-by=2018-01-12").await;
    let pages = [
        "/case/c",
        "/case/c/warnings",
        "/case/c/warnings?state=undecided&mine=not-decided",
        "/case/c/warning/W1",
        "/case/c/findings",
        "/case/c/agreement",
        "/case/c/report/warnings.html",
        "/case/c/report/dhr.html",
        "/case/c/report?kind=sfo",
    ];
    let mut before = Vec::new();
    for page in pages {
        let (status, text) = both[0].open(page).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        // What was asked for stands in the page's own address.
        let low = text.to_lowercase().replace("state=undecided", "");
        for word in [
            "undecided",
            "to the decision",
            "not yet decided",
            " decided;",
            "no reviewer has decided",
        ] {
            assert!(!low.contains(word), "{word}: {page}");
        }
        assert!(low.contains("not shown"), "{page}");
        before.push(low);
    }
    let said = "decisions are not shown while part of the case is masked";
    assert!(
        [0, 1, 3, 5, 6].iter().all(|at| before[*at].contains(said)),
        "it is said plainly"
    );
    let whole = matters.get("c").unwrap().unwrap();
    let decided = whole
        .warnings
        .iter()
        .flat_map(|w| w.findings.iter().map(move |f| (w, f)));
    for (at, (warning, finding)) in decided.enumerate() {
        let seen = matters.settled("c").unwrap().last().map_or(0, |s| s.number).to_string();
        let decision = [
            ("finding", finding.as_str()),
            ("seen", seen.as_str()),
            ("verdict", ["accept", "need-more"][at % 2]),
            ("because", "Read."),
        ];
        let sent = both[1]
            .send(&format!("/case/c/warning/{}/decide", warning.id), &decision)
            .await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    }
    for (page, before) in pages.iter().zip(&before) {
        let (_, text) = both[0].open(page).await;
        assert_eq!(text.to_lowercase().replace("state=undecided", ""), *before, "{page}");
    }
}

#[tokio::test]
async fn under_a_lens_it_is_told_how_far_the_case_is_shown_and_not_that_its_review_ends_there() {
    let dir = tempfile::tempdir().unwrap();
    let browser = Browser::new(home(dir.path(), PROBATION, POLICE)).await;
    let (_, page) = browser.open("/case/c").await;
    assert!(page.contains("1 January 2017 to 29 January 2018"), "{page}");
    browser.open("/case/c/knowledge?knew=all&knew-by=2018-01-12").await;
    for address in ["/case/c", "/case/c/timeline"] {
        let (_, page) = browser.open(address).await;
        assert!(
            page.contains("1 January 2017 on, shown here up to 12 January 2018"),
            "{page}"
        );
        assert!(!page.contains("1 January 2017 to 12 January 2018."), "{page}");
        assert!(!page.contains("29 January 2018"), "{page}");
    }
}

#[tokio::test]
async fn the_outcome_stays_masked_through_a_restart_until_a_judgement_is_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let whole = matters.get("c").unwrap().unwrap();
    let both = people(Arc::clone(&matters), &["A. Reviewer", "B. Chair"]).await;
    let response = both[0].send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    // Somebody else decides, seeing the whole.
    let (finding, warning) = (&whole.findings[0], &whole.warnings[0]);
    let decision = [
        ("finding", finding.id.as_str()),
        ("seen", "1"),
        ("verdict", "accept"),
        ("because", "pumpernickelish, seen from the end"),
    ];
    let decided = both[1]
        .send(&format!("/case/c/warning/{}/decide", warning.id), &decision)
        .await;
    assert_eq!(decided.status(), StatusCode::SEE_OTHER);

    // The program starts again: the mask is in the case file.
    let again = cases_of(dir.path());
    let both = people(Arc::clone(&again), &["A. Reviewer", "B. Chair"]).await;
    let mut found = Vec::new();
    for address in addresses(&whole) {
        let (_, text) = bytes(&both[0], &address).await;
        // A picture ends where the day after its last begins, and bars of days stand for every day of a month: neither tells of an event.
        let text = text.replace("data-to=\"2018-01-29t00:00\"", "");
        let mut text = text;
        for day in ["28 january 2018", "29 january 2018"] {
            text = text.replace(&format!("{day}: none found"), "");
            text = text.replace(&format!("<th scope=\"row\">{day}</th><td>0</td>"), "");
        }
        for word in [
            "grimblesome",
            "snorkelish",
            "kumquatish",
            "death of",
            "29 january 2018",
            "2018-01-29",
            // The day before would give the day of the event away.
            "28 january 2018",
            "2018-01-28",
            "pumpernickelish",
        ] {
            if text.contains(word) {
                let at = text.find(word).unwrap();
                found.push(format!(
                    "{word}: {address} …{}",
                    text.get(at.saturating_sub(60)..at + 40).unwrap_or_default()
                ));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    // What would be refused is not offered.
    let (_, page) = both[0].open("/case/c/warnings?open=W1").await;
    assert!(
        page.contains("No decision is taken here while part of the case is masked"),
        "{page}"
    );
    for address in ["/case/c/warnings?open=W1", "/case/c/people", "/case/c/coverage"] {
        let (_, page) = both[0].open(address).await;
        for deed in [
            "/decide",
            "/people/known",
            "/people/add",
            "method=\"post\" action=\"/case/c/coverage\"",
        ] {
            assert!(!page.contains(deed), "{deed} on {address}: {page}");
        }
    }
    let (_, page) = both[0].open("/case/c/entry/PRB-5").await;
    assert!(page.contains("Flumoxable"), "what came before the event is there");
    // No address and no other name lifts it.
    both[0].open("/case/c/knowledge?knew=all&knew-by=").await;
    both[0].send("/case/c/knowledge/lift", &[]).await;
    both[0].send("/you", &[("name", "Somebody Else")]).await;
    let (status, page) = both[0].open("/case/c/entry/POL-2").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("Not found, or masked for you"), "{page}");
    // The last day of the review may be the one before the event.
    for page in ["/case/c", "/case/c/timeline"] {
        let (_, page) = both[0].open(page).await;
        assert!(page.contains("to the last day that is shown"), "{page}");
    }
    both[0].send("/you", &[("name", "A. Reviewer")]).await;

    let refused = both[0].send("/case/c/knowledge/unmask", &[("seen", "0")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let judged = both[0]
        .send(
            "/case/c/knowledge/judge",
            &[
                ("about", "case"),
                ("seen", "0"),
                ("text", "The police could have been asked."),
            ],
        )
        .await;
    assert_eq!(judged.status(), StatusCode::SEE_OTHER);
    let (_, page) = both[1].open("/case/c/knowledge/judgement").await;
    assert!(page.contains("began to work without seeing"), "{page}");
    let shown = both[0].send("/case/c/knowledge/unmask", &[("seen", "0")]).await;
    assert_eq!(shown.status(), StatusCode::SEE_OTHER);
    let (_, page) = both[0].open("/case/c/knowledge/judgement").await;
    assert!(page.contains("The police could have been asked."), "{page}");
    assert!(page.contains("saw the final event again, after a judgement"), "{page}");
    assert_eq!(both[0].open("/case/c/entry/POL-2").await.0, StatusCode::OK);
}

#[tokio::test]
async fn days_supplied_under_a_mask_end_on_no_day_that_nobody_stated() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    let (_, page) = browser.open("/case/c/coverage").await;
    assert!(page.contains("as stated with the records"), "{page}");
    browser.send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    let (_, page) = browser.open("/case/c/coverage").await;
    assert!(!page.contains("as stated with the records"), "{page}");
    assert!(
        page.contains("1 January 2017; the last day is not shown while masked"),
        "{page}"
    );
}

#[tokio::test]
async fn without_a_judgement_the_outcome_is_shown_for_a_reason_that_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    browser.send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    let reason = [("seen", "0"), ("without", "called away to another case")];
    let shown = browser.send("/case/c/knowledge/unmask", &reason).await;
    assert_eq!(shown.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open("/case/c/knowledge/judgement").await;
    assert!(
        page.contains("without a judgement, because: called away to another case"),
        "{page}"
    );
}

#[tokio::test]
async fn who_has_not_said_a_name_sees_no_outcome_while_somebody_works_without_it() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let reviewer = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    reviewer.send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    let nobody = Browser::new(matters).await;
    assert_eq!(nobody.open("/case/c/entry/POL-2").await.0, StatusCode::NOT_FOUND);
    assert!(nobody.open("/case/c").await.1.contains("say who you are"));
    nobody.send("/you", &[("name", "B. Chair")]).await;
    assert_eq!(nobody.open("/case/c/entry/POL-2").await.0, StatusCode::OK);
}

#[tokio::test]
async fn the_question_is_answered_with_quotes_and_says_what_is_not_shown() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let whole = matters.get("c").unwrap().unwrap();
    let cites = |w: &&forewarned::model::finding::Warning| w.triggers.iter().any(|t| t.0 == "PRB-2");
    let warning = whole.warnings.iter().find(cites).unwrap();
    let browser = Browser::new(matters).await;
    let address = format!("/case/c/knowledge?about={}&by=7+November+2017", warning.id);
    let (_, page) = browser.open(&address).await;
    assert!(
        page.contains("6 November 2017") && page.contains("its own entry"),
        "{page}"
    );
    assert!(page.contains("PRB-2") && page.contains("<mark>"), "{page}");
    let (_, page) = browser
        .open(&format!("/case/c/knowledge?about={}&by=soon", warning.id))
        .await;
    assert!(page.contains("Enter a day, such as"), "{page}");
    let (_, page) = browser
        .open("/case/c/knowledge/ledger?by=1+November+2017&agency=probation")
        .await;
    assert!(page.contains("That says nothing of what it knew"), "{page}");
    assert!(
        !page.to_lowercase().contains("did not know"),
        "an absence is never a fact"
    );
}

#[tokio::test]
async fn each_cell_of_the_matrix_says_what_the_report_says_and_shows_its_quotes() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let whole = matters.get("c").unwrap().unwrap();
    let report = matters.report("c", "consultation", "csv").unwrap().unwrap();
    let report = String::from_utf8(report).unwrap();
    let browser = Browser::new(matters).await;
    let (_, page) = browser.open("/case/c/knowledge/consultation").await;
    assert!(
        page.contains("held information") && page.contains("What the signs mean"),
        "{page}"
    );
    for warning in &whole.warnings {
        for agency in &whole.case.agencies {
            let address = format!("/case/c/knowledge/consultation/{}/{}", warning.id, agency.id);
            assert!(page.contains(&address), "{address}");
            let (status, cell) = browser.open(&address).await;
            assert_eq!(status, StatusCode::OK, "{address}");
            let lines = cell
                .split("In short</h2>")
                .nth(1)
                .unwrap()
                .split("</ul>")
                .next()
                .unwrap();
            for line in lines.split("<li>").skip(1) {
                let line = line.split("</li>").next().unwrap();
                assert!(report.contains(line), "the report does not say: {line}");
            }
        }
    }
}

#[tokio::test]
async fn dates_stand_as_the_record_has_them_and_what_was_only_planned_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let probation = PROBATION.replace("06/11/2017,10:40", "Nov 2017,").replace(
        "Rang police and told them that MO is following DV.",
        "Told police that MO is following DV, she says. Will refer to MARAC.",
    );
    let matters = home(dir.path(), &probation, POLICE);
    let whole = matters.get("c").unwrap().unwrap();
    let browser = Browser::new(matters).await;
    let (_, page) = browser.open("/case/c/knowledge/ledger").await;
    assert!(
        page.contains("from <strong>Nov 2017 (at the latest 30 November 2017)</strong>: its own entry"),
        "{page}"
    );
    assert!(page.contains("<p class=\"fw-small\">Nov 2017</p>"), "{page}");
    assert!(!page.contains("<p class=\"fw-small\">1 November 2017</p>"), "{page}");
    assert!(
        page.contains("says that it was told: “Told police that MO is following DV, she says.”"),
        "{page}"
    );
    assert!(page.contains("<span class=\"fw-said\">(planned)</span>"), "{page}");
    let warning = &whole.warnings[0].id;
    let (_, page) = browser
        .open(&format!("/case/c/knowledge?about={warning}&by=30+November+2017"))
        .await;
    assert!(
        page.contains("From <strong>Nov 2017 (at the latest 30 November 2017)</strong>"),
        "{page}"
    );

    let (_, page) = browser.open("/case/c/queries?list=followed+again").await;
    assert_eq!(page.matches(" day\">Nov 2017</td>").count(), 2, "{page}");
    let (_, file) = browser.open("/case/c/queries.csv?list=followed+again").await;
    assert!(file.contains(",Nov 2017,Nov 2017,"), "{file}");
}

#[tokio::test]
async fn a_search_says_that_rows_which_became_no_entry_hold_the_words() {
    let dir = tempfile::tempdir().unwrap();
    let browser = Browser::new(home(dir.path(), PROBATION, POLICE)).await;
    let told = "<a class=\"govuk-link\" href=\"/case/c/problems\">1 row that became no entry holds these words";
    for query in [
        "blatherskitish",
        "UNDATED+blatherskitish",
        "%22undated%3A+blatherskitish%22",
        "giraffe+OR+blatherskitish",
    ] {
        let (_, page) = browser.open(&format!("/case/c/search?q={query}&exact=1")).await;
        assert!(page.contains(told), "{query}: {page}");
    }
    let (_, page) = browser.open("/search?q=blatherskitish&exact=1").await;
    assert!(page.contains(&format!("{told} (Death of Dorothy Vane)")), "{page}");
    for query in [
        "giraffe+blatherskitish",
        "polite",
        "NOT+blatherskitish",
        "agency:police",
    ] {
        let (_, page) = browser.open(&format!("/case/c/search?q={query}&exact=1")).await;
        assert!(!page.contains("that became no entry"), "{query}");
    }
}

#[tokio::test]
async fn all_warnings_of_the_ledger_and_the_matrix_stand_on_one_page_to_be_printed() {
    let browser = Browser::new(Invented::plain()).await;
    for (page, last, beyond) in [
        ("knowledge/ledger", "1 to 10 of 28", "/warning/W28\""),
        ("knowledge/consultation", "1 to 25 of 28", "/warning/W28\""),
    ] {
        let address = format!("/case/harrow-lane/{page}");
        let (_, first) = browser.open(&address).await;
        assert!(
            first.contains(last) && first.contains("?all=1\">All on one page"),
            "{first}"
        );
        assert!(!first.contains(beyond), "{first}");
        let (status, all) = browser.open(&format!("{address}?all=1")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(all.contains(beyond), "{page}: {all}");
        assert!(!all.contains("Next page") && !all.contains("All on one page"), "{page}");
    }
}
