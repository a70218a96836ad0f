//! *What to do next*: a short list told from how the case stands, in the order in which a review goes.

use serde::Serialize;

use super::{Counted, review::Weighed};
use crate::{
    app::tray::Stage,
    model::finding::Severity,
    review::{
        deciding::{NOT_SHOWN, State},
        linked::{Link as Between, Linked},
        margin::Margin,
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal},
        through, words,
    },
};

/// Things to do that are shown at once; the rest open on demand.
pub(super) const SHOWN: usize = 5;

/// One thing to do.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct ToDo {
    act: Link,
    why: String,
}

/// The list.
pub(super) fn to_do(
    ask: &Ask,
    opened: &Opened,
    (states, problems): (&[Weighed<'_>], &Counted),
) -> Result<Vec<ToDo>, Refusal> {
    let matter = &opened.matter;
    let mut out = Vec::new();
    let mut add = |label: String, address: String, why: &str| {
        out.push(ToDo {
            act: Link::new(label, address),
            why: why.to_owned(),
        });
    };
    if ask.visitor.name().is_empty() {
        let back = addresses::case(&opened.slug);
        add(
            "Say who you are".to_owned(),
            addresses::with_query("/you", &[("back", &back)]),
            "A name stands beside every decision.",
        );
    }
    for batch in ask.cases.bringing().batches(&opened.slug) {
        let words = match batch.stage {
            Stage::Keeping(_) | Stage::Reading(..) => continue,
            _ => words::count(batch.files.len(), "file that waits", "files that wait"),
        };
        let id = addresses::escape(&batch.id);
        add(
            format!("Look at {words} to be kept"),
            format!("{}/{id}", opened.address("import")),
            if batch.files.len() == 1 {
                "Nothing of it is in the case yet."
            } else {
                "Nothing of them is in the case yet."
            },
        );
    }
    let missing: Vec<String> = matter
        .case
        .agencies
        .iter()
        .filter(|a| a.files.is_empty())
        .map(|a| a.name.clone())
        .collect();
    if matter.records.is_empty() {
        add(
            "Bring in the files that agencies sent".to_owned(),
            opened.address("import"),
            "There is no record in the case yet; everything else follows from them.",
        );
    } else if !missing.is_empty() {
        add(
            format!("Ask for the records of {}", words::list(&missing)),
            opened.address("import"),
            if missing.len() == 1 {
                "This agency is known to be involved, and until its records are in nobody can tell what it knew or did."
            } else {
                "They are known to be involved, and until their records are in nobody can tell what they knew or did."
            },
        );
    }
    if problems.lost > 0 {
        add(
            format!("Settle {}", words::count(problems.lost, "problem", "problems")),
            addresses::with_query(&opened.address("problems"), &[("state", "lost")]),
            "Each is a row or a part of a file that became no entry.",
        );
    }
    let unsaid: Vec<String> = matter
        .case
        .agencies
        .iter()
        .filter(|a| !a.files.is_empty() && !matter.coverage.iter().any(|c| c.agency == a.id))
        .map(|a| a.name.clone())
        .collect();
    if !unsaid.is_empty() {
        add(
            format!("Say for which days records of {} were supplied", words::list(&unsaid)),
            opened.address("coverage"),
            "Until then, that there is no entry of something tells nothing.",
        );
    }
    if !matter.records.is_empty() && matter.case.people.is_empty() {
        add(
            "Put the people of the case on the roster".to_owned(),
            opened.address("people"),
            "Until then, nothing can be read of who did what to whom.",
        );
    }
    names(ask, opened, &mut out)?;
    // Under a lens nothing of two entries can be settled, and neither that nor what was decided is shown.
    if through::is_masked(ask, &opened.slug)? {
        if !matter.records.is_empty() {
            out.push(ToDo {
                act: Link::new("Read the warnings", opened.address("warnings")),
                why: format!("{}; they are taken when the mask is lifted.", words::capital(NOT_SHOWN)),
            });
        }
    } else {
        linked(opened, &mut out);
        review(opened, states, &mut out);
    }
    Ok(out)
}

/// Names in the records that nobody has said of whose they are.
fn names(ask: &Ask, opened: &Opened, out: &mut Vec<ToDo>) -> Result<(), Refusal> {
    let (label, why) = match ask.cases.bringing().unknown_count(&opened.slug)? {
        Some(0) => return Ok(()),
        None if opened.matter.entries.is_empty() => return Ok(()),
        Some(1) => ("Say who 1 unknown name is".to_owned(), "The roster does not know it."),
        Some(n) => (
            format!("Say who {} are", words::count(n, "unknown name", "unknown names")),
            "The roster does not know them.",
        ),
        None => (
            "Look at the names that the roster does not know".to_owned(),
            "They are looked for when the page is opened.",
        ),
    };
    out.push(ToDo {
        act: Link::new(label, opened.address("people")),
        why: why.to_owned(),
    });
    Ok(())
}

/// Two entries of which nobody said yet what holds.
fn linked(opened: &Opened, out: &mut Vec<ToDo>) {
    let unsettled = Linked::of(&opened.matter).pairs(Between::Unsettled).len();
    if unsettled == 0 {
        return;
    }
    let what = words::count(
        unsettled,
        "pair of entries that conflicts or perhaps tells of one event",
        "pairs of entries that conflict or perhaps tell of one event",
    );
    out.push(ToDo {
        act: Link::new(
            format!("Settle {what}"),
            addresses::with_query(&opened.address("chronology"), &[("only", "unsettled")]),
        ),
        why:
            "Open an entry: under Linked entries both texts stand side by side. Say what you hold of the two, and why."
                .to_owned(),
    });
}

/// What is left of the review itself.
fn review(opened: &Opened, states: &[Weighed<'_>], out: &mut Vec<ToDo>) {
    let matter = &opened.matter;
    let mut add = |label: String, address: String, why: &str| {
        out.push(ToDo {
            act: Link::new(label, address),
            why: why.to_owned(),
        });
    };
    for severity in [Severity::S4, Severity::S3, Severity::S2, Severity::S1] {
        let mut open = states.iter().filter(|w| w.is_of(severity) && w.waits());
        if let Some(first) = open.next() {
            let n = open.count() + 1;
            add(
                format!(
                    "Read and decide {} of severity {}, {}",
                    words::count(n, "undecided warning", "undecided warnings"),
                    severity.code(),
                    words::severity(severity).words
                ),
                opened.warning(&first.warning.id),
                "The gravest and clearest first; this opens the first of them.",
            );
            break;
        }
    }
    let more = states.iter().filter(|w| w.state == State::NeedMore).count();
    if more > 0 {
        let asked = [("state", "need-more")];
        add(
            format!("Get what {}", words::count(more, "warning needs", "warnings need")),
            addresses::with_query(&opened.address("warnings"), &asked),
            "Somebody decided that more is needed, and said what.",
        );
    }
    if matter.records.is_empty() {
        return;
    }
    if Margin::of(&matter.settled).terms.is_none() {
        add(
            "Write down the terms of reference".to_owned(),
            opened.address("lines"),
            "What the review was asked to answer; reports begin with it.",
        );
    }
    if out.is_empty() {
        out.push(ToDo {
            act: Link::new("Make the reports", opened.address("report")),
            why: "Nothing else waits.".to_owned(),
        });
    }
}
