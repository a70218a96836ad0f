//! What people settle: checked against the case before it is kept. Nothing that could not be laid over the case is taken.

use anyhow::{anyhow, bail};
use chrono::NaiveDate;

use crate::{
    app::{clock, people},
    model::{
        case::{AgencyId, Case, Hole, Person, PersonId, Sex},
        entry::{Entry, EntryId},
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
        timeline::Conflict,
    },
    patterns::measures::{Measure, Rule, Standing},
    rulebook::load::Rulebook,
    text::words::tokens,
};

/// Who settles something, and why.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Name or initials.
    pub who: String,
    /// Why, in words.
    pub because: String,
}

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
/// No longer list of what there is helps anybody.
const LISTED: usize = 20;

/// The settlement, dated now. Who and why are asked for: a panel must be able to tell later.
pub fn settled(what: Settlement, signed: &Signed) -> anyhow::Result<Settled> {
    if signed.who.trim().is_empty() {
        bail!("say who settles this, with --who NAME");
    }
    if signed.because.trim().is_empty() {
        bail!("say why, with --because TEXT; it is kept beside what was settled");
    }
    Ok(Settled {
        number: 0,
        at: clock::now(),
        who: signed.who.clone(),
        what,
        because: signed.because.clone(),
    })
}

/// A decision on a finding of the case, by its id.
pub fn decision(matter: &Matter, finding: &str, verdict: Verdict) -> anyhow::Result<Settlement> {
    let found = matter
        .finding(finding)
        .ok_or_else(|| anyhow!("{finding}: there is no such finding in this case; `forewarned findings` lists all"))?;
    Ok(Settlement::Decision {
        finding: found.id.clone(),
        version: found.version,
        verdict,
    })
}

/// Days for which an agency's records were supplied, checked.
pub fn coverage(
    case: &Case,
    agency: &str,
    (from, to): (NaiveDate, NaiveDate),
    holes: Vec<Hole>,
) -> anyhow::Result<Settlement> {
    let known = agency_of(case, agency)?;
    if known.1 {
        bail!(
            "{agency}: no records of this agency are in the case, so no days are covered; import them first, or ask the agency for them"
        );
    }
    if from > to {
        bail!("{from} is after {to}; give the first day first");
    }
    let mut holes = holes;
    holes.sort_by_key(|h| (h.from, h.to));
    for hole in &holes {
        if hole.from > hole.to || hole.from < from || hole.to > to {
            bail!(
                "the hole {} to {} does not lie inside {from} to {to}, first day first",
                hole.from,
                hole.to
            );
        }
    }
    Ok(Settlement::Coverage {
        agency: known.0,
        from,
        to,
        holes,
    })
}

/// The agency of this id, and whether it supplied nothing.
fn agency_of(case: &Case, agency: &str) -> anyhow::Result<(AgencyId, bool)> {
    case.agencies
        .iter()
        .find(|a| a.id.0 == agency || a.name.eq_ignore_ascii_case(agency))
        .map(|a| (a.id.clone(), a.files.is_empty()))
        .ok_or_else(|| {
            let all: Vec<&str> = case.agencies.iter().map(|a| a.id.0.as_str()).collect();
            anyhow!(
                "{agency}: there is no such agency in this case; there are {}",
                all.join(", ")
            )
        })
}

/// A hole as it is given on the command line: `2021-03-01..2021-03-14:changed system`.
///
/// ```
/// let hole = forewarned::app::settling::hole("2021-03-01..2021-03-14:changed system").unwrap();
/// assert_eq!(hole.why.as_deref(), Some("changed system"));
/// assert!(forewarned::app::settling::hole("March").is_err());
/// ```
pub fn hole(text: &str) -> Result<Hole, String> {
    let (days, why) = text.split_once(':').unwrap_or((text, ""));
    let day = |s: &str| s.trim().parse::<NaiveDate>().ok();
    let (from, to) = days
        .split_once("..")
        .and_then(|(from, to)| Some((day(from)?, day(to)?)))
        .ok_or_else(|| format!("`{text}` is no span of days; write it as 2021-03-01..2021-03-14:why"))?;
    Ok(Hole {
        from,
        to,
        why: Some(why.trim().to_owned()).filter(|w| !w.is_empty()),
    })
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
    let number = case
        .people
        .iter()
        .filter_map(|p| p.id.0.strip_prefix('P')?.parse::<usize>().ok())
        .max()
        .unwrap_or(0);
    Ok(Settlement::Person(Person {
        id: PersonId(format!("P{}", number + 1)),
        role: new.role.clone(),
        names: new.names.clone(),
        sex: new.sex,
        of,
        relation: new.relation.clone(),
    }))
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

fn owner(case: &Case, name: &str) -> Option<PersonId> {
    case.people
        .iter()
        .find(|p| p.names.iter().any(|n| n == name))
        .map(|p| p.id.clone())
}

fn person_of(case: &Case, wanted: &str) -> anyhow::Result<PersonId> {
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

/// A result that a reviewer sets for a measure of the thematic table, as `M18-01=met`, checked.
pub fn measure(all: &[Measure], set: &str) -> anyhow::Result<Settlement> {
    let known = |codes: Vec<&str>| codes.join(", ");
    let results = || known(Standing::ALL.iter().map(|s| s.code()).collect());
    let Some((code, result)) = set.split_once('=').map(|(c, r)| (c.trim(), r.trim())) else {
        bail!(
            "`{set}`: write it as CODE=RESULT, for example M18-01=met; results are {}",
            results()
        );
    };
    let Some(found) = all.iter().find(|m| m.code.eq_ignore_ascii_case(code)) else {
        bail!(
            "{code}: there is no such measure; there are {}",
            known(all.iter().map(|m| m.code.as_str()).collect())
        );
    };
    if matches!(found.rule, Rule::Counted { .. }) {
        bail!("{}: is a number that is counted, and has no result to set", found.code);
    }
    let Some(result) = Standing::of_code(result) else {
        bail!("{result}: there is no such result; there are {}", results());
    };
    Ok(Settlement::Measure {
        measure: found.code.clone(),
        result: result.code().to_owned(),
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
    let all = people::unknown(matter, book);
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
    let all: Vec<String> = people::unknown(matter, book).into_iter().map(|n| n.name).collect();
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

fn listed(all: &[String], what: &str, where_all: &str) -> String {
    match all.len() {
        0 => format!("there are no {what}"),
        n if n > LISTED => format!(
            "there are {n} {what}, such as {}; {where_all}",
            all.get(..LISTED).unwrap_or_default().join(", ")
        ),
        _ => format!("the {what}: {}", all.join(", ")),
    }
}

/// A settlement to take back, checked.
pub fn undo(matter: &Matter, number: u64) -> anyhow::Result<Settlement> {
    let Some(found) = matter.settled.iter().find(|s| s.number == number) else {
        bail!("there is no settlement {number}; `forewarned settled` shows all");
    };
    if matter.settled.iter().any(|s| s.what == Settlement::Undo(number)) {
        bail!("settlement {number} was taken back already");
    }
    if matches!(found.what, Settlement::Undo(_)) {
        bail!("settlement {number} took another back; settle that one again instead");
    }
    Ok(Settlement::Undo(number))
}

/// Two entries of the case, by their refs.
pub fn pair(matter: &Matter, first: &str, second: &str) -> anyhow::Result<(EntryId, EntryId)> {
    let known = |id: &str| {
        matter
            .entry(&EntryId(id.to_owned()))
            .map(|(e, _)| e.id.clone())
            .ok_or_else(|| anyhow!("{id}: there is no such entry in this case; `forewarned timeline` lists all"))
    };
    let (first, second) = (known(first)?, known(second)?);
    if first == second {
        bail!("{first} is one entry; give two");
    }
    Ok((first, second))
}

/// Two entries whose accounts are set against each other, by their refs.
pub fn conflict(matter: &Matter, first: &str, second: &str) -> anyhow::Result<(EntryId, EntryId)> {
    let (first, second) = pair(matter, first, second)?;
    let all = &matter.timeline.conflicts;
    let is_theirs =
        |c: &Conflict| (&c.first, &c.second) == (&first, &second) || (&c.second, &c.first) == (&first, &second);
    if !all.iter().any(is_theirs) {
        let all: Vec<String> = all.iter().map(|c| format!("{} and {}", c.first, c.second)).collect();
        bail!(
            "{first} and {second} are not set against each other; {}",
            listed(&all, "accounts that disagree", "`forewarned conflicts` lists them")
        );
    }
    Ok((first, second))
}
