//! A decision on a finding: accept, accept in other words, not accept, or more is needed; with a reason.

use crate::{
    app::settling::{self, Signed},
    model::settled::{Settled, Settlement, Verdict},
    web::{
        asking::{Ask, Fault, Link, Refusal},
        cases::Kept,
        deeds::{Clash, Done, Undone, knowing},
    },
};

/// Keeps the decision.
pub(crate) fn decide(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    let verdict = Verdict::ALL.iter().copied().find(|v| v.code() == ask.typed("verdict"));
    let because = ask.typed("because");
    let mut faults = Vec::new();
    if who.is_empty() {
        faults.push(Fault::of(
            "you",
            "Say who you are first: a name stands beside every decision",
        ));
    }
    if verdict.is_none() {
        faults.push(Fault::of("verdict", "Choose what you decide"));
    }
    if because.is_empty() {
        faults.push(Fault::of("because", "Enter the reason for your decision"));
    }
    let Some(verdict) = verdict.filter(|_| faults.is_empty()) else {
        return Err(Undone::Faults(faults));
    };
    let finding = ask.typed("finding");
    let Some(found) = opened.matter.finding(finding) else {
        return Err(Undone::fault(
            "verdict",
            "This finding is no longer there: the case changed while you read it",
        ));
    };
    let settled = settling::settled(
        settling::decision(&opened.matter, &found.id, verdict)?,
        &Signed {
            who,
            because: because.to_owned(),
        },
    )?;
    let back = format!(
        "{}#{}",
        opened.warning(ask.part("warning")),
        crate::web::addresses::escape(&found.id)
    );
    match ask
        .cases
        .settle_after(&opened.slug, &settled, ask.typed("seen").parse().unwrap_or(0))?
    {
        Kept::Done => Ok(Done {
            to: back,
            said: format!("Your decision is kept: {}.", verdict.words()),
        }),
        Kept::Newer(newer) => {
            let seen = newer.iter().map(|s| s.number).max().unwrap_or(0);
            Err(Undone::Clash(Box::new(Clash {
                about: found.title.clone(),
                theirs: newer.iter().map(in_words).collect(),
                yours: vec![in_words(&settled)],
                address: format!("{}/decide", opened.warning(ask.part("warning"))),
                again: knowing(ask, seen),
                back: Link::new("Leave it as it is", back),
            })))
        }
        Kept::NoCase => Err(Undone::Refusal(Refusal::NotThere(crate::web::asking::Missing::case()))),
    }
}

/// A decision as people read it.
fn in_words(settled: &Settled) -> String {
    let verdict = match &settled.what {
        Settlement::Decision { verdict, .. } => verdict.words(),
        _ => "settled otherwise",
    };
    format!("{}: {verdict}, because: {}", settled.who, settled.because)
}
