//! What is of *this case only*: times that its reviewers set, and patterns that they wrote. It stands at the head of every report, so
//! that nobody takes it for the rules, or for policy.

use crate::{
    model::{
        matter::Matter,
        settled::{Settlement, standing},
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{heading, lines},
    },
};

/// Said at the head of a report; nothing where everything is judged as the rules say.
pub(crate) fn told(matter: &Matter) -> Vec<Block> {
    let own = &matter.own;
    if own.is_empty() {
        return Vec::new();
    }
    let mut out = vec![vec![Inline::Strong(
        "Not everything here is judged as the rules say. Of this case only, and not policy:".to_owned(),
    )]];
    out.extend(own.windows.iter().map(|w| {
        let source = if w.from_source {
            "; that figure is from a source"
        } else {
            ""
        };
        text(format!(
            "{}, “{}”: {} days, set by {}, {}. The rules say {}{source}",
            w.pattern,
            w.title,
            w.days,
            w.who,
            why(&w.because),
            w.rules_say
        ))
    }));
    out.extend(own.patterns.iter().map(|p| {
        let judged = if p.unread.is_empty() {
            format!("“{}”, version {}", p.title, p.version)
        } else {
            format!("not judged, because it cannot be read: {}", p.unread)
        };
        text(format!(
            "{}, a pattern of this case’s own, not of the rules: {judged}. Put in by {}, {}",
            p.id,
            p.who,
            why(&p.because)
        ))
    }));
    vec![Block::Note(lines(out))]
}

/// A reason, where it is shown.
fn why(because: &str) -> String {
    if because.is_empty() {
        "for a reason that is masked here".to_owned()
    } else {
        format!("because: {because}")
    }
}

/// The files of all patterns that a case ever had of its own, in the order in which they were put in; nothing where it has none.
pub(crate) fn files(matter: &Matter) -> Vec<Block> {
    let mut out = Vec::new();
    for one in standing(&matter.settled) {
        if let Settlement::LocalPattern { id, toml, on: true } = &one.what {
            if out.is_empty() {
                out.push(heading(2, "Files of patterns of this case’s own", "own-files"));
            }
            out.push(Block::Paragraph(text(format!("{id}, settlement {}:", one.number))));
            out.push(Block::Quote(lines(toml.lines().map(text).collect())));
        }
    }
    out
}
