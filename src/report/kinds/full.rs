//! The whole: what was supplied, the timeline, warnings, the combined chronology, patterns and sources.

use crate::{
    model::matter::Matter,
    report::{
        Kind, Part, Settings,
        document::{Block, Document},
        kinds::{
            chronology,
            parts::{opening, supplied},
            warnings,
        },
    },
    timeline::picture,
};

/// See the module.
#[derive(Debug)]
pub struct Full;

impl Kind for Full {
    fn name(&self) -> &'static str {
        "full"
    }

    fn title(&self) -> String {
        "Full report".to_owned()
    }

    fn about(&self) -> &'static str {
        "Everything: what was supplied, timeline, warnings, combined chronology, sources"
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Picture]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "chronology and warnings", settings);
        out.blocks.extend(supplied(matter));
        out.blocks.push(Block::NewPage);
        out.blocks.push(Block::Heading(2, "Timeline".to_owned(), None));
        // On paper there is no page of warnings to go to: the links point into this document.
        out.blocks.push(Block::Picture(
            picture::svg(matter).replace("href=\"warnings#", "href=\"#"),
        ));
        out.blocks.extend(warnings::blocks(matter));
        out.blocks.push(Block::NewPage);
        out.blocks.extend(chronology::blocks(matter));
        out.blocks.extend(warnings::sources(matter));
        out
    }
}
