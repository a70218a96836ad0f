//! *Prose*: running text, whatever file it came in: a statement with a date begins an entry, and what follows without a date stays with it.
//!
//! Every byte of the file is in exactly one entry, in the order of the file. Statements before the first date become an
//! entry that leaves the whole period under review open, because that is all that is known of them. A date of birth
//! begins nothing. Dates without a year follow the dates before them (see `text::dates::find_dates`).

mod above;
mod begins;
mod feet;
mod heads;
mod inside;
mod lines;
mod numbers;
mod odd_years;
mod plain;
mod shapes;
mod signs;
mod times;
mod told;

use crate::{
    import::{Hints, LARGEST_CELL, ReadEntry, beyond, contents::Prose, table::rows::Rows},
    model::{entry::Entry, when::When},
    text::dates::{DateProblem, FoundDate, find_dates, read_when},
};

use self::{
    begins::{Begin, begins_at, opening, own_pieces, with_set_apart},
    inside::Inside,
    plain::Plain,
};

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

/// Where an entry begins and ends, when it is, and who wrote it where its head says so.
struct Stretch {
    start: usize,
    end: usize,
    when: When,
    author: String,
    /// What is wrong with what it begins with, when that is shaped like a date and none: no day is known.
    unread: Option<told::Unread>,
}

/// Reads a text: each stretch from one dated statement to the next is an entry.
pub(super) fn read(prose: &Prose, hints: &Hints<'_>) -> Rows {
    let plain = Plain::of(&prose.text);
    let text = plain.text.as_ref();
    let mut out = Rows::default();
    out.problems.extend(told::of_day(prose, hints));
    let (mut line, mut done) = (prose.first_line.max(1), 0);
    let (stretches, found) = stretches(&plain, prose, hints);
    let teller = told::Teller {
        plain: &plain,
        prose,
        hints,
        stretches: &stretches,
    };
    out.problems.extend(teller.of_inside(found.inside));
    out.problems.extend(teller.of_beside(&found.beside));
    out.problems.extend(teller.of_years(&found.years));
    out.problems.extend(teller.of_odd_years(&found.odd));
    out.problems.extend(teller.of_lines(found.odd));
    out.problems.extend(teller.of_feet(&found.feet));
    out.problems.extend(teller.of_order());
    out.problems.extend(teller.of_whole());
    let is_undated = teller.of_whole().is_some();
    for Stretch {
        start,
        end,
        mut when,
        author,
        unread,
    } in stretches
    {
        out.seen += 1;
        let words = plain.words(start, end);
        let read = text.get(start..end).unwrap_or_default();
        line += newlines(text.get(done..start).unwrap_or_default());
        done = start;
        // The row is the line on which words stand, not the empty lines before it.
        let blank = read.len() - read.trim_start().len();
        let row = line + newlines(read.get(..blank).unwrap_or_default());
        if let Some(unread) = unread {
            let (what, next) = unread.said(row);
            out.problems.push(hints.lost(row, words, what, &next).at(&prose.place));
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
        when.doubtful |= is_undated;
        out.entries
            .push(entry(prose, hints, out.seen, (row, words), (when, author)));
    }
    out
}

/// The entry of a stretch.
fn entry(
    prose: &Prose,
    hints: &Hints<'_>,
    number: usize,
    (row, words): (usize, &str),
    (when, author): (When, String),
) -> ReadEntry {
    let or = |given: &str, other: String| if given.is_empty() { other } else { given.to_owned() };
    ReadEntry {
        entry: Entry {
            id: hints.made_id(number),
            agency: hints.agency.clone(),
            when,
            source: or(&prose.source, "Narrative".to_owned()),
            author: or(&prose.author, author),
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
    }
}

/// The day of the document itself.
fn own_day(prose: &Prose) -> Option<Result<When, DateProblem>> {
    prose.day.as_deref().map(|day| read_when(day, ""))
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|b| *b == b'\n').count()
}

/// A statement that holds a date.
struct Dated {
    start: usize,
    when: When,
    /// Who wrote it, where its head says so.
    author: String,
    /// Where its date begins and ends.
    date: (usize, usize),
    /// Does a line begin here with the head of a note?
    is_head: bool,
    /// Does an empty line stand between this and the statement with a date before it?
    is_apart: bool,
    /// Was its year taken from another date of the text?
    year_taken: bool,
    /// Where other dates in it begin.
    more: Vec<(usize, usize)>,
}

/// Statements with a date, in order.
fn dated(text: &str, dates: Vec<FoundDate>, hints: &Hints<'_>) -> Vec<Dated> {
    let bounds = statement_starts(text, &dates);
    let mut dates = dates.into_iter().filter(|d| !d.of_birth).peekable();
    let (mut out, mut before): (Vec<Dated>, usize) = (Vec::new(), 0);
    for (at, start) in bounds.iter().enumerate() {
        let end = bounds.get(at + 1).copied().unwrap_or(text.len());
        let (mut first, mut more) = (None, Vec::new());
        while let Some(date) = dates.next_if(|d| d.span.start < end) {
            if first.is_some() {
                more.push((date.span.start, date.span.end));
            }
            first.get_or_insert(date);
        }
        let Some(date) = first else { continue };
        let is_head = heads::is_head(text, *start, &date);
        let lead = text.get(*start..date.span.start).unwrap_or_default();
        let behind = text.get(date.span.end..).unwrap_or_default();
        let author = Some(()).filter(|()| is_head).and_then(|()| heads::author(lead, behind));
        let year_taken = date.year_taken;
        let span = (date.span.start, date.span.end);
        let mut when = if is_head {
            heads::timed(text, *start, &date)
        } else {
            date.when
        };
        beyond::settle(&mut when, hints.review_to);
        if year_taken && is_head {
            told::say_year(&mut when);
        }
        out.push(Dated {
            start: *start,
            when,
            author: author.unwrap_or_default(),
            date: span,
            is_head,
            is_apart: times::is_apart(text, before, *start),
            year_taken,
            more,
        });
        before = *start;
    }
    out
}

/// What a reader must know beside the entries of a text.
struct Found {
    /// Lines whose begin is shaped like a date that is none.
    odd: Vec<lines::Odd>,
    /// Dates inside notes that begin no entry.
    inside: Vec<Inside>,
    /// Dates beside the one at the head of their line, where the text is no row of notes.
    beside: Vec<Inside>,
    /// Places of dates without a year.
    years: Vec<usize>,
    /// What is said of lines that end in who wrote and when.
    feet: Vec<(usize, String)>,
}

/// Where entries start and end, and when they are: they touch one another and cover the text.
fn stretches(plain: &Plain<'_>, prose: &Prose, hints: &Hints<'_>) -> (Vec<Stretch>, Found) {
    let text = plain.text.as_ref();
    let own = own_day(prose).and_then(|read| read.or_else(|p| p.kept().ok_or(())).ok());
    let dates = numbers::without(text, find_dates(text, own.as_ref().map(|w| w.latest)));
    let (mut dates, odd) = lines::with_mended(text, dates);
    for date in &mut dates {
        plain.as_written(date.span, &mut date.when.written);
    }
    let lines = feet::lines(text, &dates);
    let is_odd = odd.iter().any(|o| o.is_whole);
    if let Some(read) = Some(())
        .filter(|()| !is_odd)
        .and_then(|()| feet::read(text, &lines, hints))
    {
        return read;
    }
    let (mut stretches, mut found) = by_heads(text, own, (dates, odd), hints);
    found.feet.extend(feet::doubts(&lines, &mut stretches));
    (stretches, found)
}

/// Where entries start and end by the dates at their begin.
fn by_heads(
    text: &str,
    own: Option<When>,
    (dates, odd): (Vec<FoundDate>, Vec<lines::Odd>),
    hints: &Hints<'_>,
) -> (Vec<Stretch>, Found) {
    let (statements, mut unclear) = above::with_own(text, dated(text, dates, hints));
    let statements = times::below(text, statements);
    unclear.extend(inside::unclear_day(text, &statements));
    let counts = (statements.iter().filter(|d| d.is_head).count(), statements.len());
    let (statements, inside) = inside::part(text, statements);
    let beside = inside::told_beside(text, &statements, &inside);
    let years = told::without_year(&statements);
    let odd = begins::in_notes(odd, counts);
    let unread = own_pieces(text, &odd, counts);
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
    let found = Found {
        odd,
        inside,
        beside,
        years,
        feet: unclear,
    };
    (stretches.collect(), found)
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
        let (inside_date, date_here, date_near) = dates.peek().map_or((false, false, false), |d| {
            let is_inside = d.span.start < next;
            (
                is_inside,
                begins_at(text, next, d, is_opening),
                begins::is_near(text, next, d),
            )
        });
        let before = text.get(..after_words).unwrap_or_default();
        let gap = text.get(after_words..next).unwrap_or_default();
        // "1. 13/03/2022": what leads to a date is no statement of its own.
        let so_far = text
            .get(starts.last().copied().unwrap_or_default()..next)
            .unwrap_or_default();
        let leads = date_here && !so_far.contains('\n') && is_opening(so_far);
        if !inside_date && !leads && after_words > 0 && starts_anew(before, gap, following, (date_here, date_near)) {
            starts.push(next);
        }
    }
    starts
}

fn starts_anew(before: &str, gap: &str, following: char, (date_here, date_near): (bool, bool)) -> bool {
    let lines = newlines(gap);
    // `12 High St.` ends a note where the line below has a date near its begin.
    let is_near = lines == 1 && date_near && matches!(last_word(before), "St." | "Rd." | "Ave." | "etc.");
    if lines >= 2 || (lines == 1 && is_bullet(following)) {
        return true;
    }
    if lines == 1 && date_here && !leads_on(before) {
        return true;
    }
    let closed = before.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
    let ended = closed.ends_with(['.', '!', '?']) || (lines == 1 && closed.ends_with([':', ';']));
    ended && !following.is_lowercase() && !(closed.ends_with('.') && !is_near && is_abbreviation(closed))
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
