//! E-mails as .eml (one) and .mbox (many): their headers. The parts are left to `bodies`, what a letter becomes to `letter`.

use mail_parser::{Address, Message, MessageParser};

use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Contents, Part, Remark},
    mail::{
        bodies,
        letter::{self, Letter},
        mailbox::{cut, in_lines, messages},
        sent,
    },
    opening::inner::{join, shown},
};

/// E-mails inside e-mails; a file with more is built to bring its reader down.
const MOST_NESTED: usize = 200;
/// Headers, two of which an e-mail has.
const USUAL: [&[u8]; 9] = [
    b"from",
    b"to",
    b"date",
    b"subject",
    b"message-id",
    b"mime-version",
    b"received",
    b"return-path",
    b"content-type",
];
/// Headers that only a mail program writes; words typed like an e-mail have none.
const TECHNICAL: [&[u8]; 4] = [b"message-id", b"mime-version", b"received", b"return-path"];

/// Reads e-mails.
#[derive(Debug)]
pub(super) struct Eml;

impl Importer for Eml {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn about(&self) -> &'static str {
        "an e-mail as .eml, or many as .mbox, with what is attached to them"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        let head = file.head();
        let names: Vec<Vec<u8>> = head
            .split(|b| *b == b'\n')
            .skip_while(|l| l.trim_ascii().is_empty())
            .skip(usize::from(head.trim_ascii_start().starts_with(b"From ")))
            .take_while(|l| !l.trim_ascii().is_empty())
            .filter_map(|l| l.split(|b| *b == b':').next())
            .map(<[u8]>::to_ascii_lowercase)
            .collect();
        // Words of an e-mail also stand inside files of other kinds, which are no words as a whole.
        let is_words = !head.contains(&0);
        let has = |known: &[&[u8]]| known.iter().filter(|k| names.iter().any(|n| n == *k)).count();
        if is_words && has(&USUAL) >= 2 && has(&TECHNICAL) >= 1 {
            Fit::Content
        } else if file.has_extension(&["eml", "mbox", "mbx"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if file.bytes.trim_ascii().is_empty() {
            return Err(NotThisKind::empty());
        }
        let mut out = Contents {
            encoding: "e-mail".to_owned(),
            ..Contents::default()
        };
        let (mut letters, mut attached) = (Vec::new(), Contents::default());
        let whole = in_lines(file.bytes);
        let raws = messages(&whole);
        for (at, raw) in raws.iter().enumerate() {
            let is_deep = nested(raw) > MOST_NESTED;
            let parsed = MessageParser::default().parse(if is_deep { b"".as_slice() } else { raw });
            let Some(message) = parsed.filter(is_letter) else {
                out.remarks
                    .push(unread(at + 1, raw, if is_deep { TOO_DEEP } else { NO_HEADERS }));
                continue;
            };
            let place = if raws.len() > 1 {
                format!("e-mail {}, ", at + 1)
            } else {
                String::new()
            };
            let mut letter = heads(&message);
            let is_last_of_many = whole.starts_with(b"From ") && at + 1 == raws.len();
            if let Some(what) = cut(raw, is_last_of_many) {
                let remark = shortened(&place, &letter.subject, what);
                attached.remarks.push(remark);
            }
            join(&mut attached, bodies::read(file, &message, &place, &mut letter));
            letters.push(letter);
        }
        if letters.is_empty() {
            let first = out.remarks.into_iter().next().unwrap_or_default();
            return Err(NotThisKind {
                what: first.what,
                next: first.next,
            });
        }
        let (grid, remarks) = letter::table(&letters);
        out.parts.push(Part::Table(grid));
        out.remarks.extend(remarks);
        join(&mut out, attached);
        Ok(out)
    }
}

/// Why a message was not read, and what to do.
type Why = (&'static str, &'static str);
const TOO_DEEP: Why = (
    "the e-mail holds others inside each other, so many that it was not opened",
    "save the e-mails that matter by themselves and import those",
);
const NO_HEADERS: Why = (
    "this is no e-mail: it has none of the headers From, To, Date and Subject",
    "read it beside the chronology, and save the e-mail again from the mail program, as .eml or .msg",
);

fn unread(row: usize, raw: &[u8], (what, next): Why) -> Remark {
    const KEPT: usize = 2_000;
    let mut shown = String::from_utf8_lossy(raw.get(..raw.len().min(KEPT)).unwrap_or_default()).into_owned();
    if raw.len() > KEPT {
        let cut = format!(" … [shortened: {} bytes in all, kept whole in the record]", raw.len());
        shown.push_str(&cut);
    }
    Remark {
        row,
        lost: true,
        raw: shown,
        what: what.to_owned(),
        next: next.to_owned(),
        ..Remark::default()
    }
}

fn shortened(place: &str, subject: &str, what: String) -> Remark {
    Remark {
        place: place.trim_end_matches([',', ' ']).to_owned(),
        lost: true,
        raw: shown(subject),
        what,
        next: "ask the agency for the file again, and compare the end of the e-mail".to_owned(),
        ..Remark::default()
    }
}

/// How often an e-mail is said to lie inside another.
fn nested(bytes: &[u8]) -> usize {
    const SIGN: &[u8] = b"message/";
    bytes
        .windows(SIGN.len())
        .filter(|w| w.last() == Some(&b'/') && w.eq_ignore_ascii_case(SIGN))
        .count()
}

/// Has the message any header of an e-mail?
pub(super) fn is_letter(message: &Message<'_>) -> bool {
    message.from().is_some() || message.date().is_some() || message.to().is_some() || message.subject().is_some()
}

/// What the headers of a message tell.
pub(super) fn heads(message: &Message<'_>) -> Letter {
    let raw = |name: &'static str| {
        message
            .header_raw(name)
            .map(|v| v.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    };
    let date_header = raw("Date");
    let sent = sent::read(&date_header);
    let no_date = received(&raw("Received"))
        .filter(|_| sent.is_none())
        .unwrap_or_default();
    let asides = ["Comments", "Keywords"].map(|name| (name, raw(name)));
    Letter {
        sent,
        date_header,
        no_date,
        asides: asides.into_iter().filter(|(_, words)| !words.is_empty()).collect(),
        author: people(message.from().or_else(|| message.sender())),
        to: people(message.to()),
        cc: people(message.cc()),
        bcc: people(message.bcc()),
        subject: message.subject().unwrap_or_default().to_owned(),
        message_id: raw("Message-ID"),
        in_reply_to: raw("In-Reply-To"),
        references: raw("References"),
        ..Letter::default()
    }
}

/// When a server received the e-mail: the header has the moment behind its last semicolon.
fn received(header: &str) -> Option<String> {
    let written = header.rsplit_once(';')?.1.trim();
    Some(match sent::read(written).filter(|s| s.said.is_none()) {
        Some(sent) => format!("a server received it at {}", sent.at.format("%d/%m/%Y %H:%M %z")),
        None => format!("a server received it at '{}'", shown(written)),
    })
}

fn people(address: Option<&Address<'_>>) -> String {
    let one = |a: &mail_parser::Addr<'_>| match (a.name.as_deref(), a.address.as_deref()) {
        (Some(name), Some(address)) if name != address && name.contains(',') => format!("\"{name}\" <{address}>"),
        (Some(name), Some(address)) if name != address => format!("{name} <{address}>"),
        (Some(name), _) => name.to_owned(),
        (None, address) => address.unwrap_or_default().to_owned(),
    };
    let all = |list: &[mail_parser::Addr<'_>]| list.iter().map(one).collect::<Vec<_>>().join(", ");
    match address {
        None => String::new(),
        Some(Address::List(list)) => all(list),
        Some(Address::Group(groups)) => groups
            .iter()
            .map(|g| match g.name.as_deref() {
                Some(name) => format!("{name}: {};", all(&g.addresses)),
                None => all(&g.addresses),
            })
            .collect::<Vec<_>>()
            .join(" "),
    }
}
