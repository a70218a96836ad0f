//! *Days wanted*: entries whose day is open or doubted, and on which it hangs that nobody can tell of a finding. Who wrote them is asked.

use std::collections::BTreeSet;

use super::{Asked, Request, first_words, names_entry};
use crate::{
    model::{
        entry::Entry,
        finding::{Finding, Outcome},
        when::day_in_words,
    },
    review::row_dates,
};

impl Asked<'_> {
    /// What is asked of the days of its own entries.
    pub(super) fn days_wanted(&self) -> Vec<Request> {
        let own = self.matter.entries.iter().filter(|e| e.agency == self.agency.id);
        // A day that was given for a row was given as the agency says it: it is not asked again what it answered.
        let open = own.filter(|e| !e.when.is_known_day() && row_dates::of(self.matter, e).is_none());
        open.filter_map(|entry| self.day_of(entry)).collect()
    }

    fn day_of(&self, entry: &Entry) -> Option<Request> {
        let is_one_day = entry.when.earliest == entry.when.latest;
        let settles: BTreeSet<String> = self
            .standing
            .iter()
            .filter(|f| f.outcome == Outcome::CannotTell && hangs_on(f, entry))
            .map(|f| f.id.clone())
            .collect();
        let tells = format!("{} tells{}", entry.id, first_words(&entry.text));
        let (wording, why) = if is_one_day {
            let day = day_in_words(entry.when.earliest);
            (
                format!("say whether {day} is right as the day of which {tells}, and if not, on which day it was"),
                format!("Your record dates it “{}”, with a mark of doubt.", entry.when.written),
            )
        } else {
            (
                format!(
                    "say on which day, and at what time if that is on record, it happened of which {tells}, or say that it cannot be told"
                ),
                format!(
                    "Your record dates it “{}”, which leaves several days open.",
                    entry.when.written
                ),
            )
        };
        (!settles.is_empty()).then(|| Request {
            agency: self.agency.id.clone(),
            from: None,
            to: None,
            wording,
            why,
            settles,
            bears_on: BTreeSet::new(),
        })
    }
}

/// Does it hang on the day of this entry that nobody can tell of a finding: is it named as the reason, or is it what the finding rests on,
/// with several days open?
fn hangs_on(finding: &Finding, entry: &Entry) -> bool {
    let is_open = entry.when.earliest != entry.when.latest;
    let rests = || finding.triggers.iter().any(|t| t.quote.entry == entry.id);
    names_entry(&finding.unclear, &entry.id) || (is_open && rests())
}
