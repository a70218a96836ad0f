//! `forewarned evaluate`: findings against marked cases, readings against marked lines, modifiers against a marked kit, what is found to be
//! hidden against marked notes and judgments.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;

mod hiding;

use super::{Desk, End};
use crate::{
    app::{
        evaluating::{Counts, cues, lines, marks, rate_in_words, readings},
        importing,
        judging::judge,
    },
    model::case::Tier,
};

#[derive(Debug, Args)]
pub(super) struct Evaluate {
    /// Marked cases: case folders with the marks in gold.json
    cases: Vec<PathBuf>,
    /// Marked lines (JSON, one a line): how well concepts are read
    #[arg(long, value_name = "FILE")]
    lines: Vec<PathBuf>,
    /// Only this concept of the marked lines
    #[arg(long, value_name = "ID")]
    concept: Vec<String>,
    /// A kit of marked clinical sentences (a table with tabs): how well modifiers are read
    #[arg(long, value_name = "FILE")]
    cues: Option<PathBuf>,
    /// Marked notes (JSON): which identifiers and names are gone, and what was to stay and did
    #[arg(long, value_name = "FILE")]
    identifiers: Option<PathBuf>,
    /// Marked judgments (JSON, one a line): what is hidden in prose of which no case is known
    #[arg(long, value_name = "FILE")]
    redaction: Option<PathBuf>,
    /// With --redaction: the names of those to be hidden first are known beforehand
    #[arg(long, requires = "redaction")]
    roster: bool,
    /// With --redaction: only the texts in even or in odd places, to build on the one half and measure on the other
    #[arg(long, value_name = "even|odd", requires = "redaction")]
    half: Option<Half>,
    /// Judge by the packs of patterns up to this one; what the case file says when left out
    #[arg(long, value_name = "PACK")]
    tier: Option<Tier>,
    /// Judge by the readings entered by hand in readings.csv of each folder, and nothing that the program reads
    #[arg(long)]
    by_hand: bool,
    /// Print every mark that was not found and every false alarm
    #[arg(long)]
    verbose: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Every other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Half {
    /// The first, the third and so on.
    Odd,
    /// The second, the fourth and so on.
    Even,
}

pub(super) fn run(command: Evaluate, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let files = [&command.cues, &command.identifiers, &command.redaction];
    if command.cases.is_empty() && command.lines.is_empty() && files.iter().all(|f| f.is_none()) {
        bail!(
            "nothing to measure: give marked case folders, or --lines FILE, --cues FILE, --identifiers FILE or --redaction FILE"
        );
    }
    if !command.cases.is_empty() {
        cases(&command, desk)?;
    }
    for path in &command.lines {
        marked_lines(path, &command, desk)?;
    }
    if let Some(path) = &command.cues {
        marked_kit(path, &command, desk)?;
    }
    if let Some(path) = &command.identifiers {
        hiding::notes(path, command.verbose, desk)?;
    }
    if let Some(path) = &command.redaction {
        hiding::judgments(path, (command.roster, command.half), command.verbose, desk)?;
    }
    Ok(End::Done)
}

fn cases(command: &Evaluate, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let mut scores = Vec::new();
    for folder in &command.cases {
        if !folder.is_dir() {
            bail!(
                "{}: this is no folder; a marked case is a case folder with the marks in gold.json",
                folder.display()
            );
        }
        let wanted = marks::read(folder)?;
        let mut material = importing::material(importing::read(folder, desk.ways())?);
        material.case.tier = command.tier.unwrap_or(material.case.tier);
        let matter = if command.by_hand {
            readings::judge_by_hand(folder, material, &desk.book)?
        } else {
            judge(material, &desk.book, &mut |_| {})
        };
        let wrong = marks::wrong(&wanted, &matter);
        if !wrong.is_empty() {
            bail!(
                "{}/gold.json cannot be measured by; mend it first:\n  {}",
                folder.display(),
                wrong.join("\n  ")
            );
        }
        scores.push(marks::score(&matter, &wanted));
    }
    if scores.is_empty() {
        bail!("none of these is a folder; a marked case is a case folder with the marks in gold.json");
    }
    let all = marks::together(&scores);
    if command.json {
        scores.push(all);
        serde_json::to_writer_pretty(&mut *desk.out, &scores)?;
        writeln!(desk.out)?;
        return Ok(());
    }
    for score in &scores {
        one(score, command.verbose, desk)?;
    }
    if scores.len() > 1 {
        one(&all, false, desk)?;
    }
    table("pattern", &all.patterns, desk)?;
    table("concept of the first trigger", &all.concepts, desk)
}

fn one(score: &marks::Score, verbose: bool, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let c = score.counts;
    writeln!(
        desk.out,
        "{}: {} entries, {} clear marks, {} found, {} not; recall {}, false alarms {} ({} per 100 entries), precision {}, outcome as marked {} of {} ({}), marked entries seen {} of {} ({}), neutral {}, repeats {}, warnings {}",
        score.case,
        score.entries,
        c.hit + c.missed,
        c.hit,
        c.missed,
        rate_in_words(c.hit, c.hit + c.missed),
        c.false_alarms,
        rate_in_words(c.false_alarms * 100, score.entries),
        rate_in_words(c.hit, c.hit + c.false_alarms),
        score.outcome_right,
        c.hit,
        rate_in_words(score.outcome_right, c.hit),
        score.seen,
        score.marked,
        rate_in_words(score.seen, score.marked),
        score.neutral,
        score.repeats,
        score.warnings,
    )?;
    if verbose {
        for mark in &score.not_found {
            let triggers: Vec<&str> = mark.triggers.iter().map(String::as_str).collect();
            writeln!(
                desk.out,
                "  not found  {:<9} {} ({})  {}",
                mark.pattern,
                triggers.join(","),
                mark.outcome,
                mark.why
            )?;
        }
        for alarm in &score.false_alarms {
            let trap = if alarm.trap.is_empty() {
                String::new()
            } else {
                format!(" [{}]", alarm.trap)
            };
            writeln!(
                desk.out,
                "  false      {:<9} {}{trap}  {}",
                alarm.pattern, alarm.outcome, alarm.because
            )?;
        }
    }
    Ok(())
}

fn table(name: &str, counts: &BTreeMap<String, Counts>, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writeln!(desk.out, "\n{name:<30} found  not  false  recall  precision")?;
    for (key, c) in counts {
        writeln!(
            desk.out,
            "{key:<30} {:>5} {:>4} {:>6} {:>7} {:>10}",
            c.hit,
            c.missed,
            c.false_alarms,
            rate_in_words(c.hit, c.hit + c.missed),
            rate_in_words(c.hit, c.hit + c.false_alarms)
        )?;
    }
    Ok(())
}

fn marked_lines(path: &Path, command: &Evaluate, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let text = text_of(path)?;
    let mut all = lines::read(&text).with_context(|| path.display().to_string())?;
    if !command.concept.is_empty() {
        all.retain(|l| command.concept.contains(&l.concept));
    }
    let report = lines::evaluate(&all, &desk.book);
    if command.verbose {
        for (line, found) in &report.missed {
            writeln!(desk.out, "missed {:<22} {}   [{found}]", line.concept, line.text)?;
        }
        for (line, found) in &report.false_alarms {
            writeln!(desk.out, "false  {:<22} {}   [{found}]", line.concept, line.text)?;
        }
    }
    table("concept", &report.concepts, desk)?;
    let t = report.total();
    writeln!(
        desk.out,
        "{}: {} lines; recall {}, precision {}",
        path.display(),
        all.len(),
        rate_in_words(t.hit, t.hit + t.missed),
        rate_in_words(t.hit, t.hit + t.false_alarms)
    )?;
    Ok(())
}

fn marked_kit(path: &Path, command: &Evaluate, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let text = text_of(path)?;
    let report = cues::evaluate(&text, &desk.book.clinical).with_context(|| path.display().to_string())?;
    if command.verbose {
        for (number, what, sentence) in &report.wrong {
            writeln!(desk.out, "{number}\t{what}\t{sentence}")?;
        }
    }
    for (name, c) in [("negation", report.negation), ("history", report.history)] {
        writeln!(
            desk.out,
            "{name}: precision {}, recall {}, F1 {} ({} right, {} missed, {} false)",
            three(c.precision()),
            three(c.recall()),
            three(c.f1()),
            c.hit,
            c.missed,
            c.false_alarms
        )?;
    }
    writeln!(
        desk.out,
        "{} sentences, {} whose condition does not stand in them word by word",
        report.sentences, report.unplaced
    )?;
    Ok(())
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// A rate to three places, or `-`.
fn three(rate: Option<f64>) -> String {
    rate.map_or_else(|| "-".to_owned(), |r| format!("{r:.3}"))
}
