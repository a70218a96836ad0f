//! How somebody *reaches* a control: it is found by its name, and with the keyboard alone it is gone to by Tab and arrow keys.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{Desk, Way, desk::PATIENCE, driver::Element};

/// How often the way to a control is reckoned anew.
const ROUNDS: usize = 60;
const HANDS: &str = include_str!("hands.js");

const TAB: char = '\u{E004}';
const SHIFT: char = '\u{E008}';
const DOWN: char = '\u{E015}';
const UP: char = '\u{E013}';

impl Desk {
    pub(super) fn finds(&mut self, kind: &str, name: &str) -> Element {
        let beside = std::mem::take(&mut self.beside);
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = self.looks_for("find", &[json!(kind), json!(name), json!(beside)]) {
                return found;
            }
            if Instant::now() > until {
                let names = [self.hands("names", &[json!(kind)]), self.hands("names_of_options", &[])];
                panic!(
                    "{:?}: no {kind} {name:?} beside {beside:?} on the page {}; there are {names:?}",
                    self.way,
                    self.browser.address()
                );
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub(super) fn looks_for(&self, how: &str, with: &[Value]) -> Option<Element> {
        Element::of(&self.hands(how, with))
    }

    pub(super) fn hands(&self, what: &str, with: &[Value]) -> Value {
        self.browser
            .run(&format!("{HANDS}\nreturn hands.{what}(...arguments);"), with)
    }

    pub(super) fn acts_on(&mut self, kind: &str, name: &str, key: char) -> &mut Self {
        let beside = self.beside.clone();
        for _ in 0..ROUNDS {
            let found = self.finds(kind, name);
            if self.way == Way::Keyboard && self.tabs_to(&found) {
                self.browser.keys(None, &key.to_string());
                break;
            }
            if self.way != Way::Keyboard && self.browser.clicks(&found) {
                break;
            }
            // A script put new contents in its place meanwhile: as somebody would, it is looked for again.
            self.beside.clone_from(&beside);
        }
        self
    }

    /// Finds a control, and goes to it where the keyboard alone is used.
    pub(super) fn reaches(&mut self, kind: &str, name: &str) -> Element {
        let beside = self.beside.clone();
        for _ in 0..ROUNDS {
            let found = self.finds(kind, name);
            if self.way != Way::Keyboard || self.tabs_to(&found) {
                return found;
            }
            self.beside.clone_from(&beside);
        }
        panic!("{name}: it is put anew all the time");
    }

    /// Tabs until the control has the focus, or another of its group of radio buttons, between which arrow keys move. The script only
    /// reckons how often to press; that the control is reached, and that each stop on the way can be seen, is looked at. Not so when the
    /// control is no longer on the page.
    pub(super) fn tabs_to(&mut self, control: &Element) -> bool {
        let mut stops = Vec::new();
        for round in 0..ROUNDS {
            let at = self.hands("focus", &[control.value()]);
            if at["error"] == "stale element reference" {
                return false;
            }
            for name in at["unseen"].as_array().into_iter().flatten() {
                let name = name.as_str().unwrap_or_default().to_owned();
                if !self.unseen.contains(&name) {
                    self.unseen.push(name);
                }
            }
            stops.push(at["name"].as_str().unwrap_or_default().to_owned());
            // A reckoning that was out is put right step by step.
            let presses = if round < 4 {
                at["away"].as_u64().unwrap_or(1).min(400)
            } else {
                1
            };
            let keys = TAB.to_string().repeat(usize::try_from(presses).unwrap());
            match at["place"].as_str().unwrap_or_default() {
                "here" | "group" => return true,
                "after" => self.browser.keys(Some(SHIFT), &keys),
                _ => self.browser.keys(None, &keys),
            }
        }
        panic!(
            "not reached by Tab on {}; reached were {stops:?}",
            self.browser.address()
        );
    }

    /// Moves by arrow keys to another radio button of the group.
    pub(super) fn moves_to(&mut self, option: &Element) {
        for _ in 0..ROUNDS {
            let place = self.browser.run(
                "const [wanted] = arguments; const at = document.activeElement; if (at === wanted) return 0; \
                 return at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;",
                &[option.value()],
            );
            match place.as_i64() {
                Some(0) => return,
                Some(-1) => self.browser.keys(None, &UP.to_string()),
                _ => self.browser.keys(None, &DOWN.to_string()),
            }
        }
        panic!("arrow keys do not lead to the choice");
    }
}
