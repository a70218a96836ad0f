//! What scripts add for the hand and the eye: files that are dropped, a stretch of the timeline that is dragged over, the wheel, the slider
//! over the days, keys of one letter; and the colours of a system that sets its own.

use std::{fs, thread, time::Duration};

use serde_json::{Value, json};

use super::{Desk, Way, touched::FAINT};

const ENTER: &str = "\u{E007}";
const TAB: &str = "\u{E004}";
const LEFT: &str = "\u{E012}";

impl Desk {
    /// The middle of what a selector finds, in the window.
    fn middle(&self, of: &str) -> (f64, f64) {
        let at = self.browser().run(
            "const e = document.querySelector(arguments[0]); e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect(); \
             return [b.left + b.width / 2, b.top + b.height / 2];",
            &[json!(of)],
        );
        let place = |n: usize| at[n].as_f64().unwrap_or_else(|| panic!("{of}: {at}"));
        (place(0), place(1))
    }

    /// Does something with the mouse, as the hand does.
    fn mouse(&self, deed: &str, (x, y): (f64, f64), more: Value) {
        let mut with = json!({"type": deed, "x": x, "y": y});
        let (Some(all), Value::Object(more)) = (with.as_object_mut(), more) else {
            return;
        };
        all.extend(more);
        self.browser().devtools("Input.dispatchMouseEvent", with);
    }

    /// Drags the mouse from one place to another.
    fn drags(&self, from: (f64, f64), to: (f64, f64)) {
        self.mouse("mouseMoved", from, json!({}));
        self.mouse(
            "mousePressed",
            from,
            json!({"button": "left", "buttons": 1, "clickCount": 1}),
        );
        for part in [0.3, 0.6, 1.0] {
            let at = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            self.mouse("mouseMoved", at, json!({"button": "left", "buttons": 1}));
        }
        self.mouse("mouseReleased", to, json!({"button": "left", "clickCount": 1}));
    }

    /// What a script says of the page, as words.
    fn told(&self, script: &str) -> String {
        let told = self.browser().run(script, &[]);
        told.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script says this of the page.
    fn tells(&self, script: &str, wanted: &str) {
        for _ in 0..600 {
            if self.told(script) == wanted {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("{script}: {} and not {wanted}", self.told(script));
    }

    /// The system sets this: a colour scheme of its own, or more contrast.
    fn system_sets(&self, feature: &str, value: &str) {
        let features = if feature.is_empty() {
            json!([])
        } else {
            json!([{"name": feature, "value": value}])
        };
        self.browser()
            .devtools("Emulation.setEmulatedMedia", json!({"media": "", "features": features}));
    }
}

#[test]
fn files_that_are_dropped_on_the_page_are_chosen_and_taken() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let files: Vec<String> = ["one.csv", "two.csv"]
        .iter()
        .map(|name| {
            let file = desk.home().join(name);
            fs::write(&file, format!("Date,Event\n07/03/2023,Letter about {name}\n")).unwrap();
            file.display().to_string()
        })
        .collect();
    desk.types_address("/case/rowan-street/import")
        .sees("You can also drop files here.");
    let (x, y) = desk.middle("[data-drop]");
    for deed in ["dragEnter", "dragOver", "drop"] {
        desk.browser().devtools(
            "Input.dispatchDragEvent",
            json!({"type": deed, "x": x, "y": y, "data": {"items": [], "files": files, "dragOperationsMask": 1}}),
        );
    }
    desk.sees("2 files chosen.")
        .presses("Look at what they hold")
        .sees("Look at 2 files")
        .waits_for("Say whose each file is", "Look again")
        .sees("one.csv")
        .sees("two.csv");
    desk.is_done();
}

#[test]
fn a_stretch_of_the_timeline_is_dragged_over_and_the_wheel_zooms() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    desk.types_address("/case/rowan-street/timeline?from=1/6/2023&to=30/6/2023")
        .sees("1 to 30 June 2023");
    let box_of = "#tl-picture svg";
    let (x, _) = desk.middle(box_of);
    let top = desk.browser().run(
        "return document.querySelector(arguments[0]).getBoundingClientRect().top;",
        &[json!(box_of)],
    );
    // Above the lanes there are no marks that a drag could begin on.
    let y = top.as_f64().unwrap() + 6.0;
    desk.drags((x - 100.0, y), (x + 150.0, y));
    desk.sees("Chosen: ").sees("Zoom here");
    let chosen = desk.told("return document.getElementById('tl-chosen').textContent;");
    assert!(
        chosen.contains("Jun 2023 to ") && chosen.ends_with("Jun 2023"),
        "{chosen}"
    );
    // The stretch is that of the entries and of the zoom.
    let day = |words: &str| words.split(' ').next().and_then(|d| d.parse::<u32>().ok()).unwrap();
    let (first, last) = chosen.trim_start_matches("Chosen: ").split_once(" to ").unwrap();
    let (first, last) = (day(first), day(last));
    assert!(1 < first && first < last && last < 30, "{chosen}");
    desk.opens("Zoom here").sees(&format!("{first} to {last} June 2023"));

    // Ctrl and the wheel: nearer about the place of the pointer; without Ctrl the page scrolls, and the view stays.
    let shown = "return document.getElementById('tl-now').textContent;";
    let before = desk.told(shown);
    let at = desk.middle(box_of);
    desk.mouse("mouseWheel", at, json!({"deltaX": 0, "deltaY": 120}));
    thread::sleep(Duration::from_millis(300));
    assert_eq!(desk.told(shown), before);
    let at = desk.middle(box_of);
    for _ in 0..3 {
        desk.mouse("mouseWheel", at, json!({"deltaX": 0, "deltaY": -120, "modifiers": 2}));
    }
    desk.sees_no_more(&format!("{first} to {last} June 2023"))
        .sees("June 2023");
    let days = "const s = document.querySelector('#tl-picture svg').dataset; \
        return String(Math.round((Date.parse(s.to + 'Z') - Date.parse(s.from + 'Z')) / 86400000));";
    let nearer: u32 = desk.told(days).parse().unwrap();
    assert!(nearer < last - first, "{nearer} days, of {first} to {last}");
    desk.is_done();
}

#[test]
fn the_slider_moves_the_lens_through_the_days() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    desk.types_address("/case/rowan-street/knowledge")
        .sees("Move through the days");
    let ends = desk.browser().run(
        "const s = document.getElementById('slider'); s.scrollIntoView({ block: 'center' }); const b = s.getBoundingClientRect(); \
         return [b.left, b.right, b.top + b.height / 2];",
        &[],
    );
    let [left, right, y] = [0, 1, 2].map(|n| ends[n].as_f64().unwrap());
    // The whole case is shown: the thumb stands at its right end.
    desk.drags((right - 8.0, y), (f64::midpoint(left, right), y));
    desk.sees("Part of this case is masked for you");
    let day = desk.told("return document.getElementById('knew-by').value;");
    let shown = desk.told("return document.querySelector('.fw-slider output').textContent;");
    assert!(!day.is_empty() && day == shown, "{day:?}, {shown:?}");
    desk.sees(&day);

    // By keys: each moves a day, and Enter shows the case of it.
    let slider = desk.reaches("field", "Move through the days");
    desk.browser().type_into(&slider, &LEFT.repeat(3));
    let earlier = desk.told("return document.getElementById('knew-by').value;");
    assert_ne!(earlier, day);
    desk.browser().keys(None, ENTER);
    desk.tells("return document.querySelector('.fw-lens p')?.textContent.includes('masked') ? document.getElementById('knew-by').value : '';", &earlier);
    desk.goes_to("Chronology").sees("Part of this case is masked for you");
    desk.is_done();
}

#[test]
fn letters_move_through_the_chronology_open_an_entry_and_star_it() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    desk.types_address("/case/rowan-street/chronology")
        .sees("Combined chronology");
    let at = "return document.activeElement.closest('.fw-chronology tr')?.id || '';";
    let strikes = |desk: &Desk, keys: &str| {
        desk.browser().keys(None, keys);
        desk.told(at)
    };
    let rows: Vec<(String, bool)> = desk
        .browser()
        .run(
            "return [...document.querySelectorAll('.fw-chronology tbody tr')].map((r) => [r.id, r.classList.contains('fw-row--warning')]);",
            &[],
        )
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r[0].as_str().unwrap().to_owned(), r[1] == true))
        .collect();
    assert_eq!(strikes(&desk, "j"), rows[0].0);
    assert_eq!(strikes(&desk, "jj"), rows[2].0);
    assert_eq!(strikes(&desk, "k"), rows[1].0);
    let warnings: Vec<&String> = rows.iter().skip(2).filter(|r| r.1).map(|r| &r.0).collect();
    assert_eq!(&strikes(&desk, "n"), warnings[0]);
    assert_eq!(&strikes(&desk, "n"), warnings[1]);
    assert_eq!(&strikes(&desk, "p"), warnings[0]);

    // The list of keys unfolds and folds, and says that they can be switched off.
    let folded = "return String(document.getElementById('keys').open);";
    desk.browser().keys(None, "?");
    assert_eq!(desk.told(folded), "true");
    desk.sees("next, previous entry of a warning")
        .sees("Keys are on in this browser");
    desk.browser().keys(None, "?");
    assert_eq!(desk.told(folded), "false");

    // A star on the entry that has the focus; then it is opened, and opened again gone into.
    let wanted = strikes(&desk, "j");
    assert_eq!(wanted, rows[0].0);
    desk.browser().keys(None, "s");
    desk.tells(
        "return String(document.querySelectorAll('.fw-chronology .fw-star').length);",
        "1",
    );
    let starred = desk.told("return document.querySelector('.fw-chronology .fw-star').closest('tr').id;");
    assert_eq!(starred, wanted);
    if desk.told(at).is_empty() {
        desk.browser().keys(None, "j");
    }
    let here = desk.told(at);
    desk.browser().keys(None, "o");
    desk.tells(
        "return document.querySelector('.fw-chronology [aria-current]')?.closest('tr').id || '';",
        &here,
    );
    desk.sees("As written");
    desk.browser().keys(None, "o");
    desk.tells("return document.activeElement.id;", "open");

    // Letters that are typed into a field are letters.
    let field = desk.reaches("field", "Words");
    desk.browser().type_into(&field, "jnos?");
    desk.tells("return document.getElementById('text').value;", "jnos?");
    desk.tells("return document.activeElement.id;", "text");
    desk.is_done();
}

/// Pages where colours tell most.
const COLOURED: [(&str, &str); 3] = [
    ("chronology?open=RSP-021", "Entry RSP-021"),
    ("warnings?open=W28", "To the decision"),
    ("timeline", "The lanes in words"),
];

#[test]
fn what_colours_tell_is_told_by_lines_and_signs_where_the_system_sets_its_own() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    for (feature, value) in [("forced-colors", "active"), ("prefers-contrast", "more")] {
        desk.system_sets(feature, value);
        for (page, words) in COLOURED {
            desk.types_address(&format!("/case/rowan-street/{page}")).sees(words);
            let is_set = desk.browser().run(
                "return matchMedia(arguments[0]).matches;",
                &[json!(format!("({feature}: {value})"))],
            );
            assert_eq!(is_set, true, "the browser does not do as if {feature} were {value}");
            let faint = desk.browser().run(
                FAINT,
                &[json!(".fw-main p, .fw-main a, .fw-main td, .fw-main th, button")],
            );
            assert_eq!(faint, json!([]), "{feature}: {page}");
            let untold = desk
                .browser()
                .run(if feature == "forced-colors" { LINES } else { EDGES }, &[]);
            assert_eq!(untold, json!([]), "{feature}: {page}");
        }
    }
    // What has the focus is seen by its outline in the system's colours too.
    desk.system_sets("forced-colors", "active");
    desk.types_address("/case/rowan-street/warnings").sees("Next undecided");
    for stop in 1..=24 {
        desk.browser().keys(None, TAB);
        let outline = desk.told(
            "const e = document.activeElement; const s = getComputedStyle(e); return `${s.outlineStyle} of ${e.outerHTML.slice(0, 120)}`;",
        );
        assert!(outline.starts_with("solid of <"), "stop {stop}: {outline}");
    }
    desk.system_sets("", "");
    desk.is_done();
}

/// With forced colours: marks, the filter and the agency's shape are told by lines or keep their own colours; what of them is not.
const LINES: &str = r"
    const has = (e, side) => { const s = getComputedStyle(e); return s[`border${side}Style`] !== 'none' && parseFloat(s[`border${side}Width`]) > 0; };
    const of = (selector, told) => [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility() && !told(e)).map((e) => `${selector}: ${e.outerHTML.slice(0, 120)}`);
    return [
      ...of('.fw-mark, mark', (e) => has(e, 'Bottom')),
      ...of('.fw-filter, .fw-imprecise', (e) => has(e, 'Top')),
      ...of('.fw-agency__shape, .fw-picture svg', (e) => getComputedStyle(e).forcedColorAdjust === 'none'),
      ...of('.fw-outcome, .fw-severity, .fw-agency', (e) => e.textContent.trim().length > 1),
    ];";
/// With more contrast: boxes that are told by a pale ground have a dark edge instead; which have none.
const EDGES: &str = r"
    return [...document.querySelectorAll('.fw-outcome, .fw-imprecise, .fw-remarks, .fw-marks--box')].filter((e) => e.checkVisibility()).filter((e) => {
      const s = getComputedStyle(e);
      return s.borderTopStyle !== 'solid' || s.borderTopColor !== 'rgb(20, 24, 31)' || s.backgroundColor !== 'rgb(255, 255, 255)';
    }).map((e) => e.outerHTML.slice(0, 120));";
