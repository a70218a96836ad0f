//! Taking back what was settled, with a reason: both stay on record.

use crate::{
    app::settling,
    model::{
        settled::{Settled, Settlement},
        who::is_same,
    },
    review::{plain, settled_words},
    web::{
        asking::Ask,
        deeds::{
            Done, Undone, keep,
            offer::{BECAUSE, Kind::Number, Offer, SEEN, must},
            signing::signed,
            way_back,
        },
        words::sentence,
    },
};

/// What a program sends of it.
pub(super) const BACK: Offer = Offer {
    about: "Takes back what was settled or put beside the records; both stay on record",
    takes: &[must("number", Number, "its number, as the audit has it"), BECAUSE, SEEN],
};

/// Takes a settlement back, by its number.
pub(crate) fn take_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, "Enter why it is taken back", &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let number: u64 = ask.typed("number").parse().unwrap_or(0);
    let found = opened.matter.settled.iter().find(|s| s.number == number);
    if let Some(other) = found.filter(|s| !may_take_back(s, &signed.who)) {
        let words = format!(
            "{} settled this, and nobody else takes it back. Say beside it what you think of it",
            other.who
        );
        return Err(Undone::fault("because", words));
    }
    let undo = settling::undo(&opened.matter, number)
        .map_err(|why| Undone::fault("because", sentence(&plain::on_screen(&why.to_string()))))?;
    let about = settled_words::in_words(&opened.matter, &undo);
    let settled = settling::settled(undo, &signed)?;
    let done = Done {
        to: way_back(ask, opened.address("activity")),
        said: "It is taken back. Both stay on record.".to_owned(),
    };
    keep(ask, (&opened, &settled), &about, done)
}

/// Is it for this person to take something back? A decision, and what was put beside the records, is its writer's own. What is settled of
/// the case (people, days supplied, windows) is everybody's.
pub(crate) fn may_take_back(settled: &Settled, who: &str) -> bool {
    let is_own = matches!(settled.what, Settlement::Decision { .. } | Settlement::Beside(_));
    !is_own || is_same(&settled.who, who)
}
