//! *Binding*: who does it and to whom, toward which agency, in quotation marks or not, in an earlier year or not. All within a note.

use std::ops::Range;

use crate::{
    model::mention::{Span, Who},
    text::{
        agencies::AgencyAt,
        lexicon::Found,
        people::{PersonAt, PersonKind},
        phrase::{Marks, Sets, holds},
        reading::Marked,
        rules::{ConceptRule, Family},
        words::Token,
    },
};

/// Prefix of `toward` for something that is known only by its name.
pub const NAMED: &str = "named:";

/// Capital words in the middle of a line that mean nobody known: `goes to Open Door`.
pub(super) fn mark_names(tokens: &[Token], taken: &[bool], people: &[PersonAt], marks: &mut [Marks]) {
    let is_name = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| t.capital && !t.shouted && t.lower.len() > 2)
            && taken.get(at) == Some(&false)
            && !people.iter().any(|p| p.first <= at && at < p.end)
    };
    for at in 1..tokens.len() {
        if is_name(at) {
            let mut end = at + 1;
            while end < at + 4 && is_name(end) && tokens.get(end).is_some_and(|t| !t.parted && !t.comma) {
                end += 1;
            }
            if let Some(mark) = marks.get_mut(at) {
                mark.name = Some(end);
            }
        }
    }
}

/// Who does it and to whom, and whether somebody outside the case is the one it is done to.
pub(super) struct Roles {
    pub(super) actor: Who,
    pub(super) target: Who,
    pub(super) of_outsider: bool,
}

/// Who does it, and to whom: the nearest person before the words of the concept, or inside them, and the nearest after. In the
/// passive (`is being followed by him`) it is the other way round. A relative or neighbour who is on no roster tells of it, and who
/// does it is then not said.
pub(super) fn roles(marked: &Marked, found: Found, rule: &ConceptRule, range: Range<usize>) -> Roles {
    let unresolved = || Roles {
        actor: Who::Unresolved,
        target: Who::Unresolved,
        of_outsider: false,
    };
    if rule.family == Family::Practice {
        return unresolved();
    }
    let in_sentence = |p: &&PersonAt| p.first >= range.start && p.end <= range.end;
    // Inside the words only a leading person acts: "he follows her".
    let leading = marked.people.iter().find(|p| p.first == found.first);
    // "Dana rang, he sat outside in breach": who rings only tells of it.
    let told_of = marked.people.iter().find(|p| {
        let is_parted = marked.tokens.get(p.first).is_some_and(|t| t.parted || t.comma);
        p.first > found.first && p.first <= found.first + 2 && p.end < found.end && is_parted
    });
    // "A man sits outside his mother's and has threatened": whose it is does nothing; the one before does.
    let earlier = || {
        marked
            .people
            .iter()
            .filter(in_sentence)
            .rev()
            .filter(|p| p.end <= found.first && !is_listener(&marked.tokens, p, found))
    };
    let before = earlier()
        .find(|p| !is_possessive(marked, p))
        .or_else(|| earlier().next());
    // "Before he kills her": he is never the one it is done to.
    let doer = marked.people.iter().find(|p| {
        let is_inside = p.first > found.first && p.end < found.end;
        is_inside && rule.family == Family::Harm && !rule.own && is_doing(marked, p)
    });
    let after = |actor: &Who| {
        marked
            .people
            .iter()
            .filter(in_sentence)
            .find(|p| p.first > doer.map_or(found.first, |d| d.first) && p.who != *actor)
    };
    if rule.family == Family::Harm && !rule.own && leading.is_none() && is_passive(&marked.tokens, found) {
        let word = |at: usize| marked.tokens.get(at).map(|t| t.lower.as_str());
        // "by her son" is done by the son: the last of those that "by" leads to.
        let by = marked.people.iter().filter(in_sentence).rev().find(|p| {
            let back = |n: usize| p.first.checked_sub(n).and_then(word);
            let led =
                back(1) == Some("by") || matches!(back(1), Some("his" | "her" | "their")) && back(2) == Some("by");
            p.first >= found.end && p.first <= found.end + 3 && led
        });
        // Harm to a neighbour or relative on no roster is of this case only when somebody of the roster is named as doing it.
        let is_named = by.is_some_and(|p| matches!(p.who, Who::Person(_)));
        let of_outsider =
            before.is_some_and(|p| p.kind == PersonKind::Lay && !matches!(p.who, Who::Person(_))) && !is_named;
        return Roles {
            actor: by.map_or(Who::Unresolved, |p| p.who.clone()),
            target: before.map_or(Who::Unresolved, |p| p.who.clone()),
            of_outsider,
        };
    }
    let who = |p: &PersonAt| match (&p.who, p.kind, p.how) {
        // "Her brother, stopping with her" and "neighbour threatened her": the verb right after makes them the doer.
        (Who::Other(_) | Who::Unresolved, PersonKind::Lay, "role") if is_doer(&marked.tokens, p, found) => {
            let words = marked.tokens.get(p.first..p.end).unwrap_or(&[]);
            Who::Other(words.iter().map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" "))
        }
        (Who::Other(_), PersonKind::Lay, "role") => Who::Unresolved,
        _ => p.who.clone(),
    };
    // "All good at home, he says": what is felt or claimed is his who says so.
    let trailing = marked.people.iter().find(|p| {
        let verb = marked.tokens.get(p.end).map_or("", |t| t.lower.as_str());
        p.first >= found.end && p.first <= found.end + 1 && SAYS.contains(&verb) && p.end < range.end
    });
    let claims = trailing.filter(|_| rule.family != Family::Harm || rule.own);
    let mut actor = claims.or(leading).or(doer).or(before).map_or(Who::Unresolved, who);
    let mut target = after(&actor).map_or(Who::Unresolved, |p| p.who.clone());
    // "forty calls from him", "threats from B": harm that comes from the one who is named after it.
    let source = marked.people.iter().filter(in_sentence).find(|p| p.first > found.first);
    let comes_from = source.filter(|p| rule.family == Family::Harm && !rule.own && is_source(&marked.tokens, p, found));
    if let (Some(doer), None) = (told_of.or(comes_from), leading) {
        target = before.map_or(Who::Unresolved, |p| p.who.clone());
        actor = doer.who.clone();
    }
    Roles {
        actor,
        target,
        of_outsider: false,
    }
}

/// Whose case is it in "RB's recall", "KT's breach": somebody's of whom only initials are written, and whom neither roster nor records know.
pub(super) fn is_of_initials(text: &str, marked: &Marked, found: Found, sets: &Sets) -> bool {
    let Some(owner) = found.first.checked_sub(1) else {
        return false;
    };
    let word = |at: usize| marked.tokens.get(at).map_or("", Token::bare);
    let raw = { marked.tokens.get(owner) }
        .and_then(|t| text.get(t.span.start..t.span.end))
        .unwrap_or("");
    let initials = ["'s", "’s"].iter().find_map(|s| raw.strip_suffix(s)).unwrap_or("");
    let is_known = || {
        let people = marked.people.iter().any(|p| p.first <= owner && owner < p.end);
        people || marked.agencies.iter().any(|a| a.first <= owner && owner < a.end)
    };
    matches!(initials.chars().count(), 2 | 3)
        && initials.chars().all(char::is_uppercase)
        && holds(sets, "of-a-case", word(found.first))
        && !holds(sets, "letters-of-work", word(owner))
        && !is_known()
}

/// Does a pronoun stand as the one who does what the next word says: `he kills`, `she'll`?
fn is_doing(marked: &Marked, person: &PersonAt) -> bool {
    let word = marked.tokens.get(person.first).map_or("", |t| t.lower.as_str());
    // "Told her brother he would kill her": whom the pronoun means is not always the one named last.
    let is_known = matches!(person.who, Who::Person(_));
    is_known && person.how == "pronoun" && matches!(word.split('\'').next(), Some("he" | "she"))
}

/// Does a person stand as the owner of something: `mum's`, or `his` and `her` right before somebody (`his mum`)?
fn is_possessive(marked: &Marked, person: &PersonAt) -> bool {
    let last = person.end.checked_sub(1).and_then(|at| marked.tokens.get(at));
    let next = marked.tokens.get(person.end);
    // "Mum's been hit" owns nothing.
    let is_verb = next.is_some_and(|t| {
        let word = t.lower.as_str();
        word.ends_with("ing") || word.ends_with("ed") || matches!(word, "been" | "got" | "had" | "not")
    });
    let owns_somebody = || marked.people.iter().any(|p| p.first == person.end);
    last.is_some_and(|t| match t.lower.as_str() {
        "his" | "her" | "their" | "my" => owns_somebody(),
        word => person.how != "pronoun" && word.ends_with("'s") && !is_verb,
    })
}

/// Is a person, named inside or right after the words, the one from whom it comes?
fn is_source(tokens: &[Token], person: &PersonAt, found: Found) -> bool {
    let led_by = person.first.checked_sub(1).and_then(|b| tokens.get(b));
    person.first <= found.end + 2 && led_by.is_some_and(|t| matches!(t.lower.as_str(), "off" | "from"))
}

/// "B to Mrs Dale at the gate: 'I'll …'": the one to whom it is said says nothing.
fn is_listener(tokens: &[Token], person: &PersonAt, found: Found) -> bool {
    let led_by = person.first.checked_sub(1).and_then(|b| tokens.get(b));
    let said = tokens.get(person.end..=found.first).unwrap_or(&[]);
    led_by.is_some_and(|t| t.lower == "to") && said.iter().any(|t| t.colon)
}

/// Does a verb of the concept follow a person at once, with no sign between them that parts who tells from what is told?
fn is_doer(tokens: &[Token], person: &PersonAt, found: Found) -> bool {
    person.end == found.first
        && tokens.get(found.first).is_some_and(|t| {
            !t.parted
                && !t.colon
                && (t.lower.ends_with("ing") || t.lower.ends_with("ed") || IRREGULAR.contains(&t.bare()))
        })
}

/// Forms of the past that common harm takes.
const IRREGULAR: &[&str] = &[
    "hit", "beat", "broke", "held", "took", "sent", "came", "went", "threw", "stole", "bit", "kept", "stood", "sat",
];

/// Verbs by which somebody is said to say what stands before.
const SAYS: &[&str] = &[
    "says", "said", "reports", "reported", "states", "stated", "claims", "claimed", "reckons", "insists",
];

/// Do the words stand in the passive: `was followed`, `being harassed`?
fn is_passive(tokens: &[Token], found: Found) -> bool {
    const BE: &[&str] = &[
        "is", "was", "were", "are", "being", "been", "be", "gets", "getting", "got",
    ];
    let is_be = |at: usize| tokens.get(at).is_some_and(|t| BE.contains(&t.lower.as_str()));
    let ends_so = tokens
        .get(found.first)
        .is_some_and(|t| t.lower.ends_with("ed") || t.lower.ends_with("en") || BE.contains(&t.lower.as_str()));
    let before = (1..=2).any(|n| found.first.checked_sub(n).is_some_and(is_be));
    ends_so && (is_be(found.first) || before)
}

/// The kind of agency that the words name, or else the nearest named after them in the sentence, or before.
pub(super) fn toward(marked: &Marked, found: Found, range: Range<usize>) -> Option<String> {
    // "Passed GP's concern on": whose concern it is does not say to whom it went.
    let named = |a: &&AgencyAt| !a.kind.is_empty() && !is_owner_of_words(marked, a);
    let inside = marked
        .agencies
        .iter()
        .filter(named)
        .find(|a| a.first >= found.first && a.end <= found.end);
    let after = || {
        marked
            .agencies
            .iter()
            .filter(named)
            .find(|a| a.first >= found.end && a.end <= range.end)
    };
    let before = || {
        marked
            .agencies
            .iter()
            .filter(named)
            .rev()
            .find(|a| a.end <= found.first && a.first >= range.start)
    };
    let named_thing = || {
        (found.first..found.end).find_map(|at| {
            let end = marked.marks.get(at)?.name?;
            let words: Vec<&str> = marked.tokens.get(at..end)?.iter().map(|t| t.lower.as_str()).collect();
            Some(format!("{NAMED}{}", words.join(" ")))
        })
    };
    inside
        .map(|a| a.kind.clone())
        .or_else(named_thing)
        .or_else(|| after().or_else(before).map(|a| a.kind.clone()))
}

/// Does an agency stand here only as the one whose words, worry or letter it is?
fn is_owner_of_words(marked: &Marked, agency: &AgencyAt) -> bool {
    const WORDS: [&str; 12] = [
        "concern",
        "concerns",
        "worry",
        "worries",
        "report",
        "reports",
        "email",
        "letter",
        "message",
        "information",
        "account",
        "referral",
    ];
    let owns = |t: &Token| t.lower.ends_with("'s");
    let last = agency.end.checked_sub(1).and_then(|at| marked.tokens.get(at));
    let next = marked.tokens.get(agency.end);
    last.is_some_and(owns) && next.is_some_and(|t| !t.stopped && WORDS.contains(&t.lower.as_str()))
}

/// Does a place stand between quotation marks of its sentence?
pub(super) fn is_quoted(text: &str, sentence: Span, at: usize) -> bool {
    let before = text.get(sentence.start..at).unwrap_or("");
    let curly = before.matches('“').count() > before.matches('”').count();
    let straight = before.matches('"').count() % 2 == 1;
    let mut open = false;
    let mut previous = ' ';
    let mut chars = before.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_letter = chars.peek().is_none_or(|n| n.is_alphanumeric());
        if matches!(c, '\'' | '‘' | '’') {
            // An apostrophe opens after a space and closes before one; inside a word it does neither.
            if !open && !previous.is_alphanumeric() && next_is_letter {
                open = true;
            } else if open && !next_is_letter {
                open = false;
            }
        }
        previous = c;
    }
    curly || straight || open
}
