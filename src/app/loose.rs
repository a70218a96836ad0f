//! Loose files into a case: any format, for one agency, into a case that is there or one that is made for them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};
use chrono::NaiveDate;

use crate::{
    app::{home::Home, stating},
    import::{self, LARGEST_FILE, NotWhole, Ways},
    model::{
        case::{Agency, AgencyId, Case},
        columns::Field,
        problem::Problem,
        record::Bundle,
    },
    store::Stored,
};

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

/// Reads loose files for an agency of a case, and gives them with what the case holds. Nothing is stored.
///
/// The case comes back with the agency and its files in it. A file that is in the case under this name already, or that is
/// named as the one replaced, is read as an earlier form of the same record: its refs are free again. Where a file, or a part of one, could not be read, the days that the
/// agency's records cover are taken away, as for a case folder.
pub fn read(
    home: &Home,
    ways: Ways<'_>,
    slug: &str,
    (paths, replaces): (&[PathBuf], Option<&str>),
    whose: &Whose,
) -> anyhow::Result<(Bundle, Stored)> {
    let (stored, mut held) = stating::held(&home.case_file(slug))?;
    may_be_stated(&held.case, whose)?;
    let (files, left) = files(paths)?;
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let said = stated(whose, &names);
    let agency = said.id.clone();
    let gives_way =
        |id: &AgencyId, file: &String| *id == agency && (names.contains(file) || replaces == Some(file.as_str()));
    let mut taken = stating::stay_taken(&stored, &gives_way);
    // What people said of columns holds for the agency's next files; the case file goes on stating what it stated.
    let as_said = stating::loose(&held, &said).0;
    let mut supplied = Vec::new();
    held.unread.retain(|one| !gives_way(&one.agency, &one.file));
    for (name, path) in &files {
        let file = import::read_file(&as_said, ways, &agency, (name, bytes(path)?), &mut taken);
        stating::note_unread(&mut held, (&agency, name), &file);
        supplied.push(file);
    }
    let (case, withdrawn) = stating::loose(&held, &said);
    let bundle = Bundle {
        case,
        case_toml: Vec::new(),
        supplied,
        problems: withdrawn
            .into_iter()
            .chain(passed_over(&left.leftovers))
            .chain(no_files(&left.others))
            .collect(),
    };
    Ok((bundle, stored))
}

/// What a loose import states of its agency, and no more.
pub(super) fn stated(whose: &Whose, files: &[String]) -> Agency {
    Agency {
        id: AgencyId(whose.agency.clone()),
        name: whose.name.clone().unwrap_or_else(|| whose.agency.clone()),
        kind: whose.kind.clone().unwrap_or_default(),
        files: files.to_vec(),
        supplied_from: whose.supplied.map(|(from, _)| from),
        supplied_to: whose.supplied.map(|(_, to)| to),
        columns: whose.columns.clone(),
        involved: false,
        holes: Vec::new(),
    }
}

/// Is the agency in the case, or is enough said to make it? And are its days in order?
fn may_be_stated(case: &Case, whose: &Whose) -> anyhow::Result<()> {
    if case.agency(&AgencyId(whose.agency.clone())).is_none() && whose.kind.is_none() {
        let known: Vec<&str> = case.agencies.iter().map(|a| a.id.0.as_str()).collect();
        bail!(
            "the case has no agency `{}`; it has {}. Name one of these, or say what kind the new one is with --agency-kind (and --agency-name)",
            whose.agency,
            known.join(", ")
        );
    }
    if let Some((from, to)) = whose.supplied.filter(|(from, to)| from > to) {
        bail!("--supplied: {from} is after {to}; write the earlier day first");
    }
    Ok(())
}

fn passed_over(left: &[String]) -> Option<Problem> {
    let first = left.first()?;
    let (raw, what, next) = import::passed_over(left);
    Some(Problem {
        file: first.clone(),
        part: String::new(),
        row: 0,
        lost_row: false,
        raw,
        what,
        next: next.to_owned(),
        answer: None,
    })
}

/// Links, pipes and devices in a folder that was given: nothing of them was opened.
fn no_files(names: &[String]) -> Option<Problem> {
    let first = names.first()?;
    Some(Problem {
        file: first.clone(),
        part: String::new(),
        row: 0,
        lost_row: false,
        raw: names.join("; "),
        what: match names.len() {
            1 => "it is a link or a device and no file, and was not opened".to_owned(),
            n => format!(
                "it and {} more in the folder are links or devices and no files, and were not opened",
                n - 1
            ),
        },
        next: "put the files themselves into the folder, and import it again".to_owned(),
        answer: None,
    })
}

type Named = Vec<(String, PathBuf)>;

/// What stands in folders and is not read.
#[derive(Default)]
struct Left {
    /// What a system left there.
    leftovers: Vec<String>,
    /// Links and devices.
    others: Vec<String>,
}

/// The files meant, each with the name under which it is kept: its own, or its place below a folder that was given. Beside them, the names of
/// those in folders that a system left there.
fn files(paths: &[PathBuf]) -> anyhow::Result<(Named, Left)> {
    let (mut out, mut left) = (Vec::new(), Left::default());
    for path in paths {
        if path.is_dir() {
            walk(path, "", (&mut out, &mut left))?;
        } else if let Some(name) = path.file_name() {
            out.push((name.to_string_lossy().into_owned(), path.clone()));
        }
    }
    out.sort();
    left.leftovers.sort();
    left.others.sort();
    if let Some(pair) = out.windows(2).find(|p| matches!(p, [a, b] if a.0 == b.0)) {
        bail!(
            "two files have the name {}; give one of them another name, so that entries can be traced to the right one",
            pair.first().map_or("", |(n, _)| n)
        );
    }
    if out.is_empty() {
        bail!("there is no file to import; name files, or a folder that holds some");
    }
    Ok((out, left))
}

fn walk(folder: &Path, below: &str, (out, left): (&mut Named, &mut Left)) -> anyhow::Result<()> {
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
            walk(&item.path(), &name, (out, left))?;
        } else if kind.is_file() && import::is_leftover(&name) {
            left.leftovers.push(name);
        } else if kind.is_file() {
            out.push((name, item.path()));
        } else {
            left.others.push(name);
        }
    }
    Ok(())
}

/// The bytes of a file, unless it is too large to read at once or is changed meanwhile.
pub(super) fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    import::read_whole(path, LARGEST_FILE).map_err(|why| match why {
        NotWhole::TooLarge(size) => {
            anyhow!("{name}: has {size} bytes, more than {LARGEST_FILE} that are read at once; split it")
        }
        NotWhole::Changed => anyhow!(
            "{name}: was changed while it was read; nothing was stored. Wait until the program that writes it is done, and import it again"
        ),
        NotWhole::NoFile => {
            anyhow!("{name}: is no file that can be read; nothing was stored. Give a file, or a folder that holds files")
        }
        NotWhole::Refused(error) => anyhow!(
            "{name}: cannot be read: {error}; nothing was stored. Check its name and place, and that you may read it"
        ),
    })
}
