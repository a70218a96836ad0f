//! `forewarned anonymise`: what a case tells of people is looked at and cleared, and an anonymised case is made of it.

mod clearing;
mod handing;

use std::{fs, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use super::{
    Desk, End,
    settled::{self, Why, matter},
    text::{count, one_line},
    train::{format_of, write},
};
use crate::{
    anonymise::{draw::Secret, residual::Why as Cause},
    app::anonymising::{self, Group, Look, checking},
    model::disguise::Clearing,
    report,
};

#[derive(Debug, Args)]
pub(super) struct Anonymise {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// For whom a case can be anonymised, and what goes along
    Levels,
    /// How everybody and every place would be called, and how much is left to clear
    Look {
        /// Name of a case in the home folder
        case: String,
        /// For whom, as `levels` lists them
        #[arg(long, default_value = "training")]
        level: String,
    },
    /// Words that nothing tells: each must be cleared before anything is made
    Left {
        /// Name of a case in the home folder
        case: String,
        /// For whom, as `levels` lists them
        #[arg(long, default_value = "training")]
        level: String,
        /// Only the words that are left for this reason: name, place, happening, capital, figures, letters, unknown or ordinary
        #[arg(long, value_name = "REASON")]
        why: Option<Cause>,
        /// Write the list to a file to be filled in, a word a line, for `clear --file`
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Say what words are that nothing tells
    Clear {
        /// Name of a case in the home folder
        case: String,
        /// The words, as `left` lists them
        words: Vec<String>,
        /// What they are: ordinary, person, professional, place, organisation, reference or happening
        #[arg(long = "as", value_name = "WHAT", required_unless_present = "file")]
        what: Option<Clearing>,
        /// All words that are left for this reason, after they were looked at
        #[arg(long, value_name = "REASON", conflicts_with = "words")]
        all: Option<Cause>,
        /// A list that `left --output` wrote, filled in: a word, a tab, and what it is
        #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "what", "all"])]
        file: Option<PathBuf>,
        #[command(flatten)]
        why: Why,
    },
    /// Choose the name by which somebody on the roster is called; an empty one lets it be drawn again
    Call {
        /// Name of a case in the home folder
        case: String,
        /// Id or name of the person
        person: String,
        /// The false name
        name: String,
        #[command(flatten)]
        why: Why,
    },
    /// Make the anonymised case
    Make {
        /// Name of a case in the home folder
        case: String,
        /// For whom, as `levels` lists them
        #[arg(long)]
        level: String,
        /// Name of the case to be made; it must not tell of the real one
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// Its title; it must not tell of the real one
        #[arg(long)]
        title: Option<String>,
        /// Write the case folder there too, to hand it on
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Draw false names from any cultural origin, so that they tell nothing of that of the real ones
        #[arg(long)]
        any_origin: bool,
        /// Who makes it
        #[arg(long, value_name = "NAME")]
        who: String,
        /// Make it though what is real seems to be found again in it, after every place was looked at
        #[arg(long)]
        anyway: bool,
    },
    /// Write an anonymised case to a file to hand on, searched first for everything that the real case knows
    HandOn {
        /// Name of the anonymised case in the home folder
        case: String,
        /// The file: .fwcase holds all of it, for the folder `cases` of another home; .zip the tables that are imported
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Write it though what is real seems to be found again in it, after every place was looked at
        #[arg(long)]
        anyway: bool,
        /// Write over a file that stands there and may hold somebody's work
        #[arg(long)]
        overwrite: bool,
    },
    /// Search files that would go out for everything that the real case knows
    Check {
        /// The files: reports, folders packed as ZIP, case files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Name of the real case in the home folder
        #[arg(long)]
        case: String,
        /// Name of the anonymised case that they are of; the last one made where none is given
        #[arg(long = "made", value_name = "NAME")]
        made: Option<String>,
        /// For whom, where no anonymised case was made
        #[arg(long, default_value = "training")]
        level: String,
    },
    /// Report on the risk that people are identified in an anonymised case
    Risk {
        /// Name of the real case in the home folder, or of the anonymised one
        case: String,
        /// Name of the anonymised case; the last one made where none is given
        #[arg(long = "made", value_name = "NAME")]
        made: Option<String>,
        /// Where it is written: .html, .docx, .pdf
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Quote what was found in the words of the real case; such a report stays with it
        #[arg(long)]
        with_real: bool,
        /// Write over a file that stands there and may hold somebody's work
        #[arg(long)]
        overwrite: bool,
    },
}

pub(super) fn run(command: Anonymise, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    match command.command {
        Action::Levels => levels(desk)?,
        Action::Look { case, level } => {
            let look = look(&case, &level, desk)?;
            show(&look, desk)?;
        }
        Action::Left {
            case,
            level,
            why,
            output,
        } => {
            let look = look(&case, &level, desk)?;
            let chosen = |g: &&Group| why.is_none_or(|w| w == g.why);
            let left: Vec<&Group> = look.left.iter().filter(chosen).collect();
            match output {
                Some(path) => clearing::write_list(&left, &path, desk)?,
                None => show_left(&left, desk)?,
            }
        }
        Action::Clear {
            case,
            words,
            what,
            all,
            file,
            why,
        } => clearing::clear(&case, (words, what, all, file), &why, desk)?,
        Action::Call {
            case,
            person,
            name,
            why,
        } => {
            let what = anonymising::called_as(&*matter(&case, desk)?, &person, &name)?;
            settled::keep(&case, what, &why, desk)?;
        }
        Action::Make {
            case,
            level,
            name,
            title,
            folder,
            any_origin,
            who,
            anyway,
        } => {
            let order = anonymising::Order {
                level,
                slug: name,
                title,
                secret: None,
                any_origin,
                who,
                anyway,
            };
            make(&case, &order, folder, desk)?;
        }
        Action::HandOn {
            case,
            output,
            anyway,
            overwrite,
        } => return handing::on(&case, &output, (anyway, overwrite), desk),
        Action::Check {
            files,
            case,
            made,
            level,
        } => return check(&files, &case, (made.as_deref(), &level), desk),
        Action::Risk {
            case,
            made,
            output,
            with_real,
            overwrite,
        } => {
            let matters = desk.matters();
            // Who names the anonymised case means it, beside the one that it was made of.
            let origin = matters
                .origins()?
                .into_iter()
                .find(|o| made.is_none() && o.made == case);
            let (case, made) = origin.map_or((case, made), |o| (o.real, Some(o.made)));
            let document = matters.risks(&case, made.as_deref())?.document_now(with_real);
            let bytes = report::write(&document, format_of(&output)?)?;
            write(&output, &bytes, overwrite, desk)?;
        }
    }
    Ok(End::Done)
}

/// A file, or every file of a folder and those in it.
fn below(path: &std::path::Path, out: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !path.is_dir() {
        out.push(path.to_owned());
        return Ok(());
    }
    let listed = fs::read_dir(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut inside: Vec<PathBuf> = listed
        .map(|one| one.map(|o| o.path()))
        .collect::<Result<_, _>>()
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    inside.sort();
    inside.iter().try_for_each(|one| below(one, out))
}

/// Searches files, and says with exit code 1 that something was found that is certain.
fn check(
    files: &[PathBuf],
    case: &str,
    (made, level): (Option<&str>, &str),
    desk: &mut Desk<'_>,
) -> anyhow::Result<End> {
    let real = matter(case, desk)?;
    let disguises = anonymising::disguises(&desk.book)?;
    let made = checking::made_as(&real, made);
    let level = anonymising::level(&disguises, made.map_or(level, |m| m.level.as_str()))?;
    let mut opened: Vec<(String, Vec<u8>)> = Vec::new();
    let mut all: Vec<PathBuf> = Vec::new();
    for path in files {
        below(path, &mut all)?;
    }
    for path in &all {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        opened.push((
            name,
            fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?,
        ));
    }
    let mut all = opened.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let checked = checking::check(&real, (&desk.book, &disguises), (level, made), &mut all)?;
    handing::tell(&checked, desk)?;
    Ok(if checked.is_leaking() { End::Found } else { End::Done })
}

fn levels(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    for level in anonymising::disguises(&desk.book)?.levels.level {
        writeln!(
            desk.out,
            "{:<12} {}\n             {}",
            level.id, level.title, level.about
        )?;
    }
    Ok(())
}

fn look(case: &str, level: &str, desk: &Desk<'_>) -> anyhow::Result<Look> {
    let matter = matter(case, desk)?;
    let disguises = anonymising::disguises(&desk.book)?;
    let level = anonymising::level(&disguises, level)?;
    // The names shown are examples: those of the case that is made are drawn when it is made.
    anonymising::look(&matter, &desk.book, &disguises, (level, &Secret::of(case.as_bytes())))
}

fn show(look: &Look, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writeln!(desk.out, "{}: {}\n", look.level.title, look.level.about)?;
    writeln!(desk.out, "People, and for example how they would be called:")?;
    for person in &look.people {
        let mark = if person.is_chosen { "  (chosen)" } else { "" };
        let id = person.id.as_deref().unwrap_or("-");
        writeln!(
            desk.out,
            "  {id:<5} {:<13} {} → {}{mark}",
            person.role,
            one_line(&person.real),
            person.called
        )?;
    }
    writeln!(desk.out, "Places, agencies and organisations:")?;
    for (real, to, what) in &look.places {
        writeln!(desk.out, "  {:<13} {real} → {to}", what.code())?;
    }
    writeln!(desk.out, "Identifiers:")?;
    for (what, many) in &look.identifiers {
        writeln!(desk.out, "  {:<16} {many}", what.code())?;
    }
    writeln!(
        desk.out,
        "\n{} changed; {} left to clear{}",
        count(look.changed, "place"),
        count(look.left.len(), "word"),
        if look.left.is_empty() {
            ""
        } else {
            ": `forewarned anonymise left` lists them"
        }
    )?;
    Ok(())
}

fn show_left(left: &[&Group], desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let mut before = None;
    for group in left {
        if before != Some(group.why) {
            writeln!(desk.out, "{} ({}):", group.why.words(), group.why.code())?;
            before = Some(group.why);
        }
        let near = group
            .near
            .as_ref()
            .map_or(String::new(), |(name, whose)| format!("  (like “{name}” of {whose})"));
        writeln!(desk.out, "  {} × {}{near}", group.written, group.count)?;
        for (_, around) in group.places.iter().take(1) {
            writeln!(desk.out, "      {}", one_line(around))?;
        }
    }
    writeln!(desk.out, "{} left", count(left.len(), "word"))?;
    Ok(())
}

fn make(case: &str, order: &anonymising::Order, folder: Option<PathBuf>, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    if let Some(folder) = folder.as_ref().filter(|f| f.exists()) {
        bail!(
            "{}: is there already; give a folder that is not, so that nothing is mixed",
            folder.display()
        );
    }
    let made = anonymising::make(&desk.matters(), case, order)?;
    writeln!(
        desk.out,
        "{}: made, {} in {} put in other words",
        made.slug,
        count(made.changed, "place"),
        count(made.matter.entries.len(), "entry"),
    )?;
    writeln!(desk.out, "{} as in the real case", count(made.same, "finding"))?;
    for one in &made.differences {
        let said = |o: &Option<String>| o.clone().unwrap_or_else(|| "not there".to_owned());
        let entries: Vec<&str> = one.entries.iter().map(|e| e.0.as_str()).collect();
        writeln!(
            desk.out,
            "  differs: {} {}: real {}, here {} ({}); {}",
            one.pattern,
            one.title,
            said(&one.real),
            said(&one.made),
            entries.join(", "),
            one.done()
        )?;
    }
    handing::tell(&made.checked, desk)?;
    if let Some(folder) = folder {
        anonymising::write(&folder, &made.folder)?;
        writeln!(desk.out, "{}: written", folder.display())?;
    }
    Ok(())
}
