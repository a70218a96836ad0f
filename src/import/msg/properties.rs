//! *Properties*: what an Outlook message says of itself, read from the compound file it is kept in (MS-OXMSG).
//!
//! A property has a number; short ones stand in one table, words and bytes in streams of their own. What the numbers mean
//! is left to `msg`.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use cfb::CompoundFile;
use chrono::{DateTime, Utc};

use crate::import::{Budget, LARGEST_FILE, mail::charsets::decoded};

const TABLE: &str = "__properties_version1.0";

/// An Outlook message file.
pub(crate) struct Store<'b> {
    /// The library wants it to itself even for reading.
    file: RefCell<CompoundFile<Cursor<&'b [u8]>>>,
    budget: &'b Budget,
    /// Properties that could not be read.
    damaged: Cell<usize>,
}

/// The short properties of a message, recipient or attachment, and where its others are.
#[derive(Debug)]
pub(crate) struct Properties {
    path: String,
    /// Kind and value by number. Of words and bytes the value is their length.
    short: BTreeMap<u16, (u16, [u8; 8])>,
}

impl<'b> Store<'b> {
    /// Opens the file, if it is a compound file.
    pub(crate) fn open(bytes: &'b [u8], budget: &'b Budget) -> Option<Self> {
        let file = CompoundFile::open(Cursor::new(bytes)).ok()?;
        Some(Self {
            file: RefCell::new(file),
            budget,
            damaged: Cell::new(0),
        })
    }

    /// Properties of the thing kept at this path; none when nothing is kept there.
    pub(crate) fn properties(&self, path: &str) -> Option<Properties> {
        let table = self.stream(&format!("{path}/{TABLE}"))?;
        // The head of the table has another length for each kind of thing; what follows has 16 bytes each.
        let head = match path.rsplit('/').next().unwrap_or_default() {
            "" => 32,
            name if name.starts_with("__substg1.0_") => 24,
            _ => 8,
        };
        let mut short = BTreeMap::new();
        for row in table.get(head..).unwrap_or_default().as_chunks::<16>().0 {
            let [kind, kind_high, low, high, _, _, _, _, value @ ..] = row;
            let kind = u16::from_le_bytes([*kind, *kind_high]);
            short.insert(u16::from_le_bytes([*low, *high]), (kind, *value));
        }
        Some(Properties {
            path: path.to_owned(),
            short,
        })
    }

    /// Paths of the recipients or attachments of a message, in order.
    pub(crate) fn below(&self, path: &str, kind: &str) -> Vec<String> {
        let root = if path.is_empty() { "/" } else { path };
        let file = self.file.borrow();
        let Ok(entries) = file.read_storage(root) else {
            return Vec::new();
        };
        let mut out: Vec<String> = entries
            .filter(|e| e.is_storage() && e.name().starts_with(kind))
            .map(|e| format!("{path}/{}", e.name()))
            .collect();
        out.sort();
        out
    }

    /// Is something kept at this path?
    pub(crate) fn is_storage(&self, path: &str) -> bool {
        self.file.borrow().is_storage(path)
    }

    fn stream(&self, path: &str) -> Option<Vec<u8>> {
        if !self.file.borrow().is_stream(path) {
            return None;
        }
        let opened = self.file.borrow_mut().open_stream(path);
        let most = LARGEST_FILE.min(self.budget.bytes());
        let mut out = Vec::new();
        let is_whole = opened.is_ok_and(|mut stream| {
            let is_small = stream.len() <= most;
            is_small && stream.by_ref().take(most).read_to_end(&mut out).is_ok()
        });
        self.budget.spend(out.len() as u64);
        if !is_whole {
            self.damage();
            return None;
        }
        Some(out)
    }

    fn damage(&self) {
        self.damaged.set(self.damaged.get() + 1);
    }

    /// How many properties could not be read since this was last asked.
    pub(crate) fn damaged(&self) -> usize {
        self.damaged.take()
    }

    /// A property that the table names and that is kept nowhere is damage, unless it is empty.
    fn note_absent(&self, of: &Properties, id: u16, kinds: [u16; 2]) {
        let is_named = of.short.get(&id).is_some_and(|(kind, _)| kinds.contains(kind));
        if is_named && of.number(id).is_some_and(|length| length > 2) {
            self.damage();
        }
    }

    /// Words of a property, in Unicode or the message's own character set.
    pub(crate) fn words(&self, of: &Properties, id: u16, code_page: u32) -> Option<String> {
        let path = |kind: &str| format!("{}/__substg1.0_{id:04X}{kind}", of.path);
        if let Some(bytes) = self.stream(&path("001F")) {
            let units: Vec<u16> = bytes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|u| u16::from_le_bytes(*u))
                .collect();
            return Some(tidy(&String::from_utf16_lossy(&units)));
        }
        let Some(bytes) = self.stream(&path("001E")) else {
            self.note_absent(of, id, [0x1E, 0x1F]);
            return None;
        };
        Some(tidy(&decoded(&bytes, &label(code_page)).0))
    }

    /// Bytes of a property.
    pub(crate) fn bytes(&self, of: &Properties, id: u16) -> Option<Vec<u8>> {
        let bytes = self.stream(&format!("{}/__substg1.0_{id:04X}0102", of.path));
        if bytes.is_none() {
            self.note_absent(of, id, [0x102, 0x102]);
        }
        bytes
    }
}

impl Properties {
    /// Where a message inside this attachment is kept.
    pub(crate) fn inner(&self, id: u16) -> String {
        format!("{}/__substg1.0_{id:04X}000D", self.path)
    }

    /// A whole number.
    pub(crate) fn number(&self, id: u16) -> Option<u32> {
        let (_, [a, b, c, d, ..]) = self.short.get(&id)?;
        Some(u32::from_le_bytes([*a, *b, *c, *d]))
    }

    /// A moment: tenths of microseconds since 1601.
    pub(crate) fn moment(&self, id: u16) -> Option<DateTime<Utc>> {
        const FROM_1601: i64 = 11_644_473_600;
        let ticks = i64::try_from(u64::from_le_bytes(self.short.get(&id)?.1)).ok()?;
        if ticks == 0 {
            return None;
        }
        DateTime::from_timestamp(ticks / 10_000_000 - FROM_1601, 0)
    }
}

/// The name of a Windows code page.
pub(crate) fn label(code_page: u32) -> String {
    match code_page {
        0 => String::new(),
        65_001 => "utf-8".to_owned(),
        20_127 => "us-ascii".to_owned(),
        28_591..=28_606 => format!("iso-8859-{}", code_page - 28_590),
        437 | 850 | 852 | 866 => format!("ibm{code_page}"),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        page => format!("windows-{page}"),
    }
}

fn tidy(text: &str) -> String {
    text.trim_end_matches('\0').replace("\r\n", "\n").replace('\r', "\n")
}
