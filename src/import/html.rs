//! *HTML*: the words of a page or e-mail, without the marks. Nothing is loaded, and no script is read.
//!
//! Blocks begin new lines, cells of a row stand behind tabulators, a link keeps its address beside its words, a picture its
//! alternative text. What is no proper mark is kept as words. Time is linear in the length, whatever the text.

use std::borrow::Cow;

use crate::import::contents::Remark;

/// Elements whose words are not shown.
const UNSHOWN: [&str; 4] = ["script", "style", "head", "template"];
/// Kinds of field that nobody types into.
const UNTYPED: [&str; 5] = ["hidden", "submit", "button", "reset", "image"];
/// Elements whose words have a line through them.
const STRUCK: [&str; 3] = ["s", "del", "strike"];
/// What to do about words that are struck through.
pub(super) const STRUCK_NEXT: &str =
    "look at them in the original: the writer may have taken them back, and without them the rest can mean the reverse";
/// Elements that begin and end lines.
const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "br",
    "hr",
    "tr",
    "table",
    "tbody",
    "thead",
    "caption",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "address",
    "form",
    "fieldset",
    "center",
    "body",
    "html",
];

/// The words of HTML, and what is said of those that are struck through, if any are.
pub(super) fn to_text(html: &str) -> (String, Option<Remark>) {
    let page = read(html);
    let remark = struck_through(&page.struck);
    (page.out, remark)
}

fn struck_through(struck: &str) -> Option<Remark> {
    let struck = struck.trim_end_matches('…').trim();
    let shown: String = struck.chars().take(300).collect();
    (!struck.is_empty()).then(|| Remark {
        raw: struck.to_owned(),
        what: format!("words are struck through: '{shown}'; they are read as they stand"),
        next: STRUCK_NEXT.to_owned(),
        ..Remark::default()
    })
}

fn read(html: &str) -> Page<'_> {
    let mut page = Page {
        rest: html,
        out: String::with_capacity(html.len() / 2),
        ..Page::default()
    };
    while let Some(at) = page.rest.find('<') {
        let (before, from) = page.rest.split_at(at);
        page.words(before);
        page.rest = from;
        page.mark();
    }
    let rest = page.rest;
    page.words(rest);
    page.strike(true);
    page.out = page.out.trim().to_owned();
    page
}

#[derive(Default)]
struct Page<'h> {
    rest: &'h str,
    out: String,
    /// A blank is owed before the next word.
    owes_blank: bool,
    /// Depth of `pre`, in which blanks and lines are kept.
    kept: usize,
    /// The link that is open: its address, and where its words begin.
    link: Option<(String, usize)>,
    /// Closing signs that were looked for and are nowhere in the rest: they are not looked for again.
    absent: Vec<String>,
    /// Where the words begin that are struck through.
    struck_from: Option<usize>,
    /// Words that are struck through.
    struck: String,
}

impl<'h> Page<'h> {
    /// Takes the mark with which the rest begins, or its first sign as a word.
    fn mark(&mut self) {
        if self.rest.starts_with("<!--") {
            if let Some(end) = self.find("-->") {
                self.skip(end + 3);
                return;
            }
        } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
            if let Some(end) = self.find(">") {
                self.skip(end + 1);
                return;
            }
        } else if let Some(inside) = self.tag() {
            self.skip(inside.len() + 2);
            self.element(inside);
            return;
        }
        self.words("<");
        self.skip(1);
    }

    /// Words begin, or end, that have a line through them.
    fn strike(&mut self, is_end: bool) {
        let from = self.struck_from.take();
        if let Some(words) = from.and_then(|from| self.out.get(from..))
            && !words.trim().is_empty()
        {
            self.struck.push_str(words.trim());
            self.struck.push('…');
        }
        self.struck_from = (!is_end).then_some(self.out.len());
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Where a closing sign is; asked once only when there is none.
    fn find(&mut self, sign: &str) -> Option<usize> {
        if self.absent.iter().any(|a| a == sign) {
            return None;
        }
        let found = self.rest.find(sign);
        if found.is_none() {
            self.absent.push(sign.to_owned());
        }
        found
    }

    /// The tag with which the rest begins, without its brackets.
    fn tag(&mut self) -> Option<&'h str> {
        let rest = self.rest;
        let first = rest.chars().nth(1)?;
        if !(first.is_ascii_alphabetic() || first == '/') {
            return None;
        }
        let (mut quote, mut before) = (None, b' ');
        for (at, byte) in rest.bytes().enumerate().skip(1) {
            match (quote, byte) {
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (Some(q), _) if q == byte => quote = None,
                (None, b'>') => return rest.get(1..at),
                // The tag or its quotation mark is not closed before the next tag: words may not be lost in it.
                (_, b'<') => break,
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        let end = self.find(">")?;
        rest.get(1..end)
    }

    fn element(&mut self, inside: &'h str) {
        let is_end = inside.starts_with('/');
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let name = name.as_str();
        if UNSHOWN.contains(&name) && !is_end && !inside.ends_with('/') {
            self.skip_element(name);
        } else if BLOCKS.contains(&name) {
            self.line();
            match (name, is_end) {
                ("li", false) => self.out.push_str("- "),
                ("pre", false) => self.kept += 1,
                ("pre", true) => self.kept = self.kept.saturating_sub(1),
                _ => {}
            }
        } else if matches!(name, "td" | "th") && !is_end {
            if !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push('\t');
            }
            self.owes_blank = false;
        } else if name == "a" {
            self.close_link();
            if !is_end && let Some(address) = attribute(inside, "href") {
                self.link = Some((address, self.out.len()));
            }
        } else if STRUCK.contains(&name) {
            self.strike(is_end);
        } else if name == "img"
            && let Some(words) = attribute(inside, "alt").filter(|a| !a.trim().is_empty())
        {
            self.words(&format!(" [picture: {}] ", words.trim()));
        } else if name == "input"
            && let Some(words) = attribute(inside, "value").filter(|v| !v.trim().is_empty())
            && !attribute(inside, "type").is_some_and(|t| UNTYPED.contains(&t.to_ascii_lowercase().as_str()))
        {
            self.words(&format!(" [field: {}] ", words.trim()));
        }
    }

    /// Passes over an element that is not shown, to its end.
    fn skip_element(&mut self, name: &str) {
        let end = format!("</{name}");
        if self.absent.contains(&end) {
            return;
        }
        let found = self
            .rest
            .match_indices("</")
            .find(|(at, _)| {
                let tail = self.rest.as_bytes().get(*at..at + end.len()).unwrap_or_default();
                tail.eq_ignore_ascii_case(end.as_bytes())
            })
            .map(|(at, _)| at);
        match found {
            Some(at) => self.skip(at),
            None => self.absent.push(end),
        }
    }

    fn line(&mut self) {
        self.owes_blank = false;
        let kept = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(kept);
        self.struck_from = self.struck_from.map(|from| from.min(kept));
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// The address of a link, unless its words say it.
    fn close_link(&mut self) {
        let Some((address, from)) = self.link.take() else {
            return;
        };
        let plain = address.strip_prefix("mailto:").unwrap_or(&address);
        let said = self.out.get(from..).is_some_and(|words| words.contains(plain));
        if !said && !plain.is_empty() && !plain.starts_with(['#', ' ']) {
            self.words(&format!(" <{plain}>"));
        }
    }

    fn words(&mut self, raw: &str) {
        let words = decoded(raw);
        for c in words.chars() {
            if self.kept > 0 {
                if c != '\r' {
                    self.out.push(c);
                }
            } else if c.is_ascii_whitespace() {
                self.owes_blank = true;
            } else {
                let at_start = self.out.is_empty() || self.out.ends_with(['\n', '\t', ' ']);
                if self.owes_blank && !at_start {
                    self.out.push(' ');
                }
                self.owes_blank = false;
                // A blank that may not break is a blank to the reader.
                self.out.push(if c == '\u{a0}' { ' ' } else { c });
            }
        }
    }
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower
        .match_indices(name)
        .find(|(at, _)| lower.get(..*at).is_some_and(|b| b.ends_with(char::is_whitespace)))
        .map(|(at, _)| at)?;
    let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split(char::is_whitespace).next()?,
    };
    Some(decoded(value).into_owned())
}

/// Text with its entities as letters. What is no entity stays as it is.
fn decoded(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let taken = entity(from, &mut out);
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The entity with which this begins; gives how many bytes it has.
fn entity(from: &str, out: &mut String) -> usize {
    const LONGEST: usize = 34;
    let name = from
        .get(1..)
        .unwrap_or_default()
        .bytes()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let bare = from.get(..=name).unwrap_or("&");
    let is_closed = from.as_bytes().get(name + 1) == Some(&b';');
    if let Some(number) = bare.strip_prefix("&#") {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        if let Some(c) = code.and_then(numbered) {
            out.push(c);
            return bare.len() + usize::from(is_closed);
        }
    } else if is_closed && name > 0 {
        let whole = from.get(..name + 2).unwrap_or("&");
        mail_parser::decoders::html::add_html_token(out, whole.as_bytes(), false);
        return whole.len();
    } else if let Some((_, c)) = [
        ("&nbsp", ' '),
        ("&amp", '&'),
        ("&lt", '<'),
        ("&gt", '>'),
        ("&quot", '"'),
    ]
    .iter()
    .find(|(e, _)| *e == bare)
    {
        out.push(*c);
        return bare.len();
    }
    out.push('&');
    1
}

/// A letter by its number. Old programs number some by Windows-1252.
fn numbered(code: u32) -> Option<char> {
    match code {
        0 => None,
        0x80..=0x9f => {
            let byte = [u8::try_from(code).ok()?];
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(&byte)
                .0
                .chars()
                .next()
        }
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests;
