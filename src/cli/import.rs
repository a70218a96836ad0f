//! `forewarned import`: a case folder, or an agency's files of any known kind, into a case.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use anyhow::bail;
use clap::Args;

use super::{
    Desk, End, preview, progress, revision,
    text::{self, count},
};
use crate::{
    app::{
        alike::{self, Alike},
        importing,
        loose::Whose,
        placing, template,
    },
    model::{columns::Field, matter::Matter},
};

#[derive(Debug, Args)]
pub(super) struct Import {
    /// A case folder (with case.toml), or files and folders that one agency supplied: tables, documents, e-mails, exports, zips
    #[arg(required = true)]
    what: Vec<PathBuf>,
    /// Name or title of the case; by default the name is made from its title, or from the name of a file that comes alone
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// Whose files they are: id or name of an agency of the case
    #[arg(long, value_name = "AGENCY")]
    agency: Option<String>,
    /// Name of the agency, when the case does not know it yet
    #[arg(long, value_name = "NAME", requires = "agency")]
    agency_name: Option<String>,
    /// Kind of the agency, when the case does not know it yet: police, probation, mental-health, gp, housing, victim-liaison, domestic-abuse-service, childrens-social-care, adult-social-care, acute-health, ambulance, education, drug-alcohol, employer, court, cps, parole-board, prison, health-visiting, fire, dwp, marac, other
    #[arg(long, value_name = "KIND", requires = "agency")]
    agency_kind: Option<String>,
    /// Days for which the agency supplied its records, as 2016-01-01..2018-01-29
    #[arg(long, value_name = "FROM..TO", requires = "agency")]
    supplied: Option<String>,
    /// What a heading means, where the program cannot tell: "Heading=field"; kept for the agency's next files
    #[arg(long, value_name = "HEADING=FIELD", requires = "agency")]
    columns: Vec<String>,
    /// File name of the record of the case that this one replaces, where it has another name
    #[arg(long, value_name = "OLDFILE")]
    replaces: Option<String>,
    /// Who imports; kept in the log of changes
    #[arg(long, value_name = "NAME", default_value = "")]
    who: String,
    /// Show what would be read, and store nothing
    #[arg(long)]
    preview: bool,
    /// How many entries of each file a preview shows
    #[arg(long, value_name = "N", default_value_t = 5, requires = "preview")]
    first: usize,
}

/// Refuses a kind of agency that no rule knows: nothing would ever be asked of such an agency.
fn known_kind(kind: Option<&str>, desk: &Desk<'_>) -> anyhow::Result<()> {
    let rules = &desk.book.lexicon.rules().agencies;
    let is_known = |kind: &str| {
        kind == "other"
            || rules
                .iter()
                .any(|a| a.kind == kind || a.aliases.iter().any(|s| s == kind))
    };
    if let Some(kind) = kind.filter(|kind| !is_known(kind)) {
        let all: Vec<&str> = rules
            .iter()
            .map(|a| a.kind.as_str())
            .filter(|k| *k != "other")
            .collect();
        bail!(
            "--agency-kind {kind}: there is no such kind of agency; there are {} and other",
            all.join(", ")
        );
    }
    Ok(())
}

pub(super) fn run(command: Import, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    known_kind(command.agency_kind.as_deref(), desk)?;
    let order = importing::Order {
        whose: whose(&command)?,
        paths: command.what,
        case: command.case,
        who: command.who,
        replaces: command.replaces,
    };
    let order = placing::place(&desk.home, order)?;
    let ready = importing::prepare(&desk.home, desk.ways(), &order)?;
    let alike = alike::look(&ready, &order);
    if command.preview {
        let rehearsal = importing::rehearse(&desk.home, &ready, &order)?;
        preview::show(&ready, rehearsal.as_ref(), command.first, desk.out)?;
        notes(&ready, &alike, &order, desk)?;
        return Ok(End::Done);
    }
    let imported = importing::keep(&desk.home, &ready, &order)?;
    let matters = desk.matters();
    let bar = progress::bar(desk.quiet, imported.added.entries_new, "Reading");
    let opened = matters.open(&imported.slug, &mut |done| {
        bar.set_position(u64::try_from(done).unwrap_or(0));
    })?;
    bar.finish_and_clear();
    let added = &imported.added;
    headline(&ready, &alike, &imported, desk)?;
    notes(&ready, &alike, &order, desk)?;
    if let Some((_, matter)) = opened {
        of_these(&ready, &matter, desk)?;
        revision::print(added, &matter, desk.out)?;
        let bar = progress::bar(desk.quiet, matter.entries.len(), "Indexing");
        let made = matters.rebuild(&imported.slug, &mut |done| {
            bar.set_position(u64::try_from(done).unwrap_or(0));
        });
        bar.finish_and_clear();
        // The records are in, whatever became of the index: an import that is kept does not end as one that is not.
        if let Err(error) = made {
            writeln!(
                desk.out,
                "  note: the records are kept; the search index could not be made now ({error:#}); it is made when the case is next searched"
            )?;
        }
    }
    Ok(End::Done)
}

/// What was added, in numbers. A problem lost a row; a remark is about what was read all the same.
fn headline(
    ready: &importing::Ready,
    alike: &Alike,
    imported: &importing::Imported,
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    let added = &imported.added;
    let made = if imported.is_new { "made" } else { "added to" };
    let files = ready.bundle.supplied.iter().zip(&alike.is_new).filter(|(_, new)| **new);
    let lost: usize = files
        .map(|(s, _)| s.problems.iter().filter(|p| p.lost_row).count())
        .sum();
    let lost = lost.min(added.problems_new);
    writeln!(
        desk.out,
        "{} is {made}: {}, {} already there, {}, {}, {}",
        imported.slug,
        count(added.records_new, "new record"),
        added.records_known,
        count(added.entries_new, "new entry"),
        count(lost, "new problem"),
        count(added.problems_new - lost, "remark")
    )?;
    Ok(())
}

/// What the person who imports should know of where the files went.
fn notes(ready: &importing::Ready, alike: &Alike, order: &importing::Order, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    for note in &alike.notes {
        writeln!(desk.out, "  note: {note}")?;
    }
    // A case file names a case; a file alone does not.
    let is_alone = ready.is_new() && ready.bundle.case_toml.is_empty();
    if let Some(path) = order.paths.first().filter(|_| is_alone) {
        writeln!(
            desk.out,
            "  note: this file makes a new case of its own, {}; to add it to a case that is there: forewarned import {} --case NAME --agency ID",
            ready.slug,
            text::typed(&path.to_string_lossy())
        )?;
    }
    Ok(())
}

/// Records and problems of the files of this import, and how many the whole case has.
fn of_these(ready: &importing::Ready, matter: &Matter, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let bundle = &ready.bundle;
    let files = bundle.supplied.iter().map(|s| s.record.file.as_str());
    let names: BTreeSet<&str> = files.chain(bundle.problems.iter().map(|p| p.file.as_str())).collect();
    text::records_of(matter, &|file| names.contains(file), desk.out)?;
    let lost = matter.problems.iter().filter(|p| p.lost_row).count();
    writeln!(
        desk.out,
        "The case has {} and {} in all: forewarned report {} --kind coverage",
        count(lost, "problem"),
        count(matter.problems.len() - lost, "remark"),
        ready.slug
    )?;
    Ok(())
}

fn whose(command: &Import) -> anyhow::Result<Option<Whose>> {
    let Some(agency) = &command.agency else {
        return Ok(None);
    };
    let mut columns = BTreeMap::new();
    for pair in &command.columns {
        let Some((heading, field)) = pair.rsplit_once('=') else {
            bail!("--columns `{pair}`: write it like \"Date of contact=date\"");
        };
        let Some(field) = Field::of_code(field.trim()) else {
            let all: Vec<&str> = Field::ALL.iter().map(|f| f.code()).collect();
            bail!(
                "--columns `{pair}`: there is no field `{}`; there are {}",
                field.trim(),
                all.join(", ")
            );
        };
        columns.insert(heading.trim().to_owned(), field);
    }
    let supplied = command.supplied.as_deref().map(template::period).transpose()?;
    Ok(Some(Whose {
        agency: agency.clone(),
        name: command.agency_name.clone(),
        kind: command.agency_kind.clone(),
        supplied,
        columns,
    }))
}
