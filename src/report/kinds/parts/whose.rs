//! *Whose* a promise is, as the words of its sentence say. Whom a sentence without a name means is left open.

use crate::{
    model::{
        case::{AgencyId, Person},
        entry::Entry,
        matter::Matter,
        mention::{Reading, Span, Who, how},
        quote::Part,
    },
    report::kinds::parts::links::Links,
};

/// Words that make a promise of what follows somebody.
const PROMISES: &[&str] = &[
    "will ",
    "’ll ",
    "'ll ",
    "would ",
    "is to ",
    "are to ",
    "is going to ",
    "are going to ",
    "going to ",
    "plans to ",
    "intends to ",
    "agreed to ",
    "has agreed to ",
    "have agreed to ",
    "promised to ",
    "has promised to ",
];

/// Words by which whoever writes promises something.
const WRITER: &[&str] = &[
    " i will ",
    " i'll ",
    " i’ll ",
    " we will ",
    " we'll ",
    " we’ll ",
    " i would ",
    " writer will ",
    " i am to ",
];

/// Who promises, as the words say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The words name nobody.
    Unsaid,
    /// The words name somebody who can be of the agency that wrote.
    Recorder(String),
    /// The words name another agency, or somebody who is no professional, or say `he`, `she` or `they`.
    Other(String),
}

impl Whose {
    /// Is it the promise of the agency that wrote the entry, as far as the words tell?
    pub(crate) fn is_recorders(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// The words, where there are any.
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::Unsaid => "",
            Self::Recorder(words) | Self::Other(words) => words,
        }
    }
}

/// Whose the promise is that stands at these bytes of an entry.
pub(crate) fn whose(links: &Links<'_>, entry: &Entry, quote: Span) -> Whose {
    let Some(reading) = links.reading(&entry.id) else {
        return Whose::Unsaid;
    };
    let at = |m: &&crate::model::mention::Mention| m.quote.part == Part::Text && m.quote.start == quote.start;
    let own = reading.mentions.iter().find(at).map(|m| m.sentence);
    let sentence = own.unwrap_or(Span {
        start: 0,
        end: quote.end,
    });
    let named = named(links.matter, entry, reading);
    let promises = |(span, _): &(Span, Whose)| {
        span.start >= sentence.start && span.start < quote.end && promises(&entry.text, sentence, *span)
    };
    let last = named
        .into_iter()
        .filter(promises)
        .max_by_key(|(span, _)| (span.start, span.end));
    let Some((span, found)) = last else {
        return Whose::Unsaid;
    };
    let between = entry.text.get(span.end..quote.end).unwrap_or("").to_lowercase();
    if WRITER.iter().any(|w| between.contains(w)) {
        return Whose::Unsaid;
    }
    found
}

/// Do the words after somebody make a promise of his or hers? `Police to visit` does at the start of a clause only: `rang police to
/// ask` is no promise of the police.
fn promises(text: &str, sentence: Span, span: Span) -> bool {
    let after = text
        .get(span.end..sentence.end.max(span.end))
        .unwrap_or("")
        .to_lowercase();
    let after = after.trim_start_matches([' ', ',']);
    let after = after.strip_prefix("who ").unwrap_or(after);
    let before = text.get(sentence.start..span.start).unwrap_or("").trim_end();
    let begins = before.is_empty() || before.ends_with([',', ';', ':', '.', '-', '–']);
    PROMISES.iter().any(|p| after.starts_with(p)) || (begins && after.starts_with("to "))
}

/// Everybody whom an entry names, each with whose promise it would be.
fn named(matter: &Matter, entry: &Entry, reading: &Reading) -> Vec<(Span, Whose)> {
    let case = &matter.case;
    let words = |span: Span| entry.text.get(span.start..span.end).unwrap_or("").to_owned();
    let of_agency = |found: &crate::model::mention::AgencyMention| {
        let own = case.agency_kind(&entry.agency);
        let is_own = found
            .agency
            .as_ref()
            .map_or(found.kind == own, |id| *id == entry.agency);
        if is_own {
            Whose::Recorder(words(found.span))
        } else {
            Whose::Other(words(found.span))
        }
    };
    let mut out: Vec<(Span, Whose)> = reading.agencies.iter().map(|a| (a.span, of_agency(a))).collect();
    for person in &reading.people {
        // `PC Rowe`: the title says whose.
        let titled = reading
            .agencies
            .iter()
            .find(|a| a.span.start <= person.span.start && a.span.end + 1 >= person.span.start);
        let known = match &person.who {
            Who::Person(id) => case.person(id),
            Who::Other(_) | Who::Unresolved => None,
        };
        let is_own = known.map(|p| p.is_professional() && works_for(matter, p).is_none_or(|id| *id == entry.agency));
        let said = words(person.span);
        let whose = match (titled, is_own) {
            // Whoever writes of a pronoun's person does not write of himself or herself.
            _ if person.how == "pronoun" => Whose::Other(said),
            (Some(agency), _) if of_agency(agency).is_recorders() => Whose::Recorder(said),
            (Some(_), _) | (_, Some(false)) => Whose::Other(said),
            (_, None)
                if matches!(
                    person.how.as_str(),
                    how::ROLE | how::ANOTHER | how::SHARED | how::AUTHOR
                ) =>
            {
                Whose::Other(said)
            }
            (_, Some(true) | None) => Whose::Recorder(said),
        };
        out.push((person.span, whose));
    }
    out.extend(
        pronouns(&entry.text)
            .into_iter()
            .map(|span| (span, Whose::Other(words(span))))
            .filter(|(span, _)| !reading.people.iter().any(|p| p.span == *span)),
    );
    out
}

/// The agency of a professional, where the case tells: by the kind of agency in the words of the roster, or by entries that bear the name.
fn works_for<'a>(matter: &'a Matter, person: &Person) -> Option<&'a AgencyId> {
    let relation = person.relation.as_deref().unwrap_or_default().to_lowercase();
    let mut by_kind = matter
        .case
        .agencies
        .iter()
        .filter(|a| relation.contains(&a.kind.replace('-', " ")));
    if let (Some(one), None) = (by_kind.next(), by_kind.next()) {
        return Some(&one.id);
    }
    let is_author = |e: &&Entry| {
        person
            .names
            .iter()
            .any(|n| n.chars().count() > 3 && e.author.contains(n.as_str()))
    };
    matter.entries.iter().find(is_author).map(|e| &e.agency)
}

/// Where `he`, `she` and `they` stand.
fn pronouns(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text.get(from..at).unwrap_or("").to_lowercase();
                if matches!(word.as_str(), "he" | "she" | "they") {
                    out.push(Span { start: from, end: at });
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}
