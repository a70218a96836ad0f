//! *Taking back*: an import that was wrong leaves the case again (a wrong agency, a wrong case, a wrong file), whole or one file of it.
//!
//! Nothing is destroyed: bytes, entries, problems and decisions are kept with who, when and why, and the same file imported again brings
//! them back. What leaves is looked at first: a `Taking` says what would vanish and what people decided on it.

use std::{cell::RefCell, collections::BTreeSet};

use anyhow::{anyhow, bail};

use crate::{
    app::{
        clock,
        matters::Matters,
        placing,
        pointing::{self, Meant, which},
        settling::{self, Signed},
        stating,
    },
    model::{
        act::Deed,
        arrival::{Arrival, Import, Standing},
        case::{AgencyId, Case},
        deciding::Deciding,
        entry::EntryId,
        history::Revision,
        matter::Matter,
        problem::Problem,
        settled::{Settled, Settlement, standing},
    },
    review::settled_words,
    store::{CaseFile, Held, Leaving, Withdrawal, is_within},
};

/// What is to be taken back.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Name or title of the case.
    pub case: String,
    /// Number of an import, name of a file, or name of a file with that of one inside it behind a slash.
    pub what: String,
    /// Whose the file is, where several agencies have one of this name: id or name.
    pub agency: Option<String>,
}

/// What is to be taken back is not in force any more; in words, why, and where it is known when and by whom.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Gone(pub(super) String);

/// A file that would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaves {
    /// What would become of its entries, and the record that would stand in its place.
    pub revision: Revision,
    /// Its problems and remarks, which leave too.
    pub problems: Vec<Problem>,
}

/// Something that people decided and that stands on what would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rests {
    /// What, in words.
    pub words: String,
    /// True where it is taken back too and has to be settled anew; else it is kept, and holds again when the file comes again.
    pub falls: bool,
}

/// What taking back would do. Nothing is stored yet.
#[derive(Debug, Clone)]
pub struct Taking {
    /// The case's slug.
    pub slug: String,
    /// Files that would leave.
    pub leaves: Vec<Leaves>,
    /// What stands on them.
    pub rests: Vec<Rests>,
    /// What would be stated otherwise of agencies, and files of the import that do not leave, in words.
    pub notes: Vec<String>,
    leaving: Vec<Leaving>,
    brought: Vec<(AgencyId, Option<Import>)>,
    entries: Vec<EntryId>,
    undo: Vec<u64>,
    words: String,
}

/// All records of a case and how they came, with the case's slug.
pub fn files(matters: &Matters, case: &str) -> anyhow::Result<(String, Vec<Arrival>)> {
    let (slug, file) = open(matters, case)?;
    Ok((slug, file.arrivals()?))
}

fn open(matters: &Matters, case: &str) -> anyhow::Result<(String, CaseFile)> {
    let Some(slug) = placing::known(matters.home(), case)? else {
        bail!("{case}: there is no such case in {}", matters.home().cases().display());
    };
    let file = CaseFile::open(&matters.home().case_file(&slug))?;
    Ok((slug, file))
}

/// Looks at what taking back would do.
pub fn look(matters: &Matters, request: &Request) -> anyhow::Result<Taking> {
    let (slug, mut file) = open(matters, &request.case)?;
    let matter = matters
        .get(&slug)?
        .ok_or_else(|| anyhow!("{slug}: there is no such case"))?;
    let arrivals = file.arrivals()?;
    let (meant, mut notes) = pointing::meant(&placing::case_now(&file)?, &arrivals, request)?;
    let leaving: Vec<Leaving> = meant
        .iter()
        .map(|(arrival, place)| Leaving {
            record: arrival.number,
            place: place.clone(),
        })
        .collect();
    let brought: Vec<(AgencyId, Option<Import>)> = meant
        .iter()
        .map(|(a, _)| (a.record.agency.clone(), a.import.clone()))
        .collect();
    let stated = RefCell::new(None);
    let tried = Withdrawal {
        at: "",
        who: "",
        why: "",
        words: "",
        leaving: &leaving,
        rests: &[],
        undo: &[],
    };
    let rehearsed = file.rehearse_withdrawal(&tried, &|held| {
        let case = stating::without(held, &brought);
        *stated.borrow_mut() = Some((held.clone(), case.clone()));
        case
    })?;
    let Some(revisions) = rehearsed else {
        return Err(gone(&file, &leaving)?.into());
    };
    let mut leaves = Vec::new();
    for (revision, one) in revisions.into_iter().zip(&leaving) {
        let mut problems = file.problems_of(one.record)?;
        problems.retain(|p| one.place.is_empty() || is_within(&p.part, &one.place));
        leaves.push(Leaves { revision, problems });
    }
    let touched: BTreeSet<&EntryId> = leaves.iter().flat_map(|l| l.revision.changes.touched()).collect();
    let (mut rests, entries) = resting(&matter, &touched);
    let mut undo = Vec::new();
    if let Some((held, case)) = stated.into_inner() {
        undo = days_settled(&matter, &case, &brought, &mut rests);
        notes.extend(stated_otherwise(&held, &case));
    }
    let words = in_words(&matter.case, &meant, &leaves);
    Ok(Taking {
        slug,
        leaves,
        rests,
        notes,
        leaving,
        brought,
        entries,
        undo,
        words,
    })
}

/// Takes it back. The case is judged anew when it is opened next.
pub fn take_back(matters: &Matters, taking: &Taking, signed: &Signed) -> anyhow::Result<Vec<Revision>> {
    if signed.who.trim().is_empty() || signed.because.trim().is_empty() {
        bail!("say who takes it back and why, with --who NAME --because TEXT; both are kept");
    }
    let undo: Vec<Settled> = taking
        .undo
        .iter()
        .map(|number| settling::settled(Settlement::Undo(*number), signed))
        .collect::<anyhow::Result<_>>()?;
    let mut file = CaseFile::open(&matters.home().case_file(&taking.slug))?;
    // Between the look and this another person may have taken the same back, or replaced it.
    let arrivals = file.arrivals()?;
    let is_there = |one: &Leaving| {
        let mut found = arrivals.iter().filter(|a| a.number == one.record);
        found.any(|a| a.standing == Standing::InForce && !a.left_out.iter().any(|p| is_within(&one.place, p)))
    };
    if !taking.leaving.iter().all(is_there) {
        return Err(gone(&file, &taking.leaving)?.into());
    }
    let at = clock::now();
    let withdrawal = Withdrawal {
        at: &at,
        who: &signed.who,
        why: &signed.because,
        words: &format!("{}; {}", taking.words, signed.because),
        leaving: &taking.leaving,
        rests: &taking.entries,
        undo: &undo,
    };
    match file.withdraw(&withdrawal, &|held| stating::without(held, &taking.brought))? {
        Some(revisions) => Ok(revisions),
        None => Err(gone(&file, &taking.leaving)?.into()),
    }
}

/// Somebody else was quicker: why what was to leave is not there any more.
fn gone(file: &CaseFile, leaving: &[Leaving]) -> anyhow::Result<Gone> {
    let arrivals = file.arrivals()?;
    let meant = arrivals.iter().filter(|a| leaving.iter().any(|l| l.record == a.number));
    let why: Vec<String> = meant.filter_map(pointing::why_not).collect();
    Ok(Gone(if why.is_empty() {
        "the case was changed meanwhile; look at it again".to_owned()
    } else {
        why.join(". ")
    }))
}

/// Decisions, acts and links that stand on these entries, in words, and which of the entries they stand on.
fn resting(matter: &Matter, leaving: &BTreeSet<&EntryId>) -> (Vec<Rests>, Vec<EntryId>) {
    let mut out = Vec::new();
    let mut entries: BTreeSet<EntryId> = BTreeSet::new();
    let mut add = |words: String, ids: Vec<&EntryId>| {
        let hit: Vec<EntryId> = ids.into_iter().filter(|id| leaving.contains(id)).cloned().collect();
        if !hit.is_empty() {
            entries.extend(hit);
            out.push(Rests { words, falls: false });
        }
    };
    let deciding = Deciding::of_matter(matter);
    for finding in &matter.findings {
        if let Some(decision) = deciding.holding(finding).map(|d| d.by) {
            let shown = finding.steps.iter().flat_map(|s| &s.shown_by);
            let cited = finding.triggers.iter().chain(shown).map(|c| &c.quote.entry).collect();
            add(settled_words(matter, decision), cited);
        }
    }
    let undone: BTreeSet<u64> = matter
        .acts
        .iter()
        .filter_map(|a| match a.deed {
            Deed::Undo(number) => Some(number),
            _ => None,
        })
        .collect();
    for act in &matter.acts {
        if !undone.contains(&act.number) && !matches!(act.deed, Deed::Undo(_)) {
            let words = format!("act {} of {} on the reading of {}", act.number, act.who, act.entry);
            add(words, vec![&act.entry]);
        }
    }
    for settled in standing(&matter.settled) {
        if let Settlement::NotTheSame { first, second }
        | Settlement::TheSame { first, second }
        | Settlement::Conflict { first, second, .. } = &settled.what
        {
            add(settled_words(matter, settled), vec![first, second]);
        }
    }
    (out, entries.into_iter().collect())
}

fn settled_words(matter: &Matter, settled: &Settled) -> String {
    let what = settled_words::in_words(matter, &settled.what);
    format!("settlement {} of {}: {what}", settled.number, settled.who)
}

/// Days that people confirmed of an agency's records when the files were among them, or of an agency that is left without any: they
/// fall, since they may rest on what leaves. Gives the numbers of these settlements.
fn days_settled(
    matter: &Matter,
    after: &Case,
    brought: &[(AgencyId, Option<Import>)],
    rests: &mut Vec<Rests>,
) -> Vec<u64> {
    let mut out = Vec::new();
    for settled in standing(&matter.settled) {
        let Settlement::Coverage { agency, .. } = &settled.what else {
            continue;
        };
        let is_bare = after.agency(agency).is_none_or(|a| a.files.is_empty());
        let falls = brought.iter().any(|(id, import)| {
            id == agency && (is_bare || import.as_ref().is_none_or(|i| settled.number > i.settled))
        });
        if falls {
            out.push(settled.number);
            let words = settled_words(matter, settled);
            rests.push(Rests { words, falls: true });
        }
    }
    out
}

/// What the case would state otherwise of its agencies.
fn stated_otherwise(held: &Held, after: &Case) -> Vec<String> {
    let mut out = Vec::new();
    for before in &held.case.agencies {
        let name = &before.name;
        let Some(now) = after.agency(&before.id) else {
            out.push(format!("{name} came with this import only, and leaves the case"));
            continue;
        };
        let (was, is) = (
            (before.supplied_from, before.supplied_to),
            (now.supplied_from, now.supplied_to),
        );
        match (was, is) {
            _ if was == is => {}
            (_, (Some(from), Some(to))) => {
                out.push(format!("the days that records of {name} cover are {from} to {to} again, as before"));
            }
            ((Some(from), Some(to)), _) => out.push(format!(
                "the days {from} to {to}, stated of the records of {name}, are not known any more, so that silence tells nothing; state them again when the right records are in (--supplied with an import, or `forewarned coverage confirm`)"
            )),
            _ => {}
        }
    }
    out
}

/// For the log: what was taken back.
fn in_words(case: &Case, meant: &Meant<'_>, leaves: &[Leaves]) -> String {
    let all: Vec<String> = meant
        .iter()
        .zip(leaves)
        .map(|((arrival, place), leaves)| {
            let place = if place.is_empty() {
                String::new()
            } else {
                format!(", {place}")
            };
            let lost = leaves.problems.iter().filter(|p| p.lost_row).count();
            format!(
                "{}{place} {}: {} entries, {lost} problems",
                arrival.record.file,
                which(case, arrival),
                leaves.revision.changes.gone.len()
            )
        })
        .collect();
    format!("taken back: {}", all.join("; "))
}
