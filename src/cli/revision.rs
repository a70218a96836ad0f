//! What a corrected file changed, in words for the terminal: counts, then old and new of every field.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use super::text::one_line;
use crate::{
    model::{
        entry::EntryId,
        matter::Matter,
        settled::{Settlement, standing},
    },
    review::changes::Changes,
    store::Added,
};

/// Everything that an import says beside its counts: replaced records, remarks, and decisions to look at again.
pub(super) fn print(added: &Added, matter: &Matter, out: &mut dyn Write) -> io::Result<()> {
    for remark in &added.remarks {
        writeln!(out, "  note: {remark}")?;
    }
    let mut touched: BTreeSet<&EntryId> = BTreeSet::new();
    for revision in &added.revisions {
        if revision.is_same_file() {
            let words = revision.changes.in_words();
            writeln!(out, "{} was read again with other columns: {words}", revision.new.file)?;
        } else if revision.old.sha256 == revision.new.sha256 {
            let words = revision.changes.in_words();
            writeln!(out, "{} is in the case again: {words}", revision.new.file)?;
        } else {
            writeln!(
                out,
                "{} replaces {} (sha256 {}): {}",
                revision.new.file,
                revision.old.file,
                revision.old.sha256.get(..12).unwrap_or(""),
                revision.changes.in_words()
            )?;
        }
        changes(&revision.changes, out)?;
        touched.extend(revision.changes.touched());
    }
    if added.records_new == 0 {
        return Ok(());
    }
    for finding in &matter.findings {
        let rests_on = |id: &EntryId| touched.contains(id);
        let cited = finding
            .triggers
            .iter()
            .map(|c| &c.quote.entry)
            .chain(finding.steps.iter().flat_map(|s| &s.shown_by).map(|c| &c.quote.entry));
        let ids: BTreeSet<&str> = cited.filter(|id| rests_on(id)).map(|id| id.0.as_str()).collect();
        if let Some(decision) = matter.decision(finding).filter(|_| !ids.is_empty()) {
            writeln!(
                out,
                "  look again: {} was decided by {} before {} changed",
                finding.id,
                one_line(&decision.who),
                ids.into_iter().collect::<Vec<_>>().join(", ")
            )?;
        }
    }
    for (finding, who) in vanished(matter) {
        writeln!(
            out,
            "  look again: {} was decided by {}, and there is no such finding any more",
            one_line(finding),
            one_line(who)
        )?;
    }
    for (number, why) in &matter.strays {
        writeln!(out, "  look again: act {number} is without effect: {why}")?;
    }
    Ok(())
}

/// Decisions on findings that are there no more, each finding with the one who decided last.
fn vanished(matter: &Matter) -> BTreeMap<&str, &str> {
    standing(&matter.settled)
        .into_iter()
        .filter_map(|settled| match &settled.what {
            Settlement::Decision { finding, .. } => Some((finding.as_str(), settled.who.as_str())),
            _ => None,
        })
        .filter(|(finding, _)| matter.finding(finding).is_none())
        .collect()
}

/// Row by row: what changed, what is new, what is gone.
pub(super) fn changes(changes: &Changes, out: &mut dyn Write) -> io::Result<()> {
    for changed in &changes.changed {
        for field in &changed.fields {
            writeln!(
                out,
                "  changed {} {}: “{}” → “{}”",
                changed.id,
                field.field,
                one_line(&field.old),
                one_line(&field.new)
            )?;
        }
    }
    for id in &changes.new {
        writeln!(out, "  new     {id}")?;
    }
    for id in &changes.gone {
        writeln!(out, "  gone    {id} (kept as an earlier version)")?;
    }
    for renamed in &changes.renamed {
        writeln!(
            out,
            "  kept    the row that this file calls {} stays {}",
            renamed.written, renamed.kept
        )?;
    }
    Ok(())
}
