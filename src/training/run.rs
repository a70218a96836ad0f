//! A *run*: one use of an exercise with groups. What happened is a list of events that is only added to; how the run stands is reckoned
//! from them, and nothing else is kept. Times are given in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::{model::entry::EntryId, training::answer::Answer};

/// Groups that are proposed where nobody says how many.
pub const GROUPS: u16 = 8;
/// No run has more groups: each is a table, or one person at a table.
pub const MOST_GROUPS: u16 = 60;

/// Something that happened in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What.
    #[serde(flatten)]
    pub what: Happening,
}

/// See [`Event`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Happening {
    /// The run was started, for so many groups.
    Started {
        /// How many groups can be joined.
        groups: u16,
    },
    /// Somebody joined a group. No name is kept: the seat is the digest of a secret that only their browser has.
    Joined {
        /// The group.
        group: u16,
        /// The digest.
        seat: String,
    },
    /// A stage was released: everything that the agency knew by its last day can be read from now on.
    Released {
        /// Its place, from 0.
        stage: usize,
        /// The entries that are new with it, in the order in which they are shown.
        entries: Vec<EntryId>,
        /// When its time is up, where it has a clock.
        due: Option<DateTime<FixedOffset>>,
    },
    /// The clock of this stage was set, or stopped.
    Clock {
        /// When its time is up; nothing where it was stopped.
        due: Option<DateTime<FixedOffset>>,
    },
    /// A group recorded an answer at the stop point of a stage. The last one before the next release holds.
    Answered {
        /// When the answer was recorded in whose place it stands, as whoever records it saw it; nothing for the first. Several browsers can be at
        /// one table.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        over: Option<DateTime<FixedOffset>>,
        /// The group.
        group: u16,
        /// The stage.
        stage: usize,
        /// The answer.
        answer: Answer,
    },
    /// The discussion was opened: groups see each other's answers, and what was found.
    Opened,
    /// The facilitator noted something.
    Noted {
        /// In words.
        words: String,
    },
    /// The run was ended: nobody can join or read any more.
    Ended,
}

/// Why something cannot happen now, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has ended.
    #[error("this run has ended; start a new one from the library of exercises")]
    Ended,
    /// It has begun already.
    #[error("this run has begun already; go on with its next stage")]
    Begun,
    /// No such group.
    #[error("there is no such group in this run; choose one of those that are offered")]
    NoGroup,
    /// The stage is not the next.
    #[error("another stage is next; look at the page again, and release that one")]
    NotNext,
    /// Everything is released.
    #[error("every stage has been released; open the discussion")]
    NoMore,
    /// Groups have recorded nothing at this stop point.
    #[error(
        "not every group has recorded an answer at this stop point; wait for them, or say that you go on without them"
    )]
    Waiting,
    /// The stop point is past.
    #[error(
        "this stop point is past: its answers cannot be changed once the next stage has been released; go on with the stage that is open now"
    )]
    Past,
    /// Another answer of the group was recorded since.
    #[error(
        "an answer of your group was recorded at this stop point since this page was opened; look at it, put into yours what belongs to both, and record it again"
    )]
    Changed,
    /// Nothing is released.
    #[error("no stage has been released yet; release the first one")]
    NothingYet,
    /// The discussion is open.
    #[error("the discussion has been opened, and answers can be changed no more; compare what groups decided")]
    Open,
}

/// How a run stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// How many groups can be joined.
    pub offered: u16,
    /// When it was started.
    pub started: Option<DateTime<FixedOffset>>,
    /// Groups that somebody joined.
    pub groups: BTreeMap<u16, Group>,
    /// What was released, in order.
    pub released: Vec<Release>,
    /// When the time of the stage that is open is up.
    pub due: Option<DateTime<FixedOffset>>,
    /// Was the discussion opened?
    pub is_open: bool,
    /// When.
    pub opened: Option<DateTime<FixedOffset>>,
    /// Has it ended?
    pub has_ended: bool,
    /// What the facilitator noted.
    pub notes: Vec<(DateTime<FixedOffset>, String)>,
}

/// A group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// How many joined it.
    pub seats: usize,
    /// When somebody first joined it.
    pub joined: Option<DateTime<FixedOffset>>,
    /// What it recorded, by stage.
    pub answers: BTreeMap<usize, Given>,
}

/// An answer, and when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// A stage that was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The entries that were new with it, in order.
    pub entries: Vec<EntryId>,
}

impl Run {
    /// How a run stands after these events.
    pub fn of(events: &[Event]) -> Self {
        let mut out = Self::default();
        for event in events {
            out.take(event);
        }
        out
    }

    /// The same after one more.
    pub fn take(&mut self, event: &Event) {
        match &event.what {
            Happening::Started { groups } => {
                self.started = Some(event.at);
                self.offered = *groups;
            }
            Happening::Joined { group, .. } => {
                let group = self.groups.entry(*group).or_default();
                group.seats += 1;
                group.joined = group.joined.or(Some(event.at));
            }
            Happening::Released { entries, due, .. } => {
                self.released.push(Release {
                    at: event.at,
                    entries: entries.clone(),
                });
                self.due = *due;
            }
            Happening::Clock { due } => self.due = *due,
            Happening::Answered {
                group, stage, answer, ..
            } => {
                let given = Given {
                    answer: answer.clone(),
                    at: event.at,
                };
                self.groups.entry(*group).or_default().answers.insert(*stage, given);
            }
            Happening::Opened => {
                self.is_open = true;
                self.opened = Some(event.at);
            }
            Happening::Noted { words } => self.notes.push((event.at, words.clone())),
            Happening::Ended => self.has_ended = true,
        }
    }

    /// May this happen now, in an exercise of so many stages? `anyway` releases a stage though groups have recorded nothing.
    ///
    /// # Errors
    /// Says why not.
    pub fn may(&self, what: &Happening, stages: usize, anyway: bool) -> Result<(), Refusal> {
        if self.has_ended && !matches!(what, Happening::Noted { .. }) {
            return Err(Refusal::Ended);
        }
        match what {
            Happening::Started { .. } if self.started.is_some() => Err(Refusal::Begun),
            Happening::Joined { group, .. } if *group == 0 || *group > self.offered => Err(Refusal::NoGroup),
            Happening::Released { .. } if self.is_open => Err(Refusal::Open),
            Happening::Released { .. } if self.released.len() >= stages => Err(Refusal::NoMore),
            Happening::Released { stage, .. } if *stage != self.released.len() => Err(Refusal::NotNext),
            Happening::Released { .. } | Happening::Opened if !anyway && !self.waiting().is_empty() => {
                Err(Refusal::Waiting)
            }
            Happening::Opened | Happening::Clock { .. } if self.released.is_empty() => Err(Refusal::NothingYet),
            Happening::Opened | Happening::Clock { .. } | Happening::Answered { .. } if self.is_open => {
                Err(Refusal::Open)
            }
            Happening::Answered { group, .. } if !self.groups.contains_key(group) => Err(Refusal::NoGroup),
            Happening::Answered { stage, .. } if Some(*stage) != self.stage() => Err(Refusal::Past),
            // The same sent twice is no clash.
            Happening::Answered {
                group,
                stage,
                over,
                answer,
            } if self.given(*group, *stage).map(|g| g.at) != *over
                && self.given(*group, *stage).is_none_or(|g| g.answer != *answer) =>
            {
                Err(Refusal::Changed)
            }
            _ => Ok(()),
        }
    }

    /// What a group recorded at the stop point of a stage.
    pub fn given(&self, group: u16, stage: usize) -> Option<&Given> {
        self.groups.get(&group)?.answers.get(&stage)
    }

    /// Was the stop point of a stage past when somebody first joined this group?
    pub fn came_after(&self, group: u16, stage: usize) -> bool {
        let end = self.released.get(stage + 1).map(|r| r.at).or(self.opened);
        let joined = self.groups.get(&group).and_then(|g| g.joined);
        end.zip(joined).is_some_and(|(end, joined)| joined >= end)
    }

    /// The stage that is open, from 0; nothing before the first release.
    pub fn stage(&self) -> Option<usize> {
        self.released.len().checked_sub(1)
    }

    /// Groups that somebody joined and that have recorded nothing at the stop point that is open.
    pub fn waiting(&self) -> Vec<u16> {
        let Some(stage) = self.stage() else {
            return Vec::new();
        };
        let all = self.groups.iter().filter(|(_, g)| !g.answers.contains_key(&stage));
        all.map(|(number, _)| *number).collect()
    }

    /// Is the time of the stage up, so that the next is to be released? It is not before anybody joined, and not while a group has recorded
    /// nothing: what was seen and decided comes first.
    pub fn is_due(&self, now: DateTime<FixedOffset>, stages: usize) -> bool {
        let up = self.due.is_some_and(|due| now >= due);
        let has_all = !self.groups.is_empty() && self.waiting().is_empty();
        up && has_all && self.released.len() < stages && !self.is_open && !self.has_ended
    }

    /// Every entry that was released, in the order in which it was.
    pub fn entries(&self) -> Vec<EntryId> {
        let mut seen = BTreeSet::new();
        let all = self.released.iter().flat_map(|r| &r.entries);
        all.filter(|id| seen.insert((*id).clone())).cloned().collect()
    }

    /// The group of nobody yet with the lowest number.
    pub fn free(&self) -> Option<u16> {
        (1..=self.offered).find(|n| !self.groups.contains_key(n))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, FixedOffset};

    use super::{Event, Happening, Refusal, Run};
    use crate::{model::entry::EntryId, training::answer::Answer};

    fn at(minute: u32) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-11-27T10:{minute:02}:00+00:00")).unwrap()
    }

    fn event(minute: u32, what: Happening) -> Event {
        Event { at: at(minute), what }
    }

    fn released(stage: usize, ids: &[&str]) -> Happening {
        Happening::Released {
            stage,
            entries: ids.iter().map(|i| EntryId((*i).to_owned())).collect(),
            due: None,
        }
    }

    fn answered(group: u16, stage: usize, why: &str) -> Happening {
        Happening::Answered {
            group,
            stage,
            over: None,
            answer: Answer {
                why: why.to_owned(),
                ..Answer::default()
            },
        }
    }

    fn joined(group: u16) -> Happening {
        Happening::Joined {
            group,
            seat: String::new(),
        }
    }

    fn two_groups_at_the_first_stop() -> Vec<Event> {
        vec![
            event(0, Happening::Started { groups: 2 }),
            event(1, joined(1)),
            event(1, joined(2)),
            event(2, released(0, &["A", "B"])),
        ]
    }

    #[test]
    fn the_next_stage_waits_until_every_group_has_recorded_an_answer() {
        let mut events = two_groups_at_the_first_stop();
        assert_eq!(Run::of(&events).waiting(), [1, 2]);
        events.push(event(3, answered(1, 0, "x")));
        let run = Run::of(&events);
        assert_eq!(run.may(&released(1, &["C"]), 2, false), Err(Refusal::Waiting));
        assert_eq!(run.may(&Happening::Opened, 2, false), Err(Refusal::Waiting));
        assert_eq!(run.may(&released(1, &["C"]), 2, true), Ok(()));
        events.push(event(4, answered(2, 0, "y")));
        assert_eq!(Run::of(&events).may(&released(1, &["C"]), 2, false), Ok(()));
    }

    #[test]
    fn an_answer_can_be_changed_until_the_next_release_and_not_after_it() {
        let mut events = two_groups_at_the_first_stop();
        events.push(event(3, answered(1, 0, "first")));
        // Who did not see the first answer does not write over it.
        let unseen = answered(1, 0, "second");
        assert_eq!(Run::of(&events).may(&unseen, 2, false), Err(Refusal::Changed));
        let twice = answered(1, 0, "first");
        assert_eq!(Run::of(&events).may(&twice, 2, false), Ok(()), "the same sent twice");
        let mut seen = unseen;
        if let Happening::Answered { over, .. } = &mut seen {
            *over = Some(at(3));
        }
        assert_eq!(Run::of(&events).may(&seen, 2, false), Ok(()));
        events.push(event(4, answered(1, 0, "second")));
        events.push(event(5, answered(2, 0, "y")));
        events.push(event(6, released(1, &["C"])));
        let run = Run::of(&events);
        assert_eq!(run.groups[&1].answers[&0].answer.why, "second");
        assert_eq!(run.may(&answered(1, 0, "third"), 2, false), Err(Refusal::Past));
        assert_eq!(run.may(&answered(1, 1, "now"), 2, false), Ok(()));
        assert_eq!(run.may(&released(2, &[]), 2, true), Err(Refusal::NoMore));
        events.push(event(7, Happening::Opened));
        assert_eq!(
            Run::of(&events).may(&answered(1, 1, "late"), 2, false),
            Err(Refusal::Open)
        );
    }

    #[test]
    fn a_group_that_joined_after_a_stop_point_was_not_there_at_it() {
        let mut events = two_groups_at_the_first_stop();
        events[0].what = Happening::Started { groups: 3 };
        events.push(event(6, released(1, &["C"])));
        events.push(event(7, joined(3)));
        let run = Run::of(&events);
        assert!(run.came_after(3, 0) && !run.came_after(3, 1) && !run.came_after(1, 0));
        events.push(event(8, Happening::Opened));
        events.push(event(9, joined(3)));
        assert!(!Run::of(&events).came_after(3, 1), "it was there before");
    }

    #[test]
    fn stages_come_in_their_order_and_groups_are_those_that_were_offered() {
        let run = Run::of(&two_groups_at_the_first_stop());
        assert_eq!(run.may(&released(2, &[]), 5, true), Err(Refusal::NotNext));
        assert_eq!(run.may(&released(0, &[]), 5, true), Err(Refusal::NotNext));
        assert_eq!(run.may(&joined(3), 5, false), Err(Refusal::NoGroup));
        assert_eq!(run.may(&joined(0), 5, false), Err(Refusal::NoGroup));
        assert_eq!(run.may(&answered(9, 0, "x"), 5, false), Err(Refusal::NoGroup));
        let empty = Run::of(&[event(0, Happening::Started { groups: 3 })]);
        assert_eq!(empty.may(&Happening::Opened, 5, true), Err(Refusal::NothingYet));
        assert_eq!(empty.free(), Some(1));
        assert_eq!(run.free(), None);
    }

    #[test]
    fn when_the_time_is_up_the_next_stage_still_waits_for_answers() {
        let mut events = two_groups_at_the_first_stop();
        events.push(event(3, Happening::Clock { due: Some(at(10)) }));
        events.push(event(4, answered(1, 0, "x")));
        assert!(!Run::of(&events).is_due(at(11), 2), "group 2 has recorded nothing");
        events.push(event(12, answered(2, 0, "y")));
        let run = Run::of(&events);
        assert!(run.is_due(at(12), 2) && !run.is_due(at(9), 2) && !run.is_due(at(12), 1));
        let nobody = Run::of(&[
            event(0, Happening::Started { groups: 2 }),
            event(2, released(0, &["A"])),
            event(3, Happening::Clock { due: Some(at(10)) }),
        ]);
        assert!(!nobody.is_due(at(11), 2), "nobody has joined");
    }

    #[test]
    fn after_its_end_a_run_takes_nothing_but_notes() {
        let mut events = two_groups_at_the_first_stop();
        events.push(event(9, Happening::Ended));
        let run = Run::of(&events);
        assert_eq!(run.may(&joined(1), 2, false), Err(Refusal::Ended));
        let note = Happening::Noted {
            words: "Thanked everybody".to_owned(),
        };
        assert_eq!(run.may(&note, 2, false), Ok(()));
    }

    #[test]
    fn an_event_is_read_as_it_was_written() {
        for event in two_groups_at_the_first_stop() {
            let text = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event, "{text}");
        }
    }
}
