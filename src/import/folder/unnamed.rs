//! *Unnamed*: files that lie in a case folder and that its `case.toml` does not name. Nobody reads them, and that is said;
//! of those that a system or an office program left there it is said that they were passed over.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{import::opening::leftovers::is_leftover, model::case::Case};

/// Names that are listed.
const LISTED: usize = 20;
/// Files and folders that are looked at, at most.
const LOOKED_AT: usize = 10_000;
/// Files about a case that are never records; in small letters.
const NO_RECORDS: [&str; 3] = ["case.toml", "gold.json", "indexes"];

/// What is said behind the name of a thing that is no file.
const NOT_A_FILE: &str = " (a link or a device, which is not opened)";

/// Files that nobody names.
pub(crate) struct Unnamed {
    /// Their names, and what is said of them. Nothing when every file is named.
    pub(crate) files: Option<(String, String)>,
    /// Names of those that a system or an office program left.
    pub(crate) left: Vec<String>,
}

/// Looks for files that the case file does not name.
pub(crate) fn unnamed(root: &Path, case: &Case) -> Unnamed {
    let named: BTreeSet<&str> = case
        .agencies
        .iter()
        .flat_map(|a| &a.files)
        .map(String::as_str)
        .collect();
    let mut found = Vec::new();
    let mut left = LOOKED_AT;
    walk(root, "", &mut left, &mut found);
    found.retain(|name| !named.contains(name.strip_suffix(NOT_A_FILE).unwrap_or(name)));
    found.sort();
    let (left, found): (Vec<String>, Vec<String>) = found.into_iter().partition(|name| is_leftover(name));
    Unnamed {
        files: said(&found),
        left,
    }
}

fn said(found: &[String]) -> Option<(String, String)> {
    if found.is_empty() {
        return None;
    }
    let mut shown = found.get(..LISTED).unwrap_or(found).join(", ");
    if found.len() > LISTED {
        shown = format!("{shown} and {} more", found.len() - LISTED);
    }
    let what = format!("the folder holds files that case.toml does not name: {shown}");
    Some((found.join("\n"), what))
}

/// Links and devices are not opened, and are named as what they are. What cannot be listed is passed over: the files that
/// are named say so themselves.
fn walk(folder: &Path, below: &str, left: &mut usize, out: &mut Vec<String>) {
    let Ok(items) = fs::read_dir(folder) else {
        return;
    };
    for item in items.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let own = item.file_name().to_string_lossy().into_owned();
        let (small, Ok(kind)) = (own.to_lowercase(), item.file_type()) else {
            continue;
        };
        let is_about = small.starts_with("readme") || small.rsplit('.').next() == Some("md");
        // Case files of this program, with what their database keeps beside them.
        let is_ours = small.contains(".fwcase");
        // Files that are hidden by their name belong to programs.
        let is_hidden = small.starts_with('.') && !is_leftover(&own);
        if is_about || is_hidden || is_ours || NO_RECORDS.contains(&small.as_str()) {
            continue;
        }
        let name = if below.is_empty() {
            own
        } else {
            format!("{below}/{own}")
        };
        if kind.is_dir() {
            walk(&item.path(), &name, left, out);
        } else if kind.is_file() {
            out.push(name);
        } else {
            out.push(format!("{name}{NOT_A_FILE}"));
        }
    }
}
