//! Days of birth: dates beside words that say so, and where one stands behind a name or an age.

use super::{
    Recogniser,
    form::{Form, apart},
};
use crate::{
    anonymise::{
        lists::Lists,
        named::{Named, Role, people},
        spot::What,
    },
    model::mention::Span,
    text::dates::find_dates,
};

pub(super) struct BirthDate;

/// What is a day only where a label says so.
static BARE: Form = Form::new(
    r"(?i)[0-9OoIl]{1,2}\s?[./\-–\\ ]\s?[0-9OoIl]{1,2}\s?[./\-–\\ ]\s?(?:[0-9OoIl]{4}|[0-9OoIl]{2})|[0-9]{8}|[0-9]{6}|(?:19|20)[0-9]{2}(?:[\-/. ][0-9]{1,2}[\-/. ][0-9]{1,2})?|[0-9]{1,2}(?:st|nd|rd|th)?[\s\-./]*(?:of\s+)?[a-z]{3,9}[\s\-.,/]*(?:[0-9]{4}|[0-9]{2})|[a-z]{3,9}\s[0-9]{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)[0-9]{2}",
);
/// Day, month and year in digits.
static DIGITS: Form = Form::new(r"[0-9]{8}|[0-9]{6}");
static DAY: Form = Form::new(
    r"[0-9]{1,2}\s?[./\-–]\s?[0-9]{1,2}\s?[./\-–]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2})|(?:19|20)[0-9]{2}[./\-][0-9]{1,2}[./\-][0-9]{1,2}",
);
/// The same in words, or with a month in Roman figures: `17 Sept 1984`, `3rd of March 1999`, `15/ix/1947`.
static IN_WORDS: Form = Form::new(
    r"(?i)[0-9]{1,2}(?:st|nd|rd|th)?(?: of)?[ \-.]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[,. \-]{1,2}(?:19|20)[0-9]{2}|[0-9]{1,2}[./][ivx]{1,4}[./](?:19|20)[0-9]{2}",
);
/// `aged 34 (3/4/87)`, `turns 18 on 3/4/25`
static AGED: Form = Form::new(
    r"(?i)(?:(?:aged?|turns|turned|turning|will be)\s[0-9]{1,3}(?:\s?(?:yo|yrs?|years?(?: old)?|y/o))?|(?:is|was)\s[0-9]{1,3}\s?(?:yo|yrs?|years?(?: old)?|y/o))(?:\s(?:on|since)\s|\s?\()[0-9]{1,2}[./\-][0-9]{1,2}[./\-](?:[0-9]{4}|[0-9]{2})|[0-9]{1,3}\s?(?:yo|yrs?|y/o|years old)[,]?\s?\([0-9]{1,2}[./\-][0-9]{1,2}[./\-](?:[0-9]{4}|[0-9]{2})|[0-9]{1,3}(?:st|nd|rd|th) (?:birthday|bday|b'day)(?: (?:is|was|on|being)){0,2} [0-9]{1,2}[./\-][0-9]{1,2}[./\-](?:[0-9]{4}|[0-9]{2})",
);

/// A day behind a name in a later year may as well be the day on which somebody was seen.
const LATEST: u32 = 2008;

impl Recogniser for BirthDate {
    fn name(&self) -> &'static str {
        "birth-date"
    }

    fn about(&self) -> &'static str {
        "A date, or digits that can be one, beside DOB, born or date of birth; behind a name in a list of what is told of somebody; behind an age."
    }

    fn what(&self) -> What {
        What::BirthDate
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let mut out = Vec::new();
        if !labels.places().is_empty() {
            let dates = find_dates(text, None).into_iter();
            out.extend(dates.map(|d| d.span).filter(|s| labels.beside(*s)));
            out.extend(BARE.find(text, |_, span| labels.beside(span)));
            // `DOB given at desk as 030258`
            out.extend(DIGITS.find(text, |written, span| is_day(written) && labels.ahead_of(span, 25)));
            // `dob02/06/1990`
            let touched = labels.places().iter().map(|l| l.end);
            out.extend(touched.filter_map(|start| {
                Some(Span {
                    start,
                    end: BARE.end(text, start)?,
                })
            }));
        }
        for aged in AGED.find(text, |_, _| true) {
            let written = text.get(aged.start..aged.end).unwrap_or_default();
            let day = DAY.find(written, |_, _| true).into_iter().next_back();
            out.extend(day.map(|d| Span {
                start: aged.start + d.start,
                end: aged.start + d.end,
            }));
        }
        out.extend(behind_names(text, lists));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("DOB: 12/12/1962", &["12/12/1962"]),
            ("D.O.B. 27/01/1989.", &["27/01/1989"]),
            ("date of birth 20.6.45", &["20.6.45"]),
            ("Born on 12 May 1980 in Leeds", &["12 May 1980"]),
            ("dob 120380", &["120380"]),
            ("born 1974", &["1974"]),
            ("dob 12/O3/198O", &["12/O3/198O"]),
            ("12/12/1962 (DOB)", &["12/12/1962"]),
            ("DOB\n01-02-1990", &["01-02-1990"]),
            ("born on the 3rd of March 1991", &["3rd of March 1991"]),
            ("d o b 1/2/90", &["1/2/90"]),
            ("D: dob02/06/1990.", &["02/06/1990"]),
            ("D/O/B 3/4/87", &["3/4/87"]),
            ("DOB given at desk as 030258", &["030258"]),
            ("dob approx 1988", &["1988"]),
            ("dob - 1984.10.06", &["1984.10.06"]),
            ("DOB 31/02/1990", &["31/02/1990"]),
            ("bday 12/03/1991", &["12/03/1991"]),
            ("b. 3/4/87", &["3/4/87"]),
            ("aged 34 (3/4/87)", &["3/4/87"]),
            ("turns 18 on 3/4/25", &["3/4/25"]),
            ("her 18th birthday on 03/04/2025", &["03/04/2025"]),
            ("PIC DEREK HALE 280283 ARRESTED", &["280283"]),
            ("Derek Hale (12/03/1984)", &["12/03/1984"]),
            ("Derek Hale 12/03/1984, NHS no", &["12/03/1984"]),
            ("perp Derek Hale 12 August 1982. Ref", &["12 August 1982"]),
            ("Derek Hale (17 Sept 1984)", &["17 Sept 1984"]),
            ("Derek Hale, 3rd of March 1999, rang", &["3rd of March 1999"]),
            ("Derek Hale, 15/ix/1947.", &["15/ix/1947"]),
            ("Derek Hale 12 August 2023.", &[]),
            ("seen on 12/12/2018", &[]),
            ("baby born, home by 10", &[]),
            ("Derek Hale 12/03/2024", &[]),
            ("Derek Hale seen 12/03/1984", &[]),
            ("Derek Hale paid 280283", &[]),
            ("aged 34 on the list", &[]),
            ("was 14 on 3 lists", &[]),
            ("Signed Dr Hale 12/03/1984", &[]),
        ]
    }
}

/// A day right behind the name of a member of the public: six or eight digits of a day that there is; or one in brackets or before a comma, when it is
/// so long ago that it is hardly the day of an entry.
fn behind_names(text: &str, lists: &Lists) -> Vec<Span> {
    let digits = DIGITS.find(text, |written, _| is_day(written));
    let is_old = |written: &str| year(written).is_some_and(|y| y <= LATEST);
    let mut days = DAY.find(text, |written, _| is_old(written));
    days.extend(IN_WORDS.find(text, |written, _| is_old(written)));
    if digits.is_empty() && days.is_empty() {
        return Vec::new();
    }
    let named: Vec<Named> = people(text, lists);
    let behind = |span: &Span, most: usize| {
        named.iter().any(|n| {
            let gap = (n.span.end <= span.start)
                .then(|| text.get(n.span.end..span.start))
                .flatten();
            n.role == Role::Lay
                && gap.is_some_and(|g| {
                    g.len() <= most && g.chars().all(|c| matches!(c, ' ' | ',' | '(' | '-' | '–' | '\t'))
                })
        })
    };
    let told = |span: &Span| {
        let after = text.get(span.end..).unwrap_or_default();
        after.starts_with([')', ',', ';', '.']) || after.trim_start().is_empty()
    };
    let mut out: Vec<Span> = digits.into_iter().filter(|s| behind(s, 4)).collect();
    out.extend(days.into_iter().filter(|s| behind(s, 4) && told(s)));
    out
}

/// The year of a day: of two digits, one that is not to come.
fn year(written: &str) -> Option<u32> {
    let parts: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .collect();
    let long = parts.iter().find(|p| p.len() == 4).and_then(|p| p.parse().ok());
    long.or_else(|| {
        let short: u32 = parts.last()?.parse().ok()?;
        Some(if short > 40 { 1900 + short } else { 2000 + short })
    })
}

/// Do six or eight digits tell a day that there is, the day first?
fn is_day(written: &str) -> bool {
    let number = |from: usize, to: usize| written.get(from..to).and_then(|p| p.parse::<u32>().ok()).unwrap_or(0);
    let is_day = (1..=31).contains(&number(0, 2)) && (1..=12).contains(&number(2, 4));
    is_day && (written.len() == 6 || (1900..=2030).contains(&number(4, 8)))
}
