//! *Words* for screens: days, numbers, outcomes and agencies as people read them. Colour never stands alone: each outcome has
//! a sign and words, each agency a shape and a name.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{
    case::{AgencyId, Case, PersonId},
    deciding::{Deciding, OTHERWISE},
    finding::{Basis, Finding, FindingKind, Outcome, Severity, Warning},
    matter::Matter,
    mention::{Hand, Who},
    settled::Settled,
    when::When,
};
pub(crate) use crate::{
    model::when::day_in_words as day,
    review::plain::{logged, sentence},
};
use crate::{review::knowledge::Knowledge, timeline::picture::SHAPES};

/// An agency as it is marked everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct AgencyMark {
    /// Id in the case.
    pub(crate) id: String,
    /// Name.
    pub(crate) name: String,
    /// Its shape.
    pub(crate) shape: &'static str,
    /// Number of its colour in the style sheet, 1 to 12.
    pub(crate) colour: usize,
}

/// A word with the sign and the colour that go with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tag {
    /// Code, as in files and addresses.
    pub(crate) code: &'static str,
    /// Words.
    pub(crate) words: &'static str,
    /// Sign, so that colour never stands alone; may be empty.
    pub(crate) sign: &'static str,
}

/// The first day of a warning: where no entry of it gives a certain day, as it is written.
pub(crate) fn warning_day(known: &Knowledge<'_>, warning: &Warning) -> String {
    match known.first_day(warning) {
        (Some(entry), _) => entry.when.shown(),
        (None, _) => day(warning.date),
    }
}

/// A change of the records as the log has it, one of a thing told as one.
pub(crate) fn change(logged: &str) -> String {
    let mut out = logged.to_owned();
    for (many, one) in [
        ("1 records", "1 record"),
        ("1 entries", "1 entry"),
        ("1 problems", "1 problem"),
    ] {
        if let Some(rest) = out.strip_prefix(many) {
            out = format!("{one}{rest}");
        }
        out = out.replace(&format!(" {many}"), &format!(" {one}"));
    }
    out
}

/// The mark of an agency of a case.
pub(crate) fn agency(case: &Case, id: &AgencyId) -> AgencyMark {
    let at = case.agencies.iter().position(|a| &a.id == id);
    let at = at.unwrap_or(case.agencies.len());
    let place = at % SHAPES.len();
    AgencyMark {
        id: id.0.clone(),
        name: case.agency_name(id).to_owned(),
        shape: SHAPES.get(place).copied().unwrap_or("●"),
        colour: place + 1,
    }
}

/// A person of a case by name and role: `Ann Example (victim)`.
pub(crate) fn person(case: &Case, id: &PersonId) -> String {
    match case.person(id) {
        Some(p) => format!("{} ({})", p.names.first().unwrap_or(&p.id.0), p.role),
        None => id.0.clone(),
    }
}

/// Who is meant.
pub(crate) fn who(case: &Case, who: &Who) -> String {
    match who {
        Who::Person(id) => person(case, id),
        Who::Other(words) => format!("{words} (not on the roster)"),
        Who::Unresolved => "not clear who".to_owned(),
    }
}

/// An outcome with its sign.
pub(crate) fn outcome(outcome: Outcome) -> Tag {
    Tag {
        code: outcome.code(),
        words: outcome.words(),
        sign: match outcome {
            Outcome::Missed => "○",
            Outcome::Late => "◐",
            Outcome::CannotTell => "?",
            Outcome::Met => "✓",
        },
    }
}

/// What stands in the place of an outcome that reviewers put in words of their own.
pub(crate) fn own_words() -> Tag {
    Tag {
        code: "own-words",
        words: OTHERWISE,
        sign: "✎",
    }
}

/// The outcome of a finding, or that reviewers put it in words of their own.
pub(crate) fn outcome_of(deciding: &Deciding<'_>, finding: &Finding) -> Tag {
    deciding
        .own_words(finding)
        .map_or_else(|| outcome(finding.outcome), |_| own_words())
}

/// What the findings of a warning come to, or that reviewers put all of it in words of their own.
pub(crate) fn response(deciding: &Deciding<'_>, findings: &[&Finding], come_to: Outcome) -> Tag {
    if deciding.is_in_own_words(findings) {
        own_words()
    } else {
        outcome(come_to)
    }
}

/// The same of a warning, where those that are told in reviewers' own words are known.
pub(crate) fn response_to(in_own_words: &BTreeSet<&str>, warning: &Warning, come_to: Outcome) -> Tag {
    if in_own_words.contains(warning.id.as_str()) {
        own_words()
    } else {
        outcome(come_to)
    }
}

/// A pack of patterns in words, by its code.
pub(crate) fn pack(code: &str) -> String {
    let words = match code {
        "T1" => "first pack",
        "T2" => "core pack",
        "T3" => "extensions",
        other => other,
    };
    words.to_owned()
}

/// A severity in words.
pub(crate) fn severity(severity: Severity) -> Tag {
    Tag {
        code: severity.code(),
        words: match severity {
            Severity::S4 => "possible imminent serious harm",
            Severity::S3 => "duty or recognised standard",
            Severity::S2 => "assessment or oversight",
            Severity::S1 => "context only",
        },
        sign: "",
    }
}

/// The days under review. Where the last of them is masked, only how far the case is shown is told, and nothing of how far it goes.
pub(crate) fn days_reviewed(matter: &Matter) -> String {
    let (from, to) = (matter.case.review_from, matter.case.review_to);
    if matter.end_is_masked {
        format!("{} on, shown here up to {}", day(from), day(to))
    } else {
        days(from, to)
    }
}

/// What a finding rests on.
pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Rule => "words and codes that the rules list",
        Basis::Reviewer => "a reviewer’s reading",
        Basis::Suggested => "a suggested reading: possible, read the entry; never counted",
    }
}

/// Whose reading a mention is.
pub(crate) fn hand(hand: Hand) -> &'static str {
    match hand {
        Hand::Rules => "the rules",
        Hand::Reviewer => "a reviewer",
        Hand::Reader => "a suggestion, not counted",
    }
}

/// What a pattern looks for.
pub(crate) fn kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Gap => "warning and expected response",
        FindingKind::Good => "good practice",
        FindingKind::Context => "context",
    }
}

/// `1 to 14 January 2018`, as short as it can be said.
pub(crate) fn days(from: NaiveDate, to: NaiveDate) -> String {
    use chrono::Datelike as _;
    if from == to {
        day(from)
    } else if from.year() == to.year() && from.month() == to.month() {
        format!("{} to {}", from.format("%-d"), day(to))
    } else if from.year() == to.year() {
        format!("{} to {}", from.format("%-d %B"), day(to))
    } else {
        format!("{} to {}", day(from), day(to))
    }
}

/// What is not known of a date; empty when the day is known.
pub(crate) fn precision(when: &When) -> String {
    let span = days(when.earliest, when.latest);
    match (when.earliest == when.latest, when.doubtful) {
        (true, false) => String::new(),
        // Who wrote the row marks a date with a sign before or behind it; what was read into it is told by the remark.
        (true, true) if when.remark.is_some() => format!("doubtful: {span}"),
        (true, true) => format!("marked as doubtful by the writer: {span}"),
        (false, false) => format!("day not known: {span}"),
        (false, true) => format!("day not known, and marked as doubtful: {span}"),
    }
}

/// The date in full words, with the time when there is one.
pub(crate) fn moment(when: &When) -> String {
    let span = days(when.earliest, when.latest);
    match when.time {
        Some(time) => format!("{span}, {}", time.format("%H:%M")),
        None => span,
    }
}

/// `1 entry`, `1,204 entries`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// `1,204`.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(crate) use crate::model::capital::capital;

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Who did something, and on what day: `A. Chair, 26 November 2026`.
pub(crate) fn signed(by: &Settled) -> String {
    let at = chrono::DateTime::parse_from_rfc3339(&by.at).map_or_else(|_| by.at.clone(), |t| day(t.date_naive()));
    format!("{}, {at}", by.who)
}

/// A day that a reader typed: `14/1/2018`, `14 Jan 2018`, `2018-01-14`, `Jan 2018`, `2018`; first and last day meant.
pub(crate) fn typed_days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    const DAYS: [&str; 7] = [
        "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d/%m/%y",
    ];
    let text = text.trim();
    let sane = |day: &NaiveDate| (1900..=2200).contains(&chrono::Datelike::year(day));
    for form in DAYS {
        if let Ok(day) = NaiveDate::parse_from_str(text, form)
            && sane(&day)
        {
            return Some((day, day));
        }
    }
    for form in ["%d %m/%Y", "%d %b %Y", "%d %B %Y"] {
        if let Ok(first) = NaiveDate::parse_from_str(&format!("1 {text}"), form)
            && sane(&first)
        {
            let last = first.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
            return Some((first, last));
        }
    }
    let year = text.parse::<i32>().ok().filter(|y| (1900..=2200).contains(y))?;
    Some((
        NaiveDate::from_ymd_opt(year, 1, 1)?,
        NaiveDate::from_ymd_opt(year, 12, 31)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::{days, number, typed_days};
    use chrono::NaiveDate;

    #[test]
    fn numbers_have_commas_where_people_put_them() {
        for (n, words) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(n), words);
        }
    }

    #[test]
    fn days_are_said_as_shortly_as_they_can_be() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(days(day(2018, 1, 8), day(2018, 1, 14)), "8 to 14 January 2018");
        assert_eq!(days(day(2018, 1, 8), day(2018, 2, 1)), "8 January to 1 February 2018");
        assert_eq!(
            days(day(2017, 12, 31), day(2018, 1, 1)),
            "31 December 2017 to 1 January 2018"
        );
        assert_eq!(days(day(2018, 1, 8), day(2018, 1, 8)), "8 January 2018");
    }

    #[test]
    fn a_typed_day_is_read_day_first_and_a_month_or_year_as_a_whole() {
        let read = |text| typed_days(text).map(|(a, b)| (a.to_string(), b.to_string()));
        let both = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        for text in [
            "03/04/2018",
            "3/4/18",
            "3.4.2018",
            "2018-04-03",
            "3 Apr 2018",
            "3 April 2018",
        ] {
            assert_eq!(read(text), both("2018-04-03", "2018-04-03"), "{text}");
        }
        assert_eq!(read("Feb 2018"), both("2018-02-01", "2018-02-28"));
        assert_eq!(read("02/2018"), both("2018-02-01", "2018-02-28"));
        assert_eq!(read("2018"), both("2018-01-01", "2018-12-31"));
        for text in ["", "31/02/2018", "soon", "99999", "13/13/2018"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
