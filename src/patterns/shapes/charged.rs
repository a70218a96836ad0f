//! *Charged*: whose a promise is that an agency's record tells of somebody else: "CSC to speak to police", "CRC K Asante. He will ring
//! police". Who writes it down has not promised it.

use crate::{
    model::{
        case::Person,
        mention::{AgencyMention, PersonMention, Reading, Span, Who, how},
    },
    patterns::{scene::Scene, triggers::Triggered},
    text::words::{Token, tokens},
};

/// Words after which an agency is the one spoken with, and not the one that acts.
const WITH: [&str; 9] = ["with", "for", "by", "from", "to", "rang", "phoned", "emailed", "called"];

/// The kind of another agency that is said to do it.
pub(super) fn says_of_another<'a>(scene: &Scene<'a>, t: &Triggered<'_>) -> Option<&'a str> {
    let (reading, entry) = (scene.readings.get(t.entry)?, scene.entries.get(t.entry)?);
    let said = Said {
        text: &entry.text,
        start: t.mention.sentence.start,
        quote: t.mention.quote.start,
        end: t.mention.quote.end,
    };
    let kind = of_worker(scene, reading, &said).or_else(|| of_agency(scene, reading, &said))?;
    (kind != scene.kind_of(t.entry)).then_some(kind)
}

/// The words of a promise, and the sentence in which they stand.
struct Said<'t> {
    text: &'t str,
    start: usize,
    quote: usize,
    end: usize,
}

/// A professional of the roster who is named before the words, or meant by the pronoun that opens their sentence.
fn of_worker<'a>(scene: &Scene<'a>, reading: &'a Reading, said: &Said<'_>) -> Option<&'a str> {
    let opens = tokens(said.text.get(said.start..said.quote)?);
    let is_of_somebody = opens
        .first()
        .is_some_and(|w| matches!(w.lower.as_str(), "he" | "she" | "they"));
    let is_professional =
        |who: &Who| matches!(who, Who::Person(id) if scene.case.person(id).is_some_and(Person::is_professional));
    // "CRC K Asante will ring police": nothing but that they will stands between the name and the words.
    let only_wills = |p: &PersonMention| {
        let after = beside(reading, said.text, p.span).map_or(p.span.end, |a| a.span.end);
        p.how != how::PRONOUN && p.span.start >= said.start && wills(scene, said, after)
    };
    let mut people = reading.people.iter().filter(|p| p.span.end <= said.quote);
    let who =
        people.rfind(|p| is_professional(&p.who) && (is_of_somebody && p.span.end <= said.start || only_wills(p)))?;
    // The agency that stands beside the name is that person's.
    let before = || reading.agencies.iter().rfind(|a| a.span.end <= who.span.start);
    let named = beside(reading, said.text, who.span).or_else(before)?;
    Some(named.kind.as_str())
}

/// The agency to which a name is joined: "T Hale, CSC", "K Asante (probation)".
fn beside<'a>(reading: &'a Reading, text: &str, name: Span) -> Option<&'a AgencyMention> {
    let joins = |a: &&AgencyMention| {
        let between = text.get(name.end..a.span.start).map(str::trim);
        between.is_some_and(|b| matches!(b, "," | "(" | "of" | "from" | "at"))
    };
    { reading.agencies.iter() }.find(|a| a.span.start > name.end && joins(a))
}

/// An agency that stands right before the words and is said to do it: "probation will ring police", "CSC to speak to police".
fn of_agency<'a>(scene: &Scene<'a>, reading: &'a Reading, said: &Said<'_>) -> Option<&'a str> {
    let inside = |a: &&AgencyMention| a.span.start >= said.start && a.span.end <= said.quote;
    let named = reading.agencies.iter().rfind(inside)?;
    let lead = tokens(said.text.get(said.start..named.span.start)?);
    let is_joined = said.text.get(said.start..named.span.start).is_some_and(|l| {
        let l = l.trim_end();
        l.is_empty() || l.ends_with([',', ';', ':', '-', '–', '(', '•', '/'])
    });
    let last = lead.last().map_or("", |w| w.lower.as_str());
    let will = first_will(scene, said, named.span.end)?;
    // "Rang CSC to discuss": what is done to it. At the head of a sentence, or after "that", the agency is the one that acts.
    let acts = match will.as_str() {
        "to" | "is" => is_joined || matches!(last, "that" | "agreed"),
        _ => !WITH.contains(&last) || matches!(will.as_str(), "he" | "she" | "they"),
    };
    acts.then_some(named.kind.as_str())
}

/// The first word between a name and the words of a promise, or at their head, where nothing but that they will stands there.
fn first_will(scene: &Scene<'_>, said: &Said<'_>, after: usize) -> Option<String> {
    let between = said.text.get(after..said.quote)?;
    let is_will = |w: &Token| scene.is_in_set("promise-will", &w.lower);
    let words = tokens(between);
    if !words.iter().all(is_will) || between.contains(['.', ';']) {
        return None;
    }
    let head = tokens(said.text.get(said.quote..said.end)?);
    let mut all = words.into_iter().chain(head.into_iter().take(1).filter(is_will));
    all.next().map(|w| w.lower)
}

fn wills(scene: &Scene<'_>, said: &Said<'_>, after: usize) -> bool {
    first_will(scene, said, after).is_some()
}
