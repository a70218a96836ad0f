//! *Doubt*: a question mark that the writer sets to words: `?stalking`, `police ?told`, `MARAC told?`. Where one merely ends a question
//! that the next words answer, nothing is doubted.

use crate::model::mention::Span;

/// What begins an answer that settles a question.
const SETTLED: [&str; 6] = ["yes", "y", "done", "confirmed", "✓", "they were"];

/// The question mark that is set to these words; nothing when there is none. `asks`: can a question of the whole be asked by them, as of
/// a step that somebody may have taken?
pub(super) fn mark(text: &str, sentence: Span, words: Span, asks: Asks) -> Option<Span> {
    before(text, words)
        .or_else(|| inside(text, words))
        .or_else(|| (asks == Asks::Whole).then(|| after(text, sentence, words)).flatten())
}

/// Can a question mark at the end of a sentence be set to the words?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// It asks whether the thing was done.
    Whole,
    /// It asks something about what is so.
    Part,
}

/// `?stalking`, `? stalking`.
fn before(text: &str, words: Span) -> Option<Span> {
    let lead = text.get(..words.start)?.trim_end_matches([' ', '(']);
    let marked = lead.strip_suffix('?')?.trim_end_matches('?');
    is_set_to_next(marked).then_some(Span {
        start: lead.len() - 1,
        end: lead.len(),
    })
}

/// `police ?told`. Before a digit it doubts a day or a number.
fn inside(text: &str, words: Span) -> Option<Span> {
    let own = text.get(words.start..words.end)?;
    own.match_indices('?')
        .map(|(at, _)| words.start + at)
        .find(|at| {
            let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
            next.is_some_and(char::is_alphabetic) && text.get(..*at).is_some_and(is_set_to_next)
        })
        .map(|start| Span { start, end: start + 1 })
}

/// `Police told?`, unless what follows says so: `Police told? Yes, log 41.`
fn after(text: &str, sentence: Span, words: Span) -> Option<Span> {
    let rest = text.get(words.end..sentence.end)?;
    let ends = rest.trim_end_matches(['\'', '"', '’', '”', ')', '?']);
    if !rest.contains('?') || !ends.trim().is_empty() {
        return None;
    }
    let answer = text.get(sentence.end..)?.trim_start().to_lowercase();
    let is_settled = SETTLED.iter().any(|word| {
        let after = answer.strip_prefix(word).map(|a| a.chars().next());
        after.is_some_and(|next| !next.is_some_and(char::is_alphanumeric))
    });
    let start = words.end + rest.find('?')?;
    (!is_settled).then_some(Span { start, end: start + 1 })
}

/// Does a question mark after this text belong to what comes next, and end nothing?
fn is_set_to_next(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ',' | ':' | ';' | '/' | '-' | '–' | '.'))
}

#[cfg(test)]
mod tests {
    use super::{Asks, mark};
    use crate::model::mention::Span;

    fn is_doubted(text: &str, words: &str) -> bool {
        let start = text.find(words).unwrap_or(0);
        let sentence = Span {
            start: 0,
            end: text.find("? ").map_or(text.len(), |at| at + 1).max(start + words.len()),
        };
        let words = Span {
            start,
            end: start + words.len(),
        };
        mark(text, sentence, words, Asks::Whole).is_some()
    }

    #[test]
    fn a_question_mark_set_to_words_doubts_them_and_one_of_other_words_does_not() {
        for (text, words) in [
            ("Case list. Ward: ?strategy meeting with police", "strategy meeting"),
            ("? rang police", "rang police"),
            ("??police told", "police told"),
            ("Police ?told.", "Police ?told"),
            ("Police told?", "Police told"),
            ("Police informed? Not clear.", "Police informed"),
        ] {
            assert!(is_doubted(text, words), "{text}");
        }
        for (text, words) in [
            ("Rang police ?12/03.", "Rang police ?12"),
            ("Police told? Yes, log 41.", "Police told"),
            ("Told police, ?by email.", "Told police"),
            ("Is she well? Rang police.", "Rang police"),
            ("Rang police.", "Rang police"),
        ] {
            assert!(!is_doubted(text, words), "{text}");
        }
    }
}
