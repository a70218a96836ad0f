//! What the formats that hold tables share: a name of its own for each table, and how wide its columns are.

use std::collections::BTreeSet;

use crate::report::document::{Document, Inline, Table, plain};

/// Excel holds no longer name of a sheet.
const LONGEST_NAME: usize = 31;

/// Names of the tables of a document, in order: each used once, and such as a workbook takes.
pub(super) fn names(document: &Document) -> Vec<String> {
    names_of(document, LONGEST_NAME)
}

/// The same, not cut short, for programs that look a table up by its name.
pub(super) fn whole_names(document: &Document) -> Vec<String> {
    names_of(document, usize::MAX)
}

fn names_of(document: &Document, longest: usize) -> Vec<String> {
    let mut taken = BTreeSet::new();
    // The first sheet of a workbook, and the one that Excel keeps for itself.
    taken.extend(["about", "history", "long texts"].map(str::to_owned));
    document
        .tables()
        .map(|t| {
            let wanted = if t.name.is_empty() { &t.caption } else { &t.name };
            free_within(wanted, longest, &mut taken)
        })
        .collect()
}

/// A name made of these words that nobody has yet.
pub(super) fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    free_within(wanted, LONGEST_NAME, taken)
}

fn free_within(wanted: &str, longest: usize, taken: &mut BTreeSet<String>) -> String {
    let words: String = wanted
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches('\'');
    let words = if words.is_empty() { "Table" } else { words };
    let mut name = cut(words, longest);
    let mut again = 1;
    while !taken.insert(name.to_lowercase()) {
        again += 1;
        let end = format!(" ({again})");
        name = format!("{}{end}", cut(words, longest - end.len()));
    }
    name
}

/// As many whole words as fit; Excel counts as UTF-16 does.
fn cut(words: &str, most: usize) -> String {
    let mut out = String::new();
    let mut units = 0;
    for c in words.chars() {
        units += c.len_utf16();
        if units > most {
            let whole = out.rsplit_once(' ').filter(|(start, _)| start.len() * 2 > out.len());
            let kept = whole.map_or(out.as_str(), |(start, _)| start);
            return kept.trim_end_matches([' ', ',', '\'']).to_owned();
        }
        out.push(c);
    }
    out
}

/// Widths of the columns as shares of a thousand. What the head says holds; columns that say nothing share the rest by
/// the length of their words.
pub(super) fn shares(table: &Table) -> Vec<u32> {
    let given: u32 = table.head.iter().map(|(_, w)| u32::from(*w) * 10).sum();
    let open: Vec<u32> = table
        .head
        .iter()
        .enumerate()
        .map(|(at, (head, width))| if *width == 0 { weight(table, at, head) } else { 0 })
        .collect();
    let weights: u32 = open.iter().sum();
    let rest = if given >= 900 { 100 } else { 1000 - given };
    let raw: Vec<u32> = table
        .head
        .iter()
        .zip(&open)
        .map(|((_, width), open)| {
            let shared = (rest * open).checked_div(weights).unwrap_or(0);
            (u32::from(*width) * 10 + shared).max(20)
        })
        .collect();
    let all: u32 = raw.iter().sum::<u32>().max(1);
    let wanted: Vec<u32> = raw.iter().map(|r| r * 1000 / all).collect();
    widened(&wanted, &least(table))
}

/// How wide each column must be for the longest word of its head, and the longest ref in it, so that neither is broken inside.
fn least(table: &Table) -> Vec<u32> {
    // Points between the margins of A4, across from five columns on; a bold letter of nine points in the widest of usual fonts, and the sides of a cell.
    let page = if table.head.len() >= 5 { 745 } else { 487 };
    let longest = |head: &str| head.split([' ', '/']).map(|w| w.chars().count()).max().unwrap_or(0);
    let refs = |at: usize| {
        let cells = table.rows.iter().take(200).filter_map(|row| row.get(at));
        cells.map(|cell| longest_ref(&plain(cell))).max().unwrap_or(0)
    };
    let wanted = |(at, (head, _)): (usize, &(String, u8))| {
        let letters = longest(head).max(refs(at)).min(16);
        (u32::try_from(letters).unwrap_or(0) * 13 / 2 + 12) * 1000 / page
    };
    table.head.iter().enumerate().map(wanted).collect()
}

/// Letters of the longest ref among words: `RSP-045`.
fn longest_ref(words: &str) -> usize {
    let is_ref = |w: &&str| w.contains('-') && w.contains(|c: char| c.is_ascii_digit());
    let all = words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
    all.filter(is_ref)
        .map(|w| w.chars().count())
        .filter(|n| *n <= 12)
        .max()
        .unwrap_or(0)
}

/// Gives columns that are too thin what they need, from those that have more; nothing where there is not enough for all.
fn widened(wanted: &[u32], least: &[u32]) -> Vec<u32> {
    let pairs = || wanted.iter().zip(least);
    let short: u32 = pairs().map(|(w, l)| l.saturating_sub(*w)).sum();
    let loose: u32 = pairs().map(|(w, l)| w.saturating_sub(*l)).sum();
    if short == 0 || loose <= short {
        return wanted.to_vec();
    }
    pairs()
        .map(|(w, l)| if w < l { *l } else { w - (w - l) * short / loose })
        .collect()
}

/// How much room the words of a column ask for.
fn weight(table: &Table, at: usize, head: &str) -> u32 {
    let cells = table.rows.iter().take(200).filter_map(|row| row.get(at));
    let (sum, count) = cells.fold((0, 0), |(sum, count), cell| {
        (sum + length(cell).min(300), count + 1_usize)
    });
    let mean = sum.checked_div(count).unwrap_or(0);
    let wide = mean.max(head.chars().count()).clamp(6, 120);
    u32::try_from(wide).unwrap_or(120)
}

/// Characters of a line.
pub(super) fn length(line: &[Inline]) -> usize {
    line.iter()
        .map(|part| match part {
            Inline::Text(w)
            | Inline::Strong(w)
            | Inline::Marked(w)
            | Inline::Small(w)
            | Inline::Agency(_, w)
            | Inline::Link(_, w)
            | Inline::Named(_, w) => w.len(),
            Inline::Break => 1,
        })
        .sum()
}

/// Pictures no wider than this, in their own measure, are drawn for a page that stands upright.
const NARROW: u32 = 700;

/// Does a picture ask for a page on its side?
pub(super) fn lies_across(svg: &str) -> bool {
    let size = svg.split_once("viewBox=\"0 0 ").map_or("", |(_, rest)| rest);
    let width = size.split(' ').next().and_then(|w| w.parse::<u32>().ok());
    width.is_none_or(|w| w > NARROW)
}

/// Words in which each character that no XML can hold is shown as `�`.
pub(super) fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    if text.chars().all(holds) {
        return text.into();
    }
    text.chars()
        .map(|c| if holds(c) { c } else { char::REPLACEMENT_CHARACTER })
        .collect::<String>()
        .into()
}

/// Can XML 1.0 hold this character?
fn holds(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
