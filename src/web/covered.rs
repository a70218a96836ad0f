//! What a masked case answers where files would be brought in or an anonymised case be made: nothing of it. An anonymised case that was made
//! of a case of which part is masked is covered as a whole: it would show the rest in other words.

use std::sync::Arc;

use crate::{
    app::{
        anonymising::{CalledBy, Form, Handed, Look, Made, Order, Risks, Signs},
        lensing::Masked,
        settling::Signed,
        taking_back::{self, Taking},
        tray::{Received, Sent},
    },
    model::{arrival::Arrival, case::AgencyId, matter::Matter, settled::Settlement},
    web::bringing::{Bringing, Naming},
};

/// An anonymised case is not shown to somebody for whom part of the case is masked that it was made of.
#[derive(Debug, Clone, thiserror::Error)]
#[error(
    "this anonymised case was made of a case of which part is masked for you, and would show the rest of it. Lift the mask of that case first"
)]
pub(crate) struct BesideMasked {
    /// Slug of the case that it was made of.
    pub(crate) real: String,
}

/// Files and names tell of the whole of a case: where something is masked none are shown, brought in or taken back.
pub(super) struct Covered;

impl Bringing for Covered {
    fn arrivals(&self, _: &str) -> anyhow::Result<Option<Vec<Arrival>>> {
        Err(Masked.into())
    }

    fn receive(
        &self,
        _: &str,
        _: &str,
        _: Vec<Sent>,
        _: Option<(AgencyId, String)>,
    ) -> anyhow::Result<Option<Received>> {
        Err(Masked.into())
    }

    fn again(&self, _: &str, _: &str, _: (&AgencyId, &str)) -> anyhow::Result<Option<String>> {
        Err(Masked.into())
    }

    fn taking(&self, _: &taking_back::Request) -> anyhow::Result<Taking> {
        Err(Masked.into())
    }

    fn take_back(&self, _: &Taking, _: &Signed) -> anyhow::Result<()> {
        Err(Masked.into())
    }

    fn naming(&self, _: &Matter, _: &str, _: &Naming) -> anyhow::Result<Settlement> {
        Err(Masked.into())
    }

    fn look_over(&self, _: &str, _: &str) -> anyhow::Result<Option<Arc<Look>>> {
        Err(Masked.into())
    }

    fn anonymise(&self, _: &str, _: &Order) -> anyhow::Result<Made> {
        Err(Masked.into())
    }

    fn names_given(&self, _: &str, _: u64) -> anyhow::Result<Vec<CalledBy>> {
        Err(Masked.into())
    }

    fn risks(&self, _: &str, _: &str) -> anyhow::Result<Arc<Risks>> {
        Err(Masked.into())
    }

    fn signs(&self, _: &str) -> anyhow::Result<Option<Arc<Signs>>> {
        Err(Masked.into())
    }

    fn hand_on(&self, _: &str, _: Form) -> anyhow::Result<Option<Handed>> {
        Err(Masked.into())
    }
}
