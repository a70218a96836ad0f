//! The combined chronology: every entry of every agency, in one order.

use crate::{
    model::{entry::Entry, matter::Matter},
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{agency, heads, opening, supplied, when},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Chronology;

/// Name of its table.
const NAME: &str = "Chronology";

impl Kind for Chronology {
    fn name(&self) -> &'static str {
        "chronology"
    }

    fn title(&self) -> String {
        "Combined chronology".to_owned()
    }

    fn about(&self) -> &'static str {
        "The combined chronology of all agencies"
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "combined chronology", settings);
        out.main = Some(NAME.to_owned());
        out.blocks.extend(supplied(matter));
        out.blocks.push(Block::NewPage);
        out.blocks.extend(blocks(matter));
        out
    }
}

/// The chronology as blocks.
pub(crate) fn blocks(matter: &Matter) -> Vec<Block> {
    let rows = matter.entries.iter().map(|e| row(matter, e)).collect();
    vec![
        Block::Heading(2, "Combined chronology".to_owned(), Some("chronology".to_owned())),
        Block::Table(Table {
            name: NAME.to_owned(),
            caption: format!("{} entries, in order", matter.entries.len()),
            head: heads(&[
                ("Date and time", 12),
                ("Agency", 13),
                ("Ref and type", 15),
                ("What was written", 48),
                ("Warnings, links", 12),
            ]),
            rows,
        }),
    ]
}

fn row(matter: &Matter, entry: &Entry) -> Vec<Vec<Inline>> {
    let mut links: Vec<Inline> = matter
        .warnings_at(&entry.id)
        .map(|w| Inline::Strong(format!("{} ", w.id)))
        .collect();
    for link in &matter.timeline.duplicates {
        let other = if link.first == entry.id {
            Some(&link.second)
        } else if link.second == entry.id {
            Some(&link.first)
        } else {
            None
        };
        links.extend(other.map(|o| Inline::Small(format!("same as {o} "))));
    }
    let kind = vec![
        Inline::Strong(entry.id.0.clone()),
        Inline::Break,
        Inline::Small(entry.entry_type.clone()),
        Inline::Break,
        Inline::Small(entry.source.clone()),
    ];
    vec![
        when(&entry.when),
        vec![agency(matter, &entry.agency)],
        kind,
        text(entry.text.clone()),
        links,
    ]
}
