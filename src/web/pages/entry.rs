//! One entry: its words as written, what was read in them and why, where it comes from, and what stands beside it.

use serde::Serialize;

use crate::{
    model::{
        entry::{Entry, EntryId},
        mention::{Mention, Reading},
        quote::Part,
        timeline::Relation,
    },
    web::{
        asking::{Ask, Link, Opened, Refusal, Reply},
        evidence::{self, Found, MarkedPiece},
        words::{self, AgencyMark, Tag},
    },
};

/// Colours that concepts take in turn; each mention also has a number.
const COLOURS: usize = 6;

#[derive(Serialize)]
struct Body {
    agency: AgencyMark,
    written: String,
    moment: String,
    precision: String,
    source: String,
    author: String,
    file: String,
    part: String,
    row: usize,
    sha256: String,
    read_as: String,
    recorded: String,
    further: Vec<FurtherLine>,
    entry_type: Vec<MarkedPiece>,
    text: Vec<MarkedPiece>,
    mentions: Vec<MentionRow>,
    people: Vec<Named>,
    agencies: Vec<Named>,
    warnings: Vec<WarningLine>,
    duplicates: Vec<DuplicateLine>,
    conflicts: Vec<DuplicateLine>,
    related: Vec<RelatedLine>,
    previous: Option<Link>,
    next: Option<Link>,
    place: String,
}

/// A further column of the row, as written.
#[derive(Serialize)]
struct FurtherLine {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct MentionRow {
    number: usize,
    colour: usize,
    words: String,
    concept: String,
    said: String,
    actor: String,
    target: String,
    toward: String,
    rule: String,
    form: String,
    hand: &'static str,
    modifiers: Vec<String>,
}

#[derive(Serialize)]
struct Named {
    words: String,
    who: String,
    how: String,
}

#[derive(Serialize)]
struct WarningLine {
    warning: Link,
    title: String,
    severity: Tag,
    outcome: Tag,
}

/// An entry that belongs together with this one and is not the same.
#[derive(Serialize)]
struct RelatedLine {
    how: &'static str,
    entry: Link,
    why: String,
}

#[derive(Serialize)]
struct DuplicateLine {
    entry: Link,
    why: String,
}

/// Shows one entry.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let at = ask.entry_at(&opened)?;
    let matter = &opened.matter;
    let (Some(entry), Some(reading)) = (matter.entries.get(at), matter.readings.get(at)) else {
        return Err(anyhow::anyhow!("an entry has no reading: analyse the case again").into());
    };
    let neighbour = |at: Option<usize>| {
        let other = matter.entries.get(at?)?;
        Some(Link::new(
            format!("{}, {}", other.id, other.when.shown()),
            opened.entry(&other.id),
        ))
    };
    let colours = colours(reading);
    let body = Body {
        agency: words::agency(&matter.case, &entry.agency),
        written: entry.when.written.clone(),
        moment: words::moment(&entry.when),
        precision: words::precision(&entry.when),
        source: entry.source.clone(),
        author: entry.author.clone(),
        file: entry.origin.file.clone(),
        part: entry.origin.part.clone(),
        row: entry.origin.row,
        read_as: entry.when.remark.clone().unwrap_or_default(),
        recorded: entry.recorded.as_ref().map_or(String::new(), |r| r.written.clone()),
        further: entry
            .further
            .iter()
            .map(|f| FurtherLine {
                name: f.name.clone(),
                value: f.value.clone(),
            })
            .collect(),
        sha256: entry.origin.sha256.clone(),
        entry_type: pieces(entry, reading, &colours, Part::Type),
        text: pieces(entry, reading, &colours, Part::Text),
        mentions: mentions(&opened, reading, &colours),
        people: people(&opened, reading),
        agencies: agencies(&opened, reading),
        warnings: warnings(&opened, entry),
        duplicates: duplicates(&opened, entry),
        conflicts: conflicts(&opened, entry),
        related: related(&opened, entry),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        place: format!(
            "Entry {} of {} on the timeline",
            words::number(at + 1),
            words::number(matter.entries.len())
        ),
    };
    let mut above = vec![Link::new("Chronology", opened.address("chronology"))];
    above.extend(ask.way_back("Back to the warning"));
    Ok(opened.page_under(format!("Entry {}", entry.id), above, body))
}

/// The colour of each mention: concepts take colours in the order in which they are first met.
fn colours(reading: &Reading) -> Vec<usize> {
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

fn pieces(entry: &Entry, reading: &Reading, colours: &[usize], part: Part) -> Vec<MarkedPiece> {
    let mut found: Vec<Found> = reading
        .mentions
        .iter()
        .zip(colours)
        .enumerate()
        .filter(|(_, (m, _))| m.quote.part == part)
        .map(|(at, (m, colour))| Found {
            span: crate::model::mention::Span {
                start: m.quote.start,
                end: m.quote.end,
            },
            class: format!("fw-mark fw-mark--{colour}"),
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

fn mentions(opened: &Opened, reading: &Reading, colours: &[usize]) -> Vec<MentionRow> {
    let case = &opened.matter.case;
    reading
        .mentions
        .iter()
        .zip(colours)
        .enumerate()
        .map(|(at, (m, colour))| MentionRow {
            number: at + 1,
            colour: *colour,
            words: m.quote.text.clone(),
            concept: evidence::concept(&opened.matter, &m.concept),
            said: match m.struck {
                Some(act) => format!("struck out by the reviewer (act {act}); counts for nothing"),
                None => m.assertion.words().join(", ").replace('-', " "),
            },
            actor: words::who(case, &m.actor),
            target: words::who(case, &m.target),
            toward: m.toward.clone().unwrap_or_default(),
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
        })
        .collect()
}

/// Signs in which a phrase of the rules has parts to choose between: such a phrase is told in words and shown whole on demand.
const SIGNS: [char; 6] = ['(', '[', '{', '<', '~', '@'];

fn rule(mention: &Mention) -> String {
    let what = if mention.coded { "code" } else { "phrase" };
    if mention.literal.contains(SIGNS) {
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

fn people(opened: &Opened, reading: &Reading) -> Vec<Named> {
    reading
        .people
        .iter()
        .map(|p| Named {
            words: p.words.clone(),
            who: words::who(&opened.matter.case, &p.who),
            how: p.how.clone(),
        })
        .collect()
}

fn agencies(opened: &Opened, reading: &Reading) -> Vec<Named> {
    reading
        .agencies
        .iter()
        .map(|a| Named {
            words: a.words.clone(),
            who: a.agency.as_ref().map_or_else(
                || "no single agency of the case".to_owned(),
                |id| opened.matter.case.agency_name(id).to_owned(),
            ),
            how: a.kind.clone(),
        })
        .collect()
}

fn warnings(opened: &Opened, entry: &Entry) -> Vec<WarningLine> {
    opened
        .matter
        .warnings_at(&entry.id)
        .map(|w| WarningLine {
            warning: Link::new(w.id.clone(), opened.warning(&w.id)),
            title: w.title.clone(),
            severity: words::severity(w.severity),
            outcome: words::outcome(w.outcome),
        })
        .collect()
}

fn duplicates(opened: &Opened, entry: &Entry) -> Vec<DuplicateLine> {
    opened
        .matter
        .timeline
        .duplicates
        .iter()
        .filter_map(|pair| {
            let other = other(entry, (&pair.first, &pair.second))?;
            Some(DuplicateLine {
                entry: Link::new(other.0.clone(), opened.entry(other)),
                why: pair.why.clone(),
            })
        })
        .collect()
}

/// Entries that perhaps tell of the same, and e-mails of one exchange.
fn related(opened: &Opened, entry: &Entry) -> Vec<RelatedLine> {
    let all = opened.matter.timeline.related.iter();
    all.filter_map(|related| {
        let other = other(entry, (&related.first, &related.second))?;
        Some(RelatedLine {
            how: match related.how {
                Relation::PerhapsSame => "Perhaps tells of the same event as",
                Relation::Thread => "Of one exchange of e-mails with",
            },
            entry: Link::new(other.0.clone(), opened.entry(other)),
            why: related.why.clone(),
        })
    })
    .collect()
}

/// Accounts of the same that differ from this entry.
fn conflicts(opened: &Opened, entry: &Entry) -> Vec<DuplicateLine> {
    let all = opened.matter.timeline.conflicts.iter();
    all.filter_map(|conflict| {
        let other = other(entry, (&conflict.first, &conflict.second))?;
        Some(DuplicateLine {
            entry: Link::new(other.0.clone(), opened.entry(other)),
            why: conflict.in_words(),
        })
    })
    .collect()
}

/// The other one of a pair that this entry is in.
fn other<'a>(entry: &Entry, (first, second): (&'a EntryId, &'a EntryId)) -> Option<&'a EntryId> {
    if *first == entry.id {
        Some(second)
    } else {
        (*second == entry.id).then_some(first)
    }
}
