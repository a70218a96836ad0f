//! Where the review stands: warnings by severity and by what was decided on their findings.

use serde::Serialize;

use crate::{
    model::{
        finding::{Outcome, Severity, Warning},
        matter::Matter,
    },
    review::deciding::{Deciding, State},
    web::{
        addresses,
        asking::{Link, Opened},
        queue,
        words::{self, Tag},
    },
};

/// The head of a column.
fn head(state: State) -> &'static str {
    match state {
        State::Undecided => "Undecided",
        State::Reopened => "Open again",
        State::Waiting => "Waits for another reviewer",
        State::NeedMore => "More needed",
        State::Accepted => "Accepted",
        State::OtherWords => "With other words",
        State::NotAccepted => "Not accepted",
        State::NotShown => "Not shown",
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

/// A warning as the list of warnings weighs it too: what of it stands, and where its review is.
pub(super) struct Weighed<'a> {
    pub(super) warning: &'a Warning,
    /// Nothing where none of its findings stands.
    pub(super) weight: Option<(Severity, Outcome)>,
    /// That of the finding which is least settled. What was not accepted says nothing of a warning of which something else stands.
    pub(super) state: State,
    /// The same in words.
    pub(super) review: String,
}

impl Weighed<'_> {
    pub(super) fn is_of(&self, severity: Severity) -> bool {
        // One of which nothing stands is counted where it stood.
        self.weight.map_or(self.warning.severity, |(s, _)| s) == severity
    }

    /// Does it wait for a decision, and is it not answered by the records?
    pub(super) fn waits(&self) -> bool {
        self.state.is_open() && self.is_unanswered()
    }

    /// Is it to be read first: because it waits or, where nobody can tell what waits, because the records do not answer it?
    pub(super) fn is_to_be_read(&self) -> bool {
        (self.state.is_open() || self.state == State::NotShown) && self.is_unanswered()
    }

    fn is_unanswered(&self) -> bool {
        self.weight.is_some_and(|(_, o)| o != Outcome::Met)
    }
}

/// The warnings in their order.
pub(super) fn weighed(matter: &Matter) -> Vec<Weighed<'_>> {
    let deciding = Deciding::of_matter(matter);
    let all = matter.with_findings().into_iter();
    all.map(|(warning, findings)| {
        let states: Vec<State> = findings.iter().map(|f| deciding.state(f)).collect();
        Weighed {
            warning,
            weight: deciding.weight(&findings, (warning.severity, warning.outcome)),
            state: states.iter().min().copied().unwrap_or(State::Undecided),
            review: if deciding.is_masked() {
                String::new()
            } else {
                queue::review(&states)
            },
        }
    })
    .collect()
}

/// States that stand in the table: the first always, the others where there is one; none where decisions are not shown.
fn shown(states: &[Weighed<'_>]) -> Vec<State> {
    let is_masked = states.iter().any(|w| w.state == State::NotShown);
    State::ALL
        .into_iter()
        .filter(|s| (*s == State::Undecided && !is_masked) || states.iter().any(|w| w.state == *s))
        .collect()
}

/// Heads of the table.
pub(super) fn heads(states: &[Weighed<'_>]) -> Vec<&'static str> {
    shown(states).into_iter().map(head).collect()
}

/// The table: a row for each severity that there is.
pub(super) fn table(opened: &Opened, states: &[Weighed<'_>]) -> Vec<StateRow> {
    let base = opened.address("warnings");
    [Severity::S4, Severity::S3, Severity::S2, Severity::S1]
        .into_iter()
        .map(|severity| StateRow {
            severity: words::severity(severity),
            cells: shown(states)
                .into_iter()
                .map(|state| {
                    let n = states.iter().filter(|w| w.is_of(severity) && w.state == state).count();
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
            total: states.iter().filter(|w| w.is_of(severity)).count(),
        })
        .filter(|row| row.total > 0)
        .collect()
}
