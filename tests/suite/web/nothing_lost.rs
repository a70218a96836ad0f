//! Nothing is lost and nothing is done twice: places in lists, forms that come back, two who work at once, what a mask hides from one of
//! them, and what reviewers did not accept.

use axum::http::StatusCode;

use super::{
    Browser, OF_NOW,
    invented::Invented,
    read,
    support::{refused, sent, two},
};

const CASE: &str = "/case/harrow-lane";
const ENTRY: &str = "/case/harrow-lane/entry/PRB%2F014%20%C3%A9";

async fn shown(browser: &Browser, address: &str) -> String {
    let (status, page) = browser.open(address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    page.replace("&#x2f;", "/").replace("&quot;", "\"")
}

#[tokio::test]
async fn whatever_is_read_is_attached_to_a_line_where_it_stands() {
    let (browser, _) = two().await;
    let line = [("title", "Housing"), ("question", "Who knew of it?"), ("seen", "0")];
    sent(&browser, &format!("{CASE}/lines/new"), &line).await;
    for (page, deed, about) in [
        (ENTRY.to_owned(), format!("{ENTRY}/line"), "{\"entry\":\"PRB/014 é\"}"),
        (
            format!("{CASE}/chronology?open=R-000"),
            format!("{CASE}/entry/R-000/line"),
            "{\"entry\":\"R-000\"}",
        ),
        (
            format!("{CASE}/warning/W1"),
            format!("{CASE}/warning/W1/line"),
            "{\"warning\":[\"PRB/014 é\",\"MHT-003\"]}",
        ),
        (
            format!("{CASE}/warning/W1"),
            format!("{CASE}/warning/W1/line"),
            "{\"finding\":\"F1\"}",
        ),
        (
            format!("{CASE}/finding/F5"),
            format!("{CASE}/finding/F5/line"),
            "{\"finding\":\"F5\"}",
        ),
        (
            format!("{CASE}/search?q=followed"),
            format!("{CASE}/search/line?q=followed"),
            "{\"search\":\"q=followed\"}",
        ),
    ] {
        let html = shown(&browser, &page).await;
        assert!(
            html.contains(&format!("action=\"{deed}\"")),
            "{page} has no {deed}: {html}"
        );
        assert!(html.contains(&format!("value=\"{about}\"")), "{page} has no {about}");
        let mut fields = vec![
            ("form", "line-"),
            OF_NOW,
            ("about", about),
            ("line", ""),
            ("text", "It shows what was known"),
            ("back", page.as_str()),
        ];
        // What is wrong is said on the page where the form stands, with what was typed.
        let html = refused(&browser, &deed, &fields).await;
        assert!(
            html.contains("Choose a line of enquiry") && html.contains(">It shows what was known</textarea>"),
            "{page}: {html}"
        );
        assert!(
            html.contains(&format!("action=\"{deed}\"")),
            "{page}: another page came back"
        );
        fields[3] = ("line", "housing");
        assert_eq!(sent(&browser, &deed, &fields).await, page);
        assert!(shown(&browser, &page).await.contains("Attached to: <a"), "{page}");
    }
}

#[tokio::test]
async fn who_has_no_name_gives_it_beside_what_is_attached() {
    let browser = Browser::new(Invented::plain()).await;
    let deed = format!("{ENTRY}/line");
    let fields = [
        ("form", "line-"),
        ("seen", "0"),
        ("about", "{\"entry\":\"PRB/014 é\"}"),
        ("line", "new:Information sharing"),
    ];
    let html = refused(&browser, &deed, &fields).await;
    assert!(
        html.contains("Say who you are first") && html.contains("id=\"line-name\""),
        "{html}"
    );
    let mut named = fields.to_vec();
    named.push(("name", "C. Analyst"));
    sent(&browser, &deed, &named).await;
    let line = shown(&browser, &format!("{CASE}/line/information-sharing")).await;
    assert!(line.contains("C. Analyst"), "{line}");
}

#[tokio::test]
async fn a_form_that_comes_back_from_beside_the_chronology_keeps_the_list_and_the_place() {
    let (browser, _) = two().await;
    let list = format!("{CASE}/chronology?agency=probation&open=PRB%2F014%20%C3%A9");
    let fields = [("form", "note-"), ("seen", "0"), ("text", ""), ("back", list.as_str())];
    let html = refused(&browser, &format!("{ENTRY}/note"), &fields).await;
    assert!(html.contains("<title>Error: Combined chronology"), "{html}");
    assert!(
        html.contains("Your filter") || html.contains("agency=probation"),
        "the filter is kept: {html}"
    );
    assert!(html.contains("id=\"note-text-error\""), "{html}");
    // What was typed into the form of a mention stays too.
    let fields = [
        ("form", "mend-"),
        ("mention", "new"),
        ("words", "no such words"),
        ("concept", "stalking"),
        ("reason", "other"),
        ("because", "It says so"),
        ("back", list.as_str()),
    ];
    let html = refused(&browser, &format!("{ENTRY}/mention/add"), &fields).await;
    assert!(
        html.contains("<title>Error: Combined chronology") && html.contains(">no such words</textarea>"),
        "{html}"
    );
    // Another entry's list, or another site's, is no place for it.
    for back in [
        format!("{CASE}/chronology?open=R-000"),
        "//evil.example/chronology".to_owned(),
    ] {
        let fields = [("form", "note-"), ("text", ""), ("back", back.as_str())];
        let html = refused(&browser, &format!("{ENTRY}/note"), &fields).await;
        assert!(!html.contains("<title>Error: Combined chronology"), "{back}");
    }
}

#[tokio::test]
async fn a_warning_of_which_nothing_was_accepted_is_named_as_standing_nowhere() {
    let (first, second) = two().await;
    for finding in ["F1", "F2", "F3"] {
        let fields = [
            ("finding", finding),
            ("verdict", "reject"),
            ("because", "A note of a talk"),
            OF_NOW,
        ];
        sent(&first, &format!("{CASE}/finding/{finding}/decide"), &fields).await;
    }
    let home = shown(&second, CASE).await;
    assert!(home.contains("0 warnings; 28 not accepted"), "{home}");
    assert!(!home.contains("undecided warning"), "{home}");
    for page in ["chronology", "timeline", "search?q=followed", "search?q=has:warning"] {
        let html = shown(&second, &format!("{CASE}/{page}")).await;
        assert!(
            !html.contains(&format!("href=\"{CASE}/warning/W")) && !html.contains(">in a warning<"),
            "{page} names a warning: {html}"
        );
    }
    assert!(
        !shown(&second, ENTRY)
            .await
            .contains(&format!("href=\"{CASE}/warning/W1\""))
    );
    let html = shown(&second, &format!("{CASE}/chronology?only=warnings")).await;
    assert!(html.contains("<strong>No entries</strong>"), "{html}");
    // Where somebody else accepts one of them, it stands until both settle it together.
    let accept = [
        ("finding", "F1"),
        ("verdict", "accept"),
        ("because", "It says so in terms"),
        OF_NOW,
    ];
    sent(&second, &format!("{CASE}/finding/F1/decide"), &accept).await;
    let reject = [
        ("finding", "F1"),
        ("verdict", "reject"),
        ("because", "Still a note of a talk"),
        OF_NOW,
    ];
    sent(&first, &format!("{CASE}/finding/F1/decide"), &reject).await;
    // Now that both review the case, nothing is out of it that one of them has not decided on.
    let home = shown(&second, CASE).await;
    assert!(home.contains("28 warnings"), "{home}");
    let html = shown(&second, &format!("{CASE}/warning/W1")).await;
    assert!(
        html.contains("Reviewers differ") && !html.contains("Nothing of this warning stands"),
        "{html}"
    );
}

#[tokio::test]
async fn the_terms_of_reference_are_written_where_the_front_page_leads() {
    let (browser, _) = two().await;
    let home = shown(&browser, CASE).await;
    let todo = home.split("Write down the terms of reference").next().unwrap();
    assert!(todo.ends_with(&format!("href=\"{CASE}/lines\">")), "{home}");
}

#[tokio::test]
async fn several_decisions_are_kept_all_or_none_and_one_finding_has_one() {
    let (first, second) = two().await;
    let several = |verdict: &'static str| {
        [
            ("finding-1", "F1"),
            ("verdict-1", verdict),
            ("finding-2", "F2"),
            ("verdict-2", verdict),
            ("because", "So it says"),
            ("seen", "0"),
        ]
    };
    let deed = format!("{CASE}/warning/W1/decide");
    let one = [
        ("finding", "F2"),
        ("verdict", "accept"),
        ("because", "The log"),
        ("seen", "0"),
    ];
    sent(&second, &format!("{CASE}/finding/F2/decide"), &one).await;
    let (status, page) = read(first.send(&deed, &several("reject")).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("B. Chair"), "{page}");
    let page = shown(&first, &format!("{CASE}/warning/W1")).await;
    assert!(!page.contains("So it says"), "nothing was kept: {page}");
    let twice = [
        ("finding-1", "F1"),
        ("verdict-1", "accept"),
        ("finding-2", "F1"),
        ("verdict-2", "reject"),
        ("because", "So it says"),
        OF_NOW,
    ];
    let page = refused(&first, &deed, &twice).await;
    assert!(page.contains("one stands twice"), "{page}");
}

#[tokio::test]
async fn a_button_pressed_twice_keeps_one_thing() {
    let (first, second) = two().await;
    let note = [("text", "Ask the sister twice."), ("seen", "0")];
    for _ in 0..3 {
        sent(&first, &format!("{ENTRY}/note"), &note).await;
    }
    let page = shown(&first, ENTRY).await;
    assert_eq!(page.matches("Ask the sister twice.").count(), 1, "{page}");
    // The same words of somebody else are another note.
    sent(&second, &format!("{ENTRY}/note"), &note).await;
    assert_eq!(shown(&first, ENTRY).await.matches("Ask the sister twice.").count(), 2);
    let decision = [
        ("finding", "F1"),
        ("verdict", "accept"),
        ("because", "So it says"),
        ("seen", "0"),
    ];
    for _ in 0..2 {
        sent(&first, &format!("{CASE}/finding/F1/decide"), &decision).await;
    }
    // A star taken away meanwhile is put there again by who had not seen that.
    for on in ["yes", "no", "yes"] {
        sent(&first, &format!("{ENTRY}/star"), &[("on", on), ("seen", "0")]).await;
    }
    assert!(shown(&first, ENTRY).await.contains("Take my star away"));
}

#[tokio::test]
async fn a_note_is_taken_back_by_who_wrote_it_where_it_stands() {
    let (first, second) = two().await;
    sent(
        &first,
        &format!("{ENTRY}/note"),
        &[("text", "Ask the sister."), ("seen", "0")],
    )
    .await;
    let warning = [
        ("trigger", "PRB/014 é"),
        ("trigger", "MHT-003"),
        ("text", "Ask the brother."),
        ("seen", "1"),
    ];
    sent(&first, &format!("{CASE}/warning/W1/note"), &warning).await;
    let finding = [("finding", "F1"), ("text", "Ask the aunt."), ("seen", "2")];
    sent(&first, &format!("{CASE}/warning/W1/note"), &finding).await;
    for (page, words) in [
        (ENTRY.to_owned(), "Ask the sister."),
        (format!("{CASE}/warning/W1"), "Ask the brother."),
        (format!("{CASE}/warning/W1"), "Ask the aunt."),
    ] {
        let theirs = shown(&second, &page).await;
        assert!(
            theirs.contains(words) && !theirs.contains("Take this note back"),
            "{theirs}"
        );
        let own = shown(&first, &page).await;
        let form = own
            .split(words)
            .nth(1)
            .unwrap()
            .split("Take this note back")
            .next()
            .unwrap();
        let value = |name: &str| {
            let at = format!("name=\"{name}\" value=\"");
            form.split(&at)
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .replace("&amp;", "&")
        };
        let fields = [
            ("number", value("number")),
            ("seen", value("seen")),
            ("back", value("back")),
            ("because", value("because")),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let to = sent(&first, &format!("{CASE}/activity/undo"), &fields).await;
        assert!(!to.contains("/activity"), "the place is kept: {to}");
        assert!(!shown(&first, &page).await.contains(words), "{page}");
    }
}

#[tokio::test]
async fn nobody_takes_the_name_for_which_a_link_was_printed_nor_one_that_only_looks_so() {
    let (first, second) = two().await;
    for name in ["A. Reviewer", "a.  reviewer", "Somebody Else"] {
        let page = refused(&second, "/you", &[("name", name)]).await;
        assert!(page.contains("printed for B. Chair"), "{page}");
    }
    sent(&second, "/you", &[("name", "B. Chair")]).await;
    assert!(shown(&first, CASE).await.contains(">A. Reviewer</a>"));
    let nameless = Browser::new(Invented::plain()).await;
    for name in ["A. Reviewer\u{200b}", "\u{202e}reweiveR .A", "A\u{ad}B"] {
        let page = refused(&nameless, "/you", &[("name", name)]).await;
        assert!(page.contains("each of them visible"), "{page}");
        let fields = [
            ("finding", "F1"),
            ("verdict", "accept"),
            ("because", "x"),
            ("seen", "0"),
            ("name", name),
        ];
        refused(&nameless, &format!("{CASE}/warning/W1/decide"), &fields).await;
    }
}

#[tokio::test]
async fn what_somebody_decided_or_wrote_is_taken_back_by_nobody_else() {
    let (first, second) = two().await;
    let decision = [
        ("finding", "F1"),
        ("verdict", "accept"),
        ("because", "So it says"),
        ("seen", "0"),
    ];
    sent(&first, &format!("{CASE}/finding/F1/decide"), &decision).await;
    let sense = [("finding", "F1"), ("text", "Two were off sick."), ("seen", "1")];
    sent(&first, &format!("{CASE}/finding/F1/sense"), &sense).await;
    for number in ["1", "2"] {
        let fields = [("number", number), ("because", "I think so"), OF_NOW];
        let page = refused(&second, &format!("{CASE}/activity/undo"), &fields).await;
        assert!(page.contains("A. Reviewer settled this"), "{page}");
    }
    let long = "x".repeat(20_001);
    let fields = [("number", "1"), ("because", long.as_str()), OF_NOW];
    refused(&first, &format!("{CASE}/activity/undo"), &fields).await;
    let fields = [("number", "1"), ("because", "I think again"), OF_NOW];
    sent(&first, &format!("{CASE}/activity/undo"), &fields).await;
}

#[tokio::test]
async fn a_form_of_which_a_part_is_missing_takes_nothing_away() {
    let (browser, _) = two().await;
    let terms = [("text", "To establish what was known."), ("seen", "0")];
    sent(&browser, &format!("{CASE}/lines/terms"), &terms).await;
    refused(&browser, &format!("{CASE}/lines/terms"), &[OF_NOW]).await;
    let line = [("title", "Housing"), ("question", "Who knew of it?"), ("seen", "1")];
    sent(&browser, &format!("{CASE}/lines/new"), &line).await;
    let say = |about, text| [("about", about), ("text", text), OF_NOW];
    sent(&browser, &format!("{CASE}/line/housing/say"), &say("", "Our words")).await;
    refused(
        &browser,
        &format!("{CASE}/line/housing/say"),
        &say("garbage", "Other words"),
    )
    .await;
    assert!(
        shown(&browser, &format!("{CASE}/lines"))
            .await
            .contains("To establish what was known.")
    );
    assert!(
        shown(&browser, &format!("{CASE}/line/housing"))
            .await
            .contains("Our words")
    );
}
