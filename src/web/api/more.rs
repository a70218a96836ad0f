//! What *more* can be looked at: names to be settled, what is stated of the case, imports, the evidence of a cell, agreement, activity.

use std::cmp::Reverse;

use crate::{
    anonymise::whole::Place,
    model::{
        arrival::{Arrival, Standing},
        deciding::Deciding,
        finding::Finding,
    },
    report,
    review::{
        agreement::{self, Together},
        consultation,
        knowledge::Knowledge,
    },
    web::{
        api::{
            Sent, Trouble,
            answers::Count,
            further as out,
            look::{page, sent},
            review::by_day,
            shape,
        },
        asking::{Ask, Missing, Refusal},
        pages,
    },
};

/// Names or things done a page, unless another number is asked for.
const PER_PAGE: usize = 100;

pub(super) fn names(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let all = ask.cases.bringing().unknown_names(&opened.slug)?.unwrap_or_default();
    let (page, pages, skip, take) = page(ask, all.len(), PER_PAGE)?;
    let names = all.iter().skip(skip).take(take).map(|n| out::UnknownName {
        name: n.name.clone(),
        forms: n
            .forms
            .iter()
            .map(|(form, count)| Count {
                value: form.clone(),
                count: *count as u64,
            })
            .collect(),
        count: n.count,
        work: n.work.clone(),
        weak: n.is_weak,
        likely: n.likely.as_ref().map(|l| l.person.0.clone()),
        likely_why: n.likely.as_ref().map(|l| l.why.clone()),
        first: n.first.iter().map(shape::quote).collect(),
    });
    sent(out::NameList {
        total: all.len(),
        page,
        pages,
        names: names.collect(),
    })
}

pub(super) fn left(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let levels = ask.unmasked.bringing().levels()?;
    let asked = ask.one("level");
    let level = pages::anonymise::level(ask, &levels).map_or_else(String::new, |l| l.id);
    if !asked.is_empty() && asked != level {
        let all: Vec<&str> = levels.iter().map(|l| l.id.as_str()).collect();
        let told = format!("The levels are {}.", all.join(", "));
        return Err(Trouble::new(400, "There is no such level", &told));
    }
    if opened.matter.case.is_anonymised() {
        return Err(Trouble::new(
            409,
            "This case was anonymised already",
            "Ask for the words left of the case that it was made of.",
        ));
    }
    let why = pages::anonymise_left::why_of(ask.one("why"));
    let look = ask.cases.bringing().look_over(&opened.slug, &level)?;
    let left: Vec<_> = look
        .iter()
        .flat_map(|l| &l.left)
        .filter(|g| why.is_none_or(|why| why == g.why))
        .collect();
    let (page, pages, skip, take) = page(ask, left.len(), PER_PAGE)?;
    let words = left.iter().skip(skip).take(take).map(|g| out::LeftWord {
        word: g.word.clone(),
        written: g.written.clone(),
        why: g.why.code().to_owned(),
        count: g.count,
        entries: g
            .places
            .iter()
            .filter_map(|(place, _)| match place {
                Place::Entry(id, _) | Place::Further(id, _) => Some(id.0.clone()),
                Place::Case | Place::Reviewer => None,
            })
            .collect(),
        around: g.places.iter().map(|(_, around)| around.clone()).collect(),
        near: g.near.as_ref().map(|(name, _)| name.clone()),
        near_whose: g.near.as_ref().map(|(_, whose)| whose.clone()),
    });
    sent(out::LeftList {
        level,
        total: left.len(),
        page,
        pages,
        words: words.collect(),
    })
}

pub(super) fn stated(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let case = &opened.matter.case;
    sent(out::Stated {
        conditions: case
            .conditions
            .iter()
            .map(|c| out::StatedCondition {
                kind: c.kind.clone(),
                from: c.from,
                to: c.to,
                text: c.text.clone(),
            })
            .collect(),
        facts: case
            .facts
            .iter()
            .map(|f| out::StatedFact {
                kind: f.kind.clone(),
                date: f.date,
                value: f.value.clone(),
            })
            .collect(),
    })
}

pub(super) fn imports(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let mut all = ask.cases.bringing().arrivals(&opened.slug)?.unwrap_or_default();
    let number = |a: &Arrival| a.import.as_ref().map(|i| i.number);
    all.sort_by_key(|a| (Reverse(number(a)), a.number));
    let imports = all.chunk_by(|a, b| number(a) == number(b)).filter_map(|files| {
        let import = files.first()?.import.as_ref();
        Some(out::Import {
            number: import.map(|i| i.number),
            at: import.map_or_else(String::new, |i| i.at.clone()),
            who: import.map_or_else(String::new, |i| i.who.clone()),
            files: files.iter().map(file).collect(),
        })
    });
    sent(out::ImportList {
        imports: imports.collect(),
    })
}

fn file(arrival: &Arrival) -> out::ImportedFile {
    let record = &arrival.record;
    let (standing, because) = match &arrival.standing {
        Standing::InForce => ("in-force", String::new()),
        Standing::Replaced { by } => ("replaced", by.clone()),
        Standing::TakenBack { who, why, .. } => ("taken-back", format!("{who}: {why}")),
    };
    out::ImportedFile {
        file: record.file.clone(),
        agency: record.agency.0.clone(),
        sha256: record.sha256.clone(),
        rows: record.rows,
        entries: record.entries,
        problems: record.problems,
        standing: standing.to_owned(),
        because,
        left_out: arrival.left_out.clone(),
    }
}

pub(super) fn cell(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let known = Knowledge::new(matter);
    let all = by_day(&opened, &known);
    let warning = all.iter().find(|w| w.id == ask.part("warning"));
    let warning = warning.ok_or_else(|| Refusal::NotThere(Missing::warning(&opened.slug)))?;
    let Some(agency) = matter.case.agencies.iter().find(|a| a.id.0 == ask.part("agency")) else {
        return Err(Trouble::new(
            404,
            "There is no such agency in this case",
            "The case names its agencies.",
        ));
    };
    let telling = report::telling();
    let cell = consultation::cell(matter, &known, (warning, agency), &telling);
    let groups = pages::evidence_of_cell(&known, (warning, &cell)).into_iter();
    sent(out::Cell {
        warning: warning.id.clone(),
        agency: agency.id.0.clone(),
        shows: cell.shows(&telling).iter().map(|s| s.code().to_owned()).collect(),
        says: report::consultation_lines(matter, &cell),
        from: cell.days.0,
        to: cell.days.1,
        groups: groups
            .map(|(label, quotes)| out::Group {
                label: label.to_owned(),
                quotes: quotes
                    .iter()
                    .map(|c| out::Cited {
                        concept: c.concept.clone(),
                        quote: shape::quote(&c.quote),
                        said: c.assertion.clone(),
                    })
                    .collect(),
            })
            .collect(),
        own: cell.own.iter().map(|e| e.id.0.clone()).collect(),
    })
}

pub(super) fn agreement(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let deciding = Deciding::of_matter(&opened.matter);
    let counted: Vec<&Finding> = opened.matter.counted().collect();
    let of = counted.iter().map(|f| (agreement::of_finding(&deciding, f), *f));
    let of: Vec<(Together, &Finding)> = of.collect();
    let tally = |how: &str, which: Together| out::Tally {
        how: how.to_owned(),
        findings: of.iter().filter(|(t, _)| *t == which).count(),
    };
    let differ = of.iter().filter_map(|(together, finding)| {
        let views = match together {
            Together::Differ => deciding.views(finding),
            Together::Settled => deciding.own_last(finding),
            _ => return None,
        };
        Some(out::Differing {
            finding: finding.id.clone(),
            views: views
                .iter()
                .map(|(who, d)| out::View {
                    who: (*who).to_owned(),
                    verdict: d.verdict.code().to_owned(),
                })
                .collect(),
            settled: *together == Together::Settled,
        })
    });
    let findings = if deciding.is_masked() {
        // Nothing of a masked case is said to be decided by nobody.
        vec![out::Tally {
            how: "not-shown".to_owned(),
            findings: of.len(),
        }]
    } else {
        vec![
            tally("agreed", Together::Agreed),
            tally("differ", Together::Differ),
            tally("settled-together", Together::Settled),
            tally("one-only", Together::OneOnly),
            tally("nobody", Together::Nobody),
        ]
    };
    sent(out::Agreement {
        findings,
        pairs: agreement::pairs(&deciding, &counted)
            .iter()
            .map(|p| out::Pair {
                first: p.first.to_owned(),
                second: p.second.to_owned(),
                both: p.both,
                same: p.same,
                kappa: p.kappa,
            })
            .collect(),
        differ: differ.collect(),
    })
}

pub(super) fn activity(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let changes = ask.cases.changes(&opened.slug)?;
    let all = pages::done_in(&opened, &changes, &ask.visitor.name());
    let (page, pages, skip, take) = page(ask, all.len(), PER_PAGE)?;
    let total = all.len();
    let done = all.into_iter().skip(skip).take(take).map(|row| out::Doing {
        at: row.stamp,
        who: row.who,
        kind: row.kind.to_owned(),
        what: row.what,
        because: row.because,
        number: row.number,
        yours_to_take_back: row.undo > 0 || row.undo_act.is_some(),
        taken_back: row.is_taken_back,
    });
    sent(out::Activity {
        total,
        page,
        pages,
        done: done.collect(),
    })
}
