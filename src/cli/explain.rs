//! `forewarned explain`: why there is a finding, in full.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::{Desk, End, analyse, text::one_line};
use crate::{
    app::explaining::{self, Evidence, Explanation},
    model::case::Tier,
};

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Id of the finding, or its beginning; or the id of a warning (W3) for all its findings
    finding: String,
    /// A case folder, or the name of a case in the home folder
    #[arg(long = "in", value_name = "CASE")]
    what: PathBuf,
    /// Judge a folder by the packs of patterns up to this one
    #[arg(long, value_name = "PACK")]
    tier: Option<Tier>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: Explain, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matter = analyse::matter(&command.what, command.tier, desk)?;
    let ids: Vec<String> = match matter
        .warnings
        .iter()
        .find(|w| w.id.eq_ignore_ascii_case(&command.finding))
    {
        Some(warning) => warning.findings.clone(),
        None => vec![command.finding.clone()],
    };
    let mut all = Vec::new();
    for id in &ids {
        let Some(found) = explaining::explain(&matter, &desk.book, id) else {
            let near: Vec<&str> = matter
                .findings
                .iter()
                .map(|f| f.id.as_str())
                .filter(|f| f.to_lowercase().starts_with(&id.to_lowercase()))
                .collect();
            if near.is_empty() {
                bail!("{id}: there is no such finding in this case; `forewarned findings` lists all with their ids");
            }
            bail!("{id}: {} findings begin so: {}", near.len(), near.join(", "));
        };
        all.push(found);
    }
    if command.json {
        serde_json::to_writer_pretty(&mut *desk.out, &all)?;
        writeln!(desk.out)?;
        return Ok(End::Done);
    }
    for explanation in &all {
        print(explanation, desk)?;
    }
    Ok(End::Done)
}

fn print(e: &Explanation, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let f = &e.finding;
    writeln!(
        desk.out,
        "{}: {} [{}]\n{}\n\nPattern {} version {}, shape {}\nProgram {}, rules sha256 {}",
        f.id,
        f.title,
        f.outcome.words(),
        f.says,
        f.pattern,
        f.version,
        e.shape,
        e.program,
        e.rules_sha256
    )?;
    writeln!(desk.out, "\nWhat triggered it")?;
    for evidence in &e.triggers {
        show(evidence, "", desk)?;
    }
    if !(e.earlier.is_empty() && e.in_force.is_empty()) {
        writeln!(desk.out, "\nWhat came before, without which it would be no warning")?;
        for evidence in &e.earlier {
            show(evidence, "", desk)?;
        }
        for line in &e.in_force {
            writeln!(desk.out, "  case file: {line}")?;
        }
    }
    if !e.finding.part_of.is_empty() {
        writeln!(
            desk.out,
            "\nShown as part of {}, and not counted by itself",
            e.finding.part_of
        )?;
    }
    writeln!(desk.out, "\nThe window\n  {}", e.arithmetic)?;
    writeln!(desk.out, "\nWhat was expected")?;
    for step in &e.steps {
        let beside = if step.required {
            "decides the outcome"
        } else {
            "also looked for"
        };
        writeln!(
            desk.out,
            "  {} ({beside}): {}\n    looked for: {}",
            step.label, step.outcome, step.looked_for
        )?;
        for evidence in &step.shown_by {
            show(evidence, "  shown by ", desk)?;
        }
        for (evidence, why) in &step.near {
            show(evidence, "  comes near ", desk)?;
            writeln!(desk.out, "      does not count: {why}")?;
        }
    }
    let ids = |all: &[crate::model::case::AgencyId]| all.iter().map(|a| a.0.as_str()).collect::<Vec<_>>().join(", ");
    writeln!(
        desk.out,
        "\nWhat was searched\n  {} entries from {} to {}; records that cover all of those days: {}; not supplied for all of them: {}",
        e.searched.entries,
        e.searched.from,
        e.searched.to,
        ids(&e.searched.agencies),
        ids(&e.searched.not_supplied)
    )?;
    for line in &e.coverage {
        writeln!(desk.out, "  {line}")?;
    }
    if !e.unclear.is_empty() {
        writeln!(desk.out, "\nWhy nobody can tell\n  {}", e.unclear)?;
    }
    writeln!(desk.out, "\nRule out first")?;
    for line in &e.pattern.consider {
        writeln!(desk.out, "  - {line}")?;
    }
    writeln!(desk.out, "\nSources")?;
    for s in &e.pattern.sources {
        writeln!(desk.out, "  - {} ({}): {} [{}]", s.title, s.at, s.says, s.tag)?;
    }
    writeln!(desk.out)?;
    Ok(())
}

fn show(e: &Evidence, lead: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writeln!(desk.out, "  {lead}{} {} ({})", e.entry, e.known.shown(), e.agency)?;
    writeln!(desk.out, "      {}", one_line(&e.text))?;
    if e.concept.is_empty() {
        return Ok(());
    }
    writeln!(
        desk.out,
        "      “{}” (bytes {} to {}) read as {}: {} by {} `{}`, {}",
        one_line(&e.quote),
        e.bytes.0,
        e.bytes.1,
        e.concept,
        e.label,
        e.hand,
        e.literal,
        e.assertion.join("+")
    )?;
    let list = |name: &str, all: &[String]| {
        if all.is_empty() {
            String::new()
        } else {
            format!("      {name}: {}\n", all.join("; "))
        }
    };
    write!(
        desk.out,
        "{}{}{}",
        list("modifiers applied", &e.applied),
        list("modifiers looked at and stopped", &e.blocked),
        list("people", &e.people)
    )?;
    if let Some(when) = &e.happened {
        writeln!(
            desk.out,
            "      happened: “{}”, {} to {}",
            one_line(&when.written),
            when.earliest,
            when.latest
        )?;
    }
    if let Some(when) = &e.typed {
        writeln!(desk.out, "      typed: {} to {}", when.earliest, when.latest)?;
    }
    Ok(())
}
