//! Dates in running text.

use super::day;
use crate::text::dates::find_dates;

/// `words = earliest..latest` for each date found.
fn found(text: &str, note: Option<&str>) -> Vec<String> {
    find_dates(text, note.map(day))
        .into_iter()
        .map(|f| {
            assert_eq!(text.get(f.span.start..f.span.end), Some(f.when.written.as_str()));
            let doubt = if f.when.doubtful { "?" } else { "" };
            if f.when.earliest == f.when.latest {
                format!("{} = {doubt}{}", f.when.written, f.when.earliest)
            } else {
                format!("{} = {doubt}{}..{}", f.when.written, f.when.earliest, f.when.latest)
            }
        })
        .collect()
}

#[test]
fn dates_are_found_in_prose() {
    for (text, expected) in [
        (
            "On 24 April 2022 he was reported missing.",
            "24 April 2022 = 2022-04-24",
        ),
        (
            "the evening of Friday 22 April 2022 at",
            "Friday 22 April 2022 = 2022-04-22",
        ),
        ("seen 12/03/2017.", "12/03/2017 = 2017-03-12"),
        ("(14.2.18)", "14.2.18 = 2018-02-14"),
        ("in March 2022 she", "March 2022 = 2022-03-01..2022-03-31"),
        ("Spoke on the 3rd of June 2014, again", "3rd of June 2014 = 2014-06-03"),
        ("£20 – 4 May 2022", "4 May 2022 = 2022-05-04"),
        ("w/c 08/01/2018 no visit", "w/c 08/01/2018 = 2018-01-08..2018-01-14"),
        ("over 10-11 July 2015 were", "10-11 July 2015 = 2015-07-10..2015-07-11"),
        (
            "between 3 and 9 May 2021 he",
            "between 3 and 9 May 2021 = 2021-05-03..2021-05-09",
        ),
        ("night of 3/4 May 2021", "3/4 May 2021 = 2021-05-03..2021-05-04"),
        ("diagnosed in 2003.", "2003 = 2003-01-01..2003-12-31"),
        ("ended in early 2016.", "early 2016 = 2016-01-01..2016-04-30"),
        ("since spring 2016.", "spring 2016 = 2016-03-01..2016-05-31"),
        ("?14/01/2018 seen", "14/01/2018 = ?2018-01-14"),
        ("on or around 14 Jan 2018", "14 Jan 2018 = ?2018-01-14"),
        ("café 14/01/18", "14/01/18 = 2018-01-14"),
        ("FINDINGS 14 JAN 18: NONE", "14 JAN 18 = 2018-01-14"),
        ("On 22 April 2022 10 officers", "22 April 2022 = 2022-04-22"),
    ] {
        assert_eq!(found(text, None), [expected], "{text}");
    }
}

#[test]
fn a_date_without_a_year_looks_back_from_the_note_or_on_from_the_date_before() {
    let note = Some("2018-01-10");
    assert_eq!(found("Rang on 22 April.", note), ["22 April = 2017-04-22"]);
    assert_eq!(found("Seen 10 January", note), ["10 January = 2018-01-10"]);
    assert_eq!(found("next seen 12/01", note), ["12/01 = 2018-01-12"]);
    assert_eq!(found("seen 12/01", note), ["12/01 = 2017-01-12"]);
    assert_eq!(found("closed 30/11.", note), ["30/11 = 2017-11-30"]);
    assert_eq!(found("in March he", note), ["March = 2017-03-01..2017-03-31"]);
    assert_eq!(
        found("Tuesday 3rd June", Some("2015-01-01")),
        ["Tuesday 3rd June = 2014-06-03"]
    );
    assert_eq!(
        found("On 24 April 2022 x. On 22 April y. On 4 May z.", None),
        [
            "24 April 2022 = 2022-04-24",
            "22 April = 2022-04-22",
            "4 May = 2022-05-04"
        ]
    );
    assert_eq!(
        found("On 28 December 2021 x. On 3 January y.", None),
        ["28 December 2021 = 2021-12-28", "3 January = ?2022-01-03"]
    );
    assert_eq!(
        found("On 4 May 2022 x, ill since 2003. On 6 May y.", None)[2],
        "6 May = 2022-05-06"
    );
    assert_eq!(found("On 22 April he", None), Vec::<String>::new());
}

#[test]
fn false_friends_are_no_dates() {
    for text in [
        "R/v 2/52.",
        "8/7 cough",
        "off work 6/52",
        "in 3/12",
        "TCI 3/12.",
        "1-2-1 session",
        "rang 101",
        "9/10 pain",
        "won 2-1",
        "won 10-1",
        "024 7123 4567",
        "07700 900123",
        "02476-12-3456",
        "BP 120/80",
        "x2/7",
        "24/7 support",
        "PHQ 15/27",
        "log 17/118",
        "MB/2017/4410",
        "PPN 17/3382",
        "version 1.2.3",
        "section 9.10.3",
        "31/02/2018",
        "he may 14 times",
        "on 3 May be",
        "1430 hrs",
        "from 2000 to 2130 hours",
        "at 19.35 hours",
        "aged 19",
        "38+1 weeks",
        "BMI 17.3",
        "£12.10.20",
        "s.47",
        "16.25/6",
        "20-18-14",
        "3 officers and 4 dogs",
        "1/2 tablet",
        "GCS 15/15",
        "half past 2000",
        "Flat 3, 14 March Road",
        "2015 hrs",
        "they march 14 men",
        "easy review of May",
        "May was seen",
        "N/A",
        "10-11pm",
    ] {
        assert_eq!(
            found(text, Some("2018-01-10")).len(),
            usize::from(text.contains("14 March")),
            "{text}"
        );
    }
}

#[test]
fn text_taken_out_of_a_pdf_keeps_its_dates() {
    for (text, expected) in [
        ("on the 26 th June 2023 after", "26 th June 2023 = 2023-06-26"),
        ("team on 21stJune 2021, the", "21stJune 2021 = 2021-06-21"),
        ("on the 1 July 2021suggested", "1 July 2021 = 2021-07-01"),
        ("from 03 march 2023.", "03 march 2023 = 2023-03-03"),
        ("on\n22 April\n2022 he", "22 April\n2022 = 2022-04-22"),
        (
            "in February/March 2022, due",
            "February/March 2022 = 2022-02-01..2022-03-31",
        ),
        ("in May / June 2018.", "May / June 2018 = 2018-05-01..2018-06-30"),
        (
            "in February and March 2022",
            "February and March 2022 = 2022-02-01..2022-03-31",
        ),
    ] {
        assert_eq!(found(text, None), [expected], "{text}");
    }
}

#[test]
fn a_date_before_the_first_year_of_a_text_is_doubtful() {
    assert_eq!(
        found("At noon on 4 March x. On 6 March 2021 y.", None),
        ["4 March = ?2021-03-04", "6 March 2021 = 2021-03-06"]
    );
    assert_eq!(
        found("On 28 December x. On 3 January 2021 y.", None)[0],
        "28 December = ?2020-12-28"
    );
}

#[test]
fn a_time_of_day_or_a_count_after_a_date_is_not_its_year() {
    assert_eq!(
        found("On 3 May 2019 x. On 22 April 10 officers went", None)[1],
        "22 April = 2019-04-22"
    );
    assert_eq!(
        found("On 3 May 2019 x. On 22 April 2015 hrs he", None)[1],
        "22 April = 2019-04-22"
    );
    assert_eq!(
        found("On 3 May 2019 x. On 22 April 10.30am he", None)[1],
        "22 April = 2019-04-22"
    );
}

#[test]
fn a_date_of_birth_is_marked_and_lends_its_year_to_nobody() {
    let found = find_dates("On 4 May 2022 X, born on 25 July 1988, fell. On 6 May he", None);
    assert_eq!(
        found.iter().map(|f| (f.of_birth, f.when.earliest)).collect::<Vec<_>>(),
        [
            (false, day("2022-05-04")),
            (true, day("1988-07-25")),
            (false, day("2022-05-06"))
        ]
    );
}

#[test]
fn a_year_that_only_ends_a_span_leaves_the_next_date_in_doubt() {
    let years = |text: &str| -> Vec<(i32, bool)> {
        use chrono::Datelike as _;
        crate::text::dates::find_dates(text, None)
            .into_iter()
            .map(|f| (f.when.earliest.year(), f.when.doubtful))
            .collect()
    };
    assert_eq!(
        years("He had lived there since 2008. On 1 February he fell."),
        [(2008, false), (2008, true)]
    );
    assert_eq!(
        years("In 2008 he moved. On 1 February he fell."),
        [(2008, false), (2008, false)]
    );
}
