//! The chronology and the entry: filters, places in lists, what is put beside an entry, and readings that people mend.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use forewarned::web::cases::Cases;

use super::{
    Browser, OF_NOW, between,
    invented::Invented,
    read,
    support::{assert_ids_once, kept, refused, sent, two, value_of},
};

const CHRONOLOGY: &str = "/case/harrow-lane/chronology";
const ENTRY: &str = "/case/harrow-lane/entry/PRB%2F014%20%C3%A9";

#[tokio::test]
async fn the_chronology_is_filtered_by_what_was_read_put_there_or_left_open() {
    let (browser, _) = two().await;
    sent(&browser, &format!("{ENTRY}/star"), &[("on", "yes")]).await;
    sent(&browser, &format!("{ENTRY}/tag"), &[("tag", "housing")]).await;
    sent(
        &browser,
        "/case/harrow-lane/entry/R-000/note",
        &[("text", "Ask who rang.")],
    )
    .await;
    sent(&browser, &format!("{ENTRY}/key"), &[("decided", "Not to recall")]).await;
    for (asked, count) in [
        ("concept=stalking", "1 entry"),
        ("concept=told-police", "1 entry"),
        ("only=starred", "1 entry"),
        ("only=tagged", "1 entry"),
        ("tag=housing", "1 entry"),
        ("only=noted", "1 entry"),
        ("only=key", "1 entry"),
        ("only=starred&only=noted", "No entries"),
        ("only=imprecise", "1 entry"),
        ("only=read-by-people", "No entries"),
        ("only=problems", "No entries"),
        ("type=none+such", "No entries"),
    ] {
        let (_, page) = browser.open(&format!("{CHRONOLOGY}?{asked}")).await;
        assert!(page.contains(&format!("<strong>{count}</strong>")), "{asked}: {count}");
    }
    let (_, page) = browser
        .open(&format!("{CHRONOLOGY}?only=nonsense&concept=nonsense"))
        .await;
    assert!(
        page.contains("cannot be filtered by") && page.contains("the rules do not have"),
        "{page}"
    );
}

#[tokio::test]
async fn a_star_is_one_persons_own() {
    let (first, second) = two().await;
    sent(&first, &format!("{ENTRY}/star"), &[("on", "yes")]).await;
    let asked = format!("{CHRONOLOGY}?only=starred");
    assert!(first.open(&asked).await.1.contains("<strong>1 entry</strong>"));
    assert!(second.open(&asked).await.1.contains("<strong>No entries</strong>"));
    sent(&first, &format!("{ENTRY}/star"), &[("on", "no")]).await;
    assert!(first.open(&asked).await.1.contains("<strong>No entries</strong>"));
}

#[tokio::test]
async fn the_filter_is_said_in_words_and_each_part_can_be_taken_away() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser
        .open(&format!(
            "{CHRONOLOGY}?agency=police&agency=probation&text=call&only=imprecise&page=1"
        ))
        .await;
    let chips = between(&page, "aria-label=\"Filter in words\">", "</ul>");
    for words in [
        "kept by Northmoor Police",
        "with the words “call”",
        "with a date that is not certain",
    ] {
        assert!(chips.contains(words), "{words}: {chips}");
    }
    let police = between(chips, "kept by Northmoor Police <a class=\"govuk-link\" href=\"", "\"");
    assert_eq!(
        police.replace("&amp;", "&"),
        format!("{CHRONOLOGY}?agency=probation&text=call&only=imprecise")
    );
}

#[tokio::test]
async fn words_that_are_searched_for_are_marked_in_place() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open(&format!("{CHRONOLOGY}?text=FOLLOWED+her")).await;
    assert!(page.contains("<mark>followed her</mark>"), "{page}");
}

#[tokio::test]
async fn a_jump_to_a_day_lands_at_the_first_entry_on_or_after_it_on_its_page() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, all) = browser.open(&format!("{CHRONOLOGY}?page=2")).await;
    let last = all.matches("<span class=\"fw-written\">").count();
    assert!(last > 20);
    let (_, page) = browser.open(&format!("{CHRONOLOGY}?near=6/11/2017")).await;
    let row = page.split("<tr class").find(|row| row.contains("id=\"near\"")).unwrap();
    assert!(row.contains("06/11/2017"), "{row}");
    assert!(page.contains(&format!("action=\"{CHRONOLOGY}#near\"")), "{page}");
    let (_, late) = browser.open(&format!("{CHRONOLOGY}?near=2030")).await;
    assert!(
        late.contains("this is the last") && late.contains("Showing 201 to 244"),
        "{late}"
    );
    let (_, unread) = browser.open(&format!("{CHRONOLOGY}?near=soon")).await;
    assert!(unread.contains("could not be read") && !unread.contains("id=\"near\""));
}

#[tokio::test]
async fn an_entry_opens_beside_the_list_and_the_filter_is_kept() {
    let browser = Browser::new(Invented::plain()).await;
    let asked = format!("{CHRONOLOGY}?agency=police&open=POL-007");
    let (_, page) = browser.open(&asked).await;
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(
        page.contains("id=\"open\"") && page.contains("aria-current=\"true\""),
        "{page}"
    );
    assert!(page.contains("of 81 in this list"), "{page}");
    let next = between(&page, "aria-label=\"Entries before and after\">", "</nav>");
    assert!(
        next.contains("agency=police&amp;open="),
        "the next entry is one of the filter: {next}"
    );
    let back = between(&page, "name=\"back\" value=\"", "\"");
    assert_eq!(back.replace("&amp;", "&"), asked);
    assert_ids_once(&asked, &page);
    let (_, outside) = browser
        .open(&format!("{CHRONOLOGY}?agency=probation&open=POL-007"))
        .await;
    assert!(outside.contains("Not among the entries that the filter shows"));
    let (_, gone) = browser.open(&format!("{CHRONOLOGY}?open=NONE")).await;
    assert!(gone.contains("not in the case any more") && !gone.contains("id=\"open\""));
}

#[tokio::test]
async fn the_place_of_an_entry_is_found_on_whichever_page_it_is() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, second) = browser.open(&format!("{CHRONOLOGY}?page=2")).await;
    let rest = second.rsplit("id=\"E-").next().unwrap();
    let id = rest.split('"').next().unwrap();
    for asked in ["at", "open"] {
        let (_, page) = browser.open(&format!("{CHRONOLOGY}?{asked}={id}")).await;
        assert!(
            page.contains("Showing 201 to 244") && page.contains(&format!("id=\"E-{id}\"")),
            "{asked}"
        );
    }
    let (_, entry) = browser.open(&format!("/case/harrow-lane/entry/{id}")).await;
    assert!(entry.contains(&format!("{CHRONOLOGY}?at={id}#E-{id}")), "{entry}");
    let back = "/case/harrow-lane/entry/R-000?back=%2Fcase%2Fharrow-lane%2Fchronology%3Fagency%3Dpolice";
    let (_, entry) = browser.open(back).await;
    assert!(
        entry.contains(&format!("href=\"{CHRONOLOGY}?agency=police\">Back to the chronology")),
        "{entry}"
    );
    let (_, entry) = browser
        .open("/case/harrow-lane/entry/R-000?back=https%3A%2F%2Fevil.example%2Fchronology")
        .await;
    assert!(!entry.contains("evil.example"));
}

#[tokio::test]
async fn the_view_is_remembered_for_the_visit_and_belongs_to_nobody_else() {
    let (first, second) = two().await;
    let (_, page) = first
        .open(&format!("{CHRONOLOGY}?view=chosen&show=source&compact=yes"))
        .await;
    assert!(page.contains("fw-chronology--compact") && page.contains("Source: Contact log"));
    assert!(!page.contains("Officer in charge"), "the author was not chosen");
    let (_, page) = first.open(CHRONOLOGY).await;
    assert!(page.contains("fw-chronology--compact") && !page.contains("Officer in charge"));
    let (_, page) = second.open(CHRONOLOGY).await;
    assert!(!page.contains("fw-chronology--compact") && page.contains("Officer in charge"));
    let (_, page) = first.open(&format!("{CHRONOLOGY}?view=chosen&show=author")).await;
    assert!(!page.contains("fw-chronology--compact"));
}

#[tokio::test]
async fn a_page_to_print_has_no_forms_and_up_to_a_thousand_entries() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open(&format!("{CHRONOLOGY}?agency=police&print=yes")).await;
    assert!(!page.contains("<form") && page.contains("<strong>81 entries</strong>"));
    assert!(
        page.contains("kept by Northmoor Police"),
        "the filter is printed in words"
    );
    let (_, page) = browser.open(&format!("{CHRONOLOGY}?print=yes")).await;
    assert!(page.contains("<strong>244 entries</strong>"));
}

#[tokio::test]
async fn what_is_printed_is_whole_and_a_row_of_a_warning_says_so_in_words() {
    let (_folder, matters) = kept("rowan-street");
    let browser = Browser::new(matters as Arc<dyn Cases>).await;
    let list = "/case/rowan-street/chronology";
    let compact = "view=chosen&compact=yes";
    let (_, page) = browser.open(&format!("{list}?{compact}")).await;
    assert!(
        page.contains(" …</div>") && page.contains("⚑</span> Warning</span>"),
        "{page}"
    );
    for asked in ["print=yes", "view=chosen&compact=yes&print=yes"] {
        let (_, page) = browser.open(&format!("{list}?{asked}")).await;
        assert!(!page.contains(" …</div>") && !page.contains("--compact"), "{asked}");
        assert!(
            page.contains("⚑</span> Warning</span>") && !page.contains("Take away:"),
            "{asked}"
        );
        // Words of one cell are read one after another: none may run into the next.
        assert!(
            !page.contains("</span><a class=\"govuk-link fw-small fw-open"),
            "{asked}"
        );
    }
    let (_, page) = browser.open(list).await;
    assert!(
        page.contains("--compact"),
        "what was chosen for the screen stays: {page}"
    );
}

#[tokio::test]
async fn what_is_put_beside_an_entry_is_kept_shown_and_leads_back_to_the_list() {
    let (browser, _) = two().await;
    let back = format!("{CHRONOLOGY}?agency=police&open=POL-007");
    let to = sent(
        &browser,
        "/case/harrow-lane/entry/POL-007/note",
        &[("text", "Two lines\r\nof a note"), ("back", &back)],
    )
    .await;
    assert_eq!(to, back);
    let (_, page) = browser.open(&to).await;
    assert!(
        page.contains("Your note on POL-007 is kept.") && page.contains("Two lines\nof a note"),
        "{page}"
    );
    let to = sent(
        &browser,
        "/case/harrow-lane/entry/POL-007/tag",
        &[("tag", "x"), ("back", "//evil.example")],
    )
    .await;
    assert_eq!(to, "/case/harrow-lane/entry/POL-007");
    sent(
        &browser,
        "/case/harrow-lane/entry/POL-007/key",
        &[("decided", "No further action")],
    )
    .await;
    let (_, page) = browser.open(&to).await;
    assert!(
        page.contains("Key decision point:</strong>") && page.contains("No further action"),
        "{page}"
    );
    let (_, list) = browser.open(CHRONOLOGY).await;
    assert!(
        list.contains("Key decision point: No further action") && list.contains("1 note"),
        "{list}"
    );
    sent(&browser, "/case/harrow-lane/entry/POL-007/key", &[("on", "no"), OF_NOW]).await;
    assert!(
        !browser
            .open(CHRONOLOGY)
            .await
            .1
            .contains("Key decision point: No further action")
    );
}

#[tokio::test]
async fn an_empty_note_a_long_tag_and_a_nameless_star_come_back_with_what_is_wrong() {
    let (browser, _) = two().await;
    let page = refused(&browser, &format!("{ENTRY}/note"), &[("form", "note-"), ("text", " ")]).await;
    assert!(
        page.contains("Write the note") && page.contains("href=\"#note-text\"") && page.contains("id=\"note-text\""),
        "{page}"
    );
    let long = "t".repeat(121);
    let page = refused(&browser, &format!("{ENTRY}/tag"), &[("form", "tag-"), ("tag", &long)]).await;
    assert!(
        page.contains(&format!("value=\"{long}\"")) && page.contains("href=\"#tag-tag\""),
        "{page}"
    );
    let nameless = Browser::new(Invented::plain()).await;
    let page = refused(&nameless, &format!("{ENTRY}/star"), &[("form", "star-"), ("on", "yes")]).await;
    assert!(
        page.contains("Say who you are first") && page.contains("href=\"/you\""),
        "{page}"
    );
}

/// What is filled in to add a mention.
fn new_mention<'a>(words: &'a str, concept: &'a str, reason: &'a str, seen: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("form", "mend-"),
        ("mention", "new"),
        ("words", words),
        ("concept", concept),
        ("reason", reason),
        ("seen", seen),
    ]
}

#[tokio::test]
async fn a_mention_is_added_corrected_struck_out_and_taken_back() {
    let (browser, _) = two().await;
    let add = format!("{ENTRY}/mention/add");
    sent(&browser, &add, &new_mention("this morning", "repeat", "not-seen", "0")).await;
    let (_, page) = browser.open(ENTRY).await;
    assert!(
        page.contains("The case was compared with the patterns again: no finding changed.")
            && page.contains(">Undo</button>"),
        "{page}"
    );
    assert!(
        page.contains("reviewer’s act 1") && page.contains("added “this morning”"),
        "{page}"
    );
    let (_, list) = browser.open(&format!("{CHRONOLOGY}?only=read-by-people")).await;
    assert!(list.contains("<strong>1 entry</strong>"));

    let (_, form) = browser.open(&format!("{ENTRY}?mend=1")).await;
    let was = value_of(&form, "was");
    let place = value_of(&form, "place");
    assert!(form.contains("value=\"denied\" checked"), "what was read is filled in");
    let correct = [
        ("form", "mend-"),
        ("mention", "1"),
        ("was", was.as_str()),
        ("place", &place),
        ("concept", "watching"),
        ("said", "planned"),
        ("said", "uncertain"),
        ("reason", "planned-only"),
        ("by", "P1"),
        ("seen", "1"),
    ];
    sent(&browser, &format!("{ENTRY}/mention/correct"), &correct).await;
    let (_, page) = browser.open(ENTRY).await;
    assert!(
        page.contains("struck out by A. Reviewer; counts for nothing") && page.contains("planned, uncertain"),
        "{page}"
    );
    // What was corrected is no longer there to be corrected.
    let page = refused(&browser, &format!("{ENTRY}/mention/strike"), &correct).await;
    assert!(page.contains("This mention is no longer there"), "{page}");
    sent(
        &browser,
        &format!("{ENTRY}/mention/undo"),
        &[("number", "2"), ("seen", "2")],
    )
    .await;
    let (_, page) = browser.open(ENTRY).await;
    assert!(
        page.contains("took back that A. Reviewer corrected") && !page.contains("struck out by A. Reviewer"),
        "{page}"
    );
    sent(
        &browser,
        &format!("{ENTRY}/mention/strike"),
        &[
            ("was", was.as_str()),
            ("place", &place),
            ("reason", "not-this"),
            ("seen", "3"),
        ],
    )
    .await;
    let (_, page) = browser.open(ENTRY).await;
    assert!(page.contains("struck out by A. Reviewer; counts for nothing"), "{page}");
}

#[tokio::test]
async fn words_that_are_not_there_a_missing_reason_and_a_missing_concept_are_said() {
    let (browser, _) = two().await;
    let add = format!("{ENTRY}/mention/add");
    for (fields, fault, field) in [
        (
            new_mention("never written", "repeat", "not-seen", "0"),
            "does not say “never written”",
            "words",
        ),
        (
            new_mention("ollowed her", "repeat", "not-seen", "0"),
            "does not say “ollowed her”",
            "words",
        ),
        (new_mention("", "repeat", "not-seen", "0"), "Copy the words", "words"),
        (
            new_mention("again", "", "not-seen", "0"),
            "Choose what the words",
            "concept",
        ),
        (
            new_mention("again", "no-such", "not-seen", "0"),
            "there is no such concept",
            "concept",
        ),
        (new_mention("again", "repeat", "", "0"), "Choose why", "reason"),
        (
            new_mention("again", "repeat", "other", "0"),
            "Say in words why",
            "because",
        ),
    ] {
        let page = refused(&browser, &add, &fields).await;
        assert!(page.contains(fault), "{fault}: {page}");
        assert!(
            page.contains(&format!("href=\"#mend-{field}\"")) && page.contains(&format!("id=\"mend-{field}\"")),
            "{field}"
        );
        if fields[2].1.is_empty() {
            continue;
        }
        assert!(
            page.contains(&format!(">{}</textarea>", fields[2].1)),
            "what was typed stays: {}",
            fields[2].1
        );
    }
}

#[tokio::test]
async fn two_reviewers_who_mend_one_mention_see_each_other() {
    let (first, second) = two().await;
    let (_, form) = first.open(&format!("{ENTRY}?mend=1")).await;
    let was = value_of(&form, "was");
    let place = value_of(&form, "place");
    let correct = |concept: &'static str, seen: &'static str| {
        vec![
            ("was", was.clone()),
            ("place", place.clone()),
            ("concept", concept.to_owned()),
            ("reason", "not-this".to_owned()),
            ("seen", seen.to_owned()),
        ]
    };
    let send = async |browser: &Browser, fields: Vec<(&str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        browser.send(&format!("{ENTRY}/mention/correct"), &fields).await
    };
    let add = new_mention("this morning", "repeat", "not-seen", "0");
    sent(&second, &format!("{ENTRY}/mention/add"), &add).await;
    // Another mention of the same entry stands in nobody's way.
    assert_eq!(
        send(&first, correct("watching", "0")).await.status(),
        StatusCode::SEE_OTHER
    );
    // The second saw the page before the first mended it: the mention is struck out meanwhile, and that is said.
    let (status, page) = read(send(&second, correct("repeat", "1")).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("This mention is no longer there"), "{page}");
    // Both add the same reading to the same words: the second is asked.
    let same = new_mention("sat outside", "watching", "not-seen", "2");
    sent(&first, &format!("{ENTRY}/mention/add"), &same).await;
    let (status, page) = read(second.send(&format!("{ENTRY}/mention/add"), &same).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("A. Reviewer added “sat outside”") && page.contains("B. Chair added “sat outside”"),
        "{page}"
    );
    assert!(page.contains("name=\"seen\" value=\"3\""), "{page}");
}

#[tokio::test]
async fn the_marks_of_a_concept_can_be_taken_off_and_the_words_stay() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, all) = browser.open(ENTRY).await;
    let (_, fewer) = browser.open(&format!("{ENTRY}?hide=stalking&hide=watching")).await;
    let text = |page: &str| between(page, "<div class=\"fw-text\">", "</div>").to_owned();
    assert!(text(&all).matches("fw-mark--").count() > text(&fewer).matches("fw-mark--").count());
    assert!(text(&fewer).contains("fw-mark--"), "what is not hidden is still marked");
    let mark = between(
        &fewer,
        "stalking or following (1) <a class=\"govuk-link\" href=\"",
        "\"",
    );
    assert_eq!(mark, format!("{ENTRY}?hide=watching#written"));
}

#[tokio::test]
async fn linked_entries_stand_side_by_side_and_what_is_said_of_them_needs_a_reason() {
    let (browser, _) = two().await;
    let (_, page) = browser.open(ENTRY).await;
    let linked = between(&page, "id=\"linked\"", "id=\"knew\"");
    assert!(
        linked.contains("This entry, PRB/014 é") && linked.contains("PROBATION REPORT MO FOLLOWING DV"),
        "{linked}"
    );
    let to = format!("{ENTRY}/linked");
    let page = refused(&browser, &to, &[("form", "link1-"), ("other", "POL-007")]).await;
    assert!(
        page.contains("href=\"#link1-what\"") && page.contains("href=\"#link1-because\""),
        "{page}"
    );
    let page = refused(
        &browser,
        &to,
        &[
            ("form", "link1-"),
            ("other", "R-000"),
            ("what", "looked"),
            ("because", "x"),
        ],
    )
    .await;
    assert!(page.contains("no longer set against each other"), "{page}");
    sent(
        &browser,
        &to,
        &[
            ("other", "POL-007"),
            ("what", "looked"),
            ("because", "The log has the time"),
            ("seen", "0"),
        ],
    )
    .await;
    let (_, page) = browser.open(ENTRY).await;
    assert!(
        page.contains("differ; looked at, because: The log has the time"),
        "{page}"
    );
    sent(&browser, &format!("{to}/undo"), &[("number", "1"), ("seen", "1")]).await;
    assert!(!browser.open(ENTRY).await.1.contains("The log has the time"));
}

#[tokio::test]
async fn the_row_of_the_file_is_shown_and_the_file_is_given_byte_for_byte() {
    let browser = Browser::new(Invented::plain()).await;
    let (status, page) = browser.open("/case/harrow-lane/record/PRB%2F014%20%C3%A9").await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        "6/11/17",
        "initials only",
        "5f3c0e1b",
        "OFFICIAL-SENSITIVE:",
        "The row as it stands",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let link = between(
        &page,
        "<a class=\"govuk-link\" href=\"/case/harrow-lane/record/PRB%2F014%20%C3%A9/",
        "\"",
    );
    let address = format!("/case/harrow-lane/record/PRB%2F014%20%C3%A9/{link}");
    let response = browser.get(&address).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/octet-stream");
    let disposition = response.headers()[header::CONTENT_DISPOSITION]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"OFFICIAL-SENSITIVE-"),
        "{disposition}"
    );
    let bytes = http_body_util::BodyExt::collect(response.into_body())
        .await
        .unwrap()
        .to_bytes();
    assert_eq!(&bytes[..], b"Date,Event\r\n\x00\x01");
}

#[tokio::test]
async fn entries_in_conflict_and_those_that_stand_twice_are_found_and_counted() {
    let (browser, _) = two().await;
    let counted = async |asked: &str, count: &str| {
        let (_, page) = browser.open(&format!("{CHRONOLOGY}?only={asked}")).await;
        assert!(page.contains(&format!("<strong>{count}</strong>")), "{asked}: {count}");
        page
    };
    let page = counted("conflicts", "2 entries").await;
    assert!(page.contains("In conflict with another (2)") && page.contains("Perhaps of one event (0)"));
    assert!(
        page.contains("whose account conflicts with another’s") && page.contains("under <em>Linked entries</em>"),
        "{page}"
    );
    counted("twice", "2 entries").await;
    counted("perhaps-same", "No entries").await;
    counted("unsettled", "2 entries").await;
    let waits = "Settle 1 pair of entries that conflicts";
    let (_, home) = browser.open("/case/harrow-lane").await;
    assert!(home.contains(waits), "{home}");
    let looked = [
        ("other", "POL-007"),
        ("what", "looked"),
        ("because", "The log has the time"),
        ("seen", "0"),
    ];
    sent(&browser, &format!("{ENTRY}/linked"), &looked).await;
    let page = counted("conflicts", "2 entries").await;
    assert!(page.contains("; looked at by A. Reviewer"), "{page}");
    counted("unsettled", "No entries").await;
    assert!(!browser.open("/case/harrow-lane").await.1.contains(waits));
    sent(
        &browser,
        &format!("{ENTRY}/linked/undo"),
        &[("number", "1"), ("seen", "1")],
    )
    .await;
    counted("unsettled", "2 entries").await;
}

#[tokio::test]
async fn anything_of_mine_is_one_choice_and_nobody_elses() {
    let (mine, other) = two().await;
    let counted = async |browser: &Browser, count: &str| {
        let (_, page) = browser.open(&format!("{CHRONOLOGY}?only=mine")).await;
        assert!(page.contains(&format!("<strong>{count}</strong>")), "{count}: {page}");
    };
    counted(&mine, "No entries").await;
    let entry = |id: &str, deed: &str| format!("/case/harrow-lane/entry/{id}/{deed}");
    sent(&mine, &entry("R-000", "star"), &[("on", "yes")]).await;
    sent(&mine, &entry("R-001", "tag"), &[("tag", "housing")]).await;
    sent(&mine, &entry("POL-007", "note"), &[("text", "Ask who rang.")]).await;
    sent(&mine, &entry("MHT-003", "key"), &[("decided", "Not to recall")]).await;
    counted(&mine, "4 entries").await;
    let add = format!("{ENTRY}/mention/add");
    sent(&mine, &add, &new_mention("this morning", "repeat", "not-seen", "0")).await;
    counted(&mine, "5 entries").await;
    counted(&other, "No entries").await;
    sent(
        &mine,
        &format!("{ENTRY}/mention/undo"),
        &[("number", "1"), ("seen", "1")],
    )
    .await;
    counted(&mine, "4 entries").await;
}
