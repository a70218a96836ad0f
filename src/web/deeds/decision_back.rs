//! Takes decisions of one's own back, as long as they stand. Both the decision and the taking back stay on record.

use crate::{
    app::{
        beside,
        settling::{self, Signed},
    },
    model::{
        beside::Beside,
        settled::{Settled, Settlement},
        who::is_same,
    },
    web::{
        asking::Ask,
        deeds::{
            Done, Undone,
            decide::at,
            keep_each, nameless,
            offer::{
                Kind::{Number, Text},
                Offer, SEEN, must,
            },
        },
        words::sentence,
    },
};

/// What a program sends to take decisions back.
pub(super) const BACK: Offer = Offer {
    about: "Takes decisions of your own on a finding back, and what was asked of an agency with them",
    takes: &[
        must(
            "numbers",
            Text,
            "their numbers, as the audit has them, with points between: 12.13",
        ),
        SEEN,
    ],
};

/// What a program sends to take a name off.
pub(super) const APART: Offer = Offer {
    about: "Takes your name off a decision that another wrote as decided together with you",
    takes: &[
        must("decision", Number, "the decision’s number, as the audit has it"),
        SEEN,
    ],
};

/// Takes one's own name off a decision that another wrote as decided together.
pub(crate) fn apart(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    let what = Beside::Apart {
        finding: ask.typed("finding").to_owned(),
        decision: ask.typed("decision").parse().unwrap_or(0),
    };
    let fault = |why: anyhow::Error| Undone::fault("verdict", sentence(&why.to_string()));
    let settled = beside::beside(&opened.matter, what, &who).map_err(fault)?;
    let found = opened.matter.finding(ask.typed("finding"));
    let done = Done {
        to: found.map_or_else(|| opened.address("warnings"), |f| at(ask, &opened, f)),
        said: "Your name is taken off this decision. The decision stands as its writer’s own; say yours beside it."
            .to_owned(),
    };
    keep_each(ask, (&opened, &[settled]), "a decision", done)
}

/// Takes back what the form names by number.
pub(crate) fn take_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    let gone = || Undone::fault("numbers", "This is not a decision of yours that still stands");
    let numbers: Vec<u64> = ask.typed("numbers").split('.').filter_map(|n| n.parse().ok()).collect();
    let mut to = None;
    let mut all = Vec::new();
    for number in &numbers {
        let matter = &opened.matter;
        let mut all_kept = matter.settled.iter();
        let found = all_kept.find(|s| s.number == *number && is_same(&s.who, &who));
        let Some(Settlement::Decision { finding, .. } | Settlement::Beside(Beside::Letter { finding, .. })) =
            found.map(|s| &s.what)
        else {
            return Err(gone());
        };
        let what = settling::undo(matter, *number).map_err(|_| gone())?;
        let signed = Signed {
            who: who.clone(),
            because: "taken back by who decided it".to_owned(),
        };
        if all.iter().any(|s: &Settled| s.what == what) {
            return Err(gone());
        }
        all.push(settling::settled(what, &signed)?);
        let back = matter
            .finding(finding)
            .map_or_else(|| opened.address("warnings"), |f| at(ask, &opened, f));
        to.get_or_insert(back);
    }
    let done = Done {
        to: to.ok_or_else(gone)?,
        said: if numbers.len() == 1 {
            "Your decision is taken back. It stays on record as taken back.".to_owned()
        } else {
            "Your decisions are taken back. They stay on record as taken back.".to_owned()
        },
    };
    keep_each(ask, (&opened, &all), "a decision", done)
}
