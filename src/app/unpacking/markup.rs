//! *Markup*: HTML, XML and SVG as words: what is shown, what attributes say, and what stands in comments.
//!
//! Words that only marks of letters part (`<b>M</b>ellors`, two runs of one Word paragraph) are joined again; what any other mark parts stands on
//! lines of its own. Nothing is a mistake: what is no proper mark is text.

/// Marks inside a line of words.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "code", "em", "font", "i", "ins", "mark", "r", "rpr", "rt", "s", "small", "span",
    "strong", "sub", "sup", "t", "time", "u", "wbr", "tspan", "phonetic",
];
/// Marks of Word that part words; all others of it stand inside them.
const WORD_PARTS: [&str; 8] = [
    "w:p",
    "w:tc",
    "w:tr",
    "w:br",
    "w:cr",
    "w:tab",
    "w:drawing",
    "w:instrtext",
];

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) attributes: String,
    pub(super) comments: String,
}

/// Reads marked up text.
pub(super) fn read(text: &str) -> Read {
    let mut out = Read::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.text.push_str(&decoded(before));
        rest = if let Some(inside) = from.strip_prefix("<!--") {
            let (comment, after) = inside.split_once("-->").unwrap_or((inside, ""));
            line(&mut out.comments, comment);
            after
        } else if let Some(inside) = from.strip_prefix("<![CDATA[") {
            let (words, after) = inside.split_once("]]>").unwrap_or((inside, ""));
            out.text.push_str(words);
            after
        } else if from
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        {
            let (tag, after) = tag(from);
            mark(tag, &mut out);
            after
        } else {
            out.text.push('<');
            from.get(1..).unwrap_or_default()
        };
    }
    out.text.push_str(&decoded(rest));
    out
}

/// A mark without its brackets, and what follows it. A bracket inside quotes does not end it.
fn tag(from: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in from.char_indices().skip(1) {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => {
                return (
                    from.get(1..at).unwrap_or_default(),
                    from.get(at + 1..).unwrap_or_default(),
                );
            }
            _ => {}
        }
    }
    (from.get(1..).unwrap_or_default(), "")
}

fn mark(tag: &str, out: &mut Read) {
    let name: String = tag
        .trim_start_matches('/')
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_'))
        .collect::<String>()
        .to_lowercase();
    let inline = if name.starts_with("w:") {
        !WORD_PARTS.contains(&name.as_str())
    } else {
        INLINE.contains(&name.as_str())
    };
    if !inline && !out.text.ends_with('\n') {
        out.text.push('\n');
    }
    attributes(tag, &mut out.attributes);
}

/// Values of attributes, a line each.
fn attributes(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some((_, from)) = rest.split_once('=') {
        let from = from.trim_start();
        let quote = from.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let inside = from.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            None => from.split_at(from.find(char::is_whitespace).unwrap_or(from.len())),
        };
        line(out, &decoded(value));
        // Addresses write spaces and other letters in their own way.
        if value.contains('%') {
            line(out, &by_percent(value));
        }
        rest = after;
    }
}

fn line(out: &mut String, words: &str) {
    if words.chars().any(char::is_alphanumeric) {
        out.push_str(words);
        out.push('\n');
    }
}

fn by_percent(value: &str) -> String {
    form_urlencoded::parse(format!("v={}", value.replace('&', "%26").replace('+', "%2B")).as_bytes())
        .next()
        .map(|(_, v)| v.into_owned())
        .unwrap_or_default()
}

/// Entities as the letters that they mean; those that are not known stay.
fn decoded(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from
            .char_indices()
            .take(12)
            .find(|(_, c)| *c == ';')
            .map(|(end, _)| end);
        let known = end.and_then(|end| Some((entity(from.get(1..end)?)?, end)));
        let taken = if let Some((letter, end)) = known {
            out.push(letter);
            end + 1
        } else {
            out.push('&');
            1
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "rsquo" | "lsquo" => '’',
        "ndash" | "mdash" => '–',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn words_that_marks_of_letters_part_are_joined_and_cells_are_not() {
        let page = read(
            "<p class='x'>M<b>ell</b>ors &amp; Co</p><td>Simon</td><td>Lecka</td><!-- by SM --><a href=\"/p/Simon%20M\" title=\"Oak &#39;x\">o</a>",
        );
        assert_eq!(
            page.text.trim(),
            "Mellors & Co\n\nSimon\nLecka\no".replace("\n\n", "\n")
        );
        assert!(page.comments.contains("by SM"));
        assert!(
            page.attributes.contains("Simon M") && page.attributes.contains("Oak 'x"),
            "{}",
            page.attributes
        );
        let word = read(
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Mel</w:t></w:r><w:r><w:t>lors</w:t></w:r></w:p><w:p><w:t>next</w:t></w:p>",
        );
        assert_eq!(word.text.trim(), "Mellors\nnext");
        for odd in [
            "<",
            "a < b",
            "<a href=",
            "<!--",
            "<![CDATA[x",
            "&#xffffffff;",
            "&",
            "<a b='",
            "é<é>",
        ] {
            read(odd);
        }
    }
}
