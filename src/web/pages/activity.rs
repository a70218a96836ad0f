//! The *activity* of a case: who did what and when, the last first; and what of it can be taken back.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    app::{acting, settling},
    model::{
        act::{Act, Deed, Reason},
        beside::{About, Beside},
        matter::Matter,
        settled::{Settled, Settlement},
    },
    review::{act_words, settled_words},
    web::{
        asking::{Ask, Link, Opened, Refusal, Reply},
        cases::Changed,
        concepts::Choice,
        deeds::settled_back::may_take_back,
        paging::{Long, Paging},
        words,
    },
};

/// Lines on one page.
const LINES_A_PAGE: usize = 100;

#[derive(Serialize)]
struct Body {
    address: String,
    people: Vec<Choice>,
    kinds: Vec<Choice>,
    remarks: Vec<String>,
    paging: Paging,
    rows: Vec<Row>,
    nothing_yet: bool,
    you: String,
    chronology: String,
    warnings: String,
    undo: String,
    seen: u64,
    because: String,
    form: String,
}

/// One thing that somebody did.
#[derive(Serialize)]
pub(crate) struct Row {
    at: String,
    /// When, as it is logged.
    pub(crate) stamp: String,
    pub(crate) who: String,
    pub(crate) kind: &'static str,
    pub(crate) what: String,
    pub(crate) because: String,
    about: Option<Link>,
    /// Its number among the settlements, or among the acts on readings; 0 for files.
    pub(crate) number: u64,
    /// Number of the settlement, when it can be taken back here; otherwise 0.
    pub(crate) undo: u64,
    /// How an act on a reading is taken back.
    pub(crate) undo_act: Option<UndoAct>,
    pub(crate) is_taken_back: bool,
}

/// An act on a reading that can be taken back, and where.
#[derive(Serialize)]
pub(crate) struct UndoAct {
    number: u64,
    address: String,
    seen: u64,
}

const RECORDS: &str = "records";
const READINGS: &str = "readings";

/// Shows who did what.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let changes = ask.cases.changes(&opened.slug)?;
    let all = rows(&opened, &changes, &ask.visitor.name());
    let who = ask.one("who");
    let kind = ask.one("kind");
    let mut people: BTreeSet<&str> = all.iter().map(|r| r.who.as_str()).filter(|w| !w.is_empty()).collect();
    let mut kinds: BTreeSet<&str> = all.iter().map(|r| r.kind).collect();
    let mut remarks = Vec::new();
    // What was asked for stays chosen, so that the page says what it is of.
    if !who.is_empty() && people.insert(who) {
        remarks.push(format!("Nothing has been done in this case by “{who}”."));
    }
    if !kind.is_empty() && kinds.insert(kind) {
        remarks.push(format!("Nothing of the kind “{kind}” has been done in this case."));
    }
    let choices = |all: &BTreeSet<&str>, chosen: &str| -> Vec<Choice> {
        all.iter().map(|one| Choice::of(one, *one, *one == chosen)).collect()
    };
    let (people, kinds) = (choices(&people, who), choices(&kinds, kind));
    let nothing_yet = all.is_empty();
    let kept: Vec<Row> = all
        .into_iter()
        .filter(|r| (who.is_empty() || r.who == who) && (kind.is_empty() || r.kind == kind))
        .collect();
    let base = opened.address("activity");
    let long = Long {
        total: kept.len(),
        per_page: LINES_A_PAGE,
        called: ("change", "changes"),
    };
    let paging = Paging::of(&long, ask.one("page"), &base, &[("who", who), ("kind", kind)]);
    let body = Body {
        people,
        kinds,
        remarks,
        nothing_yet,
        rows: part(kept, &paging),
        paging,
        you: ask.visitor.name(),
        chronology: opened.address("chronology"),
        warnings: opened.address("warnings"),
        undo: format!("{base}/undo"),
        address: base,
        seen: opened.seen(),
        because: ask.typed("because").to_owned(),
        form: ask.typed("form").to_owned(),
    };
    Ok(opened.page("Activity", body))
}

fn part(rows: Vec<Row>, paging: &Paging) -> Vec<Row> {
    let skip = (paging.page - 1) * LINES_A_PAGE;
    rows.into_iter().skip(skip).take(LINES_A_PAGE).collect()
}

/// Everything that was done, the last first.
pub(crate) fn rows(opened: &Opened, changes: &[Changed], who: &str) -> Vec<Row> {
    let matter = &opened.matter;
    let settled: BTreeMap<u64, &Settled> = matter.settled.iter().map(|s| (s.number, s)).collect();
    let acts: BTreeMap<u64, &Act> = matter.acts.iter().map(|a| (a.number, a)).collect();
    let rows = changes.iter().rev().filter_map(|change| match change {
        Changed::Settled(number) => Some(settlement(opened, settled.get(number)?, who)),
        Changed::Act(number) => Some(act(opened, acts.get(number)?)),
        Changed::Records { at, who, what } => Some(Row {
            at: words::logged(at),
            stamp: at.clone(),
            who: who.clone(),
            kind: RECORDS,
            what: words::change(what),
            because: String::new(),
            about: None,
            number: 0,
            undo: 0,
            undo_act: None,
            is_taken_back: false,
        }),
    });
    rows.collect()
}

fn settlement(opened: &Opened, settled: &Settled, who: &str) -> Row {
    let matter = &opened.matter;
    Row {
        at: words::logged(&settled.at),
        stamp: settled.at.clone(),
        number: settled.number,
        who: settled.who.clone(),
        kind: kind(&settled.what),
        what: settled_words::in_words(matter, &settled.what),
        because: settled.because.clone(),
        about: about(opened, &settled.what),
        undo: if may_take_back(settled, who) && settling::undo(matter, settled.number).is_ok() {
            settled.number
        } else {
            0
        },
        undo_act: None,
        is_taken_back: matter
            .settled
            .iter()
            .any(|s| s.what == Settlement::Undo(settled.number)),
    }
}

fn act(opened: &Opened, act: &Act) -> Row {
    let matter = &opened.matter;
    let can_undo = acting::undo(matter, act.number).is_ok() && matter.entry(&act.entry).is_some();
    let reason = match (act.reason, act.because.as_str()) {
        (Reason::Other, because) => because.to_owned(),
        (reason, "") => reason.words().to_owned(),
        (reason, because) => format!("{}: {because}", reason.words()),
    };
    Row {
        at: words::logged(&act.at),
        stamp: act.at.clone(),
        number: act.number,
        who: act.who.clone(),
        kind: READINGS,
        what: act_words::in_words(matter, act),
        because: reason,
        about: Some(Link::new(act.entry.0.clone(), opened.entry(&act.entry))),
        undo: 0,
        undo_act: can_undo.then(|| UndoAct {
            number: act.number,
            address: format!("{}/mention/undo", opened.entry(&act.entry)),
            seen: matter.acts.last().map_or(0, |a| a.number),
        }),
        is_taken_back: matter.acts.iter().any(|a| a.deed == Deed::Undo(act.number)),
    }
}

/// What kind of thing was done, as the filter calls it.
fn kind(what: &Settlement) -> &'static str {
    match what {
        Settlement::Decision { .. } => "decisions",
        Settlement::Person(_) | Settlement::Name { .. } | Settlement::NoPerson { .. } => "people and names",
        Settlement::Coverage { .. } => "days supplied",
        Settlement::RowDate(_) => "dates given",
        Settlement::BareFact(_) => "what the case is",
        Settlement::Condition(_) | Settlement::Fact(_) => "conditions and facts",
        Settlement::NotTheSame { .. } | Settlement::TheSame { .. } | Settlement::Conflict { .. } => "entries linked",
        Settlement::Measure { .. } => "measures",
        Settlement::Cleared { .. } | Settlement::CalledAs { .. } | Settlement::Disguised(_) => "anonymising",
        Settlement::Window { .. } | Settlement::LocalPattern { .. } => "patterns",
        Settlement::Undo(_) => "taken back",
        Settlement::Beside(beside) => match beside {
            Beside::Line { .. } | Beside::Evidence { .. } | Beside::Terms { .. } => "lines of enquiry",
            Beside::Search { .. } => "searches kept",
            Beside::Letter { .. } => "letters",
            Beside::Apart { .. } => "decisions",
            Beside::Sense { .. } | Beside::Judgement { .. } => "judgements",
            _ => "notes and marks",
        },
    }
}

/// The page that shows what it is about.
fn about(opened: &Opened, what: &Settlement) -> Option<Link> {
    let matter = &opened.matter;
    let entry = |id: &crate::model::entry::EntryId| Some(Link::new(id.0.clone(), opened.entry(id)));
    match what {
        Settlement::Decision { finding, .. }
        | Settlement::Beside(
            Beside::Sense { finding, .. } | Beside::Letter { finding, .. } | Beside::Apart { finding, .. },
        ) => warning_of(opened, finding),
        Settlement::BareFact(_) => Some(Link::new("What the case is", opened.address("about#case"))),
        Settlement::Condition(_) | Settlement::Fact(_) => {
            Some(Link::new("Conditions and facts", opened.address("about")))
        }
        Settlement::RowDate(given) if matter.entry(&given.entry.id).is_some() => entry(&given.entry.id),
        Settlement::NotTheSame { first, .. }
        | Settlement::TheSame { first, .. }
        | Settlement::Conflict { first, .. } => entry(first),
        Settlement::Beside(
            Beside::Star { entry: id, .. } | Beside::Tag { entry: id, .. } | Beside::KeyPoint { entry: id, .. },
        ) => entry(id),
        Settlement::Beside(
            Beside::Note { about, .. } | Beside::Evidence { about, .. } | Beside::Judgement { about, .. },
        ) => match about {
            About::Entry(id) => entry(id),
            About::Finding(id) => warning_of(opened, id),
            About::Warning(triggers) => matter
                .warnings
                .iter()
                .find(|w| w.is_of(triggers))
                .map(|w| Link::new(w.id.clone(), opened.warning(&w.id))),
            _ => None,
        },
        Settlement::Undo(number) => {
            let other = find(matter, *number)?;
            about(opened, &other.what).filter(|_| !matches!(other.what, Settlement::Undo(_)))
        }
        _ => None,
    }
}

fn find(matter: &Matter, number: u64) -> Option<&Settled> {
    matter
        .settled
        .iter()
        .find(|s| s.number == number && !matches!(s.what, Settlement::Undo(_)))
}

/// The warning that a finding belongs to.
fn warning_of(opened: &Opened, finding: &str) -> Option<Link> {
    let warning = opened
        .matter
        .warnings
        .iter()
        .find(|w| w.findings.iter().any(|f| f == finding))?;
    Some(Link::new(warning.id.clone(), opened.warning(&warning.id)))
}
