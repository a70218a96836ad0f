//! An invented case for the screens, with every kind of thing that a page can show. Every string passes through `words`, so
//! that a hostile tail can be put on all of them at once.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::{NaiveDate, NaiveTime};
use forewarned::{
    app::{dating::Undated, matters::Listing, original::Place as Place_},
    model::{
        act::Act,
        case::{Agency, AgencyId, Case, CaseKind, Condition, Fact, Hole, Person, PersonId, Tier},
        coverage,
        entry::{Entry, EntryId, Origin},
        finding::{
            Basis, Cited, Finding, FindingKind, NearMiss, Outcome, Rung, Searched, Severity, Step, Warning, Window,
            WindowBasis,
        },
        lens::Lens,
        matter::{Matter, Outline, PatternCard, Place, SourceCard},
        mention::{
            ActionStatus, AgencyMention, Applied, Assertion, Factuality, Hand, Mention, PersonMention, Reading, Span,
            Who,
        },
        problem::Problem,
        quote::{Part, Quote},
        record::Record,
        row_date::RowDate,
        settled::{Settled, sent_before},
        timeline::{About, Conflict, Duplicate, Silence, Timeline},
        when::When,
    },
    review::mask,
    search::{
        Index, Shelf,
        answer::{Answer, Request},
    },
    web::{
        bringing::{Bringing, Nothing},
        cases::{ActKept, Cases, Changed, Kept},
    },
};

/// Cases that are not on any disk.
pub(crate) struct Invented {
    matter: Arc<Matter>,
    tail: String,
    settled: Mutex<Vec<Settled>>,
    acts: Mutex<Vec<Act>>,
    /// Entries of the case while it is being read; 0 when it is there.
    reading: AtomicUsize,
    index: OnceLock<(tempfile::TempDir, Index)>,
}

/// Puts things together; every string gets the tail.
struct Maker {
    tail: String,
}

pub(crate) fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

impl Invented {
    /// The case as it is.
    pub(crate) fn plain() -> Arc<Self> {
        Self::with_tail("")
    }

    /// The case with these words at the end of every string in it.
    pub(crate) fn with_tail(tail: &str) -> Arc<Self> {
        let maker = Maker { tail: tail.to_owned() };
        Self::made(maker.matter(), tail)
    }

    /// Another case in the place of this one.
    pub(crate) fn holding(matter: Matter) -> Arc<Self> {
        Self::made(matter, "")
    }

    fn made(matter: Matter, tail: &str) -> Arc<Self> {
        Arc::new(Self {
            matter: Arc::new(matter),
            tail: tail.to_owned(),
            settled: Mutex::default(),
            acts: Mutex::default(),
            reading: AtomicUsize::default(),
            index: OnceLock::new(),
        })
    }
}

impl Invented {
    /// The case is being read, and has so many entries; 0 when it is there again.
    pub(crate) fn is_being_read(&self, entries: usize) {
        self.reading.store(entries, Ordering::Relaxed);
    }
}

impl Cases for Invented {
    fn list(&self) -> anyhow::Result<Vec<Listing>> {
        Ok(vec![Listing {
            slug: "harrow-lane".to_owned(),
            title: self.matter.case.title.clone(),
            kind: CaseKind::Sfo,
            entries: self.matter.entries.len(),
            problems: self.matter.problems.len(),
            agencies: 3,
            disguised: None,
            closed: None,
        }])
    }

    fn get(&self, slug: &str) -> anyhow::Result<Option<Arc<Matter>>> {
        match slug {
            "harrow-lane" => {
                while self.reading.load(Ordering::Relaxed) > 0 {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
                let settled = self.settled.lock().unwrap();
                let acts = self.acts.lock().unwrap();
                if settled.is_empty() && acts.is_empty() {
                    return Ok(Some(Arc::clone(&self.matter)));
                }
                let mut matter = Matter::clone(&self.matter);
                matter.settled.clone_from(&settled);
                matter.acts.clone_from(&acts);
                forewarned::review::overlay::lay(&matter.entries, &mut matter.readings, &acts);
                Ok(Some(Arc::new(matter)))
            }
            "broken" => Err(anyhow::anyhow!("cause: Dorothy Vane's address").context("the case file is damaged")),
            "panics" => panic!("Dorothy Vane's address"),
            _ => Ok(None),
        }
    }

    fn being_read(&self, slug: &str) -> Option<usize> {
        let entries = self.reading.load(Ordering::Relaxed);
        (entries > 0 && ["harrow-lane", ""].contains(&slug)).then_some(entries)
    }

    fn changes(&self, slug: &str) -> anyhow::Result<Vec<Changed>> {
        let mut all = Vec::new();
        if slug == "harrow-lane" {
            all.push(Changed::Records {
                at: "2026-11-20T10:05:00+00:00".to_owned(),
                who: format!("A. Reviewer{}", self.tail),
                what: format!("probation.csv: 82 entries, 1 problem{}", self.tail),
            });
            all.extend(self.settled.lock().unwrap().iter().map(|s| Changed::Settled(s.number)));
        }
        Ok(all)
    }

    fn search(&self, slug: &str, request: &Request) -> anyhow::Result<Option<Answer>> {
        let Some(matter) = self.get(slug)? else {
            return Ok(None);
        };
        let mut answers = self.search_each(&[(slug.to_owned(), matter)], std::slice::from_ref(request))?;
        Ok(answers.pop())
    }

    fn search_each(&self, seen: &[(String, Arc<Matter>)], requests: &[Request]) -> anyhow::Result<Vec<Answer>> {
        let (_, index) = self.index.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let index = Index::build(&folder.path().join("i"), "1", &self.matter, &mut |_| {}).unwrap();
            (folder, index)
        });
        let shelves: Vec<Shelf<'_>> = seen
            .iter()
            .map(|(slug, matter)| Shelf {
                slug,
                index,
                whole: &self.matter,
                seen: matter,
            })
            .collect();
        Ok(requests
            .iter()
            .map(|r| forewarned::search::search(&shelves, r))
            .collect::<Result<_, _>>()?)
    }

    fn report(&self, slug: &str, kind: &str, format: &str) -> anyhow::Result<Option<Vec<u8>>> {
        Ok((slug == "harrow-lane").then(|| format!("<!DOCTYPE html><p>{kind} {format}</p>").into_bytes()))
    }

    fn settled(&self, slug: &str) -> anyhow::Result<Vec<Settled>> {
        Ok(if slug == "harrow-lane" {
            self.settled.lock().unwrap().clone()
        } else {
            Vec::new()
        })
    }

    /// What is left is shown as it was judged: nothing is judged here.
    fn get_by(&self, slug: &str, lens: &Lens) -> anyhow::Result<Option<Arc<Matter>>> {
        let Some(whole) = self.get(slug)? else { return Ok(None) };
        let left = mask::left(&whole, lens, &forewarned::report::telling());
        let mut matter = Matter::clone(&whole);
        matter.readings.retain(|r| left.entries.iter().any(|e| e.id == r.entry));
        matter.timeline.duplicates.clear();
        matter.timeline.conflicts.clear();
        matter.coverage = coverage::of_case(&left.case);
        matter.case = left.case;
        matter.entries = left.entries;
        matter.findings.clear();
        matter.warnings.clear();
        mask::close(&mut matter, &whole, lens);
        Ok(Some(Arc::new(matter)))
    }

    fn search_by(&self, _: &str, _: &Lens, _: &Request) -> anyhow::Result<Option<Answer>> {
        Ok(None)
    }

    fn report_by(
        &self,
        slug: &str,
        _: &Lens,
        (kind, format): (&str, &str),
        _: Option<&forewarned::report::Settings>,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        self.report(slug, kind, format)
    }

    fn bringing(&self) -> &dyn Bringing {
        &Nothing
    }

    fn acts_after(&self, slug: &str, new: &[Act], seen: u64) -> anyhow::Result<ActKept> {
        if slug != "harrow-lane" {
            return Ok(ActKept::NoCase);
        }
        let mut all = self.acts.lock().unwrap();
        let is_about_one = |a: &&Act| a.number > seen && new.iter().any(|one| a.is_about_the_same(one));
        let newer: Vec<Act> = all.iter().filter(is_about_one).cloned().collect();
        if !newer.is_empty() {
            return Ok(ActKept::Newer(newer));
        }
        let mut numbers = Vec::new();
        for act in new {
            let number = all.len() as u64 + 1;
            all.push(Act { number, ..act.clone() });
            numbers.push(number);
        }
        Ok(ActKept::Done(numbers))
    }

    fn original(&self, slug: &str, sha256: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let is_there = slug == "harrow-lane" && sha256.starts_with("5f3c");
        Ok(is_there.then(|| b"Date,Event\r\n\x00\x01".to_vec()))
    }

    fn date_row(&self, slug: &str, _: (&str, &str, &str)) -> anyhow::Result<Option<Result<RowDate, Undated>>> {
        Ok((slug == "harrow-lane").then_some(Err(Undated::NoFile)))
    }

    fn place_in_record(&self, slug: &str, entry: &EntryId) -> anyhow::Result<Option<Place_>> {
        let is_there = slug == "harrow-lane" && self.matter.entry(entry).is_some();
        let cell = |heading: &str, text: &str| (format!("{heading}{}", self.tail), format!("{text}{}", self.tail));
        Ok(is_there.then(|| Place_::Row(vec![cell("Date", "6/11/17"), cell("Worker", "initials only")])))
    }

    fn rules(&self) -> Arc<forewarned::rulebook::load::Rulebook> {
        static RULES: std::sync::OnceLock<Arc<forewarned::rulebook::load::Rulebook>> = std::sync::OnceLock::new();
        Arc::clone(RULES.get_or_init(|| Arc::new(crate::whole_cases::book().clone())))
    }

    fn report_with(
        &self,
        slug: &str,
        (kind, format): (&str, &str),
        _: &forewarned::report::Settings,
    ) -> anyhow::Result<Option<Vec<u8>>> {
        self.report(slug, kind, format)
    }

    fn settle_all_after(&self, slug: &str, sent: &[Settled], seen: u64) -> anyhow::Result<Kept> {
        if slug != "harrow-lane" {
            return Ok(Kept::NoCase);
        }
        let mut all = self.settled.lock().unwrap();
        if sent_before(&all, sent, seen).is_some() {
            return Ok(Kept::Done);
        }
        let is_same = |s: &Settled| sent.iter().any(|one| s.what.is_about_the_same(&one.what));
        let newer: Vec<Settled> = all.iter().filter(|s| s.number > seen && is_same(s)).cloned().collect();
        if !newer.is_empty() {
            return Ok(Kept::Newer(newer));
        }
        for settled in sent {
            let number = all.len() as u64 + 1;
            all.push(Settled {
                number,
                ..settled.clone()
            });
        }
        Ok(Kept::Done)
    }
}

impl Maker {
    fn w(&self, words: &str) -> String {
        format!("{words}{}", self.tail)
    }

    fn agency_id(&self, id: &str) -> AgencyId {
        AgencyId(self.w(id))
    }

    fn id(&self, id: &str) -> EntryId {
        EntryId(self.w(id))
    }

    fn case(&self) -> Case {
        let person = |id: &str, role: &str, names: &[&str]| Person {
            id: PersonId(self.w(id)),
            role: self.w(role),
            names: names.iter().map(|n| self.w(n)).collect(),
            sex: None,
            of: (id != "P1").then(|| PersonId(self.w("P1"))),
            relation: (id != "P1").then(|| self.w("former partner")),
            ..Person::default()
        };
        let agency = |id: &str, name: &str, files: &[&str]| Agency {
            id: self.agency_id(id),
            name: self.w(name),
            kind: self.w(id),
            files: files.iter().map(|f| self.w(f)).collect(),
            supplied_from: (!files.is_empty()).then(|| day(2016, 3, 1)),
            supplied_to: (!files.is_empty()).then(|| day(2018, 1, 29)),
            columns: std::collections::BTreeMap::new(),
            involved: files.is_empty(),
            holes: vec![],
        };
        let mut police = agency("police", "Northmoor Police", &["police.csv"]);
        police.holes = vec![Hole {
            from: day(2017, 6, 1),
            to: day(2017, 8, 31),
            why: Some(self.w("change of system")),
        }];
        Case {
            title: self.w("Harrow Lane"),
            kind: CaseKind::Sfo,
            tier: Tier::default(),
            review_from: day(2016, 1, 1),
            review_to: day(2018, 1, 29),
            event: Some(day(2018, 1, 29)),
            people: vec![
                person("P1", "subject", &["Martin Oake", "Mr Oake", "MO"]),
                person("P2", "victim", &["Dorothy Vane", "Ms Vane", "DV"]),
                person("P3", "child", &["Ellis Vane"]),
            ],
            agencies: vec![
                agency("probation", "Probation Service", &["probation.csv"]),
                police,
                agency("mental-health", "Mental Health Trust", &["health.csv"]),
                agency("housing", "Housing Association", &[]),
            ],
            conditions: vec![Condition {
                from: day(2016, 3, 1),
                to: None,
                kind: self.w("no-contact"),
                text: self.w("Not to seek to approach or communicate with Dorothy Vane."),
            }],
            disguised: None,
            days_moved: false,
            facts: vec![Fact {
                kind: self.w("risk-level"),
                date: day(2016, 3, 1),
                value: self.w("medium"),
            }],
        }
    }

    fn entry(&self, id: &str, agency: &str, on: NaiveDate, kind: &str, text: &str) -> Entry {
        Entry {
            id: self.id(id),
            agency: self.agency_id(agency),
            when: When {
                written: self.w(&on.format("%d/%m/%Y").to_string()),
                ..When::day(on)
            },
            source: self.w("Contact log"),
            author: self.w("Officer in charge"),
            entry_type: self.w(kind),
            text: self.w(text),
            sequence: None,
            recorded: None,
            further: Vec::new(),
            made_id: false,
            origin: Origin {
                file: self.w(&format!("{agency}.csv")),
                sha256: self.w("5f3c0e1b"),
                part: String::new(),
                row: 14,
            },
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let mut all = vec![
            self.entry(
                "PRB-001", "probation", day(2016, 3, 1), "Office visit - attended",
                "First appointment after transfer. Licence gone through line by line and re-signed. Polite, a little guarded.",
            ),
            self.entry(
                "PRB/014 é", "probation", day(2017, 11, 6), "Call in",
                "T/C from DV – very upset. Says MO followed her to work again this morning, sat outside in the car until 10. \
                 He denies being there. Will refer to police.",
            ),
            self.entry(
                "MHT-003", "mental-health", day(2017, 11, 1), "Clinic",
                "Seen alone. “He just turns up.” Unwanted contact most days; has told her sister and the nurse at work.",
            ),
            self.entry(
                "POL-007", "police", day(2017, 11, 20), "Intelligence",
                "PROBATION REPORT MO FOLLOWING DV 06/11. FILED FOR INTEL.",
            ),
        ];
        all[1].when.time = NaiveTime::from_hms_opt(10, 40, 0);
        all[2].when.written = self.w("?Nov 2017");
        all[2].when.latest = day(2017, 11, 30);
        all[2].when.doubtful = true;
        for n in 0..240_u32 {
            let on = day(2016, 3, 2) + chrono::Days::new(u64::from(n) * 2);
            let (agency, kind, text) = match n % 3 {
                0 => (
                    "probation",
                    "Office visit - attended",
                    "Attended on time. Work steady, nothing new to report. Next appointment given.",
                ),
                1 => ("police", "Checks", "NOTHING HELD AT THE ADDRESS. REPLY SENT."),
                _ => (
                    "mental-health",
                    "Clinic",
                    "Reviewed. Sleep better, medication unchanged. Return in four weeks.",
                ),
            };
            all.push(self.entry(&format!("R-{n:03}"), agency, on, kind, text));
        }
        all
    }

    fn quote(entry: &Entry, words: &str) -> Quote {
        let start = entry.text.find(words).unwrap();
        Quote::of(entry, Part::Text, start, start + words.len()).unwrap()
    }

    fn mention(&self, entry: &Entry, concept: &str, words: &str) -> Mention {
        let quote = Self::quote(entry, words);
        Mention {
            concept: self.w(concept),
            sentence: Span {
                start: quote.start,
                end: quote.end,
            },
            modifiers: vec![
                Applied {
                    modifier: self.w("subject-denial"),
                    span: Span { start: 0, end: 1 },
                    words: self.w("denies"),
                    blocked_by: None,
                },
                Applied {
                    modifier: self.w("historical"),
                    span: Span { start: 0, end: 1 },
                    words: self.w("again"),
                    blocked_by: Some(self.w("the sentence has a day of its own")),
                },
            ],
            quote,
            literal: self.w("followed * to work"),
            assertion: Assertion {
                denied: true,
                ..Assertion::plain()
            },
            actor: Who::Person(PersonId(self.w("P1"))),
            target: Who::Other(self.w("her")),
            toward: Some(self.w("police")),
            coded: false,
            hand: Hand::Rules,
            happened: None,
            times: None,
            struck: None,
        }
    }

    fn reading(&self, entry: &Entry) -> Reading {
        let mut reading = Reading {
            entry: entry.id.clone(),
            sentences: vec![Span {
                start: 0,
                end: entry.text.len(),
            }],
            mentions: vec![],
            people: vec![],
            agencies: vec![],
            teller: String::new(),
            typed: None,
        };
        if entry.id == self.id("PRB/014 é") {
            let from = entry.text.find("Says").unwrap();
            let to = entry.text.find(" He denies").unwrap();
            reading.sentences = vec![Span { start: 0, end: from }, Span { start: from, end: to }];
            reading.mentions = vec![
                self.mention(entry, "stalking", "followed her to work again"),
                self.mention(entry, "repeat", "again"),
                self.mention(entry, "watching", "to work again this morning, sat outside"),
                Mention {
                    assertion: Assertion {
                        factuality: Factuality::Planned,
                        action: ActionStatus::Planned,
                        ..Assertion::plain()
                    },
                    ..self.mention(entry, "told-police", "Will refer to police")
                },
            ];
            let at = entry.text.find("MO").unwrap();
            reading.people = vec![PersonMention {
                span: Span { start: at, end: at + 2 },
                words: self.w("MO"),
                who: Who::Person(PersonId(self.w("P1"))),
                how: self.w("initials"),
            }];
            let at = entry.text.find("police").unwrap();
            reading.agencies = vec![AgencyMention {
                span: Span { start: at, end: at + 6 },
                words: self.w("police"),
                kind: self.w("police"),
                agency: Some(self.agency_id("police")),
            }];
        }
        reading
    }

    fn cited(&self, entry: &Entry, words: &str, concept: &str, said: &str) -> Cited {
        Cited {
            quote: Self::quote(entry, words),
            concept: self.w(concept),
            assertion: vec![self.w(said)],
        }
    }

    fn finding(&self, entries: &[Entry], n: usize, outcome: Outcome) -> Finding {
        Finding {
            id: self.w(&format!("F{n}")),
            pattern: self.w("TELL-POLICE"),
            version: 1,
            title: self.w("Stalking report with no record of police being told"),
            kind: FindingKind::Gap,
            outcome,
            basis: Basis::Rule,
            agency: self.agency_id("probation"),
            severity: Severity::S4,
            window: Some(Window {
                from: day(2017, 11, 6),
                to: day(2017, 11, 7),
                length: self.w("1 working day"),
                basis: WindowBasis::ReviewerSet,
            }),
            triggers: vec![
                self.cited(&entries[1], "followed her to work again", "stalking", "denied"),
                self.cited(&entries[2], "Unwanted contact", "stalking", "plain"),
            ],
            steps: vec![
                Step {
                    label: self.w("The police are told, and a reference is kept"),
                    required: true,
                    outcome,
                    shown_by: vec![],
                    near: vec![NearMiss {
                        cited: self.cited(&entries[1], "Will refer to police", "told-police", "planned"),
                        why: self.w("planned, not recorded as done"),
                    }],
                },
                Step {
                    label: self.w("The police record shows that it was received"),
                    required: false,
                    outcome: Outcome::Late,
                    shown_by: vec![self.cited(&entries[3], "PROBATION REPORT MO FOLLOWING DV", "told-police", "plain")],
                    near: vec![],
                },
            ],
            rung: Rung::R1,
            searched: Searched {
                entries: 244,
                agencies: vec![self.agency_id("probation"), self.agency_id("police")],
                from: day(2017, 11, 6),
                to: day(2017, 11, 7),
                not_supplied: vec![self.agency_id("housing")],
            },
            says: self.w(
                "On 6 November 2017 Probation Service recorded a report that Martin Oake had followed Dorothy Vane. In the \
                 records supplied there is no record by 7 November 2017 of the police being told.",
            ),
            unclear: if outcome == Outcome::CannotTell { self.w("Housing Association's records were not supplied.") } else { String::new() },
            earlier: Vec::new(),
            in_force: Vec::new(),
            part_of: String::new(),
        }
    }

    fn card(&self, id: &str, kind: FindingKind) -> PatternCard {
        PatternCard {
            id: self.w(id),
            title: self.w("Stalking report with no record of police being told"),
            tier: self.w("T1"),
            version: 1,
            severity: Severity::S4,
            kind,
            summary: self.w("Somebody tells an agency that a person is following another, and no record shows the police being told."),
            why: self.w("Stalking was present in most of the homicides studied."),
            consider: vec![self.w("Another agency may have told the police."), self.w("The police may hold a record that was not supplied.")],
            ask: vec![self.w("Was the police told by telephone, and where is it recorded?")],
            window: self.w("1 working day (set by reviewers, not policy)"),
            sources: vec![SourceCard {
                key: self.w("COPST"),
                title: self.w("Stalking and harassment guidance"),
                address: self.w("college.example/stalking"),
                at: self.w("section 2"),
                says: self.w("safeguarding comes before a criminal justice outcome"),
                tag: self.w("read"),
            }],
            place: Place::default(),
            looked_for: Vec::new(),
        }
    }

    fn findings(&self, entries: &[Entry]) -> Vec<Finding> {
        let other = |n, kind, basis| Finding {
            kind,
            basis,
            title: self.w("Police told on the same day"),
            pattern: self.w("GOOD-TELL"),
            severity: Severity::S2,
            ..self.finding(entries, n, Outcome::Met)
        };
        vec![
            self.finding(entries, 1, Outcome::Missed),
            self.finding(entries, 2, Outcome::CannotTell),
            Finding {
                severity: Severity::S3,
                ..self.finding(entries, 3, Outcome::Late)
            },
            other(4, FindingKind::Good, Basis::Rule),
            other(5, FindingKind::Context, Basis::Reviewer),
            other(6, FindingKind::Gap, Basis::Suggested),
        ]
    }

    fn warnings(&self, findings: &[Finding]) -> Vec<Warning> {
        (1..=28)
            .map(|n| {
                let finding = &findings[(n - 1) % 3];
                Warning {
                    id: self.w(&format!("W{n}")),
                    date: day(2017, 11, 6),
                    title: self.w("Stalking report with no record of police being told"),
                    judged_title: self.w("Stalking report with no record of police being told"),
                    judged_triggers: Vec::new(),
                    results: Vec::new(),
                    severity: finding.severity,
                    outcome: finding.outcome,
                    triggers: if n < 4 {
                        vec![self.id("PRB/014 é"), self.id("MHT-003")]
                    } else {
                        vec![self.id("R-000")]
                    },
                    findings: vec![finding.id.clone()],
                    rung: finding.rung,
                    about: Vec::new(),
                    checklist: Vec::new(),
                    good: Vec::new(),
                    asks: Vec::new(),
                    policy: Vec::new(),
                }
            })
            .collect()
    }

    fn matter(&self) -> Matter {
        let case = self.case();
        let entries = self.entries();
        let findings = self.findings(&entries);
        Matter {
            untold: Vec::new(),
            end_is_masked: false,
            decisions_are_masked: false,
            acts: Vec::new(),
            places: forewarned::model::places::Places::default(),
            history: forewarned::model::history::History::default(),
            outline: Outline {
                lines: vec![self.w("Information sharing")],
                ..Outline::default()
            },
            own: forewarned::model::matter::OwnRules::default(),
            settled: Vec::new(),
            strays: Vec::new(),
            records: vec![Record {
                file: self.w("probation.csv"),
                agency: self.agency_id("probation"),
                sha256: self.w("5f3c0e1b7a9d4e2f5f3c0e1b7a9d4e2f5f3c0e1b7a9d4e2f5f3c0e1b7a9d4e2f"),
                bytes: 20_480,
                rows: 83,
                entries: 82,
                problems: 1,
                columns: Vec::new(),
                encoding: self.w("UTF-8 with BOM"),
            }],
            problems: vec![Problem {
                file: self.w("probation.csv"),
                part: String::new(),
                row: 31,
                lost_row: true,
                raw: self.w("31/02/2018"),
                what: self.w("the date 31/02/2018 is not in the calendar"),
                next: self.w("ask the agency which day is meant"),
                answer: None,
            }],
            readings: entries.iter().map(|e| self.reading(e)).collect(),
            timeline: Timeline {
                order: entries.iter().map(|e| e.id.clone()).collect(),
                duplicates: vec![Duplicate {
                    first: self.id("PRB/014 é"),
                    second: self.id("POL-007"),
                    why: self.w("both tell of 6 November"),
                    own_words: false,
                }],
                silences: vec![Silence {
                    agency: self.agency_id("probation"),
                    from: day(2017, 7, 1),
                    to: day(2017, 10, 1),
                    days: 93,
                }],
                related: Vec::new(),
                conflicts: vec![Conflict {
                    first: self.id("PRB/014 é"),
                    second: self.id("POL-007"),
                    about: About::Date,
                    why: self.w("two days for one call"),
                    said_first: self.w("on the 6th"),
                    said_second: self.w("on the 7th"),
                }],
            },
            coverage: coverage::of_case(&case),
            warnings: self.warnings(&findings),
            findings,
            patterns: [
                ("TELL-POLICE", FindingKind::Gap),
                ("GOOD-TELL", FindingKind::Good),
                ("CONTEXT", FindingKind::Context),
            ]
            .map(|(id, kind)| (self.w(id), self.card(id, kind)))
            .into(),
            concepts: BTreeMap::from(
                [
                    ("stalking", "stalking or following"),
                    ("repeat", "said to happen again"),
                    ("watching", "watching a place"),
                    ("told-police", "police told"),
                ]
                .map(|(id, label)| (self.w(id), self.w(label))),
            ),
            rules_sha256: self.w("9a0b"),
            entries,
            case,
        }
    }
}
