//! *Answers*: what the interface writes. These types are a promise: fields may be added in this version, never renamed, changed or taken away.

use chrono::NaiveDate;

use crate::web::api::schema::dto;
pub(crate) use crate::web::api::told::{
    Audit, Count, Decision, Event, Finding, FindingList, Found, Hit, Kept, KeptSearch, KeptSearches, Lane, LaneList,
    Report, ReportList, Silence, Step, Warning, WarningList, Way,
};

dto! {
    /// A case in the list of cases.
    struct CaseLine {
        /// Part of every address of the case.
        id: String,
        /// Title.
        title: String,
        /// `sfo` or `dhr`.
        kind: String,
        /// Number of entries.
        entries: usize,
        /// Number of problems met while reading.
        problems: usize,
        /// Agencies that supplied records.
        agencies: usize,
    }
    /// All cases.
    struct CaseList {
        /// The cases, by id.
        cases: Vec<CaseLine>,
    }
    /// A case.
    struct CaseWhole {
        /// Part of every address of the case.
        id: String,
        /// Title.
        title: String,
        /// `sfo` or `dhr`.
        kind: String,
        /// First day under review.
        review_from: NaiveDate,
        /// Last day under review.
        review_to: NaiveDate,
        /// Day of the offence or death, where there is one and it may be seen.
        event: Option<NaiveDate>,
        /// Agencies, in the order of the case.
        agencies: Vec<Agency>,
        /// Number of entries.
        entries: usize,
        /// Number of warnings.
        warnings: usize,
        /// Number of problems met while reading.
        problems: usize,
        /// SHA-256 of the rules by which it was read and judged.
        rules_sha256: String,
        /// Number of the last thing that was settled: send it as `seen` with whatever you keep.
        seen: u64,
        /// Number of the last thing that was done to a reading: send it as `seen` where a mention is changed.
        seen_readings: u64,
    }
    /// An agency of a case.
    struct Agency {
        /// Id in the case.
        id: String,
        /// Name.
        name: String,
        /// Kind: `police`, `probation`, …
        kind: String,
        /// Were records of it supplied?
        supplied: bool,
    }
    /// Days that are missing.
    struct Missing {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Why, in the agency's words.
        why: Option<String>,
    }
    /// The days for which an agency's records were supplied.
    struct Supplied {
        /// Agency id.
        agency: String,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Days missing in between.
        missing: Vec<Missing>,
        /// Days that the records suggest are missing too; nothing rests on them before somebody confirms them.
        proposed_missing: Vec<Missing>,
    }
    /// Days supplied, per agency. Outside them nobody can tell.
    struct CoverageList {
        /// Agencies that supplied records.
        coverage: Vec<Supplied>,
        /// Ids of agencies that supplied none.
        not_supplied: Vec<String>,
    }
    /// A file that an agency supplied.
    struct RecordLine {
        /// File name.
        file: String,
        /// Agency id.
        agency: String,
        /// SHA-256 of its bytes.
        sha256: String,
        /// Size.
        bytes: u64,
        /// Rows read; always entries and problems together.
        rows: usize,
        /// Rows that became entries.
        entries: usize,
        /// Rows that became problems.
        problems: usize,
        /// How it is written.
        encoding: String,
    }
    /// Something that could not be read.
    struct ProblemLine {
        /// By which it is named when it is marked as looked at, or its row gets a day.
        key: String,
        /// File name.
        file: String,
        /// Where in it, in words.
        place: String,
        /// Does it stand for a row that became no entry?
        lost_row: bool,
        /// The raw value.
        raw: String,
        /// What happened.
        what: String,
        /// What to do.
        next: String,
    }
    /// Records of a case, and what could not be read.
    struct RecordList {
        /// Records.
        records: Vec<RecordLine>,
        /// Problems.
        problems: Vec<ProblemLine>,
    }
    /// Somebody on the roster.
    struct Person {
        /// Id in the case.
        id: String,
        /// `subject`, `victim`, …
        role: String,
        /// Full name first, then other forms.
        names: Vec<String>,
        /// Id of the person this one is related to.
        of: Option<String>,
        /// How they are related.
        relation: Option<String>,
        /// Day of birth, where it is known.
        born: Option<NaiveDate>,
        /// Addresses.
        addresses: Vec<String>,
        /// Telephone numbers.
        phones: Vec<String>,
        /// Schools and colleges.
        schools: Vec<String>,
        /// Employers and places of work.
        workplaces: Vec<String>,
    }
    /// The roster.
    struct PeopleList {
        /// People.
        people: Vec<Person>,
    }
    /// An entry: one dated thing that one agency wrote.
    struct Entry {
        /// Its `Ref`.
        id: String,
        /// Agency id.
        agency: String,
        /// The date as written.
        written: String,
        /// First day that it can have been.
        earliest: NaiveDate,
        /// Last day that it can have been.
        latest: NaiveDate,
        /// Time of day, where it is known.
        time: Option<String>,
        /// Did the writer mark the date as doubtful?
        doubtful: bool,
        /// Coded kind of contact, as written.
        entry_type: String,
        /// System or document it was copied from.
        source: String,
        /// Who wrote it.
        author: String,
        /// What was written.
        text: String,
        /// File it was read from.
        file: String,
        /// SHA-256 of the file.
        sha256: String,
        /// Part of the file, in words.
        part: String,
        /// Row or line.
        row: usize,
        /// Numbers of the warnings that it is part of.
        warnings: Vec<String>,
    }
    /// A page of entries, in the order of the timeline.
    struct EntryList {
        /// Number that fit.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// The entries.
        entries: Vec<Entry>,
    }
    /// Words of an entry.
    struct Quote {
        /// Entry id.
        entry: String,
        /// `text`, `type`, `source` or `author`.
        part: String,
        /// First byte of the part, in UTF-8.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// The words.
        text: String,
    }
    /// A concept read in an entry.
    struct Mention {
        /// Concept id.
        concept: String,
        /// What it is called.
        label: String,
        /// The words.
        quote: Quote,
        /// What is said of it: `plain`, `denied`, `planned`, …
        said: Vec<String>,
        /// Whose reading it is: `rules`, `code`, `reviewer` or `suggested`.
        hand: String,
        /// Did a reviewer strike it out? Then it counts for nothing.
        struck: bool,
    }
    /// Mentions of a case.
    struct MentionList {
        /// Number that fit.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// Mentions, in the order of the timeline.
        mentions: Vec<Mention>,
    }
    /// A note that somebody wrote.
    struct Note {
        /// The words.
        text: String,
        /// Who.
        who: String,
        /// When.
        at: String,
    }
    /// An entry that belongs together with another.
    struct Linked {
        /// Its id.
        entry: String,
        /// `tells the same`, `differs`, or how else they belong together.
        how: String,
        /// Why.
        why: String,
    }
    /// An entry with what was read in it and what stands beside it.
    struct EntryWhole {
        /// The entry.
        entry: Entry,
        /// What was read in it.
        mentions: Vec<Mention>,
        /// Entries that belong together with it.
        linked: Vec<Linked>,
        /// Notes.
        notes: Vec<Note>,
        /// Tags.
        tags: Vec<String>,
        /// Did you star it?
        starred: bool,
        /// What was decided there, where it is a key decision point.
        key_point: Option<String>,
    }
}
