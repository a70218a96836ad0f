//! What people settle: checked against the case before it is kept. Nothing that could not be laid over the case is taken.

use anyhow::{anyhow, bail};
use chrono::NaiveDate;

use crate::{
    app::{beside::LONGEST, clock},
    model::{
        bare_fact::BareFact,
        beside::Beside,
        case::{AgencyId, Case, Hole},
        entry::EntryId,
        matter::Matter,
        settled::{Settled, Settlement, Verdict, Wrong},
        timeline::Conflict,
        who,
    },
    patterns::measures::{Measure, Rule, Standing},
    review::lens::is_anybody_blind,
};

/// Who settles something, and why.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Name or initials.
    pub who: String,
    /// Why, in words.
    pub because: String,
}

/// No longer list of what there is helps anybody.
const LISTED: usize = 20;

/// The settlement, dated now. Who and why are asked for: a panel must be able to tell later.
pub fn settled(what: Settlement, signed: &Signed) -> anyhow::Result<Settled> {
    if signed.who.trim().is_empty() {
        bail!("say who settles this, with --who NAME");
    }
    if signed.because.trim().is_empty() {
        bail!("say why, with --because TEXT; it is kept beside what was settled");
    }
    if !who::is_plain(&signed.who) {
        bail!(
            "give a name of one line, at most {} characters, each of them visible",
            who::LONGEST
        );
    }
    if signed.because.chars().count() > LONGEST {
        bail!("give a reason of at most {LONGEST} characters");
    }
    Ok(Settled {
        number: 0,
        at: clock::now(),
        who: signed.who.clone(),
        what,
        because: signed.because.clone(),
    })
}

/// A decision on a finding of the case, by its id.
pub fn decision(matter: &Matter, finding: &str, verdict: Verdict) -> anyhow::Result<Settlement> {
    let found = matter
        .finding(finding)
        .ok_or_else(|| anyhow!("{finding}: there is no such finding in this case; `forewarned findings` lists all"))?;
    Ok(Settlement::Decision {
        finding: found.id.clone(),
        version: found.version,
        verdict,
        wrong: None,
        together: Vec::new(),
    })
}

/// A decision with what a screen asks besides: in what the finding is wrong, kept only where it was not accepted as it is or more is
/// needed; and who decided it together.
pub fn decision_with(
    matter: &Matter,
    (finding, verdict): (&str, Verdict),
    asked: Option<Wrong>,
    with: Vec<String>,
) -> anyhow::Result<Settlement> {
    let mut made = decision(matter, finding, verdict)?;
    if let Settlement::Decision { wrong, together, .. } = &mut made {
        *wrong = asked.filter(|_| matches!(verdict, Verdict::Reject | Verdict::NeedMore));
        *together = with;
    }
    Ok(made)
}

/// Days for which an agency's records were supplied, checked.
pub fn coverage(
    case: &Case,
    agency: &str,
    (from, to): (NaiveDate, NaiveDate),
    holes: Vec<Hole>,
) -> anyhow::Result<Settlement> {
    let known = agency_of(case, agency)?;
    if known.1 {
        bail!(
            "{agency}: no records of this agency are in the case, so no days are covered; import them first, or ask the agency for them"
        );
    }
    if from > to {
        bail!("{from} is after {to}; give the first day first");
    }
    let mut holes = holes;
    holes.sort_by_key(|h| (h.from, h.to));
    for hole in &holes {
        if hole.from > hole.to || hole.from < from || hole.to > to {
            bail!(
                "the hole {} to {} does not lie inside {from} to {to}, first day first",
                hole.from,
                hole.to
            );
        }
    }
    Ok(Settlement::Coverage {
        agency: known.0,
        from,
        to,
        holes,
    })
}

/// The agency of this id, and whether it supplied nothing.
fn agency_of(case: &Case, agency: &str) -> anyhow::Result<(AgencyId, bool)> {
    case.agencies
        .iter()
        .find(|a| a.id.0 == agency || a.name.eq_ignore_ascii_case(agency))
        .map(|a| (a.id.clone(), a.files.is_empty()))
        .ok_or_else(|| {
            let all: Vec<&str> = case.agencies.iter().map(|a| a.id.0.as_str()).collect();
            anyhow!(
                "{agency}: there is no such agency in this case; there are {}",
                all.join(", ")
            )
        })
}

/// A hole as it is given on the command line: `2021-03-01..2021-03-14:changed system`.
///
/// ```
/// let hole = forewarned::app::settling::hole("2021-03-01..2021-03-14:changed system").unwrap();
/// assert_eq!(hole.why.as_deref(), Some("changed system"));
/// assert!(forewarned::app::settling::hole("March").is_err());
/// ```
pub fn hole(text: &str) -> Result<Hole, String> {
    let (days, why) = text.split_once(':').unwrap_or((text, ""));
    let day = |s: &str| s.trim().parse::<NaiveDate>().ok();
    let (from, to) = days
        .split_once("..")
        .and_then(|(from, to)| Some((day(from)?, day(to)?)))
        .ok_or_else(|| format!("`{text}` is no span of days; write it as 2021-03-01..2021-03-14:why"))?;
    Ok(Hole {
        from,
        to,
        why: Some(why.trim().to_owned()).filter(|w| !w.is_empty()),
    })
}

/// A result that a reviewer sets for a measure of the thematic table, as `M18-01=met`, checked.
pub fn measure(all: &[Measure], set: &str) -> anyhow::Result<Settlement> {
    let known = |codes: Vec<&str>| codes.join(", ");
    let results = || known(Standing::ALL.iter().map(|s| s.code()).collect());
    let Some((code, result)) = set.split_once('=').map(|(c, r)| (c.trim(), r.trim())) else {
        bail!(
            "`{set}`: write it as CODE=RESULT, for example M18-01=met; results are {}",
            results()
        );
    };
    let Some(found) = all.iter().find(|m| m.code.eq_ignore_ascii_case(code)) else {
        bail!(
            "{code}: there is no such measure; there are {}",
            known(all.iter().map(|m| m.code.as_str()).collect())
        );
    };
    if matches!(found.rule, Rule::Counted { .. }) {
        bail!("{}: is a number that is counted, and has no result to set", found.code);
    }
    let Some(result) = Standing::of_code(result) else {
        bail!("{result}: there is no such result; there are {}", results());
    };
    Ok(Settlement::Measure {
        measure: found.code.clone(),
        result: result.code().to_owned(),
    })
}

/// What there is of something, or the first of it and where all of it is listed.
pub(super) fn listed(all: &[String], what: &str, where_all: &str) -> String {
    match all.len() {
        0 => format!("there are no {what}"),
        n if n > LISTED => format!(
            "there are {n} {what}, such as {}; {where_all}",
            all.get(..LISTED).unwrap_or_default().join(", ")
        ),
        _ => format!("the {what}: {}", all.join(", ")),
    }
}

/// A settlement to take back, checked.
pub fn undo(matter: &Matter, number: u64) -> anyhow::Result<Settlement> {
    let Some(found) = matter.settled.iter().find(|s| s.number == number) else {
        bail!("there is no settlement {number}; `forewarned settled` shows all");
    };
    if matter.settled.iter().any(|s| s.what == Settlement::Undo(number)) {
        bail!("settlement {number} was taken back already");
    }
    if matches!(found.what, Settlement::Undo(_)) {
        bail!("settlement {number} took another back; settle that one again instead");
    }
    if matches!(
        found.what,
        Settlement::Beside(Beside::Blind { .. } | Beside::Judgement { .. })
    ) {
        bail!(
            "a judgement made without the outcome, and that it was masked, are kept as they are: nothing takes them back"
        );
    }
    if matches!(found.what, Settlement::BareFact(BareFact::Event(_))) && is_anybody_blind(&matter.settled) {
        bail!(
            "somebody works without seeing the final event, and its day is what masks it: take it back when they have seen it, or give another day"
        );
    }
    Ok(Settlement::Undo(number))
}

/// Two entries of the case, by their refs.
pub fn pair(matter: &Matter, first: &str, second: &str) -> anyhow::Result<(EntryId, EntryId)> {
    let known = |id: &str| {
        matter
            .entry(&EntryId(id.to_owned()))
            .map(|(e, _)| e.id.clone())
            .ok_or_else(|| anyhow!("{id}: there is no such entry in this case; `forewarned timeline` lists all"))
    };
    let (first, second) = (known(first)?, known(second)?);
    if first == second {
        bail!("{first} is one entry; give two");
    }
    Ok((first, second))
}

/// Two entries whose accounts are set against each other, by their refs.
pub fn conflict(matter: &Matter, first: &str, second: &str) -> anyhow::Result<(EntryId, EntryId)> {
    let (first, second) = pair(matter, first, second)?;
    let all = &matter.timeline.conflicts;
    let is_theirs =
        |c: &Conflict| (&c.first, &c.second) == (&first, &second) || (&c.second, &c.first) == (&first, &second);
    if !all.iter().any(is_theirs) {
        let all: Vec<String> = all.iter().map(|c| format!("{} and {}", c.first, c.second)).collect();
        bail!(
            "{first} and {second} are not set against each other; {}",
            listed(&all, "accounts that disagree", "`forewarned conflicts` lists them")
        );
    }
    Ok((first, second))
}
