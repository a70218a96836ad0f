//! What a search answers, as it is shown: hits with the entries around them, counts that narrow, bars of dates.

use serde::Serialize;

use crate::{
    model::{
        case::{AgencyId, PersonId, in_words_first},
        entry::{Entry, EntryId},
    },
    search::answer::{Answer, Facets, Hit, Piece, Stretch},
    web::{
        addresses,
        asking::{Link, Opened},
        evidence,
        seeking::Asked,
        words::{self, AgencyMark},
    },
};

/// Counts shown of each kind at once, and in all.
const FACETS: usize = 8;
const MOST: usize = 60;
/// Entries shown before a hit, and as many after.
const AROUND: usize = 3;
/// Characters shown of an entry around a hit.
const GLIMPSE: usize = 220;

/// A hit.
#[derive(Serialize)]
pub(super) struct HitView {
    entry: Link,
    /// The case, where several are searched.
    case: Option<Link>,
    agency: AgencyMark,
    written: String,
    entry_type: String,
    pieces: Vec<Piece>,
    cut: bool,
    warned: bool,
    around: Vec<Near>,
    like: String,
    /// What a screen reader hears of the controls of this hit.
    of: String,
}

/// An entry before or after a hit.
#[derive(Serialize)]
struct Near {
    entry: Link,
    agency: AgencyMark,
    written: String,
    text: String,
    is_hit: bool,
}

/// Counts of one kind, each a way to narrow the search.
#[derive(Serialize)]
pub(super) struct Group {
    label: &'static str,
    counts: Vec<Tally>,
    more: Vec<Tally>,
    left: String,
}

#[derive(Serialize)]
struct Tally {
    narrow: Link,
    count: String,
    chosen: bool,
}

/// The picture of dates.
#[derive(Serialize)]
pub(super) struct Dates {
    caption: String,
    bars: Vec<BarView>,
    wider: Vec<Link>,
}

#[derive(Serialize)]
struct BarView {
    label: String,
    words: String,
    count: String,
    address: String,
    /// Its height and what is above it, of 100.
    height: u64,
    above: u64,
    current: bool,
}

/// The case that a hit is of.
fn case_of<'a>(cases: &'a [Opened], slug: &str) -> Option<&'a Opened> {
    cases.iter().find(|c| c.slug == slug)
}

pub(super) fn hit(cases: &[Opened], all: bool, hit: &Hit, here: &str) -> Option<HitView> {
    let opened = case_of(cases, &hit.case)?;
    let matter = &opened.matter;
    let id = EntryId(hit.entry.clone());
    Some(HitView {
        agency: words::agency(&matter.case, &AgencyId(hit.agency.clone())),
        entry: Link::new(hit.entry.clone(), entry_address(opened, &id, here)),
        case: all.then(|| Link::new(matter.case.title.clone(), addresses::case(&opened.slug))),
        written: hit.written.clone(),
        entry_type: hit.entry_type.clone(),
        pieces: hit.pieces.clone(),
        cut: hit.cut,
        warned: matter.warnings_at(&id).next().is_some(),
        around: around(opened, hit.place, here),
        like: Asked::default()
            .set("like", &hit.entry)
            .address(&opened.address("search")),
        of: format!("{} of {}", hit.entry, hit.written),
    })
}

/// The address of an entry, with the way back to the search.
fn entry_address(opened: &Opened, id: &EntryId, here: &str) -> String {
    addresses::with_query(&opened.entry(id), &[("back", here)])
}

fn around(opened: &Opened, place: usize, here: &str) -> Vec<Near> {
    let from = place.saturating_sub(AROUND);
    let all = opened.matter.entries.iter().enumerate().skip(from);
    all.take(place - from + AROUND + 1)
        .map(|(at, entry)| Near {
            entry: Link::new(entry.id.0.clone(), entry_address(opened, &entry.id, here)),
            agency: words::agency(&opened.matter.case, &entry.agency),
            written: entry.when.shown(),
            text: glimpse(entry),
            is_hit: at == place,
        })
        .collect()
}

fn glimpse(entry: &Entry) -> String {
    match entry.text.char_indices().nth(GLIMPSE) {
        Some((at, _)) => format!("{} …", entry.text.get(..at).unwrap_or_default().trim_end()),
        None => entry.text.clone(),
    }
}

/// What a kind of narrowing is called.
pub(super) fn kind(name: &str) -> &'static str {
    match name {
        "and" => "Within",
        "like" => "Like entry",
        "case" => "Case",
        "agency" => "Agency",
        "type" => "Kind of contact",
        "concept" => "Concept",
        "person" => "Person",
        "year" => "Year",
        "warning" => "Warning",
        "in" => "When",
        _ => "Limit",
    }
}

/// What a value of a kind is called.
pub(super) fn value(cases: &[Opened], all: bool, name: &str, value: &str) -> String {
    let opened = cases.first();
    match (name, opened) {
        ("case", _) => case_of(cases, value).map_or(value.to_owned(), |c| c.matter.case.title.clone()),
        ("agency", _) if all => in_words_first(value),
        ("agency", Some(o)) => o.matter.case.agency_name(&AgencyId(value.to_owned())).to_owned(),
        ("person", Some(o)) if !all => words::person(&o.matter.case, &PersonId(value.to_owned())),
        ("concept", Some(o)) => evidence::concept(&o.matter, value),
        ("warning", _) if value == "yes" => "in a warning".to_owned(),
        ("warning", _) if value == "no" => "in no warning".to_owned(),
        ("in", _) => value.parse().map_or(value.to_owned(), in_words),
        ("and", _) => format!("“{value}”"),
        _ => value.to_owned(),
    }
}

/// A stretch in words.
fn in_words(stretch: Stretch) -> String {
    match stretch {
        Stretch::Year(_) => stretch.to_string(),
        Stretch::Month(first) => first.format("%B %Y").to_string(),
        Stretch::Day(day) => words::day(day),
    }
}

pub(super) fn groups(cases: &[Opened], all: bool, to: (&Asked, &str), facets: &Facets) -> Vec<Group> {
    // A person's id means somebody else in another case.
    let people: &[(String, u64)] = if all { &[] } else { &facets.people };
    let cases_too: &[(String, u64)] = if all { &facets.cases } else { &[] };
    [
        ("case", cases_too),
        ("agency", &facets.agencies),
        ("warning", &facets.warned),
        ("concept", &facets.concepts),
        ("person", people),
        ("type", &facets.types),
        ("year", &facets.years),
    ]
    .into_iter()
    .filter(|(_, counts)| !counts.is_empty())
    .map(|(name, counts)| group((cases, all), name, to, counts))
    .collect()
}

fn group(
    (cases, all): (&[Opened], bool),
    name: &str,
    (asked, base): (&Asked, &str),
    counts: &[(String, u64)],
) -> Group {
    let mut views: Vec<Tally> = counts
        .iter()
        .take(MOST)
        .map(|(of, count)| {
            let chosen = asked.has(name, of);
            let next = if chosen {
                asked.without(name, of)
            } else {
                asked.with(name, of)
            };
            Tally {
                narrow: Link::new(value(cases, all, name, of), next.address(base)),
                count: words::number(usize::try_from(*count).unwrap_or(usize::MAX)),
                chosen,
            }
        })
        .collect();
    let more = views.split_off(FACETS.min(views.len()));
    Group {
        label: kind(name),
        counts: views,
        more,
        left: match counts.len().saturating_sub(MOST) {
            0 => String::new(),
            left => format!("and {left} more"),
        },
    }
}

pub(super) fn bars(answer: &Answer, asked: &Asked, base: &str) -> Dates {
    let chosen: Option<Stretch> = asked.one("in").parse().ok();
    let most = answer.bars.iter().map(|b| b.count).max().unwrap_or(0).max(1);
    let views = answer.bars.iter().map(|bar| {
        let height = (bar.count * 100).div_ceil(most);
        BarView {
            label: match bar.stretch {
                Stretch::Year(year) => year.to_string(),
                Stretch::Month(first) => first.format("%b").to_string(),
                Stretch::Day(day) => day.format("%-d").to_string(),
            },
            words: in_words(bar.stretch),
            count: words::number(usize::try_from(bar.count).unwrap_or(usize::MAX)),
            address: if bar.count == 0 {
                String::new()
            } else {
                asked.set("in", &bar.stretch.to_string()).address(base)
            },
            height,
            above: 100 - height.min(100),
            current: chosen == Some(bar.stretch),
        }
    });
    let bars: Vec<BarView> = views.collect();
    Dates {
        caption: caption(answer),
        wider: wider(chosen, asked, base),
        bars,
    }
}

fn caption(answer: &Answer) -> String {
    let of = match answer.bars.first().map(|b| b.stretch) {
        Some(Stretch::Year(_)) => "by year".to_owned(),
        Some(Stretch::Month(first)) => format!("by month of {}", first.format("%Y")),
        Some(Stretch::Day(day)) => format!("by day of {}", day.format("%B %Y")),
        None => return String::new(),
    };
    format!("Entries found {of}")
}

/// The ways back to wider stretches.
fn wider(chosen: Option<Stretch>, asked: &Asked, base: &str) -> Vec<Link> {
    let mut out = Vec::new();
    let mut around = chosen.and_then(Stretch::wider);
    while let Some(stretch) = around {
        out.push(Link::new(
            in_words(stretch),
            asked.set("in", &stretch.to_string()).address(base),
        ));
        around = stretch.wider();
    }
    if chosen.is_some() {
        out.push(Link::new("All days", asked.set("in", "").address(base)));
    }
    out.reverse();
    out
}
