//! *Making* an exercise on the screens: choose a case in which nobody is real and an agency, look at the stages that are proposed, say what
//! is learned and what may be hard to read, and keep it.

use chrono::NaiveDate;
use minijinja::{Value, context};
use serde::Serialize;

use super::{Answer as Page, Answered, Asked, Frame, Site, shelves, value};
use crate::{
    app::training::making::{STAGES, Wanted},
    text::dates::read_when,
    training::exercise::{Exercise, MOST_MINUTES, MOST_STAGES, Stage},
    web::asking::Fault,
};

#[derive(Serialize)]
struct Choice {
    code: String,
    label: String,
}

/// A stage as it stands in the form, whether it can be taken or not.
#[derive(Serialize)]
struct StageTyped {
    number: String,
    title: String,
    until: String,
    brief: String,
    asks: String,
}

impl StageTyped {
    /// As it was sent.
    fn sent(asked: &Asked, number: String) -> Self {
        let typed = |what: &str| asked.typed(&format!("{what}-{number}")).trim().to_owned();
        Self {
            title: typed("title"),
            until: typed("until"),
            brief: typed("brief"),
            asks: typed("asks"),
            number,
        }
    }

    /// Which stage of those before it is, from 0.
    fn at(&self) -> Option<usize> {
        self.number.parse::<usize>().ok()?.checked_sub(1)
    }

    /// As it is proposed.
    fn proposed((number, stage): (usize, &Stage)) -> Self {
        Self {
            number: number.to_string(),
            title: stage.title.clone(),
            until: stage.until.format("%d/%m/%Y").to_string(),
            brief: stage.brief.clone(),
            asks: stage.asks.join("\n"),
        }
    }
}

fn frame(faults: Vec<Fault>) -> Box<Frame> {
    let mut out = shelves::frame("A new exercise", "/facilitator/new");
    out.faults = faults;
    out
}

fn changing(exercise: &Exercise, faults: Vec<Fault>) -> Box<Frame> {
    let mut out = shelves::frame(
        &format!("Change “{}”", exercise.title),
        &format!("/facilitator/exercise/{}/change", exercise.id),
    );
    out.faults = faults;
    out
}

/// An exercise that was made here, to be changed.
#[allow(
    clippy::unnecessary_wraps,
    reason = "every page has this form: the list of pages holds them"
)]
pub(super) fn change(site: &Site, asked: &Asked) -> Answered {
    let found = match site.training.exercise(asked.part("id")) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(super::not_there()),
        Err(error) => return Ok(shelves::cannot(&error)),
    };
    let (exercise, _) = found;
    let was = match site.training.digest(&exercise.id) {
        Ok(was) => was,
        Err(error) => return Ok(shelves::cannot(&error)),
    };
    let minutes = exercise.minutes.map_or(String::new(), |m| m.to_string());
    let stages = (1..).zip(&exercise.stages).map(StageTyped::proposed).collect();
    let page = edited(&exercise, (&minutes, &was), stages);
    Ok(Page::Page("draft", changing(&exercise, Vec::new()), page))
}

/// Deletes an exercise that was made here.
#[allow(
    clippy::unnecessary_wraps,
    reason = "every page has this form: the list of pages holds them"
)]
pub(super) fn discard(site: &Site, asked: &Asked) -> Answered {
    let id = asked.part("id");
    if !asked.has("sure") {
        return Ok(Page::No(
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "Nothing was deleted",
            "An exercise that is deleted cannot be brought back. Tick that you are sure, and press the button again."
                .to_owned(),
            crate::web::asking::Link::new("Back to the exercise", format!("/facilitator/exercise/{id}")),
        ));
    }
    match site.training.discard(id) {
        Ok(()) => Ok(Page::Moved("/facilitator".to_owned())),
        Err(error) => Ok(shelves::cannot(&error)),
    }
}

/// The form with which it begins.
pub(super) fn form(site: &Site, _: &Asked) -> Answered {
    let page = first(site, ("", "", ""), &STAGES.to_string())?;
    Ok(Page::Page("new", frame(Vec::new()), page))
}

fn first(site: &Site, (eyes, id, title): (&str, &str, &str), stages: &str) -> anyhow::Result<Value> {
    let sources = site.training.sources()?;
    let refused: Vec<(String, String)> = sources
        .iter()
        .filter_map(|s| Some((s.title.clone(), s.refused.clone()?)))
        .collect();
    let able = sources.iter().filter(|s| s.refused.is_none());
    // A case and an agency are one choice: no agency of another case can be chosen.
    let choices: Vec<Choice> = able
        .flat_map(|s| {
            s.agencies.iter().map(|(agency, name)| Choice {
                code: format!("{}/{agency}", s.slug),
                label: format!("{}, through the eyes of {name}", s.title),
            })
        })
        .collect();
    Ok(context! { choices => value(choices), refused => value(refused), eyes, id, title, stages })
}

/// The draft, to be edited.
pub(super) fn draft(site: &Site, asked: &Asked) -> Answered {
    let (eyes, id, title) = (
        asked.typed("eyes"),
        asked.typed("id").trim(),
        asked.typed("title").trim(),
    );
    let typed = asked.typed("stages").trim();
    let stages: Option<usize> = match typed {
        "" => Some(STAGES),
        number => number.parse::<usize>().ok().filter(|n| (1..=MOST_STAGES).contains(n)),
    };
    let (case, agency) = eyes.split_once('/').unwrap_or_default();
    let drafted = match stages {
        _ if case.is_empty() => Err(Fault::of(
            "eyes",
            "Choose a case, and the agency through whose eyes it is seen",
        )),
        None => Err(Fault::of(
            "stages",
            format!("`{typed}` is no number of stages; write one from 1 to {MOST_STAGES}"),
        )),
        Some(stages) => {
            let wanted = Wanted {
                case,
                agency,
                id,
                title,
                stages,
            };
            let made = site.training.draft(wanted);
            made.map_err(|e| Fault::of("eyes", format!("{e:#}")))
        }
    };
    let drafted = drafted.and_then(
        |exercise| match exercise.faults().into_iter().find(|f| f.starts_with("id:")) {
            Some(fault) => Err(Fault::of("id", fault)),
            None => Ok(exercise),
        },
    );
    match drafted {
        Ok(exercise) => {
            let stages = (1..).zip(&exercise.stages).map(StageTyped::proposed).collect();
            Ok(Page::Page(
                "draft",
                frame(Vec::new()),
                edited(&exercise, ("", ""), stages),
            ))
        }
        Err(fault) => {
            let page = first(site, (eyes, id, title), typed)?;
            Ok(Page::Wrong("new", frame(vec![fault]), page))
        }
    }
}

/// The form of a draft, or of an exercise that stood so (`was`). Minutes and stages are shown as they were typed, so that what cannot be taken is not lost.
fn edited(exercise: &Exercise, (minutes, was): (&str, &str), stages: Vec<StageTyped>) -> Value {
    context! {
        eyes => format!("{}/{}", exercise.case, exercise.agency),
        id => &exercise.id,
        title => &exercise.title,
        about => &exercise.about,
        aims => exercise.aims.join("\n"),
        content => exercise.content.join("\n"),
        notes => exercise.facilitator.notes.join("\n"),
        discuss => exercise.facilitator.discuss.join("\n"),
        debrief => exercise.facilitator.debrief.join("\n"),
        minutes,
        was,
        stages => value(stages),
    }
}

/// The day that was typed, however people here write one.
fn day(typed: &str) -> Option<NaiveDate> {
    let when = read_when(typed, "").ok()?;
    (when.is_known_day() && when.time.is_none()).then_some(when.earliest)
}

/// Lines that are not empty.
fn lines(typed: &str) -> Vec<String> {
    let all = typed.lines().map(str::trim).filter(|l| !l.is_empty());
    all.map(str::to_owned).collect()
}

/// Keeps it.
#[allow(
    clippy::unnecessary_wraps,
    reason = "every page has this form: the list of pages holds them"
)]
pub(super) fn keep(site: &Site, asked: &Asked) -> Answered {
    let (case, agency) = asked.typed("eyes").split_once('/').unwrap_or_default();
    let typed: Vec<StageTyped> = asked
        .many("stage")
        .into_iter()
        .map(|number| StageTyped::sent(asked, number))
        .collect();
    let wanted = Wanted {
        case,
        agency,
        id: asked.typed("id").trim(),
        title: asked.typed("title"),
        stages: typed.len(),
    };
    let was = asked.typed("was");
    // The draft or the exercise again, so that what the form does not hold is as it was.
    let before = if was.is_empty() {
        site.training.draft(wanted)
    } else {
        site.training.exercise_named(wanted.id).map(|(exercise, _)| exercise)
    };
    let mut exercise = match before {
        Ok(exercise) => exercise,
        Err(error) => return Ok(shelves::cannot(&error)),
    };
    let own_minutes: Vec<Option<u32>> = exercise.stages.iter().map(|s| s.minutes).collect();
    if !was.is_empty() {
        asked.typed("title").trim().clone_into(&mut exercise.title);
    }
    asked.typed("about").trim().clone_into(&mut exercise.about);
    exercise.aims = lines(asked.typed("aims"));
    exercise.content = lines(asked.typed("content"));
    exercise.facilitator.notes = lines(asked.typed("notes"));
    exercise.facilitator.discuss = lines(asked.typed("discuss"));
    exercise.facilitator.debrief = lines(asked.typed("debrief"));
    let minutes = asked.typed("minutes").trim();
    exercise.minutes = minutes.parse().ok();
    exercise.stages.clear();
    let mut faults = Vec::new();
    if exercise.minutes.is_none() && !minutes.is_empty() {
        let words =
            format!("`{minutes}` is no number of minutes; write one from 1 to {MOST_MINUTES}, or leave it empty");
        faults.push(Fault::of("minutes", words));
    }
    // A stage whose day is taken out is left out.
    for stage in typed.iter().filter(|s| !s.until.is_empty()) {
        let Some(until) = day(&stage.until) else {
            faults.push(Fault::of(
                &format!("until-{}", stage.number),
                format!(
                    "`{}` is no day; write one, for example 31/3/2022 or 31 March 2022",
                    stage.until
                ),
            ));
            continue;
        };
        exercise.stages.push(Stage {
            title: stage.title.clone(),
            until,
            brief: stage.brief.clone(),
            minutes: stage.at().and_then(|at| own_minutes.get(at).copied().flatten()),
            asks: lines(&stage.asks),
        });
    }
    if faults.is_empty() {
        let kept = if was.is_empty() {
            site.training.keep(&exercise).map(|_| ())
        } else {
            site.training.change(&exercise, was)
        };
        match kept {
            Ok(()) => return Ok(Page::Moved(format!("/facilitator/exercise/{}", exercise.id))),
            // Each fault on a line of its own.
            Err(error) => faults.extend(format!("{error:#}").lines().map(|l| Fault::of("main", l))),
        }
    }
    let page = edited(&exercise, (minutes, was), typed);
    if was.is_empty() {
        Ok(Page::Wrong("draft", frame(faults), page))
    } else {
        Ok(Page::Wrong("draft", changing(&exercise, faults), page))
    }
}
