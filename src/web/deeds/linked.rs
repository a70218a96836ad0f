//! What is settled of two entries: they tell the same, or do not, or both accounts were looked at.

use crate::{
    app::settling::{self, Signed},
    model::{
        entry::EntryId,
        settled::{Settled, Settlement, words_of},
    },
    web::{
        asking::{Ask, Fault, Opened},
        deeds::{
            Done, Undone, changed,
            entry::named,
            keep, nameless,
            offer::{
                BECAUSE,
                Kind::{Number, Text},
                Offer, SEEN, must, of,
            },
            signing::{signed, too_long},
            way_back,
        },
        words::sentence,
    },
};

/// What a program sends of two entries.
pub(super) const SETTLE: Offer = Offer {
    about: "Says of two entries that they tell the same or do not, or that both accounts were looked at",
    takes: &[
        must("other", Text, "the other entry (id)"),
        of(
            must("what", Text, "what you say of the two"),
            &["same", "apart", "looked"],
        ),
        BECAUSE,
        SEEN,
    ],
};

/// What a program sends to take that back.
pub(super) const UNDO: Offer = Offer {
    about: "Takes back what was said of two entries",
    takes: &[must("number", Number, "its number, as the audit has it"), SEEN],
};

/// Keeps what was chosen.
pub(crate) fn settle(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    let mut faults = Vec::new();
    let signed = signed(ask, "Enter the reason; it is kept beside what you say", &mut faults);
    let what = ask.typed("what");
    if !["same", "apart", "looked"].contains(&what) {
        faults.push(Fault::of("what", "Choose what you say of the two entries"));
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
    let settled = settling::settled(settlement, &signed)?;
    keep_it(ask, (&opened, &entry), &settled, &about)
}

/// Takes back what was settled.
pub(crate) fn undo(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    if ask.visitor.name().is_empty() {
        return Err(nameless());
    }
    let number: u64 = ask.typed("number").parse().unwrap_or(0);
    let found = opened.matter.settled.iter().find(|s| s.number == number);
    if !found.is_some_and(|s| is_of_two(&s.what)) {
        return Err(Undone::fault(
            "what",
            "This was not settled of two entries: take it back on the page Activity",
        ));
    }
    let settlement =
        settling::undo(&opened.matter, number).map_err(|why| Undone::fault("what", sentence(&why.to_string())))?;
    if let Some(fault) = too_long(ask.typed("because")) {
        return Err(Undone::Faults(vec![fault]));
    }
    let because = match ask.typed("because") {
        "" => "taken back on the entry's page",
        typed => typed,
    };
    let signed = Signed {
        who: ask.visitor.name(),
        because: because.to_owned(),
    };
    let settled = settling::settled(settlement, &signed)?;
    keep_it(ask, (&opened, &entry), &settled, &format!("settlement {number}"))
}

/// Was it settled of two entries? Whatever else was settled is not for this page to take back.
fn is_of_two(what: &Settlement) -> bool {
    matches!(
        what,
        Settlement::TheSame { .. } | Settlement::NotTheSame { .. } | Settlement::Conflict { .. }
    )
}

/// Keeps it, and says what changed.
fn keep_it(ask: &Ask, (opened, entry): (&Opened, &EntryId), settled: &Settled, about: &str) -> Result<Done, Undone> {
    let to = way_back(ask, opened.entry(entry));
    let done = Done {
        to,
        said: format!("What you say of {about} is kept"),
    };
    let done = keep(ask, (opened, settled), about, done)?;
    changed::tell(ask, opened, done, Vec::new())
}
