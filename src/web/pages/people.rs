//! The people of a case: the roster, and names in the records that it does not know, each to be taken on, joined or set aside.

use serde::Serialize;

use crate::{
    model::{
        case::{Case, Person, PersonId, Sex},
        entry::{Entry, EntryId},
        life::Life,
        settled::{Settled, Settlement, standing},
    },
    review::settled_words,
    text::unknown_names::UnknownName,
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        paging::{Long, Paging},
        records::{self, Choice, Step},
        words,
    },
};

/// Names on one page.
const PER_PAGE: usize = 20;
/// Letters shown on each side of a name.
const SIDE: usize = 60;

#[derive(Serialize)]
struct Body {
    steps: Vec<Step>,
    roster: Vec<Member>,
    names: Vec<NameCard>,
    paging: Paging,
    professionals: usize,
    here: String,
    action: String,
    add: String,
    known: String,
    take_back: String,
    roles: Vec<Choice>,
    people: Vec<Choice>,
    deeds: Vec<Choice>,
    seen: u64,
    typed: Typed,
    has_entries: bool,
    import: String,
}

/// What is known of somebody's life, as its fields hold it: lists with one on a line.
#[derive(Serialize)]
struct LifeFields {
    born: String,
    addresses: String,
    phones: String,
    schools: String,
    workplaces: String,
    /// Is there anything in them, so that they stand open?
    is_open: bool,
}

impl LifeFields {
    /// As it was filled in, or as it is known.
    fn of(ask: &Ask, is_sent: bool, known: &Life) -> Self {
        let typed = |name: &str, known: String| {
            if is_sent { ask.typed(name).to_owned() } else { known }
        };
        let born = known.born.map(|day| day.format("%-d/%-m/%Y").to_string());
        let mut out = Self {
            born: typed("born", born.unwrap_or_default()),
            addresses: typed("addresses", known.addresses.join("\n")),
            phones: typed("phones", known.phones.join("\n")),
            schools: typed("schools", known.schools.join("\n")),
            workplaces: typed("workplaces", known.workplaces.join("\n")),
            is_open: false,
        };
        let all = [&out.born, &out.addresses, &out.phones, &out.schools, &out.workplaces];
        out.is_open = all.iter().any(|field| !field.is_empty());
        out
    }
}

/// Somebody on the roster.
#[derive(Serialize)]
struct Member {
    name: String,
    role: String,
    also: String,
    relation: String,
    chronology: String,
    id: String,
    form: String,
    is_sent: bool,
    other: String,
    sex: String,
    of: String,
    how: String,
    life: LifeFields,
    because: String,
    given: Vec<Given>,
}

/// What somebody said of a person on the roster, to be taken back.
#[derive(Serialize)]
struct Given {
    number: u64,
    form: String,
    words: String,
    is_sent: bool,
    because: String,
}

/// A name that the roster does not know.
#[derive(Serialize)]
struct NameCard {
    form: String,
    /// Its place on the page.
    place: String,
    name: String,
    forms: String,
    count: String,
    work: String,
    weak: bool,
    likely: String,
    quotes: Vec<QuoteLine>,
    what: String,
    role: String,
    person: String,
    because: String,
    also: String,
    anyway: bool,
}

#[derive(Serialize)]
struct QuoteLine {
    entry: Link,
    before: String,
    name: String,
    after: String,
}

/// What was filled in of somebody new.
#[derive(Serialize)]
struct Typed {
    name: String,
    also: String,
    role: String,
    sex: String,
    of: String,
    relation: String,
    life: LifeFields,
    because: String,
}

/// Shows them.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let case = &opened.matter.case;
    let all = ask.cases.bringing().unknown_names(&opened.slug)?.unwrap_or_default();
    let address = opened.address("people");
    let long = Long {
        total: all.len(),
        per_page: PER_PAGE,
        called: (
            "name that the roster does not know",
            "names that the roster does not know",
        ),
    };
    let page = ask.one("page");
    let paging = Paging::of(&long, page, &address, &[]);
    let entries: std::collections::BTreeMap<&EntryId, &Entry> =
        opened.matter.entries.iter().map(|e| (&e.id, e)).collect();
    let names = paging.part(&all);
    let here = addresses::with_query(&address, &[("page", page)]);
    let body = Body {
        steps: records::steps(&opened, "people"),
        roster: roster(ask, &opened),
        names: names
            .iter()
            .enumerate()
            .map(|(at, n)| card(ask, (&opened, &entries, &here), (at, n)))
            .collect(),
        professionals: all.iter().filter(|n| !n.work.is_empty()).count(),
        here,
        action: opened.address("people/name"),
        add: opened.address("people/add"),
        known: opened.address("people/known"),
        take_back: opened.address("people/back"),
        roles: records::roles(),
        people: with_nobody(case),
        deeds: vec![
            Choice::new("new", "Somebody of their own: put them on the roster"),
            Choice::new("same", "Another name of somebody on the roster"),
            Choice::new("nobody", "Nobody who matters here, or no name"),
        ],
        seen: opened.seen(),
        typed: typed(ask),
        has_entries: !opened.matter.entries.is_empty(),
        import: opened.address("import"),
        paging,
    };
    Ok(opened.page("People", body))
}

fn typed(ask: &Ask) -> Typed {
    let is_sent = ask.typed("form") == "new-";
    let typed = |name: &str| {
        if is_sent {
            ask.typed(name).to_owned()
        } else {
            String::new()
        }
    };
    Typed {
        name: typed("name"),
        also: typed("also"),
        role: typed("role"),
        sex: typed("sex"),
        of: typed("of"),
        relation: typed("relation"),
        life: LifeFields::of(ask, is_sent, &Life::default()),
        because: typed("because"),
    }
}

fn with_nobody(case: &Case) -> Vec<Choice> {
    let people = case
        .people
        .iter()
        .map(|p| Choice::new(p.id.0.clone(), words::person(case, &p.id)));
    [Choice::new("", "Nobody chosen")].into_iter().chain(people).collect()
}

/// The roster, each with what can be said of them.
fn roster(ask: &Ask, opened: &Opened) -> Vec<Member> {
    let people = opened.matter.case.people.iter().enumerate();
    people.map(|(at, p)| member(ask, opened, (at, p))).collect()
}

fn member(ask: &Ask, opened: &Opened, (at, p): (usize, &Person)) -> Member {
    let case = &opened.matter.case;
    let form = format!("p{at}-");
    let is_sent = ask.typed("form") == form;
    let typed = |name: &str, otherwise: &str| if is_sent { ask.typed(name) } else { otherwise }.to_owned();
    let sex = match p.sex {
        Some(Sex::Male) => "male",
        Some(Sex::Female) => "female",
        None => "",
    };
    Member {
        name: p.names.first().unwrap_or(&p.id.0).clone(),
        role: p.role.clone(),
        also: p.names.iter().skip(1).cloned().collect::<Vec<_>>().join(", "),
        relation: match (&p.relation, &p.of) {
            (Some(relation), Some(of)) => format!("{relation} (of {})", name(case, of)),
            (Some(relation), None) => relation.clone(),
            (None, Some(of)) => format!("{} of {}", p.role, name(case, of)),
            (None, None) => String::new(),
        },
        chronology: addresses::with_query(&opened.address("chronology"), &[("person", &p.id.0)]),
        other: typed("other", ""),
        sex: typed("sex", sex),
        of: typed("of", p.of.as_ref().map_or("", |of| of.0.as_str())),
        how: typed("relation", p.relation.as_deref().unwrap_or_default()),
        life: LifeFields::of(ask, is_sent, &p.life()),
        because: typed("because", ""),
        given: given(ask, opened, &p.id),
        id: p.id.0.clone(),
        is_sent,
        form,
    }
}

/// What stands of what people said of somebody on the roster.
fn given(ask: &Ask, opened: &Opened, who: &PersonId) -> Vec<Given> {
    let settled = standing(&opened.matter.settled);
    let is_theirs = |one: &&&Settled| match &one.what {
        Settlement::Name { person, .. } => person == who,
        Settlement::Person(person) => person.id == *who,
        _ => false,
    };
    let line = |one: &&Settled| {
        let form = format!("b{}-", one.number);
        let is_sent = ask.typed("form") == form;
        Given {
            number: one.number,
            words: format!(
                "{}. {}, {}: {}",
                words::sentence(&settled_words::in_words(&opened.matter, &one.what)),
                one.who,
                words::logged(&one.at),
                one.because
            ),
            because: if is_sent { ask.typed("because") } else { "" }.to_owned(),
            is_sent,
            form,
        }
    };
    settled.iter().filter(is_theirs).map(line).collect()
}

fn name<'a>(case: &'a Case, id: &'a PersonId) -> &'a str {
    case.person(id).and_then(|p| p.names.first()).unwrap_or(&id.0)
}

type Entries<'a> = std::collections::BTreeMap<&'a EntryId, &'a Entry>;

fn card(
    ask: &Ask,
    (opened, entries, here): (&Opened, &Entries<'_>, &str),
    (at, found): (usize, &UnknownName),
) -> NameCard {
    let case = &opened.matter.case;
    let form = format!("n{at}-");
    let place = format!("name-{at}");
    let back = format!("{here}#{place}");
    let is_sent = ask.typed("form") == form && ask.typed("name") == found.name;
    let typed = |name: &str, otherwise: &str| if is_sent { ask.typed(name) } else { otherwise }.to_owned();
    let agencies: Vec<String> = found
        .agencies
        .iter()
        .map(|(id, count)| format!("{} {}", case.agency_name(id), words::number(*count)))
        .collect();
    let likely = found.likely.as_ref().filter(|_| found.work.is_empty());
    let first = match (likely, found.work.is_empty()) {
        (Some(_), _) => "same",
        (None, false) => "new",
        (None, true) => "",
    };
    NameCard {
        name: found.name.clone(),
        forms: if found.forms.len() > 1 {
            let forms = found
                .forms
                .iter()
                .map(|(form, n)| format!("{form} ({})", words::number(*n)));
            forms.collect::<Vec<_>>().join(", ")
        } else {
            String::new()
        },
        count: format!(
            "{}: {}",
            words::count(found.count, "time", "times"),
            words::list(&agencies)
        ),
        work: found.work.clone(),
        weak: found.is_weak,
        likely: found.likely.as_ref().map_or_else(String::new, |l| {
            format!("perhaps {}: {}", words::person(case, &l.person), l.why)
        }),
        quotes: found
            .first
            .iter()
            .filter_map(|q| {
                let entry = entries.get(&q.entry)?;
                let address = opened.entry_from(&entry.id, &back);
                Some(quote((entry, address), q.part.of(entry), (q.start, q.end)))
            })
            .collect(),
        what: typed("what", first),
        role: typed("role", if found.work.is_empty() { "other" } else { "professional" }),
        person: typed("person", likely.map_or("", |l| l.person.0.as_str())),
        because: typed("because", &why(found)),
        also: typed(
            "also",
            &found
                .forms
                .iter()
                .map(|(form, _)| form.as_str())
                .filter(|form| *form != found.name)
                .collect::<Vec<_>>()
                .join(", "),
        ),
        anyway: is_sent && ask.faults.iter().any(|f| f.field == "anyway"),
        form,
        place,
    }
}

/// What the records themselves tell, as the reason that stands there at first.
fn why(found: &UnknownName) -> String {
    match (&found.work, &found.likely) {
        (work, _) if !work.is_empty() => format!("The records name them so: {work}"),
        (_, Some(likely)) => crate::web::words::sentence(&likely.why),
        _ => String::new(),
    }
}

/// The words around a name, cut where words end.
fn quote((entry, address): (&Entry, String), text: &str, (start, end): (usize, usize)) -> QuoteLine {
    let mut from = start.saturating_sub(SIDE);
    while from > 0 && !text.get(..from).is_some_and(|t| t.ends_with(char::is_whitespace)) {
        from -= 1;
    }
    let mut to = (end + SIDE).min(text.len());
    while to < text.len() && !text.get(to..).is_some_and(|t| t.starts_with(char::is_whitespace)) {
        to += 1;
    }
    QuoteLine {
        entry: Link::new(format!("{}, {}", entry.id, entry.when.shown()), address),
        before: text.get(from..start).unwrap_or_default().to_owned(),
        name: text.get(start..end).unwrap_or_default().to_owned(),
        after: text.get(end..to).unwrap_or_default().to_owned(),
    }
}
