//! The *tour* of the invented sample case: steps that say what to look at and lead to the right screen, where a thin bar leads on.
//! Which step somebody is at is kept in the visit; nothing of it is kept in a case.

use serde::Serialize;

use crate::{
    app::demo,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Refusal, Reply},
        pages,
    },
};

/// A step of the tour.
struct Step {
    title: &'static str,
    /// What to look at: sentences.
    look: &'static [&'static str],
    /// Name of the page that it leads to.
    page: &'static str,
}

const fn step(title: &'static str, page: &'static str, look: &'static [&'static str]) -> Step {
    Step { title, look, page }
}

/// In the order in which a reviewer meets them.
const STEPS: &[Step] = &[
    step(
        "What this case is",
        "overview",
        &[
            "The first screen of a case says what is under review, who is in it, and for which days each agency sent its records.",
            "Look at the grey stretches: nothing was supplied there, so nobody can tell from the records what was done in them.",
        ],
    ),
    step(
        "Everything in one order",
        "chronology",
        &[
            "Every entry of every agency stands here in the order of days, in the agency’s own words. None is ever altered.",
            "Choose one agency and press Show. Then open an entry by its reference: beside its words stand what was read in them, and the row of the file it comes from.",
        ],
    ),
    step(
        "The picture",
        "timeline",
        &[
            "Each agency has a lane, with a shape and a colour of its own. Warnings stand on top.",
            "Zoom in until single days show. The tables below the picture say the same in words.",
        ],
    ),
    step(
        "The warnings",
        "warnings",
        &[
            "A warning is one or more entries after which somebody may be expected to act. The gravest and clearest come first.",
            "Look at the words “no record”: they say that the records supplied do not show it, never that it was not done.",
        ],
    ),
    step(
        "From a warning to a decision",
        "warning",
        &[
            "Read what was on record, what is expected to follow, and what was searched. Every quotation leads to its entry.",
            "Then decide: accept, accept in other words, do not accept, or more is needed. A reason is kept beside it. In this sample you may decide as you like.",
        ],
    ),
    step(
        "Who knew what, and when",
        "knowledge",
        &[
            "Type 16 May 2023 under “By the end of” and press “Look through this lens”: from then on every screen shows only what the records show to have been known by that day. “Lift the lens” brings the rest back.",
            "The knowledge ledger and the consultation matrix say which agency held what, who was told and who was asked.",
        ],
    ),
    step(
        "Finding words",
        "search",
        &[
            "Search for police. The page says how it read what you asked, and how many entries hold it.",
            "Put words between quotation marks to find them just as they stand.",
        ],
    ),
    step(
        "Where the warnings come from",
        "patterns",
        &[
            "Each warning comes from a pattern that is written down with its sources, and with what a fair reader must rule out first.",
        ],
    ),
    step(
        "Who did what",
        "activity",
        &[
            "Whatever anybody settles stands here with the name and the time. It can be taken back, and both stay on record.",
            "If you decided something on the way, it is the first line.",
        ],
    ),
    step(
        "Reports",
        "report",
        &[
            "Each report is one file to print or to keep: for the panel, for agencies; the working document of a serious further offence review has a chapter for the victim and family.",
            "That is the whole way. The guide has a page for each screen, and every screen leads to its own.",
        ],
    ),
];

#[derive(Serialize)]
struct Body {
    is_there: bool,
    number: usize,
    of: usize,
    look: Vec<&'static str>,
    screen: Option<Link>,
    previous: Option<Link>,
    next: Option<Link>,
    steps: Vec<Link>,
}

/// Where somebody is on the tour, for the bar on every screen.
#[derive(Debug, Serialize)]
pub(crate) struct Bar {
    words: String,
    look: String,
    next: Option<Link>,
    step: Link,
}

/// Shows what the tour is.
pub(crate) fn start(ask: &Ask) -> Result<Reply, Refusal> {
    let is_there = ask.cases.get(demo::FIRST)?.is_some();
    Ok(page(
        "A tour of the sample case",
        vec![Link::new("Cases", "/"), Link::new("Guide", "/help")],
        Body {
            is_there,
            number: 0,
            of: STEPS.len(),
            look: Vec::new(),
            screen: None,
            previous: None,
            next: is_there.then(|| Link::new("Start the tour", address(1))),
            steps: if is_there {
                (1..).zip(STEPS).map(|(n, s)| Link::new(s.title, address(n))).collect()
            } else {
                Vec::new()
            },
        },
    ))
}

/// Shows a step, and keeps in the visit that the visitor is at it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let missing = || {
        Refusal::NotThere(Missing {
            what: "The tour has no step of this number.".to_owned(),
            next: "Its first page lists the steps.".to_owned(),
            back: Link::new("Tour", "/tour"),
        })
    };
    let number: usize = ask.part("step").parse().map_err(|_| missing())?;
    let step = number.checked_sub(1).and_then(|at| STEPS.get(at)).ok_or_else(missing)?;
    let Some(matter) = ask.cases.get(demo::FIRST)? else {
        return start(ask);
    };
    ask.visitor.visits.tours(ask.visitor.id, number);
    let screen = match step.page {
        "warning" => matter.warnings.first().map(|w| addresses::warning(demo::FIRST, &w.id)),
        name => pages::named(name).map(|p| p.path.replace("{case}", demo::FIRST)),
    };
    Ok(page(
        &format!("Step {number} of {}: {}", STEPS.len(), step.title),
        vec![Link::new("Cases", "/"), Link::new("Tour", "/tour")],
        Body {
            is_there: true,
            number,
            of: STEPS.len(),
            look: step.look.to_vec(),
            screen: screen.map(|s| Link::new("Open this screen", s)),
            previous: (number > 1).then(|| Link::new("Previous step", address(number - 1))),
            next: (number < STEPS.len()).then(|| Link::new("Next step", address(number + 1))),
            steps: Vec::new(),
        },
    ))
}

/// The bar for somebody at this step.
pub(crate) fn bar(number: usize) -> Option<Bar> {
    let step = STEPS.get(number.checked_sub(1)?)?;
    Some(Bar {
        words: format!("Tour, step {number} of {}: {}", STEPS.len(), step.title),
        look: step.look.join(" "),
        next: (number < STEPS.len()).then(|| Link::new("Next step of the tour", address(number + 1))),
        step: Link::new("What to look at", address(number)),
    })
}

fn address(number: usize) -> String {
    format!("/tour/{number}")
}

fn page(heading: &str, crumbs: Vec<Link>, body: Body) -> Reply {
    Reply::outside(heading, crumbs, body)
}
