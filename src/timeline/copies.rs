//! *Copies*: e-mails forwarded or supplied twice, and minutes pasted into several agencies' records.

use std::collections::BTreeMap;

use super::words;
use crate::model::entry::Entry;

/// Days between two entries that tell the same thing, at most.
const APART: i64 = 31;
/// Days between minutes and where they were pasted, at most.
const MINUTES_APART: i64 = 120;
/// Days between an e-mail and its being sent on, at most.
const SENT_ON_APART: i64 = 400;
/// Entries that carry one message, at most: more are a fault of the export.
const CARRIERS: usize = 24;

/// What an entry says of itself as a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    #[default]
    None,
    /// It holds an e-mail that was sent before: `FW:`, or a block of `From:`, `Sent:`, `To:` inside.
    SentOn,
    /// It holds minutes of a meeting.
    Minutes,
}

/// What an entry says of itself as a copy.
pub(super) fn mark(entry: &Entry) -> Mark {
    let lines: Vec<&str> = entry
        .text
        .lines()
        .map(|l| l.trim_start_matches(['>', ' ', '*']))
        .collect();
    let opens = |line: &str, words: &[&str]| {
        words
            .iter()
            .any(|w| line.get(..w.len()).is_some_and(|start| start.eq_ignore_ascii_case(w)))
    };
    let subject = entry
        .further
        .iter()
        .filter(|f| f.name.eq_ignore_ascii_case("subject"))
        .map(|f| f.value.as_str());
    let sent_on = std::iter::once(entry.text.as_str())
        .chain(subject)
        .any(|t| opens(t.trim_start(), &["fw:", "fwd:", "subject: fw:", "subject: fwd:"]));
    let from = lines.iter().position(|l| opens(l, &["from:"]));
    // The head of the entry's own e-mail is no other message: only a block further down is.
    let inner = lines.iter().any(|l| {
        opens(
            l,
            &[
                "-----original message",
                "begin forwarded message",
                "---------- forwarded",
            ],
        )
    }) || from.is_some_and(|at| {
        at > 0
            && lines
                .iter()
                .skip(at + 1)
                .take(4)
                .any(|l| opens(l, &["sent:", "date:", "to:"]))
    }) || inline_block(&entry.text);
    if sent_on || inner {
        return Mark::SentOn;
    }
    let says_minutes = |t: &str| words(t).any(|w| w == "minutes");
    let opening: String = entry.text.chars().take(200).collect();
    if says_minutes(&entry.entry_type) || says_minutes(&entry.source) || says_minutes(&opening) {
        return Mark::Minutes;
    }
    Mark::None
}

/// `From: … Sent: … To:` in one line, as cells of a table hold it, not at the start of the text.
fn inline_block(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some(from) = lower.find("from:").filter(|at| *at > 0) else {
        return false;
    };
    let rest: String = lower.get(from..).unwrap_or_default().chars().take(300).collect();
    rest.find("sent:")
        .is_some_and(|sent| rest.get(sent..).is_some_and(|r| r.contains("to:")))
}

/// Why two entries whose texts largely repeat one another are linked; nothing when they lie too far apart for copies of their kind.
pub(super) fn why((first, a): (&Entry, Mark), (second, b): (&Entry, Mark), apart: i64, share: usize) -> Option<String> {
    let same = format!("the texts share {share} of every 100 runs of 5 words");
    if b == Mark::SentOn && apart <= SENT_ON_APART && second.text.len() > first.text.len() {
        return Some(format!("{} sends on what {} says: {same}", second.id, first.id));
    }
    // The same day has no order: the longer one holds the shorter.
    if a == Mark::SentOn && apart <= 0 && first.text.len() > second.text.len() {
        return Some(format!("{} sends on what {} says: {same}", first.id, second.id));
    }
    if a == Mark::Minutes && b == Mark::Minutes && first.agency != second.agency && apart <= MINUTES_APART {
        return Some(format!("the same minutes in the records of two agencies: {same}"));
    }
    (apart <= APART).then_some(same)
}

/// One e-mail that two records hold: the same Message-ID.
pub(super) fn same_message(entries: &[Entry], found: &mut BTreeMap<(usize, usize), String>) {
    for (id, list) in by_message_id(entries) {
        for pair in pairs(&list) {
            found.insert(pair, format!("both are the e-mail with the Message-ID {id}"));
        }
    }
}

/// Entries by the Message-ID that they carry; an ID that very many carry is left out.
pub(super) fn by_message_id(entries: &[Entry]) -> BTreeMap<&str, Vec<usize>> {
    let mut out: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(id) = message_id(entry) {
            out.entry(id).or_default().push(at);
        }
    }
    out.retain(|_, list| list.len() <= CARRIERS);
    out
}

/// Every two of a list, in its order.
pub(super) fn pairs(list: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let rest = |n: usize| list.get(n + 1..).unwrap_or_default();
    list.iter()
        .enumerate()
        .flat_map(move |(n, a)| rest(n).iter().map(move |b| (*a, *b)))
}

/// The Message-ID among the further columns, without its brackets.
pub(super) fn message_id(entry: &Entry) -> Option<&str> {
    further(entry, "message-id")
        .or_else(|| further(entry, "messageid"))
        .map(|id| id.trim_matches(['<', '>']))
        .filter(|id| !id.is_empty())
}

/// A further column, by its heading in small letters with `-` between words; nothing when it is empty.
pub(super) fn further<'a>(entry: &'a Entry, name: &str) -> Option<&'a str> {
    entry
        .further
        .iter()
        .find(|f| f.name.to_lowercase().replace([' ', '_'], "-") == name)
        .map(|f| f.value.trim())
        .filter(|value| !value.is_empty())
}
