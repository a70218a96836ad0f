//! *Training*: exercises and their runs. Which cases may be used, what is kept where, and what a group may see: never more than the case
//! as its agency knew it by the last day that was released.

pub mod library;
pub mod making;
mod papers;
pub mod running;

pub use papers::formats;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use anyhow::{Context as _, anyhow, bail};
use chrono::NaiveDate;

use crate::{
    app::{
        demo,
        home::Home,
        matters::{Matters, named},
        opening::held,
    },
    model::{case::AgencyId, entry::EntryId, lens::Lens, matter::Matter},
    report,
    review::lens::{How, known},
    rulebook::load::Rulebook,
    store::RunFile,
    training::{
        cards::{self, Card, Example},
        exercise::{Against, Exercise},
        marking::{self, Point},
        offered::Offered,
        run::{Event, Happening},
        seen::Seen,
    },
};

/// What is offered at every stop point.
const OFFERED: &str = include_str!("../../templates/training/offered.toml");

/// For whom the final event and all that came after it is masked.
const WHO: &str = "a group in training";

/// Whose home holds the case of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Place {
    /// The home folder.
    Here,
    /// The program's own samples.
    Samples,
}

impl Place {
    /// Where an exercise of it is from, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Here => "made here",
            Self::Samples => "built in, on an invented case",
        }
    }
}

/// What could be seen in a case, and the case from which it was told.
type Points = (Arc<Matter>, Arc<Vec<Point>>);
/// How an agency knew of each entry, and the case from which it was told.
type Ways = (Arc<Matter>, Arc<BTreeMap<EntryId, How>>);
/// The entries that become known in each stage, and the case from which it was told.
type Stages = (Arc<Matter>, Vec<Vec<EntryId>>);

/// Exercises and their runs.
#[derive(Debug)]
pub struct Training {
    here: Matters,
    samples: Matters,
    offered: Offered,
    /// Which group of which run a browser sits in, by the digest of its secret.
    seats: Mutex<BTreeMap<String, (String, u16)>>,
    /// What could be seen in a case, as long as the case is the same.
    points: Mutex<BTreeMap<String, Points>>,
    /// How the agency of an exercise knew of each entry, as long as the case is the same.
    ways: Mutex<BTreeMap<String, Ways>>,
    /// The entries of each stage, as long as the case is the same: more stages than cases under a lens are kept would else be judged anew on
    /// every page that shows them all.
    stages: Mutex<BTreeMap<String, Stages>>,
}

impl Training {
    /// Exercises and runs of this home folder.
    ///
    /// # Errors
    /// When the list of what is offered cannot be read, which a test holds.
    pub fn new(home: &Home, book: Arc<Rulebook>) -> anyhow::Result<Self> {
        let out = Self {
            here: Matters::new(home.clone(), Arc::clone(&book)),
            samples: Matters::new(home.samples(), book),
            offered: Offered::read(OFFERED).map_err(|e| anyhow!("templates/training/offered.toml: {e}"))?,
            seats: Mutex::default(),
            points: Mutex::default(),
            ways: Mutex::default(),
            stages: Mutex::default(),
        };
        for id in out.run_ids()? {
            // One that cannot be opened is told of in the list of runs.
            let Ok(events) = RunFile::open(&out.home().run(&id)).and_then(|f| f.happened::<Event>()) else {
                continue;
            };
            let mut seats = held(&out.seats);
            for event in events {
                if let Happening::Joined { group, seat } = event.what {
                    seats.insert(seat, (id.clone(), group));
                }
            }
        }
        Ok(out)
    }

    /// The home folder.
    pub fn home(&self) -> &Home {
        self.here.home()
    }

    /// What is offered at every stop point.
    pub fn offered(&self) -> &Offered {
        &self.offered
    }

    /// Cases of this place.
    fn matters(&self, place: Place) -> &Matters {
        match place {
            Place::Here => &self.here,
            Place::Samples => &self.samples,
        }
    }

    /// The whole case of an exercise, for its facilitator.
    ///
    /// # Errors
    /// When there is no such case, or it cannot be used.
    pub fn case(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Arc<Matter>> {
        if place == Place::Samples {
            let headings = &self.here.book().headings;
            demo::prepare_one(self.samples.home(), headings, &exercise.case)?;
        }
        self.matters(place).get(&exercise.case)?.with_context(|| {
            format!(
                "there is no case `{}` in {}; import it there, or change `case` in the exercise",
                exercise.case,
                self.matters(place).home().cases().display()
            )
        })
    }

    /// Everything that is wrong with an exercise, beside its case too.
    ///
    /// # Errors
    /// When its case cannot be used.
    pub fn faults(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Vec<String>> {
        let mut out = exercise.faults();
        out.extend(exercise.faults_beside(&self.case(exercise, place)?.case));
        Ok(out)
    }

    /// What should be known of an exercise before it is used, though nothing is wrong with it. `entries` is its preview.
    ///
    /// # Errors
    /// When its case cannot be used.
    pub fn remarks(&self, exercise: &Exercise, place: Place, entries: &[Seen]) -> anyhow::Result<Vec<String>> {
        let mut out = Vec::new();
        for stage in 0..exercise.stages.len() {
            if entries.iter().all(|e| e.stage != stage) {
                out.push(format!(
                    "stage {}: nothing becomes known in it; move its last day, or leave it out",
                    stage + 1
                ));
            }
        }
        if exercise.content.iter().any(|c| c == making::CONTENT) {
            out.push(
                "content warnings: they are still those of the draft; look through the entries, and say there what else may be hard to read"
                    .to_owned(),
            );
        }
        if self.points(exercise, place)?.is_empty() {
            out.push(match exercise.findings {
                Against::Accepted => "the panel has accepted no finding of which this agency could know by the last stage, so there is nothing to \
                     set decisions beside; decide on the findings of the case first"
                    .to_owned(),
                Against::Program => {
                    "nothing was found of which this agency could know by the last stage; choose another agency or a later day".to_owned()
                }
            });
        }
        Ok(out)
    }

    /// Refuses an exercise that cannot be used, each fault on a line of its own.
    fn usable(&self, exercise: &Exercise, place: Place) -> anyhow::Result<()> {
        let faults = self.faults(exercise, place)?;
        if !faults.is_empty() {
            bail!("the exercise `{}` cannot be used:\n{}", exercise.id, faults.join("\n"));
        }
        Ok(())
    }

    /// The case as the agency of an exercise knew it by the end of a day. Nothing else of a case is ever shown to a group.
    fn known_by(&self, exercise: &Exercise, place: Place, day: NaiveDate) -> anyhow::Result<Arc<Matter>> {
        let lens = lens(exercise.role(), day);
        let seen = self.matters(place).get_by(&exercise.case, &lens)?;
        seen.with_context(|| format!("the case `{}` is gone; import it again, or end this run", exercise.case))
    }

    /// How the agency of an exercise knew of each entry that it knew of.
    fn ways(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Arc<BTreeMap<EntryId, How>>> {
        let matter = self.case(exercise, place)?;
        let name = seen_as(exercise, place);
        if let Some((of, ways)) = held(&self.ways).get(&name)
            && Arc::ptr_eq(of, &matter)
        {
            return Ok(Arc::clone(ways));
        }
        let all = known(&matter, &exercise.role(), &report::telling());
        let found: BTreeMap<EntryId, How> = matter
            .entries
            .iter()
            .zip(all)
            .filter_map(|(entry, known)| Some((entry.id.clone(), known?.how)))
            .collect();
        let found = Arc::new(found);
        held(&self.ways).insert(name, (matter, Arc::clone(&found)));
        Ok(found)
    }

    /// The entries that become known in each stage, in their order.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn stages(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Vec<Vec<EntryId>>> {
        let matter = self.case(exercise, place)?;
        let name = seen_as(exercise, place);
        if let Some((of, stages)) = held(&self.stages).get(&name)
            && Arc::ptr_eq(of, &matter)
        {
            return Ok(stages.clone());
        }
        let mut out: Vec<Vec<EntryId>> = Vec::new();
        for stage in 0..exercise.stages.len() {
            let before: Vec<EntryId> = out.iter().flatten().cloned().collect();
            out.push(self.new_in(exercise, place, (stage, &before))?);
        }
        held(&self.stages).insert(name, (matter, out.clone()));
        Ok(out)
    }

    /// The entries that become known in a stage, beside those that were before.
    fn new_in(
        &self,
        exercise: &Exercise,
        place: Place,
        (stage, before): (usize, &[EntryId]),
    ) -> anyhow::Result<Vec<EntryId>> {
        let Some(stage) = exercise.stages.get(stage) else {
            return Ok(Vec::new());
        };
        let matter = self.known_by(exercise, place, stage.until)?;
        let all = matter.entries.iter().map(|e| &e.id);
        Ok(all.filter(|id| !before.contains(id)).cloned().collect())
    }

    /// What could be seen in the case of an exercise, for the comparison.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn points(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Arc<Vec<Point>>> {
        let matter = self.case(exercise, place)?;
        let name = seen_as(exercise, place);
        if let Some((of, points)) = held(&self.points).get(&name)
            && Arc::ptr_eq(of, &matter)
        {
            return Ok(Arc::clone(points));
        }
        let found = marking::points(
            &matter,
            &exercise.role(),
            (&report::telling(), exercise.findings),
            &exercise.days(),
        );
        let found = Arc::new(found);
        held(&self.points).insert(name, (matter, Arc::clone(&found)));
        Ok(found)
    }

    /// Flash cards of all patterns, in the order of a number.
    pub fn cards(&self, seed: u64) -> Vec<Card> {
        let book = self.here.book();
        let cards = book.cards();
        let mut out = Vec::new();
        for pattern in &book.patterns {
            let Some(card) = cards.get(&pattern.id) else { continue };
            for example in pattern.examples.iter().filter(|e| e.known_gap.is_none()) {
                let given = [&example.supplied, &example.conditions, &example.facts];
                let given: Vec<String> = given.into_iter().flatten().map(|g| g.replace('-', " ")).collect();
                out.extend(Card::of(
                    card,
                    Example {
                        name: &example.name,
                        expect: &example.expect,
                        chronology: &example.chronology,
                        given: &given,
                    },
                ));
            }
        }
        cards::shuffled(out, seed)
    }

    /// Ids of all runs, in order.
    fn run_ids(&self) -> anyhow::Result<Vec<String>> {
        named(&self.home().training(), crate::app::home::RUN_FILE)
    }
}

/// What of an exercise its stages and points hang on: it may be changed while the program runs.
fn seen_as(exercise: &Exercise, place: Place) -> String {
    format!(
        "{place:?} {} {} {:?} {:?}",
        exercise.case,
        exercise.agency,
        exercise.findings,
        exercise.days()
    )
}

/// Through whose eyes and up to which day a group looks.
fn lens(agency: AgencyId, until: NaiveDate) -> Lens {
    Lens {
        agency: Some(agency),
        until: Some(until),
        blind: Some(WHO.to_owned()),
    }
}
