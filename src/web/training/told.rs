//! What is *told* on several pages of training: an answer in words, and decisions side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Asked, Frame, Site};
use crate::{
    app::training::running::Standing,
    model::{entry::EntryId, matter::Matter, when::day_in_words},
    report::training::{after, rule_in_force, source},
    training::{
        answer::Answer,
        marking::{Beside, Chose, Expected},
    },
};

/// A page that looks again by itself, unless its visitor stopped that.
pub(super) fn refresh(frame: &mut Frame, asked: &Asked, address: &str) {
    if asked.query("still").is_empty() {
        frame.still = format!("{address}?still=1");
    } else {
        address.clone_into(&mut frame.moving);
    }
}

/// An answer in words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    marks: Vec<(usize, String)>,
    would: Vec<String>,
    tell: Vec<String>,
    why: String,
}

/// An answer in words; entries by their numbers.
pub(super) fn answer(site: &Site, answer: &Answer, numbers: &BTreeMap<EntryId, usize>) -> Told {
    let marks = answer.marks.iter();
    Told {
        marks: marks
            .filter_map(|m| Some((*numbers.get(&m.entry)?, m.sees.clone())))
            .collect(),
        would: chosen(&answer.would, &answer.would_own, |id| {
            site.training.offered().response_words(id).to_owned()
        }),
        tell: chosen(&answer.tell, &answer.tell_own, |id| {
            site.training.offered().whom_words(id).to_owned()
        }),
        why: answer.why.clone(),
    }
}

/// What was chosen from a list, and own words beside it.
fn chosen(ids: &[String], own: &str, words: impl Fn(&str) -> String) -> Vec<String> {
    let mut out: Vec<String> = ids.iter().map(|id| words(id)).collect();
    if !own.trim().is_empty() {
        out.push(format!("“{own}”"));
    }
    out
}

/// Decisions side by side.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Compared {
    /// Were the days of the case moved? Then nobody can say here which rules were in force on them.
    days_moved: bool,
    /// What every group recorded, stop point by stop point: the discussion begins with it.
    stages: Vec<StageTold>,
    points: Vec<PointTold>,
    further: Vec<FurtherTold>,
}

#[derive(Debug, Clone, Serialize)]
struct StageTold {
    number: usize,
    title: String,
    groups: Vec<(String, Option<Told>, &'static str)>,
}

#[derive(Debug, Clone, Serialize)]
struct PointTold {
    number: usize,
    title: String,
    stage: usize,
    known: String,
    in_part: bool,
    entries: Vec<EntryTold>,
    by: &'static str,
    says: Vec<String>,
    expected: Vec<ExpectedTold>,
    groups: Vec<GroupTold>,
    policy: Vec<String>,
    sources: Vec<String>,
    asks: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct EntryTold {
    /// Its number in the exercise; 0 where it was never released.
    number: usize,
    day: String,
    agency: String,
    text: String,
}

#[derive(Debug, Clone, Serialize)]
struct ExpectedTold {
    label: String,
    of: String,
    outcome: &'static str,
    code: &'static str,
    shown_by: Vec<EntryTold>,
    /// Was it nobody's here to choose: another agency's, or on record before they were asked?
    is_settled: bool,
    /// Groups that chose it.
    chose: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct GroupTold {
    name: String,
    is_own: bool,
    marked: String,
    saw: Vec<String>,
    would: Vec<String>,
    tell: Vec<String>,
    why: String,
    acted: String,
    /// Why nothing was recorded, where nothing was.
    nothing: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct FurtherTold {
    entry: EntryTold,
    marks: Vec<(String, usize, String)>,
}

/// Decisions side by side, for a group's own eyes or for the facilitator's.
pub(super) fn comparison(site: &Site, standing: &Standing, own: Option<u16>) -> anyhow::Result<Compared> {
    let comparison = site.training.comparison(standing)?;
    let matter = site.training.case(&standing.exercise, standing.place)?;
    let numbers = standing.numbers();
    let entry = |id: &EntryId| entry(&matter, &numbers, id);
    let points = (1..).zip(&comparison.points).map(|(number, beside)| PointTold {
        number,
        title: beside.point.title.clone(),
        stage: beside.point.stage + 1,
        known: day_in_words(beside.point.known),
        in_part: beside.point.in_part,
        entries: beside.point.triggers.iter().map(entry).collect(),
        by: beside.point.by(),
        says: beside.point.says.clone(),
        expected: beside
            .point
            .expected
            .iter()
            .map(|e| expected(beside, e, &entry))
            .collect(),
        groups: groups(site, standing, beside, own),
        policy: beside.point.policy.iter().map(rule_in_force).collect(),
        sources: beside.point.sources.iter().map(source).collect(),
        asks: beside.point.asks.clone(),
    });
    let further = comparison.further.iter().map(|f| FurtherTold {
        entry: entry(&f.entry),
        marks: f
            .marks
            .iter()
            .map(|(group, stage, sees)| (name(*group, own), stage + 1, sees.clone()))
            .collect(),
    });
    Ok(Compared {
        days_moved: matter.case.days_moved,
        stages: stages(site, standing, &numbers, own),
        points: points.collect(),
        further: further.collect(),
    })
}

fn stages(site: &Site, standing: &Standing, numbers: &BTreeMap<EntryId, usize>, own: Option<u16>) -> Vec<StageTold> {
    let mut groups: Vec<&u16> = standing.run.groups.keys().collect();
    // A group finds its own decisions first.
    groups.sort_by_key(|n| own != Some(**n));
    let open = standing.exercise.stages.iter().take(standing.run.released.len());
    let told = open.enumerate().map(|(at, stage)| StageTold {
        number: at + 1,
        title: stage.title.clone(),
        groups: groups
            .iter()
            .map(|n| {
                let given = standing.run.groups.get(n).and_then(|g| g.answers.get(&at));
                let told = given.map(|g| answer(site, &g.answer, numbers));
                (name(**n, own), told, nothing(standing, **n, at))
            })
            .collect(),
    });
    told.collect()
}

/// Why nothing of a group stands at the stop point of a stage.
fn nothing(standing: &Standing, group: u16, stage: usize) -> &'static str {
    if standing.run.came_after(group, stage) {
        "Had not joined by then"
    } else {
        "Nothing recorded at that stop point"
    }
}

fn name(group: u16, own: Option<u16>) -> String {
    if own == Some(group) {
        format!("Your group ({group})")
    } else {
        format!("Group {group}")
    }
}

fn entry(matter: &Matter, numbers: &BTreeMap<EntryId, usize>, id: &EntryId) -> EntryTold {
    let found = matter.entry(id).map(|(entry, _)| entry);
    EntryTold {
        number: numbers.get(id).copied().unwrap_or(0),
        day: found.map_or_else(String::new, |e| e.when.shown()),
        agency: found.map_or_else(String::new, |e| matter.case.agency_name(&e.agency).to_owned()),
        text: found.map_or_else(String::new, |e| e.text.clone()),
    }
}

fn expected(beside: &Beside, one: &Expected, entry: &dyn Fn(&EntryId) -> EntryTold) -> ExpectedTold {
    let chose = beside.chose.iter().filter(|c| c.covers.contains(&one.label));
    ExpectedTold {
        label: one.label.clone(),
        of: one.asked_of(),
        outcome: one.outcome.words(),
        code: one.outcome.code(),
        shown_by: one.shown_by.iter().map(entry).collect(),
        is_settled: !one.is_open_at(beside.point.stage),
        chose: chose.map(|c| c.group.to_string()).collect(),
    }
}

/// When a group first chose something that was expected of its agency and not yet on record.
fn acted(chose: &Chose) -> String {
    match (chose.acted.zip(chose.acted_days), chose.is_open) {
        (Some((stage, days)), _) => format!("At stage {}, {}", stage + 1, after(days)),
        (None, true) => "None of these".to_owned(),
        (None, false) => "Nothing was open: what was expected was on record, or another agency’s to do".to_owned(),
    }
}

fn groups(site: &Site, standing: &Standing, beside: &Beside, own: Option<u16>) -> Vec<GroupTold> {
    let offered = site.training.offered();
    let told = |group: &u16| {
        let marked = beside.marked.iter().find(|m| m.group == *group);
        let chose = beside.chose.iter().find(|c| c.group == *group);
        GroupTold {
            name: name(*group, own),
            is_own: own == Some(*group),
            marked: marked.map_or_else(
                || match chose {
                    Some(_) => "Not marked".to_owned(),
                    None => nothing(standing, *group, beside.point.stage).to_owned(),
                },
                |m| format!("At stage {}, {}", m.stage + 1, after(m.days)),
            ),
            saw: marked
                .iter()
                .flat_map(|m| &m.entries)
                .map(|(_, sees)| sees.clone())
                .filter(|s| !s.is_empty())
                .collect(),
            would: chose.map_or_else(Vec::new, |c| {
                chosen(&c.would, &c.would_own, |id| offered.response_words(id).to_owned())
            }),
            tell: chose.map_or_else(Vec::new, |c| {
                chosen(&c.tell, &c.tell_own, |id| offered.whom_words(id).to_owned())
            }),
            why: chose.map_or_else(String::new, |c| c.why.clone()),
            acted: chose.map_or_else(String::new, acted),
            nothing: nothing(standing, *group, beside.point.stage),
        }
    };
    let mut out: Vec<GroupTold> = standing.run.groups.keys().map(told).collect();
    // A group finds its own decisions first.
    out.sort_by_key(|g| !g.is_own);
    out
}
