//! *Marks* of a view: an entry in the shape and colour of its agency, a bin with its count, a span of days that are not known.

use std::fmt::Write as _;

use super::{
    RIGHT, SHAPES,
    drawn::{Linked, Ways, linked},
    seen::{Form, Lane, Mark, SPAN, STEP, Seen},
    shapes::{colour, escape, mark as shape, ring, short},
};
use crate::model::entry::Entry;

/// What several agencies wrote has the colour of none.
const MIXED: &str = "#37424a";
/// Up to this many entries in a view, a mark also says how its entry begins.
const FEW: usize = 400;
/// Letters of that.
const LETTERS: usize = 70;
/// Up to this many bins of a lane carry their count; with more, the counts would run into one another.
const COUNTED: usize = 40;

/// Draws the marks of a lane whose top is given.
pub(super) fn draw(seen: &Seen<'_>, lane: &Lane, y: i64, ways: &dyn Ways, out: &mut String) {
    let bins = lane.marks.iter().filter(|m| m.form == Form::Bin);
    let most = bins.map(|m| m.entries.len()).max().unwrap_or(1);
    for mark in &lane.marks {
        let (href, title) = (leads(seen, lane, mark, ways), words(seen, mark));
        let moment = mark.from.format("%Y-%m-%dT%H:%M");
        let data = format!(" data-t=\"{moment}\"");
        linked(
            Linked {
                href: &href,
                title: &title,
                data: &data,
            },
            out,
            |out| match mark.form {
                Form::One => one(seen, lane, mark, y, out),
                Form::Bin => bin(seen, (lane, mark), (y, most), out),
                Form::Span | Form::Spans => span(seen, lane, mark, y, out),
            },
        );
    }
}

/// One entry leads to itself; several to the view in which they are apart, or to the chronology where no view takes them apart.
fn leads(seen: &Seen<'_>, lane: &Lane, mark: &Mark, ways: &dyn Ways) -> String {
    let only = mark.entries.first().and_then(|at| seen.matter.entries.get(*at));
    if let Some(entry) = only.filter(|_| mark.entries.len() == 1) {
        return ways.entry(entry);
    }
    let wide = (mark.to - mark.from).num_minutes();
    // A view that is hardly narrower than this one would not take them apart.
    if wide < 60 || wide * 3 > seen.view.minutes() * 2 || mark.form == Form::Spans {
        let last = mark.to - chrono::TimeDelta::minutes(1);
        ways.entries((mark.from.date(), last.date()), &lane.of)
    } else {
        ways.view(mark.from, mark.to)
    }
}

/// What a mark stands for, in words.
pub(super) fn words(seen: &Seen<'_>, mark: &Mark) -> String {
    let first = mark.entries.first().and_then(|at| seen.matter.entries.get(*at));
    let warned = if mark.warned { "; a warning rests on it" } else { "" };
    let Some(entry) = first.filter(|_| mark.entries.len() == 1) else {
        let (from, last) = (mark.from.date(), (mark.to - chrono::TimeDelta::minutes(1)).date());
        let day = |d: chrono::NaiveDate| d.format("%-d %b %Y");
        let days = if from == last {
            day(from).to_string()
        } else {
            format!("{} to {}", day(from), day(last))
        };
        let what = if mark.form == Form::Spans {
            "entries, day or time not known"
        } else {
            "entries"
        };
        return format!("{} {what}, {days}{warned}", mark.entries.len());
    };
    let begins = if seen.entries.len() <= FEW {
        format!(": {}", short(&entry.text, LETTERS))
    } else {
        String::new()
    };
    let kind = if entry.entry_type.is_empty() {
        String::new()
    } else {
        format!(", {}", entry.entry_type)
    };
    let agency = seen.matter.case.agency_name(&entry.agency);
    format!("{}, {}, {agency}{kind}{begins}{warned}", entry.id, moment(entry))
}

/// The date of an entry as written, with its time.
fn moment(entry: &Entry) -> String {
    match entry.when.time.filter(|_| !entry.when.is_stamp()) {
        Some(time) => format!("{} {}", entry.when.shown(), time.format("%H:%M")),
        None => entry.when.shown(),
    }
}

/// Place of an agency in the case, which gives its shape and colour; nothing where there are several.
fn agency(seen: &Seen<'_>, mark: &Mark) -> Option<usize> {
    let mut own = mark
        .entries
        .iter()
        .filter_map(|at| seen.matter.entries.get(*at))
        .map(|e| &e.agency);
    let first = own.next()?;
    if !own.all(|a| a == first) {
        return None;
    }
    seen.matter.case.agencies.iter().position(|a| &a.id == first)
}

/// Its colour, and the shape beside a span.
fn looks(seen: &Seen<'_>, mark: &Mark) -> (&'static str, &'static str) {
    match agency(seen, mark) {
        Some(place) => (colour(place), SHAPES.get(place % SHAPES.len()).copied().unwrap_or("●")),
        None => (MIXED, ""),
    }
}

fn one(seen: &Seen<'_>, lane: &Lane, mark: &Mark, y: i64, out: &mut String) {
    let row = i64::try_from(mark.row).unwrap_or(0);
    // The first mark of a cell stands in the middle of a lane of single marks, others above and below it.
    let middle = y + lane.marks_height() - 3 - STEP / 2 - row * STEP;
    let middle = if lane.rows.0 <= 1 {
        y + lane.marks_height() / 2
    } else {
        middle
    };
    let x = (mark.x + mark.width / 2).min(RIGHT - 5);
    match agency(seen, mark) {
        Some(place) => shape(place, (x, middle), (colour(place), 4), out),
        None => shape(0, (x, middle), (MIXED, 4), out),
    }
    if mark.warned {
        out.push_str(&ring(x, middle, 6));
    }
}

fn bin(seen: &Seen<'_>, (lane, mark): (&Lane, &Mark), (y, most): (i64, usize), out: &mut String) {
    let room = lane.marks_height() - 12;
    let count = mark.entries.len();
    let high = 4 + i64::try_from(count * usize::try_from(room - 4).unwrap_or(0) / most.max(1)).unwrap_or(0);
    let bottom = y + lane.marks_height() - 1;
    let (colour, _) = looks(seen, mark);
    let width = (mark.width - 1).min(RIGHT - mark.x).max(2);
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{high}\" fill=\"{colour}\"/>",
        mark.x,
        bottom - high
    );
    let digits = count.to_string();
    let bins = lane.marks.iter().filter(|m| m.form == Form::Bin).count();
    if bins <= COUNTED && i64::try_from(digits.len()).unwrap_or(9) * 5 <= width + 4 {
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"9\" text-anchor=\"middle\" fill=\"#0b0c0c\">{digits}</text>",
            mark.x + width / 2,
            bottom - high - 2
        );
    }
    if mark.warned {
        let (x, y) = (mark.x + width / 2, bottom - 4);
        let _ = write!(
            out,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"#ffffff\" stroke=\"#0b0c0c\"/>"
        );
    }
}

fn span(seen: &Seen<'_>, lane: &Lane, mark: &Mark, y: i64, out: &mut String) {
    let top = y + lane.marks_height() + SPAN * i64::try_from(mark.row).unwrap_or(0);
    let (colour, sign) = looks(seen, mark);
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" fill=\"{colour}\" fill-opacity=\"0.3\" stroke=\"{colour}\"/>",
        mark.x,
        top + 1,
        mark.width.max(4),
        SPAN - 3
    );
    let words = match mark.form {
        Form::Spans => format!("{sign} {} entries", mark.entries.len()),
        _ => sign.to_owned(),
    };
    let x = mark.x + 3;
    if mark.width > 4 + super::shapes::reach(&words) {
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{}\" font-size=\"8\" fill=\"#0b0c0c\">{}</text>",
            top + SPAN - 3,
            escape(words.trim())
        );
    }
    if mark.warned {
        let _ = write!(out, "{}", ring(mark.x + mark.width / 2, top + SPAN / 2 - 1, 4));
    }
}
