//! Names are taken on, joined with somebody on the roster, or set aside; and somebody new is put on it.

use crate::{
    app::{
        people::{self, NewPerson},
        settling,
    },
    model::{
        case::{PersonId, Sex},
        life::Life,
        settled::{Settled, Settlement},
        who,
    },
    web::{
        asking::{Ask, Fault, Opened},
        bringing::Naming,
        deeds::{
            Done, Undone, keep,
            life::{ADDRESSES, BORN, PHONES, SCHOOLS, WORKPLACES, life},
            offer::{
                Field, KNOWN_FROM,
                Kind::{Text, Tick},
                Offer, SEEN, may, must, of,
            },
            roster::{OF, RELATION, SEX},
            signing::signed,
            way_back,
        },
        records::ROLES,
        words::{self, sentence},
    },
};

const ROLE_CODES: &[&str] = &[
    "professional",
    "relative",
    "partner",
    "ex-partner",
    "child",
    "neighbour",
    "victim",
    "subject",
    "other",
];
const ALSO: Field = may("also", Text, "other forms of the name, with commas between");

/// What a program sends of a name.
pub(super) const NAME: Offer = Offer {
    about: "Says whose a name is that the roster does not know",
    takes: &[
        must("name", Text, "the name, as the list of unknown names has it"),
        of(
            must(
                "what",
                Text,
                "somebody new, somebody on the roster, or nobody who matters here",
            ),
            &["new", "same", "nobody"],
        ),
        of(may("role", Text, "what somebody new is in this case"), ROLE_CODES),
        may("person", Text, "who it is, of the roster (id)"),
        ALSO,
        may("anyway", Tick, "joins them though the records do not bear it out"),
        KNOWN_FROM,
        SEEN,
    ],
};

/// What a program sends of somebody new.
pub(super) const ADD: Offer = Offer {
    about: "Puts somebody on the roster",
    takes: &[
        must("name", Text, "the full name"),
        of(must("role", Text, "what they are in this case"), ROLE_CODES),
        ALSO,
        SEX,
        OF,
        RELATION,
        BORN,
        ADDRESSES,
        PHONES,
        SCHOOLS,
        WORKPLACES,
        KNOWN_FROM,
        SEEN,
    ],
};

/// No name is longer, in characters.
const LONGEST: usize = 150;
/// What is asked where no reason was given.
const WHY: &str = "Enter how you know it";

/// What somebody makes of a name that the roster does not know.
pub(crate) fn name(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let name = ask.typed("name");
    let mut faults = Vec::new();
    let signed = signed(ask, WHY, &mut faults);
    let what = ask.typed("what");
    match what {
        "new" if !is_role(ask.typed("role")) => {
            faults.push(Fault::of("role", format!("Choose what {name} is in this case")));
        }
        "same" if ask.typed("person").is_empty() => faults.push(Fault::of("person", format!("Choose who {name} is"))),
        "same" | "nobody" if !ask.typed("also").is_empty() => faults.push(Fault::of(
            "also",
            "Other forms of a name are kept here only for somebody new: add them where the person stands on the roster, and leave this empty",
        )),
        "new" | "same" | "nobody" => {}
        _ => faults.push(Fault::of("what", format!("Choose who {name} is"))),
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let (settlement, said) = match what {
        "new" => {
            let new = NewPerson {
                names: std::iter::once(name)
                    .chain(ask.typed("also").split([',', '\n']))
                    .map(|n| n.trim().to_owned())
                    .filter(|n| !n.is_empty())
                    .collect(),
                role: ask.typed("role").to_owned(),
                ..NewPerson::default()
            };
            (person(&opened, &new, "what")?, format!("{name} is on the roster."))
        }
        "same" => {
            let id = ask.typed("person").to_owned();
            let who = words::person(&opened.matter.case, &PersonId(id.clone()));
            let naming = if ask.typed("anyway").is_empty() {
                Naming::Same(id)
            } else {
                Naming::SameAnyway(id)
            };
            (
                joined(ask, &opened, name, &naming)?,
                format!("{name} is read as {who} from now on."),
            )
        }
        _ => (
            joined(ask, &opened, name, &Naming::Nobody)?,
            format!("{name} is listed no more."),
        ),
    };
    let settled = settling::settled(settlement, &signed)?;
    settle(ask, &opened, &settled, (format!("the name {name}"), said))
}

/// Puts somebody on the roster.
pub(crate) fn add(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, WHY, &mut faults);
    let name = ask.typed("name");
    if !who::is_line(name, LONGEST) {
        faults.push(Fault::of(
            "name",
            "Enter the full name, of one line, each character of it visible",
        ));
    }
    if !who::shows_all(&ask.typed("also").replace('\n', ",")) {
        faults.push(Fault::of(
            "also",
            "Enter other names with commas between, each character of them visible",
        ));
    }
    if !is_role(ask.typed("role")) {
        faults.push(Fault::of("role", "Choose what this person is in this case"));
    }
    let life = life(ask, &opened.matter.case, Life::default(), &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let also = ask
        .typed("also")
        .split([',', '\n'])
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let some = |field: &str| Some(ask.typed(field).to_owned()).filter(|v| !v.is_empty());
    let new = NewPerson {
        names: std::iter::once(name).chain(also).map(str::to_owned).collect(),
        role: ask.typed("role").to_owned(),
        sex: match ask.typed("sex") {
            "male" => Some(Sex::Male),
            "female" => Some(Sex::Female),
            _ => None,
        },
        of: some("of"),
        relation: some("relation"),
        life,
    };
    let settlement = person(&opened, &new, "name")?;
    let settled = settling::settled(settlement, &signed)?;
    settle(
        ask,
        &opened,
        &settled,
        (format!("the person {name}"), format!("{name} is on the roster.")),
    )
}

fn is_role(role: &str) -> bool {
    ROLES.iter().any(|(code, _)| *code == role)
}

fn person(opened: &Opened, new: &NewPerson, field: &str) -> Result<Settlement, Undone> {
    let case = &opened.matter.case;
    let is_known = |name: &String| {
        case.people
            .iter()
            .find(|p| p.names.iter().any(|n| who::is_same(n, name)))
    };
    if let Some((name, known)) = new.names.iter().find_map(|n| Some((n, is_known(n)?))) {
        return Err(Undone::fault(
            field,
            format!("{name} is a name of {} already", words::person(case, &known.id)),
        ));
    }
    people::person(case, new).map_err(|why| Undone::fault(field, sentence(&why.to_string())))
}

/// A name that is somebody's, or nobody's. What the records do not bear out is asked once more.
fn joined(ask: &Ask, opened: &Opened, name: &str, naming: &Naming) -> Result<Settlement, Undone> {
    ask.cases.bringing().naming(&opened.matter, name, naming).map_err(|_| match naming {
        Naming::Nobody => Undone::fault("what", format!("{name} stands nowhere in the records any more")),
        _ => Undone::fault(
            "anyway",
            format!("The records do not bear it out that {name} is that person: they name a professional so, or it is somebody else’s name already. Tick “Join them all the same” if you know it"),
        ),
    })
}

fn settle(ask: &Ask, opened: &Opened, settled: &Settled, (about, said): (String, String)) -> Result<Done, Undone> {
    let to = way_back(ask, opened.address("people"));
    keep(ask, (opened, settled), &about, Done { to, said })
}
