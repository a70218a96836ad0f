//! E-mails and zips: one e-mail is one row, what is attached is opened too, and what is not read is told of.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test"
)]

use std::{fs, path::Path};

use super::{check, import_one, sample};
use crate::headings;
use forewarned::{
    import::read_folder,
    model::{entry::Entry, record::Supplied},
};

/// What the further column of this heading holds.
fn further<'e>(entry: &'e Entry, heading: &str) -> &'e str {
    let found = entry.further.iter().find(|f| f.name == heading);
    found.map_or("", |f| f.value.as_str())
}

fn problems(supplied: &Supplied) -> String {
    let said: Vec<String> = supplied
        .problems
        .iter()
        .map(|p| format!("{} {p}", if p.lost_row { "LOST" } else { "note" }))
        .collect();
    said.join("\n")
}

fn places(supplied: &Supplied) -> Vec<(&str, &str)> {
    let entries = supplied.entries.iter();
    entries.map(|e| (e.id.0.as_str(), e.origin.part.as_str())).collect()
}

#[test]
fn an_e_mail_is_one_entry_with_its_subject_its_thread_and_its_headers() {
    let supplied = sample("eml/good.eml");
    let [mail] = supplied.entries.as_slice() else {
        panic!("one entry")
    };
    assert_eq!(mail.when.written, "14/01/2018 14:30");
    assert_eq!(mail.when.time.unwrap().to_string(), "14:30:00");
    assert_eq!(mail.author, "Dana Wells <d.wells@harbourside.example>");
    assert_eq!(mail.entry_type, "E-mail");
    assert!(
        mail.text
            .starts_with("Subject: Alan Pike - concern\n\nDear colleague,\n")
    );
    assert!(
        mail.text.ends_with("wrote:\n> Not yet."),
        "the thread stays: {}",
        mail.text
    );
    assert_eq!(
        further(mail, "Cc"),
        "Team Manager <tm@harbourside.example>, \"Ferris, Jo\" <j.ferris@probation.example>"
    );
    assert_eq!(further(mail, "Subject"), "Alan Pike - concern");
    assert_eq!(further(mail, "Message-ID"), "<a1@harbourside.example>");
    assert_eq!(further(mail, "In-Reply-To"), "<a0@probation.example>");
    assert_eq!(further(mail, "Date header"), "Sun, 14 Jan 2018 14:30:00 +0000");
    let [thread] = supplied.problems.as_slice() else {
        panic!("{}", problems(&supplied))
    };
    assert!(!thread.lost_row);
    assert!(
        thread
            .what
            .starts_with("the e-mail holds 2 earlier messages, sent '12 January 2018 09:12'; '11 Jan 2018, at 17:05"),
        "{thread}"
    );
}

#[test]
fn a_formatted_e_mail_is_read_as_words_at_london_time() {
    let supplied = sample("eml/good-html.eml");
    let mail = &supplied.entries[0];
    assert_eq!(
        mail.text,
        "Subject: Visit – café, £20 “lent”\n\nHe was seen at the allotment.\nMon\tno answer\nTue\tDNA & no call\nSee the record <https://records.example/x?a=1&b=2>."
    );
    // British Summer Time makes it the next day.
    assert_eq!(mail.when.written, "03/07/2018 00:30");
    assert_eq!(mail.when.earliest.to_string(), "2018-07-03");
    assert!(problems(&supplied).contains("another day in London"));
}

#[test]
fn a_stub_beside_a_formatted_page_gives_way_to_it_and_is_kept() {
    let supplied = sample("eml/good-stub.eml");
    assert!(supplied.entries[0].text.contains("nobody would stop him"));
    assert_eq!(supplied.problems[0].raw, "Open this message in an HTML reader.\n");
}

#[test]
fn attachments_are_opened_and_what_is_not_read_is_told_of_with_its_hash() {
    let supplied = sample("eml/good-attachments.eml");
    assert_eq!(
        places(&supplied),
        [
            ("good-attachments-002", ""),
            ("HS-1", "attachment 'contacts.csv'"),
            ("HS-2", "attachment 'contacts.csv'"),
            ("good-attachments-005", "attached e-mail 'Earlier: injury seen'"),
        ]
    );
    assert!(supplied.entries[0].text.ends_with("Contacts “as promised”, £5 paid."));
    assert_eq!(
        further(&supplied.entries[0], "Attachments"),
        "contacts.csv; logo.png; Earlier: injury seen.eml; meeting.ics; plan.xyz"
    );
    let said = problems(&supplied);
    assert!(
        said.contains("note good-attachments.eml, attachment 'logo.png': the file is a picture"),
        "{said}"
    );
    assert!(
        said.contains("note good-attachments.eml, attachment 'meeting.ics': the file is a calendar item"),
        "{said}"
    );
    // It may hold entries, so it counts as lost; and its name leads nowhere.
    assert!(
        said.contains("LOST good-attachments.eml, attachment 'plan.xyz': the file is of a kind that no importer reads"),
        "{said}"
    );
    assert!(
        supplied.problems.iter().any(|p| p.raw
            == "logo.png (72 bytes, SHA-256 5158ccdeb93a5397fe14d70bede56d804ab76a2b3ccdaaea42506c913e02bbaa)"),
        "{:?}",
        supplied.problems
    );
}

#[test]
fn a_mailbox_gives_a_row_for_each_e_mail() {
    let supplied = sample("eml/good.mbox");
    let days: Vec<(&str, usize)> = supplied
        .entries
        .iter()
        .map(|e| (e.when.written.as_str(), e.origin.row))
        .collect();
    assert_eq!(
        days,
        [
            ("03/01/2018 09:00", 1),
            ("04/01/2018 09:00", 2),
            ("05/01/2018 09:00", 3)
        ]
    );
    assert!(supplied.entries[1].text.contains("From the office he went home."));
    assert_eq!(supplied.problems, []);
}

#[test]
fn every_broken_e_mail_says_what_is_wrong_and_what_to_do() {
    check(
        "eml/broken-no-date.eml",
        1,
        0,
        &["row 1: the e-mail does not say when it was sent; a server received it at 14/01/2018 14:31 +0000"],
    );
    check(
        "eml/broken-no-such-day.eml",
        1,
        0,
        &["'Sun, 31 Feb 2018 14:30:00 +0000' cannot be read"],
    );
    check("eml/broken-empty.eml", 0, 0, &["the file is empty"]);
    check(
        "eml/broken-no-headers.eml",
        0,
        0,
        &["this is no e-mail: it has none of the headers"],
    );
    check("eml/broken-smime.eml", 2, 1, &["encrypted or sealed (S/MIME)"]);
    check("eml/broken-pgp.eml", 2, 1, &["encrypted (PGP)"]);
    check(
        "eml/broken-charset.eml",
        1,
        1,
        &["not of the character set that it names ('utf-8')"],
    );
    assert!(
        sample("eml/broken-charset.eml").entries[0]
            .text
            .ends_with("Paid £20 née Dupont.")
    );
    check(
        "eml/broken-cut-short.eml",
        5,
        3,
        &[
            "the bytes of attachment 'logo.png' were sent in a code (base64) that is damaged: it ends in the middle",
            "the file is a picture",
            "the e-mail was cut short",
        ],
    );
}

#[test]
fn an_outlook_message_is_read_with_what_is_attached_to_it() {
    let supplied = sample("msg/good.msg");
    assert_eq!(
        places(&supplied),
        [
            ("good-001", ""),
            ("HS-1", "attachment 'contacts.csv'"),
            ("good-003", "attached e-mail 'Injury seen'"),
        ]
    );
    let mail = &supplied.entries[0];
    assert_eq!(mail.when.written, "03/07/2018 00:30");
    // Not the path through the organisation's directory that stands beside the address.
    assert_eq!(mail.author, "Jo Ferris <j.ferris@probation.example>");
    assert_eq!(
        mail.text,
        "Subject: Concern – Alan Pike\n\nHe was outside her flat again at 4am.\nShe is frightened."
    );
    assert_eq!(further(mail, "To"), "Dana Wells <d.wells@harbourside.example>");
    assert_eq!(further(mail, "Cc"), "Team Manager");
    assert_eq!(further(mail, "In-Reply-To"), "<msg0@probation.example>");
    assert_eq!(
        further(mail, "Date header"),
        "2018-07-02T23:30:00Z (sent, as Outlook noted)"
    );
    assert_eq!(
        supplied.entries[2].text,
        "Subject: Injury seen\n\nBruise to left arm.\nSeen 8 January."
    );
    assert_eq!(supplied.problems, []);
}

#[test]
fn an_old_outlook_message_in_rich_text_only_is_read() {
    let supplied = sample("msg/good-rtf.msg");
    let mail = &supplied.entries[0];
    assert_eq!(
        mail.text,
        "Subject: Café visit £5\n\nHe said “I know where she lives”.\nPaid £5 naïve."
    );
    assert_eq!(mail.author, "Dana Wells");
    assert_eq!(further(mail, "To"), "PPU; Jo Ferris");
    assert_eq!(further(mail, "Message-ID"), "<h1@harbourside.example>");
    assert_eq!(further(mail, "Date header"), "Sun, 14 Jan 2018 14:30:00 +0000");
    assert_eq!(supplied.problems, []);
}

#[test]
fn every_broken_outlook_message_says_what_is_wrong_and_what_to_do() {
    check("msg/broken-empty.msg", 0, 0, &["the file is empty"]);
    check(
        "msg/broken-cut-short.msg",
        0,
        0,
        &["the properties of a message cannot be found"],
    );
    check(
        "msg/broken-never-sent.msg",
        1,
        0,
        &["it was last changed 09/01/2018, and may never have been sent"],
    );
    check("msg/broken-smime.msg", 2, 1, &["encrypted or sealed (S/MIME)"]);
}

#[test]
fn a_zip_gives_what_its_files_give() {
    let supplied = sample("zip/good.zip");
    assert_eq!(
        places(&supplied),
        [
            ("POL-1", "file 'police/contacts.csv'"),
            ("HSG-1", "file 'housing/notes.csv'"),
            ("good-003", "file 'mail/concern.eml'"),
        ]
    );
    assert!(
        problems(&supplied)
            .contains("note good.zip: 2 files that Windows, macOS or an office program leaves beside others")
    );
    assert_eq!(
        places(&sample("zip/good-nested.zip")),
        [
            ("POL-1", "file 'inner.zip', file 'police.csv'"),
            ("HSG-1", "file 'housing.csv'"),
        ]
    );
}

#[test]
fn every_broken_zip_says_what_is_wrong_and_what_to_do() {
    check(
        "zip/broken-cut-short.zip",
        0,
        0,
        &["the zip is damaged or was cut short"],
    );
    check("zip/broken-no-files.zip", 0, 0, &["the zip holds no files"]);
    check(
        "zip/broken-password.zip",
        2,
        1,
        &["file 'secret.csv': the file is locked with a password"],
    );
    check(
        "zip/broken-twice.zip",
        2,
        2,
        &["the zip holds 2 files of this name, and each of them was read"],
    );
    check(
        "zip/broken-bomb.zip",
        2,
        1,
        &["file 'big.csv': the file unpacks to so many times its size"],
    );
    check("zip/broken-names.zip", 3, 2, &["file '/abs/olute.xyz'"]);
    assert_eq!(
        places(&sample("zip/broken-names.zip")),
        [
            ("POL-1", "file '../../etc/cron.d/x.csv'"),
            ("HSG-1", "file 'C:\\Windows\\notes.csv'"),
        ]
    );
}

#[test]
fn a_table_with_the_headings_of_an_e_mail_in_it_stays_a_table() {
    let table = "Date,Author,Event,Subject\n14/01/2018,DW,\"Message-ID: <x>\nReceived: y\nFrom: z\",Call\n";
    let supplied = import_one("a.csv", table.as_bytes().to_vec());
    assert_eq!(supplied.entries.len(), 1);
    assert_eq!(supplied.entries[0].entry_type, "Call");
}

#[test]
fn silence_of_a_locked_file_in_a_zip_is_not_taken_for_silence_of_the_agency() {
    let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats/zip");
    for (sample, is_known) in [("good.zip", true), ("broken-password.zip", false)] {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(formats.join(sample), folder.path().join("police.zip")).unwrap();
        fs::write(
            folder.path().join("case.toml"),
            "title = \"T\"\nkind = \"sfo\"\nreview_from = 2018-01-01\nreview_to = 2018-12-31\n\n[[agency]]\nid = \"police\"\nname = \"Police\"\nkind = \"police\"\nfiles = [\"police.zip\"]\nsupplied_from = 2018-01-01\nsupplied_to = 2018-12-31\n",
        )
        .unwrap();
        let bundle = read_folder(folder.path(), &headings()).unwrap();
        let police = &bundle.case.agencies[0];
        assert_eq!(police.supplied_from.is_some(), is_known, "{sample}");
        // What could be read stays.
        assert_eq!(police.files, ["police.zip"]);
        assert!(!bundle.supplied[0].entries.is_empty());
        let said = bundle
            .problems
            .iter()
            .any(|p| p.what.contains("not every part of the files"));
        assert_eq!(said, !is_known);
    }
}

#[test]
fn a_line_of_a_letter_that_begins_with_from_parts_no_mailbox() {
    let mail = |day: u32, body: &str| {
        format!(
            "From: Dana Wells <d.wells@harbourside.example>\nDate: {day} Jan 2018 09:00:00 +0000\nSubject: Note\n\n{body}\n\n"
        )
    };
    let body =
        "She said:\n\nFrom January 2018 he followed her every day.\n\nFrom Mon to Fri in 2018 he waited at the gate.";
    for separators in [
        [
            "From - Wed Jan  3 09:00:00 2018\n",
            "From d.wells@harbourside.example Thu Jan 04 09:00:00 2018\n",
        ],
        [
            "From MAILER-DAEMON Wed Jan  3 09:00 2018\n",
            "From 1589@xxx Thu Jan 04 09:00:00 +0000 2018\n",
        ],
        [
            "From d.wells@harbourside.example Wed, 3 Jan 2018 09:00:00 +0000\r\n",
            "From a@b.example Thu Jan 4 09:00:00 GMT 2018\n",
        ],
    ] {
        let whole = format!(
            "{}{}{}{}",
            separators[0],
            mail(3, body),
            separators[1],
            mail(4, "Seen.")
        );
        let supplied = import_one("box.mbox", whole.into_bytes());
        assert_eq!(supplied.entries.len(), 2, "{}", problems(&supplied));
        assert_eq!(supplied.record.problems, 0);
        for words in [
            "From January 2018 he followed her every day.",
            "From Mon to Fri in 2018 he waited",
        ] {
            assert!(supplied.entries[0].text.contains(words), "{}", supplied.entries[0].text);
        }
    }
}

#[test]
fn what_stands_before_the_first_message_of_a_mailbox_is_told() {
    let whole = b"From here on she kept notes.\n\nFrom - Thu Jan  4 09:00:00 2018\nFrom: Dana Wells <d@h.example>\nDate: 4 Jan 2018 09:00:00 +0000\n\nSeen.\n";
    let supplied = import_one("box.mbox", whole.to_vec());
    assert_eq!((supplied.entries.len(), supplied.record.problems), (1, 1));
    assert!(
        supplied
            .problems
            .iter()
            .any(|p| p.lost_row && p.raw.contains("From here on she kept notes."))
    );
}

#[test]
fn a_long_message_that_cannot_be_read_says_that_it_is_shown_in_part() {
    let long = "he came again ".repeat(300);
    let whole = format!(
        "From - Wed Jan  3 09:00:00 2018\nFrom: D <d@h.example>\nDate: 3 Jan 2018 09:00:00 +0000\n\nSeen.\n\nFrom - Thu Jan  4 09:00:00 2018\n\n{long}\n"
    );
    let supplied = import_one("box.mbox", whole.into_bytes());
    let lost = super::lost(&supplied);
    let [raw] = lost.as_slice() else {
        panic!("{}", problems(&supplied))
    };
    assert!(
        raw.ends_with("… [shortened: 4202 bytes in all, kept whole in the record]"),
        "{raw}"
    );
}

#[test]
fn a_zip_of_more_files_than_are_opened_says_how_many_more_there_are() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..5_030 {
        zip.start_file(format!("{number}.xyz"), options).unwrap();
    }
    zip.add_directory("letters", options).unwrap();
    let supplied = import_one("many.zip", zip.finish().unwrap().into_inner());
    let last = supplied.problems.last().unwrap();
    assert_eq!(supplied.problems.len(), 5_001);
    assert!(
        last.what
            .starts_with("30 more files of the zip were not read: no more than 5000 files"),
        "{last}"
    );
    assert!(last.lost_row);
}

#[test]
fn an_e_mail_with_more_attached_than_is_opened_says_how_many_more_there_are() {
    let mut whole = String::from(
        "From: D <d@h.example>\nDate: 3 Jan 2018 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSeen.\n",
    );
    for number in 0..5_030 {
        let part = format!("--b\nContent-Disposition: attachment; filename={number}.xyz\n\nx\n");
        whole.push_str(&part);
    }
    whole.push_str("--b--\n");
    let supplied = import_one("many.eml", whole.into_bytes());
    let said = problems(&supplied);
    assert!(
        said.contains("LOST many.eml: and 29 more files inside it were not opened"),
        "{}",
        said.get(said.len() - 600..).unwrap()
    );
    assert!(supplied.problems.len() < 5_010, "{}", supplied.problems.len());
}

/// An e-mail that was sent in two forms.
fn in_two_forms(plain: &str, html: &str) -> Supplied {
    let raw = format!(
        "From: a@x.example\r\nDate: Wed, 02 Mar 2022 10:00:00 +0000\r\nSubject: Log\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b--\r\n"
    );
    import_one("a.eml", raw.into_bytes())
}

#[test]
fn a_formatted_form_that_alone_holds_the_dated_table_is_read() {
    let plain = "Hi Jo,\r\n\r\nPlease see the contacts below.\r\n\r\nRegards\r\nAnn";
    let html = "<p>Hi Jo,</p><p>Please see the contacts below.</p><table><tr><td>01/02/2022</td>\
                <td>He threatened to kill her</td></tr></table><p>Regards<br>Ann</p>";
    let supplied = in_two_forms(plain, html);
    let words = &supplied.entries[0].text;
    assert!(words.contains("01/02/2022\tHe threatened to kill her"), "{words}");
    assert!(supplied.problems[0].raw.contains("Please see the contacts below."));
}

#[test]
fn a_formatted_form_that_says_more_is_kept_beside_the_plain_one() {
    let plain = "On 3 February 2022 he hit her and she left the house with the children.";
    let supplied = in_two_forms(plain, "<p>Also she has moved to the refuge in Harbourside.</p>");
    assert!(supplied.entries[0].text.contains(plain), "the plain words are read");
    let said = problems(&supplied);
    assert!(
        said.contains("the formatted form of this e-mail says more than the plain one"),
        "{said}"
    );
    let kept = |p: &forewarned::model::problem::Problem| p.raw.contains("moved to the refuge in Harbourside");
    assert!(supplied.problems.iter().any(kept));
    let same = in_two_forms(plain, &format!("<p>{plain}</p>"));
    assert_eq!(
        problems(&same),
        "",
        "two forms of the same words are nothing to tell of"
    );
}

#[test]
fn words_of_an_e_mail_that_are_struck_through_are_read_and_told_of() {
    let supplied = in_two_forms("He was not arrested.", "<p>He was <s>not</s> arrested.</p>");
    let said = problems(&supplied);
    assert!(
        said.contains("words are struck through: 'not'; they are read as they stand"),
        "{said}"
    );
    assert!(supplied.entries[0].text.contains("He was not arrested."));
}
