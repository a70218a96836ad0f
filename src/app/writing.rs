//! *Writing*: files put where a person wants them. What stands there and may hold somebody's work is never written over without being asked.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{
    model::matter::Matter,
    report::manifest::{self, Manifest},
};

/// No longer list of files helps anybody.
const LISTED: usize = 5;

/// What is done with a file that stands there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, unless nothing of anybody's can be lost.
    Kept,
    /// It is written over.
    Replaced,
}

impl Existing {
    /// As `--overwrite` says.
    pub fn of(overwrite: bool) -> Self {
        if overwrite { Self::Replaced } else { Self::Kept }
    }
}

/// Writes one file.
pub fn file(path: &Path, bytes: &[u8], standing: Existing) -> anyhow::Result<()> {
    let known = known(path.parent().unwrap_or(Path::new("")))?;
    refuse(&kept(&[(path.to_owned(), bytes)], known.as_ref(), standing)?)?;
    put(path, bytes)
}

/// Writes one report. Where a manifest stands beside it, the manifest tells of it too.
pub fn report(matter: &Matter, path: &Path, bytes: Vec<u8>, standing: Existing) -> anyhow::Result<()> {
    file(path, &bytes, standing)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let (Some(earlier), Some(name)) = (known(folder)?, path.file_name()) else {
        return Ok(());
    };
    let files = [(name.to_string_lossy().into_owned(), bytes)];
    let now = Manifest::of(matter, &files, Vec::new()).with_earlier(earlier, |n| folder.join(n).is_file());
    put(&folder.join(manifest::NAME), now.in_words().as_bytes())
}

/// Writes reports to a folder, and the manifest last; says how many files the manifest tells of.
pub fn pack(
    matter: &Matter,
    folder: &Path,
    (files, left_out): (&[(String, Vec<u8>)], Vec<String>),
    standing: Existing,
) -> anyhow::Result<usize> {
    fs::create_dir_all(folder).with_context(|| format!("{}: the folder cannot be made", folder.display()))?;
    let earlier = known(folder)?;
    let mut now = Manifest::of(matter, files, left_out);
    let mut wanted: Vec<(PathBuf, &[u8])> = files.iter().map(|(n, b)| (folder.join(n), b.as_slice())).collect();
    let list = folder.join(manifest::NAME);
    if earlier.is_none() {
        // A file of this name that is no manifest is somebody's own.
        wanted.push((list.clone(), b""));
    }
    refuse(&kept(&wanted, earlier.as_ref(), standing)?)?;
    for (name, bytes) in files {
        put(&folder.join(name), bytes)?;
    }
    if let Some(earlier) = earlier {
        now = now.with_earlier(earlier, |n| folder.join(n).is_file());
    }
    put(&list, now.in_words().as_bytes())?;
    Ok(now.files())
}

/// The manifest of a folder, when it has one.
fn known(folder: &Path) -> anyhow::Result<Option<Manifest>> {
    let path = folder.join(manifest::NAME);
    Ok(there(&path)?.and_then(|bytes| Manifest::read(&String::from_utf8_lossy(&bytes))))
}

/// The bytes of a file; nothing when there is no such file.
fn there(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // What is no file (a device, a pipe) holds nobody's work; a folder cannot be written to and says so then.
        Err(_) if !path.is_file() => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{}: stands there and cannot be read", path.display())),
    }
}

/// Files that would be written over although they may hold somebody's work: other bytes, and not those that the manifest tells of.
fn kept(wanted: &[(PathBuf, &[u8])], known: Option<&Manifest>, standing: Existing) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    if standing == Existing::Replaced {
        return Ok(out);
    }
    for (path, bytes) in wanted.iter().filter(|(path, _)| path.is_file()) {
        let Some(now) = there(path)? else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let written = known.and_then(|k| k.sha256_of(&name));
        if now != *bytes && written != Some(manifest::sha256(&now).as_str()) {
            out.push(path.clone());
        }
    }
    Ok(out)
}

fn refuse(kept: &[PathBuf]) -> anyhow::Result<()> {
    if kept.is_empty() {
        return Ok(());
    }
    let mut names: Vec<String> = kept.iter().take(LISTED).map(|p| p.display().to_string()).collect();
    if kept.len() > LISTED {
        names.push(format!("and {} more", kept.len() - LISTED));
    }
    let (stands, it) = if kept.len() == 1 {
        ("stands", "it")
    } else {
        ("stand", "them")
    };
    bail!(
        "{}: {stands} there already, with other words than this report has, and somebody may have worked on {it}. Nothing was written. Give another \
         --output, or say --overwrite to lose what stands there",
        names.join(", ")
    )
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))
}
