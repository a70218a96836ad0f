//! *Rows* of the chronology: each entry of a page in ready words, with what stands beside it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    model::{
        beside::About,
        deciding::Deciding,
        entry::{Entry, EntryId},
        finding::Finding,
    },
    review::{linked::Linked, margin::Margin},
    web::{
        addresses,
        asking::{Link, Opened},
        pages::chronology::view::View,
        words::{self, AgencyMark, Tag},
    },
};

/// No more letters of an entry are shown in the compact view.
const SHORT: usize = 180;

/// One entry of the page.
#[derive(Serialize)]
pub(super) struct Row {
    anchor: String,
    /// The entry, opened beside the list.
    entry: Link,
    /// Where a star is sent.
    address: String,
    is_open: bool,
    /// Does a jump to a date land here?
    is_near: bool,
    written: String,
    time: String,
    precision: String,
    agency: AgencyMark,
    details: Vec<Detail>,
    text: Vec<Piece>,
    is_cut: bool,
    is_warning: bool,
    is_starred: bool,
    marks: Marked,
}

/// A detail that was chosen to be shown.
#[derive(Serialize)]
struct Detail {
    label: &'static str,
    words: String,
}

/// A piece of a text; a hit where it is what was searched for.
#[derive(Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) hit: bool,
}

/// What stands beside an entry.
#[derive(Clone, Default, Serialize)]
struct Marked {
    warnings: Vec<WarningMark>,
    answers: Vec<Link>,
    duplicates: Vec<Link>,
    differs: Vec<Differs>,
    /// Entries that perhaps tell of the same event.
    perhaps: Vec<Link>,
    tags: Vec<String>,
    notes: String,
    key: String,
    any: bool,
}

/// An account that differs from another.
#[derive(Clone, Serialize)]
struct Differs {
    other: Link,
    about: String,
    /// What this entry says of it, and what the other does.
    said: String,
    said_other: String,
    /// Who looked at both; empty where nobody did.
    looked: String,
}

#[derive(Clone, Serialize)]
struct WarningMark {
    warning: Link,
    title: String,
    severity: Tag,
    outcome: Tag,
}

/// What a page of rows is made with.
pub(super) struct Making<'a> {
    pub(super) opened: &'a Opened,
    pub(super) view: &'a View,
    /// What people put beside the entries.
    pub(super) margin: &'a Margin<'a>,
    /// Entries that warnings rest on.
    pub(super) triggers: &'a BTreeSet<&'a EntryId>,
    /// What is searched for.
    pub(super) text: &'a str,
    /// The entry that is open, and the one at which a jump lands.
    pub(super) open: &'a str,
    pub(super) near: Option<&'a EntryId>,
    /// The address of the page with an entry open beside it.
    pub(super) beside: &'a dyn Fn(&str) -> String,
    pub(super) who: &'a str,
}

/// The rows of a page.
pub(super) fn rows(making: &Making<'_>, entries: &[&Entry]) -> Vec<Row> {
    let shown: BTreeSet<&EntryId> = entries.iter().map(|e| &e.id).collect();
    let mut marks = if making.view.has("marks") {
        marks(making.opened, &shown)
    } else {
        BTreeMap::new()
    };
    if making.view.has("tags") {
        people_put(&mut marks, making.margin, &shown);
    }
    entries
        .iter()
        .map(|entry| {
            let mut marked = marks.remove(&entry.id).unwrap_or_default();
            marked.any = marked.is_any();
            let (text, is_cut) = making.view.text(&entry.text, SHORT);
            Row {
                anchor: addresses::anchor(&entry.id.0),
                entry: Link::new(entry.id.0.clone(), (making.beside)(&entry.id.0)),
                address: making.opened.entry(&entry.id),
                is_open: making.open == entry.id.0,
                is_near: making.near == Some(&entry.id),
                written: entry.when.shown(),
                time: entry
                    .when
                    .time
                    .filter(|_| !entry.when.is_stamp())
                    .map_or_else(String::new, |time| time.format("%H:%M").to_string()),
                precision: words::precision(&entry.when),
                agency: words::agency(&making.opened.matter.case, &entry.agency),
                details: details(making.view, entry),
                text: pieces(text, making.text),
                is_cut,
                is_warning: making.triggers.contains(&entry.id),
                is_starred: making.margin.is_starred(making.who, &entry.id),
                marks: marked,
            }
        })
        .collect()
}

fn details(view: &View, entry: &Entry) -> Vec<Detail> {
    let recorded = entry.recorded.as_ref().map_or("", |r| r.written.as_str());
    let row = || {
        let origin = &entry.origin;
        let part = if origin.part.is_empty() {
            String::new()
        } else {
            format!("{}, ", origin.part)
        };
        format!("{}, {part}row {}", origin.file, origin.row)
    };
    let mut out = Vec::new();
    for (code, label, words) in [
        ("type", "Type", entry.entry_type.clone()),
        ("author", "Author", entry.author.clone()),
        ("source", "Source", entry.source.clone()),
        ("typed", "Typed", recorded.to_owned()),
    ] {
        if view.has(code) && !words.is_empty() {
            out.push(Detail { label, words });
        }
    }
    if view.has("record") {
        out.push(Detail {
            label: "Record",
            words: row(),
        });
    }
    out
}

/// Cuts a text at what is searched for, whatever the size of its letters. Joined again, the pieces are exactly the text.
pub(super) fn pieces(text: &str, wanted: &str) -> Vec<Piece> {
    let wanted = wanted.to_lowercase();
    // Where each byte of the small letters came from: a letter may have another length when it is small.
    let mut small = String::with_capacity(text.len());
    let mut from = Vec::with_capacity(text.len() + 1);
    if !wanted.is_empty() {
        for (at, letter) in text.char_indices() {
            for lower in letter.to_lowercase() {
                small.push(lower);
                from.resize(small.len(), at);
            }
        }
        from.push(text.len());
    }
    let mut out = Vec::new();
    let mut done = 0;
    let mut add = |range: std::ops::Range<usize>, hit| {
        if let Some(piece) = text.get(range).filter(|p| !p.is_empty()) {
            out.push(Piece {
                text: piece.to_owned(),
                hit,
            });
        }
    };
    let found = small.match_indices(&wanted).filter(|_| !wanted.is_empty());
    for (start, _) in found {
        let (Some(first), Some(last)) = (from.get(start), from.get(start + wanted.len())) else {
            continue;
        };
        if *first >= done && last > first {
            add(done..*first, false);
            add(*first..*last, true);
            done = *last;
        }
    }
    add(done..text.len(), false);
    out
}

impl Marked {
    fn is_any(&self) -> bool {
        !(self.warnings.is_empty()
            && self.answers.is_empty()
            && self.duplicates.is_empty()
            && self.differs.is_empty()
            && self.perhaps.is_empty()
            && self.tags.is_empty()
            && self.notes.is_empty()
            && self.key.is_empty())
    }
}

/// What the case says of the entries that are shown.
fn marks(opened: &Opened, shown: &BTreeSet<&EntryId>) -> BTreeMap<EntryId, Marked> {
    let matter = &opened.matter;
    let findings: BTreeMap<&str, &Finding> = matter.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    let mut marks: BTreeMap<EntryId, Marked> = BTreeMap::new();
    let gone = matter.not_accepted();
    let weights = Deciding::weights(matter);
    let in_own_words = Deciding::in_own_words(matter);
    for warning in matter.standing_warnings() {
        let stated = (warning.severity, warning.outcome);
        let (severity, outcome) = weights.get(warning.id.as_str()).copied().unwrap_or(stated);
        let link = || Link::new(warning.id.clone(), opened.warning(&warning.id));
        for entry in warning.triggers.iter().filter(|e| shown.contains(e)) {
            marks.entry(entry.clone()).or_default().warnings.push(WarningMark {
                warning: link(),
                title: warning.title.clone(),
                severity: words::severity(severity),
                outcome: words::response_to(&in_own_words, warning, outcome),
            });
        }
        let answers: BTreeSet<&EntryId> = warning
            .findings
            .iter()
            .filter(|id| !gone.contains(id.as_str()))
            .filter_map(|id| findings.get(id.as_str()))
            .flat_map(|f| &f.steps)
            .flat_map(|s| &s.shown_by)
            .map(|cited| &cited.quote.entry)
            .filter(|e| shown.contains(e))
            .collect();
        for entry in answers {
            marks.entry(entry.clone()).or_default().answers.push(link());
        }
    }
    linked(opened, shown, &mut marks);
    marks
}

fn linked(opened: &Opened, shown: &BTreeSet<&EntryId>, marks: &mut BTreeMap<EntryId, Marked>) {
    for pair in &opened.matter.timeline.duplicates {
        for (this, other) in [(&pair.first, &pair.second), (&pair.second, &pair.first)] {
            if shown.contains(this) {
                let link = Link::new(other.0.clone(), opened.entry(other));
                marks.entry(this.clone()).or_default().duplicates.push(link);
            }
        }
    }
    let linked = Linked::of(&opened.matter);
    for offer in linked.offers() {
        for (this, other) in [(&offer.first, &offer.second), (&offer.second, &offer.first)] {
            if shown.contains(this) {
                let link = Link::new(other.0.clone(), opened.entry(other));
                marks.entry(this.clone()).or_default().perhaps.push(link);
            }
        }
    }
    for c in &opened.matter.timeline.conflicts {
        let first = (&c.first, &c.said_first);
        let second = (&c.second, &c.said_second);
        for (this, other) in [(first, second), (second, first)] {
            if shown.contains(this.0) {
                marks.entry(this.0.clone()).or_default().differs.push(Differs {
                    other: Link::new(other.0.0.clone(), opened.entry(other.0)),
                    about: c.about.word().to_owned(),
                    said: this.1.clone(),
                    said_other: other.1.clone(),
                    looked: linked.looked_at(c).map_or_else(String::new, |s| s.who.clone()),
                });
            }
        }
    }
}

/// What people put beside the entries that are shown.
fn people_put(marks: &mut BTreeMap<EntryId, Marked>, margin: &Margin<'_>, shown: &BTreeSet<&EntryId>) {
    for (id, tags) in margin
        .tags
        .iter()
        .filter(|(id, tags)| shown.contains(*id) && !tags.is_empty())
    {
        marks.entry((*id).clone()).or_default().tags = tags.iter().map(|t| (*t).to_owned()).collect();
    }
    for (id, (text, _)) in margin.key_points.iter().filter(|(id, _)| shown.contains(*id)) {
        (*text).clone_into(&mut marks.entry((*id).clone()).or_default().key);
    }
    for (about, notes) in &margin.notes {
        if let About::Entry(id) = about
            && shown.contains(id)
        {
            marks.entry(id.clone()).or_default().notes = words::count(notes.len(), "note", "notes");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn hits_are_marked_and_no_byte_is_lost() {
        for (text, wanted, hits) in [
            ("He rang. HE RANG again", "he rang", vec!["He rang", "HE RANG"]),
            ("İstanbul ist", "ist", vec!["ist"]),
            ("aaa", "aa", vec!["aa"]),
            ("Zoë’s", "ZOË", vec!["Zoë"]),
            ("abc", "", vec![]),
            ("", "x", vec![]),
        ] {
            let all = pieces(text, wanted);
            let joined: String = all.iter().map(|p| p.text.as_str()).collect();
            assert_eq!(joined, text);
            let found: Vec<&str> = all.iter().filter(|p| p.hit).map(|p| p.text.as_str()).collect();
            assert_eq!(found, hits, "{text} {wanted}");
        }
    }
}
