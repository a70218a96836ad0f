//! What was said when a case was started is said anew on its page, by anybody who sees the whole of it, and taken back.

use std::sync::Arc;

use axum::http::StatusCode;
use forewarned::{
    app::{importing, matters::Matters},
    model::settled::Settlement,
};

use super::{
    Browser,
    knowledge::{POLICE, PROBATION, home},
    read,
    support::{cases_of, people, refused, sent, value_of},
};

const CASE: &str = "/case/c/about/case";
const AGENCY: &str = "/case/c/about/agency";

async fn two() -> (tempfile::TempDir, Arc<Matters>, Browser, Browser) {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let both = people(Arc::clone(&matters), &["A. Reviewer", "B. Chair"]).await;
    let (first, second) = <[Browser; 2]>::try_from(both).ok().unwrap().into();
    (dir, matters, first, second)
}

/// The form as it was shown, with these fields changed on it.
fn form<'a>(changed: &[(&'a str, &'a str)], seen: &'a str) -> Vec<(&'a str, &'a str)> {
    let shown = [
        ("title", "Death of Dorothy Vane"),
        ("kind", "dhr"),
        ("from", "1 January 2017"),
        ("to", "29 January 2018"),
        ("event", "29 January 2018"),
    ];
    let was = [
        ("was-title", "Death of Dorothy Vane"),
        ("was-kind", "dhr"),
        ("was-from", "1 January 2017"),
        ("was-to", "29 January 2018"),
        ("was-event", "29 January 2018"),
    ];
    let mut out = vec![("form", "case-"), ("seen", seen), ("because", "the charge sheet")];
    out.extend(shown.into_iter().filter(|(n, _)| !changed.iter().any(|(c, _)| c == n)));
    out.extend(was);
    out.retain(|(n, _)| !changed.iter().any(|(c, _)| c == n));
    out.extend(changed);
    out
}

#[tokio::test]
async fn what_the_case_is_can_be_changed_is_shown_with_who_and_why_and_taken_back() {
    let (_dir, matters, first, _) = two().await;
    let before = matters.get("c").unwrap().unwrap().case.clone();
    let (_, page) = first.open("/case/c/about").await;
    for field in ["title", "kind", "from", "to", "event"] {
        let shown = form(&[], "0").into_iter().find(|(n, _)| *n == format!("was-{field}"));
        assert_eq!(value_of(&page, &format!("was-{field}")), shown.unwrap().1);
    }
    let changed = [
        ("title", "The Larchmere review"),
        ("kind", "sfo"),
        ("from", "1/2/2017"),
        ("event", "28/1/2018"),
    ];
    let to = sent(&first, CASE, &form(&changed, "0")).await;
    assert_eq!(to, "/case/c/about");
    let (_, page) = first.open(&to).await;
    for words in [
        "It is kept: the case is called “The Larchmere review”; kind of review: Serious further offence review; days under review: \
         1 February 2017 to 29 January 2018; day of the offence or death: 28 January 2018.",
        "<td class=\"govuk-table__cell\" data-label=\"As it stands\">28 January 2018</td>",
        "A. Reviewer, ",
        ": the charge sheet",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, page) = first.open("/case/c").await;
    for words in [
        "The Larchmere review",
        "Serious further offence review",
        "1 February 2017 to 29 January 2018",
        "<dd>28 January 2018</dd>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, page) = first.open("/").await;
    assert!(
        page.contains("The Larchmere review") && !page.contains("Dorothy Vane"),
        "{page}"
    );
    let report = matters.report("c", "sfo", "html").unwrap().unwrap();
    let report = String::from_utf8(report).unwrap();
    assert!(report.contains("The Larchmere review") && report.contains("28 January 2018"));
    let (_, page) = first.open("/case/c/activity").await;
    assert!(page.contains("day of the offence or death: 28 January 2018"), "{page}");
    assert!(page.contains("/case/c/about#case"), "{page}");

    for (number, seen) in [("1", "4"), ("2", "5"), ("3", "6"), ("4", "7")] {
        let back = [("number", number), ("because", "a slip"), ("seen", seen)];
        sent(&first, "/case/c/activity/undo", &back).await;
    }
    assert_eq!(matters.get("c").unwrap().unwrap().case, before);
    let (_, page) = first.open("/case/c/about").await;
    assert!(!page.contains("Larchmere"), "{page}");
}

#[tokio::test]
async fn findings_follow_the_day_of_the_event() {
    let (_dir, matters, first, _) = two().await;
    let warned = || {
        let matter = matters.get("c").unwrap().unwrap();
        let triggers = matter.warnings.iter().flat_map(|w| w.triggers.clone());
        triggers.map(|id| id.0).collect::<Vec<String>>()
    };
    assert!(warned().contains(&"PRB-2".to_owned()), "{:?}", warned());
    sent(&first, CASE, &form(&[("event", "6/11/2017")], "0")).await;
    assert!(
        !warned().contains(&"PRB-2".to_owned()),
        "an entry of the day of the event warns of nothing: {:?}",
        warned()
    );
    let back = [("number", "1"), ("because", "a slip"), ("seen", "1")];
    sent(&first, "/case/c/activity/undo", &back).await;
    assert!(warned().contains(&"PRB-2".to_owned()), "{:?}", warned());
}

#[tokio::test]
async fn a_case_without_an_event_is_given_one_and_can_be_judged_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let browser = people(cases_of(folder.path()), &["A. Reviewer"]).await.remove(0);
    let new = [
        ("title", "Mill Row"),
        ("kind", "dhr"),
        ("from", "1/1/2018"),
        ("to", "31/12/2018"),
    ];
    sent(&browser, "/new", &new).await;
    let (_, page) = browser.open("/case/mill-row").await;
    assert!(
        page.contains("href=\"/case/mill-row/about#case\">No day given"),
        "{page}"
    );
    let (_, page) = browser.open("/case/mill-row/knowledge/judgement").await;
    assert!(
        page.contains("href=\"/case/mill-row/about#case\"") && !page.contains("Mask the final event for me"),
        "{page}"
    );
    refused(&browser, "/case/mill-row/knowledge/blind", &[("seen", "0")]).await;
    let event = [
        ("form", "case-"),
        ("event", "3 December 2018"),
        ("because", "the coroner’s letter"),
        ("seen", "0"),
    ];
    sent(&browser, "/case/mill-row/about/case", &event).await;
    let (_, page) = browser.open("/case/mill-row/knowledge/judgement").await;
    assert!(page.contains("Mask the final event for me"), "{page}");
    sent(&browser, "/case/mill-row/knowledge/blind", &[("seen", "1")]).await;
    for address in ["", "/about", "/knowledge/judgement"] {
        let (status, page) = browser.open(&format!("/case/mill-row{address}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            !page.contains("3 December") && !page.contains("coroner"),
            "{address}: {page}"
        );
    }
}

#[tokio::test]
async fn under_a_lens_or_a_mask_what_the_case_is_is_neither_shown_nor_changed() {
    let (_dir, matters, first, second) = two().await;
    sent(&second, CASE, &form(&[("event", "28/1/2018")], "0")).await;
    first.open("/case/c/knowledge?knew-by=12/1/2018").await;
    for mask in ["a lens", "a mask"] {
        if mask == "a mask" {
            first.send("/case/c/knowledge/lift", &[]).await;
            sent(&first, "/case/c/knowledge/blind", &[("seen", "1")]).await;
        }
        let (_, page) = first.open("/case/c/about").await;
        for words in [
            "28 January",
            "29 January",
            "/about/case",
            "/about/agency",
            "charge sheet",
        ] {
            assert!(!page.contains(words), "{mask}: {words}: {page}");
        }
        let agency = [
            ("form", "agency-new-"),
            ("name", "Larch Trust"),
            ("because", "x"),
            ("seen", "1"),
        ];
        let soon = form(&[("event", "soon")], "1");
        let same = form(&[("event", "28/1/2018")], "1");
        let other = form(&[("event", "1/1/2018")], "1");
        let mut answers = Vec::new();
        for (address, fields) in [(CASE, &soon), (CASE, &same), (CASE, &other), (AGENCY, &agency.to_vec())] {
            let (status, page) = read(first.send(address, fields).await).await;
            assert_eq!(status, StatusCode::CONFLICT, "{mask}");
            assert!(!page.contains("January"), "{mask}: {page}");
            answers.push(page);
        }
        answers.dedup();
        assert_eq!(
            answers.len(),
            1,
            "{mask}: whatever is sent, the answer is one: {answers:?}"
        );
    }
    let settled = matters.get("c").unwrap().unwrap().settled.clone();
    let facts = settled.iter().filter(|s| matches!(s.what, Settlement::BareFact(_)));
    assert_eq!(facts.count(), 1, "{settled:?}");
    // What masks the end for somebody is not taken away under their feet; another day can be given.
    let back = [("number", "1"), ("because", "a slip"), ("seen", "2")];
    refused(&second, "/case/c/activity/undo", &back).await;
    let mended = [("was-event", "28 January 2018"), ("event", "27/1/2018")];
    sent(&second, CASE, &form(&mended, "2")).await;
}

#[tokio::test]
async fn two_people_who_change_one_thing_meet_and_those_who_change_two_do_not() {
    let (_dir, matters, first, second) = two().await;
    sent(&first, CASE, &form(&[("title", "Larch")], "0")).await;
    // The other one saw the case as it was before.
    sent(&second, CASE, &form(&[("event", "28/1/2018")], "0")).await;
    let both = form(&[("title", "Birch"), ("kind", "sfo")], "0");
    let (status, page) = read(second.send(CASE, &both).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("“Larch”") && page.contains("“Birch”") && page.contains("A. Reviewer"),
        "{page}"
    );
    let case = matters.get("c").unwrap().unwrap().case.clone();
    assert_eq!(
        (case.title.as_str(), case.kind.code()),
        ("Larch", "dhr"),
        "nothing of it is kept"
    );
    assert_eq!(case.event.unwrap().to_string(), "2018-01-28");
    // The page that shows both sends it again.
    sent(&second, CASE, &form(&[("title", "Birch"), ("kind", "sfo")], "2")).await;
    assert_eq!(matters.get("c").unwrap().unwrap().case.title, "Birch");

    let larch = [
        ("form", "agency-new-"),
        ("agency", ""),
        ("name", "Larch Trust"),
        ("because", "a letter"),
        ("seen", "4"),
    ];
    sent(&first, AGENCY, &larch).await;
    let same = [
        ("form", "agency-1-"),
        ("agency", "police"),
        ("name", "LARCH trust"),
        ("because", "x"),
        ("seen", "4"),
    ];
    refused(&second, AGENCY, &same).await;
}

#[tokio::test]
async fn files_that_come_again_leave_what_was_said_since() {
    let (dir, matters, first, _) = two().await;
    sent(&first, CASE, &form(&[("title", "Larch"), ("event", "28/1/2018")], "0")).await;
    let known = [
        ("form", "agency-1-"),
        ("agency", "police"),
        ("name", "Larch Police"),
        ("kind", "police"),
    ];
    sent(
        &first,
        AGENCY,
        &[&known[..], &[("because", "a letter"), ("seen", "2")]].concat(),
    )
    .await;
    let folder = dir.path().join("in");
    let again = |text: &str| {
        std::fs::write(folder.join("police.csv"), format!("{POLICE}{text}")).unwrap();
        importing::import(matters.home(), &crate::headings(), &folder, Some("c")).unwrap();
        matters.get("c").unwrap().unwrap()
    };
    let matter = again("POL-3,03/10/2017,,Niche,PC,Note,\"Nothing to add.\",\n");
    assert_eq!(matter.entries.len(), 9);
    let case = &matter.case;
    assert_eq!(
        (case.title.as_str(), case.event.unwrap().to_string().as_str()),
        ("Larch", "2018-01-28")
    );
    assert_eq!(case.agency_name(&case.agencies[1].id), "Larch Police");
    // The case file may say by now what was said on the screen.
    let toml = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    std::fs::write(folder.join("case.toml"), toml.replace("Death of Dorothy Vane", "Larch")).unwrap();
    assert_eq!(again("").case.title, "Larch");
}

#[tokio::test]
async fn what_cannot_be_so_is_refused_and_nothing_typed_is_lost() {
    let (_dir, matters, first, _) = two().await;
    let before = matters.get("c").unwrap().unwrap().case.clone();
    for (changed, words) in [
        (
            vec![("from", "30/1/2018")],
            "The last day under review lies before the first",
        ),
        (vec![("kind", "other")], "Choose what kind of review this is"),
        (vec![("event", "soon")], "Enter the day of the offence or death, like"),
        (vec![("event", "")], "take that back under Activity"),
        (vec![("title", "")], "Enter a title"),
        (vec![("title", "Lar\u{200b}ch")], "each of them visible"),
        (vec![("event", "28/1/2018"), ("because", "")], "Enter how you know it"),
        (vec![], "Nothing is changed here yet"),
    ] {
        let page = refused(&first, CASE, &form(&changed, "0")).await;
        assert!(page.contains(words), "{words}: {page}");
        for (name, value) in changed.iter().filter(|(n, v)| *n != "kind" && !v.is_empty()) {
            assert!(page.contains(&format!("value=\"{value}\"")), "{name} is lost: {page}");
        }
        assert!(page.contains("name=\"was-event\" value=\"29 January 2018\""), "{page}");
    }
    let agency = |id: &'static str, name: &'static str, kind: &'static str| {
        [
            ("form", if id.is_empty() { "agency-new-" } else { "agency-1-" }),
            ("agency", id),
            ("name", name),
            ("kind", kind),
            ("because", "a letter"),
            ("seen", "0"),
        ]
    };
    for (sent, words) in [
        (
            agency("", "probation  SERVICE", ""),
            "Probation Service is in the case already",
        ),
        (
            agency("police", "Probation Service", "police"),
            "Probation Service is in the case already",
        ),
        (agency("", "Larch\u{202e} Trust", ""), "each of them visible"),
        (agency("", "", "gp"), "Enter the name of the agency"),
        (agency("", "Larch Trust", "wizards"), "Choose what kind of agency it is"),
        (agency("nobody", "Larch Trust", "gp"), "not in the case any more"),
        (
            agency("police", "Northmoor Police", "police"),
            "Nothing is changed here yet",
        ),
    ] {
        let page = refused(&first, AGENCY, &sent).await;
        assert!(page.contains(words), "{words}: {page}");
        assert!(page.contains(&format!("value=\"{}\"", sent[2].1)), "{words}: {page}");
    }
    assert_eq!(matters.get("c").unwrap().unwrap().case, before);
}

#[tokio::test]
async fn an_agency_whose_name_says_no_kind_is_told_as_such() {
    const SAYS: &str = "Its name does not say what kind of agency it is";
    let (_dir, matters, first, _) = two().await;
    let (_, page) = first.open("/case/c/about").await;
    assert!(!page.contains(SAYS), "{page}");
    let (_, page) = first.open("/new").await;
    assert!(page.contains("it is kept as Other"), "{page}");
    for (name, seen) in [("Castlegate Homes", "0"), ("Lantern", "0")] {
        let fields = [
            ("form", "agency-new-"),
            ("agency", ""),
            ("name", name),
            ("kind", ""),
            ("because", "named in PRB-3"),
            ("seen", seen),
        ];
        sent(&first, AGENCY, &fields).await;
    }
    let kind = |id: &str| {
        let matter = matters.get("c").unwrap().unwrap();
        let agency = matter.case.agencies.iter().find(|a| a.id.0 == id);
        agency.map(|a| a.kind.clone())
    };
    assert_eq!(kind("castlegate-homes").as_deref(), Some("housing"));
    assert_eq!(kind("lantern").as_deref(), Some("other"));
    let (_, page) = first.open("/case/c/about").await;
    assert_eq!(page.matches(SAYS).count(), 1, "{page}");
}

#[tokio::test]
async fn an_agency_that_was_added_brings_files_and_has_its_days() {
    let (_dir, matters, first, _) = two().await;
    let larch = [
        ("form", "agency-new-"),
        ("agency", ""),
        ("name", "Larch Refuge"),
        ("kind", ""),
        ("because", "named in PRB-3"),
        ("seen", "0"),
    ];
    sent(&first, AGENCY, &larch).await;
    let (_, page) = first.open("/case/c/about").await;
    assert!(
        page.contains("Larch Refuge") && page.contains("named in PRB-3"),
        "{page}"
    );
    let (_, page) = first.open("/case/c").await;
    assert!(page.contains("Larch Refuge"), "{page}");
    let (_, page) = first.open("/case/c/coverage").await;
    assert!(page.contains("Larch Refuge"), "{page}");
    let notes = "Date,Event\n12/03/2017,Seen at home and well\n15/03/2017,Did not attend\n";
    let (status, batch) = first.bring("/case/c/import", &[], &[("notes.csv", notes)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{batch}");
    let page = first.rests(&batch).await;
    assert!(page.contains("<option value=\"a:larch-refuge\""), "{page}");
    for version in ["1", "2"] {
        let owner = [("version", version), ("do", "keep"), ("owner-0", "a:larch-refuge")];
        assert_eq!(first.send(&batch, &owner).await.status(), StatusCode::SEE_OTHER);
        first.rests(&batch).await;
    }
    let matter = matters.get("c").unwrap().unwrap();
    assert_eq!(
        matter.entries.iter().filter(|e| e.agency.0 == "larch-refuge").count(),
        2
    );
    let days = [
        ("form", "a2-"),
        ("agency", "larch-refuge"),
        ("from", "1/1/2017"),
        ("to", "31/12/2017"),
        ("because", "its letter"),
        ("seen", "1"),
    ];
    sent(&first, "/case/c/coverage", &days).await;
    // Its records keep it in the case when the saying is taken back.
    let back = [("number", "1"), ("because", "a slip"), ("seen", "2")];
    sent(&first, "/case/c/activity/undo", &back).await;
    let matter = matters.get("c").unwrap().unwrap();
    let known = matter.case.agencies.iter().find(|a| a.id.0 == "larch-refuge").unwrap();
    assert_eq!((known.name.as_str(), known.files.len()), ("Larch Refuge", 1));
}
