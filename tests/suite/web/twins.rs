//! An anonymised case beside the case that it was made of: who may see only part of the one sees nothing of the other, by no door.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use axum::http::StatusCode;
use forewarned::{
    app::{importing, matters::Matters, settling},
    model::{
        disguise::Disguise,
        matter::Matter,
        settled::{Settled, Settlement},
    },
    web::addresses_of_pages,
};

use super::{
    knowledge::{CASE, POLICE, PROBATION, bytes, home},
    support::{Notebook, assert_ids_once, led, people, sent},
};

const REAL: &str = "/case/c";
/// Words of which each stands in the anonymised case alone.
const OWN: [&str; 6] = [
    "zumbelish",
    "kwexable",
    "prundleish",
    "tarnoquish",
    "vexelmina",
    "drofflesome",
];

pub(super) fn settled(what: Settlement) -> Settled {
    settling::settled(
        what,
        &settling::Signed {
            who: "A. Reviewer".to_owned(),
            because: "looked at".to_owned(),
        },
    )
    .unwrap()
}

/// The case `c`, and `twin` as if it had been made of it.
fn both(dir: &Path) -> Arc<Matters> {
    let probation = PROBATION.replace("Polite.", "Polite. He works as a farrier.");
    let matters = home(dir, &probation, POLICE);
    let folder = dir.join("made");
    fs::create_dir_all(&folder).unwrap();
    let case = CASE
        .replace(
            "title = \"Death of Dorothy Vane\"",
            "title = \"Case zumbelish\"\ndisguised = \"training\"\ndays_moved = true",
        )
        .replace("Quillamena Frost", "Vexelmina Lark");
    let probation = probation
        .replace("Flumoxable", "Kwexable")
        .replace("grimblesome", "prundleish");
    let police = POLICE
        .replace("SNORKELISH", "TARNOQUISH")
        .replace("WIBBERLY", "DROFFLESOME");
    fs::write(folder.join("case.toml"), case).unwrap();
    fs::write(
        folder.join("probation.csv"),
        probation.replace("Quillamena Frost", "Vexelmina Lark"),
    )
    .unwrap();
    fs::write(folder.join("police.csv"), police).unwrap();
    importing::import(matters.home(), &crate::headings(), &folder, Some("twin")).unwrap();
    let made = Disguise {
        slug: "twin".to_owned(),
        level: "training".to_owned(),
        secret: "00".repeat(16),
        weeks: 0,
        given_out: BTreeSet::new(),
        any_origin: false,
    };
    matters
        .settle("c", &settled(Settlement::Disguised(Box::new(made))))
        .unwrap();
    let exercise = include_str!("../../../samples/exercises/saltmarsh-childrens-services.toml");
    let exercise = exercise
        .replace("id = \"saltmarsh-childrens-services\"", "id = \"of-twin\"")
        .replace("case = \"saltmarsh\"", "case = \"twin\"");
    let exercise: Vec<String> = exercise
        .lines()
        .map(|l| {
            if l.starts_with("about =") {
                "about = \"Drofflesome days.\"".to_owned()
            } else {
                l.to_owned()
            }
        })
        .collect();
    fs::create_dir_all(matters.home().exercises()).unwrap();
    fs::write(matters.home().exercise("of-twin"), exercise.join("\n")).unwrap();
    matters
}

/// Every address at which the anonymised case can be asked for.
fn doors(made: &Matter) -> Vec<String> {
    let parts = [
        ("{case}", "twin"),
        ("{entry}", made.entries[3].id.0.as_str()),
        ("{finding}", made.findings[0].id.as_str()),
        ("{warning}", made.warnings[0].id.as_str()),
        ("{agency}", "police"),
        ("{pattern}", made.findings[0].pattern.as_str()),
        ("{file}", "full.html"),
    ];
    let of_it = addresses_of_pages().filter(|a| a.contains("{case}"));
    let of_it = of_it.map(|a| parts.iter().fold(a.to_owned(), |a, (part, with)| a.replace(part, with)));
    let more = [
        "/case/twin/anonymise/case.zip",
        "/case/twin/anonymise/case.fwcase",
        "/case/twin/search?q=drofflesome",
        "/case/twin/chronology?knew=nobody",
        "/case/twin/chronology?knew=all&knew-by=2018-01-01",
        "/search?q=police",
        "/search?q=tarnoquish",
        "/thematic",
        "/thematic?case=twin",
        "/thematic/thematic.html",
        "/thematic/thematic.html?case=twin",
        "/training",
        "/",
    ];
    of_it.chain(more.map(str::to_owned)).collect()
}

fn told(text: &str, address: &str) -> Vec<&'static str> {
    let own = OWN.iter().filter(|w| !address.contains(**w));
    own.filter(|w| text.contains(**w)).copied().collect()
}

#[tokio::test]
async fn who_may_see_only_part_of_a_case_sees_nothing_of_the_anonymised_one_that_was_made_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let matters = both(dir.path());
    let browsers = people(matters.clone(), &["A. Reviewer", "B. Chair"]).await;
    let (ann, chair) = (&browsers[0], &browsers[1]);
    let doors = doors(&matters.get("twin").unwrap().unwrap());
    assert!(doors.len() > 50, "{doors:?}");
    let mut all = BTreeSet::new();
    for address in &doors {
        all.extend(told(&bytes(ann, address).await.1, address));
    }
    assert_eq!(
        all.len(),
        OWN.len(),
        "each of the words is somewhere to be read: {all:?}"
    );

    sent(ann, &format!("{REAL}/knowledge/blind"), &[("seen", "1")]).await;
    let (_, list) = ann.open("/").await;
    assert!(
        list.contains("made of a case of which part is masked for you"),
        "{list}"
    );
    assert!(!list.contains("href=\"/case/twin\""), "{list}");
    let (_, table) = ann.open("/thematic").await;
    assert!(
        table.contains("twin is left out: this anonymised case was made of a case"),
        "{table}"
    );
    for address in &doors {
        let (status, page) = bytes(ann, address).await;
        let page = page.replace("&#x2f;", "/");
        assert_eq!(told(&page, address), Vec::<&str>::new(), "{address}");
        // It is said why, and where to go.
        if address.starts_with("/case/twin") {
            assert_eq!(status, StatusCode::CONFLICT, "{address}: {page}");
            assert!(
                page.contains("made of a case of which part is masked for you"),
                "{address}: {page}"
            );
            assert!(page.contains("/case/c/knowledge"), "{address}: {page}");
        }
    }
    for (deed, fields) in [
        ("entry/PRB-1/star", vec![("seen", "0")]),
        ("knowledge/blind", vec![("seen", "0")]),
        ("knowledge/day", vec![("day", "1 June 2017"), ("go", "show")]),
        ("anonymise/make", vec![("level", "panel")]),
    ] {
        let (status, page) = led(ann.send(&format!("/case/twin/{deed}"), &fields).await).await;
        assert!(status.is_client_error(), "{deed}: {status} {page}");
        assert_eq!(told(&page.to_lowercase(), ""), Vec::<&str>::new(), "{deed}");
        assert!(matters.settled("twin").unwrap().is_empty(), "{deed}");
    }
    // Somebody else sees it; with a lens on the real case no more, until the lens is lifted.
    let asks = async || chair.open("/case/twin/warnings").await.0;
    assert_eq!(asks().await, StatusCode::OK);
    chair.open(&format!("{REAL}?knew=all&knew-by=2017-12-01")).await;
    assert_eq!(asks().await, StatusCode::CONFLICT);
    sent(chair, &format!("{REAL}/knowledge/lift"), &[]).await;
    assert_eq!(asks().await, StatusCode::OK);
    // That the case was made is not undone by taking back that it was.
    matters.settle("c", &settled(Settlement::Undo(1))).unwrap();
    let (status, _) = ann.open("/case/twin/warnings").await;
    assert_eq!(status, StatusCode::CONFLICT);
    // Where it cannot be told what is masked, nothing is shown: the real case was damaged since.
    let file = matters.home().case_file("c");
    let whole = fs::read(&file).unwrap();
    fs::write(&file, b"no case").unwrap();
    assert_ne!(asks().await, StatusCode::OK);
    fs::write(&file, whole).unwrap();
    assert_eq!(asks().await, StatusCode::OK);
}

#[tokio::test]
async fn a_program_sees_nothing_of_it_either() {
    let dir = tempfile::tempdir().unwrap();
    let matters = both(dir.path());
    let made = matters.get("twin").unwrap().unwrap();
    let notebook = Notebook::new(matters.clone());
    let ask = async |verb, below: &str, body: &str| notebook.ask(verb, &format!("/api/v1{below}"), body).await;
    let (status, _, all) = ask("GET", "/cases", "").await;
    assert!(status == StatusCode::OK && all.contains("twin"), "{all}");
    let (status, _, said) = ask("POST", "/cases/c/lens", "{\"until\": \"2017-12-01\"}").await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (_, _, all) = ask("GET", "/cases", "").await;
    assert!(all.contains("\"c\"") && !all.contains("twin"), "{all}");
    let (_, _, document) = ask("GET", "/openapi.json", "").await;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let mut asked = 0;
    for (path, verbs) in document["paths"].as_object().unwrap() {
        if verbs.get("get").is_none() {
            continue;
        }
        let path = path
            .replace("/api/v1", "")
            .replace("{case}", "twin")
            .replace("{entry}", &made.entries[3].id.0)
            .replace("{finding}", &made.findings[0].id)
            .replace("{warning}", &made.warnings[0].id)
            .replace("{file}", "full.html");
        let asked_for = if path.ends_with("/search") { "?q=police" } else { "" };
        let (status, _, text) = ask("GET", &format!("{path}{asked_for}"), "").await;
        assert_eq!(told(&text.to_lowercase(), ""), Vec::<&str>::new(), "{path}");
        if path.contains("/twin") {
            asked += 1;
            assert_eq!(status, StatusCode::CONFLICT, "{path}: {status} {text}");
        }
    }
    assert!(asked > 15, "{asked}");
    let (_, _, text) = ask("GET", "/cases/twin/findings", "").await;
    assert!(
        text.contains("made of a case of which part is masked for you"),
        "{text}"
    );
}

/// The words of a report, whatever bytes it is.
fn in_words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_risk_of_being_known_again_stands_in_the_real_case_with_what_was_found_and_the_signs() {
    let dir = tempfile::tempdir().unwrap();
    let matters = both(dir.path());
    let browser = people(matters.clone(), &["A. Reviewer"]).await.remove(0);
    // Before one is made, the words of the real case are looked at.
    let open = async |address: &str| {
        let (status, page) = browser.open(address).await;
        (status, page.replace("&#x2f;", "/"))
    };
    let (status, page) = open(&format!("{REAL}/anonymise/risk")).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_ids_once("before", &page);
    assert!(
        page.contains("tell of somebody without a name") && page.contains("/case/c/entry/PRB-1"),
        "{page}"
    );
    assert!(!page.contains("What of the real case was found"), "{page}");
    let (_, page) = open(&format!("{REAL}/anonymise")).await;
    assert!(page.contains(&format!("href=\"{REAL}/anonymise/risk\"")), "{page}");
    assert!(
        page.contains(&format!("href=\"{REAL}/anonymise/risk?made=twin\"")),
        "{page}"
    );

    // From the anonymised case the way leads there: its own pages have no word of the real one.
    let (_, page) = open("/case/twin/anonymise").await;
    assert!(page.contains("href=\"/case/twin/anonymise/risk\""), "{page}");
    let to = led(browser.get("/case/twin/anonymise/risk").await).await.1;
    assert_eq!(to, format!("{REAL}/anonymise/risk?made=twin"));
    let (status, page) = open(&to).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_ids_once("risk", &page);
    // Nobody was given another name in this one: the names of the real case are found again, and it is said what to do.
    assert!(
        page.contains("Dorothy Vane") && page.contains("Do not hand the file over"),
        "{page}"
    );
    for words in [
        "Searched for: ",
        "/case/twin/entry/PRB-1",
        "What can be done:",
        "What an outsider could do",
        "Before it is handed over",
        "What law and guidance say",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let report = |format: &str, real: &str| format!("{REAL}/anonymise/risk/risk.{format}?made=twin&real={real}");
    for format in ["html", "docx", "pdf"] {
        assert!(
            page.contains(&report(format, "").replace('&', "&amp;")),
            "{format}: {page}"
        );
        let response = browser.get(&report(format, "yes")).await;
        assert_eq!(response.status(), StatusCode::OK, "{format}");
    }
    let (_, with) = bytes(&browser, &report("html", "yes")).await;
    let (_, without) = bytes(&browser, &report("html", "")).await;
    assert!(
        with.contains("found: dorothy vane") && with.contains("stays with the real case"),
        "{with}"
    );
    assert!(!without.contains("found: dorothy vane") && in_words(&without).contains("what law and guidance say"));
    let there_is_none = format!("{REAL}/anonymise/risk?made=nobody");
    assert_eq!(browser.open(&there_is_none).await.0, StatusCode::NOT_FOUND);

    // Nothing of it under a lens, on the one case or on the other.
    for case in [REAL, "/case/twin"] {
        browser.open(&format!("{case}?knew=all&knew-by=2017-12-01")).await;
        let (_, page) = open(&to).await;
        assert!(
            page.contains("rests on the whole of a case") && !page.contains("Do not hand"),
            "{page}"
        );
        let (status, _) = browser.open(&report("html", "")).await;
        assert!(status.is_client_error(), "{status}");
        sent(&browser, &format!("{case}/knowledge/lift"), &[]).await;
    }
}

#[tokio::test]
async fn what_there_is_to_train_with_is_told_with_the_command_for_each() {
    let dir = tempfile::tempdir().unwrap();
    let matters = both(dir.path());
    let browser = people(matters.clone(), &["A. Reviewer"]).await.remove(0);
    let (status, page) = browser.open("/training").await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_ids_once("training", &page);
    let page = page.replace("&#x2f;", "/");
    let command = format!("forewarned --home {} train", dir.path().display());
    for words in [
        format!("<code>{command} run</code>"),
        format!("<code>{command} run rowan-street-probation --groups 6</code>"),
        format!("<code>{command} run of-twin --groups 6</code>"),
        format!("<code>{command} new twin --agency police --id twin-police</code>"),
        "href=\"/help/training\"".to_owned(),
    ] {
        assert!(page.contains(&words), "{words}: {page}");
    }
    assert!(
        !page.contains("new c --agency"),
        "no exercise is made of a real case: {page}"
    );
    // What a lens masks of a case is not told by its exercises.
    browser.open("/case/twin?knew=police&knew-by=2017-12-01").await;
    let (_, page) = browser.open("/training").await;
    assert!(!page.contains("Drofflesome") && !page.contains("of-twin"), "{page}");
    assert!(page.contains("left out here"), "{page}");
    let (_, page) = browser.open("/").await;
    assert!(page.contains("href=\"/training\""), "{page}");
}
