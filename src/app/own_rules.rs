//! What a case's reviewers set in place of the rules: tried on the case without keeping anything, checked, and ready to be kept.

use anyhow::bail;

use crate::{
    app::settling::{self, Signed},
    model::{
        finding::{Finding, Outcome},
        matter::{Matter, PatternCard},
        settled::{Settled, Settlement, standing},
    },
    patterns::{engine, pattern::Pattern, scene::Scene, telling::Told},
    rulebook::{
        load::Rulebook,
        own,
        own_file::{self, FileFault},
        selftest::{self, Check},
    },
};

/// No window is longer, in days.
pub const LONGEST_WINDOW: u32 = 3_650;

/// A pattern as it holds in a case.
#[derive(Debug, Clone)]
pub struct Held {
    /// In words.
    pub told: Told,
    /// What its file says of the window, with the basis; nothing when it has none, so that none can be set.
    pub file_says: Option<String>,
    /// Is that read in a source?
    pub from_source: bool,
}

/// A finding whose outcome is another one, or that is there only under one of two windows.
#[derive(Debug, Clone)]
pub struct Differs {
    /// As it is by the pattern's file; nothing where it finds nothing.
    pub by_file: Option<Finding>,
    /// As it is with the other window.
    pub by_case: Option<Finding>,
}

/// What came of trying a pattern's file.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The pattern.
    pub card: PatternCard,
    /// In words.
    pub told: Told,
    /// Its examples, each right or wrong.
    pub checks: Vec<Check>,
    /// What the examples lack as a set.
    pub lacking: Option<&'static str>,
    /// What it finds in the case.
    pub findings: Vec<Finding>,
}

impl Tried {
    /// May it be kept?
    pub fn is_sound(&self) -> bool {
        self.lacking.is_none() && self.checks.iter().all(|c| c.wrong.is_none())
    }
}

/// A pattern as it holds in a case, or by the rules alone; nothing when there is none of this id.
pub fn held(book: &Rulebook, settled: &[Settled], id: &str) -> Option<Held> {
    let rules = book.of_case(settled);
    let label = |concept: &str| book.lexicon.label(concept).unwrap_or(concept).to_owned();
    let told = rules.pattern(id)?.told(&label);
    let file = of_file(book, settled, id)?;
    Some(Held {
        told,
        file_says: own::window_in_words(&file),
        from_source: file.told(&label).window.is_some_and(|w| w.from_source),
    })
}

/// The pattern as its file has it.
fn of_file(book: &Rulebook, settled: &[Settled], id: &str) -> Option<Pattern> {
    let ours = book.patterns.iter().find(|p| p.id == id).cloned();
    ours.or_else(|| own_file::read(book, &file_of(settled, id)?.0).ok())
}

/// The file of a pattern of a case's own and whether it is judged; nothing when it has none of this id.
pub fn file_of(settled: &[Settled], id: &str) -> Option<(String, bool)> {
    standing(settled).into_iter().rev().find_map(|s| match &s.what {
        Settlement::LocalPattern { id: of, toml, on } if of == id => Some((toml.clone(), *on)),
        _ => None,
    })
}

/// Patterns of the case's own that were switched off, by id.
pub fn switched_off(settled: &[Settled]) -> Vec<String> {
    let mut ids: Vec<String> = standing(settled)
        .into_iter()
        .filter_map(|s| match &s.what {
            Settlement::LocalPattern { id, .. } => Some(id.clone()),
            _ => None,
        })
        .filter(|id| file_of(settled, id).is_some_and(|(_, on)| !on))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// What one pattern finds in a case as it was read; other patterns are not asked.
fn finds(book: &Rulebook, matter: &Matter, patterns: &[&Pattern]) -> Vec<Vec<Finding>> {
    let scene = Scene::new(
        &matter.case,
        (&matter.entries, &matter.readings),
        &matter.timeline,
        &matter.coverage,
        (&book.calendar, &book.lexicon),
    );
    patterns
        .iter()
        .map(|p| engine::judge(std::slice::from_ref(*p), &scene))
        .collect()
}

/// What another window changes in what a pattern finds; nothing when there is no such pattern or it has no window.
pub fn compare(book: &Rulebook, matter: &Matter, id: &str, days: u32) -> Option<Vec<Differs>> {
    let by_file = of_file(book, &matter.settled, id)?;
    by_file.window.as_ref()?;
    let mut by_case = by_file.clone();
    own::waiting(&mut by_case, days);
    let mut both = finds(book, matter, &[&by_file, &by_case]).into_iter();
    let (before, mut after) = (both.next()?, both.next()?);
    let mut out = Vec::new();
    for one in before {
        let other = after.iter().position(|o| o.id == one.id).map(|at| after.remove(at));
        if other.as_ref().map(|o| o.outcome) != Some(one.outcome) {
            out.push(Differs {
                by_file: Some(one),
                by_case: other,
            });
        }
    }
    out.extend(after.into_iter().map(|one| Differs {
        by_file: None,
        by_case: Some(one),
    }));
    Some(out)
}

/// How many of these findings call for an answer that is not on record in time.
pub fn open(findings: &[Finding]) -> usize {
    findings.iter().filter(|f| f.outcome != Outcome::Met).count()
}

/// A window for this case, checked. No days: what the file says.
///
/// # Errors
/// When there is no such pattern, it has no window, the days are no number that can be, or nobody says who and why.
pub fn window(
    (book, matter): (&Rulebook, &Matter),
    pattern: &str,
    days: Option<u32>,
    signed: &Signed,
) -> anyhow::Result<Settled> {
    let Some(file) = of_file(book, &matter.settled, pattern) else {
        bail!("there is no pattern {pattern} among those that this case is judged by");
    };
    if file.window.is_none() {
        bail!("this pattern has no time limit, so none can be set");
    }
    if days.is_some_and(|d| d > LONGEST_WINDOW) {
        bail!("enter a number of days from 0 to {LONGEST_WINDOW}");
    }
    settling::settled(
        Settlement::Window {
            pattern: pattern.to_owned(),
            days,
        },
        signed,
    )
}

/// Reads a pattern's file, runs its examples, and looks what it finds in the case. Nothing is kept.
///
/// # Errors
/// When the file cannot be read, with the line.
pub fn try_file(book: &Rulebook, matter: &Matter, toml: &str) -> Result<Tried, FileFault> {
    let pattern = own_file::read(book, toml)?;
    let label = |concept: &str| book.lexicon.label(concept).unwrap_or(concept).to_owned();
    // How many examples there are is asked of patterns of the rules; those of a case's own are asked for one of each.
    let mut checks = selftest::pattern(book, &pattern);
    if !checks.is_empty() {
        checks.remove(0);
    }
    let strip = format!("{}::", pattern.id);
    for check in &mut checks {
        check.name = check.name.replacen(&strip, "", 1);
    }
    Ok(Tried {
        card: own::own_card(book, &pattern),
        told: pattern.told(&label),
        checks,
        lacking: own_file::lacking(&pattern),
        findings: finds(book, matter, &[&pattern]).into_iter().flatten().collect(),
    })
}

/// A pattern of this case's own to keep, checked: its examples hold, and a change has a version of its own.
///
/// # Errors
/// When it cannot be read or does not do what its examples say, when the case has a pattern of this id and version, and when nobody
/// says who and why.
pub fn local((book, matter): (&Rulebook, &Matter), toml: &str, signed: &Signed) -> anyhow::Result<Settled> {
    let tried = match try_file(book, matter, toml) {
        Ok(tried) => tried,
        Err(fault) => bail!("{fault}"),
    };
    if let Some(lacking) = tried.lacking {
        bail!("{lacking}");
    }
    let wrong = tried.checks.iter().filter(|c| c.wrong.is_some()).count();
    if wrong > 0 {
        let all = tried.checks.len();
        bail!("{wrong} of {all} examples do not come out as they say. Test it, and change the file or the examples");
    }
    let id = &tried.card.id;
    if let Some((before, _)) = file_of(&matter.settled, id) {
        let before = own_file::read(book, &before).map_or(0, |p| p.version);
        if tried.card.version <= before {
            bail!(
                "This case has version {before} of {id}. Write `version = {}`: decisions on findings of the version before are then asked for again",
                before + 1
            );
        }
    }
    settling::settled(
        Settlement::LocalPattern {
            id: id.clone(),
            toml: toml.to_owned(),
            on: true,
        },
        signed,
    )
}

/// A pattern of this case's own is judged, or no longer judged, from now on.
///
/// # Errors
/// When there is none of this id, or nobody says who and why.
pub fn switched(matter: &Matter, id: &str, on: bool, signed: &Signed) -> anyhow::Result<Settled> {
    let Some((toml, _)) = file_of(&matter.settled, id) else {
        bail!("{id}: this case has no pattern of this id of its own");
    };
    settling::settled(
        Settlement::LocalPattern {
            id: id.to_owned(),
            toml,
            on,
        },
        signed,
    )
}
