//! *Case home*: what this case is, what to do next, where the review stands, what changed, and for which days records were supplied.

mod next;
mod review;
mod supplied;

use serde::Serialize;

use crate::{
    app::since::Since,
    model::{finding::FindingKind, matter::Matter},
    review::{act_words, knowledge::Knowledge, margin::Margin, row_dates, settled_words},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        words::{self, Tag},
    },
};

use self::{
    next::ToDo,
    review::{StateRow, Weighed},
    supplied::AgencyRow,
};

/// Warnings named under "read first".
const FIRST: usize = 5;
/// Changes named; the rest are counted.
const CHANGES: usize = 12;

#[derive(Serialize)]
struct Body {
    kind: &'static str,
    review: String,
    event: String,
    holds: String,
    people: Link,
    about: String,
    warnings: Link,
    good: String,
    next: Vec<ToDo>,
    later: Vec<ToDo>,
    first: Vec<WarningLine>,
    states: Vec<StateRow>,
    state_heads: Vec<&'static str>,
    problems: Problems,
    since: SinceCard,
    agencies: Vec<AgencyRow>,
    axis: (String, String),
    coverage: String,
    import: String,
    is_empty: bool,
}

/// One warning in a list.
#[derive(Serialize)]
struct WarningLine {
    warning: Link,
    date: String,
    title: String,
    severity: Tag,
    outcome: Tag,
    state: String,
}

/// What could not be read.
#[derive(Serialize)]
struct Problems {
    lost: Link,
    remarks: Link,
    looked: String,
    none: bool,
}

/// What changed since the visit before.
#[derive(Serialize)]
struct SinceCard {
    heading: String,
    words: String,
    changes: Vec<ChangeLine>,
    more: String,
    action: String,
    sequence: u64,
    you: String,
}

#[derive(Serialize)]
struct ChangeLine {
    who: String,
    at: String,
    what: String,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let (matter, case) = (&opened.matter, &opened.matter.case);
    let since = ask
        .cases
        .bringing()
        .since(&opened.slug, &ask.visitor.name())?
        .unwrap_or_default();
    let good = matter.findings.iter().filter(|f| f.kind == FindingKind::Good).count();
    let states = review::weighed(matter);
    let problems = Counted::of(matter);
    let mut next = next::to_do(ask, &opened, (&states, &problems))?;
    let later = next.split_off(next.len().min(next::SHOWN));
    let body = Body {
        kind: case.kind.words(),
        review: words::days_reviewed(matter),
        event: case.event.map_or_else(String::new, words::day),
        holds: format!(
            "{} from {}",
            words::count(matter.entries.len(), "entry", "entries"),
            words::count(matter.records.len(), "file", "files")
        ),
        people: Link::new(
            words::count(case.people.len(), "person on the roster", "people on the roster"),
            opened.address("people"),
        ),
        about: opened.address("about"),
        warnings: Link::new(warnings(matter), opened.address("warnings")),
        good: words::count(good, "finding", "findings"),
        first: read_first(&opened, &states),
        states: review::table(&opened, &states),
        state_heads: review::heads(&states),
        problems: problems.links(&opened),
        since: since_card(ask, &opened, &since),
        agencies: supplied::agencies(&opened),
        axis: (words::day(case.review_from), words::day(case.review_to)),
        coverage: opened.address("coverage"),
        import: opened.address("import"),
        is_empty: matter.records.is_empty(),
        next,
        later,
    };
    Ok(opened.front(body))
}

/// Problems and remarks that nobody looked at yet, and those that somebody did.
struct Counted {
    lost: usize,
    remarks: usize,
    looked: usize,
}

impl Counted {
    fn of(matter: &Matter) -> Self {
        let margin = Margin::of(&matter.settled);
        let mut out = Self {
            lost: 0,
            remarks: 0,
            looked: 0,
        };
        for problem in &matter.problems {
            let is_looked = !margin.looked_at.is_empty() && margin.looked_at.contains_key(problem.key().as_str());
            if is_looked || row_dates::of_row(matter, problem).is_some() {
                out.looked += 1;
            } else if problem.lost_row {
                out.lost += 1;
            } else {
                out.remarks += 1;
            }
        }
        out
    }

    fn links(&self, opened: &Opened) -> Problems {
        let address = opened.address("problems");
        let with = |state: &str| addresses::with_query(&address, &[("state", state)]);
        Problems {
            lost: Link::new(
                words::count(self.lost, "problem to settle", "problems to settle"),
                with("lost"),
            ),
            remarks: Link::new(
                words::count(self.remarks, "remark to read", "remarks to read"),
                with(""),
            ),
            none: self.lost + self.remarks == 0,
            looked: match self.looked {
                0 => String::new(),
                1 => "1 problem or remark was looked at.".to_owned(),
                n => format!("{} problems and remarks were looked at.", words::number(n)),
            },
        }
    }
}

/// How many warnings stand; those of which nothing was accepted are said beside it.
fn warnings(matter: &Matter) -> String {
    let stand = matter.standing_warnings().len();
    let words = words::count(stand, "warning", "warnings");
    match matter.warnings.len().saturating_sub(stand) {
        0 => words,
        n => format!("{words}; {} not accepted", words::number(n)),
    }
}

/// The first of the warnings that are not answered and not decided, in the order in which warnings stand everywhere.
fn read_first(opened: &Opened, weighed: &[Weighed<'_>]) -> Vec<WarningLine> {
    let known = Knowledge::new(&opened.matter);
    let waiting = weighed.iter().filter(|w| w.is_to_be_read());
    waiting
        .filter_map(|w| Some((w, w.weight?)))
        .take(FIRST)
        .map(|(w, (severity, outcome))| WarningLine {
            warning: Link::new(w.warning.id.clone(), opened.warning(&w.warning.id)),
            date: words::warning_day(&known, w.warning),
            title: w.warning.title.clone(),
            severity: words::severity(severity),
            outcome: words::outcome(outcome),
            state: w.review.clone(),
        })
        .collect()
}

fn since_card(ask: &Ask, opened: &Opened, since: &Since) -> SinceCard {
    let name = ask.visitor.name();
    let own = match since.own {
        0 => String::new(),
        n => format!(" Beside them, {} of your own.", words::count(n, "change", "changes")),
    };
    let words = match (name.is_empty(), since.at.is_empty(), since.changes.len()) {
        (true, _, _) => "Say who you are, and what others did since you last looked is listed here.".to_owned(),
        (_, true, _) => "This is your first visit. What others do from now on is listed here.".to_owned(),
        (_, _, 0) => format!("Nobody else changed anything.{own}"),
        (_, _, n) => format!("{} by other people.{own}", words::count(n, "change", "changes")),
    };
    SinceCard {
        heading: if since.at.is_empty() {
            "Since your last visit".to_owned()
        } else {
            format!("Since your last visit, {}", words::logged(&since.at))
        },
        words,
        changes: since
            .changes
            .iter()
            .take(CHANGES)
            .map(|c| ChangeLine {
                who: if c.who.is_empty() {
                    "Somebody".to_owned()
                } else {
                    c.who.clone()
                },
                at: words::logged(&c.at),
                what: told(&opened.matter, &c.what),
            })
            .collect(),
        more: match since.changes.len().saturating_sub(CHANGES) {
            0 => String::new(),
            n => format!("and {} more", words::number(n)),
        },
        action: opened.address("looked"),
        sequence: since.sequence,
        you: if name.is_empty() {
            addresses::with_query("/you", &[("back", &addresses::case(&opened.slug))])
        } else {
            String::new()
        },
    }
}

/// A change as the log names it, in words.
fn told(matter: &Matter, what: &str) -> String {
    const LONGEST: usize = 240;
    let settled = what
        .strip_prefix("settlement ")
        .and_then(|n| n.parse::<u64>().ok())
        .and_then(|n| matter.settled.iter().find(|s| s.number == n));
    let act = what
        .strip_prefix("act ")
        .and_then(|rest| rest.strip_suffix(" of a reviewer")?.parse::<u64>().ok())
        .and_then(|n| matter.acts.iter().find(|a| a.number == n));
    if let Some(act) = act {
        return format!("{}: {}", act.entry, act_words::in_words(matter, act));
    }
    let words = settled.map_or_else(|| words::change(what), |s| settled_words::in_words(matter, &s.what));
    let cut: String = words.chars().take(LONGEST).collect();
    if cut.len() < words.len() {
        format!("{cut}…")
    } else {
        cut
    }
}
