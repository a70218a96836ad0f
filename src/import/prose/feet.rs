//! *Feet* of notes: who wrote it and on what day, below the words or at the end of their line: `Signed J. Ward 01/03/2022`.
//!
//! A text is read so only where all its notes end so; where some do, the lines are told. Heads of notes are for `heads`.

use super::{Found, Stretch, heads, lines, signs, signs::Sign};
use crate::{
    import::{Hints, beyond},
    model::when::When,
    text::dates::FoundDate,
};

/// A foot is no longer than this.
const LONGEST: usize = 60;

/// A line with words.
pub(super) struct Line {
    /// Where its words begin and end.
    start: usize,
    end: usize,
    /// Does an empty line stand above it, or nothing?
    is_apart: bool,
    /// Does it begin with a date as notes do?
    is_head: bool,
    foot: Option<Foot>,
}

struct Foot {
    when: When,
    /// Is there nothing else on its line?
    is_whole: bool,
    sign: Sign,
}

/// The lines of a text that have words, each with the foot in which it ends.
pub(super) fn lines(text: &str, dates: &[FoundDate]) -> Vec<Line> {
    let (mut out, mut at, mut is_apart) = (Vec::new(), 0, true);
    let mut dates = dates.iter().peekable();
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if line.trim().is_empty() {
            is_apart = true;
            continue;
        }
        let end = start + line.trim().len();
        let mut here: Vec<&FoundDate> = Vec::new();
        while let Some(date) = dates.next_if(|d| d.span.start < end) {
            if date.span.start >= start && date.span.end <= end {
                here.push(date);
            }
        }
        let foot = foot(text, (start, end), &here);
        let is_whole = foot.as_ref().is_some_and(|f| f.is_whole);
        let begins = |d: &&FoundDate| {
            let lead = text.get(start..d.span.start).unwrap_or_default();
            lines::is_lead(lead) || heads::opens(lead)
        };
        let is_head = !is_whole && here.first().is_some_and(begins);
        out.push(Line {
            start,
            end,
            is_apart,
            is_head,
            foot,
        });
        is_apart = false;
    }
    joined(text, out)
}

/// The lines, where a day alone and who signed stand on two: `Signed: J. Ward` above it, or a name below it, is part of its foot.
fn joined(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let sign = |line: &Line| {
        let words = text.get(line.start..line.end)?;
        let sign = signs::of(words).filter(|_| line.foot.is_none() && words.len() <= LONGEST)?;
        let is_name = sign.author.contains(' ') && sign.author.contains(char::is_lowercase);
        (is_name && sign.is_signed).then_some(sign)
    };
    let is_bare = |line: &Line| line.foot.as_ref().is_some_and(|f| f.is_whole && !f.sign.is_signed);
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(mut line) = lines.next() {
        if is_bare(&line) {
            // What stands above belongs to it where words stand above that.
            let has_body = out.iter().nth_back(1).is_some_and(|body| body.foot.is_none());
            let above = out.last().and_then(sign).filter(|s| has_body && s.is_marked);
            if above.is_some()
                && let Some(signed) = out.pop()
            {
                (line.start, line.is_apart) = (signed.start, signed.is_apart);
            }
            let below = lines.peek().filter(|l| above.is_none() && !l.is_apart).and_then(sign);
            if below.is_some()
                && let Some(signed) = lines.next()
            {
                line.end = signed.end;
            }
            if let (Some(foot), Some(sign)) = (line.foot.as_mut(), above.or(below)) {
                foot.sign = sign;
            }
        }
        out.push(line);
    }
    out
}

/// The foot in which a line ends.
fn foot(text: &str, (start, end): (usize, usize), here: &[&FoundDate]) -> Option<Foot> {
    let date = here.last().filter(|d| !d.of_birth && !d.year_taken)?;
    let lead = text.get(start..date.span.start)?;
    let behind = text.get(date.span.end..end)?;
    if !date.when.is_known_day() || behind.len() > LONGEST {
        return None;
    }
    let is_short = |from: usize| text.get(from..end).is_some_and(|w| w.chars().count() <= LONGEST);
    let of_line = || Some(signs::of(lead)?.with(signs::of(behind)?));
    if here.len() == 1
        && is_short(start)
        && let Some(sign) = of_line()
    {
        return Some(Foot {
            when: heads::timed(text, start, date),
            is_whole: true,
            sign,
        });
    }
    if !signs::is_only_time(behind) {
        return None;
    }
    let (from, sign) = signs::at_end_of(lead)?;
    is_short(start + from).then(|| Foot {
        when: heads::timed(text, start + from, date),
        is_whole: false,
        sign,
    })
}

/// The text as notes that all end in a foot, where it is one.
pub(super) fn read(text: &str, lines: &[Line], hints: &Hints<'_>) -> Option<(Vec<Stretch>, Found)> {
    let feet: Vec<usize> = (0..lines.len()).filter(|at| has_foot(lines, *at)).collect();
    let is_below_words = |at: &usize| {
        let is_tail = lines.get(*at).is_some_and(|l| !is_whole(l));
        is_tail || at.checked_sub(1).is_some_and(|above| !has_foot(lines, above))
    };
    let is_closed = |at: &usize| lines.get(at + 1).is_none_or(|l| l.is_apart);
    let is_marked = |at: &usize| {
        let foot = lines.get(*at).and_then(|l| l.foot.as_ref());
        foot.is_some_and(|f| f.is_whole && f.sign.is_marked)
    };
    let fits = feet.len() >= 2
        && has_foot(lines, lines.len() - 1)
        && !lines.iter().any(|l| l.is_head)
        && feet.iter().all(is_below_words)
        && (feet.iter().all(is_closed) || feet.iter().all(is_marked) || lines.iter().all(|l| l.foot.is_some()));
    if !fits {
        return None;
    }
    let (mut out, mut from): (Vec<Stretch>, usize) = (Vec::new(), 0);
    for at in feet {
        let start = lines.get(from).filter(|_| from > 0).map_or(0, |l| l.start);
        let end = lines.get(at + 1).map_or(text.len(), |l| l.start);
        let (when, author) = day(lines.get(from..=at)?, hints)?;
        out.push(Stretch {
            start,
            end,
            when,
            author,
            unread: None,
        });
        from = at + 1;
    }
    let what = format!(
        "the text was read as {} notes, each of which ends in its day, or in who wrote it and its day; the words above or before them stand under that day",
        out.len()
    );
    let found = Found {
        odd: Vec::new(),
        inside: Vec::new(),
        beside: Vec::new(),
        years: Vec::new(),
        feet: vec![(0, what)],
    };
    Some((out, found))
}

fn is_whole(line: &Line) -> bool {
    line.foot.as_ref().is_some_and(|f| f.is_whole)
}

fn has_foot(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|l| l.foot.is_some())
}

/// The day of a note by its foot, and who wrote it.
fn day(note: &[Line], hints: &Hints<'_>) -> Option<(When, String)> {
    let (last, body) = note.split_last()?;
    let foot = last.foot.as_ref()?;
    let mut when = foot.when.clone();
    beyond::settle(&mut when, hints.review_to);
    let own = if foot.is_whole { body } else { note };
    let is_parted = own.iter().skip(1).any(|l| l.is_apart);
    let is_bare = foot.is_whole && last.is_apart && !foot.sign.is_signed;
    let said = if is_parted {
        "taken from the line in which these words end, while an empty line parts them: not all may be of that day"
    } else if is_bare {
        "taken from the line below these words, which may belong to those below it"
    } else {
        return Some((when, foot.sign.author.clone()));
    };
    when.doubtful = true;
    when.remark = Some(when.remark.take().map_or(said.to_owned(), |r| format!("{r}; {said}")));
    Some((when, foot.sign.author.clone()))
}

/// Feet in a text that was read by the heads of its notes: their lines are told, and what stands below them is doubtful.
pub(super) fn doubts(lines: &[Line], stretches: &mut [Stretch]) -> Vec<(usize, String)> {
    let feet = lines.iter().filter(|l| l.foot.is_some()).count();
    let is_last = lines.last().is_some_and(|l| l.foot.is_some());
    let is_first_open = lines.first().is_some_and(|l| !l.is_head && !is_whole(l));
    let all = feet >= 2 && is_last && is_first_open;
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(foot) = line.foot.as_ref().filter(|_| !line.is_head) else {
            continue;
        };
        let above = at.checked_sub(1).and_then(|a| lines.get(a)).filter(|a| !is_whole(a));
        let is_closed = lines.get(at + 1).is_none_or(|l| l.is_apart);
        let is_below = above.is_some() && !line.is_apart && is_closed;
        // `Recorded by` above words and below an empty line is a head.
        let is_marked = foot.sign.is_marked && is_first_open && (is_closed || !line.is_apart);
        let is_told = if foot.is_whole {
            above.is_some() && (all || is_below || is_marked)
        } else {
            feet >= 2
        };
        let words = if foot.is_whole { above } else { Some(line) };
        let Some(words) = words.filter(|_| is_told) else {
            continue;
        };
        let Some(stands) = own(stretches, words.start) else {
            continue;
        };
        let is_same = stands.when.is_known_day() && stands.when.earliest == foot.when.earliest;
        // The words before the only date of a text have no day, and need no doubt.
        let is_only = feet < 2 && stands.when.written.is_empty();
        if is_same || is_only {
            continue;
        }
        let under = match stands.when.written.as_str() {
            "" => "have no day of their own".to_owned(),
            day => format!("stand under '{day}'"),
        };
        let beside = if foot.is_whole {
            "the words above it"
        } else {
            "its words"
        };
        out.push((
            line.start,
            format!(
                "ends in '{}', which may be the day of {beside}; they {under}",
                foot.when.written
            ),
        ));
        let next = lines.get(at + 1).map_or(usize::MAX, |l| l.start);
        let below = own(stretches, line.end).filter(|s| foot.is_whole && s.start >= line.start);
        if let Some(below) = below {
            below.when.doubtful |= next < below.end;
        }
    }
    out
}

/// The stretch in which this place stands.
fn own(stretches: &mut [Stretch], at: usize) -> Option<&mut Stretch> {
    let next = stretches.partition_point(|s| s.start <= at);
    stretches.get_mut(next.checked_sub(1)?)
}
