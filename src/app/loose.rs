//! Loose files into a case: any format, for one agency, into a case that is there or one that is made for them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use chrono::NaiveDate;

use crate::{
    app::home::Home,
    import::{self, LARGEST_FILE, Ways},
    model::{
        case::{Agency, AgencyId, Case},
        columns::Field,
        entry::EntryId,
        record::Bundle,
    },
    review::settling,
    store::CaseFile,
};

/// Files that are never records: what operating systems leave in folders.
const LITTER: [&str; 3] = ["thumbs.db", "desktop.ini", ".ds_store"];

/// Whose files they are, and what is known of them beforehand.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    /// Id of the agency.
    pub agency: String,
    /// Its name, for an agency that the case does not know.
    pub name: Option<String>,
    /// Its kind, for an agency that the case does not know: `police`, `gp`, …
    pub kind: Option<String>,
    /// Days for which its records were supplied, where the agency states them.
    pub supplied: Option<(NaiveDate, NaiveDate)>,
    /// What headings mean, where they do not tell.
    pub columns: BTreeMap<String, Field>,
}

/// Reads loose files for an agency of a case. Nothing is stored.
///
/// The case comes back with the agency and its files in it. A file that is in the case under this name already is read as a
/// newer form of the same record: its refs are free again.
pub fn read(home: &Home, ways: Ways<'_>, slug: &str, paths: &[PathBuf], whose: &Whose) -> anyhow::Result<Bundle> {
    let stored = CaseFile::open(&home.case_file(slug))?.load()?;
    let mut case = stored.case;
    let agency = agency_of(&mut case, whose)?;
    let files = files(paths)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let mut taken: import::Taken = stored
        .entries
        .iter()
        .filter(|e| e.agency != agency || !names.contains(&e.origin.file.as_str()))
        .map(|e| (EntryId(e.id.0.clone()), e.origin.clone()))
        .collect();
    // What people settled of columns holds for the agency's next files; the case file goes on stating what it stated.
    let mut as_settled = case.clone();
    settling::over_case(&mut as_settled, &stored.settled);
    let mut supplied = Vec::new();
    for (name, path) in &files {
        let content = bytes(path)?;
        supplied.push(import::read_file(
            &as_settled,
            ways,
            &agency,
            (name, content),
            &mut taken,
        ));
    }
    for it in case.agencies.iter_mut().filter(|a| a.id == agency) {
        for name in &names {
            if !it.files.iter().any(|f| f == name) {
                it.files.push((*name).to_owned());
            }
        }
        it.involved = it.involved && it.files.is_empty();
    }
    Ok(Bundle {
        case,
        case_toml: Vec::new(),
        supplied,
        problems: Vec::new(),
    })
}

/// The agency in the case, made when it is not there.
fn agency_of(case: &mut Case, whose: &Whose) -> anyhow::Result<AgencyId> {
    let id = AgencyId(whose.agency.clone());
    if case.agency(&id).is_none() {
        let Some(kind) = &whose.kind else {
            let known: Vec<&str> = case.agencies.iter().map(|a| a.id.0.as_str()).collect();
            bail!(
                "the case has no agency `{id}`; it has {}. Name one of these, or say what kind the new one is with --agency-kind (and --agency-name)",
                known.join(", ")
            );
        };
        case.agencies.push(Agency {
            id: id.clone(),
            name: whose.name.clone().unwrap_or_else(|| whose.agency.clone()),
            kind: kind.clone(),
            files: Vec::new(),
            supplied_from: None,
            supplied_to: None,
            columns: BTreeMap::new(),
            involved: false,
            holes: Vec::new(),
        });
    }
    for agency in case.agencies.iter_mut().filter(|a| a.id == id) {
        agency.columns.extend(whose.columns.clone());
        if let Some((from, to)) = whose.supplied {
            if from > to {
                bail!("--supplied: {from} is after {to}; write the earlier day first");
            }
            (agency.supplied_from, agency.supplied_to) = (Some(from), Some(to));
        }
    }
    Ok(id)
}

/// The files meant, each with the name under which it is kept: its own, or its place below a folder that was given.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut out = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, "", &mut out)?;
        } else if let Some(name) = path.file_name() {
            out.push((name.to_string_lossy().into_owned(), path.clone()));
        }
    }
    out.sort();
    if let Some(pair) = out.windows(2).find(|p| matches!(p, [a, b] if a.0 == b.0)) {
        bail!(
            "two files have the name {}; give one of them another name, so that entries can be traced to the right one",
            pair.first().map_or("", |(n, _)| n)
        );
    }
    if out.is_empty() {
        bail!("there is no file to import; name files, or a folder that holds some");
    }
    Ok(out)
}

fn walk(folder: &Path, below: &str, out: &mut Vec<(String, PathBuf)>) -> anyhow::Result<()> {
    for item in fs::read_dir(folder).with_context(|| format!("{}: cannot be read", folder.display()))? {
        let item = item.with_context(|| format!("{}: cannot be read", folder.display()))?;
        let own = item.file_name().to_string_lossy().into_owned();
        let name = if below.is_empty() {
            own.clone()
        } else {
            format!("{below}/{own}")
        };
        // Links are not followed: they lead out of what was handed over.
        let kind = item.file_type().with_context(|| format!("{name}: cannot be read"))?;
        if kind.is_dir() {
            walk(&item.path(), &name, out)?;
        } else if kind.is_file() && !LITTER.contains(&own.to_lowercase().as_str()) {
            out.push((name, item.path()));
        }
    }
    Ok(())
}

/// The bytes of a file, unless it is too large to read at once.
pub(super) fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let size = fs::metadata(path)
        .with_context(|| format!("{}: cannot be read", path.display()))?
        .len();
    if size > LARGEST_FILE {
        bail!(
            "{}: has {size} bytes, more than {LARGEST_FILE} that are read at once; split it",
            path.display()
        );
    }
    fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))
}
