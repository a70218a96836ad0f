//! *Plan* of the pages: which way round each part of a document lies, and how tightly it is set, so that no page holds a heading and two
//! lines only because paper turns after them.
//!
//! It measures by laying on paper that only counts. What is laid, and how, is left to `flow`.

use std::ops::Range;

use super::{
    flow,
    paper::{Frame, Paper, Sheet},
};
use crate::report::{
    document::{Block, Document},
    fonts::Fonts,
    formats::sheets::lies_across,
};

/// A table of this many columns is laid across.
const WIDE: usize = 5;
/// A stretch of at most this many blocks without table or picture lies as the next one does.
const SHORT: usize = 4;
/// A last page that is filled no further than this looks as if something were missing.
const LITTLE: f32 = 0.25;
/// How tightly lines are set, in the order in which it is tried. The letters keep their size.
const TIGHT: [f32; 4] = [1.0, 0.97, 0.94, 0.91];

/// No more stretches than this go from a page to the next one.
const MOST_MOVED: usize = 3;

/// Blocks that begin on a page of their own and lie the same way round.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Its blocks.
    pub(super) blocks: Range<usize>,
    /// How its pages lie.
    pub(super) sheet: Sheet,
    /// How tightly its lines are set; 1 as usual.
    pub(super) tight: f32,
}

/// All runs in order, and the number of their pages.
pub(super) struct Plan {
    /// The runs.
    pub(super) runs: Vec<Run>,
    /// Number of all pages.
    pub(super) pages: usize,
}

/// Blocks from a heading or a new page to the next.
#[derive(Debug, Clone)]
struct Stretch {
    blocks: Range<usize>,
    sheet: Sheet,
    /// It begins a page whatever is before it.
    is_new: bool,
}

/// How far a run fills its pages.
#[derive(Clone, Copy)]
struct Filled {
    pages: usize,
    last: f32,
}

impl Filled {
    fn is_even(self) -> bool {
        self.pages == 0 || self.last > LITTLE
    }
}

/// Plans the pages of a document.
pub(super) fn plan(fonts: &'static Fonts, frame: &Frame, document: &Document) -> Plan {
    let measure = Measure {
        fonts,
        frame,
        blocks: &document.blocks,
    };
    let mut stretches = stretches(measure.blocks);
    let mut placed: Vec<(Range<usize>, Run, Filled)> = Vec::new();
    let mut from = 0;
    while let Some(end) = end_of_run(&stretches, from) {
        let Some((run, filled)) = measure.evened(&stretches, from..end) else {
            break;
        };
        if filled.is_even() {
            placed.push((from..end, run, filled));
            from = end;
            continue;
        }
        if let Some(next) = stretches.get(end).filter(|s| !s.is_new && s.sheet == Sheet::Across) {
            // What little is left over before paper turns lies with what comes after it.
            let sheet = next.sheet;
            let mut shorter = (from + 1..end).rev().take(MOST_MOVED);
            let is_even = |to: &usize| measure.evened(&stretches, from..*to).is_some_and(|(_, f)| f.is_even());
            let cut = shorter.find(is_even).or((filled.pages == 1).then_some(from));
            if let Some(cut) = cut {
                turn(&mut stretches, cut..end, sheet);
                continue;
            }
        }
        let is_new = stretches.get(from).is_some_and(|s| s.is_new);
        let before = placed
            .last()
            .filter(|(_, run, _)| run.sheet == Sheet::Across && !is_new);
        if let Some((with, _, _)) = before.filter(|_| filled.pages == 1).cloned() {
            // What little comes after a turned page, with nothing to follow, lies as that page does.
            turn(&mut stretches, from..end, Sheet::Across);
            placed.pop();
            from = with.start;
            let joined = measure.evened(&stretches, from..end);
            placed.extend(joined.map(|(run, filled)| (from..end, run, filled)));
        } else {
            placed.push((from..end, run, filled));
        }
        from = end;
    }
    Plan {
        pages: placed.iter().map(|(_, _, filled)| filled.pages).sum::<usize>().max(1),
        runs: placed.into_iter().map(|(_, run, _)| run).collect(),
    }
}

/// What pages are measured with.
struct Measure<'a> {
    fonts: &'static Fonts,
    frame: &'a Frame,
    blocks: &'a [Block],
}

impl Measure<'_> {
    /// These stretches as a run, set as tightly as it takes for the last page not to be nearly empty; as usual where nothing helps.
    fn evened(&self, stretches: &[Stretch], range: Range<usize>) -> Option<(Run, Filled)> {
        let part = stretches.get(range)?;
        let mut tried = TIGHT.iter().filter_map(|tight| self.measured(part, *tight));
        let first = tried.next()?;
        if first.1.is_even() {
            return Some(first);
        }
        tried.find(|(_, filled)| filled.is_even()).or(Some(first))
    }

    fn measured(&self, stretches: &[Stretch], tight: f32) -> Option<(Run, Filled)> {
        let run = run_of(stretches, tight)?;
        let mut paper = Paper::counting(self.fonts, self.frame.clone());
        flow::lay_run(&mut paper, self.blocks, &run);
        let last = paper.filled();
        let is_empty = paper.page() == 0 && paper.is_blank();
        let pages = if is_empty { 0 } else { paper.finish().0 };
        Some((run, Filled { pages, last }))
    }
}

fn turn(stretches: &mut [Stretch], range: Range<usize>, sheet: Sheet) {
    for moved in stretches.get_mut(range).unwrap_or_default() {
        moved.sheet = sheet;
    }
}

/// Where the run that begins with this stretch ends; nothing after the last.
fn end_of_run(stretches: &[Stretch], from: usize) -> Option<usize> {
    let first = stretches.get(from)?;
    let more = stretches.iter().skip(from + 1);
    Some(from + 1 + more.take_while(|s| !s.is_new && s.sheet == first.sheet).count())
}

fn run_of(stretches: &[Stretch], tight: f32) -> Option<Run> {
    let (first, last) = (stretches.first()?, stretches.last()?);
    Some(Run {
        blocks: first.blocks.start..last.blocks.end,
        sheet: first.sheet,
        tight,
    })
}

/// Stretches begin at headings and new pages, and lie across when a wide table or a picture is in them.
fn stretches(blocks: &[Block]) -> Vec<Stretch> {
    let begins = |b: &Block| matches!(b, Block::NewPage | Block::Heading(..=3, ..));
    let mut starts: Vec<usize> = (0..blocks.len())
        .filter(|at| *at == 0 || blocks.get(*at).is_some_and(begins))
        .collect();
    starts.push(blocks.len());
    let mut out: Vec<Stretch> = Vec::new();
    // From the back, so that a short stretch can lie as the one after it does.
    for pair in starts.windows(2).rev() {
        let [from, to] = pair else { continue };
        let stretch = blocks.get(*from..*to).unwrap_or_default();
        let across = stretch.iter().any(|b| match b {
            Block::Table(t) => t.head.len() >= WIDE,
            Block::Picture(svg) => lies_across(svg),
            _ => false,
        });
        let short = stretch.len() <= SHORT && !stretch.iter().any(|b| matches!(b, Block::Table(_) | Block::Quote(_)));
        let sheet = match out.last() {
            _ if across => Sheet::Across,
            Some(next) if short => next.sheet,
            _ => Sheet::Upright,
        };
        out.push(Stretch {
            blocks: *from..*to,
            sheet,
            is_new: matches!(stretch.first(), Some(Block::NewPage)),
        });
    }
    out.reverse();
    out
}
