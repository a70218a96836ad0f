//! A decision on a finding: accept, accept in other words, not accept, or more is needed; with a reason.

use crate::{
    app::settling::{self, Signed},
    model::settled::Verdict,
    web::{
        addresses,
        asking::{Ask, Fault},
        deeds::{Done, Undone, keep},
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
        addresses::escape(&found.id)
    );
    keep(
        ask,
        (&opened, &settled),
        &found.title,
        Done {
            to: back,
            said: format!("Your decision is kept: {}.", verdict.words()),
        },
    )
}
