//! What people put *beside* the records: checked against the case before it is kept.

use anyhow::{anyhow, bail};

use crate::{
    app::clock,
    model::{
        beside::{About, Beside},
        entry::EntryId,
        matter::Matter,
        settled::{Settled, Settlement, standing},
        who,
    },
};

/// No words beside the records are longer, in characters; a report of a panel is not written here.
pub const LONGEST: usize = 20_000;
/// No name, title or tag is longer, in characters.
pub const LONGEST_NAME: usize = 120;

/// Has an entry a tag? One that is hidden is not there either: nobody takes off what he or she cannot see, or learns that it is there.
fn has_tag(matter: &Matter, entry: &EntryId, tag: &str) -> bool {
    let mut last = standing(&matter.settled).into_iter().rev();
    let on = last.find_map(|s| match &s.what {
        Settlement::Beside(Beside::Tag { entry: e, tag: t, on }) if e == entry && t == tag => Some(*on),
        _ => None,
    });
    on.unwrap_or(false)
}

/// Something to put beside the records, dated now. No reason is asked for: it changes nothing that was read or judged.
///
/// # Errors
/// When nobody says who puts it there, when it is about something that is not there, and when its words are missing or too long.
pub fn beside(matter: &Matter, what: Beside, signed: &str) -> anyhow::Result<Settled> {
    if signed.trim().is_empty() {
        bail!("say who you are first: a name stands beside everything that is kept");
    }
    if !who::is_plain(signed) {
        bail!(
            "give a name of one line, at most {} characters, each of them visible",
            who::LONGEST
        );
    }
    match &what {
        Beside::Note { about, text } => {
            is_there(matter, about)?;
            words("write the note", text)?;
        }
        Beside::Judgement { about, text, .. } => {
            is_there(matter, about)?;
            words("write your judgement", text)?;
        }
        Beside::Star { entry, .. } => is_entry(matter, entry)?,
        Beside::Tag { entry, tag, on } => {
            is_entry(matter, entry)?;
            name("a tag", tag)?;
            if !on && !has_tag(matter, entry, tag) {
                bail!("{entry} has no tag “{tag}” that you can see: load the page again");
            }
        }
        Beside::KeyPoint { entry, text, on } => {
            is_entry(matter, entry)?;
            if *on {
                words("enter what was decided there", text)?;
            }
        }
        Beside::Line {
            id,
            title,
            question,
            on,
        } => {
            name("a line of enquiry's short name", id)?;
            if *on {
                name("a line of enquiry's title", title)?;
                words("enter what the line of enquiry asks", question)?;
            }
        }
        Beside::Evidence { about, text, on, .. } => {
            // What is no longer there can be taken off all the same.
            if *on {
                is_there(matter, about)?;
            }
            short_enough(text)?;
        }
        Beside::Search {
            name: called, asked, ..
        } => {
            name("a search's name", called)?;
            short_enough(asked)?;
        }
        Beside::Sense { finding, text } => {
            is_there(matter, &About::Finding(finding.clone()))?;
            short_enough(text)?;
        }
        Beside::Apart { decision, .. } => {
            let named = standing(&matter.settled).into_iter().any(|s| match &s.what {
                Settlement::Decision { together, .. } => {
                    s.number == *decision && together.iter().any(|t| who::is_same(t, signed))
                }
                _ => false,
            });
            if !named {
                bail!("this decision names you no more: the case changed while you read it");
            }
        }
        Beside::Letter { finding, agency, text } => {
            is_there(matter, &About::Finding(finding.clone()))?;
            if let Some(agency) = agency {
                if matter.case.agency(agency).is_none() {
                    bail!("choose an agency of the case");
                }
                words("what the agency is asked for", text)?;
            }
        }
        Beside::Terms { text } | Beside::Blind { text, .. } => short_enough(text)?,
        Beside::LookedAt { problem, text, on, .. } => {
            if !matter.problems.iter().any(|p| p.key() == *problem) {
                bail!("this problem is no longer there: the case changed while you read it");
            }
            if *on {
                words("enter why nothing more is to be done about it", text)?;
            }
        }
    }
    Ok(Settled {
        number: 0,
        at: clock::now(),
        who: signed.trim().to_owned(),
        what: Settlement::Beside(what),
        because: String::new(),
    })
}

fn is_there(matter: &Matter, about: &About) -> anyhow::Result<()> {
    match about {
        About::Case | About::Search(_) => Ok(()),
        About::Entry(id) => is_entry(matter, id),
        About::Finding(id) => matter
            .finding(id)
            .map(|_| ())
            .ok_or_else(|| anyhow!("this finding is no longer there: the case changed while you read it")),
        About::Warning(triggers) if matter.warnings.iter().any(|w| w.is_of(triggers)) => Ok(()),
        About::Warning(_) => bail!("this warning is no longer there: the case changed while you read it"),
    }
}

fn is_entry(matter: &Matter, id: &EntryId) -> anyhow::Result<()> {
    match matter.entry(id) {
        Some(_) => Ok(()),
        None => bail!("{id}: there is no such entry in this case any more"),
    }
}

fn words(what: &'static str, text: &str) -> anyhow::Result<()> {
    if text.trim().is_empty() {
        bail!("{what}");
    }
    short_enough(text)
}

fn short_enough(text: &str) -> anyhow::Result<()> {
    if text.chars().count() > LONGEST {
        bail!("enter at most {LONGEST} characters");
    }
    Ok(())
}

fn name(what: &str, text: &str) -> anyhow::Result<()> {
    if !who::is_line(text, LONGEST_NAME) {
        bail!("enter {what} of one line, at most {LONGEST_NAME} characters, each of them visible");
    }
    Ok(())
}
