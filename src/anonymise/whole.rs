//! The *whole* case in other words: case, entries, what reviewers said, each with its ids, and the folder that is imported from it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    anonymise::{
        level::Called,
        plan::Way,
        residual::Left,
        rewrite::{Passage, Rewriter, Rewritten},
    },
    model::{
        act::Act,
        beside::Beside,
        case::{Agency, AgencyId, Case, Condition, Fact, Hole, Person, PersonId},
        entry::{Entry, EntryId, Further, Origin},
        matter::Matter,
        mention::Span,
        quote::{Part, Quote},
        settled::{Settled, Settlement, standing},
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
    /// What people settled; findings are still named by their real ids.
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
        let day = Some(entry.when.earliest);
        for part in [Part::Source, Part::Author, Part::Type, Part::Text] {
            let passage = Passage {
                text: part.of(entry),
                day,
                people: if part == Part::Text { &reading.people } else { &[] },
                agencies: if part == Part::Text { &reading.agencies } else { &[] },
                is_name: part == Part::Author,
            };
            out.push((Place::Entry(entry.id.clone(), part), passage));
        }
        for (at, further) in entry.further.iter().enumerate() {
            for text in [&further.name, &further.value] {
                out.push((
                    Place::Further(entry.id.clone(), at),
                    Passage {
                        text,
                        day,
                        ..Passage::default()
                    },
                ));
            }
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
    out.extend(words.map(|text| {
        (
            Place::Case,
            Passage {
                text,
                day: Some(case.review_to),
                ..Passage::default()
            },
        )
    }));
    out
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
    for entry in order {
        let Some(agency) = agencies.get(&entry.agency) else {
            continue;
        };
        let count = counts.entry(agency).or_default();
        *count += 1;
        let letters: String = agency.0.split('-').filter_map(|w| w.get(..3).or(Some(w))).collect();
        refs.insert(
            entry.id.clone(),
            EntryId(format!("{}-{count:04}", letters.to_uppercase())),
        );
    }
    (agencies, refs)
}

/// The case in other words. `at` is when it is made, which stands in the place of when reviewers said what they said.
pub fn rewrite(matter: &Matter, rewriter: Rewriter<'_>, title: &str, at: &str) -> Whole {
    let mut maker = Maker::new(matter, rewriter);
    let entries: Vec<Entry> = matter.entries.iter().map(|e| maker.entry(e)).collect();
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
                around: around(passage.text, left.span),
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

    fn plain(&mut self, place: &Place, text: &str) -> String {
        let passage = Passage {
            text,
            day: Some(self.matter.case.review_to),
            ..Passage::default()
        };
        self.text(place, passage).text
    }

    fn entry(&mut self, entry: &Entry) -> Entry {
        let matter = self.matter;
        let reading = matter.entry(&entry.id).map(|(_, r)| r);
        let part = |maker: &mut Self, part: Part| {
            let passage = Passage {
                text: part.of(entry),
                day: Some(entry.when.earliest),
                people: reading.filter(|_| part == Part::Text).map_or(&[], |r| &r.people),
                agencies: reading.filter(|_| part == Part::Text).map_or(&[], |r| &r.agencies),
                is_name: part == Part::Author,
            };
            let made = maker.text(&Place::Entry(entry.id.clone(), part), passage);
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
                    name: self.plain(&place, &f.name),
                    value: self.plain(&place, &f.value),
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
        }
    }

    fn agency_name(&mut self, agency: &Agency) -> String {
        if self.rewriter.level.agencies == Called::Kept {
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
            _ => person.names.iter().map(|n| plan.word_by_word(n)).collect(),
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
        }
    }

    fn reviewer(&mut self, who: &str) -> String {
        let number = self.reviewers.len() + 1;
        self.reviewers
            .entry(who.to_owned())
            .or_insert_with(|| format!("Reviewer {number}"))
            .clone()
    }

    fn acts(&mut self, entries: &[Entry], at: &str) -> Vec<Act> {
        let matter = self.matter;
        let by_id: BTreeMap<&EntryId, &Entry> = entries.iter().map(|e| (&e.id, e)).collect();
        let mut out = Vec::new();
        for act in &matter.acts {
            let who = self.reviewer(&act.who);
            let because = self.plain(&Place::Reviewer, &act.because);
            let made = serde_json::to_value(act)
                .ok()
                .map(|v| self.walk(v, &by_id, ""))
                .and_then(|v| serde_json::from_value::<Act>(v).ok());
            // An act whose words cannot be found again is left as it was numbered, so that what takes it back still names it.
            if let Some(mut made) = made {
                made.who = who;
                made.because = because;
                at.clone_into(&mut made.at);
                out.push(made);
            }
        }
        out
    }

    fn settled(&mut self, at: &str) -> Vec<Settled> {
        let matter = self.matter;
        let level = self.rewriter.level;
        let mut out: Vec<Settled> = Vec::new();
        let mut numbers: BTreeMap<u64, u64> = BTreeMap::new();
        for settled in standing(&matter.settled) {
            let goes = match &settled.what {
                Settlement::Decision { .. } => level.decisions,
                Settlement::TheSame { .. }
                | Settlement::NotTheSame { .. }
                | Settlement::Conflict { .. }
                | Settlement::Measure { .. }
                | Settlement::LocalPattern { .. }
                | Settlement::Window { .. } => true,
                Settlement::Beside(beside) => match beside {
                    Beside::Search { .. } | Beside::LookedAt { .. } | Beside::Blind { .. } | Beside::Star { .. } => {
                        false
                    }
                    Beside::Apart { .. } | Beside::Letter { .. } | Beside::Sense { .. } => level.decisions,
                    _ => level.notes,
                },
                // Laid over the case already, or of the real case alone.
                _ => false,
            };
            if !goes {
                continue;
            }
            let who = self.reviewer(&settled.who);
            let because = self.plain(&Place::Reviewer, &settled.because);
            let mut value = serde_json::to_value(settled).unwrap_or(Value::Null);
            value = self.walk(value, &BTreeMap::new(), "");
            let Ok(mut made) = serde_json::from_value::<Settled>(value) else {
                continue;
            };
            if let Settlement::Conflict { words, .. } = &mut made.what {
                words.clear();
            }
            if let Settlement::Decision { together, .. } = &mut made.what {
                *together = together.iter().map(|t| self.reviewer(t)).collect();
            }
            if let Settlement::Beside(Beside::Apart { decision, .. }) = &mut made.what {
                match numbers.get(decision) {
                    Some(new) => *decision = *new,
                    None => continue,
                }
            }
            made.who = who;
            made.because = because;
            at.clone_into(&mut made.at);
            made.number = u64::try_from(out.len() + 1).unwrap_or(u64::MAX);
            numbers.insert(settled.number, made.number);
            out.push(made);
        }
        out
    }

    /// What was kept, with its ids, days, quotes and words put in other words. Codes stay.
    fn walk(&mut self, value: Value, entries: &BTreeMap<&EntryId, &Entry>, key: &str) -> Value {
        const WORDS: [&str; 9] = [
            "text", "because", "what", "title", "question", "name", "tag", "result", "toml",
        ];
        match value {
            Value::Object(map) => {
                if let Some(quote) = serde_json::from_value::<Quote>(Value::Object(map.clone())).ok() {
                    let moved = self.quote(&quote, entries);
                    return moved.and_then(|q| serde_json::to_value(q).ok()).unwrap_or(Value::Null);
                }
                let entry = map.get("entry").and_then(Value::as_str).map(|e| EntryId(e.to_owned()));
                let walked = map.into_iter().map(|(key, value)| {
                    let value = match (key.as_str(), &entry) {
                        ("deed", Some(entry)) => self.deed(value, entry),
                        _ => value,
                    };
                    let new = self.walk(value, entries, &key);
                    (key, new)
                });
                Value::Object(walked.collect())
            }
            Value::Array(all) => Value::Array(all.into_iter().map(|v| self.walk(v, entries, key)).collect()),
            Value::String(text) => {
                let day = chrono::NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
                let id = EntryId(text.clone());
                let person = PersonId(text.clone());
                Value::String(match key {
                    "entry" | "first" | "second" | "warning" => self.refs.get(&id).map_or(text, |r| r.0.clone()),
                    "person" => self.people.get(&person).map_or(text, |p| p.0.clone()),
                    "agency" => self.agency(&AgencyId(text)).0,
                    _ if day.is_some() && key != "at" => day.map_or(text, |d| self.rewriter.shift.day(d).to_string()),
                    _ if WORDS.contains(&key) => self.plain(&Place::Reviewer, &text),
                    "other" => self.plain(&Place::Reviewer, &text),
                    _ => text,
                })
            }
            other => other,
        }
    }

    /// Where a deed points at a byte of a part, it points at the same words now.
    fn deed(&self, value: Value, entry: &EntryId) -> Value {
        match value {
            Value::Object(map) => {
                let walked = map.into_iter().map(|(key, value)| {
                    let value = match (key.as_str(), value) {
                        ("at", Value::Array(at)) => self.pointed(entry, at),
                        (_, value) => self.deed(value, entry),
                    };
                    (key, value)
                });
                Value::Object(walked.collect())
            }
            Value::Array(all) => Value::Array(all.into_iter().map(|v| self.deed(v, entry)).collect()),
            other => other,
        }
    }

    fn pointed(&self, entry: &EntryId, mut at: Vec<Value>) -> Value {
        let part = at.first().cloned().and_then(|p| serde_json::from_value::<Part>(p).ok());
        let start = at.get(1).and_then(Value::as_u64).and_then(|s| usize::try_from(s).ok());
        if let (Some(part), Some(start)) = (part, start)
            && let Some(made) = self.texts.get(&(entry.clone(), part))
            && let Some(place) = at.get_mut(1)
        {
            *place = Value::from(made.span(Span { start, end: start }).start);
        }
        Value::Array(at)
    }

    fn quote(&self, quote: &Quote, entries: &BTreeMap<&EntryId, &Entry>) -> Option<Quote> {
        let made = self.texts.get(&(quote.entry.clone(), quote.part))?;
        let entry = entries.get(self.refs.get(&quote.entry)?)?;
        let span = made.span(Span {
            start: quote.start,
            end: quote.end,
        });
        Quote::of(entry, quote.part, span.start, span.end)
    }
}

/// The words around a stretch, cut at words.
fn around(text: &str, span: Span) -> String {
    const SIDE: usize = 48;
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let from = before.char_indices().rev().nth(SIDE).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(SIDE).map_or(after.len(), |(at, _)| at);
    let cut = |t: &str| t.replace(['\n', '\r'], " ");
    let head = if from > 0 { "…" } else { "" };
    let tail = if to < after.len() { "…" } else { "" };
    let word = text.get(span.start..span.end).unwrap_or_default();
    format!(
        "{head}{}{word}{}{tail}",
        cut(before.get(from..).unwrap_or_default()),
        cut(after.get(..to).unwrap_or_default())
    )
}

impl Whole {
    /// Where bytes of a part of a real entry are here; nothing where the entry is not known.
    pub fn place(&self, real: &EntryId, part: Part, (start, end): (usize, usize)) -> Option<(usize, usize)> {
        let span = self.texts.get(&(real.clone(), part))?.span(Span { start, end });
        Some((span.start, span.end))
    }

    /// The case folder: `case.toml`, and one table for each agency.
    ///
    /// # Errors
    /// When the case cannot be written as TOML, which a case that was read cannot come to.
    pub fn folder(&self) -> Result<Vec<(String, Vec<u8>)>, String> {
        folder(&self.case, &self.entries)
    }
}

/// The same of a case and its entries.
///
/// # Errors
/// When the case cannot be written as TOML, which a case that was read cannot come to.
pub fn folder(case: &Case, entries: &[Entry]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut out = vec![(
        "case.toml".to_owned(),
        toml::to_string(case).map_err(|e| e.to_string())?.into_bytes(),
    )];
    for agency in &case.agencies {
        for file in &agency.files {
            let entries = entries.iter().filter(|e| e.agency == agency.id);
            out.push((file.clone(), table(entries).map_err(|e| e.to_string())?));
        }
    }
    Ok(out)
}

fn table<'e>(entries: impl Iterator<Item = &'e Entry>) -> Result<Vec<u8>, csv::Error> {
    let mut entries: Vec<&Entry> = entries.collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let mut further: Vec<&str> = Vec::new();
    for name in entries.iter().flat_map(|e| &e.further).map(|f| f.name.as_str()) {
        if !further.contains(&name) {
            further.push(name);
        }
    }
    let has_recorded = entries.iter().any(|e| e.recorded.is_some());
    let has_sequence = entries.iter().any(|e| e.sequence.is_some());
    let mut head = vec!["Ref", "Date", "Time"];
    head.extend(has_sequence.then_some("Sequence"));
    head.extend(["Source", "Author", "Type", "Event"]);
    head.extend(has_recorded.then_some("Date recorded"));
    head.extend(&further);
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    out.write_record(&head)?;
    for entry in entries {
        let time = |when: &When| when.time.map(|t| t.format("%H:%M").to_string()).unwrap_or_default();
        let mut row = vec![entry.id.0.clone(), entry.when.written.clone(), time(&entry.when)];
        if has_sequence {
            row.push(entry.sequence.map(|s| s.to_string()).unwrap_or_default());
        }
        row.extend([
            entry.source.clone(),
            entry.author.clone(),
            entry.entry_type.clone(),
            entry.text.clone(),
        ]);
        if has_recorded {
            let said = entry
                .recorded
                .as_ref()
                .map(|w| format!("{} {}", w.written, time(w)).trim().to_owned());
            row.push(said.unwrap_or_default());
        }
        for name in &further {
            let values: Vec<&str> = entry
                .further
                .iter()
                .filter(|f| f.name == **name)
                .map(|f| f.value.as_str())
                .collect();
            row.push(values.join("; "));
        }
        out.write_record(&row)?;
    }
    out.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}
