//! *Above*: lines that stand directly above `Date: 02/03/2022` and begin the note of that day: `Officer: T. Moss`, `Incident 9001`.

use super::{Dated, lines::is_lead, newlines, times};

/// Such a line is no longer than this.
const LONGEST: usize = 60;
/// Lines above a date, at most.
const LINES: usize = 4;

/// A line with words above a date.
struct Line<'t> {
    start: usize,
    words: &'t str,
    /// Does an empty line, or nothing, stand above it?
    is_apart: bool,
    /// Does an empty line stand below it?
    is_parted: bool,
}

/// The statements, of which those that begin with `Date:`, or a day alone, begin with the lines above it where all have the same; and what is told
/// of lines that may be so and are not.
pub(super) fn with_own(text: &str, mut statements: Vec<Dated>) -> (Vec<Dated>, Vec<(usize, String)>) {
    let labelled: Vec<usize> = (0..statements.len())
        .filter(|at| statements.get(*at).is_some_and(|d| is_labelled(text, d)))
        .collect();
    if labelled.len() < 2 {
        return (statements, Vec::new());
    }
    let from = |at: usize| {
        at.checked_sub(1)
            .and_then(|b| statements.get(b))
            .map_or(0, |d| d.date.1)
    };
    let above: Vec<Vec<Line<'_>>> = labelled
        .iter()
        .map(|at| {
            let start = statements.get(*at).map_or(0, |d| d.start);
            lines_above(text, from(*at), start)
        })
        .collect();
    let same = (0..LINES).take_while(|nth| is_same(&above, *nth)).count();
    let is_block = |lines: &Vec<Line<'_>>| {
        let first = lines.first().filter(|l| l.is_apart && !l.is_parted);
        first.is_some_and(|l| is_short(l.words))
    };
    let own = if same == 0 && above.iter().all(is_block) {
        1
    } else {
        same
    };
    let has_words = |(nth, lines): (usize, &Vec<Line<'_>>)| {
        // A note whose only words are these keeps them.
        let first = own.checked_sub(1).and_then(|last| lines.get(last));
        let at = labelled.get(nth).copied().unwrap_or_default();
        let between = first.and_then(|l| text.get(from(at)..l.start));
        nth == 0 || between.is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    if own == 0 || !above.iter().enumerate().all(has_words) {
        return (statements, unclear(&above, is_block));
    }
    for (at, lines) in labelled.iter().zip(&above) {
        let first = lines.get(own - 1).map(|l| l.start);
        if let Some((statement, start)) = statements.get_mut(*at).zip(first) {
            statement.start = start;
        }
    }
    let at = above.first().and_then(|lines| lines.get(own - 1)).map(|l| l.start);
    let said = "stands directly above a date, as a line does above each; these lines were read as the begin of the notes of those days";
    let told = at.filter(|_| same == 0).map(|at| (at, said.to_owned()));
    (statements, told.into_iter().collect())
}

/// What is told of lines that may begin the note of the date below them.
fn unclear(above: &[Vec<Line<'_>>], is_block: impl Fn(&Vec<Line<'_>>) -> bool) -> Vec<(usize, String)> {
    let is_words = |label: &str| label.len() <= LONGEST / 3 && label.chars().all(|c| c.is_alphabetic() || c == ' ');
    let is_label = |l: &Line<'_>| l.words.split_once(':').is_some_and(|(label, _)| is_words(label));
    let is_unclear = |lines: &&Vec<Line<'_>>| is_block(lines) || lines.first().is_some_and(is_label);
    let said = "stands directly above a date and may begin the note of that day; it stands with the words above it";
    let told = above.iter().skip(1).filter(is_unclear);
    told.filter_map(|lines| Some((lines.first()?.start, said.to_owned())))
        .collect()
}

/// Does this statement begin with `Date:`, with `Date of visit:`, or with a day alone on its line?
fn is_labelled(text: &str, statement: &Dated) -> bool {
    let lead = text.get(statement.start..statement.date.0).unwrap_or_default();
    let lead = lead.trim().to_lowercase();
    let is_date = |label: &str| label.starts_with("date") || label.ends_with("date");
    let is_label = lead.len() <= LONGEST / 2 && lead.strip_suffix(':').is_some_and(is_date);
    let is_alone =
        || is_lead(&lead) && statement.when.is_known_day() && times::heading(text, statement.date.1).is_some();
    statement.is_head && (is_label || is_alone())
}

/// The lines with words above this place and behind that one, from below upwards.
fn lines_above(text: &str, from: usize, to: usize) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut end = to;
    while out.len() < LINES {
        let above = text.get(from..end).unwrap_or_default();
        let trimmed = above.trim_end();
        let line = trimmed.rfind('\n').map(|n| n + 1).or((from == 0).then_some(0));
        // What stands on the line of the date before is part of its note.
        let Some(begin) = line.filter(|_| !trimmed.is_empty()) else {
            break;
        };
        let words = trimmed.get(begin..).unwrap_or_default();
        let start = from + begin + words.len() - words.trim_start().len();
        let gap = above.get(..begin).unwrap_or_default();
        let blank = gap.get(gap.trim_end().len()..).unwrap_or_default();
        out.push(Line {
            start,
            words: words.trim(),
            is_apart: newlines(blank) >= 2 || (from == 0 && gap.trim().is_empty()),
            is_parted: newlines(above.get(trimmed.len()..).unwrap_or_default()) >= 2,
        });
        end = start;
    }
    out
}

/// Has each date above it, as the line of this number from below, one that begins alike?
fn is_same(above: &[Vec<Line<'_>>], nth: usize) -> bool {
    let key = |lines: &Vec<Line<'_>>| {
        let line = lines.get(nth).filter(|l| is_short(l.words))?;
        let label = line.words.split_once(':').map_or(line.words, |(label, _)| label);
        let number = |c: char| if c.is_ascii_digit() { '0' } else { c };
        Some(label.to_lowercase().chars().map(number).collect::<String>())
    };
    let first = above.first().and_then(key);
    first.is_some() && above.iter().all(|lines| key(lines) == first)
}

fn is_short(words: &str) -> bool {
    words.len() <= LONGEST && !words.ends_with(['.', '!', '?', ',', ';'])
}
