//! The *filter* of the queue: what each choice keeps, read from the address and written into it again.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::finding::{Outcome, Severity},
    review::deciding::{NOT_SHOWN, State},
    web::{
        asking::{Ask, Opened},
        queue::{Item, Queue},
        words,
    },
};

/// Names of the choices in the address, with the label of each and the words for no choice.
const FACETS: [(&str, &str, &str); 6] = [
    ("state", "State of review", "Any"),
    ("severity", "Severity", "Any"),
    ("outcome", "Records show", "Anything"),
    ("agency", "On the record of", "Any agency"),
    ("theme", "Theme", "Any"),
    ("mine", "Yours", "Everybody’s"),
];

const SEVERITIES: [Severity; 4] = [Severity::S4, Severity::S3, Severity::S2, Severity::S1];
const OUTCOMES: [Outcome; 4] = [Outcome::Missed, Outcome::Late, Outcome::CannotTell, Outcome::Met];
const DISAGREED: &str = "disagreed";
const DECIDED: &str = "decided";
const NOT_DECIDED: &str = "not-decided";
const BY_DATE: &str = "date";

/// What a warning is under each choice, in the order of [`FACETS`].
pub(super) type Values<'a> = [BTreeSet<&'a str>; 6];

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    chosen: [String; 6],
    sort: String,
    /// What was asked for and is not there.
    pub(crate) remarks: Vec<String>,
}

/// One choice to be made.
#[derive(Debug, Serialize)]
pub(crate) struct Facet {
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<Choice>,
}

/// One of the things to choose from.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    /// As in the address.
    pub(crate) code: String,
    /// As people read it.
    pub(crate) label: String,
    /// Was it chosen?
    pub(crate) chosen: bool,
}

impl Filter {
    /// What an address asks for. What is not there is left out, with a remark.
    pub(super) fn of(ask: &Ask, opened: &Opened) -> Self {
        let mut filter = Self::default();
        for (chosen, (name, ..)) in filter.chosen.iter_mut().zip(FACETS) {
            let asked = ask.one(name);
            if !asked.is_empty() && opened.matter.decisions_are_masked && is_of_decisions(name) {
                let remark = format!("{}: the filter asks for none.", words::capital(NOT_SHOWN));
                filter.remarks.push(remark);
            } else if asked.is_empty() || options(opened, name).iter().any(|(code, _)| code == asked) {
                asked.clone_into(chosen);
            } else {
                let remark = format!("The {name} asked for is not one there is: left out of the filter.");
                filter.remarks.push(remark);
            }
        }
        if ask.one("sort") == BY_DATE {
            BY_DATE.clone_into(&mut filter.sort);
        }
        filter
    }

    /// As it stands in the address.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let names = FACETS.map(|(name, ..)| name);
        let mut pairs: Vec<_> = names.into_iter().zip(self.chosen.iter().map(String::as_str)).collect();
        pairs.push(("sort", &self.sort));
        pairs
    }

    /// Was anything chosen?
    pub(crate) fn is_on(&self) -> bool {
        self.chosen.iter().any(|c| !c.is_empty())
    }

    /// By date, the earliest first? Otherwise by gravity.
    pub(super) fn is_by_date(&self) -> bool {
        self.sort == BY_DATE
    }

    /// Did the visitor ask for what he or she has not decided?
    pub(super) fn is_for_own(&self) -> bool {
        self.chosen.last().is_some_and(|c| c == NOT_DECIDED)
    }

    /// Is a warning kept, whatever was chosen under this one name?
    pub(super) fn fits(&self, values: &Values<'_>, but: &str) -> bool {
        let each = self.chosen.iter().zip(values).zip(FACETS);
        each.into_iter()
            .all(|((chosen, values), (name, ..))| chosen.is_empty() || name == but || values.contains(chosen.as_str()))
    }

    /// The choices, each with how many warnings it would keep.
    pub(super) fn facets(&self, queue: &Queue<'_>) -> Vec<Facet> {
        let mut out = Vec::new();
        for (at, (chosen, (name, label, all))) in self.chosen.iter().zip(FACETS).enumerate() {
            if queue.deciding.is_masked() && is_of_decisions(name) {
                continue;
            }
            let within: Vec<&Values<'_>> = queue.all().iter().map(|i| &i.values).collect();
            let within: Vec<_> = within.into_iter().filter(|v| self.fits(v, name)).collect();
            let each = options(queue.opened, name).into_iter().map(|(code, words)| {
                let holds = |v: &&&Values<'_>| v.get(at).is_some_and(|set| set.contains(code.as_str()));
                let count = within.iter().filter(holds).count();
                let option = Choice {
                    label: format!("{words} ({})", words::number(count)),
                    chosen: code == *chosen,
                    code,
                };
                (count, option)
            });
            // A theme of which there is nothing tells a reader nothing.
            let options = each.filter(|(count, o)| name != "theme" || *count > 0 || o.chosen);
            out.push(Facet {
                name,
                label,
                all,
                options: options.map(|(_, option)| option).collect(),
            });
        }
        out
    }

    /// The orders to choose from.
    pub(super) fn sorts(&self) -> Vec<Choice> {
        [("", "Gravest first"), (BY_DATE, "Earliest first")]
            .map(|(code, label)| Choice {
                code: code.to_owned(),
                label: label.to_owned(),
                chosen: code == self.sort,
            })
            .into()
    }

    /// The order in words.
    pub(crate) fn order(&self) -> &'static str {
        if self.is_by_date() {
            "the earliest first"
        } else {
            "the gravest and clearest first"
        }
    }
}

/// Does a choice look at what was decided?
fn is_of_decisions(name: &str) -> bool {
    matches!(name, "state" | "mine")
}

/// What there is to choose under a name: code and words.
fn options(opened: &Opened, name: &str) -> Vec<(String, String)> {
    let matter = &opened.matter;
    let own = |code: &str, words: &str| (code.to_owned(), words.to_owned());
    match name {
        "severity" => SEVERITIES
            .map(words::severity)
            .map(|t| (t.code.to_owned(), format!("{}: {}", t.code, t.words)))
            .into(),
        "outcome" => OUTCOMES.map(words::outcome).map(|t| own(t.code, t.words)).into(),
        "agency" => matter.case.agencies.iter().map(|a| own(&a.id.0, &a.name)).collect(),
        "theme" => matter.outline.areas.iter().map(|a| own(a, a)).collect(),
        "state" => State::ALL
            .iter()
            .map(|s| own(s.code(), s.words()))
            .chain([own(DISAGREED, "reviewers decided differently")])
            .collect(),
        "mine" => vec![
            own(NOT_DECIDED, "not yet decided by you"),
            own(DECIDED, "decided by you"),
        ],
        _ => Vec::new(),
    }
}

/// What a warning is under each choice. One of which nothing stands has no severity and shows nothing.
pub(super) fn values<'a>(queue: &Queue<'a>, item: &Item<'a>, who: &str) -> Values<'a> {
    let mut out = Values::default();
    let areas = |pattern: &str| queue.opened.matter.patterns.get(pattern).map(|c| c.place.area.as_str());
    for (set, (name, ..)) in out.iter_mut().zip(FACETS) {
        match name {
            "severity" => set.extend(item.standing.map(|(s, _)| s.code())),
            "outcome" => set.extend(item.standing.map(|(_, o)| o.code())),
            "agency" => set.extend(item.agencies.iter().map(|a| a.0.as_str())),
            "theme" => set.extend(item.findings.iter().filter_map(|f| areas(&f.pattern))),
            "state" => {
                set.extend(item.states.iter().map(|s| s.code()));
                set.extend(item.is_disagreed.then_some(DISAGREED));
            }
            _ => {
                let is_own = |own: bool| item.findings.iter().any(|f| queue.deciding.is_by(f, who) == own);
                set.extend(is_own(true).then_some(DECIDED));
                set.extend(is_own(false).then_some(NOT_DECIDED));
            }
        }
    }
    out
}
