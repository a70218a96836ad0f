//! The combined chronology: every agency's entries in one order, filtered, two hundred a page, with one of them open beside it.

mod filter;
mod rows;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    model::{
        entry::{Entry, EntryId},
        matter::Matter,
    },
    review::{linked::Linked, margin::Margin},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        concepts::{self, Choice, Group},
        paging::{Long, Paging},
        panel::{Here, Panel},
        words::{self, AgencyMark},
    },
};
use filter::{Chip, Filter, LINKS, TICKS};
use rows::{Making, Row};
use view::View;

const PER_PAGE: usize = 200;
/// Entries of a page to print.
const PER_PRINT: usize = 1_000;
/// No more types of contact are offered; rarer ones are found by their words.
const TYPES: usize = 150;
/// Under this name and value the panel tells where an entry stands in the list that is shown.
const OPEN: &str = "open";

#[derive(Serialize)]
struct Body {
    form: Form,
    remarks: Vec<String>,
    chips: Vec<Chip>,
    filtered: String,
    clear: String,
    rows: Vec<Row>,
    paging: Paging,
    is_compact: bool,
    is_print: bool,
    print: String,
    screen: String,
    /// The days in view on the timeline; empty where there are none.
    timeline: String,
    /// Are entries shown that can be settled with another one?
    is_linked: bool,
    view: Vec<Choice>,
    /// What is sent along when view or day are chosen, so that the filter stays.
    along_view: Vec<(String, String)>,
    along_day: Vec<(String, String)>,
    jump: String,
    /// The nearest entries of warnings that stand on other pages.
    warning_before: String,
    warning_after: String,
    panel: Option<Panel>,
    close: String,
    here: String,
}

#[derive(Serialize)]
struct Form {
    address: String,
    agencies: Vec<AgencyChoice>,
    people: Vec<Choice>,
    types: Vec<Choice>,
    concepts: Vec<Group>,
    tags: Vec<Choice>,
    ticks: Vec<Choice>,
    text: String,
    from: String,
    to: String,
    /// Is something asked for that stands behind "More filters"?
    is_more: bool,
}

#[derive(Serialize)]
struct AgencyChoice {
    mark: AgencyMark,
    chosen: bool,
}

/// The list that was asked for, and where in it the page stands.
struct List<'a> {
    ask: &'a Ask,
    opened: &'a Opened,
    filter: Filter,
    view: View,
    /// What people put beside the entries.
    margin: Margin<'a>,
    /// Entries that warnings rest on.
    triggers: BTreeSet<&'a EntryId>,
    who: String,
    base: String,
    /// Places of the entries that fit.
    kept: Vec<usize>,
    /// The entry at which a jump to a day lands.
    near: Option<usize>,
}

/// Shows the combined chronology.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let mut filter = Filter::of(ask, matter);
    let view = View::of(ask);
    let who = ask.visitor.name();
    let margin = Margin::of(&matter.settled);
    let kept = filter.kept(matter, &margin, &who);
    let near = near(ask, matter, &kept, &mut filter.remarks);
    let list = List {
        base: opened.address("chronology"),
        ask,
        opened: &opened,
        filter,
        view,
        margin,
        triggers: matter
            .standing_warnings()
            .into_iter()
            .flat_map(|w| &w.triggers)
            .collect(),
        who,
        kept,
        near,
    };
    let body = list.body()?;
    Ok(opened.page("Combined chronology", body))
}

/// The place of the first entry that fits and lies on the day that was asked for, or after it.
fn near(ask: &Ask, matter: &Matter, kept: &[usize], remarks: &mut Vec<String>) -> Option<usize> {
    let typed = ask.one("near");
    if typed.is_empty() {
        return None;
    }
    let Some((day, _)) = words::typed_days(typed) else {
        remarks.push("The day to go to could not be read. Write it like 14/1/2018, Jan 2018 or 2018.".to_owned());
        return None;
    };
    let found = kept
        .iter()
        .copied()
        .find(|at| matter.entries.get(*at).is_some_and(|e| e.when.earliest >= day));
    if found.is_none() && !kept.is_empty() {
        remarks.push(format!(
            "No entry that is shown lies on or after {}: this is the last.",
            words::day(day)
        ));
    }
    found.or_else(|| kept.last().copied())
}

impl List<'_> {
    fn body(self) -> Result<Body, Refusal> {
        let matter = &self.opened.matter;
        let per_page = if self.view.is_print { PER_PRINT } else { PER_PAGE };
        let paging = self.paging(per_page);
        let shown: Vec<&Entry> = paging
            .part(&self.kept)
            .iter()
            .filter_map(|at| matter.entries.get(*at))
            .collect();
        let page = paging.page;
        let open = self.ask.one(OPEN).to_owned();
        let beside = |id: &str| self.with_open(page, id);
        let rows = rows::rows(
            &Making {
                opened: self.opened,
                view: &self.view,
                margin: &self.margin,
                triggers: &self.triggers,
                text: &self.filter.text,
                open: &open,
                near: self.near.and_then(|at| Some(&matter.entries.get(at)?.id)),
                beside: &beside,
                who: &self.who,
            },
            &shown,
        );
        let mut remarks = self.filter.remarks.clone();
        let panel = self.panel(page, &mut remarks)?;
        let left_out = matter.entries.len() - self.kept.len();
        let (warning_before, warning_after) = self.warnings_around(page, per_page);
        let here = self.at_page(page, &[(OPEN, &open)]);
        Ok(Body {
            form: self.form(),
            chips: self.filter.chips(self.ask, matter, &self.base),
            filtered: if left_out == 0 {
                String::new()
            } else {
                format!("{} left out by the filter", words::count(left_out, "entry", "entries"))
            },
            clear: self.base.clone(),
            rows,
            is_compact: self.view.is_compact,
            is_print: self.view.is_print,
            print: self.address(&[("print", "yes")]),
            screen: self.address(&[]),
            timeline: self.timeline(&shown, &here),
            is_linked: self.filter.is_of_linked(),
            view: self.view.choices(),
            along_view: self.along(filter::is_of_filter),
            along_day: self.along(|n| filter::is_of_filter(n) || view::is_of_view(n)),
            jump: format!("{}#near", self.base),
            warning_before,
            warning_after,
            panel,
            close: self.at_page(page, &[]),
            here,
            paging,
            remarks,
        })
    }

    /// The days in view on the timeline, with lanes by what the list was narrowed to, and the way back to this page.
    fn timeline(&self, shown: &[&Entry], here: &str) -> String {
        let whens = || shown.iter().map(|e| &e.when);
        let from = self.filter.from.or_else(|| whens().map(|w| w.earliest).min());
        let to = self.filter.to.or_else(|| whens().map(|w| w.latest).max());
        let lanes = if !self.filter.person.is_empty() {
            "person"
        } else if !self.filter.concept.is_empty() {
            "concept"
        } else {
            ""
        };
        let days = from.zip(to).filter(|(from, to)| from <= to);
        days.map_or_else(String::new, |days| {
            addresses::timeline(&self.opened.slug, days, lanes, here)
        })
    }

    /// The page that was asked for; that of the entry which was asked for, where no page was.
    fn paging(&self, per_page: usize) -> Paging {
        let wanted = [self.ask.one("at"), self.ask.one(OPEN)]
            .into_iter()
            .find(|id| !id.is_empty());
        let place = wanted
            .and_then(|id| {
                self.kept
                    .iter()
                    .position(|at| self.opened.matter.entries.get(*at).is_some_and(|e| e.id.0 == id))
            })
            .or_else(|| self.kept.iter().position(|at| Some(*at) == self.near));
        let asked = match (self.ask.one("page"), place) {
            ("", Some(place)) => (place / per_page + 1).to_string(),
            (page, _) => page.to_owned(),
        };
        let long = Long {
            total: self.kept.len(),
            per_page,
            called: ("entry", "entries"),
        };
        let is_kept = |n: &str| filter::is_of_filter(n) || view::is_of_view(n) || n == "print";
        let query = self.asked(is_kept);
        let pairs: Vec<(&str, &str)> = query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        Paging::of(&long, &asked, &self.base, &pairs)
    }

    /// What was asked under names of this kind.
    fn asked(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let all = self.ask.query.iter();
        all.filter(|(name, value)| is_wanted(name) && !value.trim().is_empty())
            .cloned()
            .collect()
    }

    fn along(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        self.asked(is_wanted)
    }

    /// The address of this list, with something more asked.
    fn address(&self, more: &[(&str, &str)]) -> String {
        let asked = self.asked(|n| filter::is_of_filter(n) || view::is_of_view(n));
        let mut pairs: Vec<(&str, &str)> = asked.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        pairs.extend(more);
        addresses::with_query(&self.base, &pairs)
    }

    fn at_page(&self, page: usize, more: &[(&str, &str)]) -> String {
        let number = page.to_string();
        let mut pairs = vec![("page", if page == 1 { "" } else { &number })];
        pairs.extend(more);
        self.address(&pairs)
    }

    /// The address of this page with an entry open beside it.
    fn with_open(&self, page: usize, id: &str) -> String {
        format!("{}#{}", self.at_page(page, &[(OPEN, id)]), addresses::anchor(id))
    }

    /// The address of an entry in this list, whichever page it stands on.
    fn place_of(&self, id: &EntryId) -> String {
        format!("{}#{}", self.address(&[("at", &id.0)]), addresses::anchor(&id.0))
    }

    /// The last entry of a warning before this page, and the first after it.
    fn warnings_around(&self, page: usize, per_page: usize) -> (String, String) {
        let matter = &self.opened.matter;
        let first = (page - 1) * per_page;
        let is_of_warning = |at: &usize| {
            let entry = matter.entries.get(*at)?;
            self.triggers.contains(&entry.id).then_some(&entry.id)
        };
        let before = self.kept.iter().take(first).rev().find_map(is_of_warning);
        let after = self.kept.iter().skip(first + per_page).find_map(is_of_warning);
        let address = |id: Option<&EntryId>| id.map_or_else(String::new, |id| self.place_of(id));
        (address(before), address(after))
    }

    /// The entry that is open beside the list.
    fn panel(&self, page: usize, remarks: &mut Vec<String>) -> Result<Option<Panel>, Refusal> {
        let wanted = self.ask.one(OPEN);
        if wanted.is_empty() || self.view.is_print {
            return Ok(None);
        }
        let matter = &self.opened.matter;
        let Some(at) = matter.entries.iter().position(|e| e.id.0 == wanted) else {
            remarks.push("The entry that was to be opened is not in the case any more.".to_owned());
            return Ok(None);
        };
        let place = self.kept.iter().position(|kept| *kept == at);
        let neighbour = |place: Option<usize>| {
            let entry = matter.entries.get(*self.kept.get(place?)?)?;
            let page = place? / PER_PAGE + 1;
            Some(Link::new(
                format!("{}, {}", entry.id, entry.when.shown()),
                self.with_open(page, &entry.id.0),
            ))
        };
        let here = Here {
            base: self.base.clone(),
            pairs: {
                let number = page.to_string();
                let mut pairs = self.asked(|n| filter::is_of_filter(n) || view::is_of_view(n) || n == "hide");
                pairs.push(("page".to_owned(), if page == 1 { String::new() } else { number }));
                pairs.push((OPEN.to_owned(), wanted.to_owned()));
                pairs
            },
            in_list: self.at_page(page, &[]),
            level: 3,
            previous: neighbour(place.and_then(|p| p.checked_sub(1))),
            next: neighbour(place.map(|p| p + 1)),
            place: match place {
                Some(place) => format!(
                    "Entry {} of {} in this list",
                    words::number(place + 1),
                    words::number(self.kept.len())
                ),
                None => "Not among the entries that the filter shows".to_owned(),
            },
        };
        Panel::of(self.ask, self.opened, at, here).map(Some)
    }

    fn form(&self) -> Form {
        let matter = &self.opened.matter;
        let case = &matter.case;
        let filter = &self.filter;
        let agencies = case.agencies.iter().filter(|a| !a.files.is_empty());
        Form {
            address: self.base.clone(),
            agencies: agencies
                .map(|a| AgencyChoice {
                    mark: words::agency(case, &a.id),
                    chosen: filter.agencies.contains(&a.id.0),
                })
                .collect(),
            people: case
                .people
                .iter()
                .map(|p| Choice::of(&p.id.0, words::person(case, &p.id), filter.person == p.id.0))
                .collect(),
            types: self.types(),
            concepts: concepts::groups(matter, Some(&concepts::counts(matter)), &filter.concept),
            tags: self.tags(),
            ticks: self.ticks(),
            text: filter.text.clone(),
            from: self.ask.one("from").to_owned(),
            to: self.ask.one("to").to_owned(),
            is_more: !(filter.types.is_empty()
                && filter.concept.is_empty()
                && filter.tag.is_empty()
                && filter.only.iter().all(|o| *o == "warnings")),
        }
    }

    /// The ticks; those for linked entries with their counts.
    fn ticks(&self) -> Vec<Choice> {
        let linked = Linked::of(&self.opened.matter);
        let label = |code: &str, label: &str| match LINKS.iter().find(|(of, _)| *of == code) {
            Some((_, link)) => format!("{label} ({})", words::number(linked.entries(*link).len())),
            None => label.to_owned(),
        };
        TICKS
            .iter()
            .map(|(code, words, _)| Choice::of(code, label(code, words), self.filter.only.contains(code)))
            .collect()
    }

    /// Types of contact with their counts, the commonest first.
    fn types(&self) -> Vec<Choice> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.opened.matter.entries {
            *counts.entry(entry.entry_type.trim()).or_default() += 1;
        }
        counts.remove("");
        let mut all: Vec<(&str, usize)> = counts.into_iter().collect();
        all.sort_by_key(|(kind, n)| (!self.filter.types.contains(*kind), std::cmp::Reverse(*n), *kind));
        all.iter()
            .take(TYPES)
            .map(|(kind, n)| {
                let label = format!("{kind} ({})", words::number(*n));
                Choice::of(kind, label, self.filter.types.contains(*kind))
            })
            .collect()
    }

    fn tags(&self) -> Vec<Choice> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in self.margin.tags.values().flatten() {
            *counts.entry(tag).or_default() += 1;
        }
        counts
            .iter()
            .map(|(tag, n)| Choice::of(tag, format!("{tag} ({})", words::number(*n)), self.filter.tag == *tag))
            .collect()
    }
}
