//! Anonymising on screen: words are cleared, names are chosen, the anonymised case is made once nothing is left, each page leads to the same
//! page of the other case, and nothing of it is shown or done while part of the case is masked.

use std::{fs, io::Cursor, sync::Arc};

use axum::http::StatusCode;
use forewarned::{
    app::matters::Matters,
    model::{
        beside::{About, Beside},
        settled::Settlement,
    },
};

use super::{
    Browser, between,
    support::{Notebook, assert_ids_once, cases_of, kept, led, people, refused, sent, value_of},
    twins::settled as settled_now,
};

const CASE: &str = "/case/rowan-street";
const LEFT: &str = "/case/rowan-street/anonymise/left";
const MAKE: &str = "/case/rowan-street/anonymise/make";

async fn desk(names: &[&str]) -> (tempfile::TempDir, Arc<Matters>, Vec<Browser>) {
    let (folder, matters) = kept("rowan-street");
    let browsers = people(matters.clone(), names).await;
    (folder, matters, browsers)
}

fn settled(matters: &Matters) -> usize {
    matters.get("rowan-street").unwrap().unwrap().settled.len()
}

/// Says of every word that is left what its reason suggests, as somebody does who looked at them.
async fn clears_all(browser: &Browser) {
    for _ in 0..4 {
        let (_, page) = browser.open(&format!("{CASE}/anonymise")).await;
        if page.contains("No word is left") {
            return;
        }
        for why in [
            "name",
            "place",
            "happening",
            "capital",
            "figures",
            "letters",
            "unknown",
            "ordinary",
        ] {
            let address = format!("{LEFT}?why={why}");
            let (_, page) = browser.open(&address).await;
            if !page.contains("name=\"all\"") {
                continue;
            }
            let what = match why {
                "name" => "person",
                "place" => "place",
                "happening" => "happening",
                "figures" => "reference",
                _ => "ordinary",
            };
            let (seen, many) = (value_of(&page, "seen"), value_of(&page, "many"));
            let fields = [
                ("all", why),
                ("what", what),
                ("many", many.as_str()),
                ("seen", seen.as_str()),
                ("back", address.as_str()),
            ];
            sent(browser, LEFT, &fields).await;
        }
    }
    panic!("words are left after all were cleared");
}

/// Makes an anonymised case of a case that is cleared, and gives the page that it leads to.
async fn makes(browser: &Browser) -> String {
    // All words were cleared at once, so the leak check doubts letters such as PO.
    let fields = [
        ("form", "make-"),
        ("level", "training"),
        ("name", ""),
        ("title", ""),
        ("any_origin", "1"),
        ("anyway", "1"),
    ];
    let to = sent(browser, MAKE, &fields).await;
    assert_eq!(to, format!("{CASE}/anonymise?made=training-1&level=training"));
    browser.open(&to).await.1
}

/// A file that is handed over.
async fn handed(browser: &Browser, address: &str) -> Vec<u8> {
    let response = browser.get(address).await;
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    let bytes = http_body_util::BodyExt::collect(response.into_body()).await.unwrap();
    bytes.to_bytes().to_vec()
}

/// Where the link with these words leads.
fn leads(page: &str, words: &str) -> String {
    let before = page
        .split(&format!("\">{words}</a>"))
        .next()
        .filter(|b| b.len() < page.len());
    let before = before.unwrap_or_else(|| panic!("no link “{words}”: {page}"));
    before.rsplit("href=\"").next().unwrap().replace("&amp;", "&")
}

/// Words of names of the roster that tell of somebody.
fn real_words(matters: &Matters) -> Vec<String> {
    let matter = matters.get("rowan-street").unwrap().unwrap();
    let names = matter.case.people.iter().flat_map(|p| p.names.clone());
    let words: Vec<String> = names
        .flat_map(|n| n.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .filter(|w| w.len() > 3 && w.chars().next().is_some_and(char::is_uppercase))
        .filter(|w| !["Miss", "Mrs", "Nurse"].contains(&w.as_str()))
        .collect();
    assert!(words.len() > 4, "{words:?}");
    words
}

#[tokio::test]
async fn words_are_cleared_by_those_who_looked_at_them_and_put_on_the_list_again() {
    let (_folder, matters, browsers) = desk(&["A. Reviewer", ""]).await;
    let ann = &browsers[0];
    let (status, page) = ann.open(&format!("{CASE}/anonymise")).await;
    assert_eq!(status, StatusCode::OK);
    assert_ids_once("anonymise", &page);
    assert!(page.contains("Pseudonymised data is still personal data"), "{page}");
    assert!(page.contains("of which nothing tells what they are"), "{page}");
    assert!(!page.contains("Make the anonymised case</button>"), "{page}");
    // Nothing is made while words are left, whatever is sent.
    let page = refused(ann, MAKE, &[("form", "make-"), ("level", "training")]).await;
    assert!(page.contains("look at each of them first"), "{page}");

    let address = format!("{LEFT}?why=ordinary");
    let (_, page) = ann.open(&address).await;
    assert_ids_once("left", &page);
    assert!(page.contains("<mark>") && page.contains("/entry/"), "{page}");
    let (word, seen) = (value_of(&page, "word"), value_of(&page, "seen"));
    // What is missing is told beside the list, and what was ticked stays ticked.
    let wrong = refused(ann, &address, &[("word", &word), ("what", ""), ("seen", &seen)]).await;
    assert!(
        wrong.contains("Choose what they are") && wrong.contains(&format!("value=\"{word}\" id=\"w0-tick\" checked")),
        "{wrong}"
    );
    let wrong = refused(ann, &address, &[("what", "ordinary"), ("seen", &seen)]).await;
    assert!(wrong.contains("Tick at least one word"), "{wrong}");
    // Who gave no name keeps nothing.
    let wrong = refused(
        &browsers[1],
        &address,
        &[("word", &word), ("what", "ordinary"), ("seen", &seen)],
    )
    .await;
    assert!(wrong.contains("Say who you are first"), "{wrong}");
    assert_eq!(settled(&matters), 0);

    let fields = [
        ("word", word.as_str()),
        ("what", "ordinary"),
        ("seen", &seen),
        ("back", &address),
    ];
    assert_eq!(sent(ann, LEFT, &fields).await, address);
    let (_, page) = ann.open(&address).await;
    assert!(
        page.contains("1 word is cleared: a word that tells of nobody"),
        "{page}"
    );
    assert!(!page.contains(&format!("name=\"word\" value=\"{word}\"")), "{page}");
    // Words that somebody else said something of meanwhile are not kept over it.
    let other = [("word", word.as_str()), ("what", "place"), ("seen", "0")];
    assert_eq!(led(ann.send(LEFT, &other).await).await.0, StatusCode::CONFLICT);

    let (_, page) = ann.open(&format!("{LEFT}?tab=cleared")).await;
    assert!(
        page.contains("A. Reviewer") && page.contains(&format!(">{word}</label>")),
        "{page}"
    );
    let (number, seen) = (value_of(&page, "number"), value_of(&page, "seen"));
    let back = [("number", number.as_str()), ("seen", &seen)];
    sent(ann, &format!("{CASE}/anonymise/back"), &back).await;
    let (_, page) = ann.open(&address).await;
    assert!(page.contains(&format!("value=\"{word}\"")), "{page}");
}

#[tokio::test]
async fn all_words_of_a_reason_are_cleared_only_where_they_are_those_that_were_looked_at() {
    let (_folder, matters, browsers) = desk(&["A. Reviewer"]).await;
    let ann = &browsers[0];
    let address = format!("{LEFT}?why=unknown");
    let (_, page) = ann.open(&address).await;
    let (many, seen) = (value_of(&page, "many"), value_of(&page, "seen"));
    let number: usize = many.parse().unwrap();
    let more = (number + 1).to_string();
    let mut fields = vec![
        ("all", "unknown"),
        ("what", "ordinary"),
        ("many", more.as_str()),
        ("seen", &seen),
    ];
    let page = refused(ann, &address, &fields).await;
    assert!(page.contains("The list changed while you read it"), "{page}");
    assert_eq!(settled(&matters), 0);
    fields[2].1 = &many;
    sent(ann, LEFT, &fields).await;
    assert_eq!(settled(&matters), number);
    let (_, page) = ann.open(&address).await;
    assert!(page.contains("No word left fits what was asked"), "{page}");
}

#[tokio::test]
async fn a_word_that_is_left_becomes_a_name_of_somebody_on_the_roster() {
    let (_folder, matters, browsers) = desk(&["A. Reviewer"]).await;
    let ann = &browsers[0];
    let (_, page) = ann.open(LEFT).await;
    let before = page.split("name=\"person\"").next().unwrap();
    let form = before.rsplit("<form").next().unwrap();
    let (name, seen) = (value_of(form, "name"), value_of(form, "seen"));
    let address = format!("{CASE}/anonymise/name");
    let none = refused(
        ann,
        &address,
        &[("form", "w0-"), ("name", &name), ("person", ""), ("seen", &seen)],
    )
    .await;
    assert!(none.contains(&format!("Choose whose name {name} is")), "{none}");
    let person = matters.get("rowan-street").unwrap().unwrap().case.people[1]
        .id
        .0
        .clone();
    sent(
        ann,
        &address,
        &[("form", "w0-"), ("name", &name), ("person", &person), ("seen", &seen)],
    )
    .await;
    let matter = matters.get("rowan-street").unwrap().unwrap();
    assert!(matter.case.people[1].names.contains(&name), "{name}");
    let (_, page) = ann.open(LEFT).await;
    assert!(!page.contains(&format!("tick\">{name}</label>")), "{page}");
}

#[tokio::test]
async fn the_case_is_made_once_nothing_is_left_and_each_page_leads_to_the_same_page_of_the_other() {
    let (_folder, matters, browsers) = desk(&["A. Reviewer"]).await;
    let ann = &browsers[0];
    clears_all(ann).await;
    let call = format!("{CASE}/anonymise/call");
    let matter = matters.get("rowan-street").unwrap().unwrap();
    let subject = &matter.case.people[0];
    let real = subject.names[0].clone();
    let seen = matter.settled.last().unwrap().number.to_string();
    let called = |name: &'static str| {
        vec![
            ("form", "c0-"),
            ("person", subject.id.0.as_str()),
            ("name", name),
            ("seen", &seen),
        ]
    };
    let mut own = called("");
    own[2].1 = &real;
    let page = refused(ann, &call, &own).await;
    assert!(page.contains("choose another"), "{page}");
    sent(ann, &call, &called("Corin Wexcombe")).await;

    // Neither name nor title may tell of the real case.
    let surname = real.split_whitespace().last().unwrap().to_lowercase();
    let wrong = [
        ("form", "make-"),
        ("level", "training"),
        ("name", surname.as_str()),
        ("title", &matter.case.title),
    ];
    let page = refused(ann, MAKE, &wrong).await;
    assert!(
        page.contains("the name would tell of it") && page.contains("the title would tell of it"),
        "{page}"
    );
    assert!(page.contains("Make the anonymised case</button>"), "{page}");
    let page = refused(
        ann,
        MAKE,
        &[("form", "make-"), ("level", "training"), ("name", "rowan-street")],
    )
    .await;
    assert!(page.contains("There is a case of the name"), "{page}");
    let page = refused(ann, MAKE, &[("form", "make-"), ("level", "nobody")]).await;
    assert!(page.contains("Choose for whom"), "{page}");

    let page = makes(ann).await;
    assert_ids_once("made", &page);
    assert!(page.contains("The anonymised case training-1 is made"), "{page}");
    let settled = &matters.get("rowan-street").unwrap().unwrap().settled;
    let asked = |s: &forewarned::model::settled::Settled| matches!(&s.what, Settlement::Disguised(m) if m.any_origin);
    assert!(settled.iter().any(asked), "names of any origin were asked for");
    assert!(
        page.contains("same in both cases") && page.contains("Who is who"),
        "{page}"
    );
    assert!(page.contains(&real) && page.contains("Corin Wexcombe"), "{page}");

    // The list, and every page of it, say what it is.
    let (_, list) = ann.open("/").await;
    assert!(
        list.contains("anonymised: Training") && list.contains("invented sample"),
        "{list}"
    );
    let words = real_words(&matters);
    let made = matters.get("training-1").unwrap().unwrap();
    let entry = |m: &forewarned::model::matter::Matter, at: usize| m.entries[at].id.0.clone();
    let mut pages: Vec<String> = [
        "",
        "/chronology",
        "/warnings",
        "/timeline",
        "/people",
        "/activity",
        "/knowledge",
        "/report",
        "/files",
        "/anonymise",
    ]
    .iter()
    .map(|p| format!("/case/training-1{p}"))
    .collect();
    pages.push(format!("/case/training-1/entry/{}", entry(&made, 3)));
    for address in &pages {
        let (status, page) = ann.open(address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(
            page.contains("<strong>Anonymised case.</strong> For: Training."),
            "{address}: {page}"
        );
        // The way to the real case has its name in addresses.
        let page = page.replace("rowan-street", "");
        for word in &words {
            assert!(!page.contains(word.as_str()), "{address}: {word}");
        }
    }
    // An entry leads to the entry that stands for it, and back.
    for at in [0, 7, made.entries.len() - 1] {
        let here = format!("{CASE}/entry/{}", entry(&matter, at));
        let (_, page) = ann
            .open(&format!("{here}?back=%2Fcase%2Frowan-street%2Fsearch%3Fq%3D{surname}"))
            .await;
        assert!(page.contains("<strong>Invented sample.</strong>"), "{page}");
        let there = leads(&page, "The same page in training-1");
        assert_eq!(there, format!("/case/training-1/entry/{}", entry(&made, at)));
        let (_, page) = ann.open(&there).await;
        assert_eq!(leads(&page, "The same page in the real case"), here);
    }
    // A finding to the same finding, a list to the list without what was asked for.
    let finding = &matter.findings[0];
    let (_, page) = ann.open(&format!("{CASE}/warnings?agency={}", finding.agency.0)).await;
    assert_eq!(leads(&page, "The same page in training-1"), "/case/training-1/warnings");
    let warning = &matter.warnings[0];
    let (_, page) = ann.open(&format!("{CASE}/warning/{}", warning.id)).await;
    let there = leads(&page, "The same page in training-1");
    let (_, page) = ann.open(&there).await;
    let back = leads(&page, "The same page in the real case");
    assert!(back.starts_with(&format!("{CASE}/warning")), "{there} {back}");

    // It is handed on of the anonymised case only. Where something real was said of it since, somebody looks first.
    for ending in ["zip", "fwcase"] {
        let (status, _) = ann.open(&format!("{CASE}/anonymise/case.{ending}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let (_, page) = ann.open("/case/training-1/anonymise").await;
    assert!(
        page.contains("anonymise/case.zip") && page.contains("anonymise/case.fwcase"),
        "{page}"
    );
    let note = Settlement::Beside(Beside::Note {
        about: About::Case,
        text: format!("Compare what {real} said."),
    });
    matters.settle("training-1", &settled_now(note)).unwrap();
    let (status, page) = ann.open("/case/training-1/anonymise/case.fwcase").await;
    assert_eq!(status, StatusCode::CONFLICT, "{page}");
    assert!(
        page.contains("Nothing was handed on") && page.contains("anyway=yes") && !page.contains(&real),
        "{page}"
    );
    let given = handed(ann, "/case/training-1/anonymise/case.fwcase?anyway=yes").await;
    let away = tempfile::tempdir().unwrap();
    let there = cases_of(away.path());
    fs::create_dir_all(there.home().cases()).unwrap();
    fs::write(there.home().case_file("given"), given).unwrap();
    let there = there.get("given").unwrap().unwrap();
    let made = matters.get("training-1").unwrap().unwrap();
    assert_eq!((&there.findings, &there.acts), (&made.findings, &made.acts));
    assert_eq!(there.settled, made.settled);

    let bytes = handed(ann, "/case/training-1/anonymise/case.zip?anyway=yes").await;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert!(zip.len() > 3);
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut text = file.name().unwrap().into_owned();
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        for word in words.iter().map(String::as_str).chain(["rowan-street", "Rowan Street"]) {
            assert!(!text.contains(word), "{}: {word}", text.split('\n').next().unwrap());
        }
    }
    // It is not anonymised once more.
    let page = refused(ann, "/case/training-1/anonymise/make", &[("level", "panel")]).await;
    assert!(page.contains("anonymised already"), "{page}");
}

#[tokio::test]
async fn nothing_of_it_is_shown_or_done_while_part_of_the_case_is_masked() {
    let (_folder, matters, browsers) = desk(&["A. Reviewer"]).await;
    let ann = &browsers[0];
    clears_all(ann).await;
    makes(ann).await;
    let before = settled(&matters);
    let (_, page) = ann.open(&format!("{CASE}/chronology")).await;
    assert!(page.contains("The same page in training-1"), "{page}");
    let (status, _) = led(ann
        .send(
            &format!("{CASE}/knowledge/day"),
            &[("form", "lens-"), ("day", "1 June 2023"), ("go", "show")],
        )
        .await)
    .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    for address in [format!("{CASE}/anonymise"), LEFT.to_owned()] {
        let (status, page) = ann.open(&address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(page.contains("Part of this case is masked for you"), "{page}");
        assert!(
            page.contains("masked for you") && !page.contains("training-1") && !page.contains("<mark>"),
            "{page}"
        );
    }
    let (_, page) = ann.open(&format!("{CASE}/chronology")).await;
    assert!(!page.contains("training-1"), "{page}");
    let (_, page) = ann.open("/case/training-1/chronology").await;
    assert!(!page.contains("The same page in the real case"), "{page}");
    for (deed, fields) in [
        ("left", vec![("word", "zzz"), ("what", "ordinary"), ("seen", "1")]),
        ("left", vec![("all", "name"), ("what", "ordinary"), ("seen", "1")]),
        ("back", vec![("number", "1"), ("seen", "1")]),
        ("call", vec![("person", "subject"), ("name", "Corin"), ("seen", "1")]),
        ("make", vec![("level", "training")]),
        ("name", vec![("name", "Zzz"), ("person", "subject"), ("seen", "1")]),
    ] {
        let (status, page) = led(ann.send(&format!("{CASE}/anonymise/{deed}"), &fields).await).await;
        assert!(status.is_client_error(), "{deed}: {status} {page}");
    }
    assert_eq!(settled(&matters), before);
    assert!(!matters.slugs().unwrap().contains(&"training-2".to_owned()));
}

#[tokio::test]
async fn a_notebook_reads_what_is_left_and_clears_it() {
    let (_folder, matters) = kept("rowan-street");
    let notebook = Notebook::new(matters.clone());
    let address = "/api/v1/cases/rowan-street/anonymise/left";
    let (status, _, text) = notebook.ask("GET", &format!("{address}?why=ordinary"), "").await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let left: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(left["level"], "training");
    let word = left["words"][0]["word"].as_str().unwrap();
    let body = serde_json::json!({"word": [word], "what": "ordinary", "seen": 0});
    let (status, _, text) = notebook.ask("POST", address, &body.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let matter = matters.get("rowan-street").unwrap().unwrap();
    assert!(matches!(&matter.settled[0].what, Settlement::Cleared { word: of, .. } if of == word));
    let (status, _, text) = notebook.ask("GET", &format!("{address}?level=nobody"), "").await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{text}");
    assert!(between(&text, "The levels are ", ".").contains("training"), "{text}");
}
