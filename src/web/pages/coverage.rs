//! For which days each agency's records were supplied: what holds, what the agency states, what its entries show, and the form that confirms it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{
        case::Hole,
        matter::NOT_SHOWN,
        settled::{Settled, Settlement, standing},
    },
    review::coverage::{self, Cover},
    web::{
        asking::{Ask, Opened, Refusal, Reply},
        records::{self, Step},
        words::{self, AgencyMark},
    },
};

#[derive(Serialize)]
struct Body {
    steps: Vec<Step>,
    action: String,
    import: String,
    agencies: Vec<Card>,
    seen: u64,
}

/// One agency.
#[derive(Serialize)]
struct Card {
    id: String,
    form: String,
    mark: AgencyMark,
    holds: String,
    by: String,
    holes: Vec<String>,
    entries: String,
    stated: Vec<String>,
    has_records: bool,
    from: String,
    to: String,
    spans: Vec<Span>,
    other: String,
    because: String,
    button: &'static str,
    open: bool,
}

/// A span that may be missing.
#[derive(Serialize)]
struct Span {
    value: String,
    words: String,
    chosen: bool,
}

/// Shows them.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let body = Body {
        steps: records::steps(&opened, "coverage"),
        action: opened.address("coverage"),
        import: opened.address("import"),
        agencies: coverage::propose(&opened.matter)
            .iter()
            .enumerate()
            .map(|(at, c)| card(ask, &opened, (at, c)))
            .collect(),
        seen: opened.seen(),
    };
    Ok(opened.page("Days supplied", body))
}

fn card(ask: &Ask, opened: &Opened, (at, cover): (usize, &Cover)) -> Card {
    let case = &opened.matter.case;
    let form = format!("a{at}-");
    let is_sent = ask.typed("form") == form;
    let typed = |name: &str, otherwise: String| if is_sent { ask.typed(name).to_owned() } else { otherwise };
    let has_records = case.agency(&cover.agency).is_some_and(|a| !a.files.is_empty());
    let days = cover.holds.or_else(|| cover.proposed());
    // Under a mask the last day that holds is only that up to which one sees.
    let review_to = case.review_to;
    let is_cut = opened.matter.end_is_masked && cover.holds.is_some_and(|(_, to)| to >= review_to);
    let chosen: Vec<&str> = ask
        .form
        .fields
        .iter()
        .filter(|(n, _)| n == "hole")
        .map(|(_, v)| v.as_str())
        .collect();
    Card {
        id: cover.agency.0.clone(),
        mark: words::agency(case, &cover.agency),
        holds: cover.holds.map_or_else(String::new, |(from, to)| {
            if is_cut {
                opened.matter.days_in_words(from, to)
            } else {
                words::days(from, to)
            }
        }),
        by: if opened.matter.end_is_masked && cover.holds.is_some() {
            format!("who stated or confirmed them is {NOT_SHOWN}")
        } else {
            confirmed(&opened.matter.settled, cover)
        },
        holes: cover.holes.iter().map(hole).collect(),
        entries: entries(cover),
        stated: stated(cover),
        has_records,
        from: typed("from", days.map_or_else(String::new, |(from, _)| words::day(from))),
        to: typed(
            "to",
            days.filter(|_| !is_cut)
                .map_or_else(String::new, |(_, to)| words::day(to)),
        ),
        spans: spans(cover)
            .map(|(h, holds)| {
                let value = format!("{}..{}", h.from, h.to);
                Span {
                    words: hole(h),
                    chosen: if is_sent {
                        chosen.contains(&value.as_str())
                    } else {
                        holds
                    },
                    value,
                }
            })
            .collect(),
        other: typed("other", String::new()),
        because: typed("because", String::new()),
        button: if cover.holds.is_some() {
            "Change the days"
        } else {
            "Confirm the days"
        },
        open: is_sent || (has_records && cover.holds.is_none()),
        form,
    }
}

/// Spans that hold and such as are proposed.
pub(crate) fn spans(cover: &Cover) -> impl Iterator<Item = (&Hole, bool)> {
    let proposed = cover.proposed_holes.iter();
    let proposed = proposed.filter(|p| !cover.holes.iter().any(|h| h.from == p.from && h.to == p.to));
    cover
        .holes
        .iter()
        .map(|h| (h, true))
        .chain(proposed.map(|h| (h, false)))
}

fn hole(hole: &Hole) -> String {
    let why = hole.why.as_ref().map_or_else(String::new, |w| format!(": {w}"));
    format!("{}{why}", words::days(hole.from, hole.to))
}

/// Who says that these days hold.
fn confirmed(settled: &[Settled], cover: &Cover) -> String {
    if cover.holds.is_none() {
        return String::new();
    }
    let mut all = standing(settled).into_iter().rev();
    let last = all.find(|s| matches!(&s.what, Settlement::Coverage { agency, .. } if *agency == cover.agency));
    match last.filter(|_| cover.is_confirmed) {
        Some(by) => format!("confirmed by {}, {}: {}", by.who, words::logged(&by.at), by.because),
        None => "as stated with the records".to_owned(),
    }
}

fn entries(cover: &Cover) -> String {
    let outside = match (cover.holds, cover.outside) {
        (None, _) | (_, 0) => String::new(),
        (_, n) => format!(", {} of them outside the days that hold", words::number(n)),
    };
    match cover.entries {
        Some((from, to)) => format!(
            "{} of known days from {} to {}{outside}",
            words::count(cover.count, "entry", "entries"),
            words::day(from),
            words::day(to)
        ),
        None if cover.count > 0 => format!("{}, none of a known day", words::count(cover.count, "entry", "entries")),
        None => "none".to_owned(),
    }
}

/// What the agency answered in the blank chronology, and what stretches no days.
fn stated(cover: &Cover) -> Vec<String> {
    let stated = &cover.stated;
    let mut out = Vec::new();
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "no day that could be read".to_owned(), words::day);
    if stated.from.is_some() || stated.to.is_some() {
        let differs = if stated.differs {
            " (its files answer differently; these are the days that all of them state)"
        } else {
            ""
        };
        out.push(format!(
            "The agency states that it searched from {} to {}{differs}.",
            day(stated.from),
            day(stated.to)
        ));
    }
    for span in &stated.no_contact {
        let but = match span.entries {
            0 => String::new(),
            n => format!(
                " But {} of its own lie in that time.",
                words::count(n, "entry", "entries")
            ),
        };
        out.push(format!(
            "The agency states that there was no contact in {} (“{}”): this is no span that is missing.{but}",
            words::days(span.from, span.to),
            span.words
        ));
    }
    for words in &stated.not_searched {
        out.push(format!("The agency states records that exist and were not searched: “{words}”. What the days cover does not hold for them."));
    }
    for words in &stated.unread {
        out.push(format!(
            "The agency states, and no day could be read for certain: “{words}”."
        ));
    }
    if cover.after > 0 {
        out.push(format!(
            "{} after the time under review, or messages after the event, stretch no days.",
            words::count(cover.after, "entry", "entries")
        ));
    }
    out
}
