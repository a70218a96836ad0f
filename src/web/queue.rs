//! The *queue*: warnings in the order and under the filter that was asked, what waits for a decision, and what comes before and after.
//!
//! A filter stands in the address, so that a list, the warning opened from it and the decision made there keep one place.

mod filter;
mod rows;

pub(crate) use filter::Filter;
pub(crate) use rows::{Inbox, day_of, review};

use crate::{
    model::{
        case::AgencyId,
        finding::{Basis, Finding, Outcome, Severity, Warning},
    },
    review::{
        deciding::{Deciding, State},
        knowledge::Knowledge,
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened},
    },
};

/// The heading of a warning on its page.
pub(crate) const HEADING: &str = "opened";

/// The warnings of a case as they were asked for.
pub(crate) struct Queue<'a> {
    /// The case.
    pub(crate) opened: &'a Opened,
    /// Which agencies' entries each rests on.
    pub(crate) known: Knowledge<'a>,
    /// Who decided what.
    pub(crate) deciding: Deciding<'a>,
    /// What was asked for.
    pub(crate) filter: Filter,
    who: String,
    items: Vec<Item<'a>>,
}

/// A warning, and what filters look at.
pub(crate) struct Item<'a> {
    /// The warning.
    pub(crate) warning: &'a Warning,
    /// Its findings that count, those that were not accepted too.
    pub(crate) findings: Vec<&'a Finding>,
    /// Agencies whose entries it rests on.
    pub(crate) agencies: Vec<&'a AgencyId>,
    /// Where the review of each finding stands, in their order.
    pub(crate) states: Vec<State>,
    /// Gravest severity and worst outcome of what stands; nothing where none of it does.
    pub(crate) standing: Option<(Severity, Outcome)>,
    /// Do reviewers' own decisions differ on one of its findings?
    pub(crate) is_disagreed: bool,
    values: filter::Values<'a>,
    is_kept: bool,
}

impl<'a> Queue<'a> {
    /// The queue that an address asks for, as this visitor sees it.
    pub(crate) fn of(ask: &Ask, opened: &'a Opened) -> Self {
        let matter = &opened.matter;
        let mut queue = Self {
            opened,
            known: Knowledge::new(matter),
            deciding: Deciding::of_matter(matter),
            filter: Filter::of(ask, opened),
            who: ask.visitor.name(),
            items: Vec::new(),
        };
        let mut items: Vec<Item<'_>> = matter.warnings.iter().map(|w| queue.item(w)).collect();
        if queue.filter.is_by_date() {
            items.sort_by_key(|i| i.warning.date);
        }
        for item in &mut items {
            item.is_kept = queue.filter.fits(&item.values, "");
        }
        queue.items = items;
        queue
    }

    fn item(&self, warning: &'a Warning) -> Item<'a> {
        let all = warning.findings.iter().filter_map(|id| self.known.finding(id));
        let findings: Vec<&Finding> = all.filter(|f| f.basis != Basis::Suggested).collect();
        let states: Vec<State> = findings.iter().map(|f| self.deciding.state(f)).collect();
        let knew = self.known.knew(warning).into_iter();
        let mut agencies: Vec<&AgencyId> = knew.map(|e| &e.agency).collect();
        if agencies.is_empty() {
            agencies = findings.iter().map(|f| &f.agency).collect();
            agencies.dedup();
        }
        let standing = self.deciding.weight(&findings, (warning.severity, warning.outcome));
        let is_disagreed = findings.iter().any(|f| self.deciding.is_disagreed(f));
        let mut item = Item {
            warning,
            findings,
            agencies,
            states,
            standing,
            is_disagreed,
            values: filter::Values::default(),
            is_kept: true,
        };
        item.values = filter::values(self, &item, &self.who);
        item
    }

    /// All warnings in the order asked, whether the filter keeps them or not.
    pub(crate) fn all(&self) -> &[Item<'a>] {
        &self.items
    }

    /// Those that the filter keeps.
    pub(crate) fn kept(&self) -> impl DoubleEndedIterator<Item = &Item<'a>> {
        self.items.iter().filter(|i| i.is_kept)
    }

    /// The warning of this number.
    pub(crate) fn get(&self, id: &str) -> Option<&Item<'a>> {
        self.items.iter().find(|i| i.warning.id == id)
    }

    /// Does a warning wait for a decision? For who asked for what they have not decided themselves, for theirs.
    pub(crate) fn is_open(&self, item: &Item<'_>) -> bool {
        if self.filter.is_for_own() {
            item.findings.iter().any(|f| !self.deciding.is_by(f, &self.who))
        } else {
            let mut both = item.findings.iter().zip(&item.states);
            both.any(|(f, s)| self.waits(f, *s))
        }
    }

    /// Does a finding wait for a decision: of anybody, or of who asks, where another did not accept it?
    fn waits(&self, finding: &Finding, state: State) -> bool {
        state.is_open() || (state == State::Waiting && !self.deciding.is_by(finding, &self.who))
    }

    /// The first finding of a warning that waits for a decision.
    pub(crate) fn first_open(&self, item: &Item<'a>) -> Option<&'a Finding> {
        let both = item.findings.iter().zip(&item.states);
        let waits = |(f, s): &(&&Finding, &State)| {
            if self.filter.is_for_own() {
                !self.deciding.is_by(f, &self.who)
            } else {
                self.waits(f, **s)
            }
        };
        both.filter(waits).map(|(f, _)| *f).next()
    }

    /// The next warning in the filter that waits for a decision, after this one and from the beginning again.
    pub(crate) fn next_open(&self, after: &str) -> Option<&Item<'a>> {
        let at = self.items.iter().position(|i| i.warning.id == after);
        let from = at.map_or(0, |at| at + 1);
        let round = self.items.iter().skip(from).chain(self.items.iter().take(from));
        round
            .filter(|i| i.is_kept && i.warning.id != after)
            .find(|i| self.is_open(i))
    }

    /// The warnings that the filter keeps before and after this one.
    pub(crate) fn neighbours(&self, id: &str) -> (Option<&Item<'a>>, Option<&Item<'a>>) {
        let Some(at) = self.items.iter().position(|i| i.warning.id == id) else {
            return (None, None);
        };
        let before = self.items.iter().take(at).rev().find(|i| i.is_kept);
        let after = self.items.iter().skip(at + 1).find(|i| i.is_kept);
        (before, after)
    }

    /// Place of a warning among those that the filter keeps, from 1, and how many those are.
    pub(crate) fn place(&self, id: &str) -> (Option<usize>, usize) {
        let at = self.kept().position(|i| i.warning.id == id);
        (at.map(|at| at + 1), self.kept().count())
    }

    /// Where a warning is found beside this list.
    pub(crate) fn address_of(&self, item: &Item<'_>) -> String {
        self.address(&[("open", &item.warning.id)])
    }

    /// The same, with the focus on its heading.
    pub(crate) fn opening(&self, item: &Item<'_>) -> String {
        format!("{}#{HEADING}", self.address_of(item))
    }

    /// The list under this filter, with these further pairs in its address.
    pub(crate) fn address(&self, further: &[(&str, &str)]) -> String {
        let mut pairs = self.filter.pairs();
        pairs.extend(further);
        addresses::with_query(&self.opened.address("warnings"), &pairs)
    }

    /// A link to a warning beside this list.
    pub(crate) fn link(&self, item: &Item<'_>) -> Link {
        let warning = item.warning;
        Link::new(format!("{}: {}", warning.id, warning.title), self.opening(item))
    }
}
