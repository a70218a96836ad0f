//! Where the review stands: warnings by severity and by what was decided on their findings.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    model::{
        finding::Severity,
        matter::Matter,
        settled::{Settlement, Verdict, standing},
    },
    web::{
        addresses,
        asking::{Link, Opened},
        words::{self, Tag},
    },
};

/// Where the review of a warning stands: that of the finding of it which is least settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Undecided,
    Reopened,
    NeedMore,
    Accepted,
    OtherWords,
    NotAccepted,
}

impl State {
    const ALL: [Self; 6] = [
        Self::Undecided,
        Self::Reopened,
        Self::NeedMore,
        Self::Accepted,
        Self::OtherWords,
        Self::NotAccepted,
    ];

    fn code(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Reopened => "reopened",
            Self::NeedMore => "need-more",
            Self::Accepted => "accepted",
            Self::OtherWords => "other-words",
            Self::NotAccepted => "not-accepted",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Reopened => "open again: the pattern has a newer version",
            Self::NeedMore => "more is needed",
            Self::Accepted => "accepted",
            Self::OtherWords => "accepted with other words",
            Self::NotAccepted => "not accepted",
        }
    }

    fn head(self) -> &'static str {
        match self {
            Self::Undecided => "Undecided",
            Self::Reopened => "Open again",
            Self::NeedMore => "More needed",
            Self::Accepted => "Accepted",
            Self::OtherWords => "With other words",
            Self::NotAccepted => "Not accepted",
        }
    }

    /// Does it wait for somebody?
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Undecided | Self::Reopened)
    }
}

#[derive(Serialize)]
pub(super) struct StateRow {
    severity: Tag,
    cells: Vec<Cell>,
    total: usize,
}

#[derive(Serialize)]
struct Cell {
    head: &'static str,
    count: Link,
}

/// The state of each warning, in their order.
pub(super) fn states(matter: &Matter) -> Vec<State> {
    let mut decided: BTreeMap<&str, Vec<(u32, Verdict)>> = BTreeMap::new();
    for settled in standing(&matter.settled) {
        if let Settlement::Decision {
            finding,
            version,
            verdict,
            ..
        } = &settled.what
        {
            decided.entry(finding).or_default().push((*version, *verdict));
        }
    }
    let versions: BTreeMap<&str, u32> = matter.findings.iter().map(|f| (f.id.as_str(), f.version)).collect();
    let state = |id: &String| {
        let Some(made) = decided.get(id.as_str()) else {
            return State::Undecided;
        };
        let version = versions.get(id.as_str());
        match made.iter().rev().find(|(v, _)| Some(v) == version) {
            Some((_, Verdict::Accept)) => State::Accepted,
            Some((_, Verdict::Amend)) => State::OtherWords,
            Some((_, Verdict::Reject)) => State::NotAccepted,
            Some((_, Verdict::NeedMore)) => State::NeedMore,
            None => State::Reopened,
        }
    };
    matter
        .warnings
        .iter()
        .map(|w| w.findings.iter().map(state).min().unwrap_or(State::Undecided))
        .collect()
}

/// States that stand in the table: the first always, the others where there is one.
fn shown(states: &[State]) -> Vec<State> {
    State::ALL
        .into_iter()
        .filter(|s| *s == State::Undecided || states.contains(s))
        .collect()
}

/// Heads of the table.
pub(super) fn heads(states: &[State]) -> Vec<&'static str> {
    shown(states).into_iter().map(State::head).collect()
}

/// The table: a row for each severity that there is.
pub(super) fn table(opened: &Opened, states: &[State]) -> Vec<StateRow> {
    let all = || opened.matter.warnings.iter().zip(states);
    let base = opened.address("warnings");
    [Severity::S4, Severity::S3, Severity::S2, Severity::S1]
        .into_iter()
        .map(|severity| StateRow {
            severity: words::severity(severity),
            cells: shown(states)
                .into_iter()
                .map(|state| {
                    let n = all().filter(|(w, s)| w.severity == severity && **s == state).count();
                    let asked = [("severity", severity.code()), ("state", state.code())];
                    Cell {
                        head: state.head(),
                        count: Link::new(
                            n.to_string(),
                            if n == 0 {
                                String::new()
                            } else {
                                addresses::with_query(&base, &asked)
                            },
                        ),
                    }
                })
                .collect(),
            total: all().filter(|(w, _)| w.severity == severity).count(),
        })
        .filter(|row| row.total > 0)
        .collect()
}
