//! What cannot be taken as it stands, and why.

use axum::http::StatusCode;

use crate::web::asking::{Missing, Refusal};

/// What cannot be taken as it stands: it was not understood, or the case is no longer as its sender knew it.
pub(crate) struct Unfit {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// The heading over it.
    pub(crate) heading: &'static str,
    /// What is wrong, and the way on.
    pub(crate) told: Missing,
}

impl Refusal {
    /// What was asked or sent cannot be taken as it stands.
    pub(crate) fn unfit(status: StatusCode, heading: &'static str, told: Missing) -> Self {
        Self::Unfit(Box::new(Unfit { status, heading, told }))
    }
}
