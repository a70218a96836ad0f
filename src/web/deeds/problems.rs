//! Problems are marked as looked at, with a reason; or are put on the list again.

use crate::{
    model::{beside::Beside, problem::Problem},
    web::{
        asking::{Ask, Fault},
        deeds::{Done, Undone, nameless, put_beside, way_back},
        words,
    },
};

/// Keeps it, for every problem that was ticked.
pub(crate) fn look_at(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    if ask.visitor.name().is_empty() {
        return Err(nameless());
    }
    let on = ask.typed("do") != "again";
    let text = ask.typed("because");
    let keys: Vec<&str> = ask
        .form
        .fields
        .iter()
        .filter(|(n, _)| n == "problem")
        .map(|(_, v)| v.as_str())
        .collect();
    let mut faults = Vec::new();
    if keys.is_empty() {
        faults.push(Fault::of("list", "Tick at least one of the list"));
    }
    if on && text.is_empty() {
        faults.push(Fault::of("because", "Enter why nothing more is to be done about it"));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let meant: Vec<(String, &Problem)> = opened
        .matter
        .problems
        .iter()
        .map(|p| (p.key(), p))
        .filter(|(key, _)| keys.contains(&key.as_str()))
        .collect();
    if meant.is_empty() {
        return Err(Undone::fault(
            "list",
            "These problems are no longer there: the case changed while you read them",
        ));
    }
    let to = way_back(ask, opened.address("problems"));
    let mut kept = 0;
    for (problem, found) in meant {
        let what = Beside::LookedAt {
            problem,
            what: format!("{}: {}", found.place(), found.what),
            text: text.to_owned(),
            on,
        };
        let done = Done {
            to: to.clone(),
            said: String::new(),
        };
        match put_beside(ask, &opened, (what, "because"), done) {
            Ok(_) => kept += 1,
            // Somebody else looked at it meanwhile: theirs stands, and the others are kept.
            Err(Undone::Clash(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let number = words::count(kept, "problem or remark is", "problems and remarks are");
    Ok(Done {
        to,
        said: if on {
            format!("{number} marked as looked at.")
        } else {
            format!("{number} on the list again.")
        },
    })
}
