//! *Bodies*: the parts of an e-mail: which are its words, and which are attached to it.
//!
//! The parser tells the parts apart; their words are decoded here, so that no letter is changed unseen: a character set
//! that is not named is UTF-8, or else Windows-1252, and bytes that it does not know are told of. Every part is words,
//! another form of the same words, or an attachment: none is passed over.

use std::collections::BTreeSet;

use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};

use crate::import::{
    Supply,
    contents::{Contents, Remark},
    html,
    mail::{charsets::decoded, codes, forms, letter::Letter},
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
    ("application/rtf", "rtf"),
    ("text/x-amp-html", "html"),
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
/// Parts whose ends are looked for.
const MOST_LOOKED_AT: usize = 50;
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
        let raw: &[u8] = &self.message.raw_message;
        let is_open = |part: &MessagePart<'_>| {
            let kind = part
                .content_type()
                .filter(|c| c.c_type.eq_ignore_ascii_case("multipart"));
            kind.and_then(|c| c.attribute("boundary")).is_some_and(|boundary| {
                let end = format!("--{boundary}--");
                !raw.windows(end.len()).any(|w| w == end.as_bytes())
            })
        };
        if self.message.parts.iter().take(MOST_LOOKED_AT).any(is_open) {
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

    /// Words or a file that were sent in a code which is damaged.
    fn damaged(&mut self, who: &str, wrong: &str) {
        self.attached.remarks.push(Remark {
            place: self.which.trim_end_matches([',', ' ']).to_owned(),
            lost: true,
            raw: shown(&self.letter.subject),
            what: format!("{who} were sent in {wrong}"),
            next: "ask the agency for the e-mail again, and compare; what could be read was read".to_owned(),
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
        let (bytes, wrong) = bytes_of(self.message, part);
        if let Some(wrong) = wrong {
            self.damaged("the e-mail's words", &wrong);
        }
        let (text, said) = decoded(&bytes, label);
        if let Some(said) = said {
            let what = format!("the e-mail {said}");
            self.say(
                "",
                what,
                "compare the e-mail with the original, where letters have signs above them or stand for others",
            );
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

    /// What is said to have parts, and has no sign that parts them: nobody can tell them apart, and none is lost.
    fn unparted(&mut self, bytes: &[u8]) {
        self.letter.body.push_str(&decoded(bytes, "").0.replace("\r\n", "\n"));
        let what = "the e-mail is said to have several parts, and the sign that parts them is not there; all of it was read as it stands";
        self.say(
            "",
            what.to_owned(),
            "ask the agency for the e-mail again; an attachment would stand in the entry as code",
        );
    }

    fn attachment(&mut self, part: &MessagePart<'_>) {
        let kind = part.content_type().map_or_else(String::new, |c| {
            format!("{}/{}", c.c_type, c.subtype().unwrap_or_default()).to_ascii_lowercase()
        });
        if kind == "application/pkcs7-mime" || kind == "application/x-pkcs7-mime" {
            self.sealed("the e-mail, or a part of it, is encrypted or sealed (S/MIME) and was not read");
            return;
        }
        let (bytes, wrong) = bytes_of(self.message, part);
        if kind.starts_with("multipart/") {
            self.unparted(&bytes);
            return;
        }
        let (name, place) = if let PartType::Message(inner) = &part.body {
            let subject = shown(inner.subject().unwrap_or("without subject"));
            (
                format!("{subject}.eml"),
                format!("{}attached e-mail '{subject}'", self.which),
            )
        } else {
            let name = named(part.attachment_name().unwrap_or("unnamed"), &kind);
            let mut place = format!("{}attachment '{}'", self.which, shown(&name));
            if part.attachment_name().is_none() && !kind.is_empty() {
                place = format!("{place} ({})", shown(&kind));
            }
            (name, place)
        };
        if let Some(wrong) = wrong {
            self.damaged(&format!("the bytes of {place}"), &wrong);
        }
        if let Some(words) = part
            .content_description()
            .filter(|w| !w.trim().is_empty() && *w != name)
        {
            let what = format!("{place} is described in words that are in no entry");
            self.say(words, what, "read them beside the entry");
        }
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
        None if !has_ending && kind.starts_with("text/") => format!("{name}.txt"),
        _ => name.to_owned(),
    }
}

/// The bytes of a part as they were before they were sent, and what is wrong with the code they were sent in.
fn bytes_of(message: &Message<'_>, part: &MessagePart<'_>) -> codes::Plain {
    let (from, to) = (part.offset_body as usize, part.offset_end as usize);
    let raw = message.raw_message.get(from..to).unwrap_or_default();
    codes::plain(raw, part.content_transfer_encoding().unwrap_or_default())
}
