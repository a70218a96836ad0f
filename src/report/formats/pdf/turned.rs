//! *Turned* words: scripts that are written from right to left (Hebrew, Arabic and others). Their order on a line is that of the Unicode
//! bidirectional algorithm, and their letters are joined as the script asks, so that a name on paper is the name in the record.

use unicode_bidi::{BidiInfo, Level};

use super::lines::{Line, Put, Run, Setter, Style, Turned, each};
use crate::report::{document::Inline, fonts::visible};

/// Is anything in the line written from right to left?
pub(super) fn is_in(parts: &[Inline]) -> bool {
    let turns = |c: char| {
        matches!(
            u32::from(c),
            0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF
        )
    };
    parts.iter().any(|part| match part {
        Inline::Text(w)
        | Inline::Strong(w)
        | Inline::Marked(w)
        | Inline::Small(w)
        | Inline::Agency(_, w)
        | Inline::Link(_, w)
        | Inline::Named(_, w) => !w.is_ascii() && w.chars().any(turns),
        Inline::Break => false,
    })
}

/// Sets these parts, in the order in which they are read.
pub(super) fn words(setter: &mut Setter<'_>, parts: &[Inline], base: Style) {
    let mut whole = String::new();
    let mut looks: Vec<(usize, Style)> = Vec::new();
    each(parts, base, &mut |words, style| {
        whole.push_str(&visible(words));
        looks.push((whole.len(), style));
    });
    let order = BidiInfo::new(&whole, None);
    let level = |at: usize| order.levels.get(at).map_or(0, Level::number);
    let mut looks = looks.into_iter().peekable();
    // Letters of one word, one look and one direction, that are joined: their first byte, and how they look.
    let mut word: Option<(usize, Style)> = None;
    for (at, c) in whole.char_indices() {
        while looks.next_if(|(end, _)| *end <= at).is_some() {}
        let style = looks.peek().map_or(base, |(_, style)| *style);
        let deep = level(at);
        let face = setter.fonts.glyph(style.face, c).map_or(style.face, |g| g.face);
        let style_of_letter = Style { face, ..style };
        let is_turned = deep % 2 == 1 && !matches!(c, ' ' | '\n');
        if let Some((start, look)) = word
            && (!is_turned || look != style_of_letter || level(start) != deep)
        {
            join(setter, whole.get(start..at).unwrap_or_default(), look, level(start));
            word = None;
        }
        if is_turned {
            word.get_or_insert((at, style_of_letter));
        } else {
            setter.letter(c, style, deep);
        }
    }
    if let Some((start, look)) = word {
        join(setter, whole.get(start..).unwrap_or_default(), look, level(start));
    }
}

/// A word that runs from right to left.
fn join(setter: &mut Setter<'_>, words: &str, style: Style, level: u8) {
    let all = setter.fonts.joined(style.face, words);
    let ends = all.iter().skip(1).map(|j| j.start).chain([words.len()]);
    for (joined, end) in all.iter().zip(ends) {
        let said = words.get(joined.start..end).unwrap_or_default();
        let glyphs: Vec<Turned> = joined
            .glyphs
            .iter()
            .map(|(id, advance, moved)| Turned {
                id: *id,
                advance: advance * style.size,
                moved: moved.map(|m| m * style.size),
                range: 0..said.len(),
            })
            .collect();
        let advance = glyphs.iter().map(|g| g.advance).sum();
        setter.joined.push((said.to_owned(), glyphs));
        let (Some(c), Some(first)) = (said.chars().next(), joined.glyphs.first()) else {
            continue;
        };
        setter.put(Put {
            c,
            id: first.0,
            advance,
            style,
            level,
            joined: Some(setter.joined.len() - 1),
        });
    }
}

/// A line with its words where they stand on paper.
pub(super) fn line(puts: &[Put], joined: &[(String, Vec<Turned>)]) -> Line {
    let mut levels: Vec<Level> = puts
        .iter()
        .map(|p| Level::new(p.level).unwrap_or_else(|_| Level::ltr()))
        .collect();
    // Spaces at the end of a line stay at its end.
    let kept = puts.iter().rposition(|p| p.c != ' ').map_or(0, |at| at + 1);
    let least = levels.iter().min().copied().unwrap_or_else(Level::ltr);
    for level in levels.iter_mut().skip(kept) {
        *level = least;
    }
    let mut out = Line::default();
    let mut x = 0.0;
    let mut turned: Vec<&Put> = Vec::new();
    let order: Vec<&Put> = BidiInfo::reorder_visual(&levels)
        .into_iter()
        .filter_map(|at| puts.get(at))
        .collect();
    for put in order {
        let goes_on = turned
            .last()
            .is_some_and(|l| put.level % 2 == 1 && l.style == put.style);
        if !goes_on {
            x += run(&mut out, &turned, joined, x);
            turned.clear();
        }
        if put.level % 2 == 1 {
            turned.push(put);
        } else {
            out.add(put, x);
            x += put.advance;
        }
    }
    run(&mut out, &turned, joined, x);
    out
}

/// Letters from right to left, given from left to right, as one run; how far it reaches.
fn run(line: &mut Line, puts: &[&Put], joined: &[(String, Vec<Turned>)], x: f32) -> f32 {
    let Some(first) = puts.first() else { return 0.0 };
    let mut text = String::new();
    // Read from the right; the glyphs are turned round again below.
    let mut glyphs: Vec<Vec<Turned>> = Vec::new();
    for put in puts.iter().rev() {
        let start = text.len();
        let letters = put.joined.and_then(|at| joined.get(at));
        match letters {
            Some((said, _)) => text.push_str(said),
            None => text.push(put.c),
        }
        let range = start..text.len();
        glyphs.push(match letters {
            Some((_, all)) => all
                .iter()
                .map(|g| Turned {
                    range: range.clone(),
                    ..g.clone()
                })
                .collect(),
            None => vec![Turned {
                id: put.id,
                advance: put.advance,
                moved: [0.0, 0.0],
                range,
            }],
        });
    }
    let width = puts.iter().map(|p| p.advance).sum();
    line.runs.push(Run {
        style: first.style,
        x,
        width,
        text,
        glyphs: Vec::new(),
        turned: glyphs.into_iter().rev().flatten().collect(),
    });
    width
}
