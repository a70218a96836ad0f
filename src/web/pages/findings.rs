//! What stands *apart* from the warnings: good practice, context, and what is only possible. A list of each; none is counted as a warning.

use serde::Serialize;

use crate::{
    model::finding::{Basis, Finding, FindingKind},
    review::deciding::{Deciding, State},
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        paging::{Long, Paging},
        queue::Queue,
        words::{self, AgencyMark, Tag},
    },
};

/// So many are named on the page of the warnings; the rest on a page of their own.
const NAMED: usize = 5;
/// So many are listed on one page.
const A_PAGE: usize = 50;

/// What something is that is no warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apartness {
    /// Something done well.
    Good,
    /// Shown beside warnings.
    Context,
    /// Rests on a suggestion.
    Possible,
}

/// Some of what stands apart, under one heading.
#[derive(Serialize)]
pub(crate) struct Apart {
    code: &'static str,
    words: &'static str,
    explained: &'static str,
    rows: Vec<Row>,
    all: Link,
    more: bool,
    none: Nothing,
}

/// What to do where there is none of a kind.
#[derive(Serialize)]
struct Nothing {
    words: &'static str,
    next: Link,
}

#[derive(Serialize)]
struct Row {
    finding: Link,
    days: String,
    agency: AgencyMark,
    says: String,
    outcome: Tag,
    review: &'static str,
}

#[derive(Serialize)]
struct Body {
    explained: &'static str,
    rows: Vec<Row>,
    rejected: Vec<Row>,
    paging: Paging,
    others: Vec<Link>,
    none: Nothing,
}

impl Apartness {
    const ALL: [Self; 3] = [Self::Good, Self::Context, Self::Possible];

    fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Context => "context",
            Self::Possible => "possible",
        }
    }

    /// In words, as a heading.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Good => "Good practice",
            Self::Context => "Context",
            Self::Possible => "Possible, read these",
        }
    }

    /// What it is, in a sentence or two.
    pub(super) fn explained(self) -> &'static str {
        match self {
            Self::Good => "Looked for with the same effort as warnings without an answer.",
            Self::Context => "Shown beside warnings, and never counted as one.",
            Self::Possible => {
                "These rest on a suggested reading. They count nowhere until a reviewer takes the reading on."
            }
        }
    }

    /// What to do where there is none.
    fn none(self, opened: &Opened) -> Nothing {
        let (words, label, page) = match self {
            _ if opened.matter.records.is_empty() => (
                "There is no record in this case yet.",
                "Bring in the files that agencies sent",
                "import",
            ),
            Self::Good => (
                "Where an entry shows some that the program did not see, add a reading to it: the case is compared with the patterns again at once.",
                "Look through the chronology",
                "chronology",
            ),
            Self::Context | Self::Possible => ("Nothing here waits for you.", "Go on with the warnings", "warnings"),
        };
        Nothing {
            words,
            next: Link::new(label, opened.address(page)),
        }
    }

    /// Where all of them are listed.
    pub(super) fn address(self, opened: &Opened) -> String {
        addresses::with_query(&opened.address("findings"), &[("kind", self.code())])
    }

    fn holds(self, finding: &Finding) -> bool {
        let counts = finding.basis != Basis::Suggested;
        match self {
            Self::Good => counts && finding.kind == FindingKind::Good,
            Self::Context => counts && finding.kind == FindingKind::Context,
            Self::Possible => !counts,
        }
    }
}

/// What stands apart, for the page of the warnings.
pub(super) fn apart(queue: &Queue<'_>) -> Vec<Apart> {
    let each = Apartness::ALL.into_iter().map(|kind| {
        let of = of(queue.opened, &queue.deciding, kind);
        Apart {
            code: kind.code(),
            words: kind.words(),
            explained: kind.explained(),
            rows: of
                .0
                .iter()
                .take(NAMED)
                .map(|f| row(queue.opened, &queue.deciding, f))
                .collect(),
            all: Link::new(format!("All {}", words::number(of.0.len())), kind.address(queue.opened)),
            more: of.0.len() > NAMED || !of.1.is_empty(),
            none: kind.none(queue.opened),
        }
    });
    each.filter(|a| a.code == "good" || !a.rows.is_empty() || a.more)
        .collect()
}

/// Those of a kind that stand, and those that were not accepted.
fn of<'a>(opened: &'a Opened, deciding: &Deciding<'_>, kind: Apartness) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    let all = opened.matter.findings.iter().filter(|f| kind.holds(f));
    all.partition(|f| deciding.state(f) != State::NotAccepted)
}

fn row(opened: &Opened, deciding: &Deciding<'_>, finding: &Finding) -> Row {
    let span = finding.window.as_ref().map(|w| (w.from, w.to));
    let (from, to) = span.unwrap_or((finding.searched.from, finding.searched.to));
    let first = finding
        .triggers
        .first()
        .and_then(|t| opened.matter.entry(&t.quote.entry));
    Row {
        finding: Link::new(deciding.title(finding), addresses::finding(&opened.slug, &finding.id)),
        days: first.map_or_else(|| words::days(from, to), |(entry, _)| entry.when.shown()),
        agency: words::agency(&opened.matter.case, &finding.agency),
        says: deciding.says(finding),
        outcome: words::outcome_of(deciding, finding),
        // The banner says once what holds of all of them.
        review: match deciding.state(finding) {
            State::NotShown => "",
            state => state.words(),
        },
    }
}

/// Lists all of one kind.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let kind = match ask.one("kind") {
        "" => Apartness::Good,
        asked => Apartness::ALL
            .into_iter()
            .find(|k| k.code() == asked)
            .ok_or_else(|| Refusal::NotThere(Missing::kind(&opened.slug)))?,
    };
    let deciding = Deciding::of_matter(&opened.matter);
    let (standing, rejected) = of(&opened, &deciding, kind);
    let long = Long {
        total: standing.len(),
        per_page: A_PAGE,
        called: ("finding", "findings"),
    };
    let base = opened.address("findings");
    let paging = Paging::of(&long, ask.one("page"), &base, &[("kind", kind.code())]);
    let body = Body {
        explained: kind.explained(),
        rows: paging
            .part(&standing)
            .iter()
            .map(|f| row(&opened, &deciding, f))
            .collect(),
        rejected: rejected.iter().map(|f| row(&opened, &deciding, f)).collect(),
        paging,
        others: Apartness::ALL
            .into_iter()
            .filter(|k| *k != kind)
            .map(|k| Link::new(k.words(), k.address(&opened)))
            .collect(),
        none: kind.none(&opened),
    };
    let above = vec![Link::new("Warnings", opened.address("warnings"))];
    Ok(opened.page_under(kind.words(), above, body))
}
