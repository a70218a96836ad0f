//! Where the review stands: warnings by severity and by what was decided on their findings.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    model::{finding::Severity, matter::Matter},
    review::deciding::{Deciding, State},
    web::{
        addresses,
        asking::{Link, Opened},
        words::{self, Tag},
    },
};

/// The head of a column.
fn head(state: State) -> &'static str {
    match state {
        State::Undecided => "Undecided",
        State::Reopened => "Open again",
        State::NeedMore => "More needed",
        State::Accepted => "Accepted",
        State::OtherWords => "With other words",
        State::NotAccepted => "Not accepted",
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

/// The state of each warning, in their order: that of the finding of it which is least settled. What was not accepted says nothing of a
/// warning of which something else stands.
pub(super) fn states(matter: &Matter) -> Vec<State> {
    let deciding = Deciding::of(&matter.settled);
    let of: BTreeMap<&str, State> = matter.counted().map(|f| (f.id.as_str(), deciding.state(f))).collect();
    let state = |id: &String| of.get(id.as_str()).copied();
    let warnings = matter.warnings.iter();
    warnings
        .map(|w| w.findings.iter().filter_map(state).min().unwrap_or(State::Undecided))
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
    shown(states).into_iter().map(head).collect()
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
                        head: head(state),
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
