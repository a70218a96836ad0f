//! The *picture* of a timeline: a lane an agency, warnings on top, silences and what was not supplied. The same on screens and in reports.
//!
//! It is SVG with attributes only: no style, no script. Everything it shows stands in [`table`] too.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::{Datelike, Months, NaiveDate};

use crate::model::{
    case::AgencyId,
    finding::Severity,
    matter::Matter,
    when::{When, Within},
};

const WIDTH: i64 = 1080;
const LEFT: i64 = 190;
const LANE: i64 = 40;
const TOP: i64 = 96;

/// Colours of agencies, by place in the case; each has a shape as well, so that colour is never alone. Screens use the same.
pub const COLOURS: &[&str] = &[
    "#1b5e9b", "#9c2f13", "#1f7a4d", "#6b3fa0", "#9a5b00", "#a3195b", "#00707a", "#54601a", "#3b4cb8", "#7a3b2e",
    "#466579", "#8a2be2",
];
/// Shapes of agencies, by place in the case: the six filled ones, then the same hollow.
pub const SHAPES: [&str; 12] = ["●", "■", "▲", "◆", "▼", "★", "○", "□", "△", "◇", "▽", "☆"];

/// One line of the table that says what the picture shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LaneRow {
    /// The agency's name.
    pub agency: String,
    /// Number of entries.
    pub entries: usize,
    /// First entry, as a day; empty when there is none.
    pub first: String,
    /// Last entry.
    pub last: String,
    /// Days supplied, in words.
    pub supplied: String,
    /// Longest silence, in words.
    pub silence: String,
    /// Warnings that rest on its entries.
    pub warnings: Vec<String>,
}

/// Scale from days to the picture.
struct Scale {
    from: NaiveDate,
    days: i64,
}

impl Scale {
    fn of(matter: &Matter) -> Self {
        let days = || matter.entries.iter().flat_map(|e| near_days(matter, &e.when));
        let from = days()
            .min()
            .unwrap_or(matter.case.review_from)
            .min(matter.case.review_from);
        let to = days().max().unwrap_or(matter.case.review_to).max(matter.case.review_to);
        Self {
            from,
            days: (to - from).num_days().max(1),
        }
    }

    fn x(&self, day: NaiveDate) -> i64 {
        LEFT + ((day - self.from).num_days().clamp(0, self.days) * (WIDTH - LEFT - 16)) / self.days
    }
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

/// The picture as SVG, to stand in a page.
pub fn svg(matter: &Matter) -> String {
    let scale = Scale::of(matter);
    let height = TOP + LANE * i64::try_from(matter.case.agencies.len()).unwrap_or(0) + 24;
    let mut out = String::new();
    let title = format!("Timeline of {}", matter.case.title);
    let about = format!(
        "{} agencies, {} entries, {} warnings. The table below says the same.",
        matter.case.agencies.len(),
        matter.entries.len(),
        matter.warnings.len()
    );
    // Writing to a string cannot go wrong.
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" role=\"group\" aria-labelledby=\"timeline-title timeline-about\" font-family=\"arial, sans-serif\" font-size=\"12\"><title id=\"timeline-title\">{}</title><desc id=\"timeline-about\">{}</desc>",
        escape(&title),
        escape(&about)
    );
    let _ = write!(
        out,
        "<rect x=\"0\" y=\"0\" width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>"
    );
    // The drawing is one picture to a screen reader; the warnings beside it are links, and stay reachable.
    let _ = write!(out, "<g role=\"img\" aria-label=\"{}\">", escape(&about));
    axis(&scale, height, &mut out);
    key_days(matter, &scale, height, &mut out);
    for (lane, agency) in matter.case.agencies.iter().enumerate() {
        lane_of(matter, &scale, (lane, &agency.id), &mut out);
    }
    out.push_str("</g>");
    warnings(matter, &scale, &mut out);
    out.push_str("</svg>");
    out
}

/// The picture as a file of its own.
pub fn file(matter: &Matter) -> String {
    svg(matter).replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
}

fn axis(scale: &Scale, height: i64, out: &mut String) {
    // About a dozen lines: every month, quarter or year.
    let step = if scale.days <= 420 {
        1
    } else if scale.days <= 1500 {
        3
    } else {
        12
    };
    let mut day = scale.from.with_day(1).unwrap_or(scale.from);
    while (day - scale.from).num_days() <= scale.days {
        let is_step = (day.month0()).is_multiple_of(step);
        if is_step && day >= scale.from {
            let x = scale.x(day);
            let _ = write!(
                out,
                "<line x1=\"{x}\" y1=\"64\" x2=\"{x}\" y2=\"{}\" stroke=\"#d5d9dc\"/><text x=\"{x}\" y=\"60\" fill=\"#37424a\" text-anchor=\"middle\" font-size=\"11\">{}</text>",
                height - 16,
                day.format("%b %Y")
            );
        }
        let Some(next) = day.checked_add_months(Months::new(1)) else {
            return;
        };
        day = next;
    }
}

fn key_days(matter: &Matter, scale: &Scale, height: i64, out: &mut String) {
    let mut days: Vec<(NaiveDate, String)> = matter
        .case
        .facts
        .iter()
        .map(|f| (f.date, format!("{}: {}", f.kind.replace('-', " "), f.value)))
        .collect();
    days.extend(matter.case.event.map(|e| (e, "final event".to_owned())));
    for (day, words) in days.into_iter().filter(|(d, _)| *d >= scale.from) {
        let x = scale.x(day);
        let _ = write!(
            out,
            "<g><title>{}: {}</title><line x1=\"{x}\" y1=\"68\" x2=\"{x}\" y2=\"{}\" stroke=\"#37424a\" stroke-dasharray=\"3 3\"/><path d=\"M{x} 64 l5 6 h-10 z\" fill=\"#37424a\"/></g>",
            day.format("%-d %b %Y"),
            escape(&words),
            height - 16
        );
    }
}

fn warnings(matter: &Matter, scale: &Scale, out: &mut String) {
    let _ = write!(
        out,
        "<text x=\"8\" y=\"30\" fill=\"#0b0c0c\" font-weight=\"bold\">Warnings</text>"
    );
    let mut last = [i64::MIN; 3];
    let mut warnings: Vec<_> = matter.warnings.iter().collect();
    warnings.sort_by_key(|w| (w.date, w.id.len(), w.id.clone()));
    for warning in warnings {
        let x = scale.x(warning.date);
        // Three rows, the first that is free, so that neighbours do not hide one another.
        let row = last.iter().position(|l| *l <= x - 16).unwrap_or(2);
        if let Some(slot) = last.get_mut(row) {
            *slot = x;
        }
        let y = 10 + 15 * i64::try_from(row).unwrap_or(0);
        let (fill, ink) = if warning.severity == Severity::S4 {
            ("#b10e1e", "#ffffff")
        } else {
            ("#ffdd00", "#0b0c0c")
        };
        let _ = write!(
            out,
            "<a href=\"warnings#{id}\"><title>{id}, {}: {} ({}), {}</title><path d=\"M{x} {} l8 13 h-16 z\" fill=\"{fill}\" stroke=\"#0b0c0c\"/><text x=\"{x}\" y=\"{}\" text-anchor=\"middle\" font-size=\"8\" fill=\"{ink}\">{}</text></a>",
            warning.date.format("%-d %b %Y"),
            escape(&warning.title),
            warning.severity.code(),
            warning.outcome.words(),
            y - 6,
            y + 5,
            warning.severity.code().get(1..).unwrap_or(""),
            id = escape(&warning.id)
        );
    }
}

fn lane_of(matter: &Matter, scale: &Scale, (lane, agency): (usize, &AgencyId), out: &mut String) {
    let y = TOP + LANE * i64::try_from(lane).unwrap_or(0);
    let middle = y + LANE / 2 - 2;
    let colour = COLOURS.get(lane % COLOURS.len()).copied().unwrap_or("#37424a");
    let name = matter.case.agency_name(agency);
    let short: String = if name.chars().count() > 25 {
        name.chars().take(24).chain(['…']).collect()
    } else {
        name.to_owned()
    };
    let _ = write!(
        out,
        "<text x=\"26\" y=\"{}\" fill=\"#0b0c0c\">{}</text>",
        middle + 4,
        escape(&short)
    );
    mark(lane, (14, middle), (colour, 5), out);
    let _ = write!(
        out,
        "<rect x=\"{LEFT}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#e3e6e8\"/>",
        y + 2,
        WIDTH - LEFT - 16,
        LANE - 8
    );
    match matter.coverage.iter().find(|c| &c.agency == agency) {
        None => {
            let _ = write!(
                out,
                "<text x=\"{}\" y=\"{}\" fill=\"#37424a\" font-size=\"11\">records not supplied</text>",
                LEFT + 8,
                middle + 4
            );
        }
        Some(coverage) => {
            let (from, to) = (scale.x(coverage.from), scale.x(coverage.to));
            let _ = write!(
                out,
                "<rect x=\"{from}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#f4f7f9\" stroke=\"#b1b7bc\"/>",
                y + 2,
                (to - from).max(1),
                LANE - 8
            );
            for hole in &coverage.holes {
                let (from, to) = (scale.x(hole.from), scale.x(hole.to));
                let _ = write!(
                    out,
                    "<g><title>not supplied {} to {}</title><rect x=\"{from}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#e3e6e8\"/></g>",
                    hole.from,
                    hole.to,
                    y + 2,
                    (to - from).max(2),
                    LANE - 8
                );
            }
        }
    }
    for silence in matter.timeline.silences.iter().filter(|s| &s.agency == agency) {
        let (from, to) = (scale.x(silence.from), scale.x(silence.to));
        let _ = write!(
            out,
            "<g><title>no entry from {} to {} ({} days)</title><line x1=\"{from}\" y1=\"{middle}\" x2=\"{to}\" y2=\"{middle}\" stroke=\"#6b757c\" stroke-dasharray=\"2 4\" stroke-width=\"2\"/></g>",
            silence.from, silence.to, silence.days
        );
    }
    entries(matter, scale, (lane, agency, middle, colour), out);
}

/// One mark for each two pixels, taller where it stands for more; imprecise entries as bars over their interval.
fn entries(
    matter: &Matter,
    scale: &Scale,
    (lane, agency, middle, colour): (usize, &AgencyId, i64, &str),
    out: &mut String,
) {
    let mut columns: BTreeMap<i64, (usize, String)> = BTreeMap::new();
    for entry in matter.entries.iter().filter(|e| &e.agency == agency) {
        let (from, to) = (scale.x(entry.when.earliest), scale.x(entry.when.latest));
        if to > from + 3 {
            let _ = write!(
                out,
                "<g><title>{} {}</title><rect x=\"{from}\" y=\"{}\" width=\"{}\" height=\"4\" fill=\"{colour}\" fill-opacity=\"0.35\"/></g>",
                escape(&entry.id.0),
                escape(&entry.when.written),
                middle + 8,
                to - from
            );
            continue;
        }
        let column = columns
            .entry(from / 2 * 2)
            .or_insert_with(|| (0, entry.when.written.clone()));
        column.0 += 1;
    }
    for (x, (count, written)) in columns {
        let size = 3 + i64::try_from(count).unwrap_or(6).min(6);
        let words = if count == 1 {
            written
        } else {
            format!("{count} entries about {written}")
        };
        let _ = write!(out, "<g><title>{}</title>", escape(&words));
        mark(lane, (x, middle), (colour, size), out);
        out.push_str("</g>");
    }
}

/// An agency's own shape, so that colour is never alone.
fn mark(lane: usize, (x, y): (i64, i64), (colour, r): (&str, i64), out: &mut String) {
    let place = lane % SHAPES.len();
    let paint = if place < 6 {
        format!("fill=\"{colour}\"")
    } else {
        format!("fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"2\"")
    };
    let d = 2 * r;
    let _ = match place % 6 {
        0 => write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {paint}/>"),
        1 => write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{d}\" height=\"{d}\" {paint}/>",
            x - r,
            y - r
        ),
        2 => write!(out, "<path d=\"M{x} {} l{r} {d} h-{d} z\" {paint}/>", y - r),
        3 => write!(
            out,
            "<path d=\"M{x} {} l{r} {r} l-{r} {r} l-{r} -{r} z\" {paint}/>",
            y - r
        ),
        4 => write!(out, "<path d=\"M{} {} h{d} l-{r} {d} z\" {paint}/>", x - r, y - r),
        _ => write!(out, "<path d=\"{}\" {paint}/>", star(x, y, r + 1)),
    };
}

/// A star of five points: whole hundredths of its radius, so that the same case gives the same bytes everywhere.
fn star(x: i64, y: i64, r: i64) -> String {
    const POINTS: [(i64, i64); 10] = [
        (0, -100),
        (24, -32),
        (95, -31),
        (38, 12),
        (59, 81),
        (0, 40),
        (-59, 81),
        (-38, 12),
        (-95, -31),
        (-24, -32),
    ];
    let mut out = String::from("M");
    for (n, (px, py)) in POINTS.iter().enumerate() {
        let (px, py) = (x * 100 + px * r, y * 100 + py * r);
        let _ = write!(
            out,
            "{}{}.{:02} {}.{:02}",
            if n > 0 { " L" } else { "" },
            px / 100,
            px % 100,
            py / 100,
            py % 100
        );
    }
    out + " z"
}

/// The table that says what the picture shows.
pub fn table(matter: &Matter) -> Vec<LaneRow> {
    let words = |d: NaiveDate| d.format("%-d %B %Y").to_string();
    matter
        .case
        .agencies
        .iter()
        .map(|agency| {
            let own = || matter.entries.iter().filter(|e| e.agency == agency.id);
            let longest = matter
                .timeline
                .silences
                .iter()
                .filter(|s| s.agency == agency.id)
                .max_by_key(|s| s.days);
            LaneRow {
                agency: agency.name.clone(),
                entries: own().count(),
                first: own().map(|e| e.when.earliest).min().map(words).unwrap_or_default(),
                last: own().map(|e| e.when.latest).max().map(words).unwrap_or_default(),
                supplied: matter
                    .coverage
                    .iter()
                    .find(|c| c.agency == agency.id)
                    .map_or("not supplied".to_owned(), |c| {
                        format!("{} to {}", words(c.from), words(c.to))
                    }),
                silence: longest.map_or(String::new(), |s| format!("{} days from {}", s.days, words(s.from))),
                warnings: matter
                    .warnings
                    .iter()
                    .filter(|w| w.triggers.iter().any(|t| own().any(|e| &e.id == t)))
                    .map(|w| w.id.clone())
                    .collect(),
            }
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters are not allowed in XML.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        out
    })
}
