//! Entries that are *linked* with this one: told twice, told otherwise, perhaps the same; side by side, and what was settled of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    model::{
        entry::{Entry, EntryId},
        settled::{Settled, Settlement, standing},
        timeline::Relation,
    },
    review::settled_words,
    web::{
        asking::{Ask, Link, Opened},
        concepts::Choice,
        words::{self, AgencyMark},
    },
};

/// No more linked entries are shown side by side; a long exchange of e-mails has many.
const MOST: usize = 12;

/// An entry that is linked with the one that is shown.
#[derive(Serialize)]
pub(super) struct Linked {
    /// Ids of its form begin with this.
    form: String,
    entry: Link,
    agency: AgencyMark,
    written: String,
    text: String,
    /// How they are linked, and why: lines of words.
    how: Vec<String>,
    /// What can be settled of them.
    choices: Vec<Choice>,
    /// What was settled of them, and by whom.
    settled: Vec<SettledLine>,
    because: String,
    is_open: bool,
}

#[derive(Serialize)]
struct SettledLine {
    number: u64,
    words: String,
}

/// What is known of one linked entry while they are collected.
#[derive(Default)]
struct Met {
    how: Vec<String>,
    is_same: bool,
    is_perhaps: bool,
    differs: bool,
}

/// The entries that are linked with this one, and how many more there are.
pub(super) fn links(opened: &Opened, entry: &Entry, ask: &Ask) -> (Vec<Linked>, usize) {
    let mut met: BTreeMap<&EntryId, Met> = BTreeMap::new();
    let timeline = &opened.matter.timeline;
    for pair in &timeline.duplicates {
        if let Some(other) = other(entry, (&pair.first, &pair.second)) {
            let one = at(&mut met, other);
            one.is_same = true;
            one.how.push(format!("Tells the same as: {}", pair.why));
        }
    }
    for conflict in &timeline.conflicts {
        if let Some(other) = other(entry, (&conflict.first, &conflict.second)) {
            let one = at(&mut met, other);
            one.differs = true;
            one.how.push(format!("Tells it otherwise: {}", conflict.in_words()));
        }
    }
    for related in &timeline.related {
        if let Some(other) = other(entry, (&related.first, &related.second)) {
            let one = at(&mut met, other);
            one.is_perhaps |= related.how == Relation::PerhapsSame;
            one.how.push(match related.how {
                Relation::PerhapsSame => format!("Perhaps tells of the same event: {}", related.why),
                Relation::Thread => format!("Of one exchange of e-mails: {}", related.why),
            });
        }
    }
    let settled = standing(&opened.matter.settled);
    for one in &settled {
        if let Some(other) = pair(one).and_then(|pair| other_of(entry, pair)) {
            at(&mut met, other);
        }
    }
    let more = met.len().saturating_sub(MOST);
    // What can be settled is never left out for what needs no settling.
    let mut met: Vec<(&EntryId, Met)> = met.into_iter().collect();
    met.sort_by_key(|(_, one)| !(one.differs || one.is_perhaps));
    let shown = met.into_iter().take(MOST).enumerate();
    let linked = shown.filter_map(|(n, met)| linked(opened, entry, ask, (n, met), &settled));
    (linked.collect(), more)
}

/// What is known of one more linked entry.
fn at<'a, 'b>(met: &'b mut BTreeMap<&'a EntryId, Met>, other: &'a EntryId) -> &'b mut Met {
    met.entry(other).or_default()
}

fn linked(
    opened: &Opened,
    entry: &Entry,
    ask: &Ask,
    (n, (other, met)): (usize, (&EntryId, Met)),
    settled: &[&Settled],
) -> Option<Linked> {
    let matter = &opened.matter;
    let (other, _) = matter.entry(other)?;
    let form = format!("link{}-", n + 1);
    let was_sent = ask.typed("form") == form;
    let chosen = if was_sent { ask.typed("what") } else { "" };
    let offered = [
        ("same", "They tell of the same event", met.is_perhaps && !met.is_same),
        (
            "apart",
            "They do not tell of the same event",
            met.is_same || met.is_perhaps || met.differs,
        ),
        (
            "looked",
            "I looked at both accounts; the reason says which is relied on, if either",
            met.differs,
        ),
    ];
    let is_of_both = |s: &&&Settled| pair(s).and_then(|p| other_of(entry, p)) == Some(&other.id);
    Some(Linked {
        form,
        entry: Link::new(other.id.0.clone(), opened.entry(&other.id)),
        agency: words::agency(&matter.case, &other.agency),
        written: other.when.shown(),
        text: other.text.clone(),
        how: met.how,
        choices: offered
            .iter()
            .filter(|(_, _, can)| *can)
            .map(|(code, label, _)| Choice::of(code, *label, *code == chosen))
            .collect(),
        settled: settled
            .iter()
            .filter(is_of_both)
            .map(|s| SettledLine {
                number: s.number,
                words: format!(
                    "{}: {}, because: {}",
                    s.who,
                    settled_words::in_words(matter, &s.what),
                    s.because
                ),
            })
            .collect(),
        because: if was_sent {
            ask.typed("because").to_owned()
        } else {
            String::new()
        },
        is_open: was_sent,
    })
}

/// The two entries that something settled is about.
fn pair(settled: &Settled) -> Option<(&EntryId, &EntryId)> {
    match &settled.what {
        Settlement::TheSame { first, second }
        | Settlement::NotTheSame { first, second }
        | Settlement::Conflict { first, second, .. } => Some((first, second)),
        _ => None,
    }
}

fn other<'a>(entry: &Entry, pair: (&'a EntryId, &'a EntryId)) -> Option<&'a EntryId> {
    other_of(entry, pair)
}

/// The other one of a pair that this entry is in.
fn other_of<'a>(entry: &Entry, (first, second): (&'a EntryId, &'a EntryId)) -> Option<&'a EntryId> {
    if *first == entry.id {
        Some(second)
    } else {
        (*second == entry.id).then_some(first)
    }
}
