//! *Lanes* of the picture: what an agency supplied, when it wrote, when it did not.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use chrono::NaiveDate;

use super::{
    LANE, LEFT, RIGHT,
    days::Scale,
    shapes::{colour, escape, hatched, label, mark, reach, ring, short},
};
use crate::{
    model::{
        case::{Agency, AgencyId},
        entry::{Entry, EntryId},
        matter::Matter,
    },
    timeline::silences::beside,
};

/// Up to this many marks a lane shows each; with more they would cover one another, and it shows columns.
const MARKS: usize = 110;
/// Up to this many spans of entries without a known day are drawn one by one.
const SPANS: usize = 60;
/// Width of a column.
const COLUMN: i64 = 4;

/// The lane of an agency, with its place and top.
pub(super) fn draw(matter: &Matter, scale: &Scale, (lane, y): (usize, i64), agency: &Agency, out: &mut String) {
    let middle = y + LANE / 2 - 2;
    mark(lane, (14, middle), (colour(lane), 5), out);
    supplied(matter, scale, (y + 2, LANE - 8), &agency.id, out);
    let own: Vec<&Entry> = matter.entries.iter().filter(|e| e.agency == agency.id).collect();
    let warned: BTreeSet<&EntryId> = matter
        .standing_warnings()
        .into_iter()
        .flat_map(|w| &w.triggers)
        .collect();
    let most = entries(scale, (lane, middle), (&own, &warned), out);
    silences(matter, scale, middle, &agency.id, out);
    let is_supplied = !own.is_empty() || matter.coverage.iter().any(|c| c.agency == agency.id);
    let count = match (own.len(), most) {
        (0, _) if !is_supplied => "records not supplied".to_owned(),
        (1, _) => "1 entry".to_owned(),
        (n, 0) => format!("{n} entries"),
        (n, most) => format!("{n} entries, tallest column {most}"),
    };
    name(&agency.name, &count, middle, out);
}

/// What stands before a lane: its name, and below it how much it holds.
pub(super) fn name(name: &str, count: &str, middle: i64, out: &mut String) {
    let _ = write!(out, "<g><title>{}</title>", escape(name));
    let names = named(name);
    let size = if names.len() > 1 { 11 } else { 12 };
    let mut at = if names.len() > 1 { middle - 6 } else { middle };
    for line in &names {
        let _ = write!(
            out,
            "<text x=\"26\" y=\"{at}\" fill=\"#0b0c0c\" font-size=\"{size}\">{}</text>",
            escape(line)
        );
        at += size;
    }
    let _ = write!(
        out,
        "<text x=\"26\" y=\"{at}\" fill=\"#37424a\" font-size=\"10\">{count}</text></g>"
    );
}

/// A name in one line, or in two where it does not fit the space before its lane; cut only where two are not enough.
fn named(name: &str) -> Vec<String> {
    // Names are a fifth larger than labels, and in two lines a tenth.
    let fits = |words: &str, tenths: i64| reach(words) * tenths / 10 <= LEFT - 34;
    if fits(name, 12) {
        return vec![name.to_owned()];
    }
    let cut = |words: &str| {
        let shorter = (2..40).rev().map(|n| short(words, n));
        { shorter }.find(|w| fits(w, 11)).unwrap_or_default()
    };
    let breaks: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    let first = breaks
        .iter()
        .rev()
        .find(|at| name.get(..**at).is_some_and(|w| fits(w, 11)));
    match first.and_then(|at| Some((name.get(..*at)?, name.get(*at + 1..)?))) {
        Some((first, rest)) => vec![first.to_owned(), cut(rest)],
        None => vec![cut(name)],
    }
}

/// The days supplied, and hatched those that were not, from a top and as high as the lane.
pub(super) fn supplied(matter: &Matter, scale: &Scale, (top, height): (i64, i64), agency: &AgencyId, out: &mut String) {
    let line = top + height / 2 + 4;
    hatched((LEFT, top, RIGHT - LEFT, height), out);
    let say = |words: &str, (from, to): (i64, i64), out: &mut String| {
        if to - from > reach(words) + 12 {
            label(words, (from + 8, line), "#e3e6e8", out);
        }
    };
    let Some(coverage) = matter.coverage.iter().find(|c| &c.agency == agency) else {
        // What was read stands in the lane all the same, as what it is: of days that nobody stated.
        let is_read = matter.entries.iter().any(|e| &e.agency == agency);
        let words = if is_read {
            "for which days records were supplied is not stated"
        } else {
            "records not supplied: nobody can tell"
        };
        // In the middle, where key dates seldom are.
        say(words, (LEFT.midpoint(RIGHT) - reach(words) / 2, RIGHT), out);
        return;
    };
    let (from, to) = (scale.x(coverage.from), scale.end(coverage.to));
    if scale.holds_any(coverage.from, coverage.to) {
        let _ = write!(
            out,
            "<rect x=\"{from}\" y=\"{top}\" width=\"{}\" height=\"{height}\" fill=\"#f6f8fa\" stroke=\"#8a9399\"/>",
            (to - from).max(1)
        );
    }
    say("not supplied", (LEFT, from), out);
    say("not supplied", (to, RIGHT), out);
    for hole in coverage.holes.iter().filter(|h| scale.holds_any(h.from, h.to)) {
        let (from, to) = (scale.x(hole.from), scale.end(hole.to));
        let why = hole.why.as_deref().map_or(String::new(), |w| format!(": {w}"));
        let _ = write!(
            out,
            "<g><title>not supplied {} to {}{}</title>",
            hole.from.format("%-d %b %Y"),
            hole.to.format("%-d %b %Y"),
            escape(&why)
        );
        hatched((from, top, (to - from).max(3), height), out);
        say("not supplied", (from, to), out);
        out.push_str("</g>");
    }
}

/// Dotted lines with the number of days.
pub(super) fn silences(matter: &Matter, scale: &Scale, middle: i64, agency: &AgencyId, out: &mut String) {
    let own = matter.timeline.silences.iter().filter(|s| &s.agency == agency);
    for silence in own.filter(|s| scale.holds_any(s.from, s.to)) {
        let (from, to) = (scale.x(silence.from), scale.end(silence.to));
        let _ = write!(
            out,
            "<g><title>no entry from {} to {} ({} days)</title><line x1=\"{from}\" y1=\"{middle}\" x2=\"{to}\" y2=\"{middle}\" stroke=\"#37424a\" stroke-dasharray=\"2 4\" stroke-width=\"2\"/>",
            silence.from.format("%-d %b %Y"),
            silence.to.format("%-d %b %Y"),
            silence.days
        );
        let place = beside(silence, &matter.entries);
        let long = if place.is_empty() {
            format!("no entry, {} days", silence.days)
        } else {
            format!("{} days {place}", silence.days)
        };
        let brief = format!("{} days", silence.days);
        if let Some(words) = [long, brief].into_iter().find(|w| reach(w) + 20 < to - from) {
            let x = from.midpoint(to) - reach(&words) / 2;
            label(&words, (x, middle + 4), "#f6f8fa", out);
        }
        out.push_str("</g>");
    }
}

/// What stands at one place of a lane.
struct Place<'a> {
    count: usize,
    when: &'a crate::model::when::When,
    from: NaiveDate,
    to: NaiveDate,
    warned: bool,
}

/// Marks or columns for entries, bars for those whose day is not known. Gives the number that the tallest column stands for; 0 where there are marks.
fn entries(
    scale: &Scale,
    (lane, middle): (usize, i64),
    (own, warned): (&[&Entry], &BTreeSet<&EntryId>),
    out: &mut String,
) -> usize {
    let mut places: BTreeMap<i64, Place> = BTreeMap::new();
    let mut spans: BTreeMap<(i64, i64), (usize, &Entry)> = BTreeMap::new();
    for entry in own {
        let (from, to) = (scale.x(entry.when.earliest), scale.x(entry.when.latest));
        if to > from + 3 {
            spans.entry((from, to)).or_insert((0, entry)).0 += 1;
            if !warned.contains(&entry.id) {
                continue;
            }
            // A warning's entry is ringed in the middle of its days.
            let _ = write!(out, "{}", ring(from.midpoint(to), middle + 10, 4));
            continue;
        }
        add(&mut places, from / 2 * 2, entry, warned.contains(&entry.id));
    }
    bars(&spans, (lane, middle), out);
    if places.len() <= MARKS {
        for (x, place) in &places {
            let r = 3 + i64::try_from(place.count).unwrap_or(5).min(5);
            let _ = write!(out, "<g><title>{}</title>", escape(&place.words()));
            mark(lane, (*x, middle), (colour(lane), r), out);
            if place.warned {
                out.push_str(&ring(*x, middle, r + 2));
            }
            out.push_str("</g>");
        }
        return 0;
    }
    let mut columns: BTreeMap<i64, Place> = BTreeMap::new();
    for entry in own {
        let (from, to) = (scale.x(entry.when.earliest), scale.x(entry.when.latest));
        if to <= from + 3 {
            add(&mut columns, from / COLUMN * COLUMN, entry, warned.contains(&entry.id));
        }
    }
    let most = columns.values().map(|p| p.count).max().unwrap_or(1);
    let bottom = middle + LANE / 2 - 5;
    for (x, place) in &columns {
        let high = 3 + i64::try_from(place.count * 25 / most).unwrap_or(25);
        let _ = write!(
            out,
            "<g><title>{}</title><rect x=\"{x}\" y=\"{}\" width=\"{}\" height=\"{high}\" fill=\"{}\"/>",
            escape(&place.words()),
            bottom - high,
            COLUMN - 1,
            colour(lane)
        );
        if place.warned {
            out.push_str(&ring(*x + 1, bottom - high, 3));
        }
        out.push_str("</g>");
    }
    most
}

fn add<'a>(places: &mut BTreeMap<i64, Place<'a>>, x: i64, entry: &'a Entry, warned: bool) {
    let place = places.entry(x).or_insert(Place {
        count: 0,
        when: &entry.when,
        from: entry.when.earliest,
        to: entry.when.latest,
        warned: false,
    });
    place.count += 1;
    place.from = place.from.min(entry.when.earliest);
    place.to = place.to.max(entry.when.latest);
    place.warned |= warned;
}

impl Place<'_> {
    fn words(&self) -> String {
        let day = |d: NaiveDate| d.format("%-d %b %Y").to_string();
        match self.count {
            1 => self.when.shown(),
            n if self.from == self.to => format!("{n} entries, {}", day(self.from)),
            n => format!("{n} entries, {} to {}", day(self.from), day(self.to)),
        }
    }
}

/// Entries whose day is not known: bars over the days that they may be of, joined where there are very many.
fn bars(spans: &BTreeMap<(i64, i64), (usize, &Entry)>, (lane, middle): (usize, i64), out: &mut String) {
    let bar = |(from, to): (i64, i64), words: &str, out: &mut String| {
        let _ = write!(
            out,
            "<g><title>{}</title><rect x=\"{from}\" y=\"{}\" width=\"{}\" height=\"4\" fill=\"{}\" fill-opacity=\"0.35\"/></g>",
            escape(words),
            middle + 8,
            to - from,
            colour(lane)
        );
    };
    if spans.len() <= SPANS {
        for (reach, (count, entry)) in spans {
            let words = match count {
                1 => format!("{} {}", entry.id.0, entry.when.shown()),
                n => format!("{n} entries, {}", entry.when.shown()),
            };
            bar(*reach, &words, out);
        }
        return;
    }
    let mut joined: Vec<((i64, i64), usize)> = Vec::new();
    for (&(from, to), (count, _)) in spans {
        match joined.last_mut().filter(|((_, end), _)| from <= *end) {
            Some(((_, end), sum)) => {
                *end = (*end).max(to);
                *sum += count;
            }
            None => joined.push(((from, to), *count)),
        }
    }
    for (reach, count) in joined {
        bar(
            reach,
            &format!("{count} entries whose day is not known, in these days"),
            out,
        );
    }
}
