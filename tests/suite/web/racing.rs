//! Two people at once, one person twice, one person under another's name: nobody's word is lost, doubled, passed over or signed by another.

use std::sync::Arc;

use axum::http::StatusCode;
use forewarned::{
    app::matters::Matters,
    model::{
        beside::Beside,
        finding::FindingKind,
        settled::{Settled, Settlement, Verdict},
    },
    web::{access::AccessKey, router},
};

use super::{
    Browser, OF_NOW,
    invented::Invented,
    knowledge::{POLICE, PROBATION, bytes, home},
    read,
    support::{people, sent, two, value_of},
};

/// The findings of the first three warnings of the invented case.
async fn findings(browser: &Browser) -> Vec<String> {
    let mut out = Vec::new();
    for n in 1..=3 {
        let (_, page) = browser.open(&format!("/case/harrow-lane/warning/W{n}")).await;
        out.push(value_of(&page, "finding"));
    }
    out
}

/// Number of the last settlement that a page of the case knows of.
async fn seen(browser: &Browser) -> String {
    let (_, page) = browser.open("/case/harrow-lane/warning/W1").await;
    value_of(&page, "seen")
}

const DECIDE: &str = "/case/harrow-lane/warning/W1/decide";

fn several<'a>(of: &[&'a str], verdict: &'a str, seen: &'a str) -> Vec<(&'static str, &'a str)> {
    let names = [
        ("finding-1", "verdict-1"),
        ("finding-2", "verdict-2"),
        ("finding-3", "verdict-3"),
    ];
    let each = of.iter().zip(names);
    let mut out: Vec<_> = each.flat_map(|(f, (a, b))| [(a, *f), (b, verdict)]).collect();
    out.extend([("seen", seen), ("because", "As read together")]);
    out
}

#[tokio::test]
async fn of_several_decisions_of_one_form_all_are_kept_or_none() {
    let (first, second) = two().await;
    let all = findings(&first).await;
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let kept = second.send(DECIDE, &several(&all[2..], "reject", "0")).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let (status, page) = read(first.send(DECIDE, &several(&all, "accept", "0")).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Nothing of yours is kept yet"), "{page}");
    assert_eq!(
        page.matches("A. Reviewer: accepted: ").count(),
        3,
        "all of one’s own are shown: {page}"
    );
    assert_eq!(seen(&first).await, "1", "nothing was kept of the three");
    let kept = first.send(DECIDE, &several(&all, "accept", "1")).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    assert_eq!(seen(&first).await, "4");
}

#[tokio::test]
async fn one_finding_twice_in_a_form_is_refused_and_nothing_kept() {
    let (first, _) = two().await;
    let all = findings(&first).await;
    let mut form = several(&[&all[0], &all[0]], "accept", "0");
    form[3].1 = "reject";
    let (status, page) = read(first.send(DECIDE, &form).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("one stands twice in what was sent"), "{page}");
    assert_eq!(seen(&first).await, "0");
}

#[tokio::test]
async fn decisions_are_taken_back_together_or_not_at_all() {
    let (first, second) = two().await;
    let all = findings(&first).await;
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    first.send(DECIDE, &several(&all[..2], "accept", "0")).await;
    second.send(DECIDE, &several(&all[2..], "accept", "2")).await;
    let back = "/case/harrow-lane/warning/W1/take-back";
    for numbers in ["1.3", "1.2.9", "1.1"] {
        let answer = first.send(back, &[("numbers", numbers), ("seen", "3")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{numbers}");
        assert_eq!(seen(&first).await, "3", "{numbers}");
    }
    let answer = first.send(back, &[("numbers", "1.2"), ("seen", "3")]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(seen(&first).await, "5");
}

#[tokio::test]
async fn two_texts_written_at_once_can_be_put_together_and_kept_as_one() {
    let (first, second) = two().await;
    let address = "/case/harrow-lane/lines/terms";
    let theirs = "Every agency from 2017.\nThe children's own words.";
    let kept = second.send(address, &[("text", theirs), ("seen", "0")]).await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let mine = "Every agency from 2017.\r\nHousing & <repairs>, as they had keys.";
    let (status, page) = read(first.send(address, &[("text", mine), ("seen", "0")]).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("<strong>the terms of reference</strong>"), "{page}");
    assert!(
        page.contains("&#x2f;case&#x2f;harrow-lane\""),
        "the way back to the case: {page}"
    );
    let (_, box_of_both) = page.split_once("name=\"text\" rows").unwrap();
    let (joined, _) = box_of_both.split_once("</textarea>").unwrap();
    let (_, joined) = joined.split_once('>').unwrap();
    let joined = joined
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    assert_eq!(joined, format!("{theirs}\nHousing & <repairs>, as they had keys."));
    let kept = first
        .send(address, &[("text", &joined), ("seen", &value_of(&page, "seen"))])
        .await;
    assert_eq!(kept.status(), StatusCode::SEE_OTHER);
    let (_, lines) = first.open("/case/harrow-lane/lines").await;
    for words in ["Every agency from 2017.", "own words.", "as they had keys."] {
        assert!(lines.contains(words), "{words}: {lines}");
    }
    // One text that holds the other needs no joining.
    let more = format!("{joined}\nAnd schools.");
    let (status, page) = read(second.send(address, &[("text", &more), ("seen", "1")]).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(!page.contains("Put both together"), "{page}");
}

#[tokio::test]
async fn what_one_person_sends_twice_is_kept_once() {
    let (first, second) = two().await;
    let all = findings(&first).await;
    let decision = several(&[&all[0]], "accept", "0");
    let note = [("text", "Rang twice"), ("seen", "0")];
    let tag = [("tag", "housing"), ("on", "yes"), ("seen", "0")];
    let star = [("on", "yes"), ("seen", "0")];
    let entry = |what: &str| format!("/case/harrow-lane/entry/R-000/{what}");
    for (n, (address, form)) in [
        (DECIDE.to_owned(), &decision[..]),
        (entry("note"), &note[..]),
        (entry("tag"), &tag[..]),
        (entry("star"), &star[..]),
    ]
    .into_iter()
    .enumerate()
    {
        for _ in 0..3 {
            let answer = first.send(&address, form).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{address}");
        }
        assert_eq!(seen(&first).await, (n + 1).to_string(), "{address}");
    }
    let other = [("text", "Rang twice"), ("seen", "0")];
    assert_eq!(
        second.send(&entry("note"), &other).await.status(),
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        seen(&first).await,
        "5",
        "another person’s note of the same words is another note"
    );
    let (status, page) = read(first.send(DECIDE, &several(&[&all[0]], "reject", "0")).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("settled by you") && !page.contains("Somebody else"),
        "{page}"
    );
}

#[tokio::test]
async fn a_link_that_was_made_for_somebody_keeps_that_name() {
    let (_, second) = two().await;
    let (_, page) = second.open("/you").await;
    assert!(
        page.contains("Your link was made for <strong>B. Chair</strong>"),
        "{page}"
    );
    for name in ["A. Reviewer", "Somebody Else"] {
        let (status, page) = read(second.send("/you", &[("name", name)]).await).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("printed for B. Chair"), "{page}");
    }
}

#[tokio::test]
async fn nobody_takes_the_name_of_somebody_else_or_one_that_only_looks_like_it() {
    let key = AccessKey::for_people(4801, &["C. Analyst".to_owned(), String::new()]);
    let link = key.links().nth(1).unwrap().1;
    let link = link.strip_prefix("http://127.0.0.1:4801").unwrap();
    let router = router(Invented::plain(), key);
    let browser = Browser::at(&router, link).await;
    for name in [
        "C. Analyst",
        "c.  ANALYST",
        "C. Analyst\u{200b}",
        "\u{202e}Mallory",
        "D\u{ad}. Chair",
    ] {
        let answer = browser.send("/you", &[("name", name)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
    }
    assert_eq!(
        browser.send("/you", &[("name", "Zoë O’Neill")]).await.status(),
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn what_was_done_is_said_on_the_page_it_leads_to_and_nowhere_else() {
    let (first, _) = two().await;
    let note = [("text", "Rang twice"), ("seen", "0")];
    first.send("/case/harrow-lane/entry/R-000/note", &note).await;
    let (_, page) = first.open("/").await;
    assert!(!page.contains("Your note on"), "{page}");
    let (_, page) = first.open("/case/harrow-lane/entry/R-000").await;
    assert!(!page.contains("Your note on"), "old news: {page}");
}

#[tokio::test]
async fn a_form_that_lacks_a_field_takes_nothing_away() {
    let (first, _) = two().await;
    let terms = "/case/harrow-lane/lines/terms";
    first.send(terms, &[("text", "To establish"), ("seen", "0")]).await;
    for address in [terms, "/case/harrow-lane/entry/R-000/star"] {
        let answer = first.send(address, &[("seen", "1")]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{address}");
    }
    first
        .send(
            "/case/harrow-lane/lines/new",
            &[("title", "Housing"), ("question", "Who knew?"), ("seen", "1")],
        )
        .await;
    let say = [("about", "garbage"), ("text", "x"), ("seen", "2")];
    let answer = first.send("/case/harrow-lane/line/housing/say", &say).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen(&first).await, "2");
}

fn decision(finding: &str, who: &str, verdict: Verdict) -> Settled {
    Settled {
        number: 0,
        at: "2026-11-26T10:00:00+00:00".to_owned(),
        who: who.to_owned(),
        what: Settlement::Decision {
            finding: finding.to_owned(),
            version: 1,
            verdict,
            wrong: None,
            together: Vec::new(),
        },
        because: "As read".to_owned(),
    }
}

#[test]
fn two_who_decide_the_same_findings_at_once_are_not_mixed() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let ids: Vec<String> = (0..12).map(|n| format!("F{n}")).collect();
    let keep = |who: &'static str, verdict, is_turned: bool| {
        let mut all: Vec<Settled> = ids.iter().map(|f| decision(f, who, verdict)).collect();
        if is_turned {
            all.reverse();
        }
        let matters = Arc::clone(&matters);
        std::thread::spawn(move || matters.settle_all_after("c", &all, 0).unwrap().unwrap().is_ok())
    };
    let both = [keep("A", Verdict::Accept, false), keep("B", Verdict::Reject, true)];
    let kept: Vec<bool> = both.into_iter().map(|t| t.join().unwrap()).collect();
    assert_eq!(kept.iter().filter(|k| **k).count(), 1, "{kept:?}");
    let settled = matters.settled("c").unwrap();
    assert_eq!(settled.len(), 12);
    assert!(settled.iter().all(|s| s.who == settled[0].who), "{settled:?}");
}

fn standing_terms(matters: &Matters) -> Vec<String> {
    let all = matters.settled("c").unwrap().into_iter();
    all.filter_map(|s| match s.what {
        Settlement::Beside(Beside::Terms { text }) => Some(text),
        _ => None,
    })
    .collect()
}

#[tokio::test]
async fn under_a_lens_nothing_is_written_over_that_it_hides() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let both = people(Arc::clone(&matters), &["A. Reviewer", "B. Chair"]).await;
    let send = async |who: usize, page: &str, fields: &[(&str, &str)]| {
        both[who].send(&format!("/case/c/{page}"), fields).await.status()
    };
    let line = [("title", "Stalking"), ("question", "Question of B"), ("seen", "0")];
    send(1, "lines/terms", &[("text", "Terms of B"), ("seen", "0")]).await;
    send(1, "lines/new", &line).await;
    send(1, "searches/keep", &[("name", "mine"), ("asked", "q=b"), ("seen", "0")]).await;
    send(1, "entry/PRB-1/note", &[("text", "early"), ("seen", "0")]).await;
    assert_eq!(matters.settled("c").unwrap().len(), 4);
    both[0].open("/case/c/knowledge?knew=all&knew-by=12+January+2018").await;
    let (_, page) = both[0].open("/case/c/lines").await;
    assert!(!page.contains("Terms of B"), "the lens hides them: {page}");

    let over = send(0, "lines/terms", &[("text", "Terms of A"), ("seen", "4")]).await;
    assert_eq!(over, StatusCode::CONFLICT);
    let over = send(0, "searches/keep", &[("name", "mine"), ("asked", "q=a"), ("seen", "4")]).await;
    assert_eq!(over, StatusCode::CONFLICT);
    assert_eq!(standing_terms(&matters), ["Terms of B"]);
    let line = [("title", "Stalking"), ("question", "Question of A"), ("seen", "4")];
    let own = sent(&both[0], "/case/c/lines/new", &line).await;
    assert_ne!(own, "/case/c/line/stalking", "another line's name is not taken");
    let (_, page) = both[1].open("/case/c/lines").await;
    assert!(
        page.contains("Question of B") && page.contains("Question of A"),
        "{page}"
    );
    assert!(page.contains("Terms of B") && !page.contains("Terms of A"), "{page}");
    // What the lens shows is still kept under it.
    let note = send(0, "entry/PRB-1/note", &[("text", "mine"), ("seen", "5")]).await;
    assert_eq!(note, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_mask_is_not_taken_back_by_anybody_and_ends_with_a_judgement() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let both = people(Arc::clone(&matters), &["É. Reviewer", "B. Chair"]).await;
    both[0].send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    let judge = [("about", "case"), ("seen", "1"), ("text", "Could have been asked.")];
    both[0].send("/case/c/knowledge/judge", &judge).await;
    for who in &both {
        for number in ["1", "2"] {
            let undo = [("number", number), ("because", "a look"), OF_NOW];
            let answer = who.send("/case/c/activity/undo", &undo).await;
            assert_ne!(answer.status(), StatusCode::SEE_OTHER, "{number}");
        }
    }
    assert_eq!(matters.settled("c").unwrap().len(), 2);
    let (_, page) = both[0].open("/case/c/chronology").await;
    assert!(!page.to_lowercase().contains("snorkelish"), "{page}");
    assert_eq!(both[0].open("/case/c/entry/POL-2").await.0, StatusCode::NOT_FOUND);
    // Started again for the same person, written otherwise.
    for name in ["é. reviewer", "É.  Reviewer"] {
        let again = people(Arc::clone(&matters), &[name]).await;
        assert_eq!(
            again[0].open("/case/c/entry/POL-2").await.0,
            StatusCode::NOT_FOUND,
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_reason_of_a_time_that_somebody_else_set_is_in_no_report_under_the_mask() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let whole = matters.get("c").unwrap().unwrap();
    let both = people(Arc::clone(&matters), &["A. Reviewer", "B. Chair"]).await;
    let pattern = whole.findings.iter().find(|f| f.kind == FindingKind::Gap).unwrap();
    let window = [("days", "9"), ("because", "Outcomesecret"), ("seen", "0")];
    let set = both[1]
        .send(&format!("/case/c/pattern/{}/window", pattern.pattern), &window)
        .await;
    assert_eq!(set.status(), StatusCode::SEE_OTHER);
    let address = "/case/c/report/full.html";
    assert!(bytes(&both[0], address).await.1.contains("outcomesecret"));
    both[0].send("/case/c/knowledge/blind", &[("seen", "1")]).await;
    let (_, text) = bytes(&both[1], address).await;
    assert!(text.contains("outcomesecret"), "who is not masked reads it");
    for page in [
        address,
        "/case/c/report/full.json",
        "/case/c/patterns",
        &format!("/case/c/pattern/{}", pattern.pattern),
    ] {
        let (_, text) = bytes(&both[0], page).await;
        assert!(!text.contains("outcomesecret"), "{page}");
    }
    // However the name is written when the mask is on: it is one person.
    let again = people(matters, &["a.  REVIEWER"]).await;
    let (_, page) = again[0].open("/case/c/chronology").await;
    assert!(!page.to_lowercase().contains("snorkelish"), "{page}");
    let (status, _) = again[0].open("/case/c/files").await;
    assert_eq!(
        status,
        StatusCode::CONFLICT,
        "that there are no files is not said where they are masked"
    );
}
