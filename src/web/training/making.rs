//! *Making* an exercise on the screens: choose a case in which nobody is real and an agency, look at the stages that are proposed, say what
//! is learned and what may be hard to read, and keep it.

use minijinja::{Value, context};
use serde::Serialize;

use super::{Answer as Page, Answered, Asked, Frame, Site, shelves, value};
use crate::{
    app::training::making::{STAGES, Wanted},
    training::exercise::{Exercise, MOST_MINUTES, Stage},
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

    /// As it is proposed.
    fn proposed((number, stage): (usize, &Stage)) -> Self {
        Self {
            number: number.to_string(),
            title: stage.title.clone(),
            until: stage.until.to_string(),
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

/// The form with which it begins.
pub(super) fn form(site: &Site, _: &Asked) -> Answered {
    let page = first(site, ("", "", ""), STAGES)?;
    Ok(Page::Page("new", frame(Vec::new()), page))
}

fn first(site: &Site, (eyes, id, title): (&str, &str, &str), stages: usize) -> anyhow::Result<Value> {
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
    let stages = asked.typed("stages").trim().parse().unwrap_or(STAGES);
    let (case, agency) = eyes.split_once('/').unwrap_or_default();
    let wanted = Wanted {
        case,
        agency,
        id,
        title,
        stages,
    };
    let drafted = if case.is_empty() {
        Err(Fault::of(
            "eyes",
            "Choose a case, and the agency through whose eyes it is seen",
        ))
    } else {
        site.training
            .draft(wanted)
            .map_err(|e| Fault::of("eyes", format!("{e:#}")))
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
            Ok(Page::Page("draft", frame(Vec::new()), edited(&exercise, "", stages)))
        }
        Err(fault) => {
            let page = first(site, (eyes, id, title), stages)?;
            Ok(Page::Wrong("new", frame(vec![fault]), page))
        }
    }
}

/// The form of a draft. Minutes and stages are shown as they were typed, so that what cannot be taken is not lost.
fn edited(exercise: &Exercise, minutes: &str, stages: Vec<StageTyped>) -> Value {
    context! {
        eyes => format!("{}/{}", exercise.case, exercise.agency),
        id => &exercise.id,
        title => &exercise.title,
        about => &exercise.about,
        aims => exercise.aims.join("\n"),
        content => exercise.content.join("\n"),
        notes => exercise.facilitator.notes.join("\n"),
        minutes,
        stages => value(stages),
    }
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
    // The draft again, so that what the form does not hold is as it was proposed.
    let mut exercise = match site.training.draft(wanted) {
        Ok(exercise) => exercise,
        Err(error) => return Ok(shelves::cannot(&error)),
    };
    asked.typed("about").trim().clone_into(&mut exercise.about);
    exercise.aims = lines(asked.typed("aims"));
    exercise.content = lines(asked.typed("content"));
    exercise.facilitator.notes = lines(asked.typed("notes"));
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
        let Ok(until) = stage.until.parse() else {
            faults.push(Fault::of(
                &format!("until-{}", stage.number),
                format!("`{}` is no day; write it as 2022-03-31", stage.until),
            ));
            continue;
        };
        exercise.stages.push(Stage {
            title: stage.title.clone(),
            until,
            brief: stage.brief.clone(),
            minutes: None,
            asks: lines(&stage.asks),
        });
    }
    if faults.is_empty() {
        match site.training.keep(&exercise) {
            Ok(_) => return Ok(Page::Moved(format!("/facilitator/exercise/{}", exercise.id))),
            Err(error) => faults.push(Fault::of("main", format!("{error:#}"))),
        }
    }
    Ok(Page::Wrong("draft", frame(faults), edited(&exercise, minutes, typed)))
}
