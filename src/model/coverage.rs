//! *Coverage*: for each agency, the days for which its records were supplied. Outside it, nobody can tell.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::case::{Agency, AgencyId, Case, Hole};

/// The days for which one agency's records were supplied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The agency.
    pub agency: AgencyId,
    /// First day supplied.
    pub from: NaiveDate,
    /// Last day supplied.
    pub to: NaiveDate,
    /// Spans missing in between.
    pub holes: Vec<Hole>,
}

impl Coverage {
    /// What an agency's part of `case.toml` states; nothing when no records were supplied.
    pub fn of(agency: &Agency) -> Option<Self> {
        if agency.files.is_empty() {
            return None;
        }
        Some(Self {
            agency: agency.id.clone(),
            from: agency.supplied_from?,
            to: agency.supplied_to?,
            holes: agency.holes.clone(),
        })
    }

    /// Are all days of `from..=to` supplied?
    pub fn covers(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.from <= from && to <= self.to && !self.holes.iter().any(|h| h.from <= to && from <= h.to)
    }
}

/// Coverage of every agency of a case that supplied records, in the case's order.
pub fn of_case(case: &Case) -> Vec<Coverage> {
    case.agencies.iter().filter_map(Coverage::of).collect()
}
