//! *Shapes* of the picture: an agency's mark, hatching, a warning's box; and words made safe for SVG.

use std::fmt::Write as _;

use super::{COLOURS, SHAPES};

/// Colour of a lane.
pub(super) fn colour(lane: usize) -> &'static str {
    COLOURS.get(lane % COLOURS.len()).copied().unwrap_or("#37424a")
}

/// An agency's own shape, so that colour is never alone.
pub(super) fn mark(lane: usize, (x, y): (i64, i64), (colour, r): (&str, i64), out: &mut String) {
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

/// An area in which nothing was supplied: grey with slanting lines, so that it can be told apart in print.
pub(super) fn hatched((x, y, width, height): (i64, i64, i64, i64), out: &mut String) {
    let _ = write!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#e3e6e8\"/>"
    );
    let mut lines = String::new();
    let mut at = x - height + 8;
    while at < x + width {
        // A line from below left to above right, cut at both ends of the area.
        let (from, to) = (at.max(x), (at + height).min(x + width));
        if to > from {
            let _ = write!(
                lines,
                "M{from} {} L{to} {} ",
                y + height - (from - at),
                y + height - (to - at)
            );
        }
        at += 10;
    }
    let _ = write!(
        out,
        "<path d=\"{}\" stroke=\"#b1b7bc\" stroke-width=\"1\" fill=\"none\"/>",
        lines.trim_end()
    );
}

/// Words on a ground of their own, so that lines do not run through them.
pub(super) fn label(words: &str, (x, y): (i64, i64), ground: &str, out: &mut String) {
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"12\" fill=\"{ground}\"/><text x=\"{x}\" y=\"{y}\" fill=\"#37424a\" font-size=\"10\">{}</text>",
        x - 2,
        y - 10,
        reach(words) + 4,
        escape(words)
    );
}

/// Words on white that end at a place.
pub(super) fn label_before(words: &str, (x, y): (i64, i64), out: &mut String) {
    let width = reach(words) + 4;
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"12\" fill=\"#ffffff\"/><text x=\"{x}\" y=\"{y}\" fill=\"#37424a\" font-size=\"10\" text-anchor=\"end\">{}</text>",
        x - width + 2,
        y - 10,
        escape(words)
    );
}

/// About how far words of the small size reach: a little more than most do.
pub(super) fn reach(words: &str) -> i64 {
    let tenths = |c: char| match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'f' | 't' | '(' | ')' => 30,
        'M' | 'W' | 'm' | 'w' | '@' | '%' | '…' => 92,
        c if c.is_uppercase() => 72,
        c if c.is_ascii() => 56,
        _ => 80,
    };
    words.chars().map(tenths).sum::<i64>() / 10 + 1
}

/// Words cut to a number of characters.
pub(super) fn short(words: &str, most: usize) -> String {
    if words.chars().count() > most {
        words.chars().take(most - 1).chain(['…']).collect()
    } else {
        words.to_owned()
    }
}

/// A ring round a mark on which a warning rests.
pub(super) fn ring(x: i64, y: i64, r: i64) -> String {
    format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"none\" stroke=\"#0b0c0c\" stroke-width=\"1\"/>")
}

/// A warning's number in its box: dark for the highest severity, light for others, so that print without colour tells them apart.
pub(super) fn warning_box((x, y, width): (i64, i64, i64), gravest: bool, number: &str, out: &mut String) {
    let (fill, ink) = if gravest {
        ("#8c0c18", "#ffffff")
    } else {
        ("#ffe14d", "#0b0c0c")
    };
    let _ = write!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"13\" rx=\"2\" fill=\"{fill}\" stroke=\"#0b0c0c\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"9\" font-weight=\"bold\" fill=\"{ink}\">{}</text>",
        x + width / 2,
        y + 10,
        escape(number)
    );
}

/// Words of a case, safe between tags and in attributes.
pub(super) fn escape(text: &str) -> String {
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
