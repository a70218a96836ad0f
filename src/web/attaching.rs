//! *Attaching*: the small form by which anything on a page is attached to a line of enquiry. A page makes one for what it shows and
//! includes `templates/parts/attach.html`; where it leads back to, the page says.

use serde::Serialize;

use crate::{
    model::{beside::About, matter::Matter},
    review::{margin::Margin, settled_words},
    web::{
        addresses,
        asking::{Ask, Link, Opened},
    },
};

/// How the code of a line begins that is not followed yet and is taken up with the first thing attached to it.
pub(crate) const NEW: &str = "new:";

/// The form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Attach {
    address: String,
    seen: u64,
    /// What is attached, as it is sent.
    about: String,
    /// The same in words.
    what: String,
    /// Where it can be this or a part of it: all that can be chosen.
    abouts: Vec<Choice>,
    choices: Vec<Choice>,
    /// The line chosen before, and what was typed, where the form came back.
    pub(crate) line: String,
    /// What it shows, as typed.
    pub(crate) text: String,
    /// Lines to which it is attached already.
    already: Vec<Link>,
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
    code: String,
    label: String,
}

impl Attach {
    /// The form for one thing.
    pub(crate) fn of(opened: &Opened, margin: &Margin<'_>, about: &About) -> Self {
        let lines = margin.lines.iter().map(|l| Choice {
            code: l.id.to_owned(),
            label: l.title.to_owned(),
        });
        let new = starters(&opened.matter, margin).into_iter().map(|title| Choice {
            code: format!("{NEW}{title}"),
            label: format!("New line: {title}"),
        });
        let first = Choice {
            code: String::new(),
            label: "Choose a line".to_owned(),
        };
        let holds = |l: &&crate::review::margin::Line<'_>| l.evidence.iter().any(|(a, ..)| *a == about);
        Self {
            address: opened.address("lines/attach"),
            seen: opened.seen(),
            about: code(about),
            what: settled_words::about(&opened.matter, about),
            abouts: Vec::new(),
            choices: std::iter::once(first).chain(lines).chain(new).collect(),
            line: String::new(),
            text: String::new(),
            already: margin
                .lines
                .iter()
                .filter(holds)
                .map(|l| Link::new(l.title, addresses::line(&opened.slug, l.id)))
                .collect(),
        }
    }

    /// The same form, sent to a page's own address: that page is shown again when something is wrong with it.
    pub(crate) fn sent_to(self, address: String) -> Self {
        Self { address, ..self }
    }

    /// The same form, for this or one of its parts, each in words.
    pub(crate) fn or_part<'p>(mut self, whole: &str, parts: impl Iterator<Item = (&'p About, &'p str)>) -> Self {
        let part = |(about, label): (&About, &str)| Choice {
            code: code(about),
            label: label.to_owned(),
        };
        self.abouts = parts.map(part).collect();
        if !self.abouts.is_empty() {
            let whole = Choice {
                code: self.about.clone(),
                label: whole.to_owned(),
            };
            self.abouts.insert(0, whole);
        }
        self
    }

    /// The same form with what was filled in, where it came back with something wrong.
    pub(crate) fn with_typed(mut self, ask: &Ask, form: &str) -> Self {
        if ask.typed("form") == form && read(ask.typed("about")).is_some() {
            ask.typed("about").clone_into(&mut self.about);
            ask.typed("line").clone_into(&mut self.line);
            ask.typed("text").clone_into(&mut self.text);
        }
        self
    }
}

/// Lines that the rules offer and the case does not follow yet.
pub(crate) fn starters(matter: &Matter, margin: &Margin<'_>) -> Vec<String> {
    let own = crate::rulebook::own::HEADING;
    let is_new = |title: &&String| *title != own && !margin.lines.iter().any(|l| l.title == title.as_str());
    matter.outline.lines.iter().filter(is_new).cloned().collect()
}

/// What is attached, as a form sends it.
pub(crate) fn code(about: &About) -> String {
    serde_json::to_string(about).unwrap_or_default()
}

/// What a form sent; nothing when it is no such thing.
pub(crate) fn read(code: &str) -> Option<About> {
    serde_json::from_str(code).ok()
}
