//! The lines of enquiry of a review: its terms of reference, and for each line what was attached to it and what the records show.

use crate::{
    model::matter::Matter,
    report::{
        Kind, Settings,
        document::{Block, Document, text},
        kinds::parts::{followed, heading, opening, plain_table, point},
    },
    review::enquiry::Enquiry,
};

/// See the module.
#[derive(Debug)]
pub struct Lines;

impl Kind for Lines {
    fn name(&self) -> &'static str {
        "lines"
    }

    fn title(&self) -> String {
        "Lines of enquiry".to_owned()
    }

    fn about(&self) -> &'static str {
        "The terms of reference and each line of enquiry, with its evidence and what the records show"
    }

    fn for_whom(&self) -> &'static str {
        "the chair and the panel, for a meeting"
    }

    fn tells_lines(&self) -> bool {
        true
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "lines of enquiry", settings);
        out.blocks.push(heading(2, "Terms of reference", "terms"));
        let terms = followed::terms(matter);
        out.blocks.push(Block::Paragraph(if terms.is_empty() {
            text("None are written in this case yet.")
        } else {
            terms
        }));
        out.blocks.push(heading(2, "Lines of enquiry at a glance", "lines"));
        let enquiry = Enquiry::new(matter);
        let told = followed::chosen(&enquiry, settings);
        let rows = told.iter().map(|line| {
            let attached = enquiry.attached(line);
            vec![
                text(line.title),
                text(line.question),
                text(attached.len().to_string()),
                text(enquiry.accepted(&attached).len().to_string()),
            ]
        });
        out.blocks.extend(point(
            plain_table(
                "lines",
                "Lines of enquiry that this review follows",
                &[
                    ("Line", 26),
                    ("Question", 46),
                    ("Attached", 12),
                    ("Findings accepted", 16),
                ],
                rows.collect(),
            ),
            "This review follows no line of enquiry yet. Take one up on the page “Lines of enquiry”.",
        ));
        out.blocks.extend(followed::told(matter, settings, 2));
        out.main = Some("lines".to_owned());
        out
    }
}
