//! The index of one case: made beside its place and moved there when it is whole; opened only when it is of the same stamp.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use tantivy::{
    IndexReader, IndexWriter, ReloadPolicy, TantivyDocument,
    directory::error::OpenDirectoryError,
    schema::{FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{AsciiFoldingFilter, Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer},
};

use crate::{
    model::{
        entry::Entry,
        matter::Matter,
        mention::{Factuality, Polarity, Reading, Who},
    },
    search::{
        answer::{Answer, Request},
        run::{self, Shelf},
        translate::day_number,
    },
};

/// Goes up when the schema changes: an older index is then made anew.
const VERSION: u32 = 2;
/// Memory for the one writing thread.
const BUDGET: usize = 50_000_000;

pub(super) const STEMMED: &str = "stemmed";
pub(super) const PLAIN: &str = "plain";

/// The index of one case, open.
pub struct Index {
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Index")
    }
}

/// Its fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) body: Field,
    pub(super) exact: Field,
    pub(super) agency: Field,
    pub(super) entry_type: Field,
    pub(super) person: Field,
    pub(super) concept: Field,
    pub(super) reference: Field,
    pub(super) earliest: Field,
    pub(super) latest: Field,
    pub(super) order: Field,
}

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The file system refused.
    #[error("{path}: {cause}; check that the folder can be written to", path = .path.display())]
    Files {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// tantivy refused.
    #[error("the search index cannot be used ({0}); delete its folder below indexes/ and search again")]
    Engine(#[from] tantivy::TantivyError),
    /// tantivy panicked.
    #[error("this query cannot be answered; try it with fewer words or without brackets")]
    Broken,
}

impl Index {
    /// Opens the index in a folder; nothing when it is missing, damaged, or of another stamp.
    pub fn open(folder: &Path, stamp: &str) -> Result<Option<Self>, SearchError> {
        if !folder.join("meta.json").is_file() {
            return Ok(None);
        }
        let opened = tantivy::Index::open_in_dir(folder).and_then(|index| {
            let payload = index.load_metas()?.payload;
            Ok((index, payload))
        });
        match opened {
            Ok((index, payload)) if payload.as_deref() == Some(full(stamp).as_str()) => match Self::of(index) {
                Ok(index) => Ok(Some(index)),
                Err(_) => Ok(None),
            },
            // Whatever is wrong with it, it can be made again from the case file.
            Ok(_) | Err(_) => Ok(None),
        }
    }

    /// Makes the index anew from a judged case. `progress` hears how many entries are in it.
    pub fn build(
        folder: &Path,
        stamp: &str,
        matter: &Matter,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Self, SearchError> {
        static BUILT: AtomicU64 = AtomicU64::new(0);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let number = BUILT.fetch_add(1, Ordering::Relaxed);
        let beside = folder.with_file_name(format!(".{name}.{}.{number}.building", std::process::id()));
        let files = |path: &Path| {
            let path = path.to_owned();
            move |cause| SearchError::Files { path, cause }
        };
        if let Err(error) = Self::write(&beside, stamp, matter, progress) {
            // Half an index is of no use, and takes room where there may be none.
            let _ = remove(&beside);
            return Err(error);
        }
        // Whoever puts an index there at this moment goes first; the last stands.
        let lock = folder.with_file_name(format!(".{name}.placing"));
        let held = File::create(&lock).map_err(files(&lock))?;
        held.lock().map_err(files(&lock))?;
        remove(folder)
            .and_then(|()| fs::rename(&beside, folder))
            .map_err(files(folder))?;
        Self::of(tantivy::Index::open_in_dir(folder)?)
    }

    /// Makes an index in this folder.
    fn write(beside: &Path, stamp: &str, matter: &Matter, progress: &mut dyn FnMut(usize)) -> Result<(), SearchError> {
        let files = |cause| SearchError::Files {
            path: beside.to_owned(),
            cause,
        };
        remove(beside).map_err(files)?;
        fs::create_dir_all(beside).map_err(files)?;
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_dir(beside, schema)?;
        register(&index);
        // One thread: the same entries give the same documents in the same order.
        let mut writer: IndexWriter = index.writer_with_num_threads(1, BUDGET)?;
        for (order, (entry, reading)) in matter.entries.iter().zip(&matter.readings).enumerate() {
            writer.add_document(document(&fields, order, entry, reading))?;
            progress(order + 1);
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&full(stamp));
        commit.commit()?;
        writer.wait_merging_threads()?;
        Ok(())
    }

    /// An index in memory alone: of part of a case, for as long as somebody looks at that part.
    pub fn in_memory(matter: &Matter) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::create_in_ram(schema);
        register(&index);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, BUDGET)?;
        for (order, (entry, reading)) in matter.entries.iter().zip(&matter.readings).enumerate() {
            writer.add_document(document(&fields, order, entry, reading))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Self::of(index)
    }

    /// Answers a question.
    pub fn search(&self, request: &Request, matter: &Matter) -> Result<Answer, SearchError> {
        let alone = Shelf {
            slug: "",
            index: self,
            whole: matter,
            seen: matter,
        };
        run::search(&[alone], request)
    }

    /// Are the bytes of the index those that were written?
    pub fn is_whole(&self) -> bool {
        let check = || self.reader.searcher().index().validate_checksum();
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check));
        checked.is_ok_and(|damaged| damaged.is_ok_and(|files| files.is_empty()))
    }

    fn of(index: tantivy::Index) -> Result<Self, SearchError> {
        register(&index);
        let schema = index.schema();
        let get = |name: &str| schema.get_field(name);
        let fields = Fields {
            body: get("body")?,
            exact: get("exact")?,
            agency: get("agency")?,
            entry_type: get("type")?,
            person: get("person")?,
            concept: get("concept")?,
            reference: get("ref")?,
            earliest: get("earliest")?,
            latest: get("latest")?,
            order: get("order")?,
        };
        Ok(Self {
            // An index never changes where it stands; nobody needs to watch it.
            reader: index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?,
            fields,
        })
    }
}

impl From<OpenDirectoryError> for SearchError {
    fn from(error: OpenDirectoryError) -> Self {
        Self::Engine(error.into())
    }
}

fn full(stamp: &str) -> String {
    format!("{VERSION} {stamp}")
}

fn remove(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let fields = Fields {
        body: builder.add_text_field("body", text(STEMMED)),
        exact: builder.add_text_field("exact", text(PLAIN)),
        agency: builder.add_text_field("agency", STRING),
        entry_type: builder.add_text_field("type", text(PLAIN)),
        person: builder.add_text_field("person", STRING),
        concept: builder.add_text_field("concept", STRING),
        reference: builder.add_text_field("ref", STRING),
        earliest: builder.add_u64_field("earliest", INDEXED | FAST),
        latest: builder.add_u64_field("latest", INDEXED | FAST),
        order: builder.add_u64_field("order", FAST),
    };
    (builder.build(), fields)
}

/// Words with English endings taken off.
pub(super) fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// Words as they are, without accents and capitals.
pub(super) fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

fn register(index: &tantivy::Index) {
    index.tokenizers().register(STEMMED, stemmed());
    index.tokenizers().register(PLAIN, plain());
}

fn document(fields: &Fields, order: usize, entry: &Entry, reading: &Reading) -> TantivyDocument {
    let mut out = TantivyDocument::default();
    // Author, source and further columns are searched with the text, after it, so that highlights of the text stand where it stands.
    let mut whole = format!("{}\n{}\n{}", entry.text, entry.author, entry.source);
    for further in &entry.further {
        whole.push('\n');
        whole.push_str(&further.value);
    }
    out.add_text(fields.body, &whole);
    out.add_text(fields.exact, &whole);
    out.add_text(fields.agency, &entry.agency.0);
    out.add_text(fields.entry_type, &entry.entry_type);
    out.add_text(fields.reference, entry.id.0.to_lowercase());
    for concept in concepts(reading) {
        out.add_text(fields.concept, concept);
    }
    for person in people(reading) {
        out.add_text(fields.person, person);
    }
    out.add_u64(fields.earliest, day_number(entry.when.earliest));
    out.add_u64(fields.latest, day_number(entry.when.latest));
    out.add_u64(fields.order, u64::try_from(order).unwrap_or(u64::MAX));
    out
}

/// Ids of the concepts that an entry says are so or planned, of somebody in the case, each once.
pub(super) fn concepts(reading: &Reading) -> Vec<&str> {
    let mut out: Vec<&str> = reading
        .mentions
        .iter()
        .filter(|m| {
            m.struck.is_none()
                && m.assertion.polarity == Polarity::Affirmed
                && matches!(m.assertion.factuality, Factuality::Actual | Factuality::Planned)
                && !m.assertion.other_person
        })
        .map(|m| m.concept.as_str())
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Ids of the people of the roster in an entry, each once.
pub(super) fn people(reading: &Reading) -> Vec<&str> {
    let mut out: Vec<&str> = reading
        .people
        .iter()
        .filter_map(|p| match &p.who {
            Who::Person(id) => Some(id.0.as_str()),
            _ => None,
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
