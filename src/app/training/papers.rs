//! *Papers* of training, made on request: the facilitator's pack, and what the groups of a run decided.

use super::{Place, Training, running::Standing};
use crate::{
    app::clock,
    report::{self, Settings, document::Document, training as papers},
    training::{
        exercise::Exercise,
        seen::{Seen, seen},
    },
};

impl Training {
    /// Every entry of an exercise as groups will see it, by stage: for its facilitator.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn preview(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Vec<Seen>> {
        let stages = self.stages(exercise, place)?;
        let Some(last) = exercise.stages.last() else {
            return Ok(Vec::new());
        };
        let matter = self.known_by(exercise, place, last.until)?;
        let ways = self.ways(exercise, place)?;
        Ok(seen(&matter, (exercise.agency.as_str(), ways.as_ref()), &stages))
    }

    /// The facilitator's pack of an exercise.
    ///
    /// # Errors
    /// When the exercise cannot be used.
    pub fn pack(&self, exercise: &Exercise, place: Place) -> anyhow::Result<Document> {
        self.usable(exercise, place)?;
        let (entries, points) = (self.preview(exercise, place)?, self.points(exercise, place)?);
        let pack = papers::Pack {
            exercise,
            agency: &self.agency_name(exercise, place)?,
            days_moved: self.case(exercise, place)?.case.days_moved,
            entries: &entries,
            points: &points,
            offered: self.offered(),
        };
        Ok(papers::pack(&pack, &settings()))
    }

    /// What the groups of a run decided, beside what was found. The words that they wrote are told only where that is asked for.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn decided(&self, standing: &Standing, with_words: bool) -> anyhow::Result<Document> {
        let decided = papers::Decided {
            exercise: &standing.exercise,
            agency: &self.agency_name(&standing.exercise, standing.place)?,
            run: &standing.run,
            numbers: &standing.numbers(),
            comparison: &self.comparison(standing)?,
            offered: self.offered(),
            with_words,
        };
        Ok(papers::decided(&decided, &settings()))
    }

    /// The name of the agency through whose eyes an exercise is seen.
    ///
    /// # Errors
    /// When the case cannot be used.
    pub fn agency_name(&self, exercise: &Exercise, place: Place) -> anyhow::Result<String> {
        let matter = self.case(exercise, place)?;
        Ok(matter.case.agency_name(&exercise.role()).to_owned())
    }
}

fn settings() -> Settings {
    Settings {
        made_at: Some(clock::now_in_words()),
        ..Settings::default()
    }
}

/// The formats in which papers of training can be written: name, title and media type of each.
pub fn formats() -> impl Iterator<Item = &'static dyn report::Format> {
    let all = report::FORMATS.iter().copied();
    all.filter(|f| report::takes(*f, papers::HOLDS))
}
