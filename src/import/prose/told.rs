//! *Told*: what a reader must know of how a text was read: lines that begin with what is no date, dates inside notes that begin
//! none, years taken from elsewhere.

use super::{Dated, Stretch, inside::Inside, lines::Odd, newlines, odd_years, own_day, plain::Plain, shapes};
use crate::{
    import::{Hints, contents::Prose},
    model::{problem::Problem, when::When},
    text::dates::DateProblem,
};

/// What to do with a line whose date cannot be read.
const NEXT: &str = "look at the line in the original; if it is a date, write it in full in a copy and import that";
/// Lines of a text that are told of one by one.
const TOLD: usize = 20;

/// What a stretch begins with that is shaped like a date and none.
pub(super) struct Unread {
    pub(super) shaped: String,
    pub(super) why: Option<DateProblem>,
}

impl Unread {
    /// What happened on this line, and what to do next.
    pub(super) fn said(&self, row: usize) -> (String, String) {
        let shaped = &self.shaped;
        let begins = format!("line {row} begins with '{shaped}'");
        match &self.why {
            None => (
                format!("{begins}, which could not be read as a date, so that no day is known"),
                NEXT.to_owned(),
            ),
            Some(why) => (
                format!(
                    "{begins}, which could not be read as a date, so that no day is known: {}",
                    why.what()
                ),
                why.next().to_owned(),
            ),
        }
    }
}

/// What was not plain about the day of the document, or that it was not read.
pub(super) fn of_day(prose: &Prose, hints: &Hints<'_>) -> Option<Problem> {
    let raw = prose.day.as_deref()?;
    let (what, next) = match own_day(prose)? {
        Ok(when) => {
            let next = "check it against the original; if it is another, correct the copy and import it again";
            (format!("the date of the document was {}", when.remark?), next)
        }
        Err(problem) => (
            format!("the date of the document was not read: {}", problem.what()),
            problem.next(),
        ),
    };
    Some(hints.remark(prose.first_line.max(1), raw, what, next).at(&prose.place))
}

/// Says that the year of a date was taken from another.
pub(super) fn say_year(when: &mut When) {
    let said = format!(
        "written without a year, and {} was taken from another date of the text",
        when.earliest.format("%Y")
    );
    when.remark = Some(when.remark.take().map_or(said.clone(), |r| format!("{r}; {said}")));
}

/// Places of dates without a year among these statements, where no entry has it said at its own row.
pub(super) fn without_year(statements: &[Dated]) -> Vec<usize> {
    let is_said = |d: &&Dated| d.year_taken && !d.is_head;
    statements.iter().filter(is_said).map(|d| d.date.0).collect()
}

/// A text and how it was parted.
pub(super) struct Teller<'t> {
    pub(super) plain: &'t Plain<'t>,
    pub(super) prose: &'t Prose,
    pub(super) hints: &'t Hints<'t>,
    pub(super) stretches: &'t [Stretch],
}

impl Teller<'_> {
    fn text(&self) -> &str {
        self.plain.text.as_ref()
    }

    /// The number of the line on which this place stands.
    fn row(&self, at: usize) -> usize {
        self.prose.first_line.max(1) + newlines(self.text().get(..at).unwrap_or_default())
    }

    /// The stretch in which this place stands. Stretches are in order and cover the text.
    fn own(&self, at: usize) -> Option<&Stretch> {
        let next = self.stretches.partition_point(|s| s.start <= at);
        self.stretches.get(next.checked_sub(1)?)
    }

    fn remark(&self, row: usize, raw: &str, what: String, next: &str) -> Problem {
        self.hints.remark(row, raw, what, next).at(&self.prose.place)
    }

    /// The line on which this place stands, as far as it is shown.
    fn line(&self, at: usize) -> String {
        let above = self.text().get(..at).unwrap_or_default();
        let begin = above.rfind('\n').map_or(0, |n| n + 1);
        let line = self.text().get(begin..).unwrap_or_default().split('\n').next();
        let end = begin + line.map_or(0, str::len);
        self.plain.words(begin, end).trim().chars().take(300).collect()
    }

    /// The words from this place to the end of its line, or to that place on it, as far as they are shown.
    fn from(&self, at: usize, to: Option<usize>) -> String {
        let line = self.text().get(at..).unwrap_or_default().split('\n').next();
        let end = at + line.map_or(0, str::len);
        let end = to.filter(|to| *to > at).map_or(end, |to| to.min(end));
        self.plain.words(at, end).trim().chars().take(300).collect()
    }

    /// Lines that begin with something shaped like a date that is none: their words stand under another date.
    pub(super) fn of_lines(&self, odd: Vec<Odd>) -> Vec<Problem> {
        let is_told = |line: &Odd| {
            self.own(line.at)
                .is_some_and(|s| s.unread.is_some() && self.is_begin(s, line.at))
        };
        let odd: Vec<Odd> = odd.into_iter().filter(|o| !is_told(o)).collect();
        let more = odd.len().saturating_sub(TOLD);
        let mut out: Vec<Problem> = odd
            .into_iter()
            .take(TOLD)
            .map(|line| {
                let row = self.prose.first_line.max(1) + line.above;
                let where_now = match self.own(line.at) {
                    Some(s) if s.when.written.is_empty() => "its words have no date of their own".to_owned(),
                    Some(s) if self.is_begin(s, line.at) => format!("its words stand under '{}'", s.when.written),
                    _ => "its words stand with the entry before".to_owned(),
                };
                let what = format!(
                    "line {row} begins with '{}', which could not be read as a date; {where_now}",
                    line.shaped
                );
                self.remark(row, &self.line(line.at), what, NEXT)
            })
            .collect();
        if more > 0 {
            let what = format!("and {more} more lines begin with what could not be read as a date");
            let row = out.last().map_or(1, |last| last.row);
            out.push(self.remark(row, "", what, NEXT));
        }
        out
    }

    /// Days inside sentences whose year is none, by their lines.
    pub(super) fn of_odd_years(&self, odd: &[Odd]) -> Vec<Problem> {
        let all = odd_years::inside(self.text(), odd);
        let more = all.len().saturating_sub(TOLD);
        let said = |(above, shaped): (usize, String)| {
            let row = self.prose.first_line.max(1) + above;
            let mut what = format!("line {row} holds '{shaped}', which could not be read as a date");
            if more > 0 {
                what.push_str(" (the text holds ");
                what.push_str(&(TOLD + more).to_string());
                what.push_str(" of them, and the first are told)");
            }
            self.remark(row, &shaped, what, NEXT)
        };
        all.into_iter().take(TOLD).map(said).collect()
    }

    fn is_begin(&self, stretch: &Stretch, at: usize) -> bool {
        let before = self.text().get(stretch.start..at);
        before.is_some_and(|t| t.trim().is_empty())
    }

    /// Dates inside notes: those near the begin of a line one by one, with its words; the others counted, with their lines.
    pub(super) fn of_inside(&self, inside: Vec<Inside>) -> Vec<Problem> {
        const NEAR: &str = "compare the line with the original; where its date begins a note of its own, set it at the begin of the line in a copy and import that";
        if inside.is_empty() {
            return Vec::new();
        }
        let all = inside.len();
        let (near, deep): (Vec<Inside>, Vec<Inside>) = inside.into_iter().partition(|i| i.is_near);
        let mut out = vec![self.of_all(all, &deep)];
        for date in near.iter().take(TOLD) {
            let row = self.row(date.at);
            let written = self.plain.words(date.at, date.end);
            let day = self.own(date.at).map_or("", |s| s.when.written.as_str());
            let what = format!(
                "line {row} has the date '{written}' behind other words; it begins no entry, and its words stand under '{day}'"
            );
            out.push(self.remark(row, &self.line(date.at), what, NEAR));
        }
        if let Some(more) = near.len().checked_sub(TOLD).filter(|n| *n > 0) {
            let rows = self.rows(near.iter().skip(TOLD).map(|i| i.at));
            let what = format!("and {more} more dates stand behind other words near the begin of a line: {rows}");
            out.push(self.remark(self.prose.first_line.max(1), "", what, NEAR));
        }
        out
    }

    /// Dates that stand on the line of another and are written like it.
    pub(super) fn of_beside(&self, beside: &[Inside]) -> Vec<Problem> {
        let next = "compare the line with the original; where the date begins a note of its own, set it at the begin of a line in a copy and import that";
        let tell = |(nth, date): (usize, &Inside)| {
            let row = self.row(date.at);
            let written = self.plain.words(date.at, date.end);
            let day = self.own(date.at).map_or("", |s| s.when.written.as_str());
            let next_date = beside.get(nth + 1).map(|d| d.at);
            let what = format!(
                "line {row} has the date '{written}' behind '{day}'; it may begin a note of its own, and begins no entry"
            );
            self.remark(row, &self.from(date.at, next_date), what, next)
        };
        let mut out: Vec<Problem> = beside.iter().enumerate().take(TOLD).map(tell).collect();
        if let Some(date) = beside.get(TOLD) {
            let rows = self.rows(beside.iter().skip(TOLD).map(|i| i.at));
            let more = beside.len() - TOLD;
            let what = format!("and {more} more dates stand behind another and may begin notes of their own: {rows}");
            out.push(self.remark(self.row(date.at), "", what, next));
        }
        out
    }

    /// Lines that end in who wrote and when: one by one, and the others by their lines.
    pub(super) fn of_feet(&self, feet: &[(usize, String)]) -> Vec<Problem> {
        let next = "compare the entries with the original; where one stands under another day, set its day at the begin of its first line in a copy and import that";
        let tell = |(at, said): &(usize, String)| {
            let row = self.row(*at);
            // What is said of the whole text begins with it.
            let what = if said.starts_with("the text") {
                said.clone()
            } else {
                format!("line {row} {said}")
            };
            self.remark(row, &self.line(*at), what, next)
        };
        let mut out: Vec<Problem> = feet.iter().take(TOLD).map(tell).collect();
        if let Some((at, _)) = feet.get(TOLD) {
            let rows = self.rows(feet.iter().skip(TOLD).map(|(at, _)| *at));
            let what = format!(
                "and {} more lines end in a day that may be of the words above: {rows}",
                feet.len() - TOLD
            );
            out.push(self.remark(self.row(*at), "", what, next));
        }
        out
    }

    fn of_all(&self, all: usize, deep: &[Inside]) -> Problem {
        let other = match all {
            1 => "1 other date stands inside a note and begins none".to_owned(),
            n => format!("{n} other dates stand inside notes and begin none"),
        };
        let rows = if deep.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.rows(deep.iter().map(|i| i.at)))
        };
        let what = format!(
            "the text was read as dated notes, each of which begins with a line that has its date at its head; {other}{rows}"
        );
        let next = "compare the entries with the original; where an inner date begins a note of its own, set it at the begin of a line in a copy";
        self.remark(self.prose.first_line.max(1), "", what, next)
    }

    /// `lines 3, 7 and more`.
    fn rows(&self, mut places: impl Iterator<Item = usize>) -> String {
        // Each is counted from the begin of the text: no more are than are shown.
        let mut rows: Vec<usize> = places.by_ref().take(TOLD * 2).map(|at| self.row(at)).collect();
        let has_more = places.next().is_some();
        rows.dedup();
        let shown: Vec<String> = rows.iter().take(TOLD).map(ToString::to_string).collect();
        let line = if rows.len() == 1 { "line" } else { "lines" };
        let more = if has_more || rows.len() > TOLD { " and more" } else { "" };
        format!("{line} {}{more}", shown.join(", "))
    }

    /// Dates of what is told that have no year of their own.
    pub(super) fn of_years(&self, places: &[usize]) -> Option<Problem> {
        let first = self.row(*places.first()?);
        let rows = self.rows(places.iter().copied());
        let begin = match places.len() {
            1 => "1 entry begins with a date without a year, which was".to_owned(),
            n => format!("{n} entries begin with dates without a year, which were"),
        };
        let what = format!("{begin} taken from the dates around: {rows}");
        let next =
            "check the years against the original; where one is another, write it in full in a copy and import that";
        Some(self.remark(first, "", what, next))
    }

    /// A date that can only be month first, in a text that is read day first.
    pub(super) fn of_order(&self) -> Option<Problem> {
        let turned = |s: &Stretch| s.when.remark.as_ref().is_some_and(|r| r.contains("month first"));
        if self.stretches.iter().any(turned) {
            return None;
        }
        let (at, written) = shapes::month_first(self.text())?;
        let row = self.row(at);
        if self.own(at).is_some_and(|s| s.unread.is_some()) {
            return None;
        }
        let what = format!(
            "line {row} holds '{written}', which can only be month first; the dates at the begin of lines do not prove it, and the text was read day first"
        );
        let next = "look at the original; if its dates are month first, write them with the names of months in a copy and import that";
        Some(self.remark(row, &self.line(at), what, next))
    }

    /// A text without any date that was read, though it holds something shaped like one.
    pub(super) fn of_whole(&self) -> Option<Problem> {
        let [whole] = self.stretches else { return None };
        if !whole.when.written.is_empty() || whole.unread.is_some() {
            return None;
        }
        let (at, shaped) = shapes::anywhere(self.text())?;
        let row = self.row(at);
        let what = format!(
            "the text was read as one entry without a day of its own, and line {row} holds '{shaped}', which was not read as a date"
        );
        Some(self.remark(row, &self.line(at), what, NEXT))
    }
}
