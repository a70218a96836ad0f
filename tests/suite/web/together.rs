//! All reports of a case in one file, the thematic table over several cases, the blank chronology: made on screen and through the
//! interface as on the command line, and never of more than the visitor may see.

use std::{
    fs,
    io::{Cursor, Read as _},
    path::Path,
    sync::Arc,
};

use axum::http::{StatusCode, header};
use forewarned::{
    app::{importing, matters::Matters},
    report::manifest,
};
use http_body_util::BodyExt as _;
use serde_json::Value;

use super::{
    Browser, Invented, between,
    knowledge::{LATER, POLICE, PROBATION, home},
    support::{cases_of, kept, people},
};
use crate::whole_cases::sample;

/// What is answered at an address: the status, the name it is kept under, and the bytes.
async fn fetch(browser: &Browser, address: &str) -> (StatusCode, String, Vec<u8>) {
    let response = browser.get(address).await;
    let status = response.status();
    let name = response.headers().get(header::CONTENT_DISPOSITION);
    let name = name.map_or(String::new(), |n| n.to_str().unwrap().to_owned());
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, name, bytes.to_vec())
}

/// The files in a ZIP file, in their order.
fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut out = Vec::new();
        file.read_to_end(&mut out).unwrap();
        files.push((file.name().unwrap().into_owned(), out));
    }
    files
}

/// Everything that a file says, as lower-case letters; files in files are opened too.
fn letters(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PK") {
        return unzipped(bytes).iter().map(|(_, inner)| letters(inner)).collect();
    }
    String::from_utf8_lossy(bytes).to_lowercase()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Two sample cases, and one whose file is damaged.
fn three(folder: &Path) -> Arc<Matters> {
    let matters = cases_of(folder);
    for (slug, of) in [
        ("bank", "hollin-bank"),
        ("marsh", "saltmarsh"),
        ("damaged", "saltmarsh"),
    ] {
        importing::import(matters.home(), &crate::headings(), &sample(of), Some(slug)).unwrap();
    }
    fs::write(matters.home().case_file("damaged"), b"no longer a case").unwrap();
    matters
}

#[tokio::test]
async fn all_reports_together_are_one_file_with_the_manifest_that_the_command_line_writes() {
    let (_folder, matters) = kept("hollin-bank");
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    let (_, page) = browser.open("/case/hollin-bank/report").await;
    let form = page
        .split("action=\"/case/hollin-bank/report/all.zip\"")
        .nth(1)
        .unwrap();
    let form = form.split("</form>").next().unwrap();
    for (name, value) in [("kind", "disclosure"), ("format", "timesketch"), ("column", "rung")] {
        assert!(form.contains(&format!("name=\"{name}\"")) && form.contains(&format!("value=\"{value}\"")));
    }
    let asked = "kind=warnings&kind=timeline&format=html&format=svg&marking=TESTED&findings=accepted";
    let (status, name, bytes) = fetch(&browser, &format!("/case/hollin-bank/report/all.zip?{asked}")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(name, "attachment; filename=\"hollin-bank-reports.zip\"");
    let files = unzipped(&bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "hollin-bank-warnings.html",
            "hollin-bank-timeline.html",
            "hollin-bank-timeline.svg",
            manifest::NAME
        ]
    );
    let told = text(files[3].1.clone());
    let read = manifest::Manifest::read(&told).unwrap();
    for (name, bytes) in &files[..3] {
        assert_eq!(read.sha256_of(name), Some(manifest::sha256(bytes).as_str()), "{name}");
    }
    assert!(
        told.contains("Not written:\nthe report `warnings` cannot be written as svg"),
        "{told}"
    );
    let warnings = text(files[0].1.clone());
    assert!(warnings.contains("TESTED") && warnings.contains("Only findings that reviewers accepted are told"));

    // The command line makes the same files of the same case.
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let wanted = [
        "report",
        "hollin-bank",
        "--kind",
        "warnings,timeline",
        "--format",
        "html,svg",
        "--output",
        out,
    ];
    let (done, said) = crate::settling::run(matters.home().root(), &wanted);
    assert!(done, "{said}");
    let of_line = fs::read_to_string(folder.path().join(manifest::NAME)).unwrap();
    let heads = |told: &str| told.lines().take(4).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(heads(&of_line), heads(&told));
    for name in &names {
        assert!(folder.path().join(name).is_file(), "{name}");
    }

    let (status, _, _) = fetch(&browser, "/case/hollin-bank/report/all.zip?kind=none").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _, _) = fetch(&browser, "/case/nobody/report/all.zip").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_masked_is_in_no_pack_no_thematic_table_and_no_blank_chronology() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let all = people(matters, &["A. Lens", "B. Blind", "C. Chair"]).await;
    let pack = "/case/c/report/all.zip?format=html&format=docx&format=xlsx&format=csv&format=json";
    let table = "/thematic/thematic.html?case=c";
    all[0].open("/case/c/knowledge?knew=all&knew-by=12+January+2018").await;
    all[1].send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    let (_, _, whole) = fetch(&all[2], pack).await;
    let whole = letters(&whole);
    for word in LATER {
        assert!(whole.contains(word), "who sees the whole case reads {word} in the pack");
    }
    let (_, _, whole) = fetch(&all[2], table).await;
    let whole = text(whole);
    assert!(!whole.contains("masked for you"), "{whole}");
    for (browser, said, hidden, entries) in [
        (
            &all[0],
            "by 12 January 2018",
            &LATER[..],
            &["PRB-5", "PRB-6", "POL-2"][..],
        ),
        (
            &all[1],
            "Case with the final event masked",
            &LATER[3..5],
            &["PRB-6", "POL-2"],
        ),
    ] {
        let (status, _, bytes) = fetch(browser, pack).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        let told = letters(&bytes);
        for word in hidden {
            assert!(!told.contains(word), "{said}: {word} is in the pack");
        }
        let files = unzipped(&bytes);
        let told = text(files.last().unwrap().1.clone());
        assert!(told.contains(said), "the manifest says it: {told}");

        let (_, page) = browser.open("/thematic").await;
        assert!(page.contains("Part of a case is masked for you"), "{page}");
        assert!(page.contains(said), "{page}");
        for address in [
            table,
            "/thematic/preview/thematic.html",
            "/api/v1/thematic/thematic.json?case=c",
        ] {
            let (status, _, bytes) = fetch(browser, address).await;
            let told = text(bytes);
            assert_eq!(status, StatusCode::OK, "{address}: {told}");
            assert!(
                told.contains("Part of a case is masked for you") && told.contains(said),
                "{address}: {told}"
            );
            assert!(!entries.iter().any(|e| told.contains(e)), "{address}: {told}");
            for word in hidden {
                assert!(!told.to_lowercase().contains(word), "{address}: {word}");
            }
        }
        let (status, page) = browser.open("/case/c/template").await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains("id=\"from\" name=\"from\" type=\"text\" value=\"\""),
            "no days are proposed: {page}"
        );
        assert!(
            page.contains("id=\"to\" name=\"to\" type=\"text\" value=\"\""),
            "{page}"
        );
        let (_, _, form) = fetch(browser, "/case/c/template/chronology.docx?agency=police").await;
        let form = letters(&form);
        assert!(
            form.contains("police") && !form.contains("2017"),
            "the form holds no day of the case"
        );
    }
    assert!(
        whole.contains("PRB-5"),
        "the table rests on what the lens masks: {whole}"
    );
}

#[tokio::test]
async fn the_thematic_table_is_made_of_the_cases_that_are_chosen_and_says_which_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let matters = three(folder.path());
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    let (bank, marsh) = (
        matters.get("bank").unwrap().unwrap().case.title.clone(),
        matters.get("marsh").unwrap().unwrap().case.title.clone(),
    );
    let (_, page) = browser.open("/").await;
    assert!(page.contains("href=\"/thematic\""), "{page}");
    let (_, page) = browser.open("/case/bank/report").await;
    assert!(page.contains("href=\"/thematic\""), "{page}");
    let (status, page) = browser.open("/thematic").await;
    assert_eq!(status, StatusCode::OK);
    for words in [
        &*bank,
        &*marsh,
        "damaged cannot be opened and is left out",
        "/thematic/thematic.docx",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("value=\"damaged\"") && !page.contains("thematic.svg") && !page.contains("<iframe"),
        "{page}"
    );

    let (_, page) = browser.open("/thematic?case=bank&case=nobody&preview=yes").await;
    for words in [
        "A case that was asked for is not there",
        "src=\"/thematic/preview/thematic.html?case=bank\"",
        "href=\"/thematic/thematic.xlsx?case=bank\"",
        "value=\"bank\" checked",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, _, one) = fetch(&browser, "/thematic/preview/thematic.html?case=bank").await;
    let one = text(one);
    assert!(
        one.contains("Thematic table: 1 case") && one.contains(&bank) && !one.contains(&marsh),
        "{one}"
    );
    assert!(!one.contains("left out"), "nothing that was asked for: {one}");
    let (status, name, every) = fetch(&browser, "/thematic/thematic.html").await;
    let every = text(every);
    assert_eq!(
        (status, &*name),
        (StatusCode::OK, "attachment; filename=\"thematic.html\"")
    );
    assert!(
        every.contains("Thematic table: 2 cases") && every.contains("damaged cannot be opened and is left out"),
        "{every}"
    );

    let (status, _, told) = fetch(&browser, "/api/v1/thematic/thematic.json?case=bank&case=marsh").await;
    assert_eq!(status, StatusCode::OK);
    assert!(serde_json::from_slice::<Value>(&told).is_ok());
    for address in [
        "/thematic/thematic.svg",
        "/thematic/full.html",
        "/thematic/preview/thematic.csv",
        "/thematic/thematic.html?case=nobody",
        "/thematic/thematic.html?case=damaged",
        "/api/v1/thematic/thematic.exe",
    ] {
        assert_eq!(fetch(&browser, address).await.0, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn the_blank_chronology_is_made_for_an_agency_of_the_case_or_another() {
    let browser = Browser::new(Invented::plain()).await;
    for page in ["import", "report"] {
        let (_, page) = browser.open(&format!("/case/harrow-lane/{page}")).await;
        assert!(page.contains("href=\"/case/harrow-lane/template\""), "{page}");
    }
    let (_, page) = browser.open("/case/harrow-lane/template").await;
    for words in [
        "formaction=\"/case/harrow-lane/template/chronology.xlsx\"",
        "formaction=\"/case/harrow-lane/template/chronology.docx\"",
        "<option value=\"police\">Northmoor Police</option>",
        "value=\"1 January 2016\"",
        "value=\"29 January 2018\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let address = "/case/harrow-lane/template/chronology.docx?agency=police&name=&from=1+January+2016&to=29/1/2018&marking=SECRET";
    let (status, name, bytes) = fetch(&browser, address).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        name,
        "attachment; filename=\"chronology-template-northmoor-police.docx\""
    );
    let told = letters(&bytes);
    for words in ["northmoor police", "1 january 2016 to 29 january 2018", "secret"] {
        assert!(told.contains(words), "{words}");
    }
    // The same as the command line writes.
    let folder = tempfile::tempdir().unwrap();
    let wanted = [
        "template",
        "--agency",
        "Northmoor Police",
        "--review",
        "2016-01-01..2018-01-29",
        "--marking",
        "SECRET",
        "--output",
        folder.path().to_str().unwrap(),
    ];
    let (done, said) = crate::settling::run(folder.path(), &wanted);
    assert!(done, "{said}");
    assert_eq!(
        fs::read(folder.path().join("chronology-template-northmoor-police.docx")).unwrap(),
        bytes
    );

    let (status, name, _) = fetch(
        &browser,
        "/api/v1/cases/harrow-lane/template/chronology.xlsx?name=Fellside+Homes",
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(name, "attachment; filename=\"chronology-template-fellside-homes.xlsx\"");
    for (asked, words) in [
        ("from=soon", "Enter both days like 14/1/2018"),
        ("from=2018&to=2017", "The last day lies before the first"),
        ("agency=none", "not of this case"),
        ("agency=police&name=Fellside", "Keep one of them"),
    ] {
        let response = browser
            .get(&format!("/case/harrow-lane/template/chronology.xlsx?{asked}"))
            .await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{asked}");
        let to = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
        let (status, page) = browser.open(&to).await;
        assert_eq!(status, StatusCode::OK, "{to}");
        assert!(
            page.contains("There is a problem") && page.contains("<title>Error: "),
            "{asked}: {page}"
        );
        let field = between(&page, "error-summary__list\"><li><a href=\"#", "\"");
        let beside = between(&page, &format!("id=\"{field}-error\">"), "</p>");
        assert!(beside.contains(words), "{asked}: {beside}");
        let (status, _, told) = fetch(
            &browser,
            &format!("/api/v1/cases/harrow-lane/template/chronology.xlsx?{asked}"),
        )
        .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{asked}");
        assert!(text(told).contains("A parameter cannot be read"));
    }
    for file in ["chronology.pdf", "other.xlsx"] {
        let (status, _, _) = fetch(&browser, &format!("/case/harrow-lane/template/{file}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{file}");
    }
}

#[tokio::test]
async fn the_interface_offers_the_pack_the_table_and_the_form_as_its_document_says() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, document) = browser.open("/api/v1/openapi.json").await;
    let document: Value = serde_json::from_str(&document).unwrap();
    for (path, wanted) in [
        (
            "/api/v1/cases/{case}/reports/{file}",
            &["kind", "format", "marking", "findings", "column"][..],
        ),
        (
            "/api/v1/cases/{case}/template/{file}",
            &["agency", "name", "from", "to", "marking"],
        ),
        ("/api/v1/thematic/{file}", &["case"]),
    ] {
        let named = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        for name in wanted {
            assert!(
                named.iter().any(|p| p["name"] == **name && p["in"] == "query"),
                "{path}: {name}"
            );
        }
    }
    let (_, reports) = browser.open("/api/v1/cases/harrow-lane/reports").await;
    assert!(reports.contains("\"together\":\"all.zip\""), "{reports}");
    let asked = "/api/v1/cases/harrow-lane/reports/all.zip?kind=coverage&format=csv";
    let (status, name, bytes) = fetch(&browser, asked).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(name, "attachment; filename=\"harrow-lane-reports.zip\"");
    let names: Vec<String> = unzipped(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["harrow-lane-coverage.csv", manifest::NAME]);
    let (status, _, _) = fetch(&browser, "/api/v1/cases/harrow-lane/reports/all.zip?kinds=coverage").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}
