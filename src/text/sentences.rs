//! *Sentences* of case notes: full stops, line breaks and bullets part them; initials, abbreviations and times do not.

use crate::model::mention::Span;

/// Words after which a full stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "miss", "dr", "re", "st", "no", "approx", "appt", "dob", "tel", "e.g", "i.e", "etc", "vs", "v",
    "ref", "sgt", "insp", "rd", "ave", "prof", "rev", "inc", "temp", "prev", "ext", "a.m", "p.m", "d", "w", "c",
];

/// The sentences of a text, in order; white space at their edges is left out.
pub fn split(text: &str) -> Vec<Span> {
    let lower_only = !text.chars().any(char::is_uppercase);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let ends = match c {
            '\n' | '•' => true,
            '!' | '?' => followed_by_space(text, end) && !is_doubt_mark(text, at),
            '.' => followed_by_space(text, end) && ends_sentence(text, start, at, end, lower_only),
            _ => false,
        };
        if ends {
            // A closing quote or bracket belongs to the sentence before it.
            let closing = text.get(end..).map_or(0, |rest| {
                rest.chars()
                    .take_while(|c| c != &'\n' && matches!(c, '\'' | '"' | '’' | '”' | ')'))
                    .map(char::len_utf8)
                    .sum()
            });
            let end = end + if c == '\n' || c == '•' { 0 } else { closing };
            push(text, start, end, &mut out);
            start = end;
        }
    }
    push(text, start, text.len(), &mut out);
    if out.iter().any(|s| s.end - s.start > LONGEST) {
        out = out.into_iter().flat_map(|s| cut(text, s)).collect();
    }
    out
}

/// Longest sentence (bytes): what is longer is no sentence, and reading it as one takes time with its square.
const LONGEST: usize = 3_000;

/// Parts of an overlong sentence, cut at white space where there is some.
fn cut(text: &str, sentence: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = sentence.start;
    while sentence.end - start > LONGEST {
        let mut stop = start + LONGEST;
        while !text.is_char_boundary(stop) {
            stop -= 1;
        }
        let white = text
            .get(start..stop)
            .and_then(|part| part.rfind(char::is_whitespace))
            .filter(|at| *at > 0);
        stop = white.map_or(stop, |at| start + at);
        push(text, start, stop, &mut out);
        start = stop;
    }
    push(text, start, sentence.end, &mut out);
    out
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let Some(raw) = text.get(start..end) else {
        return;
    };
    let trimmed = raw.trim();
    if trimmed.chars().any(char::is_alphanumeric) {
        let lead = raw.len() - raw.trim_start().len();
        out.push(Span {
            start: start + lead,
            end: start + lead + trimmed.len(),
        });
    }
}

fn followed_by_space(text: &str, end: usize) -> bool {
    let mut rest = text.get(end..).unwrap_or("").chars();
    match rest.next() {
        None => true,
        Some(c) if c.is_whitespace() => true,
        Some('\'' | '"' | '’' | '”' | ')') => rest.next().is_none_or(char::is_whitespace),
        Some(_) => false,
    }
}

/// `?stalking` and `? DV` ask; they end no sentence.
pub(super) fn is_doubt_mark(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|s| s.chars().next_back())
        .is_none_or(char::is_whitespace)
}

fn ends_sentence(text: &str, start: usize, at: usize, end: usize, lower_only: bool) -> bool {
    let before = text.get(start..at).unwrap_or("");
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(' || c == '/')
        .next()
        .unwrap_or("");
    let lower = word.to_lowercase();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let next = text
        .get(end..)
        .unwrap_or("")
        .trim_start_matches(['\'', '"', '’', '”', ')'])
        .trim_start();
    let next_small = next.chars().next().is_some_and(char::is_lowercase);
    if ABBREVIATIONS.contains(&lower.as_str()) && (next_small || is_title(&lower)) {
        return false;
    }
    if is_initial && next.chars().next().is_some_and(char::is_uppercase) {
        // "S. Mellow" is a name; "Seen by L. Will ring" is the end of a sentence: a pronoun-like capital word decides.
        return starts_like_sentence(next);
    }
    lower_only || !next_small || lower.len() > 2
}

fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs" | "ms" | "miss" | "dr" | "st" | "sgt" | "insp" | "prof" | "rev"
    )
}

fn starts_like_sentence(next: &str) -> bool {
    let first = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(
        first,
        "He" | "She"
            | "They"
            | "I"
            | "Will"
            | "Told"
            | "Said"
            | "Says"
            | "Rang"
            | "No"
            | "Not"
            | "The"
            | "Seen"
            | "To"
            | "We"
            | "Has"
            | "Is"
            | "Was"
            | "Asked"
    )
}

#[cfg(test)]
mod tests {
    use super::split;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = split(text).into_iter().map(|s| &text[s.start..s.end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_without_full_stops_is_cut() {
        for text in ["word ".repeat(5_000), "é".repeat(9_000)] {
            let found = split(&text);
            assert!(found.len() > 5, "{}", found.len());
            assert!(
                found
                    .iter()
                    .all(|s| s.end - s.start <= super::LONGEST && text.get(s.start..s.end).is_some())
            );
        }
    }

    #[test]
    fn notes_are_parted_as_practitioners_write_them() {
        check("Seen by Dr. Patel. Well.", &["Seen by Dr. Patel.", "Well."]);
        check("Rang re. the card. No reply", &["Rang re. the card.", "No reply"]);
        check(
            "J. Small rang at 4.30. He was rude.",
            &["J. Small rang at 4.30.", "He was rude."],
        );
        check(
            "ring back. no reply. will try again",
            &["ring back.", "no reply.", "will try again"],
        );
        check("Says 'I am fine.' Next 3/5.", &["Says 'I am fine.'", "Next 3/5."]);
        check(
            "one\n- two\n• three",
            ["one", "- two", "•", "three"]
                .iter()
                .filter(|s| **s != "•")
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
        );
        check("?stalking. ? DV", &["?stalking.", "? DV"]);
    }
}
