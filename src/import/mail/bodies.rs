//! *Bodies*: the parts of an e-mail: which are its words, and which are attached to it.
//!
//! The parser tells the parts apart; their words are decoded here, so that no letter is changed unseen: a character set
//! that is not named is UTF-8, or else Windows-1252, and bytes that it does not know are told of. Every part is words,
//! another form of the same words, or an attachment: none is passed over.

use std::collections::BTreeSet;

use encoding_rs::Encoding as Charset;
use mail_parser::{
    Encoding, Message, MessagePart, MimeHeaders as _, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use crate::import::{
    Supply,
    contents::{Contents, Remark},
    html,
    mail::{forms, letter::Letter},
    opening::inner::{about, join, kept, lost, open_inner, shown},
};

/// Kinds of part, and the ending of a file of that kind, for parts that have no name.
const ENDINGS: &[(&str, &str)] = &[
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("text/calendar", "ics"),
    ("text/html", "html"),
    ("text/plain", "txt"),
    ("text/rtf", "rtf"),
    ("message/rfc822", "eml"),
    ("application/json", "json"),
    ("application/pdf", "pdf"),
    ("application/zip", "zip"),
    ("application/x-zip-compressed", "zip"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-outlook", "msg"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    ("application/pkcs7-signature", "p7s"),
    ("application/x-pkcs7-signature", "p7s"),
    ("application/pgp-signature", "asc"),
    ("text/vcard", "vcf"),
    ("text/x-vcard", "vcf"),
    ("audio/mpeg", "mp3"),
    ("audio/wav", "wav"),
    ("video/mp4", "mp4"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
];
const AS_READ: &str =
    "ask the agency for the e-mail as its reader saw it: opened, and saved or printed without encryption";

/// Reads the parts of a message into the letter; gives what was attached to it. `which` is said before each place.
pub(crate) fn read(file: &Supply<'_>, message: &Message<'_>, which: &str, letter: &mut Letter) -> Contents {
    let mut reading = Reading {
        file,
        message,
        which,
        letter,
        attached: Contents::default(),
        words: message.text_body.iter().copied().collect(),
        pages: message.html_body.iter().copied().collect(),
        other_form: Vec::new(),
    };
    if reading
        .message
        .content_type()
        .is_some_and(|c| c.c_type == "multipart" && c.subtype() == Some("encrypted"))
    {
        reading.sealed("the e-mail's words are encrypted (PGP) and were not read");
        return reading.attached;
    }
    for (id, part) in message.parts.iter().enumerate() {
        reading.part(u32::try_from(id).unwrap_or(u32::MAX), part);
    }
    reading.fuller_form();
    reading.whole();
    reading.outside();
    reading.attached
}

struct Reading<'a> {
    file: &'a Supply<'a>,
    message: &'a Message<'a>,
    which: &'a str,
    letter: &'a mut Letter,
    attached: Contents,
    /// Parts that are its words.
    words: BTreeSet<u32>,
    /// Parts that are its words as formatted pages.
    pages: BTreeSet<u32>,
    /// The same words again, in HTML.
    other_form: Vec<String>,
}

impl Reading<'_> {
    fn part(&mut self, id: u32, part: &MessagePart<'_>) {
        let is_words = matches!(part.body, PartType::Text(_) | PartType::Html(_));
        if matches!(part.body, PartType::Multipart(_)) {
        } else if is_words && self.words.contains(&id) {
            let words = self.words_of(part);
            if !self.letter.body.is_empty() && !words.is_empty() {
                self.letter.body.push('\n');
            }
            self.letter.body.push_str(&words);
        } else if matches!(part.body, PartType::Html(_)) && self.pages.contains(&id) {
            let words = self.words_of(part);
            self.other_form.push(words);
        } else {
            self.attachment(part);
        }
    }

    /// Some programs send a stub as plain words and the message itself in HTML.
    fn fuller_form(&mut self) {
        let full = std::mem::take(&mut self.other_form).join("\n");
        let (body, remark) = forms::choose(full, std::mem::take(&mut self.letter.body));
        self.letter.body = body;
        if let Some(mut remark) = remark {
            self.which.trim_end_matches([',', ' ']).clone_into(&mut remark.place);
            self.attached.remarks.push(remark);
        }
    }

    /// A message of several parts says where it ends. Without that sign, parts may lack.
    fn whole(&mut self) {
        let boundary = self
            .message
            .content_type()
            .filter(|c| c.c_type.eq_ignore_ascii_case("multipart"));
        let Some(boundary) = boundary.and_then(|c| c.attribute("boundary")) else {
            return;
        };
        let end = format!("--{boundary}--");
        let raw: &[u8] = &self.message.raw_message;
        if !raw.windows(end.len()).any(|w| w == end.as_bytes()) {
            self.attached.remarks.push(Remark {
                place: self.which.trim_end_matches([',', ' ']).to_owned(),
                lost: true,
                raw: shown(&self.letter.subject),
                what: "the e-mail was cut short: the sign at its end is not there, so an attachment or a part of one may lack"
                    .to_owned(),
                next: "ask the agency for the e-mail again, and compare what is attached".to_owned(),
                ..Remark::default()
            });
        }
    }

    fn say(&mut self, raw: &str, what: String, next: &str) {
        self.attached.remarks.push(Remark {
            place: self.which.trim_end_matches([',', ' ']).to_owned(),
            raw: raw.to_owned(),
            what,
            next: next.to_owned(),
            ..Remark::default()
        });
    }

    fn sealed(&mut self, what: &str) {
        self.attached.remarks.push(Remark {
            place: self.which.trim_end_matches([',', ' ']).to_owned(),
            lost: true,
            raw: shown(&self.letter.subject),
            what: what.to_owned(),
            next: AS_READ.to_owned(),
            ..Remark::default()
        });
    }

    /// Words that were sent in a code which is damaged.
    fn damaged(&mut self, bytes: &[u8]) {
        self.attached.remarks.push(Remark {
            place: self.which.trim_end_matches([',', ' ']).to_owned(),
            lost: true,
            raw: shown(&String::from_utf8_lossy(bytes)),
            what: "the e-mail's words were sent in a code (base64 or quoted-printable) that is damaged, and could not be read"
                .to_owned(),
            next: "ask the agency for the e-mail again; what the entry shows is the code as it came".to_owned(),
            ..Remark::default()
        });
    }

    /// Words before the first part and behind the last, which mail programs do not show.
    fn outside(&mut self) {
        let boundary = self
            .message
            .content_type()
            .filter(|c| c.c_type.eq_ignore_ascii_case("multipart"))
            .and_then(|c| c.attribute("boundary"));
        let Some(boundary) = boundary else { return };
        let raw = String::from_utf8_lossy(&self.message.raw_message).replace("\r\n", "\n");
        let body = raw.split_once("\n\n").map_or("", |(_, body)| body);
        let sign = format!("--{boundary}");
        let before = body.split(sign.as_str()).next().filter(|b| b.len() < body.len());
        let behind = body.rsplit_once(&format!("{sign}--")).map(|(_, b)| b);
        for words in [before, behind].into_iter().flatten() {
            let is_usual = words.to_lowercase().contains("multi-part message in mime format");
            if words.trim().is_empty() || is_usual {
                continue;
            }
            self.say(
                &shown(words.trim()),
                "words stand before the first part of the e-mail or behind its last, where mail programs show none; they are \
                 in no entry"
                    .to_owned(),
                "read them beside the chronology",
            );
        }
    }

    /// The words of a part.
    fn words_of(&mut self, part: &MessagePart<'_>) -> String {
        let label = part
            .content_type()
            .and_then(|c| c.attribute("charset"))
            .unwrap_or_default();
        let bytes = bytes_of(self.message, part);
        if part.is_encoding_problem {
            self.damaged(&bytes);
        }
        let (text, is_whole) = decoded(&bytes, label);
        if !is_whole {
            let what = format!(
                "some letters of the e-mail are not of the character set that it names ('{}'), and may be shown as others",
                shown(label)
            );
            self.say("", what, "compare the e-mail with the original, where they stand");
        }
        let text = text.replace("\r\n", "\n");
        match part.body {
            PartType::Html(_) => {
                let (words, struck) = html::to_text(&text);
                if let Some(remark) = struck {
                    self.say(&remark.raw, remark.what, &remark.next);
                }
                let title = text
                    .split_once("<title>")
                    .and_then(|(_, rest)| rest.split_once("</title>"));
                let title = title.map_or("", |(title, _)| title.trim());
                if !title.is_empty() && title != self.letter.subject.trim() {
                    let what = format!(
                        "the e-mail's page has a title, '{}', which is in no entry",
                        shown(title)
                    );
                    self.say(title, what, "read it beside the entry");
                }
                words
            }
            _ => text,
        }
    }

    fn attachment(&mut self, part: &MessagePart<'_>) {
        let kind = part.content_type().map_or_else(String::new, |c| {
            format!("{}/{}", c.c_type, c.subtype().unwrap_or_default()).to_ascii_lowercase()
        });
        if kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime" {
            self.sealed("the e-mail, or a part of it, is encrypted or sealed (S/MIME) and was not read");
            return;
        }
        let bytes = bytes_of(self.message, part);
        let (name, place) = if let PartType::Message(inner) = &part.body {
            let subject = shown(inner.subject().unwrap_or("without subject"));
            (
                format!("{subject}.eml"),
                format!("{}attached e-mail '{subject}'", self.which),
            )
        } else {
            let name = named(part.attachment_name().unwrap_or("unnamed"), &kind);
            let place = format!("{}attachment '{}'", self.which, shown(&name));
            (name, place)
        };
        self.letter.attachments.push(shown(&name));
        let contents = if kind == "application/ms-tnef" || name.eq_ignore_ascii_case("winmail.dat") {
            lost(
                about(&name, &bytes),
                "is Outlook's own wrapping of a message and was not read".to_owned(),
                "ask the agency to save the e-mail as .msg",
            )
            .within(&place)
        } else if kind.starts_with("message/") && !matches!(part.body, PartType::Message(_))
            || kind == "text/rfc822-headers"
        {
            let words = String::from_utf8_lossy(&bytes).into_owned();
            kept(
                words,
                "is a mail server's report".to_owned(),
                "read it: it may say that an e-mail was not delivered",
            )
            .within(&place)
        } else {
            open_inner(self.file, &name, &bytes, &place)
        };
        join(&mut self.attached, contents);
    }
}

/// The name of an attachment, with an ending that tells its kind.
pub(crate) fn named(written: &str, kind: &str) -> String {
    // A name is a name, never a path.
    let name = written.rsplit(['/', '\\']).next().unwrap_or(written);
    let has_ending = name.rsplit_once('.').is_some_and(|(_, e)| (1..=5).contains(&e.len()));
    match ENDINGS.iter().find(|(k, _)| *k == kind) {
        Some((_, ending)) if !has_ending => format!("{name}.{ending}"),
        _ => name.to_owned(),
    }
}

/// The bytes of a part as they were before they were sent.
fn bytes_of(message: &Message<'_>, part: &MessagePart<'_>) -> Vec<u8> {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = message.raw_message.get(from..to).unwrap_or_default();
    let sent = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    sent.unwrap_or_else(|| part.contents().to_vec())
}

/// Bytes as text, and whether every one was understood.
pub(crate) fn decoded(bytes: &[u8], label: &str) -> (String, bool) {
    let named = Charset::for_label(label.as_bytes()).filter(|_| !label.eq_ignore_ascii_case("us-ascii"));
    match named {
        Some(charset) => {
            let (text, _, has_faults) = charset.decode(bytes);
            if has_faults && charset == encoding_rs::UTF_8 {
                // Old programs name UTF-8 and send Windows-1252, whose letters would be lost.
                return (encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), false);
            }
            (text.into_owned(), !has_faults)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.trim_start_matches('\u{feff}').to_owned(), true),
            Err(_) => (encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), label.is_empty()),
        },
    }
}
