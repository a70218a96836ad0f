//! Problems are marked as looked at, with a reason; or are put on the list again.

use crate::{
    app::beside,
    model::{beside::Beside, problem::Problem, settled::Settled},
    web::{
        asking::{Ask, Fault, Missing, Opened, Refusal},
        cases::Kept,
        deeds::{
            Done, Undone, nameless,
            offer::{
                Kind::{Text, Texts},
                Offer, SEEN, may, must, of,
            },
            way_back,
        },
        words::{self, sentence},
    },
};

/// What a program sends of them.
pub(super) const LOOK: Offer = Offer {
    about: "Marks problems and remarks as looked at, or puts them on the list again",
    takes: &[
        must("problem", Texts, "their keys, as the records have them"),
        of(must("do", Text, "what is done with them"), &["look", "again"]),
        may("because", Text, "why nothing more is to be done about them"),
        SEEN,
    ],
};

/// Keeps it, for every problem that was ticked.
pub(crate) fn look_at(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    if who.is_empty() {
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
    let mut all = Vec::new();
    for (problem, found) in meant {
        let what = Beside::LookedAt {
            problem,
            what: format!("{}: {}", found.place(), found.what),
            text: text.to_owned(),
            on,
        };
        let settled = beside::beside(&opened.matter, what, &who)
            .map_err(|why| Undone::fault("because", sentence(&why.to_string())))?;
        all.push(settled);
    }
    let kept = keep_free(ask, &opened, all)?;
    let number = words::count(kept, "problem or remark is", "problems and remarks are");
    Ok(Done {
        to: way_back(ask, opened.address("problems")),
        said: if on {
            format!("{number} marked as looked at.")
        } else {
            format!("{number} on the list again.")
        },
    })
}

/// Keeps in one go what nobody else said something of meanwhile, and gives how many those are: of the others, theirs stands.
fn keep_free(ask: &Ask, opened: &Opened, mut all: Vec<Settled>) -> Result<usize, Undone> {
    let seen = ask.typed("seen").parse().unwrap_or(0);
    while !all.is_empty() {
        match ask.cases.settle_all_after(&opened.slug, &all, seen)? {
            Kept::Done => break,
            Kept::NoCase => return Err(Undone::Refusal(Refusal::NotThere(Missing::case()))),
            Kept::Newer(newer) => {
                let before = all.len();
                all.retain(|one| !newer.iter().any(|s| s.what.is_about_the_same(&one.what)));
                if all.len() == before {
                    return Ok(0);
                }
            }
        }
    }
    Ok(all.len())
}
