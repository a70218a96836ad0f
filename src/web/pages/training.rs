//! *Training*: what it is, the exercises there are, cases from which one can be made, and the command for each. It is run by a server of its
//! own, so that groups can reach nothing of a case.

use serde::Serialize;

use crate::{
    app::{
        matters::Listing,
        training::{Place, library::Shelved, making::Source},
    },
    web::{
        asking::{Ask, Link, Refusal, Reply},
        through, words,
    },
};

#[derive(Serialize)]
struct Body {
    /// The command that opens the library.
    library: String,
    exercises: Vec<ExerciseRow>,
    sources: Vec<SourceRow>,
    /// How many are left out because a case is masked for the visitor, or cannot be read.
    left_out: String,
}

#[derive(Serialize)]
struct ExerciseRow {
    id: String,
    title: String,
    about: String,
    stages: String,
    place: &'static str,
    /// The command that starts a run of it.
    run: String,
    /// Why it cannot be run; empty where it can.
    wrong: String,
}

/// A case from which an exercise can be made.
#[derive(Serialize)]
struct SourceRow {
    slug: String,
    title: String,
    /// The command for each agency through whose eyes it can be seen.
    commands: Vec<(String, String)>,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let shelf = ask.cases.bringing().to_train_with()?;
    let program = match shelf.home.as_str() {
        "" => "forewarned train".to_owned(),
        home => format!("forewarned --home {} train", quoted(home)),
    };
    let listed = ask.cases.list()?;
    let open = open_cases(ask, &listed)?;
    let is_whole = open.len() == listed.len();
    let is_open = |slug: &str| open.iter().any(|s| s == slug);
    // An exercise tells of its case.
    let is_shown = |s: &&Shelved| match (&s.exercise, s.place) {
        (Ok(exercise), Place::Here) => is_open(&exercise.case),
        // Of which case it tells nobody knows, and why it cannot be read may quote it.
        (Err(_), Place::Here) => is_whole,
        (_, Place::Samples) => true,
    };
    let exercises: Vec<&Shelved> = shelf.exercises.iter().filter(is_shown).collect();
    let sources: Vec<&Source> = shelf.sources.iter().filter(|s| is_open(&s.slug)).collect();
    let left_out = shelf.exercises.len() + shelf.sources.len() - exercises.len() - sources.len();
    let body = Body {
        library: format!("{program} run"),
        exercises: exercises.into_iter().map(|s| exercise(s, &program)).collect(),
        sources: sources.into_iter().map(|s| source(s, &program)).collect(),
        left_out: match left_out {
            0 => String::new(),
            n => words::count(
                n,
                "exercise or case is left out here",
                "exercises or cases are left out here",
            ),
        },
    };
    Ok(Reply::outside("Training", vec![Link::new("Cases", "/")], body))
}

/// Slugs of the cases that the visitor sees whole.
fn open_cases(ask: &Ask, listed: &[Listing]) -> Result<Vec<String>, Refusal> {
    let mut out = Vec::new();
    for one in listed {
        if one.closed.is_none() && !through::is_masked(ask, &one.slug)? {
            out.push(one.slug.clone());
        }
    }
    Ok(out)
}

fn exercise(shelved: &Shelved, program: &str) -> ExerciseRow {
    let (id, place) = (shelved.id.clone(), shelved.place);
    let place = match place {
        Place::Here => "made here",
        Place::Samples => "built in, on an invented case",
    };
    let run = format!("{program} run {id} --groups 6");
    match &shelved.exercise {
        Ok(exercise) => ExerciseRow {
            title: exercise.title.clone(),
            about: exercise.about.clone(),
            stages: words::count(exercise.stages.len(), "stage", "stages"),
            place,
            run,
            wrong: String::new(),
            id,
        },
        Err(why) => ExerciseRow {
            title: id.clone(),
            about: String::new(),
            stages: String::new(),
            place,
            run,
            wrong: why.clone(),
            id,
        },
    }
}

fn source(source: &Source, program: &str) -> SourceRow {
    let command = |(id, name): &(String, String)| {
        let command = format!("{program} new {} --agency {id} --id {}-{id}", source.slug, source.slug);
        (name.clone(), command)
    };
    SourceRow {
        slug: source.slug.clone(),
        title: source.title.clone(),
        commands: source.agencies.iter().map(command).collect(),
    }
}

/// A path as it is typed in a command.
fn quoted(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '\\' | '.' | ':' | '-' | '_');
    if path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("\"{path}\"")
    }
}
