//! *Starting* a case from its bare facts: no record is in it yet, and agencies that are named are known to be involved.

use std::{collections::BTreeSet, fs};

use chrono::NaiveDate;

use crate::{
    app::{clock, home::Home, matters::slug_of, placing},
    model::{
        case::{Agency, AgencyId, Case, CaseKind, Person, PersonId, Tier},
        record::Bundle,
    },
    store::{CaseFile, Intake, StoreError},
};

/// What is known of a case before any record is in it.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Title.
    pub title: String,
    /// Kind of review.
    pub kind: CaseKind,
    /// First and last day under review.
    pub review: (NaiveDate, NaiveDate),
    /// Day of the offence or death, when there is one.
    pub event: Option<NaiveDate>,
    /// Names and roles, the subject first.
    pub people: Vec<(String, String)>,
    /// Names and kinds of agencies.
    pub agencies: Vec<(String, String)>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Started {
    /// The case is there, under this slug.
    Made(String),
    /// A case of this title is there already, under this slug. Nothing was made.
    TitleTaken(String),
}

/// Makes the case. Who makes it is kept in its log.
///
/// # Errors
/// When the case file cannot be written.
pub fn start(home: &Home, new: &NewCase, who: &str) -> anyhow::Result<Started> {
    if let Some(slug) = placing::known(home, &new.title)? {
        return Ok(Started::TitleTaken(slug));
    }
    let mut slug = slug_of(&new.title);
    if home.case_file(&slug).exists() {
        slug = (2..100_000)
            .map(|n| format!("{slug}-{n}"))
            .find(|s| !home.case_file(s).exists())
            .unwrap_or_default();
    }
    let bundle = Bundle {
        case: case(new),
        case_toml: Vec::new(),
        supplied: Vec::new(),
        problems: Vec::new(),
    };
    let path = home.cases();
    fs::create_dir_all(&path).map_err(|cause| StoreError::Files { path, cause })?;
    let at = clock::now();
    let intake = Intake {
        at: &at,
        who,
        replaces: None,
    };
    CaseFile::create_as(&home.case_file(&slug), &bundle, &intake)?;
    Ok(Started::Made(slug))
}

fn case(new: &NewCase) -> Case {
    let people = (1..).zip(&new.people).map(|(number, (name, role))| Person {
        id: PersonId(format!("P{number}")),
        role: role.clone(),
        names: vec![name.clone()],
        ..Person::default()
    });
    let mut taken = BTreeSet::new();
    let agencies = new.agencies.iter().map(|(name, kind)| {
        let id = agency_id(name, &taken);
        taken.insert(id.clone());
        Agency::involved(AgencyId(id), name.clone(), kind.clone())
    });
    Case {
        title: new.title.clone(),
        kind: new.kind,
        tier: Tier::default(),
        review_from: new.review.0,
        review_to: new.review.1,
        event: new.event,
        people: people.collect(),
        agencies: agencies.collect(),
        conditions: Vec::new(),
        facts: Vec::new(),
        disguised: None,
        days_moved: false,
    }
}

/// What stands for every agency where the id of one can stand.
pub const EVERY_AGENCY: &str = "all";

/// An id for an agency of this name that no other has.
pub fn agency_id(name: &str, taken: &BTreeSet<String>) -> String {
    let made = slug_of(name);
    // An agency called “All” must not be taken for all of them.
    if !taken.contains(&made) && made != EVERY_AGENCY {
        return made;
    }
    (2..100_000)
        .map(|n| format!("{made}-{n}"))
        .find(|id| !taken.contains(id))
        .unwrap_or(made)
}
