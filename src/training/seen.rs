//! What a group has *seen*: the entries that were released, numbered in the order in which they became known. Their own numbers in the
//! records are not told: gaps between those would tell how much is still to come.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{entry::EntryId, matter::Matter},
    review::lens::How,
};

/// An entry as a group sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The entry; never shown to a group.
    #[serde(skip)]
    pub id: EntryId,
    /// Its number in this exercise, from 1.
    pub number: usize,
    /// The stage with which it was released, from 0.
    pub stage: usize,
    /// Its day and time, as written.
    pub day: String,
    /// The first day that it can be of.
    pub first: NaiveDate,
    /// Name of the agency that wrote it.
    pub agency: String,
    /// Is it an entry of another agency, of which the records show that this one knew?
    pub told: bool,
    /// Why it is known to this agency, in words; empty for its own entries.
    pub known_by: String,
    /// What it was copied from, as written.
    pub source: String,
    /// Who wrote it, as written.
    pub author: String,
    /// Its coded kind, as written.
    pub kind: String,
    /// What was written.
    pub text: String,
}

/// The entries of these releases, in their order. `matter` is the case as the agency of this id knew it by the last of them; what is not
/// in it is not seen. `ways` tells how it knew of each.
pub fn seen(matter: &Matter, (role, ways): (&str, &BTreeMap<EntryId, How>), releases: &[Vec<EntryId>]) -> Vec<Seen> {
    let numbers = numbers(releases);
    let mut out: Vec<Seen> = Vec::new();
    let mut number = 0;
    for (stage, ids) in releases.iter().enumerate() {
        for id in ids {
            number += 1;
            let Some((entry, _)) = matter.entry(id) else { continue };
            let time = entry.when.time.filter(|_| !entry.when.is_stamp());
            let time = time.map(|t| t.format("%H:%M").to_string());
            let day = entry.when.shown();
            out.push(Seen {
                id: id.clone(),
                number,
                stage,
                day: match time {
                    Some(time) if !day.contains(&time) => format!("{day} {time}"),
                    _ => day,
                },
                first: entry.when.earliest,
                agency: matter.case.agency_name(&entry.agency).to_owned(),
                told: entry.agency.0 != role,
                known_by: if entry.agency.0 == role {
                    String::new()
                } else {
                    known_by(ways.get(id), &numbers)
                },
                source: entry.source.clone(),
                author: entry.author.clone(),
                kind: entry.entry_type.clone(),
                text: entry.text.clone(),
            });
        }
    }
    out
}

/// Why an entry of another agency is known to this one, in words that are sure: it can be of who told or of who was told.
fn known_by(how: Option<&How>, numbers: &BTreeMap<EntryId, usize>) -> String {
    let own = |id: &EntryId| match numbers.get(id) {
        Some(number) => format!("entry {number}, this agency’s own,"),
        None => "an entry of this agency’s own".to_owned(),
    };
    match how {
        Some(How::Told(_) | How::Made(_)) => {
            "another agency’s record; known here because it tells of contact with this agency".to_owned()
        }
        Some(How::Same(id)) => format!(
            "another agency’s record; known here because {} tells of the same",
            own(id)
        ),
        Some(How::Meeting(id)) => format!(
            "another agency’s record; known here because {} tells of the same meeting",
            own(id)
        ),
        Some(How::Own) | None => "another agency’s record, of what this agency knew".to_owned(),
    }
}

/// The number of each entry of these releases.
pub fn numbers(releases: &[Vec<EntryId>]) -> BTreeMap<EntryId, usize> {
    (1..)
        .zip(releases.iter().flatten())
        .map(|(n, id)| (id.clone(), n))
        .collect()
}
