//! *Lives*: whose life an entry tells of, and in whose words. Who does what to whom is left to `text`.

use std::collections::BTreeSet;

use crate::{
    model::{
        case::{Person, PersonId},
        mention::{Mention, PersonMention, Who},
    },
    patterns::scene::Scene,
};

/// Is it something in the life of somebody else, where the words leave out whose: "nobody has approached her. Getting married in Oct"? The
/// entry tells of people at risk or their families and names the subject nowhere before, or the sentence names only such a person's family.
pub(super) fn is_of_anothers_life(scene: &Scene<'_>, mention: &Mention) -> bool {
    let is_life = scene.lexicon.is_life(&mention.concept) && !mention.coded;
    let Some(at) = scene.place(&mention.quote.entry).filter(|_| is_life) else {
        return false;
    };
    let Some(reading) = scene.readings.get(at) else {
        return false;
    };
    let known = reading.people.iter().filter_map(|m| match &m.who {
        Who::Person(id) => scene.case.person(id).map(|p| (m, p)),
        _ => None,
    });
    let known: Vec<_> = known.filter(|(_, p)| !p.is_professional()).collect();
    let is_subject = |p: &Person| p.role == "subject";
    let before = known.iter().filter(|(m, _)| m.span.end <= mention.quote.start);
    let nearest = before.max_by_key(|(m, _)| m.span.end);
    // Who supervises him writes of him, and leaves his name out.
    let is_his_record = scene.kind_of(at) == SUPERVISOR;
    let tells_of_her =
        !is_his_record && nearest.is_some_and(|(_, p)| p.is_at_risk()) && !known.iter().any(|(_, p)| is_subject(p));
    let inside = |m: &PersonMention| m.span.start >= mention.sentence.start && m.span.end <= mention.sentence.end;
    let sentence: Vec<&Person> = known.iter().filter(|(m, _)| inside(m)).map(|(_, p)| *p).collect();
    let is_family = |p: &&Person| {
        let of = p.of.as_ref().and_then(|id| scene.case.person(id));
        !p.is_at_risk() && !is_subject(p) && of.is_some_and(Person::is_at_risk)
    };
    let has_child = sentence.iter().any(|p| p.role == "child");
    tells_of_her || has_child && sentence.iter().all(is_family)
}

/// The kind of agency whose record is the subject's own.
const SUPERVISOR: &str = "probation";

impl<'a> Scene<'a> {
    /// People at risk whom an entry names.
    pub fn at_risk(&self, entry: usize) -> BTreeSet<&'a PersonId> {
        let readings = self.readings;
        let people = readings.get(entry).map_or(&[][..], |r| &r.people);
        let is_at_risk = |id: &&PersonId| self.case.person(id).is_some_and(Person::is_at_risk);
        let named = people.iter().filter_map(|p| match &p.who {
            Who::Person(id) => Some(id),
            _ => None,
        });
        named.filter(is_at_risk).collect()
    }
}
