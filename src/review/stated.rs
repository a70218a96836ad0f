//! *Stated*: what an agency answered in the blank chronology about its records as a whole: the days that were searched, spans without
//! contact, records that exist and were not searched. It is proposed to people and holds nothing by itself.

use chrono::{Days, NaiveDate};

use crate::model::{
    case::Agency,
    matter::Matter,
    template::{Answer, Means},
};

/// Words that answer that there is nothing.
const NOTHING: [&str; 12] = [
    "none",
    "no",
    "nil",
    "n/a",
    "na",
    "not applicable",
    "none known",
    "nothing",
    "-",
    "–",
    "all were searched",
    "all searched",
];
/// Days by which a stated span may fall short of a silence between two entries.
const NEARLY: u64 = 7;

/// What an agency answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// First day searched; where files of the agency answer differently, the latest.
    pub from: Option<NaiveDate>,
    /// Last day searched; where files answer differently, the earliest.
    pub to: Option<NaiveDate>,
    /// True when files of the agency answer differently about the days.
    pub differs: bool,
    /// Spans without contact, with the words and how many of its entries lie in them all the same.
    pub no_contact: Vec<NoContact>,
    /// Records that exist and were not searched, in the agency's words.
    pub not_searched: Vec<String>,
    /// Answers about days that could not be read as days.
    pub unread: Vec<String>,
}

/// A span for which an agency says that there was no contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoContact {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The agency's words.
    pub words: String,
    /// Its entries of that time.
    pub entries: usize,
}

impl Stated {
    /// Is a silence no hole, because the agency says that there was no contact at that time?
    pub(super) fn explains(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let near = Days::new(NEARLY);
        self.no_contact.iter().any(|span| {
            let first = span.from.checked_sub_days(near).unwrap_or(span.from);
            let last = span.to.checked_add_days(near).unwrap_or(span.to);
            first <= from && to <= last
        })
    }
}

/// What an agency answered, of all its files.
pub fn of(matter: &Matter, agency: &Agency) -> Stated {
    let mut out = Stated::default();
    for answer in answers(matter, agency) {
        match (answer.means, answer.spans.as_slice()) {
            _ if is_nothing(&answer.words) => {}
            (Means::NotSearched, _) => {
                if !out.not_searched.contains(&answer.words) {
                    out.not_searched.push(answer.words.clone());
                }
            }
            (_, []) => out.unread.push(answer.words.clone()),
            (Means::FirstDay, [(day, _), ..]) => {
                out.differs |= out.from.is_some_and(|other| other != *day);
                out.from = Some(out.from.map_or(*day, |other| other.max(*day)));
            }
            (Means::LastDay, [(_, day), ..]) => {
                out.differs |= out.to.is_some_and(|other| other != *day);
                out.to = Some(out.to.map_or(*day, |other| other.min(*day)));
            }
            (Means::NoContact, spans) => {
                out.no_contact.extend(spans.iter().map(|(from, to)| NoContact {
                    from: *from,
                    to: *to,
                    words: answer.words.clone(),
                    entries: within(matter, agency, *from, *to),
                }));
            }
        }
    }
    out
}

/// How many entries of an agency lie in a span.
fn within(matter: &Matter, agency: &Agency, from: NaiveDate, to: NaiveDate) -> usize {
    let own = matter.entries.iter().filter(|e| e.agency == agency.id);
    own.filter(|e| e.when.is_known_day() && from <= e.when.earliest && e.when.earliest <= to)
        .count()
}

/// Did an agency supply a file?
pub(super) fn supplied(matter: &Matter, agency: &Agency, file: &str) -> bool {
    let mut records = matter.records.iter();
    agency.files.iter().any(|f| f == file) || records.any(|r| r.file == file && r.agency == agency.id)
}

/// Answers in the files that an agency supplied.
fn answers<'a>(matter: &'a Matter, agency: &'a Agency) -> impl Iterator<Item = &'a Answer> {
    matter
        .problems
        .iter()
        .filter(move |p| p.answer.is_some() && supplied(matter, agency, &p.file))
        .filter_map(|p| p.answer.as_ref())
}

/// Does an answer say that there is nothing?
fn is_nothing(words: &str) -> bool {
    let words = words.trim().trim_end_matches('.').to_lowercase();
    words.is_empty() || NOTHING.contains(&words.as_str())
}
