//! The coverage strip of each agency: the days for which its records were supplied, drawn on the days under review.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{case::Agency, coverage::Coverage},
    web::{
        addresses,
        asking::Opened,
        words::{self, AgencyMark},
    },
};

/// Width of a coverage strip in its own units.
const STRIP: i64 = 1000;

#[derive(Serialize)]
pub(super) struct AgencyRow {
    mark: AgencyMark,
    entries: String,
    chronology: String,
    supplied: String,
    holes: Vec<String>,
    strip: Vec<Bar>,
}

/// A stretch of a coverage strip.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: i64,
    width: i64,
    class: &'static str,
}

/// A row for each agency of the case.
pub(super) fn agencies(opened: &Opened) -> Vec<AgencyRow> {
    opened.matter.case.agencies.iter().map(|a| agency(opened, a)).collect()
}
fn agency(opened: &Opened, agency: &Agency) -> AgencyRow {
    let matter = &opened.matter;
    let coverage = matter.coverage.iter().find(|c| c.agency == agency.id);
    let entries = matter.entries.iter().filter(|e| e.agency == agency.id).count();
    let supplied = match coverage {
        Some(c) if matter.end_is_masked => matter.days_in_words(c.from, c.to),
        Some(c) => words::days(c.from, c.to),
        None if agency.files.is_empty() => "Not supplied".to_owned(),
        None => "Supplied, days not stated".to_owned(),
    };
    AgencyRow {
        mark: words::agency(&matter.case, &agency.id),
        entries: words::number(entries),
        chronology: addresses::with_query(&opened.address("chronology"), &[("agency", &agency.id.0)]),
        supplied,
        holes: agency
            .holes
            .iter()
            .map(|h| {
                let why = h.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                format!("Missing {}{why}", words::days(h.from, h.to))
            })
            .collect(),
        strip: coverage.map_or_else(Vec::new, |c| strip(c, matter.case.review_from, matter.case.review_to)),
    }
}

/// Draws the days supplied on the days under review.
fn strip(coverage: &Coverage, from: NaiveDate, to: NaiveDate) -> Vec<Bar> {
    let days = (to - from).num_days() + 1;
    if days < 1 {
        return Vec::new();
    }
    let bar = |first: NaiveDate, last: NaiveDate, class| {
        let (first, last) = (first.max(from), last.min(to));
        let x = (first - from).num_days() * STRIP / days;
        let end = ((last - from).num_days() + 1) * STRIP / days;
        (last >= first).then_some(Bar {
            x,
            width: (end - x).max(2),
            class,
        })
    };
    let holes = coverage.holes.iter().map(|h| bar(h.from, h.to, "fw-strip-hole"));
    std::iter::once(bar(coverage.from, coverage.to, "fw-strip-days"))
        .chain(holes)
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Bar, Coverage, NaiveDate, strip};
    use crate::model::case::{AgencyId, Hole};

    #[test]
    fn a_strip_shows_only_days_under_review_and_never_a_hole_of_no_width() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let hole = Hole {
            from: day(2018, 1, 1),
            to: day(2018, 1, 1),
            why: None,
        };
        let coverage = Coverage {
            agency: AgencyId("gp".to_owned()),
            from: day(2016, 1, 1),
            to: day(2018, 12, 31),
            holes: vec![hole],
        };
        let bars = strip(&coverage, day(2017, 1, 1), day(2018, 12, 31));
        assert_eq!(
            bars,
            [
                Bar {
                    x: 0,
                    width: 1000,
                    class: "fw-strip-days"
                },
                Bar {
                    x: 500,
                    width: 2,
                    class: "fw-strip-hole"
                }
            ]
        );
        assert!(strip(&coverage, day(2018, 1, 2), day(2018, 1, 1)).is_empty());
    }
}
