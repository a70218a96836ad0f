//! *Threads*: e-mails that answer, send on or quote one another. They are no copies: each is an act of its own, and nothing is judged by these links.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    copies::{by_message_id, further, message_id},
    words,
};
use crate::model::{
    entry::Entry,
    timeline::{Related, Relation},
};

/// E-mails under one subject among which a quoted one is looked for, counted backwards.
const NEAREST: usize = 40;
/// Words of an e-mail, at least, by which it is known again inside another.
const LEAST: usize = 4;

/// Links e-mails to those that they answer, by their headers, and to those that they quote.
pub(super) fn find(entries: &[Entry]) -> Vec<Related> {
    let mut found: BTreeMap<(usize, usize), String> = BTreeMap::new();
    by_headers(entries, &mut found);
    by_words(entries, &mut found);
    found
        .into_iter()
        .filter_map(|((a, b), why)| {
            Some(Related {
                first: entries.get(a)?.id.clone(),
                second: entries.get(b)?.id.clone(),
                how: Relation::Thread,
                why,
            })
        })
        .collect()
}

fn by_headers(entries: &[Entry], found: &mut BTreeMap<(usize, usize), String>) {
    let holders = by_message_id(entries);
    for (at, entry) in entries.iter().enumerate() {
        let own = message_id(entry);
        let known = |id: &&str| Some(*id) != own && holders.contains_key(*id);
        let answered = ids(further(entry, "in-reply-to"));
        let named = ids(further(entry, "references"));
        let (id, how) = match answered.into_iter().find(known) {
            Some(id) => (id, "answers"),
            // The last one named is the nearest.
            None => match named.into_iter().rev().find(known) {
                Some(id) => (id, "belongs to the exchange of"),
                None => continue,
            },
        };
        let header = if how == "answers" { "In-Reply-To" } else { "References" };
        for other in holders.get(id).into_iter().flatten() {
            let Some(earlier) = entries.get(*other) else { continue };
            let why = format!(
                "{} {how} {}: its {header} names the Message-ID {id}",
                entry.id, earlier.id
            );
            found.entry((at.min(*other), at.max(*other))).or_insert(why);
        }
    }
}

/// E-mails of one subject, the later of which holds all words of an earlier one.
fn by_words(entries: &[Entry], found: &mut BTreeMap<(usize, usize), String>) {
    let mut subjects: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(subject) = further(entry, "subject").filter(|_| is_letter(entry)) else {
            continue;
        };
        let mail = (at, plain(body(&entry.text)));
        subjects.entry(bare(subject)).or_default().push(mail);
    }
    let linked: BTreeSet<(usize, usize)> = found.keys().copied().collect();
    for mails in subjects.values() {
        for (n, (later, text)) in mails.iter().enumerate() {
            let before = mails.get(n.saturating_sub(NEAREST)..n).unwrap_or_default();
            let quoted = before.iter().rev().find(|(_, words)| {
                // Each word stands between two blanks, so that no word is found inside another.
                words.split(' ').count() >= LEAST + 2 && words.len() < text.len() && text.contains(words.as_str())
            });
            let Some((earlier, _)) = quoted else { continue };
            let pair = (*earlier, *later);
            if let (false, Some(a), Some(b)) = (linked.contains(&pair), entries.get(*earlier), entries.get(*later)) {
                let why = format!("{} holds all words of {}, under the same subject", b.id, a.id);
                found.insert(pair, why);
            }
        }
    }
}

fn is_letter(entry: &Entry) -> bool {
    message_id(entry).is_some() || further(entry, "to").is_some()
}

/// Identifiers in a header: each stands between angle brackets, or by itself.
fn ids(header: Option<&str>) -> Vec<&str> {
    let split = header
        .into_iter()
        .flat_map(|h| h.split([' ', ',', '\t', '\n', '>', '<']));
    split.filter(|id| id.contains('@') || id.len() > 8).collect()
}

/// A subject without `RE:`, `FW:` and the like.
fn bare(subject: &str) -> String {
    let mut rest = subject.trim().to_lowercase();
    while let Some(shorter) = ["re:", "fw:", "fwd:"].iter().find_map(|mark| rest.strip_prefix(mark)) {
        rest = shorter.trim().to_owned();
    }
    rest
}

/// The words of an e-mail without its subject line.
fn body(text: &str) -> &str {
    match text.split_once("\n\n") {
        Some((first, rest)) if first.starts_with("Subject: ") => rest,
        None if text.starts_with("Subject: ") => "",
        _ => text,
    }
}

/// The words alone, each between two blanks: marks of quoting and broken lines are no words.
fn plain(text: &str) -> String {
    format!(" {} ", words(text).collect::<Vec<_>>().join(" "))
}
