//! *Requests*: what is to be asked of agencies, because the records supplied do not settle it. One list, each line with the findings that it would settle.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{
    case::AgencyId,
    coverage::Coverage,
    finding::{Finding, Outcome},
    matter::Matter,
    settled::{Settlement, Verdict},
};

/// Something to be asked of an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whom to ask.
    pub agency: AgencyId,
    /// First day of the records asked for; none when it is no matter of days.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Why, in words.
    pub why: String,
    /// Ids of the findings that the answer may settle.
    pub settles: BTreeSet<String>,
}

/// All requests of a case: agencies in the case's order, then by day. Records that were not supplied, days missing inside them, and
/// what reviewers wrote that they need before they decide.
pub fn requests(matter: &Matter) -> Vec<Request> {
    let mut out: BTreeMap<(usize, Option<NaiveDate>, Option<NaiveDate>, String), Request> = BTreeMap::new();
    let place: BTreeMap<&AgencyId, usize> = matter
        .case
        .agencies
        .iter()
        .enumerate()
        .map(|(n, a)| (&a.id, n))
        .collect();
    let mut add = |request: Request| {
        let at = place.get(&request.agency).copied().unwrap_or(usize::MAX);
        let key = (at, request.from, request.to, request.why.clone());
        match out.get_mut(&key) {
            Some(known) => known.settles.extend(request.settles),
            None => {
                out.insert(key, request);
            }
        }
    };
    let open: Vec<(&Finding, NaiveDate, NaiveDate)> = unsettled(matter).collect();
    for agency in &matter.case.agencies {
        for gap in gaps(matter, &agency.id) {
            let settles = open
                .iter()
                .filter(|(f, from, to)| asks(f, &agency.id) && *from <= gap.to && gap.from <= *to)
                .map(|(f, _, _)| f.id.clone())
                .collect::<BTreeSet<_>>();
            if gap.is_always || !settles.is_empty() {
                add(Request {
                    agency: agency.id.clone(),
                    from: Some(gap.from),
                    to: Some(gap.to),
                    why: gap.why,
                    settles,
                });
            }
        }
    }
    for finding in &matter.findings {
        if let Some(decision) = matter.decision(finding)
            && let Settlement::Decision {
                verdict: Verdict::NeedMore,
                ..
            } = decision.what
        {
            add(Request {
                agency: finding.agency.clone(),
                from: finding.window.as_ref().map(|w| w.from),
                to: finding.window.as_ref().map(|w| w.to),
                why: format!("needed before a finding is decided: {}", decision.because),
                settles: BTreeSet::from([finding.id.clone()]),
            });
        }
    }
    out.into_values().collect()
}

/// Findings that the records do not settle, with the days that bear on them.
fn unsettled(matter: &Matter) -> impl Iterator<Item = (&Finding, NaiveDate, NaiveDate)> {
    matter
        .counted()
        .filter(|f| f.outcome == Outcome::CannotTell)
        .filter_map(|f| {
            let window = f.window.as_ref()?;
            Some((f, window.from, window.to))
        })
}

/// Would this agency's records bear on the finding: its own, or some that were searched for in vain?
fn asks(finding: &Finding, agency: &AgencyId) -> bool {
    &finding.agency == agency || finding.searched.not_supplied.contains(agency)
}

/// Days of the review for which an agency's records are not there.
struct Gap {
    from: NaiveDate,
    to: NaiveDate,
    why: String,
    /// Asked for even where no finding waits for it.
    is_always: bool,
}

fn gaps(matter: &Matter, id: &AgencyId) -> Vec<Gap> {
    let case = &matter.case;
    let (first, last) = (case.review_from, case.review_to);
    let gap = |from: NaiveDate, to: NaiveDate, why: &str, is_always| Gap {
        from,
        to,
        why: why.to_owned(),
        is_always,
    };
    let Some(coverage) = matter.coverage.iter().find(|c| &c.agency == id) else {
        let supplied = case.agency(id).is_some_and(|a| !a.files.is_empty());
        let why = if supplied {
            "records were supplied, and for which days is not stated: say which days they cover, and send the rest"
        } else {
            "known to be involved, and no records were supplied"
        };
        return vec![gap(first, last, why, true)];
    };
    around(coverage, first, last)
        .into_iter()
        .map(|(from, to, why, is_always)| gap(from, to, &why, is_always))
        .collect()
}

/// Days under review before, after and inside what was supplied.
fn around(coverage: &Coverage, first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, NaiveDate, String, bool)> {
    let mut out = Vec::new();
    if coverage.from > first {
        let to = coverage.from.pred_opt().unwrap_or(coverage.from).min(last);
        out.push((
            first,
            to,
            "under review, before the records supplied begin".to_owned(),
            false,
        ));
    }
    for hole in &coverage.holes {
        let why = hole.why.as_ref().map_or(String::new(), |w| format!(": {w}"));
        out.push((
            hole.from,
            hole.to,
            format!("missing inside the records supplied{why}"),
            true,
        ));
    }
    if coverage.to < last {
        let from = coverage.to.succ_opt().unwrap_or(coverage.to).max(first);
        out.push((
            from,
            last,
            "under review, after the records supplied end".to_owned(),
            false,
        ));
    }
    out
}
