//! *Numbers* with what a format shows around them: `30 mg`, `£250.00`, `1,200`.
//!
//! What people saw in the workbook is what they wrote: `30` is no dose. A format that is not understood to its last sign
//! is left alone; the number is kept, and the reader is told.

/// A part of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A sign that is shown as it is.
    Sign(char),
    /// A place for a figure: `0`, `#` or `?`.
    Place(char),
    /// The point before the decimals.
    Point,
    /// The sign between thousands.
    Thousands,
    /// The number as a workbook shows it without a format.
    General,
}

/// Is it the format of a number of which nothing is said?
pub(super) fn says_nothing(code: &str) -> bool {
    let code = code.trim();
    code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@"
}

/// What the format shows of a number that is written out in full, or nothing when that is not certain.
pub(super) fn shown(code: &str, full: &str) -> Option<String> {
    let (minus, size) = full.strip_prefix('-').map_or(("", full), |size| ("-", size));
    if size.is_empty() || !size.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let sections = sections(code)?;
    let is_zero = size.bytes().all(|b| matches!(b, b'0' | b'.'));
    // The second section is for numbers below nothing and has a sign of its own; the third is for nothing itself.
    let (section, minus) = match sections.as_slice() {
        [_, below, ..] if !minus.is_empty() => (below, ""),
        [_, _, zero, ..] if is_zero => (zero, ""),
        [first, ..] => (first, minus),
        [] => return None,
    };
    let text = written(section, size)?;
    let text = text.trim();
    // A format that shows nothing hides what the record holds.
    (!text.is_empty()).then(|| format!("{minus}{text}"))
}

/// What the format shows of words, or nothing when it shows them as they are or that is not certain.
pub(super) fn words_shown(code: &str, words: &str) -> Option<String> {
    let section = words_section(code)?;
    let mut out = String::new();
    let mut signs = section.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '@' => out.push_str(words),
            '"' => out.extend(signs.by_ref().take_while(|c| *c != '"')),
            '\\' => out.push(signs.next()?),
            '_' | '*' => drop(signs.next()),
            '[' => {
                let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                out.push_str(bracket(&inside)?);
            }
            // A program shows words as they are where the section names no place for them.
            'G' | 'g' | '0' | '#' | '?' => return None,
            other => out.push(other),
        }
    }
    let shown = out.trim();
    (shown != words.trim()).then(|| shown.to_owned())
}

/// The section for words: the fourth, or the last that names a place for them.
fn words_section(code: &str) -> Option<String> {
    let mut all = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for sign in code.chars() {
        if sign == ';' && !quoted && !escaped {
            all.push(String::new());
            continue;
        }
        quoted ^= sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        all.last_mut()?.push(sign);
    }
    match all.len() {
        4.. => all.into_iter().nth(3),
        _ => all.pop().filter(|last| last.contains('@')),
    }
}

/// The pieces of each section of a format.
fn sections(code: &str) -> Option<Vec<Vec<Piece>>> {
    let mut out = vec![Vec::new()];
    let mut signs = code.chars().peekable();
    while let Some(sign) = signs.next() {
        let count = out.len();
        let section = out.last_mut()?;
        match sign {
            // The fourth section is for words.
            ';' if count == 3 => break,
            ';' => out.push(Vec::new()),
            '"' => section.extend(signs.by_ref().take_while(|c| *c != '"').map(Piece::Sign)),
            '\\' => section.push(Piece::Sign(signs.next()?)),
            '_' => {
                signs.next()?;
                section.push(Piece::Sign(' '));
            }
            '*' => {
                signs.next()?;
            }
            '[' => {
                let inside: String = signs.by_ref().take_while(|c| *c != ']').collect();
                section.extend(bracket(&inside)?.chars().map(Piece::Sign));
            }
            '0' | '#' | '?' => section.push(Piece::Place(sign)),
            '.' => section.push(Piece::Point),
            ',' => section.push(Piece::Thousands),
            'G' | 'g' => {
                let rest: String = signs.by_ref().take(6).collect();
                if !rest.eq_ignore_ascii_case("eneral") {
                    return None;
                }
                section.push(Piece::General);
            }
            '$' | '£' | '€' | '¥' | '-' | '+' | '(' | ')' | ':' | '!' | '^' | '&' | '\'' | '~' | '{' | '}' | '<'
            | '>' | '=' | ' ' | '\u{a0}' | '%' => section.push(Piece::Sign(sign)),
            _ => return None,
        }
    }
    Some(out)
}

/// What brackets show: a currency, or nothing for a colour. A condition is not understood.
fn bracket(inside: &str) -> Option<&str> {
    const COLOURS: [&str; 8] = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
    if let Some(currency) = inside.strip_prefix('$') {
        return Some(currency.rsplit_once('-').map_or(currency, |(shown, _)| shown));
    }
    let lower = inside.to_ascii_lowercase();
    (COLOURS.contains(&lower.as_str()) || lower.starts_with("color")).then_some("")
}

/// A number without its minus, as one section shows it.
fn written(section: &[Piece], size: &str) -> Option<String> {
    if section.contains(&Piece::General) {
        let is_plain = |p: &Piece| matches!(p, Piece::General | Piece::Sign(_));
        let once = section.iter().filter(|p| **p == Piece::General).count() == 1;
        let show = |p: &Piece| match p {
            Piece::Sign(sign) => sign.to_string(),
            _ => size.to_owned(),
        };
        return (once && section.iter().all(is_plain)).then(|| section.iter().map(show).collect());
    }
    let is_place = |p: &Piece| matches!(p, Piece::Place(_));
    let (Some(first), Some(last)) = (section.iter().position(is_place), section.iter().rposition(is_place)) else {
        let signs: Option<String> = section.iter().copied().map(sign_of).collect();
        return signs;
    };
    // `.00` begins with its point.
    let first = match first.checked_sub(1) {
        Some(before) if section.get(before) == Some(&Piece::Point) => before,
        _ => first,
    };
    let before: String = section
        .get(..first)?
        .iter()
        .copied()
        .map(sign_of)
        .collect::<Option<_>>()?;
    let mut after = section.get(last + 1..)?;
    // `0.` shows its point; `0,` shows thousands only, which is not understood.
    let mut point = "";
    if let Some((Piece::Point, rest)) = after.split_first() {
        (point, after) = (".", rest);
    }
    let after: String = after.iter().copied().map(sign_of).collect::<Option<_>>()?;
    let number = section.get(first..=last)?;
    let (whole, decimals) = match number.iter().position(|p| *p == Piece::Point) {
        Some(at) => (number.get(..at)?, number.get(at + 1..)?),
        None => (number, &[][..]),
    };
    let places: Vec<char> = decimals.iter().copied().map(place_of).collect::<Option<_>>()?;
    let (figures, fraction) = rounded(size, places.len());
    let always = places.iter().rposition(|p| *p != '#').map_or(0, |at| at + 1);
    let kept = fraction.trim_end_matches('0').len().max(always);
    let fraction = fraction.get(..kept)?;
    let point = if decimals.is_empty() { point } else { "." };
    let point = if !decimals.is_empty() && fraction.is_empty() {
        ""
    } else {
        point
    };
    Some(format!("{before}{}{point}{fraction}{after}", laid(whole, &figures)?))
}

fn sign_of(piece: Piece) -> Option<char> {
    match piece {
        Piece::Sign(sign) => Some(sign),
        _ => None,
    }
}

fn place_of(piece: Piece) -> Option<char> {
    match piece {
        Piece::Place(place) => Some(place),
        _ => None,
    }
}

/// Figures before the point, laid into their places from the right: `0000 000000`, `#,##0`.
fn laid(places: &[Piece], figures: &str) -> Option<String> {
    let thousands = places.contains(&Piece::Thousands);
    let mut left: Vec<char> = figures.trim_start_matches('0').chars().collect();
    let mut out: Vec<char> = Vec::new();
    let mut count = 0;
    let mut put = |out: &mut Vec<char>, figure: char| {
        if thousands && count > 0 && count % 3 == 0 {
            out.push(',');
        }
        out.push(figure);
        count += 1;
    };
    let first = places.iter().position(|p| matches!(p, Piece::Place(_)));
    for (at, piece) in places.iter().enumerate().rev() {
        match piece {
            Piece::Place(place) => {
                match (left.pop(), place) {
                    (Some(figure), _) => put(&mut out, figure),
                    (None, '0') => put(&mut out, '0'),
                    (None, _) => {}
                }
                while Some(at) == first
                    && let Some(figure) = left.pop()
                {
                    put(&mut out, figure);
                }
            }
            Piece::Sign(sign) => out.push(*sign),
            Piece::Thousands => {}
            Piece::Point | Piece::General => return None,
        }
    }
    // `.00` has no place before its point; the figures there are still shown.
    if first.is_none() {
        out.extend(left.iter().rev());
    }
    Some(out.into_iter().rev().collect())
}

/// Figures before and after the point, rounded as people do: a half goes up.
fn rounded(size: &str, places: usize) -> (String, String) {
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let goes_up = fraction.as_bytes().get(places).is_some_and(|b| *b >= b'5');
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes().take(places)).collect();
    digits.resize(whole.len() + places, b'0');
    if goes_up {
        let mut carry = true;
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == b'9';
            *digit = if carry { b'0' } else { *digit + 1 };
        }
        if carry {
            digits.insert(0, b'1');
        }
    }
    let text: String = digits.into_iter().map(char::from).collect();
    let (whole, fraction) = text.split_at_checked(text.len() - places).unwrap_or((&text, ""));
    (whole.to_owned(), fraction.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{shown, words_shown};

    #[test]
    fn words_that_a_format_shows_otherwise_are_known() {
        for (code, wanted) in [
            ("General", None),
            ("@", None),
            ("0;0;0;@", None),
            ("0.00", None),
            (";;;", Some("")),
            (";;;\"Low\"", Some("Low")),
            ("\"Mr \"@", Some("Mr High")),
            ("[Red]@_)", None),
            ("\"a;b;c;d\"0", None),
        ] {
            assert_eq!(words_shown(code, "High").as_deref(), wanted, "{code}");
        }
    }

    #[test]
    fn a_number_is_shown_as_its_format_shows_it() {
        for (code, full, wanted) in [
            ("0\" mg diazepam\"", "30", "30 mg diazepam"),
            ("General\" mg\"", "2.5", "2.5 mg"),
            ("£#,##0.00", "250", "£250.00"),
            ("\"£\"#,##0.00;[Red]-\"£\"#,##0.00", "-1234.5", "-£1,234.50"),
            ("[$£-809]#,##0.00", "1234567.895", "£1,234,567.90"),
            ("#,##0_);(#,##0)", "-1200", "(1,200)"),
            ("00000 000000", "7700900123", "07700 900123"),
            ("0.00", "1.1", "1.10"),
            ("0.##", "1.1", "1.1"),
            ("0.##", "2", "2"),
            ("0.0", "9.96", "10.0"),
            (".00", "0.5", ".50"),
            ("0.0%", "12.5", "12.5%"),
            ("0\\ \\m\\l", "-5", "-5 ml"),
            ("0;-0;\"nil\"", "0", "nil"),
            ("\"Day \"0", "12", "Day 12"),
            ("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", "0", "-"),
        ] {
            assert_eq!(shown(code, full).as_deref(), Some(wanted), "{code} of {full}");
        }
    }

    #[test]
    fn a_format_that_is_not_understood_or_hides_its_number_shows_nothing() {
        for code in [
            "# ?/?",
            "0.00E+00",
            "[>100]0;0.0",
            "0,",
            ";;;",
            "0 \\",
            "dd/mm",
            "0.0 0",
        ] {
            assert_eq!(shown(code, "5"), None, "{code}");
        }
    }
}
