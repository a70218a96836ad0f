//! Every page and state in a real browser, wide and narrow: axe-core finds nothing, nothing makes a narrow page scroll sideways, and
//! the browser has nothing to complain of. The pages are those of the registry; a page without a sample address stops the test.

use std::{fs, path::PathBuf};

use forewarned::web::addresses_of_pages;
use serde_json::{Value, json};

use super::{Desk, Way};

const AXE: &str = include_str!("../../vendor/axe-core/axe.min.js");
/// What axe-core is asked to look for.
const RULES: &str = r#"{"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}"#;

/// What stands in the sample case for the variable parts of addresses. What is not here is found on the page named behind it.
const PARTS: &[(&str, &str)] = &[
    ("{case}", "rowan-street"),
    ("{entry}", "RSP-010"),
    ("{warning}", "W28"),
    ("{agency}", "probation"),
    ("{pattern}", "AGY-01"),
    ("{page}", "warnings"),
    ("{step}", "6"),
];
const FOUND: &[(&str, &str, &str)] = &[
    ("/case/{case}/finding/{finding}", "findings?kind=good", "/finding/"),
    ("/case/{case}/take-back", "files", "/take-back"),
];
/// Pages of other journeys: an import that waits for its preview, and a line of enquiry that somebody took up.
const ELSEWHERE: &[&str] = &["/case/{case}/import/{batch}", "/case/{case}/line/{line}"];

/// States of pages, by what stands behind the name of the case.
const STATES: &[(&str, &str)] = &[
    ("chronology_open", "chronology?open=RSP-001"),
    ("chronology_mend", "chronology?open=RSP-001&mend=new"),
    ("chronology_none", "chronology?text=nothing+of+the+kind"),
    ("chronology_print", "chronology?print=yes&agency=police"),
    ("timeline_month", "timeline?from=1/6/2023&to=30/6/2023"),
    ("warnings_open", "warnings?open=W28"),
    ("warnings_none", "warnings?state=disagreed"),
    ("warning_missing", "warning/W999"),
    ("search_found", "search?q=police"),
    ("search_none", "search?q=%22nothing+of+the+kind"),
    ("activity_none", "activity?who=nobody"),
    ("report_preview", "report?kind=warnings&preview=yes"),
    ("import_replaces", "import?replaces=probation.csv&agency=probation"),
];
/// Those of them that say what is not there; every other answers with the page that is meant.
const MISSING: &[&str] = &["not_there", "no_case", "warning_missing"];
/// The same while part of the case is masked. The first puts the lens on.
const MASKED: &[(&str, &str)] = &[
    ("masked_knowledge", "knowledge?knew=all&knew-by=2023-05-16"),
    ("masked_home", ""),
    ("masked_files", "files"),
    ("masked_problems", "problems"),
    ("masked_record", "record/RSP-001"),
];

/// Where a page or a state of one is found, under a name.
type Place = (String, String);

/// A script that returns the first link whose address holds the words it is given.
const LEADS: &str = "return [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') || '').find((h) => h.includes(arguments[0])) || '';";

impl Desk {
    /// What axe-core and the browser say of the page as it stands, and how far it is too wide.
    fn faults(&mut self, what: &str) -> Vec<String> {
        let mut all = Vec::new();
        for width in [320, 1280] {
            self.is_wide(width);
            let found = self.browser().run(
                &format!(
                    "if (!window.axe) {{ {AXE} }} return axe.run(document, {RULES}).then((r) => r.violations.map((v) => \
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
        // A page that refuses says so with its status, which the browser's log repeats.
        let complaints = self.browser().complaints();
        all.extend(
            complaints
                .iter()
                .filter(|c| !c.contains("status of 4"))
                .map(|c| format!("{what}: {c}")),
        );
        self.is_wide(1280);
        all
    }

    /// The status with which the page that is open was answered.
    fn status(&self) -> Value {
        self.browser().run(
            "return performance.getEntriesByType('navigation')[0].responseStatus;",
            &[],
        )
    }

    /// Every page of the registry that is no file, in the sample case, and every state of `STATES`.
    fn places(&mut self) -> Vec<Place> {
        let mut all = vec![
            ("not_there".to_owned(), "/nowhere".to_owned()),
            ("no_case".to_owned(), "/case/nobody".to_owned()),
            ("words".to_owned(), "/help/glossary".to_owned()),
        ];
        for page in addresses_of_pages() {
            if ELSEWHERE.contains(&page) || page.ends_with("{file}") || page.rsplit('.').next() == Some("csv") {
                continue;
            }
            let found = FOUND.iter().find(|(of, _, _)| *of == page);
            let address = match found {
                Some((_, on, leads)) => {
                    self.types_address(&format!("/case/rowan-street/{on}"));
                    let link = self.browser().run(LEADS, &[json!(leads)]);
                    link.as_str().unwrap_or_default().to_owned()
                }
                None => PARTS
                    .iter()
                    .fold(page.to_owned(), |path, (part, value)| path.replace(part, value)),
            };
            assert!(
                address.starts_with('/') && !address.contains('{'),
                "{page} has no address in the sample case: {address}"
            );
            all.push((name_of(page), address));
        }
        all.extend(states(STATES));
        all
    }

    /// The page as a picture of this width, as the bytes of a WebP file.
    fn picture(&mut self, width: u32) -> Vec<u8> {
        self.is_wide(width);
        let high = self.browser().run("return document.documentElement.scrollHeight;", &[]);
        let high = high.as_u64().unwrap_or(900).min(HIGHEST);
        let shot = self.browser().devtools(
            "Page.captureScreenshot",
            json!({
                "format": "webp", "quality": 35, "captureBeyondViewport": true,
                "clip": {"x": 0, "y": 0, "width": width, "height": high, "scale": 1},
            }),
        );
        bytes_of(&shot)
    }
}

/// Pictures show the top of a page: what is below looks the same.
const HIGHEST: u64 = 900;

fn states(of: &[(&str, &str)]) -> Vec<Place> {
    of.iter()
        .map(|(name, rest)| {
            let address = format!("/case/rowan-street/{rest}");
            ((*name).to_owned(), address.trim_end_matches('/').to_owned())
        })
        .collect()
}

/// `case_warning` for `/case/{case}/warning/{warning}`.
fn name_of(page: &str) -> String {
    let words: Vec<&str> = page
        .split('/')
        .filter(|w| !w.is_empty() && !w.starts_with('{'))
        .collect();
    match words.as_slice() {
        [] => "cases".to_owned(),
        ["case"] => "case_home".to_owned(),
        ["help" | "tour"] if page.ends_with('}') => format!("{}_page", words.join("_")),
        [.., "consultation"] if page.ends_with('}') => format!("{}_cell", words.join("_")),
        _ => words.join("_"),
    }
}

/// What stands in the answer as base 64.
fn bytes_of(answer: &Value) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in answer["data"].as_str().unwrap_or_default().bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    out
}

#[test]
fn every_page_is_free_of_faults_that_axe_can_find_and_fits_320_pixels() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    for (name, address) in desk.places() {
        desk.types_address(&address).sees("Forewarned");
        let wanted = if MISSING.contains(&name.as_str()) { 404 } else { 200 };
        assert_eq!(desk.status(), wanted, "{name}: {address}");
        faults.extend(desk.faults(&name));
    }
    for (name, address) in states(MASKED) {
        desk.types_address(&address).sees("asked for you");
        faults.extend(desk.faults(&name));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_could_not_be_taken_and_what_was_done_is_told_without_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    desk.types_address("/case/rowan-street/warning/W1")
        .sees("Expected to follow");
    // The form of the first undecided finding stands open.
    desk.presses("Keep the decision").sees("There is a problem");
    faults.extend(desk.faults("a decision without a reason"));
    desk.types_address("/case/rowan-street/lines")
        .presses("Follow this line")
        .sees("There is a problem");
    faults.extend(desk.faults("a line without a name"));
    desk.types("What it is called", "What was known")
        .types("What it asks", "Who knew of the following?")
        .presses("Follow this line")
        .sees("What was known");
    faults.extend(desk.faults("a line of enquiry"));
    desk.types_address("/new")
        .presses("Start the case")
        .sees("There is a problem");
    faults.extend(desk.faults("a case without a title"));
    desk.types_address("/case/rowan-street/import")
        .presses("Look at what they hold")
        .sees("There is a problem");
    faults.extend(desk.faults("an import without files"));
    desk.types_address("/you").sees("keeps that name");
    faults.extend(desk.faults("a name that stays"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn who_opened_a_link_for_nobody_gives_a_name_without_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "");
    let mut faults = Vec::new();
    desk.types_address("/you")
        .types("Your name", " ")
        .presses("Save")
        .sees("There is a problem");
    faults.extend(desk.faults("no name"));
    desk.types("Your name", "B. Chair")
        .presses("Save")
        .sees("You go by the name B. Chair");
    faults.extend(desk.faults("a name was kept"));
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

/// Makes the pictures of `docs/pictures`, of the invented sample case alone: `tests/tools/pictures` asks for it.
#[test]
#[ignore = "writes into docs/pictures; run tests/tools/pictures"]
fn pictures() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    fs::create_dir_all(&folder).unwrap();
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut places = desk.places();
    places.extend(states(MASKED));
    // The first search makes the index, and says so.
    desk.types_address("/case/rowan-street/search?q=police").sees("found");
    // The tour leaves its line on every page of a case that is opened after it.
    places.sort_by_key(|(_, address)| address.starts_with("/tour/"));
    for (name, address) in places {
        desk.types_address(&address).sees("Forewarned");
        for width in [320, 768, 1280] {
            let picture = desk.picture(width);
            assert!(picture.starts_with(b"RIFF"), "{name} at {width}: no picture");
            fs::write(folder.join(format!("{name}-{width}.webp")), picture).unwrap();
        }
    }
}
