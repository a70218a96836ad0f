//! The facilitator's *shelves*: the library of exercises, the runs there are, one exercise with all its stages, its pack, flash cards.

use axum::http::StatusCode;
use minijinja::context;
use serde::Serialize;

use super::{Answer as Page, Answered, Asked, Frame, Site, boards, not_there, value};
use crate::{
    app::training::Place,
    model::{finding::Outcome, when::day_in_words},
    training::{
        cards::Card,
        marking::Point,
        run::{GROUPS, MOST_GROUPS},
        seen::Seen,
    },
    web::asking::Link,
};

/// Cards on one page.
const CARDS: usize = 10;

/// What stands around a page of the facilitator.
pub(super) fn frame(heading: &str, here: &str) -> Box<Frame> {
    Box::new(Frame {
        heading: heading.to_owned(),
        who: "Facilitator".to_owned(),
        nav: vec![
            Link::new("Library", "/facilitator"),
            Link::new("New exercise", "/facilitator/new"),
            Link::new("Flash cards", "/facilitator/cards"),
        ],
        here: here.to_owned(),
        ..Frame::default()
    })
}

/// That something cannot be done, in our own words: what is wrong with an exercise, or with its case.
pub(super) fn cannot(error: &anyhow::Error) -> Page {
    Page::No(
        StatusCode::UNPROCESSABLE_ENTITY,
        "This cannot be done",
        format!("{error:#}"),
        Link::new("Back to the library", "/facilitator"),
    )
}

/// The library.
pub(super) fn library(site: &Site, _: &Asked) -> Answered {
    #[derive(Serialize)]
    struct Shelf {
        id: String,
        title: String,
        about: String,
        place: &'static str,
        stages: usize,
        wrong: String,
    }
    #[derive(Serialize)]
    struct RunLine {
        id: String,
        title: String,
        how: String,
    }
    let shelves = site.training.library()?.into_iter().map(|s| {
        let place = s.place.words();
        match s.exercise {
            Ok(e) => Shelf {
                id: s.id,
                title: e.title,
                about: e.about,
                place,
                stages: e.stages.len(),
                wrong: String::new(),
            },
            Err(why) => Shelf {
                title: s.id.clone(),
                id: s.id,
                about: String::new(),
                place,
                stages: 0,
                wrong: why,
            },
        }
    });
    let shelves: Vec<Shelf> = shelves.collect();
    let runs = site.training.runs()?.into_iter().map(|l| match l.standing {
        Ok(s) => RunLine {
            title: s.exercise.title.clone(),
            how: format!(
                "{} groups, {} of {} stages released{}",
                s.run.groups.len(),
                s.run.released.len(),
                s.exercise.stages.len(),
                match (s.run.has_ended, s.run.is_open) {
                    (true, _) => ", ended",
                    (false, true) => ", discussion open",
                    _ => "",
                }
            ),
            id: l.id,
        },
        Err(why) => RunLine {
            title: l.id.clone(),
            how: why,
            id: l.id,
        },
    });
    let runs: Vec<RunLine> = runs.collect();
    let page = context! { shelves => value(shelves), runs => value(runs), groups => GROUPS, most => MOST_GROUPS };
    Ok(Page::Page("library", frame("Exercises", "/facilitator"), page))
}

/// One exercise, with all its stages: for the facilitator's eyes.
pub(super) fn exercise(site: &Site, asked: &Asked) -> Answered {
    #[derive(Serialize)]
    struct StageTold {
        number: usize,
        title: String,
        until: String,
        brief: String,
        asks: Vec<String>,
        entries: Vec<Seen>,
        points: Vec<PointTold>,
    }
    #[derive(Serialize)]
    struct PointTold {
        title: String,
        by: &'static str,
        entries: Vec<usize>,
        expected: Vec<(String, String, &'static str)>,
    }
    let (exercise, place) = match site.training.exercise(asked.part("id")) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(not_there()),
        Err(error) => return Ok(cannot(&error)),
    };
    match site.training.faults(&exercise, place) {
        Ok(faults) if faults.is_empty() => {}
        Ok(faults) => return Ok(cannot(&anyhow::anyhow!(faults.join("\n")))),
        Err(error) => return Ok(cannot(&error)),
    }
    let entries = site.training.preview(&exercise, place)?;
    let points = site.training.points(&exercise, place)?;
    let told = |p: &Point| PointTold {
        title: p.title.clone(),
        by: p.by(),
        entries: entries
            .iter()
            .filter(|e| p.triggers.contains(&e.id))
            .map(|e| e.number)
            .collect(),
        expected: p
            .expected
            .iter()
            .map(|e| (e.label.clone(), e.asked_of(), e.outcome.words()))
            .collect(),
    };
    let stages = exercise.stages.iter().enumerate().map(|(at, stage)| StageTold {
        number: at + 1,
        title: stage.title.clone(),
        until: day_in_words(stage.until),
        brief: stage.brief.trim().to_owned(),
        asks: stage.asks.clone(),
        entries: entries.iter().filter(|e| e.stage == at).cloned().collect(),
        points: points.iter().filter(|p| p.stage == at).map(told).collect(),
    });
    let stages: Vec<StageTold> = stages.collect();
    let own = format!("/facilitator/exercise/{}", exercise.id);
    let page = context! {
        id => &exercise.id,
        is_own => place == Place::Here,
        about => &exercise.about,
        agency => site.training.agency_name(&exercise, place)?,
        aims => &exercise.aims,
        content => &exercise.content,
        notes => &exercise.facilitator.notes,
        remarks => site.training.remarks(&exercise, place, &entries)?,
        stages => value(stages),
        formats => value(boards::format_links(&own, "pack")),
        groups => GROUPS,
        most => MOST_GROUPS,
    };
    Ok(Page::Page("exercise", frame(&exercise.title, &own), page))
}

/// The facilitator's pack, as a file.
pub(super) fn pack(site: &Site, asked: &Asked) -> Answered {
    let (exercise, place) = match site.training.exercise(asked.part("id")) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(not_there()),
        Err(error) => return Ok(cannot(&error)),
    };
    match site.training.pack(&exercise, place) {
        Ok(document) => boards::file(&format!("{}-pack", exercise.id), &document, asked.part("format")),
        Err(error) => Ok(cannot(&error)),
    }
}

/// Starts a run.
#[allow(
    clippy::unnecessary_wraps,
    reason = "every page has this form: the list of pages holds them"
)]
pub(super) fn start(site: &Site, asked: &Asked) -> Answered {
    let typed = asked.typed("groups").trim();
    let groups = typed.parse::<u16>().ok().filter(|g| (1..=MOST_GROUPS).contains(g));
    let Some(groups) = groups else {
        let words = format!("`{typed}` is no number of groups; go back, and write one from 1 to {MOST_GROUPS}");
        return Ok(cannot(&anyhow::anyhow!(words)));
    };
    match site.training.start(asked.typed("exercise"), groups) {
        Ok(id) => Ok(Page::Moved(format!("/facilitator/run/{id}"))),
        Err(error) => Ok(cannot(&error)),
    }
}

/// Flash cards.
#[allow(
    clippy::unnecessary_wraps,
    reason = "every page has this form: the list of pages holds them"
)]
pub(super) fn cards(site: &Site, asked: &Asked) -> Answered {
    #[derive(Serialize)]
    struct CardTold {
        #[serde(flatten)]
        card: Card,
        result: &'static str,
    }
    let seed: u64 = asked.query("seed").parse().unwrap_or(1);
    let from: usize = asked.query("from").parse().unwrap_or(0);
    let all = site.training.cards(seed);
    let total = all.len();
    let from = if from >= total { 0 } else { from };
    let told = |card: Card| CardTold {
        result: card.outcome.map_or("", Outcome::words),
        card,
    };
    let cards: Vec<CardTold> = all.into_iter().skip(from).take(CARDS).map(told).collect();
    let next = (from + cards.len() < total).then_some(from + CARDS);
    let page = context! {
        seed,
        first => from + 1,
        last => from + cards.len(),
        total,
        next,
        other => seed.wrapping_add(1),
        cards => value(cards),
    };
    Ok(Page::Page("cards", frame("Flash cards", "/facilitator/cards"), page))
}
