//! *Settling*: what people settled, laid over the case as it was stated and over the links of its timeline.
//!
//! Only what stands is laid; what was taken back leaves no trace here. Decisions are no part of it: they are looked up
//! beside a finding (`Matter::decision`).

use std::collections::BTreeSet;

use crate::model::{
    bare_fact::BareFact,
    case::{Agency, Case, PersonId},
    entry::EntryId,
    settled::{Settled, Settlement, standing},
    timeline::{Duplicate, Related, Relation, Timeline},
};

/// Lays settlements over a case: bare facts, people, names, days supplied, conditions, dated facts. In the order in which they were made, so that the last one holds.
pub fn over_case(case: &mut Case, settled: &[Settled]) {
    for one in standing(settled) {
        match &one.what {
            Settlement::Person(person) => match case.people.iter_mut().find(|p| p.id == person.id) {
                Some(known) => {
                    let given = names_given(settled, &person.id);
                    let kept: Vec<String> = known.names.iter().filter(|n| given.contains(*n)).cloned().collect();
                    known.clone_from(person);
                    known
                        .names
                        .extend(kept.into_iter().filter(|n| !person.names.contains(n)));
                }
                None => case.people.push(person.clone()),
            },
            Settlement::Name { name, person } => {
                take_name(case, name, Some(person));
                if let Some(known) = case.people.iter_mut().find(|p| &p.id == person)
                    && !known.names.contains(name)
                {
                    known.names.push(name.clone());
                }
            }
            Settlement::NoPerson { name } => take_name(case, name, None),
            Settlement::Coverage {
                agency,
                from,
                to,
                holes,
            } => {
                // Days of an agency whose files were all taken back tell nothing of what it wrote.
                let with_records = |a: &&mut Agency| &a.id == agency && !a.files.is_empty();
                if let Some(known) = case.agencies.iter_mut().find(with_records) {
                    (known.supplied_from, known.supplied_to) = (Some(*from), Some(*to));
                    known.holes.clone_from(holes);
                }
            }
            Settlement::BareFact(fact) => lay(case, fact),
            Settlement::Condition(condition) => case.conditions.push(condition.clone()),
            Settlement::Fact(fact) => case.facts.push(fact.clone()),
            Settlement::Decision { .. }
            | Settlement::NotTheSame { .. }
            | Settlement::TheSame { .. }
            | Settlement::Conflict { .. }
            | Settlement::Measure { .. }
            | Settlement::Window { .. }
            | Settlement::LocalPattern { .. }
            | Settlement::RowDate(_)
            | Settlement::Cleared { .. }
            | Settlement::CalledAs { .. }
            | Settlement::Disguised(_)
            | Settlement::Beside(_)
            | Settlement::Undo(_) => {}
        }
    }
}

/// Lays a bare fact over a case. An agency that it does not know has supplied nothing.
pub fn lay(case: &mut Case, fact: &BareFact) {
    match fact {
        BareFact::Title(title) => case.title.clone_from(title),
        BareFact::Kind(kind) => case.kind = *kind,
        BareFact::Review { from, to } => (case.review_from, case.review_to) = (*from, *to),
        BareFact::Event(day) => case.event = Some(*day),
        BareFact::Agency { id, name, kind } => match case.agencies.iter_mut().find(|a| a.id == *id) {
            Some(known) => {
                known.name.clone_from(name);
                known.kind.clone_from(kind);
            }
            None => case
                .agencies
                .push(Agency::involved(id.clone(), name.clone(), kind.clone())),
        },
    }
}

/// What was said last of the same bare fact, where anything was said of it since the case was started.
pub fn said_of<'a>(settled: &'a [Settled], is_it: &dyn Fn(&BareFact) -> bool) -> Option<&'a Settled> {
    let is_it = |s: &&Settled| matches!(&s.what, Settlement::BareFact(fact) if is_it(fact));
    standing(settled).into_iter().rev().find(is_it)
}

/// Names that people gave to somebody on the roster one by one.
pub fn names_given(settled: &[Settled], who: &PersonId) -> BTreeSet<String> {
    let names = standing(settled).into_iter().filter_map(|one| match &one.what {
        Settlement::Name { name, person } if person == who => Some(name.clone()),
        _ => None,
    });
    names.collect()
}

/// A name belongs to nobody but the one given. A person's full name, the first, stays: it is who the person is.
fn take_name(case: &mut Case, name: &str, keeper: Option<&PersonId>) {
    for person in case.people.iter_mut().filter(|p| Some(&p.id) != keeper) {
        let mut at = 0;
        person.names.retain(|n| {
            at += 1;
            at == 1 || n != name
        });
    }
}

/// Takes links apart that a person said do not tell the same thing, and links those that a person said do. Of two sayings about one
/// pair the later holds.
pub fn over_links(timeline: &mut Timeline, settled: &[Settled]) {
    for one in standing(settled) {
        let (Settlement::NotTheSame { first, second } | Settlement::TheSame { first, second }) = &one.what else {
            continue;
        };
        let is_theirs = |a: &EntryId, b: &EntryId| (a, b) == (first, second) || (b, a) == (first, second);
        let is_offer = |r: &Related| r.how == Relation::PerhapsSame && is_theirs(&r.first, &r.second);
        if matches!(one.what, Settlement::NotTheSame { .. }) {
            timeline.duplicates.retain(|d| !is_theirs(&d.first, &d.second));
            timeline.conflicts.retain(|c| !is_theirs(&c.first, &c.second));
        } else if [first, second].iter().all(|id| timeline.order.contains(id))
            && !timeline.duplicates.iter().any(|d| is_theirs(&d.first, &d.second))
        {
            let offer = timeline.related.iter().find(|r| is_offer(r));
            let why = offer.map_or(String::new(), |r| format!("; {}", r.why));
            timeline.duplicates.push(in_order(
                &timeline.order,
                (first, second),
                format!("{} said that both tell of one event: {}{why}", one.who, one.because),
            ));
        }
        timeline.related.retain(|r| !is_offer(r));
    }
}

/// What a person linked, with the earlier entry first.
fn in_order(order: &[EntryId], (a, b): (&EntryId, &EntryId), why: String) -> Duplicate {
    let place = |id: &EntryId| order.iter().position(|o| o == id);
    let (first, second) = if place(a) <= place(b) { (a, b) } else { (b, a) };
    Duplicate {
        first: first.clone(),
        second: second.clone(),
        why,
        own_words: true,
    }
}

/// Were the days of an agency's records confirmed by a person?
pub fn is_confirmed(agency: &Agency, settled: &[Settled]) -> bool {
    standing(settled)
        .iter()
        .any(|s| matches!(&s.what, Settlement::Coverage { agency: id, .. } if *id == agency.id))
}

/// Names that a person said are nobody's who matters here.
pub fn dismissed(settled: &[Settled]) -> BTreeSet<&str> {
    standing(settled)
        .into_iter()
        .filter_map(|s| match &s.what {
            Settlement::NoPerson { name } => Some(name.as_str()),
            _ => None,
        })
        .collect()
}
