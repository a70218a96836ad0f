//! `forewarned conflicts`: accounts of one matter that disagree, side by side, and what was settled about them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{
    Desk, End, analyse,
    settled::{self, Why},
    text::{count, one_line},
};
use crate::{
    app::settling,
    model::{
        entry::Entry,
        matter::Matter,
        settled::{Settlement, words_of},
        timeline::Conflict,
    },
    review::linked::{Link, Linked},
};

/// What is compared, and what is not: no conflict found is no proof of agreement.
const COMPARED: &str = "Compared: the day, the person, who did it, the time of day, what one account affirms and the other denies, and numbers and levels of risk between the same words; nothing else, and no entries that are not paired.";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Conflicts {
    /// A case folder, or the name of a case in the home folder
    what: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Two linked entries do not tell the same thing: the link and the conflict are taken off
    Apart {
        #[command(flatten)]
        pair: Pair,
        #[command(flatten)]
        why: Why,
    },
    /// Two entries tell of one event, each in its own words: they are linked
    Same {
        #[command(flatten)]
        pair: Pair,
        #[command(flatten)]
        why: Why,
    },
    /// The two accounts were looked at; the reason says which is relied on, if either
    Looked {
        #[command(flatten)]
        pair: Pair,
        #[command(flatten)]
        why: Why,
    },
}

#[derive(Debug, Args)]
struct Pair {
    /// Name of a case in the home folder
    case: String,
    /// `Ref` of one entry
    first: String,
    /// `Ref` of the other
    second: String,
}

pub(super) fn run(command: Conflicts, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    match (command.command, command.what) {
        (Some(Action::Apart { pair, why }), _) => {
            let matter = settled::matter(&pair.case, desk)?;
            let (first, second) = settling::pair(&matter, &pair.first, &pair.second)?;
            settled::keep(&pair.case, Settlement::NotTheSame { first, second }, &why, desk)?;
        }
        (Some(Action::Same { pair, why }), _) => {
            let matter = settled::matter(&pair.case, desk)?;
            let (first, second) = settling::pair(&matter, &pair.first, &pair.second)?;
            settled::keep(&pair.case, Settlement::TheSame { first, second }, &why, desk)?;
        }
        (Some(Action::Looked { pair, why }), _) => {
            let matter = settled::matter(&pair.case, desk)?;
            let (first, second) = settling::conflict(&matter, &pair.first, &pair.second)?;
            let both = matter.entry(&first).zip(matter.entry(&second));
            let words = both.map_or(String::new(), |((a, _), (b, _))| words_of(a, b));
            settled::keep(&pair.case, Settlement::Conflict { first, second, words }, &why, desk)?;
        }
        (None, Some(what)) => {
            let matter = analyse::matter(&what, None, desk)?;
            let linked = Linked::of(&matter);
            for conflict in &matter.timeline.conflicts {
                print(&matter, (&linked, conflict), desk)?;
            }
            let pairs = matter.timeline.duplicates.len() + linked.offers().count();
            writeln!(
                desk.out,
                "{} among {} of linked entries, or that perhaps tell of one event. {COMPARED}",
                count(matter.timeline.conflicts.len(), "conflict"),
                count(pairs, "pair")
            )?;
            offers(&matter, &linked, desk)?;
            let unsettled = linked.pairs(Link::Unsettled).len();
            if unsettled > 0 {
                writeln!(
                    desk.out,
                    "Not settled yet, in conflict or perhaps of one event: {}",
                    count(unsettled, "pair")
                )?;
            }
        }
        (None, None) => anyhow::bail!("give a case, or its folder"),
    }
    Ok(End::Done)
}

fn print<'a>(
    matter: &Matter,
    (linked, conflict): (&Linked<'a>, &'a Conflict),
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    let (Some((first, _)), Some((second, _))) = (matter.entry(&conflict.first), matter.entry(&conflict.second)) else {
        return Ok(());
    };
    writeln!(
        desk.out,
        "{} and {}: the {} differs; {}",
        first.id,
        second.id,
        conflict.about.word(),
        conflict.why
    )?;
    for (entry, said) in [(first, &conflict.said_first), (second, &conflict.said_second)] {
        account(matter, entry, said, desk)?;
    }
    if let Some(looked) = linked.looked_at(conflict) {
        writeln!(
            desk.out,
            "    looked at by {} ({}): {}",
            one_line(&looked.who),
            looked.at,
            one_line(&looked.because)
        )?;
        if matter.is_to_look_again(&looked.what) {
            writeln!(desk.out, "    look again: the words of one account were changed since")?;
        }
    }
    Ok(())
}

/// Pairs that perhaps tell of one event, with what a person can do about them.
fn offers(matter: &Matter, linked: &Linked<'_>, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    for offer in linked.offers() {
        writeln!(
            desk.out,
            "{} and {}: {}; {}",
            offer.first,
            offer.second,
            offer.how.words(),
            offer.why
        )?;
        for (entry, _) in [&offer.first, &offer.second]
            .into_iter()
            .filter_map(|id| matter.entry(id))
        {
            let agency = matter.case.agency_name(&entry.agency);
            writeln!(
                desk.out,
                "    {agency:<28} {:<14} {}",
                entry.when.shown(),
                one_line(&entry.text)
            )?;
        }
    }
    let offered = linked.offers().count();
    if offered > 0 {
        writeln!(
            desk.out,
            "{} that perhaps tell of one event; nothing rests on this until `forewarned conflicts same` confirms it, and `forewarned conflicts apart` takes it off",
            count(offered, "pair")
        )?;
    }
    Ok(())
}

fn account(matter: &Matter, entry: &Entry, said: &str, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    writeln!(
        desk.out,
        "    {:<28} {:<14} says “{}”\n        {}",
        matter.case.agency_name(&entry.agency),
        entry.when.shown(),
        one_line(said),
        one_line(&entry.text)
    )?;
    Ok(())
}
