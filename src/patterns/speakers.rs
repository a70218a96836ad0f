//! *Speakers*: in whose words an entry tells: an agency's, or those of a neighbour, relative or passer-by that an agency sent on. A
//! professional who passes on what the public says has not warned of it. Which words are not the writer's is left to `text::voices`.

use crate::{
    model::mention::{Mention, PersonMention, Reading, Span, Who, how},
    patterns::scene::Scene,
    text::{
        people::PersonKind,
        phrase::holds,
        voices::{Passage, passages},
        words::{Token, tokens},
    },
};

/// Roles of a roster that are the public: who is at risk is not, since a professional who tells what she says does warn.
const PUBLIC: [&str; 5] = ["neighbour", "relative", "friend", "colleague", "witness"];

/// Words before a passage that tell of a speaker.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Public,
    Another,
}

/// Are they the words of a member of the public, sent on by an agency: "housing fwd from Mr Pereira: ‘his van was here again. The girl is
/// scared’"?
pub(super) fn is_in_words_of_public(scene: &Scene<'_>, entry: usize, mention: &Mention) -> bool {
    let (Some(e), Some(reading)) = (scene.entries.get(entry), scene.readings.get(entry)) else {
        return false;
    };
    let quote = &mention.quote;
    let is_letter = |word: &str| scene.is_in_set("voice-letter", word);
    let mut all = passages(&e.text, &is_letter).into_iter();
    !mention.coded
        && all
            .find(|p| p.words.start <= quote.start && quote.start < p.words.end || leads_in(p, mention))
            .is_some_and(|p| speaker(scene, (&e.text, reading), &p) == Some(Speaker::Public))
}

/// Do the words of a mention begin with who speaks, and go on into what is said: "Mr Oakes: ‘she is scared’" as one phrase?
fn leads_in(passage: &Passage, mention: &Mention) -> bool {
    mention.quote.start < passage.words.start && passage.words.start < mention.quote.end
}

/// Who speaks: who sent it, else the last one named before the words, in the same sentence or else the one before.
fn speaker(scene: &Scene<'_>, (text, reading): (&str, &Reading), passage: &Passage) -> Option<Speaker> {
    passage.before.iter().find_map(|part| {
        let words = tokens(text.get(part.start..part.end).unwrap_or(""));
        let named = named(scene, reading, (*part, &words));
        let sent = words
            .iter()
            .rposition(|t| t.lower == "from")
            .and_then(|at| words.get(at));
        let sender = sent.and_then(|from| named.iter().find(|(at, _)| *at > part.start + from.span.start));
        sender.or(named.last()).map(|(_, who)| *who)
    })
}

/// Everybody named in a part of a text who may speak, in order.
fn named(scene: &Scene<'_>, reading: &Reading, (part, words): (Span, &[Token])) -> Vec<(usize, Speaker)> {
    let is_inside = |s: &Span| s.start >= part.start && s.end <= part.end;
    let people: Vec<&PersonMention> = reading
        .people
        .iter()
        .filter(|p| is_inside(&p.span) && p.how != how::PRONOUN)
        .collect();
    // "A resident" is one of many, "the resident" may be the one at risk.
    let is_one_of_many = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| words.get(b));
        before.is_some_and(|t| matches!(t.lower.as_str(), "a" | "an" | "another" | "some"))
    };
    let is_known = |at: usize| {
        people
            .iter()
            .any(|p| p.span.start == at && matches!(p.who, Who::Person(_)))
    };
    let nouns = words
        .iter()
        .enumerate()
        .filter(|(_, t)| scene.is_in_set("voice-public", t.bare()));
    let nouns: Vec<usize> = nouns
        .map(|(at, t)| (at, part.start + t.span.start))
        .filter(|(at, place)| is_one_of_many(*at) || !is_known(*place))
        .map(|(_, place)| place)
        .collect();
    let mut out: Vec<(usize, Speaker)> = nouns.into_iter().map(|at| (at, Speaker::Public)).collect();
    let mut add = |at: usize, who: Speaker| {
        if !out.iter().any(|(known, _)| *known == at) {
            out.push((at, who));
        }
    };
    for person in people {
        add(person.span.start, of_person(scene, person));
    }
    for agency in reading.agencies.iter().filter(|a| is_inside(&a.span)) {
        add(agency.span.start, Speaker::Another);
    }
    out.sort_by_key(|(at, _)| *at);
    out
}

fn of_person(scene: &Scene<'_>, person: &PersonMention) -> Speaker {
    let is_public = match &person.who {
        Who::Person(id) => scene.case.person(id).is_some_and(|p| PUBLIC.contains(&p.role.as_str())),
        _ => is_lay_noun(scene, &person.words),
    };
    if is_public { Speaker::Public } else { Speaker::Another }
}

/// "Her sister", "the landlord": somebody whom a noun tells, and who is neither at risk nor the subject.
fn is_lay_noun(scene: &Scene<'_>, words: &str) -> bool {
    let cut = tokens(words);
    let wanted: Vec<&str> = cut.iter().map(Token::bare).collect();
    let is_it = |form: &String| {
        let form = tokens(form);
        !form.is_empty() && form.iter().map(Token::bare).eq(wanted.iter().copied())
    };
    let mut rules = scene.lexicon.rules().roles.iter();
    rules.any(|r| r.kind == Some(PersonKind::Lay) && r.words.iter().any(is_it))
}

impl Scene<'_> {
    /// Does a set of `rules/lexicons/sets.toml` hold this word?
    pub fn is_in_set(&self, set: &str, word: &str) -> bool {
        holds(&self.lexicon.rules().sets, set, word)
    }
}
