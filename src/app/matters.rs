//! Opening a case: read from its case file, judged by the rules, kept while the file does not change.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use anyhow::Context;

use crate::{
    app::{
        anonymising::{Looks, Origins},
        clock,
        home::{CASE_FILE, Home},
        lensing::Lenses,
        opening::Opened,
        placing,
        searching::InMemory,
        tray::Tray,
    },
    import::Opener,
    model::{case::CaseKind, history::Change, matter::Matter},
    report,
    rulebook::load::Rulebook,
    search::{
        Index,
        answer::{Answer, Request},
    },
    store::{CaseFile, StoreError},
};

/// One line of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Listing {
    /// Name of the case file without its extension: the case's part of every address.
    pub slug: String,
    /// Title; says so when the file cannot be opened.
    pub title: String,
    /// Kind of review.
    pub kind: CaseKind,
    /// Number of entries.
    pub entries: usize,
    /// Number of problems.
    pub problems: usize,
    /// Number of agencies that supplied records.
    pub agencies: usize,
    /// `invented`, or the level by which it was anonymised; nothing for a real case.
    pub disguised: Option<String>,
    /// Why the file cannot be opened, and what to do; then nothing but the slug is known.
    pub closed: Option<String>,
}

/// Why a case file cannot be used and what to do, where that is what went wrong: words for the people who sit before it.
pub fn why_closed(error: &anyhow::Error) -> Option<String> {
    error.downcast_ref::<StoreError>().map(ToString::to_string)
}

/// Opened cases.
#[derive(Debug, Clone)]
pub struct Matters {
    home: Home,
    book: Arc<Rulebook>,
    lenses: Arc<Lenses>,
    pub(super) opened: Arc<Opened>,
    pub(super) in_memory: Arc<InMemory>,
    /// Where files are opened that somebody sends from a screen.
    opener: Arc<Opener>,
    tray: Arc<Tray>,
    pub(super) names: Arc<Mutex<BTreeMap<String, super::since::Names>>>,
    pub(super) looks: Arc<Looks>,
    pub(super) origins: Arc<Origins>,
    /// A case may be named by its title too.
    by_title: bool,
}

impl Matters {
    /// Opens cases from this home folder, judging them by these rules.
    pub fn new(home: Home, book: Arc<Rulebook>) -> Self {
        Self {
            home,
            book,
            lenses: Arc::default(),
            opened: Arc::default(),
            in_memory: Arc::default(),
            opener: Arc::new(Opener::Here),
            tray: Arc::default(),
            names: Arc::default(),
            looks: Arc::default(),
            origins: Arc::default(),
            by_title: false,
        }
    }

    /// The same, opening files that somebody sends from a screen in this way.
    #[must_use]
    pub fn opening(self, opener: Opener) -> Self {
        Self {
            opener: Arc::new(opener),
            ..self
        }
    }

    /// Where files are opened that somebody sends.
    pub(super) fn opener(&self) -> &Opener {
        &self.opener
    }

    /// Files that wait.
    pub(super) fn tray(&self) -> &Tray {
        &self.tray
    }

    /// The same, for people who write the title of a case where its slug is asked for. An address names a case by its slug alone.
    #[must_use]
    pub fn by_title(self) -> Self {
        Self { by_title: true, ..self }
    }

    /// The slug of the case that is meant; nothing when there is none.
    pub(super) fn slug(&self, name: &str) -> anyhow::Result<Option<String>> {
        if self.by_title {
            return placing::known(&self.home, name);
        }
        let is_there = is_slug(name) && self.home.case_file(name).is_file();
        Ok(is_there.then(|| name.to_owned()))
    }

    /// Cases under a lens.
    pub(super) fn lenses(&self) -> &Lenses {
        &self.lenses
    }

    /// The home folder.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The rules.
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// The rules, for those who keep them longer.
    pub fn rules(&self) -> Arc<Rulebook> {
        Arc::clone(&self.book)
    }

    /// All cases, by slug; those whose file cannot be opened say why.
    pub fn list(&self) -> anyhow::Result<Vec<Listing>> {
        let mut out = Vec::new();
        for slug in self.slugs()? {
            let counted = CaseFile::open(&self.home.case_file(&slug)).and_then(|file| {
                let (_, entries, problems) = file.counted()?;
                Ok((placing::case_now(&file)?, entries, problems))
            });
            match counted {
                Ok((case, entries, problems)) => out.push(Listing {
                    kind: case.kind,
                    agencies: case.agencies.iter().filter(|a| !a.files.is_empty()).count(),
                    title: case.title,
                    disguised: case.disguised,
                    entries,
                    problems,
                    slug,
                    closed: None,
                }),
                Err(error) => {
                    tracing::warn!(%slug, %error, "a case file cannot be opened");
                    out.push(Listing {
                        title: slug.clone(),
                        kind: CaseKind::Sfo,
                        entries: 0,
                        problems: 0,
                        agencies: 0,
                        disguised: None,
                        slug,
                        closed: Some(error.to_string()),
                    });
                }
            }
        }
        Ok(out)
    }

    /// Slugs of all case files, in order.
    pub fn slugs(&self) -> anyhow::Result<Vec<String>> {
        named(&self.home.cases(), CASE_FILE)
    }

    /// A case, judged; nothing when there is none of this slug.
    pub fn get(&self, slug: &str) -> anyhow::Result<Option<Arc<Matter>>> {
        Ok(self.open(slug, &mut |_| {})?.map(|(_, matter)| matter))
    }

    /// A case, judged, with its history where one of these kinds of report tells it. Nothing when there is none of this slug.
    pub fn get_for(&self, slug: &str, kinds: &[&dyn report::Kind]) -> anyhow::Result<Option<Arc<Matter>>> {
        let Some(matter) = self.get(slug)? else {
            return Ok(None);
        };
        if !kinds.iter().any(|k| k.tells_history()) {
            return Ok(Some(matter));
        }
        let Some(file) = self.file(slug)? else {
            return Ok(None);
        };
        let mut whole = Matter::clone(&matter);
        whole.history = file.history()?;
        Ok(Some(Arc::new(whole)))
    }

    /// Every change of a case, in order; none when there is no such case.
    pub fn changes(&self, slug: &str) -> anyhow::Result<Vec<Change>> {
        match self.file(slug)? {
            Some(file) => Ok(file.changes()?),
            None => Ok(Vec::new()),
        }
    }

    /// Searches a case; its index is made when missing, stale or damaged. Nothing when there is no such case.
    pub fn search(&self, slug: &str, request: &Request) -> anyhow::Result<Option<Answer>> {
        let Some(slug) = self.slug(slug)? else {
            return Ok(None);
        };
        let Some(matter) = self.get(&slug)? else {
            return Ok(None);
        };
        Ok(Some(self.search_in(&[(slug, matter)], request)?))
    }

    /// Makes the index of a case anew. Nothing when there is no such case.
    pub fn rebuild(&self, slug: &str, progress: &mut dyn FnMut(usize)) -> anyhow::Result<Option<usize>> {
        let Some(slug) = self.slug(slug)? else {
            return Ok(None);
        };
        let Some((basis, matter)) = self.open(&slug, &mut |_| {})? else {
            return Ok(None);
        };
        Index::build(&self.home.index(&slug), &stamp(basis, &matter), &matter, progress)?;
        Ok(Some(matter.entries.len()))
    }

    /// Makes a report of a case: `kind` and `format` are names of the registries in `report`. Nothing when there is no such case.
    pub fn report(&self, slug: &str, kind: &str, format: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let settings = report::Settings {
            made_at: Some(clock::now_in_words()),
            ..report::Settings::default()
        };
        self.report_with(slug, (kind, format), &settings)
    }

    /// The same with these settings.
    pub fn report_with(
        &self,
        slug: &str,
        (kind, format): (&str, &str),
        settings: &report::Settings,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        // An unknown kind is told of a case that is there; of one that is not, only that.
        let wanted: Vec<&dyn report::Kind> = report::kind(kind)
            .ok()
            .into_iter()
            .map(|k| -> &dyn report::Kind { k })
            .collect();
        let Some(matter) = self.get_for(slug, &wanted)? else {
            return Ok(None);
        };
        Ok(Some(report::make(&matter, kind, format, settings)?))
    }
}

pub(super) fn stamp(basis: u64, matter: &Matter) -> String {
    format!("{basis} {}", matter.rules_sha256)
}

/// The names, without their ending, of the files of a folder that end so, in order; none where there is no such folder.
pub(super) fn named(folder: &Path, ending: &str) -> anyhow::Result<Vec<String>> {
    let mut out = Vec::new();
    if folder.exists() {
        for item in fs::read_dir(folder).with_context(|| format!("{}: cannot be listed", folder.display()))? {
            let path = item?.path();
            let is_one = path.extension().is_some_and(|e| e == ending);
            let name = path.file_stem().and_then(|s| s.to_str()).filter(|_| is_one);
            out.extend(name.filter(|n| is_slug(n)).map(str::to_owned));
        }
    }
    out.sort();
    Ok(out)
}

/// Letters, digits and hyphens: a slug is part of file names and addresses.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A slug made from a title or folder name.
pub fn slug_of(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-').chars().take(60).collect::<String>();
    if out.is_empty() { "case".to_owned() } else { out }
}

/// The slug of a folder, from its own name.
pub fn slug_of_folder(folder: &Path) -> String {
    slug_of(
        &folder
            .canonicalize()
            .ok()
            .as_deref()
            .unwrap_or(folder)
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default(),
    )
}
