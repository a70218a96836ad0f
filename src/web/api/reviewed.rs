//! *Reviewed*: what the interface writes of patterns, lines of enquiry, who knew what, and what is masked.

use chrono::NaiveDate;

use crate::web::api::{answers::Quote, schema::dto};

dto! {
    /// Where a pattern comes from.
    struct Source {
        /// Title of the publication.
        title: String,
        /// Its address, as text.
        address: String,
        /// Place in it.
        at: String,
        /// What it says there.
        says: String,
        /// How it was read: `read`, `second-hand`, `historic` or `known-not-read`.
        tag: String,
    }
    /// A pattern that is judged in this case.
    struct Pattern {
        /// Its id.
        id: String,
        /// What the records hold and what there is no record of.
        title: String,
        /// `T1`, `T2` or `T3`.
        tier: String,
        /// Goes up when the logic changes.
        version: u32,
        /// How grave: `S1` to `S4`, the gravest.
        severity: String,
        /// One or two sentences.
        summary: String,
        /// Why it matters.
        why: String,
        /// What a fair reader must rule out.
        consider: Vec<String>,
        /// Questions for the agency.
        ask: Vec<String>,
        /// The window in words; empty when there is none.
        window: String,
        /// Days that reviewers set for this case in place of it.
        own_days: Option<u32>,
        /// Is it a pattern of this case's own?
        own: bool,
        /// Where it comes from.
        sources: Vec<Source>,
        /// Number of findings; those that rest on a suggestion are left out.
        findings: usize,
    }
    /// Patterns.
    struct PatternList {
        /// The patterns, by id.
        patterns: Vec<Pattern>,
    }
    /// Something attached to a line of enquiry.
    struct Evidence {
        /// `case`, `entry`, `finding`, `warning` or `search`.
        kind: String,
        /// The entry's or finding's id, the warning's number, or what the search asks; empty for the case.
        about: String,
        /// What it shows, as the panel sees it; may be empty.
        text: String,
        /// Its first day.
        day: Option<NaiveDate>,
        /// Is it not in the case any more?
        gone: bool,
        /// Who attached it.
        who: String,
        /// When.
        at: String,
    }
    /// A line of enquiry.
    struct Line {
        /// Its id.
        id: String,
        /// What it is called.
        title: String,
        /// What it asks.
        question: String,
        /// What the panel says on it.
        says: Option<String>,
        /// What is attached, in the order of its days.
        evidence: Vec<Evidence>,
        /// Ids of findings attached that were accepted.
        accepted: Vec<String>,
    }
    /// Lines of enquiry.
    struct LineList {
        /// The terms of reference, where they were entered.
        terms: Option<String>,
        /// The lines.
        lines: Vec<Line>,
    }
    /// An agency that knew of something, as far as the records show.
    struct Holder {
        /// Agency id.
        agency: String,
        /// Since when.
        since: NaiveDate,
        /// How the records show it, in words.
        how: String,
    }
    /// One thing that a warning rests on.
    struct Fact {
        /// Concept id.
        concept: String,
        /// The words that tell it.
        quote: Quote,
        /// Is it a response to the warning?
        response: bool,
        /// Who knew of it, the first first. To an agency that is not named here the program ties none of it, which is not to say that it did not know.
        held: Vec<Holder>,
    }
    /// What a warning rests on, and who knew of it.
    struct Ledger {
        /// Number of the warning.
        warning: String,
        /// Its first day.
        date: NaiveDate,
        /// What it rests on, in the order of the timeline.
        facts: Vec<Fact>,
    }
    /// The knowledge ledger.
    struct LedgerList {
        /// Number of warnings.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// Warnings, by day.
        warnings: Vec<Ledger>,
    }
    /// What the records show of one agency and one warning.
    struct Consulted {
        /// Agency id.
        agency: String,
        /// What they show: `held`, `acted`, `told`, `asked`, `contact`, `near`, `late`, `never-asked`, `cannot-tell` or `nothing`.
        shows: Vec<String>,
        /// Its own entries that the warning cites.
        held: Vec<String>,
        /// Entries that tell of contact with it.
        contacts: Vec<String>,
    }
    /// A row of the consultation matrix.
    struct Consultation {
        /// Number of the warning.
        warning: String,
        /// Its first day.
        date: NaiveDate,
        /// Agencies, in the order of the case.
        agencies: Vec<Consulted>,
    }
    /// The consultation matrix.
    struct ConsultationList {
        /// Number of warnings.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// Warnings, by day.
        warnings: Vec<Consultation>,
    }
    /// What you are shown of a case. Every other answer is of this.
    struct Lens {
        /// In words.
        words: String,
        /// Is anything masked?
        masked: bool,
        /// Only what this agency (id) knew.
        agency: Option<String>,
        /// Only what was known by the end of this day.
        until: Option<NaiveDate>,
        /// Is the final event masked?
        event_masked: bool,
    }
}
