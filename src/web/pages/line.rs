//! One line of enquiry: what it asks, what is attached to it in the order of its days, and what the records show.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{
        beside::About,
        deciding::{Deciding, NOT_SHOWN},
        entry::Entry,
        finding::{Finding, FindingKind, Outcome},
        settled::{Settled, Settlement, Verdict},
    },
    review::{
        enquiry::{Attached, Enquiry, own_words},
        margin::Margin,
    },
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        attaching::{self, Attach},
        deeds::lines::back,
        evidence::QuoteView,
        words::{self, AgencyMark, Tag},
    },
};

use super::pattern::{FoundView, Lookup};

/// No more words of an entry are shown here; the entry has a page.
const WORDS: usize = 700;
/// No more quotes of one thing are shown here.
const QUOTES: usize = 4;
/// No more findings are offered.
const OFFERED: usize = 12;

#[derive(Serialize)]
struct Body {
    id: String,
    seen: u64,
    address: String,
    title: String,
    question: String,
    evidence: Vec<EvidenceView>,
    shows: Vec<Shows>,
    own: String,
    own_by: String,
    typed_title: String,
    typed_question: String,
    offered: Vec<Offered>,
    offered_more: String,
    here: String,
    report: String,
}

#[derive(Serialize)]
struct EvidenceView {
    kind: &'static str,
    about: String,
    written: String,
    agency: Option<AgencyMark>,
    page: Option<Link>,
    words: String,
    quotes: Vec<QuoteView>,
    outcomes: Vec<Tag>,
    decision: String,
    text: String,
    by: String,
    gone: bool,
    notes: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Shows {
    found: FoundView,
    says: String,
    decision: String,
}

#[derive(Serialize)]
struct Offered {
    found: FoundView,
    attach: Attach,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let enquiry = Enquiry::new(matter);
    let margin = enquiry.margin();
    let wanted = ask.part("line");
    let Some(line) = margin.lines.iter().find(|l| l.id == wanted) else {
        return Err(Refusal::NotThere(Missing::line(&opened.slug)));
    };
    let attached = enquiry.attached(line);
    let here = addresses::line(&opened.slug, line.id);
    let lookup = Lookup::of(&opened, here.clone());
    let deciding = Deciding::of_matter(matter);
    let shows = enquiry.accepted(&attached).into_iter().map(|(finding, by)| Shows {
        found: lookup.found(finding),
        says: deciding.says(finding),
        decision: because(&deciding, finding, by),
    });
    let own = own_words(line);
    let is_change = ask.typed("form") == "change-";
    let typed = |name: &str, otherwise: &str| {
        if is_change {
            ask.typed(name).to_owned()
        } else {
            otherwise.to_owned()
        }
    };
    let (offered, offered_more) = offered((&opened, &lookup), &margin, (line.title, &attached));
    let body = Body {
        id: line.id.to_owned(),
        seen: opened.seen(),
        address: here.clone(),
        title: line.title.to_owned(),
        question: line.question.to_owned(),
        evidence: (1..)
            .zip(&attached)
            .map(|(n, a)| evidence((&opened, &lookup), (&enquiry, &margin), (a, &format!("{here}#e{n}"))))
            .collect(),
        shows: shows.collect(),
        own: if ask.typed("form") == "own-" {
            ask.typed("text").to_owned()
        } else {
            own.map_or_else(String::new, |(text, _)| text.to_owned())
        },
        own_by: own.map_or_else(String::new, |(_, by)| words::signed(by)),
        typed_title: typed("title", line.title),
        typed_question: typed("question", line.question),
        offered,
        offered_more,
        here,
        report: addresses::with_query(&opened.address("report"), &[("kind", "lines"), ("line", line.id)]),
    };
    let heading = line.title.to_owned();
    Ok(opened.page_under(heading, vec![back(&opened)], body))
}

fn evidence(
    (opened, lookup): (&Opened, &Lookup<'_>),
    (enquiry, margin): (&Enquiry<'_>, &Margin<'_>),
    (a, back): (&Attached<'_>, &str),
) -> EvidenceView {
    let case = &opened.matter.case;
    let mut out = EvidenceView {
        kind: "",
        about: attaching::code(a.about),
        written: String::new(),
        agency: None,
        page: None,
        words: String::new(),
        quotes: Vec::new(),
        outcomes: Vec::new(),
        decision: String::new(),
        text: a.text.to_owned(),
        by: words::signed(a.by),
        gone: a.is_gone,
        notes: margin
            .notes_on(a.about)
            .iter()
            .map(|(text, by)| ((*text).to_owned(), words::signed(by)))
            .collect(),
    };
    let quotes = || {
        let mut shown = BTreeSet::new();
        let all = enquiry.cited(&a.findings).into_iter().take(QUOTES);
        all.map(|c| {
            let mut quote = QuoteView::of(opened, c);
            quote.in_place(opened, back, &mut shown);
            quote
        })
        .collect()
    };
    match a.about {
        About::Entry(id) => {
            out.kind = "Entry";
            out.page = Some(Link::new(id.0.clone(), opened.entry_from(id, back)));
            if let Some(entry) = a.entry {
                out.written = entry.when.shown();
                out.agency = Some(words::agency(case, &entry.agency));
                out.words = shortened(entry);
            }
        }
        About::Finding(id) => {
            out.kind = "Finding";
            out.words = format!("finding {id}");
            if let Some(finding) = a.findings.first() {
                let found = lookup.found(finding);
                out.written = found.date;
                out.agency = Some(found.agency);
                out.page = Some(found.page);
                let deciding = Deciding::of_matter(&opened.matter);
                out.words = format!("{}. {}", deciding.title(finding), deciding.says(finding));
                out.outcomes = vec![words::outcome_of(&deciding, finding)];
                out.decision = decision(opened, &deciding, finding);
                out.quotes = quotes();
            }
        }
        About::Warning(_) => {
            out.kind = "Warning";
            if let Some(warning) = a.warning {
                out.written = words::day(warning.date);
                out.page = Some(Link::new(
                    format!("Warning {}", warning.id),
                    opened.warning(&warning.id),
                ));
                let deciding = Deciding::of_matter(&opened.matter);
                let own = a.findings.iter().filter_map(|f| deciding.told_own_words(f));
                out.words = std::iter::once(warning.title.clone())
                    .chain(own)
                    .collect::<Vec<_>>()
                    .join(". ");
                let weight = deciding.weight(&a.findings, (warning.severity, warning.outcome));
                out.outcomes = { weight.into_iter() }
                    .map(|(_, o)| words::response(&deciding, &a.findings, o))
                    .collect();
                let is_masked = deciding.is_masked();
                let decided = a.findings.iter().filter(|f| deciding.holding(f).is_some()).count();
                out.decision = if is_masked {
                    NOT_SHOWN.to_owned()
                } else {
                    format!(
                        "{decided} of {} decided",
                        words::count(a.findings.len(), "finding", "findings")
                    )
                };
                out.quotes = quotes();
            }
        }
        About::Search(asked) => {
            out.kind = "Search";
            let address = format!("{}?{}", opened.address("search"), asked.trim_start_matches('?'));
            out.page = Some(Link::new("Run it again", address));
            out.words.clone_from(asked);
        }
        About::Case => out.kind = "Note",
    }
    out
}

/// The decision and why; of one whose words stand in the place of the result, whose it is.
fn because(deciding: &Deciding<'_>, finding: &Finding, by: &Settled) -> String {
    let signed = words::signed(by);
    match &by.what {
        Settlement::Decision { verdict, .. } if deciding.own_words(finding).is_some() => {
            format!("{} ({signed})", verdict.words())
        }
        Settlement::Decision { verdict, .. } if *verdict == Verdict::NeedMore => {
            format!("{}: {} ({signed})", verdict.words(), by.because)
        }
        Settlement::Decision { verdict, .. } => format!("{}, because: {} ({signed})", verdict.words(), by.because),
        _ => signed,
    }
}

fn decision(opened: &Opened, deciding: &Deciding<'_>, finding: &Finding) -> String {
    if opened.matter.decisions_are_masked {
        return NOT_SHOWN.to_owned();
    }
    let Some(by) = opened.matter.decision(finding) else {
        return "not decided yet".to_owned();
    };
    because(deciding, finding, by)
}

fn shortened(entry: &Entry) -> String {
    let short: String = entry.text.chars().take(WORDS).collect();
    if short.len() < entry.text.len() {
        format!("{short} […]")
    } else {
        short
    }
}

/// What the program found that belongs to a line of this name and is not attached yet, the gravest first.
fn offered(
    (opened, lookup): (&Opened, &Lookup<'_>),
    margin: &Margin<'_>,
    (title, attached): (&str, &[Attached<'_>]),
) -> (Vec<Offered>, String) {
    let matter = &opened.matter;
    let is_there = |f: &&Finding| !attached.iter().any(|a| a.findings.iter().any(|o| o.id == f.id));
    let is_its = |f: &&Finding| {
        matter
            .patterns
            .get(&f.pattern)
            .is_some_and(|c| c.place.lines.iter().any(|l| l == title))
    };
    let is_open =
        |f: &&Finding| f.kind == FindingKind::Good || (f.kind == FindingKind::Gap && f.outcome != Outcome::Met);
    let mut all: Vec<&Finding> = matter
        .counted()
        .filter(is_its)
        .filter(is_open)
        .filter(is_there)
        .collect();
    all.sort_by_key(|f| (std::cmp::Reverse(f.severity), f.outcome));
    let more = all.len().saturating_sub(OFFERED);
    let list = all.into_iter().take(OFFERED).map(|f| Offered {
        found: lookup.found(f),
        attach: {
            let mut form = Attach::of(opened, margin, &About::Finding(f.id.clone()));
            form.line = margin
                .lines
                .iter()
                .find(|l| l.title == title)
                .map_or_else(String::new, |l| l.id.to_owned());
            form
        },
    });
    let words = if more > 0 {
        format!("{} more stand among the warnings.", words::number(more))
    } else {
        String::new()
    };
    (list.collect(), words)
}
