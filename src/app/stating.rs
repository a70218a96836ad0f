//! *Stating*: what a case says of its agencies, when a case file says some of it and loose imports the rest.
//!
//! A case file states its own agencies anew each time: what it names, what it changed, and what it takes away hold. What only
//! loose imports brought stays: agencies, files, the meaning of columns, and days where the case file does not state others
//! than before. What loose imports brought is whatever the case holds and its last `case.toml` did not state. Both are put
//! together inside the transaction that writes them, by what the case holds then.

use std::collections::BTreeMap;

use crate::{
    import::{self, Unread},
    model::{
        arrival::Import,
        case::{Agency, AgencyId, Case},
        columns::{Field, plain},
        problem::Problem,
        record::{Bundle, Supplied},
    },
    store::{CaseFile, Held, NotRead, StoreError, Stored},
};

type Columns = BTreeMap<String, Field>;

/// What the case states from now on, when a case folder (or a file that is a case of its own) comes again.
pub(super) fn anew(bundle: &Bundle, held: &Held) -> Case {
    let before = import::stated(&held.case_toml);
    let stated = import::stated(&bundle.case_toml);
    let mut case = bundle.case.clone();
    for agency in &mut case.agencies {
        if let Some(known) = held.case.agency(&agency.id) {
            let id = &agency.id;
            let was = before.as_ref().and_then(|c| c.agency(id));
            let is = stated.as_ref().and_then(|c| c.agency(id)).cloned();
            keep_loose(agency, known, (was, &is.unwrap_or_else(|| agency.clone())), held);
        }
    }
    for known in &held.case.agencies {
        if case.agency(&known.id).is_none() && stays(known, before.as_ref(), held) {
            case.agencies.push(known.clone());
        }
    }
    case
}

/// An agency that the case file does not name stays if it never did, or if entries of it are in the case.
fn stays(known: &Agency, before: Option<&Case>, held: &Held) -> bool {
    before.is_none_or(|c| c.agency(&known.id).is_none()) || held.records.iter().any(|(id, _)| *id == known.id)
}

/// Adds to an agency, as the case folder was read, what loose imports brought. `was` is what the case file stated before, `is`
/// what it states now.
fn keep_loose(agency: &mut Agency, known: &Agency, (was, is): (Option<&Agency>, &Agency), held: &Held) {
    let is_loose = |file: &&String| {
        !is.files.contains(file)
            && was.is_none_or(|w| !w.files.contains(file))
            && held.records.contains(&(known.id.clone(), (*file).clone()))
    };
    let files: Vec<String> = known.files.iter().filter(is_loose).cloned().collect();
    let is_unread = agency.involved && !is.involved;
    agency.files.extend(files.iter().cloned());
    agency.involved = is_unread || is.involved && agency.files.is_empty();
    agency.columns = columns(&is.columns, known, was);
    let days = |a: &Agency| (a.supplied_from, a.supplied_to);
    let states_no_others = match was {
        Some(was) => days(was) == days(is),
        None => days(is) == (None, None),
    };
    let was_withdrawn = days(agency) != days(is);
    let said_loosely = known.supplied_from.is_some() && was.is_none_or(|w| days(w) != days(known));
    if said_loosely && states_no_others && !was_withdrawn {
        (agency.supplied_from, agency.supplied_to) = days(known);
    }
    unread_among(&files, &agency.id, held).withdraw(agency);
}

/// What columns mean: as the case file states it, and beside it what was said loosely of headings of which it states nothing new.
fn columns(is: &Columns, known: &Agency, was: Option<&Agency>) -> Columns {
    let mut out = is.clone();
    for (heading, field) in &known.columns {
        let word = plain(heading);
        let of = |all: &Columns| all.iter().find(|(h, _)| plain(h) == word).map(|(_, f)| *f);
        let stated_before = was.and_then(|w| of(&w.columns));
        if stated_before != Some(*field) && of(is) == stated_before {
            choose(&mut out, heading, *field);
        }
    }
    out
}

/// A heading means one thing, however it is written.
fn choose(columns: &mut Columns, heading: &str, field: Field) {
    columns.retain(|h, _| plain(h) != plain(heading));
    columns.insert(heading.to_owned(), field);
}

fn unread_among(files: &[String], agency: &AgencyId, held: &Held) -> Unread {
    let mut out = Unread::default();
    for one in &held.unread {
        if one.agency == *agency && files.contains(&one.file) {
            if one.is_whole {
                out.whole(&one.file);
            } else {
                out.in_part(&one.file);
            }
        }
    }
    out
}

/// What columns mean while the files of a case folder are read: those said loosely hold for it too.
pub(super) fn lay_columns(case: &mut Case, held: &Held) {
    let before = import::stated(&held.case_toml);
    for agency in &mut case.agencies {
        if let Some(known) = held.case.agency(&agency.id) {
            let was = before.as_ref().and_then(|c| c.agency(&agency.id));
            agency.columns = columns(&agency.columns, known, was);
        }
    }
}

/// What the case states from now on, when loose files of one agency come. `stated` is what this import says of the agency and no
/// more: its files, days, columns. A problem tells where the days that its records cover are not known any more.
pub(super) fn loose(held: &Held, stated: &Agency) -> (Case, Option<Problem>) {
    let mut case = held.case.clone();
    if case.agency(&stated.id).is_none() {
        case.agencies.push(stated.clone());
    }
    let mut problem = None;
    for agency in case.agencies.iter_mut().filter(|a| a.id == stated.id) {
        for file in &stated.files {
            if !agency.files.contains(file) {
                agency.files.push(file.clone());
            }
        }
        for (heading, field) in &stated.columns {
            choose(&mut agency.columns, heading, *field);
        }
        if stated.supplied_from.is_some() {
            (agency.supplied_from, agency.supplied_to) = (stated.supplied_from, stated.supplied_to);
        }
        agency.involved = agency.involved && agency.files.is_empty();
        let unread = unread_among(&agency.files.clone(), &agency.id, held);
        problem = unread.withdraw(agency).map(|(what, next)| Problem {
            file: unread.first().unwrap_or_default().to_owned(),
            part: String::new(),
            row: 0,
            lost_row: false,
            raw: String::new(),
            what,
            next: format!("{next}; when it can be read, import it again and state the days with --supplied"),
            answer: None,
        });
    }
    (case, problem)
}

/// What the case states from now on, when files of an agency are taken back. `brought` is the import that brought them, for each; the days
/// that the agency's records cover are those stated before it, unless others were stated since: those may rest on the files. An
/// agency that only this import brought goes with it.
pub(super) fn without(held: &Held, brought: &[(AgencyId, Option<Import>)]) -> Case {
    let mut case = held.case.clone();
    let in_case_file = import::stated(&held.case_toml);
    case.agencies.retain_mut(|agency| {
        let mut imports = brought
            .iter()
            .filter(|(id, _)| *id == agency.id)
            .map(|(_, i)| i.as_ref());
        let Some(first) = imports.next() else {
            return true;
        };
        let one = first.filter(|i| imports.all(|other| other.is_some_and(|o| o.number == i.number)));
        let left = |file: &String| held.records.contains(&(agency.id.clone(), file.clone()));
        agency.files.retain(left);
        let own = held.records.iter().filter(|(id, _)| *id == agency.id);
        for (_, file) in own {
            if !agency.files.contains(file) {
                agency.files.push(file.clone());
            }
        }
        let before = one.and_then(|i| i.before.as_ref());
        let is_known = before.is_some() || in_case_file.as_ref().is_some_and(|c| c.agency(&agency.id).is_some());
        if agency.files.is_empty() && one.is_some() && !is_known {
            return false;
        }
        restore(agency, before, one.and_then(|i| i.after.as_ref()));
        unread_among(&agency.files.clone(), &agency.id, held).withdraw(agency);
        true
    });
    case
}

/// What is stated of an agency, as it was before an import, where nothing was stated since.
fn restore(agency: &mut Agency, before: Option<&Agency>, after: Option<&Agency>) {
    let days = |a: &Agency| (a.supplied_from, a.supplied_to, a.holes.clone());
    let is_as_after = after.is_some_and(|a| days(a) == days(agency));
    let kept = before.filter(|_| is_as_after && !agency.files.is_empty()).map(days);
    (agency.supplied_from, agency.supplied_to, agency.holes) = kept.unwrap_or_default();
    if let Some(before) = before {
        if after.is_some_and(|a| a.columns == agency.columns) {
            agency.columns.clone_from(&before.columns);
        }
        agency.involved = before.involved && agency.files.is_empty() || agency.involved;
    }
}

/// A case file's content, and what bears on what its case states, as they are now.
pub(super) fn held(file: &std::path::Path) -> Result<(Stored, Held), StoreError> {
    let file = CaseFile::open(file)?;
    Ok((file.load()?, file.held()?))
}

/// Refs that stay taken when files come in: those of the records that give way to them are free again.
pub(super) fn stay_taken(stored: &Stored, gives_way: &dyn Fn(&AgencyId, &String) -> bool) -> import::Taken {
    let stay = stored.entries.iter().filter(|e| !gives_way(&e.agency, &e.origin.file));
    stay.map(|e| (e.id.clone(), e.origin.clone())).collect()
}

/// Where a file that comes in could not be read, or a part of it, that bears on the days that its agency's records cover.
pub(super) fn note_unread(held: &mut Held, (agency, name): (&AgencyId, &str), file: &Supplied) {
    if file.record.is_unread() || file.has_unread_part() {
        held.unread.push(NotRead {
            agency: agency.clone(),
            file: name.to_owned(),
            is_whole: file.record.is_unread(),
        });
    }
}
