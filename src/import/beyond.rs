//! *Beyond*: days that lie long after the period under review, or in 1900 and before. No record tells of them: a year was mistyped, or two figures of it were read in the
//! wrong century. Such a day is marked as doubtful and says why; nothing stands in the future unseen.

use chrono::{Datelike as _, Months, NaiveDate};

use crate::model::when::When;

/// Years after the last day under review in which records still go on.
const GOES_ON: u32 = 1;
/// The last year that no record tells of: workbooks keep a nought as a day of 1900.
const NOBODY: i32 = 1900;
/// Years after it, from which two figures of a year are those of the century before.
const OTHER_CENTURY: u32 = 10;

/// Looks at a day as it was read.
pub(super) fn settle(when: &mut When, review_to: NaiveDate) {
    if when.latest.year() <= NOBODY {
        when.doubtful = true;
        let read = when.latest.year();
        say(
            when,
            format!("read as {read}, which lies long before the period under review, and is marked as doubtful"),
        );
        return;
    }
    let after = |years: u32| review_to.checked_add_months(Months::new(12 * years));
    if after(GOES_ON).is_none_or(|last| when.earliest <= last) {
        return;
    }
    when.doubtful = true;
    let read = when.earliest.year();
    let century = Months::new(1200);
    let before = when
        .earliest
        .checked_sub_months(century)
        .zip(when.latest.checked_sub_months(century));
    let is_far = after(OTHER_CENTURY).is_some_and(|last| when.earliest > last);
    let how = match before.filter(|_| is_far && has_two_figures(&when.written, read)) {
        Some((earliest, latest)) => {
            (when.earliest, when.latest) = (earliest, latest);
            format!(
                "written with two figures of its year and read as {}, since {read} lies long after the period under review",
                earliest.year()
            )
        }
        None => format!("read as {read}, which lies long after the period under review, and is marked as doubtful"),
    };
    say(when, how);
}

fn say(when: &mut When, how: String) {
    when.remark = Some(match when.remark.take() {
        Some(said) => format!("{said}; {how}"),
        None => how,
    });
}

/// Does the year stand there with its last two figures only?
fn has_two_figures(written: &str, year: i32) -> bool {
    let runs = || written.split(|c: char| !c.is_ascii_digit());
    let last = format!("{:02}", year % 100);
    !runs().any(|r| r.len() > 2) && runs().any(|r| r == last)
}
