//! Further *answers*: names to be settled, what is stated of the case, imports, the evidence of a cell, agreement, activity. The promise of
//! `answers` holds here too.

use chrono::NaiveDate;

use crate::web::api::{
    answers::{Count, Quote},
    schema::dto,
};

dto! {
    /// A name in the records that the roster does not know.
    struct UnknownName {
        /// Its fullest form: send it as `name`.
        name: String,
        /// Every form as written, with how often it stands in the records.
        forms: Vec<Count>,
        /// How often any of them does.
        count: usize,
        /// What the text says of the person’s work; empty when it says nothing.
        work: String,
        /// Does only what people do tell that it is a name?
        weak: bool,
        /// Somebody on the roster (id) who may be meant.
        likely: Option<String>,
        /// Why they may be.
        likely_why: Option<String>,
        /// The first places at which it stands.
        first: Vec<Quote>,
    }
    /// Names that the roster does not know.
    struct NameList {
        /// How many there are.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// The names.
        names: Vec<UnknownName>,
    }
    /// A word that is left of which nothing tells what it is.
    struct LeftWord {
        /// The word: send it as `word`.
        word: String,
        /// As it is written most often.
        written: String,
        /// Why it must be looked at: name, place, happening, capital, figures, letters, unknown or ordinary.
        why: String,
        /// At how many places it stands.
        count: usize,
        /// Entries (ids) of the first places; a place that is in no entry is left out.
        entries: Vec<String>,
        /// The first places, each with the words around it.
        around: Vec<String>,
        /// A name of the roster that it is like.
        near: Option<String>,
        /// Whose that name is.
        near_whose: Option<String>,
    }
    /// Words that are left before a case can be anonymised.
    struct LeftList {
        /// The level (id) for which it was looked.
        level: String,
        /// How many words there are.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// The words, the gravest first.
        words: Vec<LeftWord>,
    }
    /// A condition of a licence, order or bail.
    struct StatedCondition {
        /// What it is.
        kind: String,
        /// First day in force.
        from: NaiveDate,
        /// Last day in force; none while it is open.
        to: Option<NaiveDate>,
        /// Its words.
        text: String,
    }
    /// A dated fact of how the case was managed.
    struct StatedFact {
        /// What it is.
        kind: String,
        /// Day from which it held.
        date: NaiveDate,
        /// Its value.
        value: String,
    }
    /// What is stated of the case.
    struct Stated {
        /// Conditions.
        conditions: Vec<StatedCondition>,
        /// Facts.
        facts: Vec<StatedFact>,
    }
    /// A file of an import.
    struct ImportedFile {
        /// File name.
        file: String,
        /// Agency id.
        agency: String,
        /// SHA-256 of its bytes.
        sha256: String,
        /// Rows read.
        rows: usize,
        /// Rows that became entries.
        entries: usize,
        /// Rows that became problems, and remarks.
        problems: usize,
        /// `in-force`: its entries are in the chronology; `replaced`; or `taken-back`.
        standing: String,
        /// What replaced it, or who took it back and why; empty where it is in force.
        because: String,
        /// Files inside it that were taken back.
        left_out: Vec<String>,
    }
    /// An import.
    struct Import {
        /// Its number; none where it was not kept.
        number: Option<u64>,
        /// When.
        at: String,
        /// Who; empty when nobody said.
        who: String,
        /// Its files.
        files: Vec<ImportedFile>,
    }
    /// Imports.
    struct ImportList {
        /// The imports, the last first.
        imports: Vec<Import>,
    }
    /// Words that show something.
    struct Cited {
        /// Concept id; empty where words stand for themselves.
        concept: String,
        /// The words.
        quote: Quote,
        /// What is said of it: `planned`, `denied`, …
        said: Vec<String>,
    }
    /// Words that show one thing.
    struct Group {
        /// What they show.
        label: String,
        /// The words.
        quotes: Vec<Cited>,
    }
    /// A cell of the consultation matrix, with what it rests on.
    struct Cell {
        /// Number of the warning.
        warning: String,
        /// Agency id.
        agency: String,
        /// What the records show, as in the matrix.
        shows: Vec<String>,
        /// The same in sentences.
        says: Vec<String>,
        /// First day that was looked through.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// The evidence.
        groups: Vec<Group>,
        /// Entries of the agency’s own in those days.
        own: Vec<String>,
    }
    /// How often something is so.
    struct Tally {
        /// `agreed`, `differ`, `settled-together`, `one-only` or `nobody`; under a lens all are `not-shown`.
        how: String,
        /// Findings.
        findings: usize,
    }
    /// Two reviewers who decided some of the same findings, each alone.
    struct Pair {
        /// One.
        first: String,
        /// The other.
        second: String,
        /// Findings that both decided.
        both: usize,
        /// Those on which they decided the same.
        same: usize,
        /// Cohen’s kappa; none where there are too few, or chance alone would give full agreement.
        kappa: Option<f64>,
    }
    /// What somebody decided alone.
    struct View {
        /// Who.
        who: String,
        /// `accept`, `amend`, `reject` or `need-more`.
        verdict: String,
    }
    /// A finding that reviewers decided differently.
    struct Differing {
        /// Its id.
        finding: String,
        /// What each decided.
        views: Vec<View>,
        /// Was it settled together since?
        settled: bool,
    }
    /// How far reviewers decided the same. A description of two readings, never a mark for a reviewer.
    struct Agreement {
        /// Findings by how their decisions stand to each other.
        findings: Vec<Tally>,
        /// Every two reviewers.
        pairs: Vec<Pair>,
        /// Findings that were decided differently.
        differ: Vec<Differing>,
    }
    /// Something that was done in a case.
    struct Doing {
        /// When.
        at: String,
        /// Who; empty when nobody said.
        who: String,
        /// What kind of thing, as the page of activity calls it.
        kind: String,
        /// What, in words.
        what: String,
        /// Why, in words.
        because: String,
        /// Its number among those of its kind, as in the audit; 0 for files.
        number: u64,
        /// Can you take it back?
        yours_to_take_back: bool,
        /// Was it taken back?
        taken_back: bool,
    }
    /// What was done in a case.
    struct Activity {
        /// How many things.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// The last first.
        done: Vec<Doing>,
    }
}
