//! Words are cleared so that a case can be anonymised, names are chosen, and the anonymised case is made.

use crate::{
    app::{
        anonymising::{self, Order},
        matters::{is_slug, why_closed},
        settling::{self, Signed},
    },
    model::{
        disguise::Clearing,
        settled::{Settled, Settlement},
        who,
    },
    review::plain,
    web::{
        asking::{Ask, Fault, Opened, Refusal},
        bringing::Naming,
        deeds::{
            Done, Undone, keep, keep_each,
            offer::{
                Field,
                Kind::{Number, Numbers, Text, Texts, Tick},
                Offer, SEEN, may, must, of,
            },
            signing::{too_long, unnamed},
            way_back,
        },
        pages::anonymise_left::{Asked, left, sent, why_of},
        words::{self, sentence},
    },
};

const WHAT_CODES: &[&str] = &[
    "ordinary",
    "person",
    "professional",
    "place",
    "organisation",
    "reference",
    "happening",
];
const WHY_CODES: &[&str] = &[
    "name",
    "place",
    "happening",
    "capital",
    "figures",
    "letters",
    "unknown",
    "ordinary",
];
const BECAUSE: Field = may("because", Text, "how you know it; kept beside your name");
const LEVEL: Field = may("level", Text, "for whom (id of a level); training where none is named");

/// What a program sends of words.
pub(super) const CLEAR: Offer = Offer {
    about: "Says what words are that nothing tells, so that the case can be anonymised",
    takes: &[
        may("word", Texts, "the words, as the list of those left has them"),
        of(must("what", Text, "what they are"), WHAT_CODES),
        of(may("all", Text, "every word left for this reason"), WHY_CODES),
        may("q", Text, "of those, only words that hold these letters"),
        may(
            "many",
            Number,
            "how many those are as you know it: where they are more or fewer by now, nothing is kept",
        ),
        LEVEL,
        BECAUSE,
        SEEN,
    ],
};

/// What a program sends of words cleared by mistake.
pub(super) const BACK: Offer = Offer {
    about: "Puts words that were cleared on the list again",
    takes: &[
        must(
            "number",
            Numbers,
            "numbers of what was said of them, as the audit has them",
        ),
        BECAUSE,
        SEEN,
    ],
};

/// What a program sends of a name.
pub(super) const CALL: Offer = Offer {
    about: "Chooses how somebody on the roster is called in anonymised cases",
    takes: &[
        must("person", Text, "who, of the roster (id)"),
        may("name", Text, "the false name; one is drawn where none is sent"),
        BECAUSE,
        SEEN,
    ],
};

/// What a program sends of a case to be made.
pub(super) const MAKE: Offer = Offer {
    about: "Makes an anonymised case, once no word is left to clear",
    takes: &[
        LEVEL,
        may("name", Text, "name of the new case: small letters, digits and hyphens"),
        may("title", Text, "its title"),
        may(
            "any_origin",
            Tick,
            "draws false names from any cultural origin, so that they tell nothing of that of the real ones",
        ),
        may(
            "anyway",
            Tick,
            "makes it though something real seems to be found again in it, after every place was looked at",
        ),
    ],
};

/// No title is longer, in characters.
const LONGEST_TITLE: usize = 150;

/// Who does it, and how they know it; these words where nothing is filled in, so that dozens of words need not dozens of reasons.
fn signed(ask: &Ask, otherwise: &str, faults: &mut Vec<Fault>) -> Signed {
    let who = ask.visitor.name();
    if who.is_empty() {
        faults.push(unnamed());
    }
    let because = ask.typed("because");
    faults.extend(too_long(because));
    Signed {
        who,
        because: if because.is_empty() { otherwise } else { because }.to_owned(),
    }
}

/// Says what the words are that were ticked, or all that are left for a reason.
pub(crate) fn clear(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, "Looked at in the list of words left", &mut faults);
    let what = Clearing::of_code(ask.typed("what"));
    if what.is_none() {
        faults.push(Fault::of("what", "Choose what they are"));
    }
    let words = match why_of(ask.typed("all")) {
        Some(why) => {
            let wanted = Asked::all_of(why, ask.typed("q"));
            let groups = left(ask, &opened, &level(ask, &opened)?)?;
            let words: Vec<String> = groups.into_iter().filter(|g| wanted.takes(g)).map(|g| g.word).collect();
            let many: Option<usize> = ask.typed("many").parse().ok();
            if many.is_some_and(|many| many != words.len()) {
                let now = words::count(words.len(), "word is left", "words are left");
                faults.push(Fault::of(
                    "list",
                    format!("The list changed while you read it: {now} for this reason. Look at them once more"),
                ));
            }
            words
        }
        None => sent(ask, "word").into_iter().map(str::to_owned).collect(),
    };
    if words.is_empty() {
        faults.push(Fault::of("list", "Tick at least one word of the list"));
    }
    let (Some(what), true) = (what, faults.is_empty()) else {
        return Err(Undone::Faults(faults));
    };
    let each = words.iter().map(|word| {
        let settlement = anonymising::clearing(word, what)?;
        settling::settled(settlement, &signed)
    });
    let all: Vec<Settled> = each
        .collect::<anyhow::Result<_>>()
        .map_err(|why| Undone::fault("list", sentence(&plain::on_screen(&why.to_string()))))?;
    let number = words::count(all.len(), "word is cleared", "words are cleared");
    let done = Done {
        to: way_back(ask, opened.address("anonymise/left")),
        said: format!("{number}: {}.", what.words()),
    };
    keep_each(ask, (&opened, &all), "what these words are", done)
}

/// Puts words on the list again.
pub(crate) fn back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, "To be looked at again", &mut faults);
    let is_clearing = |number: u64| {
        let mut all = opened.matter.settled.iter();
        all.any(|s| s.number == number && matches!(s.what, Settlement::Cleared { .. }))
    };
    let numbers: Vec<u64> = sent(ask, "number")
        .into_iter()
        .filter_map(|n| n.parse().ok())
        .filter(|n| is_clearing(*n))
        .collect();
    if numbers.is_empty() {
        faults.push(Fault::of("list", "Tick at least one word of the list"));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let each = numbers.iter().map(|number| {
        let undo = settling::undo(&opened.matter, *number)?;
        settling::settled(undo, &signed)
    });
    let all: Vec<Settled> = each
        .collect::<anyhow::Result<_>>()
        .map_err(|why| Undone::fault("list", sentence(&plain::on_screen(&why.to_string()))))?;
    let done = Done {
        to: way_back(ask, opened.address("anonymise/left?tab=cleared")),
        said: format!(
            "{} to be looked at again. What was said stays on record.",
            words::count(all.len(), "word is", "words are")
        ),
    };
    keep_each(ask, (&opened, &all), "what these words are", done)
}

/// Makes a word that is left a name of somebody on the roster, which teaches the roster.
pub(crate) fn name(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, "It stands for them in the records", &mut faults);
    let (name, person) = (ask.typed("name"), ask.typed("person"));
    if name.is_empty() || !who::is_line(name, LONGEST_TITLE) {
        faults.push(Fault::of("name", "The name could not be read: load the page again"));
    }
    if person.is_empty() {
        faults.push(Fault::of("person", format!("Choose whose name {name} is")));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let naming = Naming::SameAnyway(person.to_owned());
    let settlement = match ask.cases.bringing().naming(&opened.matter, name, &naming) {
        Ok(settlement) => settlement,
        Err(why) if why.is::<crate::app::lensing::Masked>() => return Err(why.into()),
        Err(why) => return Err(Undone::fault("person", sentence(&plain::on_screen(&why.to_string())))),
    };
    let settled = settling::settled(settlement, &signed)?;
    let done = Done {
        to: way_back(ask, opened.address("anonymise/left")),
        said: format!("{name} is on the roster as a name of theirs, and is read so from now on."),
    };
    keep(ask, (&opened, &settled), &format!("the name {name}"), done)
}

/// Chooses how somebody is called.
pub(crate) fn call(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    let signed = signed(ask, "Chosen for anonymised cases", &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let name = ask.typed("name");
    let settlement = anonymising::called_as(&opened.matter, ask.typed("person"), name)
        .map_err(|why| Undone::fault("name", sentence(&plain::on_screen(&why.to_string()))))?;
    let settled = settling::settled(settlement, &signed)?;
    let done = Done {
        to: way_back(ask, opened.address("anonymise")),
        said: if name.is_empty() {
            "The name is drawn when an anonymised case is made.".to_owned()
        } else {
            format!("The name {name} is kept for anonymised cases.")
        },
    };
    keep(ask, (&opened, &settled), "how somebody is called", done)
}

/// Makes the anonymised case.
pub(crate) fn make(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let level = level(ask, &opened)?;
    let (name, title) = (ask.typed("name"), ask.typed("title"));
    let mut faults = Vec::new();
    let who = ask.visitor.name();
    if who.is_empty() {
        faults.push(unnamed());
    }
    faults.extend(bad_name(ask, &opened, name)?);
    faults.extend(bad_title(&opened, title));
    let left = left(ask, &opened, &level)?.len();
    if left > 0 {
        let words = words::count(left, "word is left", "words are left");
        faults.push(Fault::of(
            "level",
            format!("{words} of which nobody said what they are: look at each of them first"),
        ));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let order = Order {
        level: level.clone(),
        slug: some(name),
        title: some(title),
        secret: None,
        any_origin: !ask.typed("any_origin").is_empty(),
        who,
        anyway: !ask.typed("anyway").is_empty(),
    };
    let made = match ask.cases.bringing().anonymise(&opened.slug, &order) {
        Ok(made) => made,
        Err(why) if why_closed(&why).is_some() => return Err(Undone::Refusal(Refusal::Fault(why))),
        Err(why) => {
            return Err(Undone::fault("anyway", sentence(&plain::on_screen(&why.to_string()))));
        }
    };
    let looked_at = match made.checked.leaks.len() {
        0 => String::new(),
        n => format!(
            " {} to be looked at by a person: the page Risk of it lists them.",
            words::count(n, "place is", "places are")
        ),
    };
    Ok(Done {
        to: opened.address(&format!("anonymise?made={}&level={level}", made.slug)),
        said: format!(
            "The anonymised case {} is made: {} put in other words.{looked_at}",
            made.slug,
            words::count(made.changed, "place was", "places were")
        ),
    })
}

/// The level that is asked for.
fn level(ask: &Ask, opened: &Opened) -> Result<String, Undone> {
    let levels = ask.unmasked.bringing().levels()?;
    let asked = ask.typed("level");
    if !asked.is_empty() && !levels.iter().any(|l| l.id == asked) {
        return Err(Undone::fault("level", "Choose for whom the case is anonymised"));
    }
    if opened.matter.case.is_anonymised() {
        return Err(Undone::fault(
            "main",
            "This case was anonymised already: anonymise the case that it was made of, which alone knows who is who",
        ));
    }
    let level = crate::web::pages::anonymise::level(ask, &levels);
    level.map(|l| l.id).ok_or_else(|| {
        Undone::fault(
            "main",
            "The rules of this program have no levels by which a case could be anonymised",
        )
    })
}

/// What is wrong with the name of the case to be made.
fn bad_name(ask: &Ask, opened: &Opened, name: &str) -> Result<Option<Fault>, Undone> {
    if name.is_empty() {
        return Ok(None);
    }
    let is_slug = is_slug(name)
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let words = if !is_slug {
        "Enter a name of small letters, digits and hyphens, such as training-1".to_owned()
    } else if ask.unmasked.list()?.iter().any(|c| c.slug == name) {
        format!("There is a case of the name {name} already: enter another")
    } else if let Some(told) = anonymising::tells(&opened.matter, name) {
        format!("“{told}” stands in the real case, and the name would tell of it: enter another")
    } else {
        return Ok(None);
    };
    Ok(Some(Fault::of("name", words)))
}

/// What is wrong with its title.
fn bad_title(opened: &Opened, title: &str) -> Option<Fault> {
    if title.is_empty() {
        return None;
    }
    let words = if !who::is_line(title, LONGEST_TITLE) {
        format!("Enter a title of one line, at most {LONGEST_TITLE} characters, each of them visible")
    } else if let Some(told) = anonymising::tells(&opened.matter, title) {
        format!("“{told}” stands in the real case, and the title would tell of it: enter another")
    } else {
        return None;
    };
    Some(Fault::of("title", words))
}
