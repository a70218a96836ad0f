//! What was *chosen* for a report: findings, chapters, lines of enquiry, entries. What is left out is said at its head, so that nobody
//! takes a part for the whole.

use crate::{
    model::{entry::EntryId, finding::Finding, matter::Matter},
    patterns::warnings,
    report::{
        Kind, Settings, Told,
        document::{Block, Document, text},
    },
    review::deciding::{Deciding, NOT_SHOWN},
};

/// The document of a kind with what was chosen.
pub fn compose(kind: &dyn Kind, matter: &Matter, settings: &Settings) -> Document {
    let all = matter.counted().count();
    let (mut document, told) = match settings.findings {
        Told::Standing => (kind.compose(matter, settings), all),
        Told::Accepted => {
            let matter = accepted_only(matter);
            let told = matter.findings.len();
            (kind.compose(&matter, settings), told)
        }
    };
    let left_out = without(&mut document, &settings.without);
    let mut said = Vec::new();
    if settings.findings == Told::Accepted {
        said.push(if matter.decisions_are_masked {
            format!("Only findings that reviewers accepted were asked for: {NOT_SHOWN}, so none is told.")
        } else {
            format!(
                "Only findings that reviewers accepted are told here: {told} of {all}. The others are not decided on, or were not accepted."
            )
        });
    }
    if !left_out.is_empty() {
        said.push(format!("Left out by choice: {}.", left_out.join("; ")));
    }
    if !settings.lines.is_empty() {
        said.push("Not every line of enquiry may be told: lines were chosen.".to_owned());
    }
    if !settings.entries.agencies.is_empty() && kind.chooses_agencies() && !kind.has_columns() {
        said.push("Only what concerns the agencies that were chosen is told here.".to_owned());
    }
    if !settings.entries.is_all() && kind.has_columns() {
        said.push("The chronology holds only the entries that were chosen, by agency, person or days.".to_owned());
    }
    if !said.is_empty() {
        let at = document.blocks.iter().position(|b| matches!(b, Block::Heading(2, ..)));
        let at = at.unwrap_or(document.blocks.len());
        document.blocks.insert(at, Block::Note(text(said.join(" "))));
    }
    document
}

/// The chapters of a document, by their words: what can be left out.
pub fn chapters(document: &Document) -> Vec<String> {
    let heads = document.blocks.iter().filter_map(|b| match b {
        Block::Heading(2, words, _) => Some(words.clone()),
        _ => None,
    });
    heads.collect()
}

/// Takes chapters out; the words of those that were there.
fn without(document: &mut Document, chapters: &[String]) -> Vec<String> {
    let mut left_out = Vec::new();
    let mut is_out = false;
    document.blocks.retain(|block| {
        if let Block::Heading(level @ (1 | 2), words, _) = block {
            is_out = *level == 2 && chapters.iter().any(|c| c == words);
            if is_out {
                left_out.push(words.clone());
            }
        }
        !is_out
    });
    left_out
}

/// The matter with those findings only that reviewers accepted, and the warnings that they make.
fn accepted_only(matter: &Matter) -> Matter {
    let mut out = matter.clone();
    let deciding = Deciding::of_matter(matter);
    let (told, untold) = std::mem::take(&mut out.findings)
        .into_iter()
        .partition(|f| deciding.accepted(f).is_some());
    (out.findings, out.untold) = (told, untold);
    let day = |id: &EntryId| matter.entry(id).map(|(entry, _)| entry.when.earliest);
    for warning in &mut out.warnings {
        let own: Vec<&Finding> = warning
            .findings
            .iter()
            .filter_map(|id| out.findings.iter().find(|f| f.id == *id))
            .collect();
        let is_whole = own.len() == warning.findings.len();
        warnings::narrow(warning, &own, &matter.concepts, &day);
        if !is_whole {
            if let Some(first) = own.first() {
                deciding.title(first).clone_into(&mut warning.title);
            }
            let cards = || own.iter().filter_map(|f| matter.patterns.get(&f.pattern));
            warning.asks.retain(|ask| cards().any(|card| card.ask.contains(ask)));
        }
    }
    out.warnings.retain(|w| !w.findings.is_empty());
    out
}
