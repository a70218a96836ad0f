//! *Words* as the leak check sees them: letters and digits in lower case, without accents, apostrophes and signs that nobody sees.
//!
//! They differ from `text::words` in what they forgive: a name that is written with a soft hyphen, a joined letter or an accent in two parts is
//! still that name.

use crate::text::one_name;

/// How a word uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// No capital, or no letter.
    Lower,
    /// One capital, at its beginning.
    Capital,
    /// Nothing but capitals.
    Upper,
    /// Capitals inside: `SimonMellors`.
    Mixed,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// As it stands there.
    pub(super) raw: &'a str,
    /// By what it is compared: without a possessive `'s`.
    pub(super) plain: String,
    /// Does it have a possessive `'s`?
    pub(super) possessive: bool,
    /// Its capitals, the possessive not counted.
    pub(super) form: Form,
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let inside = start.is_some()
            && (is_unseen(c) || is_apostrophe(c))
            && next.is_some_and(|n| n.is_alphanumeric() || is_unseen(n));
        // An accent of its own can end a word.
        let ends = start.is_some() && is_accent(c);
        if c.is_alphanumeric() || inside || ends {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            push(text, from, at, &mut out);
        }
    }
    if let Some(from) = start {
        push(text, from, text.len(), &mut out);
    }
    out
}

fn push<'a>(text: &'a str, start: usize, end: usize, out: &mut Vec<Word<'a>>) {
    let Some(raw) = text.get(start..end) else { return };
    let (own, possessive) = without_possessive(raw);
    out.push(Word {
        start,
        end,
        raw,
        plain: plain(own),
        possessive,
        form: form(own),
    });
}

/// A word without its possessive `'s`, and whether it had one.
pub(super) fn without_possessive(raw: &str) -> (&str, bool) {
    let own = raw.strip_suffix(['s', 'S']).and_then(|r| r.strip_suffix(is_apostrophe));
    own.filter(|o| !o.is_empty()).map_or((raw, false), |own| (own, true))
}

fn form(raw: &str) -> Form {
    let letters = || raw.chars().filter(|c| c.is_alphabetic() && !is_accent(*c));
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let first = raw.chars().next().is_some_and(char::is_uppercase);
    match capitals {
        0 => Form::Lower,
        n if n == letters().count() && n > 1 => Form::Upper,
        1 if first => Form::Capital,
        _ => Form::Mixed,
    }
}

/// Lower case, accents off, joined letters parted, apostrophes and signs that nobody sees left out.
pub(super) fn plain(raw: &str) -> String {
    let lower: String = raw.chars().flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(lower.len());
    for c in one_name::plain(&lower).chars() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            c if is_unseen(c) || is_apostrophe(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// The words of a text as the check compares them: lower case, no accents, no possessive.
pub fn plain_words(name: &str) -> Vec<String> {
    words(name)
        .into_iter()
        .map(|w| w.plain)
        .filter(|w| !w.is_empty())
        .collect()
}

/// Letters and digits of something, with nothing between them.
pub(super) fn joined(name: &str) -> String {
    plain_words(name).concat()
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_unseen(c: char) -> bool {
    is_accent(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bc}' | '`')
}

#[cfg(test)]
mod tests {
    use super::{Form, plain, words};

    #[test]
    fn a_word_is_the_same_however_it_is_written() {
        for written in [
            "Łęcka",
            "lecka",
            "LECKA",
            "Le\u{301}cka",
            "Lec\u{ad}ka",
            "L\u{200b}ecka",
        ] {
            assert_eq!(plain(written), "lecka", "{written}");
        }
        assert_eq!(plain("O’Brien"), plain("OBrien"));
    }

    #[test]
    fn a_possessive_and_capitals_are_told() {
        let found = words("Simon's SM’s plan; O'Brien, McKay and Zoe\u{308}.");
        let told: Vec<_> = found.iter().map(|w| (w.plain.as_str(), w.possessive, w.form)).collect();
        assert_eq!(
            told,
            [
                ("simon", true, Form::Capital),
                ("sm", true, Form::Upper),
                ("plan", false, Form::Lower),
                ("obrien", false, Form::Mixed),
                ("mckay", false, Form::Mixed),
                ("and", false, Form::Lower),
                ("zoe", false, Form::Capital),
            ]
        );
    }
}
