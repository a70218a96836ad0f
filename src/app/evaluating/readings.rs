//! A fully read case: every mention entered by hand in `readings.csv`, and nothing that the program reads. It measures the
//! judging alone.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use crate::{
    app::{
        acting::{self, Signed, Wanted},
        judging::{Material, judge},
    },
    model::{
        act::{Act, Deed, Reason},
        entry::EntryId,
        matter::Matter,
    },
    rulebook::load::Rulebook,
};

/// File of a case folder with the readings.
pub const FILE: &str = "readings.csv";

/// A row of [`FILE`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    entry: String,
    concept: String,
    words: String,
    status: String,
    #[serde(default)]
    by: Option<String>,
    #[serde(default)]
    to: Option<String>,
    #[serde(default)]
    toward: Option<String>,
}

/// Judges a case by the readings of its folder alone. An error names the row that cannot be laid over the case.
pub fn judge_by_hand(folder: &Path, material: Material, book: &Rulebook) -> anyhow::Result<Matter> {
    let path = folder.join(FILE);
    let mut table = csv::Reader::from_path(&path).with_context(|| {
        format!(
            "{} could not be opened; a fully read case has its readings there",
            path.display()
        )
    })?;
    let blank = book.unread()?;
    let unread = judge(material.clone(), &blank, &mut |_| {});
    let signed = Signed {
        who: "reader".to_owned(),
        reason: Reason::NotSeen,
        because: String::new(),
    };
    let mut acts: Vec<Act> = Vec::new();
    for row in table.deserialize() {
        let line = acts.len() + 2;
        let here = || format!("{}, row {line}", path.display());
        let row: Row = row.with_context(here)?;
        let given = acting::given(
            &unread,
            &Wanted {
                entry: row.entry.clone(),
                concept: row.concept,
                words: row.words,
                at: None,
                status: Some(row.status).filter(|s| !s.is_empty()),
                by: row.by.filter(|s| !s.is_empty()),
                to: row.to.filter(|s| !s.is_empty()),
                toward: row.toward.filter(|s| !s.is_empty()),
            },
        )
        .with_context(here)?;
        let mut act = acting::act(EntryId(row.entry), Deed::Add(given), &signed);
        act.number = u64::try_from(acts.len() + 1).unwrap_or(u64::MAX);
        acts.push(act);
    }
    Ok(judge(Material { acts, ..material }, &blank, &mut |_| {}))
}
