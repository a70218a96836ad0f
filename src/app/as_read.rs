//! *As read*: how the entries of a case were read, before acts of reviewers were laid over it; kept, so that a case that is judged
//! again reads only what can read otherwise now.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use crate::{
    app::read_before::ReadBefore,
    model::{
        act::Act,
        case::Case,
        entry::{Entry, EntryId},
        matter::Matter,
        mention::Reading,
    },
    rulebook::load::Rulebook,
    text::reading::{CaseReader, Company},
};

/// How a case was read, beside the readings that its matter shows.
#[derive(Debug, Clone, Default)]
pub struct AsRead {
    /// Who was who when it was read.
    company: Company,
    /// Readings on which acts lie, as they were read.
    untouched: BTreeMap<EntryId, Reading>,
}

impl AsRead {
    /// How the entries of this case were read, with `readings` as they are before acts are laid over them.
    pub(super) fn of(company: Company, readings: &[Reading], acts: &[Act]) -> Self {
        let wanted: BTreeSet<&EntryId> = acts.iter().map(|a| &a.entry).collect();
        let all = readings.iter().filter(|r| wanted.contains(&r.entry));
        Self {
            company,
            untouched: all.map(|r| (r.entry.clone(), r.clone())).collect(),
        }
    }

    /// The reading of an entry, without the acts that lie over it.
    fn reading<'a>(&'a self, shown: &'a Reading) -> &'a Reading {
        self.untouched.get(&shown.entry).unwrap_or(shown)
    }
}

/// What is known of how a case was read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// The case as it was judged before, and how it was read then.
    pub(super) before: Option<(&'a Matter, &'a AsRead)>,
    /// The file in which readings are kept between starts; nothing where they are not to be kept.
    pub(super) kept_in: Option<&'a Path>,
}

/// Reads the entries of a case, in their order. What was read `before`, or is kept from another start, is taken over where rules, company
/// and the entry itself are the same, for then it reads the same; `progress` hears of the rest, and of nothing when nothing is read.
pub(super) fn readings(
    (case, entries): (&Case, &[Entry]),
    book: &Rulebook,
    known_of: Known<'_>,
    progress: &mut dyn FnMut(usize),
) -> (Vec<Reading>, Company) {
    let before = known_of.before.filter(|(matter, _)| matter.rules_sha256 == book.sha256);
    if let Some((matter, as_read)) = before
        && matter.case == *case
        && matter.entries == entries
    {
        let all = matter.readings.iter().map(|r| as_read.reading(r).clone());
        return (all.collect(), as_read.company.clone());
    }
    let reader = CaseReader::new(&book.lexicon, case, entries);
    let known = match before {
        Some((matter, as_read)) if as_read.company.reads_as(reader.company()) => known(matter, as_read, entries),
        _ => Vec::new(),
    };
    let kept = known_of
        .kept_in
        .and_then(|path| ReadBefore::of(path, book, (case, entries)));
    if known.is_empty()
        && let Some(all) = kept.as_ref().and_then(|kept| kept.take(entries))
    {
        return (all, reader.into_company());
    }
    let unread: Vec<&Entry> = if known.is_empty() {
        entries.iter().collect()
    } else {
        let all = entries.iter().zip(&known);
        all.filter(|(_, k)| k.is_none()).map(|(e, _)| e).collect()
    };
    let mut read = read(&reader, &unread, progress).into_iter();
    let company = reader.into_company();
    let all: Vec<Reading> = if known.is_empty() {
        read.collect()
    } else {
        let all = known.into_iter().filter_map(|k| k.cloned().or_else(|| read.next()));
        all.collect()
    };
    if let Some(kept) = kept {
        kept.keep(&all);
    }
    (all, company)
}

/// For each entry its reading of before, where it is the same entry still.
fn known<'a>(matter: &'a Matter, as_read: &'a AsRead, entries: &[Entry]) -> Vec<Option<&'a Reading>> {
    let before = matter.entries.iter().zip(&matter.readings);
    let by_id: BTreeMap<&EntryId, (&Entry, &Reading)> = before.map(|(e, r)| (&e.id, (e, r))).collect();
    let same = |entry: &Entry| {
        let (was, reading) = by_id.get(&entry.id)?;
        (*was == entry).then(|| as_read.reading(reading))
    };
    entries.iter().map(same).collect()
}

/// Entries are read by as many threads as the machine has cores; each reading stands at its entry's place, whoever read it.
fn read(reader: &CaseReader<'_>, entries: &[&Entry], progress: &mut dyn FnMut(usize)) -> Vec<Reading> {
    const AT_ONCE: usize = 4_000;
    let threads = std::thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .min(8);
    let mut out = Vec::with_capacity(entries.len());
    for batch in entries.chunks(AT_ONCE) {
        let share = batch.len().div_ceil(threads).max(100);
        let parts: Vec<Vec<Reading>> = std::thread::scope(|scope| {
            let running: Vec<_> = batch
                .chunks(share)
                .map(|part| scope.spawn(move || part.iter().map(|e| reader.read(e)).collect::<Vec<_>>()))
                .collect();
            running
                .into_iter()
                .map(|thread| match thread.join() {
                    Ok(part) => part,
                    Err(panic) => std::panic::resume_unwind(panic),
                })
                .collect()
        });
        out.extend(parts.into_iter().flatten());
        progress(out.len());
    }
    out
}
