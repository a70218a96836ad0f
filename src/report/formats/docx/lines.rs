//! Lines of a Word document: words with their looks as runs. Everything from records is escaped.

use std::borrow::Cow;

use crate::{
    report::{document::Inline, formats::sheets::visible},
    timeline::picture::{COLOURS, SHAPES},
};

/// Words as XML, without a character that XML cannot hold.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    match visible(text) {
        Cow::Borrowed(text) => quick_xml::escape::escape(text),
        Cow::Owned(text) => quick_xml::escape::escape(text).into_owned().into(),
    }
}

/// Writes a line as runs.
pub(super) fn runs(line: &[Inline], out: &mut String) {
    for part in line {
        match part {
            Inline::Text(words) | Inline::Link(_, words) | Inline::Named(_, words) => run("", words, out),
            Inline::Strong(words) => run("<w:rStyle w:val=\"Strong\"/>", words, out),
            Inline::Marked(words) => {
                run(
                    "<w:rStyle w:val=\"Marked\"/><w:highlight w:val=\"yellow\"/>",
                    words,
                    out,
                );
            }
            Inline::Small(words) => run("<w:rStyle w:val=\"Small\"/>", words, out),
            Inline::Agency(place, name) => agency(*place, name, out),
            Inline::Break => out.push_str("<w:r><w:br/></w:r>"),
        }
    }
}

/// An agency has a shape as well as a colour, so that colour is never alone.
fn agency(place: usize, name: &str, out: &mut String) {
    let colour = COLOURS.get(place % COLOURS.len()).copied().unwrap_or("#37424a");
    let shape = SHAPES.get(place % SHAPES.len()).copied().unwrap_or_default();
    let looks = format!(
        "<w:rStyle w:val=\"Agency\"/><w:color w:val=\"{}\"/>",
        colour.trim_start_matches('#').to_uppercase()
    );
    run(&looks, &format!("{shape}\u{a0}{name}"), out);
}

/// A run: its looks, and words in which new lines and tabs are Word's own.
fn run(looks: &str, words: &str, out: &mut String) {
    if words.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    if !looks.is_empty() {
        out.push_str("<w:rPr>");
        out.push_str(looks);
        out.push_str("</w:rPr>");
    }
    // A return before a new line is the same break; alone it is one too.
    for (at, part) in words.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        let part = part.strip_suffix('\r').unwrap_or(part);
        for (at, part) in part.split('\r').enumerate() {
            if at > 0 {
                out.push_str("<w:br/>");
            }
            for (at, part) in part.split('\t').enumerate() {
                if at > 0 {
                    out.push_str("<w:tab/>");
                }
                words_of_run(part, is_codes(words), out);
            }
        }
    }
    out.push_str("</w:r>");
}

/// Words of a run. A code such as `RMH-001` that stands alone is not broken at its hyphen: Word has a sign of its own for that, which is
/// shown and searched as a hyphen.
fn words_of_run(part: &str, codes: bool, out: &mut String) {
    if part.is_empty() {
        return;
    }
    for (at, piece) in part.split(|c| codes && c == '-').enumerate() {
        if at > 0 {
            out.push_str("<w:noBreakHyphen/>");
        }
        if !piece.is_empty() {
            out.push_str("<w:t xml:space=\"preserve\">");
            out.push_str(&escape(piece));
            out.push_str("</w:t>");
        }
    }
}

/// Are these words codes alone, with commas between?
fn is_codes(words: &str) -> bool {
    let is_code = |word: &str| {
        word.contains('-')
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && word.chars().any(|c| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
    };
    words.split(", ").all(is_code)
}
