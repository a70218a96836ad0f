//! The timeline: a picture of any span from years to an hour, with lanes by agency, person or concept, and the same in tables.
//!
//! Every view has an address; without a script zooming and moving are links and a form.

mod asked;
mod tables;

use serde::Serialize;

use crate::{
    timeline::picture::{self, Lanes, Seen, Stretch, View},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        concepts::Choice,
        words,
    },
};

use asked::Asked;
use tables::Tables;

#[derive(Serialize)]
struct Body {
    /// Where a script asks for other views, and for the entries of one.
    address: String,
    chronology: String,
    lanes: &'static str,
    form: Form,
    /// Where the visitor came from; empty where nobody said.
    back: String,
    moves: Vec<Move>,
    stretches: Vec<Move>,
    remarks: Vec<String>,
    shown: String,
    summary: String,
    entries: Link,
    /// Which days the chronology shows of them.
    entries_days: String,
    /// What is said where hours are chosen.
    hours: &'static str,
    review: String,
    /// The first day under review, for who may not see the last.
    begins: String,
    picture: String,
    tables: Tables,
}

#[derive(Serialize)]
struct Form {
    from: String,
    to: String,
    lanes: Vec<Choice>,
}

/// A way to another view.
#[derive(Serialize)]
struct Move {
    id: &'static str,
    sign: &'static str,
    label: String,
    address: String,
    /// Is it what is shown already?
    current: bool,
}

/// Shows the timeline.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let asked = Asked::of(ask, matter);
    let seen = Seen::of(matter, asked.view);
    let ways = asked::Addresses {
        opened: &opened,
        lanes: asked.view.lanes,
        whole: asked.whole,
        back: back(ask),
    };
    let mut remarks = asked.remarks;
    if seen.entries.is_empty() && !matter.entries.is_empty() {
        remarks.push("No entry of the records supplied lies in these days.".to_owned());
    }
    let (first, last) = seen.view.days();
    let body = Body {
        address: opened.address("timeline"),
        chronology: opened.address("chronology"),
        lanes: seen.view.lanes.code(),
        form: Form {
            from: asked::typed(seen.view.from, asked::End::First),
            to: asked::typed(seen.view.to, asked::End::Last),
            lanes: Lanes::ALL
                .iter()
                .map(|lanes| Choice::of(lanes.code(), label(*lanes), *lanes == seen.view.lanes))
                .collect(),
        },
        back: ways.back.clone(),
        moves: moves(&seen.view, &ways),
        stretches: stretches(&seen.view, &ways),
        remarks,
        shown: seen.view.words(),
        summary: asked::summary(&seen),
        entries: Link::new(
            "Show these entries in the chronology",
            ways.chronology((first, last), None),
        ),
        entries_days: asked::days_shown(&seen.view),
        hours: asked::NO_HOURS,
        review: words::days_reviewed(matter),
        begins: words::day(matter.case.review_from),
        picture: picture::draw(&seen, &ways),
        tables: Tables::of(&seen, &ways),
    };
    let above = way_back(&opened, &ways.back).into_iter().collect();
    Ok(opened.page_under("Timeline", above, body))
}

/// The page that led here, where it is one of ours.
fn back(ask: &Ask) -> String {
    let asked = ask.one("back");
    if addresses::is_ours(asked) {
        asked.to_owned()
    } else {
        String::new()
    }
}

/// The way back there, by what it is.
fn way_back(opened: &Opened, back: &str) -> Option<Link> {
    let is_at = |page: &str| back.starts_with(&opened.address(page));
    let label = if is_at("chronology") {
        "Back to the chronology"
    } else if is_at("entry/") {
        "Back to the entry"
    } else if is_at("warning") {
        "Back to the warning"
    } else {
        "Back to where you were"
    };
    (!back.is_empty()).then(|| Link::new(label, back))
}

fn label(lanes: Lanes) -> &'static str {
    match lanes {
        Lanes::Agency => "Agency",
        Lanes::Person => "Person",
        Lanes::Concept => "What was read",
    }
}

/// Nearer, further, to and fro.
fn moves(view: &View, ways: &asked::Addresses<'_>) -> Vec<Move> {
    let by = |what: &str| match view.is() {
        Some(stretch) => format!("{what} {}", stretch.word()),
        None => what.to_owned(),
    };
    [
        ("tl-earlier", "←", by("Earlier"), view.earlier()),
        ("tl-later", "→", by("Later"), view.later()),
        ("tl-in", "+", "Zoom in".to_owned(), view.nearer()),
        ("tl-out", "−", "Zoom out".to_owned(), view.further()),
    ]
    .into_iter()
    .map(|(id, sign, label, to)| Move {
        id,
        sign,
        label,
        address: ways.of(&to),
        current: to == *view,
    })
    .collect()
}

/// The whole case, and the year, month, week and day about the middle of what is shown.
fn stretches(view: &View, ways: &asked::Addresses<'_>) -> Vec<Move> {
    let whole = Move {
        id: "tl-whole",
        sign: "",
        label: "Whole case".to_owned(),
        address: ways.of(&ways.whole),
        current: *view == ways.whole,
    };
    let each = Stretch::ALL.iter().map(|stretch| {
        let to = view.stretch(*stretch);
        let (id, label) = match stretch {
            Stretch::Year => ("tl-year", "Year"),
            Stretch::Month => ("tl-month", "Month"),
            Stretch::Week => ("tl-week", "Week"),
            Stretch::Day => ("tl-day", "Day"),
        };
        Move {
            id,
            sign: "",
            label: label.to_owned(),
            address: ways.of(&to),
            current: to == *view,
        }
    });
    [whole].into_iter().chain(each).collect()
}
