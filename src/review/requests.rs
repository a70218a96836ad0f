//! *Requests*: what is to be asked of agencies, because the records supplied do not settle it. One list for screens, reports and the
//! command line, in words that can be sent, each line with the findings that it would settle.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

mod letters;
mod wanted;

pub use self::letters::{asked_of_nobody, sentences_for};

use super::{between, deciding::Deciding, knowledge::Knowledge, said::is_said_done, stated};
use crate::model::{
    case::{Agency, AgencyId},
    entry::EntryId,
    finding::{Finding, Outcome},
    matter::Matter,
    mention::{Factuality, Hand},
    problem::Problem,
    quote::Part,
};

/// Places of a file that are named one by one before “and more”.
const PLACES_NAMED: usize = 5;
/// The concept of an entry that names a record which was not supplied.
const NAMED_ELSEWHERE: &str = "record-elsewhere";
/// Letters of a row by which an agency can find it.
const LETTERS_SHOWN: usize = 80;

/// Something to be asked of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whom to ask.
    pub agency: AgencyId,
    /// First day of the records asked for; none when it is no matter of days.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// What is asked for, in words that can stand after “please”.
    pub wording: String,
    /// Why, in whole sentences; empty where a reviewer's own words say all that is said.
    pub why: String,
    /// Ids of the findings that the answer may settle.
    pub settles: BTreeSet<String>,
    /// Ids of further findings on which it could bear.
    pub bears_on: BTreeSet<String>,
}

/// All requests of a case, agencies in the case's order: records that were not supplied, days before, after and missing inside them, days
/// outside the review that a finding needs, what reviewers chose to ask, documents that entries name, days left open, and what of the records could not be read.
pub fn requests(matter: &Matter) -> Vec<Request> {
    let deciding = Deciding::of_matter(matter);
    let standing: Vec<&Finding> = matter.counted().filter(|f| !deciding.is_set_aside(f)).collect();
    let mut needed = letters::needed(matter);
    let mut out = Vec::new();
    for agency in &matter.case.agencies {
        let asked = Asked {
            matter,
            agency,
            standing: &standing,
            needing: standing
                .iter()
                .copied()
                .filter(|f| f.outcome != Outcome::Met && f.searched.not_supplied.contains(&agency.id))
                .collect(),
        };
        let own = needed.remove(&agency.id).unwrap_or_default();
        out.extend(letters::once(asked.all(), own));
        out.extend(asked.not_searched());
        out.extend(asked.named());
        out.extend(asked.days_wanted());
        out.extend(asked.without_words());
        out.extend(asked.unread());
    }
    // A finding may be about an agency that the case does not list; what is needed is asked for all the same.
    out.extend(needed.into_values().flatten());
    out
}

/// What is asked of one agency.
struct Asked<'a> {
    matter: &'a Matter,
    agency: &'a Agency,
    /// Findings that stand, are not met, and for which this agency's records do not cover all that was searched.
    needing: Vec<&'a Finding>,
    /// All findings that stand.
    standing: &'a [&'a Finding],
}

impl Asked<'_> {
    /// Days for which there are no records.
    fn all(&self) -> Vec<Request> {
        let case = &self.matter.case;
        let whole = (case.review_from, case.review_to);
        if self.agency.files.is_empty() {
            let why = if self.matter.records.iter().any(|r| r.agency == self.agency.id) {
                "What your agency supplied could not be read."
            } else if self.agency.involved && self.is_shown_elsewhere() {
                "Other records show that your agency was involved, and none of yours were supplied."
            } else if self.agency.involved {
                "Your agency was named as known to have been involved, by those who set up the case for the review, and none of its records \
                 were supplied."
            } else {
                "The case names your agency, and none of its records were supplied."
            };
            let wording = format!("supply all records from {}", days(whole.0, whole.1));
            return vec![self.request(whole, wording, why.to_owned(), &self.needing)];
        }
        if !self.matter.coverage.iter().any(|c| c.agency == self.agency.id) {
            let stated = stated::of(self.matter, self.agency);
            let wording = match stated.from.zip(stated.to) {
                Some((from, to)) => format!(
                    "confirm that your records were searched from {}, as your chronology form states, and supply the rest",
                    days(from, to)
                ),
                None => "say for which days your records were searched and supplied, and supply the rest".to_owned(),
            };
            let why =
                "Without that nobody can tell whether a day without an entry was a day on which nothing was written.";
            return vec![self.request(whole, wording, why.to_owned(), &self.needing)];
        }
        let mut out: Vec<Request> = self
            .edges()
            .into_iter()
            .map(|(from, to, why)| {
                let waiting: Vec<&Finding> = self
                    .needing
                    .iter()
                    .copied()
                    .filter(|f| f.searched.from <= to && from <= f.searched.to)
                    .collect();
                self.records(from, to, why, &waiting)
            })
            .collect();
        out.extend(self.outside());
        out
    }

    /// Does an entry of another agency tell of an act toward this one, or of this one? That its name stands in a text shows nothing.
    fn is_shown_elsewhere(&self) -> bool {
        let known = Knowledge::new(self.matter);
        let practice = &self.matter.outline.practice;
        let all = self.matter.entries.iter().zip(&self.matter.readings);
        all.filter(|(e, _)| e.agency != self.agency.id).any(|(entry, reading)| {
            let named = between::naming(&known, (entry, reading), &self.agency.id);
            let mut acts = reading
                .mentions
                .iter()
                .filter(|m| is_said_done(m) && m.quote.part == Part::Text && practice.contains(&m.concept));
            acts.any(|m| {
                named
                    .iter()
                    .any(|at| m.sentence.start <= at.start && at.end <= m.sentence.end)
            })
        })
    }

    /// Entries that hold a date and no words.
    fn without_words(&self) -> Option<Request> {
        let own = self.matter.entries.iter().filter(|e| e.agency == self.agency.id);
        let bare: Vec<String> = own
            .filter(|e| !e.text.contains(char::is_alphanumeric))
            .map(|e| format!("{} ({})", e.id, e.when.shown()))
            .collect();
        let named: Vec<&str> = bare.iter().take(PLACES_NAMED).map(String::as_str).collect();
        let more = match bare.len().saturating_sub(PLACES_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (!bare.is_empty()).then(|| Request {
            agency: self.agency.id.clone(),
            from: None,
            to: None,
            wording: format!(
                "supply what was written in {}{more}, or say that nothing was",
                named.join(", ")
            ),
            why: "The records supplied hold a date there and no words.".to_owned(),
            settles: BTreeSet::new(),
            bears_on: BTreeSet::new(),
        })
    }

    /// Days under review before, inside and after what was supplied.
    fn edges(&self) -> Vec<(NaiveDate, NaiveDate, String)> {
        let (first, last) = (self.matter.case.review_from, self.matter.case.review_to);
        let mut out = Vec::new();
        for covered in self.matter.coverage.iter().filter(|c| c.agency == self.agency.id) {
            let before = covered.from.checked_sub_days(Days::new(1));
            if let Some(to) = before.filter(|_| first < covered.from) {
                let why = "The time under review begins before the days supplied.";
                out.push((first, to.min(last), why.to_owned()));
            }
            for hole in &covered.holes {
                let reason = hole.why.as_deref().map_or("No reason is given.".to_owned(), |w| {
                    format!("The reason given is: {}", sentence(w))
                });
                let why = format!("These days are missing between days that were supplied. {reason}");
                out.push((hole.from, hole.to, why));
            }
            let after = covered.to.checked_add_days(Days::new(1));
            if let Some(from) = after.filter(|_| covered.to < last) {
                let why = "The time under review ends after the days supplied.";
                out.push((from.max(first), last, why.to_owned()));
            }
        }
        out
    }

    /// Days outside those under review that a finding needs and the records do not cover.
    fn outside(&self) -> Vec<Request> {
        let case = &self.matter.case;
        let mut by_days: BTreeMap<(NaiveDate, NaiveDate), Vec<&Finding>> = BTreeMap::new();
        for finding in &self.needing {
            let (from, to) = (finding.searched.from, finding.searched.to);
            if from < case.review_from || to > case.review_to {
                by_days.entry((from, to)).or_default().push(finding);
            }
        }
        let why = "What was expected falls on days outside those supplied.";
        by_days
            .into_iter()
            .map(|((from, to), findings)| self.records(from, to, why.to_owned(), &findings))
            .collect()
    }

    /// Records of which the agency wrote that they exist and were not searched.
    fn not_searched(&self) -> Vec<Request> {
        let told = stated::of(self.matter, self.agency).not_searched;
        told.into_iter()
            .map(|words| Request {
                agency: self.agency.id.clone(),
                from: None,
                to: None,
                wording: format!(
                    "search the records that exist and were not searched (“{words}”), and supply what they hold"
                ),
                why: "Your agency wrote in the chronology form that these records exist and were not searched."
                    .to_owned(),
                settles: BTreeSet::new(),
                bears_on: BTreeSet::new(),
            })
            .collect()
    }

    /// Records that its entries name and that were not supplied: a minute, a log.
    fn named(&self) -> Vec<Request> {
        let mut out: Vec<Request> = Vec::new();
        let all = self.matter.entries.iter().zip(&self.matter.readings);
        for (entry, reading) in all.filter(|(e, _)| e.agency == self.agency.id) {
            let named = reading.mentions.iter().find(|m| {
                m.concept == NAMED_ELSEWHERE
                    && m.struck.is_none()
                    && m.hand != Hand::Reader
                    && m.assertion.factuality == Factuality::Actual
            });
            let Some(mention) = named else { continue };
            let settles = self.needing_record(&entry.id);
            out.push(Request {
                agency: self.agency.id.clone(),
                from: None,
                to: None,
                wording: format!(
                    "supply the record of which {} says “{}”, or say where it is",
                    entry.id, mention.quote.text
                ),
                why: "Your agency’s entry names a record that is not among those supplied.".to_owned(),
                settles,
                bears_on: BTreeSet::new(),
            });
        }
        out
    }

    /// Findings of which nobody can tell because this entry names a record that was not supplied.
    fn needing_record(&self, id: &EntryId) -> BTreeSet<String> {
        let waits = |f: &&Finding| {
            f.outcome == Outcome::CannotTell && f.unclear.contains(&format!("Entry {id} tells of a record"))
        };
        self.standing
            .iter()
            .filter(|f| waits(f))
            .map(|f| f.id.clone())
            .collect()
    }

    /// Rows and files that could not be read, file by file. Remarks that lost nothing are no matter for the agency.
    fn unread(&self) -> Vec<Request> {
        let mut by_file: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
        for problem in &self.matter.problems {
            if stated::supplied(self.matter, self.agency, &problem.file)
                && (problem.lost_row || self.is_unread(problem))
            {
                by_file.entry(&problem.file).or_default().push(problem);
            }
        }
        by_file
            .into_iter()
            .map(|(file, problems)| {
                let (wording, why) = match problems.iter().find(|p| self.is_unread(p)) {
                    Some(whole) => (
                        format!("send {file} in a form that can be read, or say what it holds"),
                        format!("Nothing of it was read: {}", sentence(&whole.what)),
                    ),
                    None => put_right(file, &problems),
                };
                Request {
                    agency: self.agency.id.clone(),
                    from: None,
                    to: None,
                    wording,
                    why,
                    settles: BTreeSet::new(),
                    bears_on: BTreeSet::new(),
                }
            })
            .collect()
    }

    /// Is this a whole file of which nothing was read? It has no record, or one that says so.
    fn is_unread(&self, problem: &Problem) -> bool {
        let mut records = self.matter.records.iter().filter(|r| r.file == problem.file);
        problem.row == 0 && records.all(|r| r.encoding.is_empty() && r.entries == 0)
    }

    fn records(&self, from: NaiveDate, to: NaiveDate, why: String, waiting: &[&Finding]) -> Request {
        let wording = format!("supply the records from {}", days(from, to));
        self.request((from, to), wording, why, waiting)
    }

    /// Findings of which nobody can tell for want of these records are settled by them; on others they could bear.
    fn request(
        &self,
        (from, to): (NaiveDate, NaiveDate),
        wording: String,
        why: String,
        waiting: &[&Finding],
    ) -> Request {
        let (settles, bears_on): (Vec<&Finding>, Vec<&Finding>) = waiting.iter().partition(|f| {
            f.outcome == Outcome::CannotTell
                && (f.agency == self.agency.id || f.unclear.contains(self.agency.name.as_str()))
        });
        let ids = |all: Vec<&Finding>| all.into_iter().map(|f| f.id.clone()).collect();
        Request {
            agency: self.agency.id.clone(),
            from: Some(from),
            to: Some(to),
            wording,
            why,
            settles: ids(settles),
            bears_on: ids(bears_on),
        }
    }
}

/// Do these words name this entry, and not one whose name only begins so?
fn names_entry(words: &str, id: &EntryId) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    words.match_indices(id.0.as_str()).any(|(at, found)| {
        let before = words.get(..at).and_then(|w| w.chars().next_back());
        let after = words.get(at + found.len()..).and_then(|w| w.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

fn put_right(file: &str, problems: &[&Problem]) -> (String, String) {
    let noun = if problems.len() == 1 { "place" } else { "places" };
    let named: Vec<String> = problems
        .iter()
        .take(PLACES_NAMED)
        .map(|p| format!("{}{}: {}", p.place(), first_words(&p.raw), p.what))
        .collect();
    let more = if problems.len() > PLACES_NAMED {
        "; and more"
    } else {
        ""
    };
    (
        format!(
            "send {file} again with {} {noun} put right, or say what stands there",
            problems.len()
        ),
        format!(
            "These could not be read and became no entry: {}{more}.",
            named.join("; ")
        ),
    )
}

/// How the row begins, so that the agency finds it whatever its own numbers are.
fn first_words(raw: &str) -> String {
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return String::new();
    }
    let mut words: String = line.chars().take(LETTERS_SHOWN).collect();
    if words.len() < line.len() {
        words.push('…');
    }
    format!(" (“{words}”)")
}

/// Days in words, once where they are one.
fn days(from: NaiveDate, to: NaiveDate) -> String {
    let day = |date: NaiveDate| date.format("%-d %B %Y").to_string();
    if from == to {
        day(from)
    } else {
        format!("{} to {}", day(from), day(to))
    }
}

/// With a full stop, once.
fn sentence(words: &str) -> String {
    let words = words.trim();
    if words.ends_with(['.', '!', '?']) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}
