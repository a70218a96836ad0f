//! The *whole* case in other words: case, entries, what reviewers said, each with its ids, and the folder that is imported from it.

mod folder;
mod reviewed;

pub use folder::folder;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    anonymise::{
        level::{Dates, Placed},
        plan::Way,
        residual::{self, Left},
        rewrite::{Passage, Rewriter, Rewritten},
    },
    model::{
        act::Act,
        case::{Agency, AgencyId, Case, Condition, Fact, Hole, Person, PersonId},
        entry::{Entry, EntryId, Further, Origin},
        matter::Matter,
        mention::{Reading, Span},
        quote::Part,
        settled::Settled,
        when::When,
    },
    text::dates::{Habit, read_when_as},
};

/// Where a text stands in a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A part of an entry.
    Entry(EntryId, Part),
    /// A further column of an entry.
    Further(EntryId, usize),
    /// Words of the case file: relations, conditions, facts.
    Case,
    /// Words of a reviewer.
    Reviewer,
}

/// A word that must be looked at, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftAt {
    /// The word.
    pub left: Left,
    /// Where.
    pub place: Place,
    /// Words around it, as they were.
    pub around: String,
    /// As written there.
    pub written: String,
}

/// A case in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The case.
    pub case: Case,
    /// Its entries, in the order of the real ones.
    pub entries: Vec<Entry>,
    /// What reviewers said of readings.
    pub acts: Vec<Act>,
    /// What people settled, still under its real numbers and with the real ids of findings.
    pub settled: Vec<Settled>,
    /// The id of each real entry here.
    pub refs: BTreeMap<EntryId, EntryId>,
    /// The id of each real agency here.
    pub agencies: BTreeMap<AgencyId, AgencyId>,
    /// What was changed in each part of each real entry.
    texts: BTreeMap<(EntryId, Part), Rewritten>,
    /// What must be looked at.
    pub left: Vec<LeftAt>,
    /// How many texts were changed, and in how many places.
    pub changed: usize,
}

struct Maker<'a> {
    matter: &'a Matter,
    rewriter: Rewriter<'a>,
    people: BTreeMap<PersonId, PersonId>,
    agencies: BTreeMap<AgencyId, AgencyId>,
    refs: BTreeMap<EntryId, EntryId>,
    reviewers: BTreeMap<String, String>,
    texts: BTreeMap<(EntryId, Part), Rewritten>,
    left: Vec<LeftAt>,
    changed: usize,
}

/// Every text of a case that can tell of somebody, in the order of the case: what identifiers and places are looked for in.
pub fn passages(matter: &Matter) -> Vec<(Place, Passage<'_>)> {
    let mut out: Vec<(Place, Passage<'_>)> = Vec::new();
    for (entry, reading) in matter.entries.iter().zip(&matter.readings) {
        for part in [Part::Source, Part::Author, Part::Type, Part::Text] {
            out.push((Place::Entry(entry.id.clone(), part), passage((entry, reading), part)));
        }
        for (at, further) in entry.further.iter().enumerate() {
            let place = Place::Further(entry.id.clone(), at);
            let both = [&further.name, &further.value];
            out.extend(both.map(|text| (place.clone(), written(text, entry.when.earliest))));
        }
    }
    let case = &matter.case;
    let relations = case.people.iter().filter_map(|p| p.relation.as_deref());
    let holes = case
        .agencies
        .iter()
        .flat_map(|a| &a.holes)
        .filter_map(|h| h.why.as_deref());
    let names = case.agencies.iter().map(|a| a.name.as_str());
    let words = relations
        .chain(case.conditions.iter().map(|c| c.text.as_str()))
        .chain(case.facts.iter().map(|f| f.value.as_str()))
        .chain(holes)
        .chain(names);
    out.extend(words.map(|text| (Place::Case, written(text, case.review_to))));
    out
}

/// A part of an entry, with what was read in it.
fn passage<'a>((entry, reading): (&'a Entry, &'a Reading), part: Part) -> Passage<'a> {
    let mut out = written(part.of(entry), entry.when.earliest);
    if part == Part::Text {
        (out.people, out.agencies) = (&reading.people, &reading.agencies);
    }
    out.is_name = part == Part::Author;
    out
}

/// Words that were written on a day.
fn written(text: &str, day: NaiveDate) -> Passage<'_> {
    Passage {
        text,
        day: Some(day),
        ..Passage::default()
    }
}

/// The ids of agencies and entries here, by those of the real case: by kind, and in the order of the real records, so that none tells of
/// the agency or the record that it had.
pub fn numbered(matter: &Matter) -> (BTreeMap<AgencyId, AgencyId>, BTreeMap<EntryId, EntryId>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut agencies: BTreeMap<AgencyId, AgencyId> = BTreeMap::new();
    for agency in &matter.case.agencies {
        let count = counts.entry(&agency.kind).or_default();
        *count += 1;
        let id = if *count == 1 {
            agency.kind.clone()
        } else {
            format!("{}-{count}", agency.kind)
        };
        agencies.insert(agency.id.clone(), AgencyId(id));
    }
    let mut order: Vec<&Entry> = matter.entries.iter().collect();
    order.sort_by_key(|e| (&e.agency, &e.origin.file, &e.origin.part, e.origin.row, &e.id));
    let mut counts: BTreeMap<&AgencyId, usize> = BTreeMap::new();
    let mut refs = BTreeMap::new();
    let prefixes = folder::prefixes(agencies.values());
    for entry in order {
        let Some(agency) = agencies.get(&entry.agency) else {
            continue;
        };
        let count = counts.entry(agency).or_default();
        *count += 1;
        let letters = prefixes.get(agency).map_or("E", String::as_str);
        refs.insert(entry.id.clone(), EntryId(format!("{letters}-{count:04}")));
    }
    (agencies, refs)
}

/// The case in other words. `at` is when it is made, which stands in the place of when reviewers said what they said.
pub fn rewrite(matter: &Matter, rewriter: Rewriter<'_>, title: &str, at: &str) -> Whole {
    let mut maker = Maker::new(matter, rewriter);
    let read = matter.entries.iter().zip(&matter.readings);
    let entries: Vec<Entry> = read.map(|(entry, reading)| maker.entry(entry, reading)).collect();
    let case = maker.case(title);
    let acts = maker.acts(&entries, at);
    let settled = maker.settled(at);
    Whole {
        case,
        entries,
        acts,
        settled,
        refs: maker.refs,
        agencies: maker.agencies,
        texts: maker.texts,
        left: maker.left,
        changed: maker.changed,
    }
}

impl<'a> Maker<'a> {
    fn new(matter: &'a Matter, rewriter: Rewriter<'a>) -> Self {
        let people = matter.case.people.iter().enumerate();
        let people = people
            .map(|(n, p)| (p.id.clone(), PersonId(format!("P{}", n + 1))))
            .collect();
        let (agencies, refs) = numbered(matter);
        Self {
            matter,
            rewriter,
            people,
            agencies,
            refs,
            reviewers: BTreeMap::new(),
            texts: BTreeMap::new(),
            left: Vec::new(),
            changed: 0,
        }
    }

    fn agency(&self, id: &AgencyId) -> AgencyId {
        self.agencies
            .get(id)
            .cloned()
            .unwrap_or_else(|| AgencyId("agency".to_owned()))
    }

    /// A text in other words; ids of entries that stand in it are put in their place too.
    fn text(&mut self, place: &Place, passage: Passage<'_>) -> Rewritten {
        let mut out = self.rewriter.rewrite(passage);
        self.changed += out.edits.len();
        for left in std::mem::take(&mut out.left) {
            self.left.push(LeftAt {
                around: residual::around(passage.text, left.span),
                written: passage
                    .text
                    .get(left.span.start..left.span.end)
                    .unwrap_or_default()
                    .to_owned(),
                left,
                place: place.clone(),
            });
        }
        out
    }

    /// Words that stand in no entry, and were written at the end of the review as far as anybody knows.
    fn plain(&mut self, place: &Place, text: &str) -> String {
        self.text(place, written(text, self.matter.case.review_to)).text
    }

    fn entry(&mut self, entry: &Entry, reading: &Reading) -> Entry {
        let part = |maker: &mut Self, part: Part| {
            let made = maker.text(&Place::Entry(entry.id.clone(), part), passage((entry, reading), part));
            let text = made.text.clone();
            maker.texts.insert((entry.id.clone(), part), made);
            text
        };
        let (source, author) = (part(self, Part::Source), part(self, Part::Author));
        let (entry_type, text) = (part(self, Part::Type), part(self, Part::Text));
        let further = entry.further.iter().enumerate();
        let further = further
            .map(|(at, f)| {
                let place = Place::Further(entry.id.clone(), at);
                Further {
                    name: self.text(&place, written(&f.name, entry.when.earliest)).text,
                    value: self.text(&place, written(&f.value, entry.when.earliest)).text,
                }
            })
            .collect();
        let agency = self.agency(&entry.agency);
        Entry {
            id: self.refs.get(&entry.id).cloned().unwrap_or_else(|| entry.id.clone()),
            when: self.when(&entry.when),
            recorded: entry.recorded.as_ref().map(|w| self.when(w)),
            source,
            author,
            entry_type,
            text,
            sequence: entry.sequence,
            further,
            made_id: false,
            origin: Origin {
                file: format!("{agency}.csv"),
                sha256: String::new(),
                part: String::new(),
                row: 0,
            },
            agency,
        }
    }

    fn when(&self, when: &When) -> When {
        let shift = self.rewriter.shift;
        let (earliest, latest) = (shift.day(when.earliest), shift.day(when.latest));
        let read = |words: &str| {
            let read = read_when_as(words, "", &Habit::default()).ok()?;
            Some((read.earliest, read.latest))
        };
        // What a machine wrote, and what needs the habit of its table, is written plainly.
        let is_read_so = read(&when.written) == Some((when.earliest, when.latest));
        let written = if when.is_stamp() || when.remark.is_some() || !is_read_so {
            crate::anonymise::shift::plainly(earliest, latest)
        } else {
            shift.words(&when.written, (when.earliest, when.latest), &read)
        };
        let now = read(&written).unwrap_or((earliest, latest));
        When {
            earliest: now.0,
            latest: now.1,
            time: when.time,
            written,
            doubtful: when.doubtful,
            remark: None,
        }
    }

    fn case(&mut self, title: &str) -> Case {
        let matter = self.matter;
        let shift = self.rewriter.shift;
        let people = matter
            .case
            .people
            .iter()
            .enumerate()
            .map(|(at, p)| self.person(at, p))
            .collect();
        let with_files: BTreeSet<&AgencyId> = matter.entries.iter().map(|e| &e.agency).collect();
        let agencies = matter
            .case
            .agencies
            .iter()
            .map(|agency| {
                let id = self.agency(&agency.id);
                let headings = matter
                    .entries
                    .iter()
                    .filter(|e| e.agency == agency.id)
                    .flat_map(|e| &e.further);
                let columns: BTreeSet<String> = headings.map(|f| f.name.clone()).collect();
                let columns = columns
                    .into_iter()
                    .map(|name| (self.plain(&Place::Case, &name), crate::model::columns::Field::Further))
                    .collect();
                Agency {
                    name: self.agency_name(agency),
                    kind: agency.kind.clone(),
                    files: if with_files.contains(&agency.id) || !agency.files.is_empty() {
                        vec![format!("{id}.csv")]
                    } else {
                        Vec::new()
                    },
                    id,
                    supplied_from: agency.supplied_from.map(|d| shift.day(d)),
                    supplied_to: agency.supplied_to.map(|d| shift.day(d)),
                    columns,
                    involved: agency.involved,
                    holes: agency
                        .holes
                        .iter()
                        .map(|h| Hole {
                            from: shift.day(h.from),
                            to: shift.day(h.to),
                            why: h.why.as_deref().map(|w| self.plain(&Place::Case, w)),
                        })
                        .collect(),
                }
            })
            .collect();
        let conditions = matter.case.conditions.iter().map(|c| Condition {
            from: shift.day(c.from),
            to: c.to.map(|d| shift.day(d)),
            kind: c.kind.clone(),
            text: self.plain(&Place::Case, &c.text),
        });
        let conditions = conditions.collect();
        let facts = matter.case.facts.iter().map(|f| Fact {
            kind: f.kind.clone(),
            date: shift.day(f.date),
            value: self.plain(&Place::Case, &f.value),
        });
        let facts = facts.collect();
        Case {
            title: title.to_owned(),
            kind: matter.case.kind,
            tier: matter.case.tier,
            review_from: shift.day(matter.case.review_from),
            review_to: shift.day(matter.case.review_to),
            event: matter.case.event.map(|d| shift.day(d)),
            people,
            agencies,
            conditions,
            facts,
            disguised: Some(self.rewriter.level.id.clone()),
            days_moved: !self.rewriter.shift.is_none(),
        }
    }

    fn agency_name(&mut self, agency: &Agency) -> String {
        if self.rewriter.level.agencies == Placed::Kept {
            return agency.name.clone();
        }
        self.plain(&Place::Case, &agency.name)
    }

    fn person(&mut self, at: usize, person: &Person) -> Person {
        let plan = self.rewriter.plan;
        let mut names: Vec<String> = Vec::new();
        let forms: Vec<String> = match plan.ways.get(at) {
            Some(Way::Label(label)) => vec![label.clone()],
            Some(Way::Kept) => person.names.clone(),
            _ => person.names.iter().map(|n| plan.form(at, n)).collect(),
        };
        for form in forms {
            if !names.contains(&form) {
                names.push(form);
            }
        }
        Person {
            id: self
                .people
                .get(&person.id)
                .cloned()
                .unwrap_or_else(|| person.id.clone()),
            role: person.role.clone(),
            names,
            sex: person.sex,
            of: person.of.as_ref().and_then(|o| self.people.get(o)).cloned(),
            relation: person.relation.as_deref().map(|r| self.plain(&Place::Case, r)),
            // An age tells what it told where days are moved. Where they stay, a day of birth is taken out of texts too.
            born: (self.rewriter.level.dates == Dates::Shifted)
                .then_some(person.born)
                .flatten()
                .map(|day| self.rewriter.shift.day(day)),
            ..Person::default()
        }
    }
}

impl Whole {
    /// Where bytes of a part of a real entry are here; nothing where the entry is not known.
    pub fn place(&self, real: &EntryId, part: Part, (start, end): (usize, usize)) -> Option<(usize, usize)> {
        let span = self.texts.get(&(real.clone(), part))?.span(Span { start, end });
        Some((span.start, span.end))
    }
}
