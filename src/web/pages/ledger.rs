//! The knowledge ledger: warning by warning, what each agency held, since when, and by which entry.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{case::Agency, finding::Warning, mention::Who},
    report,
    review::ledger::{Fact, Ledger},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        evidence::QuoteView,
        pages::knowledge::{Nothing, Shown, fault_of, nothing, shown, since},
        paging::{self, Long, Paging},
        records::Choice,
        words::{self, AgencyMark},
    },
};

/// Warnings on one page.
const PER_PAGE: usize = 10;

#[derive(Serialize)]
struct Body {
    address: String,
    agencies: Vec<Choice>,
    people: Vec<Choice>,
    agency: String,
    person: String,
    by: String,
    fault: String,
    warnings: Vec<View>,
    paging: Paging,
    /// Where all stand on one page, to be printed; empty where they do.
    whole: String,
    report: String,
}

#[derive(Serialize)]
struct View {
    warning: Link,
    id: String,
    date: String,
    rows: Vec<Row>,
    not_shown: Vec<NotShown>,
}

/// One thing that a warning rests on, or a response to it.
#[derive(Serialize)]
struct Row {
    /// Its place on the page.
    anchor: String,
    quote: QuoteView,
    is_response: bool,
    holders: Vec<Holder>,
}

/// An agency that held it.
#[derive(Serialize)]
struct Holder {
    agency: AgencyMark,
    since: String,
    how: Shown,
}

/// Agencies to which the program ties nothing, with what stands in their records.
#[derive(Serialize)]
struct NotShown {
    agencies: Vec<AgencyMark>,
    nothing: Nothing,
}

/// What was asked.
struct Asked<'a> {
    agency: &'a str,
    person: &'a str,
    by: Option<chrono::NaiveDate>,
    /// The address of this page: the way back from entries.
    here: String,
}

/// Shows the ledger.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let address = opened.address("knowledge/ledger");
    let pairs = [
        ("agency", ask.one("agency")),
        ("person", ask.one("person")),
        ("by", ask.one("by")),
        ("all", ask.one("all")),
    ];
    let page = ("page", ask.one("page"));
    let asked = Asked {
        here: addresses::with_query(&address, &[pairs.as_slice(), &[page]].concat()),
        agency: ask.one("agency"),
        person: ask.one("person"),
        by: words::typed_days(ask.one("by")).map(|(_, last)| last),
    };
    let ledger = Ledger::new(matter, &report::telling());
    let mut all: Vec<&Warning> = matter.standing_warnings();
    all.sort_by_key(|w| (w.date, w.id.len(), w.id.as_str()));
    let views: Vec<(&Warning, Vec<Fact<'_>>)> = all
        .into_iter()
        .map(|w| (w, facts(&opened, &ledger, w, &asked)))
        .filter(|(_, facts)| !facts.is_empty())
        .collect();
    let long = Long {
        total: views.len(),
        per_page: paging::per_page(ask.one("all"), PER_PAGE),
        called: ("warning", "warnings"),
    };
    let paging = Paging::of(&long, page.1, &address, &pairs);
    let whole = Paging::whole(&paging, &address, &pairs);
    let shown = paging
        .part(&views)
        .iter()
        .map(|(w, facts)| view(&opened, &ledger, (w, facts), &asked));
    let body = Body {
        warnings: shown.collect(),
        paging,
        whole,
        address,
        agencies: choices(
            "All agencies",
            matter.case.agencies.iter().map(|a| (a.id.0.clone(), a.name.clone())),
        ),
        people: choices(
            "Everybody",
            matter
                .case
                .people
                .iter()
                .map(|p| (p.id.0.clone(), words::person(&matter.case, &p.id))),
        ),
        agency: asked.agency.to_owned(),
        person: asked.person.to_owned(),
        by: ask.one("by").to_owned(),
        fault: fault_of(ask.one("by")),
        report: opened.address("report/knowledge.csv"),
    };
    let above = vec![Link::new("Who knew what", opened.address("knowledge"))];
    Ok(opened.page_under("Knowledge ledger", above, body))
}

fn choices(all: &str, others: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
    let others = others.map(|(code, label)| Choice::new(code, label));
    [Choice::new("", all)].into_iter().chain(others).collect()
}

/// What a warning rests on, as far as it was asked for.
fn facts<'a>(opened: &'a Opened, ledger: &Ledger<'a>, warning: &Warning, asked: &Asked<'_>) -> Vec<Fact<'a>> {
    let mut facts = ledger.facts(warning);
    if !asked.person.is_empty() {
        let reading = |f: &Fact<'_>| {
            let place = ledger.cited.place(&f.entry.id)?;
            opened.matter.readings.get(place)
        };
        facts.retain(|f| {
            reading(f).is_some_and(|r| {
                r.people
                    .iter()
                    .any(|p| matches!(&p.who, Who::Person(id) if id.0 == asked.person))
            })
        });
    }
    facts
}

fn view(opened: &Opened, ledger: &Ledger<'_>, (warning, facts): (&Warning, &[Fact<'_>]), asked: &Asked<'_>) -> View {
    let case = &opened.matter.case;
    let is_asked = |id: &str| asked.agency.is_empty() || asked.agency == id;
    let in_time = |day| asked.by.is_none_or(|by| day <= by);
    let mut before = BTreeSet::new();
    let rows = (1..).zip(facts).filter_map(|(n, fact)| {
        let held = fact.held.iter();
        let held: Vec<_> = held
            .filter(|(agency, known)| is_asked(&agency.id.0) && in_time(known.from))
            .collect();
        let anchor = format!("{}-{n}", warning.id);
        let back = format!("{}#{anchor}", asked.here);
        (!held.is_empty()).then(|| {
            let mut quote = QuoteView::of(opened, fact.cited);
            quote.in_place(opened, &back, &mut before);
            let holders = held.into_iter().map(|(agency, known)| Holder {
                agency: words::agency(case, &agency.id),
                since: since(&opened.matter, fact, known),
                how: shown(opened, (fact, known), (&back, &mut before)),
            });
            Row {
                holders: holders.collect(),
                is_response: fact.is_response,
                anchor,
                quote,
            }
        })
    });
    let rows: Vec<Row> = rows.collect();
    let holds = |id: &crate::model::case::AgencyId| {
        let mut all = facts.iter().flat_map(|f| &f.held);
        all.any(|(a, k)| a.id == *id && in_time(k.from))
    };
    View {
        warning: Link::new(
            format!("{}: {}", warning.id, warning.title),
            opened.warning(&warning.id),
        ),
        id: warning.id.clone(),
        date: words::warning_day(&ledger.cited, warning),
        not_shown: grouped(
            (opened, ledger),
            case.agencies.iter().filter(|a| is_asked(&a.id.0) && !holds(&a.id)),
            (warning, asked),
        ),
        rows,
    }
}

/// Agencies to which the program ties nothing, together where the same is told of them.
fn grouped<'a>(
    (opened, ledger): (&Opened, &Ledger<'_>),
    agencies: impl Iterator<Item = &'a Agency>,
    (warning, asked): (&Warning, &Asked<'_>),
) -> Vec<NotShown> {
    let back = format!("{}#{}", asked.here, warning.id);
    let mut out: Vec<NotShown> = Vec::new();
    for agency in agencies {
        let mark = words::agency(&opened.matter.case, &agency.id);
        let told = nothing(opened, &ledger.untied(warning, agency, asked.by), &back);
        let same = |n: &&mut NotShown| n.nothing.words == told.words && n.nothing.is_bare() && told.is_bare();
        match out.iter_mut().find(same) {
            Some(same) => same.agencies.push(mark),
            None => out.push(NotShown {
                agencies: vec![mark],
                nothing: told,
            }),
        }
    }
    out
}
