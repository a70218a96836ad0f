//! *Performing* a deed: its form is read, it is done, and the browser is led on; where it is not done the page of the form comes back with
//! what was filled in and why.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::{
    app::matters::why_closed,
    web::{
        Asked, Site, access, answer,
        answers::html_page,
        ask,
        asking::{Ask, Fault, Missing, Refusal},
        deeds::{self, Deed, Undone},
        fault, pages,
        posting::{self, Unreadable},
        refused,
        visits::VisitId,
    },
};

/// The whole page: what is wrong is with none of the fields.
const PAGE: &str = "main";

/// Does what a form asks, and leads on to the page that shows it.
pub(super) async fn perform(site: Arc<Site>, deed: &'static Deed, asked: Asked, request: Request) -> Response {
    let Some(visit) = request.extensions().get::<VisitId>().copied() else {
        return html_page(StatusCode::FORBIDDEN, site.screens.closed(access::Refused::NoKey));
    };
    let mut ask = ask(&site, visit, asked);
    match posting::read(request, deed.limit).await {
        Ok(form) => ask.form = form,
        Err(Unreadable::TooLong(form, faults)) => {
            (ask.form, ask.faults) = (form, faults);
            return again(site, deed, ask, StatusCode::PAYLOAD_TOO_LARGE).await;
        }
        Err(unreadable) => {
            return html_page(
                unreadable.status(),
                site.screens.notice("This was not taken", &unreadable.words()),
            );
        }
    }
    let done = tokio::task::spawn_blocking(move || {
        let done = (deed.act)(&ask);
        (done, ask)
    })
    .await;
    match done {
        Ok((Ok(done), ask)) => {
            let to = done.landing();
            ask.visitor.visits.say(visit, &to, done.said);
            (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
        }
        Ok((Err(Undone::Faults(faults)), mut ask)) => {
            ask.faults = faults;
            again(site, deed, ask, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Ok((Err(Undone::ShownAgain), ask)) => match pages::named(deed.page) {
            Some(page) => answer(site, page, ask, StatusCode::OK).await,
            None => fault(&site, deed.page, "a form's page is not in the list of pages"),
        },
        Ok((Err(Undone::Clash(clash)), _)) => html_page(StatusCode::CONFLICT, site.screens.clash(&clash)),
        Ok((Err(Undone::Refusal(refusal)), ask)) => undone(site, deed, ask, refusal).await,
        Err(_) => fault(&site, deed.page, "a form stopped half-way"),
    }
}

/// The page of a form that was not taken, with what was filled in.
async fn again(site: Arc<Site>, deed: &'static Deed, mut ask: Ask, status: StatusCode) -> Response {
    let found = tokio::task::spawn_blocking(move || {
        let name = deeds::page_of_form(deed, &mut ask);
        (pages::named(name), ask)
    });
    match found.await {
        Ok((Some(page), ask)) => answer(site, page, ask, status).await,
        _ => fault(&site, deed.page, "a form's page is not in the list of pages"),
    }
}

/// Where the file of a case cannot be written to, because another program writes to it, the disk is full or it may only be read, the page
/// of the form comes back, so that nothing that was filled in is lost.
async fn undone(site: Arc<Site>, deed: &'static Deed, mut ask: Ask, refusal: Refusal) -> Response {
    let why = match &refusal {
        Refusal::Fault(error) => why_closed(error),
        Refusal::NotThere(_) | Refusal::Unfit(_) => None,
    };
    let Some(why) = why else {
        return refused(&site, (deed.page, ask.part("case")), refusal);
    };
    tracing::error!(page = deed.page, cause = why, "a case file cannot be written to");
    ask.faults = vec![Fault::of(PAGE, Missing::kept_nothing(&why))];
    again(site, deed, ask, StatusCode::SERVICE_UNAVAILABLE).await
}
