//! A condition, or a dated fact about how the case was managed, is stated beside those of the case file. It is only added: what is wrong is
//! taken back where everything is taken back.

use chrono::NaiveDate;

use crate::{
    app::settling,
    model::{
        case::{Condition, Fact},
        settled::Settlement,
    },
    review::settled_words,
    web::{
        asking::{Ask, Fault},
        deeds::{
            Done, Undone, keep,
            offer::{KNOWN_FROM, Kind::Text, Offer, SEEN, may, must, of},
            signing::signed,
        },
        pages::about::{CONDITIONS, FACTS},
        words,
    },
};

/// No words of a condition or value are longer, in characters.
const LONGEST: usize = 2_000;

/// What a program sends of a condition.
pub(super) const CONDITION: Offer = Offer {
    about: "States a condition of a licence, order or bail",
    takes: &[
        of(must("kind", Text, "what it is"), CONDITIONS),
        must("from", Text, "first day in force: 8/4/2021 or 2021-04-08"),
        may("to", Text, "last day in force; left out while it is open"),
        must("text", Text, "its words, as the order has them"),
        KNOWN_FROM,
        SEEN,
    ],
};

/// What a program sends of a fact.
pub(super) const FACT: Offer = Offer {
    about: "States a dated fact of how the case was managed",
    takes: &[
        of(must("kind", Text, "what it is"), FACTS),
        must("date", Text, "day from which it held: 8/4/2021 or 2021-04-08"),
        must("value", Text, "its value: high; level 2; weekly"),
        KNOWN_FROM,
        SEEN,
    ],
};

/// Keeps a condition.
pub(crate) fn condition(ask: &Ask) -> Result<Done, Undone> {
    let mut faults = Vec::new();
    let from = day(ask, "from", &mut faults);
    let to = if ask.typed("to").is_empty() {
        None
    } else {
        day(ask, "to", &mut faults)
    };
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        faults.push(Fault::of("to", "The last day lies before the first"));
    }
    let (kind, text) = (chosen(ask, CONDITIONS, &mut faults), written(ask, "text", &mut faults));
    let made = from.map(|from| Settlement::Condition(Condition { from, to, kind, text }));
    kept(ask, made, faults)
}

/// Keeps a dated fact.
pub(crate) fn fact(ask: &Ask) -> Result<Done, Undone> {
    let mut faults = Vec::new();
    let date = day(ask, "date", &mut faults);
    let (kind, value) = (chosen(ask, FACTS, &mut faults), written(ask, "value", &mut faults));
    let made = date.map(|date| Settlement::Fact(Fact { kind, date, value }));
    kept(ask, made, faults)
}

fn kept(ask: &Ask, made: Option<Settlement>, mut faults: Vec<Fault>) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let why = "Enter how you know it, for example: the order of the court of 8 April";
    let signed = signed(ask, why, &mut faults);
    let (Some(what), true) = (made, faults.is_empty()) else {
        return Err(Undone::Faults(faults));
    };
    let said = settled_words::in_words(&opened.matter, &what);
    let settled = settling::settled(what, &signed)?;
    let done = Done {
        to: opened.address("about"),
        said: format!("It is stated: {said}."),
    };
    keep(ask, (&opened, &settled), "what is stated of the case", done)
}

fn day(ask: &Ask, field: &str, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
    let found = words::typed_days(ask.typed(field)).filter(|(from, to)| from == to);
    if found.is_none() {
        faults.push(Fault::of(field, "Enter a day, like 8/4/2021"));
    }
    found.map(|(day, _)| day)
}

fn chosen(ask: &Ask, kinds: &[&str], faults: &mut Vec<Fault>) -> String {
    let kind = ask.typed("kind");
    if !kinds.contains(&kind) {
        faults.push(Fault::of("kind", "Choose what it is"));
    }
    kind.to_owned()
}

fn written(ask: &Ask, field: &str, faults: &mut Vec<Fault>) -> String {
    let text = ask.typed(field);
    if text.is_empty() || text.chars().count() > LONGEST {
        faults.push(Fault::of(field, "Enter its words, up to 2,000 letters"));
    }
    text.to_owned()
}
