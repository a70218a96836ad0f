//! The *deeds*: what can be done from the screens. One file each, one line each in `registry`.
//!
//! A deed is a plain function from a form to a use case of `app`. Done, it leads on to the page that shows it; not done, the
//! page of the form is shown again with what was filled in and what is wrong with it. No deed is done by looking at a page.

mod about;
mod anonymise;
mod bare_facts;
mod beside_warning;
mod changed;
mod decide;
mod decision_back;
mod knowledge;
mod life;

pub(crate) use knowledge::{has_judged, shown_to};
mod coverage;
mod entry;
mod home;
mod import;
mod joining;
pub(crate) mod lines;
mod linked;
mod mention;
mod new_case;
pub(crate) mod offer;
mod own_rules;
mod people;
mod problems;
mod registry;
mod roster;
mod row_date;
mod searches;
pub(crate) mod settled_back;
mod signing;
mod take_back;
mod tour;
mod you;

pub(crate) use decide::decide;
pub(crate) use registry::DEEDS;
pub(crate) use signing::nameless;

use serde::Serialize;

use offer::Offer;

use crate::{
    app::beside,
    model::{beside::Beside, matter::Matter, settled::Settled, who::is_same},
    review::{settled_words, subject},
    web::{
        addresses,
        asking::{Ask, Fault, Link, Missing, Opened, Refusal},
        cases::Kept,
        words::sentence,
    },
};

/// A deed: where its form is sent, and what does it.
pub(crate) struct Deed {
    /// Its address, with `{case}` and other variable parts.
    pub(crate) path: &'static str,
    /// Name of the page that has its form, shown again when something is wrong with it.
    pub(crate) page: &'static str,
    /// No more bytes are taken.
    pub(crate) limit: usize,
    /// Does it.
    pub(crate) act: fn(&Ask) -> Result<Done, Undone>,
    /// What a program sends that asks for it; nothing where only people do.
    pub(crate) offer: Option<&'static Offer>,
}

/// What was done, and the page that shows it.
pub(crate) struct Done {
    /// Address of the page.
    pub(crate) to: String,
    /// One sentence that says what was done.
    pub(crate) said: String,
}

impl Done {
    /// Where it leads. What was done is said there, and has the focus where the address names no place of the page.
    pub(crate) fn landing(&self) -> String {
        if self.said.is_empty() || self.to.contains('#') {
            self.to.clone()
        } else {
            format!("{}#said", self.to)
        }
    }
}

/// Why a deed was not done. Nothing was changed.
pub(crate) enum Undone {
    /// What was filled in cannot be taken.
    Faults(Vec<Fault>),
    /// Nothing was to be done but to look: the page of the form is shown again with what was filled in.
    ShownAgain,
    /// Somebody else was quicker.
    Clash(Box<Clash>),
    /// What it is about is not there, or a fault of ours.
    Refusal(Refusal),
}

/// Somebody else settled the same thing while a form was filled in: both are shown, and the person chooses.
#[derive(Debug, Serialize)]
pub(crate) struct Clash {
    /// What both are about.
    pub(crate) about: String,
    /// Was it the same person, on another page?
    pub(crate) is_own: bool,
    /// What the other person did: lines of words.
    pub(crate) theirs: Vec<String>,
    /// What was filled in: lines of words.
    pub(crate) yours: Vec<String>,
    /// Where the form is sent again.
    pub(crate) address: String,
    /// Its fields, now knowing of what the other person did.
    pub(crate) again: Vec<(String, String)>,
    /// Both texts in one, to be edited and kept, where both wrote words.
    pub(crate) joined: Option<joining::Joined>,
    /// The case.
    pub(crate) case: Link,
    /// The way back, leaving what the other person did.
    pub(crate) back: Link,
}

impl From<Refusal> for Undone {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<anyhow::Error> for Undone {
    fn from(error: anyhow::Error) -> Self {
        Self::Refusal(error.into())
    }
}

impl Undone {
    /// One thing is wrong with what was filled in.
    pub(crate) fn fault(field: &str, words: impl Into<String>) -> Self {
        Self::Faults(vec![Fault::of(field, words)])
    }
}

/// Keeps what somebody settled who saw the page that a form was on; both are shown where somebody else settled the same since.
/// `about` says in words what it is about.
pub(crate) fn keep(ask: &Ask, (opened, settled): (&Opened, &Settled), about: &str, done: Done) -> Result<Done, Undone> {
    keep_each(ask, (opened, std::slice::from_ref(settled)), about, done)
}

/// The same of several settlements: all are kept or, where somebody was quicker with one of them, none.
pub(crate) fn keep_each(
    ask: &Ask,
    (opened, all): (&Opened, &[Settled]),
    about: &str,
    done: Done,
) -> Result<Done, Undone> {
    let seen = ask.typed("seen").parse().unwrap_or(0);
    match ask.cases.settle_all_after(&opened.slug, all, seen)? {
        Kept::Done => Ok(done),
        Kept::NoCase => Err(Undone::Refusal(Refusal::NotThere(Missing::case()))),
        Kept::Newer(newer) => Err(Undone::Clash(Box::new(Clash {
            about: about.to_owned(),
            is_own: newer.iter().all(|s| all.iter().any(|one| is_same(&one.who, &s.who))),
            theirs: newer.iter().map(|s| line(&opened.matter, s)).collect(),
            yours: all.iter().map(|s| line(&opened.matter, s)).collect(),
            address: ask.here(),
            again: knowing(ask, newer.iter().map(|s| s.number).max().unwrap_or(0)),
            joined: joining::joined(&ask.form.fields, &newer, all),
            case: Link::new(&opened.matter.case.title, addresses::case(&opened.slug)),
            back: Link::new("Leave it as it is", done.to),
        }))),
    }
}

/// Puts something beside the records. What cannot be taken is a fault of the field of this name.
pub(crate) fn put_beside(
    ask: &Ask,
    opened: &Opened,
    (what, field): (Beside, &str),
    done: Done,
) -> Result<Done, Undone> {
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    let settled =
        beside::beside(&opened.matter, what, &who).map_err(|why| Undone::fault(field, sentence(&why.to_string())))?;
    let about = subject::of(&opened.matter, &settled.what);
    keep(ask, (opened, &settled), &about, done)
}

/// A settlement as people read it.
fn line(matter: &Matter, settled: &Settled) -> String {
    let what = settled_words::in_words(matter, &settled.what);
    match settled.because.as_str() {
        "" => format!("{}: {what}", settled.who),
        because => format!("{}: {what}, because: {because}", settled.who),
    }
}

/// The form's fields with the number of the last settlement that its sender now knows of.
pub(crate) fn knowing(ask: &Ask, seen: u64) -> Vec<(String, String)> {
    ask.form
        .fields
        .iter()
        .filter(|(name, _)| name != "seen")
        .cloned()
        .chain([("seen".to_owned(), seen.to_string())])
        .collect()
}

/// The page on which a form stood that cannot be taken. A list on which it stood (the problems, or the chronology, beside which an entry's
/// forms stand too) is shown again as it was, with what was filled in, so that the place is not lost.
pub(crate) fn page_of_form(deed: &Deed, ask: &mut Ask) -> &'static str {
    let Ok(opened) = ask.case() else { return deed.page };
    let list = match deed.page {
        "entry" => "chronology",
        "problems" => "problems",
        page => return page,
    };
    let address = opened.address(list);
    let back = ask.typed("back").to_owned();
    let (page, asked) = back.split_once('?').unwrap_or((&back, ""));
    if page != address {
        return deed.page;
    }
    let asked = asked.split('#').next().unwrap_or_default();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(asked.as_bytes()).into_owned().collect();
    let is_open = |(name, value): &(String, String)| name == "open" && *value == ask.part("entry");
    if deed.page == "entry" && !pairs.iter().any(is_open) {
        return deed.page;
    }
    ask.query = pairs;
    ask.address = address;
    list
}

/// Back to the page from which a form was sent, where it names one of ours in `back`.
pub(crate) fn way_back(ask: &Ask, otherwise: String) -> String {
    let asked = ask.typed("back");
    if addresses::is_ours(asked) {
        asked.to_owned()
    } else {
        otherwise
    }
}

#[cfg(test)]
mod tests {
    use crate::web::addresses::is_ours;

    #[test]
    fn the_way_back_never_leads_to_another_site() {
        assert!(is_ours("/case/ashdown/warnings?page=2"));
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"] {
            assert!(!is_ours(bad), "{bad:?}");
        }
    }
}
