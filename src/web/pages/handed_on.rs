//! An anonymised case as a file, to be handed on: whole, or as the folder that others import. It is made of the anonymised case alone, and
//! searched for what is real before it leaves.

use axum::http::StatusCode;

use crate::{
    app::anonymising::Form,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        pages::report::plain,
        words,
    },
};

/// What its name begins with among the addresses of a case.
const FILE: &str = "case";

/// Where an anonymised case is handed on in this form.
pub(crate) fn address(opened: &Opened, form: Form) -> String {
    opened.address(&format!("anonymise/{FILE}.{}", form.ending()))
}

/// Hands it over.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let missing = || Refusal::NotThere(Missing::page());
    let (name, ending) = ask.part("file").split_once('.').ok_or_else(missing)?;
    let form = Form::of_ending(ending).filter(|_| name == FILE).ok_or_else(missing)?;
    if !opened.matter.case.is_anonymised() {
        return Err(missing());
    }
    let handed = ask.cases.bringing().hand_on(&opened.slug, form)?.ok_or_else(missing)?;
    let (certain, name) = (handed.certain(), plain(&opened.slug));
    if certain > 0 && ask.one("anyway").is_empty() {
        return Err(looked_at_first(&opened, form, certain));
    }
    Ok(Reply::Download {
        bytes: handed.bytes,
        name: format!("{name}.{ending}"),
        media_type: match form {
            Form::Whole => "application/octet-stream",
            Form::Folder => "application/zip",
        },
    })
}

/// Something real seems to be found again in it. What, is told on the pages of the real case alone.
fn looked_at_first(opened: &Opened, form: Form, certain: usize) -> Refusal {
    let places = words::count(certain, "place", "places");
    Refusal::unfit(
        StatusCode::CONFLICT,
        "Look at it before it leaves",
        Missing {
            what: format!("In {places} of what would leave, something was found that the real case knows. Nothing was handed on."),
            next: "Look at each: the page Anonymise of the real case leads to them, under Risk. Mend what is real and make the case anew. \
                   Where none of them tells of anybody, it can be handed on all the same."
                .to_owned(),
            back: Link::new(
                "Hand it on all the same: I looked at every place",
                addresses::with_query(&address(opened, form), &[("anyway", "yes")]),
            ),
        },
    )
}
