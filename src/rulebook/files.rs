//! The rule files: those built into the program, or those of a folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::model::hash::hex;

#[derive(RustEmbed)]
#[folder = "rules/"]
struct BuiltIn;

/// Rule files by path below `rules/`, with `/` between folders.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<String, String>,
}

/// A rule file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder or a file in it.
    #[error("{path}: cannot be read ({cause}); give a folder laid out like rules/", path = .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// Not text.
    #[error("{0}: is not UTF-8 text; save it as UTF-8")]
    NotText(String),
}

impl Files {
    /// The rules built into the program.
    pub fn built_in() -> Result<Self, FilesError> {
        let mut files = BTreeMap::new();
        for name in BuiltIn::iter() {
            if let Some(file) = BuiltIn::get(&name) {
                let text =
                    String::from_utf8(file.data.into_owned()).map_err(|_| FilesError::NotText(name.to_string()))?;
                files.insert(name.to_string(), text);
            }
        }
        Ok(Self { files })
    }

    /// The rules of a folder.
    pub fn of_folder(folder: &Path) -> Result<Self, FilesError> {
        let mut out = Self::default();
        out.walk(folder, "")?;
        Ok(out)
    }

    fn walk(&mut self, folder: &Path, prefix: &str) -> Result<(), FilesError> {
        let unreadable = |path: &Path, cause| FilesError::Unreadable {
            path: path.to_owned(),
            cause,
        };
        for item in fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
            let path = item.map_err(|e| unreadable(folder, e))?.path();
            let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
                continue;
            };
            let inner = if prefix.is_empty() {
                name.to_owned()
            } else {
                format!("{prefix}/{name}")
            };
            if path.is_dir() {
                self.walk(&path, &inner)?;
            } else if is_toml(name) || is_list(&inner) {
                let bytes = fs::read(&path).map_err(|e| unreadable(&path, e))?;
                let text = String::from_utf8(bytes).map_err(|_| FilesError::NotText(inner.clone()))?;
                self.files.insert(inner, text);
            }
        }
        Ok(())
    }

    /// Files below a folder, by path, in order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(p, _)| p.starts_with(folder) && is_toml(p))
            .map(|(p, t)| (p.as_str(), t.as_str()))
    }

    /// Files below a folder of whatever kind, by path without the folder.
    pub fn all_below(&self, folder: &str) -> BTreeMap<String, String> {
        let below = |(path, text): (&String, &String)| Some((path.strip_prefix(folder)?.to_owned(), text.clone()));
        self.files.iter().filter_map(below).collect()
    }

    /// One file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// SHA-256 over all paths and texts, lower-case hex.
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        for (path, text) in self.files.iter().filter(|(p, _)| is_toml(p)) {
            hash.update(path.as_bytes());
            hash.update([0]);
            hash.update(text.as_bytes());
            hash.update([0]);
        }
        hex(&hash.finalize())
    }
}

/// The long lists of `anonymise/`, one word a line.
fn is_list(path: &str) -> bool {
    path.starts_with("anonymise/") && Path::new(path).extension().is_some_and(|e| e == "txt")
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "toml")
}
