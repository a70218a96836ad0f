//! A *mask*: what is left of a case under a lens. Only the entries that lie inside it stay, with what is dated or supplied up to its last
//! day; what is left is judged anew by others, as if the rest had never been there.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    model::{
        act::{Act, Deed},
        beside::{About, Beside},
        case::{Agency, AgencyId, Case, Person, PersonId},
        entry::{Entry, EntryId},
        lens::Lens,
        life::Life,
        matter::Matter,
        mention::Who,
        problem::Problem,
        record::Record,
        settled::{Settled, Settlement},
        who::is_same,
    },
    review::lens::{Telling, blind_since, known, own_day},
};

/// What is left of a case, to be judged anew.
#[derive(Debug, Clone)]
pub struct Left {
    /// The case: its days, conditions, facts and days supplied cut.
    pub case: Case,
    /// Records of which something is left.
    pub records: Vec<Record>,
    /// The entries inside the lens.
    pub entries: Vec<Entry>,
    /// What reviewers said of their readings.
    pub acts: Vec<Act>,
    /// What people settled that bears on the judging.
    pub settled: Vec<Settled>,
}

/// What a lens leaves of a matter.
pub fn left(matter: &Matter, lens: &Lens, telling: &Telling) -> Left {
    let last = lens.last_day(&matter.case);
    let entries = inside(matter, lens, (telling, last));
    let ids: BTreeSet<&EntryId> = entries.iter().map(|e| &e.id).collect();
    let acts = acts(matter, &ids);
    let own = Own::of(&matter.settled, lens);
    let settled = matter.settled.iter().filter(|s| bears_on_judging(&s.what, &ids));
    let settled = settled.filter(|s| own.may_be_read(s)).map(|s| own.without_reason(s));
    let records: Vec<Record> = matter.records.iter().filter_map(|r| record(r, &entries)).collect();
    let last = last.map(|last| told_last(&entries, lens, last).unwrap_or(matter.case.review_from.min(last)));
    Left {
        case: case(&matter.case, lens, (&records, last)),
        acts,
        settled: settled.collect(),
        records,
        entries,
    }
}

fn inside(matter: &Matter, lens: &Lens, (telling, last): (&Telling, Option<NaiveDate>)) -> Vec<Entry> {
    let all = || matter.entries.iter().zip(&matter.readings);
    let days: Vec<Option<NaiveDate>> = match &lens.agency {
        Some(agency) => {
            let all = known(matter, agency, telling);
            all.into_iter().map(|k| k.map(|k| k.from)).collect()
        }
        None => all().map(|(entry, reading)| Some(own_day(entry, reading))).collect(),
    };
    all()
        .zip(days)
        .filter(|(_, day)| day.is_some_and(|d| last.is_none_or(|last| d <= last)))
        .map(|((entry, _), _)| entry.clone())
        .collect()
}

/// The last day that is told. The day before a masked event would give the event's day away, so nothing is told of the days after the last
/// entry that is left; a day that was chosen is known to who chose it.
fn told_last(entries: &[Entry], lens: &Lens, last: NaiveDate) -> Option<NaiveDate> {
    if lens.blind.is_none() || lens.until == Some(last) {
        return Some(last);
    }
    let days = entries.iter().map(|e| e.when.latest).filter(|d| *d <= last);
    days.max()
}

/// Acts on the entries that are left.
fn acts(matter: &Matter, ids: &BTreeSet<&EntryId>) -> Vec<Act> {
    let on_it = |a: &&Act| ids.contains(&a.entry);
    let kept: BTreeSet<u64> = matter.acts.iter().filter(on_it).map(|a| a.number).collect();
    let stands = |a: &&Act| match a.deed {
        Deed::Undo(number) => kept.contains(&number),
        _ => true,
    };
    matter.acts.iter().filter(on_it).filter(stands).cloned().collect()
}

/// A record as far as something of it is left. Of its rows and bytes only those are counted that are.
fn record(record: &Record, entries: &[Entry]) -> Option<Record> {
    let left = || entries.iter().filter(|e| e.origin.file == record.file);
    let count = left().count();
    (count > 0).then(|| Record {
        bytes: left().map(|e| e.text.len() as u64).sum(),
        rows: count,
        entries: count,
        problems: 0,
        ..record.clone()
    })
}

fn case(whole: &Case, lens: &Lens, (records, last): (&[Record], Option<NaiveDate>)) -> Case {
    let mut case = whole.clone();
    if let Some(last) = last {
        case.review_to = case.review_to.min(last);
        case.review_from = case.review_from.min(last);
        case.event = case.event.filter(|e| *e <= last);
        case.conditions.retain(|c| c.from <= last);
        for condition in &mut case.conditions {
            condition.to = condition.to.filter(|to| *to <= last);
        }
        case.facts.retain(|f| f.date <= last);
    }
    if lens.blind.is_some() {
        case.event = None;
    }
    // Where somebody lives or works is told of the whole of the records, and nothing is judged by it.
    for person in &mut case.people {
        *person = std::mem::take(person).with_life(Life::default());
    }
    for agency in &mut case.agencies {
        cut(agency, (lens.agency.as_ref(), last), records);
    }
    case
}

/// The days for which an agency's records were supplied, up to the last that can be seen. Of other agencies than the one looked at
/// nothing was supplied, as far as that one knew: what is not in its records settles nothing.
fn cut(agency: &mut Agency, (whose, last): (Option<&AgencyId>, Option<NaiveDate>), records: &[Record]) {
    let supplied = !agency.files.is_empty();
    let begins_later = last.is_some_and(|last| agency.supplied_from.is_some_and(|from| from > last));
    if whose.is_some_and(|id| *id != agency.id) || begins_later {
        agency.involved |= supplied;
        agency.files.clear();
        (agency.supplied_from, agency.supplied_to) = (None, None);
        agency.holes.clear();
        return;
    }
    let Some(last) = last else { return };
    agency.supplied_to = agency.supplied_to.map(|to| to.min(last));
    agency.holes.retain(|h| h.from <= last);
    for hole in &mut agency.holes {
        hole.to = hole.to.min(last);
    }
    // A file of later days would tell by its name what it holds. One is kept, so that the days still count as supplied.
    let is_left = |file: &String| records.iter().any(|r| r.file == *file);
    if agency.files.iter().any(is_left) {
        agency.files.retain(is_left);
    } else {
        agency.files.truncate(1);
        for file in &mut agency.files {
            "(masked)".clone_into(file);
        }
    }
}

/// What was settled by the person who works without the end, since then: nothing else was written without knowing it. Under a lens that
/// is only looked through, nothing is anybody's own.
struct Own<'a> {
    since: Option<(&'a str, u64)>,
}

impl<'a> Own<'a> {
    fn of(settled: &[Settled], lens: &'a Lens) -> Self {
        let began = |who| blind_since(settled, who).map_or(u64::MAX, |s| s.number);
        Self {
            since: lens.blind.as_deref().map(|who| (who, began(who))),
        }
    }

    /// Is it the person's own, or does nobody work without the end here?
    fn holds(&self, s: &Settled) -> bool {
        self.since
            .is_none_or(|(who, began)| is_same(&s.who, who) && s.number >= began)
    }

    /// A pattern of the case's own is all words: under the mask only those are read that were written under it, and none where it is only
    /// looked through a lens.
    fn may_be_read(&self, s: &Settled) -> bool {
        !matches!(s.what, Settlement::LocalPattern { .. }) || (self.since.is_some() && self.holds(s))
    }

    /// A reason that was written knowing the whole is left out.
    fn without_reason(&self, s: &Settled) -> Settled {
        let mut out = s.clone();
        let is_of_the_rules = matches!(s.what, Settlement::Window { .. } | Settlement::LocalPattern { .. });
        if !self.holds(s) || (self.since.is_none() && is_of_the_rules) {
            out.because.clear();
        }
        out
    }
}

/// Does a settlement bear on how what is left is judged? Those about the case are laid over it already.
fn bears_on_judging(what: &Settlement, ids: &BTreeSet<&EntryId>) -> bool {
    match what {
        Settlement::Person(_)
        | Settlement::Name { .. }
        | Settlement::NoPerson { .. }
        | Settlement::Coverage { .. }
        | Settlement::BareFact(_)
        | Settlement::Condition(_)
        | Settlement::Fact(_)
        | Settlement::RowDate(_)
        | Settlement::Cleared { .. }
        | Settlement::CalledAs { .. }
        | Settlement::Disguised(_)
        | Settlement::Beside(_)
        | Settlement::Decision { .. }
        | Settlement::Measure { .. }
        | Settlement::Conflict { .. } => false,
        Settlement::TheSame { first, second } | Settlement::NotTheSame { first, second } => {
            ids.contains(first) && ids.contains(second)
        }
        Settlement::Window { .. } | Settlement::LocalPattern { .. } | Settlement::Undo(_) => true,
    }
}

/// Takes out of what was judged anew what tells of the rest: people whom no entry that is left names, and what people settled
/// knowing the whole. `whole` is the case as it was.
pub fn close(masked: &mut Matter, whole: &Matter, lens: &Lens) {
    let named: BTreeSet<PersonId> = masked
        .readings
        .iter()
        .flat_map(|r| &r.people)
        .filter_map(|p| match &p.who {
            Who::Person(id) => Some(id.clone()),
            _ => None,
        })
        .collect();
    masked
        .case
        .people
        .retain(|p| p.role == "subject" || named.contains(&p.id) || wrote(p, &masked.entries));
    let left: BTreeSet<PersonId> = masked.case.people.iter().map(|p| p.id.clone()).collect();
    for person in &mut masked.case.people {
        person.of = person.of.take().filter(|of| left.contains(of));
    }
    masked.case.title = title(&whole.case, lens);
    let is_later = |day: NaiveDate| lens.until.is_some_and(|until| day > until);
    masked.end_is_masked =
        lens.blind.is_some() || is_later(whole.case.review_to) || whole.case.event.is_some_and(is_later);
    masked.decisions_are_masked = true;
    masked.settled = settled(masked, whole, lens);
    if lens.blind.is_some() {
        for act in &mut masked.acts {
            act.because.clear();
        }
    }
}

/// Is somebody named as the author of an entry that is left? Who writes is read in no text.
fn wrote(person: &Person, entries: &[Entry]) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect()
    };
    let names: Vec<Vec<String>> = person.names.iter().map(|n| words(n)).collect();
    let holds = |author: &[String]| {
        let mut names = names.iter().filter(|n| !n.is_empty());
        names.any(|n| author.windows(n.len()).any(|w| w == n.as_slice()))
    };
    entries.iter().any(|e| holds(&words(&e.author)))
}

/// One problem in place of all: a row that could not be read has no day and no words that could be told to lie inside a lens. That every
/// row was read must not be said where it is not so.
pub fn problems(whole: &Matter) -> Vec<Problem> {
    if whole.problems.is_empty() {
        return Vec::new();
    }
    vec![Problem {
        file: "(masked)".to_owned(),
        part: String::new(),
        row: 0,
        lost_row: false,
        raw: String::new(),
        what: "problems of the material are not shown while part of the case is masked".to_owned(),
        next: "lift the mask to read what could not be read".to_owned(),
        answer: None,
    }]
}

/// The title that pages and reports bear: it says what is masked, and does not name the event where that is.
pub fn title(case: &Case, lens: &Lens) -> String {
    let shown = lens.in_words(case);
    match lens.blind {
        Some(_) if lens.until.is_none() && lens.agency.is_none() => "Case with the final event masked".to_owned(),
        Some(_) => format!("Case with the final event masked ({shown})"),
        None => format!("{} ({shown})", case.title),
    }
}

/// What people settled, as far as it can be shown. Decisions rest on the whole of a case, and are never shown under a lens.
pub fn settled(masked: &Matter, whole: &Matter, lens: &Lens) -> Vec<Settled> {
    let ids: BTreeSet<&EntryId> = masked.entries.iter().map(|e| &e.id).collect();
    let own = Own::of(&whole.settled, lens);
    let shows = |s: &Settled| match &s.what {
        Settlement::Window { .. } | Settlement::LocalPattern { .. } => own.may_be_read(s),
        Settlement::TheSame { first, second } | Settlement::NotTheSame { first, second } => {
            ids.contains(first) && ids.contains(second)
        }
        Settlement::Beside(what) => own.holds(s) && is_inside(what, masked, (&ids, lens)),
        _ => false,
    };
    let mut kept: BTreeSet<u64> = BTreeSet::new();
    let mut out = Vec::new();
    for one in &whole.settled {
        let stays = match one.what {
            Settlement::Undo(number) => kept.contains(&number),
            _ => shows(one),
        };
        if stays {
            kept.insert(one.number);
            out.push(own.without_reason(one));
        }
    }
    out
}

/// Does what somebody put beside the records stand beside something that is left?
fn is_inside(what: &Beside, masked: &Matter, (ids, lens): (&BTreeSet<&EntryId>, &Lens)) -> bool {
    // Who writes while the end is masked to him or her does not know it.
    let of_the_whole = lens.blind.is_some() || !lens.hides_the_end();
    let about = |about: &About| match about {
        About::Case | About::Search(_) => of_the_whole,
        About::Entry(id) => ids.contains(id),
        About::Finding(id) => masked.finding(id).is_some(),
        About::Warning(triggers) => triggers.iter().all(|t| ids.contains(t)),
    };
    match what {
        Beside::Note { about: on, .. } => about(on),
        Beside::Star { entry, .. } | Beside::Tag { entry, .. } | Beside::KeyPoint { entry, .. } => ids.contains(entry),
        Beside::Evidence { about: on, .. } => of_the_whole && about(on),
        Beside::Line { .. } | Beside::Search { .. } | Beside::Terms { .. } => of_the_whole,
        Beside::Sense { finding, .. } | Beside::Apart { finding, .. } => masked.finding(finding).is_some(),
        Beside::Judgement { about: on, until, .. } => {
            let is_known = lens.blind.is_some() || until.is_some_and(|u| lens.until.is_some_and(|last| u <= last));
            (is_known || lens.until.is_none()) && (about(on) || *on == About::Case)
        }
        // Problems of the material tell of all of it.
        Beside::LookedAt { .. } | Beside::Letter { .. } => false,
        Beside::Blind { .. } => lens.blind.is_some(),
    }
}
