//! Every page and state in a real browser, wide and narrow: axe-core finds nothing, and nothing makes a narrow page scroll sideways.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Desk, Way};

const AXE: &str = include_str!("../../vendor/axe-core/axe.min.js");
/// What axe-core is asked to look for.
const RULES: &str = r#"["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]"#;

/// Pages that no navigation of a case leads to.
const PAGES: &[&str] = &[
    "/",
    "/patterns",
    "/you",
    "/help",
    "/help/glossary",
    "/help/importing",
    "/help/reports",
    "/tour",
    "/tour/4",
    "/nowhere",
    "/case/nobody",
    "/case/rowan-street/warning/W1",
    "/case/rowan-street/warning/W999",
    "/case/rowan-street/search?q=police",
    "/case/rowan-street/search?q=%22nothing+of+the+kind",
    "/case/rowan-street/chronology?text=nothing+of+the+kind",
    "/case/rowan-street/warnings?severity=none",
    "/case/rowan-street/activity?who=nobody",
    "/case/hollin-bank/warnings",
    "/case/saltmarsh",
];

impl Desk {
    /// What axe-core says of the page as it stands, and how far it is too wide.
    fn faults(&mut self, what: &str) -> Vec<String> {
        let mut all = Vec::new();
        for width in [320, 1280] {
            self.is_wide(width);
            let found = self.browser().run(
                &format!(
                    "{AXE}; return axe.run(document, {{runOnly: {RULES}}}).then((r) => r.violations.map((v) => \
                     `${{v.id}}: ${{v.nodes.length}} times, first ${{v.nodes[0].html.slice(0, 200)}}: ${{v.nodes[0].failureSummary}}`));"
                ),
                &[],
            );
            let found = found.as_array().unwrap_or_else(|| panic!("{what}: {found}")).clone();
            all.extend(found.iter().map(|f| format!("{what} at {width}: {f}")));
            let over = self.browser().run(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth;",
                &[],
            );
            if over != json!(0) {
                all.push(format!("{what} at {width}: {over} pixels too wide"));
            }
        }
        all
    }

    /// Addresses that the navigation of the case on this page leads to.
    fn navigation(&self) -> BTreeSet<String> {
        let found = self.browser().run(
            "return [...document.querySelectorAll('nav[aria-label=\"This case\"] a')].map((a) => a.getAttribute('href'));",
            &[],
        );
        let found = found.as_array().cloned().unwrap_or_default();
        found.iter().filter_map(|a| Some(a.as_str()?.to_owned())).collect()
    }
}

#[test]
fn every_page_is_free_of_faults_that_axe_can_find_and_fits_320_pixels() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    desk.types_address("/case/rowan-street").sees("Rowan Street");
    let mut pages = desk.navigation();
    assert!(pages.len() > 6, "{pages:?}");
    pages.extend(PAGES.iter().map(|&p| p.to_owned()));
    for page in pages {
        desk.types_address(&page).sees("Forewarned");
        faults.extend(desk.faults(&page));
    }

    // The evidence of a warning: an entry of the case.
    desk.is_wide(1280)
        .types_address("/case/rowan-street/warning/W1")
        .beside("On record")
        .opens("RS")
        .sees("As written");
    faults.extend(desk.faults("an entry"));

    // Forms that could not be taken, and words that are said once.
    desk.is_wide(1280)
        .types_address("/case/rowan-street/warning/W1")
        .sees("Expected to follow");
    desk.presses("Decide on this finding")
        .presses("Keep the decision")
        .sees("There is a problem");
    faults.extend(desk.faults("a decision without a reason"));
    desk.is_wide(1280)
        .types_address("/you")
        .types("Your name", " ")
        .presses("Save")
        .sees("There is a problem");
    faults.extend(desk.faults("no name"));
    desk.is_wide(1280)
        .types("Your name", "B. Chair")
        .presses("Save")
        .sees("You go by the name B. Chair");
    faults.extend(desk.faults("a name was kept"));
    desk.types_address("/tour/2")
        .opens("Open this screen")
        .sees("Tour, step 2");
    faults.extend(desk.faults("a screen of the tour"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_first_page_of_an_empty_home_says_what_to_do() {
    let mut desk = Desk::empty(Way::Mouse, "A. Reviewer");
    desk.sees("no case");
    let faults = desk.faults("an empty home");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    desk.is_done();
}
