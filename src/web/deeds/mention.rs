//! What a reviewer does to the reading of an entry: adds a mention, corrects or strikes out one, takes that back. The case is judged
//! anew at once, and what that changed is said.

use crate::{
    app::acting::{self, Signed, Wanted},
    model::{
        act::{Act, Deed, Pointed, Reason},
        mention::Mention,
        who::is_same,
    },
    review::act_words,
    web::{
        addresses,
        asking::{Ask, Fault, Link, Missing, Opened, Refusal},
        cases::ActKept,
        deeds::{
            Clash, Done, Undone, changed,
            entry::named,
            knowing, nameless,
            offer::{
                Field,
                Kind::{Numbers, Text, Texts, Tick},
                Offer, SEEN_READINGS, may, must, of,
            },
            signing::{too_long, unnamed},
            way_back,
        },
        panel::{others_of, place_of},
        visits::{Said, Undo},
        words::{self, capital, sentence},
    },
};

const CONCEPT: Field = must("concept", Text, "what the words are to be read as (concept id)");
const SAID: Field = of(
    may(
        "said",
        Texts,
        "what is said of it; none where it is plainly said to have happened",
    ),
    &[
        "negated",
        "denied",
        "planned",
        "instructed",
        "hypothetical",
        "generic",
        "historical",
        "other-person",
        "quoted",
        "uncertain",
        "declined",
        "attempted",
        "not-done",
    ],
);
const BY: Field = may(
    "by",
    Text,
    "who does it: somebody of the roster (id), or `nobody` where it cannot be told",
);
const TO: Field = may("to", Text, "to whom, in the same way");
const TOWARD: Field = may("toward", Text, "the kind of agency that it is directed to: police");
const REASON: Field = of(
    must("reason", Text, "why"),
    &[
        "not-this",
        "not-this-person",
        "planned-only",
        "not-so",
        "past",
        "quoted",
        "duplicate",
        "not-seen",
        "other",
    ],
);
const IN_WORDS: Field = may("because", Text, "why, in words; needed where the reason is `other`");
const WAS: Field = must("was", Text, "what it is read as now (concept id)");
const PLACE: Field = must("place", Text, "where it stands: part and start of its quote, text:12");

/// What a program sends to add one.
pub(super) const ADD: Offer = Offer {
    about: "Adds a mention to an entry; the case is compared with the patterns again",
    takes: &[
        must("words", Text, "words of the entry, exactly as they stand there"),
        CONCEPT,
        SAID,
        BY,
        TO,
        TOWARD,
        REASON,
        IN_WORDS,
        SEEN_READINGS,
    ],
};

/// What a program sends to correct one.
pub(super) const CORRECT: Offer = Offer {
    about: "Corrects a mention of an entry; the case is compared with the patterns again",
    takes: &[
        WAS,
        PLACE,
        may("words", Text, "the words that say it, where they are others"),
        CONCEPT,
        SAID,
        BY,
        TO,
        TOWARD,
        REASON,
        IN_WORDS,
        SEEN_READINGS,
    ],
};

/// What a program sends to strike one out.
pub(super) const STRIKE: Offer = Offer {
    about: "Strikes out a mention of an entry; the case is compared with the patterns again",
    takes: &[
        WAS,
        PLACE,
        may("also", Tick, "strikes out what else was read in these very words too"),
        REASON,
        IN_WORDS,
        SEEN_READINGS,
    ],
};

/// What a program sends to take that back.
pub(super) const UNDO: Offer = Offer {
    about: "Takes back what was done to mentions of an entry; the case is compared with the patterns again",
    takes: &[
        must("number", Numbers, "numbers of what was done, as the audit has them"),
        SEEN_READINGS,
    ],
};

/// Adds a mention.
pub(crate) fn add(ask: &Ask) -> Result<Done, Undone> {
    let (opened, _) = named(ask)?;
    let signed = signed(ask, "concept")?;
    if ask.typed("words").is_empty() {
        return Err(Undone::fault("words", "Copy the words of the entry that say it"));
    }
    let given = acting::given(&opened.matter, &wanted(ask)).map_err(|why| not_taken(&why))?;
    keep(ask, &opened, vec![Deed::Add(given)], &signed)
}

/// Puts another reading in the place of one that is there.
pub(crate) fn correct(ask: &Ask) -> Result<Done, Undone> {
    let (opened, _) = named(ask)?;
    let signed = signed(ask, "concept")?;
    let pointed = pointed(ask, &opened)?;
    let deed = acting::correction(&opened.matter, pointed, &wanted(ask)).map_err(|why| not_taken(&why))?;
    keep(ask, &opened, vec![deed], &signed)
}

/// Strikes out a reading.
pub(crate) fn strike(ask: &Ask) -> Result<Done, Undone> {
    let (opened, _) = named(ask)?;
    let signed = signed(ask, "")?;
    let pointed = pointed(ask, &opened)?;
    let others = if ask.typed("also").is_empty() {
        Vec::new()
    } else {
        same_words(ask, &opened, &pointed)?
    };
    let deeds = std::iter::once(pointed).chain(others).map(Deed::Strike);
    keep(ask, &opened, deeds.collect(), &signed)
}

/// The other readings of the very words that are pointed at.
fn same_words(ask: &Ask, opened: &Opened, pointed: &Pointed) -> Result<Vec<Pointed>, Refusal> {
    let at = ask.entry_at(opened)?;
    let Some(reading) = opened.matter.readings.get(at) else {
        return Ok(Vec::new());
    };
    let is_it = |m: &&Mention| m.concept == pointed.concept && Some((m.quote.part, m.quote.start)) == pointed.at;
    let Some(meant) = reading.mentions.iter().find(is_it) else {
        return Ok(Vec::new());
    };
    Ok(others_of(reading, meant)
        .map(|m| Pointed {
            concept: m.concept.clone(),
            at: Some((m.quote.part, m.quote.start)),
        })
        .collect())
}

/// Takes earlier acts back: one, or those that were done at once.
pub(crate) fn undo(ask: &Ask) -> Result<Done, Undone> {
    let (opened, entry) = named(ask)?;
    if ask.visitor.name().is_empty() {
        return Err(nameless());
    }
    let numbers = ask.form.fields.iter().filter(|(name, _)| name == "number");
    let mut deeds = Vec::new();
    for number in numbers.filter_map(|(_, number)| number.parse().ok()) {
        let (of, deed) =
            acting::undo(&opened.matter, number).map_err(|_| Undone::fault("number", "This was taken back already"))?;
        if of == entry {
            deeds.push(deed);
        }
    }
    if deeds.is_empty() {
        return Err(Undone::fault("number", "Say what is to be taken back"));
    }
    let signed = Signed {
        who: ask.visitor.name(),
        reason: Reason::Other,
        because: ask.typed("because").to_owned(),
    };
    keep(ask, &opened, deeds, &signed)
}

/// Who acts, and why. What has to be chosen beside that is named.
fn signed(ask: &Ask, needed: &str) -> Result<Signed, Undone> {
    let who = ask.visitor.name();
    let mut faults = Vec::new();
    if who.is_empty() {
        faults.push(unnamed());
    }
    if !needed.is_empty() && ask.typed(needed).is_empty() {
        faults.push(Fault::of("concept", "Choose what the words are to be read as"));
    }
    let reason = Reason::of_code(ask.typed("reason"));
    let because = ask.typed("because");
    if reason.is_none() {
        faults.push(Fault::of("reason", "Choose why the reading is to be another"));
    }
    if reason == Some(Reason::Other) && because.is_empty() {
        faults.push(Fault::of("because", "Say in words why, since none of the reasons fits"));
    }
    faults.extend(too_long(because));
    match reason.filter(|_| faults.is_empty()) {
        Some(reason) => Ok(Signed {
            who,
            reason,
            because: because.to_owned(),
        }),
        None => Err(Undone::Faults(faults)),
    }
}

/// The mention as it was filled in.
fn wanted(ask: &Ask) -> Wanted {
    let filled = |name: &str| Some(ask.typed(name).to_owned()).filter(|v| !v.is_empty());
    let said: Vec<&str> = ask
        .form
        .fields
        .iter()
        .filter(|(name, _)| name == "said")
        .map(|(_, value)| value.as_str())
        .collect();
    Wanted {
        entry: ask.part("entry").to_owned(),
        concept: ask.typed("concept").to_owned(),
        words: ask.typed("words").to_owned(),
        at: ask.typed("start").parse().ok(),
        status: Some(if said.is_empty() {
            "plain".to_owned()
        } else {
            said.join("+")
        }),
        by: filled("by"),
        to: filled("to"),
        toward: filled("toward"),
    }
}

/// The mention that a form is about; a fault when it is no longer there.
fn pointed(ask: &Ask, opened: &Opened) -> Result<Pointed, Undone> {
    let (concept, place) = (ask.typed("was"), ask.typed("place"));
    let at = ask.entry_at(opened)?;
    let mut live = opened.matter.readings.get(at).into_iter().flat_map(|r| &r.mentions);
    let found = live.find(|m| m.struck.is_none() && m.concept == concept && place_of(m) == place);
    match found {
        Some(mention) => Ok(Pointed {
            concept: concept.to_owned(),
            at: Some((mention.quote.part, mention.quote.start)),
        }),
        None => Err(Undone::fault(
            "reason",
            "This mention is no longer there: the entry was read anew, or somebody struck it out. Look at the entry again",
        )),
    }
}

/// What the use case could not take: of the words, where they are not found.
fn not_taken(why: &anyhow::Error) -> Undone {
    let words = sentence(&why.to_string());
    let field = if words.contains('“') { "words" } else { "concept" };
    Undone::fault(field, words)
}

/// Keeps the acts, or none of them where somebody touched the same mention since, and says what changed.
fn keep(ask: &Ask, opened: &Opened, deeds: Vec<Deed>, signed: &Signed) -> Result<Done, Undone> {
    let (_, entry) = named(ask)?;
    let to = way_back(ask, opened.entry(&entry));
    let seen = ask.typed("seen").parse().unwrap_or(0);
    let is_undone = deeds.iter().any(|d| matches!(d, Deed::Undo(_)));
    let acts: Vec<Act> = deeds
        .into_iter()
        .map(|deed| acting::act(entry.clone(), deed, signed))
        .collect();
    let numbers = match ask.cases.acts_after(&opened.slug, &acts, seen)? {
        ActKept::NoCase => return Err(Undone::Refusal(Refusal::NotThere(Missing::case()))),
        ActKept::Newer(newer) => return Err(Undone::Clash(Box::new(clash(ask, opened, (&acts, &newer), to)))),
        ActKept::Done(numbers) => numbers,
    };
    let to = at_mention(ask, to);
    if let Some(after) = ask.cases.get(&opened.slug)? {
        let kept = after.acts.iter().filter(|a| numbers.contains(&a.number));
        let all: Vec<String> = kept.map(|a| act_words::in_words(&after, a)).collect();
        let said = Said {
            undo: (!is_undone).then(|| Undo {
                address: format!("{}/mention/undo", opened.entry(&entry)),
                numbers,
                back: to.clone(),
            }),
            mention: ask.typed("mention").parse().unwrap_or(0),
            ..changed::said(opened, &after, &capital(&words::list(&all)))
        };
        ask.visitor.visits.tell(ask.visitor.id, &to, said);
    }
    Ok(Done {
        to,
        said: String::new(),
    })
}

/// The mention on the page from which it was mended.
fn at_mention(ask: &Ask, to: String) -> String {
    if to.contains('#') {
        return to;
    }
    match ask.typed("mention").parse::<usize>() {
        Ok(number) => format!("{to}#m{number}"),
        Err(_) => format!("{to}#mentions"),
    }
}

fn clash(ask: &Ask, opened: &Opened, (acts, newer): (&[Act], &[Act]), back: String) -> Clash {
    Clash {
        is_own: newer.iter().all(|a| acts.iter().any(|own| is_same(&a.who, &own.who))),
        about: format!("the reading of entry {}", ask.part("entry")),
        theirs: newer.iter().map(|a| act_words::line(&opened.matter, a)).collect(),
        yours: acts.iter().map(|a| act_words::line(&opened.matter, a)).collect(),
        address: ask.address.clone(),
        again: knowing(ask, newer.iter().map(|a| a.number).max().unwrap_or(0)),
        joined: None,
        case: Link::new(&opened.matter.case.title, addresses::case(&opened.slug)),
        back: Link::new("Leave it as it is", back),
    }
}
