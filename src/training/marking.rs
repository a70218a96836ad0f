//! *Marking* what groups decided beside what was found: for each finding that the role could know of, who took an entry of it for a
//! warning and when, what they chose beside what was expected, and what the records show was done. It compares decisions; it reckons no
//! score, rank or share of anybody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

pub use super::expected::Expected;
use crate::{
    model::{
        case::AgencyId,
        deciding::Deciding,
        entry::EntryId,
        finding::{Finding, FindingKind, InForce, Outcome, WindowBasis},
        matter::{Matter, SourceCard},
    },
    review::lens::{Telling, known},
    training::{
        answer::Answer,
        exercise::Against,
        offered::Offered,
        run::{Given, Run},
    },
};

/// Something that could be seen from the records that the role knew of: findings about the same entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// What the records hold, in words.
    pub title: String,
    /// The day by which the role knew of it.
    pub known: NaiveDate,
    /// The first stage in which it could be seen, from 0.
    pub stage: usize,
    /// The entries that it rests on and that the role knew of.
    pub triggers: Vec<EntryId>,
    /// Does it rest on other entries too, of which no record shows that the role knew?
    pub in_part: bool,
    /// What was expected to follow.
    pub expected: Vec<Expected>,
    /// How many findings it is of.
    pub findings: usize,
    /// Did the panel accept one of its findings? Otherwise the program alone found it.
    pub accepted: bool,
    /// What is said of each of its findings: in reviewers' own words where they put it so.
    pub says: Vec<String>,
    /// Rules then in force that bear on it.
    pub policy: Vec<InForce>,
    /// Where it comes from.
    pub sources: Vec<SourceCard>,
    /// Questions for the agencies.
    pub asks: Vec<String>,
}

impl Point {
    /// Whose finding it is, in words.
    pub fn by(&self) -> &'static str {
        match (self.accepted, self.findings) {
            (true, ..=1) => "Accepted by the panel.",
            (true, _) => "The panel accepted at least one of its findings.",
            (false, _) => "Found by the program by its rules; the panel has not accepted it.",
        }
    }
}

/// A point beside what groups decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// The point.
    pub point: Point,
    /// Groups that took an entry of it for a warning, in the order of their numbers.
    pub marked: Vec<Marked>,
    /// What groups chose at the stop point at which they first marked it, or at which it could first be seen where they marked nothing of it.
    pub chose: Vec<Chose>,
}

/// That a group took an entry for a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The group.
    pub group: u16,
    /// The stage at whose stop point it first did, from 0.
    pub stage: usize,
    /// Days of the case from the stop point at which it could first be seen to the one of that stage.
    pub days: i64,
    /// The entries, each with what the group saw in it.
    pub entries: Vec<(EntryId, String)>,
}

/// What a group chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chose {
    /// The group.
    pub group: u16,
    /// The stage, from 0.
    pub stage: usize,
    /// Codes of the responses that it chose.
    pub would: Vec<String>,
    /// In its own words.
    pub would_own: String,
    /// Codes of the kinds of agency that it would tell.
    pub tell: Vec<String>,
    /// In its own words.
    pub tell_own: String,
    /// Why.
    pub why: String,
    /// The expected responses that are among what it chose.
    pub covers: Vec<String>,
    /// Was there anything at that stop point that was expected of the agency and not yet on record?
    pub is_open: bool,
    /// The first stage from then on at which it chose something that was expected of the agency and not yet on record, where it did.
    pub acted: Option<usize>,
    /// Days of the case from the stop point at which it could first be seen to the one of that stage.
    pub acted_days: Option<i64>,
}

/// An entry that groups took for a warning and on which none of the points rests that decisions are set beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Further {
    /// The entry.
    pub entry: EntryId,
    /// Who did, at which stage, and what they saw.
    pub marks: Vec<(u16, usize, String)>,
}

/// Everything that is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Points beside decisions, in the order in which they could be seen.
    pub points: Vec<Beside>,
    /// What groups saw beyond them, in the order of release.
    pub further: Vec<Further>,
}

/// What could be seen in a case through the eyes of an agency, by the last day of each stage. `matter` is the whole case.
pub fn points(
    matter: &Matter,
    role: &AgencyId,
    (telling, against): (&Telling, Against),
    days: &[NaiveDate],
) -> Vec<Point> {
    let known = known(matter, role, telling);
    let since: BTreeMap<&EntryId, NaiveDate> = matter
        .entries
        .iter()
        .zip(&known)
        .filter_map(|(e, k)| Some((&e.id, k.as_ref()?.from)))
        .collect();
    let deciding = Deciding::of_matter(matter);
    let counts = |f: &&Finding| {
        f.kind == FindingKind::Gap
            && match against {
                Against::Accepted => deciding.accepted(f).is_some(),
                Against::Program => !deciding.is_set_aside(f),
            }
    };
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in matter.counted().filter(counts) {
        let Some((own, _)) = seen(finding, &since) else {
            continue;
        };
        // What rests on an act of another agency that nobody here could know of is not set beside what they decided.
        if finding.agency != *role && own.len() < rests_on(finding).len() {
            continue;
        }
        match groups
            .iter_mut()
            .find(|g| g.iter().any(|f| is_about_the_same(f, finding)))
        {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    let mut out: Vec<Point> = groups
        .iter()
        .filter_map(|group| point(matter, (&deciding, &since, role), group, days))
        .collect();
    out.sort_by(|a, b| (a.stage, a.known, &a.triggers).cmp(&(b.stage, b.known, &b.triggers)));
    out
}

/// The entries of a finding that the role knew of, and the day by which it knew of them all.
fn seen<'a>(finding: &'a Finding, since: &BTreeMap<&EntryId, NaiveDate>) -> Option<(BTreeSet<&'a EntryId>, NaiveDate)> {
    let all = finding.triggers.iter().map(|t| &t.quote.entry);
    let own: BTreeSet<&EntryId> = all.filter(|id| since.contains_key(id)).collect();
    let last = own.iter().filter_map(|id| since.get(*id)).max()?;
    Some((own, *last))
}

/// The entries on which a finding rests.
fn rests_on(finding: &Finding) -> BTreeSet<&EntryId> {
    finding.triggers.iter().map(|t| &t.quote.entry).collect()
}

/// Do two findings rest on the very same entries? Then they are told together.
fn is_about_the_same(one: &Finding, other: &Finding) -> bool {
    rests_on(one) == rests_on(other)
}

fn point(
    matter: &Matter,
    (deciding, since, role): (&Deciding<'_>, &BTreeMap<&EntryId, NaiveDate>, &AgencyId),
    group: &[&Finding],
    days: &[NaiveDate],
) -> Option<Point> {
    let first = group
        .iter()
        .min_by_key(|f| (std::cmp::Reverse(f.severity), f.outcome, &f.id))?;
    let (own, known) = seen(first, since)?;
    let stage = days.iter().position(|d| *d >= known)?;
    let mut out = Point {
        title: first.held().to_owned(),
        known,
        stage,
        in_part: own.len() < rests_on(first).len(),
        // In the order of the timeline.
        triggers: matter
            .entries
            .iter()
            .map(|e| &e.id)
            .filter(|id| own.contains(id))
            .cloned()
            .collect(),
        expected: Vec::new(),
        findings: group.len(),
        accepted: group.iter().any(|f| deciding.accepted(f).is_some()),
        says: Vec::new(),
        policy: Vec::new(),
        sources: Vec::new(),
        asks: Vec::new(),
    };
    let ids: BTreeSet<&str> = group.iter().map(|f| f.id.as_str()).collect();
    for warning in matter
        .warnings
        .iter()
        .filter(|w| w.findings.iter().any(|f| ids.contains(f.as_str())))
    {
        add(&mut out.policy, warning.policy.iter().cloned());
    }
    for finding in group {
        add(&mut out.says, [deciding.says(finding)]);
        let card = matter.patterns.get(&finding.pattern);
        if let Some(card) = card {
            add(&mut out.sources, card.sources.iter().cloned());
            add(&mut out.asks, card.ask.iter().cloned());
        }
        let window = finding.window.iter().filter(|w| w.basis != WindowBasis::NoLimit);
        let within: Vec<String> = window
            .map(|w| format!("within {} ({})", w.length, w.basis.words()))
            .collect();
        for step in finding.steps.iter().filter(|s| s.required) {
            let looked = card
                .into_iter()
                .flat_map(|c| &c.looked_for)
                .filter(|l| l.label == step.label);
            let shows = matches!(step.outcome, Outcome::Met | Outcome::Late);
            let cited = step.shown_by.iter().filter(|_| shows);
            let first = cited.filter_map(|c| since.get(&c.quote.entry)).min();
            let on_record = first.and_then(|day| days.iter().position(|d| d >= day));
            expect(
                &mut out.expected,
                Expected {
                    label: step.label.clone(),
                    of: matter.case.agency_name(&finding.agency).to_owned(),
                    is_own: finding.agency == *role,
                    on_record,
                    was_on_record: on_record.is_some_and(|s| s <= stage),
                    within: within.clone(),
                    concepts: looked.flat_map(|l| l.concepts.iter().cloned()).collect(),
                    outcome: step.outcome,
                    shown_by: step.shown_by.iter().map(|c| c.quote.entry.clone()).collect(),
                },
            );
        }
    }
    Some(out)
}

/// Adds what is not there yet.
fn add<T: PartialEq>(to: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

/// Adds an expected response; what several findings expect of one agency in the same words is one, with the best that any of them shows.
fn expect(to: &mut Vec<Expected>, one: Expected) {
    match to.iter_mut().find(|e| e.label == one.label && e.of == one.of) {
        Some(held) => {
            held.outcome = held.outcome.max(one.outcome);
            held.on_record = [held.on_record, one.on_record].into_iter().flatten().min();
            held.was_on_record |= one.was_on_record;
            add(&mut held.within, one.within);
            add(&mut held.shown_by, one.shown_by);
            held.concepts.extend(one.concepts);
        }
        None => to.push(one),
    }
}

/// Sets what groups decided beside what could be seen. `days` are the last days of the stages.
pub fn compare(points: &[Point], run: &Run, days: &[NaiveDate], offered: &Offered) -> Comparison {
    let released = run.released.len();
    let entries = run.entries();
    let told: BTreeSet<&EntryId> = points.iter().flat_map(|p| &p.triggers).collect();
    let of_run = points.iter().filter(|p| p.stage < released);
    let points = of_run.map(|point| beside(point, run, days, offered)).collect();
    let further = entries.iter().filter(|id| !told.contains(id)).filter_map(|id| {
        let marks: Vec<(u16, usize, String)> = answers(run)
            .filter_map(|(group, stage, given)| Some((group, stage, given.answer.mark(id)?.sees.clone())))
            .collect();
        (!marks.is_empty()).then(|| Further {
            entry: id.clone(),
            marks,
        })
    });
    Comparison {
        points,
        further: further.collect(),
    }
}

/// Every answer of a run: group, stage, answer.
fn answers(run: &Run) -> impl Iterator<Item = (u16, usize, &Given)> {
    let all = run.groups.iter();
    all.flat_map(|(number, group)| group.answers.iter().map(|(stage, given)| (*number, *stage, given)))
}

fn beside(point: &Point, run: &Run, days: &[NaiveDate], offered: &Offered) -> Beside {
    // From the stop point at which it could first be seen: that it was released no earlier is no delay of theirs.
    let since = days.get(point.stage);
    let after = |stage: usize| {
        days.get(stage)
            .zip(since)
            .map_or(0, |(day, first)| (*day - *first).num_days())
    };
    let mut marked = Vec::new();
    let mut chose = Vec::new();
    for (number, group) in &run.groups {
        let first = group.answers.iter().find_map(|(stage, given)| {
            let own = point.triggers.iter().filter_map(|id| given.answer.mark(id));
            let own: Vec<(EntryId, String)> = own.map(|m| (m.entry.clone(), m.sees.clone())).collect();
            (!own.is_empty()).then_some((*stage, own))
        });
        let at = first.as_ref().map_or(point.stage, |(stage, _)| *stage);
        if let Some((stage, entries)) = first {
            marked.push(Marked {
                group: *number,
                stage,
                days: after(stage),
                entries,
            });
        }
        let Some(given) = group.answers.get(&at) else {
            continue;
        };
        let acted = group
            .answers
            .range(at..)
            .find(|(stage, g)| covers_any(point, (**stage, &g.answer), offered));
        let acted = acted.map(|(stage, _)| *stage);
        chose.push(Chose {
            group: *number,
            stage: at,
            would: given.answer.would.clone(),
            would_own: given.answer.would_own.clone(),
            tell: given.answer.tell.clone(),
            tell_own: given.answer.tell_own.clone(),
            why: given.answer.why.clone(),
            covers: covers(point, &given.answer, offered),
            is_open: point.expected.iter().any(|e| e.is_open_at(at)),
            acted,
            acted_days: acted.map(after),
        });
    }
    Beside {
        point: point.clone(),
        marked,
        chose,
    }
}

/// The concepts of what a group chose to do, and whom to tell.
fn concepts<'a>(answer: &'a Answer, offered: &'a Offered) -> BTreeSet<&'a String> {
    let would = answer.would.iter().filter_map(|id| offered.response(id));
    let tell = answer.tell.iter().filter_map(|id| offered.whom(id));
    would
        .flat_map(|r| &r.concepts)
        .chain(tell.flat_map(|w| &w.concepts))
        .collect()
}

/// Is among what a group chose at the stop point of a stage anything that was expected of its agency and not on record by then?
fn covers_any(point: &Point, (stage, answer): (usize, &Answer), offered: &Offered) -> bool {
    let concepts = concepts(answer, offered);
    let mut open = point.expected.iter().filter(|e| e.is_open_at(stage));
    open.any(|e| e.concepts.iter().any(|c| concepts.contains(c)))
}

/// The expected responses that are among what a group chose to do, and whom to tell.
fn covers(point: &Point, answer: &Answer, offered: &Offered) -> Vec<String> {
    let concepts = concepts(answer, offered);
    let mut out = Vec::new();
    let met = point
        .expected
        .iter()
        .filter(|e| e.concepts.iter().any(|c| concepts.contains(c)));
    add(&mut out, met.map(|e| e.label.clone()));
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, NaiveDate};

    use super::{Expected, Point, compare};
    use crate::{
        model::{entry::EntryId, finding::Outcome},
        training::{
            answer::{Answer, Mark},
            offered::{Offered, Response},
            run::{Event, Happening, Run},
        },
    };

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2022, 6, d).unwrap()
    }

    fn id(name: &str) -> EntryId {
        EntryId(name.to_owned())
    }

    fn point() -> Point {
        Point {
            title: "Reported: following".to_owned(),
            known: day(3),
            stage: 0,
            triggers: vec![id("A")],
            in_part: false,
            expected: vec![Expected {
                label: "Police told".to_owned(),
                of: "Probation".to_owned(),
                is_own: true,
                on_record: None,
                was_on_record: false,
                within: vec!["within 1 day (set by reviewers, not policy)".to_owned()],
                concepts: BTreeSet::from(["police-told".to_owned()]),
                outcome: Outcome::Missed,
                shown_by: Vec::new(),
            }],
            findings: 1,
            accepted: false,
            says: Vec::new(),
            policy: Vec::new(),
            sources: Vec::new(),
            asks: Vec::new(),
        }
    }

    fn offered() -> Offered {
        Offered {
            responses: vec![
                Response {
                    id: "police".to_owned(),
                    words: "Tell the police".to_owned(),
                    concepts: vec!["police-told".to_owned()],
                    alone: false,
                },
                Response {
                    id: "nothing".to_owned(),
                    words: "Nothing more for now".to_owned(),
                    concepts: Vec::new(),
                    alone: false,
                },
            ],
            whom: Vec::new(),
        }
    }

    fn run(answers: Vec<(u16, usize, &[&str], &str)>) -> Run {
        let at = DateTime::parse_from_rfc3339("2026-11-27T10:00:00+00:00").unwrap();
        let mut what = vec![Happening::Started { groups: 3 }];
        for group in 1..=3 {
            what.push(Happening::Joined {
                group,
                seat: String::new(),
            });
        }
        for (stage, ids) in [["A", "B"], ["C", "D"]].iter().enumerate() {
            what.push(Happening::Released {
                stage,
                entries: ids.iter().map(|i| id(i)).collect(),
                due: None,
            });
            for (group, _, marks, would) in answers.iter().filter(|a| a.1 == stage) {
                let mark = |m: &&str| Mark {
                    entry: id(m),
                    sees: format!("group {group}"),
                };
                what.push(Happening::Answered {
                    group: *group,
                    stage,
                    over: None,
                    answer: Answer {
                        marks: marks.iter().map(mark).collect(),
                        would: vec![(*would).to_owned()],
                        ..Answer::default()
                    },
                });
            }
        }
        let events: Vec<Event> = what.into_iter().map(|what| Event { at, what }).collect();
        Run::of(&events)
    }

    #[test]
    fn decisions_stand_beside_what_was_expected_with_the_days_in_between() {
        let run = run(vec![
            (1, 0, &["A"], "police"),
            (2, 0, &[], "nothing"),
            (2, 1, &["A"], "nothing"),
            (3, 0, &["B"], "nothing"),
            (3, 1, &[], "police"),
        ]);
        let told = compare(&[point()], &run, &[day(10), day(30)], &offered());
        let one = &told.points[0];
        let marked: Vec<(u16, usize, i64)> = one.marked.iter().map(|m| (m.group, m.stage, m.days)).collect();
        assert_eq!(marked, [(1, 0, 0), (2, 1, 20)]);
        let acted: Vec<(u16, Option<i64>)> = one.chose.iter().map(|c| (c.group, c.acted_days)).collect();
        assert_eq!(acted, [(1, Some(0)), (2, None), (3, Some(20))]);
        assert_eq!(one.chose[0].covers, ["Police told"]);
        assert_eq!(
            one.point.expected[0].asked_of(),
            "Probation, within 1 day (set by reviewers, not policy)"
        );
        assert!(one.chose[1].covers.is_empty());
    }

    #[test]
    fn what_groups_saw_beyond_the_findings_is_told_with_their_words() {
        let run = run(vec![(1, 0, &["A"], "police"), (3, 0, &["B"], "nothing")]);
        let told = compare(&[point()], &run, &[day(10), day(30)], &offered());
        assert_eq!(told.further.len(), 1);
        assert_eq!(told.further[0].entry, id("B"));
        assert_eq!(told.further[0].marks, [(3, 0, "group 3".to_owned())]);
    }

    #[test]
    fn a_mark_before_all_of_it_could_be_seen_is_told_as_such_and_not_as_the_first_chance() {
        let later = Point {
            known: day(20),
            stage: 1,
            triggers: vec![id("A"), id("C")],
            ..point()
        };
        let run = run(vec![(1, 0, &["A"], "police"), (1, 1, &[], "nothing")]);
        let told = compare(&[later], &run, &[day(10), day(30)], &offered());
        let one = &told.points[0];
        assert_eq!((one.marked[0].stage, one.marked[0].days), (0, -20));
        assert_eq!((one.chose[0].acted, one.chose[0].acted_days), (Some(0), Some(-20)));
    }

    #[test]
    fn what_is_on_record_already_or_is_expected_of_others_is_not_held_against_a_group() {
        let with = |is_own, on_record| {
            let mut one = point();
            for e in &mut one.expected {
                e.is_own = is_own;
                e.on_record = on_record;
                e.was_on_record = on_record == Some(0);
            }
            one
        };
        let run = run(vec![(1, 0, &["A"], "police"), (2, 0, &[], "nothing")]);
        for (one, words) in [
            (with(true, Some(0)), "already on record by this stop point"),
            (with(false, None), "not of the agency through whose eyes you read"),
        ] {
            let told = compare(&[one], &run, &[day(10), day(30)], &offered());
            let told = &told.points[0];
            assert!(told.point.expected[0].asked_of().contains(words));
            assert!(told.chose.iter().all(|c| !c.is_open && c.acted.is_none()));
            assert_eq!(
                told.chose[0].covers,
                ["Police told"],
                "what was chosen is told all the same"
            );
        }
        let later = compare(&[with(true, Some(1))], &run, &[day(10), day(30)], &offered());
        assert!(later.points[0].chose[0].acted == Some(0) && later.points[0].chose[1].is_open);
    }

    #[test]
    fn who_accepted_a_point_is_told_without_saying_more_than_was_decided() {
        let by = |findings, accepted| {
            let one = Point {
                findings,
                accepted,
                ..point()
            };
            one.by()
        };
        assert_eq!(by(1, true), "Accepted by the panel.");
        assert_eq!(by(2, true), "The panel accepted at least one of its findings.");
        assert!(by(2, false).contains("the panel has not accepted it"));
    }

    #[test]
    fn nothing_is_compared_that_was_not_yet_released() {
        let later = Point { stage: 2, ..point() };
        let run = run(vec![(1, 0, &["A"], "police")]);
        assert!(
            compare(&[later], &run, &[day(10), day(20), day(30)], &offered())
                .points
                .is_empty()
        );
    }
}
