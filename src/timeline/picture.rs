//! The *picture* of a timeline: a lane an agency, warnings on top, key dates, silences and what was not supplied. The same on screens and in reports.
//!
//! It is SVG with attributes only: no style, no script. Everything it shows stands in [`table`] too. Its size is bounded whatever the number of entries.

mod axis;
mod days;
mod drawn;
mod expected;
mod lanes;
mod legend;
mod marks;
mod seen;
mod shapes;
mod steps;
mod strip;
mod view;
mod warnings;
mod whose;
mod words;

use std::fmt::Write as _;

use crate::model::matter::Matter;

pub use drawn::{Ways, draw, file_of};
pub use expected::Expected;
pub use seen::{Form, Lane, Mark, Seen, reach};
pub use strip::strip;
pub use view::{Instead, Lanes, Stretch, View};
pub use whose::LaneOf;
pub use words::{LaneRow, table};

const WIDTH: i64 = 1080;
const LEFT: i64 = 190;
const RIGHT: i64 = WIDTH - 16;
const LANE: i64 = 40;

/// Colours of agencies, by place in the case; each has a shape as well, so that colour is never alone. Screens use the same.
pub const COLOURS: &[&str] = &[
    "#1b5e9b", "#9c2f13", "#1f7a4d", "#6b3fa0", "#9a5b00", "#a3195b", "#00707a", "#54601a", "#3b4cb8", "#7a3b2e",
    "#466579", "#8a2be2",
];
/// Shapes of agencies, by place in the case: the six filled ones, then the same hollow.
pub const SHAPES: [&str; 12] = ["●", "■", "▲", "◆", "▼", "★", "○", "□", "△", "◇", "▽", "☆"];

/// The picture as SVG, to stand in a page.
pub fn svg(matter: &Matter) -> String {
    let scale = days::Scale::of(matter);
    let warned = warnings::Band::of(matter, &scale);
    let keys = days::Keys::of(matter, &scale, warned.bottom());
    let lanes = keys.bottom() + 22;
    let bottom = lanes + LANE * i64::try_from(matter.case.agencies.len()).unwrap_or(0);
    let height = bottom + 14 + legend::LEGEND;
    let mut out = String::new();
    let title = shapes::escape(&format!("Timeline of {}", matter.case.title));
    let about = shapes::escape(&format!(
        "{} agencies, {} entries, {} warnings, {} silences. Tables say the same in words.",
        matter.case.agencies.len(),
        matter.entries.len(),
        matter.standing_warnings().len(),
        matter.timeline.silences.len()
    ));
    // Writing to a string cannot go wrong.
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" role=\"group\" aria-labelledby=\"timeline-title timeline-about\" font-family=\"arial, sans-serif\" font-size=\"12\"><title id=\"timeline-title\">{title}</title><desc id=\"timeline-about\">{about}</desc><rect x=\"0\" y=\"0\" width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>"
    );
    // The drawing is one picture to a screen reader; the warnings beside it are links, and stay reachable.
    let _ = write!(out, "<g role=\"img\" aria-label=\"{about}\">");
    days::axis(&scale, (keys.bottom(), bottom), &mut out);
    for (lane, agency) in matter.case.agencies.iter().enumerate() {
        let y = lanes + LANE * i64::try_from(lane).unwrap_or(0);
        lanes::draw(matter, &scale, (lane, y), agency, &mut out);
    }
    keys.draw(&scale, bottom, &mut out);
    warned.rail(&mut out);
    legend::printed(bottom + 14, &mut out);
    out.push_str("</g>");
    warned.draw(&mut out);
    out.push_str("</svg>");
    out
}

/// The picture as a file of its own.
pub fn file(matter: &Matter) -> String {
    svg(matter).replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
}
