//! *Signing*: who does a deed and why, as its form says. A name stands beside everything that is kept, and a reason beside everything
//! that is settled of a case.

use crate::{
    app::{beside, settling::Signed},
    web::{
        asking::{Ask, Fault},
        deeds::Undone,
    },
};

/// What is said to somebody who gave no name.
pub(super) const UNNAMED: &str = "Say who you are first: a name stands beside everything that is kept";

/// Who does it, and why. What is missing or too long is added to the faults; `why` asks for a reason where none was given.
pub(super) fn signed(ask: &Ask, why: &str, faults: &mut Vec<Fault>) -> Signed {
    let who = ask.visitor.name();
    if who.is_empty() {
        faults.push(unnamed());
    }
    Signed {
        who,
        because: reason(ask, why, faults),
    }
}

/// Why it is done.
pub(super) fn reason(ask: &Ask, why: &str, faults: &mut Vec<Fault>) -> String {
    let because = ask.typed("because");
    if because.is_empty() {
        faults.push(Fault::of("because", why));
    }
    faults.extend(too_long(because));
    because.to_owned()
}

/// What is wrong with a reason that nobody would read to its end.
pub(super) fn too_long(because: &str) -> Option<Fault> {
    let is_too_long = because.chars().count() > beside::LONGEST;
    is_too_long.then(|| {
        let words = format!("Enter a reason of at most {} characters", beside::LONGEST);
        Fault::of("because", words)
    })
}

/// Nobody said who does it.
pub(super) fn unnamed() -> Fault {
    Fault::of("you", UNNAMED)
}

/// Nothing is kept without a name beside it.
pub(crate) fn nameless() -> Undone {
    Undone::Faults(vec![unnamed()])
}
