//! *Checking* what would go out: files are unpacked and searched for everything that the real case knows.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Survey, cleared, made_before};
use crate::{
    anonymise::{
        cast::Cast,
        draw::Secret as Key,
        leaks::{self, ByDays, Check, Leak, Searched, Secret, Secrets, Thing},
        level::{Called, Dates, Level, Placed},
        plan::{Plan, Way},
        recognisers, roster,
        spot::What,
        whole::numbered,
    },
    app::unpacking,
    model::{
        case::Case,
        disguise::{Clearing, Disguise},
        matter::Matter,
    },
    rulebook::{disguise::Disguises, load::Rulebook},
    text::dates::find_dates,
};

/// A file to be checked: its name and bytes.
pub type File<'a> = (&'a str, &'a [u8]);

/// What a check of files came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What was found, the gravest first.
    pub leaks: Vec<Leak>,
    /// What was searched.
    pub searched: Searched,
    /// The same in a few sentences.
    pub words: String,
}

impl Checked {
    /// Was anything found that is certain?
    pub fn is_leaking(&self) -> bool {
        self.leaks.iter().any(|l| l.grave == leaks::Grave::Certain)
    }
}

/// The anonymised case of this slug that was made of the real one; the last one where none is named.
pub fn made_as<'m>(matter: &'m Matter, slug: Option<&str>) -> Option<&'m Disguise> {
    let all = made_before(&matter.settled).into_iter().rev().map(|(_, made)| made);
    all.into_iter().find(|m| slug.is_none_or(|slug| m.slug == slug))
}

/// Searches files for everything that the real case knows. `made` is how the anonymised case was made, where it was: what its level keeps, and
/// the false names that were given, are no leaks.
///
/// # Errors
/// When a file cannot be unpacked, so that it is not known to be clean.
pub fn check(
    matter: &Matter,
    (book, disguises): (&Rulebook, &Disguises),
    (level, made): (&Level, Option<&Disguise>),
    files: &mut dyn Iterator<Item = File<'_>>,
) -> anyhow::Result<Checked> {
    let level = &super::as_made(level, made.is_some_and(|m| m.any_origin));
    let survey = Survey::of(matter, book, disguises, level);
    let key = made.and_then(|m| Key::try_from(m.secret.clone()).ok());
    // Without what it was drawn from nobody knows the false names; what is secret is the same under any.
    let drawn = key.clone().unwrap_or_else(|| Key::of(b"check"));
    let plan = survey.draw((disguises, level), &drawn);
    let made = made.filter(|_| key.is_some());
    check_by((matter, book, disguises), (&survey, &plan), (level, made), files)
}

/// The same, where the real case was surveyed and the false names were drawn already. Without `made` the names of the plan are nobody's.
pub(super) fn check_by(
    (matter, book, disguises): (&Matter, &Rulebook, &Disguises),
    (survey, plan): (&Survey, &Plan),
    (level, made): (&Level, Option<&Disguise>),
    files: &mut dyn Iterator<Item = File<'_>>,
) -> anyhow::Result<Checked> {
    let ordinary = |word: &str| disguises.ordinary.contains(word) || disguises.known.contains(word);
    let usual = leaks::Usual::of(
        book.lexicon.rules(),
        disguises.exact.iter().map(|w| w.to_lowercase()).collect(),
    );
    let mut secrets = Secrets::of(&matter.case, (&matter.records, &matter.entries), usual, &ordinary);
    secrets.printed = book.printed();
    add_names(&mut secrets, &plan.cast, level);
    add_lives(&mut secrets, &matter.case, (disguises, level));
    add_places(&mut secrets, plan, made.is_some());
    if made.is_some() {
        add_given(&mut secrets, plan);
    }
    keep(&mut secrets, matter, (level, made));
    if level.dates == Dates::Kept {
        add_births(&mut secrets, matter);
    }
    add_numbers(&mut secrets, survey, level);
    let mut looked = Check::new(&secrets);
    for (name, bytes) in files {
        for piece in unpacking::pieces_of(name, bytes)? {
            looked.look(&piece);
        }
    }
    let (leaks, searched) = (looked.leaks(), looked.searched());
    Ok(Checked {
        words: leaks::in_words(&leaks, &searched),
        leaks,
        searched,
    })
}

/// People whom the records name and the roster does not.
fn add_names(secrets: &mut Secrets<'_>, cast: &Cast, level: &Level) {
    let on_roster: BTreeSet<Vec<String>> = secrets
        .all
        .iter()
        .filter(|s| s.thing == Thing::Person)
        .map(|s| s.forms.clone())
        .collect();
    let figures = cast.figures.iter().filter(|f| !on_roster.contains(&f.names));
    // What a level keeps of professionals is no secret.
    let kept = |role: &str| role == "professional" && level.professionals == Called::Kept;
    secrets.all.extend(figures.filter(|f| !kept(&f.role)).map(|f| Secret {
        thing: Thing::Person,
        forms: f.names.clone(),
    }));
}

/// What the roster knows of people's lives. It tells wherever it stands, be its words ordinary ones.
fn add_lives(secrets: &mut Secrets<'_>, case: &Case, (disguises, level): (&Disguises, &Level)) {
    let sure = |secrets: &mut Secrets<'_>, thing: Thing, forms: Vec<String>| {
        // What the rewriter tells by its capitals alone no check may call certain in small letters: `care home`.
        let told = forms.iter().filter(|f| roster::is_told(f, &disguises.lists));
        secrets.sure.extend(told.map(|f| leaks::plain_words(f)));
        secrets.all.push(Secret { thing, forms });
    };
    for person in &case.people {
        if level.places != Placed::Kept {
            for address in &person.addresses {
                let houses = roster::houses(address).map(str::to_owned);
                let forms = std::iter::once(address.clone()).chain(houses).collect();
                sure(secrets, Thing::Place, forms);
            }
            let kept =
                |place: &&String| level.agencies == Placed::Kept && roster::is_agency(case, place, &disguises.lists);
            for place in person.schools.iter().chain(&person.workplaces).filter(|p| !kept(p)) {
                sure(secrets, Thing::Organisation, vec![place.clone()]);
            }
        }
        if !level.keeps.contains(&What::Phone) {
            let phones = person
                .phones
                .iter()
                .map(|p| Secret::new(Thing::Identifier, recognisers::in_full(p)));
            secrets.all.extend(phones);
        }
        secrets.days.extend(person.born.map(|day| (day, A_BIRTH)));
    }
}

/// Where days stay, days of birth do not; one on which something else was is no secret.
fn add_births(secrets: &mut Secrets<'_>, matter: &Matter) {
    let case = &matter.case;
    let is_other = |day: &NaiveDate| {
        let holds = |from: NaiveDate, to: NaiveDate| from <= *day && *day <= to;
        matter.entries.iter().any(|e| holds(e.when.earliest, e.when.latest))
            || case.facts.iter().any(|f| f.date == *day)
            || case.event == Some(*day)
    };
    let born = case.people.iter().filter_map(|p| p.born).filter(|day| !is_other(day));
    secrets.days.extend(born.map(|day| (day, A_BIRTH)));
}

/// Identifiers, in every way of writing. A day of birth that is looked for as a day is not told twice.
fn add_numbers(secrets: &mut Secrets<'_>, survey: &Survey, level: &Level) {
    let is_told = |same: &str| same.parse().is_ok_and(|day: NaiveDate| secrets.days.contains_key(&day));
    let all = survey.marks.all().filter(|(what, ..)| !level.keeps.contains(what));
    let others = all.filter(|(what, same, _)| *what != What::BirthDate || !is_told(same));
    let numbers: Vec<Secret> = others.map(|(.., n)| Secret::new(Thing::Identifier, n)).collect();
    secrets.all.extend(numbers);
}

/// What a day is of, as the check tells it.
const A_BIRTH: &str = "a birth";

fn add_places(secrets: &mut Secrets<'_>, plan: &Plan, is_drawn: bool) {
    for (real, to, what) in plan.phrases.all() {
        let thing = match what {
            What::Agency => Thing::Agency,
            What::Organisation => Thing::Organisation,
            _ => Thing::Place,
        };
        secrets.all.push(Secret::new(thing, real));
        if is_drawn {
            secrets.given.push(to.to_owned());
        }
    }
}

fn add_given(secrets: &mut Secrets<'_>, plan: &Plan) {
    for at in 0..plan.cast.figures.len() {
        let is_named = plan.ways.get(at).is_some_and(|w| *w != Way::Kept);
        if is_named {
            secrets.given.push(plan.called(at));
        }
    }
    secrets.given.extend(plan.words.values().cloned());
}

/// What the level lets stand as it is.
fn keep(secrets: &mut Secrets<'_>, matter: &Matter, (level, made): (&Level, Option<&Disguise>)) {
    let kept: BTreeSet<String> = cleared(matter)
        .into_iter()
        .filter_map(|(word, what)| (what == Clearing::Ordinary).then_some(word))
        .collect();
    secrets.printed.extend(kept);
    if level.agencies == Placed::Kept {
        secrets.all.retain(|s| s.thing != Thing::Agency);
        secrets
            .given
            .extend(matter.case.agencies.iter().map(|a| a.name.clone()));
    }
    if level.professionals == Called::Kept {
        secrets.all.retain(|s| s.thing != Thing::Author);
    }
    let new: BTreeSet<String> = numbered(matter).1.into_values().map(|id| id.0).collect();
    secrets
        .all
        .retain(|s| s.thing != Thing::Entry || !s.forms.iter().any(|f| new.contains(f)));
    match (level.dates, made) {
        (Dates::Kept, _) => secrets.days.clear(),
        (Dates::Shifted, Some(made)) => {
            let told = told_days(matter);
            let all = secrets.days.keys().chain(&told);
            secrets.made_days = all.filter_map(|day| by_weeks(*day, made.weeks)).collect();
        }
        (Dates::Shifted, None) => {}
    }
}

/// Days that a case tells beside those of its entries and facts: of conditions, of the review, in texts. Moved, one of them may be the real day
/// of something else, and tells nothing.
fn told_days(matter: &Matter) -> BTreeSet<NaiveDate> {
    let case = &matter.case;
    let conditions = case.conditions.iter().flat_map(|c| std::iter::once(c.from).chain(c.to));
    let texts = matter
        .entries
        .iter()
        .flat_map(|e| find_dates(&e.text, Some(e.when.earliest)));
    let in_texts = texts.flat_map(|d| [d.when.earliest, d.when.latest]);
    conditions
        .chain([case.review_from, case.review_to])
        .chain(in_texts)
        .collect()
}

fn by_weeks(day: NaiveDate, weeks: i32) -> Option<NaiveDate> {
    let days = Days::new(u64::from(weeks.unsigned_abs()) * 7);
    if weeks < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    }
}

/// What days give away of an anonymised case: each entry's day beside the day on which it stands here.
pub(super) fn days(matter: &Matter, made: &Matter) -> ByDays {
    let ids = numbered(matter).1;
    let both = matter.entries.iter().filter_map(|real| {
        let (here, _) = made.entry(ids.get(&real.id)?)?;
        Some((&real.when, &here.when))
    });
    // `spring 2021` is moved to a spring: from its first day to the next entry's it is not as far as before.
    let (certain, loose): (Vec<_>, Vec<_>) = both.partition(|(real, _)| real.earliest == real.latest);
    let pairs: Vec<(NaiveDate, NaiveDate)> = certain.iter().map(|(r, h)| (r.earliest, h.earliest)).collect();
    let facts = matter.case.facts.len();
    let known = [
        ("the event", usize::from(matter.case.event.is_some())),
        ("an order, a release or another fact of the case", facts),
    ];
    leaks::by_days(&pairs, loose.len(), &known)
}

/// What is done at a level, in words.
pub(super) fn done(level: &Level) -> Vec<String> {
    let stands = |what: &str| format!("{what} stand as they are.");
    let false_names = |what: &str| format!("{what} have false names, the same in the whole case.");
    let called = |what: &str, how: Called| match how {
        Called::Kept => stands(what),
        Called::Names => false_names(what),
        Called::Roles => format!("{what} are called by what they are."),
    };
    let placed = |what: &str, how: Placed| match how {
        Placed::Kept => stands(what),
        Placed::Names => false_names(what),
    };
    let kept = if level.keeps_origin {
        "False names keep sex, family and cultural origin."
    } else {
        "False names keep sex and family; they tell nothing of cultural origin."
    };
    vec![
        called("People of the case", level.people),
        called("Professionals", level.professionals),
        kept.to_owned(),
        placed("Places", level.places),
        placed("Agencies", level.agencies),
        "Identifiers (numbers, telephones, postcodes, addresses of mail) have marks in their place.".to_owned(),
        match level.dates {
            Dates::Kept => "Days stand as they are.".to_owned(),
            Dates::Shifted => {
                "All days were moved by the same number of whole weeks; by how many is kept with the real case."
                    .to_owned()
            }
        },
        "The records that agencies supplied do not go along.".to_owned(),
    ]
}
