//! A view *drawn*: the parts of the picture that reports print, for any span from years to hours and for any kind of lane, with links.
//!
//! What is drawn and what leads somewhere are apart: to a screen reader the drawing is one picture with a description, and the warnings,
//! windows and marks are groups of links. Where links lead is for the caller to say.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::{
    LEFT, RIGHT, WIDTH,
    axis::axis,
    days::Keys,
    expected::{self, Expected, Windows},
    lanes,
    legend::{LEGEND, key, key_height, legend},
    marks,
    seen::{Lane, Seen},
    shapes::{colour, escape, hatched, label, mark, reach},
    steps::Steps,
    view::Lanes,
    warnings::Band,
    whose::LaneOf,
};
use crate::model::{coverage::Coverage, entry::Entry, finding::Warning, timeline::Silence};

/// Where what is drawn leads; an empty address leads nowhere.
pub trait Ways {
    /// To an entry.
    fn entry(&self, entry: &Entry) -> String;
    /// To a warning.
    fn warning(&self, warning: &Warning) -> String;
    /// To another view of the same lanes.
    fn view(&self, from: NaiveDateTime, to: NaiveDateTime) -> String;
    /// To the entries of a lane in these days.
    fn entries(&self, days: (NaiveDate, NaiveDate), lane: &LaneOf) -> String;
}

/// Nowhere: for a file of its own.
struct Nowhere;

impl Ways for Nowhere {
    fn entry(&self, _: &Entry) -> String {
        String::new()
    }
    fn warning(&self, _: &Warning) -> String {
        String::new()
    }
    fn view(&self, _: NaiveDateTime, _: NaiveDateTime) -> String {
        String::new()
    }
    fn entries(&self, _: (NaiveDate, NaiveDate), _: &LaneOf) -> String {
        String::new()
    }
}

/// Something that leads somewhere.
pub(super) struct Linked<'a> {
    pub(super) href: &'a str,
    pub(super) title: &'a str,
    /// More attributes.
    pub(super) data: &'a str,
}

/// Writes something as a link with its words, or as a group where it leads nowhere. It is reached from its neighbours, not by the tab key:
/// a thousand stops would bar the way.
pub(super) fn linked(to: Linked<'_>, out: &mut String, draw: impl FnOnce(&mut String)) {
    let tag = if to.href.is_empty() { "g" } else { "a" };
    let _ = if to.href.is_empty() {
        write!(out, "<g")
    } else {
        write!(out, "<a href=\"{}\" tabindex=\"-1\"", escape(to.href))
    };
    let _ = write!(out, "{}><title>{}</title>", to.data, escape(to.title));
    draw(out);
    let _ = write!(out, "</{tag}>");
}

impl<'a> Seen<'a> {
    /// The windows of expected responses that lie in the view.
    pub fn expected(&self) -> Vec<Expected<'a>> {
        expected::expected(self.matter, |from, to| self.scale.holds_any(from, to))
    }

    /// The silences that lie in it.
    pub fn silences(&self) -> Vec<&'a Silence> {
        let all = self.matter.timeline.silences.iter();
        all.filter(|s| self.scale.holds_any(s.from, s.to)).collect()
    }

    /// What it shows, in a sentence.
    pub fn summary(&self) -> String {
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let lanes = match self.view.lanes {
            Lanes::Agency => "a lane for each agency",
            Lanes::Person => "a lane for each person",
            Lanes::Concept => "a lane for each thing read",
        };
        format!(
            "{}, {lanes}: {}, {}, {}, {}.",
            self.view.words(),
            count(self.entries.len(), "entry", "entries"),
            count(self.warnings.len(), "warning", "warnings"),
            count(self.expected().len(), "expected response", "expected responses"),
            count(self.silences().len(), "silence", "silences"),
        )
    }
}

/// A view as SVG, to stand in a page.
pub fn draw(seen: &Seen<'_>, ways: &dyn Ways) -> String {
    let scale = &seen.scale;
    let flags = expected::flags(seen, ways);
    let windows = Windows::of(seen, flags.bottom());
    let keys = Keys::within(seen.matter, scale, windows.bottom());
    let steps = Steps::of(seen.matter, scale, keys.bottom() + 26);
    let mut tops = Vec::new();
    let mut bottom = steps.bottom() + 4;
    let left_out = seen.lanes.iter().filter(|l| !l.is_drawn()).count();
    for lane in seen.lanes.iter().filter(|l| l.is_drawn()) {
        tops.push((bottom, lane));
        bottom += lane.height();
    }
    let lanes_end = bottom;
    bottom += if left_out > 0 { 20 } else { 0 };
    let height = bottom + 14 + LEGEND + key_height(seen);
    let mut out = String::new();
    let (from, to) = (
        seen.view.from.format("%Y-%m-%dT%H:%M"),
        seen.view.to.format("%Y-%m-%dT%H:%M"),
    );
    let title = escape(&format!("Timeline of {}", seen.matter.case.title));
    let about = escape(&format!("{} The tables below say the same in words.", seen.summary()));
    // Writing to a string cannot go wrong.
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" role=\"group\" aria-labelledby=\"timeline-title timeline-about\" font-family=\"arial, sans-serif\" font-size=\"12\" data-from=\"{from}\" data-to=\"{to}\" data-left=\"{LEFT}\" data-right=\"{RIGHT}\"><title id=\"timeline-title\">{title}</title><desc id=\"timeline-about\">{about}</desc><rect x=\"0\" y=\"0\" width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>"
    );
    let _ = write!(out, "<g role=\"img\" aria-label=\"{about}\">");
    for (y, lane) in &tops {
        ground(seen, lane, *y, &mut out);
    }
    axis(&seen.view, |m| scale.at(m), (keys.bottom(), lanes_end), &mut out);
    steps.draw(scale, &mut out);
    keys.draw(scale, lanes_end, &mut out);
    windows.heading(&mut out);
    flags.rail(&mut out);
    if left_out > 0 {
        let what = if left_out == 1 { "lane" } else { "lanes" };
        let _ = write!(
            out,
            "<text x=\"26\" y=\"{}\" fill=\"#37424a\" font-size=\"11\">{left_out} {what} without an entry in these days: see the table</text>",
            lanes_end + 14
        );
    }
    legend(bottom + 14, &mut out);
    key(seen, bottom + 14 + LEGEND, &mut out);
    out.push_str("</g>");
    links(seen, (&flags, &windows, &tops), ways, &mut out);
    out.push_str("</svg>");
    out
}

/// A lane, and where its top is.
type Topped<'a> = (i64, &'a Lane);

/// What leads somewhere: warnings, windows and, lane by lane, marks.
fn links(
    seen: &Seen<'_>,
    (flags, windows, tops): (&Band, &Windows<'_>, &[Topped<'_>]),
    ways: &dyn Ways,
    out: &mut String,
) {
    out.push_str("<g role=\"group\" aria-label=\"Warnings\" data-lane=\"warnings\">");
    flags.draw(out);
    out.push_str("</g>");
    if windows.bottom() > flags.bottom() {
        out.push_str("<g role=\"group\" aria-label=\"Expected responses\" data-lane=\"expected\">");
        windows.draw(ways, out);
        out.push_str("</g>");
    }
    for (n, (y, lane)) in tops.iter().enumerate().filter(|(_, (_, lane))| !lane.marks.is_empty()) {
        let _ = write!(
            out,
            "<g role=\"group\" aria-label=\"{}, {}\" data-lane=\"{n}\" data-top=\"{y}\" data-bottom=\"{}\">",
            escape(&lane.name),
            entries(lane.entries.len()),
            y + lane.height()
        );
        marks::draw(seen, lane, *y, ways, out);
        out.push_str("</g>");
    }
}

/// A view as a file of its own, in which nothing leads anywhere.
pub fn file_of(seen: &Seen<'_>) -> String {
    draw(seen, &Nowhere).replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
}

fn entries(count: usize) -> String {
    format!("{count} {}", if count == 1 { "entry" } else { "entries" })
}

/// What lies under the marks of a lane: its name, its count, what was supplied, silences.
fn ground(seen: &Seen<'_>, lane: &Lane, y: i64, out: &mut String) {
    let (top, high) = (y + 2, lane.height() - 4);
    let middle = y + lane.marks_height() / 2;
    if let LaneOf::Agency(id) = &lane.of {
        let place = seen.matter.case.agencies.iter().position(|a| &a.id == id).unwrap_or(0);
        mark(place, (14, middle), (colour(place), 5), out);
        lanes::supplied(seen.matter, &seen.scale, (top, high), id, out);
        lanes::silences(seen.matter, &seen.scale, middle, id, out);
    } else {
        anybody(seen, (top, high), out);
    }
    lanes::name(&lane.name, &entries(lane.entries.len()), middle, out);
}

/// Where a lane is nobody's own, days are hatched for which no agency's records were supplied.
fn anybody(seen: &Seen<'_>, (top, high): (i64, i64), out: &mut String) {
    let _ = write!(
        out,
        "<rect x=\"{LEFT}\" y=\"{top}\" width=\"{}\" height=\"{high}\" fill=\"#f6f8fa\" stroke=\"#8a9399\"/>",
        RIGHT - LEFT
    );
    for (from, to) in not_supplied(&seen.matter.coverage, seen.view.days()) {
        let (left, right) = (seen.scale.x(from), seen.scale.end(to));
        let words = "no records supplied";
        hatched((left, top, (right - left).max(2), high), out);
        if right - left > reach(words) + 12 {
            label(words, (left + 8, top + high / 2 + 4), "#e3e6e8", out);
        }
    }
}

/// The days between two for which no agency's records were supplied.
pub(super) fn not_supplied(all: &[Coverage], (first, last): (NaiveDate, NaiveDate)) -> Vec<(NaiveDate, NaiveDate)> {
    let next = |d: NaiveDate| d.checked_add_days(Days::new(1)).unwrap_or(d);
    let before = |d: NaiveDate| d.pred_opt().unwrap_or(d);
    let mut known: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for coverage in all {
        let mut holes: Vec<_> = coverage.holes.iter().map(|h| (h.from, h.to)).collect();
        holes.sort_unstable();
        let mut from = coverage.from;
        for (hole, end) in holes {
            if hole > from {
                known.push((from, before(hole)));
            }
            from = from.max(next(end));
        }
        if from <= coverage.to {
            known.push((from, coverage.to));
        }
    }
    known.sort_unstable();
    let mut out = Vec::new();
    let mut free = first;
    for (from, to) in known {
        if from > free {
            out.push((free, before(from).min(last)));
        }
        free = free.max(next(to));
        if free > last {
            break;
        }
    }
    if free <= last {
        out.push((free, last));
    }
    out.retain(|(from, to)| from <= to);
    out
}
