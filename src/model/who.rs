//! *Who*: the names under which people settle things. What a name may hold, and when two are one.

/// No longer name is taken, in characters.
pub const LONGEST: usize = 100;

/// Is it a name of one line that shows every character it has?
pub fn is_plain(name: &str) -> bool {
    is_line(name, LONGEST)
}

/// Are these words of one line, of at most so many characters, each of which is seen? So are titles, tags and whatever else people give a
/// name to: what nobody sees would make one thing look like another. What stands in records stays as it is.
pub fn is_line(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && shows_all(text)
}

/// Is every character of it seen?
pub fn shows_all(text: &str) -> bool {
    !text.chars().any(is_hidden)
}

/// Would people take both for one name?
pub fn is_same(one: &str, other: &str) -> bool {
    as_seen(one) == as_seen(other)
}

/// A name without what nobody sees in it: capitals, space around it or twice, and characters that show nothing.
pub fn as_seen(name: &str) -> String {
    let shown: String = name.chars().filter(|c| c.is_whitespace() || !is_hidden(*c)).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Characters that show nothing, or change the order in which others are shown: controls, marks of direction, joiners, fillers,
/// variation selectors and tags.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{8e2}' | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{is_plain, is_same};

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for other in [
            "a. REVIEWER",
            " A.  Reviewer ",
            "A. Reviewer\u{200b}",
            "\u{202e}A. Reviewer",
            "A.\u{a0}Reviewer",
            "A. Re\u{ad}viewer",
        ] {
            assert!(is_same("A. Reviewer", other), "{other:?}");
        }
        assert!(is_same("Élodie", "éLODIE"));
        assert!(!is_same("A. Reviewer", "B. Chair"));
    }

    #[test]
    fn a_name_shows_every_character_it_has() {
        for good in ["A. Reviewer", "Zoë O’Neill-Žák", "李"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in ["", "  ", "A\u{200b}", "\u{202e}A", "A\nB", "A\u{7f}", "A\u{2028}B"] {
            assert!(!is_plain(bad), "{bad:?}");
        }
    }
}
