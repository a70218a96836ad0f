//! *Marks* that a page bears: words with their places, and lines that are drawn straight across or upright.
//!
//! A page may be printed on its side; its words and lines are turned here so that they can be read.

use pdf_oxide::{
    elements::{PathContent, PathOperation},
    layout::{Color, TextSpan},
};

use super::source::{Page, Rule, Word};

/// A line that is thinner than this is a line; what is thicker is a shape.
const THIN: f32 = 2.5;

/// How far the words of a page are turned, in quarters against the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    None,
    Left,
    Over,
    Right,
}

impl Turn {
    /// As most letters of the page are.
    pub(super) fn of(spans: &[TextSpan]) -> Self {
        let all = [Self::None, Self::Left, Self::Right, Self::Over];
        let letters = |turn: Self| -> usize {
            let own = spans.iter().filter(|s| Self::of_span(s) == turn);
            own.map(|s| s.text.len()).sum()
        };
        all.into_iter().rev().max_by_key(|t| letters(*t)).unwrap_or(Self::None)
    }

    fn of_span(span: &TextSpan) -> Self {
        let turned = span.rotation_degrees.rem_euclid(360.0);
        if (45.0..135.0).contains(&turned) {
            Self::Left
        } else if (135.0..225.0).contains(&turned) {
            Self::Over
        } else if (225.0..315.0).contains(&turned) {
            Self::Right
        } else {
            Self::None
        }
    }

    /// Where a point is when the page is held so that its words can be read.
    pub(super) fn place(self, (x, y): (f32, f32)) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Left => (y, -x),
            Self::Over => (-x, -y),
            Self::Right => (-y, x),
        }
    }
}

/// Words of a piece that the page draws at once. Its ends are sure; where its words are between them is worked out from the
/// widths of its letters, which leave out how near letters are set to one another.
pub(super) fn words_of(span: &TextSpan, turn: Turn, words: &mut Vec<Word>) {
    let letters: Vec<char> = span.text.chars().collect();
    let size = span.font_size.max(span.bbox.height).clamp(1.0, 200.0);
    let (left, base) = turn.place((span.bbox.x, span.bbox.y));
    if Turn::of_span(span) != turn {
        // Words that stand across the others (a heading on its side) stay together.
        let text = span.text.trim().to_owned();
        if !text.is_empty() {
            words.push(Word {
                text,
                left,
                right: left + size,
                base,
                size,
                is_open: (false, false),
            });
        }
        return;
    }
    let width = span.bbox.width;
    let widths = &span.char_widths;
    let offset = |at: usize| {
        let own = span.char_x_offsets.get(at).map(|x| x - span.bbox.x);
        own.or_else(|| {
            span.char_x_offsets
                .last()
                .map(|x| x - span.bbox.x + widths.last().copied().unwrap_or(0.0))
        })
    };
    let whole = offset(letters.len()).filter(|w| *w > 0.0 && span.char_x_offsets.len() == letters.len());
    let even = |at: usize| ratio(at, letters.len()) * width;
    let place = |at: usize| match (whole, offset(at)) {
        (Some(whole), Some(own)) => left + own * (width / whole),
        _ => left + even(at),
    };
    let mut from = None;
    for at in 0..=letters.len() {
        let is_blank = letters.get(at).is_none_or(|c| c.is_whitespace());
        match (from, is_blank) {
            (None, false) => from = Some(at),
            (Some(start), true) => {
                from = None;
                words.push(Word {
                    text: letters.get(start..at).unwrap_or_default().iter().collect(),
                    left: place(start),
                    right: place(at),
                    base,
                    size,
                    is_open: (start == 0, at == letters.len()),
                });
            }
            _ => {}
        }
    }
}

/// A share, for numbers of letters on a page.
fn ratio(part: usize, whole: usize) -> f32 {
    let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    number(part) / number(whole).max(1.0)
}

/// Ruling lines of a path: straight strokes, thin boxes, and the sides of boxes that are drawn.
pub(super) fn rules_of(path: &PathContent, turn: Turn, page: &mut Page) {
    if path.stroke_color.is_none() && path.fill_color.is_none() {
        return;
    }
    let is_filled = path.stroke_color.is_none();
    let is_white = |c: &Color| c.r.min(c.g).min(c.b) > 0.99;
    let is_seen = path.fill_color.as_ref().is_some_and(|c| !is_white(c));
    if is_filled && path.bbox.height.abs() > THIN && path.bbox.width.abs() > THIN {
        // What is filled has no lines of its own, but rows may be told by it.
        if is_seen {
            shades_of(path, turn, page);
        }
        return;
    }
    let mut draw = |from, to| stroke(turn.place(from), turn.place(to), page);
    let mut at = (0.0, 0.0);
    for operation in &path.operations {
        match *operation {
            PathOperation::MoveTo(x, y) | PathOperation::CurveTo(_, _, _, _, x, y) => at = (x, y),
            PathOperation::LineTo(x, y) => {
                draw(at, (x, y));
                at = (x, y);
            }
            PathOperation::Rectangle(x, y, width, height) => {
                let (x, width) = if width < 0.0 { (x + width, -width) } else { (x, width) };
                let (y, height) = if height < 0.0 {
                    (y + height, -height)
                } else {
                    (y, height)
                };
                if height <= THIN {
                    draw((x, y + height / 2.0), (x + width, y + height / 2.0));
                } else if width <= THIN {
                    draw((x + width / 2.0, y), (x + width / 2.0, y + height));
                } else if path.stroke_color.is_some() {
                    draw((x, y), (x + width, y));
                    draw((x, y + height), (x + width, y + height));
                    draw((x, y), (x, y + height));
                    draw((x + width, y), (x + width, y + height));
                }
            }
            PathOperation::ClosePath => {}
        }
    }
}

/// The upper and the lower edge of what is filled.
fn shades_of(path: &PathContent, turn: Turn, page: &mut Page) {
    let mut shade = |(x, y): (f32, f32), (wide, high): (f32, f32)| {
        let (from, to) = (turn.place((x, y)), turn.place((x + wide, y + high)));
        if (from.1 - to.1).abs() <= THIN {
            return;
        }
        for at in [from.1, to.1] {
            page.shades.push(Rule {
                at,
                from: from.0.min(to.0),
                to: from.0.max(to.0),
            });
        }
    };
    let mut is_box = false;
    for operation in &path.operations {
        if let PathOperation::Rectangle(x, y, wide, high) = *operation {
            is_box = true;
            shade((x, y), (wide, high));
        }
    }
    if !is_box {
        shade((path.bbox.x, path.bbox.y), (path.bbox.width, path.bbox.height));
    }
}

fn stroke(from: (f32, f32), to: (f32, f32), page: &mut Page) {
    let (wide, high) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    if high <= 1.0 && wide > THIN {
        page.across.push(Rule {
            at: from.1.midpoint(to.1),
            from: from.0.min(to.0),
            to: from.0.max(to.0),
        });
    } else if wide <= 1.0 && high > THIN {
        page.upright.push(Rule {
            at: from.0.midpoint(to.0),
            from: from.1.min(to.1),
            to: from.1.max(to.1),
        });
    }
}
