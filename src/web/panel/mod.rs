//! The *panel* of an entry: its words as written, what was read in them, where they come from, what stands beside them, and the
//! forms by which all that is settled. It is the entry's own page, and stands beside the chronology.

mod beside;
mod links;
mod reading;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use crate::{
    model::{deciding::Deciding, entry::Entry, finding::Warning, mention::Reading, quote::Part},
    review::{act_words, knowledge::Knowledge, row_dates},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal},
        evidence::MarkedPiece,
        words::{self, AgencyMark, Tag},
    },
};
use beside::Put;
use links::Linked;
use reading::{Legend, Mend, MentionRow, Named};
pub(crate) use reading::{others_of, place as place_of};

/// The page on which the panel stands.
pub(crate) struct Here {
    /// Its address, without what stands behind the `?`.
    pub(crate) base: String,
    /// What stands there.
    pub(crate) pairs: Vec<(String, String)>,
    /// The list from which the entry was opened; empty when there is none.
    pub(crate) in_list: String,
    /// Level of the panel's headings.
    pub(crate) level: usize,
    /// The entries before and after.
    pub(crate) previous: Option<Link>,
    pub(crate) next: Option<Link>,
    /// Where it stands, in words.
    pub(crate) place: String,
}

impl Here {
    /// This page with one more thing asked; a value that is there already is taken away.
    fn with(&self, name: &str, value: &str) -> String {
        let is_it = |(n, v): &(String, String)| n == name && v == value;
        let mut pairs: Vec<(&str, &str)> = self
            .pairs
            .iter()
            .filter(|pair| !is_it(pair))
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        if !self.pairs.iter().any(is_it) {
            pairs.push((name, value));
        }
        addresses::with_query(&self.base, &pairs)
    }

    /// This page.
    fn plain(&self) -> String {
        let pairs: Vec<(&str, &str)> = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        addresses::with_query(&self.base, &pairs)
    }
}

/// An entry in ready words.
#[derive(Serialize)]
pub(crate) struct Panel {
    id: String,
    level: usize,
    /// Its own address, and its place in the chronology.
    address: String,
    in_chronology: String,
    /// The days around it on the timeline.
    timeline: String,
    in_list: String,
    agency: AgencyMark,
    written: String,
    moment: String,
    precision: String,
    read_as: String,
    dated: Option<DatedBy>,
    own_date: String,
    entry_type: Vec<MarkedPiece>,
    text: Vec<MarkedPiece>,
    legend: Vec<Legend>,
    mentions: Vec<MentionRow>,
    people: Vec<Named>,
    agencies: Vec<Named>,
    mend: Option<Mend>,
    mend_new: String,
    acts: Vec<ActLine>,
    warnings: Vec<WarningLine>,
    links: Vec<Linked>,
    linked_more: usize,
    knew: Vec<String>,
    origin: OriginView,
    further: Vec<(String, String)>,
    beside: Put,
    seen: u64,
    seen_acts: u64,
    /// Where forms lead back to.
    back: String,
    previous: Option<Link>,
    next: Option<Link>,
    place: String,
}

/// Who gave the entry its date, where the row's own could not be read.
#[derive(Serialize)]
struct DatedBy {
    who: String,
    at: String,
    source: String,
    because: String,
    row: String,
    problems: String,
}

/// What somebody did to the reading.
#[derive(Serialize)]
struct ActLine {
    number: u64,
    words: String,
    at: String,
    can_undo: bool,
}

/// Where the entry comes from.
#[derive(Serialize)]
struct OriginView {
    author: String,
    source: String,
    record: Link,
    recorded: String,
    sha256: String,
}

#[derive(Serialize)]
struct WarningLine {
    warning: Link,
    title: String,
    severity: Tag,
    outcome: Tag,
}

impl Panel {
    /// The entry at this place of the timeline.
    pub(crate) fn of(ask: &Ask, opened: &Opened, at: usize, here: Here) -> Result<Self, Refusal> {
        let matter = &opened.matter;
        let (Some(entry), Some(reading)) = (matter.entries.get(at), matter.readings.get(at)) else {
            return Err(anyhow::anyhow!("an entry has no reading: analyse the case again").into());
        };
        let hidden: Vec<&str> = here
            .pairs
            .iter()
            .filter(|(n, _)| n == "hide")
            .map(|(_, v)| v.as_str())
            .collect();
        let colours = reading::colours(reading);
        let pieces = |part| reading::pieces(entry, reading, (&colours, &hidden), part);
        let linked = links::links(opened, entry, ask);
        Ok(Self {
            id: entry.id.0.clone(),
            level: here.level,
            address: opened.entry(&entry.id),
            in_chronology: format!(
                "{}#{}",
                addresses::with_query(&opened.address("chronology"), &[("at", &entry.id.0)]),
                addresses::anchor(&entry.id.0)
            ),
            timeline: addresses::timeline(&opened.slug, around(entry), "", &here.plain()),
            in_list: here.in_list.clone(),
            agency: words::agency(&matter.case, &entry.agency),
            written: entry.when.written.clone(),
            moment: words::moment(&entry.when),
            precision: words::precision(&entry.when),
            read_as: entry.when.remark.clone().unwrap_or_default(),
            dated: dated(opened, entry),
            own_date: own_date(opened, entry),
            entry_type: pieces(Part::Type),
            text: pieces(Part::Text),
            legend: reading::legend(opened, reading, (&colours, &hidden), &here),
            mentions: reading::mentions(opened, reading, &colours, &here),
            people: reading::people(opened, reading),
            agencies: reading::agencies(opened, reading),
            mend: reading::mend(ask, opened, reading),
            mend_new: format!("{}#mend", here.with("mend", "new")),
            acts: acts(opened, entry),
            warnings: warnings(opened, entry),
            linked_more: linked.1,
            links: linked.0,
            knew: knew(opened, entry, reading),
            origin: origin(opened, entry),
            further: entry
                .further
                .iter()
                .map(|f| (f.name.clone(), f.value.clone()))
                .collect(),
            beside: beside::put(ask, opened, entry),
            seen: opened.seen(),
            seen_acts: matter.acts.last().map_or(0, |a| a.number),
            back: here.plain(),
            previous: here.previous,
            next: here.next,
            place: here.place,
        })
    }
}

/// The days that an entry can be of, and a week on either side: an entry alone tells little of when it was.
fn around(entry: &Entry) -> (NaiveDate, NaiveDate) {
    let week = Days::new(7);
    let (first, last) = (entry.when.earliest, entry.when.latest);
    (
        first.checked_sub_days(week).unwrap_or(first),
        last.checked_add_days(week).unwrap_or(last),
    )
}

/// That the agency's own date holds where a reviewer had given one.
fn own_date(opened: &Opened, entry: &Entry) -> String {
    let by = row_dates::replaced(&opened.matter.settled, &entry.agency, (&entry.id, &entry.when));
    by.map_or(String::new(), |by| {
        format!("{}.", row_dates::replaced_in_words(by, &entry.when.written))
    })
}

fn dated(opened: &Opened, entry: &Entry) -> Option<DatedBy> {
    let (by, given) = row_dates::of(&opened.matter, entry)?;
    let asked = [
        ("state", "all"),
        ("file", entry.origin.file.as_str()),
        ("kind", "dates"),
    ];
    Some(DatedBy {
        who: by.who.clone(),
        at: words::logged(&by.at),
        source: given.source.clone(),
        because: by.because.clone(),
        row: given.what.clone(),
        problems: addresses::with_query(&opened.address("problems"), &asked),
    })
}

fn acts(opened: &Opened, entry: &Entry) -> Vec<ActLine> {
    let matter = &opened.matter;
    let of_entry = matter.acts.iter().filter(|a| a.entry == entry.id);
    of_entry
        .map(|act| ActLine {
            number: act.number,
            words: act_words::line(matter, act),
            at: words::logged(&act.at),
            can_undo: crate::app::acting::undo(matter, act.number).is_ok(),
        })
        .collect()
}

fn warnings(opened: &Opened, entry: &Entry) -> Vec<WarningLine> {
    let weights = Deciding::weights(&opened.matter);
    let in_own_words = Deciding::in_own_words(&opened.matter);
    let line = |w: &Warning| {
        let stated = (w.severity, w.outcome);
        let (severity, outcome) = weights.get(w.id.as_str()).copied().unwrap_or(stated);
        WarningLine {
            warning: Link::new(w.id.clone(), opened.warning(&w.id)),
            title: w.title.clone(),
            severity: words::severity(severity),
            outcome: words::response_to(&in_own_words, w, outcome),
        }
    };
    opened.matter.warnings_at(&entry.id).map(line).collect()
}

fn origin(opened: &Opened, entry: &Entry) -> OriginView {
    let origin = &entry.origin;
    let part = if origin.part.is_empty() {
        String::new()
    } else {
        format!(", {}", origin.part)
    };
    OriginView {
        author: entry.author.clone(),
        source: entry.source.clone(),
        record: Link::new(
            format!("{}{part}, row {}", origin.file, origin.row),
            addresses::record(&opened.slug, &entry.id.0),
        ),
        recorded: entry.recorded.as_ref().map_or(String::new(), |r| r.written.clone()),
        sha256: origin.sha256.clone(),
    }
}

/// Who knew of it, and when, as far as the entry and the warnings that rest on it tell.
fn knew(opened: &Opened, entry: &Entry, reading: &Reading) -> Vec<String> {
    let matter = &opened.matter;
    let agency = matter.case.agency_name(&entry.agency);
    let by = if entry.author.is_empty() {
        String::new()
    } else {
        format!(", written by {}", entry.author)
    };
    let typed = match (&entry.recorded, &reading.typed) {
        (Some(when), _) => format!("; typed {}", when.shown()),
        (None, Some(when)) => format!("; its words say that it was typed {}", when.shown()),
        (None, None) => "; the record does not say when it was typed".to_owned(),
    };
    let mut out = vec![format!("{agency} kept it, dated {}{by}{typed}.", entry.when.shown())];
    for mention in reading.mentions.iter().filter(|m| m.struck.is_none()) {
        if let Some(kind) = mention.toward.as_deref().filter(|t| reading::is_kind(t)) {
            let said = match mention.assertion.words().join(", ").replace('-', " ").as_str() {
                "plain" => "said to have been done".to_owned(),
                other => format!("said to be: {other}"),
            };
            out.push(format!(
                "“{}”, read as {}, directed to {kind}; {said}.",
                mention.quote.text,
                crate::web::evidence::concept(matter, &mention.concept)
            ));
        }
    }
    let knowledge = Knowledge::new(matter);
    for warning in matter.warnings_at(&entry.id) {
        let each: Vec<String> = knowledge
            .knew(warning)
            .iter()
            .map(|e| {
                format!(
                    "{} from {} ({})",
                    matter.case.agency_name(&e.agency),
                    e.when.shown(),
                    e.id
                )
            })
            .collect();
        if each.len() > 1 {
            out.push(format!(
                "Of warning {} there are entries of {}.",
                warning.id,
                words::list(&each)
            ));
        }
    }
    out
}
