//! From a warning to its evidence to a decision: the queue and its filter, decisions that lead on, undoing, several reviewers.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use forewarned::model::finding::{FindingKind, WindowBasis};

use super::{
    Browser, OF_NOW, between,
    invented::Invented,
    read,
    support::{kept, people, sent, value_of},
};

const CASE: &str = "/case/harrow-lane";

async fn one() -> Browser {
    people(Invented::plain(), &["A. Reviewer"]).await.remove(0)
}

/// Decides on a finding of W1, and gives the address that it leads to.
async fn decide(browser: &Browser, at: &str, fields: &[(&str, &str)]) -> String {
    let (_, page) = browser.open(&format!("{CASE}/warning/W1")).await;
    let seen = value_of(&page, "seen");
    let mut all = vec![("seen", seen.as_str())];
    all.extend(fields);
    if !fields.iter().any(|(name, _)| *name == "because") {
        all.push(("because", "For a reason"));
    }
    sent(browser, &format!("{CASE}/{at}"), &all).await
}

/// Numbers of the warnings that a list shows, in order.
fn rows(page: &str) -> Vec<&str> {
    let found = page.split("class=\"fw-row fw-row--").skip(1);
    found.map(|row| between(row, " id=\"", "\"")).collect()
}

#[tokio::test]
async fn the_queue_is_filtered_counted_and_ordered_and_the_open_warning_keeps_its_place() {
    let browser = one().await;
    let (_, all) = browser.open(&format!("{CASE}/warnings")).await;
    assert_eq!(rows(&all).len(), 28);
    assert!(all.contains("no record (10)") && all.contains("cannot tell (9)") && all.contains("recorded late (9)"));
    let (_, some) = browser.open(&format!("{CASE}/warnings?outcome=late&open=W6")).await;
    assert_eq!(rows(&some).len(), 9);
    assert!(rows(&some).iter().all(|id| id[1..].parse::<u32>().unwrap() % 3 == 0));
    assert!(some.contains("19 warnings left out by the filter"));
    // What is counted beside a choice is what it would keep with all other choices as they are.
    assert!(some.contains("no record (10)") && some.contains("S4: possible imminent serious harm (0)"));
    for next in [
        "outcome=late&amp;open=W3#opened\" rel=\"prev\"",
        "outcome=late&amp;open=W9#opened\" rel=\"next\"",
    ] {
        assert!(some.contains(next), "{next}: {some}");
    }
    assert!(some.contains("2 of 9, the gravest and clearest first"));
    let (_, odd) = browser.open(&format!("{CASE}/warnings?state=none&open=W99")).await;
    assert!(odd.contains("The state asked for is not one there is") && odd.contains("no warning of this number now"));
}

#[tokio::test]
async fn a_decision_leads_on_to_the_next_undecided_in_the_same_filter_and_can_be_undone() {
    let browser = one().await;
    let to = decide(
        &browser,
        "warning/W1/decide?severity=S4&state=undecided",
        &[("finding", "F1"), ("verdict", "accept")],
    )
    .await;
    // F1 is the finding of W1, W4, W7, …: they are all decided now, and W2 is the next.
    assert_eq!(
        to,
        format!("{CASE}/warnings?state=undecided&severity=S4&open=W2&kept=1#opened")
    );
    let (_, page) = browser.open(&to).await;
    assert!(page.contains("Your decision is kept: accepted. (W1, "), "{page}");
    assert_eq!(rows(&page).len(), 9, "what is decided leaves the list of the undecided");
    let (_, again) = browser.open(&format!("{CASE}/warnings?mine=decided")).await;
    assert_eq!(rows(&again).len(), 10);
    assert!(
        again.contains("> A. Reviewer, ") || again.contains(">A. Reviewer, "),
        "{again}"
    );

    // The next one is in the filter, not just the next.
    let on = [("finding", "F1"), ("verdict", "amend")];
    let late = decide(&browser, "warning/W1/decide?outcome=late", &on).await;
    assert_eq!(late, format!("{CASE}/warnings?outcome=late&open=W3&kept=2#opened"));
    let response = browser
        .send(
            &format!("{CASE}/warning/W2/take-back"),
            &[("numbers", "2"), ("seen", "2")],
        )
        .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let action = format!("{CASE}/warning/W2/take-back?severity=S4&state=undecided");
    let response = browser.send(&action, &[("numbers", "1"), ("seen", "1")]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let back = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
    assert_eq!(back, format!("{CASE}/warnings?state=undecided&severity=S4&open=W1#F1"));
    let (_, page) = browser
        .open(&format!("{CASE}/warnings?state=undecided&severity=S4&open=W1"))
        .await;
    assert!(page.contains("Your decision is taken back"), "{page}");
    assert_eq!(rows(&page).len(), 19);
    let (status, _) = read(browser.send(&action, &[("numbers", "1"), OF_NOW]).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "once is enough");
}

#[tokio::test]
async fn nobody_takes_back_the_decision_of_somebody_else() {
    let two = people(Invented::plain(), &["A. Reviewer", "B. Chair"]).await;
    decide(
        &two[0],
        "warning/W1/decide",
        &[("finding", "F1"), ("verdict", "accept")],
    )
    .await;
    let action = format!("{CASE}/warning/W1/take-back");
    let (status, page) = read(two[1].send(&action, &[("numbers", "1"), ("seen", "1")]).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("not a decision of yours"), "{page}");
    let (_, page) = two[1].open(&format!("{CASE}/warnings?open=W2&kept=1")).await;
    assert!(!page.contains("Your decision is kept"), "{page}");
}

#[tokio::test]
async fn what_is_not_accepted_does_not_stand_and_says_in_what_it_is_wrong() {
    let browser = one().await;
    decide(
        &browser,
        "warning/W1/decide",
        &[("finding", "F1"), ("verdict", "reject"), ("wrong", "other-person")],
    )
    .await;
    let (_, page) = browser.open(&format!("{CASE}/warning/W1")).await;
    let at = page.find("Looked at and not accepted").unwrap();
    assert!(page.contains("Nothing of this warning stands"), "{page}");
    assert!(page.find("<article").unwrap() > at, "it stands apart");
    assert!(page.contains("wrong because somebody else is meant"), "{page}");
    // A list by severity shows what stands.
    let (_, page) = browser.open(&format!("{CASE}/warnings?severity=S4")).await;
    assert_eq!(rows(&page).len(), 9);
    // What was chosen for a finding that is accepted is not kept as an error of the program.
    decide(
        &browser,
        "warning/W2/decide",
        &[("finding", "F2"), ("verdict", "accept"), ("wrong", "misread")],
    )
    .await;
    let (_, page) = browser.open(&format!("{CASE}/warning/W2")).await;
    assert!(!page.contains("wrong because the words"), "{page}");
}

#[tokio::test]
async fn several_findings_are_decided_in_one_go_with_one_reason_or_none_of_them() {
    let browser = one().await;
    let fields = [
        ("form", "all-"),
        ("finding-1", "F1"),
        ("verdict-1", "accept"),
        ("finding-2", "F2"),
        ("verdict-2", ""),
        ("finding-3", "F3"),
        ("verdict-3", "need-more"),
    ];
    let to = decide(&browser, "warning/W1/decide", &fields).await;
    assert!(to.ends_with("open=W2&kept=1.2#opened"), "{to}");
    let (_, page) = browser.open(&to).await;
    assert_eq!(page.matches("Your decision is kept: ").count(), 2, "{page}");
    let sent = browser
        .send(
            &format!("{CASE}/warning/W1/decide"),
            &[
                ("form", "all-"),
                ("finding-1", "F1"),
                ("verdict-1", ""),
                ("seen", "2"),
                ("because", "x"),
            ],
        )
        .await;
    let (status, page) = read(sent).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Choose what you decide on one finding at least"),
        "{page}"
    );
    // Somebody who saw neither decides on one decided and one undecided: nothing is kept.
    let (status, page) = read(
        browser
            .send(
                &format!("{CASE}/warning/W1/decide?sort=date"),
                &[
                    ("finding-1", "F2"),
                    ("verdict-1", "reject"),
                    ("finding-2", "F1"),
                    ("verdict-2", "reject"),
                    ("seen", "0"),
                    ("because", "x"),
                ],
            )
            .await,
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.replace("&#x2f;", "/").contains("/warning/W1/decide?sort=date"),
        "{page}"
    );
    let (_, page) = browser.open(&format!("{CASE}/warnings?state=not-accepted")).await;
    assert!(rows(&page).is_empty(), "{page}");
}

#[tokio::test]
async fn what_belongs_to_no_warning_is_decided_on_a_page_of_its_own_and_leaves_its_list_when_it_is_not_accepted() {
    let browser = one().await;
    let address = format!("{CASE}/finding/F4/decide");
    let (status, page) = read(browser.send(&address, &[("finding", "F4"), ("form", "f1-")]).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Good practice") && page.contains("#f1-because"), "{page}");
    let to = decide(
        &browser,
        "finding/F4/decide",
        &[("finding", "F4"), ("verdict", "reject")],
    )
    .await;
    assert_eq!(to, format!("{CASE}/finding/F4?kept=1"));
    assert!(
        browser
            .open(&to)
            .await
            .1
            .contains("Your decision is kept: not accepted.")
    );
    let (_, list) = browser.open(&format!("{CASE}/findings?kind=good")).await;
    assert!(
        list.contains("No findings") && list.contains("Looked at and not accepted"),
        "{list}"
    );
    // A finding of a warning whose form was sent under its own address comes back as what it is.
    let (status, page) = read(
        browser
            .send(&format!("{CASE}/finding/F1/decide"), &[("finding", "F1")])
            .await,
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Its warning") && !page.contains("never counted as one"),
        "{page}"
    );
}

#[tokio::test]
async fn two_reviewers_differ_are_counted_and_decide_together() {
    let two = people(Invented::plain(), &["A. Reviewer", "B. Chair"]).await;
    let on = |verdict| [("finding", "F1"), ("verdict", verdict)];
    decide(&two[0], "warning/W1/decide", &on("accept")).await;
    let (_, page) = two[1].open(&format!("{CASE}/warnings?mine=not-decided&open=W1")).await;
    assert_eq!(
        rows(&page).len(),
        28,
        "what another decided is still to be decided by the second reviewer"
    );
    decide(&two[1], "warning/W1/decide?mine=not-decided", &on("reject")).await;
    let (_, page) = two[0].open(&format!("{CASE}/warnings?state=disagreed&open=W1")).await;
    assert_eq!(rows(&page).len(), 10);
    assert!(page.contains("Reviewers decided differently"), "{page}");
    assert!(page.contains("A. Reviewer: accepted; B. Chair: not accepted"), "{page}");
    let (_, page) = two[0].open(&format!("{CASE}/agreement")).await;
    assert!(
        page.contains("A. Reviewer and B. Chair") && page.contains("too few to say"),
        "{page}"
    );

    let mut together = on("amend").to_vec();
    together.push(("together", "B. Chair, A. Reviewer, B. Chair"));
    decide(&two[0], "warning/W1/decide", &together).await;
    // To type a name decides for nobody: what the other decided stays told until he confirms or decides.
    let (_, page) = two[1].open(&format!("{CASE}/warning/W1")).await;
    assert!(page.contains("(A. Reviewer together with B. Chair, "), "{page}");
    assert!(
        page.contains("Decision: reviewers differ")
            && page.contains("B. Chair decided otherwise, and has not confirmed this."),
        "{page}"
    );
    let own = between(&page, "<strong>not accepted</strong>", "</li>");
    assert!(
        own.contains("B. Chair") && own.contains("Take this decision back"),
        "{own}"
    );
    assert!(!page.contains("Before: <strong>not accepted</strong>"), "{page}");
    let (_, list) = two[1].open(&format!("{CASE}/warnings?state=disagreed")).await;
    assert!(!rows(&list).is_empty(), "{list}");
    let (_, agreement) = two[1].open(&format!("{CASE}/agreement")).await;
    assert!(
        agreement.contains("A. Reviewer: accepted with other words; B. Chair: not accepted"),
        "{agreement}"
    );
    // He can take his name off it, once.
    let number = value_of(&page, "decision");
    let off = [("finding", "F1"), ("decision", number.as_str())];
    decide(&two[1], "warning/W1/apart", &off).await;
    let (_, page) = two[1].open(&format!("{CASE}/warning/W1")).await;
    assert!(
        !page.contains("A. Reviewer together with") && page.contains("Decision: reviewers differ"),
        "{page}"
    );
    // Named anew, he confirms it.
    decide(&two[0], "warning/W1/decide", &together).await;
    let asks = "A. Reviewer named you. Is this your decision too?";
    let (_, page) = two[1].open(&format!("{CASE}/warning/W1")).await;
    assert!(page.contains(asks) && !page.contains("Confirmed, as"), "{page}");
    let mut confirmed = on("amend").to_vec();
    confirmed.push(("together", "A. Reviewer"));
    decide(&two[1], "warning/W1/decide", &confirmed).await;
    let (_, page) = two[1].open(&format!("{CASE}/warning/W1")).await;
    assert!(page.contains("(B. Chair together with A. Reviewer, "), "{page}");
    assert!(!page.contains(asks), "{page}");
    let (_, hers) = two[0].open(&format!("{CASE}/warning/W1")).await;
    assert!(
        !hers.contains("B. Chair named you"),
        "a confirmation is not to be confirmed in turn: {hers}"
    );
    assert!(
        page.contains("first decided differently, and then decided together"),
        "{page}"
    );
    let (_, page) = two[1].open(&format!("{CASE}/warnings?state=disagreed")).await;
    assert!(rows(&page).is_empty(), "{page}");
}

#[tokio::test]
async fn a_findings_address_stays_and_leads_to_its_warning() {
    let browser = one().await;
    for address in ["finding/F2", "warning/F2"] {
        let response = browser.get(&format!("{CASE}/{address}")).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{address}");
        let to = response.headers()[header::LOCATION].to_str().unwrap();
        assert_eq!(to, "/case/harrow-lane/warning/W2#F2", "{address}");
    }
    let (status, page) = browser.open(&format!("{CASE}/finding/NONE")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("no such finding"), "{page}");
}

#[tokio::test]
async fn an_entry_opened_from_its_quote_leads_back_to_exactly_here() {
    let browser = one().await;
    let (_, page) = browser.open(&format!("{CASE}/warnings?severity=S4&open=W1")).await;
    let link = page
        .split("href=\"")
        .map(|l| l.split('"').next().unwrap())
        .find(|l| l.starts_with("/case/harrow-lane/entry/") && l.contains("%23F1"))
        .unwrap()
        .replace("&amp;", "&");
    let (_, entry) = browser.open(&link).await;
    let back = "href=\"/case/harrow-lane/warnings?severity=S4&amp;open=W1#F1\"";
    assert!(entry.contains(back) && entry.contains("Back to the warning"), "{entry}");
    let outside = format!("{CASE}/entry/MHT-003?back=https%3A%2F%2Fevil.example");
    assert!(!browser.open(&outside).await.1.contains("Back to the warning"));
}

#[tokio::test]
async fn notes_and_why_it_might_have_made_sense_stand_beside_the_finding() {
    let browser = one().await;
    let sense = [
        ("finding", "F1"),
        ("text", "Two of four workers were off sick."),
        ("seen", "0"),
    ];
    let response = browser
        .send(&format!("{CASE}/warning/W1/sense?sort=date"), &sense)
        .await;
    let to = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
    assert_eq!(to, format!("{CASE}/warnings?sort=date&open=W1#F1"));
    let note = [
        ("trigger", "PRB/014 é"),
        ("trigger", "MHT-003"),
        ("text", "Ask the sister."),
        ("seen", "1"),
    ];
    let response = browser.send(&format!("{CASE}/warning/W1/note"), &note).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&format!("{CASE}/warning/W1")).await;
    assert!(page.contains("Two of four workers were off sick."), "{page}");
    assert!(
        page.contains("Ask the sister.") && page.contains("Your note is kept."),
        "{page}"
    );
    assert!(
        page.contains("risk level from 1 March 2016: medium"),
        "what the case file says of it: {page}"
    );
    let empty = [("form", "note-"), ("trigger", "MHT-003"), ("text", ""), ("seen", "2")];
    let (status, page) = read(browser.send(&format!("{CASE}/warning/W1/note"), &empty).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("no longer there"),
        "other entries are another warning: {page}"
    );
}

#[tokio::test]
async fn who_has_no_name_yet_gives_it_beside_the_decision() {
    let browser = Browser::new(Invented::plain()).await;
    let fields = [
        ("finding", "F1"),
        ("verdict", "accept"),
        ("because", "It says so"),
        ("seen", "0"),
    ];
    let (status, page) = read(browser.send(&format!("{CASE}/warning/W1/decide"), &fields).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Say who you are first"), "{page}");
    let mut named = fields.to_vec();
    named.push(("name", "C. Analyst"));
    let response = browser.send(&format!("{CASE}/warning/W1/decide"), &named).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let (_, page) = browser.open(&format!("{CASE}/warning/W1")).await;
    assert!(
        page.contains("(C. Analyst, ") && page.contains(">C. Analyst</a>"),
        "{page}"
    );
}

#[tokio::test]
async fn where_words_were_misread_the_page_leads_to_where_the_reading_is_struck_out() {
    let (_folder, matters) = kept("saltmarsh");
    let whole = matters.get("saltmarsh").unwrap().unwrap();
    let finding = whole
        .findings
        .iter()
        .find(|f| f.kind == FindingKind::Gap && f.part_of.is_empty());
    let finding = finding.unwrap();
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    let warning = whole
        .warnings
        .iter()
        .find(|w| w.findings.contains(&finding.id))
        .unwrap();
    let address = format!("/case/saltmarsh/warning/{}", warning.id);
    let (_, page) = browser.open(&address).await;
    assert!(!page.contains("The reading itself still stands"));
    let seen = value_of(&page, "seen");
    let of = |wrong: &'static str| {
        [
            ("seen", seen.clone()),
            ("finding", finding.id.clone()),
            ("verdict", "reject".to_owned()),
            ("wrong", wrong.to_owned()),
            ("because", "It says something else".to_owned()),
        ]
    };
    let misread = of("misread");
    let fields: Vec<(&str, &str)> = misread.iter().map(|(n, v)| (*n, v.as_str())).collect();
    sent(&browser, &format!("{address}/decide"), &fields).await;
    let (_, page) = browser.open(&address).await;
    assert!(page.contains("The reading itself still stands in the entry"), "{page}");
    let link = between(&page, "takes nothing out of it. <a class=\"govuk-link\" href=\"", "\"");
    let link = link.replace("&#x2f;", "/").replace("&amp;", "&");
    let (status, entry) = browser.open(link.split('#').next().unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{link}");
    assert!(
        entry.contains("mention/strike") || entry.contains("mention&#x2f;strike"),
        "{entry}"
    );
}

#[tokio::test]
async fn the_letters_of_one_agency_can_be_chosen() {
    let (_folder, matters) = kept("saltmarsh");
    let browser = people(matters, &["A. Reviewer"]).await.remove(0);
    let (_, page) = browser.open("/case/saltmarsh/report?kind=requests&agency=police").await;
    assert!(page.contains("Agencies to write to"), "{page}");
    let (_, letters) = browser.open("/case/saltmarsh/report/requests.html?agency=police").await;
    assert!(!letters.contains("To Estuary Surgery"), "{letters}");
    let (_, page) = browser.open("/case/saltmarsh/report?kind=loops").await;
    assert!(!page.contains("Agencies to write to"), "{page}");
}

#[tokio::test]
async fn good_practice_has_no_severity_no_time_limit_and_each_sentence_once() {
    let (_folder, matters) = kept("rowan-street");
    let matter = matters.get("rowan-street").unwrap().unwrap();
    // One that belongs to a warning stands on the warning's page.
    let is_apart = |id: &String| matter.warnings.iter().all(|w| !w.findings.contains(id));
    let good = matter
        .findings
        .iter()
        .filter(|f| f.kind == FindingKind::Good && is_apart(&f.id));
    let found: Vec<_> = good
        .filter(|f| f.window.as_ref().is_some_and(|w| w.basis == WindowBasis::NoLimit))
        .collect();
    assert!(!found.is_empty());
    let browser = Browser::new(matters).await;
    for finding in found {
        let (_, page) = browser
            .open(&format!("/case/rowan-street/finding/{}", finding.id))
            .await;
        for word in [
            "fw-severity",
            "Length of time",
            "Expected to follow",
            "recorded in time",
        ] {
            assert!(!page.contains(word), "{word}: {page}");
        }
        assert!(
            page.contains("</span> on record</strong>") && page.contains("What was looked for"),
            "{page}"
        );
        assert_eq!(page.matches("<mark>").count(), finding.triggers.len(), "{page}");
    }
}

#[tokio::test]
async fn beside_no_record_it_is_said_that_a_response_of_another_kind_can_be_on_record() {
    let browser = Browser::new(Invented::plain()).await;
    let told = "a response of another kind can be on record all the same";
    let (_, page) = browser.open("/case/harrow-lane/warnings?open=W1").await;
    assert!(
        page.contains("Highest response of any kind on record") && page.contains(told),
        "{page}"
    );
    let (_, page) = browser.open("/case/harrow-lane/warnings?open=W3").await;
    assert!(!page.contains(told), "{page}");
}
