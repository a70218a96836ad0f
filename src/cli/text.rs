//! Words for the terminal, shared by the subcommands that print findings.

use std::io::{self, Write};

use crate::model::{
    finding::{Basis, Finding, FindingKind, Outcome, Step},
    matter::Matter,
    problem::Problem,
    record::Record,
};

/// Rows, entries and problems of every record, then the problems and remarks.
pub(super) fn records(matter: &Matter, out: &mut dyn Write) -> io::Result<()> {
    records_of(matter, &|_| true, out)
}

/// The same of the files of these names only.
pub(super) fn records_of(matter: &Matter, is_meant: &dyn Fn(&str) -> bool, out: &mut dyn Write) -> io::Result<()> {
    for r in matter.records.iter().filter(|r| is_meant(&r.file)) {
        writeln!(
            out,
            "{:<28} {:>5}  {}  sha256 {}",
            r.file,
            sum(r),
            r.encoding,
            r.sha256.get(..12).unwrap_or("")
        )?;
    }
    for p in matter.problems.iter().filter(|p| is_meant(&p.file)) {
        writeln!(out, "  {}: {p}", kind(p))?;
    }
    Ok(())
}

/// `12 rows = 11 entries + 1 problem`
pub(super) fn sum(record: &Record) -> String {
    format!(
        "{} = {} + {}",
        count(record.rows, "row"),
        count(record.entries, "entry"),
        count(record.problems, "problem")
    )
}

/// A finding with its evidence and expected responses.
pub(super) fn finding(matter: &Matter, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "  {}{} {} [{}] {}: {}",
        if finding.basis == Basis::Suggested {
            "possible: "
        } else {
            ""
        },
        finding.pattern,
        finding.title,
        finding.severity.code(),
        outcome(finding),
        finding.says
    )?;
    for cited in &finding.triggers {
        let when = matter
            .entry(&cited.quote.entry)
            .map_or_else(String::new, |(e, _)| e.when.shown());
        writeln!(
            out,
            "      on record: {} ({when}) “{}”",
            cited.quote.entry,
            one_line(&cited.quote.text)
        )?;
    }
    for step in &finding.steps {
        writeln!(out, "      {}", step_line(step))?;
        for near in &step.near {
            writeln!(
                out,
                "          near: {} “{}”: {}",
                near.cited.quote.entry,
                one_line(&near.cited.quote.text),
                near.why
            )?;
        }
    }
    if let Some(window) = &finding.window {
        writeln!(
            out,
            "      window: {} to {}, {} ({})",
            window.from,
            window.to,
            window.length,
            window.basis.words()
        )?;
    }
    let searched = &finding.searched;
    let ids = |all: &[crate::model::case::AgencyId]| all.iter().map(|a| a.0.as_str()).collect::<Vec<_>>().join(", ");
    writeln!(
        out,
        "      searched: {} {}; records that cover all of those days: {}{}",
        searched.entries,
        if searched.entries == 1 { "entry" } else { "entries" },
        if searched.agencies.is_empty() {
            "none".to_owned()
        } else {
            ids(&searched.agencies)
        },
        not_supplied(&ids(&searched.not_supplied))
    )?;
    if !finding.unclear.is_empty() {
        writeln!(out, "      {}", finding.unclear)?;
    }
    Ok(())
}

fn not_supplied(ids: &str) -> String {
    if ids.is_empty() {
        String::new()
    } else {
        format!("; not supplied for those days: {ids}")
    }
}

fn outcome(finding: &Finding) -> &'static str {
    match (finding.kind, finding.outcome) {
        (FindingKind::Good, _) => "done well",
        (_, outcome) => outcome.words(),
    }
}

fn step_line(step: &Step) -> String {
    let by: Vec<&str> = step.shown_by.iter().map(|c| c.quote.entry.0.as_str()).collect();
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" ({})", by.join(", "))
    };
    let mark = match step.outcome {
        Outcome::Met => "+",
        Outcome::Late => "~",
        Outcome::CannotTell => "?",
        Outcome::Missed => "-",
    };
    let beside = if step.required { "" } else { ", also looked for" };
    format!("{mark} {}{beside}: {}{by}", step.label, step.outcome.words())
}

/// A number with its word: `1 entry`, `2 entries`, `0 problems`.
pub(super) fn count(number: usize, word: &str) -> String {
    match (number, word.strip_suffix('y')) {
        (1, _) => format!("1 {word}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {word}s"),
    }
}

/// What a problem is called: one that lost a row, or a remark on what was read all the same.
pub(super) fn kind(problem: &Problem) -> &'static str {
    if problem.lost_row { "problem" } else { "remark" }
}

/// A word of a command line as it must be typed: in quotation marks where it holds blanks or signs.
pub(super) fn typed(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("\"{word}\"")
    }
}

/// White space made single, so that a quote stays on its line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
