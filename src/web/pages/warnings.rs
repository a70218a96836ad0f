//! The warnings as a queue: a list with its filter, and beside it the warning that was opened, with its evidence and the decision on it.
//! Good practice, context and what is only possible stand apart from them.

use serde::Serialize;

use crate::{
    review::deciding::State,
    web::{
        asking::{Ask, Link, Opened, Refusal, Reply},
        dossier::{Dossier, Kept},
        pages::findings::{self, Apart},
        queue::{Inbox, Item, Queue, review},
    },
};

#[derive(Serialize)]
struct Body {
    inbox: Inbox,
    dossier: Option<Dossier>,
    /// Where the review of the open warning stands, in words.
    review: String,
    is_disagreed: bool,
    previous: Option<Link>,
    next: Option<Link>,
    place: String,
    kept: Option<Kept>,
    /// What waits nowhere in this list, in words.
    done: String,
    apart: Vec<Apart>,
    remark: String,
    none: Nothing,
}

/// Where to look when there is no warning.
#[derive(Serialize)]
struct Nothing {
    supplied: String,
    chronology: String,
}

impl Nothing {
    fn of(opened: &Opened) -> Self {
        Self {
            supplied: opened.address("coverage"),
            chronology: opened.address("chronology"),
        }
    }
}

/// Shows the warnings, one of them open where the address names one.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let queue = Queue::of(ask, &opened);
    let open = ask.one("open");
    match queue.get(open) {
        Some(item) => Ok(one(ask, &queue, item)),
        None => Ok(list(ask, &queue, open)),
    }
}

/// The list alone.
fn list(ask: &Ask, queue: &Queue<'_>, open: &str) -> Reply {
    let remark = if open.is_empty() {
        String::new()
    } else {
        "There is no warning of this number now. Warnings are numbered anew when records or readings change.".to_owned()
    };
    let body = Body {
        inbox: Inbox::of(ask, queue, ""),
        dossier: None,
        review: String::new(),
        is_disagreed: false,
        previous: None,
        next: None,
        place: String::new(),
        kept: None,
        done: String::new(),
        apart: findings::apart(queue),
        remark,
        none: Nothing::of(queue.opened),
    };
    queue.opened.page("Warnings", body)
}

/// A warning beside its list.
pub(super) fn one(ask: &Ask, queue: &Queue<'_>, item: &Item<'_>) -> Reply {
    let id = item.warning.id.as_str();
    let (before, after) = queue.neighbours(id);
    let waits = queue.next_open(id).is_some() || queue.is_open(item);
    let body = Body {
        inbox: Inbox::of(ask, queue, id),
        dossier: Some(Dossier::of(ask, queue, item)),
        review: review(&item.states),
        is_disagreed: item.is_disagreed,
        previous: before.map(|i| queue.link(i)),
        next: after.map(|i| queue.link(i)),
        place: match queue.place(id) {
            (Some(at), all) => format!("{at} of {all}, {}", queue.filter.order()),
            (None, _) => "Not in this filter".to_owned(),
        },
        kept: Kept::of(ask, queue.opened),
        done: if waits || queue.deciding.is_masked() {
            String::new()
        } else {
            done(queue)
        },
        apart: Vec::new(),
        remark: String::new(),
        none: Nothing::of(queue.opened),
    };
    let above = vec![Link::new("Warnings", queue.address(&[]))];
    let heading = format!("{id}: {}", item.warning.title);
    queue.opened.page_under(heading, above, body)
}

/// That nothing waits any more, and what is left to do.
fn done(queue: &Queue<'_>) -> String {
    let open = |i: &&Item<'_>| i.states.iter().any(|s: &State| s.is_open());
    match (queue.filter.is_on(), queue.all().iter().filter(open).count()) {
        (false, _) | (true, 0) => "Every warning is decided.".to_owned(),
        (true, 1) => "Nothing in this filter waits for a decision. One warning outside it does.".to_owned(),
        (true, n) => format!("Nothing in this filter waits for a decision. {n} warnings outside it do."),
    }
}

/// The address of the warning that a finding belongs to, at the finding.
pub(crate) fn address_of(opened: &Opened, finding: &str) -> Option<String> {
    let warning = opened
        .matter
        .warnings
        .iter()
        .find(|w| w.findings.iter().any(|f| f == finding))?;
    Some(format!(
        "{}#{}",
        opened.warning(&warning.id),
        crate::web::addresses::escape(finding)
    ))
}
