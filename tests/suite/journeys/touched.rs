//! What has the focus after something was opened or done, what is read in every state of a control, and words that are too long.

use serde_json::{Value, json};

use super::{Desk, Way};

in_three_ways! { what_was_opened_and_what_is_next_has_the_focus }

/// Kinds of controls whose words change their colours when they are pointed at, reached or pressed.
const CONTROLS: &str = "a, button, summary, .govuk-label";
/// States of a control, as the browser's own tools force them.
const STATES: [&[&str]; 6] = [
    &[],
    &["hover"],
    &["focus", "focus-visible"],
    &["focus", "focus-visible", "hover"],
    &["active", "hover"],
    &["active", "hover", "focus"],
];
/// Words that are told from what lies behind them by less than 4.5 to 1 (WCAG 1.4.3).
pub(super) const FAINT: &str = r"
    const rgb = (s) => { const m = s.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
    const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => v / 255).map((v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
      return .2126 * r + .7152 * g + .0722 * b; };
    const behind = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > .99) return c; } return [255, 255, 255]; };
    return [...document.querySelectorAll(arguments[0])].filter((e) => e.textContent.trim()).flatMap((e) => {
      const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))];
      const told = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
      return told < 4.5 ? [`${e.className}: ${e.textContent.trim().slice(0, 30)}: ${told.toFixed(1)}`] : []; });";

impl Desk {
    /// The id of what has the focus.
    fn focus(&mut self) -> String {
        let id = self.browser().run("return document.activeElement.id;", &[]);
        id.as_str().unwrap_or_default().to_owned()
    }

    fn devtool(&mut self, command: &str, with: Value) -> Value {
        self.browser().devtools(command, with)
    }
}

fn what_was_opened_and_what_is_next_has_the_focus(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.types_address("/case/rowan-street/warnings").sees("Next undecided");
    desk.opens("W28").sees("To the decision");
    assert_eq!(desk.focus(), "opened");
    if way != Way::NoScript {
        // Every finding that waits is a stop on the way to the next warning.
        for finding in ["AGY-01", "AGY-02"] {
            desk.browser().keys(None, "n");
            let at = desk.focus();
            assert!(at.starts_with(finding), "{at}");
        }
        let mut last = desk.focus();
        for _ in 0..9 {
            desk.browser().keys(None, "n");
            let at = desk.focus();
            if at == last || !at.contains('-') {
                break;
            }
            last = at;
        }
        desk.sees_no_more("W28: Reported").sees("To the decision");
        assert_eq!(desk.focus(), "opened");
        desk.types_address("/case/rowan-street/warnings?open=W28")
            .sees("To the decision");
    }
    desk.chooses("What do you decide?", "Accept")
        .types("Why?", "It is plain")
        .presses("Keep the decision")
        .sees("Your decision is kept");
    let next = desk.focus();
    assert!(next.starts_with("AGY-02"), "{next}");
    // What was done with an entry is said where the focus is.
    desk.types_address("/case/rowan-street/entry/RSP-010")
        .sees("As written")
        .presses("Star")
        .sees("Take my star away");
    assert_eq!(desk.focus(), "said");
    desk.is_done();
}

#[test]
fn the_words_of_every_control_can_be_read_in_every_state_of_it() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    for page in [
        "/",
        "/case/rowan-street/warnings?open=W28",
        "/case/rowan-street/chronology?open=RSP-001",
        "/case/rowan-street/search?q=police",
        "/case/rowan-street/timeline",
        "/case/rowan-street/knowledge/consultation",
        "/case/rowan-street/knowledge?knew=all&knew-by=2023-05-16",
        "/case/rowan-street/report",
    ] {
        desk.types_address(page).sees("Forewarned");
        desk.devtool("DOM.enable", json!({}));
        desk.devtool("CSS.enable", json!({}));
        let root = desk.devtool("DOM.getDocument", json!({"depth": 0}))["root"]["nodeId"].clone();
        let all = desk.devtool("DOM.querySelectorAll", json!({"nodeId": root, "selector": CONTROLS}));
        for state in STATES {
            for node in all["nodeIds"].as_array().into_iter().flatten() {
                desk.devtool(
                    "CSS.forcePseudoState",
                    json!({"nodeId": node, "forcedPseudoClasses": state}),
                );
            }
            let faint = desk.browser().run(FAINT, &[json!(CONTROLS)]);
            let faint = faint.as_array().unwrap_or_else(|| panic!("{page}: {faint}")).clone();
            faults.extend(faint.iter().map(|f| format!("{page} {state:?}: {f}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_word_is_so_long_that_a_page_grows_wider_than_the_screen() {
    let mut desk = Desk::with_samples(Way::NoScript, &"W".repeat(100));
    desk.types_address("/case/rowan-street/lines").sees("Take up a line");
    desk.types("What it is called", &"Q".repeat(100))
        .types("What it asks", &"x".repeat(5000))
        .presses("Follow this line")
        .sees("QQQQ");
    desk.types_address("/case/rowan-street/warning/W28")
        .sees("What do you decide?");
    desk.chooses("What do you decide?", "Accept")
        .types("Why?", &"y".repeat(5000))
        .presses("Keep the decision")
        .sees("Undo");
    for page in [
        "",
        "/lines",
        "/warnings",
        "/warning/W28",
        "/activity",
        "/agreement",
        "/search?q=police",
        "/import",
        "/timeline",
        "/knowledge",
    ] {
        desk.types_address(&format!("/case/rowan-street{page}"))
            .sees("Forewarned");
        for width in [320, 768, 1280] {
            desk.is_wide(width);
            let over = desk.browser().run(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth;",
                &[],
            );
            assert_eq!(over, json!(0), "{page} at {width}");
        }
    }
}
