//! *Leftovers*: files that Windows, macOS or an office program leaves beside others and nobody wrote. They are passed over,
//! and that is said.

use crate::import::opening::inner::shown;

/// Names that are listed in one remark.
const LISTED: usize = 50;
/// Files that systems leave in a folder, in small letters.
const FILES: [&str; 5] = ["thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized"];
/// How files begin that office programs keep beside one that is open.
const OPEN: [&str; 2] = ["~$", ".~lock."];
/// How files end that a program was still writing.
const UNFINISHED: &str = ".tmp";
/// The folder into which macOS puts what a zip cannot hold.
const FOLDER: &str = "__MACOSX";
/// How macOS begins the name of a file that holds the properties of another.
const BESIDE: &str = "._";

/// Is the file of this name (with the folders it is in) one that a system left?
pub fn is_leftover(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split(['/', '\\']).any(|step| step == FOLDER)
        || last.starts_with(BESIDE)
        || OPEN.iter().any(|begins| last.starts_with(begins))
        || last.to_ascii_lowercase().ends_with(UNFINISHED)
        || FILES.iter().any(|file| last.eq_ignore_ascii_case(file))
}

/// What is said of those that were passed over: their names, what happened, what to do.
pub fn passed_over(names: &[String]) -> (String, String, &'static str) {
    let mut raw: Vec<String> = names.iter().take(LISTED).map(|n| shown(n)).collect();
    if names.len() > LISTED {
        raw.push("…".to_owned());
    }
    let what = match names.len() {
        1 => "a file that Windows, macOS or an office program leaves beside others was passed over".to_owned(),
        count => {
            format!("{count} files that Windows, macOS or an office program leaves beside others were passed over")
        }
    };
    let next =
        "nothing needs to be done, unless one of them is a record after all: then give it another name and import it";
    (raw.join("; "), what, next)
}
