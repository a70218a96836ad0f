//! *Leftovers*: files that Windows or macOS leaves beside others and nobody wrote. They are passed over, and that is said.

use crate::import::opening::inner::shown;

/// Names that are listed in one remark.
const LISTED: usize = 50;
/// Files that systems leave in a folder, in small letters.
const FILES: [&str; 3] = ["thumbs.db", "desktop.ini", ".ds_store"];
/// The folder into which macOS puts what a zip cannot hold.
const FOLDER: &str = "__MACOSX";
/// How macOS begins the name of a file that holds the properties of another.
const BESIDE: &str = "._";

/// Is the file of this name (with the folders it is in) one that a system left?
pub fn is_leftover(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split(['/', '\\']).any(|step| step == FOLDER)
        || last.starts_with(BESIDE)
        || FILES.iter().any(|file| last.eq_ignore_ascii_case(file))
}

/// What is said of those that were passed over: their names, what happened, what to do.
pub fn passed_over(names: &[String]) -> (String, String, &'static str) {
    let mut raw: Vec<String> = names.iter().take(LISTED).map(|n| shown(n)).collect();
    if names.len() > LISTED {
        raw.push("…".to_owned());
    }
    let what = format!(
        "{} files that Windows or macOS leaves beside others were passed over",
        names.len()
    );
    (raw.join("; "), what, "nothing needs to be done")
}
