//! Outlook messages (.msg). Their properties are read by `properties`; what a letter becomes is left to `letter`.

pub(super) mod properties;

use mail_parser::MessageParser;

use crate::import::{
    DEEPEST, Fit, Importer, LARGEST_FILE, NotThisKind, Supply,
    contents::{Contents, Part, Remark},
    eml, html,
    mail::{
        bodies, charsets, forms,
        letter::{self, Letter},
        rtf,
        sent::Sent,
    },
    msg::properties::{Properties, Store, label},
    opening::inner::{about, join, lost, open_inner, shown},
    stamp,
};

const SUBJECT: u16 = 0x0037;
const CLASS: u16 = 0x001A;
const SENT: u16 = 0x0039;
const DELIVERED: u16 = 0x0E06;
const CHANGED: u16 = 0x3008;
const HEADERS: u16 = 0x007D;
const BODY: u16 = 0x1000;
const BODY_RTF: u16 = 0x1009;
const BODY_HTML: u16 = 0x1013;
const MESSAGE_ID: u16 = 0x1035;
const REFERENCES: u16 = 0x1039;
const IN_REPLY_TO: u16 = 0x1042;
const CODE_PAGE: u16 = 0x3FFD;
const INTERNET_CODE_PAGE: u16 = 0x3FDE;
const DATA: u16 = 0x3701;
/// Name and addresses of the one who sent it, and of the one for whom it was sent.
const SENDER: (u16, [u16; 2]) = (0x0C1A, [0x5D01, 0x0C1F]);
const ON_BEHALF: (u16, [u16; 2]) = (0x0042, [0x5D02, 0x0065]);
const RECIPIENT: (u16, [u16; 2]) = (0x3001, [0x39FE, 0x3003]);
const RECIPIENT_KIND: u16 = 0x0C15;
/// Recipients in words, by kind.
const SHOWN_AS: [u16; 3] = [0x0E04, 0x0E03, 0x0E02];
const NAMES: [u16; 3] = [0x3707, 0x3704, 0x3001];
const MIME_TAG: u16 = 0x370E;
const METHOD: u16 = 0x3705;

/// Reads Outlook messages.
#[derive(Debug)]
pub(super) struct Msg;

impl Importer for Msg {
    fn name(&self) -> &'static str {
        "msg"
    }

    fn about(&self) -> &'static str {
        "an e-mail as Outlook's .msg, with what is attached to it"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        if is_message(file.bytes) {
            Fit::Content
        } else if file.has_extension(&["msg"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if file.bytes.is_empty() {
            return Err(NotThisKind::empty());
        }
        let damaged = || NotThisKind {
            what: "the file is damaged or no message: the properties of a message cannot be found in it".to_owned(),
            next: "open it in Outlook and save it again as .msg".to_owned(),
        };
        let store = Store::open(file.bytes, file.budget).ok_or_else(damaged)?;
        let mut out = Message {
            file: *file,
            store: &store,
            is_sealed: false,
        }
        .read("")
        .ok_or_else(damaged)?;
        let damaged = store.damaged();
        if damaged > 0 {
            out.remarks.push(Remark {
                lost: true,
                what: format!(
                    "{damaged} parts of the message are damaged and were not read: words, names or attachments may lack"
                ),
                next: "open it in Outlook, compare, and save it again as .msg".to_owned(),
                ..Remark::default()
            });
        }
        "Outlook message".clone_into(&mut out.encoding);
        Ok(out)
    }
}

/// Names in a compound file stand in records of 128 bytes.
fn is_message(bytes: &[u8]) -> bool {
    const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let name: Vec<u8> = "__properties_version1.0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(MAGIC) && bytes.chunks(128).any(|record| record.starts_with(&name))
}

/// A message in a file; its depth counts messages that lie inside each other.
struct Message<'a> {
    file: Supply<'a>,
    store: &'a Store<'a>,
    /// Is the message encrypted or sealed?
    is_sealed: bool,
}

impl Message<'_> {
    fn read(&mut self, path: &str) -> Option<Contents> {
        let of = self.store.properties(path)?;
        let page = of.number(CODE_PAGE).unwrap_or(0);
        let words = |id| self.store.words(&of, id, page).unwrap_or_default();
        let mut attached = Contents::default();
        let (body, remarks) = self.body(&of, page);
        attached.remarks.extend(remarks);
        let [to, cc, bcc] = self.recipients(path, &of, page);
        let mut letter = Letter {
            author: self.author(&of, page),
            to,
            cc,
            bcc,
            subject: words(SUBJECT),
            message_id: words(MESSAGE_ID),
            in_reply_to: words(IN_REPLY_TO),
            references: words(REFERENCES),
            body,
            ..Letter::default()
        };
        Self::date(&of, &words(HEADERS), &mut letter);
        let told = class(&words(CLASS));
        self.is_sealed = told.as_ref().is_some_and(|r| r.lost);
        attached.remarks.extend(told);
        for at in self.store.below(path, "__attach_version1.0_") {
            self.attachment(&at, page, &mut letter, &mut attached);
        }
        let (grid, remarks) = letter::table(&[letter]);
        let mut out = Contents {
            encoding: String::new(),
            parts: vec![Part::Table(grid)],
            remarks,
        };
        join(&mut out, attached);
        Some(out)
    }

    /// The day: the header as it was sent, else what Outlook noted.
    fn date(of: &Properties, headers: &str, letter: &mut Letter) {
        if let Some(message) = MessageParser::default()
            .parse(headers.as_bytes())
            .filter(eml::is_letter)
        {
            let heads = eml::heads(&message);
            letter.sent = heads.sent;
            letter.asides = heads.asides;
            letter.date_header = heads.date_header;
            for (own, header) in [
                (&mut letter.message_id, heads.message_id),
                (&mut letter.in_reply_to, heads.in_reply_to),
                (&mut letter.references, heads.references),
            ] {
                if own.trim().is_empty() {
                    *own = header;
                }
            }
        }
        if letter.sent.is_some() {
            return;
        }
        let noted = [(SENT, "sent"), (DELIVERED, "delivered")]
            .iter()
            .find_map(|(id, how)| of.moment(*id).map(|at| (at, *how)));
        match noted {
            Some((at, how)) => {
                letter.sent = Some(Sent::known(stamp::london(&at)));
                if letter.date_header.is_empty() {
                    letter.date_header = format!("{} ({how}, as Outlook noted)", at.format("%Y-%m-%dT%H:%M:%SZ"));
                }
            }
            None => {
                letter.no_date = of
                    .moment(CHANGED)
                    .map(|at| {
                        format!(
                            "it was last changed {}, and may never have been sent",
                            at.format("%d/%m/%Y")
                        )
                    })
                    .unwrap_or_default();
            }
        }
    }

    fn person(&self, of: &Properties, (name, addresses): (u16, [u16; 2]), page: u32) -> String {
        let name = self.store.words(of, name, page).unwrap_or_default();
        let address = addresses
            .iter()
            .filter_map(|id| self.store.words(of, *id, page))
            // Inside one organisation Outlook keeps a path through its directory instead of an address.
            .find(|a| a.contains('@'))
            .unwrap_or_default();
        match (name.trim(), address.trim()) {
            ("", address) => address.to_owned(),
            (name, "") => name.to_owned(),
            (name, address) if name == address => name.to_owned(),
            (name, address) => format!("{name} <{address}>"),
        }
    }

    fn author(&self, of: &Properties, page: u32) -> String {
        let (sender, other) = (self.person(of, SENDER, page), self.person(of, ON_BEHALF, page));
        if other.is_empty() || other == sender {
            sender
        } else if sender.is_empty() {
            other
        } else {
            format!("{sender} on behalf of {other}")
        }
    }

    /// To, Cc and Bcc.
    fn recipients(&self, path: &str, of: &Properties, page: u32) -> [String; 3] {
        let mut all: [Vec<String>; 3] = Default::default();
        for at in self.store.below(path, "__recip_version1.0_") {
            let Some(one) = self.store.properties(&at) else {
                continue;
            };
            let person = self.person(&one, RECIPIENT, page);
            let kind = one.number(RECIPIENT_KIND).unwrap_or(1).clamp(1, 3) - 1;
            if let Some(list) = all.get_mut(kind as usize) {
                list.push(person);
            }
        }
        let mut shown_as = SHOWN_AS
            .iter()
            .map(|id| self.store.words(of, *id, page).unwrap_or_default());
        all.map(|list| {
            let words = shown_as.next().unwrap_or_default();
            if list.is_empty() { words } else { list.join(", ") }
        })
    }

    /// The body, of the forms it is kept in, and what is said of it.
    fn body(&self, of: &Properties, page: u32) -> (String, Vec<Remark>) {
        let plain = self.store.words(of, BODY, page).unwrap_or_default();
        let marked = self.store.words(of, BODY_HTML, page).or_else(|| {
            let bytes = self.store.bytes(of, BODY_HTML)?;
            Some(charsets::decoded(&bytes, &label(of.number(INTERNET_CODE_PAGE).unwrap_or(page))).0)
        });
        let marked = marked.unwrap_or_default();
        let (formatted, struck) = html::to_text(&marked);
        if plain.trim().is_empty() && formatted.trim().is_empty() {
            let (words, remark) = self.rich(of);
            return (words, remark.into_iter().collect());
        }
        let had_plain = !plain.trim().is_empty();
        let (body, remark) = forms::choose(formatted, plain);
        let remarks = struck.into_iter().chain(remark.filter(|_| had_plain));
        (body, remarks.collect())
    }

    fn rich(&self, of: &Properties) -> (String, Option<Remark>) {
        let Some(packed) = self.store.bytes(of, BODY_RTF).filter(|p| !p.is_empty()) else {
            return (String::new(), None);
        };
        let most = usize::try_from(LARGEST_FILE.min(self.file.budget.bytes())).unwrap_or(0);
        let rich = rtf::unpack(&packed, most);
        self.file.budget.spend(rich.bytes.len() as u64);
        let remark = Remark {
            lost: true,
            what: "the words of the message are packed in a way that cannot be read to their end".to_owned(),
            next: "open it in Outlook and save it as plain text or .eml".to_owned(),
            ..Remark::default()
        };
        (rtf::to_text(&rich.bytes), (!rich.is_whole).then_some(remark))
    }

    fn attachment(&self, at: &str, page: u32, letter: &mut Letter, attached: &mut Contents) {
        let Some(of) = self.store.properties(at) else {
            let what = "is named in the message, but its properties cannot be read".to_owned();
            join(
                attached,
                lost(
                    shown(at),
                    what,
                    "open the message in Outlook and save the attachment by itself",
                ),
            );
            return;
        };
        let words = |id| self.store.words(&of, id, page).filter(|w| !w.trim().is_empty());
        let written = NAMES
            .iter()
            .find_map(|id| words(*id))
            .unwrap_or_else(|| "unnamed".to_owned());
        let name = bodies::named(&written, &words(MIME_TAG).unwrap_or_default().to_ascii_lowercase());
        letter.attachments.push(shown(&name));
        // The wrapping of a sealed message is told of by its class.
        if self.is_sealed && name.to_ascii_lowercase().ends_with(".p7m") {
            return;
        }
        let inner = of.inner(DATA);
        let contents = if let Some(bytes) = self.store.bytes(&of, DATA) {
            open_inner(&self.file, &name, &bytes, &format!("attachment '{}'", shown(&name)))
        } else if self.store.is_storage(&inner) {
            self.inner(&inner, &name)
        } else {
            let (what, next) = match of.number(METHOD) {
                Some(2..=4 | 7) => (
                    "is only a link to a file that was kept elsewhere",
                    "ask the agency for the file itself",
                ),
                _ => ("has no contents in the message", "ask the agency for the file itself"),
            };
            lost(shown(&name), what.to_owned(), next).within(&format!("attachment '{}'", shown(&name)))
        };
        join(attached, contents);
    }

    /// A message inside this one, or an object of another program.
    fn inner(&self, path: &str, name: &str) -> Contents {
        let place = format!("attached e-mail '{}'", shown(name));
        let mut message = Message {
            file: Supply {
                depth: self.file.depth + 1,
                ..self.file
            },
            store: self.store,
            is_sealed: false,
        };
        let next = "open the message in Outlook and save the attachment by itself";
        if message.file.depth > DEEPEST || !self.file.budget.take_file() {
            let what = format!("is inside more than {DEEPEST} others, or one of too many, and was not read");
            return lost(shown(name), what, next).within(&place);
        }
        match message.read(path) {
            Some(contents) => contents.within(&place),
            None => lost(
                about(name, &[]),
                "is an object of another program and was not read".to_owned(),
                next,
            )
            .within(&place),
        }
    }
}

/// Messages of other kinds keep facts in properties of their own.
fn class(class: &str) -> Option<Remark> {
    let of = |kind: &str| class.get(..kind.len()).is_some_and(|c| c.eq_ignore_ascii_case(kind));
    let (lost, what, next) = if of("IPM.Note.SMIME") {
        (
            true,
            "the message is encrypted or sealed (S/MIME), and its words were not read",
            "ask the agency for the e-mail as its reader saw it: opened, and saved without encryption",
        )
    } else if of("IPM.Appointment") || of("IPM.Schedule") {
        (
            false,
            "this is a calendar item; the time of the meeting itself is not read, only its words",
            "open it in Outlook; if the meeting matters, add it as an entry with its own date",
        )
    } else if class.is_empty() || of("IPM.Note") || class.eq_ignore_ascii_case("IPM") {
        return None;
    } else {
        (
            false,
            "this is no ordinary e-mail but another kind of Outlook item, and only what e-mails have was read",
            "open it in Outlook and compare",
        )
    };
    Some(Remark {
        row: usize::from(!lost),
        lost,
        raw: shown(class),
        what: what.to_owned(),
        next: next.to_owned(),
        ..Remark::default()
    })
}
