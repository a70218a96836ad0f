//! What an import would read, for the terminal: files, columns, first entries, and every problem.

use std::io::{self, Write};

use super::{revision, text};
use crate::{
    app::importing::{Ready, Rehearsal},
    model::{
        columns::{Field, Mapping, ToldBy},
        entry::Entry,
        history::{Revision, RevisionKind},
        problem::Problem,
        record::Record,
    },
};

/// Letters of an entry's text that are shown.
const SHOWN: usize = 160;

/// Shows it: as it was read, and in a case that is there as it would be kept.
pub(super) fn show(ready: &Ready, rehearsal: Option<&Rehearsal>, first: usize, out: &mut dyn Write) -> io::Result<()> {
    let what = if ready.is_new() {
        "would be made"
    } else {
        "would be added to"
    };
    writeln!(out, "{} {what}. Nothing is stored yet.", ready.slug)?;
    for (at, supplied) in ready.bundle.supplied.iter().enumerate() {
        let became = rehearsal.and_then(|r| r.became.get(at));
        match became.filter(|b| !supplied.record.is_unread() && !b.entries.is_empty()) {
            Some(kept) => file(&kept.record, (&kept.entries, &kept.problems), first, out)?,
            None => file(&supplied.record, (&supplied.entries, &supplied.problems), first, out)?,
        }
        let is_it = |r: &&Revision| r.new.file == supplied.record.file && r.new.agency == supplied.record.agency;
        let revision = rehearsal.and_then(|r| r.added.revisions.iter().find(is_it));
        if let Some(revision) = revision {
            let words = revision.changes.in_words();
            if revision.kind == RevisionKind::Returned {
                writeln!(out, "  was taken back, and would be in the case again: {words}")?;
            } else {
                writeln!(
                    out,
                    "  the case holds an earlier form of this file, or took its columns for something else; it would be replaced: {words}"
                )?;
            }
            revision::changes(&revision.changes, out)?;
        }
    }
    for remark in rehearsal.iter().flat_map(|r| &r.added.remarks) {
        writeln!(out, "  note: {remark}")?;
    }
    for agency in &ready.bundle.case.agencies {
        let has_files = ready.bundle.supplied.iter().any(|s| s.record.agency == agency.id);
        for (heading, field) in agency.columns.iter().filter(|_| has_files) {
            writeln!(
                out,
                "  kept for the next files of {}: the column {heading} is {}",
                agency.id,
                field.code()
            )?;
        }
    }
    for problem in &ready.bundle.problems {
        writeln!(out, "  {}: {problem}", text::kind(problem))?;
    }
    Ok(())
}

fn file(
    record: &Record,
    (entries, problems): (&[Entry], &[Problem]),
    first: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let kind = if record.encoding.is_empty() {
        "could not be read"
    } else {
        record.encoding.as_str()
    };
    writeln!(
        out,
        "\n{} ({kind}, for {}): {}",
        record.file,
        record.agency,
        text::sum(record)
    )?;
    for mapping in &record.columns {
        columns(mapping, out)?;
    }
    for entry in entries.iter().take(first) {
        one(entry, out)?;
    }
    if entries.len() > first {
        writeln!(out, "  … and {} more entries", entries.len() - first)?;
    }
    for problem in problems {
        writeln!(out, "  {}: {problem}", text::kind(problem))?;
    }
    Ok(())
}

fn columns(mapping: &Mapping, out: &mut dyn Write) -> io::Result<()> {
    let place = if mapping.part.is_empty() {
        String::new()
    } else {
        format!(" of {}", mapping.part)
    };
    let heads = mapping
        .header_row
        .map_or("no row of headings".to_owned(), |row| match row {
            // What has no rows of its own (an e-mail, JSON) has its fields named by the format.
            0 => "named by the format, or on a page before".to_owned(),
            _ => format!("headings in row {row}"),
        });
    let form = if mapping.form.is_empty() {
        String::new()
    } else {
        format!(", form: {}", mapping.form)
    };
    writeln!(out, "  columns{place} ({heads}{form}):")?;
    for column in &mapping.columns {
        let told = match column.told_by {
            _ if column.field == Field::Further => "kept beside the entry",
            ToldBy::Heading => "by its heading",
            ToldBy::Content => "by what stands in it",
            ToldBy::Chosen => "as chosen",
        };
        writeln!(out, "    {:<32} {:<9} {told}", column.heading, column.field.code())?;
    }
    Ok(())
}

fn one(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let when = &entry.when;
    let days = if when.earliest == when.latest {
        when.earliest.to_string()
    } else {
        format!("{} to {}", when.earliest, when.latest)
    };
    let time = when.time.map_or(String::new(), |t| t.format(" %H:%M").to_string());
    let text = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = text.chars().take(SHOWN).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    writeln!(
        out,
        "  {}  {days}{time}  [{}]  {}",
        entry.id,
        when.written.trim(),
        entry.entry_type
    )?;
    writeln!(out, "      {cut}{more}")
}
