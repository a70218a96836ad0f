//! Every page and state in a real browser, wide and narrow: axe-core finds nothing, nothing makes a narrow page scroll sideways, and
//! the browser has nothing to complain of. The pages are those of the registry; a page without a sample address stops the test.

use std::{collections::BTreeMap, fs, path::PathBuf};

use forewarned::web::addresses_of_pages;
use serde_json::{Value, json};

use super::{Desk, Way, desk::bytes_of};

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
    ("/case/{case}/import/{batch}", "import", "/import/"),
    ("/case/{case}/line/{line}", "lines", "/line/"),
];

/// States of pages, by what stands behind the name of the case, and words by which each is known to be the state that is meant.
const STATES: &[(&str, &str, &str)] = &[
    ("chronology_open", "chronology?open=RSP-001", "Entry RSP-001"),
    (
        "chronology_mend",
        "chronology?open=RSP-001&mend=new#mend",
        "Add the mention",
    ),
    ("chronology_compact", "chronology?view=chosen&compact=yes", "…"),
    (
        "chronology_none",
        "chronology?text=nothing+of+the+kind",
        "No entry fits what was asked",
    ),
    (
        "chronology_print",
        "chronology?print=yes&agency=police",
        "print command",
    ),
    (
        "timeline_month",
        "timeline?from=1/6/2023&to=30/6/2023",
        "1 to 30 June 2023",
    ),
    ("warnings_open", "warnings?open=W28", "To the decision"),
    ("warnings_none", "warnings?mine=decided", "No warning fits this filter"),
    ("warning_missing", "warning/W999", "There is no warning of this number"),
    ("pattern_tried", "pattern/STALK-01?days=40#set", "Nothing is kept yet"),
    ("anonymise_reason", "anonymise/left?why=ordinary", "Keep it of all"),
    (
        "anonymise_cleared",
        "anonymise/left?tab=cleared",
        "No word was cleared yet",
    ),
    ("search_found", "search?q=police", "entries found"),
    ("search_none", "search?q=%22nothing+of+the+kind", "No entry found"),
    ("activity_none", "activity?who=nobody", "Nothing fits this filter"),
    (
        "report_preview",
        "report?kind=warnings&preview=yes",
        "on a page of its own",
    ),
    (
        "template_told",
        "template?agency=probation&from=soon",
        "Enter both days like 14/1/2018",
    ),
    (
        "import_replaces",
        "import?replaces=probation.csv&agency=probation",
        "Replace probation.csv",
    ),
];
/// Those of them that say what is not there; every other answers with the page that is meant.
const MISSING: &[&str] = &["not_there", "no_case", "warning_missing"];
/// Two pages that show the same by right: a warning has an address in the list and one of its own.
const TWINS: &[&str] = &["case_warning", "warnings_open"];
/// The same while part of the case is masked. The first puts the lens on.
const MASKED: &[(&str, &str, &str)] = &[
    (
        "masked_knowledge",
        "knowledge?knew=all&knew-by=2023-05-16",
        "How it is decided what an agency knew",
    ),
    ("masked_home", "", "What to do next"),
    ("masked_chronology", "chronology?open=RSP-001", "Entry RSP-001"),
    ("masked_timeline", "timeline", "The lanes in words"),
    (
        "masked_warning",
        "warnings?open=W1",
        "No decision is taken here while part",
    ),
    (
        "masked_consultation",
        "knowledge/consultation",
        "Each cell leads to its evidence",
    ),
    ("masked_anonymise", "anonymise", "rests on the whole of a case"),
    ("masked_risk", "anonymise/risk", "rests on the whole of a case"),
    ("masked_left", "anonymise/left", "nothing to be cleared here"),
    ("masked_search", "search?q=police", "entries found"),
    (
        "masked_problems",
        "problems",
        "so they are not shown while part of the case is masked",
    ),
];
/// A page that a lens closes is refused, and says so with its status: one of them stands for all.
const REFUSED: (&str, &str, &str) = (
    "masked_refused",
    "record/RSP-001",
    "cannot be seen or done while part of the case is masked",
);

/// A page or a state of one: its name, where it is found, and words that it shows.
type Place = (String, String, String);

/// A script that returns the first link whose address holds the words it is given.
const LEADS: &str = "return [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') || '').find((h) => h.includes(arguments[0])) || '';";

impl Desk {
    /// What axe-core and the browser say of the page as it stands, and how far it is too wide.
    pub(super) fn faults(&mut self, what: &str) -> Vec<String> {
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

    /// An import that waits for its columns to be said, and a line of enquiry that is followed: pages of the registry that need them.
    pub(super) fn prepares(&mut self) -> &mut Self {
        let file = self.home().join("extract.csv");
        fs::write(&file, STRANGE).unwrap();
        self.types_address("/case/rowan-street/import")
            .uploads("Files that agencies sent", &[&file])
            .presses("Look at what they hold")
            .waits_for("Whose file is it?", "Look again");
        self.chooses("Whose file is it?", "Fellside Homes")
            .presses("Read")
            .waits_for("Columns as read", "Look again");
        self.types_address("/case/rowan-street/lines")
            .types("What it is called", "What was known")
            .types("What it asks", "Who knew of the following?")
            .presses("Follow this line")
            .sees("What was known")
    }

    /// Every page of the registry that is no file, in the sample case, and every state of `STATES`.
    fn places(&mut self) -> Vec<Place> {
        self.prepares();
        let mut all = [
            ("not_there", "/nowhere", "no page at this address"),
            ("no_case", "/case/nobody", "no case of this name"),
            ("words", "/help/glossary", "one dated thing that one agency wrote"),
            (
                "thematic_preview",
                "/thematic?case=rowan-street&preview=yes",
                "on a page of its own",
            ),
        ]
        .map(|(name, address, words)| (name.to_owned(), address.to_owned(), words.to_owned()))
        .to_vec();
        for page in addresses_of_pages() {
            if page.ends_with("{file}") || page.rsplit('.').next() == Some("csv") {
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
            all.push((name_of(page), address, shows(page).to_owned()));
        }
        all.extend(states(STATES));
        all
    }

    /// The page as a picture of this width, as the bytes of a WebP file: from its top, or from the place to which its address leads.
    fn picture(&mut self, width: u32) -> Vec<u8> {
        self.is_wide(width);
        let high = self.browser().run("return document.documentElement.scrollHeight;", &[]);
        let high = high.as_u64().unwrap_or(HIGHEST);
        let top = self.browser().run(PLACE, &[]).as_u64().unwrap_or(0).min(high);
        let high = (high - top).min(HIGHEST);
        let shot = self.browser().devtools(
            "Page.captureScreenshot",
            json!({
                "format": "webp", "quality": 35, "captureBeyondViewport": true,
                "clip": {"x": 0, "y": top, "width": width, "height": high, "scale": 1},
            }),
        );
        bytes_of(&shot["data"])
    }
}

/// Pictures show so much of a page: what is below looks the same.
const HIGHEST: u64 = 900;
/// How far down the place is to which the address leads.
const PLACE: &str = "const at = location.hash.length > 1 && document.getElementById(location.hash.slice(1)); \
    return at ? Math.max(0, Math.floor(at.getBoundingClientRect().top + scrollY)) : 0;";
/// A file of which nobody knows the columns.
const STRANGE: &str = "Nr,Tag der Sache,Worte dazu\nX1,05/03/2023,Dean Halloway rang the office about his bins\nX2,06/03/2023,Came to the counter\n";

/// Words by which a page of the registry is known, where its heading alone would not do.
fn shows(page: &str) -> &'static str {
    match page {
        "/case/{case}/import/{batch}" => "Tag der Sache",
        "/case/{case}/line/{line}" => "Who knew of the following?",
        "/case/{case}/entry/{entry}" => "As written",
        "/case/{case}/record/{entry}" => "The row as it stands in the file",
        "/case/{case}/finding/{finding}" => "What was looked for",
        "/case/{case}/take-back" => "This is what would leave the case",
        _ => "Forewarned",
    }
}

fn states(of: &[(&str, &str, &str)]) -> Vec<Place> {
    of.iter()
        .map(|(name, rest, words)| {
            let address = format!("/case/rowan-street/{rest}");
            let address = address.trim_end_matches('/').to_owned();
            ((*name).to_owned(), address, (*words).to_owned())
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
        [.., "import"] if page.ends_with('}') => format!("{}_batch", words.join("_")),
        [.., "consultation"] if page.ends_with('}') => format!("{}_cell", words.join("_")),
        _ => words.join("_"),
    }
}

#[test]
fn every_page_is_free_of_faults_that_axe_can_find_and_fits_320_pixels() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for (name, address, words) in desk.places() {
        desk.types_address(&address).sees(&words);
        let wanted = if MISSING.contains(&name.as_str()) { 404 } else { 200 };
        assert_eq!(desk.status(), wanted, "{name}: {address}");
        // A state that is not taken from the address would be the page itself once more.
        if !TWINS.contains(&name.as_str()) {
            let same = shown.insert(desk.text(), name.clone());
            assert!(same.is_none(), "{name} shows the same as {same:?}");
        }
        faults.extend(desk.faults(&name));
    }
    for (name, address, words) in states(MASKED) {
        desk.types_address(&address)
            .sees("Part of this case is masked for you")
            .sees(&words);
        assert_eq!(desk.status(), 200, "{name}: {address}");
        faults.extend(desk.faults(&name));
    }
    let guide = fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/guide")).unwrap();
    let guide = guide.map(|page| page.unwrap().path());
    for page in guide.filter(|p| p.extension().is_some_and(|e| e == "md") && !p.ends_with("README.md")) {
        let address = format!("/help/{}", page.file_stem().unwrap().to_str().unwrap());
        desk.types_address(&address);
        assert_eq!(desk.status(), 200, "{address}");
        faults.extend(desk.faults(&address));
    }
    let (name, address, words) = states(&[REFUSED]).remove(0);
    desk.types_address(&address).sees(&words);
    assert_eq!(desk.status(), 409, "{name}");
    faults.extend(desk.faults(&name));
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
    places.extend(states(&[REFUSED]));
    // The first search makes the index, and says so.
    desk.types_address("/case/rowan-street/search?q=police").sees("found");
    // The tour leaves its line on every page of a case that is opened after it.
    places.sort_by_key(|(_, address, _)| address.starts_with("/tour/"));
    for (name, address, words) in places {
        desk.types_address(&address).sees(&words);
        for width in [320, 768, 1280] {
            let picture = desk.picture(width);
            assert!(picture.starts_with(b"RIFF"), "{name} at {width}: no picture");
            fs::write(folder.join(format!("{name}-{width}.webp")), picture).unwrap();
        }
    }
}
