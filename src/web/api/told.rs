//! More *answers*: warnings and findings, what searches found, lanes, reports, what people did. The promise of `answers` holds here too.

use chrono::NaiveDate;

use crate::web::{
    api::{answers::Quote, schema::dto},
    asking::Link,
};

dto! {
    /// A warning: entries that should have led somebody to act, and what is on record after them.
    struct Warning {
        /// `W1`, … It changes when records or readings do.
        id: String,
        /// First day.
        date: NaiveDate,
        /// In plain words.
        title: String,
        /// `S1` to `S4`, the gravest.
        severity: String,
        /// `missed` (no record), `late`, `cannot-tell` or `met`.
        outcome: String,
        /// The highest response on record, `R0` to `R5`.
        rung: String,
        /// Ids of its entries.
        triggers: Vec<String>,
        /// Ids of its findings.
        findings: Vec<String>,
        /// Questions for the agencies.
        asks: Vec<String>,
    }
    /// Warnings, the gravest and clearest first.
    struct WarningList {
        /// The warnings.
        warnings: Vec<Warning>,
    }
    /// An expected response, and what the record shows of it.
    struct Step {
        /// What was expected.
        label: String,
        /// Does it decide the finding's outcome?
        required: bool,
        /// As of a warning.
        outcome: String,
        /// Words that show it.
        shown_by: Vec<Quote>,
    }
    /// What a reviewer decided.
    struct Decision {
        /// `accept`, `amend`, `reject` or `need-more`.
        verdict: String,
        /// Why.
        because: String,
        /// Who.
        who: String,
        /// When.
        at: String,
        /// With whom, as its writer says; those who say that they did not decide so are left out.
        together: Vec<String>,
        /// Those of them who wrote the same decision themselves.
        confirmed_by: Vec<String>,
    }
    /// A finding: a pattern applied to a warning.
    struct Finding {
        /// Its id: it stays when the case is judged again.
        id: String,
        /// Pattern id.
        pattern: String,
        /// Version of the pattern.
        version: u32,
        /// In plain words.
        title: String,
        /// `gap`, `good` or `context`.
        kind: String,
        /// As of a warning.
        outcome: String,
        /// `rule`, `reviewer` or `suggested`; what is suggested is never counted.
        basis: String,
        /// The agency that knew.
        agency: String,
        /// `S1` to `S4`.
        severity: String,
        /// First day of the window in which a response was expected.
        window_from: Option<NaiveDate>,
        /// Last day of it.
        window_to: Option<NaiveDate>,
        /// Where its length comes from.
        window_basis: Option<String>,
        /// The words that it rests on.
        triggers: Vec<Quote>,
        /// Expected responses.
        steps: Vec<Step>,
        /// Number of entries that were searched.
        searched: usize,
        /// Ids of agencies known to be involved whose records were not supplied.
        not_supplied: Vec<String>,
        /// What the record shows, and no more.
        says: String,
        /// Why it cannot be told; empty otherwise.
        unclear: String,
        /// The last decision; where reviewers differ it is no more than that, and `decisions` has each.
        decision: Option<Decision>,
        /// How reviewers' decisions stand to each other: `nobody`, `one-only`, `agreed`, `differ` or `settled-together`; `not-shown` under a lens.
        agreement: String,
        /// Each reviewer's last decision.
        decisions: Vec<Decision>,
    }
    /// Findings of a case.
    struct FindingList {
        /// The findings, those that rest on a suggestion among them.
        findings: Vec<Finding>,
    }
    /// A value and how many entries have it.
    struct Count {
        /// An id, a year, a kind of contact.
        value: String,
        /// Entries.
        count: u64,
    }
    /// An entry that a search found.
    struct Hit {
        /// Case id.
        case: String,
        /// Entry id.
        entry: String,
        /// Agency id.
        agency: String,
        /// The date as written.
        written: String,
        /// Coded kind of contact.
        entry_type: String,
        /// The text, or a part of it.
        text: String,
        /// What matched in it.
        matched: Vec<String>,
    }
    /// What a search found.
    struct Found {
        /// How the query was read, with operators.
        read_as: String,
        /// The same in plain words.
        in_words: String,
        /// What could not be read as meant.
        remarks: Vec<String>,
        /// What to type instead.
        instead: Vec<String>,
        /// A query that is nearly the same and finds something; never put in place of what was asked.
        did_you_mean: Option<String>,
        /// Number of entries.
        total: usize,
        /// This page, from 1.
        page: usize,
        /// Number of pages.
        pages: usize,
        /// First day that one of them can have been.
        first: Option<NaiveDate>,
        /// Last day.
        last: Option<NaiveDate>,
        /// The entries of this page.
        hits: Vec<Hit>,
        /// By case id.
        cases: Vec<Count>,
        /// By agency id.
        agencies: Vec<Count>,
        /// By kind of contact.
        types: Vec<Count>,
        /// By concept id.
        concepts: Vec<Count>,
        /// By person id.
        people: Vec<Count>,
        /// By year.
        years: Vec<Count>,
        /// By year, month or day of the first day that each can have been, as fine as the answer needs.
        dates: Vec<Count>,
    }
    /// A kept search.
    struct KeptSearch {
        /// Its name.
        name: String,
        /// What it asks: the part of its address behind the `?`.
        asked: String,
        /// Who kept it.
        who: String,
        /// When.
        at: String,
    }
    /// Kept searches.
    struct KeptSearches {
        /// The searches, by name.
        searches: Vec<KeptSearch>,
    }
    /// Days without an entry.
    struct Silence {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// How many.
        days: i64,
    }
    /// The lane of an agency on the timeline.
    struct Lane {
        /// Agency id.
        agency: String,
        /// Number of entries.
        entries: usize,
        /// First day of an entry.
        first: Option<NaiveDate>,
        /// Last day of an entry.
        last: Option<NaiveDate>,
        /// Longest stretches without an entry, in records that were supplied.
        silences: Vec<Silence>,
    }
    /// The timeline.
    struct LaneList {
        /// Lanes, in the order of the case.
        lanes: Vec<Lane>,
    }
    /// A report that can be made.
    struct Report {
        /// Its kind.
        kind: String,
        /// What it is called.
        title: String,
        /// What it tells.
        about: String,
        /// Files that can be fetched: `full.docx`, …
        files: Vec<String>,
    }
    /// Reports.
    struct ReportList {
        /// The reports.
        reports: Vec<Report>,
        /// The file of all of them together, with a manifest of their hashes: `all.zip`.
        together: String,
    }
    /// Something that somebody did.
    struct Event {
        /// Its number among those of its kind.
        number: u64,
        /// `settled` or `reading`.
        kind: String,
        /// When.
        at: String,
        /// Who.
        who: String,
        /// What, in words.
        what: String,
        /// Why, in words.
        because: String,
        /// Was it taken back?
        taken_back: bool,
    }
    /// Everything that people did, in order.
    struct Audit {
        /// The events.
        events: Vec<Event>,
    }
    /// Words, and the page of the screens that shows it.
    struct Way {
        /// The words.
        words: String,
        /// Address of the page.
        page: String,
    }
    /// Something was kept.
    struct Kept {
        /// What was done, in words.
        said: String,
        /// Numbers under which it is kept, in the audit: of readings where a reading was changed, else of what is settled. With them it is
        /// taken back.
        numbers: Vec<u64>,
        /// Address of the page of the screens that shows it; empty where there is none.
        page: String,
        /// What it changed in how the case is judged.
        changed: Vec<Way>,
        /// Number of the last thing that was settled: send it as `seen` next time.
        seen: u64,
        /// Number of the last thing that was done to a reading: send it as `seen` where a mention is changed.
        seen_readings: u64,
    }
}

impl From<Link> for Way {
    fn from(link: Link) -> Self {
        Self {
            words: link.label,
            page: link.address,
        }
    }
}
