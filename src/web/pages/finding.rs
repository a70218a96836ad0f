//! A finding by its id, which stays when warnings are numbered anew: it leads to its warning. One that belongs to no warning (good practice,
//! context, what is only possible) has a page of its own.

use serde::Serialize;

use crate::{
    model::finding::{Basis, FindingKind},
    web::{
        asking::{Ask, Link, Missing, Refusal, Reply},
        dossier::{self, Examined, Forms, Kept},
        pages::{findings::Apartness, warnings},
    },
};

#[derive(Serialize)]
struct Body {
    examined: Examined,
    forms: Forms,
    is_apart: bool,
    apart: &'static str,
    explained: &'static str,
    kept: Option<Kept>,
}

/// Leads to the finding's warning, or shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let Some(found) = opened.matter.finding(ask.part("finding")) else {
        return Err(Refusal::NotThere(Missing::finding(&opened.slug)));
    };
    let counts = found.basis != Basis::Suggested;
    let warning = warnings::address_of(&opened, &found.id).filter(|_| counts);
    if let Some(address) = warning.clone().filter(|_| ask.faults.is_empty()) {
        return Ok(Reply::Moved(address));
    }
    let apart = match (counts, found.kind) {
        (false, _) => Apartness::Possible,
        (true, FindingKind::Good) => Apartness::Good,
        (true, FindingKind::Context | FindingKind::Gap) => Apartness::Context,
    };
    let (examined, forms) = dossier::alone(ask, &opened, found);
    let all = match warning {
        Some(address) => Link::new("Its warning", address),
        None => Link::new(apart.words(), apart.address(&opened)),
    };
    let body = Body {
        examined,
        forms,
        is_apart: all.label == apart.words(),
        apart: apart.words(),
        explained: apart.explained(),
        kept: Kept::of(ask, &opened),
    };
    let above = vec![Link::new("Warnings", opened.address("warnings")), all];
    Ok(opened.page_under(found.title.clone(), above, body))
}
