//! The facilitator's *board* of a run: every group live, the next release, the clock, the discussion, the comparison, export, and a run
//! anew.

use axum::http::StatusCode;
use minijinja::context;
use serde::Serialize;

use super::{Answer as Page, Answered, Asked, Frame, Site, not_done, not_there, run_of, shelves, told, value};
use crate::{
    app::{
        clock,
        training::{
            formats,
            running::{NotDone, due_in_words},
        },
    },
    model::when::day_in_words,
    report,
    training::{
        answer::LONGEST,
        exercise::MOST_MINUTES,
        run::{Happening, Refusal},
    },
    web::asking::Link,
};

#[derive(Serialize)]
struct Row {
    name: String,
    seats: usize,
    has_answered: bool,
    at: String,
    now: Option<told::Told>,
    earlier: Vec<(usize, told::Told)>,
}

#[derive(Serialize)]
struct StageLine {
    number: usize,
    title: String,
    until: String,
    at: String,
    is_open: bool,
}

fn address(id: &str) -> String {
    format!("/facilitator/run/{id}")
}

/// The board.
pub(super) fn board(site: &Site, asked: &Asked) -> Answered {
    let Some(standing) = run_of(site, asked)? else {
        return Ok(not_there());
    };
    let run = &standing.run;
    let stage = run.stage();
    let numbers = standing.numbers();
    let rows = run.groups.iter().map(|(number, group)| {
        let given = stage.and_then(|at| group.answers.get(&at));
        let earlier = group.answers.iter().filter(|(at, _)| Some(**at) != stage);
        Row {
            name: format!("Group {number}"),
            seats: group.seats,
            has_answered: given.is_some(),
            at: given.map_or_else(String::new, |g| g.at.format("%H:%M").to_string()),
            now: given.map(|g| told::answer(site, &g.answer, &numbers)),
            earlier: earlier
                .map(|(at, g)| (at + 1, told::answer(site, &g.answer, &numbers)))
                .collect(),
        }
    });
    let rows: Vec<Row> = rows.collect();
    let stages = standing.exercise.stages.iter().enumerate().map(|(at, s)| StageLine {
        number: at + 1,
        title: s.title.clone(),
        until: day_in_words(s.until),
        at: run
            .released
            .get(at)
            .map_or_else(String::new, |r| r.at.format("%H:%M").to_string()),
        is_open: stage == Some(at),
    });
    let stages: Vec<StageLine> = stages.collect();
    let next = standing
        .exercise
        .stages
        .get(run.released.len())
        .filter(|_| !run.is_open);
    let waiting: Vec<String> = run.waiting().iter().map(u16::to_string).collect();
    let own = address(&standing.id);
    let mut frame = shelves::frame(&standing.exercise.title, &own);
    told::refresh(&mut frame, asked, &own);
    let notes: Vec<(String, String)> = run
        .notes
        .iter()
        .map(|(at, w)| (at.format("%H:%M").to_string(), w.clone()))
        .collect();
    let page = context! {
        id => &standing.id,
        code => &standing.code,
        join => site.doorman.ways().groups,
        network => site.doorman.is_in_network(),
        stages => value(stages),
        rows => value(rows),
        waiting => waiting.join(", "),
        next => next.map(|s| s.title.clone()),
        last_number => standing.exercise.stages.len(),
        next_number => run.released.len() + 1,
        next_minutes => standing.exercise.minutes_of(run.released.len()),
        has_begun => stage.is_some(),
        due => run.due.map(due_in_words),
        is_open => run.is_open,
        has_ended => run.has_ended,
        offered => run.offered,
        notes => value(notes),
        formats => value(format_links(&own, "export")),
    };
    Ok(Page::Page("board", frame, page))
}

/// What may be shown on a wall: how groups get in, and nothing of what is coming.
pub(super) fn door(site: &Site, asked: &Asked) -> Answered {
    let Some(standing) = run_of(site, asked)? else {
        return Ok(not_there());
    };
    let frame = Frame {
        heading: standing.exercise.title.clone(),
        ..Frame::default()
    };
    let page = context! {
        join => site.doorman.ways().groups,
        code => &standing.code,
        has_ended => standing.run.has_ended,
    };
    Ok(Page::Page("wall", Box::new(frame), page))
}

/// Where a paper can be had in each format.
pub(super) fn format_links(of: &str, what: &str) -> Vec<Link> {
    formats()
        .map(|f| Link::new(f.title(), format!("{of}/{what}/{}", f.name())))
        .collect()
}

/// Leads back to the board, or says why nothing was done.
fn back(id: &str, done: Result<(), NotDone>) -> Answered {
    match done {
        Ok(()) => Ok(Page::Moved(address(id))),
        Err(error) => not_done(error, Link::new("Back to the board", address(id))),
    }
}

/// The minutes that were typed; nothing where the field is empty. What is no number of minutes stops no clock: a page says so.
fn minutes(asked: &Asked) -> Result<Option<u32>, Page> {
    let typed = asked.typed("minutes").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let minutes = typed.parse::<u32>().ok().filter(|m| (1..=MOST_MINUTES).contains(m));
    minutes.map(Some).ok_or_else(|| {
        Page::No(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Nothing was changed",
            format!(
                "`{typed}` is no number of minutes. Write one from 1 to {MOST_MINUTES}, or leave it empty for no clock."
            ),
            Link::new("Back to the board", address(asked.part("id"))),
        )
    })
}

/// Releases the next stage.
pub(super) fn release(site: &Site, asked: &Asked) -> Answered {
    let id = asked.part("id");
    if run_of(site, asked)?.is_none() {
        return Ok(not_there());
    }
    let number = asked.typed("number").parse::<usize>().ok();
    let Some(stage) = number.and_then(|n| n.checked_sub(1)) else {
        return back(id, Err(NotDone::Refused(Refusal::NotNext)));
    };
    match minutes(asked) {
        Ok(minutes) => back(id, site.training.release(id, stage, minutes, asked.has("anyway"))),
        Err(no) => Ok(no),
    }
}

/// Starts or stops the clock of the stage that is open.
pub(super) fn clock(site: &Site, asked: &Asked) -> Answered {
    let minutes = match minutes(asked) {
        Ok(minutes) => minutes,
        Err(no) => return Ok(no),
    };
    let due = minutes.map(|m| clock::instant() + chrono::Duration::minutes(i64::from(m)));
    happen(site, asked, Happening::Clock { due })
}

/// Opens the discussion.
pub(super) fn open(site: &Site, asked: &Asked) -> Answered {
    happen(site, asked, Happening::Opened)
}

/// Keeps a note.
pub(super) fn note(site: &Site, asked: &Asked) -> Answered {
    let words: String = asked.typed("words").trim().chars().take(LONGEST).collect();
    if words.is_empty() {
        return Ok(Page::Moved(address(asked.part("id"))));
    }
    happen(site, asked, Happening::Noted { words })
}

/// Ends the run.
pub(super) fn end(site: &Site, asked: &Asked) -> Answered {
    happen(site, asked, Happening::Ended)
}

fn happen(site: &Site, asked: &Asked, what: Happening) -> Answered {
    let id = asked.part("id");
    if run_of(site, asked)?.is_none() {
        return Ok(not_there());
    }
    back(id, site.training.happen(id, what, asked.has("anyway")))
}

/// A new run of the same exercise; this one ends, and stays as it is.
pub(super) fn again(site: &Site, asked: &Asked) -> Answered {
    let Some(standing) = run_of(site, asked)? else {
        return Ok(not_there());
    };
    if !standing.run.has_ended && !asked.has("sure") {
        return Ok(Page::No(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Nothing was begun",
            "This run would end for everybody who is in it. Tick that you are sure, and press the button again."
                .to_owned(),
            Link::new("Back to the board", address(&standing.id)),
        ));
    }
    // The new one first: where it cannot be started, nobody loses the one that they are in.
    let new = match site.training.start(&standing.exercise.id, standing.run.offered) {
        Ok(new) => new,
        Err(error) => return Ok(shelves::cannot(&error)),
    };
    if !standing.run.has_ended
        && let Err(error) = site.training.happen(&standing.id, Happening::Ended, true)
    {
        return back(&standing.id, Err(error));
    }
    Ok(Page::Moved(address(&new)))
}

/// Deletes the run whole, where that was ticked.
pub(super) fn delete(site: &Site, asked: &Asked) -> Answered {
    let id = asked.part("id");
    if run_of(site, asked)?.is_none() {
        return Ok(not_there());
    }
    if !asked.has("sure") {
        return Ok(Page::No(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Nothing was deleted",
            "What groups recorded cannot be brought back. Tick that you are sure, and press the button again."
                .to_owned(),
            Link::new("Back to the board", address(id)),
        ));
    }
    site.training.delete(id)?;
    Ok(Page::Moved("/facilitator".to_owned()))
}

/// Decisions side by side.
pub(super) fn compare(site: &Site, asked: &Asked) -> Answered {
    let Some(standing) = run_of(site, asked)? else {
        return Ok(not_there());
    };
    let own = address(&standing.id);
    let told = told::comparison(site, &standing, None)?;
    let page = context! {
        id => &standing.id,
        told => value(told),
        is_open => standing.run.is_open,
        discuss => &standing.exercise.facilitator.discuss,
        debrief => &standing.exercise.facilitator.debrief,
    };
    Ok(Page::Page(
        "compare",
        shelves::frame("Decisions side by side", &own),
        page,
    ))
}

/// What groups decided, as a file.
pub(super) fn export(site: &Site, asked: &Asked) -> Answered {
    let Some(standing) = run_of(site, asked)? else {
        return Ok(not_there());
    };
    let document = site.training.decided(&standing, asked.query("words") == "1")?;
    file(&format!("{}-decisions", standing.id), &document, asked.part("format"))
}

/// A document as a file of this format.
pub(super) fn file(name: &str, document: &report::document::Document, format: &str) -> Answered {
    let Some(format) = formats().find(|f| f.name() == format) else {
        return Ok(not_there());
    };
    let bytes = report::write(document, format.name())?;
    Ok(Page::File(
        format!("{name}.{}", format.extension()),
        format.media_type(),
        bytes,
    ))
}
