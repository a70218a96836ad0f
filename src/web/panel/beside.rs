//! What people put *beside* an entry: star, tags, notes, key decision point; and what was typed into those forms.

use serde::Serialize;

use crate::{
    model::{beside::About, entry::Entry, settled::Settled},
    review::margin::Margin,
    web::{
        asking::{Ask, Opened},
        attaching::Attach,
        words,
    },
};

/// What stands beside an entry.
#[derive(Serialize)]
pub(super) struct Put {
    is_starred: bool,
    tags: Vec<String>,
    /// Tags that the case has, to choose from.
    known_tags: Vec<String>,
    notes: Vec<Line>,
    key: Option<Line>,
    /// Where a note is taken back.
    undo: String,
    /// The form that attaches the entry to a line of enquiry.
    attach: Attach,
    /// What was typed and could not be taken.
    typed_note: String,
    typed_tag: String,
    typed_key: String,
}

#[derive(Serialize)]
struct Line {
    /// Its number, where the visitor wrote it and can take it back; else 0.
    own: u64,
    text: String,
    who: String,
    at: String,
}

fn line(name: &str, &(text, by): &(&str, &Settled)) -> Line {
    Line {
        own: if by.who == name { by.number } else { 0 },
        text: text.to_owned(),
        who: by.who.clone(),
        at: words::logged(&by.at),
    }
}

/// What stands beside this entry.
pub(super) fn put(ask: &Ask, opened: &Opened, entry: &Entry) -> Put {
    let margin = Margin::of(&opened.matter.settled);
    let typed = |form: &str, name: &str| {
        if ask.typed("form") == form {
            ask.typed(name).to_owned()
        } else {
            String::new()
        }
    };
    let name = ask.visitor.name();
    let tags = margin.tags.get(&entry.id);
    let mut known: Vec<String> = margin.tags.values().flatten().map(|t| (*t).to_owned()).collect();
    known.sort();
    known.dedup();
    Put {
        is_starred: margin.is_starred(&name, &entry.id),
        tags: tags.map_or_else(Vec::new, |all| all.iter().map(|t| (*t).to_owned()).collect()),
        known_tags: known,
        notes: margin
            .notes_on(&About::Entry(entry.id.clone()))
            .iter()
            .map(|one| line(&name, one))
            .collect(),
        key: margin.key_points.get(&entry.id).map(|one| line(&name, one)),
        undo: opened.address("activity/undo"),
        attach: Attach::of(opened, &margin, &About::Entry(entry.id.clone()))
            .sent_to(format!("{}/line", opened.entry(&entry.id)))
            .with_typed(ask, "line-"),
        typed_note: typed("note-", "text"),
        typed_tag: typed("tag-", "tag"),
        typed_key: typed("key-", "decided"),
    }
}
