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
    let (id, place) = (shelved.id.clone(), shelved.place.words());
    let run = format!("{program} run {} --groups 6", quoted(&id));
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
        let (case, agency, new) = (quoted(&source.slug), quoted(id), id_of(&source.slug, id));
        let command = format!("{program} new {case} --agency {agency} --id {new}");
        (name.clone(), command)
    };
    SourceRow {
        slug: source.slug.clone(),
        title: source.title.clone(),
        commands: source.agencies.iter().map(command).collect(),
    }
}

/// No id of an exercise is longer.
const LONGEST_ID: usize = 60;
/// Of it the agency has so much at most: that of two agencies of a case differs.
const LONGEST_AGENCY: usize = 30;

/// An id for an exercise of this case and agency, of the signs that an id can have.
fn id_of(slug: &str, agency: &str) -> String {
    let plain = |of: &str, most: usize| -> String {
        let sign = |c: char| match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => c,
            _ => '-',
        };
        of.chars().take(most).map(sign).collect()
    };
    let agency = plain(agency, LONGEST_AGENCY);
    let case = plain(slug, LONGEST_ID.saturating_sub(agency.len() + 1));
    format!("{case}-{agency}")
}

/// A word as it is typed in a command: whatever it holds, no shell reads anything else in it.
fn quoted(word: &str) -> String {
    // There a path is parted by it, and no name holds a double quotation mark.
    let is_parting = |c: char| cfg!(windows) && c == '\\';
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | ':' | '-' | '_') || is_parting(c);
    if word.chars().all(is_plain) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_ID, id_of, quoted};

    #[test]
    fn a_proposed_id_has_only_signs_that_an_id_can_have() {
        assert_eq!(id_of("Twin_2", "gp"), "twin-2-gp");
        let long = id_of(&"a".repeat(80), "mental_health");
        assert_eq!(long.len(), LONGEST_ID);
        assert!(long.ends_with("-mental-health"), "{long}");
    }

    #[cfg(not(windows))]
    #[test]
    fn a_folder_of_any_name_is_one_word_of_a_command() {
        assert_eq!(quoted("/home/a/Forewarned"), "/home/a/Forewarned");
        assert_eq!(quoted("/home/a/my cases"), "'/home/a/my cases'");
        assert_eq!(quoted("/home/$(rm)/a'b\\c"), r"'/home/$(rm)/a'\''b\c'");
    }
}
