//! Terms of reference and lines of enquiry: written, changed, taken up and laid down, with what is attached to them.

use crate::{
    app::matters::slug_of,
    model::{
        beside::{About, Beside},
        settled::{Settlement, standing},
    },
    review::margin::{Line, Margin},
    web::{
        addresses,
        asking::{Ask, Fault, Link, Missing, Opened, Refusal},
        attaching::{self, NEW},
        deeds::{
            Done, Undone, decide,
            offer::{
                Field,
                Kind::{Text, Thing},
                Offer, SEEN, may, must, of,
            },
            put_beside,
            signing::unnamed,
            way_back,
        },
    },
};

const ATTACHED: Field = must(
    "about",
    Thing,
    "what is attached: its `kind` (entry, finding, warning or search) and `about` (its id, the warning’s number, what the search asks)",
);

/// What a program sends of the terms.
pub(super) const TERMS: Offer = Offer {
    about: "Writes the terms of reference; empty words take them away",
    takes: &[must("text", Text, "the words; an empty line begins a paragraph"), SEEN],
};

/// What a program sends of a new line.
pub(super) const NEW_LINE: Offer = Offer {
    about: "Takes up a line of enquiry",
    takes: &[
        must("title", Text, "what it is called"),
        must("question", Text, "what it asks"),
        SEEN,
    ],
};

/// What a program sends to change a line.
pub(super) const CHANGE: Offer = Offer {
    about: "Changes a line of enquiry, lays it down, or takes it up again",
    takes: &[
        of(must("do", Text, "what is done with it"), &["change", "drop", "again"]),
        may("title", Text, "what it is called, where it is changed"),
        may("question", Text, "what it asks, where it is changed"),
        SEEN,
    ],
};

/// What a program sends to attach something.
pub(super) const ATTACH: Offer = Offer {
    about: "Attaches something to a line of enquiry",
    takes: &[
        ATTACHED,
        must(
            "line",
            Text,
            "the line (id), or `new:` and the heading of one that the rules offer, to take it up with this",
        ),
        may("text", Text, "what it shows, as you see it"),
        SEEN,
    ],
};

/// What a program sends of words on a line.
pub(super) const SAY: Offer = Offer {
    about: "Writes what the panel makes of a line of enquiry, or what something attached to it shows",
    takes: &[
        may(
            "about",
            Thing,
            "what these words are about, as in what is attached; left out for the line itself",
        ),
        must("text", Text, "the words"),
        SEEN,
    ],
};

/// What a program sends to take something off.
pub(super) const REMOVE: Offer = Offer {
    about: "Takes something off a line of enquiry",
    takes: &[ATTACHED, SEEN],
};

/// Keeps the terms of reference.
pub(crate) fn terms(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    if !ask.has("text") {
        return Err(Undone::fault(
            "text",
            "The form came without its text: go back and send it again",
        ));
    }
    let text = ask.typed("text").to_owned();
    let said = if text.is_empty() {
        "The terms of reference are taken away; earlier ones stay in the record of what was settled."
    } else {
        "The terms of reference are kept."
    };
    let done = Done {
        to: opened.address("lines"),
        said: said.to_owned(),
    };
    put_beside(ask, &opened, (Beside::Terms { text }, "text"), done)
}

/// Takes up a line of enquiry.
pub(crate) fn new(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let (title, question) = (ask.typed("title"), ask.typed("question"));
    let mut faults = Vec::new();
    if ask.visitor.name().is_empty() {
        faults.push(unnamed());
    }
    if title.is_empty() {
        faults.push(Fault::of("title", "Enter what the line is called"));
    }
    if question.is_empty() {
        faults.push(Fault::of("question", "Enter what the line asks"));
    }
    let margin = Margin::of(&opened.matter.settled);
    if margin.lines.iter().any(|l| l.title.eq_ignore_ascii_case(title)) {
        faults.push(Fault::of("title", "This case follows a line of this name already"));
    }
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let id = free_id(ask, &opened, title)?;
    let done = Done {
        to: addresses::line(&opened.slug, &id),
        said: format!("The line of enquiry “{title}” is followed from now on."),
    };
    let line = Beside::Line {
        id,
        title: title.to_owned(),
        question: question.to_owned(),
        on: true,
    };
    put_beside(ask, &opened, (line, "title"), done).map_err(|undone| followed_now(undone, "title"))
}

/// A short name that no line has, nor ever had.
fn free_id(ask: &Ask, opened: &Opened, title: &str) -> Result<String, Undone> {
    Ok(ask.cases.free_line(&opened.slug, &slug_of(title))?)
}

/// A line that somebody took up at the same moment is followed now; it must not be written over.
fn followed_now(undone: Undone, field: &str) -> Undone {
    match undone {
        Undone::Clash(_) => Undone::fault(
            field,
            "Somebody took up a line of this name at the same moment: it is followed now",
        ),
        other => other,
    }
}

/// Changes a line, lays it down, or takes it up again.
pub(crate) fn change(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let id = ask.part("line");
    let Some((title, question)) = last_named(&opened, id) else {
        return Err(missing(&opened));
    };
    let (line, done) = match ask.typed("do") {
        "drop" | "again" => {
            let on = ask.typed("do") == "again";
            let (to, said) = if on {
                let to = addresses::line(&opened.slug, id);
                (
                    to,
                    format!("“{title}” is followed again, with what was attached to it."),
                )
            } else {
                let said = format!(
                    "“{title}” is no longer followed. What was attached to it is kept, should it be taken up again."
                );
                (opened.address("lines"), said)
            };
            let line = Beside::Line {
                id: id.to_owned(),
                title,
                question,
                on,
            };
            (line, Done { to, said })
        }
        _ => {
            let line = Beside::Line {
                id: id.to_owned(),
                title: ask.typed("title").to_owned(),
                question: ask.typed("question").to_owned(),
                on: true,
            };
            let to = addresses::line(&opened.slug, id);
            let said = "The line is changed.".to_owned();
            (line, Done { to, said })
        }
    };
    if ask.typed("do") == "change" && ask.typed("question").is_empty() {
        return Err(Undone::fault("question", "Enter what the line asks"));
    }
    put_beside(ask, &opened, (line, "title"), done)
}

/// Title and question of a line, followed or not; nothing when there never was one of this name.
fn last_named(opened: &Opened, id: &str) -> Option<(String, String)> {
    standing(&opened.matter.settled)
        .into_iter()
        .rev()
        .find_map(|s| match &s.what {
            Settlement::Beside(Beside::Line {
                id: of,
                title,
                question,
                ..
            }) if of == id => Some((title.clone(), question.clone())),
            _ => None,
        })
}

fn missing(opened: &Opened) -> Undone {
    Undone::Refusal(Refusal::NotThere(Missing::line(&opened.slug)))
}

/// Attaches something to a line; one that the rules offer is taken up with it.
pub(crate) fn attach(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let mut faults = Vec::new();
    decide::named(ask, &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let Some(about) = attaching::read(ask.typed("about")) else {
        return Err(Undone::fault(
            "line",
            "What was to be attached could not be read: go back and try again",
        ));
    };
    let code = ask.typed("line");
    let margin = Margin::of(&opened.matter.settled);
    let offered = code.strip_prefix(NEW).map(str::to_owned);
    let (id, title) = match offered {
        Some(title) if attaching::starters(&opened.matter, &margin).contains(&title) => {
            let id = free_id(ask, &opened, &title)?;
            let line = Beside::Line {
                id: id.clone(),
                title: title.clone(),
                question: question_of(&title),
                on: true,
            };
            let nowhere = Done {
                to: opened.address("lines"),
                said: String::new(),
            };
            put_beside(ask, &opened, (line, "line"), nowhere).map_err(|undone| followed_now(undone, "line"))?;
            (id, title)
        }
        _ => match margin.lines.iter().find(|l| l.id == code) {
            Some(line) => (line.id.to_owned(), line.title.to_owned()),
            None => return Err(Undone::fault("line", "Choose a line of enquiry")),
        },
    };
    let done = Done {
        to: way_back(ask, addresses::line(&opened.slug, &id)),
        said: format!("Attached to the line of enquiry “{title}”."),
    };
    let evidence = Beside::Evidence {
        line: id,
        about,
        text: ask.typed("text").to_owned(),
        on: true,
    };
    put_beside(ask, &opened, (evidence, "line"), done)
}

/// What a line asks that the rules offer by its name only.
pub(crate) fn question_of(title: &str) -> String {
    format!("What do the records supplied show of this: {title}?")
}

/// The line that the address names.
fn line<'a>(opened: &'a Opened, ask: &Ask) -> Result<Line<'a>, Undone> {
    let lines = Margin::of(&opened.matter.settled).lines;
    let wanted = ask.part("line");
    lines
        .into_iter()
        .find(|l| l.id == wanted)
        .ok_or_else(|| missing(opened))
}

/// Takes something off a line.
pub(crate) fn remove(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let line = line(&opened, ask)?;
    let Some(about) = attaching::read(ask.typed("about")) else {
        return Err(Undone::fault(
            "about",
            "What was to be taken off could not be read: go back and try again",
        ));
    };
    let Some((_, text, _)) = line.evidence.iter().find(|(a, ..)| **a == about) else {
        return Err(Undone::fault("about", "This is not attached to the line any more"));
    };
    let off = Beside::Evidence {
        line: line.id.to_owned(),
        about,
        text: (*text).to_owned(),
        on: false,
    };
    let done = Done {
        to: addresses::line(&opened.slug, line.id),
        said: "It is taken off the line. Nothing else was changed.".to_owned(),
    };
    put_beside(ask, &opened, (off, "about"), done)
}

/// Keeps what the panel writes on the line itself, or what an attached thing shows.
pub(crate) fn say(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let line = line(&opened, ask)?;
    let about = match ask.typed("about") {
        "" => About::Case,
        code => attaching::read(code).ok_or_else(|| {
            Undone::fault(
                "about",
                "What these words are about could not be read: go back and try again",
            )
        })?,
    };
    let words = Beside::Evidence {
        line: line.id.to_owned(),
        about,
        text: ask.typed("text").to_owned(),
        on: true,
    };
    let done = Done {
        to: addresses::line(&opened.slug, line.id),
        said: "Your words are kept.".to_owned(),
    };
    put_beside(ask, &opened, (words, "text"), done)
}

/// The list of lines.
pub(crate) fn back(opened: &Opened) -> Link {
    Link::new("Lines of enquiry", opened.address("lines"))
}
