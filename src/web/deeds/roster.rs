//! Somebody on the roster gets another form of name, a sex, a relation, or what is known of their life: what a person knows and the program proposes to nobody, such as
//! initials, or what a family calls its grandmother.

use crate::{
    app::{
        people::{self, Known},
        settling::{self, Signed},
    },
    model::{
        case::{Person, PersonId, Sex},
        life::Life,
        settled::Settled,
        who,
    },
    web::{
        asking::{Ask, Fault, Opened},
        deeds::{
            Done, Undone, changed, keep_each,
            life::{ADDRESSES, BORN, PHONES, SCHOOLS, WORKPLACES, life},
            offer::{Field, KNOWN_FROM, Kind::Text, Offer, SEEN, may, must, of},
            signing::signed,
            way_back,
        },
        words::{self, sentence},
    },
};

/// To know who “he” and “she” are.
pub(super) const SEX: Field = of(may("sex", Text, "left out where it is not known"), &["female", "male"]);
/// Somebody else of the roster.
pub(super) const OF: Field = may("of", Text, "whom they are related to (id)");
/// How.
pub(super) const RELATION: Field = may("relation", Text, "how they are related");

/// What a program sends of somebody on the roster.
pub(super) const KNOWN: Offer = Offer {
    about: "Gives somebody on the roster other forms of name, a sex, a relation, or what is known of their life; sex and relation are taken as they are sent",
    takes: &[
        must("person", Text, "who, of the roster (id)"),
        may("other", Text, "other forms of the name, with commas between"),
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

/// What is asked where no reason was given.
const WHY: &str = "Enter how you know it";

/// Keeps what was said of somebody on the roster, and says what changed by it.
pub(crate) fn known(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, WHY, &mut faults);
    let who = PersonId(ask.typed("person").to_owned());
    let Some(person) = opened.matter.case.person(&who).cloned() else {
        return Err(Undone::fault(
            "other",
            "This person is no longer on the roster: look at it again",
        ));
    };
    if !who::shows_all(&ask.typed("other").replace('\n', ",")) {
        let asked = "Enter other forms with commas between, each character of them visible";
        faults.push(Fault::of("other", asked));
    }
    let life = life(ask, &opened.matter.case, person.life(), &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let all = settlements(ask, &opened, (&person, life), &signed)?;
    let name = words::person(&opened.matter.case, &who);
    let to = way_back(ask, opened.address("people"));
    let done = Done {
        to: to.clone(),
        said: String::new(),
    };
    keep_each(ask, (&opened, &all), &format!("the roster, {name}"), done)?;
    let forms: Vec<String> = forms(ask).iter().map(|f| format!("“{f}”")).collect();
    let what = if forms.is_empty() {
        format!("What you said of {name} is kept")
    } else {
        format!("{} is read as {name} from now on", words::list(&forms))
    };
    let done = Done {
        to,
        said: format!("{what}. You can take it back under “On the roster”"),
    };
    changed::tell(ask, &opened, done, Vec::new())
}

/// The forms that were typed.
fn forms(ask: &Ask) -> Vec<String> {
    let typed = ask.typed("other").split([',', '\n']).map(str::trim);
    typed.filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// What is settled by it: each form of name, and the person with another sex, relation or life where that was changed.
fn settlements(
    ask: &Ask,
    opened: &Opened,
    (person, life): (&Person, Life),
    signed: &Signed,
) -> Result<Vec<Settled>, Undone> {
    let case = &opened.matter.case;
    let some = |field: &str| Some(ask.typed(field).to_owned()).filter(|v| !v.is_empty());
    let sex = match ask.typed("sex") {
        "male" => Some(Sex::Male),
        "female" => Some(Sex::Female),
        _ => None,
    };
    let of = some("of").map(PersonId);
    if of.as_ref() == Some(&person.id) {
        return Err(Undone::fault(
            "of",
            "Choose somebody else: nobody is related to themselves",
        ));
    }
    let known = Known {
        sex,
        of,
        relation: some("relation"),
        life,
    };
    let mut all = Vec::new();
    for form in forms(ask) {
        let what = people::other_form(case, &form, &person.id)
            .map_err(|other| Undone::fault("other", taken(opened, &form, &other, person)))?;
        all.push(settling::settled(what, signed)?);
    }
    if let Some(what) = people::known_of(&opened.matter, person, known)
        .map_err(|why| Undone::fault("of", sentence(&why.to_string())))?
    {
        all.push(settling::settled(what, signed)?);
    }
    if all.is_empty() {
        let asked =
            "Enter another form of the name, or change something else that is known of them: nothing was changed";
        return Err(Undone::fault("other", asked));
    }
    Ok(all)
}

/// Why a form is not taken.
fn taken(opened: &Opened, form: &str, other: &PersonId, person: &Person) -> String {
    let whose = words::person(&opened.matter.case, other);
    if *other == person.id {
        format!("{form} is a name of {whose} already")
    } else {
        format!(
            "{form} is a name of {whose} already; if it were two people’s, nobody could tell whose it is in an entry. \
             Say it in the entry itself, where who is meant can be corrected"
        )
    }
}
