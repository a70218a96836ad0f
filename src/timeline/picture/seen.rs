//! What is *seen* in a view: its lanes, and in each the marks, bins and spans that its entries stand in. Every entry of the view stands in
//! exactly one of them in each of its lanes. The picture draws this, and the tables beside it say this: neither counts anew.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{
    LANE, LEFT, RIGHT,
    days::{DAY, Scale},
    view::View,
    whose::{LaneOf, Whose},
};
use crate::model::{
    entry::{Entry, EntryId},
    finding::Warning,
    matter::Matter,
};

/// Marks, bins and spans in a picture, about: with more it would be slow to send and to read.
const BUDGET: usize = 1_000;
/// Width of the cell in which a mark stands alone.
const CELL: i64 = 12;
/// Marks that stand over one another in a cell before they become a bin.
const STACK: usize = 5;
/// Rows of spans in a lane; the others are joined.
const ROWS: usize = 12;
/// Up to this many entries of a lane without a known day or time have a span each; with more, those of the same days are joined.
const APART: usize = 40;
/// A day wider than this shows that the time of an entry is not known.
const WIDE_DAY: i64 = 40;
/// Height of a mark over another.
pub(super) const STEP: i64 = 13;
/// Height of a span.
pub(super) const SPAN: i64 = 11;

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One entry whose moment is known as well as can be shown.
    One,
    /// Several entries that are close together.
    Bin,
    /// One entry whose day or time is not known: the days or hours in which it may lie.
    Span,
    /// Several such entries.
    Spans,
}

/// A mark, a bin or a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Places of its entries in the order of the timeline.
    pub entries: Vec<usize>,
    /// What it stands for.
    pub form: Form,
    /// First moment that it stands for.
    pub from: NaiveDateTime,
    /// The moment at which that ends.
    pub to: NaiveDateTime,
    /// Does a warning rest on one of its entries?
    pub warned: bool,
    pub(super) x: i64,
    pub(super) width: i64,
    pub(super) row: usize,
}

/// A lane of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What it holds.
    pub of: LaneOf,
    /// Its name.
    pub name: String,
    /// Its entries in the view, as places in the order of the timeline.
    pub entries: Vec<usize>,
    /// Its marks, by place.
    pub marks: Vec<Mark>,
    /// Warnings that rest on its entries in the view.
    pub warnings: Vec<String>,
    /// How many marks stand over one another, and how many rows of spans there are.
    pub(super) rows: (usize, usize),
}

impl Lane {
    /// Is it drawn? An agency without an entry is told by its lane, since that may be a silence or may not have been supplied; any other
    /// lane without one tells nothing.
    pub fn is_drawn(&self) -> bool {
        !self.entries.is_empty() || matches!(self.of, LaneOf::Agency(_))
    }

    /// The first and the last day that its entries in the view can be of.
    pub fn days(&self, matter: &Matter) -> Option<(NaiveDate, NaiveDate)> {
        let whens = || {
            self.entries
                .iter()
                .filter_map(|at| matter.entries.get(*at))
                .map(|e| &e.when)
        };
        Some((whens().map(|w| w.earliest).min()?, whens().map(|w| w.latest).max()?))
    }

    /// Height of the part in which marks stand.
    pub(super) fn marks_height(&self) -> i64 {
        (STEP * whole(self.rows.0) + 6).max(LANE - 10)
    }

    /// Height.
    pub(super) fn height(&self) -> i64 {
        self.marks_height() + SPAN * whole(self.rows.1) + 8
    }
}

/// Everything that is seen in a view.
pub struct Seen<'a> {
    /// The case.
    pub matter: &'a Matter,
    /// The view.
    pub view: View,
    /// Its lanes.
    pub lanes: Vec<Lane>,
    /// Entries that lie, or may lie, in it, each once: places in the order of the timeline.
    pub entries: Vec<usize>,
    /// Warnings first known on its days, in the order of days.
    pub warnings: Vec<&'a Warning>,
    pub(super) scale: Scale,
}

/// A count as a length.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::from(u16::MAX))
}

/// In which moments an entry may lie: the minute, where a day and a time are known; else from the first day to the end of the last.
pub fn reach(entry: &Entry) -> (NaiveDateTime, NaiveDateTime) {
    let when = &entry.when;
    if let Some(time) = when.time.filter(|_| when.earliest == when.latest) {
        let moment = when.earliest.and_time(time);
        return (moment, moment + TimeDelta::minutes(1));
    }
    let end = when.latest.checked_add_days(Days::new(1)).unwrap_or(when.latest);
    (when.earliest.and_time(NaiveTime::MIN), end.and_time(NaiveTime::MIN))
}

impl<'a> Seen<'a> {
    /// What is seen of a case in a view.
    pub fn of(matter: &'a Matter, view: View) -> Self {
        let scale = Scale::between(view.from, view.to);
        let whose = Whose::of(matter, view.lanes);
        let warned = warned_by(matter);
        let entries: Vec<usize> = (0..)
            .zip(&matter.entries)
            .filter(|(_, entry)| {
                let (from, to) = reach(entry);
                from < view.to && to > view.from
            })
            .map(|(at, _)| at)
            .collect();
        let mut own: Vec<Vec<usize>> = vec![Vec::new(); whose.lanes.len()];
        for at in &entries {
            for lane in whose.of.get(*at).into_iter().flatten() {
                if let Some(own) = own.get_mut(*lane) {
                    own.push(*at);
                }
            }
        }
        let most = (BUDGET / whose.lanes.len().max(1)).max(16);
        let laying = Laying {
            matter,
            view,
            scale: &scale,
            warned: warned.keys().copied().collect(),
        };
        let lanes = whose
            .lanes
            .into_iter()
            .zip(own)
            .map(|((of, name), own)| {
                let cited = own.iter().filter_map(|at| matter.entries.get(*at));
                let numbers: BTreeSet<_> = cited.filter_map(|e| warned.get(&e.id)).flatten().collect();
                let warnings = numbers.into_iter().map(|(_, id)| (*id).to_owned()).collect();
                let (marks, rows) = laying.lane(&own, most);
                Lane {
                    of,
                    name,
                    entries: own,
                    marks,
                    warnings,
                    rows,
                }
            })
            .collect();
        let mut warnings: Vec<&Warning> = matter.standing_warnings();
        warnings.retain(|w| scale.holds(w.date));
        warnings.sort_by_key(|w| (w.date, w.id.len(), w.id.as_str()));
        Self {
            matter,
            view,
            lanes,
            entries,
            warnings,
            scale,
        }
    }
}

/// For each entry on which warnings rest, their numbers in order.
fn warned_by(matter: &Matter) -> BTreeMap<&EntryId, BTreeSet<(usize, &str)>> {
    let mut warned: BTreeMap<&EntryId, BTreeSet<(usize, &str)>> = BTreeMap::new();
    for warning in matter.standing_warnings() {
        for entry in &warning.triggers {
            let number = (warning.id.len(), warning.id.as_str());
            warned.entry(entry).or_default().insert(number);
        }
    }
    warned
}

/// Puts the entries of a lane in their places.
struct Laying<'a> {
    matter: &'a Matter,
    view: View,
    scale: &'a Scale,
    warned: BTreeSet<&'a EntryId>,
}

impl Laying<'_> {
    /// The marks of a lane, no more than about so many, and how many rows of them there are.
    fn lane(&self, own: &[usize], most: usize) -> (Vec<Mark>, (usize, usize)) {
        let mut points: Vec<(i64, usize)> = Vec::new();
        let mut spans: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        for at in own {
            let Some(entry) = self.matter.entries.get(*at) else {
                continue;
            };
            let (from, to) = reach(entry);
            let (left, right) = (self.scale.at(from), self.scale.at(to));
            let is_day = entry.when.earliest == entry.when.latest;
            if right - left <= CELL || (is_day && self.day_width() <= WIDE_DAY) {
                points.push((self.scale.at(from + (to - from) / 2), *at));
            } else {
                spans.entry((left, right)).or_default().push(*at);
            }
        }
        let (mut marks, stacked) = self.points(&points, most);
        let (spans, rows) = self.spans(spans, most);
        marks.extend(spans);
        marks.sort_by_key(|m| (m.x, m.row, m.entries.first().copied()));
        (marks, (stacked, rows))
    }

    fn day_width(&self) -> i64 {
        (RIGHT - LEFT) * DAY / self.view.minutes().max(1)
    }

    /// Entries whose moment is known: marks where there is room for them, bins where there is not.
    fn points(&self, points: &[(i64, usize)], most: usize) -> (Vec<Mark>, usize) {
        let cells = |width: i64| {
            let mut cells: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
            for (x, at) in points {
                // What lies at the very end stands in the last cell.
                let cell = ((x - LEFT) / width).min((RIGHT - LEFT - 1) / width);
                cells.entry(cell).or_default().push(*at);
            }
            cells
        };
        let marks_in = |n: usize| if n <= STACK { n } else { 1 };
        let mut width = CELL;
        let mut found = cells(width);
        let bins = found.values().filter(|c| c.len() > STACK).count();
        // Where most cells are bins anyway, a few marks among them would only look like fewer entries.
        let is_roomy = bins * 2 <= found.len() && found.values().map(|c| marks_in(c.len())).sum::<usize>() <= most;
        while !is_roomy && found.len() > most && width < RIGHT - LEFT {
            width *= 2;
            found = cells(width);
        }
        let mut out = Vec::new();
        let mut stacked = 1;
        for (cell, entries) in found {
            let x = LEFT + cell * width;
            let alone = entries.len() == 1 || (is_roomy && entries.len() <= STACK);
            if alone {
                stacked = stacked.max(entries.len());
                for (row, at) in entries.into_iter().enumerate() {
                    out.extend(self.mark(vec![at], Form::One, (x, width, row)));
                }
            } else {
                out.extend(self.bin(entries, (x, width)));
            }
        }
        (out, stacked)
    }

    /// A bin stands for all of its cell, so that one after another leaves nothing between them.
    fn bin(&self, entries: Vec<usize>, (x, width): (i64, i64)) -> Option<Mark> {
        let moment = |x: i64| {
            let minutes = (x - LEFT) * self.view.minutes() / (RIGHT - LEFT);
            self.view.from + TimeDelta::minutes(minutes)
        };
        let mut mark = self.mark(entries, Form::Bin, (x, width, 0))?;
        let (from, to) = (moment(x), moment((x + width).min(RIGHT)));
        (mark.from, mark.to) = (mark.from.min(from), mark.to.max(to));
        Some(mark)
    }

    fn mark(&self, entries: Vec<usize>, form: Form, (x, width, row): (i64, i64, usize)) -> Option<Mark> {
        let own = || entries.iter().filter_map(|at| self.matter.entries.get(*at));
        Some(Mark {
            from: own().map(|e| reach(e).0).min()?,
            to: own().map(|e| reach(e).1).max()?,
            warned: own().any(|e| self.warned.contains(&e.id)),
            form,
            x,
            width,
            row,
            entries,
        })
    }

    /// Entries whose day or time is not known: a span each, in the first row in which there is room; what no row has room for is one span.
    fn spans(&self, spans: BTreeMap<(i64, i64), Vec<usize>>, most: usize) -> (Vec<Mark>, usize) {
        let apart = spans.values().map(Vec::len).sum::<usize>() <= APART;
        let mut ends: Vec<i64> = Vec::new();
        let mut out = Vec::new();
        let mut over: (i64, i64, Vec<usize>) = (RIGHT, LEFT, Vec::new());
        for ((left, right), entries) in spans {
            let groups = if apart || entries.len() == 1 {
                entries.into_iter().map(|at| vec![at]).collect()
            } else {
                vec![entries]
            };
            for group in groups {
                let free = ends.iter().position(|end| *end + 2 <= left);
                let row = free.unwrap_or(ends.len());
                let is_full = out.len() >= most || row >= ROWS;
                match ends.get_mut(row).filter(|_| !is_full) {
                    Some(end) => *end = right,
                    None if !is_full => ends.push(right),
                    None => {
                        over = (over.0.min(left), over.1.max(right), [over.2, group].concat());
                        continue;
                    }
                }
                let form = if group.len() == 1 { Form::Span } else { Form::Spans };
                out.extend(self.mark(group, form, (left, right - left, row)));
            }
        }
        let mut rows = ends.len();
        if !over.2.is_empty() {
            let (left, right, mut entries) = over;
            entries.sort_unstable();
            let form = if entries.len() == 1 { Form::Span } else { Form::Spans };
            out.extend(self.mark(entries, form, (left, right - left, rows)));
            rows += 1;
        }
        (out, rows)
    }
}
