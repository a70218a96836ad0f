//! An *exercise*, as data: a case in which nobody is real, the agency through whose eyes it is seen, aims, stages that end on a day, and
//! what is asked at each stop point. Where it is kept and which case it means are left to `app`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{
    case::{AgencyId, Case},
    day,
    when::day_in_words,
};

/// No exercise has more stages: a day has no more hours.
pub const MOST_STAGES: usize = 30;
/// No stage has more minutes on its clock.
pub const MOST_MINUTES: u32 = 600;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// Its name in files and addresses: small letters, digits and hyphens.
    pub id: String,
    /// Its title, which trainees see: it must not tell how the case ends.
    pub title: String,
    /// What it is about, for trainees, in a sentence or two.
    pub about: String,
    /// Slug of the case.
    pub case: String,
    /// Id of the agency through whose eyes it is seen.
    pub agency: String,
    /// What groups' decisions are set beside.
    #[serde(default)]
    pub findings: Against,
    /// Minutes on the clock for each stage that says nothing else; no clock when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// What is learned.
    pub aims: Vec<String>,
    /// What the records tell of that may be hard to read, said before anything of them is shown.
    pub content: Vec<String>,
    /// Stages, in order.
    #[serde(rename = "stage")]
    pub stages: Vec<Stage>,
    /// For the facilitator alone.
    #[serde(default)]
    pub facilitator: Facilitator,
}

/// What groups' decisions are set beside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Against {
    /// The findings that the panel accepted.
    #[default]
    Accepted,
    /// Every finding of the program: for invented cases that no panel reviewed.
    Program,
}

/// A stage: what had become known by a day, and what is asked then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its title.
    pub title: String,
    /// Its last day: what the agency knew by the end of it is released.
    #[serde(with = "day::required")]
    pub until: NaiveDate,
    /// What a group is told at its beginning.
    pub brief: String,
    /// Minutes on the clock, where they are other than those of the exercise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// What is asked at its stop point, beside what is always asked.
    #[serde(default)]
    pub asks: Vec<String>,
}

/// For the facilitator alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facilitator {
    /// How to run it.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What to discuss afterwards.
    #[serde(default)]
    pub discuss: Vec<String>,
    /// How to close it.
    #[serde(default)]
    pub debrief: Vec<String>,
}

/// What is wrong with an exercise: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ExerciseError(pub String);

impl Exercise {
    /// Reads an exercise and checks it as far as that is possible without its case.
    ///
    /// # Errors
    /// Where the text is no exercise, or something in it is wrong: each fault on a line of its own.
    pub fn read(text: &str) -> Result<Self, ExerciseError> {
        let exercise: Self = toml::from_str(text).map_err(|e| {
            let line = e
                .span()
                .and_then(|s| text.get(..s.start))
                .map(|t| t.matches('\n').count() + 1);
            let at = line.map_or_else(String::new, |n| format!("line {n}: "));
            ExerciseError(format!(
                "{at}{}; correct that line, and read the file again",
                e.message()
            ))
        })?;
        match exercise.faults() {
            faults if faults.is_empty() => Ok(exercise),
            faults => Err(ExerciseError(faults.join("\n"))),
        }
    }

    /// The file of it.
    ///
    /// # Errors
    /// When it cannot be written as TOML, which no exercise comes to.
    pub fn written(&self) -> Result<String, ExerciseError> {
        toml::to_string_pretty(self).map_err(|e| ExerciseError(format!("the exercise cannot be written: {e}")))
    }

    /// What is wrong with it, whatever its case holds.
    pub fn faults(&self) -> Vec<String> {
        let mut out = Vec::new();
        let is_id = !self.id.is_empty()
            && self.id.len() <= 60
            && self
                .id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !is_id {
            out.push(format!(
                "id: `{}` cannot be used in file names; use small letters, digits and hyphens, at most 60",
                self.id
            ));
        }
        for (what, words) in [
            ("title", &self.title),
            ("about", &self.about),
            ("case", &self.case),
            ("agency", &self.agency),
        ] {
            if words.trim().is_empty() {
                out.push(format!("{what}: is empty; say it in words"));
            }
        }
        if self.aims.iter().all(|a| a.trim().is_empty()) {
            out.push("aims: there are none; say at least one thing that is to be learned".to_owned());
        }
        if self.content.iter().all(|c| c.trim().is_empty()) {
            out.push(
                "content: there are no content warnings; say what may be hard to read, so that people can choose"
                    .to_owned(),
            );
        }
        if self.stages.is_empty() || self.stages.len() > MOST_STAGES {
            out.push(format!(
                "stage: there are {}; an exercise has 1 to {MOST_STAGES}",
                self.stages.len()
            ));
        }
        let mut before: Option<NaiveDate> = None;
        for (number, stage) in (1..).zip(&self.stages) {
            if stage.title.trim().is_empty() {
                out.push(format!("stage {number}: title is empty; say it in words"));
            }
            if let Some(before) = before.filter(|b| stage.until <= *b) {
                out.push(format!(
                    "stage {number}: ends on {}, and the stage before it on {}; each must end later than the one before",
                    day_in_words(stage.until),
                    day_in_words(before)
                ));
            }
            before = Some(stage.until);
        }
        let mut minutes = self
            .minutes
            .iter()
            .chain(self.stages.iter().filter_map(|s| s.minutes.as_ref()));
        if minutes.any(|m| !(1..=MOST_MINUTES).contains(m)) {
            out.push(format!(
                "minutes: a stage has 1 to {MOST_MINUTES} of them; leave them out for no clock"
            ));
        }
        out
    }

    /// What is wrong with it beside its case. A case in which people may be real is refused here.
    pub fn faults_beside(&self, case: &Case) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(why) = refusal(case) {
            out.push(format!("case: {why}"));
        }
        if case.agency(&self.role()).is_none_or(|a| a.files.is_empty()) {
            let have: Vec<&str> = able(case).map(|(id, _)| id).collect();
            out.push(format!(
                "agency: `{}` supplied no records to this case; choose one of {}",
                self.agency,
                have.join(", ")
            ));
        }
        for (number, stage) in (1..).zip(&self.stages) {
            if stage.until < case.review_from {
                out.push(format!(
                    "stage {number}: ends on {}, before the first day under review, {}; choose a later day",
                    day_in_words(stage.until),
                    day_in_words(case.review_from)
                ));
            }
            if let Some(event) = case.event.filter(|e| stage.until >= *e) {
                out.push(format!(
                    "stage {number}: ends on {}, and the final event was on {}; nothing from that day on is shown to groups, so choose an \
                     earlier day",
                    day_in_words(stage.until),
                    day_in_words(event)
                ));
            }
        }
        out
    }

    /// The agency through whose eyes it is seen.
    pub fn role(&self) -> AgencyId {
        AgencyId(self.agency.clone())
    }

    /// The last days of its stages, in order.
    pub fn days(&self) -> Vec<NaiveDate> {
        self.stages.iter().map(|s| s.until).collect()
    }

    /// Minutes on the clock of a stage, by its place; nothing where it has no clock.
    pub fn minutes_of(&self, stage: usize) -> Option<u32> {
        self.stages.get(stage)?.minutes.or(self.minutes)
    }
}

/// Why no exercise may be made from a case; nothing where one may.
pub fn refusal(case: &Case) -> Option<String> {
    let why = "people in it may be real, and exercises are made from invented cases, and anonymised ones whose days were moved, alone; \
               anonymise the case first (forewarned anonymise make CASE --level training), and make the exercise from what that gives";
    if case.disguised.as_ref().is_none_or(|d| d.trim().is_empty()) {
        return Some(why.to_owned());
    }
    // A real day finds a real case.
    (case.is_anonymised() && !case.days_moved).then(|| {
        "nothing says that the days of this anonymised case were moved: it was made for people who may know the case, or by an earlier version; anonymise the case \
         for training (forewarned anonymise make CASE --level training)"
            .to_owned()
    })
}

/// The agencies of a case through whose eyes it can be seen: id and name.
pub fn able(case: &Case) -> impl Iterator<Item = (&str, &str)> {
    let all = case.agencies.iter().filter(|a| !a.files.is_empty());
    all.map(|a| (a.id.0.as_str(), a.name.as_str()))
}

/// Proposes the last days of so many stages: each has about as many entries that became known to the agency. `known` holds the day on
/// which each became known, in any order.
pub fn propose(known: &[NaiveDate], stages: usize) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = known.to_vec();
    days.sort();
    let stages = stages.clamp(1, MOST_STAGES);
    let mut out: Vec<NaiveDate> = (1..=stages)
        .filter_map(|n| days.get((days.len() * n / stages).checked_sub(1)?).copied())
        .collect();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Exercise, propose};

    const GOOD: &str = r#"
id = "a-first"
title = "A first year"
about = "A year on licence, as probation came to know it."
case = "a-case"
agency = "probation"
aims = ["To see what several reports come to"]
content = ["Stalking"]
minutes = 20

[[stage]]
title = "Spring"
until = 2022-03-31
brief = "Read what there is."

[[stage]]
title = "Summer"
until = "2022-06-30"
brief = "A call came in."
minutes = 5
asks = ["Who else may know of this?"]
"#;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn an_exercise_is_read_and_written_again() {
        let read = Exercise::read(GOOD).unwrap();
        assert_eq!(read.days(), [day(2022, 3, 31), day(2022, 6, 30)]);
        assert_eq!(
            (read.minutes_of(0), read.minutes_of(1), read.minutes_of(2)),
            (Some(20), Some(5), None)
        );
        assert_eq!(Exercise::read(&read.written().unwrap()).unwrap(), read);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_what_to_do() {
        let told = |text: String| Exercise::read(&text).unwrap_err().to_string();
        let typo = told(GOOD.replace("aims =", "aim ="));
        assert!(typo.contains("line ") && typo.contains("aim"), "{typo}");
        let days = told(GOOD.replace("2022-06-30", "2022-03-01"));
        assert!(days.contains("stage 2") && days.contains("must end later"), "{days}");
        let no_day = told(GOOD.replace("2022-06-30", "June"));
        assert!(no_day.contains("`June` is no day"), "{no_day}");
        let id = told(GOOD.replace("a-first", "../x"));
        assert!(id.contains("small letters"), "{id}");
        let bare = told(GOOD.replace("[\"Stalking\"]", "[]"));
        assert!(bare.contains("no content warnings"), "{bare}");
        assert!(told(GOOD.replace("minutes = 5", "minutes = 0")).contains("1 to 600"));
    }

    #[test]
    fn stages_are_proposed_by_the_days_on_which_something_became_known() {
        let days: Vec<NaiveDate> = (1..=9).map(|d| day(2022, 1, d)).collect();
        assert_eq!(propose(&days, 3), [day(2022, 1, 3), day(2022, 1, 6), day(2022, 1, 9)]);
        assert_eq!(propose(&days[..1], 3), [day(2022, 1, 1)]);
        assert!(propose(&[], 3).is_empty());
    }
}
