//! One warning: its evidence, what is expected to follow, and the decision on each of its findings.

use serde::Serialize;

use crate::{
    model::settled::{Settled, Settlement, Verdict, standing},
    review::knowledge::Knowledge,
    web::{
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        pages::warnings::{self, WarningView},
    },
};

#[derive(Serialize)]
struct Body {
    warning: WarningView,
    decisions: Vec<Decisions>,
    verdicts: Vec<Choice>,
    address: String,
    seen: u64,
    typed: Typed,
    previous: Option<Link>,
    next: Option<Link>,
    place: String,
}

/// What was decided on a finding, the last first.
#[derive(Serialize)]
struct Decisions {
    finding: String,
    made: Vec<Made>,
}

/// One decision.
#[derive(Serialize)]
struct Made {
    who: String,
    at: String,
    verdict: &'static str,
    because: String,
    holds: bool,
}

#[derive(Serialize)]
struct Choice {
    code: &'static str,
    label: &'static str,
}

/// What was filled in, when it was sent and could not be taken.
#[derive(Serialize)]
struct Typed {
    finding: String,
    verdict: String,
    because: String,
}

/// Shows the warning.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let all = &opened.matter.warnings;
    let wanted = ask.part("warning");
    let at = all.iter().position(|w| w.id == wanted);
    let Some((at, found)) = at.and_then(|at| Some((at, all.get(at)?))) else {
        return Err(Refusal::NotThere(Missing::warning(&opened.slug)));
    };
    let neighbour = |at: Option<usize>| {
        let other = all.get(at?)?;
        Some(Link::new(
            format!("{}: {}", other.id, other.title),
            opened.warning(&other.id),
        ))
    };
    let body = Body {
        warning: warnings::warning(&opened, &Knowledge::new(&opened.matter), found),
        decisions: found.findings.iter().map(|id| decisions(&opened, id)).collect(),
        verdicts: Verdict::ALL
            .iter()
            .map(|v| Choice {
                code: v.code(),
                label: label(*v),
            })
            .collect(),
        address: format!("{}/decide", opened.warning(&found.id)),
        seen: opened.seen(),
        typed: Typed {
            finding: ask.typed("finding").to_owned(),
            verdict: ask.typed("verdict").to_owned(),
            because: ask.typed("because").to_owned(),
        },
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        place: format!("Warning {} of {}, the gravest and clearest first", at + 1, all.len()),
    };
    let above = vec![Link::new("Warnings", opened.address("warnings"))];
    Ok(opened.page_under(format!("{}: {}", found.id, found.title), above, body))
}

/// What a verdict says on its button.
fn label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "Accept: it stands as it is",
        Verdict::Amend => "Accept in other words: the reason gives them",
        Verdict::Reject => "Do not accept: the reason says why",
        Verdict::NeedMore => "More is needed: the reason says what",
    }
}

fn decisions(opened: &Opened, finding: &str) -> Decisions {
    let matter = &opened.matter;
    let holding = matter
        .finding(finding)
        .and_then(|f| matter.decision(f))
        .map(|s| s.number);
    let made = standing(&matter.settled)
        .into_iter()
        .rev()
        .filter_map(|s| made(s, finding, holding))
        .collect();
    Decisions {
        finding: finding.to_owned(),
        made,
    }
}

fn made(settled: &Settled, finding: &str, holding: Option<u64>) -> Option<Made> {
    let Settlement::Decision {
        finding: of, verdict, ..
    } = &settled.what
    else {
        return None;
    };
    (of == finding).then(|| Made {
        who: settled.who.clone(),
        at: settled.at.clone(),
        verdict: verdict.words(),
        because: settled.because.clone(),
        holds: Some(settled.number) == holding,
    })
}
