//! Records in: a case folder or a loose narrative becomes a case file, or adds to one. A case is whole or absent.

use std::{fs, path::Path};

use anyhow::{Context, bail};

use crate::{
    app::{
        clock,
        home::Home,
        judging::Material,
        matters::{is_slug, slug_of},
    },
    import::{self, Ways},
    model::{case::AgencyId, record::Bundle},
    store::{Added, CaseFile},
};

/// Reads a case folder, or a single dated narrative (`.txt`), without storing anything.
pub fn read<'w>(path: &Path, ways: impl Into<Ways<'w>>) -> anyhow::Result<Bundle> {
    let ways = ways.into();
    if path.is_file() {
        return read_narrative(path, ways);
    }
    if !path.is_dir() {
        bail!(
            "{}: there is no such folder; give a folder that holds case.toml, a .txt narrative, or the name of a case",
            path.display()
        );
    }
    Ok(import::read_folder(path, ways)?)
}

fn read_narrative(path: &Path, ways: Ways<'_>) -> anyhow::Result<Bundle> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt")) {
        bail!(
            "{}: a single file must be a dated narrative (.txt); for tables make a folder with case.toml",
            path.display()
        );
    }
    let size = fs::metadata(path)
        .with_context(|| format!("{}: cannot be read", path.display()))?
        .len();
    if size > import::LARGEST_FILE {
        bail!(
            "{}: has {size} bytes, more than {} that are read at once; split it",
            path.display(),
            import::LARGEST_FILE
        );
    }
    let content = fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut case = import::narrative_case(&name);
    let agency = case.agencies.first().map_or(AgencyId(String::new()), |a| a.id.clone());
    let supplied = import::read_file(&case, ways, &agency, (&name, content), &mut import::Taken::new());
    // The narrative itself tells which days it covers.
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
fn refuse_another_case(file: &Path, bundle: &Bundle, is_named: bool) -> anyhow::Result<()> {
    let held = CaseFile::open(file)?.load()?.case;
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

/// Imports a folder or narrative into the case of this slug (by default made from its title), making it when there is none.
pub fn import<'w>(home: &Home, ways: impl Into<Ways<'w>>, path: &Path, slug: Option<&str>) -> anyhow::Result<Imported> {
    let bundle = read(path, ways)?;
    let is_named = slug.is_some();
    let slug = match slug {
        Some(slug) if !is_slug(slug) => {
            bail!("`{slug}` is no name for a case; use letters, digits and hyphens")
        }
        Some(slug) => slug.to_owned(),
        None => slug_of(&bundle.case.title),
    };
    fs::create_dir_all(home.cases()).with_context(|| format!("{}: cannot be made", home.cases().display()))?;
    let file = home.case_file(&slug);
    let at = clock::now();
    if file.exists() {
        refuse_another_case(&file, &bundle, is_named)?;
        let added = CaseFile::open(&file)?.add(&bundle, &at)?;
        return Ok(Imported {
            slug,
            is_new: false,
            added,
        });
    }
    CaseFile::create(&file, &bundle, &at)?;
    let added = Added {
        records_new: bundle.supplied.len(),
        entries_new: bundle.supplied.iter().map(|s| s.entries.len()).sum(),
        problems_new: bundle.problems.len() + bundle.supplied.iter().map(|s| s.problems.len()).sum::<usize>(),
        ..Added::default()
    };
    Ok(Imported {
        slug,
        is_new: true,
        added,
    })
}
