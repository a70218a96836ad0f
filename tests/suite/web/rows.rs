//! Rows that became no entry because of their date: the day is given on the row itself, the row stays as it was supplied, and the day
//! holds when the file is supplied anew.

use std::{fs, path::Path};

use axum::http::StatusCode;
use forewarned::app::{importing, matters::Matters};

use super::{
    Browser, OF_NOW,
    support::{assert_ids_once, cases_of, led, people, refused, sent, value_of},
};
use crate::{headings, whole_cases};

const ROWS: &str = "/case/saltmarsh/problems";

fn import(matters: &Matters, from: &Path) {
    importing::import(matters.home(), &headings(), from, Some("saltmarsh")).unwrap();
}

/// The sample case in a folder of its own, so that a file of it can be supplied anew.
fn supplied(folder: &Path) -> std::path::PathBuf {
    let from = whole_cases::sample("saltmarsh");
    let to = folder.join("supplied");
    fs::create_dir(&to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
    to
}

/// The key of the row that begins so, and the page.
async fn row(browser: &Browser, address: &str, words: &str) -> (String, String) {
    let (status, page) = browser.open(address).await;
    assert_eq!(status, StatusCode::OK);
    let page = page
        .replace("&#x2f;", "/")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'");
    assert_ids_once(address, &page);
    let before = page.split(words).next().unwrap();
    let key = before.rsplit("id=\"p-").next().unwrap().split('"').next().unwrap();
    (key.to_owned(), page)
}

/// Every record's rows are its entries and its problems, and the case holds as many entries.
fn assert_whole(matters: &Matters) {
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    for record in &matter.records {
        let entries = matter
            .entries
            .iter()
            .filter(|e| e.origin.sha256 == record.sha256)
            .count();
        let lost = matter.problems.iter().filter(|p| p.lost_row && p.file == record.file);
        assert_eq!(
            (record.entries, record.problems),
            (entries, lost.count()),
            "{}",
            record.file
        );
        assert_eq!(record.rows, record.entries + record.problems, "{}", record.file);
    }
}

fn as_str(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

#[tokio::test]
async fn a_row_gets_its_date_where_it_stands_and_keeps_it_when_its_file_comes_anew() {
    let folder = tempfile::tempdir().unwrap();
    let from = supplied(folder.path());
    let matters = cases_of(folder.path());
    import(&matters, &from);
    assert_whole(&matters);
    let [ann, ben] = <[Browser; 2]>::try_from(people(matters.clone(), &["A. Reviewer", "B. Chair"]).await)
        .ok()
        .unwrap();
    let (key, page) = row(&ann, ROWS, "MAN IN GREEN VAN").await;
    assert!(page.contains("Give this row its date"), "{page}");
    let form = format!("d{key}-");
    let seen = value_of(&page, "seen");
    let fields = |written: &'static str| {
        vec![
            ("form".to_owned(), form.clone()),
            ("seen".to_owned(), seen.clone()),
            ("row".to_owned(), key.clone()),
            ("written".to_owned(), written.to_owned()),
            ("source".to_owned(), "Letter of the police, 3 May 2022".to_owned()),
            ("because".to_owned(), "Their log has it".to_owned()),
            ("back".to_owned(), ROWS.to_owned()),
        ]
    };
    let date = format!("{ROWS}/date");
    // What is no date is said on the row, with what was typed.
    let again = refused(&ann, &date, &as_str(&fields("31/02/2021"))).await;
    assert!(again.contains("value=\"31/02/2021\""), "{again}");
    assert!(again.contains("the row would still become no entry"), "{again}");
    let again = refused(&ann, &date, &as_str(&fields(""))).await;
    assert!(again.contains("Enter the date as the agency says it"), "{again}");

    assert_eq!(sent(&ann, &date, &as_str(&fields("March 2021"))).await, ROWS);
    assert_whole(&matters);
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let given = matter.entries.iter().find(|e| e.id.0 == "SPL-008").unwrap();
    assert_eq!(given.when.written, "March 2021");
    assert_eq!(
        (given.when.earliest.to_string(), given.when.latest.to_string()),
        ("2021-03-01".to_owned(), "2021-03-31".to_owned())
    );
    assert!(given.text.starts_with("ANON F, MAN IN GREEN VAN"));
    let (_, page) = ann.open("/case/saltmarsh/entry/SPL-008").await;
    for words in [
        "Date given by A. Reviewer",
        "Their log has it",
        "Letter of the police, 3 May 2022",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let (_, activity) = ben.open("/case/saltmarsh/activity").await;
    assert!(activity.contains("dated “March 2021”"), "{activity}");
    // Who comes with the same row later sees both.
    let (status, late) = led(ben.send(&date, &as_str(&fields("April 2021"))).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(late.contains("April 2021") && late.contains("March 2021"), "{late}");

    // A row before it, and the file comes anew: the day goes with the row.
    let police = from.join("police.csv");
    let text = fs::read_to_string(&police).unwrap();
    let more = "SPL-099,01/03/2021,10:00,Niche,DAIU,Note,NOTHING TO REPORT.\nSPL-008,";
    fs::write(&police, text.replace("SPL-008,", more)).unwrap();
    import(&matters, &from);
    assert_whole(&matters);
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let there = matter.entries.iter().find(|e| e.id.0 == "SPL-008").unwrap();
    assert_eq!(
        (there.when.written.as_str(), there.origin.row),
        ("March 2021", given.origin.row + 1)
    );

    // It is taken back on the row, with a reason.
    let all = format!("{ROWS}?state=all");
    let (_, page) = row(&ann, &all, "MAN IN GREEN VAN").await;
    let back = between_form(&page, "problems/date/back");
    let number = value_of(&back, "number");
    let form = value_of(&back, "form");
    let mut undo = vec![
        ("form", form.as_str()),
        OF_NOW,
        ("number", number.as_str()),
        ("because", ""),
        ("back", ROWS),
    ];
    let address = format!("{ROWS}/date/back");
    let told = refused(&ann, &address, &undo).await;
    assert!(told.contains("Enter why it is taken back"), "{told}");
    undo[3].1 = "The letter was of another row";
    sent(&ann, &address, &undo).await;
    assert_whole(&matters);
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    assert!(matter.entries.iter().all(|e| e.id.0 != "SPL-008"));

    // Given again; then the agency dates the row itself, and what was given rests.
    let (key, page) = row(&ann, ROWS, "MAN IN GREEN VAN").await;
    let seen = value_of(&page, "seen");
    let once_more = [
        ("seen", seen.as_str()),
        ("row", key.as_str()),
        ("written", "March 2021"),
        ("source", "Letter"),
        ("because", "As before"),
    ];
    sent(&ann, &date, &once_more).await;
    let text = fs::read_to_string(&police).unwrap();
    fs::write(&police, text.replace("SPL-008,31/02/2021", "SPL-008,31/03/2021")).unwrap();
    import(&matters, &from);
    assert_whole(&matters);
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let all: Vec<&str> = matter
        .entries
        .iter()
        .filter(|e| e.id.0 == "SPL-008")
        .map(|e| e.when.written.as_str())
        .collect();
    assert_eq!(all, ["31/03/2021"]);
    // The entry and Activity say whose date it takes the place of.
    let told = "“31/03/2021”, takes the place of “March 2021”, which A. Reviewer gave";
    for address in ["/case/saltmarsh/entry/SPL-008", "/case/saltmarsh/activity"] {
        let (_, page) = ann.open(address).await;
        assert!(page.contains(told), "{address}: {page}");
    }
}

/// The form that is sent to this address.
fn between_form(page: &str, address: &str) -> String {
    let at = page.find(&format!("/{address}\"")).unwrap();
    page[at..].split("</form>").next().unwrap().to_owned()
}

#[tokio::test]
async fn a_search_whose_words_are_corrected_still_tells_of_the_row_that_holds_them_as_typed() {
    let folder = tempfile::tempdir().unwrap();
    let from = supplied(folder.path());
    let matters = cases_of(folder.path());
    import(&matters, &from);
    let [ann] = <[Browser; 1]>::try_from(people(matters.clone(), &["A. Reviewer"]).await)
        .ok()
        .unwrap();
    for word in ["scanned", "moaned"] {
        let (_, page) = ann.open(&format!("/case/saltmarsh/search?q={word}")).await;
        assert!(page.contains("Shown are entries for the nearest words"), "{page}");
        assert!(
            page.contains("1 row that became no entry holds these words as typed"),
            "{page}"
        );
    }
}
