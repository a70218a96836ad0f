//! Rows that a reviewer dated, when their agency's files come anew: a date never goes to another row, and what was put beside an entry
//! never passes to another entry.

use std::{fs, sync::Arc};

use axum::http::StatusCode;
use forewarned::app::{importing, loose::Whose, matters::Matters, settling::Signed, taking_back};

use super::{
    Browser, OF_NOW,
    support::{kept, led, people, refused, sent},
};
use crate::headings;

const CASE: &str = "hollin-bank";
const WHO: [&str; 2] = ["A. Reviewer", "B. Chair"];

/// A case with a folder for files, and two people in front of it.
struct Desk {
    folder: tempfile::TempDir,
    matters: Arc<Matters>,
    ann: Browser,
    ben: Browser,
    agency: String,
}

impl Desk {
    async fn new() -> Self {
        let (folder, matters) = kept(CASE);
        let [ann, ben] = <[Browser; 2]>::try_from(people(matters.clone(), &WHO).await)
            .ok()
            .unwrap();
        let agency = matters.get(CASE).unwrap().unwrap().case.agencies[0].id.0.clone();
        Self {
            folder,
            matters,
            ann,
            ben,
            agency,
        }
    }

    /// Brings a file in, in the place of the one of this name where that is given.
    fn bring(&self, name: &str, rows: &[&str], replaces: Option<&str>) -> importing::Imported {
        let path = self.folder.path().join(name);
        let text = format!("Ref,Date,Time,Source,Author,Type,Event\n{}\n", rows.join("\n"));
        fs::write(&path, text).unwrap();
        let order = importing::Order {
            paths: vec![path],
            case: Some(CASE.to_owned()),
            whose: Some(Whose {
                agency: self.agency.clone(),
                name: None,
                kind: None,
                supplied: None,
                columns: [].into(),
            }),
            who: "A. Reviewer".to_owned(),
            replaces: replaces.map(str::to_owned),
        };
        let ready = importing::prepare(self.matters.home(), &headings(), &order).unwrap();
        importing::keep(self.matters.home(), &ready, &order).unwrap()
    }

    /// Key of the row of this file that waits, the one of this number among those that say so.
    fn key(&self, file: &str, words: &str, at: usize) -> String {
        let matter = self.matters.get(CASE).unwrap().unwrap();
        let all = matter.problems.iter();
        let mut all = all.filter(|p| p.lost_row && p.file == file && p.raw.contains(words));
        all.nth(at).unwrap().key()
    }

    /// Dates a row.
    async fn date(&self, key: &str, written: &str) {
        sent(
            &self.ann,
            &date(),
            &fields(key, written, "Letter of May", "As they say", OF_NOW.1),
        )
        .await;
    }

    /// Name, row and date of the entries of a file that say so.
    fn entries(&self, words: &str) -> Vec<(String, String, usize, String)> {
        let matter = self.matters.get(CASE).unwrap().unwrap();
        let all = matter.entries.iter().filter(|e| e.text.contains(words));
        let mut out: Vec<_> = all
            .map(|e| {
                let origin = &e.origin;
                (e.id.0.clone(), origin.file.clone(), origin.row, e.when.written.clone())
            })
            .collect();
        out.sort();
        out
    }

    /// What is to be done about rows that wait and say so.
    fn waiting(&self, words: &str) -> Vec<String> {
        let matter = self.matters.get(CASE).unwrap().unwrap();
        let all = matter.problems.iter().filter(|p| p.lost_row && p.raw.contains(words));
        all.map(|p| p.next.clone()).collect()
    }
}

fn date() -> String {
    format!("/case/{CASE}/problems/date")
}

fn fields<'a>(
    key: &'a str,
    written: &'a str,
    source: &'a str,
    because: &'a str,
    seen: &'a str,
) -> [(&'a str, &'a str); 6] {
    [
        ("form", ""),
        ("seen", seen),
        ("row", key),
        ("written", written),
        ("source", source),
        ("because", because),
    ]
}

const RING: &str = ",,10:00,s,a,t,RING AGAIN left a message for her";

#[tokio::test]
async fn a_date_never_goes_to_a_row_of_another_file() {
    let desk = Desk::new().await;
    desk.bring(
        "phone jan.csv",
        &[RING, ",02/01/2024,10:00,s,a,t,Routine visit to her home in January"],
        None,
    );
    desk.bring(
        "phone may.csv",
        &[",03/05/2024,10:00,s,a,t,Routine visit to her home in May", RING],
        None,
    );
    desk.date(&desk.key("phone jan.csv", "RING", 0), "05/01/2024").await;
    assert_eq!(desk.entries("RING").len(), 1);
    let request = taking_back::Request {
        case: CASE.to_owned(),
        what: "phone jan.csv".to_owned(),
        agency: None,
    };
    let signed = Signed {
        who: "A. Reviewer".to_owned(),
        because: "Wrong file".to_owned(),
    };
    let taking = taking_back::look(&desk.matters, &request).unwrap();
    taking_back::take_back(&desk.matters, &taking, &signed).unwrap();
    assert!(desk.entries("RING").is_empty(), "{:?}", desk.entries("RING"));
    let waiting = desk.waiting("RING");
    assert_eq!(waiting.len(), 1);
    assert!(
        waiting[0].contains("a date was given by A. Reviewer for a row with these words"),
        "{waiting:?}"
    );
}

#[tokio::test]
async fn a_date_goes_to_a_row_of_a_later_version_only_where_it_alone_says_so_then_and_now() {
    let desk = Desk::new().await;
    let good: Vec<String> = (1..6)
        .map(|n| format!(",0{n}/03/2024,10:00,s,a,t,Routine visit number {n} to her home"))
        .collect();
    let good: Vec<&str> = good.iter().map(String::as_str).collect();
    let with = |at: &[usize]| -> Vec<&str> {
        let mut rows = good.clone();
        for at in at {
            rows.insert(*at, RING);
        }
        rows
    };
    desk.bring("calls.csv", &with(&[0, 3]), None);
    let keys = [desk.key("calls.csv", "RING", 0), desk.key("calls.csv", "RING", 1)];
    desk.date(&keys[0], "11/03/2024").await;
    desk.date(&keys[1], "12/03/2024").await;
    assert_eq!(desk.entries("RING").len(), 2);
    // Which of the two is left nobody can tell; nor where one stands at the place of the other.
    for rows in [with(&[5]), with(&[0])] {
        desk.bring("calls.csv", &rows, Some("calls.csv"));
        assert!(desk.entries("RING").is_empty(), "{:?}", desk.entries("RING"));
        assert_eq!(desk.waiting("RING").len(), 1);
    }
    // Given for the one that is left, it goes with it.
    desk.date(&desk.key("calls.csv", "RING", 0), "13/03/2024").await;
    assert_eq!(desk.entries("RING")[0].3, "13/03/2024");
}

#[tokio::test]
async fn what_was_put_beside_a_dated_row_stays_with_it_when_rows_are_put_in_above() {
    let desk = Desk::new().await;
    let threat = ",,,s,a,t,He threatened to kill her at the gate";
    let rows = [
        ",01/03/2024,,s,a,t,Routine visit number one to her home",
        ",02/03/2024,,s,a,t,Routine visit number two to her home",
    ];
    desk.bring("visits.csv", &[&[threat], &rows[..]].concat(), None);
    desk.date(&desk.key("visits.csv", "gate", 0), "04/03/2024").await;
    let before = desk.entries("gate");
    let note = format!("/case/{CASE}/entry/{}/note", before[0].0);
    sent(&desk.ann, &note, &[("text", "NOTE ON THREAT"), OF_NOW]).await;
    let above = ",28/02/2024,,s,a,t,A new first row about bins";
    let kept = desk.bring(
        "visits.csv",
        &[&[above, threat], &rows[..]].concat(),
        Some("visits.csv"),
    );
    assert!(kept.added.remarks.is_empty(), "{:?}", kept.added.remarks);
    let now = desk.entries("gate");
    assert_eq!((&now[0].0, now[0].2), (&before[0].0, before[0].2 + 1), "{now:?}");
    assert_ne!(desk.entries("bins")[0].0, before[0].0);
    // Another file that makes or brings the same name gets another one too.
    let named = format!("{},05/03/2024,,s,a,t,Another row of that name", before[0].0);
    desk.bring("others.csv", &[&named], None);
    assert_ne!(desk.entries("Another row")[0].0, before[0].0);
    // The row goes: its name is nobody's, and that the date fell away is told.
    let kept = desk.bring("visits.csv", &[&[above], &rows[..]].concat(), Some("visits.csv"));
    assert!(desk.entries("gate").is_empty());
    assert!(
        kept.added.remarks.iter().any(|r| r.contains("is not used any more")),
        "{:?}",
        kept.added.remarks
    );
    let matter = desk.matters.get(CASE).unwrap().unwrap();
    assert!(matter.entries.iter().all(|e| e.id.0 != before[0].0));
    assert!(matter.problems.iter().any(|p| p.what.contains("is not used any more")));
    let (_, activity) = desk.ben.open(&format!("/case/{CASE}/activity")).await;
    assert!(activity.contains("no row has this date now"), "{activity}");
}

#[tokio::test]
async fn where_the_agency_dates_the_row_itself_nothing_says_any_more_that_a_reviewer_did() {
    let desk = Desk::new().await;
    let rows = |day: &str| format!("TW-8,{day},,s,a,t,He was seen in a green van");
    desk.bring("van.csv", &[&rows("31/02/2024")], None);
    desk.date(&desk.key("van.csv", "green van", 0), "12/03/2024").await;
    let entry = format!("/case/{CASE}/entry/TW-8");
    assert!(desk.ben.open(&entry).await.1.contains("Date given by"));
    desk.bring("van.csv", &[&rows("12/03/2024")], Some("van.csv"));
    assert_eq!(desk.entries("green van").len(), 1);
    let (status, page) = desk.ben.open(&entry).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!page.contains("Date given by"), "{page}");
}

#[tokio::test]
async fn what_two_give_for_one_row_is_shown_to_the_second_beside_the_first() {
    let desk = Desk::new().await;
    desk.bring("van.csv", &["TW-8,31/02/2024,,s,a,t,He was seen in a green van"], None);
    let key = desk.key("van.csv", "green van", 0);
    sent(
        &desk.ben,
        &date(),
        &fields(&key, "12/03/2024", "Bens letter", "Ben says", "0"),
    )
    .await;
    // Pressed twice.
    sent(
        &desk.ben,
        &date(),
        &fields(&key, "12/03/2024", "Bens letter", "Ben says", "0"),
    )
    .await;
    let mine = fields(&key, "13/03/2024", "MYSOURCE", "MYREASON", "0");
    let (status, page) = led(desk.ann.send(&date(), &mine).await).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for words in ["MYSOURCE", "MYREASON", "Bens letter", "13/03/2024", "12/03/2024"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Who knows of the first one and keeps to the second is heard.
    desk.date(&key, "13/03/2024").await;
    let now = desk.entries("green van");
    assert_eq!(
        (now.len(), now[0].0.as_str(), now[0].3.as_str()),
        (1, "TW-8", "13/03/2024")
    );
    // One count everywhere.
    let matter = desk.matters.get(CASE).unwrap().unwrap();
    let listed = desk.matters.list().unwrap();
    let listing = listed.iter().find(|l| l.slug == CASE).unwrap();
    assert_eq!(
        (listing.entries, listing.problems),
        (matter.entries.len(), matter.problems.len())
    );
    let file = forewarned::store::CaseFile::open(&desk.matters.home().case_file(CASE)).unwrap();
    let arrivals = file.arrivals().unwrap();
    let van = &arrivals.iter().find(|a| a.record.file == "van.csv").unwrap().record;
    assert_eq!((van.entries, van.problems), (1, 0));
}

#[tokio::test]
async fn the_form_of_a_row_comes_back_with_its_words_wherever_the_row_stands() {
    let desk = Desk::new().await;
    let rows: Vec<String> = (0..160)
        .map(|n| format!("MR-{n},,,s,a,t,Row number {n} of many"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    desk.bring("many.csv", &rows, None);
    let key = desk.key("many.csv", "Row number 155 ", 0);
    let back = format!("/case/{CASE}/problems?file=many.csv&page=4");
    let form = format!("d{key}-");
    let mut sent_so = fields(&key, "nonsense", "MYSOURCE", "MYREASON", "0").to_vec();
    sent_so[0].1 = &form;
    sent_so.push(("back", &back));
    let page = refused(&desk.ann, &date(), &sent_so).await;
    for words in ["MYSOURCE", "MYREASON", "Row number 155 "] {
        assert!(page.contains(words), "{words}");
    }
    for hidden in ["12/03/2024\u{202e}", "12/03\u{200b}/2024"] {
        sent_so[3].1 = hidden;
        let page = refused(&desk.ann, &date(), &sent_so).await;
        assert!(page.contains("each sign of which is visible"), "{hidden:?}");
    }
    sent_so[3].1 = "12/03/2099";
    let response = desk.ann.send(&date(), &sent_so).await;
    let to = response.headers()["location"].to_str().unwrap().to_owned();
    assert!(to.ends_with("#said"), "{to}");
    let matter = desk.matters.get(CASE).unwrap().unwrap();
    let told = matter
        .problems
        .iter()
        .find(|p| p.what.contains("now entry MR-155"))
        .unwrap();
    assert!(told.next.contains("long after the period under review"), "{told:?}");
    let (_, page) = desk.ann.open(&format!("/case/{CASE}/entry/MR-155")).await;
    assert!(!page.contains("by the writer"), "{page}");
    // Taken back without a reason, from a list that does not show it.
    let number = matter.settled.last().unwrap().number;
    let (form, number) = (format!("b{number}-"), number.to_string());
    let undo = [("form", form.as_str()), OF_NOW, ("number", &number), ("because", "")];
    let page = refused(&desk.ann, &format!("{}/back", date()), &undo).await;
    assert!(page.contains("Row number 155 ") && page.contains(&form), "{page}");
}
