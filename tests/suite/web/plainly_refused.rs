//! What cannot be taken is refused in plain words, and never shows, keeps or takes back more than was asked.

use std::sync::Arc;

use axum::http::StatusCode;
use forewarned::app::matters::Matters;
use serde_json::{Value, json};

use super::{
    Browser, OF_NOW,
    knowledge::{POLICE, PROBATION, home},
    read,
    support::{Notebook, people, refused, sent},
};

async fn two() -> (tempfile::TempDir, Arc<Matters>, Browser, Browser) {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let both = people(Arc::clone(&matters), &["A. Reviewer", "B. Chair"]).await;
    let (first, second) = <[Browser; 2]>::try_from(both).ok().unwrap().into();
    (dir, matters, first, second)
}

#[tokio::test]
async fn nobody_writes_over_others_by_knowing_of_more_than_was_kept() {
    let (_dir, matters, first, second) = two().await;
    let terms = |text, seen| [("text", text), ("seen", seen)];
    sent(&first, "/case/c/lines/terms", &terms("Theirs", "0")).await;
    for masked in [false, true] {
        if masked {
            second.open("/case/c/knowledge?knew=all&knew-by=12/1/2018").await;
        }
        let (status, page) = read(second.send("/case/c/lines/terms", &terms("Mine", "9999")).await).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{page}");
        assert!(
            page.contains("is not a number of this case") && page.contains("Load the page again"),
            "{page}"
        );
    }
    let notebook = Notebook::new(Arc::<Matters>::clone(&matters));
    for (below, body) in [
        ("lines/terms", json!({"text": "Mine", "seen": 9999})),
        ("lines/terms", json!({"text": "Mine", "seen": 2})),
        (
            "entries/PRB-2/mention/add",
            json!({"words": "Very upset", "concept": "victim-safety", "reason": "not-seen", "seen": 1}),
        ),
    ] {
        let (status, _, told) = notebook
            .ask("POST", &format!("/api/v1/cases/c/{below}"), &body.to_string())
            .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{below}: {told}");
        assert!(told.contains("is not a number of this case"), "{told}");
    }
    let (_, page) = first.open("/case/c/lines").await;
    assert!(page.contains("Theirs") && !page.contains("Mine"), "{page}");
    sent(&first, "/case/c/lines/terms", &terms("Theirs, again", "1")).await;
}

#[tokio::test]
async fn a_link_whose_lens_is_not_understood_shows_nothing_of_the_case() {
    let (_dir, _matters, first, second) = two().await;
    for (asked, words) in [
        ("knew=police&knew-by=31/6/2018", "31/6/2018"),
        ("knew=nope&knew-by=2017-12-01", "nope"),
        ("knew=all&knew-by=x", "“x” is no day"),
        ("knew-by=soon", "soon"),
    ] {
        for page in [
            "",
            "/chronology",
            "/entry/POL-2",
            "/report/full.html",
            "/search?q=deceased",
        ] {
            let joint = if page.contains('?') { '&' } else { '?' };
            let (status, shown) = first.open(&format!("/case/c{page}{joint}{asked}")).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{page} {asked}: {shown}");
            assert!(
                shown.contains(words.trim_matches('/')) || shown.contains("31&#x2f;6&#x2f;2018"),
                "{asked}: {shown}"
            );
            assert!(
                !shown.to_lowercase().contains("snorkelish") && shown.contains("/case/c/knowledge"),
                "{asked}: {shown}"
            );
        }
    }
    // Nothing of it was set, and what was set before stays.
    let (_, page) = first.open("/case/c/chronology").await;
    assert!(
        page.contains("SNORKELISH") && page.contains("Says MO followed"),
        "{page}"
    );
    second
        .open("/case/c/chronology?knew=probation&knew-by=2017-12-01")
        .await;
    second.open("/case/c/chronology?knew=all&knew-by=x").await;
    let (status, page) = second.open("/case/c/chronology").await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("WIBBERLY") && !page.contains("SNORKELISH"), "{page}");
    // The page of the lens says it beside the field, and sets nothing.
    let (status, page) = first.open("/case/c/knowledge?knew=police&knew-by=31/6/2018").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Enter a day, such as 16 January 2018"), "{page}");
    let (_, page) = first.open("/case/c/chronology").await;
    assert!(page.contains("Says MO followed"), "{page}");
}

#[tokio::test]
async fn a_day_of_the_event_that_masks_nothing_is_told_and_no_mask_begins() {
    let (_dir, matters, first, second) = two().await;
    let event = |day, seen| [("event", day), ("because", "the charge sheet"), ("seen", seen)];
    let page = refused(&first, "/case/c/about/case", &event("27/7/2132", "0")).await;
    assert!(page.contains("lies in the future"), "{page}");
    sent(&first, "/case/c/about/case", &event("27/7/2018", "0")).await;
    let (_, page) = first.open("/case/c/about").await;
    assert_eq!(
        page.matches("it lies after every entry").count(),
        2,
        "said, and beside the day: {page}"
    );
    let page = refused(&first, "/case/c/knowledge/blind", &[("form", "begin-"), ("seen", "1")]).await;
    assert!(
        page.contains("Nothing would be masked") && page.contains("href=\"/case/c/about#case\""),
        "{page}"
    );
    let notebook = Notebook::new(Arc::<Matters>::clone(&matters));
    let (status, _, told) = notebook
        .ask("POST", "/api/v1/cases/c/knowledge/blind", "{\"seen\": 1}")
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    sent(&first, "/case/c/about/case", &event("30/1/2018", "1")).await;
    let (_, page) = first.open("/case/c/about").await;
    assert!(page.contains("outside the days under review"), "{page}");
    sent(&first, "/case/c/about/case", &event("29/1/2018", "2")).await;
    let (_, page) = first.open("/case/c/about").await;
    assert!(!page.contains("Check this day"), "{page}");
    let (_, page) = first.open("/case/c/knowledge/judgement").await;
    assert!(page.contains("Names of agencies, and who is who"), "{page}");
    sent(&first, "/case/c/knowledge/blind", &[("seen", "3")]).await;
    // Nobody unmasks it by another day, nor by taking the day back.
    let page = refused(&second, "/case/c/about/case", &event("27/7/2018", "4")).await;
    assert!(page.contains("they would see all of it"), "{page}");
    let back = json!({"number": 3, "because": "x", "seen": 4}).to_string();
    let (status, _, told) = notebook.ask("POST", "/api/v1/cases/c/activity/undo", &back).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    assert!(told.contains("omebody works without seeing the final event"), "{told}");
    let (_, page) = first.open("/case/c/chronology").await;
    assert!(!page.contains("SNORKELISH"), "{page}");
}

#[tokio::test]
async fn of_several_who_take_the_same_file_back_at_once_all_but_one_are_told_who_did() {
    let (_dir, matters, first, second) = two().await;
    let form = [
        ("what", "police.csv"),
        ("agency", "police"),
        ("because", "Another person"),
    ];
    let address = "/case/c/take-back";
    let answers = tokio::join!(
        first.send(address, &form),
        second.send(address, &form),
        first.send(address, &form),
        second.send(address, &form),
        first.send(address, &form),
        second.send(address, &form),
    );
    let mut done = 0;
    for answer in [answers.0, answers.1, answers.2, answers.3, answers.4, answers.5] {
        let (status, page) = read(answer).await;
        if status == StatusCode::SEE_OTHER {
            done += 1;
            continue;
        }
        assert_eq!(status, StatusCode::CONFLICT, "{page}");
        assert!(page.contains("was taken back already on"), "{page}");
    }
    assert_eq!(done, 1);
    let notebook = Notebook::new(Arc::<Matters>::clone(&matters));
    let body = json!({"what": "police.csv", "because": "x"}).to_string();
    let (status, _, told) = notebook.ask("POST", "/api/v1/cases/c/take-back", &body).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(told.contains("was taken back already on"), "{told}");
}

#[tokio::test]
async fn nobody_takes_off_a_tag_that_is_hidden_or_not_there() {
    let (_dir, matters, first, _) = two().await;
    let tagged = [("tag", "Housing"), ("on", "yes"), ("seen", "0")];
    sent(&first, "/case/c/entry/PRB-1/tag", &tagged).await;
    let notebook = Notebook::new(Arc::<Matters>::clone(&matters));
    let off = |tag: &str| json!({"entry": "PRB-1", "tag": tag, "on": false, "seen": 1}).to_string();
    let tags = "/api/v1/cases/c/tags";
    let (status, _, text) = notebook
        .ask("POST", "/api/v1/cases/c/knowledge/blind", "{\"seen\": 1}")
        .await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let mut told = Vec::new();
    for tag in ["Housing", "Benefits"] {
        let (status, _, text) = notebook.ask("POST", tags, &off(tag)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        told.push(text.replace(tag, ""));
    }
    assert_eq!(told[0], told[1], "whether it is there is not told");
    let seen = json!({"without": "Done", "seen": 2}).to_string();
    let (status, _, text) = notebook.ask("POST", "/api/v1/cases/c/knowledge/unmask", &seen).await;
    assert_eq!(status, StatusCode::OK, "{text}");
    let (_, page) = first.open("/case/c/entry/PRB-1").await;
    assert!(page.contains("Housing"), "{page}");
    for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
        let (told, _, text) = notebook.ask("POST", tags, &off("Housing")).await;
        assert_eq!(told, status, "who sees it takes it off, once: {text}");
    }
    let gone = [("tag", "Housing"), ("on", "no"), ("seen", "2")];
    refused(&first, "/case/c/entry/PRB-1/tag", &gone).await;
}

#[tokio::test]
async fn a_name_that_another_typed_is_told_as_not_confirmed_until_its_bearer_says_the_same() {
    let (_dir, matters, first, second) = two().await;
    let whole = matters.get("c").unwrap().unwrap();
    let found = whole.counted().next().unwrap();
    let decide = format!("/case/c/finding/{}/decide", found.id);
    let warning = whole.warnings.iter().find(|w| w.findings.contains(&found.id)).unwrap();
    let page = format!("/case/c/warning/{}", warning.id);
    let notebook = Notebook::new(Arc::<Matters>::clone(&matters));
    let api = async || {
        let (status, _, text) = notebook.ask("GET", "/api/v1/cases/c/findings", "").await;
        assert_eq!(status, StatusCode::OK, "{text}");
        let all: Value = serde_json::from_str(&text).unwrap();
        let one = all["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["id"] == *found.id);
        one.unwrap().clone()
    };
    let form = |verdict, with, seen| {
        [
            ("finding", found.id.as_str()),
            ("verdict", verdict),
            ("because", "Read on paper"),
            ("together", with),
            ("seen", seen),
        ]
    };
    assert_eq!(api().await["agreement"], "nobody");
    sent(&first, &decide, &form("accept", "b. chair, B. CHAIR,a. reviewer", "0")).await;
    let not_yet = "A. Reviewer together with b. chair (not yet confirmed)";
    let (_, shown) = first.open(&page).await;
    assert!(shown.contains(not_yet) && !shown.contains("B. CHAIR"), "{shown}");
    let (_, report) = first.open("/case/c/report/dhr.html").await;
    assert!(report.contains(not_yet), "{report}");
    let told = api().await;
    assert_eq!(
        (&told["decision"]["together"], &told["decision"]["confirmed_by"]),
        (&json!(["b. chair"]), &json!([])),
        "{told}"
    );
    sent(&second, &decide, &form("reject", "", "1")).await;
    let told = api().await;
    assert_eq!(
        (&told["agreement"], &told["decision"]["verdict"]),
        (&json!("differ"), &json!("reject"))
    );
    let verdicts: Vec<&Value> = told["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| &d["verdict"])
        .collect();
    assert_eq!(verdicts, ["accept", "reject"]);
    sent(&second, &decide, &form("accept", "A. Reviewer", "2")).await;
    let (_, shown) = first.open(&page).await;
    assert!(
        shown.contains("together with b. chair") && !shown.contains("not yet confirmed"),
        "{shown}"
    );
    let (_, report) = first.open("/case/c/report/dhr.html").await;
    assert!(!report.contains("not yet confirmed"), "{report}");
    let told = api().await;
    assert_eq!(told["decision"]["confirmed_by"], json!(["A. Reviewer"]), "{told}");
    assert_eq!(told["decisions"][0]["confirmed_by"], json!(["b. chair"]), "{told}");
}

/// A page's own words, without what differs from home to home.
fn told(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main);
    main.split_once("<footer").map_or(main, |(main, _)| main).to_owned()
}

#[tokio::test]
async fn what_a_lens_hides_is_not_counted_by_a_search_either() {
    // The same case to 12 January 2018; what comes after has other words in one home and in the other.
    let probation = |last: &str| format!("{PROBATION}PRB-8,20/01/2018,,Log,OM,Note,\"{last}\",\n");
    let first = "A wibberly log again, polite followed outside, and a snorkelish scene.";
    let mut answers = Vec::new();
    for (probation, police) in [
        (probation(first), POLICE.to_owned()),
        (
            probation("Nothing new."),
            POLICE.replace("SNORKELISH SCENE", "NOTHING NEW"),
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let matters = home(dir.path(), &probation, &police);
        let browser = people(matters, &["A. Reviewer"]).await.remove(0);
        let (status, _) = browser.open("/case/c/knowledge?knew=all&knew-by=12/1/2018").await;
        assert_eq!(status, StatusCode::OK);
        let mut told_here = Vec::new();
        for asked in [
            "like=POL-1",
            "like=PRB-1",
            "q=snorkelish",
            "q=snorkelisch",
            "q=wiberly",
            "q=scene",
            "q=polite",
        ] {
            for page in ["/case/c/search", "/search", "/api/v1/cases/c/search", "/api/v1/search"] {
                let (status, text) = browser.open(&format!("{page}?{asked}")).await;
                assert_eq!(status, StatusCode::OK, "{page}?{asked}");
                told_here.push((format!("{page}?{asked}"), told(&text)));
            }
        }
        answers.push(told_here);
    }
    let [with, without] = <[_; 2]>::try_from(answers).unwrap();
    for (one, other) in with.iter().zip(&without) {
        assert_eq!(one, other);
    }
    assert!(with.iter().any(|(_, t)| t.contains("WIBBERLY")), "something is found");
}

#[tokio::test]
async fn a_file_holds_what_was_asked_for_or_is_not_made() {
    let (_dir, _matters, first, _) = two().await;
    let report = "/case/c/report";
    for asked in [
        format!("{report}/full.html?findings=Accepted"),
        format!("{report}/all.zip?findings=nope"),
        format!("{report}/all.zip?kind=chronology&column=nope"),
        format!("{report}/all.zip?kind=lines&format=timesketch"),
        format!("{report}/chronology.csv?from=soon"),
        format!("{report}/chronology.csv?agency=nope"),
        format!("{report}/chronology.csv?person=nope"),
        format!("{report}/went-in/chronology.txt?column=nope"),
        "/api/v1/cases/c/reports/full.html?findings=Accepted".to_owned(),
    ] {
        let (status, page) = first.open(&asked).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{asked}: {page}");
    }
    // The page of the report says it, and its files are of what could be read.
    let (status, page) = first
        .open(&format!("{report}?kind=chronology&column=nope&from=soon&to=1/1/2018"))
        .await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("“soon” is not understood as a day") && page.contains("“nope” is no column"),
        "{page}"
    );
    assert!(
        page.contains("chronology.csv?to=") && !page.contains("chronology.csv?from=soon"),
        "{page}"
    );
    for table in [
        "/thematic/thematic.csv?case=c&case=nope",
        "/api/v1/thematic/thematic.csv?case=nope",
    ] {
        let (status, page) = first.open(table).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{table}: {page}");
    }
    let (_, page) = first.open("/thematic?case=nope&preview=yes").await;
    assert!(
        page.contains("A case that was asked for is not there") && !page.contains("<iframe"),
        "{page}"
    );
}

#[tokio::test]
async fn nobody_is_twice_on_the_roster_and_no_agency_stands_for_all() {
    let (_dir, _matters, first, _) = two().await;
    let add = |name| [("name", name), ("role", "other"), ("because", "She said so"), OF_NOW];
    sent(&first, "/case/c/people/add", &add("Zed Zebra")).await;
    let page = refused(&first, "/case/c/people/add", &add("zed ZEBRA")).await;
    assert!(page.contains("zed ZEBRA is a name of"), "{page}");
    let agency = [("name", "All"), ("kind", "housing"), ("because", "A letter"), OF_NOW];
    sent(&first, "/case/c/about/agency", &agency).await;
    let (_, page) = first.open("/case/c/knowledge").await;
    assert!(page.contains("value=\"all-2\""), "not the id of every agency: {page}");
}

#[tokio::test]
async fn a_tag_put_there_unseen_stays_when_the_same_is_given_and_taken_under_a_mask() {
    let (_dir, _matters, first, second) = two().await;
    let tag = |on| [("tag", "quaytag"), ("on", on), OF_NOW];
    sent(&second, "/case/c/knowledge/blind", &[OF_NOW]).await;
    sent(&first, "/case/c/entry/PRB-1/tag", &tag("yes")).await;
    for on in ["yes", "no"] {
        sent(&second, "/case/c/entry/PRB-1/tag", &tag(on)).await;
    }
    let (_, page) = first.open("/case/c/entry/PRB-1").await;
    assert!(page.contains("quaytag"), "{page}");
    second.open("/case/c/entry/PRB-1").await;
    let (_, page) = second.open("/case/c/entry/PRB-1").await;
    assert!(!page.contains("quaytag"), "{page}");
}
