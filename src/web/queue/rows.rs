//! The queue as it stands on the page: its choices, its lines, and how far the review is.

use serde::Serialize;

use crate::{
    review::deciding::{NOT_SHOWN, State},
    web::{
        addresses::WARNINGS_A_PAGE,
        asking::{Ask, Link},
        paging::{Long, Paging},
        queue::{
            Item, Queue,
            filter::{Choice, Facet},
        },
        words::{self, AgencyMark, Tag},
    },
};

/// The list on the page.
#[derive(Serialize)]
pub(crate) struct Inbox {
    address: String,
    /// The list under this filter, with no warning open.
    here: String,
    facets: Vec<Facet>,
    sorts: Vec<Choice>,
    is_filtered: bool,
    remarks: Vec<String>,
    filtered: String,
    progress: String,
    order: &'static str,
    rows: Vec<Row>,
    paging: Paging,
    next_open: Option<Link>,
    agreement: String,
}

/// One warning of the list.
#[derive(Serialize)]
struct Row {
    id: String,
    address: String,
    date: String,
    title: String,
    agencies: Vec<AgencyMark>,
    severity: Option<Tag>,
    outcome: Option<Tag>,
    /// Code of the state that gives the line its sign.
    state: &'static str,
    /// The state in words.
    review: String,
    who: String,
    is_disagreed: bool,
    is_open: bool,
    is_current: bool,
}

impl Inbox {
    /// The list, with this warning open beside it.
    pub(crate) fn of(ask: &Ask, queue: &Queue<'_>, open: &str) -> Self {
        let kept: Vec<&Item<'_>> = queue.kept().collect();
        let pairs = queue.filter.pairs();
        let base = queue.opened.address("warnings");
        let long = Long {
            total: kept.len(),
            per_page: WARNINGS_A_PAGE,
            called: ("warning", "warnings"),
        };
        // The page that the open warning stands on, unless another was asked for.
        let at = kept.iter().position(|i| i.warning.id == open);
        let page = at.map_or(String::new(), |at| (at / WARNINGS_A_PAGE + 1).to_string());
        let asked = if ask.one("page").is_empty() {
            page.as_str()
        } else {
            ask.one("page")
        };
        let mut turning = pairs.clone();
        turning.push(("open", open));
        let paging = Paging::of(&long, asked, &base, &turning);
        let left_out = queue.all().len() - kept.len();
        Self {
            here: queue.address(&[]),
            facets: queue.filter.facets(queue),
            sorts: queue.filter.sorts(),
            is_filtered: queue.filter.is_on(),
            remarks: queue.filter.remarks.clone(),
            filtered: if left_out == 0 {
                String::new()
            } else {
                format!(
                    "{} left out by the filter",
                    words::count(left_out, "warning", "warnings")
                )
            },
            progress: progress(queue),
            order: queue.filter.order(),
            rows: paging.part(&kept).iter().map(|i| row(queue, i, open)).collect(),
            paging,
            next_open: queue.next_open(open).map(|i| queue.link(i)),
            agreement: queue.opened.address("agreement"),
            address: base,
        }
    }
}

/// How far the review is.
fn progress(queue: &Queue<'_>) -> String {
    let all = queue.all();
    if queue.deciding.is_masked() {
        return words::capital(NOT_SHOWN);
    }
    let open = all.iter().filter(|i| i.states.iter().any(|s| s.is_open())).count();
    match (all.len(), open) {
        (0, _) => String::new(),
        (all, 0) => format!("All {} decided", words::count(all, "warning", "warnings")),
        (all, open) => format!(
            "{} of {} decided; {} to go",
            words::number(all - open),
            words::count(all, "warning", "warnings"),
            words::number(open)
        ),
    }
}

fn row(queue: &Queue<'_>, item: &Item<'_>, open: &str) -> Row {
    let warning = item.warning;
    let case = &queue.opened.matter.case;
    let is_open = item.states.iter().any(|s| s.is_open());
    let first = item.states.iter().min().copied().unwrap_or(State::Undecided);
    Row {
        id: warning.id.clone(),
        address: queue.opening(item),
        date: words::warning_day(&queue.known, warning),
        title: warning.title.clone(),
        agencies: item.agencies.iter().map(|a| words::agency(case, a)).collect(),
        severity: item.standing.map(|(s, _)| words::severity(s)),
        outcome: item
            .standing
            .map(|(_, o)| words::response(&queue.deciding, &item.findings, o)),
        state: first.code(),
        // What holds of all of them is said once, above the list.
        review: if queue.deciding.is_masked() {
            String::new()
        } else {
            review(&item.states)
        },
        who: who(queue, item),
        is_disagreed: item.is_disagreed,
        is_open,
        is_current: warning.id == open,
    }
}

/// Where the review of a warning stands, in words.
pub(crate) fn review(states: &[State]) -> String {
    let open = states.iter().filter(|s| s.is_open()).count();
    let first = states.iter().min().copied().unwrap_or(State::Undecided);
    if states.iter().all(|s| *s == first) {
        return words::capital(first.words());
    }
    if open > 0 {
        return format!("{} of {} findings decided", states.len() - open, states.len());
    }
    let each = State::ALL.iter().filter_map(|state| {
        let n = states.iter().filter(|s| *s == state).count();
        (n > 0).then(|| format!("{n} {}", state.words()))
    });
    each.collect::<Vec<_>>().join(", ")
}

/// Who made the decisions that hold, each once, with the day of the last.
fn who(queue: &Queue<'_>, item: &Item<'_>) -> String {
    let holding = || {
        let all = item.findings.iter();
        all.filter_map(|f| queue.deciding.holding(f).map(|decided| (*f, decided)))
    };
    let mut names: Vec<String> = Vec::new();
    for (finding, decided) in holding() {
        let with = queue.deciding.with_told(finding, &decided);
        for name in std::iter::once(decided.by.who.clone()).chain(with) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    match holding().map(|(_, decided)| decided).max_by_key(|d| d.by.number) {
        Some(last) => format!("{}, {}", words::list(&names), day_of(&last.by.at)),
        None => String::new(),
    }
}

/// The day of a time as it is kept, in words; a time written otherwise stays as it is.
pub(crate) fn day_of(at: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(at).map_or_else(|_| at.to_owned(), |t| words::day(t.date_naive()))
}
