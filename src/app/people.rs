//! *People*: names in the records that the roster does not know, and what a person makes of them: added, merged or dismissed. Each is
//! checked against the case before it is kept, which is left to `settling`.

use anyhow::{anyhow, bail};

use crate::{
    app::settling::listed,
    model::{
        case::{Case, Person, PersonId, Sex},
        entry::Entry,
        life::Life,
        matter::Matter,
        settled::Settlement,
    },
    review::settling,
    rulebook::load::Rulebook,
    text::{
        unknown_names::{self, UnknownName},
        words::tokens,
    },
};

/// Somebody to be put on the roster, in words.
#[derive(Debug, Clone, Default)]
pub struct NewPerson {
    /// The name, and other forms of it.
    pub names: Vec<String>,
    /// `professional`, `relative`, …
    pub role: String,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// The person this one is related to: id or name.
    pub of: Option<String>,
    /// How, in words.
    pub relation: Option<String>,
    /// What else is known.
    pub life: Life,
}

/// What people are in a case, as the blank case file lists it.
const ROLES: [&str; 9] = [
    "subject",
    "victim",
    "partner",
    "ex-partner",
    "child",
    "relative",
    "neighbour",
    "professional",
    "other",
];

/// Names of a case that its roster, with what people settled, does not know.
pub fn unknown(matter: &Matter, book: &Rulebook) -> Vec<UnknownName> {
    unknown_names::find(
        (book.lexicon.rules(), &book.names),
        &matter.case,
        &matter.entries,
        &settling::dismissed(&matter.settled),
    )
}

/// Somebody new on the roster, with an id of the form that it uses.
pub fn person(case: &Case, new: &NewPerson) -> anyhow::Result<Settlement> {
    let Some(name) = new.names.first().filter(|n| !n.trim().is_empty()) else {
        bail!("give the person's name");
    };
    if new.role.trim().is_empty() {
        bail!("say what {name} is in this case, with --role: professional, relative, neighbour, partner, child, …");
    }
    let roles = case.people.iter().map(|p| p.role.as_str()).chain(ROLES);
    if !roles.into_iter().any(|r| r == new.role) {
        bail!(
            "--role {}: there is no such role; there are {}",
            new.role,
            ROLES.join(", ")
        );
    }
    if let Some(known) = owner(case, name) {
        bail!("{name}: is a name of {known} already; `forewarned people merge` adds other names");
    }
    let of = new.of.as_deref().map(|p| person_of(case, p)).transpose()?;
    refuse_amiss(case, &new.life)?;
    let number = case
        .people
        .iter()
        .filter_map(|p| p.id.0.strip_prefix('P')?.parse::<usize>().ok())
        .max()
        .unwrap_or(0);
    let person = Person {
        id: PersonId(format!("P{}", number + 1)),
        role: new.role.clone(),
        names: new.names.clone(),
        sex: new.sex,
        of,
        relation: new.relation.clone(),
        ..Person::default()
    };
    Ok(Settlement::Person(person.with_life(new.life.clone())))
}

/// Refuses what cannot be so of somebody's life.
fn refuse_amiss(case: &Case, life: &Life) -> anyhow::Result<()> {
    match life.amiss(case.review_to) {
        Some(wrong) => bail!("{}: {}; {}", wrong.field, wrong.what, wrong.next),
        None => Ok(()),
    }
}

/// What is known of somebody on the roster beside names, with what is said of them now: the day of birth is the new one, and of the lists
/// what is not in them yet is added.
pub fn more_of(matter: &Matter, person: &str, more: Life) -> anyhow::Result<Settlement> {
    let id = person_of(&matter.case, person)?;
    let Some(person) = matter.case.person(&id) else {
        bail!("nobody on the roster is called {id} any more");
    };
    let mut life = person.life();
    life.born = more.born.or(life.born);
    for (list, new) in [
        (&mut life.addresses, more.addresses),
        (&mut life.phones, more.phones),
        (&mut life.schools, more.schools),
        (&mut life.workplaces, more.workplaces),
    ] {
        for one in new {
            if !list.contains(&one) {
                list.push(one);
            }
        }
    }
    let known = Known {
        sex: person.sex,
        of: person.of.clone(),
        relation: person.relation.clone(),
        life,
    };
    known_of(matter, person, known)?.ok_or_else(|| anyhow!("{id}: all of this is known already; nothing was kept"))
}

/// Is a name taken as it is given, or looked for in the records first?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// What the records do not bear out is refused, with what to do.
    Checked,
    /// It is taken all the same.
    Anyway,
}

/// A name that is one of somebody on the roster.
pub fn name(
    matter: &Matter,
    book: &Rulebook,
    (name, person): (&str, &str),
    taken: Taken,
) -> anyhow::Result<Settlement> {
    let case = &matter.case;
    let person = person_of(case, person)?;
    match owner(case, name) {
        Some(known) if known == person => bail!("{name}: is a name of {known} already"),
        Some(known) if taken == Taken::Checked => bail!(
            "{name}: is a name of {known} already; if it were {person}'s too, nobody could tell whose it is. Give --anyway to merge it all the same"
        ),
        _ => {}
    }
    if taken == Taken::Checked {
        bears_out(matter, book, name, &person)?;
    }
    Ok(Settlement::Name {
        name: name.to_owned(),
        person,
    })
}

/// What is known of somebody beside names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// The person this one is related to.
    pub of: Option<PersonId>,
    /// How, in words.
    pub relation: Option<String>,
    /// What else.
    pub life: Life,
}

/// Another form of the name of somebody on the roster, whether or not the records hold it yet: initials and words like Gran are known to
/// people, not to the program. Whose it is already, where it is somebody's.
pub fn other_form(case: &Case, name: &str, person: &PersonId) -> Result<Settlement, PersonId> {
    let same = |n: &String| n.to_lowercase() == name.to_lowercase();
    // Initials of two people may differ in nothing but their letters' height: "AD", not "ad".
    let theirs = |p: &&Person| p.names.iter().any(|n| n == name || (p.id != *person && same(n)));
    match case.people.iter().find(theirs) {
        Some(other) => Err(other.id.clone()),
        None => Ok(Settlement::Name {
            name: name.to_owned(),
            person: person.clone(),
        }),
    }
}

/// Somebody on the roster with another sex, relation or life; nothing where it is as before. Names that were given one by one stay what
/// they are, so that each can be taken back alone.
pub fn known_of(matter: &Matter, person: &Person, known: Known) -> anyhow::Result<Option<Settlement>> {
    let before = (person.sex, person.of.as_ref(), person.relation.as_ref());
    if before == (known.sex, known.of.as_ref(), known.relation.as_ref()) && person.life() == known.life {
        return Ok(None);
    }
    refuse_amiss(&matter.case, &known.life)?;
    if let Some(of) = &known.of
        && matter.case.person(of).is_none()
    {
        bail!("nobody on the roster is called {of} any more");
    }
    let mut person = person.clone();
    let given = settling::names_given(&matter.settled, &person.id);
    person.names.retain(|n| !given.contains(n));
    (person.sex, person.of, person.relation) = (known.sex, known.of, known.relation);
    Ok(Some(Settlement::Person(person.with_life(known.life))))
}

fn owner(case: &Case, name: &str) -> Option<PersonId> {
    case.people
        .iter()
        .find(|p| p.names.iter().any(|n| n == name))
        .map(|p| p.id.clone())
}

/// The person of the roster whom an id or a name means; who is there, where it means nobody.
pub(super) fn person_of(case: &Case, wanted: &str) -> anyhow::Result<PersonId> {
    case.people
        .iter()
        .find(|p| p.id.0 == wanted || p.names.iter().any(|n| n.eq_ignore_ascii_case(wanted)))
        .map(|p| p.id.clone())
        .ok_or_else(|| {
            let all: Vec<String> = case
                .people
                .iter()
                .map(|p| format!("{} ({})", p.id, p.names.first().map_or("", String::as_str)))
                .collect();
            anyhow!("{wanted}: nobody on the roster; there are {}", all.join(", "))
        })
}

/// Do the records bear out that a name is this person's: does it stand there, and not as that of a professional?
fn bears_out(matter: &Matter, book: &Rulebook, name: &str, person: &PersonId) -> anyhow::Result<()> {
    if !stands_in(matter, name) {
        bail!(
            "{name}: this name is nowhere in the records, so nothing would be read by it; {}. Give --anyway to merge it all the same",
            names_listed(matter, book)
        );
    }
    let wanted = name.trim().to_lowercase();
    let is_named = |form: &str| {
        let form = form.to_lowercase();
        form == wanted || wanted.ends_with(&format!(" {form}"))
    };
    let all = unknown(matter, book);
    let found = all
        .iter()
        .find(|n| !n.work.is_empty() && (is_named(&n.name) || n.forms.iter().any(|(f, _)| is_named(f))));
    let role = matter.case.person(person).map_or("", |p| p.role.as_str());
    match found {
        Some(found) if role != "professional" => bail!(
            "{name}: the records name a professional so ({}), and {person} is the {role} here; put the professional on the roster with `forewarned people add CASE \"{name}\" --role professional`, or give --anyway to merge it all the same",
            found.work
        ),
        _ => Ok(()),
    }
}

/// Does a name stand in the records as words of their own?
fn stands_in(matter: &Matter, name: &str) -> bool {
    let lower = |text: &str| -> Vec<String> { tokens(text).iter().map(|t| t.bare().to_owned()).collect() };
    let wanted = lower(name);
    let holds = |text: &str| lower(text).windows(wanted.len().max(1)).any(|w| w == wanted.as_slice());
    let stands = |e: &Entry| holds(&e.text) || holds(&e.author) || holds(&e.source) || holds(&e.entry_type);
    !wanted.is_empty() && matter.entries.iter().any(stands)
}

fn names_listed(matter: &Matter, book: &Rulebook) -> String {
    let all: Vec<String> = unknown(matter, book).into_iter().map(|n| n.name).collect();
    listed(
        &all,
        "names that the roster does not know",
        "`forewarned people` lists them",
    )
}

/// A name that is nobody's who matters here; it must stand in the records.
pub fn nobody(matter: &Matter, book: &Rulebook, name: &str) -> anyhow::Result<Settlement> {
    let wanted = name.trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let stands = |e: &Entry| holds(&e.text) || holds(&e.author) || holds(&e.source) || holds(&e.entry_type);
    if wanted.is_empty() || !matter.entries.iter().any(stands) {
        bail!(
            "{name}: this name is nowhere in the records; {}",
            names_listed(matter, book)
        );
    }
    Ok(Settlement::NoPerson { name: name.to_owned() })
}
