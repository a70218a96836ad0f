//! Records in: a case folder or a loose narrative becomes a case file, or adds to one. A case is whole or absent.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{
    app::{
        clock,
        home::Home,
        judging::Material,
        loose,
        matters::{is_slug, slug_of},
        stating,
    },
    import::{self, Ways},
    model::{
        arrival::{Arrival, Standing},
        case::{AgencyId, Case},
        columns::Field,
        record::{Bundle, Record},
    },
    review::settling,
    store::{Added, Became, CaseFile, Held, Intake, Stored},
};

/// Reads a case folder, or a single file of any kind that importers know, without storing anything.
pub fn read<'w>(path: &Path, ways: impl Into<Ways<'w>>) -> anyhow::Result<Bundle> {
    read_as(path, ways.into(), &|_| {})
}

/// The same, with what is known of the columns of agencies laid over the case while its files are read.
fn read_as(path: &Path, ways: Ways<'_>, lay: &dyn Fn(&mut Case)) -> anyhow::Result<Bundle> {
    if path.is_file() {
        return read_single(path, ways, lay);
    }
    if !path.is_dir() {
        bail!(
            "{}: there is no such folder; give a folder that holds case.toml, a file of records, or the name of a case",
            path.display()
        );
    }
    Ok(import::read_folder_as(path, ways, lay)?)
}

fn read_single(path: &Path, ways: Ways<'_>, lay: &dyn Fn(&mut Case)) -> anyhow::Result<Bundle> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let content = loose::bytes(path)?;
    let mut case = import::narrative_case(&name);
    let agency = case.agencies.first().map_or(AgencyId(String::new()), |a| a.id.clone());
    let mut laid = case.clone();
    lay(&mut laid);
    let supplied = import::read_file(&laid, ways, &agency, (&name, content), &mut import::Taken::new());
    // A single file tells itself which days it covers.
    let known = || {
        supplied
            .entries
            .iter()
            .filter(|e| !e.when.written.is_empty())
            .map(|e| &e.when)
    };
    if let (Some(from), Some(to)) = (known().map(|w| w.earliest).min(), known().map(|w| w.latest).max()) {
        (case.review_from, case.review_to) = (from, to);
        for agency in &mut case.agencies {
            (agency.supplied_from, agency.supplied_to) = (Some(from), Some(to));
        }
    }
    Ok(Bundle {
        case,
        case_toml: Vec::new(),
        supplied: vec![supplied],
        problems: Vec::new(),
    })
}

/// A bundle, ready to be judged without being stored.
pub fn material(bundle: Bundle) -> Material {
    let mut out = Material {
        case: bundle.case,
        records: Vec::new(),
        problems: bundle.problems,
        entries: Vec::new(),
        acts: Vec::new(),
        settled: Vec::new(),
    };
    for supplied in bundle.supplied {
        out.records.push(supplied.record);
        out.problems.extend(supplied.problems);
        out.entries.extend(supplied.entries);
    }
    out
}

/// Two cases may have the same title. Records of one must never be added to the other unasked.
fn refuse_another_case(file: &Path, held: &Case, bundle: &Bundle, is_named: bool) -> anyhow::Result<()> {
    if held.title != bundle.case.title && bundle.case_toml.is_empty() {
        let agencies: Vec<String> = held.agencies.iter().map(|a| format!("{} ({})", a.id, a.name)).collect();
        bail!(
            "{}: holds the case `{}`; nothing was changed. To add a file to it, say whose file it is: --agency ID (the case has {})",
            file.display(),
            held.title,
            agencies.join(", ")
        );
    }
    if held.title != bundle.case.title {
        bail!(
            "{}: holds the case `{}`, and these records state the title `{}`; nothing was changed. Give them another --case NAME, or the same title if they belong to it",
            file.display(),
            held.title,
            bundle.case.title
        );
    }
    if !is_named && held.people != bundle.case.people {
        bail!(
            "{}: there is a case of this title already, with other people; nothing was changed. Give --case NAME: its own name to add to it, another name to make a new case",
            file.display()
        );
    }
    Ok(())
}

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    /// The case's slug.
    pub slug: String,
    /// True when the case file was made.
    pub is_new: bool,
    /// What was added.
    pub added: Added,
}

/// What to import, and where to.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// A case folder, or files and folders of one agency.
    pub paths: Vec<PathBuf>,
    /// Name of the case; by default made from its title.
    pub case: Option<String>,
    /// Whose files they are; none for a case folder, or a single file that becomes a case of its own.
    pub whose: Option<loose::Whose>,
    /// Who imports; may be empty.
    pub who: String,
    /// File name of the record that the new one replaces, where that has another name.
    pub replaces: Option<String>,
}

/// What an order leads to, before anything is stored.
#[derive(Debug)]
pub struct Ready {
    /// The case's slug.
    pub slug: String,
    /// What would be stored.
    pub bundle: Bundle,
    /// What the case held when it was prepared; nothing when it is not there yet.
    pub stored: Option<Stored>,
}

impl Ready {
    /// Is the case not there yet?
    pub fn is_new(&self) -> bool {
        self.stored.is_none()
    }
}

/// Reads what an order names; nothing is stored.
pub fn prepare<'w>(home: &Home, ways: impl Into<Ways<'w>>, order: &Order) -> anyhow::Result<Ready> {
    let ways = ways.into();
    if let Some(slug) = order.case.as_deref().filter(|s| !is_slug(s)) {
        bail!("`{slug}` is no name for a case; use letters, digits and hyphens");
    }
    if let Some(whose) = &order.whose {
        let Some(slug) = &order.case else {
            bail!("--agency is given and no case; say with --case NAME into which case the files go");
        };
        if !home.case_file(slug).exists() {
            bail!("there is no case `{slug}`; import its case folder first (forewarned new FOLDER makes one to fill)");
        }
        let (bundle, stored) = loose::read(home, ways, slug, (&order.paths, order.replaces.as_deref()), whose)?;
        return Ok(Ready {
            slug: slug.clone(),
            bundle,
            stored: Some(stored),
        });
    }
    let [path] = order.paths.as_slice() else {
        bail!("several files belong to an agency of a case; say whose they are with --case NAME --agency ID");
    };
    let mut bundle = read(path, ways)?;
    let slug = order.case.clone().unwrap_or_else(|| slug_of(&bundle.case.title));
    let file = home.case_file(&slug);
    let mut before = None;
    if file.exists() {
        let (stored, held) = stating::held(&file)?;
        // A title that was mended on a screen may be mended in `case.toml` too.
        let mut called = held.case.clone();
        settling::over_case(&mut called, &stored.settled);
        let is_it_now = called.title == bundle.case.title;
        refuse_another_case(
            &file,
            if is_it_now { &called } else { &held.case },
            &bundle,
            order.case.is_some(),
        )?;
        let lay = |case: &mut Case| stating::lay_columns(case, &held);
        // What people said of columns with loose files holds for every file of the agency that comes after.
        let mut laid = bundle.case.clone();
        lay(&mut laid);
        if columns_of(&laid) != columns_of(&bundle.case) {
            bundle = read_as(path, ways, &lay)?;
        }
        before = Some(stored);
    }
    Ok(Ready {
        slug,
        bundle,
        stored: before,
    })
}

fn columns_of(case: &Case) -> Vec<(&AgencyId, &BTreeMap<String, Field>)> {
    case.agencies.iter().map(|a| (&a.id, &a.columns)).collect()
}

/// What an import would do to a case that is there.
#[derive(Debug)]
pub struct Rehearsal {
    /// What would be added and replaced.
    pub added: Added,
    /// What each file of the order would become, in its order: its entries under the ids that they get.
    pub became: Vec<Became>,
}

/// What storing would do, by doing it and undoing it: a preview shows the ids under which rows are kept. Nothing for a new case.
pub fn rehearse(home: &Home, ready: &Ready, order: &Order) -> anyhow::Result<Option<Rehearsal>> {
    if ready.is_new() {
        return Ok(None);
    }
    let at = clock::now();
    let intake = intake(order, &at);
    let mut file = to_add_to(home, ready, &intake)?;
    let (added, became) = file.rehearse(&ready.bundle, &intake, &|held| states(ready, order, held))?;
    Ok(Some(Rehearsal { added, became }))
}

/// The case file that is there, if it is plain what the order would do to it.
fn to_add_to(home: &Home, ready: &Ready, intake: &Intake<'_>) -> anyhow::Result<CaseFile> {
    let file = CaseFile::open(&home.case_file(&ready.slug))?;
    if let Some(old) = intake.replaces {
        refuse_unclear_replacement(&file, &ready.bundle, old)?;
    }
    Ok(file)
}

fn intake<'a>(order: &'a Order, at: &'a str) -> Intake<'a> {
    Intake {
        at,
        who: &order.who,
        replaces: order.replaces.as_deref(),
    }
}

/// What the case states from now on.
fn states(ready: &Ready, order: &Order, held: &Held) -> Case {
    match &order.whose {
        Some(whose) => {
            let supplied = &ready.bundle.supplied;
            let files: Vec<String> = supplied.iter().map(|s| s.record.file.clone()).collect();
            stating::loose(held, &loose::stated(whose, &files)).0
        }
        None => stating::anew(&ready.bundle, held),
    }
}

/// Stores what was prepared.
pub fn keep(home: &Home, ready: &Ready, order: &Order) -> anyhow::Result<Imported> {
    fs::create_dir_all(home.cases()).with_context(|| format!("{}: cannot be made", home.cases().display()))?;
    let file = home.case_file(&ready.slug);
    let (bundle, at) = (&ready.bundle, clock::now());
    let intake = intake(order, &at);
    let added = if ready.is_new() {
        if let Some(old) = intake.replaces {
            bail!(
                "{}: there is no such case yet, so there is no {old} to replace; import it first",
                ready.slug
            );
        }
        CaseFile::create_as(&file, bundle, &intake)?;
        Added {
            records_new: bundle.supplied.len(),
            entries_new: bundle.supplied.iter().map(|s| s.entries.len()).sum(),
            problems_new: bundle.problems.len() + bundle.supplied.iter().map(|s| s.problems.len()).sum::<usize>(),
            ..Added::default()
        }
    } else {
        to_add_to(home, ready, &intake)?.add_with(bundle, &intake, &|held| states(ready, order, held))?
    };
    Ok(Imported {
        slug: ready.slug.clone(),
        is_new: ready.is_new(),
        added,
    })
}

/// Imports a case folder or a single file into the case of this slug (by default made from its title), making it when there is none.
pub fn import<'w>(home: &Home, ways: impl Into<Ways<'w>>, path: &Path, slug: Option<&str>) -> anyhow::Result<Imported> {
    let order = Order {
        paths: vec![path.to_owned()],
        case: slug.map(str::to_owned),
        ..Order::default()
    };
    keep(home, &prepare(home, ways, &order)?, &order)
}

/// A record may replace one of another name only where it is plain which by which: one new record, of the agency that supplied the old one.
pub(super) fn refuse_unclear_replacement(held: &CaseFile, bundle: &Bundle, old: &str) -> anyhow::Result<()> {
    let arrivals = held.arrivals()?;
    let in_force = |a: &&Arrival| a.standing == Standing::InForce;
    let records: Vec<&Record> = arrivals.iter().filter(in_force).map(|a| &a.record).collect();
    let Some(replaced) = records.iter().find(|r| r.file == old) else {
        let names: Vec<&str> = records.iter().map(|r| r.file.as_str()).collect();
        bail!(
            "--replaces {old}: the case has no such record; nothing was changed. It has {}",
            names.join(", ")
        );
    };
    let new: Vec<&str> = bundle
        .supplied
        .iter()
        .filter(|s| {
            !records
                .iter()
                .any(|r| r.sha256 == s.record.sha256 && r.file == s.record.file)
        })
        .filter(|s| s.record.agency == replaced.agency)
        .map(|s| s.record.file.as_str())
        .collect();
    let mut held_beside = bundle.supplied.iter().map(|s| &s.record).filter(|r| {
        let is_it = |held: &&Record| (&held.sha256, &held.file, &held.agency) == (&r.sha256, &r.file, &r.agency);
        r.agency == replaced.agency && r.sha256 != replaced.sha256 && records.iter().any(is_it)
    });
    if let Some(beside) = held_beside.find(|_| new.is_empty()) {
        bail!(
            "--replaces {old}: {file} is in the case already, beside {old}; nothing was changed. Take it back (`forewarned files` shows its number, `forewarned take-back` does it), then import it again with --replaces {old}",
            file = beside.file
        );
    }
    if new.len() != 1 {
        bail!(
            "--replaces {old}: {} new records of agency '{}' are to be imported, and one can replace it; nothing was changed. Import that one by itself",
            new.len(),
            replaced.agency
        );
    }
    Ok(())
}
