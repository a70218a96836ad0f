//! *Days* of the picture: its scale, its axis, key dates and the spans of conditions.

use std::fmt::Write as _;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    LEFT, RIGHT,
    shapes::{escape, label, label_before, reach, short},
};
use crate::model::{
    case::in_words_first,
    matter::Matter,
    when::{When, Within},
};

/// Minutes of a day.
pub(super) const DAY: i64 = 1_440;
/// Kinds of facts that stand in strips where there is a view, in the order of their strips.
pub(super) const STRIPS: &[&str] = &["risk-level", "mappa-level", "contact-plan"];
/// Height of a row of labels.
const ROW: i64 = 14;
/// Rows of labels; more would leave no room for lanes.
const ROWS: usize = 10;
/// Characters of a label.
const LETTERS: usize = 64;

/// Scale from moments to the picture.
pub(super) struct Scale {
    from: NaiveDateTime,
    minutes: i64,
    /// Where the last day of a span ends.
    last: Last,
}

/// Where a span of days ends in the picture: of the whole case, at its last day; in a view that shows hours, when that day is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    AtItsStart,
    AtItsEnd,
}

impl Scale {
    /// From the first to the last day of the review, or of entries outside it.
    pub(super) fn of(matter: &Matter) -> Self {
        let (from, to) = reach_of(matter);
        Self {
            from: from.and_time(NaiveTime::MIN),
            minutes: (to - from).num_days().max(1) * DAY,
            last: Last::AtItsStart,
        }
    }

    /// From one moment to another.
    pub(super) fn between(from: NaiveDateTime, to: NaiveDateTime) -> Self {
        Self {
            from,
            minutes: (to - from).num_minutes().max(1),
            last: Last::AtItsEnd,
        }
    }

    /// Where a day begins; a day outside is at the nearer end.
    pub(super) fn x(&self, day: NaiveDate) -> i64 {
        self.at(day.and_time(NaiveTime::MIN))
    }

    /// Where a moment is; one outside is at the nearer end.
    pub(super) fn at(&self, moment: NaiveDateTime) -> i64 {
        let minutes = (moment - self.from).num_minutes().clamp(0, self.minutes);
        LEFT + minutes * (RIGHT - LEFT) / self.minutes
    }

    /// Where a span ends whose last day this is.
    pub(super) fn end(&self, day: NaiveDate) -> i64 {
        match self.last {
            Last::AtItsStart => self.x(day),
            Last::AtItsEnd => self.x(day.checked_add_days(Days::new(1)).unwrap_or(day)),
        }
    }

    fn days(&self) -> i64 {
        self.minutes / DAY
    }

    /// Does any of this day lie in it?
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        self.holds_any(day, day)
    }

    /// Does any of these days lie in it?
    pub(super) fn holds_any(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let minutes = |day: NaiveDate| (day.and_time(NaiveTime::MIN) - self.from).num_minutes();
        match self.last {
            Last::AtItsStart => minutes(to) >= 0 && minutes(from) <= self.minutes,
            Last::AtItsEnd => minutes(to) > -DAY && minutes(from) < self.minutes,
        }
    }
}

/// The first and the last day of the whole picture: of the review, or of entries outside it.
pub(super) fn reach_of(matter: &Matter) -> (NaiveDate, NaiveDate) {
    let days = || matter.entries.iter().flat_map(|e| near_days(matter, &e.when));
    let case = &matter.case;
    let from = days().min().unwrap_or(case.review_from).min(case.review_from);
    let to = days().max().unwrap_or(case.review_to).max(case.review_to);
    (from, to)
}

/// The days of a when that the scale must reach. `before 2010` begins with the first year that is read: of such a long
/// interval outside the review, the end nearer to it is enough.
fn near_days(matter: &Matter, when: &When) -> [NaiveDate; 2] {
    const LONG: i64 = 3_653;
    let is_long = (when.latest - when.earliest).num_days() > LONG;
    match when.within(matter.case.review_from, matter.case.review_to) {
        Within::Before if is_long => [when.latest; 2],
        Within::After if is_long => [when.earliest; 2],
        _ => [when.earliest, when.latest],
    }
}

/// Lines at months, quarters, years or more years, about a dozen of them.
pub(super) fn axis(scale: &Scale, (top, bottom): (i64, i64), out: &mut String) {
    let step = match scale.days() {
        ..=420 => 1,
        421..=1500 => 3,
        1501..=5500 => 12,
        _ => i32::try_from(scale.days() / 5500 + 1).unwrap_or(i32::MAX / 12) * 12,
    };
    let first = scale.from.date();
    let mut day = first.with_day(1).unwrap_or(first);
    while (day - first).num_days() <= scale.days() {
        let month = i64::from(day.year()) * 12 + i64::from(day.month0());
        if month % i64::from(step) == 0 && day >= first {
            let x = scale.x(day);
            let _ = write!(
                out,
                "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#d5d9dc\"/><text x=\"{x}\" y=\"{}\" fill=\"#37424a\" text-anchor=\"{}\" font-size=\"11\">{}</text>",
                top + 18,
                top + 14,
                if x > RIGHT - 30 { "end" } else { "middle" },
                day.format("%b %Y")
            );
        }
        let Some(next) = day.checked_add_months(Months::new(1)) else {
            return;
        };
        day = next;
    }
}

/// A day or a span with its words.
struct Key {
    from: NaiveDate,
    /// Last day of a span, and whether it is one at all.
    to: Option<NaiveDate>,
    words: String,
    row: usize,
}

impl Key {
    fn date(day: NaiveDate, words: String) -> Self {
        Self {
            from: day,
            to: None,
            words,
            row: 0,
        }
    }
}

/// Key dates and the spans of conditions.
pub(super) struct Keys {
    dates: Vec<Key>,
    spans: Vec<Key>,
    top: i64,
}

impl Keys {
    /// Facts, the final event and conditions, each in a row in which it hides nothing.
    pub(super) fn of(matter: &Matter, scale: &Scale, top: i64) -> Self {
        let case = &matter.case;
        let mut dates: Vec<Key> = case
            .facts
            .iter()
            .map(|f| Key::date(f.date, format!("{}: {}", in_words_first(&f.kind), f.value)))
            .collect();
        dates.extend(case.event.map(|e| Key::date(e, "Final event".to_owned())));
        Self::placed(scale, top, dates, Self::conditions(matter))
    }

    /// Those of a view: what lies outside is left out, and so are facts that stand in strips of their own.
    pub(super) fn within(matter: &Matter, scale: &Scale, top: i64) -> Self {
        let case = &matter.case;
        let facts = case.facts.iter().filter(|f| !STRIPS.contains(&f.kind.as_str()));
        let mut dates: Vec<Key> = facts
            .map(|f| Key::date(f.date, format!("{}: {}", in_words_first(&f.kind), f.value)))
            .collect();
        dates.extend(case.event.map(|e| Key::date(e, "Final event".to_owned())));
        dates.retain(|k| scale.holds(k.from));
        let mut spans = Self::conditions(matter);
        spans.retain(|k| scale.holds_any(k.from, k.to.unwrap_or(k.from)));
        Self::placed(scale, top, dates, spans)
    }

    fn conditions(matter: &Matter) -> Vec<Key> {
        let all = matter.case.conditions.iter();
        all.map(|c| Key {
            from: c.from,
            to: Some(c.to.unwrap_or(NaiveDate::MAX)),
            words: format!("{}: {}", in_words_first(&c.kind), c.text),
            row: 0,
        })
        .collect()
    }

    fn placed(scale: &Scale, top: i64, mut dates: Vec<Key>, mut spans: Vec<Key>) -> Self {
        dates.sort_by(|a, b| (a.from, &a.words).cmp(&(b.from, &b.words)));
        spans.sort_by(|a, b| (a.from, a.to, &a.words).cmp(&(b.from, b.to, &b.words)));
        stack(&mut dates, |k| place(scale, k));
        stack(&mut spans, |k| {
            let x = scale.x(k.from);
            let to = k.to.map_or(x, |to| scale.end(to));
            let words = reach(&fitted(&k.words, to - x)) + 8;
            // Words that would pass the right end stand before it.
            (x.min(RIGHT - words), to.max(x + words))
        });
        Self { dates, spans, top }
    }

    fn rows(keys: &[Key]) -> i64 {
        let rows = keys.iter().map(|k| k.row + 1).max().unwrap_or(0).min(ROWS);
        i64::try_from(rows).unwrap_or(0) * ROW
    }

    fn spans_from(&self) -> i64 {
        let rows = Self::rows(&self.dates);
        self.top + 6 + rows + if rows > 0 { 4 } else { 0 }
    }

    /// Where they end.
    pub(super) fn bottom(&self) -> i64 {
        self.spans_from() + Self::rows(&self.spans)
    }

    /// Draws lines down to the bottom of the lanes, then words over them.
    pub(super) fn draw(&self, scale: &Scale, lanes: i64, out: &mut String) {
        for key in self.dates.iter().filter(|k| scale.holds(k.from)) {
            let x = scale.x(key.from);
            let _ = write!(
                out,
                "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{lanes}\" stroke=\"#37424a\" stroke-dasharray=\"3 3\"/>",
                self.top + 8 + ROW * row(key.row)
            );
        }
        let head = |words: &str, y: i64, out: &mut String| {
            let _ = write!(
                out,
                "<text x=\"8\" y=\"{y}\" fill=\"#0b0c0c\" font-weight=\"bold\">{words}</text>"
            );
        };
        if !self.dates.is_empty() {
            head("Key dates", self.top + 17, out);
        }
        if !self.spans.is_empty() {
            head("Conditions in force", self.spans_from() + 11, out);
        }
        for key in &self.spans {
            self.span(scale, key, out);
        }
        for key in &self.dates {
            self.date(scale, key, out);
        }
    }

    fn date(&self, scale: &Scale, key: &Key, out: &mut String) {
        let day = key.from.format("%-d %b %Y");
        let _ = write!(out, "<g><title>{day}: {}</title>", escape(&key.words));
        let (x, y) = (scale.x(key.from), self.top + 16 + ROW * row(key.row));
        if scale.holds(key.from) {
            let _ = write!(out, "<path d=\"M{x} {} l4 4 l-4 4 l-4 -4 z\" fill=\"#37424a\"/>", y - 8);
        }
        // A label that has no row of its own stands only in the title of its mark.
        if key.row < ROWS {
            let (from, _) = place(scale, key);
            if from < x {
                // Words that end at their mark are set from there, so that no font makes them reach over it.
                label_before(&shown(scale, key), (x - 8, y), out);
            } else {
                label(&shown(scale, key), (from + 7, y), "#ffffff", out);
            }
        }
        out.push_str("</g>");
    }

    fn span(&self, scale: &Scale, key: &Key, out: &mut String) {
        if key.row >= ROWS {
            return;
        }
        let (from, to) = (scale.x(key.from), key.to.map_or(RIGHT, |to| scale.end(to)));
        let y = self.spans_from() + ROW * row(key.row);
        let words = match key.to.filter(|to| *to != NaiveDate::MAX) {
            Some(to) => format!("{} to {}", key.from.format("%-d %b %Y"), to.format("%-d %b %Y")),
            None => format!("from {}", key.from.format("%-d %b %Y")),
        };
        let cut = fitted(&key.words, to - from);
        // At the right end words stand before the end of the picture.
        let x = (from + 4).min(RIGHT - reach(&cut) - 4);
        let _ = write!(
            out,
            "<g><title>{words}: {}</title><rect x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"12\" fill=\"#dfe8ee\" stroke=\"#8a9399\" stroke-width=\"0.5\"/><text x=\"{x}\" y=\"{}\" fill=\"#0b0c0c\" font-size=\"10\">{}</text></g>",
            escape(&key.words),
            (to - from).max(3),
            y + 10,
            escape(&cut)
        );
    }
}

/// Words of a span, cut where it ends, but not to less than a label.
fn fitted(words: &str, width: i64) -> String {
    short(words, LETTERS.max(usize::try_from(width / 6).unwrap_or(0)))
}

fn row(row: usize) -> i64 {
    i64::try_from(row.min(ROWS)).unwrap_or(0)
}

/// The words of a key date: one outside the picture says its day and where it lies.
fn shown(scale: &Scale, key: &Key) -> String {
    if scale.holds(key.from) {
        short(&key.words, LETTERS)
    } else if key.from < scale.from.date() {
        format!("‹ {} {}", key.from.format("%-d %b %Y"), short(&key.words, LETTERS))
    } else {
        format!("{} {} ›", key.from.format("%-d %b %Y"), short(&key.words, LETTERS))
    }
}

/// From where to where a key date and its label reach: to the right of the day, or to the left where the picture ends.
fn place(scale: &Scale, key: &Key) -> (i64, i64) {
    let (x, width) = (scale.x(key.from), reach(&shown(scale, key)) + 18);
    if x + width > RIGHT + 12 {
        (x - width, x + 6)
    } else {
        (x, x + width)
    }
}

/// Gives each the first row in which it meets no other.
fn stack(keys: &mut [Key], reach: impl Fn(&Key) -> (i64, i64)) {
    let mut rows: Vec<Vec<(i64, i64)>> = Vec::new();
    for key in keys {
        let (from, to) = reach(key);
        let free = rows.iter().position(|r| r.iter().all(|(a, b)| to < *a || from > *b));
        let at = free.unwrap_or(rows.len());
        key.row = at;
        match rows.get_mut(at) {
            Some(row) => row.push((from, to)),
            None if at <= ROWS => rows.push(vec![(from, to)]),
            None => {}
        }
    }
}
