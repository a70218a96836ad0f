//! A *lens*: whose knowledge of a case is looked at, and up to which day. What lies outside it is masked for whoever looks.

use chrono::NaiveDate;

use crate::model::{
    case::{AgencyId, Case},
    when::day_in_words,
};

/// See the module. Without any of the three nothing is masked.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lens {
    /// Only what the records show that this agency knew.
    pub agency: Option<AgencyId>,
    /// Only what was known by the end of this day.
    pub until: Option<NaiveDate>,
    /// The person for whom the final event and everything from its day on is masked.
    pub blind: Option<String>,
}

impl Lens {
    /// Is nothing masked?
    pub fn is_clear(&self) -> bool {
        *self == Self::default()
    }

    /// The last day that can be seen; nothing when days are not cut.
    pub fn last_day(&self, case: &Case) -> Option<NaiveDate> {
        let before = case.event.and_then(|e| e.pred_opt()).filter(|_| self.blind.is_some());
        [self.until, before].into_iter().flatten().min()
    }

    /// Are words about the whole of a case masked, because they are written knowing how it ended?
    pub fn hides_the_end(&self) -> bool {
        self.until.is_some() || self.blind.is_some()
    }

    /// What can be seen, in words; of a case as it was before anything of it was masked.
    pub fn in_words(&self, case: &Case) -> String {
        let who = match &self.agency {
            Some(id) => format!("only what the records show that {} knew", case.agency_name(id)),
            None => "only what the records show that any agency knew".to_owned(),
        };
        match (&self.until, &self.blind, &self.agency) {
            (Some(day), None, _) => format!("{who} by {}", day_in_words(*day)),
            (Some(day), Some(_), _) => format!("{who} by {}, with the final event masked", day_in_words(*day)),
            (None, Some(_), None) => "only what was known before the final event".to_owned(),
            (None, Some(_), Some(_)) => format!("{who} before the final event"),
            (None, None, _) => who,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lens;

    #[test]
    fn nothing_is_masked_without_an_agency_a_day_or_a_blind_reviewer() {
        assert!(Lens::default().is_clear());
        let blind = Lens {
            blind: Some("A. Reviewer".to_owned()),
            ..Lens::default()
        };
        assert!(!blind.is_clear() && blind.hides_the_end());
    }
}
