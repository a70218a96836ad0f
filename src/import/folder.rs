//! A case folder: `case.toml` and the files it names. Nothing outside the folder is ever opened.

pub(super) mod case_file;
pub(super) mod refusal;
pub(super) mod unnamed;

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

use crate::{
    import::{
        LARGEST_FILE, Taken, Unread, Ways,
        folder::refusal::Refusal,
        keep,
        opening::{
            leftovers,
            whole::{NotWhole, read_whole},
        },
    },
    model::{
        case::Case,
        problem::Problem,
        record::{Bundle, Supplied},
    },
};

const CASE_FILE: &str = "case.toml";
const LARGEST_CASE_FILE: u64 = 4 * 1024 * 1024;

/// Reads a case folder.
///
/// A named file that cannot be read is a problem, and no reason to stop. Its agency's records are then not known to be
/// complete: the file is taken off the agency's list and the dates supplied are taken away, so that the silence of a
/// file that nobody read is never taken for silence of the agency. `case_toml` keeps what was stated.
pub fn read_folder<'w>(dir: &Path, ways: impl Into<Ways<'w>>) -> Result<Bundle, Refusal> {
    read_folder_as(dir, ways, &|_| {})
}

/// The same, with what people said of the columns of agencies laid over the case while its files are read. What the case file states stays as stated.
pub fn read_folder_as<'w>(dir: &Path, ways: impl Into<Ways<'w>>, lay: &dyn Fn(&mut Case)) -> Result<Bundle, Refusal> {
    let root = fs::canonicalize(dir)
        .ok()
        .filter(|p| p.is_dir())
        .ok_or_else(|| Refusal::NoFolder(dir.to_owned()))?;
    let case_toml = read_case_file(&root)?;
    let text = std::str::from_utf8(&case_toml).map_err(|_| Refusal::CaseFileUnreadable {
        path: root.join(CASE_FILE),
        what: "it is not UTF-8 text".to_owned(),
        next: "save it again as UTF-8",
    })?;
    let mut case = case_file::parse(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut laid = case.clone();
    lay(&mut laid);
    let (supplied, mut problems) = read_all(&root, (&mut case, &laid), ways.into());
    let unnamed = unnamed::unnamed(&root, &laid);
    if !unnamed.left.is_empty() {
        let (names, what, next) = leftovers::passed_over(&unnamed.left);
        let mut problem = about_file(CASE_FILE, what, next);
        problem.raw = names;
        problems.push(problem);
    }
    if let Some((names, what)) = unnamed.files {
        let next = "add them to an agency's files, or import them with --agency";
        let mut problem = about_file(CASE_FILE, what, next);
        problem.raw = names;
        problems.push(problem);
    }
    Ok(Bundle {
        case,
        case_toml,
        supplied,
        problems,
    })
}

fn read_case_file(root: &Path) -> Result<Vec<u8>, Refusal> {
    let path = root.join(CASE_FILE);
    if !path.exists() {
        return Err(Refusal::NoCaseFile(root.to_owned()));
    }
    let unreadable = |f: Fault| Refusal::CaseFileUnreadable {
        path: path.clone(),
        what: f.what,
        next: f.next,
    };
    let inside = inside(root, CASE_FILE).map_err(unreadable)?;
    read_bytes(&inside, LARGEST_CASE_FILE).map_err(unreadable)
}

fn read_all(root: &Path, (case, laid): (&mut Case, &Case), ways: Ways<'_>) -> (Vec<Supplied>, Vec<Problem>) {
    let (mut supplied, mut problems) = (Vec::new(), Vec::new());
    let (mut taken, mut seen) = (Taken::new(), BTreeSet::new());
    for agency in &mut case.agencies {
        let (mut readable, mut unread) = (Vec::new(), Unread::default());
        for name in &agency.files {
            let read = inside(root, name)
                .and_then(|path| once(&mut seen, path))
                .and_then(|path| read_bytes(&path, LARGEST_FILE));
            match read {
                Ok(content) => {
                    let file = keep::read_file(laid, ways, &agency.id, (name, content), &mut taken);
                    unread.note(&file);
                    if !file.record.is_unread() {
                        readable.push(name.clone());
                    }
                    supplied.push(file);
                }
                Err(fault) => {
                    unread.whole(name);
                    problems.push(about_file(name, fault.what, fault.next));
                }
            }
        }
        if let Some((what, next)) = unread.withdraw(agency) {
            problems.push(about_file(CASE_FILE, what, next));
            agency.files = readable;
        } else if !agency.files.is_empty() && (agency.supplied_from.is_none() || agency.supplied_to.is_none()) {
            let what = format!(
                "agency '{}' supplied files, but the days they cover are not stated",
                agency.id
            );
            let next = "add supplied_from and supplied_to; until then the absence of an entry tells nothing";
            problems.push(about_file(CASE_FILE, what, next));
        }
    }
    (supplied, problems)
}

fn about_file(name: &str, what: String, next: &str) -> Problem {
    Problem {
        file: name.to_owned(),
        part: String::new(),
        row: 0,
        lost_row: false,
        raw: String::new(),
        what,
        next: next.to_owned(),
        answer: None,
    }
}

/// Why a file was not opened or read.
struct Fault {
    what: String,
    next: &'static str,
}

fn fault(what: impl Into<String>, next: &'static str) -> Fault {
    Fault {
        what: what.into(),
        next,
    }
}

/// The file's real path, if it lies inside the folder and is a plain file.
fn inside(root: &Path, name: &str) -> Result<PathBuf, Fault> {
    const COPY: &str = "copy the file into the case folder and name it by its place there";
    let relative = Path::new(name);
    let plain = relative.components().all(|c| matches!(c, Component::Normal(_)));
    if name.trim().is_empty() || !plain || name.contains(['\\', ':', '\0']) {
        return Err(fault(
            "the name does not lead to a place inside the case folder",
            "copy the file into the case folder and name it by its place there, with / between folders",
        ));
    }
    let path = fs::canonicalize(root.join(relative)).map_err(|_| {
        fault(
            "the file named in case.toml is not in the case folder",
            "add the file, or take its name out of case.toml",
        )
    })?;
    if !path.starts_with(root) {
        return Err(fault("the name is a link to a place outside the case folder", COPY));
    }
    let about = fs::metadata(&path).map_err(|e| cannot_open(&e))?;
    if about.is_dir() {
        return Err(fault(
            "the name is that of a folder, not of a file",
            "name the files in it one by one",
        ));
    }
    if !about.is_file() {
        return Err(fault("the name is not that of a plain file", COPY));
    }
    Ok(path)
}

fn once(seen: &mut BTreeSet<PathBuf>, path: PathBuf) -> Result<PathBuf, Fault> {
    if seen.insert(path.clone()) {
        return Ok(path);
    }
    Err(fault(
        "the file is named twice in case.toml and was read once",
        "name each file once, under the agency that supplied it",
    ))
}

/// Reads a file whole, unless it is too large or is changed meanwhile.
fn read_bytes(path: &Path, largest: u64) -> Result<Vec<u8>, Fault> {
    read_whole(path, largest).map_err(|why| match why {
        NotWhole::TooLarge(size) => fault(
            keep::too_large(size, largest).what,
            "split it into smaller files, each with the header row, and name them all in case.toml",
        ),
        NotWhole::Changed => fault(
            "the file was changed while it was read, so it was not taken",
            "wait until the program that writes it is done, and import the folder again",
        ),
        NotWhole::NoFile => fault(
            "the name is not that of a plain file",
            "copy the file into the case folder and name it by its place there",
        ),
        NotWhole::Refused(error) => cannot_open(&error),
    })
}

fn cannot_open(error: &std::io::Error) -> Fault {
    fault(
        format!("the file could not be opened: {error}"),
        "check that you may read it, and that it is not open in another program",
    )
}
