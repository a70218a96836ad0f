//! *Deciding*: where the review of each finding stands: who decided what on it, what holds, and how far a warning is decided.
//!
//! Made once from everything settled, so that long lists need no search for each line.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    beside::Beside,
    finding::{Finding, FindingKind, Outcome, Severity},
    matter::Matter,
    settled::{Settled, Settlement, Verdict, Wrong, standing},
    who::{as_seen, is_same},
};

/// Where the review of a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody decided.
    Undecided,
    /// It was decided, of an older version of its pattern.
    Reopened,
    /// A reviewer did not accept it, and others who review the case have not decided on it: it stands until they have.
    Waiting,
    /// More is needed.
    NeedMore,
    /// It stands.
    Accepted,
    /// It stands in other words.
    OtherWords,
    /// It does not stand.
    NotAccepted,
    /// Part of the case is masked: the same for every finding, whatever was decided on it.
    NotShown,
}

/// What stands before the words that reviewers put in the place of the program's result.
pub const OWN_WORDS: &str = "In a reviewer’s own words";

/// What stands in the place of an outcome that reviewers put in words of their own.
pub const OTHERWISE: &str = "in a reviewer’s own words";

/// What is said in place of any decision while part of a case is masked.
pub const NOT_SHOWN: &str = "decisions are not shown while part of the case is masked";

impl State {
    /// All that a review comes to, what is to be done first.
    pub const ALL: [Self; 7] = [
        Self::Undecided,
        Self::Reopened,
        Self::Waiting,
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
            Self::Waiting => "waiting",
            Self::NeedMore => "need-more",
            Self::Accepted => "accepted",
            Self::OtherWords => "other-words",
            Self::NotAccepted => "not-accepted",
            Self::NotShown => "not-shown",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Reopened => "open again: the pattern has a newer version",
            Self::Waiting => "not accepted by one reviewer; another has not decided",
            Self::NeedMore => "more is needed",
            Self::Accepted => "accepted",
            Self::OtherWords => "accepted with other words",
            Self::NotAccepted => "not accepted",
            Self::NotShown => NOT_SHOWN,
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

/// What stands beside the name of somebody who is named in a decision and has written none of the kind.
const NOT_YET: &str = "(not yet confirmed)";

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

impl Decided<'_> {
    /// In what the finding is wrong, where that was said.
    pub fn wrong(&self) -> Option<Wrong> {
        match self.by.what {
            Settlement::Decision { wrong, .. } => wrong,
            _ => None,
        }
    }
}

/// Every decision that was not taken back, by finding.
#[derive(Debug, Default)]
pub struct Deciding<'a> {
    all: BTreeMap<&'a str, Vec<Decided<'a>>>,
    /// Decisions that name somebody who says not to have decided so, by how the name is seen.
    apart: BTreeSet<(u64, String)>,
    /// Those who review the case, each under the name that was written first, by how the name is seen.
    reviewers: BTreeMap<String, &'a str>,
    /// Is part of the case masked? Then where the review stands is not told.
    is_masked: bool,
}

impl<'a> Deciding<'a> {
    /// From everything settled about a case.
    pub fn of(settled: &'a [Settled]) -> Self {
        let mut all: BTreeMap<&str, Vec<Decided<'_>>> = BTreeMap::new();
        let mut apart = BTreeSet::new();
        for by in standing(settled) {
            if let Settlement::Beside(Beside::Apart { decision, .. }) = &by.what {
                apart.insert((*decision, as_seen(&by.who)));
            }
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
        Self {
            all,
            apart,
            reviewers: reviewers(settled),
            is_masked: false,
        }
    }

    /// The same of a matter, which says whether decisions can be shown at all.
    pub fn of_matter(matter: &'a Matter) -> Self {
        Self {
            is_masked: matter.decisions_are_masked,
            ..Self::of(&matter.settled)
        }
    }

    /// Is part of the case masked, so that no decision is shown?
    pub fn is_masked(&self) -> bool {
        self.is_masked
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
            _ if self.is_masked => State::NotShown,
            // What one reviewer accepted alone and another did not is not out of the case: nobody decides that for the other.
            Some(_) if self.is_disagreed(finding) => {
                let views = self.views(finding).into_values();
                views.map(|d| State::of(d.verdict)).min().unwrap_or(State::Undecided)
            }
            Some(decided) if decided.verdict == Verdict::Reject && !self.is_set_aside(finding) => State::Waiting,
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
        let alone = self.now(finding).filter(|d| self.with(d).is_empty());
        alone.map(|d| (self.name_of(&d.by.who), *d)).collect()
    }

    /// Each reviewer's last decision as he or she wrote it, alone or with others, by name. To be named by another is not to have decided.
    pub fn views(&self, finding: &Finding) -> BTreeMap<&'a str, Decided<'a>> {
        let all = self.now(finding);
        all.map(|d| (self.name_of(&d.by.who), *d)).collect()
    }

    /// With whom its writer decided it: those who are named, and did not say that they did not decide so.
    pub fn with(&self, decided: &Decided<'a>) -> Vec<&'a str> {
        let named = decided.together.iter().map(String::as_str);
        let is_apart = |name: &&str| self.apart.contains(&(decided.by.number, as_seen(name)));
        named.filter(|n| !is_apart(n)).collect()
    }

    /// The same as they are told, each once: beside a name stands that its bearer has not confirmed it, unless he or she wrote the same. Who
    /// decided otherwise is told apart ([`Self::unconfirmed`]).
    pub fn with_told(&self, finding: &Finding, decided: &Decided<'a>) -> Vec<String> {
        let otherwise = self.unconfirmed(finding, decided);
        let mut seen = BTreeSet::from([as_seen(&decided.by.who)]);
        let each = self.with(decided).into_iter().filter(|n| seen.insert(as_seen(n)));
        each.map(|name| {
            if otherwise.contains(&name) || self.is_of_one_mind(finding, decided, name) {
                name.to_owned()
            } else {
                format!("{name} {NOT_YET}")
            }
        })
        .collect()
    }

    /// Did somebody write the same decision, of the same version, as the last of his or her own?
    pub fn is_of_one_mind(&self, finding: &Finding, decided: &Decided<'a>, who: &str) -> bool {
        let mut own = self.on(finding).iter().rev();
        own.find(|d| d.version == decided.version && is_same(&d.by.who, who))
            .is_some_and(|d| d.verdict == decided.verdict)
    }

    /// Those of them who decided otherwise themselves, and have not confirmed what was decided in their name.
    pub fn unconfirmed(&self, finding: &Finding, decided: &Decided<'a>) -> Vec<&'a str> {
        let views = self.views(finding);
        let differs = |name: &&str| {
            let own = views.get(self.name_of(name));
            own.is_some_and(|d| d.verdict != decided.verdict)
        };
        self.with(decided).into_iter().filter(differs).collect()
    }

    /// Did somebody who is named in a decision say the same after it, or before it as the one whose words it confirms? A confirmation is
    /// the same decision with the same words under another name; it is not to be confirmed in turn.
    pub fn has_confirmed(&self, finding: &Finding, decided: &Decided<'a>, who: &str) -> bool {
        let is_one = |d: &Decided<'a>| {
            d.verdict == decided.verdict
                && d.wrong() == decided.wrong()
                && d.by.because == decided.by.because
                && self.with(d).iter().any(|name| is_same(name, &decided.by.who))
        };
        let views = self.views(finding);
        { views.iter().filter(|(name, _)| is_same(name, who)) }
            .any(|(_, own)| own.by.number > decided.by.number || is_one(own))
    }

    /// The name under which somebody reviews the case, however it is written here.
    fn name_of(&self, who: &'a str) -> &'a str {
        self.reviewers.get(&as_seen(who)).copied().unwrap_or(who)
    }

    /// Was the finding not accepted, by all who review the case? Where reviewers differ, or one of them has not decided yet, it stays told
    /// as grave as it is, with what each of them said: the word of one takes nothing away from another. What several decided together is
    /// decided for all, unless one of them had decided otherwise and has not confirmed it.
    pub fn is_set_aside(&self, finding: &Finding) -> bool {
        let Some(holding) = self.holding(finding).filter(|d| d.verdict == Verdict::Reject) else {
            return false;
        };
        !self.is_disagreed(finding) && (!self.with(&holding).is_empty() || self.is_by_all(finding))
    }

    /// Did everybody who reviews the case decide on the finding as it stands now?
    fn is_by_all(&self, finding: &Finding) -> bool {
        if self.reviewers.len() < 2 {
            return true;
        }
        let names = self
            .now(finding)
            .flat_map(|d| std::iter::once(d.by.who.as_str()).chain(self.with(d)));
        let decided: BTreeSet<String> = names.map(as_seen).collect();
        self.reviewers.keys().all(|who| decided.contains(who))
    }

    /// The decision whose words stand in the place of the program's result: the one that holds, where it accepts the finding in other words
    /// and reviewers do not differ. Its reason gives the words.
    pub fn own_words(&self, finding: &Finding) -> Option<Decided<'a>> {
        let holding = self.holding(finding).filter(|d| d.verdict == Verdict::Amend);
        holding.filter(|d| !self.is_masked && !d.by.because.is_empty() && !self.is_disagreed(finding))
    }

    /// Whose words they are: who wrote them, and with whom.
    pub fn own_words_by(&self, finding: &Finding, decided: &Decided<'a>) -> String {
        let mut all = vec![decided.by.who.clone()];
        all.extend(self.with_told(finding, decided));
        all.join(", ")
    }

    /// These words, with whose they are.
    pub fn told_own_words(&self, finding: &Finding) -> Option<String> {
        let decided = self.own_words(finding)?;
        let whose = self.own_words_by(finding, &decided);
        Some(format!("{OWN_WORDS} ({whose}): {}", decided.by.because))
    }

    /// What is said of a finding: reviewers' own words, where they accepted it in other words, else the program's result.
    pub fn says(&self, finding: &Finding) -> String {
        self.told_own_words(finding).unwrap_or_else(|| finding.says.clone())
    }

    /// The title of a finding; without its result, where reviewers put that in words of their own.
    pub fn title<'f>(&self, finding: &'f Finding) -> &'f str {
        self.own_words(finding).map_or(&finding.title, |_| finding.held())
    }

    /// Does the program's result stand: did reviewers neither set the finding aside nor put it in words of their own?
    pub fn is_result(&self, finding: &Finding) -> bool {
        !self.is_set_aside(finding) && self.own_words(finding).is_none()
    }

    /// Is all that a warning looked for, as far as it stands, told in reviewers' own words?
    pub fn is_in_own_words(&self, findings: &[&Finding]) -> bool {
        let of_gap = |f: &&&Finding| f.kind == FindingKind::Gap && !self.is_set_aside(f);
        let mut gaps = findings.iter().filter(of_gap).peekable();
        gaps.peek().is_some() && gaps.all(|f| self.own_words(f).is_some())
    }

    /// The numbers of the warnings of a matter of which that holds.
    pub fn in_own_words(matter: &Matter) -> BTreeSet<&str> {
        let deciding = Deciding::of_matter(matter);
        let all = matter.with_findings().into_iter();
        all.filter(|(_, findings)| deciding.is_in_own_words(findings))
            .map(|(warning, _)| warning.id.as_str())
            .collect()
    }

    /// How grave a warning is and what its findings come to: by those of them that are not set aside, the outcome by those that are not put
    /// in other words either; nothing where all are set aside. `stated` is what holds where neither is.
    pub fn weight(&self, findings: &[&Finding], stated: (Severity, Outcome)) -> Option<(Severity, Outcome)> {
        let stand: Vec<&Finding> = findings.iter().copied().filter(|f| !self.is_set_aside(f)).collect();
        let results: Vec<&Finding> = stand.iter().copied().filter(|f| self.own_words(f).is_none()).collect();
        if results.len() == findings.len() {
            return Some(stated);
        }
        let gravest = stand.iter().map(|f| f.severity).max()?;
        let severity = Finding::leading(stand.iter().copied()).map_or(gravest, |f| f.severity);
        let leads = Finding::leading(if results.is_empty() { stand } else { results });
        Some((severity, leads.map_or(Outcome::Met, |f| f.outcome)))
    }

    /// How grave each warning of a matter is and what it comes to, by its name: the same reckoning for every list, mark and answer. One of
    /// which nothing stands is told as it stood.
    pub fn weights(matter: &Matter) -> BTreeMap<&str, (Severity, Outcome)> {
        let deciding = Deciding::of_matter(matter);
        let all = matter.with_findings().into_iter().map(|(warning, findings)| {
            let stated = (warning.severity, warning.outcome);
            let weight = deciding.weight(&findings, stated);
            (warning.id.as_str(), weight.unwrap_or(stated))
        });
        all.collect()
    }

    /// The decision with which the finding was accepted, as it is or in other words. Where reviewers differ it is enough that one of them
    /// did: with it stands what the others said.
    pub fn accepted(&self, finding: &Finding) -> Option<Decided<'a>> {
        let is_yes = |d: &Decided<'_>| matches!(d.verdict, Verdict::Accept | Verdict::Amend);
        let of_one = || {
            let views = self.views(finding).into_values().filter(is_yes);
            views.max_by_key(|d| d.by.number).filter(|_| self.is_disagreed(finding))
        };
        self.holding(finding).filter(is_yes).or_else(of_one)
    }

    /// Do reviewers' decisions differ? It is settled when each of them has written the same: nobody decides for another by typing a name.
    pub fn is_disagreed(&self, finding: &Finding) -> bool {
        let views = self.views(finding);
        let mut verdicts = views.values().map(|d| d.verdict);
        let Some(first) = verdicts.next() else {
            return false;
        };
        verdicts.any(|v| v != first)
    }

    /// Did this reviewer decide on the finding as it stands now, alone or with others?
    pub fn is_by(&self, finding: &Finding, who: &str) -> bool {
        self.now(finding)
            .any(|d| is_same(&d.by.who, who) || self.with(d).iter().any(|t| is_same(t, who)))
    }
}

/// Those who review a case: who ever decided on a finding, or judged without seeing the final event.
fn reviewers(settled: &[Settled]) -> BTreeMap<String, &str> {
    let mut out: BTreeMap<String, &str> = BTreeMap::new();
    for one in settled {
        let with: &[String] = match &one.what {
            Settlement::Decision { together, .. } => together,
            Settlement::Beside(Beside::Judgement { .. } | Beside::Blind { .. }) => &[],
            _ => continue,
        };
        for name in std::iter::once(&one.who).chain(with) {
            out.entry(as_seen(name)).or_insert(name);
        }
    }
    out
}
