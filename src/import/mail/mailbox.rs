//! *Mailbox*: many e-mails in one file (.mbox), and where each begins. Programs keep them in several ways; an e-mail begins
//! where a line says so and headers stand below it, whether or not there is a blank line above or a moment in the line.

use std::borrow::Cow;

/// Headers that every program writes.
const USUAL: [&[u8]; 5] = [b"from", b"to", b"date", b"subject", b"message-id"];
/// Lines in which the headers of an e-mail are looked for.
const HEAD: usize = 60;

/// The lines of a file. Old programs end them with a carriage return alone; blank lines above the first are nothing.
pub(crate) fn in_lines(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = bytes.trim_ascii_start();
    if bytes.contains(&b'\n') || !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    bytes.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect()
}

/// The messages of a file: an .mbox has a line before each that says from whom and when it came.
pub(crate) fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut starts = Vec::new();
    let (mut at, mut after_blank) = (0, true);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let end = at + line.len();
        if line.starts_with(b"From ") && begins(line, after_blank, bytes.get(end..).unwrap_or_default()) {
            starts.push((at, end));
        }
        after_blank = line.trim_ascii().is_empty();
        at = end;
    }
    // What stands before the first such line is in no message, and is told as a message that cannot be read.
    if starts.first().is_none_or(|(line, _)| *line > 0) {
        starts.insert(0, (0, 0));
    }
    let ends = starts.iter().skip(1).map(|(line, _)| *line).chain([bytes.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|((_, from), to)| bytes.get(*from..to))
        .collect()
}

/// Is this a line before a message?
fn begins(line: &[u8], after_blank: bool, below: &[u8]) -> bool {
    if is_dated(line) {
        return after_blank || has_heads(below);
    }
    // One address or name of a program, and no moment.
    line.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).count() == 2 && has_heads(below)
}

/// Do headers of an e-mail stand here, among them from whom it is, and nothing else?
fn has_heads(below: &[u8]) -> bool {
    let names: Vec<Vec<u8>> = below
        .split(|b| *b == b'\n')
        .take(HEAD)
        .take_while(|l| !l.trim_ascii().is_empty())
        .filter(|l| !l.starts_with(b" ") && !l.starts_with(b"\t"))
        .map(|l| l.split(|b| *b == b':').next().unwrap_or_default().to_ascii_lowercase())
        .collect();
    let is_name =
        |n: &Vec<u8>| !n.is_empty() && n.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let has = |known: &[u8]| names.iter().any(|n| n == known);
    names.iter().all(is_name) && has(b"from") && USUAL.iter().filter(|k| has(k)).count() >= 3
}

/// `From `, one address at most, and a moment from the day of the week to the year. Words of a letter that begin with
/// `From` have no such moment, even when they name a year. Some programs write the day before the month, or a zone.
fn is_dated(line: &[u8]) -> bool {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    /// Words of a moment: day of the week, month, day, clock, year, and a zone of one word or two.
    const MOMENT: usize = 7;
    let line = String::from_utf8_lossy(line);
    let Some(rest) = line.strip_prefix("From ") else {
        return false;
    };
    let words: Vec<&str> = rest.split_whitespace().map(|w| w.trim_end_matches(',')).collect();
    let Some(weekday) = words.iter().take(2).position(|w| WEEKDAYS.contains(w)) else {
        return false;
    };
    let moment = || words.iter().skip(weekday + 1).take(MOMENT - 1);
    let is_figures = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
    let is_clock = |w: &str| matches!(w.split(':').count(), 2 | 3) && w.split(':').all(is_figures);
    moment().take(2).any(|w| MONTHS.contains(w))
        && moment().take(2).any(|w| w.len() <= 2 && is_figures(w))
        && moment().any(|w| is_clock(w))
        && moment().any(|w| w.len() == 4 && is_figures(w))
}

/// Why an e-mail, the last of its file or not, must have lost its end, if that can be seen.
pub(crate) fn cut(raw: &[u8], is_last_of_many: bool) -> Option<String> {
    let text = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n")?;
    let said = head.lines().find_map(|l| {
        let (name, length) = l.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        length.trim().parse::<usize>().ok().filter(|_| is_length)
    });
    // Programs count the ends of lines as one byte or as two.
    let most = raw
        .len()
        .saturating_sub(head.len())
        .max(body.len() + body.matches('\n').count());
    if let Some(said) = said.filter(|said| *said > most) {
        return Some(format!(
            "the e-mail says that its words have {said} bytes, and at most {most} are there: it was cut short"
        ));
    }
    (is_last_of_many && !raw.ends_with(b"\n"))
        .then(|| "the mailbox ends in the middle of a line: its last e-mail may have been cut short".to_owned())
}
