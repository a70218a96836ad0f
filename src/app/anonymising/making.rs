//! *Making*: the anonymised case: drawn, moved, rewritten, judged beside the real one, read back by the importer, and only then kept.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, anyhow, bail};
use chrono::NaiveDate;

use crate::{
    anonymise::{
        draw::Secret,
        leaks::Grave,
        level::{Dates, Level},
        plan::Plan,
        rewrite::Rewriter,
        shift::Shift,
        whole::{self, Whole},
    },
    app::{
        anonymising::{
            self, Survey, alike,
            checking::{self, Checked},
            compared::{Difference, Judged, beside, same_count},
            groups, refuse_disguised,
        },
        clock,
        matters::{Matters, is_slug},
        settling::{self, Signed},
    },
    import::{self, Ways},
    model::{
        disguise::Disguise,
        entry::{Entry, EntryId},
        matter::Matter,
        record::Bundle,
        settled::Settlement,
    },
    patterns::pattern::Pattern,
    rulebook::{disguise::Disguises, load::Rulebook},
    store::{CaseFile, Intake},
};

/// Shifts that are tried before the one is taken under which the fewest findings differ.
const SHIFTS: usize = 30;
/// Shifts that are tried as the key has them, before those go first that bring the fewest entries under other rules: each try judges the case.
const BY_KEY: usize = 3;

/// What is to be made.
#[derive(Debug, Clone)]
pub struct Order {
    /// Short name of the level.
    pub level: String,
    /// Slug of the case to be made; made from the level where none is given.
    pub slug: Option<String>,
    /// Title of the case to be made; made from the level where none is given.
    pub title: Option<String>,
    /// What it is drawn from; made by chance where none is given.
    pub secret: Option<Secret>,
    /// Are false names drawn from any cultural origin, though the level keeps that of the real ones?
    pub any_origin: bool,
    /// Who makes it.
    pub who: String,
    /// Is it made though what is real seems to be found again in it?
    pub anyway: bool,
}

/// An anonymised case.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its slug.
    pub slug: String,
    /// It, judged.
    pub matter: Matter,
    /// Its folder: `case.toml` and a table for each agency.
    pub folder: Vec<(String, Vec<u8>)>,
    /// Findings that differ.
    pub differences: Vec<Difference>,
    /// How many findings are the same.
    pub same: usize,
    /// Places that were put in other words.
    pub changed: usize,
    /// What was found of the real case in the folder.
    pub checked: Checked,
}

/// The anonymised case before it is kept.
struct Draft {
    whole: Whole,
    folder: Vec<(String, Vec<u8>)>,
    judged: Judged,
    shift: Shift,
}

/// Makes an anonymised case and keeps it in the home folder beside the real one.
///
/// # Errors
/// When something is left that nobody cleared; when there is no such level or case, or the name is taken.
pub fn make(matters: &Matters, slug: &str, order: &Order) -> anyhow::Result<Made> {
    let matter = matters
        .get(slug)?
        .ok_or_else(|| anyhow!("{slug}: there is no such case in {}", matters.home().cases().display()))?;
    refuse_disguised(&matter)?;
    let book = matters.rules();
    let disguises = matters.disguises()?;
    let level = &anonymising::as_made(anonymising::level(&disguises, &order.level)?, order.any_origin);
    refuse_telling(&matter, order)?;
    let name = free_slug(matters, order, level)?;
    let secret = order.secret.clone().unwrap_or_else(by_chance);
    let title = order
        .title
        .clone()
        .unwrap_or_else(|| format!("Case {} ({})", number_of(&name), level.title.to_lowercase()));
    let at = clock::now();
    let survey = Survey::of(&matter, &book, &disguises, level);
    let plan = survey.draw((&disguises, level), &secret);
    refuse_title((&matter, &book, &disguises), (&survey, &plan), level, order)?;
    let draft = draft(
        (&matter, &book),
        (&survey, &plan),
        (&disguises, level),
        (&secret, &title, &at),
    )?;
    let bundle = read_back(&draft, &Ways::from(&book.headings))?;
    let made = Disguise {
        slug: name.clone(),
        level: level.id.clone(),
        secret: secret.into(),
        any_origin: order.any_origin,
        weeks: draft.shift.weeks(),
        given_out: plan.given_out(),
    };
    let files = &mut draft
        .folder
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let checked = checking::check_by(
        (&matter, &book, &disguises),
        (&survey, &plan),
        (level, Some(&made)),
        files,
    )?;
    refuse_leaks(&checked, order.anyway)?;
    keep(matters, &name, (&bundle, &draft), &at)?;
    let signed = Signed {
        who: order.who.clone(),
        because: format!("made for: {}", level.title),
    };
    matters.settle(
        slug,
        &settling::settled(Settlement::Disguised(Box::new(made)), &signed)?,
    )?;
    Ok(Made {
        slug: name,
        same: same_count(&draft.judged.matter, &draft.judged.differences),
        changed: draft.whole.changed,
        matter: draft.judged.matter,
        folder: draft.folder,
        differences: draft.judged.differences,
        checked,
    })
}

/// Refuses a case in which what is real was found again, unless somebody looked at it.
fn refuse_leaks(checked: &Checked, anyway: bool) -> anyhow::Result<()> {
    let certain: Vec<String> = checked
        .leaks
        .iter()
        .filter(|l| l.grave == Grave::Certain)
        .map(|l| format!("{} “{}” in {}: {}", l.thing.words(), l.real, l.file, l.excerpt))
        .collect();
    if certain.is_empty() || anyway {
        return Ok(());
    }
    bail!(
        "what is real was found again in {} places of what would go out; nothing was made:\n  {}\nClear the words, or add the name to the roster, and make it again; where each was looked at and tells of nobody: --anyway",
        certain.len(),
        certain.iter().take(12).cloned().collect::<Vec<_>>().join("\n  ")
    )
}

/// A secret by chance.
fn by_chance() -> Secret {
    let random = || *uuid::Uuid::new_v4().as_bytes();
    Secret::of(&[random(), random(), random()].concat())
}

fn number_of(slug: &str) -> &str {
    slug.rsplit('-')
        .next()
        .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or("A")
}

fn free_slug(matters: &Matters, order: &Order, level: &Level) -> anyhow::Result<String> {
    let taken = matters.slugs()?;
    match &order.slug {
        Some(slug) if !is_slug(slug) => bail!("{slug}: a name of a case has small letters, digits and hyphens only"),
        Some(slug) if taken.contains(slug) => bail!("{slug}: there is a case of this name already; give another name"),
        Some(slug) => Ok(slug.clone()),
        // One of so many names is free.
        None => Ok((1..=taken.len() + 1)
            .map(|n| format!("{}-{n}", level.id))
            .find(|s| !taken.contains(s))
            .unwrap_or_default()),
    }
}

/// Refuses a name or title that would tell of the real case.
fn refuse_telling(matter: &Matter, order: &Order) -> anyhow::Result<()> {
    for said in [&order.slug, &order.title].into_iter().flatten() {
        if let Some(told) = anonymising::tells(matter, said) {
            bail!("{said}: “{told}” stands in the real case, and this would tell of it; give another name or title");
        }
    }
    Ok(())
}

/// Refuses a name or title in which anything is found that the real case knows: a street, a day, a number.
fn refuse_title(
    real: (&Matter, &Rulebook, &Disguises),
    with: (&Survey, &Plan),
    level: &Level,
    order: &Order,
) -> anyhow::Result<()> {
    let said: Vec<&String> = [&order.slug, &order.title].into_iter().flatten().collect();
    let apart: Vec<String> = said.iter().map(|s| s.replace(['-', '_'], " ")).collect();
    let all = said.iter().copied().chain(&apart);
    let checked = checking::check_by(real, with, (level, None), &mut all.map(|s| ("title.txt", s.as_bytes())))?;
    if let Some(leak) = checked.leaks.first() {
        bail!(
            "the name or title: “{}” stands in the real case ({}), and this would tell of it; give another name or title",
            leak.real,
            leak.thing.words()
        );
    }
    Ok(())
}

/// The case in other words, under the shift by which it is judged as before.
fn draft(
    (matter, book): (&Matter, &Rulebook),
    (survey, plan): (&Survey, &Plan),
    (disguises, level): (&Disguises, &Level),
    (secret, title, at): (&Secret, &str, &str),
) -> anyhow::Result<Draft> {
    let last = matter
        .entries
        .iter()
        .map(|e| e.when.latest)
        .chain([matter.case.review_to])
        .max();
    let shifts = match level.dates {
        Dates::Kept => vec![Shift::default()],
        Dates::Shifted => {
            let mut all = Shift::possible(secret, last.unwrap_or(matter.case.review_to), clock::today());
            let rest = all.get_mut(BY_KEY..).unwrap_or_default();
            rest.sort_by_cached_key(|shift| under_other_rules(matter, book, *shift));
            all
        }
    };
    let tried = |shift: Shift| {
        tried(
            (matter, book),
            survey.rewriter(plan, (disguises, level), shift),
            (title, at),
        )
    };
    let mut best: Option<Draft> = None;
    // As many as differ for other names alone: no shift does better.
    let mut fewest = 0;
    for (n, shift) in shifts.into_iter().take(SHIFTS).enumerate() {
        let draft = tried(shift)?;
        if n == 0 && !draft.judged.differences.is_empty() && !shift.is_none() {
            fewest = tried(Shift::default())?.judged.differences.len();
        }
        let differ = draft.judged.differences.len();
        if best.as_ref().is_none_or(|b| differ < b.judged.differences.len()) {
            best = Some(draft);
        }
        if differ <= fewest {
            break;
        }
    }
    best.ok_or_else(|| anyhow!("there is no span of whole years by which this case could be moved and not lie in the future; choose a level that keeps dates"))
}

/// The case in other words under one shift, judged.
fn tried(
    (matter, book): (&Matter, &Rulebook),
    rewriter: Rewriter<'_>,
    (title, at): (&str, &str),
) -> anyhow::Result<Draft> {
    let (shift, cast) = (rewriter.shift, &rewriter.plan.cast);
    let mut whole = whole::rewrite(matter, rewriter, title, at);
    let left = groups(&whole.left, cast);
    if !left.is_empty() {
        bail!(
            "{} words are left of which nobody said what they are ({} places in all): {}. Nothing was made. Look at each: `forewarned anonymise left`, or the page Anonymise",
            left.len(),
            whole.left.len(),
            left.iter()
                .take(5)
                .map(|g| g.written.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    let mut judged = beside(&whole, book, matter, at);
    if !judged.differences.is_empty() {
        // Other words can be read otherwise, where a real name is a word too: what was read in the real case goes along.
        let as_read = alike::acts(matter, &judged.matter, &whole, at);
        if !as_read.is_empty() {
            let before = whole.acts.len();
            whole.acts.extend(as_read);
            let again = beside(&whole, book, matter, at);
            if again.differences.len() < judged.differences.len() {
                judged = again;
            } else {
                whole.acts.truncate(before);
            }
        }
    }
    Ok(Draft {
        folder: whole
            .folder()
            .map_err(|e| anyhow!("the case folder cannot be written: {e}"))?,
        whole,
        judged,
        shift,
    })
}

/// How often an entry comes under other rules by this shift: patterns that were in force on its day and are not on the day that it is moved to, or
/// the other way round.
fn under_other_rules(matter: &Matter, book: &Rulebook, shift: Shift) -> usize {
    let days: Vec<NaiveDate> = matter.entries.iter().map(|e| e.when.earliest).collect();
    let changes = |p: &Pattern| {
        let other = |day: &&NaiveDate| p.in_force_on(**day) != p.in_force_on(shift.day(**day));
        days.iter().filter(other).count()
    };
    book.patterns.iter().map(changes).sum()
}

/// The folder as the importer reads it, which must be the case that was judged.
fn read_back(draft: &Draft, ways: &Ways<'_>) -> anyhow::Result<Bundle> {
    let place = std::env::temp_dir().join(format!("forewarned-{}", uuid::Uuid::new_v4().simple()));
    let read = write(&place, &draft.folder).and_then(|()| Ok(import::read_folder(&place, *ways)?));
    let _ = fs::remove_dir_all(&place);
    let bundle = read?;
    let mut problems = bundle.supplied.iter().flat_map(|s| &s.problems).chain(&bundle.problems);
    if let Some(problem) = problems.find(|p| p.lost_row) {
        bail!(
            "the anonymised case cannot be read back: {}: {}; nothing was kept",
            problem.place(),
            problem.what
        );
    }
    let known: BTreeMap<&EntryId, &Entry> = draft.whole.entries.iter().map(|e| (&e.id, e)).collect();
    let read: Vec<&Entry> = bundle.supplied.iter().flat_map(|s| &s.entries).collect();
    if let Some(other) = read
        .iter()
        .find(|e| !known.get(&e.id).is_some_and(|made| is_same(made, e)))
    {
        bail!(
            "{}: the anonymised entry is not read back as it was written; nothing was kept",
            other.id
        );
    }
    if read.len() != known.len() {
        bail!(
            "{} entries were written and {} are read back; nothing was kept",
            known.len(),
            read.len()
        );
    }
    Ok(bundle)
}

/// Is an entry read back as it was written, but for the form in which its day is kept?
fn is_same(made: &Entry, read: &Entry) -> bool {
    let days = |e: &Entry| (e.when.earliest, e.when.latest, e.when.time.is_some());
    (&made.text, &made.author, &made.source, &made.entry_type)
        == (&read.text, &read.author, &read.source, &read.entry_type)
        && days(made) == days(read)
}

/// Writes a case folder.
pub fn write(place: &Path, folder: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
    fs::create_dir_all(place).with_context(|| format!("{}: cannot be made", place.display()))?;
    for (name, bytes) in folder {
        let path = place.join(name);
        fs::write(&path, bytes).with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    Ok(())
}

/// Keeps the case file, whole or not at all.
fn keep(matters: &Matters, slug: &str, (bundle, draft): (&Bundle, &Draft), at: &str) -> anyhow::Result<()> {
    let home = matters.home();
    fs::create_dir_all(home.cases()).with_context(|| format!("{}: cannot be made", home.cases().display()))?;
    let intake = Intake {
        at,
        ..Intake::default()
    };
    let path = home.case_file(slug);
    let mut file = CaseFile::create_as(&path, bundle, &intake)?;
    let mut put_in = || -> anyhow::Result<()> {
        // Nobody else knows of the case yet.
        let acts = file.keep_acts_after(&draft.whole.acts, u64::MAX)?.is_ok();
        let settled = file.settle_all_after(&draft.judged.matter.settled, u64::MAX)?.is_ok();
        anyhow::ensure!(acts && settled, "somebody wrote to it meanwhile");
        Ok(())
    };
    let kept = put_in();
    if kept.is_err() {
        drop(file);
        let _ = fs::remove_file(&path);
    }
    kept.with_context(|| {
        format!(
            "{}: what reviewers said could not be kept in it; nothing was kept",
            path.display()
        )
    })
}
