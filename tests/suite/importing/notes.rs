//! Dated notes as nurses, housing officers and log clerks type them: where each begins, its day, its time.

use std::{fs, path::Path};

use forewarned::{
    import::{Taken, narrative_case, read_file},
    model::record::Supplied,
};

use crate::headings;

/// Reads a file of a case whose review ends with 2023.
fn import_one(name: &str, content: Vec<u8>) -> Supplied {
    let mut case = narrative_case(name);
    case.review_to = "2023-12-31".parse().unwrap();
    let agency = case.agencies[0].id.clone();
    read_file(&case, &headings(), &agency, (name, content), &mut Taken::new())
}

fn sample(path: &str) -> Supplied {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/formats").join(path);
    import_one("notes.txt", fs::read(whole).unwrap())
}

/// Day, time and words of each entry, the words cut to their begin.
fn told(supplied: &Supplied) -> Vec<String> {
    let entries = supplied.entries.iter();
    entries
        .map(|e| {
            let time = e.when.time.map_or(String::new(), |t| t.format(" %H:%M").to_string());
            let words: String = e.text.trim().chars().take(22).collect();
            format!("{}{time} {words}", e.when.earliest)
        })
        .collect()
}

fn typed(text: &str) -> Supplied {
    let supplied = import_one("log.txt", text.as_bytes().to_vec());
    let whole: String = supplied.entries.iter().map(|e| e.text.as_str()).collect();
    assert_eq!(whole, text, "every byte is in exactly one entry");
    supplied
}

#[test]
fn a_nurses_notes_keep_what_is_told_inside_them_under_their_own_day() {
    let supplied = sample("txt/good-nurse-notes.txt");
    assert_eq!(
        told(&supplied),
        [
            "2022-03-21 10:15 21/03/2022 10:15\nSeen ",
            "2022-03-22 14:30 22/3/22 @ 1430hrs - T/",
            "2022-03-24 10:15 24.03.22 10.15am: DNA.",
            "2022-03-25 25/03/22 In the mornin",
            "2022-03-28 14:00 28th March 2022, 2pm, ",
            "2022-03-29 29/3/2022 Overnight - ",
            "1968-02-12 PMH: 12/02/68 appendic",
            "2022-03-30 30.3.22 - Discussed wi",
        ]
    );
    let jean = &supplied.entries[1].text;
    assert!(
        jean.contains("Jean last saw her on 14/3. Advised to ring 999"),
        "{jean}"
    );
    let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
    assert!(
        said.iter().any(|s| s.contains("3 other dates stand inside notes")),
        "{said:?}"
    );
}

#[test]
fn a_housing_officers_notes_begin_with_who_wrote_them() {
    let supplied = sample("txt/good-housing-notes.txt");
    let told = told(&supplied);
    assert_eq!(
        told[1..],
        [
            "2021-04-03 Entry by J. Ward on 3 ",
            "2021-04-19 Entry by J. Ward on 19",
            "2021-05-21 10:15 [21/05/2021 10:15] J W",
            "2021-05-21 14:40 [21/05/2021 14:40] J W",
            "2021-05-24 P Lindley (team leader",
            "2021-05-27 14:00 Visit 27/05/2021 at 2p",
            "2021-06-01 June 2021 - no contact",
            "2021-07-05 w/c 05/07/21 ASB case ",
            "2021-09-02 10:30 J.Ward 02/09/2021 1030",
        ]
    );
}

#[test]
fn a_police_log_has_an_entry_for_each_author_and_time() {
    let supplied = sample("txt/good-police-log.txt");
    assert_eq!(
        told(&supplied),
        [
            "2022-03-14 LOG NF-0388 14/03/2022",
            "2022-03-14 21:42 PC 123: 14/03/2022 21:",
            "2022-03-14 21:50 PC 123: 14/03/2022 215",
            "2022-03-14 22:05 PC 4512 Smith - 14/03/",
            "2022-03-14 22:20 PS 77 Hale - 14/03/202",
            "2022-03-21 10:15 21.03.22 @ 1015hrs CAL",
            "2022-03-22 09:10 DC 88 KHAN 22/03/2022 ",
            "2022-03-23 23/03/2022: OIC UPDATE",
            "2022-03-23 14:20 1420 HRS FURTHER CALL ",
        ]
    );
    assert!(
        supplied.entries[3].text.contains("MALE LEFT AT 21:30"),
        "a time later in the note is no head"
    );
    let about = supplied.entries[4].when.remark.clone().unwrap_or_default();
    assert!(about.contains("marked as approximate"), "{about}");
}

#[test]
fn a_time_at_the_head_of_a_note_is_read_and_any_other_number_is_not() {
    for (head, time) in [
        ("21/03/2022 10:15 rang", "10:15"),
        ("21.03.22 @ 1015hrs rang", "10:15"),
        ("21/03/2022, 10.15am, rang", "10:15"),
        ("21/03/2022 at approx 22:00 rang", "22:00"),
        ("21/03/2022 10.15 p.m. rang", "22:15"),
        ("1430 21/03/2022 rang", "14:30"),
        ("Mon 21/03/2022 - 1430 - rang", "14:30"),
        ("21/03/2022 0910 Rang", "09:10"),
        ("21/03/2022 Rang at 10:15", ""),
        ("21/03/2022 - 10am appointment cancelled", ""),
        ("21/03/2022 1.25 mg given", ""),
        ("21/03/2022 1234 people came", ""),
        ("21/03/2022 2000 steps", ""),
        ("21/03/2022 - 10 bruises seen", ""),
        ("21/03/2022 999 call", ""),
    ] {
        let supplied = typed(&format!("01/03/2022 first\n{head}\n31/03/2022 last\n"));
        let read = supplied.entries[1]
            .when
            .time
            .map_or(String::new(), |t| t.format("%H:%M").to_string());
        assert_eq!((supplied.entries.len(), read.as_str()), (3, time), "{head}");
    }
}

#[test]
fn an_author_before_a_date_begins_a_note_and_other_words_do_not() {
    for line in [
        "PC 123: 21/03/2022 rang",
        "PC 4512 Smith - 21/03/2022 10:15 - rang",
        "Entry by J. Ward on 21 March 2022: rang",
        "[21/03/2022 10:15] J Ward (SW): rang",
        "J Ward (SW), 21/03/2022: rang",
        "Dr Iqbal 21/03/2022 rang",
    ] {
        let supplied = typed(&format!("01/03/2022 first without a stop\n{line}\n31/03/2022 last\n"));
        assert_eq!(supplied.entries.len(), 3, "{line}");
        assert_eq!(supplied.entries[1].text.trim(), line);
        assert_eq!(supplied.entries[1].when.earliest.to_string(), "2022-03-21");
    }
    for line in [
        "was seen by Jo Ward 21/03/2022",
        "PC 123 rang her on 21/03/2022",
        "Ann Ward was seen 21/03/2022",
    ] {
        let supplied = typed(&format!("01/03/2022 first without a stop\n{line}\n31/03/2022 last\n"));
        assert_eq!(supplied.entries.len(), 2, "{line}");
    }
}

#[test]
fn a_dated_story_is_read_sentence_by_sentence_as_before() {
    let story = "Ann moved in March 2021. On 14 April 2021 she rang the police.\n\nOn 3 May 2021 he was arrested. By 9 June 2021 he was back.\n";
    let days: Vec<String> = typed(story)
        .entries
        .iter()
        .map(|e| e.when.earliest.to_string())
        .collect();
    assert_eq!(days, ["2021-03-01", "2021-04-14", "2021-05-03", "2021-06-09"]);
}

#[test]
fn a_paragraph_after_the_notes_keeps_its_own_days() {
    let text = "01/03/2022 seen, last met on 3/1/22. Well.\n02/03/2022 rang\n03/03/2022 rang\n\nThe family say that they met on 5 February 2022. All was well.\n";
    let days: Vec<String> = typed(text)
        .entries
        .iter()
        .map(|e| e.when.earliest.to_string())
        .collect();
    assert_eq!(days, ["2022-03-01", "2022-03-02", "2022-03-03", "2022-02-05"]);
}

#[test]
fn a_part_of_the_day_beside_a_date_is_told_and_alone_is_no_day() {
    for line in [
        "21/03/2022 Overnight: rang",
        "21/03/2022 in the morning - rang",
        "Early hours of 21/03/2022 rang",
    ] {
        let supplied = typed(&format!("01/03/2022 first\n{line}\n31/03/2022 last\n"));
        let when = &supplied.entries[1].when;
        let remark = when.remark.clone().unwrap_or_default();
        assert!(
            when.time.is_none() && remark.contains("a part of the day and no time"),
            "{line}: {when:?}"
        );
        assert!(
            supplied.problems.iter().any(|p| p.row == 2 && !p.lost_row),
            "{:?}",
            supplied.problems
        );
    }
    let supplied = typed("01/03/2022 first.\nOvernight he came back.\nEarly hours: quiet.\n31/03/2022 last\n");
    assert_eq!(supplied.entries.len(), 2);
    let alone = typed("Overnight he came back. In the morning she rang.\n");
    assert_eq!(alone.entries.len(), 1);
    assert!(!alone.entries[0].when.is_known_day());
}

#[test]
fn two_figures_of_a_year_never_put_an_entry_into_the_future_unseen() {
    let table = |day: &str| {
        import_one(
            "t.csv",
            format!("Ref,Date,Type,Event\nA1,{day},Note,Seen\n").into_bytes(),
        )
    };
    for (day, read, doubtful) in [
        ("12/02/68", "1968-02-12", true),
        ("12 Feb 68", "1968-02-12", true),
        ("12/02/2068", "2068-02-12", true),
        ("12/02/74", "1974-02-12", false),
        ("12/02/18", "2018-02-12", false),
    ] {
        let supplied = table(day);
        let when = &supplied.entries[0].when;
        assert_eq!(
            (when.earliest.to_string().as_str(), when.doubtful),
            (read, doubtful),
            "{day}"
        );
        assert_eq!(when.written, day, "the words are kept");
        let said = supplied
            .problems
            .iter()
            .any(|p| p.what.contains("long after the period under review"));
        assert_eq!(said, doubtful, "{day}: {:?}", supplied.problems);
    }
    let prose = typed("12/02/68 appendicectomy\n13/02/2018 seen\n");
    assert_eq!(prose.entries[0].when.earliest.to_string(), "1968-02-12");
    assert!(
        prose
            .problems
            .iter()
            .any(|p| p.what.contains("two figures of its year")),
        "{:?}",
        prose.problems
    );
}

/// The same lines as a text, as paragraphs of a Word file or a PDF have them: with an empty line between.
fn both(lines: &[&str]) -> [Supplied; 2] {
    [typed(&lines.join("\n")), typed(&lines.join("\n\n"))]
}

#[test]
fn lines_with_only_a_time_below_a_day_are_notes_of_that_day() {
    let lines = [
        "Monday 14 March 2022",
        "14:20 Call from neighbour",
        "15:05 PC 123 despatched. Court on 30/03/2022.",
        "He was seen at",
        "15:30 by the gate.",
        "2022 was a bad year.",
        "Tuesday 15 March 2022",
        "Handover was taken.",
        "- 09:15hrs: rang about the lock",
        "- 10:00-11:00 home visit",
        "10am appointment cancelled",
    ];
    for supplied in both(&lines) {
        let told: Vec<String> = told(&supplied).iter().map(|t| t.replace('\n', " ")).collect();
        let told: Vec<&str> = told.iter().filter_map(|t| t.get(..30)).collect();
        assert_eq!(
            told,
            [
                "2022-03-14 14:20 Monday 14 Mar",
                "2022-03-14 15:05 15:05 PC 123 ",
                "2022-03-15 Tuesday 15 March 20",
                "2022-03-15 09:15 - 09:15hrs: r",
                "2022-03-15 10:00 - 10:00-11:00",
            ]
        );
        assert!(supplied.entries[1].text.contains("15:30 by the gate"));
        let said: Vec<String> = supplied.problems.iter().map(ToString::to_string).collect();
        assert!(
            said.iter().any(|s| s.contains("1 other date stands inside a note")),
            "{said:?}"
        );
    }
}

#[test]
fn a_time_that_goes_back_below_a_day_says_that_it_may_be_of_the_day_after() {
    let supplied = typed("14/03/2022\n23:50 Male left.\n00:30 Male back.\n15/03/2022\n09:00 Quiet.\n");
    let remarks: Vec<bool> = supplied.entries.iter().map(|e| e.when.remark.is_some()).collect();
    assert_eq!(remarks, [false, true, false]);
    let said = supplied.entries[1].when.remark.clone().unwrap_or_default();
    assert!(said.contains("goes back from 23:50 to 00:30"), "{said}");
    assert!(
        supplied
            .problems
            .iter()
            .any(|p| p.row == 3 && p.what.contains("the day after"))
    );
}

#[test]
fn the_head_of_a_note_gives_its_author_where_that_is_plain() {
    for (line, author) in [
        ("PC 123: 21/03/2022 rang", "PC 123"),
        ("PC 4512 Smith - 21/03/2022 10:15 - rang", "PC 4512 Smith"),
        ("Entry by J. Ward on 21 March 2022: rang", "J. Ward"),
        ("[21/03/2022 10:15] J Ward (SW): rang", "J Ward (SW)"),
        ("J Ward (SW), 21/03/2022: rang", "J Ward (SW)"),
        ("Dr Iqbal 21/03/2022 rang", ""),
        ("GP: 21/03/2022 rang", ""),
        ("21/03/2022 Jo Ward: rang", ""),
        ("Overnight 21/03/2022: rang", ""),
    ] {
        let supplied = typed(&format!("01/03/2022 first\n{line}\n31/03/2022 last\n"));
        assert_eq!(supplied.entries[1].author, author, "{line}");
    }
}

#[test]
fn no_date_reaches_across_the_end_of_a_sentence_and_a_line() {
    let supplied = typed("January 9, 2022 - seen, back on the 4th.\nFebruary 2, 2022 - he slapped her.\n");
    assert_eq!(
        told(&supplied),
        ["2022-01-09 January 9, 2022 - seen", "2022-02-02 February 2, 2022 - he "]
    );
    let named = typed("She was calm on the 4th.\nMay told us of it.\nThe order ended in March 2022.\n");
    assert!(named.entries.iter().all(|e| !e.when.written.contains("May")));
}

#[test]
fn abbreviations_initials_and_slips_before_words_begin_notes_of_their_own() {
    let supplied = typed(
        "09/01/2022 seen\nT/C 10/01/2022 rang\nab: 11/1/22 letter\n(AB) 12 Jan 2022 visit\n13.01/22 DNA\n14012022 seen\n",
    );
    let days: Vec<String> = supplied.entries.iter().map(|e| e.when.earliest.to_string()).collect();
    assert_eq!(
        days,
        [
            "2022-01-09",
            "2022-01-10",
            "2022-01-11",
            "2022-01-12",
            "2022-01-13",
            "2022-01-14"
        ]
    );
    assert!(!supplied.entries[1].when.doubtful, "the C of T/C is no circa");
}

#[test]
fn a_date_inside_a_note_is_told_of() {
    let supplied = typed("09/01/2022 seen\nhe was here on 20/01/2022 she says\n21/01/2022 rang\n");
    assert_eq!(supplied.entries.len(), 2);
    assert!(
        supplied
            .problems
            .iter()
            .any(|p| p.what.contains("1 other date stands inside a note"))
    );
}

#[test]
fn a_text_that_proves_it_is_read_month_first_and_says_so() {
    let supplied = typed("01/19/2022 seen\n02/03/2022 rang\n");
    assert_eq!(supplied.entries[1].when.earliest.to_string(), "2022-02-03");
    assert!(supplied.problems.iter().any(|p| p.what.contains("month first")));
}

#[test]
fn times_beside_brackets_below_days_and_behind_invisible_signs_are_read() {
    let supplied = typed(
        "[09/01/2022] 10:15 seen\nOn 10 January 2022 11:20 seen\n\u{200e}[11/01/2022, 10:17:00] Ann: no\n12/01/2022 09:05 one\n09:40 two\nDate: 13/01/2022\nTime: 08:30\nthree\n",
    );
    assert_eq!(
        told(&supplied),
        [
            "2022-01-09 10:15 [09/01/2022] 10:15 see",
            "2022-01-10 11:20 On 10 January 2022 11:",
            "2022-01-11 10:17 \u{200e}[11/01/2022, 10:17:00",
            "2022-01-12 09:05 12/01/2022 09:05 one",
            "2022-01-12 09:40 09:40 two",
            "2022-01-13 08:30 Date: 13/01/2022\nTime:"
        ]
    );
}

#[test]
fn letters_of_another_encoding_and_days_inside_lists_are_told_of() {
    let said = |name: &str, content: &[u8], words: &str| {
        let supplied = import_one(name, content.to_vec());
        assert!(
            supplied.problems.iter().any(|p| p.what.contains(words)),
            "{:?}",
            supplied.problems
        );
    };
    said("a.csv", b"Date,Event\n09/01/2022,took \x9c20\n", "cp850");
    said("a.csv", b"Date,Event\n09/01/2022,said \xd2yes\xd3 twice\n", "Mac Roman");
    said(
        "a.json",
        br#"[{"date":"2022-01-09","event":"visit","notes":[{"date":"2022-01-12","text":"rang"}]}]"#,
        "days of their own",
    );
    let mail: &[u8] = b"From: A <a@x.example>\nTo: b@y.example\nSubject: Visit\nDate: Sun, 09 Jan 2022 10:15:00 +0000\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n\naGVsbG8gYm9keSBxNDAwM!!\n";
    said("a.eml", mail, "is damaged");
}
