//! *Letter*: an e-mail, whatever kind of file it came in. One letter is one row; `rules/columns.toml` knows the headings.
//!
//! The words of an entry are the subject and the body as sent, an earlier thread below and all: they are never cut, and a
//! remark tells of the thread. The day is the sender's clock told as London time, with the header as written beside it.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use crate::import::{
    contents::{Cell, Fault, Grid, Remark, Row, Value},
    mail::sent::{self, Sent},
    opening::inner::shown,
    stamp,
};

const HEADINGS: [&str; 13] = [
    "Date",
    "Author",
    "Type",
    "Event",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Date header",
    "Attachments",
];
/// Earlier messages whose dates are told; of more, only their number.
const TOLD: usize = 20;

/// An e-mail.
#[derive(Debug, Default)]
pub(crate) struct Letter {
    /// When it was sent.
    pub(crate) sent: Option<Sent>,
    /// What the message itself says of its day, as written.
    pub(crate) date_header: String,
    /// Why there is no day, where more is known than that.
    pub(crate) no_date: String,
    /// Headers that hold words and have no column: name and words.
    pub(crate) asides: Vec<(&'static str, String)>,
    pub(crate) author: String,
    pub(crate) to: String,
    pub(crate) cc: String,
    pub(crate) bcc: String,
    pub(crate) subject: String,
    pub(crate) message_id: String,
    pub(crate) in_reply_to: String,
    pub(crate) references: String,
    pub(crate) body: String,
    /// Names of its attachments.
    pub(crate) attachments: Vec<String>,
}

/// All letters of a file as a table, and what a reader must know of them.
pub(crate) fn table(letters: &[Letter]) -> (Grid, Vec<Remark>) {
    let mut grid = Grid {
        rows: vec![Row::of(0, HEADINGS.iter().map(|h| (*h).to_owned()).collect())],
        ..Grid::default()
    };
    let mut remarks = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let number = at + 1;
        grid.rows.push(letter.row(number));
        remarks.extend(letter.remarks(number));
    }
    (grid, remarks)
}

impl Letter {
    fn row(&self, number: usize) -> Row {
        let in_doubt = self.sent.as_ref().is_some_and(|s| s.in_doubt);
        let (date, fault) = match self.sent.as_ref().and_then(in_london) {
            Some(moment) if in_doubt => (Cell::words(format!("? {}", moment.format("%d/%m/%Y %H:%M"))), None),
            Some(moment) => (
                Cell {
                    text: moment.format("%d/%m/%Y %H:%M").to_string(),
                    value: Value::Moment(moment),
                    from_above: false,
                },
                None,
            ),
            None => (Cell::default(), Some(self.undated())),
        };
        let words = |text: &str| Cell::words(text.trim());
        let cells = vec![
            date,
            words(&self.author),
            words("E-mail"),
            Cell::words(self.text()),
            words(&self.to),
            words(&self.cc),
            words(&self.bcc),
            words(&self.subject),
            words(&self.message_id),
            words(&self.in_reply_to),
            words(&self.references),
            words(&self.date_header),
            words(&self.attachments.join("; ")),
        ];
        Row {
            number,
            cells,
            raw: None,
            fault,
        }
    }

    /// Subject and body. Subjects carry facts, so they are read like the rest.
    fn text(&self) -> String {
        let (subject, body) = (self.subject.trim(), self.body.trim_end());
        match (subject.is_empty(), body.trim().is_empty()) {
            (true, _) => body.to_owned(),
            (false, true) => format!("Subject: {subject}"),
            (false, false) => format!("Subject: {subject}\n\n{body}"),
        }
    }

    fn undated(&self) -> Fault {
        let mut what = if self.date_header.trim().is_empty() {
            "the e-mail does not say when it was sent".to_owned()
        } else {
            format!("the e-mail's date '{}' cannot be read", self.date_header.trim())
        };
        if !self.no_date.is_empty() {
            what.push_str("; ");
            what.push_str(&self.no_date);
        }
        Fault {
            what,
            next: "find the day from the thread or the sender, and add the e-mail as an entry of that day".to_owned(),
        }
    }

    fn remarks(&self, number: usize) -> Vec<Remark> {
        let mut out = Vec::new();
        let mut say = |raw: &str, what: String, next: &str| {
            out.push(Remark {
                row: number,
                raw: raw.to_owned(),
                what,
                next: next.to_owned(),
                ..Remark::default()
            });
        };
        if let (Some(sent), Some(london)) = (&self.sent, self.sent.as_ref().and_then(in_london)) {
            let written = shown(self.date_header.trim());
            if let Some(said) = &sent.said {
                let what = format!("the e-mail's date '{written}' {said}");
                say(&self.date_header, what, "compare the day and hour with the original");
            }
            if sent.at.naive_local().date() != london.date() {
                let what = format!(
                    "the sender's clock said {}, which is another day in London: {}",
                    if self.date_header.trim().is_empty() {
                        sent.at.to_string()
                    } else {
                        written
                    },
                    london.format("%d/%m/%Y %H:%M")
                );
                let next = "the entry has the day in London; its column 'Date header' keeps the other";
                say(&self.date_header, what, next);
            }
        }
        for (name, words) in &self.asides {
            let what = format!("the e-mail has words in its header '{name}', which are in no entry");
            say(words, what, "read them beside the entry");
        }
        let earlier = earlier(&self.body);
        if !earlier.is_empty() {
            let dates: Vec<&str> = earlier.iter().take(TOLD).map(String::as_str).collect();
            let mut dates = dates.join("; ");
            if earlier.len() > TOLD {
                dates.push_str("; …");
            }
            // What is dated after the e-mail itself is not quoted in it.
            let later = self
                .sent
                .as_ref()
                .map_or(0, |own| earlier.iter().filter(|e| is_later(e, own)).count());
            let what = match earlier.len() {
                n if later > 0 => format!(
                    "the e-mail holds the heads of {n} others, {later} of them dated later than itself ({dates}): \
                     e-mails may have run together"
                ),
                1 => format!("the e-mail holds an earlier message, sent {dates}"),
                n => format!("the e-mail holds {n} earlier messages, sent {dates}"),
            };
            say(
                "",
                what,
                "what it holds stands in the text of this entry, under the day of this e-mail, and became no entry of its own; if an earlier message was not supplied by itself, ask the agency for it",
            );
        }
        if self.body.contains("-----BEGIN PGP MESSAGE-----") {
            say(
                "",
                "the e-mail's words are encrypted (PGP)".to_owned(),
                "ask the agency for the e-mail as its reader saw it",
            );
        }
        out
    }
}

/// The time in London. A year that no e-mail can have is none.
fn in_london(sent: &Sent) -> Option<NaiveDateTime> {
    let moment = stamp::london(&sent.at).naive_local();
    (1970..=2199).contains(&moment.year()).then_some(moment)
}

/// Is the date of a quoted message, as written, a day or more after that of the e-mail that quotes it?
fn is_later(quoted: &str, own: &Sent) -> bool {
    sent::read(quoted.trim_matches('\'')).is_some_and(|q| q.at - own.at > TimeDelta::days(1))
}

/// Dates of the messages that are quoted in a text, as written there.
fn earlier(body: &str) -> Vec<String> {
    /// Lines of a quoted head among which its date is looked for.
    const HEAD: usize = 8;
    /// No longer line is the head of a quoted message.
    const LONGEST: usize = 300;
    let lines: Vec<&str> = body
        .lines()
        .map(|l| l.trim_start_matches(['>', ' ', '\t', '*', '|']).trim_end())
        .collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.len() > LONGEST {
            continue;
        }
        if line.starts_with("From:") {
            let head = lines.get(at..lines.len().min(at + HEAD)).unwrap_or_default();
            let sent = head.iter().take_while(|l| !l.starts_with("From:")).find_map(|l| {
                let plain = l.trim_start_matches('*');
                plain.strip_prefix("Sent:").or_else(|| plain.strip_prefix("Date:"))
            });
            if let Some(sent) = sent {
                out.push(format!("'{}'", sent.trim_matches(['*', ' ', '\t'])));
            }
        } else if let Some(rest) = line.strip_prefix("On ") {
            // The line is often broken before `wrote:`.
            let next = lines.get(at).copied().unwrap_or_default();
            let joined = if line.ends_with("wrote:") {
                rest.to_owned()
            } else {
                format!("{rest} {next}")
            };
            if let Some(head) = joined.strip_suffix("wrote:")
                && head.bytes().any(|b| b.is_ascii_digit())
            {
                out.push(format!("'{}'", head.trim().trim_end_matches(',')));
            }
        }
    }
    out
}
