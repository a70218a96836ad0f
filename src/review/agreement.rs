//! *Agreement*: how far reviewers who read the same findings decided the same. Each reviewer's own last decision counts; what several
//! decided together does not. A description of two readings, never a mark for a reviewer.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{finding::Finding, settled::Verdict},
    review::deciding::Deciding,
};

/// Fewer findings than this that both decided say nothing of chance.
pub const LEAST: usize = 10;

/// How the own decisions on one finding stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// Nobody decided it alone.
    Nobody,
    /// One reviewer did.
    OneOnly,
    /// All who did decided the same.
    Agreed,
    /// They differ; nobody has settled it together since.
    Differ,
    /// They differed, and it was settled together since.
    Settled,
}

/// The own decisions on one finding beside each other.
pub fn of_finding(deciding: &Deciding<'_>, finding: &Finding) -> Together {
    let own = deciding.own(finding);
    let verdicts: BTreeSet<&str> = own.values().map(|v| v.code()).collect();
    match (own.len(), verdicts.len()) {
        // Who decides for another is not agreed with by that.
        _ if deciding.is_disagreed(finding) => Together::Differ,
        (0, _) => Together::Nobody,
        (1, _) => Together::OneOnly,
        (_, 1) => Together::Agreed,
        _ => Together::Settled,
    }
}

/// Two reviewers who decided some of the same findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair<'a> {
    /// One.
    pub first: &'a str,
    /// The other.
    pub second: &'a str,
    /// Findings that both decided, each alone.
    pub both: usize,
    /// Those on which they decided the same.
    pub same: usize,
    /// Cohen's kappa; nothing for fewer than [`LEAST`] findings, or where chance alone would give full agreement.
    pub kappa: Option<f64>,
}

/// Every two reviewers who decided some of the same findings, by name.
pub fn pairs<'a>(deciding: &Deciding<'a>, findings: &[&Finding]) -> Vec<Pair<'a>> {
    let mut all: BTreeMap<(&'a str, &'a str), Vec<(Verdict, Verdict)>> = BTreeMap::new();
    for finding in findings {
        let own: Vec<(&'a str, Verdict)> = deciding.own(finding).into_iter().collect();
        for (at, (first, one)) in own.iter().enumerate() {
            for (second, other) in own.iter().skip(at + 1) {
                all.entry((first, second)).or_default().push((*one, *other));
            }
        }
    }
    let pair = |((first, second), decided): (_, Vec<(Verdict, Verdict)>)| Pair {
        first,
        second,
        both: decided.len(),
        same: decided.iter().filter(|(a, b)| a == b).count(),
        kappa: (decided.len() >= LEAST).then(|| kappa(&decided)).flatten(),
    };
    all.into_iter().map(pair).collect()
}

/// Cohen's kappa: the share of pairs that agree beyond what chance gives, of all that could. Nothing where both always decided one and
/// the same, since chance alone gives that.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts of decisions are far below where a float loses whole numbers"
)]
pub fn kappa(pairs: &[(Verdict, Verdict)]) -> Option<f64> {
    let share = |n: usize| n as f64 / pairs.len() as f64;
    if pairs.is_empty() {
        return None;
    }
    let same = share(pairs.iter().filter(|(a, b)| a == b).count());
    let by_chance: f64 = Verdict::ALL
        .iter()
        .map(|v| {
            let first = pairs.iter().filter(|(a, _)| a == v).count();
            let second = pairs.iter().filter(|(_, b)| b == v).count();
            share(first) * share(second)
        })
        .sum();
    (by_chance < 1.0).then(|| (same - by_chance) / (1.0 - by_chance))
}

#[cfg(test)]
mod tests {
    use super::{Verdict, kappa};

    fn times(n: usize, pair: (Verdict, Verdict)) -> Vec<(Verdict, Verdict)> {
        vec![pair; n]
    }

    /// Worked by hand: of 50 findings both accept 20, both do not accept 15, the first accepts and the second does not 5, and the other
    /// way round 10. They agree on 35 of 50 = 0.7. The first accepts 25 of 50 and the second 30 of 50, so chance gives
    /// 0.5 × 0.6 + 0.5 × 0.4 = 0.5, and kappa is (0.7 − 0.5) / (1 − 0.5) = 0.4.
    #[test]
    fn kappa_is_what_the_hand_works_out() {
        let (yes, no) = (Verdict::Accept, Verdict::Reject);
        let mut all = times(20, (yes, yes));
        all.extend(times(15, (no, no)));
        all.extend(times(5, (yes, no)));
        all.extend(times(10, (no, yes)));
        assert!((kappa(&all).unwrap() - 0.4).abs() < 1e-12);
    }

    /// Worked by hand with three kinds of decision: 10 findings; both accept 4, both amend 2, both need more 1; the first accepts where
    /// the second amends 2, the first needs more where the second accepts 1. Agreed 7 of 10. The first: 6, 2, 2; the second: 5, 4, 1.
    /// Chance: 0.30 + 0.08 + 0.02 = 0.40, so kappa is 0.30 / 0.60 = 0.5.
    #[test]
    fn kappa_counts_every_kind_of_decision() {
        let (yes, words, more) = (Verdict::Accept, Verdict::Amend, Verdict::NeedMore);
        let mut all = times(4, (yes, yes));
        all.extend(times(2, (words, words)));
        all.extend(times(1, (more, more)));
        all.extend(times(2, (yes, words)));
        all.extend(times(1, (more, yes)));
        assert!((kappa(&all).unwrap() - 0.5).abs() < 1e-12);
    }

    #[test]
    fn where_both_always_decide_the_same_one_thing_there_is_no_kappa() {
        assert_eq!(kappa(&times(12, (Verdict::Accept, Verdict::Accept))), None);
        assert_eq!(kappa(&[]), None);
    }

    #[test]
    fn agreement_as_chance_gives_it_is_nought_and_worse_is_below() {
        let (yes, no) = (Verdict::Accept, Verdict::Reject);
        let even = [(yes, yes), (yes, no), (no, yes), (no, no)];
        assert!(kappa(&even).unwrap().abs() < 1e-12);
        assert!(kappa(&[(yes, no), (no, yes)]).unwrap() < 0.0);
    }
}
