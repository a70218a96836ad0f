//! A *bare fact* of a case: what was said when it was started, as somebody says it since. It is laid over what the case file states.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{
    case::{AgencyId, CaseKind},
    who::is_same,
};

/// One bare fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BareFact {
    /// What the case is called.
    Title(String),
    /// Kind of review.
    Kind(CaseKind),
    /// Days under review.
    Review {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Day of the offence or death.
    Event(NaiveDate),
    /// An agency that the case did not know, or what a known one is called and of which kind it is.
    Agency {
        /// Its id.
        id: AgencyId,
        /// Name, as panels write it.
        name: String,
        /// Kind; `other` where its name tells it.
        kind: String,
    },
}

impl BareFact {
    /// Are both about the same thing, so that the later one holds? Two agencies of one name would be taken for one another.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Title(_), Self::Title(_))
            | (Self::Kind(_), Self::Kind(_))
            | (Self::Review { .. }, Self::Review { .. })
            | (Self::Event(_), Self::Event(_)) => true,
            (
                Self::Agency { id, name, .. },
                Self::Agency {
                    id: of, name: called, ..
                },
            ) => id == of || is_same(name, called),
            _ => false,
        }
    }
}
