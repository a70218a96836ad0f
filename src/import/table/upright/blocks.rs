//! *Blocks*: which lines of an upright table belong to one contact. A contact begins with the label that began the first one, or where a
//! label stands that the contact before has already.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    import::{contents::Cell, table::headings::Known},
    model::columns::{Field, plain},
};

/// Lines that are looked at to tell whether another contact begins.
const AHEAD: usize = 40;

/// The lines of a contact.
pub(super) type Block = Range<usize>;

/// A line: one or more labels with what stands beside them, or something else.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Pairs(Vec<Pair>),
    /// It goes on with the line above.
    More(Vec<Cell>),
    /// Words by themselves, above a contact.
    Heading(String),
}

/// A label, and what stands beside it.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) shown: String,
    pub(super) plain: String,
    pub(super) value: Cell,
}

impl Pair {
    pub(super) fn new(label: &str, value: Cell) -> Self {
        let shown = label.trim().trim_end_matches(':').trim().to_owned();
        Self {
            plain: plain(&shown),
            shown,
            value,
        }
    }
}

impl Line {
    pub(super) fn pairs(&self) -> &[Pair] {
        match &self.kind {
            Kind::Pairs(pairs) => pairs,
            Kind::More(_) | Kind::Heading(_) => &[],
        }
    }

    pub(super) fn heading(&self) -> Option<&str> {
        match &self.kind {
            Kind::Heading(words) => Some(words),
            Kind::Pairs(_) | Kind::More(_) => None,
        }
    }
}

/// When a label that stands again begins another contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Splits {
    /// Always, but directly below itself.
    Always,
    /// Where other labels that stand again follow it: in running text a word such as `Time:` can begin any line.
    WithOthers,
}

/// The contacts, and how many lines stand before the first.
pub(super) struct Found {
    pub(super) blocks: Vec<Block>,
    pub(super) lead: usize,
}

/// Tells the contacts apart. None where no line has the label of a day.
pub(super) fn split(lines: &[Line], known: Known<'_>, splits: Splits) -> Option<Found> {
    let is_date = |p: &Pair| known.means(&p.plain) == Some(Field::Date);
    let date = lines.iter().flat_map(Line::pairs).find(|p| is_date(p))?.plain.clone();
    let at_date = lines.iter().position(|l| l.pairs().iter().any(|p| p.plain == date))?;
    let step = lines
        .iter()
        .zip(lines.iter().skip(1))
        .map(|(a, b)| b.number.saturating_sub(a.number))
        .min();
    let gaps = Gaps {
        lines,
        step: step.unwrap_or(1).max(1),
    };
    let first = first_label(lines, &gaps, at_date);
    let start = lines.get(first)?.pairs().first()?.plain.clone();
    let lead = gaps.with_headings(first, 0);
    let mut blocks: Vec<Block> = Vec::new();
    let mut current = Current::from(lead);
    for (at, line) in lines.iter().enumerate().skip(first) {
        let pairs = line.pairs();
        let Some(label) = pairs.first() else { continue };
        let again = pairs.iter().any(|p| current.has(&p.plain)) && current.last != label.plain;
        let begins = (label.plain == start && current.last != start)
            || (pairs.iter().any(|p| p.plain == date) && current.has(&date))
            || (again && (splits == Splits::Always || goes_on(lines, at, &current, (&start, &date))));
        if begins && at > first {
            let from = match gaps.last_before(at, current.start) {
                Some(gap) if label.plain != start && gap > current.date => gap,
                _ => at,
            };
            let from = gaps.with_headings(from, current.start + 1);
            blocks.push(current.start..from);
            current = Current::from(from);
            lines
                .get(from..at)
                .unwrap_or_default()
                .iter()
                .for_each(|l| current.add(l));
        }
        current.add(line);
        if pairs.iter().any(|p| p.plain == date) {
            current.date = at;
        }
    }
    blocks.push(current.start..lines.len());
    Some(Found { blocks, lead })
}

/// The line with which the first contact begins: the first of which the label stands again further down, with the lines that
/// touch it above.
fn first_label(lines: &[Line], gaps: &Gaps<'_>, at_date: usize) -> usize {
    let first = |at: usize| lines.get(at).and_then(|l| l.pairs().first()).map(|p| p.plain.as_str());
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut twice: BTreeSet<&str> = BTreeSet::new();
    for label in (0..lines.len()).filter_map(first) {
        if !seen.insert(label) {
            twice.insert(label);
        }
    }
    let begins = |at: &usize| first(*at).is_some_and(|label| twice.contains(label) || twice.is_empty());
    let mut from = (0..=at_date).find(begins).unwrap_or(at_date);
    while let Some(above) = from
        .checked_sub(1)
        .filter(|above| first(*above).is_some() && !gaps.is_gap(from))
    {
        from = above;
    }
    from
}

/// Do other labels that the contact has already follow this one, before the next begins for certain?
fn goes_on(lines: &[Line], at: usize, current: &Current, (start, date): (&str, &str)) -> bool {
    let ahead = lines.iter().skip(at).take(AHEAD).flat_map(Line::pairs);
    let own: BTreeSet<&str> = ahead
        .map(|p| p.plain.as_str())
        .take_while(|label| *label != start && *label != date)
        .filter(|label| current.has(label))
        .collect();
    own.len() >= 3 || (own.len() >= 2 && own.len() + 2 >= current.labels.len())
}

/// The contact that is being read.
struct Current {
    start: usize,
    labels: BTreeSet<String>,
    last: String,
    /// The line with its day.
    date: usize,
}

impl Current {
    fn from(start: usize) -> Self {
        Self {
            start,
            labels: BTreeSet::new(),
            last: String::new(),
            date: start,
        }
    }

    fn has(&self, label: &str) -> bool {
        self.labels.contains(label)
    }

    fn add(&mut self, line: &Line) {
        for pair in line.pairs() {
            self.labels.insert(pair.plain.clone());
            self.last.clone_from(&pair.plain);
        }
    }
}

/// Blank rows and headings between lines.
struct Gaps<'l> {
    lines: &'l [Line],
    /// How far apart lines stand that touch.
    step: usize,
}

impl Gaps<'_> {
    /// Does a blank row or a heading stand directly above the line?
    fn is_gap(&self, at: usize) -> bool {
        let above = at.checked_sub(1).and_then(|above| self.lines.get(above));
        above.is_some_and(|above| above.heading().is_some()) || self.distance(at) > self.step
    }

    /// How far below the line above it the line stands.
    fn distance(&self, at: usize) -> usize {
        let number = |at: usize| self.lines.get(at).map_or(0, |l| l.number);
        at.checked_sub(1)
            .map_or(0, |above| number(at).saturating_sub(number(above)))
    }

    /// The line below the last gap before this one, if it stands in the same contact.
    fn last_before(&self, at: usize, start: usize) -> Option<usize> {
        let near = at.saturating_sub(AHEAD).max(start + 1);
        (near..at).rev().find(|at| self.is_gap(*at))
    }

    /// The first of the headings that stand directly above the line.
    fn with_headings(&self, at: usize, from: usize) -> usize {
        let mut first = at;
        while let Some(above) = first.checked_sub(1).filter(|above| *above >= from) {
            let touches = first == at || self.distance(first) <= self.step;
            if !touches || self.lines.get(above).is_none_or(|l| l.heading().is_none()) {
                break;
            }
            first = above;
        }
        first
    }
}
