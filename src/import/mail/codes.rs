//! *Codes*: how the bytes of a part are written so that they can be sent: base64, quoted-printable, uuencode.
//!
//! A code that is cut off or damaged is read as far as it goes, and what is wrong with it is told. Words that were said to
//! be in a code and are not stay as they are.

use crate::import::opening::inner::shown;

/// What a part says once it is out of its code, and what is wrong with the code, if anything is.
pub(crate) type Plain = (Vec<u8>, Option<String>);

/// Takes bytes out of the code that a part names.
pub(crate) fn plain(sent: &[u8], code: &str) -> Plain {
    match code.trim().to_ascii_lowercase().as_str() {
        "base64" => base64(sent),
        "quoted-printable" => quoted_printable(sent),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => uuencode(sent),
        "" | "7bit" | "8bit" | "binary" => (sent.to_vec(), None),
        other => {
            let what = format!("a code that is not known ('{}'), and stand as they came", shown(other));
            (sent.to_vec(), Some(what))
        }
    }
}

/// What a letter of base64 stands for.
pub(super) fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

/// A line of words has blanks between them; a line of the code has none.
fn is_words(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.iter().any(u8::is_ascii_whitespace)
}

fn base64(sent: &[u8]) -> Plain {
    let (mut out, mut behind) = (Vec::new(), Vec::new());
    let mut group = Group::default();
    let (mut lines, mut strays) = (0_usize, 0_usize);
    for line in sent.split_inclusive(|b| *b == b'\n') {
        if is_words(line) {
            behind.extend_from_slice(line);
            continue;
        }
        if line.trim_ascii().is_empty() {
            if !behind.is_empty() {
                behind.extend_from_slice(line);
            }
            continue;
        }
        lines += 1;
        for byte in line.trim_ascii() {
            match value(*byte) {
                Some(bits) => group.push(bits, &mut out),
                None if *byte == b'=' => group.close(&mut out),
                None => strays += 1,
            }
        }
    }
    if lines == 0 {
        let is_wrong = !behind.is_empty();
        let what = "a code (base64), as it says, but are plain, and were read as they stand".to_owned();
        return (behind, is_wrong.then_some(what));
    }
    let is_cut = group.is_open();
    group.close(&mut out);
    let mut wrong = Vec::new();
    if is_cut {
        wrong.push("ends in the middle, so words or bytes may lack at its end".to_owned());
    }
    if strays > 0 {
        wrong.push(format!("has {strays} letters in it that do not belong to it"));
    }
    if !behind.is_empty() {
        wrong.push("has plain words beside it, which were read behind it".to_owned());
        out.push(b'\n');
        out.extend_from_slice(&behind);
    }
    let what = (!wrong.is_empty()).then(|| format!("a code (base64) that is damaged: it {}", wrong.join(", and ")));
    (out, what)
}

/// Four letters of base64, which are three bytes.
#[derive(Default)]
struct Group {
    bits: u32,
    letters: u32,
}

impl Group {
    fn push(&mut self, bits: u32, out: &mut Vec<u8>) {
        self.bits = self.bits << 6 | bits;
        self.letters += 1;
        if self.letters == 4 {
            self.close(out);
        }
    }

    fn is_open(&self) -> bool {
        self.letters > 0
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        let bytes = (self.bits << (6 * (4 - self.letters.min(4)))).to_be_bytes();
        let whole = (self.letters * 6 / 8) as usize;
        out.extend(bytes.iter().skip(1).take(whole));
        *self = Self::default();
    }
}

fn quoted_printable(sent: &[u8]) -> Plain {
    let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let (mut out, mut wrong) = (Vec::with_capacity(sent.len()), 0_usize);
    let mut is_cut = false;
    for line in sent.split_inclusive(|b| *b == b'\n') {
        let words = line.trim_ascii_end();
        let end = line
            .iter()
            .rposition(|b| !matches!(b, b'\r' | b'\n'))
            .map_or(0, |at| at + 1);
        let mut at = 0;
        let mut is_soft = false;
        while let Some(byte) = words.get(at) {
            at += 1;
            if *byte != b'=' {
                out.push(*byte);
            } else if at == words.len() {
                is_soft = true;
            } else if let (Some(high), Some(low)) = (hex(words.get(at)), hex(words.get(at + 1))) {
                out.extend(u8::try_from(high * 16 + low));
                at += 2;
            } else {
                is_cut |= at + 1 == words.len() && end == line.len();
                wrong += 1;
                out.push(b'=');
            }
        }
        if !is_soft {
            out.extend_from_slice(line.get(end..).unwrap_or_default());
        }
    }
    let what = if is_cut {
        Some("a code (quoted-printable) that ends in the middle, so words may lack at its end".to_owned())
    } else if wrong > 0 {
        let what = format!("a code (quoted-printable) that is damaged in {wrong} places, which are shown as they came");
        Some(what)
    } else {
        None
    };
    (out, what)
}

fn uuencode(sent: &[u8]) -> Plain {
    let mut lines = sent.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    let begins = |l: &[u8]| l.starts_with(b"begin ");
    if !lines.by_ref().any(begins) {
        let what = "a code (uuencode), as they say, but are plain, and were read as they stand".to_owned();
        return (sent.to_vec(), Some(what));
    }
    let (mut out, mut is_ended, mut short) = (Vec::new(), false, 0_usize);
    for line in lines {
        if line == b"end" {
            is_ended = true;
            break;
        }
        let mut letters = line.iter().map(|b| u32::from(b.wrapping_sub(b' ') & 63));
        let length = letters.next().unwrap_or(0) as usize;
        let mut group = Group::default();
        let before = out.len();
        letters.for_each(|bits| group.push(bits, &mut out));
        group.close(&mut out);
        short += usize::from(out.len() < before + length);
        out.truncate(before + length);
    }
    let is_damaged = !is_ended || short > 0;
    let what = "a code (uuencode) that ends in the middle or is damaged, so words or bytes may lack".to_owned();
    (out, is_damaged.then_some(what))
}
