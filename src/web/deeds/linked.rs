//! What is settled of two entries: they tell the same, or do not, or both accounts were looked at.

use crate::{
    app::{
        acting,
        settling::{self, Signed},
    },
    model::settled::{Settlement, words_of},
    web::{
        asking::{Ask, Fault},
        deeds::{Done, Undone, entry::named, keep, mention::changes, nameless, way_back},
        words::sentence,
    },
};

/// Keeps what was chosen.
pub(crate) fn settle(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let who = ask.visitor.name();
    let mut faults = Vec::new();
    if who.is_empty()
        && let Undone::Faults(all) = nameless()
    {
        faults.extend(all);
    }
    let what = ask.typed("what");
    if !["same", "apart", "looked"].contains(&what) {
        faults.push(Fault::of("what", "Choose what you say of the two entries"));
    }
    if ask.typed("because").is_empty() {
        faults.push(Fault::of("because", "Enter the reason; it is kept beside what you say"));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let matter = &opened.matter;
    let other = ask.typed("other");
    let both = if what == "looked" {
        settling::conflict(matter, &entry.0, other)
    } else {
        settling::pair(matter, &entry.0, other)
    };
    let (first, second) = both.map_err(|_| {
        Undone::fault(
            "what",
            "The two entries are no longer set against each other: the case changed while you read it",
        )
    })?;
    let about = format!("{first} and {second}");
    let settlement = match what {
        "same" => Settlement::TheSame { first, second },
        "apart" => Settlement::NotTheSame { first, second },
        _ => {
            let texts = matter.entry(&first).zip(matter.entry(&second));
            let words = texts.map_or(String::new(), |((a, _), (b, _))| words_of(a, b));
            Settlement::Conflict { first, second, words }
        }
    };
    sign(ask, settlement, about)
}

/// Takes back what was settled.
pub(crate) fn undo(ask: &Ask) -> Result<Done, Undone> {
    let (opened, _) = named(ask)?;
    if ask.visitor.name().is_empty() {
        return Err(nameless());
    }
    let number: u64 = ask.typed("number").parse().unwrap_or(0);
    let settlement =
        settling::undo(&opened.matter, number).map_err(|why| Undone::fault("what", sentence(&why.to_string())))?;
    sign(ask, settlement, format!("settlement {number}"))
}

/// Keeps it under the visitor's name, and says what changed.
fn sign(ask: &Ask, settlement: Settlement, about: String) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let because = match ask.typed("because") {
        "" => "taken back on the entry's page",
        typed => typed,
    };
    let settled = settling::settled(
        settlement,
        &Signed {
            who: ask.visitor.name(),
            because: because.to_owned(),
        },
    )?;
    let to = way_back(ask, opened.entry(&entry));
    let done = Done {
        to,
        said: format!("What you say of {about} is kept."),
    };
    let mut done = keep(ask, (&opened, &settled), &about, done)?;
    if let Some(after) = ask.cases.get(&opened.slug)? {
        let changed = acting::changed(&opened.matter, &after);
        done.said = format!("{} {}", done.said, changes(&changed));
    }
    Ok(done)
}
