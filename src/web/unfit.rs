//! What cannot be taken as it stands, and why.

use axum::http::StatusCode;

use crate::web::asking::{Link, Missing, Refusal};

/// What cannot be taken as it stands: it was not understood, or the case is no longer as its sender knew it.
pub(crate) struct Unfit {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// The heading over it.
    pub(crate) heading: &'static str,
    /// What is wrong, and the way on.
    pub(crate) told: Missing,
}

/// A form or a request knows of more than the case has: it was made of another case, or of another copy of this one.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("`seen` is not a number of this case; nothing was changed; load the page again")]
pub(crate) struct Unseen;

impl Unseen {
    /// Nobody knows of more than has been kept: a number above the last would let what others did be written over unseen.
    ///
    /// # Errors
    /// [`Unseen`] where `seen` is above every number that is `kept`.
    pub(crate) fn refuse_above(seen: u64, kept: impl Iterator<Item = u64>) -> Result<(), Self> {
        if seen > kept.max().unwrap_or(0) {
            Err(Self)
        } else {
            Ok(())
        }
    }

    /// How a page or an answer tells it.
    pub(crate) fn told() -> Refusal {
        Refusal::unfit(
            StatusCode::BAD_REQUEST,
            "This was not taken",
            Missing {
                what: "What was sent knows of more than has been kept of this case: its `seen` is not a number of this case.".to_owned(),
                next: "Nothing was changed. Load the page again, and fill it in anew.".to_owned(),
                back: Link::new("All cases", "/"),
            },
        )
    }
}

impl Refusal {
    /// What was asked or sent cannot be taken as it stands.
    pub(crate) fn unfit(status: StatusCode, heading: &'static str, told: Missing) -> Self {
        Self::Unfit(Box::new(Unfit { status, heading, told }))
    }
}
