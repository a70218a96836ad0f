//! `forewarned patterns`: list, explain, test.

use std::{fs, path::PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};

use super::{Desk, End};
use crate::{model::matter::PatternCard, rulebook::selftest};

#[derive(Debug, Args)]
pub(super) struct Patterns {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// All patterns, a line each
    List,
    /// One pattern: what it looks for, why, its window, sources, questions and examples
    Explain {
        /// Its id
        id: String,
    },
    /// All concepts, a line each
    Concepts,
    /// Run the examples of a pattern file, or of all rules
    Test {
        /// A pattern file; all rules when left out
        file: Option<PathBuf>,
    },
}

pub(super) fn run(command: Patterns, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    match command.command {
        Action::List => {
            for card in desk.book.cards().values() {
                writeln!(
                    desk.out,
                    "{:<9} {} {:<4} {}",
                    card.id,
                    card.tier,
                    card.severity.code(),
                    card.title
                )?;
            }
            Ok(End::Done)
        }
        Action::Explain { id } => {
            let cards = desk.book.cards();
            let Some(card) = cards.values().find(|c| c.id.eq_ignore_ascii_case(&id)) else {
                bail!("{id}: there is no such pattern; `forewarned patterns list` shows all");
            };
            explain(card, desk)?;
            Ok(End::Done)
        }
        Action::Concepts => {
            for concept in &desk.book.lexicon.rules().concepts {
                writeln!(
                    desk.out,
                    "{:<24} {:<9} {:>4} phrases  {}",
                    concept.id,
                    format!("{:?}", concept.family).to_lowercase(),
                    concept.phrases.len(),
                    concept.label
                )?;
            }
            Ok(End::Done)
        }
        Action::Test { file } => test(file, desk),
    }
}

fn explain(card: &PatternCard, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let out = &mut *desk.out;
    writeln!(
        out,
        "{} {} (version {}, {}, {})\n\n{}\n\n{}",
        card.id,
        card.title,
        card.version,
        card.tier,
        card.severity.code(),
        card.summary,
        card.why
    )?;
    if !card.window.is_empty() {
        writeln!(out, "\nWindow: {}", card.window)?;
    }
    writeln!(out, "\nRule out first:")?;
    for line in &card.consider {
        writeln!(out, "  - {line}")?;
    }
    writeln!(out, "\nQuestions for the agency:")?;
    for line in &card.ask {
        writeln!(out, "  - {line}")?;
    }
    writeln!(out, "\nSources:")?;
    for source in &card.sources {
        writeln!(
            out,
            "  - {} ({}), {}: {} [{}]",
            source.title, source.address, source.at, source.says, source.tag
        )?;
    }
    if let Some(pattern) = desk.book.patterns.iter().find(|p| p.id == card.id) {
        for example in &pattern.examples {
            writeln!(
                out,
                "\nExample: {} ({})\n{}",
                example.name,
                example.expect,
                example.chronology.trim_matches('\n')
            )?;
        }
    }
    Ok(())
}

fn test(file: Option<PathBuf>, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let checks = match &file {
        None => selftest::all(&desk.book),
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
            let pattern = desk.book.read_pattern(&path.display().to_string(), &text)?;
            selftest::pattern(&desk.book, &pattern)
        }
    };
    let wrong = checks.iter().filter(|c| c.wrong.is_some()).count();
    for check in &checks {
        match &check.wrong {
            Some(why) => writeln!(desk.out, "wrong  {}\n       {why}", check.name)?,
            None if file.is_some() => writeln!(desk.out, "right  {}", check.name)?,
            None => {}
        }
    }
    writeln!(desk.out, "{} right, {wrong} wrong", checks.len() - wrong)?;
    Ok(if wrong == 0 { End::Done } else { End::Found })
}
