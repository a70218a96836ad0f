//! A group records its answer at a stop point; nothing that was typed is lost where it is not recorded.

use chrono::DateTime;
use minijinja::context;

use super::{
    super::{Answer as Page, Answered, Asked, Site, capital, not_done, not_there, told, value},
    Form, frame, of_another, place, seat, stage_heading, stage_page,
};
use crate::{
    app::training::running::{NotDone, Standing},
    training::{
        answer::{Answer, Mark},
        run::Refusal,
    },
    web::asking::{Fault, Link},
};

/// A group records its answer.
pub(in crate::web::training) fn answer(site: &Site, asked: &Asked) -> Answered {
    let Some((standing, group)) = seat(site, asked)? else {
        return Ok(Page::Moved("/".to_owned()));
    };
    if let Some(words) = of_another(asked, &standing, group) {
        let typed = typed(site, asked, &standing)?;
        let said = format!(
            "{words} Nothing was recorded for either. To record it, join the other group again in this browser, or use another browser, or a \
             private window, for each group."
        );
        return Ok(unrecorded(site, (&standing, group), &typed, said));
    }
    if standing.run.has_ended {
        let typed = typed(site, asked, &standing)?;
        return Ok(late(site, (&standing, group), &typed, Refusal::Ended));
    }
    let back = Link::new("To the stage that is open now", "/stage");
    let Ok(at) = asked.typed("stage").parse::<usize>() else {
        return Ok(not_there());
    };
    let answer = typed(site, asked, &standing)?;
    let is_now = standing.run.stage() == Some(at) && !standing.run.is_open;
    let lacks = answer.lacks(site.training.offered());
    if is_now && !lacks.is_empty() {
        let mut frame = frame(&stage_heading(&standing, at), group, "/stage");
        frame.faults = lacks.iter().map(|l| Fault::of(l.field, l.words)).collect();
        let form = Form {
            at,
            answer: &answer,
            over: asked.typed("over").to_owned(),
            other: None,
            group,
        };
        return Ok(Page::Wrong("stage", frame, stage_page(site, &standing, &form)?));
    }
    let over = DateTime::parse_from_rfc3339(asked.typed("over")).ok();
    match site.training.answer(&standing, (group, at, over), answer.clone()) {
        Ok(()) => Ok(Page::Moved("/waiting".to_owned())),
        Err(NotDone::Refused(refusal)) => not_recorded(site, asked, (at, &answer), refusal),
        Err(error) => not_done(error, back),
    }
}

/// What a group typed.
fn typed(site: &Site, asked: &Asked, standing: &Standing) -> anyhow::Result<Answer> {
    let seen = site.training.seen(standing)?;
    let marks = asked.many("mark").into_iter().filter_map(|number| {
        let one = seen.iter().find(|s| s.number.to_string() == number)?;
        Some(Mark {
            entry: one.id.clone(),
            sees: asked.typed(&format!("sees-{number}")).trim().to_owned(),
        })
    });
    Ok(Answer {
        marks: marks.collect(),
        would: asked.many("would"),
        would_own: asked.typed("would_own").trim().to_owned(),
        tell: asked.many("tell"),
        tell_own: asked.typed("tell_own").trim().to_owned(),
        why: asked.typed("why").trim().to_owned(),
    })
}

/// Nothing that a group typed is lost where it is not recorded: it stands on the page again, also where the run ended meanwhile.
fn not_recorded(site: &Site, asked: &Asked, (at, answer): (usize, &Answer), refusal: Refusal) -> Answered {
    let Some((standing, group)) = seat(site, asked)? else {
        return Ok(Page::Moved("/".to_owned()));
    };
    let is_clash = refusal == Refusal::Changed && !standing.run.has_ended;
    let Some(other) = standing.run.given(group, at).filter(|_| is_clash) else {
        return Ok(late(site, (&standing, group), answer, refusal));
    };
    let mut frame = frame(&stage_heading(&standing, at), group, "/stage");
    frame.faults = vec![Fault::of("other", refusal_in_words(refusal))];
    let form = Form {
        at,
        answer,
        over: other.at.to_rfc3339(),
        other: Some(other),
        group,
    };
    Ok(Page::Refused("stage", frame, stage_page(site, &standing, &form)?))
}

/// What a group typed and was not recorded, on a page of its own.
fn late(site: &Site, (standing, group): (&Standing, u16), answer: &Answer, refusal: Refusal) -> Page {
    let has_ended = standing.run.has_ended;
    let words = if has_ended {
        "This run has ended. Where it goes on, ask the facilitator for the new code.".to_owned()
    } else {
        refusal_in_words(refusal)
    };
    unrecorded(site, (standing, group), answer, words)
}

/// The same, with these words of why.
fn unrecorded(site: &Site, (standing, group): (&Standing, u16), answer: &Answer, words: String) -> Page {
    let has_ended = standing.run.has_ended;
    let on = if has_ended { "/" } else { place(&standing.run, group) };
    let page = context! { words, typed => value(told::answer(site, answer, &standing.numbers())), on };
    Page::Refused("late", frame("This was not recorded", group, "/stage"), page)
}

fn refusal_in_words(refusal: Refusal) -> String {
    format!("{}.", capital(&refusal.to_string()))
}
