//! *Words*: a text cut into tokens, each with its place. Nothing is normalised away: the place leads back to the bytes.

use crate::model::mention::Span;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Lower case, curly apostrophes made straight.
    pub lower: String,
    /// True when its first letter is a capital.
    pub capital: bool,
    /// True when it has at least one letter and no small letter.
    pub shouted: bool,
    /// True when a `;`, bracket, dash or line break parts it from the word before.
    pub parted: bool,
    /// True when a comma parts it from the word before.
    pub comma: bool,
    /// True when a colon parts it from the word before.
    pub colon: bool,
    /// True when a full stop, or another mark that ends a sentence, stands between it and the word before.
    pub stopped: bool,
    /// Other words by which it is looked up, in cases where the sexes are the other way round.
    pub others: &'static [&'static str],
    /// True when it is looked up by those words only.
    pub only_others: bool,
}

impl Token {
    /// The lower-case word without a possessive `'s`.
    pub fn bare(&self) -> &str {
        self.lower
            .strip_suffix("'s")
            .or_else(|| self.lower.strip_suffix('\''))
            .unwrap_or(&self.lower)
    }

    /// Is it this word, in the frame of its case?
    pub fn is(&self, word: &str) -> bool {
        !self.only_others && (self.lower == word || self.bare() == word) || self.others.contains(&word)
    }

    /// Is it made of digits?
    pub fn is_number(&self) -> bool {
        !self.lower.is_empty() && self.lower.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Cuts a text into words: letters, digits, and apostrophes between them.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut start: Option<usize> = None;
    let mut parted = false;
    let mut comma = false;
    let mut colon = false;
    let mut stopped = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = is_apostrophe(c) && start.is_some() && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if c.is_alphanumeric() || inner {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(text, from..at, (parted, comma, colon, stopped), &mut out);
            (parted, comma, colon, stopped) = (false, false, false, false);
        }
        match c {
            ';' | '(' | ')' | '[' | ']' | '\n' | '–' | '—' | '•' => parted = true,
            '-' if is_spaced(text, at) => parted = true,
            ',' => comma = true,
            ':' => colon = true,
            '.' | '!' | '?' => stopped = true,
            _ => {}
        }
    }
    if let Some(from) = start {
        push(text, from..text.len(), (parted, comma, colon, stopped), &mut out);
    }
    out
}

fn push(
    text: &str,
    std::ops::Range { start, end }: std::ops::Range<usize>,
    (parted, comma, colon, stopped): (bool, bool, bool, bool),
    out: &mut Vec<Token>,
) {
    let Some(raw) = text.get(start..end) else {
        return;
    };
    let lower: String = raw
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect();
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let shouted = raw.chars().any(char::is_uppercase) && !raw.chars().any(char::is_lowercase);
    out.push(Token {
        span: Span { start, end },
        lower,
        capital,
        shouted,
        parted,
        comma,
        colon,
        stopped,
        others: &[],
        only_others: false,
    });
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bc}')
}

fn is_spaced(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|s| s.chars().next_back());
    let after = text.get(at + 1..).and_then(|s| s.chars().next());
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// Is a text typed wholly in capitals (as many police logs are)? Then a capital says nothing.
pub fn is_shouted(tokens: &[Token]) -> bool {
    let long = || {
        tokens
            .iter()
            .filter(|t| t.lower.len() > 3 && t.lower.chars().all(char::is_alphabetic))
    };
    long().count() > 3 && long().filter(|t| t.shouted).count() * 10 >= long().count() * 8
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn places_lead_back_to_the_bytes_even_beyond_ascii() {
        let text = "Zoë’s ex – rang @ 4am (again); told “no-contact”.";
        let found = tokens(text);
        let words: Vec<_> = found.iter().map(|t| t.lower.as_str()).collect();
        assert_eq!(words, ["zoë's", "ex", "rang", "4am", "again", "told", "no", "contact"]);
        for t in &found {
            assert!(text.get(t.span.start..t.span.end).is_some());
        }
        assert!(found[2].parted && found[5].parted && !found[7].parted);
        assert_eq!(found[0].bare(), "zoë");
    }
}
