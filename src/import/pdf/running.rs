//! *Running* lines: what stands at the head or the foot of page after page and is no part of what the pages tell.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Line;
use crate::import::table::heads::is_dated;

/// Lines at the head and at the foot of a page that may be running ones.
const REACH: usize = 3;

/// Takes running lines off the pages and gives each, as it first stands.
pub(super) fn take(pages: &mut [Vec<Line>]) -> Vec<String> {
    let count = pages.iter().filter(|p| !p.is_empty()).count();
    let mut alike: BTreeMap<String, Vec<(usize, f32)>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in edges(page.len()).filter_map(|at| page.get(at)) {
            alike.entry(key(&line.text())).or_default().push((number, line.base));
        }
    }
    let mut out: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (number, page) in pages.iter_mut().enumerate() {
        let runs = |line: &Line| is_running(line, &alike, count);
        // Only from the edge inwards: a line below one that is of this page alone is of this page as well. Headings of
        // columns stand on every page too, and are left to those who read tables.
        let head = page
            .iter()
            .take(REACH)
            .take_while(|l| runs(l) && !is_heading(l))
            .count();
        let foot = page.iter().skip(head).rev().take(REACH).take_while(|l| runs(l)).count();
        let rest = page.split_off(page.len() - foot);
        let body = page.split_off(head);
        for (at, line) in page.iter().chain(&rest).enumerate() {
            let text = line.text();
            out.entry(key(&text)).or_insert((number * 2 * REACH + at, text));
        }
        *page = body;
    }
    let mut out: Vec<(usize, String)> = out.into_values().collect();
    out.sort();
    out.into_iter().map(|(_, text)| text).collect()
}

/// Headings of columns that head page after page. Where no table was found under them, they are no text of the pages.
pub(super) fn headings(pages: &[Vec<Line>]) -> BTreeSet<String> {
    let mut on: BTreeMap<String, usize> = BTreeMap::new();
    for line in pages.iter().filter_map(|page| page.first()).filter(|l| is_heading(l)) {
        *on.entry(line.text()).or_default() += 1;
    }
    let count = pages.iter().filter(|p| !p.is_empty()).count();
    on.into_iter()
        .filter(|(_, n)| *n > 1 && n * 3 >= count * 2)
        .map(|(text, _)| text)
        .collect()
}

fn is_heading(line: &Line) -> bool {
    line.pieces().len() >= 3 && !is_dated(&line.text())
}

/// Does the line stand at the same height of two pages in three, or is it a number of a page and nothing else?
fn is_running(line: &Line, alike: &BTreeMap<String, Vec<(usize, f32)>>, count: usize) -> bool {
    let text = line.text();
    let same = alike.get(&key(&text)).into_iter().flatten();
    let mut on: Vec<usize> = same
        .filter(|(_, base)| (base - line.base).abs() <= 4.0)
        .map(|(page, _)| *page)
        .collect();
    on.dedup();
    // A file of one page repeats nothing, and says so itself.
    is_page_number(&text) || (is_print_time(&text) && is_numbered(&text)) || (on.len() > 1 && on.len() * 3 >= count * 2)
}

fn edges(lines: usize) -> impl Iterator<Item = usize> {
    (0..lines).filter(move |at| *at < REACH || at + REACH >= lines)
}

/// What lines have in common that are the same but for the number of the page. Words with a day are the same to the letter,
/// unless they say the page, or what was printed when: then only their figures may change.
fn key(text: &str) -> String {
    if is_dated(text) && (is_numbered(text) || is_print_time(text)) {
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '0'..='9' if out.ends_with('#') => {}
                '0'..='9' => out.push('#'),
                c => out.push(c),
            }
        }
        out
    } else if has_page_number(text) && !is_dated(text) {
        without_numbers(text)
    } else {
        text.to_owned()
    }
}

/// Words with which a program says when it printed something.
const PRINTED: [&str; 5] = ["printed", "produced", "generated", "exported", "extracted"];

/// Does it begin with what was done to the paper: `Printed 14/03/2022 10:22`?
fn is_print_time(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    PRINTED.contains(&first.trim_end_matches(':')) && text.split_whitespace().count() <= 16
}

/// Does it begin or end with `Page 3`, `Page 3 of 12`, `Page 3/12`? One that begins with figures says no more, or is an entry.
fn is_numbered(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_plain = |w: &&str| matches!(*w, "page" | "of" | "at") || w.bytes().any(|b| b.is_ascii_digit());
    if text.starts_with(|c: char| c.is_ascii_digit()) && !words.iter().all(is_plain) {
        return false;
    }
    match words.as_slice() {
        ["page", n, ..] | [.., "page", n] => is_number(n) || is_of_all(n),
        [.., "page", n, "of" | "/", all] => is_number(n) && is_number(all),
        _ => false,
    }
}

fn is_of_all(word: &str) -> bool {
    word.split_once('/')
        .is_some_and(|(n, all)| is_number(n) && is_number(all))
}

fn has_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("page ")
        || lower.contains("pg ")
        || text.split_whitespace().all(|w| w.chars().all(is_of_number))
        || text.split_whitespace().any(is_of_all)
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '/' | '-' | '–' | '|')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn without_numbers(text: &str) -> String {
    text.split_whitespace()
        .filter(|w| !w.chars().all(is_of_number))
        .collect::<Vec<_>>()
        .join(" ")
}

/// `Page 3 of 12`, and no more than when it was printed.
fn is_page_number(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["page" | "pg" | "pg.", n] => n.chars().all(is_of_number),
        ["page", n, "of", all, "printed", ..] => words.len() <= 8 && is_number(n) && is_number(all),
        ["page", n, "of", all] => n.chars().all(is_of_number) && all.chars().all(is_of_number),
        _ => false,
    }
}
