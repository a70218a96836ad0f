//! Takes decisions of one's own back, as long as they stand. Both the decision and the taking back stay on record.

use std::collections::BTreeSet;

use crate::{
    app::settling::{self, Signed},
    model::{
        matter::Matter,
        settled::{Settled, Settlement},
    },
    web::{
        asking::Ask,
        deeds::{Done, Undone, decide::at, keep_all, nameless},
    },
};

/// What is kept as the reason.
const BECAUSE: &str = "taken back by who decided it";

/// Takes back what the form names by number.
pub(crate) fn take_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    let gone = || Undone::fault("numbers", "This is not a decision of yours that still stands");
    let numbers: Vec<u64> = ask.typed("numbers").split('.').filter_map(|n| n.parse().ok()).collect();
    let once: BTreeSet<&u64> = numbers.iter().collect();
    if once.len() < numbers.len() {
        return Err(gone());
    }
    let matter = &opened.matter;
    let (mut to, mut all) = (None, Vec::new());
    for number in &numbers {
        let found = matter.settled.iter().find(|s| s.number == *number && s.who == who);
        let Some(Settlement::Decision { finding, .. }) = found.map(|s| &s.what) else {
            return Err(gone());
        };
        if !is_sent_again(matter, *number, &who, ask) {
            settling::undo(matter, *number).map_err(|_| gone())?;
        }
        let signed = Signed {
            who: who.clone(),
            because: BECAUSE.to_owned(),
        };
        all.push(settling::settled(Settlement::Undo(*number), &signed)?);
        let place = matter.finding(finding).map(|f| at(ask, &opened, f));
        to.get_or_insert_with(|| place.unwrap_or_else(|| opened.address("warnings")));
    }
    let to = to.ok_or_else(gone)?;
    let done = Done {
        to,
        said: if numbers.len() == 1 {
            "Your decision is taken back. It stays on record as taken back.".to_owned()
        } else {
            "Your decisions are taken back. They stay on record as taken back.".to_owned()
        },
    };
    keep_all(ask, (&opened, &all), "decisions", done)
}

/// Did this person take it back since the form was shown? The form was sent twice then.
fn is_sent_again(matter: &Matter, number: u64, who: &str, ask: &Ask) -> bool {
    let seen: u64 = ask.typed("seen").parse().unwrap_or(0);
    let is_it = |s: &Settled| s.number > seen && s.who == who && s.what == Settlement::Undo(number);
    matter.settled.iter().any(|s| is_it(s) && s.because == BECAUSE)
}
