//! *Lines*: words cut to a width. Characters are set by their own advance, in reading order; nothing is hyphenated, and a word longer than a line is broken.
//! Scripts written from right to left are left to `turned`.

use super::turned;
use crate::{
    report::{
        document::Inline,
        fonts::{Face, Fonts, visible},
    },
    timeline::picture::{COLOURS, SHAPES},
};

/// Red, green, blue.
pub(super) type Ink = [u8; 3];

/// Ink of text.
pub(super) const BLACK: Ink = [0x0b, 0x0c, 0x0c];
/// Ink of small print.
pub(super) const GREY: Ink = [0x37, 0x42, 0x4a];

/// No words of a document are smaller, in points.
pub(super) const SMALLEST: f32 = 9.0;

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Regular or bold.
    pub face: Face,
    /// In points.
    pub size: f32,
    /// Colour.
    pub ink: Ink,
    /// Whether the words are laid on the marker's yellow.
    pub marked: bool,
}

impl Style {
    /// Plain words of a size.
    pub(super) fn plain(size: f32) -> Self {
        Self {
            face: Face::Regular,
            size,
            ink: BLACK,
            marked: false,
        }
    }

    /// The same in bold.
    pub(super) fn bold(self) -> Self {
        Self {
            face: Face::Bold,
            ..self
        }
    }
}

/// Words of one look on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Their look; the face is the one that has them.
    pub style: Style,
    /// Where they begin, from the line's left end.
    pub x: f32,
    /// How far they reach.
    pub width: f32,
    /// What they say, in the order in which it is read.
    pub text: String,
    /// A glyph and its advance for each character.
    pub glyphs: Vec<(u16, f32)>,
    /// The glyphs from left to right, where they are not one for each character in that order.
    pub turned: Vec<Turned>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    /// Its runs, left to right.
    pub runs: Vec<Run>,
}

impl Line {
    /// How far it reaches.
    pub(super) fn width(&self) -> f32 {
        self.runs.last().map_or(0.0, |r| r.x + r.width)
    }
}

/// A glyph of words that run from right to left.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Turned {
    /// Its number in the face.
    pub id: u16,
    /// How far it reaches.
    pub advance: f32,
    /// How far to the right and up it is moved.
    pub moved: [f32; 2],
    /// Which of the run's words it writes.
    pub range: std::ops::Range<usize>,
}

/// A part of a line cut to a width; there is always at least one line.
pub(super) fn wrap(fonts: &Fonts, parts: &[Inline], base: Style, width: f32) -> Vec<Line> {
    let mut setter = Setter {
        fonts,
        width: width.max(base.size),
        lines: Vec::new(),
        line: Vec::new(),
        used: 0.0,
        cut: 0,
        joined: Vec::new(),
    };
    if turned::is_in(parts) {
        turned::words(&mut setter, parts, base);
    } else {
        each(parts, base, &mut |words, style| setter.words(words, style));
    }
    setter.end();
    setter.lines
}

/// Every part with its look; a break is a new line.
pub(super) fn each(parts: &[Inline], base: Style, take: &mut dyn FnMut(&str, Style)) {
    for part in parts {
        match part {
            Inline::Text(words) | Inline::Link(_, words) | Inline::Named(_, words) => take(words, base),
            Inline::Strong(words) => take(words, base.bold()),
            Inline::Marked(words) => take(
                words,
                Style {
                    marked: true,
                    ..base.bold()
                },
            ),
            Inline::Small(words) => take(
                words,
                Style {
                    size: (base.size * 0.9).max(SMALLEST),
                    ink: GREY,
                    ..base
                },
            ),
            Inline::Agency(place, name) => {
                let style = Style {
                    ink: COLOURS.get(place % COLOURS.len()).map_or(BLACK, |c| ink(c)),
                    ..base.bold()
                };
                // All shapes come from one face, so that they are of one size.
                let shape = SHAPES.get(place % SHAPES.len()).copied().unwrap_or_default();
                take(
                    shape,
                    Style {
                        face: Face::Wide,
                        size: base.size * 0.9,
                        ..style
                    },
                );
                take("\u{a0}", style);
                take(name, style);
            }
            Inline::Break => take("\n", base),
        }
    }
}

/// Words cut short at a width, on one line.
pub(super) fn one_line(fonts: &Fonts, words: &str, style: Style, width: f32) -> Line {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut lines = wrap(fonts, &[Inline::Text(words.clone())], style, width);
    if lines.len() > 1 {
        let room = width - style.size;
        let shown = visible(&words).into_owned();
        let first = wrap(fonts, &[Inline::Text(words)], style, room);
        let letters = first
            .first()
            .map_or(0, |l| l.runs.iter().map(|r| r.text.chars().count()).sum());
        let kept: String = shown.chars().take(letters).collect();
        lines = wrap(fonts, &[Inline::Text(format!("{}…", kept.trim_end()))], style, width);
    }
    lines.into_iter().next().unwrap_or_default()
}

/// The width of the longest word.
pub(super) fn longest_word(fonts: &Fonts, words: &str, style: Style) -> f32 {
    visible(words)
        .split_whitespace()
        .map(|word| {
            word.chars()
                .filter_map(|c| fonts.glyph(style.face, c))
                .map(|g| g.advance * style.size)
                .sum::<f32>()
        })
        .fold(0.0, f32::max)
}

/// A colour as the picture writes it.
fn ink(colour: &str) -> Ink {
    let part = |at: usize| {
        colour
            .get(at..at + 2)
            .and_then(|h| u8::from_str_radix(h, 16).ok())
            .unwrap_or(0)
    };
    [part(1), part(3), part(5)]
}

/// A character on its way to a line, or letters that belong together.
#[derive(Clone, Copy)]
pub(super) struct Put {
    pub(super) c: char,
    pub(super) id: u16,
    pub(super) advance: f32,
    pub(super) style: Style,
    /// How deep it stands in words of another direction: even from left to right, odd from right to left.
    pub(super) level: u8,
    /// Where the letters stand in the setter's `joined`.
    pub(super) joined: Option<usize>,
}

pub(super) struct Setter<'a> {
    pub(super) fonts: &'a Fonts,
    width: f32,
    lines: Vec<Line>,
    line: Vec<Put>,
    used: f32,
    /// Characters after which the line may be cut.
    cut: usize,
    /// Letters that belong together: what they say, and their glyphs.
    pub(super) joined: Vec<(String, Vec<Turned>)>,
}

impl Setter<'_> {
    fn words(&mut self, words: &str, style: Style) {
        for c in visible(words).chars() {
            self.letter(c, style, 0);
        }
    }

    pub(super) fn letter(&mut self, c: char, style: Style, level: u8) {
        if c == '\n' {
            self.end();
            return;
        }
        // What is visible has a glyph.
        let Some(glyph) = self.fonts.glyph(style.face, c) else {
            return;
        };
        self.put(Put {
            c,
            id: glyph.id,
            advance: glyph.advance * style.size,
            style: Style {
                face: glyph.face,
                ..style
            },
            level,
            joined: None,
        });
    }

    pub(super) fn put(&mut self, put: Put) {
        // A space may hang over the end of a line, so that the words of a page can be read back with their spaces.
        if put.c != ' ' && self.used + put.advance > self.width && !self.line.is_empty() {
            self.cut_here();
        }
        self.line.push(put);
        self.used += put.advance;
        if put.c == ' ' {
            self.cut = self.line.len();
        }
    }

    /// Ends the line at its last space, or here when there is none.
    fn cut_here(&mut self) {
        let at = if self.cut == 0 { self.line.len() } else { self.cut };
        let rest = self.line.split_off(at);
        self.set();
        self.line = rest;
        self.used = self.line.iter().map(|p| p.advance).sum();
        self.cut = 0;
    }

    fn end(&mut self) {
        self.set();
        self.line.clear();
        self.used = 0.0;
        self.cut = 0;
    }

    fn set(&mut self) {
        if self.line.iter().any(|p| p.level > 0) {
            let line = turned::line(&self.line, &self.joined);
            self.lines.push(line);
            return;
        }
        let mut line = Line::default();
        let mut x = 0.0;
        for put in &self.line {
            line.add(put, x);
            x += put.advance;
        }
        self.lines.push(line);
    }
}

impl Line {
    /// A character at the right end.
    pub(super) fn add(&mut self, put: &Put, x: f32) {
        match self
            .runs
            .last_mut()
            .filter(|r| r.style == put.style && r.turned.is_empty())
        {
            Some(run) => {
                run.text.push(put.c);
                run.glyphs.push((put.id, put.advance));
                run.width += put.advance;
            }
            None => self.runs.push(Run {
                style: put.style,
                x,
                width: put.advance,
                text: put.c.to_string(),
                glyphs: vec![(put.id, put.advance)],
                turned: Vec::new(),
            }),
        }
    }
}
