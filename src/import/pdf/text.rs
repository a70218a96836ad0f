//! *Text* of a PDF outside its tables: lines into running text that goes on over pages, with the page where each stretch begins.
//!
//! A new stretch begins on a new page only where a dated statement begins there, so that no sentence is cut in two.

use super::lines::Line;
use crate::{
    import::{contents::Prose, table::heads::is_dated},
    text::dates::find_dates,
};

/// A line of text and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Page, counted from 0.
    pub(super) page: usize,
    /// Its number among the lines of the page.
    pub(super) number: usize,
    pub(super) text: String,
    /// True when it follows a table, or a wider gap, or another size of letters parts it from the line above.
    pub(super) begins: bool,
}

/// Lines of a page with their numbers there; `first` is the number of the first.
pub(super) fn said(lines: &[Line], page: usize, first: usize) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut above: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        out.push(Said {
            page,
            number: first + at,
            text: line.text(),
            begins: above.map_or(first > 1, |a| {
                let gap = a.base - line.base > 1.7 * a.size.max(line.size);
                // A title is larger than what follows it.
                gap || (a.size - line.size).abs() > 0.2 * line.size
            }),
        });
        above = Some(line);
    }
    out
}

/// Lines, page after page, into stretches.
pub(super) fn stretches(lines: &[Said]) -> Vec<Prose> {
    let mut out: Vec<Prose> = Vec::new();
    let mut pages = (0, 0);
    let mut before: Option<&Said> = None;
    for line in lines {
        let is_new = before.is_none_or(|b| line.page != pages.0 && may_begin(b, line));
        if let (false, Some(prose), Some(above)) = (is_new, out.last_mut(), before) {
            let turns = line.page != above.page;
            let parted = line.begins || (turns && ends(&above.text));
            prose.text.push_str(if parted { "\n\n" } else { "\n" });
            prose.text.push_str(&line.text);
            pages.1 = line.page;
            prose.place = place(pages);
        } else {
            pages = (line.page, line.page);
            out.push(Prose {
                place: place(pages),
                text: line.text.clone(),
                first_line: line.number,
                ..Prose::default()
            });
        }
        before = Some(line);
    }
    out
}

fn place((from, to): (usize, usize)) -> String {
    if from == to {
        format!("page {}", from + 1)
    } else {
        format!("pages {} to {}", from + 1, to + 1)
    }
}

pub(super) fn ends(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', ']'])
        .ends_with(['.', '!', '?'])
}

/// Does a statement with a day and a year of its own begin here, after one that has ended? Then nothing before it is needed.
fn may_begin(above: &Said, line: &Said) -> bool {
    let starts = line.begins || ends(&above.text) || is_dated(&above.text);
    let date = find_dates(&line.text, None).into_iter().next();
    starts && date.is_some_and(|d| d.span.start <= 4 && has_year(&d.when.written))
}

/// A year of four figures, or the last of three figures that are set apart.
fn has_year(written: &str) -> bool {
    let figures: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|f| !f.is_empty())
        .collect();
    figures.iter().any(|f| f.len() == 4) || figures.len() >= 3
}
