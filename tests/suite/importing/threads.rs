//! E-mails with others inside, invitations, wrappings, and exchanges: what is told of each, and that nothing is lost.

use std::fmt::Write as _;

use forewarned::{
    app::judging::{Material, judge},
    import::narrative_case,
    model::{record::Supplied, timeline::Relation},
};

use super::{import_one, sample};
use crate::whole_cases::book;

fn said(supplied: &Supplied) -> String {
    let all: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    all.join("\n")
}

fn further<'a>(supplied: &'a Supplied, entry: usize, heading: &str) -> &'a str {
    let all = &supplied.entries[entry].further;
    all.iter().find(|f| f.name == heading).map_or("", |f| f.value.as_str())
}

#[test]
fn an_e_mail_attached_to_another_is_an_entry_of_its_own_day() {
    let supplied = sample("eml/good-forwarded.eml");
    let days: Vec<String> = supplied.entries.iter().map(|e| e.when.earliest.to_string()).collect();
    assert_eq!(days, ["2022-03-21", "2022-03-18"]);
    assert!(supplied.entries[1].text.contains("Ann has bruises on both arms"));
    assert!(supplied.entries[1].origin.part.contains("attached e-mail 'Bruises'"));
}

#[test]
fn an_invitation_says_of_what_and_when_in_london_and_is_no_entry() {
    let supplied = sample("eml/good-invitation.eml");
    assert_eq!(supplied.entries.len(), 1);
    let said = said(&supplied);
    assert!(
        said.contains("'Strategy meeting, Ann Ward', 04/07/2022 10:00 (London), at Town Hall, room 2"),
        "summer time, and a folded line: {said}"
    );
    let item = |lines: &str| {
        let mail = format!(
            "From: a@a.invalid\nTo: b@b.invalid\nDate: Mon, 21 Mar 2022 10:00:00 +0000\nMessage-ID: <c@a>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee it.\n--x\nContent-Type: text/calendar; name=a.ics\nContent-Disposition: attachment; filename=a.ics\n\nBEGIN:VCALENDAR\n{lines}\nEND:VCALENDAR\n--x--\n"
        );
        self::said(&import_one("a.eml", mail.into_bytes()))
    };
    let all_day = item("METHOD:CANCEL\nBEGIN:VEVENT\nSUMMARY:Visit\nDTSTART;VALUE=DATE:20220321\nEND:VEVENT");
    assert!(all_day.contains("'Visit', 21/03/2022, cancelled"), "{all_day}");
    let zoned = item(
        "BEGIN:VEVENT\nDTSTART;TZID=Europe/Paris:20220321T100000\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT",
    );
    assert!(
        zoned.contains("'without subject', 21/03/2022 10:00 (Europe/Paris); 'without subject', 'soon'"),
        "{zoned}"
    );
    assert!(item("").contains("a calendar item, which is not read"));
}

#[test]
fn wrappings_pictures_and_letters_of_another_set_are_told() {
    let winmail = sample("eml/broken-winmail.eml");
    assert_eq!((winmail.record.entries, winmail.record.problems), (1, 1));
    assert!(said(&winmail).contains("Outlook's own wrapping"));
    let picture = sample("eml/good-inline-picture.eml");
    assert_eq!(picture.entries.len(), 1);
    assert!(said(&picture).contains("attachment 'door.png': the file is a picture, which is not read"));
    let lie = sample("eml/broken-charset-lie.eml");
    assert!(
        lie.entries[0].text.contains("She owes £40 – “pay or else”."),
        "{}",
        lie.entries[0].text
    );
    assert!(said(&lie).contains("are not of the character set that it names ('utf-8')"));
}

#[test]
fn an_exchange_keeps_its_headers_and_is_linked() {
    let supplied = sample("eml/good-thread.mbox");
    assert_eq!(further(&supplied, 1, "In-Reply-To"), "<one@health.invalid>");
    assert_eq!(
        further(&supplied, 2, "References"),
        "<one@health.invalid> <two@housing.invalid>"
    );
    let case = narrative_case("good-thread.mbox");
    let settled = Vec::new();
    let matter = judge(
        Material {
            case,
            records: Vec::new(),
            problems: Vec::new(),
            entries: supplied.entries,
            acts: Vec::new(),
            settled,
        },
        book(),
        &mut |_| {},
    );
    let threads = matter
        .timeline
        .related
        .iter()
        .filter(|r| r.how == Relation::Thread)
        .count();
    assert_eq!(threads, 2, "{:?}", matter.timeline.related);
}

#[test]
fn a_thousand_attachments_and_a_very_long_line_lose_nothing_and_bury_no_remark() {
    let mut mail = "From: a@a.invalid\nTo: b@b.invalid\nDate: Mon, 21 Mar 2022 10:00:00 +0000\nSubject: Many\n  folded\nMessage-ID: <m@a>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n".to_owned();
    mail.push_str(&"x ".repeat(20_000));
    mail.push_str("she was hit\n");
    for n in 0..1_000 {
        writeln!(
            mail,
            "--x\nContent-Type: text/csv; name=n{n}.csv\n\nDate,Event\n14/03/2022,Note {n}"
        )
        .unwrap();
    }
    mail.push_str("--x--\n");
    let supplied = import_one("many.eml", mail.into_bytes());
    assert_eq!(supplied.entries.len(), 1_001);
    assert!(supplied.entries[0].text.ends_with("she was hit"));
    assert_eq!(further(&supplied, 0, "Subject"), "Many folded");
    assert!(supplied.problems.len() < 10, "{}", supplied.problems.len());
    assert!(
        said(&supplied).contains("and of 995 more parts of the file: the table has no column Ref"),
        "{}",
        said(&supplied)
    );
}
