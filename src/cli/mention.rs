//! `forewarned mention`: the reviewer's reading of entries. Acts are only added; the case is judged anew at once.

use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};

use super::{Desk, End, text::one_line};
use crate::{
    app::acting::{self, Signed, Wanted},
    model::{
        act::{Act, Deed, Reason},
        entry::EntryId,
        matter::Matter,
        mention::{Mention as Read, Who},
    },
};

#[derive(Debug, Args)]
pub(super) struct Mention {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a mention that the program did not see
    Add {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        said: Said,
        #[command(flatten)]
        why: Why,
    },
    /// Strike out what the program read
    Strike {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        why: Why,
    },
    /// Strike out what the program read and put another reading in its place
    Correct {
        #[command(flatten)]
        place: Place,
        /// The concept that it is instead; the same one when left out
        #[arg(long, value_name = "CONCEPT")]
        instead: Option<String>,
        #[command(flatten)]
        said: Said,
        #[command(flatten)]
        why: Why,
    },
    /// Take an act back, by its number
    Undo {
        /// Name of a case in the home folder
        case: String,
        /// Number of the act
        number: u64,
        #[command(flatten)]
        why: Why,
    },
    /// What was read in an entry, by whom; or all acts
    List {
        /// Name of a case in the home folder
        case: String,
        /// `Ref` of an entry; all acts of the case when left out
        entry: Option<String>,
    },
    /// Acts as marked lines (JSON), for `evaluate --lines` and as new examples; they hold words of the case
    Export {
        /// Name of a case in the home folder
        case: String,
    },
}

#[derive(Debug, Args)]
struct Place {
    /// Name of a case in the home folder
    case: String,
    /// `Ref` of the entry
    entry: String,
    /// Concept
    concept: String,
    /// Words of the entry, exactly as they stand
    #[arg(long, default_value = "")]
    words: String,
}

#[derive(Debug, Args)]
struct Said {
    /// What is said of it: plain, negated, denied, planned, …, joined by `+`; when left out: plain, or as it was read where it is corrected
    #[arg(long)]
    status: Option<String>,
    /// Who does it: id or name of the roster
    #[arg(long)]
    by: Option<String>,
    /// To whom
    #[arg(long)]
    to: Option<String>,
    /// Kind of agency that it is directed to
    #[arg(long)]
    toward: Option<String>,
}

#[derive(Debug, Args)]
struct Why {
    /// Who says so
    #[arg(long, default_value = "reviewer")]
    who: String,
    /// Why: not-this, not-this-person, planned-only, not-so, past, quoted, duplicate, not-seen, other
    #[arg(long, default_value = "other", value_parser = reason)]
    reason: Reason,
    /// Why, in words
    #[arg(long, default_value = "")]
    because: String,
}

fn reason(code: &str) -> Result<Reason, String> {
    Reason::of_code(code).ok_or_else(|| {
        let all: Vec<&str> = Reason::ALL.iter().map(|r| r.code()).collect();
        format!("there are {}", all.join(", "))
    })
}

impl Why {
    fn signed(&self) -> Signed {
        Signed {
            who: self.who.clone(),
            reason: self.reason,
            because: self.because.clone(),
        }
    }
}

pub(super) fn run(command: Mention, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    match command.command {
        Action::Add { place, said, why } => {
            let matter = matter(&place.case, desk)?;
            let given = acting::given(&matter, &wanted(&place, &place.concept, &said))?;
            keep(&place.case, &place.entry, Deed::Add(given), &why, desk)?;
        }
        Action::Strike { place, why } => {
            let matter = matter(&place.case, desk)?;
            let pointed = acting::pointed(&matter, &place.entry, &place.concept, &place.words)?;
            keep(&place.case, &place.entry, Deed::Strike(pointed), &why, desk)?;
        }
        Action::Correct {
            place,
            instead,
            said,
            why,
        } => {
            let matter = matter(&place.case, desk)?;
            let pointed = acting::pointed(&matter, &place.entry, &place.concept, &place.words)?;
            let concept = instead.as_ref().unwrap_or(&place.concept);
            let deed = acting::correction(&matter, pointed, &wanted(&place, concept, &said))?;
            keep(&place.case, &place.entry, deed, &why, desk)?;
        }
        Action::Undo { case, number, why } => {
            let (entry, deed) = acting::undo(&*matter(&case, desk)?, number)?;
            keep(&case, &entry.0, deed, &why, desk)?;
        }
        Action::List { case, entry: None } => {
            let matter = matter(&case, desk)?;
            for act in &matter.acts {
                writeln!(desk.out, "{}", act_line(act))?;
            }
            for (number, why) in &matter.strays {
                writeln!(desk.out, "act {number} is without effect: {why}")?;
            }
            writeln!(desk.out, "{}", super::text::count(matter.acts.len(), "act"))?;
        }
        Action::List {
            case,
            entry: Some(entry),
        } => list(&*matter(&case, desk)?, &entry, desk)?,
        Action::Export { case } => {
            for lesson in acting::lessons_of(&*matter(&case, desk)?) {
                writeln!(desk.out, "{}", serde_json::to_string(&lesson)?)?;
            }
        }
    }
    Ok(End::Done)
}

fn matter(case: &str, desk: &Desk<'_>) -> anyhow::Result<std::sync::Arc<Matter>> {
    desk.matters().get(case)?.ok_or_else(|| {
        anyhow!(
            "{case}: there is no such case in {}; a reviewer's reading is kept in a case, so import the folder first",
            desk.home.cases().display()
        )
    })
}

fn wanted(place: &Place, concept: &str, said: &Said) -> Wanted {
    Wanted {
        entry: place.entry.clone(),
        concept: concept.to_owned(),
        words: place.words.clone(),
        status: said.status.clone(),
        at: None,
        by: said.by.clone(),
        to: said.to.clone(),
        toward: said.toward.clone(),
    }
}

/// Keeps the act, judges anew, and says what changed.
fn keep(case: &str, entry: &str, deed: Deed, why: &Why, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let matters = desk.matters();
    let before = matter(case, desk)?;
    let act = acting::act(EntryId(entry.to_owned()), deed, &why.signed());
    let Some(number) = matters.keep(case, &act)? else {
        bail!("{case}: there is no such case");
    };
    let after = matter(case, desk)?;
    writeln!(desk.out, "act {number} kept; judged anew")?;
    let changed = acting::changed(&before, &after);
    for (what, findings) in [("new ", &changed.new), ("gone", &changed.gone)] {
        for finding in findings {
            let outcome = finding.outcome.words();
            writeln!(desk.out, "  {what}  {} {outcome}: {}", finding.id, finding.title)?;
        }
    }
    for (old, new) in &changed.now {
        writeln!(
            desk.out,
            "  now   {} {} (was {}): {}",
            new.id,
            new.outcome.words(),
            old.outcome.words(),
            new.title
        )?;
    }
    Ok(())
}

fn list(matter: &Matter, entry: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let Some((found, reading)) = matter.entry(&EntryId(entry.to_owned())) else {
        bail!("{entry}: there is no such entry in this case");
    };
    writeln!(
        desk.out,
        "{} {} {}\n  {}",
        found.id,
        found.when.shown(),
        found.agency,
        one_line(&found.text)
    )?;
    for mention in &reading.mentions {
        writeln!(desk.out, "{}", mention_line(mention))?;
    }
    for act in matter.acts.iter().filter(|a| a.entry == found.id) {
        writeln!(desk.out, "{}", act_line(act))?;
    }
    Ok(())
}

fn mention_line(m: &Read) -> String {
    let hand = m.hand_word();
    let struck = m.struck.map_or(String::new(), |n| format!("  struck out by act {n}"));
    format!(
        "  {hand:<9} {:<24} {:<20} “{}” by {} to {}{struck}",
        m.concept,
        m.assertion.words().join("+"),
        one_line(&m.quote.text),
        who(&m.actor),
        who(&m.target)
    )
}

fn who(who: &Who) -> &str {
    match who {
        Who::Person(id) => &id.0,
        Who::Other(name) => name,
        Who::Unresolved => "-",
    }
}

fn act_line(act: &Act) -> String {
    let what = match &act.deed {
        Deed::Add(g) => format!(
            "added {} {} “{}”",
            g.concept,
            g.assertion.words().join("+"),
            one_line(&g.quote.text)
        ),
        Deed::Strike(p) => format!("struck out {}", p.concept),
        Deed::Correct(p, g) => format!(
            "corrected {} to {} {} “{}”",
            p.concept,
            g.concept,
            g.assertion.words().join("+"),
            one_line(&g.quote.text)
        ),
        Deed::Undo(n) => format!("took act {n} back"),
    };
    let because = if act.because.is_empty() {
        String::new()
    } else {
        format!(": {}", one_line(&act.because))
    };
    format!(
        "  act {} {} {} {} {what} ({}{because})",
        act.number,
        act.at,
        one_line(&act.who),
        act.entry,
        act.reason.code()
    )
}
