//! The lens that a link names.

use axum::http::StatusCode;

use crate::{
    app::starting::EVERY_AGENCY,
    model::case::AgencyId,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Refusal},
        cases::Cases,
        through::{is_covered, masked_day},
        words::typed_days,
    },
};

/// Takes the lens that an address names, so that a link can be sent to somebody who then sees the same: `knew` an agency's id or `all`,
/// `knew-by` a day.
///
/// Looking at a page changes nothing of a case, and this is no exception: a lens is part of the visit, as the page is that one looks at. It
/// can only hide, is told on every page and lifted there; what another site sends is refused before, and a mask is never lifted by it.
///
/// # Errors
/// What an address names and cannot be set is refused, and nothing of it is set: else more would be shown than it asks for. Of a day the
/// page of the lens says itself what is wrong, beside its field.
pub(crate) fn take_from_address(whole: &dyn Cases, ask: &Ask, page: &str) -> Result<(), Refusal> {
    let slug = ask.part("case");
    let names = |name: &str| ask.query.iter().any(|(key, _)| key == name);
    if slug.is_empty() || !(names("knew") || names("knew-by")) {
        return Ok(());
    }
    let Ok(Some(matter)) = whole.get(slug) else {
        return Ok(());
    };
    // Of a case that is covered nothing is told, not even what could be set.
    if is_covered(&*ask.cases, slug, Some(&matter.case)) {
        return Ok(());
    }
    let visitor = &ask.visitor;
    let mut lens = visitor.visits.lens(visitor.id, slug);
    if names("knew") {
        let asked = ask.one("knew");
        let id = AgencyId(asked.to_owned());
        lens.agency = matter.case.agency(&id).map(|a| a.id.clone());
        if lens.agency.is_none() && !asked.is_empty() && asked != EVERY_AGENCY {
            return Err(not_set(slug, &format!("“{asked}” is the id of no agency of the case")));
        }
    }
    if names("knew-by") {
        let day = ask.one("knew-by");
        lens.until = typed_days(day).map(|(_, last)| last);
        let why = match lens.until {
            Some(last) => masked_day(whole, visitor, slug, last)?,
            None if day.is_empty() => None,
            None => Some(format!("“{day}” is no day that is understood")),
        };
        if let Some(why) = why {
            return if page == LENS_PAGE {
                Ok(())
            } else {
                Err(not_set(slug, &why))
            };
        }
    }
    visitor.visits.look_through(visitor.id, slug, lens);
    Ok(())
}

/// The page on which a lens is chosen.
const LENS_PAGE: &str = "knowledge";

/// An address names a lens that cannot be set.
fn not_set(slug: &str, why: &str) -> Refusal {
    Refusal::unfit(
        StatusCode::BAD_REQUEST,
        "This link asks for a lens that cannot be set",
        Missing {
            what: format!("{why}. Nothing is shown, so that no more is seen than the link asks for."),
            next: "Ask whoever sent the link for it again, or choose the agency and the day yourself.".to_owned(),
            back: Link::new(
                "Choose whose knowledge, and by which day",
                addresses::of_case(slug, LENS_PAGE),
            ),
        },
    )
}
