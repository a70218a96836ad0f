//! E-mails as careless programs write them: days, letters, codes and mailboxes that keep no standard are read, or told of.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop the test"
)]

use super::import_one;
use forewarned::model::record::Supplied;

fn said(supplied: &Supplied) -> String {
    let said: Vec<String> = supplied
        .problems
        .iter()
        .map(|p| format!("{} {p} [{}]", if p.lost_row { "LOST" } else { "note" }, p.raw))
        .collect();
    said.join("\n")
}

fn dated(date: &str) -> Supplied {
    let raw =
        format!("From: A <a@x.example>\r\nTo: b@x.example\r\nSubject: Visit\r\nDate: {date}\r\n\r\nHe came again.\r\n");
    import_one("a.eml", raw.into_bytes())
}

/// An e-mail with these further headers and this body.
fn with(headers: &str, body: &[u8]) -> Supplied {
    let mut raw = format!(
        "From: A <a@x.example>\r\nSubject: Visit\r\nDate: Mon, 14 Mar 2022 10:15:00 +0000\r\nMIME-Version: 1.0\r\n{headers}\r\n"
    )
    .into_bytes();
    raw.extend_from_slice(body);
    import_one("a.eml", raw)
}

fn when(supplied: &Supplied) -> String {
    supplied.entries.first().map_or_else(String::new, |e| {
        let time = e.when.time.map_or_else(String::new, |t| t.format(" %H:%M").to_string());
        format!("{}{time}{}", e.when.earliest, if e.when.doubtful { " ?" } else { "" })
    })
}

fn words(supplied: &Supplied) -> &str {
    supplied.entries.first().map_or("", |e| e.text.as_str())
}

#[test]
fn a_zone_told_by_name_is_the_zone_of_that_name() {
    for (date, expected) in [
        ("Fri, 15 Jul 2022 10:15:00 BST", "2022-07-15 10:15"),
        ("Fri, 15 Jul 2022 23:30:00 BST", "2022-07-15 23:30"),
        ("Fri, 15 Jul 2022 10:15:00 GMT", "2022-07-15 11:15"),
        ("Mon, 14 Mar 2022 00:15:00 CET", "2022-03-13 23:15"),
        ("Fri, 15 Jul 2022 10:15:00 CEST", "2022-07-15 09:15"),
        ("Mon, 14 Mar 2022 22:15:00 EST", "2022-03-15 03:15"),
        ("Fri, 15 Jul 2022 09:15:00 UT", "2022-07-15 10:15"),
        ("Fri, 15 Jul 2022 10:15:00 +0100 (BST)", "2022-07-15 10:15"),
        ("Fri, 15 Jul 2022 10:15:00 GMT+0100", "2022-07-15 10:15"),
        ("Mon, 14 Mar 2022 10:15:60 -0000", "2022-03-14 10:15"),
    ] {
        let supplied = dated(date);
        assert_eq!(when(&supplied), expected, "{date}: {}", said(&supplied));
    }
    let told = said(&dated("Mon, 14 Mar 2022 00:15:00 CET"));
    assert!(
        told.contains(
            "the sender's clock said Mon, 14 Mar 2022 00:15:00 CET, which is another day in London: 13/03/2022 23:15"
        ),
        "{told}"
    );
}

#[test]
fn a_zone_that_nobody_can_be_sure_of_leaves_the_hour_as_written_and_in_doubt() {
    for (date, expected) in [
        ("Fri, 15 Jul 2022 02:15:00 IST", "2022-07-15 02:15 ?"),
        ("Fri, 15 Jul 2022 02:15:00 XYZ", "2022-07-15 02:15 ?"),
        ("Mon, 14 Jan 2022 02:15:00 BST", "2022-01-14 02:15 ?"),
        ("Fri, 15 Jul 2022 10:15:00", "2022-07-15 10:15"),
    ] {
        let supplied = dated(date);
        assert_eq!(when(&supplied), expected, "{date}: {}", said(&supplied));
        let told = said(&supplied);
        assert!(told.contains(&format!("the e-mail's date '{date}' names ")), "{told}");
        assert!(told.contains("it was taken for the clock in London"), "{told}");
    }
}

#[test]
fn a_date_in_another_form_is_read_where_it_has_one_meaning_and_says_so() {
    for (date, expected) in [
        ("14 Mar 2022 10:15:00 PM", "2022-03-14 22:15"),
        ("14 Mar 2022 12:05:00 AM", "2022-03-14 00:05"),
        ("2022-07-14T10:15:00Z", "2022-07-14 11:15"),
        ("2022-07-14T10:15:00+01:00", "2022-07-14 10:15"),
        ("14/03/2022 10:15", "2022-03-14 10:15"),
        ("03/14/2022 10:15", "2022-03-14 10:15"),
        ("March 14, 2022 10:15:00 AM", "2022-03-14 10:15"),
        ("Mon Mar 14 10:15:00 2022", "2022-03-14 10:15"),
        ("14-Mar-2022 10:15:00 +0000", "2022-03-14 10:15"),
    ] {
        let supplied = dated(date);
        assert_eq!(when(&supplied), expected, "{date}: {}", said(&supplied));
        assert!(
            said(&supplied).contains(&format!("the e-mail's date '{date}' ")),
            "{}",
            said(&supplied)
        );
    }
    for date in [
        "03/04/2022 10:15",
        "lun., 14 mars 2022 10:15:00 +0000",
        "14 Mar 2022 13:15:00 AM",
        "14 Mar 2022",
    ] {
        let supplied = dated(date);
        assert!(supplied.entries.is_empty(), "{date}");
        let told = said(&supplied);
        assert!(
            told.contains(&format!("the e-mail's date '{date}' cannot be read")),
            "{told}"
        );
        assert!(
            told.contains("He came again."),
            "its words stand in the problem: {told}"
        );
    }
}

#[test]
fn an_e_mail_whose_lines_end_in_carriage_returns_or_begin_with_blanks_is_read() {
    let raw = "From: A <a@x.example>\rSubject: Visit\rDate: Mon, 14 Mar 2022 10:15:00 +0000\rMessage-ID: <a@x>\r\rHe came again.\rAt night.\r";
    let supplied = import_one("a.eml", raw.as_bytes().to_vec());
    assert_eq!(words(&supplied), "Subject: Visit\n\nHe came again.\nAt night.");
    let supplied = import_one("a.eml", format!("\r\n\r\n{}", raw.replace('\r', "\r\n")).into_bytes());
    assert_eq!(words(&supplied), "Subject: Visit\n\nHe came again.\nAt night.");
}

#[test]
fn what_the_bytes_prove_comes_before_the_character_set_that_is_named() {
    let utf_8 = "Zoë said “£50” – naïve".as_bytes();
    let windows = encoding_rs::WINDOWS_1252.encode("Zoë said “£50” – naïve").0;
    for (named, bytes, told) in [
        ("windows-1252", utf_8, "proves to be UTF-8"),
        ("iso-8859-1", utf_8, "proves to be UTF-8"),
        ("koi8-r", utf_8, "proves to be UTF-8"),
        ("utf-16", utf_8, "proves to be UTF-8"),
        ("iso-8859-15", &*windows, "those of Windows-1252"),
        ("utf-8", &*windows, "not of the character set that it names"),
    ] {
        let supplied = with(&format!("Content-Type: text/plain; charset={named}\r\n"), bytes);
        assert_eq!(words(&supplied), "Subject: Visit\n\nZoë said “£50” – naïve", "{named}");
        assert!(said(&supplied).contains(told), "{named}: {}", said(&supplied));
    }
    let supplied = with("Content-Type: text/plain; charset=utf-7\r\n", b"Zo+AOs said +AKM-50");
    assert_eq!(words(&supplied), "Subject: Visit\n\nZoë said £50");
    let supplied = with("Content-Type: text/plain; charset=ibm850\r\n", b"\x9c50 Zo\x89");
    assert_eq!(words(&supplied), "Subject: Visit\n\n£50 Zoë");
    let supplied = with("Content-Type: text/plain; charset=iso-2022-kr\r\n", b"He came again.");
    assert_eq!(words(&supplied), "Subject: Visit\n\nHe came again.");
    // One byte that is wrong takes no other letter with it.
    let supplied = with("Content-Type: text/plain; charset=utf-8\r\n", b"Zo\xc3\xab na\xefve");
    assert_eq!(words(&supplied), "Subject: Visit\n\nZoë naïve");
}

#[test]
fn a_code_that_is_cut_off_or_damaged_is_read_as_far_as_it_goes_and_told() {
    // "He came again last night, and she called."
    let whole = "SGUgY2FtZSBhZ2FpbiBsYXN0IG5pZ2h0LCBhbmQgc2hlIGNhbGxlZC4=";
    for (code, body, expected, told) in [
        (
            "base64",
            whole.to_owned(),
            "He came again last night, and she called.",
            "",
        ),
        (
            "base64",
            whole[..46].to_owned(),
            "He came again last night, and she ",
            "ends in the middle",
        ),
        (
            "base64",
            whole.replace("Fnb", "!!Fnb").replace("0IG", "*0IG"),
            "He came again last night, and she called.",
            "letters in it that do not belong",
        ),
        (
            "base64",
            format!("{whole}\r\nThis e-mail was scanned."),
            "He came again last night, and she called.\nThis e-mail was scanned.",
            "plain words beside it",
        ),
        (
            "base64",
            "He came again last night.".to_owned(),
            "He came again last night.",
            "but are plain",
        ),
        (
            "quoted-printable",
            "He came =\r\nagain=2E =XX".to_owned(),
            "He came again. =XX",
            "damaged in 1 places",
        ),
        (
            "quoted-printable",
            "He came again=2E=2".to_owned(),
            "He came again.=2",
            "ends in the middle",
        ),
        (
            "x-uuencode",
            "begin 644 a.txt\r\n.2&4@8V%M92!A9V%I;BX`\r\n`\r\nend\r\n".to_owned(),
            "He came again.",
            "",
        ),
        (
            "x-uuencode",
            "begin 644 a.txt\r\n.2&4@8V%M92!A\r\n".to_owned(),
            "He came a",
            "ends in the middle or is damaged",
        ),
        (
            "x-odd",
            "He came again.".to_owned(),
            "He came again.",
            "a code that is not known ('x-odd')",
        ),
    ] {
        let headers = format!("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {code}\r\n");
        let supplied = with(&headers, body.as_bytes());
        assert_eq!(
            words(&supplied).trim_end(),
            format!("Subject: Visit\n\n{expected}").trim_end(),
            "{code}: {body}"
        );
        let problems = said(&supplied);
        assert_eq!(problems.is_empty(), told.is_empty(), "{code} {body}: {problems}");
        assert!(problems.contains(told), "{code} {body}: {problems}");
    }
}

/// Two e-mails, each behind this line.
fn mailbox(separator: &str, between: &str) -> String {
    let one = |day: u32, words: &str| {
        format!(
            "{separator}From: A <a@x.example>\nTo: b@x.example\nSubject: Visit\nDate: {day} Mar 2022 10:15:00 +0000\n\n{words}\n"
        )
    };
    format!("{}{between}{}{between}", one(1, "He came."), one(2, "He came again."))
}

#[test]
fn e_mails_of_a_mailbox_are_apart_without_a_blank_line_or_a_day_between_them() {
    for (separator, between) in [
        ("From a@x.example Mon Mar 14 10:15:00 2022\n", "\n"),
        ("From a@x.example Mon Mar 14 10:15:00 2022\n", ""),
        ("From MAILER-DAEMON\n", "\n"),
        ("From a@x.example\n", ""),
    ] {
        let supplied = import_one("a.mbox", mailbox(separator, between).into_bytes());
        let texts: Vec<&str> = supplied.entries.iter().map(|e| e.text.trim_end()).collect();
        assert_eq!(
            texts,
            ["Subject: Visit\n\nHe came.", "Subject: Visit\n\nHe came again."],
            "{separator}{between}"
        );
        assert_eq!(said(&supplied), "", "{separator}{between}");
    }
    // Words of a letter with a head pasted below them begin none.
    let pasted = mailbox(
        "From a@x.example Mon Mar 14 10:15:00 2022\n",
        "\n\nFrom here on\nhe waited\nFrom: C\nDate: 1 Mar 2022\nTo: D\n\n",
    );
    assert_eq!(import_one("a.mbox", pasted.into_bytes()).entries.len(), 2);
}

#[test]
fn an_e_mail_that_holds_heads_of_later_ones_says_that_they_may_have_run_together() {
    let supplied = with(
        "",
        b"He came.\r\n\r\nFrom: A\r\nDate: Wed, 16 Mar 2022 10:15:00 +0000\r\nSubject: x\r\n\r\nAgain.\r\n",
    );
    let told = said(&supplied);
    assert!(told.contains("1 of them dated later than itself"), "{told}");
    assert!(!told.contains("earlier message,"), "{told}");
}

#[test]
fn an_e_mail_that_lost_its_end_says_so() {
    let told = said(&with("Content-Length: 900\r\n", b"He came again.\r\n"));
    assert!(told.contains("its words have 900 bytes, and at most"), "{told}");
    assert_eq!(said(&with("Content-Length: 16\r\n", b"He came again.\r\n")), "");
    let mut cut = mailbox("From a@x.example Mon Mar 14 10:15:00 2022\n", "\n");
    cut.truncate(cut.len() - 6);
    let told = said(&import_one("a.mbox", cut.into_bytes()));
    assert!(told.contains("the mailbox ends in the middle of a line"), "{told}");
    let inner = b"--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain\r\n\r\nHe came.\r\n--b--\r\n";
    let told = said(&with("Content-Type: multipart/mixed; boundary=b\r\n", inner));
    assert!(told.contains("the sign at its end is not there"), "{told}");
}

#[test]
fn parts_that_no_sign_parts_are_read_as_they_stand() {
    let supplied = with(
        "Content-Type: multipart/mixed; boundary=q\r\n",
        b"--b\r\nContent-Type: text/plain\r\n\r\nHe came.\r\n--b--\r\n",
    );
    assert!(words(&supplied).contains("He came."), "{}", said(&supplied));
    assert!(
        said(&supplied).contains("the sign that parts them is not there"),
        "{}",
        said(&supplied)
    );
}

#[test]
fn words_in_headers_fields_and_invitations_are_kept_or_told() {
    let told = said(&with(
        "Comments: She is afraid\r\nKeywords: stalking\r\n",
        b"He came.\r\n",
    ));
    assert!(
        told.contains("words in its header 'Comments'") && told.contains("[She is afraid]"),
        "{told}"
    );
    assert!(
        told.contains("words in its header 'Keywords'") && told.contains("[stalking]"),
        "{told}"
    );
    let page =
        b"<p>He came.</p><noscript>At night.</noscript><input value=\"Drunk\"><input type=hidden value=\"t0k3n\">";
    let supplied = with("Content-Type: text/html\r\n", page);
    assert_eq!(words(&supplied), "Subject: Visit\n\nHe came.\nAt night. [field: Drunk]");
    let parts = b"--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n--b\r\nContent-Type: application/gzip\r\nContent-Description: Log of May\r\nContent-Disposition: attachment\r\n\r\nxx\r\n\
        --b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20220715T090000Z\r\nSUMMARY:Review\r\nDESCRIPTION:He is out\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--b--\r\n";
    let told = said(&with("Content-Type: multipart/mixed; boundary=b\r\n", parts));
    assert!(told.contains("attachment 'unnamed' (application/gzip)"), "{told}");
    assert!(told.contains("[Log of May]"), "{told}");
    assert!(
        told.contains("'Review', 15/07/2022 10:00 (London), which says 'He is out'"),
        "{told}"
    );
}
