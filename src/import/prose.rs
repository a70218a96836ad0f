//! *Prose*: running text, whatever file it came in: a statement with a date begins an entry, and what follows without a date stays with it.
//!
//! Every byte of the file is in exactly one entry, in the order of the file. Statements before the first date become an
//! entry that leaves the whole period under review open, because that is all that is known of them. A date of birth
//! begins nothing. Dates without a year follow the dates before them (see `text::dates::find_dates`).

mod begins;
mod heads;
mod lines;
mod times;

use crate::{
    import::{Hints, LARGEST_CELL, ReadEntry, beyond, contents::Prose, table::rows::Rows},
    model::{entry::Entry, problem::Problem, when::When},
    text::dates::{DateProblem, FoundDate, find_dates, read_when},
};

use self::begins::{Begin, begins_at, opening, own_pieces, with_set_apart};

/// Words that end in a full stop and no sentence.
const ABBREVIATIONS: [&str; 31] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "nos", "approx", "c", "ca", "e.g", "i.e", "eg", "ie", "etc", "vs", "p",
    "pp", "para", "paras", "dob", "d.o.b", "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov",
];
/// Words after which a line that starts with a date goes on with the same sentence.
const LEADS_ON: [&str; 18] = [
    "on", "of", "from", "since", "until", "till", "to", "and", "in", "by", "dated", "the", "between", "at", "for",
    "about", "around", "or",
];

/// What to do with a line whose date cannot be read.
const NEXT: &str = "look at the line in the original; if it is a date, write it in full in a copy and import that";

/// Where an entry begins and ends, when it is, and who wrote it where its head says so.
struct Stretch {
    start: usize,
    end: usize,
    when: When,
    author: String,
    /// What it begins with, when that is shaped like a date and none: no day is known.
    unread: Option<String>,
}

/// Reads a text: each stretch from one dated statement to the next is an entry.
pub(super) fn read(prose: &Prose, hints: &Hints<'_>) -> Rows {
    let text = prose.text.as_str();
    let mut out = Rows::default();
    out.problems.extend(remark_on_day(prose, hints));
    let (mut line, mut done) = (prose.first_line.max(1), 0);
    let (stretches, odd, inside) = stretches(prose, hints);
    out.problems.extend(remark_on_notes(prose, hints, inside));
    out.problems.extend(remarks_inside(prose, hints, &odd));
    out.problems.extend(remarks_on_lines(prose, hints, &stretches, odd));
    for Stretch {
        start,
        end,
        when,
        author,
        unread,
    } in stretches
    {
        out.seen += 1;
        let words = text.get(start..end).unwrap_or_default();
        line += newlines(text.get(done..start).unwrap_or_default());
        done = start;
        // The row is the line on which words stand, not the empty lines before it.
        let blank = words.len() - words.trim_start().len();
        let row = line + newlines(words.get(..blank).unwrap_or_default());
        if let Some(shaped) = unread {
            let what = format!(
                "line {row} begins with '{shaped}', which could not be read as a date, so that no day is known"
            );
            out.problems.push(hints.lost(row, words, what, NEXT).at(&prose.place));
            continue;
        }
        if words.len() > LARGEST_CELL {
            let what = format!("the statement is larger than {LARGEST_CELL} bytes");
            let next = "split the text, or give it dates, and import it again";
            out.problems.push(hints.lost(row, words, what, next).at(&prose.place));
            continue;
        }
        if let Some(how) = &when.remark {
            let next = "check the date against the original; if it is another, correct the copy and import it again";
            let remark = hints.remark(row, &when.written, format!("the date was {how}"), next);
            out.problems.push(remark.at(&prose.place));
        }
        out.entries.push(ReadEntry {
            entry: Entry {
                id: hints.made_id(out.seen),
                agency: hints.agency.clone(),
                when,
                source: if prose.source.is_empty() {
                    "Narrative".to_owned()
                } else {
                    prose.source.clone()
                },
                author: if prose.author.is_empty() {
                    author
                } else {
                    prose.author.clone()
                },
                entry_type: String::new(),
                text: words.to_owned(),
                sequence: None,
                recorded: None,
                further: Vec::new(),
                made_id: true,
                origin: hints.origin_at(&prose.place, row),
            },
            made_id: true,
            raw: words.to_owned(),
        });
    }
    out
}

/// The day of the document itself.
fn own_day(prose: &Prose) -> Option<Result<When, DateProblem>> {
    prose.day.as_deref().map(|day| read_when(day, ""))
}

/// What was not plain about the day of the document, or that it was not read.
fn remark_on_day(prose: &Prose, hints: &Hints<'_>) -> Option<Problem> {
    let raw = prose.day.as_deref()?;
    let (what, next) = match own_day(prose)? {
        Ok(when) => {
            let next = "check it against the original; if it is another, correct the copy and import it again";
            (format!("the date of the document was {}", when.remark?), next)
        }
        Err(problem) => (
            format!("the date of the document was not read: {}", problem.what()),
            problem.next(),
        ),
    };
    Some(hints.remark(prose.first_line.max(1), raw, what, next).at(&prose.place))
}

/// Days inside sentences whose year is none, by their lines.
fn remarks_inside(prose: &Prose, hints: &Hints<'_>, odd: &[lines::Odd]) -> Vec<Problem> {
    const TOLD: usize = 20;
    let all = lines::odd_inside(&prose.text, odd);
    let more = all.len().saturating_sub(TOLD);
    let said = |(above, shaped): (usize, String)| {
        let row = prose.first_line.max(1) + above;
        let mut what = format!("line {row} holds '{shaped}', which could not be read as a date");
        if more > 0 {
            what.push_str(" (the text holds ");
            what.push_str(&(TOLD + more).to_string());
            what.push_str(" of them, and the first are told)");
        }
        hints.remark(row, &shaped, what, NEXT).at(&prose.place)
    };
    all.into_iter().take(TOLD).map(said).collect()
}

/// Lines that begin with something shaped like a date that is none: their words stand under another date.
fn remarks_on_lines(prose: &Prose, hints: &Hints<'_>, stretches: &[Stretch], odd: Vec<lines::Odd>) -> Vec<Problem> {
    /// Lines of a text that are told of one by one.
    const TOLD: usize = 20;
    let first_line = prose.first_line.max(1);
    // Stretches are in order and cover the text.
    let own = |line: &lines::Odd| {
        let next = stretches.partition_point(|s| s.start <= line.at);
        next.checked_sub(1).and_then(|at| stretches.get(at))
    };
    let is_told = |line: &lines::Odd| own(line).is_some_and(|s| s.unread.is_some());
    let odd: Vec<lines::Odd> = odd.into_iter().filter(|o| !is_told(o)).collect();
    let more = odd.len().saturating_sub(TOLD);
    let mut out: Vec<Problem> = odd
        .into_iter()
        .take(TOLD)
        .map(|line| {
            let row = first_line + line.above;
            let blank_before = |start: usize| prose.text.get(start..line.at).is_some_and(|t| t.trim().is_empty());
            let where_now = match own(&line) {
                Some(s) if blank_before(s.start) && s.when.written.is_empty() => {
                    "its words have no date of their own".to_owned()
                }
                Some(s) if blank_before(s.start) => format!("its words stand under '{}'", s.when.written),
                _ => "its words stand with the entry before".to_owned(),
            };
            let what = format!(
                "line {row} begins with '{}', which could not be read as a date; {where_now}",
                line.shaped
            );
            hints.remark(row, &line.line, what, NEXT).at(&prose.place)
        })
        .collect();
    if more > 0 {
        let what = format!("and {more} more lines begin with what could not be read as a date");
        let row = out.last().map_or(first_line, |last| last.row);
        out.push(hints.remark(row, "", what, NEXT).at(&prose.place));
    }
    out
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|b| *b == b'\n').count()
}

/// Dates inside notes, of which each has its own at its head.
fn remark_on_notes(prose: &Prose, hints: &Hints<'_>, inside: usize) -> Option<Problem> {
    let other = match inside {
        0 => return None,
        1 => "1 other date stands inside a note and begins none".to_owned(),
        n => format!("{n} other dates stand inside notes and begin none"),
    };
    let what = format!(
        "the text was read as dated notes, each of which begins with a line that has its date at its head; {other}"
    );
    let next = "compare the entries with the original; where an inner date begins a note of its own, set it at the begin of a line in a copy";
    Some(hints.remark(prose.first_line.max(1), "", what, next).at(&prose.place))
}

/// A statement that holds a date.
struct Dated {
    start: usize,
    when: When,
    /// Who wrote it, where its head says so.
    author: String,
    /// Where its date ends.
    date_end: usize,
    /// Does a line begin here with the head of a note?
    is_head: bool,
    /// Does an empty line stand between this and the statement with a date before it?
    is_apart: bool,
    /// Other dates in it.
    more: usize,
}

/// Statements with a date, in order.
fn dated(text: &str, dates: Vec<FoundDate>, hints: &Hints<'_>) -> Vec<Dated> {
    let bounds = statement_starts(text, &dates);
    let mut dates = dates.into_iter().filter(|d| !d.of_birth).peekable();
    let (mut out, mut before): (Vec<Dated>, usize) = (Vec::new(), 0);
    for (at, start) in bounds.iter().enumerate() {
        let end = bounds.get(at + 1).copied().unwrap_or(text.len());
        let (mut first, mut more) = (None, 0);
        while let Some(date) = dates.next_if(|d| d.span.start < end) {
            more += usize::from(first.is_some());
            first.get_or_insert(date);
        }
        let Some(date) = first else { continue };
        let lead = text.get(*start..date.span.start).unwrap_or_default().trim_start();
        let above = text
            .get(..*start)
            .unwrap_or_default()
            .trim_end_matches([' ', '\t', '\r']);
        let begins_line = above.is_empty() || above.ends_with('\n');
        let date_end = date.span.end;
        let has_time = || heads::time_after(text.get(date_end..).unwrap_or_default()).is_some();
        let is_note = heads::is_note(lead) || heads::is_short(lead) || (heads::is_on(lead) && has_time());
        let is_head = begins_line && !lead.contains('\n') && is_note;
        let mut when = if is_head {
            heads::timed(text, *start, &date)
        } else {
            date.when
        };
        beyond::settle(&mut when, hints.review_to);
        let author = if is_head {
            heads::author(lead, text.get(date_end..).unwrap_or_default())
        } else {
            None
        };
        out.push(Dated {
            start: *start,
            when,
            author: author.unwrap_or_default(),
            date_end,
            is_head,
            is_apart: times::is_apart(text, before, *start),
            more,
        });
        before = *start;
    }
    out
}

/// Where entries start and end, and when they are: they touch one another and cover the text. Beside them, lines whose
/// begin is shaped like a date that is none, and how many dates inside notes begin no entry.
fn stretches(prose: &Prose, hints: &Hints<'_>) -> (Vec<Stretch>, Vec<lines::Odd>, usize) {
    let text = prose.text.as_str();
    let own = own_day(prose).and_then(|read| read.or_else(|p| p.kept().ok_or(())).ok());
    let dates = find_dates(text, own.as_ref().map(|w| w.latest));
    let dates = lines::with_mended(text, dates);
    let odd = lines::odd(text, &dates);
    let mut statements = times::below(text, dated(text, dates, hints));
    let all = statements.len();
    // Where most dates stand at the heads of notes, those inside a note are part of what it tells.
    let notes = statements.iter().filter(|d| d.is_head).count();
    let mut inside = 0;
    if notes >= 2 && notes * 2 >= all {
        inside = statements.iter().map(|d| d.more).sum();
        let mut in_note = false;
        statements.retain(|d| {
            in_note = d.is_head || (in_note && !d.is_apart);
            d.is_head || !in_note
        });
    }
    inside += all - statements.len();
    let unread = own_pieces(text, &odd, (notes, all));
    let leading = statements.first().map_or(text.len(), |d| d.start);
    let mut starts: Vec<Begin> = statements
        .into_iter()
        .map(|d| (d.start, d.when, d.author, None))
        .collect();
    if text.get(..leading).is_some_and(|t| t.trim().is_empty()) {
        // Blank lines before the first statement belong to it.
        if let Some(first) = starts.first_mut() {
            first.0 = 0;
        }
    } else {
        let first = own.unwrap_or(When {
            latest: hints.review_to,
            written: String::new(),
            ..When::day(hints.review_from)
        });
        starts.insert(0, (0, first, String::new(), None));
    }
    let starts = with_set_apart(text, unread, starts);
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .map(|(start, ..)| *start)
        .chain([text.len()])
        .collect();
    let stretches = starts
        .into_iter()
        .zip(ends)
        .map(|((start, when, author, unread), end)| Stretch {
            start,
            end,
            when,
            author,
            unread,
        });
    (stretches.collect(), odd, inside)
}

/// First byte of each statement; the first is 0. Blanks between two statements belong to the one before.
fn statement_starts(text: &str, dates: &[FoundDate]) -> Vec<usize> {
    let mut starts = vec![0];
    let is_opening = opening(text, dates);
    let mut after_words = 0;
    let mut dates = dates.iter().peekable();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_whitespace() {
            after_words = at + c.len_utf8();
            continue;
        }
        let Some(&(next, following)) = chars.peek() else {
            break;
        };
        if following.is_whitespace() {
            continue;
        }
        while dates.next_if(|d| d.span.end <= next).is_some() {}
        let (inside_date, date_here) = dates.peek().map_or((false, false), |d| {
            (d.span.start < next, begins_at(text, next, d, is_opening))
        });
        let before = text.get(..after_words).unwrap_or_default();
        let gap = text.get(after_words..next).unwrap_or_default();
        // "1. 13/03/2022": what leads to a date is no statement of its own.
        let so_far = text
            .get(starts.last().copied().unwrap_or_default()..next)
            .unwrap_or_default();
        let leads = date_here && !so_far.contains('\n') && is_opening(so_far);
        if !inside_date && !leads && after_words > 0 && starts_anew(before, gap, following, date_here) {
            starts.push(next);
        }
    }
    starts
}

fn starts_anew(before: &str, gap: &str, following: char, date_here: bool) -> bool {
    let lines = newlines(gap);
    if lines >= 2 || (lines == 1 && is_bullet(following)) {
        return true;
    }
    if lines == 1 && date_here && !leads_on(before) {
        return true;
    }
    let closed = before.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
    let ended = closed.ends_with(['.', '!', '?']) || (lines == 1 && closed.ends_with([':', ';']));
    ended && !following.is_lowercase() && !(closed.ends_with('.') && is_abbreviation(closed))
}

fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '•' | '-' | '–' | '*' | '▪' | '◦' | '\u{f0b7}')
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"'))
        .next()
        .unwrap_or_default()
}

fn leads_on(before: &str) -> bool {
    LEADS_ON.contains(&last_word(before).to_ascii_lowercase().as_str()) || before.ends_with(',')
}

fn is_abbreviation(closed: &str) -> bool {
    let word = last_word(closed).trim_end_matches('.');
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests;
