//! Anonymising a case: for whom, what is left to clear, how people are called, making the anonymised case, and those that were made before.

use serde::Serialize;

use crate::{
    anonymise::{level::Level, residual::Why},
    app::anonymising::{CalledBy, Difference, Form, Look, Twins, made_before},
    model::{disguise::Disguise, settled::Settled},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        pages::{anonymise_risk, handed_on},
        through, words,
    },
};

/// The level at which people look first, where the rules have it.
const FIRST: &str = "training";

#[derive(Serialize)]
struct Body {
    /// Why nothing can be done here; empty where it can.
    unfit: &'static str,
    /// Where it is handed on, whole and as a folder; empty where it is not.
    whole: String,
    folder: String,
    address: String,
    levels: Vec<LevelChoice>,
    level: String,
    level_title: String,
    level_about: String,
    roster: Roster,
    left: LeftSum,
    /// Where it is shown what may tell of somebody without a name; of an anonymised case, where that is here.
    risk: String,
    people: Vec<PersonRow>,
    places: Vec<PlaceRow>,
    identifiers: String,
    call: String,
    make: String,
    seen: u64,
    here: String,
    typed: Typed,
    before: Vec<Before>,
    chosen: Option<Compared>,
}

/// A level to choose.
#[derive(Serialize)]
struct LevelChoice {
    code: String,
    title: String,
    about: String,
    chosen: bool,
}

#[derive(Serialize, Default)]
struct Roster {
    words: String,
    unknown: String,
    address: String,
}

/// What is left to clear.
#[derive(Serialize, Default)]
struct LeftSum {
    is_clear: bool,
    words: String,
    address: String,
    reasons: Vec<Reason>,
}

#[derive(Serialize)]
struct Reason {
    words: &'static str,
    link: Link,
}

/// Somebody, and how they are called.
#[derive(Serialize)]
struct PersonRow {
    form: String,
    /// The id on the roster; empty for others.
    id: String,
    role: String,
    real: String,
    called: String,
    is_chosen: bool,
    is_open: bool,
    name: String,
    because: String,
}

#[derive(Serialize)]
struct PlaceRow {
    kind: String,
    real: String,
    to: String,
}

/// What was filled in of the case to be made.
#[derive(Serialize)]
struct Typed {
    name: String,
    title: String,
    any_origin: bool,
    /// Was it refused for what seems to be found again in it?
    anyway: bool,
}

/// An anonymised case that was made before.
#[derive(Serialize)]
struct Before {
    slug: String,
    /// Where it is opened; empty where it is not in this home folder any more.
    open: String,
    level: String,
    signed: String,
    show: String,
    is_shown: bool,
    /// Where it is shown by what somebody can be known again in it.
    risk: String,
}

/// One of them beside the real one.
#[derive(Serialize)]
struct Compared {
    slug: String,
    open: String,
    /// What can be said of its findings.
    same: String,
    is_known: bool,
    differences: Vec<Differs>,
    people: Vec<PersonRow>,
}

/// A finding that is not the same in both.
#[derive(Serialize)]
struct Differs {
    title: String,
    real: String,
    made: String,
    done: String,
    entries: Vec<Link>,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let address = opened.address("anonymise");
    let masked = through::is_masked(ask, &opened.slug)?;
    let levels = ask.unmasked.bringing().levels()?;
    let unfit = unfit(&opened, &levels, masked);
    let level = level(ask, &levels);
    let look = match (&level, unfit) {
        (Some(level), "") => ask.cases.bringing().look_over(&opened.slug, &level.id)?,
        _ => None,
    };
    let look = look.as_deref();
    // A form that is not taken shows this page again as it was.
    let asked = [("level", ask.one("level")), ("made", ask.one("made"))];
    let with = |page: &str| addresses::with_query(&opened.address(page), &asked);
    let here = with("anonymise");
    let handed = |form: Form| match unfit {
        DONE => handed_on::address(&opened, form),
        _ => String::new(),
    };
    let body = Body {
        unfit,
        whole: handed(Form::Whole),
        folder: handed(Form::Folder),
        levels: levels
            .iter()
            .map(|l| LevelChoice {
                code: l.id.clone(),
                title: l.title.clone(),
                about: l.about.clone(),
                chosen: level.as_ref().is_some_and(|c| c.id == l.id),
            })
            .collect(),
        level: level.as_ref().map_or_else(String::new, |l| l.id.clone()),
        level_title: level.as_ref().map_or_else(String::new, |l| l.title.clone()),
        level_about: level.as_ref().map_or_else(String::new, |l| l.about.clone()),
        roster: roster(ask, &opened, unfit)?,
        left: look.map_or_else(LeftSum::default, |l| left(&opened, l)),
        risk: risk(ask, &opened, unfit)?,
        people: look.map_or_else(Vec::new, |l| called(ask, &l.people)),
        places: look.map_or_else(Vec::new, places),
        identifiers: look.map_or_else(String::new, identifiers),
        call: with("anonymise/call"),
        make: with("anonymise/make"),
        seen: opened.seen(),
        typed: typed(ask),
        before: before(ask, &opened, &levels)?,
        chosen: chosen(ask, &opened, unfit)?,
        here,
        address,
    };
    Ok(opened.page("Anonymise", body))
}

fn risk(ask: &Ask, opened: &Opened, unfit: &str) -> Result<String, Refusal> {
    let is_shown = match unfit {
        "" => true,
        DONE => anonymise_risk::origin(ask, opened)?.is_some(),
        _ => false,
    };
    Ok(if is_shown {
        opened.address("anonymise/risk")
    } else {
        String::new()
    })
}

/// Why a case that was anonymised is not anonymised once more.
const DONE: &str = "done";

/// Why nothing can be done here, as its template tells it.
fn unfit(opened: &Opened, levels: &[Level], masked: bool) -> &'static str {
    if masked {
        "masked"
    } else if opened.matter.case.is_anonymised() {
        DONE
    } else if levels.is_empty() {
        "rules"
    } else if opened.matter.entries.is_empty() {
        "empty"
    } else {
        ""
    }
}

/// The level that is asked for; the first that people look at where none is.
pub(crate) fn level(ask: &Ask, levels: &[Level]) -> Option<Level> {
    let named = |id: &str| levels.iter().find(|l| l.id == id);
    let asked = [ask.one("level"), ask.typed("level")];
    let found = asked.into_iter().find_map(named);
    found.or_else(|| named(FIRST)).or_else(|| levels.first()).cloned()
}

fn roster(ask: &Ask, opened: &Opened, unfit: &str) -> Result<Roster, Refusal> {
    if !unfit.is_empty() {
        return Ok(Roster::default());
    }
    let unknown = ask.cases.bringing().unknown_names(&opened.slug)?;
    let unknown = unknown.map_or(0, |all| all.len());
    Ok(Roster {
        words: words::count(
            opened.matter.case.people.len(),
            "person is on the roster",
            "people are on the roster",
        ),
        unknown: match unknown {
            0 => String::new(),
            n => words::count(n, "name that it does not know", "names that it does not know"),
        },
        address: opened.address("people"),
    })
}

fn left(opened: &Opened, look: &Look) -> LeftSum {
    let address = opened.address("anonymise/left");
    let asked = |why: &str| addresses::with_query(&address, &[("level", &look.level.id), ("why", why)]);
    let of = |why: Why| look.left.iter().filter(|g| g.why == why).count();
    LeftSum {
        is_clear: look.left.is_empty(),
        words: words::count(look.left.len(), "word is left", "words are left"),
        reasons: Why::ALL
            .iter()
            .filter(|why| of(**why) > 0)
            .map(|why| Reason {
                words: why.words(),
                link: Link::new(words::count(of(*why), "word", "words"), asked(why.code())),
            })
            .collect(),
        address: asked(""),
    }
}

/// People, and how they are called; each form with what was filled in.
fn called(ask: &Ask, people: &[CalledBy]) -> Vec<PersonRow> {
    let all = people.iter().enumerate();
    all.map(|(at, p)| {
        let form = format!("c{at}-");
        let is_open = ask.typed("form") == form;
        let mine = |name: &str| {
            if is_open {
                ask.typed(name).to_owned()
            } else {
                String::new()
            }
        };
        PersonRow {
            id: p.id.clone().unwrap_or_default(),
            role: words::capital(&p.role),
            real: p.real.clone(),
            called: p.called.clone(),
            is_chosen: p.is_chosen,
            name: if is_open || !p.is_chosen {
                mine("name")
            } else {
                p.called.clone()
            },
            because: mine("because"),
            is_open,
            form,
        }
    })
    .collect()
}

fn places(look: &Look) -> Vec<PlaceRow> {
    let all = look.places.iter();
    all.map(|(real, to, what)| PlaceRow {
        kind: words::capital(&what.code().replace('-', " ")),
        real: real.clone(),
        to: to.clone(),
    })
    .collect()
}

fn identifiers(look: &Look) -> String {
    let each = look.identifiers.iter().filter(|(_, n)| **n > 0);
    let each: Vec<String> = each
        .map(|(what, n)| format!("{} {}", what.code().replace('-', " "), words::number(*n)))
        .collect();
    words::list(&each)
}

fn typed(ask: &Ask) -> Typed {
    let is_sent = ask.typed("form") == "make-";
    let mine = |name: &str| if is_sent { ask.typed(name) } else { "" }.to_owned();
    Typed {
        name: mine("name"),
        title: mine("title"),
        any_origin: !mine("any_origin").is_empty(),
        anyway: is_sent && ask.faults.iter().any(|f| f.field == "anyway"),
    }
}

fn before(ask: &Ask, opened: &Opened, levels: &[Level]) -> Result<Vec<Before>, Refusal> {
    let here = ask.unmasked.list()?;
    let row = |(settled, made): (&Settled, &Disguise)| {
        let is_here =
            |c: &&crate::app::matters::Listing| c.slug == made.slug && c.disguised.as_ref() == Some(&made.level);
        Before {
            open: here
                .iter()
                .find(is_here)
                .map_or_else(String::new, |c| addresses::case(&c.slug)),
            level: levels
                .iter()
                .find(|l| l.id == made.level)
                .map_or_else(|| made.level.clone(), |l| l.title.clone()),
            signed: format!("{}, {}", settled.who, words::logged(&settled.at)),
            show: format!(
                "{}#beside",
                addresses::with_query(&opened.address("anonymise"), &[("made", &made.slug)])
            ),
            is_shown: ask.one("made") == made.slug,
            risk: anonymise_risk::address(opened, &made.slug),
            slug: made.slug.clone(),
        }
    };
    Ok(made_before(&opened.matter.settled).into_iter().map(row).collect())
}

/// The one that is asked for, beside the real one.
fn chosen(ask: &Ask, opened: &Opened, unfit: &str) -> Result<Option<Compared>, Refusal> {
    let asked = ask.one("made");
    let mut all = made_before(&opened.matter.settled).into_iter();
    let found = all.find(|(_, m)| m.slug == asked && unfit.is_empty());
    let Some((settled, disguise)) = found else {
        return Ok(None);
    };
    let other = ask.cases.get(&disguise.slug)?;
    let other = other.filter(|m| m.case.disguised.as_ref() == Some(&disguise.level));
    let twins = other.as_ref().and_then(|m| Twins::of(&opened.matter, m));
    let compared = twins
        .zip(other.as_ref())
        .map(|(twins, made)| twins.compared(&opened.matter, made));
    let people = ask.cases.bringing().names_given(&opened.slug, settled.number)?;
    let is_known = compared.is_some();
    let (same, all) = compared.unwrap_or_default();
    Ok(Some(Compared {
        open: other.map_or_else(String::new, |_| addresses::case(&disguise.slug)),
        slug: disguise.slug.clone(),
        same: words::count(
            same,
            "finding is the same in both cases",
            "findings are the same in both cases",
        ),
        is_known,
        differences: all.iter().map(|d| differs(opened, d)).collect(),
        people: called(ask, &people),
    }))
}

fn differs(opened: &Opened, one: &Difference) -> Differs {
    let said = |result: &Option<String>| result.clone().unwrap_or_else(|| "not there".to_owned());
    Differs {
        title: one.title.clone(),
        real: said(&one.real),
        made: said(&one.made),
        done: words::capital(&one.done()),
        entries: one
            .entries
            .iter()
            .map(|e| Link::new(e.0.clone(), opened.entry(e)))
            .collect(),
    }
}
