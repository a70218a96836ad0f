//! Words for the terminal, shared by the subcommands that print findings.

use std::io::{self, Write};

use crate::model::{
    finding::{Basis, Finding, FindingKind, Outcome, Step},
    matter::Matter,
};

/// Rows, entries and problems of every record, then the problems.
pub(super) fn records(matter: &Matter, out: &mut dyn Write) -> io::Result<()> {
    for r in &matter.records {
        writeln!(
            out,
            "{:<28} {:>5} rows = {} entries + {} problems  {}  sha256 {}",
            r.file,
            r.rows,
            r.entries,
            r.problems,
            r.encoding,
            r.sha256.get(..12).unwrap_or("")
        )?;
    }
    for p in &matter.problems {
        writeln!(out, "  problem: {p}")?;
    }
    Ok(())
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
            .map_or("", |(e, _)| e.when.written.as_str());
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
        "      searched: {} entries; records that cover all of those days: {}{}",
        searched.entries,
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

/// White space made single, so that a quote stays on its line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
