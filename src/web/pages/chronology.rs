//! The combined chronology: every agency's entries in one order, filtered, two hundred a page.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{
        entry::{Entry, EntryId},
        matter::Matter,
        mention::{Reading, Who},
    },
    web::{
        asking::{Ask, Link, Opened, Refusal, Reply},
        paging::{Long, Paging},
        words::{self, AgencyMark, Tag},
    },
};

const PER_PAGE: usize = 200;

#[derive(Serialize)]
struct Body {
    form: Form,
    remarks: Vec<String>,
    filtered: String,
    clear: String,
    rows: Vec<Row>,
    paging: Paging,
}

#[derive(Serialize)]
struct Form {
    address: String,
    agencies: Vec<AgencyChoice>,
    people: Vec<Choice>,
    text: String,
    from: String,
    to: String,
    only_warnings: bool,
}

#[derive(Serialize)]
struct AgencyChoice {
    mark: AgencyMark,
    chosen: bool,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Row {
    entry: Link,
    written: String,
    time: String,
    precision: String,
    agency: AgencyMark,
    entry_type: String,
    author: String,
    text: String,
    warnings: Vec<WarningMark>,
    answers: Vec<Link>,
    duplicates: Vec<Link>,
    differs: Vec<Differs>,
}

/// An account that differs from another.
#[derive(Clone, Serialize)]
struct Differs {
    other: Link,
    about: String,
    /// What this entry says of it, and what the other does.
    said: String,
    said_other: String,
}

#[derive(Clone, Serialize)]
struct WarningMark {
    warning: Link,
    title: String,
    severity: Tag,
    outcome: Tag,
}

/// What was asked for, as far as it could be read.
struct Filter {
    agencies: BTreeSet<String>,
    person: String,
    text: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    only_warnings: bool,
    remarks: Vec<String>,
}

/// Shows the combined chronology.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let filter = filter(ask, matter);
    let marks = Marks::of(&opened);
    let kept: Vec<&Entry> = matter
        .entries
        .iter()
        .zip(&matter.readings)
        .filter(|(entry, reading)| filter.keeps(entry, reading, &marks))
        .map(|(entry, _)| entry)
        .collect();
    let base = opened.address("chronology");
    let asked: Vec<(&str, &str)> = ask
        .query
        .iter()
        .filter(|(name, _)| name != "page")
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let long = Long {
        total: kept.len(),
        per_page: PER_PAGE,
        called: ("entry", "entries"),
    };
    let paging = Paging::of(&long, ask.one("page"), &base, &asked);
    let left_out = matter.entries.len() - kept.len();
    let body = Body {
        form: form(ask, &opened, &filter),
        filtered: if left_out == 0 {
            String::new()
        } else {
            format!("{} left out by the filter", words::count(left_out, "entry", "entries"))
        },
        clear: base,
        rows: paging.part(&kept).iter().map(|e| row(&opened, &marks, e)).collect(),
        paging,
        remarks: filter.remarks,
    };
    Ok(opened.page("Combined chronology", body))
}

fn filter(ask: &Ask, matter: &Matter) -> Filter {
    let mut remarks = Vec::new();
    let mut agencies = BTreeSet::new();
    for id in ask.many("agency") {
        if matter.case.agencies.iter().any(|a| a.id.0 == id) {
            agencies.insert(id);
        } else {
            remarks.push("An agency was asked for that the case does not have: left out of the filter.".to_owned());
        }
    }
    let mut person = ask.one("person").to_owned();
    if !person.is_empty() && !matter.case.people.iter().any(|p| p.id.0 == person) {
        remarks.push("A person was asked for who is not on the roster: entries about everybody are shown.".to_owned());
        person.clear();
    }
    let mut day = |name: &str, which: &str| {
        let typed = ask.one(name);
        let read = words::typed_days(typed);
        if read.is_none() && !typed.is_empty() {
            remarks.push(format!(
                "The {which} date could not be read and was left out. Write it like 14/1/2018, Jan 2018 or 2018."
            ));
        }
        read
    };
    let (from, to) = (day("from", "first"), day("to", "last"));
    let (from, to) = (from.map(|d| d.0), to.map(|d| d.1));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        remarks.push("The first date lies after the last: no entry can be between them.".to_owned());
    }
    Filter {
        agencies,
        person,
        text: ask.one("text").to_lowercase(),
        from,
        to,
        only_warnings: ask.one("only") == "warnings",
        remarks,
    }
}

impl Filter {
    fn keeps(&self, entry: &Entry, reading: &Reading, marks: &Marks) -> bool {
        (self.agencies.is_empty() || self.agencies.contains(&entry.agency.0))
            // An entry whose day is not known is kept when it may lie inside: leaving it out would be a guess.
            && self.from.is_none_or(|from| entry.when.latest >= from)
            && self.to.is_none_or(|to| entry.when.earliest <= to)
            && (!self.only_warnings || marks.warnings.contains_key(&entry.id))
            && (self.text.is_empty()
                || [&entry.text, &entry.entry_type, &entry.author, &entry.source, &entry.id.0]
                    .iter()
                    .any(|part| part.to_lowercase().contains(&self.text)))
            && (self.person.is_empty() || is_about(reading, &self.person))
    }
}

fn is_about(reading: &Reading, person: &str) -> bool {
    let is = |who: &Who| matches!(who, Who::Person(id) if id.0 == person);
    reading.people.iter().any(|p| is(&p.who))
        || reading
            .mentions
            .iter()
            .any(|m| m.struck.is_none() && (is(&m.actor) || is(&m.target)))
}

fn form(ask: &Ask, opened: &Opened, filter: &Filter) -> Form {
    let case = &opened.matter.case;
    Form {
        address: opened.address("chronology"),
        agencies: case
            .agencies
            .iter()
            .filter(|a| !a.files.is_empty())
            .map(|a| AgencyChoice {
                mark: words::agency(case, &a.id),
                chosen: filter.agencies.contains(&a.id.0),
            })
            .collect(),
        people: case
            .people
            .iter()
            .map(|p| Choice {
                id: p.id.0.clone(),
                label: words::person(case, &p.id),
                chosen: filter.person == p.id.0,
            })
            .collect(),
        text: ask.one("text").to_owned(),
        from: ask.one("from").to_owned(),
        to: ask.one("to").to_owned(),
        only_warnings: filter.only_warnings,
    }
}

/// What stands beside entries, looked up once for the whole page.
struct Marks {
    warnings: BTreeMap<EntryId, Vec<WarningMark>>,
    answers: BTreeMap<EntryId, Vec<Link>>,
    duplicates: BTreeMap<EntryId, Vec<Link>>,
    differs: BTreeMap<EntryId, Vec<Differs>>,
}

impl Marks {
    fn of(opened: &Opened) -> Self {
        let matter = &opened.matter;
        let mut marks = Self {
            warnings: BTreeMap::new(),
            answers: BTreeMap::new(),
            duplicates: BTreeMap::new(),
            differs: BTreeMap::new(),
        };
        for warning in &matter.warnings {
            let link = Link::new(warning.id.clone(), opened.warning(&warning.id));
            for entry in &warning.triggers {
                marks.warnings.entry(entry.clone()).or_default().push(WarningMark {
                    warning: link.clone(),
                    title: warning.title.clone(),
                    severity: words::severity(warning.severity),
                    outcome: words::outcome(warning.outcome),
                });
            }
            let findings = warning.findings.iter().filter_map(|id| matter.finding(id));
            let shown: BTreeSet<&EntryId> = findings
                .flat_map(|f| &f.steps)
                .flat_map(|s| &s.shown_by)
                .map(|cited| &cited.quote.entry)
                .collect();
            for entry in shown {
                marks.answers.entry(entry.clone()).or_default().push(link.clone());
            }
        }
        for pair in &matter.timeline.duplicates {
            for (this, other) in [(&pair.first, &pair.second), (&pair.second, &pair.first)] {
                let link = Link::new(other.0.clone(), opened.entry(other));
                marks.duplicates.entry(this.clone()).or_default().push(link);
            }
        }
        for c in &matter.timeline.conflicts {
            let first = (&c.first, &c.said_first);
            let second = (&c.second, &c.said_second);
            for (this, other) in [(first, second), (second, first)] {
                marks.differs.entry(this.0.clone()).or_default().push(Differs {
                    other: Link::new(other.0.0.clone(), opened.entry(other.0)),
                    about: c.about.word().to_owned(),
                    said: this.1.clone(),
                    said_other: other.1.clone(),
                });
            }
        }
        marks
    }
}

fn row(opened: &Opened, marks: &Marks, entry: &Entry) -> Row {
    Row {
        entry: Link::new(entry.id.0.clone(), opened.entry(&entry.id)),
        written: entry.when.shown(),
        time: entry
            .when
            .time
            .filter(|_| !entry.when.is_stamp())
            .map_or_else(String::new, |time| time.format("%H:%M").to_string()),
        precision: words::precision(&entry.when),
        agency: words::agency(&opened.matter.case, &entry.agency),
        entry_type: entry.entry_type.clone(),
        author: entry.author.clone(),
        text: entry.text.clone(),
        warnings: marks.warnings.get(&entry.id).cloned().unwrap_or_default(),
        answers: marks.answers.get(&entry.id).cloned().unwrap_or_default(),
        duplicates: marks.duplicates.get(&entry.id).cloned().unwrap_or_default(),
        differs: marks.differs.get(&entry.id).cloned().unwrap_or_default(),
    }
}
