//! *Looking* at one text: every word, words side by side, letters that may be initials, figures however spaced, and days.

use std::ops::Range;

use super::{
    Grave, How,
    secrets::{Of, Thing},
    sought::{Counts, Letters, Phrase, Sought},
    words::{Form, Word, without_possessive, words},
};
use crate::text::dates::find_dates;

/// Words of a phrase stand no farther apart than this many bytes.
const APART: usize = 6;
/// Letters of initials stand no farther apart.
const APART_INITIALS: usize = 2;
/// As much is shown on each side of what was found.
const ROUND: usize = 45;
/// No more than this of a text is searched for days at once.
const FOR_DAYS: usize = 256 * 1024;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) of: Of,
    pub(super) how: How,
    pub(super) grave: Grave,
    pub(super) span: Range<usize>,
    pub(super) found: String,
}

/// How many words a text has, and what of them is secret.
pub(super) fn hits(sought: &mut Sought<'_>, text: &str) -> (usize, Vec<Hit>) {
    let all = words(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let found = number_at(sought, text, &all, at)
            .or_else(|| phrase_at(sought, text, &all, at))
            .or_else(|| initials_at(sought, text, &all, at))
            .or_else(|| word_at(sought, text, &all, at));
        at = match found {
            Some((hit, next)) => {
                out.push(hit);
                next.max(at + 1)
            }
            None => at + 1,
        };
    }
    days(sought, text, &mut out);
    (all.len(), out)
}

fn hit(
    text: &str,
    all: &[Word<'_>],
    (first, end): (usize, usize),
    (of, how, grave): (Of, How, Grave),
) -> Option<(Hit, usize)> {
    let from = all.get(first)?.start;
    let to = all.get(end.checked_sub(1)?)?.end;
    let hit = Hit {
        of,
        how,
        grave,
        span: from..to,
        found: text.get(from..to)?.to_owned(),
    };
    Some((hit, end))
}

/// What stands between two words.
fn between<'a>(text: &'a str, a: &Word<'_>, b: &Word<'_>) -> &'a str {
    text.get(a.end..b.start).unwrap_or_default()
}

fn number_at(sought: &Sought<'_>, text: &str, all: &[Word<'_>], at: usize) -> Option<(Hit, usize)> {
    let mut begun = String::new();
    let mut best = None;
    for end in at..all.len() {
        let word = all.get(end)?;
        if end > at
            && all
                .get(end - 1)
                .is_none_or(|before| between(text, before, word).len() > APART)
        {
            break;
        }
        begun.push_str(&word.plain);
        let (goes_on, exact) = sought.number(&begun);
        if let Some((secret, grave)) = exact {
            best = Some((secret, grave, end + 1));
        }
        if !goes_on {
            break;
        }
    }
    let (secret, grave, end) = best?;
    let written = text.get(all.get(at)?.start..all.get(end - 1)?.end)?;
    let forms = &sought.secrets.all.get(secret)?.forms;
    let how = if forms.iter().any(|f| f == written) {
        How::Exact
    } else if forms.iter().any(|f| f.eq_ignore_ascii_case(written)) {
        How::Capitals
    } else {
        How::Spacing
    };
    hit(text, all, (at, end), (Of::Secret(secret), how, grave))
}

fn phrase_at(sought: &Sought<'_>, text: &str, all: &[Word<'_>], at: usize) -> Option<(Hit, usize)> {
    let first = all.get(at)?;
    let mut best: Option<(usize, &Phrase)> = None;
    for phrase in sought.phrases(&first.plain) {
        let end = at + 1 + phrase.rest.len();
        let own = all.get(at + 1..end)?.iter().map(|w| &w.plain);
        if own.eq(phrase.rest.iter()) && best.is_none_or(|(e, _)| end > e) {
            best = Some((end, phrase));
        }
    }
    let (end, phrase) = best?;
    let own = all.get(at..end)?;
    let gaps = || {
        own.windows(2)
            .filter_map(|w| Some(between(text, w.first()?, w.get(1)?)))
    };
    if gaps().any(|g| g.len() > APART) {
        return None;
    }
    let thing = sought.secrets.all.get(phrase.secret)?.thing;
    let as_name = own.iter().all(|w| w.form != Form::Lower || w.plain.len() < 2);
    if phrase.ordinary && thing == Thing::Person && !as_name {
        return None;
    }
    let grave = if phrase.ordinary && thing != Thing::Person {
        Grave::Look
    } else {
        Grave::Certain
    };
    let is_joined = gaps().any(|g| !g.is_empty() && g.chars().all(|c| matches!(c, '-' | '.' | '_' | '/' | '+' | '‑')));
    let last = own.last()?;
    let how = if is_joined {
        How::Joined
    } else if phrase.how == How::Exact && last.possessive {
        How::Possessive
    } else if phrase.how == How::Exact {
        written(sought, text.get(first.start..last.end)?, phrase.secret)
    } else {
        phrase.how
    };
    hit(text, all, (at, end), (Of::Secret(phrase.secret), how, grave))
}

/// Is a name written as in the real case, with other capitals, or with other accents?
fn written(sought: &Sought<'_>, found: &str, secret: usize) -> How {
    let forms = sought.secrets.all.get(secret).map_or(&[][..], |s| &s.forms);
    let one_line = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = one_line(found);
    let lower = found.to_lowercase();
    if forms.iter().any(|f| f.contains(&found)) {
        How::Exact
    } else if forms.iter().any(|f| one_line(f).to_lowercase().contains(&lower)) {
        How::Capitals
    } else {
        How::Accents
    }
}

fn initials_at(sought: &Sought<'_>, text: &str, all: &[Word<'_>], at: usize) -> Option<(Hit, usize)> {
    let first = all.get(at)?;
    let letters = first.plain.chars().count();
    let capitals = |w: &Word<'_>| without_possessive(w.raw).0.chars().all(char::is_uppercase);
    let told = |(secret, sure): (usize, Letters)| {
        let grave = if sure == Letters::Written {
            Grave::Certain
        } else {
            Grave::Look
        };
        (Of::Secret(secret), How::Initials, grave)
    };
    if (2..=4).contains(&letters) && capitals(first) {
        // `10 AM` is a time, whoever is called so.
        let is_time = matches!(first.plain.as_str(), "am" | "pm")
            && at
                .checked_sub(1)
                .and_then(|b| all.get(b))
                .is_some_and(|b| b.plain.bytes().any(|c| c.is_ascii_digit()));
        // An abbreviation has no possessive and no full stops.
        let is_name = |sure: Letters| !is_time && (sure != Letters::Doubtful || first.possessive);
        let known = sought.initials(&first.plain).filter(|(_, sure)| is_name(*sure))?;
        return hit(text, all, (at, at + 1), told(known));
    }
    if letters != 1 || !capitals(first) {
        return None;
    }
    let mut own = String::new();
    let mut best = None;
    for end in at..all.len().min(at + 4) {
        let word = all.get(end)?;
        let near = end == at
            || all.get(end - 1).is_some_and(|before| {
                let gap = between(text, before, word);
                gap.len() <= APART_INITIALS && gap.chars().all(|c| matches!(c, '.' | ' ' | '\u{a0}'))
            });
        if !near || word.plain.chars().count() != 1 || !capitals(word) {
            break;
        }
        own.push_str(&word.plain);
        if let Some(known) = sought.initials(&own).filter(|_| end > at) {
            best = Some((known, end + 1));
        }
    }
    let (known, end) = best?;
    hit(text, all, (at, end), told(known))
}

fn word_at(sought: &mut Sought<'_>, text: &str, all: &[Word<'_>], at: usize) -> Option<(Hit, usize)> {
    let word = all.get(at)?;
    let verdict = sought.judge(&word.plain, word.form)?;
    let counts = match verdict.counts {
        Counts::Anywhere => true,
        Counts::WithCapital => word.form != Form::Lower,
        Counts::AsName => reads_as_name(sought, text, all, at),
    };
    if !counts {
        return None;
    }
    let how = match (verdict.how, sought.own(&word.plain)) {
        (How::Exact, Some(_)) if word.possessive => How::Possessive,
        (How::Exact, Some(own)) => {
            let lower = word.raw.to_lowercase();
            if own.raw.iter().any(|r| r == word.raw) {
                How::Exact
            } else if own.raw.iter().any(|r| r.to_lowercase() == lower) {
                How::Capitals
            } else {
                How::Accents
            }
        }
        (how, _) => how,
    };
    hit(text, all, (at, at + 1), (verdict.of, how, verdict.grave))
}

/// Does a word that may be ordinary stand there as a name: with a capital, where no sentence, line or cell begins, or before what only people do?
fn reads_as_name(sought: &Sought<'_>, text: &str, all: &[Word<'_>], at: usize) -> bool {
    let Some(word) = all.get(at).filter(|w| w.form == Form::Capital) else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|b| all.get(b));
    let inside = before.is_some_and(|b| matches!(between(text, b, word), " " | ", " | " (" | "/" | " & "));
    let does = |next: &&Word<'_>| {
        let is_next = between(text, word, next) == " " && next.form == Form::Lower;
        is_next && sought.secrets.usual.does.contains(&next.plain)
    };
    inside || all.get(at + 1).is_some_and(|next| does(&next))
}

fn days(sought: &Sought<'_>, text: &str, out: &mut Vec<Hit>) {
    let secrets = sought.secrets;
    if secrets.days.is_empty() || !text.bytes().any(|b| b.is_ascii_digit()) {
        return;
    }
    for (begin, part) in parts(text) {
        for date in find_dates(part, None) {
            let day = date.when.earliest;
            let is_full = day == date.when.latest && !date.year_taken && !secrets.made_days.contains(&day);
            let Some(of) = secrets.days.get(&day).filter(|_| is_full) else {
                continue;
            };
            let grave = if *of == "an entry" { Grave::Look } else { Grave::Certain };
            let span = begin + date.span.start..begin + date.span.end;
            out.push(Hit {
                of: Of::Day(day),
                how: How::Day,
                grave,
                found: text.get(span.clone()).unwrap_or_default().to_owned(),
                span,
            });
        }
    }
}

/// A long text in parts that end with a line, each with where it begins.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut begin = 0;
    while text.len() - begin > FOR_DAYS {
        let end = text.floor_char_boundary(begin + FOR_DAYS);
        let cut = text.get(begin..end).unwrap_or_default();
        let end = cut.rfind(['\n', '\r', '>', ',', ' ']).map_or(end, |at| begin + at + 1);
        out.push((begin, text.get(begin..end).unwrap_or_default()));
        begin = end;
    }
    out.push((begin, text.get(begin..).unwrap_or_default()));
    out
}

/// What stands round a place of a text, on one line.
pub(super) fn excerpt(text: &str, span: Range<usize>) -> String {
    let from = text.floor_char_boundary(span.start.saturating_sub(ROUND));
    let to = text.ceil_char_boundary((span.end + ROUND).min(text.len()));
    let shown = text.get(from..to).unwrap_or_default();
    let line: Vec<&str> = shown
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if to < text.len() { "…" } else { "" };
    format!("{before}{}{after}", line.join(" "))
}
