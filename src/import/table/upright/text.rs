//! Lines of a *text* that are labels with what they label: `Date: 12/03/2021`, `Officer: PC Hale`, `Details: …`, again and again. Such a text
//! is a table that was written without one.
//!
//! Only labels that are known count, and others that stand before what happened; all else goes on with the words above it. A
//! text of one contact, or in which other lines begin with days too, is left to `prose`.

use std::collections::BTreeMap;

use crate::{
    import::{
        Hints,
        contents::{Cell, Grid, Prose, Row},
        table::{headings::Known, heads::is_dated},
    },
    model::{
        columns::{Field, plain},
        problem::Problem,
    },
};

use super::{
    assembled,
    blocks::{self, Block, Kind, Line, Pair, Splits},
    is_proved, said,
};

/// A label in a text is no longer than this, nor of more words.
const LABEL: usize = 40;
const WORDS: usize = 4;
/// A heading above a contact is no longer than this.
const HEADING: usize = 40;
/// So much of a line tells whether it begins with a day.
const BEGIN: usize = 24;

/// The text as a table, with what a reader must know of it.
pub(crate) fn table(prose: &Prose, known: Known<'_>, hints: &Hints<'_>) -> Option<(Grid, Problem)> {
    // An e-mail has a day of its own, and quotes the heads of others.
    if prose.day.is_some() {
        return None;
    }
    let written: Vec<(usize, &str)> = prose
        .text
        .lines()
        .enumerate()
        .filter(|(_, l)| l.contains(char::is_alphanumeric))
        .collect();
    let mut lines = lines(&written, prose.first_line.max(1), known);
    let found = blocks::split(&lines, known, Splits::WithOthers)?;
    if !is_sure(&lines, &found.blocks, known) {
        return None;
    }
    for block in &found.blocks {
        set_back(lines.get_mut(block.clone()).unwrap_or_default(), &written, block.start);
    }
    let rows = written
        .iter()
        .map(|(at, words)| Row::of(prose.first_line.max(1) + at, vec![(*words).to_owned()]));
    let grid = Grid {
        place: prose.place.clone(),
        rows: rows.collect(),
        dates_1904: false,
    };
    let turned = assembled(&grid, &lines, &found.blocks, found.lead);
    let said = said(&grid.place, &turned, hints);
    let rows = turned.rows;
    Some((Grid { rows, ..grid }, said))
}

fn lines(written: &[(usize, &str)], first_line: usize, known: Known<'_>) -> Vec<Line> {
    let is_label = |line: &str| labelled(line).is_some_and(|(label, _)| known.means(&plain(label)).is_some());
    // What stands directly above the first label, and above others in the same words but for its number, is a heading.
    let top = written
        .iter()
        .position(|(_, l)| is_label(l))
        .and_then(|at| at.checked_sub(1));
    let top = top
        .and_then(|at| written.get(at))
        .map(|(_, l)| shape(l))
        .filter(|l| l.len() <= HEADING);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (label, _) in written.iter().filter_map(|(_, l)| labelled(l)) {
        *times.entry(plain(label)).or_default() += 1;
    }
    let is_date = |label: &&String| known.means(label) == Some(Field::Date);
    let contacts = times.keys().filter(is_date).filter_map(|l| times.get(l)).max().copied();
    // Behind what happened, only labels that most contacts have are labels: `Time: she had none` is a sentence.
    let is_usual = |label: &str| times.get(&plain(label)).copied().unwrap_or(0) * 2 > contacts.unwrap_or(0);
    let mut in_event = false;
    let mut out = Vec::with_capacity(written.len());
    for (at, (number, words)) in written.iter().enumerate() {
        let next = written.get(at + 1).is_some_and(|(_, l)| is_label(l));
        let pair = labelled(words).and_then(|(label, value)| {
            let field = known.means(&plain(label));
            let counts = match (field, in_event) {
                (Some(_), true) => is_usual(label),
                (Some(_), false) => true,
                (None, _) => !in_event && label.split_whitespace().count() <= WORDS,
            };
            counts.then(|| (field, Pair::new(label, Cell::words(value))))
        });
        let kind = match pair {
            Some((field, pair)) => {
                in_event = field == Some(Field::Event) || (in_event && field != Some(Field::Date));
                Kind::Pairs(vec![pair])
            }
            None if next && top.as_deref() == Some(shape(words).as_str()) => Kind::Heading(words.trim().to_owned()),
            None => Kind::More(vec![Cell::words(*words)]),
        };
        out.push(Line {
            number: first_line + number,
            kind,
        });
    }
    out
}

/// A line that begins with a label: the label, and what stands behind its colon.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_once(':')?;
    let label = label.trim().trim_matches(['*', '_', '-', '•']).trim();
    let is_label = label.len() <= LABEL && label.starts_with(char::is_alphabetic) && !label.contains(['.', ',', ';']);
    let is_address = value.starts_with("//");
    (is_label && !is_address).then(|| (label, value.trim()))
}

/// Words with a sign for every figure.
pub(super) fn shape(words: &str) -> String {
    let figures = |c: char| if c.is_ascii_digit() { '#' } else { c };
    let mut shape: String = words.trim().chars().map(figures).collect();
    while shape.contains("##") {
        shape = shape.replace("##", "#");
    }
    shape
}

/// Is the text such a table for certain? It holds two contacts at least; most have a day and words; few other lines begin with a day.
fn is_sure(lines: &[Line], blocks: &[Block], known: Known<'_>) -> bool {
    let has = |block: &Block, field: Field| {
        let own = lines.get(block.clone()).unwrap_or_default();
        own.iter()
            .flat_map(Line::pairs)
            .any(|p| known.means(&p.plain) == Some(field))
    };
    let whole = blocks
        .iter()
        .filter(|b| has(b, Field::Date) && has(b, Field::Event))
        .count();
    let begins_with_day = |line: &&Line| match &line.kind {
        Kind::More(cells) => cells
            .iter()
            .any(|c| is_dated(&c.text.chars().take(BEGIN).collect::<String>())),
        Kind::Pairs(_) | Kind::Heading(_) => false,
    };
    let others = lines.iter().filter(begins_with_day).count();
    blocks.len() >= 2 && whole * 2 > blocks.len() && others * 2 <= blocks.len() && is_proved(lines, blocks, known)
}

/// A label that stands again in one contact is a word of what happened, unless it stands directly below itself.
fn set_back(lines: &mut [Line], written: &[(usize, &str)], start: usize) {
    let mut seen: Vec<String> = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        let Some(label) = line.pairs().first().map(|p| p.plain.clone()) else {
            continue;
        };
        if seen.contains(&label) && seen.last() != Some(&label) {
            let words = written.get(start + at).map_or("", |(_, words)| words);
            line.kind = Kind::More(vec![Cell::words(words)]);
        } else if seen.last() != Some(&label) {
            seen.push(label);
        }
    }
}
