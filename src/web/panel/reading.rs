//! What was *read* in an entry: its text with mentions marked, the legend, the list, and the form by which a mention is added or mended.

use serde::Serialize;

use crate::{
    model::{
        act::Reason,
        case::Case,
        entry::Entry,
        mention::{Mention, Reading, Span, Who},
        quote::Part,
    },
    web::{
        asking::{Ask, Opened},
        concepts::{self, Choice, Group},
        evidence::{self, Found, MarkedPiece},
        panel::Here,
        words,
    },
};

/// Colours that concepts take in turn; each mention also has a number.
const COLOURS: usize = 6;

/// What can be said of a thing, and how it is asked.
const SAID: [(&str, &str); 13] = [
    ("negated", "Said not to be so"),
    ("denied", "Denied by the subject"),
    ("planned", "Only planned"),
    ("instructed", "Somebody was told to do it, or not to"),
    ("hypothetical", "Only if something should happen"),
    ("generic", "Said of nobody in particular"),
    ("historical", "Of the past"),
    ("other-person", "Of somebody outside the case"),
    ("quoted", "Quoted"),
    ("uncertain", "Uncertain"),
    ("declined", "Considered, and declined with a reason"),
    ("attempted", "Tried without getting through"),
    ("not-done", "Said not to have been done"),
];

/// A concept that was read in the entry.
#[derive(Serialize)]
pub(super) struct Legend {
    label: String,
    colour: usize,
    count: usize,
    is_hidden: bool,
    /// This page with its marks shown or not.
    toggle: String,
}

#[derive(Serialize)]
pub(super) struct MentionRow {
    number: usize,
    colour: usize,
    words: String,
    concept: String,
    said: String,
    is_struck: bool,
    actor: String,
    target: String,
    toward: String,
    rule: String,
    form: String,
    hand: &'static str,
    modifiers: Vec<String>,
    /// This page with the form by which the mention is mended.
    mend: String,
}

#[derive(Serialize)]
pub(super) struct Named {
    words: String,
    who: String,
    how: String,
}

/// The form by which a mention is added, corrected or struck out, with what is in it.
#[derive(Serialize)]
pub(super) struct Mend {
    /// A new mention, and none that is there.
    is_new: bool,
    /// A code cannot be put in other words: it can only be struck out.
    only_strike: bool,
    number: usize,
    /// By which the mention is known.
    concept_was: String,
    place: String,
    told: String,
    /// What the same words were read as beside it, so that one deed can strike all out.
    also: String,
    words: String,
    concepts: Vec<Group>,
    said: Vec<Choice>,
    by: Vec<Choice>,
    to: Vec<Choice>,
    toward: Vec<Choice>,
    reasons: Vec<Choice>,
    because: String,
}

/// The colour of each mention: concepts take colours in the order in which they are first met.
pub(super) fn colours(reading: &Reading) -> Vec<usize> {
    let mut met: Vec<&str> = Vec::new();
    reading
        .mentions
        .iter()
        .map(|m| {
            let at = met.iter().position(|c| *c == m.concept).unwrap_or_else(|| {
                met.push(&m.concept);
                met.len() - 1
            });
            at % COLOURS + 1
        })
        .collect()
}

/// A part of the entry cut where something was read in it. Concepts that are hidden are not marked.
pub(super) fn pieces(
    entry: &Entry,
    reading: &Reading,
    (colours, hidden): (&[usize], &[&str]),
    part: Part,
) -> Vec<MarkedPiece> {
    let mut found: Vec<Found> = reading
        .mentions
        .iter()
        .zip(colours)
        .enumerate()
        .filter(|(_, (m, _))| m.quote.part == part && !hidden.contains(&m.concept.as_str()))
        .map(|(at, (m, colour))| Found {
            span: Span {
                start: m.quote.start,
                end: m.quote.end,
            },
            class: if m.struck.is_some() {
                "fw-struck".to_owned()
            } else {
                format!("fw-mark fw-mark--{colour}")
            },
            number: Some(at + 1),
        })
        .collect();
    if part == Part::Text {
        let named = |span, class: &str| Found {
            span,
            class: class.to_owned(),
            number: None,
        };
        found.extend(reading.people.iter().map(|p| named(p.span, "fw-person")));
        found.extend(reading.agencies.iter().map(|a| named(a.span, "fw-body")));
    }
    evidence::marked(part.of(entry), &found)
}

/// Every concept that was read, once.
pub(super) fn legend(
    opened: &Opened,
    reading: &Reading,
    (colours, hidden): (&[usize], &[&str]),
    here: &Here,
) -> Vec<Legend> {
    let mut out: Vec<(&str, Legend)> = Vec::new();
    let read = reading.mentions.iter().zip(colours);
    for (mention, colour) in read.filter(|(m, _)| m.struck.is_none()) {
        if let Some((_, known)) = out.iter_mut().find(|(id, _)| *id == mention.concept) {
            known.count += 1;
            continue;
        }
        out.push((
            &mention.concept,
            Legend {
                label: evidence::concept(&opened.matter, &mention.concept),
                colour: *colour,
                count: 1,
                is_hidden: hidden.contains(&mention.concept.as_str()),
                toggle: format!("{}#written", here.with("hide", &mention.concept)),
            },
        ));
    }
    out.into_iter().map(|(_, legend)| legend).collect()
}

pub(super) fn mentions(opened: &Opened, reading: &Reading, colours: &[usize], here: &Here) -> Vec<MentionRow> {
    let case = &opened.matter.case;
    let all = reading.mentions.iter().zip(colours).enumerate();
    all.map(|(at, (m, colour))| MentionRow {
        number: at + 1,
        colour: *colour,
        words: m.quote.text.clone(),
        concept: evidence::concept(&opened.matter, &m.concept),
        said: match m.struck {
            Some(number) => {
                let act = opened.matter.acts.iter().find(|a| a.number == number);
                let who = act.map_or("a reviewer", |a| a.who.as_str());
                format!("struck out by {who}; counts for nothing")
            }
            None => m.assertion.words().join(", ").replace('-', " "),
        },
        is_struck: m.struck.is_some(),
        actor: words::who(case, &m.actor),
        target: words::who(case, &m.target),
        toward: m.toward.clone().filter(|t| is_kind(t)).unwrap_or_default(),
        rule: rule(m),
        form: form(m),
        hand: words::hand(m.hand),
        modifiers: m
            .modifiers
            .iter()
            .map(|a| match &a.blocked_by {
                None => format!("“{}” was applied as {}", a.words, a.modifier),
                Some(by) => format!("“{}” was not applied as {}: {by}", a.words, a.modifier),
            })
            .collect(),
        mend: format!("{}#mend", here.with("mend", &(at + 1).to_string())),
    })
    .collect()
}

/// Signs in which a phrase of the rules has parts to choose between: such a phrase is told in words and shown whole on demand.
const SIGNS: [char; 6] = ['(', '[', '{', '<', '~', '@'];

fn rule(mention: &Mention) -> String {
    let what = if mention.coded { "code" } else { "phrase" };
    if mention.hand == crate::model::mention::Hand::Reviewer {
        mention.literal.clone()
    } else if mention.literal.contains(SIGNS) {
        format!("a {what} of the rules")
    } else {
        format!("{what} “{}”", mention.literal)
    }
}

/// The phrase or code as the rules have it, where it is more than words.
fn form(mention: &Mention) -> String {
    if mention.literal.contains(SIGNS) {
        mention.literal.clone()
    } else {
        String::new()
    }
}

pub(super) fn people(opened: &Opened, reading: &Reading) -> Vec<Named> {
    let all = reading.people.iter();
    all.map(|p| Named {
        words: p.words.clone(),
        who: words::who(&opened.matter.case, &p.who),
        how: p.how.clone(),
    })
    .collect()
}

pub(super) fn agencies(opened: &Opened, reading: &Reading) -> Vec<Named> {
    let all = reading.agencies.iter();
    all.map(|a| Named {
        words: a.words.clone(),
        who: a.agency.as_ref().map_or_else(
            || of_kind(&opened.matter.case, &a.kind),
            |id| opened.matter.case.agency_name(id).to_owned(),
        ),
        how: a.kind.clone(),
    })
    .collect()
}

/// Whom words that name only a kind of agency mean: the one agency of that kind, where the case has just one.
fn of_kind(case: &Case, kind: &str) -> String {
    let mut all = case.agencies.iter().filter(|a| a.kind == kind);
    match (all.next(), all.next()) {
        (Some(one), None) => format!("{}, the only one of its kind in the case", one.name),
        _ => "no single agency of the case".to_owned(),
    }
}

/// Is it a kind of agency? A mere name that the words hold stands behind a colon.
pub(super) fn is_kind(toward: &str) -> bool {
    !toward.contains(':')
}

/// By which a mention is known in a form: its part and first byte.
pub(crate) fn place(mention: &Mention) -> String {
    let part = match mention.quote.part {
        Part::Text => "text",
        Part::Type => "type",
        Part::Source => "source",
        Part::Author => "author",
    };
    format!("{part}:{}", mention.quote.start)
}

/// The other readings of the same words that stand.
pub(crate) fn others_of<'r>(reading: &'r Reading, of: &'r Mention) -> impl Iterator<Item = &'r Mention> {
    let is_other = |m: &&Mention| m.quote == of.quote && m.concept != of.concept && m.struck.is_none();
    reading.mentions.iter().filter(is_other)
}

/// The form that was asked for, or sent and could not be taken.
pub(super) fn mend(ask: &Ask, opened: &Opened, reading: &Reading) -> Option<Mend> {
    let was_sent = ask.typed("form") == "mend-";
    let asked = if was_sent {
        ask.typed("mention")
    } else {
        ask.one("mend")
    };
    if asked.is_empty() {
        return None;
    }
    let number: usize = asked.parse().unwrap_or(0);
    let known = number.checked_sub(1).and_then(|at| reading.mentions.get(at));
    if asked != "new" && known.is_none_or(|m| m.struck.is_some()) {
        return None;
    }
    let mention = known.filter(|_| asked != "new");
    let said: Vec<String> = if was_sent {
        let all = ask.form.fields.iter().filter(|(n, _)| n == "said");
        all.map(|(_, v)| v.clone()).collect()
    } else {
        mention.map_or_else(Vec::new, |m| {
            m.assertion.words().into_iter().map(str::to_owned).collect()
        })
    };
    let typed = |name: &str, otherwise: String| {
        if was_sent {
            ask.typed(name).to_owned()
        } else {
            otherwise
        }
    };
    let concept = typed("concept", mention.map_or_else(String::new, |m| m.concept.clone()));
    let reason = typed("reason", String::new());
    let who = |name: &str, was: Option<&Who>| {
        people_to_choose(opened, &typed(name, was.map_or_else(String::new, code_of)), was)
    };
    Some(Mend {
        is_new: mention.is_none(),
        only_strike: mention.is_some_and(|m| m.quote.part != Part::Text),
        number,
        concept_was: mention.map_or_else(String::new, |m| m.concept.clone()),
        place: mention.map_or_else(String::new, place),
        told: mention.map_or_else(String::new, |m| {
            format!(
                "“{}”, read as {}",
                m.quote.text,
                evidence::concept(&opened.matter, &m.concept)
            )
        }),
        also: mention.map_or_else(String::new, |m| {
            let all: Vec<String> = others_of(reading, m)
                .map(|o| evidence::concept(&opened.matter, &o.concept))
                .collect();
            words::list(&all)
        }),
        words: typed("words", mention.map_or_else(String::new, |m| m.quote.text.clone())),
        concepts: concepts::groups(&opened.matter, None, &concept),
        said: SAID
            .iter()
            .map(|(code, label)| Choice::of(code, *label, said.iter().any(|s| s == code)))
            .collect(),
        by: who("by", mention.map(|m| &m.actor)),
        to: who("to", mention.map(|m| &m.target)),
        toward: kinds(opened, &typed("toward", String::new()), mention),
        reasons: Reason::ALL
            .iter()
            .map(|r| Choice::of(r.code(), words::capital(r.words()), r.code() == reason))
            .collect(),
        because: typed("because", String::new()),
    })
}

fn code_of(who: &Who) -> String {
    match who {
        Who::Person(id) => id.0.clone(),
        Who::Other(_) | Who::Unresolved => String::new(),
    }
}

/// The people of the roster; nobody, where it cannot be told.
fn people_to_choose(opened: &Opened, chosen: &str, was: Option<&Who>) -> Vec<Choice> {
    let case = &opened.matter.case;
    let first = match was {
        Some(who @ (Who::Other(_) | Who::Unresolved)) => format!("As it was read: {}", words::who(case, who)),
        Some(Who::Person(_)) => "As it was read".to_owned(),
        None => "It cannot be told".to_owned(),
    };
    let mut out = vec![Choice::of("", first, chosen.is_empty())];
    if was.is_some() {
        out.push(Choice::of("nobody", "It cannot be told", chosen == "nobody"));
    }
    let people = case.people.iter();
    out.extend(people.map(|p| Choice::of(&p.id.0, words::person(case, &p.id), p.id.0 == chosen)));
    out
}

/// Kinds of agency that the case has.
fn kinds(opened: &Opened, chosen: &str, was: Option<&Mention>) -> Vec<Choice> {
    let mut all: Vec<&str> = opened.matter.case.agencies.iter().map(|a| a.kind.as_str()).collect();
    all.sort_unstable();
    all.dedup();
    let first = match was.map(|m| m.toward.as_deref().filter(|t| is_kind(t))) {
        Some(Some(kind)) => format!("As it was read: {}", kind.replace('-', " ")),
        Some(None) => "As it was read".to_owned(),
        None => "Not directed to an agency".to_owned(),
    };
    let mut out = vec![Choice::of("", first, chosen.is_empty())];
    out.extend(
        all.iter()
            .map(|kind| Choice::of(kind, kind.replace('-', " "), *kind == chosen)),
    );
    out
}
