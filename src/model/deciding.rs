//! *Deciding*: where the review of each finding stands: who decided what on it, what holds, and how far a warning is decided.
//!
//! Made once from everything settled, so that long lists need no search for each line.

use std::collections::BTreeMap;

use crate::model::{
    finding::Finding,
    settled::{Settled, Settlement, Verdict, standing},
};

/// Where the review of a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody decided.
    Undecided,
    /// It was decided, of an older version of its pattern.
    Reopened,
    /// More is needed.
    NeedMore,
    /// It stands.
    Accepted,
    /// It stands in other words.
    OtherWords,
    /// It does not stand.
    NotAccepted,
}

impl State {
    /// All of them, what is to be done first.
    pub const ALL: [Self; 6] = [
        Self::Undecided,
        Self::Reopened,
        Self::NeedMore,
        Self::Accepted,
        Self::OtherWords,
        Self::NotAccepted,
    ];

    /// The code used in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Reopened => "reopened",
            Self::NeedMore => "need-more",
            Self::Accepted => "accepted",
            Self::OtherWords => "other-words",
            Self::NotAccepted => "not-accepted",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Reopened => "open again: the pattern has a newer version",
            Self::NeedMore => "more is needed",
            Self::Accepted => "accepted",
            Self::OtherWords => "accepted with other words",
            Self::NotAccepted => "not accepted",
        }
    }

    /// Does it wait for a decision?
    pub fn is_open(self) -> bool {
        matches!(self, Self::Undecided | Self::Reopened)
    }

    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accept => Self::Accepted,
            Verdict::Amend => Self::OtherWords,
            Verdict::Reject => Self::NotAccepted,
            Verdict::NeedMore => Self::NeedMore,
        }
    }
}

/// A decision on a finding, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// What was decided.
    pub verdict: Verdict,
    /// Version of the pattern that was decided on.
    pub version: u32,
    /// Who else decided it, where several decided together.
    pub together: &'a [String],
    /// The settlement.
    pub by: &'a Settled,
}

/// Every decision that was not taken back, by finding.
#[derive(Debug, Default)]
pub struct Deciding<'a> {
    all: BTreeMap<&'a str, Vec<Decided<'a>>>,
}

impl<'a> Deciding<'a> {
    /// From everything settled about a case.
    pub fn of(settled: &'a [Settled]) -> Self {
        let mut all: BTreeMap<&str, Vec<Decided<'_>>> = BTreeMap::new();
        for by in standing(settled) {
            if let Settlement::Decision {
                finding,
                version,
                verdict,
                together,
                ..
            } = &by.what
            {
                all.entry(finding).or_default().push(Decided {
                    verdict: *verdict,
                    version: *version,
                    together,
                    by,
                });
            }
        }
        Self { all }
    }

    /// All decisions on a finding, in order; those on older versions of its pattern too.
    pub fn on(&self, finding: &Finding) -> &[Decided<'a>] {
        self.all.get(finding.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Those on the finding as it stands now.
    fn now<'s>(&'s self, finding: &'s Finding) -> impl DoubleEndedIterator<Item = &'s Decided<'a>> {
        self.on(finding).iter().filter(|d| d.version == finding.version)
    }

    /// The decision that holds.
    pub fn holding(&self, finding: &Finding) -> Option<Decided<'a>> {
        self.now(finding).next_back().copied()
    }

    /// Where the review of a finding stands.
    pub fn state(&self, finding: &Finding) -> State {
        match self.holding(finding) {
            // What one reviewer accepted alone and another did not is not out of the case: nobody decides that for the other.
            Some(_) if self.is_disagreed(finding) => {
                let own = self.own(finding);
                own.values().map(|v| State::of(*v)).min().unwrap_or(State::Undecided)
            }
            Some(decided) => State::of(decided.verdict),
            None if self.on(finding).is_empty() => State::Undecided,
            None => State::Reopened,
        }
    }

    /// Each reviewer's own last decision on the finding as it stands now, by name. What several decided together is nobody's own.
    pub fn own(&self, finding: &Finding) -> BTreeMap<&'a str, Verdict> {
        let own = self.own_last(finding).into_iter();
        own.map(|(who, d)| (who, d.verdict)).collect()
    }

    /// The same with when, why and in what the program was wrong.
    pub fn own_last(&self, finding: &Finding) -> BTreeMap<&'a str, Decided<'a>> {
        let alone = self.now(finding).filter(|d| d.together.is_empty());
        alone.map(|d| (d.by.who.as_str(), *d)).collect()
    }

    /// Was the finding not accepted, by all who decided on it? Where reviewers differ it stays told, with what each of them said,
    /// until they settle it together: the last word of one takes nothing away that another decided.
    pub fn is_set_aside(&self, finding: &Finding) -> bool {
        let is_rejection = |d: Decided<'_>| d.verdict == Verdict::Reject;
        self.holding(finding).is_some_and(is_rejection) && !self.is_disagreed(finding)
    }

    /// The decision with which the finding was accepted, as it is or in other words. Where reviewers differ it is enough that one of them
    /// did: with it stands what the others said.
    pub fn accepted(&self, finding: &Finding) -> Option<Decided<'a>> {
        let is_yes = |d: &Decided<'_>| matches!(d.verdict, Verdict::Accept | Verdict::Amend);
        let of_one = || {
            let own = self.own_last(finding).into_values().filter(is_yes);
            own.max_by_key(|d| d.by.number).filter(|_| self.is_disagreed(finding))
        };
        self.holding(finding).filter(is_yes).or_else(of_one)
    }

    /// Do reviewers' own decisions differ, and has nobody settled it together since?
    pub fn is_disagreed(&self, finding: &Finding) -> bool {
        let own = self.own(finding);
        let mut verdicts = own.values();
        let Some(first) = verdicts.next() else {
            return false;
        };
        verdicts.any(|v| v != first) && self.holding(finding).is_some_and(|d| d.together.is_empty())
    }

    /// Did this reviewer decide on the finding as it stands now, alone or with others?
    pub fn is_by(&self, finding: &Finding, who: &str) -> bool {
        self.now(finding)
            .any(|d| d.by.who == who || d.together.iter().any(|t| t == who))
    }
}
