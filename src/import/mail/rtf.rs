//! *RTF*: the words of rich text, which Outlook packs into some messages instead of plain words.
//!
//! `unpack` undoes Outlook's packing (MS-OXRTFCP), `to_text` leaves the marks out. Pictures, fonts and hidden instructions
//! are no words.

use encoding_rs::Encoding;

/// What the packing takes for granted before the first byte.
const KNOWN: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW: usize = 4096;
/// Groups whose words are not shown.
const UNSHOWN: [&str; 11] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "listtable",
];

/// Rich text that was unpacked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unpacked {
    pub(crate) bytes: Vec<u8>,
    /// Did as much come out as went in?
    pub(crate) is_whole: bool,
}

/// Rich text out of Outlook's packing; no more than `most` bytes.
pub(crate) fn unpack(packed: &[u8], most: usize) -> Unpacked {
    let length = packed
        .get(4..8)
        .and_then(|l| l.try_into().ok())
        .map_or(0, u32::from_le_bytes);
    let body = packed.get(16..).unwrap_or_default();
    let bytes = match packed.get(8..12) {
        Some(b"MELA") => body.get(..body.len().min(most)).unwrap_or_default().to_vec(),
        Some(b"LZFu") => inflate(body, most),
        _ => Vec::new(),
    };
    let is_whole = !bytes.is_empty() && bytes.len() >= length as usize;
    Unpacked { bytes, is_whole }
}

fn inflate(body: &[u8], most: usize) -> Vec<u8> {
    let mut window = [0_u8; WINDOW];
    for (place, byte) in window.iter_mut().zip(KNOWN) {
        *place = *byte;
    }
    let mut write = KNOWN.len();
    let mut out = Vec::new();
    let mut bytes = body.iter().copied();
    'all: while let Some(flags) = bytes.next() {
        for bit in 0..8 {
            if out.len() >= most {
                break 'all;
            }
            let Some(first) = bytes.next() else { break 'all };
            if flags & (1 << bit) == 0 {
                put(&mut window, &mut write, &mut out, first);
                continue;
            }
            let Some(second) = bytes.next() else { break 'all };
            let pair = usize::from(first) << 8 | usize::from(second);
            let (from, length) = (pair >> 4, (pair & 15) + 2);
            if from == write % WINDOW {
                break 'all;
            }
            for step in 0..length {
                let byte = window.get((from + step) % WINDOW).copied().unwrap_or(b' ');
                put(&mut window, &mut write, &mut out, byte);
            }
        }
    }
    out
}

fn put(window: &mut [u8; WINDOW], write: &mut usize, out: &mut Vec<u8>, byte: u8) {
    if let Some(place) = window.get_mut(*write % WINDOW) {
        *place = byte;
    }
    *write = (*write + 1) % WINDOW;
    out.push(byte);
}

/// The words of rich text.
pub(crate) fn to_text(rtf: &[u8]) -> String {
    let mut reader = Reader {
        rest: rtf,
        group: Group {
            is_unshown: false,
            stand_ins: 1,
        },
        outer: Vec::new(),
        encoding: encoding_rs::WINDOWS_1252,
        bytes: Vec::new(),
        passing: 0,
        out: String::new(),
    };
    while let Some((first, rest)) = reader.rest.split_first() {
        reader.rest = rest;
        reader.sign(*first);
    }
    reader.flush();
    reader.out.trim().to_owned()
}

#[derive(Clone, Copy)]
struct Group {
    is_unshown: bool,
    /// Signs after a Unicode letter that stand in for it in old programs.
    stand_ins: usize,
}

struct Reader<'r> {
    rest: &'r [u8],
    group: Group,
    outer: Vec<Group>,
    encoding: &'static Encoding,
    /// Bytes that wait to be decoded together.
    bytes: Vec<u8>,
    /// Stand-ins still to be passed over.
    passing: usize,
    out: String,
}

impl Reader<'_> {
    fn sign(&mut self, first: u8) {
        match first {
            b'{' => self.outer.push(self.group),
            b'}' => {
                self.passing = 0;
                if let Some(group) = self.outer.pop() {
                    self.flush();
                    self.group = group;
                }
            }
            b'\\' => self.control(),
            b'\r' | b'\n' => {}
            byte => self.byte(byte),
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.passing > 0 {
            self.passing -= 1;
        } else if !self.group.is_unshown {
            self.bytes.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            self.out.push_str(&self.encoding.decode_without_bom_handling(&bytes).0);
        }
    }

    fn words(&mut self, words: &str) {
        if !self.group.is_unshown {
            self.flush();
            self.out.push_str(words);
        }
    }

    fn take(&mut self, bytes: usize) -> &[u8] {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn control(&mut self) {
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).count().min(40);
        if letters == 0 {
            match self.take(1).first().copied() {
                Some(b'\'') => {
                    let hex = String::from_utf8_lossy(self.take(2)).into_owned();
                    if let Ok(byte) = u8::from_str_radix(&hex, 16) {
                        self.byte(byte);
                    }
                }
                Some(b'*') => self.group.is_unshown = true,
                Some(b'~') => self.words(" "),
                Some(b'_') => self.words("-"),
                Some(byte @ (b'\\' | b'{' | b'}')) => self.byte(byte),
                Some(b'\r' | b'\n') => self.words("\n"),
                _ => {}
            }
            return;
        }
        let word = String::from_utf8_lossy(self.take(letters)).into_owned();
        let digits = self
            .rest
            .iter()
            .enumerate()
            .take_while(|(at, b)| b.is_ascii_digit() || (*at == 0 && **b == b'-'))
            .count()
            .min(11);
        let number: Option<i64> = String::from_utf8_lossy(self.take(digits)).parse().ok();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        self.word(&word, number);
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.words("\n"),
            "tab" | "cell" => self.words("\t"),
            "lquote" => self.words("‘"),
            "rquote" => self.words("’"),
            "ldblquote" => self.words("“"),
            "rdblquote" => self.words("”"),
            "bullet" => self.words("•"),
            "endash" => self.words("–"),
            "emdash" => self.words("—"),
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
            }
            "uc" => self.group.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "u" => self.letter(number.unwrap_or(0)),
            "bin" => {
                let bytes = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                self.take(bytes);
            }
            _ if UNSHOWN.contains(&word) => self.group.is_unshown = true,
            _ => {}
        }
    }

    /// A letter by its number; a pair of halves is joined by the decoder of UTF-16.
    fn letter(&mut self, number: i64) {
        let unit = if number < 0 { number + 65_536 } else { number };
        if let Ok(unit) = u16::try_from(unit)
            && !self.group.is_unshown
        {
            self.flush();
            match char::from_u32(u32::from(unit)) {
                Some(c) => self.out.push(c),
                None if (0xd800..0xdc00).contains(&unit) => self.low_half(unit),
                None => self.out.push(char::REPLACEMENT_CHARACTER),
            }
        }
        self.passing = self.group.stand_ins;
    }

    /// The second half of a letter follows as a control word of its own.
    fn low_half(&mut self, high: u16) {
        let ahead = String::from_utf8_lossy(self.rest.get(..self.rest.len().min(24)).unwrap_or_default()).into_owned();
        let low = ahead.split_once("\\u").and_then(|(between, tail)| {
            let digits: String = tail
                .chars()
                .enumerate()
                .take_while(|(at, c)| c.is_ascii_digit() || (*at == 0 && *c == '-'))
                .map(|(_, c)| c)
                .collect();
            let number: i64 = digits.parse().ok()?;
            let unit = u16::try_from(if number < 0 { number + 65_536 } else { number }).ok()?;
            Some((unit, between.len() + 2 + digits.len()))
        });
        let joined = low.and_then(|(low, taken)| {
            let c = char::decode_utf16([high, low]).next()?.ok()?;
            Some((c, taken))
        });
        match joined {
            Some((c, taken)) => {
                self.take(taken);
                if self.rest.first() == Some(&b' ') {
                    self.take(1);
                }
                self.out.push(c);
            }
            None => self.out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{to_text, unpack};

    #[test]
    fn words_of_rich_text_are_kept() {
        for (rtf, words) in [
            (
                r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 One\par Two\tab 3}",
                "One\nTwo\t3",
            ),
            (r"{\rtf1 caf\'e9 \u8217?s \'a35}", "café ’s £5"),
            (r"{\rtf1 {\*\generator x;}a\{b\}\\c}", "a{b}\\c"),
            (r"{\rtf1 \u-10179?\u-8704? x}", "\u{1f600} x"),
            (r"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt here}}}", "here"),
            (r"}}{\rtf1 x\bin99999999 y", "x"),
        ] {
            assert_eq!(to_text(rtf.as_bytes()), words, "{rtf}");
        }
    }

    #[test]
    fn packed_text_is_unpacked_as_the_published_example() {
        let packed: &[u8] = &[
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63,
            0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 5,
            0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        let out = unpack(packed, 1000);
        assert_eq!(out.bytes, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert!(out.is_whole);
        assert_eq!(to_text(&out.bytes), "hello world");
        assert!(!unpack(&packed[..30], 1000).is_whole);
        assert!(!unpack(packed, 10).is_whole);
        assert!(!unpack(b"short", 10).is_whole);
    }
}
