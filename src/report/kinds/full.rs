//! The whole: what was supplied, the timeline, warnings, the combined chronology, patterns and sources.

use crate::{
    model::matter::Matter,
    report::{
        Kind, Part, ReportError, Settings,
        document::{Block, Document},
        kinds::{
            chronology,
            parts::{accounts, audit, happened, links::Links, opening, supplied},
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

    fn for_whom(&self) -> &'static str {
        "reviewers who read the whole case in one document"
    }

    fn about(&self) -> &'static str {
        "Everything: what was supplied, timeline, warnings, combined chronology, sources"
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Picture, Part::Happenings]
    }

    fn has_columns(&self) -> bool {
        true
    }

    fn check(&self, settings: &Settings) -> Result<(), ReportError> {
        chronology::Chronology.check(settings)
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "chronology and warnings", settings);
        let links = Links::new(matter);
        out.blocks.extend(supplied(matter));
        out.blocks.push(Block::Heading(2, "Timeline".to_owned(), None));
        // On paper there is no page of warnings to go to: the links point into this document.
        out.blocks.push(Block::Picture(
            picture::svg(matter).replace("href=\"warnings#", "href=\"#"),
        ));
        out.blocks.extend(warnings::blocks(&links));
        out.blocks.push(Block::NewPage);
        out.blocks.extend(chronology::blocks(&links, settings));
        out.blocks.extend(accounts::differ(&links));
        out.blocks.extend(accounts::offered(&links));
        out.blocks.extend(audit::acts(matter));
        out.blocks.extend(warnings::sources(matter));
        out.main = Some("chronology".to_owned());
        out.happenings = happened::entries(&links);
        out.happenings.extend(happened::warnings(&links));
        out
    }
}
