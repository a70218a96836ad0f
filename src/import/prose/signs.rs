//! *Signs*: words with which somebody signs a note, and nothing else: `Signed J. Ward`, `(TM)`, `Recorded by PC 4512 Smith on`.

use super::{
    heads::RANKS,
    lines::{is_lead, is_time},
};

/// Words that say that a name signs.
const VERBS: [&str; 14] = [
    "signed",
    "recorded",
    "written",
    "entered",
    "logged",
    "noted",
    "completed",
    "typed",
    "updated",
    "author",
    "initials",
    "signature",
    "created",
    "added",
];
/// Words between those and a name or a day.
const JOINS: [&str; 8] = ["by", "on", "at", "date", "dated", "name", "the", "and"];
/// Words of a signature, at most.
const WORDS: usize = 9;

/// Who signs.
#[derive(Default)]
pub(super) struct Sign {
    pub(super) author: String,
    /// Do words say that it is a signature?
    pub(super) is_marked: bool,
    /// Do these words, a rank or initials say that somebody signs?
    pub(super) is_signed: bool,
}

impl Sign {
    /// Both of what stands before a day and behind it.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            author: if self.author.is_empty() {
                other.author
            } else {
                self.author
            },
            is_marked: self.is_marked || other.is_marked,
            is_signed: self.is_signed || other.is_signed,
        }
    }
}

/// The signature that these words are, when they are nothing else. No words are one without a name.
pub(super) fn of(words: &str) -> Option<Sign> {
    let mut sign = Sign::default();
    let (mut names, mut in_brackets, mut is_titled): (Vec<&str>, bool, bool) = (Vec::new(), false, false);
    for (count, piece) in words.split_whitespace().enumerate() {
        let opens = piece.starts_with(['(', '[']) && !names.is_empty();
        let is_inside = in_brackets || opens;
        in_brackets = is_inside && !piece.contains([')', ']']);
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        if count >= WORDS {
            return None;
        }
        if names.is_empty() && VERBS.contains(&lower.as_str()) {
            (sign.is_marked, sign.is_signed) = (true, true);
            continue;
        }
        let is_join = JOINS.contains(&lower.as_str());
        if word.is_empty()
            || is_join
            || (is_lead(piece) && !is_number(word))
            || (is_time(&lower) && piece.contains(':'))
        {
            continue;
        }
        let is_rank = RANKS.contains(&lower.as_str()) && piece.starts_with(|c: char| !c.is_lowercase());
        let is_initial = word.split('.').next().is_some_and(|first| first.chars().count() == 1)
            || (word.len() <= 3 && word.chars().all(char::is_uppercase));
        let is_name = word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
        let is_of_rank = is_number(word) && sign.is_signed;
        let is_title = is_inside || (is_titled && sign.is_marked);
        if !(is_rank || is_name || is_of_rank || is_title) {
            return None;
        }
        sign.is_signed |= is_rank || (is_initial && is_name);
        is_titled |= piece.ends_with(',');
        names.push(piece);
    }
    if sign.is_signed {
        let names = names.join(" ");
        let frame = |c: char| c.is_whitespace() || "[:,-–—|/".contains(c);
        let mut author = names.trim_matches(frame).trim_start_matches('(');
        if !author.contains('(') {
            author = author.trim_end_matches([')', ']']);
        }
        author.clone_into(&mut sign.author);
    }
    Some(sign)
}

fn is_number(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Is there nothing behind a day but its time?
pub(super) fn is_only_time(words: &str) -> bool {
    words.split_whitespace().all(|piece| {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        word.is_empty() || is_time(&word) || matches!(word.as_str(), "at" | "hrs" | "hours" | "am" | "pm")
    })
}

/// The signature in which these words end, and where it begins: behind a dash, in brackets, or behind a sentence.
pub(super) fn at_end_of(words: &str) -> Option<(usize, Sign)> {
    let found = |sign: &str| words.rfind(sign).map(|at| at + sign.len());
    let dashes = [" - ", " – ", " — ", "(", "[", "|", "\t"];
    let behind_dash = dashes.iter().filter_map(|sign| found(sign)).max();
    let of_dash = behind_dash.and_then(|from| Some((from, of(words.get(from..)?)?)));
    of_dash.filter(|(from, _)| *from > 1).or_else(|| {
        // What is far from the date is no signature.
        let stops = words.rmatch_indices(['.', '?', '!', ';']);
        let ends = stops
            .take(4)
            .filter(|(at, _)| words.get(at + 1..).is_some_and(|w| w.starts_with(' ')));
        let tails = ends.filter_map(|(at, _)| Some((at + 2, of(words.get(at + 2..)?)?)));
        tails.filter(|(_, sign)| sign.is_signed).last()
    })
}
