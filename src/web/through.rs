//! The cases *through* a visitor's lens: the only cases that pages and deeds get to see. Whatever they list, show, search, report or keep
//! is of what the lens leaves, so that no page need think of it and no address leads round it.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::{
    app::{anonymising::Origin, dating::Undated, lensing::Masked, matters::Listing, original::Place},
    model::{
        act::Act,
        beside::Beside,
        case::{Case, is_anonymised},
        entry::EntryId,
        lens::Lens,
        matter::Matter,
        row_date::RowDate,
        settled::{Settled, Settlement, standing},
    },
    report,
    review::lens::{blind_since, is_anybody_blind, own_day},
    rulebook::load::Rulebook,
    search::answer::{Answer, Request},
    web::{
        asking::{Ask, Visitor},
        bringing::Bringing,
        cases::{ActKept, Cases, Changed, Kept},
        covered::{BesideMasked, Covered},
        unfit::Unseen,
        words,
    },
};

/// What a visitor sees of the cases.
pub(crate) struct Through {
    whole: Arc<dyn Cases>,
    visitor: Visitor,
    /// The case that the address names; empty where it names none.
    slug: String,
    /// Which anonymised case was made of which: asked once in a request.
    origins: OnceLock<Vec<Origin>>,
}

impl Through {
    /// These cases, as this visitor sees them who asks for this one.
    pub(crate) fn new(whole: Arc<dyn Cases>, visitor: Visitor, slug: &str) -> Self {
        Self {
            whole,
            visitor,
            slug: slug.to_owned(),
            origins: OnceLock::new(),
        }
    }

    /// The visitor's lens on a case, where something is masked.
    fn lens(&self, slug: &str) -> anyhow::Result<Option<Lens>> {
        let Some(matter) = self.whole.get(slug)? else {
            return Ok(None);
        };
        if matter.case.is_anonymised() {
            self.refuse_covered(slug)?;
        }
        let lens = lens_of(&self.visitor, slug, &matter.settled);
        Ok(Some(lens).filter(|l| !l.is_clear()))
    }

    fn asked_origins(&self) -> anyhow::Result<&[Origin]> {
        if let Some(known) = self.origins.get() {
            return Ok(known);
        }
        let asked = self.whole.origins()?;
        Ok(self.origins.get_or_init(|| asked))
    }

    /// Refuses an anonymised case where part of the case that it was made of is masked: what it shows in other words is the whole.
    fn refuse_covered(&self, slug: &str) -> anyhow::Result<()> {
        for origin in self.asked_origins()?.iter().filter(|o| o.made == slug) {
            let settled = self.whole.settled(&origin.real)?;
            if !lens_of(&self.visitor, &origin.real, &settled).is_clear() {
                let real = origin.real.clone();
                return Err(BesideMasked { real }.into());
            }
        }
        Ok(())
    }
}

/// The lens through which a visitor looks at a case: what was set for the visit, and the mask that a person put on, which the case
/// file keeps. A visitor without a name may be that person, and sees no more before a name is given; another name lifts no mask.
pub(crate) fn lens_of(visitor: &Visitor, slug: &str, settled: &[Settled]) -> Lens {
    let mut lens = visitor.visits.lens(visitor.id, slug);
    let name = visitor.name();
    let is_blind = |who: &String| blind_since(settled, who).is_some();
    let remembered = visitor.visits.blind(visitor.id, slug).filter(is_blind);
    lens.blind = Some(name.clone()).filter(is_blind).or(remembered);
    visitor.visits.set_blind(visitor.id, slug, lens.blind.clone());
    if lens.blind.is_none() && name.is_empty() && is_anybody_blind(settled) {
        lens.blind = Some(name);
    }
    lens
}

/// What a visitor may choose a lens from: the lens as it is now, and the case with nothing masked but the final event, where that is.
pub(crate) fn frame(whole: &dyn Cases, visitor: &Visitor, slug: &str) -> anyhow::Result<Option<(Lens, Arc<Matter>)>> {
    let Some(matter) = whole.get(slug)? else {
        return Ok(None);
    };
    let lens = lens_of(visitor, slug, &matter.settled);
    if lens.blind.is_none() {
        return Ok(Some((lens, matter)));
    }
    let blind = Lens {
        blind: lens.blind.clone(),
        ..Lens::default()
    };
    Ok(whole.get_by(slug, &blind)?.map(|left| (lens, left)))
}

/// Why a lens of this day is not set; nothing where it can be. For whom the final event is masked no day is set after the last of which
/// anything is shown: what a lens of the days between leaves would tell the day of the event to who tries one after another.
pub(crate) fn masked_day(
    whole: &dyn Cases,
    visitor: &Visitor,
    slug: &str,
    day: NaiveDate,
) -> anyhow::Result<Option<String>> {
    let Some((_, left)) = frame(whole, visitor, slug)?.filter(|(lens, _)| lens.blind.is_some()) else {
        return Ok(None);
    };
    let last = left
        .entries
        .iter()
        .zip(&left.readings)
        .map(|(e, r)| own_day(e, r))
        .max();
    if last.is_some_and(|last| day <= last) {
        return Ok(None);
    }
    let what = "The final event and what came after it is masked for you";
    Ok(Some(match last {
        Some(last) => format!(
            "{what}: enter a day up to {}, the last of which anything is shown",
            words::day(last)
        ),
        None => format!("{what}, and no entry is left of which a day could be shown"),
    }))
}

/// Is anything of a case masked for who asks? Then nothing is asked of him or her that only the whole of it can answer.
pub(crate) fn is_masked(ask: &Ask, slug: &str) -> anyhow::Result<bool> {
    let settled = ask.unmasked.settled(slug)?;
    Ok(!lens_of(&ask.visitor, slug, &settled).is_clear())
}

/// Is a case covered for who sees the cases so: made of one of which part is masked? Where nobody can tell it is. `case` is the case, where
/// it has been read; until then nobody knows whether it was made of another.
pub(crate) fn is_covered(seen: &dyn Cases, slug: &str, case: Option<&Case>) -> bool {
    case.is_none_or(Case::is_anonymised) && !matches!(seen.covered_by(slug), Ok(None))
}

/// A tag that is taken off under a lens: those that can be seen are taken back, and one that somebody else put there unseen stays.
fn tags_taken_back(one: &Settled, shown: &[Settled]) -> Vec<Settled> {
    let Settlement::Beside(Beside::Tag { entry, tag, on: false }) = &one.what else {
        return vec![one.clone()];
    };
    let is_it = |what: &Settlement| matches!(what, Settlement::Beside(Beside::Tag { entry: e, tag: t, on: true }) if e == entry && t == tag);
    let seen = standing(shown).into_iter().filter(|s| is_it(&s.what));
    let back = seen.map(|s| Settled {
        what: Settlement::Undo(s.number),
        ..one.clone()
    });
    back.collect()
}

/// Nothing is told of a case but why.
fn close(one: &mut Listing, why: &anyhow::Error) {
    one.title.clone_from(&one.slug);
    (one.entries, one.problems, one.agencies) = (0, 0, 0);
    one.closed = Some(why.to_string());
}

impl Cases for Through {
    fn list(&self) -> anyhow::Result<Vec<Listing>> {
        let mut all = self.whole.list()?;
        for one in all.iter_mut().filter(|c| c.closed.is_none()) {
            if is_anonymised(one.disguised.as_deref())
                && let Err(why) = self.refuse_covered(&one.slug)
            {
                close(one, &why);
                continue;
            }
            // Cases are listed without being judged, but for those of which something is masked.
            let settled = match self.whole.settled(&one.slug) {
                Ok(settled) => settled,
                // What was settled cannot be read, so nobody can tell what is masked: nothing is shown of it but why.
                Err(error) => {
                    close(one, &error);
                    continue;
                }
            };
            let lens = lens_of(&self.visitor, &one.slug, &settled);
            if !lens.is_clear()
                && let Some(matter) = self.whole.get_by(&one.slug, &lens)?
            {
                one.title.clone_from(&matter.case.title);
                one.entries = matter.entries.len();
                one.problems = matter.problems.len();
                one.agencies = matter.coverage.len();
            }
        }
        Ok(all)
    }

    fn get(&self, slug: &str) -> anyhow::Result<Option<Arc<Matter>>> {
        match self.lens(slug)? {
            Some(lens) => self.whole.get_by(slug, &lens),
            None => self.whole.get(slug),
        }
    }

    fn get_for(&self, slug: &str, kinds: &[&dyn report::Kind]) -> anyhow::Result<Option<Arc<Matter>>> {
        match self.lens(slug)? {
            Some(lens) => self.whole.get_by(slug, &lens),
            None => self.whole.get_for(slug, kinds),
        }
    }

    fn being_read(&self, slug: &str) -> Option<usize> {
        self.whole.being_read(slug)
    }

    fn search(&self, slug: &str, request: &Request) -> anyhow::Result<Option<Answer>> {
        match self.lens(slug)? {
            Some(lens) => self.whole.search_by(slug, &lens, request),
            None => self.whole.search(slug, request),
        }
    }

    /// What a page hands in was seen through the lens before: nothing else is answered.
    fn search_each(&self, seen: &[(String, Arc<Matter>)], requests: &[Request]) -> anyhow::Result<Vec<Answer>> {
        self.whole.search_each(seen, requests)
    }

    fn report(&self, slug: &str, kind: &str, format: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self.lens(slug)? {
            Some(lens) => self.whole.report_by(slug, &lens, (kind, format), None),
            None => self.whole.report(slug, kind, format),
        }
    }

    fn report_with(
        &self,
        slug: &str,
        made: (&str, &str),
        settings: &report::Settings,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        match self.lens(slug)? {
            Some(lens) => self.whole.report_by(slug, &lens, made, Some(settings)),
            None => self.whole.report_with(slug, made, settings),
        }
    }

    fn rules(&self) -> Arc<Rulebook> {
        self.whole.rules()
    }

    fn settled(&self, slug: &str) -> anyhow::Result<Vec<Settled>> {
        Ok(self.get(slug)?.map_or_else(Vec::new, |m| m.settled.clone()))
    }

    fn get_by(&self, slug: &str, lens: &Lens) -> anyhow::Result<Option<Arc<Matter>>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.get_by(slug, lens),
        }
    }

    fn search_by(&self, slug: &str, lens: &Lens, request: &Request) -> anyhow::Result<Option<Answer>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.search_by(slug, lens, request),
        }
    }

    fn report_by(
        &self,
        slug: &str,
        lens: &Lens,
        which: (&str, &str),
        settings: Option<&report::Settings>,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.report_by(slug, lens, which, settings),
        }
    }

    /// A reading is of the whole of a case, as a decision is.
    fn acts_after(&self, slug: &str, all: &[Act], seen: u64) -> anyhow::Result<ActKept> {
        let lens = self.lens(slug)?;
        if let Some(whole) = self.whole.get(slug)? {
            Unseen::refuse_above(seen, whole.acts.iter().map(|a| a.number))?;
        }
        match lens {
            Some(_) => Err(Masked.into()),
            None => self.whole.acts_after(slug, all, seen),
        }
    }

    fn original(&self, slug: &str, sha256: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.original(slug, sha256),
        }
    }

    fn place_in_record(&self, slug: &str, entry: &EntryId) -> anyhow::Result<Option<Place>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.place_in_record(slug, entry),
        }
    }

    fn date_row(&self, slug: &str, asked: (&str, &str, &str)) -> anyhow::Result<Option<Result<RowDate, Undated>>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.date_row(slug, asked),
        }
    }

    /// What others did tells of the whole of a case.
    fn changes(&self, slug: &str) -> anyhow::Result<Vec<Changed>> {
        match self.lens(slug)? {
            Some(_) => Err(Masked.into()),
            None => self.whole.changes(slug),
        }
    }

    /// What is masked has its names all the same.
    fn free_line(&self, slug: &str, base: &str) -> anyhow::Result<String> {
        self.whole.free_line(slug, base)
    }

    fn origins(&self) -> anyhow::Result<Vec<Origin>> {
        self.asked_origins().map(<[Origin]>::to_vec)
    }

    fn covered_by(&self, slug: &str) -> anyhow::Result<Option<String>> {
        // Asked while a case is still being read, so it is not judged for it.
        match self.refuse_covered(slug) {
            Ok(()) => Ok(None),
            Err(error) => match error.downcast::<BesideMasked>() {
                Ok(beside) => Ok(Some(beside.real)),
                Err(error) => Err(error),
            },
        }
    }

    fn bringing(&self) -> &dyn Bringing {
        // Where the lens cannot be read nothing is shown through it.
        if matches!(self.lens(&self.slug), Ok(None)) {
            self.whole.bringing()
        } else {
            &Covered
        }
    }

    /// Only what stands beside the records can be kept: a decision rests on the whole of a case. What the lens hides is not written over
    /// by somebody who cannot see it.
    fn settle_all_after(&self, slug: &str, all: &[Settled], seen: u64) -> anyhow::Result<Kept> {
        let lens = self.lens(slug)?;
        Unseen::refuse_above(seen, self.whole.settled(slug)?.iter().map(|s| s.number))?;
        let Some(lens) = lens else {
            return self.whole.settle_all_after(slug, all, seen);
        };
        let (Some(whole), Some(shown)) = (self.whole.get(slug)?, self.whole.get_by(slug, &lens)?) else {
            return Ok(Kept::NoCase);
        };
        let is_there = |number: u64| shown.settled.iter().any(|s| s.number == number);
        let is_beside = |number: u64| {
            let mut known = shown.settled.iter();
            known.any(|s| s.number == number && matches!(s.what, Settlement::Beside(_)))
        };
        let can_be_kept = |one: &Settled| match &one.what {
            Settlement::Beside(_) => true,
            Settlement::Undo(number) => is_beside(*number),
            _ => false,
        };
        let is_hidden = |s: &&Settled| !is_there(s.number) && all.iter().any(|one| s.what.is_about_the_same(&one.what));
        let all = &*all
            .iter()
            .flat_map(|one| tags_taken_back(one, &shown.settled))
            .collect::<Vec<_>>();
        if !all.iter().all(can_be_kept) || standing(&whole.settled).iter().any(is_hidden) {
            return Err(Masked.into());
        }
        match self.whole.settle_all_after(slug, all, seen)? {
            // What somebody else wrote who saw the whole cannot be shown here.
            Kept::Newer(_) => Err(Masked.into()),
            kept => Ok(kept),
        }
    }
}
