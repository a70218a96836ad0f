//! What was said when a case was started is said anew: its title, kind, days under review, day of the event, and its agencies. Only what was
//! changed on the form is kept, so that two people who change different things do not meet.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    app::{lensing::Masked, settling, starting},
    model::{
        bare_fact::BareFact,
        case::{AgencyId, Case},
        settled::Settlement,
        who::is_same,
    },
    review::{
        lens::{is_after_all, is_anybody_blind},
        settled_words,
        settling::lay,
    },
    web::{
        asking::{Ask, Fault, Opened},
        deeds::{
            Done, Undone, keep_each,
            new_case::{day, event_day, one_line},
            offer::{KNOWN_FROM, Kind::Text, Offer, SEEN, may, must},
            signing::signed,
        },
        pages::about::bare::{KINDS, doubt, shown},
        through,
    },
};

/// What a program sends to say anew what the case is.
pub(super) const CASE: Offer = Offer {
    about: "Says anew what the case is; what is left out stays",
    takes: &[
        may("title", Text, "its title"),
        may("kind", Text, "the kind of review: sfo or dhr"),
        may(
            "from",
            Text,
            "first day under review, with `to`: 8/4/2021 or 2021-04-08",
        ),
        may("to", Text, "last day under review, with `from`"),
        may("event", Text, "day of the offence or death"),
        KNOWN_FROM,
        SEEN,
    ],
};

/// What a program sends of an agency.
pub(super) const AGENCY: Offer = Offer {
    about: "Adds an agency, or says anew what a known one is called and of which kind it is",
    takes: &[
        may("agency", Text, "id of the known one; left out to add one"),
        must("name", Text, "its name"),
        may(
            "kind",
            Text,
            "its kind, as the list of agencies tells kinds; left out, it is told from the name",
        ),
        KNOWN_FROM,
        SEEN,
    ],
};

/// Says anew what the case is.
pub(crate) fn case(ask: &Ask) -> Result<Done, Undone> {
    let opened = open(ask)?;
    let case = &opened.matter.case;
    let mut faults = Vec::new();
    let mut facts = Vec::new();
    let is_changed = |field: &str| {
        let was = format!("was-{field}");
        let was = if ask.has(&was) {
            ask.typed(&was).to_owned()
        } else {
            shown(case, field)
        };
        ask.has(field) && ask.typed(field) != was
    };
    if is_changed("title") {
        facts.extend(title(ask, &opened, &mut faults)?);
    }
    if is_changed("kind") {
        match KINDS.iter().find(|k| k.code() == ask.typed("kind")) {
            Some(kind) => facts.push(BareFact::Kind(*kind)),
            None => faults.push(Fault::of("kind", "Choose what kind of review this is")),
        }
    }
    if is_changed("from") || is_changed("to") {
        let from = day(ask, "from", "the first day under review", &mut faults);
        match from.zip(day(ask, "to", "the last day under review", &mut faults)) {
            Some((from, to)) if from > to => {
                faults.push(Fault::of("to", "The last day under review lies before the first"));
            }
            days => facts.extend(days.map(|(from, to)| BareFact::Review { from, to })),
        }
    }
    if is_changed("event") {
        if ask.typed("event").is_empty() {
            let words = "Enter the day of the offence or death. Where one was given here that is none, take that back under Activity";
            faults.push(Fault::of("event", words));
        } else {
            let event = event_day(ask, &mut faults);
            let unmasks = |day: &NaiveDate| {
                let matter = &opened.matter;
                is_anybody_blind(&matter.settled) && is_after_all(matter, *day)
            };
            if event.as_ref().is_some_and(unmasks) {
                let words = "Somebody works without seeing the final event, and this day lies after every entry: they would see all of it. Enter another day";
                faults.push(Fault::of("event", words));
            }
            facts.extend(event.map(BareFact::Event));
        }
    }
    facts.retain(|fact| !holds(case, fact));
    if facts.is_empty() && faults.is_empty() {
        faults.push(Fault::of(
            "title",
            "Nothing is changed here yet. Change what is wrong, then keep it",
        ));
    }
    kept(ask, &opened, (facts, faults), "what the case is")
}

/// Adds an agency, or says anew what a known one is called and of which kind it is.
pub(crate) fn agency(ask: &Ask) -> Result<Done, Undone> {
    let opened = open(ask)?;
    let case = &opened.matter.case;
    let mut faults = Vec::new();
    let asked = ask.typed("agency");
    let known = case.agencies.iter().find(|a| a.id.0 == asked);
    if known.is_none() && !asked.is_empty() {
        let words = "This agency is not in the case any more. Add it below, if it is to be there";
        return Err(Undone::fault("name", words));
    }
    let name = one_line(ask, "name", "a name", &mut faults);
    if name.is_empty() {
        faults.push(Fault::of("name", "Enter the name of the agency"));
    }
    let others = || case.agencies.iter().filter(|a| known.is_none_or(|k| k.id != a.id));
    if let Some(other) = others().find(|a| is_same(&a.name, &name)) {
        let words = format!(
            "{} is in the case already. Give this one another name, by which both can be told apart",
            other.name
        );
        faults.push(Fault::of("name", words));
    }
    let kind = ask.typed("kind");
    let is_kind = |(code, _): &(String, String)| code == kind;
    let is_as_before = known.is_some_and(|k| k.kind == kind);
    if !kind.is_empty() && !is_as_before && !ask.cases.bringing().agency_kinds().iter().any(is_kind) {
        faults.push(Fault::of("kind", "Choose what kind of agency it is"));
    }
    let id = known.map_or_else(
        || {
            let taken: BTreeSet<String> = case.agencies.iter().map(|a| a.id.0.clone()).collect();
            AgencyId(starting::agency_id(&name, &taken))
        },
        |k| k.id.clone(),
    );
    let fact = BareFact::Agency {
        id,
        name,
        // Left open, the rules tell the kind from the name.
        kind: if kind.is_empty() { "other" } else { kind }.to_owned(),
    };
    if holds(case, &fact) && faults.is_empty() {
        faults.push(Fault::of(
            "name",
            "Nothing is changed here yet. Change what is wrong, then keep it",
        ));
    }
    kept(ask, &opened, (vec![fact], faults), "an agency of the case")
}

/// The case, of which nothing is masked for who asks: what it is can neither be seen nor said by somebody who works without its end.
fn open(ask: &Ask) -> Result<Opened, Undone> {
    let opened = ask.case()?;
    if through::is_masked(ask, &opened.slug)? {
        return Err(anyhow::Error::from(Masked).into());
    }
    Ok(opened)
}

/// Is it so already?
fn holds(case: &Case, fact: &BareFact) -> bool {
    match fact {
        BareFact::Title(title) => case.title == *title,
        BareFact::Kind(kind) => case.kind == *kind,
        BareFact::Review { from, to } => (case.review_from, case.review_to) == (*from, *to),
        BareFact::Event(day) => case.event == Some(*day),
        BareFact::Agency { id, name, kind } => case.agency(id).is_some_and(|a| a.name == *name && a.kind == *kind),
    }
}

/// A title that no other case has.
fn title(ask: &Ask, opened: &Opened, faults: &mut Vec<Fault>) -> anyhow::Result<Option<BareFact>> {
    let before = faults.len();
    let title = one_line(ask, "title", "a title", faults);
    if title.is_empty() {
        faults.push(Fault::of(
            "title",
            "Enter a title, for example the name that the review goes by",
        ));
    }
    let all = ask.cases.list()?;
    if all.iter().any(|c| c.slug != opened.slug && is_same(&c.title, &title)) {
        faults.push(Fault::of(
            "title",
            "Another case has this name. Give this one another title",
        ));
    }
    Ok((faults.len() == before).then_some(BareFact::Title(title)))
}

fn kept(
    ask: &Ask,
    opened: &Opened,
    (facts, mut faults): (Vec<BareFact>, Vec<Fault>),
    about: &str,
) -> Result<Done, Undone> {
    let signed = signed(ask, "Enter how you know it, for example: the charge sheet", &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let facts = facts.into_iter().map(Settlement::BareFact);
    let settled = facts
        .map(|f| settling::settled(f, &signed))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let said: Vec<String> = settled
        .iter()
        .map(|s| settled_words::in_words(&opened.matter, &s.what))
        .collect();
    let mut now = opened.matter.case.clone();
    for one in &settled {
        if let Settlement::BareFact(fact) = &one.what {
            lay(&mut now, fact);
        }
    }
    let said = format!(
        "It is kept: {}. The case is read by it. {}",
        said.join("; "),
        doubt(&opened.matter, &now).unwrap_or_default()
    );
    let done = Done {
        to: opened.address("about"),
        said: said.trim_end().to_owned(),
    };
    keep_each(ask, (opened, &settled), about, done)
}
