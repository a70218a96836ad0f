//! *Charged*: whose a promise is that an agency's record tells of somebody else: "CSC to speak to police", "CRC K Asante. He will ring
//! police". Who writes it down has not promised it.

use crate::{
    model::{
        case::Person,
        mention::{AgencyMention, PersonMention, Reading, Span, Who, how},
    },
    patterns::{scene::Scene, triggers::Triggered},
    text::{
        agencies::kind_in_words,
        words::{Token, tokens},
    },
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
    let kind = of_worker(scene, reading, &said)
        .or_else(|| of_agency(scene, reading, &said))
        .or_else(|| of_agency_before(scene, reading, &said))?;
    (kind != scene.kind_of(t.entry)).then_some(kind)
}

/// Does another agency's worker stand right before the words, as the one who does it: "ST not happy and asked what we are doing"?
pub(super) fn is_act_of_another(scene: &Scene<'_>, t: &Triggered<'_>) -> bool {
    let at = scene.readings.get(t.entry).zip(scene.entries.get(t.entry));
    let Some((reading, entry)) = at.filter(|_| !t.mention.coded) else {
        return false;
    };
    let quote = t.mention.quote.start;
    let is_before = |s: Span| s.end <= quote && entry.text.get(s.end..quote).is_some_and(|b| b.trim().is_empty());
    let of_agency = reading
        .agencies
        .iter()
        .find(|a| is_before(a.span))
        .map(|a| a.kind.as_str());
    let of_person = || {
        { reading.people.iter() }
            .find(|p| is_before(p.span))
            .and_then(|p| on_roster(scene, &p.who))
    };
    of_agency
        .or_else(of_person)
        .is_some_and(|kind| kind != scene.kind_of(t.entry))
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
    let is_of_somebody = opens_with_pronoun(said);
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
    // The agency that stands beside the name is that person's, then the one in whose records that person writes or that the roster tells.
    let named = beside(reading, said.text, who.span);
    let writes = || { reading.agencies.iter() }.find(|a| a.span.start < who.span.end && a.span.end > who.span.start);
    let before = || reading.agencies.iter().rfind(|a| a.span.end <= who.span.start);
    let kind = |a: &'a AgencyMention| a.kind.as_str();
    { named.or_else(writes).map(kind) }
        .or_else(|| on_roster(scene, &who.who))
        .or_else(|| before().map(kind))
}

/// The kind of agency that the roster tells of a professional: "probation practitioner".
fn on_roster<'a>(scene: &Scene<'a>, who: &Who) -> Option<&'a str> {
    let Who::Person(id) = who else { return None };
    let work = scene.case.person(id)?.relation.as_deref()?;
    kind_in_words(&scene.lexicon.rules().agencies, work)
}

/// "Third call to K Asante, asked for urgent. She will ring police": the agency or its worker that was last named before the pronoun that
/// opens the words, where nobody of the case stands between.
fn of_agency_before<'a>(scene: &Scene<'a>, reading: &'a Reading, said: &Said<'_>) -> Option<&'a str> {
    let named = reading.agencies.iter().rfind(|a| a.span.end <= said.start)?;
    let from = reading.sentences.iter().rfind(|s| s.start <= named.span.start)?.start;
    let is_between = |p: &&PersonMention| p.span.start >= from && p.span.end <= said.start && p.how != how::PRONOUN;
    let is_worker = |p: &PersonMention| {
        let overlaps = p.span.start < named.span.end && p.span.end > named.span.start;
        overlaps || matches!(&p.who, Who::Person(id) if scene.case.person(id).is_some_and(Person::is_professional))
    };
    let is_theirs = opens_with_pronoun(said) && reading.people.iter().filter(is_between).all(is_worker);
    is_theirs.then_some(named.kind.as_str())
}

/// Does the sentence of the words open with a pronoun: "She will speak to her manager and email police"?
fn opens_with_pronoun(said: &Said<'_>) -> bool {
    let opens = said.text.get(said.start..said.end).map(tokens).unwrap_or_default();
    let first = opens.first().map_or("", |w| w.lower.split('\'').next().unwrap_or(""));
    matches!(first, "he" | "she" | "they")
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
