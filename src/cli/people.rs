//! `forewarned people`: names in the records that the roster does not know, to be added, merged or dismissed.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::{
    Desk, End, analyse,
    settled::{self, Why},
    text::{count, one_line},
};
use crate::{
    app::people,
    model::{case, life::Life, matter::Matter},
    text::unknown_names::UnknownName,
};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct People {
    /// A case folder, or the name of a case in the home folder: lists the names
    what: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Put somebody on the roster
    Add {
        /// Name of a case in the home folder
        case: String,
        /// The full name
        name: String,
        /// What the person is here: subject, victim, partner, ex-partner, child, relative, neighbour, professional or other
        #[arg(long)]
        role: String,
        /// Another form of the name, as records write it; may be given again
        #[arg(long, value_name = "NAME")]
        also: Vec<String>,
        /// Sex, where it is known
        #[arg(long, value_enum)]
        sex: Option<Sex>,
        /// The person this one is related to: id or name
        #[arg(long, value_name = "PERSON")]
        of: Option<String>,
        /// How, in words
        #[arg(long)]
        relation: Option<String>,
        #[command(flatten)]
        life: LifeArgs,
        #[command(flatten)]
        why: Why,
    },
    /// Say what is known of somebody on the roster beside names: it is added to what is known already
    Know {
        /// Name of a case in the home folder
        case: String,
        /// Id or name of the person
        person: String,
        #[command(flatten)]
        life: LifeArgs,
        #[command(flatten)]
        why: Why,
    },
    /// A name is another form of the name of somebody on the roster
    Merge {
        /// Name of a case in the home folder
        case: String,
        /// The name, as the records write it
        name: String,
        /// Id or name of the person
        person: String,
        /// Merge it though the records do not bear it out
        #[arg(long)]
        anyway: bool,
        #[command(flatten)]
        why: Why,
    },
    /// A name is nobody's who matters here, or no name: it is listed no more
    Dismiss {
        /// Name of a case in the home folder
        case: String,
        /// The name, as the records write it
        name: String,
        #[command(flatten)]
        why: Why,
    },
}

#[derive(Debug, Args)]
struct LifeArgs {
    /// Day of birth, as 2001-04-08
    #[arg(long, value_name = "DAY")]
    born: Option<NaiveDate>,
    /// An address, on one line; may be given again
    #[arg(long, value_name = "ADDRESS")]
    address: Vec<String>,
    /// A telephone number; may be given again
    #[arg(long, value_name = "NUMBER")]
    phone: Vec<String>,
    /// A school or college; may be given again
    #[arg(long, value_name = "SCHOOL")]
    school: Vec<String>,
    /// An employer or place of work; may be given again
    #[arg(long, value_name = "PLACE")]
    workplace: Vec<String>,
}

impl From<LifeArgs> for Life {
    fn from(said: LifeArgs) -> Self {
        Self {
            born: said.born,
            addresses: said.address,
            phones: said.phone,
            schools: said.school,
            workplaces: said.workplace,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sex {
    Male,
    Female,
}

pub(super) fn run(command: People, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    match (command.command, command.what) {
        (Some(Action::Dismiss { case, name, why }), _) => {
            let what = people::nobody(settled::matter(&case, desk)?.as_ref(), &desk.book, &name)?;
            settled::keep(&case, what, &why, desk)?;
        }
        (
            Some(Action::Merge {
                case,
                name,
                person,
                anyway,
                why,
            }),
            _,
        ) => {
            let taken = if anyway {
                people::Taken::Anyway
            } else {
                people::Taken::Checked
            };
            let matter = settled::matter(&case, desk)?;
            let what = people::name(matter.as_ref(), &desk.book, (&name, &person), taken)?;
            settled::keep(&case, what, &why, desk)?;
        }
        (
            Some(Action::Add {
                case,
                name,
                role,
                also,
                sex,
                of,
                relation,
                life,
                why,
            }),
            _,
        ) => {
            let new = people::NewPerson {
                names: std::iter::once(name).chain(also).collect(),
                role,
                sex: sex.map(|s| match s {
                    Sex::Male => case::Sex::Male,
                    Sex::Female => case::Sex::Female,
                }),
                of,
                relation,
                life: life.into(),
            };
            let what = people::person(&settled::matter(&case, desk)?.case, &new)?;
            settled::keep(&case, what, &why, desk)?;
        }
        (
            Some(Action::Know {
                case,
                person,
                life,
                why,
            }),
            _,
        ) => {
            let what = people::more_of(settled::matter(&case, desk)?.as_ref(), &person, life.into())?;
            settled::keep(&case, what, &why, desk)?;
        }
        (None, Some(what)) => {
            let matter = analyse::matter(&what, None, desk)?;
            list(&matter, desk)?;
        }
        (None, None) => anyhow::bail!("give a case, or its folder"),
    }
    Ok(End::Done)
}

fn list(matter: &Matter, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let all = people::unknown(matter, &desk.book);
    for name in &all {
        print(matter, name, desk)?;
    }
    writeln!(
        desk.out,
        "{} that the roster does not know; {} on it",
        count(all.len(), "name"),
        match matter.case.people.len() {
            1 => "1 person is".to_owned(),
            number => format!("{number} people are"),
        }
    )?;
    Ok(())
}

fn print(matter: &Matter, name: &UnknownName, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let agencies: Vec<String> = name
        .agencies
        .iter()
        .map(|(id, count)| format!("{} {count}", matter.case.agency_name(id)))
        .collect();
    let weak = if name.is_weak { "possibly " } else { "" };
    let work = if name.work.is_empty() {
        String::new()
    } else {
        format!(" [professional: {}]", one_line(&name.work))
    };
    writeln!(
        desk.out,
        "{weak}{}{work}  {}: {}",
        name.name,
        count(name.count, "time"),
        agencies.join(", ")
    )?;
    if name.forms.len() > 1 {
        let forms: Vec<String> = name
            .forms
            .iter()
            .map(|(form, count)| format!("{form} {count}"))
            .collect();
        writeln!(desk.out, "    written {}", forms.join(", "))?;
    }
    match &name.likely {
        Some(likely) => writeln!(desk.out, "    perhaps {}: {}", likely.person, likely.why)?,
        None => writeln!(desk.out, "    like nobody on the roster")?,
    }
    for quote in &name.first {
        if let Some((entry, _)) = matter.entry(&quote.entry) {
            writeln!(
                desk.out,
                "    {} {} “{}”",
                entry.id,
                entry.when.shown(),
                around(quote.part.of(entry), quote.start, quote.end)
            )?;
        }
    }
    Ok(())
}

/// The words around a name, cut where words end.
fn around(text: &str, start: usize, end: usize) -> String {
    const SIDE: usize = 40;
    let mut from = start.saturating_sub(SIDE);
    while from > 0 && !text.get(..from).is_some_and(|t| t.ends_with(char::is_whitespace)) {
        from -= 1;
    }
    let mut to = (end + SIDE).min(text.len());
    while to < text.len() && !text.get(to..).is_some_and(|t| t.starts_with(char::is_whitespace)) {
        to += 1;
    }
    one_line(text.get(from..to).unwrap_or_default())
}
