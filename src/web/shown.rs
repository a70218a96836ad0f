//! A page *shown*: what it is called, where it stands and what it says, before its template is filled.

use chrono::Datelike as _;
use minijinja::value::Value;
use serde::Serialize;

use crate::web::{
    addresses,
    asking::{Fault, Link, Opened, Reply},
};

/// The year of dates that stand as examples, where nothing is seen of a case.
const EXAMPLE_YEAR: i32 = 2022;

/// A page to show: everything in it is ready words.
pub(crate) struct Shown {
    /// Its one heading.
    pub(crate) heading: String,
    /// The case it belongs to.
    pub(crate) case: Option<CaseFrame>,
    /// The way back, the last step left out.
    pub(crate) crumbs: Vec<Link>,
    /// What its template is filled with, as `page`.
    pub(crate) body: Value,
    /// What was asked for in a form of its own and cannot be taken.
    pub(crate) faults: Vec<Fault>,
}

/// What every page of a case says of the case.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CaseFrame {
    /// Title.
    pub(crate) title: String,
    /// The case's part of every address.
    pub(crate) slug: String,
    /// Where files are brought in, while the case holds none; empty as soon as it does.
    pub(crate) bring_in: String,
    /// A year of which what may be seen of it tells, for dates that stand as examples.
    pub(crate) year: i32,
}

impl Reply {
    /// A page that belongs to no case.
    pub(crate) fn outside(heading: impl Into<String>, crumbs: Vec<Link>, body: impl Serialize) -> Self {
        Self::Page(Box::new(Shown {
            heading: heading.into(),
            case: None,
            crumbs,
            body: Value::from(minijinja::value::Serde(body)),
            faults: Vec::new(),
        }))
    }

    /// The same page, which says what was asked for in a form of its own and cannot be taken.
    pub(crate) fn with_faults(mut self, faults: Vec<Fault>) -> Self {
        if let Self::Page(shown) = &mut self {
            shown.faults = faults;
        }
        self
    }
}

impl Opened {
    /// The front page of this case.
    pub(crate) fn front(&self, body: impl Serialize) -> Reply {
        let title = self.matter.case.title.clone();
        self.framed(title, vec![Link::new("Cases", "/")], body)
    }

    /// A page of this case.
    pub(crate) fn page(&self, heading: impl Into<String>, body: impl Serialize) -> Reply {
        self.page_under(heading, Vec::new(), body)
    }

    /// A page of this case that stands under other pages of it.
    pub(crate) fn page_under(&self, heading: impl Into<String>, above: Vec<Link>, body: impl Serialize) -> Reply {
        let front = Link::new(self.matter.case.title.clone(), addresses::case(&self.slug));
        let mut crumbs = vec![Link::new("Cases", "/"), front];
        crumbs.extend(above);
        self.framed(heading.into(), crumbs, body)
    }

    fn framed(&self, heading: String, crumbs: Vec<Link>, body: impl Serialize) -> Reply {
        let without = self.matter.records.is_empty().then(|| self.address("import"));
        Reply::Page(Box::new(Shown {
            heading,
            case: Some(CaseFrame {
                title: self.matter.case.title.clone(),
                slug: self.slug.clone(),
                bring_in: without.unwrap_or_default(),
                year: {
                    // The first entries may tell of a childhood: one from the middle is of the days that people ask for.
                    let entries = &self.matter.entries;
                    let middle = entries.get(entries.len() / 2);
                    middle.map_or(EXAMPLE_YEAR, |e| e.when.earliest.year())
                },
            }),
            crumbs,
            body: Value::from(minijinja::value::Serde(body)),
            faults: Vec::new(),
        }))
    }
}
