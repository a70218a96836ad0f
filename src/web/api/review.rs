//! What the review makes of a case: patterns, lines of enquiry, who knew what, and through which lens it is looked at.

use crate::{
    model::{beside::About, case::AgencyId, finding::Warning, lens::Lens, matter::PatternCard},
    report,
    review::{
        consultation,
        enquiry::{Attached, Enquiry, own_words},
        knowledge::Knowledge as Citing,
        ledger::{Fact, Ledger},
    },
    web::{
        api::{Sent, Trouble, answers, look, reviewed as out, shape},
        asking::{Ask, Missing, Opened, Refusal},
        pages::knowledge,
        through::lens_of,
        words::typed_days,
    },
};

/// Warnings a page.
const PER_PAGE: usize = 25;

pub(super) fn patterns(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let found = |id: &str| matter.counted().filter(|f| f.pattern == id).count();
    let one = |card: &PatternCard| out::Pattern {
        id: card.id.clone(),
        title: card.title.clone(),
        tier: card.tier.clone(),
        version: card.version,
        severity: card.severity.code().to_owned(),
        summary: card.summary.clone(),
        why: card.why.clone(),
        consider: card.consider.clone(),
        ask: card.ask.clone(),
        window: card.window.clone(),
        own_days: matter.own.window(&card.id).map(|w| w.days),
        own: matter.own.holds(&card.id),
        sources: card
            .sources
            .iter()
            .map(|s| out::Source {
                title: s.title.clone(),
                address: s.address.clone(),
                at: s.at.clone(),
                says: s.says.clone(),
                tag: s.tag.clone(),
            })
            .collect(),
        findings: found(&card.id),
    };
    look::sent(out::PatternList {
        patterns: matter.patterns.values().map(one).collect(),
    })
}

pub(super) fn lines(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let enquiry = Enquiry::new(&opened.matter);
    let margin = enquiry.margin();
    let lines = margin.lines.iter().map(|line| {
        let attached = enquiry.attached(line);
        out::Line {
            id: line.id.to_owned(),
            title: line.title.to_owned(),
            question: line.question.to_owned(),
            says: own_words(line).map(|(text, _)| text.to_owned()),
            accepted: enquiry.accepted(&attached).iter().map(|(f, _)| f.id.clone()).collect(),
            evidence: attached.iter().map(evidence).collect(),
        }
    });
    look::sent(out::LineList {
        terms: margin.terms.map(|(text, _)| text.to_owned()),
        lines: lines.collect(),
    })
}

fn evidence(one: &Attached<'_>) -> out::Evidence {
    let (kind, about) = match one.about {
        About::Case => ("case", String::new()),
        About::Entry(id) => ("entry", id.0.clone()),
        About::Finding(id) => ("finding", id.clone()),
        About::Warning(_) => ("warning", one.warning.map_or_else(String::new, |w| w.id.clone())),
        About::Search(asked) => ("search", asked.clone()),
    };
    out::Evidence {
        kind: kind.to_owned(),
        about,
        text: one.text.to_owned(),
        day: one.day,
        gone: one.is_gone,
        who: one.by.who.clone(),
        at: one.by.at.clone(),
    }
}

/// Warnings by day, that findings hold.
pub(super) fn by_day<'a>(opened: &'a Opened, known: &Citing<'_>) -> Vec<&'a Warning> {
    let all = opened.matter.warnings.iter();
    let mut all: Vec<&Warning> = all.filter(|w| !known.findings_of(w).is_empty()).collect();
    all.sort_by_key(|w| (w.date, w.id.len(), w.id.as_str()));
    all
}

pub(super) fn ledger(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let ledger = Ledger::new(matter, &report::telling());
    let all = by_day(&opened, &ledger.cited);
    let (page, pages, skip, take) = look::page(ask, all.len(), PER_PAGE)?;
    let fact = |fact: &Fact<'_>| out::Fact {
        concept: fact.cited.concept.clone(),
        quote: shape::quote(&fact.cited.quote),
        response: fact.is_response,
        held: fact
            .held
            .iter()
            .map(|(agency, known)| out::Holder {
                agency: agency.id.0.clone(),
                since: known.from,
                how: knowledge::how(matter, fact, known),
            })
            .collect(),
    };
    let warnings = all.iter().skip(skip).take(take).map(|w| out::Ledger {
        warning: w.id.clone(),
        date: w.date,
        facts: ledger.facts(w).iter().map(fact).collect(),
    });
    look::sent(out::LedgerList {
        total: all.len(),
        page,
        pages,
        warnings: warnings.collect(),
    })
}

pub(super) fn consultation(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let (known, telling) = (Citing::new(matter), report::telling());
    let all = by_day(&opened, &known);
    let (page, pages, skip, take) = look::page(ask, all.len(), PER_PAGE)?;
    let of = |w: &Warning| {
        let agencies = matter.case.agencies.iter().map(|agency| {
            let cell = consultation::cell(matter, &known, (w, agency), &telling);
            out::Consulted {
                agency: agency.id.0.clone(),
                shows: cell.shows(&telling).iter().map(|s| s.code().to_owned()).collect(),
                held: cell.held.iter().map(|e| e.id.0.clone()).collect(),
                contacts: cell.contacts.iter().map(|c| c.entry.id.0.clone()).collect(),
            }
        });
        agencies.collect()
    };
    let warnings = all.iter().skip(skip).take(take).map(|w| out::Consultation {
        warning: w.id.clone(),
        date: w.date,
        agencies: of(w),
    });
    look::sent(out::ConsultationList {
        total: all.len(),
        page,
        pages,
        warnings: warnings.collect(),
    })
}

/// Through which lens the visitor looks at the case: it tells what is masked, and nothing of what stands behind it.
pub(super) fn lens(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let whole = ask.unmasked.get(&opened.slug)?;
    let whole = whole.ok_or_else(|| Refusal::NotThere(Missing::case()))?;
    let lens = lens_of(&ask.visitor, &opened.slug, &whole.settled);
    look::sent(out::Lens {
        words: lens.in_words(&whole.case),
        masked: !lens.is_clear(),
        agency: lens.agency.map(|a| a.0),
        until: lens.until,
        event_masked: lens.blind.is_some(),
    })
}

/// Sets the lens of the notebook; what is left out is not masked. A mask that a person put on is not lifted by it.
pub(super) fn look_through(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let (agency, until) = (ask.typed("agency"), ask.typed("until"));
    let id = AgencyId(agency.to_owned());
    if !agency.is_empty() && opened.matter.case.agency(&id).is_none() {
        return Err(Trouble::new(
            422,
            "There is no such agency",
            "Send the id of an agency of the case. Nothing was changed.",
        ));
    }
    let day = typed_days(until).map(|(_, last)| last);
    if !until.is_empty() && day.is_none() {
        return Err(Trouble::new(
            422,
            "A day cannot be read",
            "Send `until` as 2018-01-14. Nothing was changed.",
        ));
    }
    let lens = Lens {
        agency: Some(id).filter(|_| !agency.is_empty()),
        until: day,
        blind: None,
    };
    ask.visitor.visits.look_through(ask.visitor.id, &opened.slug, lens);
    let now = ask.case()?;
    look::sent(answers::Kept {
        said: "From now on every answer is of what this lens leaves of the case.".to_owned(),
        numbers: Vec::new(),
        page: now.address("knowledge"),
        changed: Vec::new(),
        seen: now.seen(),
        seen_readings: now.matter.acts.last().map_or(0, |a| a.number),
    })
}
