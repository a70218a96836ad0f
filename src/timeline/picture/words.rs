//! The picture *in words*: one line a lane, for those who do not see the picture.

use chrono::NaiveDate;

use crate::{
    model::{case::Agency, matter::Matter, when::first_and_last},
    timeline::silences,
};

/// One line of the table that says what the picture shows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LaneRow {
    /// The agency's name.
    pub agency: String,
    /// Number of entries.
    pub entries: usize,
    /// First entry, as a day, or as it is written where that is not one known day; empty when there is none.
    pub first: String,
    /// Last entry.
    pub last: String,
    /// Days supplied, in words.
    pub supplied: String,
    /// Longest silence, in words.
    pub silence: String,
    /// Warnings that rest on its entries.
    pub warnings: Vec<String>,
}

/// Where no days supplied are stated: entries can have been read all the same.
fn not_covered(entries: usize) -> String {
    let words = if entries > 0 {
        "records supplied, days not stated"
    } else {
        "records not supplied"
    };
    words.to_owned()
}

/// Where no silence was found: of an agency whose days are not known, none can be told.
fn no_silence(matter: &Matter, agency: &Agency) -> String {
    let is_covered = matter.coverage.iter().any(|c| c.agency == agency.id);
    if is_covered { "" } else { "cannot tell" }.to_owned()
}

/// The table that says what the picture shows.
pub fn table(matter: &Matter) -> Vec<LaneRow> {
    let words = |d: NaiveDate| d.format("%-d %B %Y").to_string();
    matter
        .case
        .agencies
        .iter()
        .map(|agency| {
            let own = || matter.entries.iter().filter(|e| e.agency == agency.id);
            let (first, last) = first_and_last(own().map(|e| &e.when)).unwrap_or_default();
            let longest = matter
                .timeline
                .silences
                .iter()
                .filter(|s| s.agency == agency.id)
                .max_by_key(|s| s.days);
            LaneRow {
                agency: agency.name.clone(),
                entries: own().count(),
                first,
                last,
                supplied: matter.coverage.iter().find(|c| c.agency == agency.id).map_or_else(
                    || not_covered(own().count()),
                    |c| {
                        let holes = c.holes.iter().map(|h| {
                            let why = h.why.as_deref().map_or(String::new(), |w| format!(" ({w})"));
                            format!("; missing {} to {}{why}", words(h.from), words(h.to))
                        });
                        format!("{}{}", matter.days_in_words(c.from, c.to), holes.collect::<String>())
                    },
                ),
                silence: longest.map_or_else(
                    || no_silence(matter, agency),
                    |s| {
                        let told = format!("{} days from {}", s.days, words(s.from));
                        silences::with_place(told, s, &matter.entries)
                    },
                ),
                warnings: matter
                    .standing_warnings()
                    .into_iter()
                    .filter(|w| w.triggers.iter().any(|t| own().any(|e| &e.id == t)))
                    .map(|w| w.id.clone())
                    .collect(),
            }
        })
        .collect()
}
