//! *Beside* a step without a record: entries that speak of the same step all the same, in the days looked through or nearest before and
//! after them. “No record” is said of certain days and records; what stands outside them, or was not counted, is always named beside it.

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        finding::{Finding, FindingKind, Outcome, Step},
        matter::LookedFor,
        mention::{Mention, PersonMention, Who, how},
        quote::Part,
    },
    report::kinds::parts::{
        enquiry::Also,
        links::{Links, dated},
    },
    text::NAMED,
};

/// An entry without a certain day begins at most so long before the days that it reaches into.
const LONGEST: u64 = 366;

/// What speaks of a step.
#[derive(Debug, Default)]
pub(crate) struct Beside<'a> {
    /// In the days looked through, and not counted.
    pub(crate) inside: Vec<&'a Entry>,
    /// The nearest before them.
    pub(crate) before: Option<&'a Entry>,
    /// The nearest after them, up to the final event.
    pub(crate) after: Option<&'a Entry>,
    /// Entries of these days by which an agency that would hold the step wrote of the same warning itself.
    pub(crate) held: Vec<&'a Entry>,
    /// Entries of other days by which it did so.
    pub(crate) held_elsewhere: Vec<&'a Entry>,
    /// For a step that asks who somebody is: the first entries from these days on that name somebody at risk.
    pub(crate) names: Vec<&'a Entry>,
}

/// Entries further from the days looked through than this tell a reader nothing of the step: they are of other matters.
const NEAR: u64 = 60;

/// What is told of an entry that stands in the days looked through.
pub(crate) const NOT_COUNTED: &str = "in these days, and not counted as an answer to this";

/// Shape of patterns that look for what was promised.
const LOOP: &str = "loop";

/// The first entries from a day on that name somebody at risk, of all and of the agency that knew.
fn first_named<'a>(links: &Links<'a>, finding: &Finding, from: NaiveDate) -> Vec<&'a Entry> {
    let all = || links.matter.entries.iter().zip(&links.matter.readings);
    let mut out: Vec<&Entry> = Vec::new();
    for person in links.matter.case.people.iter().filter(|p| p.is_at_risk()) {
        let is_meant = |m: &PersonMention| m.how == how::NAME && m.who == Who::Person(person.id.clone());
        let naming = || {
            all()
                .filter(|(e, r)| e.when.earliest >= from && r.people.iter().any(is_meant))
                .map(|(e, _)| e)
        };
        let own = naming().find(|e| e.agency == finding.agency);
        for entry in naming().next().into_iter().chain(own) {
            if out.iter().all(|e| e.id != entry.id) {
                out.push(entry);
            }
        }
    }
    out.sort_by_key(|e| links.place(&e.id));
    out
}

/// The days that a finding speaks of.
pub(crate) fn days_of(finding: &Finding) -> (NaiveDate, NaiveDate) {
    let searched = (finding.searched.from, finding.searched.to);
    finding.window.as_ref().map_or(searched, |w| (w.from, w.to))
}

/// Required steps of a finding that say “no record”.
pub(crate) fn without(finding: &Finding) -> impl Iterator<Item = &Step> {
    let is_open = finding.kind == FindingKind::Gap && finding.outcome == Outcome::Missed;
    let open = move |s: &&Step| is_open && s.required && s.outcome == Outcome::Missed;
    finding.steps.iter().filter(open)
}

/// What a pattern looks for under a label. Shapes add to a label in brackets what they counted.
pub(crate) fn looked_for<'a>(links: &Links<'a>, finding: &Finding, label: &str) -> Option<&'a LookedFor> {
    let all = &links.matter.patterns.get(&finding.pattern)?.looked_for;
    let bare = label.split_once(" (").map_or(label, |(bare, _)| bare);
    all.iter().find(|l| l.label == label || l.label == bare)
}

impl<'a> Beside<'a> {
    /// Of a step of a finding.
    pub(crate) fn of(links: &Links<'a>, finding: &Finding, step: &Step) -> Self {
        Self::among(links, (finding, step), false)
    }

    /// The same, where what stands on other days is only what is certainly about the people of the case: an agency’s records hold other
    /// people’s cases too, and these are not told to a family.
    pub(crate) fn of_the_case(links: &Links<'a>, finding: &Finding, step: &Step) -> Self {
        Self::among(links, (finding, step), true)
    }

    fn among(links: &Links<'a>, (finding, step): (&Finding, &Step), is_of_the_case: bool) -> Self {
        let mut out = Self::default();
        let Some(rule) = looked_for(links, finding, &step.label) else {
            return out;
        };
        let (from, to) = days_of(finding);
        let is_loop = links
            .matter
            .patterns
            .get(&finding.pattern)
            .is_some_and(|c| c.place.shape == LOOP);
        let also = Also::of(rule);
        for concept in rule.concepts.iter().chain(also.iter().flat_map(|a| &a.reads)) {
            // A promise is kept by what was promised, and by nothing that was done before it.
            if !is_loop || finding.triggers.iter().any(|t| t.concept == *concept) {
                let all = links.said_done(concept);
                out.add(links, (all, is_of_the_case), (rule, from, to));
            }
        }
        if is_loop {
            out.before = None;
        }
        if also.iter().any(|a| a.names) {
            out.names = first_named(links, finding, from);
        }
        out.inside
            .sort_by_key(|e| (e.when.earliest, e.when.latest, links.place(&e.id)));
        out.inside.dedup_by(|a, b| a.id == b.id);
        out.add_held(links, finding, (rule, from, to));
        out
    }

    fn add(
        &mut self,
        links: &Links<'a>,
        (all, is_of_the_case): (&[(usize, &'a Mention)], bool),
        (rule, from, to): (&LookedFor, NaiveDate, NaiveDate),
    ) {
        let entry = |place: usize| links.matter.entries.get(place);
        let begins = |place: usize| entry(place).map(|e| e.when.earliest);
        let reach = from.checked_sub_days(Days::new(LONGEST)).unwrap_or(from);
        let first = all.partition_point(|(at, _)| begins(*at).is_some_and(|d| d < reach));
        let near = (
            from.checked_sub_days(Days::new(NEAR)),
            to.checked_add_days(Days::new(NEAR)),
        );
        let is_meant = |(at, mention): &&(usize, &Mention)| {
            if is_of_others(mention) {
                return false;
            }
            let kind = mention.toward.as_deref().filter(|k| !k.starts_with(NAMED));
            let is_theirs = || entry(*at).is_some_and(|e| rule.toward.iter().any(|t| t == kind_of(links, &e.agency)));
            rule.toward.is_empty() || is_theirs() || kind.is_none_or(|k| rule.toward.iter().any(|t| t == k))
        };
        for (at, mention) in all.iter().skip(first).filter(is_meant) {
            let Some(e) = entry(*at) else { continue };
            let is_inside = e.when.latest >= from && e.when.earliest <= to;
            if is_of_the_case && !is_inside && !names_the_case(links, *at, mention) {
                continue;
            }
            if e.when.latest < from {
                if near.0.is_none_or(|near| e.when.latest >= near) {
                    self.before = Some(later(self.before, e));
                }
            } else if e.when.earliest <= to {
                self.inside.push(e);
            } else {
                // What is written on the day of the final event and after it answers nothing.
                let is_before_event = links.matter.case.event.is_none_or(|event| e.when.earliest < event);
                if is_before_event && near.1.is_none_or(|near| e.when.earliest <= near) {
                    self.after = Some(earlier(self.after, e));
                }
                break;
            }
        }
    }

    fn add_held(&mut self, links: &Links<'a>, finding: &Finding, (rule, from, to): (&LookedFor, NaiveDate, NaiveDate)) {
        let at = finding.triggers.first().map(|t| &t.quote.entry);
        let warnings = at.map_or(&[][..], |id| links.warnings_at(id));
        for warning in warnings.iter().filter(|w| w.findings.contains(&finding.id)) {
            let own = links
                .cited(warning)
                .into_iter()
                .filter(|e| e.agency != finding.agency && rule.held_by.iter().any(|k| k == kind_of(links, &e.agency)));
            let own = own.filter(|e| self.inside.iter().all(|i| i.id != e.id));
            let (inside, outside): (Vec<&Entry>, Vec<&Entry>) =
                own.partition(|e| e.when.earliest <= to && e.when.latest >= from);
            self.held.extend(inside);
            self.held_elsewhere.extend(outside);
        }
    }

    /// In words; nothing where no other entry speaks of it.
    pub(crate) fn words(&self, links: &Links<'_>) -> Option<String> {
        let mut out = self.in_days(links, &named);
        out.extend(self.before.iter().map(|e| format!("earlier: {}", named(e))));
        out.extend(self.after.iter().map(|e| format!("later: {}", named(e))));
        out.extend(self.held_elsewhere.iter().map(|e| {
            let whose = links.matter.case.agency_name(&e.agency);
            format!("{} (an entry of {whose} itself about this warning)", named(e))
        }));
        out.extend(
            self.names
                .iter()
                .map(|e| format!("somebody at risk is named in {}", named(e))),
        );
        (!out.is_empty()).then(|| out.join("; "))
    }

    /// The entries of which that tells.
    pub(crate) fn ids_in_days(&self) -> Vec<EntryId> {
        self.inside.iter().chain(&self.held).map(|e| e.id.clone()).collect()
    }

    /// What stands in the days looked through, in words; each entry as it is called there.
    pub(crate) fn in_days(&self, links: &Links<'_>, named: &dyn Fn(&Entry) -> String) -> Vec<String> {
        let all = |entries: &[&Entry]| {
            let mut all: Vec<String> = entries.iter().map(|e| named(e)).collect();
            all.dedup();
            all.join("; ")
        };
        let mut out = Vec::new();
        if !self.inside.is_empty() {
            out.push(format!("{NOT_COUNTED}: {}", all(&self.inside)));
        }
        for entry in &self.held {
            let whose = links.matter.case.agency_name(&entry.agency);
            out.push(format!("an entry of {whose} itself in these days: {}", named(entry)));
        }
        out
    }
}

/// An entry with its day.
pub(crate) fn named(entry: &Entry) -> String {
    format!("{}, {}", entry.id, dated(&entry.when))
}

/// Is it said of somebody outside the case: another worker's list, another woman's former partner?
fn is_of_others(mention: &Mention) -> bool {
    matches!(mention.target, Who::Other(_)) || matches!(mention.actor, Who::Other(_))
}

/// Does the sentence of a mention name the person complained of or somebody at risk, and nobody outside the roster?
fn names_the_case(links: &Links<'_>, at: usize, mention: &Mention) -> bool {
    let is_text = mention.quote.part == Part::Text;
    let Some(reading) = links.matter.readings.get(at).filter(|_| is_text) else {
        return false;
    };
    let inside = |m: &&PersonMention| (mention.sentence.start..mention.sentence.end).contains(&m.span.start);
    // A neighbour or a mother who is called so may stand beside them; a name of somebody else makes it another case.
    let is_name = |m: &&PersonMention| m.how != how::PRONOUN && m.how != how::ROLE;
    let named = || reading.people.iter().filter(inside).filter(is_name);
    let person = |m: &PersonMention| match &m.who {
        Who::Person(id) => links.matter.case.person(id),
        _ => None,
    };
    let by_name = [how::NAME, how::INITIALS, how::TITLE, how::SHORT];
    let is_of_it = |m: &PersonMention| {
        by_name.contains(&m.how.as_str()) && person(m).is_some_and(|p| p.role == "subject" || p.is_at_risk())
    };
    named().any(is_of_it) && named().all(|m| person(m).is_some())
}

fn kind_of<'a>(links: &Links<'a>, id: &AgencyId) -> &'a str {
    let agency = links.matter.case.agencies.iter().find(|a| &a.id == id);
    agency.map_or("", |a| a.kind.as_str())
}

fn later<'a>(known: Option<&'a Entry>, other: &'a Entry) -> &'a Entry {
    known.filter(|k| k.when.latest >= other.when.latest).unwrap_or(other)
}

fn earlier<'a>(known: Option<&'a Entry>, other: &'a Entry) -> &'a Entry {
    known
        .filter(|k| k.when.earliest <= other.when.earliest)
        .unwrap_or(other)
}

/// For each step of a finding without a record, what other entries speak of it; steps of which the same is to be said are told together.
pub(crate) fn of_finding(links: &Links<'_>, finding: &Finding) -> Vec<String> {
    let steps: Vec<&Step> = without(finding).collect();
    let is_several = steps.len() > 1;
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for step in steps {
        let Some(words) = Beside::of(links, finding, step).words(links) else {
            continue;
        };
        match told.iter_mut().find(|(w, _)| *w == words) {
            Some((_, labels)) => labels.push(&step.label),
            None => told.push((words, vec![&step.label])),
        }
    }
    let line = |(words, labels): (String, Vec<&str>)| {
        if is_several {
            format!("{}: {words}.", labels.join(" / "))
        } else {
            format!("{}.", upper_first(&words))
        }
    };
    told.into_iter().map(line).collect()
}

/// The agencies whose records were supplied, though not for all of the days that a finding without a record speaks of.
pub(crate) fn holes(links: &Links<'_>, finding: &Finding) -> Option<String> {
    let is_part = |id: &&AgencyId| {
        let agency = links.matter.case.agencies.iter().find(|a| a.id == **id);
        agency.is_some_and(|a| !a.files.is_empty())
    };
    let names: Vec<&str> = finding
        .searched
        .not_supplied
        .iter()
        .filter(is_part)
        .map(|id| links.matter.case.agency_name(id))
        .collect();
    let is_open = finding.kind == FindingKind::Gap && finding.outcome != Outcome::Met;
    (is_open && !names.is_empty()).then(|| {
        let (from, to) = (finding.searched.from, finding.searched.to);
        format!(
            "Not all records of {} were supplied: {}.",
            super::days(from, to),
            names.join(", ")
        )
    })
}

/// A sentence begins with a capital letter.
pub(crate) fn upper_first(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
