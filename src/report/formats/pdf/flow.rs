//! *Flow*: blocks one below the other, from page to page. Tables have a file of their own.

use super::{
    lines::{BLACK, Ink, Line, Style, wrap},
    paper::{Paper, figure},
    plan::Run,
    tables,
    tags::{DOCUMENT, Role},
};
use crate::report::{
    document::{Block, Document, Inline},
    fonts::{picture, visible_line},
    formats::sheets::lies_across,
};

/// Size of text in points.
const SIZE: f32 = 10.0;
/// From line to line.
const STEP: f32 = SIZE * 1.3;

/// Lays a document as it was planned.
pub(super) fn lay(paper: &mut Paper, document: &Document, runs: &[Run]) {
    for run in runs {
        lay_run(paper, &document.blocks, run);
    }
}

/// Lays some of these blocks, from the top of a page.
pub(super) fn lay_run(paper: &mut Paper, blocks: &[Block], run: &Run) {
    paper.begin(run);
    for at in run.blocks.clone() {
        if let Some(block) = blocks.get(at) {
            lay_block(paper, block, blocks.get(at..run.blocks.end).unwrap_or_default());
        }
    }
}

/// Lays a block, which is the first of these.
fn lay_block(paper: &mut Paper, block: &Block, from_here: &[Block]) {
    let plain = Style::plain(SIZE);
    match block {
        Block::Heading(level, words, _) => {
            let whole = beginning(paper, from_here, 4);
            paper.need(whole);
            heading(paper, (*level).clamp(1, 4), words);
        }
        Block::Paragraph(line) => {
            let lines = wrap(paper.fonts, line, plain, paper.width());
            let part = paper.tags.part(DOCUMENT, Role::Paragraph);
            let whole = beginning(paper, from_here, 4);
            paper.need(whole);
            pour(paper, lines, &Dress::none(part));
        }
        Block::Note(line) => {
            let part = paper.tags.part(DOCUMENT, Role::Paragraph);
            boxed(paper, line, part, [[0x1d, 0x5a, 0x96], [0xee, 0xf4, 0xfa]]);
        }
        Block::Quote(line) => {
            let quote = paper.tags.part(DOCUMENT, Role::Quote);
            let part = paper.tags.part(quote, Role::Paragraph);
            boxed(paper, line, part, [[0x8a, 0x93, 0x99], [0xf7, 0xf8, 0xf9]]);
        }
        Block::List(items) => list(paper, items),
        Block::Table(table) => tables::lay(paper, table),
        Block::Picture(svg) => match picture(svg) {
            Some(tree) => figure(paper, tree, described(svg)),
            None => lay_block(
                paper,
                &Block::Paragraph(vec![Inline::Small(
                    "[A picture stands here that cannot be drawn. The HTML report shows it.]".to_owned(),
                )]),
                &[],
            ),
        },
        Block::NewPage => {
            if !paper.is_blank() {
                paper.new_page();
            }
        }
    }
}

fn heading_size(level: u8) -> f32 {
    match level {
        1 => 19.0,
        2 => 14.5,
        3 => 12.0,
        _ => 10.5,
    }
}

/// How much room the first of these wants with what must not be parted from it: a heading goes with what it is over, a short line with its quote or table.
fn beginning(paper: &Paper, blocks: &[Block], deep: u8) -> f32 {
    let (Some((first, rest)), true) = (blocks.split_first(), deep > 0) else {
        return STEP;
    };
    let lines = |line: &[Inline], style: Style, width: f32| {
        let lines = wrap(paper.fonts, line, style, width).len();
        u16::try_from(lines).map_or(f32::MAX, f32::from)
    };
    let height = match first {
        Block::Heading(level, words, _) => {
            let size = heading_size(*level);
            let line = [Inline::Text(words.clone())];
            size * (1.2 + 1.3 * lines(&line, Style::plain(size).bold(), paper.width()))
                + beginning(paper, rest, deep - 1)
        }
        Block::Paragraph(line) => {
            let lines = lines(line, Style::plain(SIZE), paper.width());
            match rest.first() {
                Some(Block::Quote(_) | Block::List(_) | Block::Table(_)) if lines <= 3.0 => {
                    lines * STEP * paper.tight + 4.0 + beginning(paper, rest, deep - 1)
                }
                // Up to four lines stay together; of more, two stand at the end of a page.
                _ if lines <= 4.0 => lines * STEP,
                _ => 2.0 * STEP,
            }
        }
        Block::Quote(line) | Block::Note(line) => lines(line, Style::plain(SIZE), paper.width() - 20.0) * STEP + 10.0,
        Block::Table(table) => tables::beginning(paper, table),
        Block::Picture(svg) if !lies_across(svg) => paper.height() / 6.0,
        Block::Picture(_) => paper.height() / 2.0,
        Block::List(_) | Block::NewPage => 2.0 * STEP,
    };
    height.min(paper.height() * 0.6)
}

fn heading(paper: &mut Paper, level: u8, words: &str) {
    let size = heading_size(level);
    let style = Style::plain(size).bold();
    let lines = wrap(paper.fonts, &[Inline::Text(words.to_owned())], style, paper.width());
    if !paper.is_blank() {
        paper.y += size * 0.8 * paper.tight;
        if level == 2 || level == 3 {
            let thick = if level == 2 { 1.5 } else { 0.6 };
            paper.area((Paper::LEFT, paper.y - 4.0, paper.width(), thick), [0x1d, 0x5a, 0x96]);
        }
    }
    let part = paper.tags.part(DOCUMENT, Role::Heading(level, visible_line(words)));
    paper.heading(level, &visible_line(words));
    pour(
        paper,
        lines,
        &Dress {
            size,
            ..Dress::none(part)
        },
    );
}

/// How poured lines are dressed.
struct Dress {
    part: usize,
    size: f32,
    indent: f32,
    /// Colours of the rule at the left and the ground.
    colours: Option<[Ink; 2]>,
}

impl Dress {
    fn none(part: usize) -> Self {
        Self {
            part,
            size: SIZE,
            indent: 0.0,
            colours: None,
        }
    }
}

/// Lines down the page, and on the next when it is full.
fn pour(paper: &mut Paper, lines: Vec<Line>, dress: &Dress) {
    let step = dress.size * 1.3 * paper.tight;
    let pad = if dress.colours.is_some() { 5.0 } else { 0.0 };
    let mut lines = lines.into_iter().peekable();
    while lines.peek().is_some() {
        paper.need(step + 2.0 * pad);
        let top = paper.y;
        let mut set = Vec::new();
        while paper.room() >= step + pad || set.is_empty() {
            let Some(line) = lines.next() else { break };
            let base = paper.y + pad + dress.size;
            set.push((line, base));
            paper.y += step;
        }
        paper.y += 2.0 * pad;
        if let Some([rule, ground]) = dress.colours {
            let height = paper.y - top;
            paper.area((Paper::LEFT, top, paper.width(), height), ground);
            paper.area((Paper::LEFT, top, 3.5, height), rule);
            paper.border((Paper::LEFT, top, paper.width(), height), [0xc8, 0xce, 0xd3]);
        }
        for (line, base) in set {
            paper.line(Some(dress.part), line, (Paper::LEFT + dress.indent, base));
        }
    }
    paper.y += 4.0;
}

fn boxed(paper: &mut Paper, line: &[Inline], part: usize, colours: [Ink; 2]) {
    let lines = wrap(paper.fonts, line, Style::plain(SIZE), paper.width() - 20.0);
    let height: f32 = lines.iter().map(|_| STEP * paper.tight).sum::<f32>() + 10.0;
    if height <= paper.height() {
        paper.need(height);
    }
    pour(
        paper,
        lines,
        &Dress {
            indent: 11.0,
            colours: Some(colours),
            ..Dress::none(part)
        },
    );
}

fn list(paper: &mut Paper, items: &[Vec<Inline>]) {
    let style = Style::plain(SIZE);
    let whole = paper.tags.part(DOCUMENT, Role::List);
    for item in items {
        let lines = wrap(paper.fonts, item, style, paper.width() - 16.0);
        paper.need(STEP);
        let part = paper.tags.part(whole, Role::Item);
        let label = paper.tags.part(part, Role::Label);
        let body = paper.tags.part(part, Role::Body);
        let mut dot = wrap(
            paper.fonts,
            &[Inline::Text("•".to_owned())],
            Style { ink: BLACK, ..style },
            20.0,
        );
        let base = paper.y + SIZE;
        if let Some(dot) = dot.pop() {
            paper.line(Some(label), dot, (Paper::LEFT + 4.0, base));
        }
        pour(
            paper,
            lines,
            &Dress {
                indent: 16.0,
                ..Dress::none(body)
            },
        );
        paper.y -= 2.0;
    }
    paper.y += 4.0;
}

/// What a picture says of itself.
fn described(svg: &str) -> String {
    let between = |tag: &str| {
        let (_, rest) = svg.split_once(&format!("<{tag}"))?;
        let (_, rest) = rest.split_once('>')?;
        Some(rest.split_once("</")?.0)
    };
    let words: Vec<&str> = ["title", "desc"].into_iter().filter_map(between).collect();
    if words.is_empty() {
        return "Picture".to_owned();
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(visible_line(&words.join(". ")), |all, (from, to)| all.replace(from, to))
}
