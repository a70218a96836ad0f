//! The *dossier* of a warning on screen: its evidence, what is expected to follow, what was in force, what was decided and noted, and what
//! can be decided now. What stands and what was not accepted are kept apart.

mod beside;
mod decided;
mod ways;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{
        beside::About,
        case::AgencyId,
        entry::EntryId,
        finding::{Basis, Check, Finding, FindingKind, InForce, Outcome, Warning},
        settled::{Verdict, Wrong},
    },
    review::{
        deciding::{Deciding, State},
        margin::Margin,
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened},
        attaching::Attach,
        dossier::{
            beside::{NoteView, SenseView},
            decided::Decisions,
        },
        evidence::FindingView,
        queue::{Item, Queue},
        words::{self, AgencyMark, Tag},
    },
};

pub(crate) use decided::Kept;

/// A warning in full.
#[derive(Serialize)]
pub(crate) struct Dossier {
    id: String,
    title: String,
    date: String,
    severity: Option<Tag>,
    outcome: Option<Tag>,
    rung: String,
    /// Is there something expected of which no record was found?
    is_without: bool,
    knew: Vec<Knew>,
    /// Who knew of it by its last day.
    knew_by: Link,
    /// Its days on the timeline.
    timeline: Link,
    checklist: Vec<CheckLine>,
    findings: Vec<Examined>,
    rejected: Vec<Examined>,
    policy: Vec<PolicyLine>,
    ask: Vec<String>,
    good: Vec<Beside>,
    notes: Vec<NoteView>,
    attach: Attach,
    /// The way back to here from what is attached.
    back: String,
    forms: Forms,
    lasting: String,
    requests: String,
    triggers: Vec<String>,
}

/// A finding, and what people made of it.
#[derive(Serialize)]
pub(crate) struct Examined {
    id: String,
    finding: FindingView,
    /// The word that ids of its form begin with.
    form: String,
    is_open: bool,
    decisions: Decisions,
    sense: Option<SenseView>,
    notes: Vec<NoteView>,
    /// The way back to it.
    back: String,
    /// Only where the finding stands on a page of its own: a warning's form attaches any of its findings.
    attach: Option<Attach>,
}

/// Where forms are sent, and what they offer.
#[derive(Serialize)]
pub(crate) struct Forms {
    /// The part before the deed's name.
    base: String,
    /// What stands behind the `?`, with it.
    query: String,
    /// Where a note is taken back.
    undo: String,
    seen: u64,
    verdicts: Vec<Choice>,
    wrongs: Vec<Choice>,
    /// Agencies that can be asked: id and name.
    agencies: Vec<(String, String)>,
    /// The report with the letters.
    letters: String,
    /// The form whose finding waits first; its details stand open.
    first: String,
    typed: Typed,
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
    verdicts: Vec<String>,
    because: String,
    wrong: String,
    ask_of: String,
    ask: String,
    together: String,
    text: String,
    line: String,
}

/// An agency whose record holds the warning, and from when.
#[derive(Serialize)]
struct Knew {
    agency: AgencyMark,
    written: String,
    entry: Link,
}

/// One expected response of the warning, put together from its findings.
#[derive(Serialize)]
struct CheckLine {
    label: String,
    each: Vec<Whose>,
}

/// What the record shows of it for one agency of which it was expected.
#[derive(Serialize)]
struct Whose {
    agency: AgencyMark,
    outcome: Tag,
    entries: Vec<Link>,
}

/// A rule that was in force, and how its source was read.
#[derive(Serialize)]
struct PolicyLine {
    rule: String,
    from: String,
    to: String,
    source: String,
    tag: String,
}

/// A finding of good practice beside the gaps.
#[derive(Serialize)]
struct Beside {
    finding: Link,
    agency: AgencyMark,
    says: String,
    entries: Vec<Link>,
}

/// What every part of a dossier is made from.
struct Desk<'a> {
    opened: &'a Opened,
    deciding: &'a Deciding<'a>,
    margin: Margin<'a>,
    who: String,
    /// The address of this page: the way back from entries.
    here: String,
}

impl Dossier {
    /// The dossier of a warning of the queue.
    pub(crate) fn of(ask: &Ask, queue: &Queue<'_>, item: &Item<'_>) -> Self {
        let (opened, warning) = (queue.opened, item.warning);
        let here = queue.address_of(item);
        let desk = Desk::new(ask, opened, &queue.deciding, here);
        let first = queue.first_open(item).or(item.findings.first().copied());
        let mut dossier = Self {
            id: warning.id.clone(),
            title: warning.title.clone(),
            date: words::warning_day(&queue.known, warning),
            severity: item.standing.map(|(s, _)| words::severity(s)),
            outcome: item
                .standing
                .map(|(_, o)| words::response(&queue.deciding, &item.findings, o)),
            rung: format!("{} ({})", warning.rung.words(), warning.rung.code()),
            is_without: !queue.deciding.is_in_own_words(&item.findings)
                && item.standing.is_some_and(|(_, o)| o == Outcome::Missed),
            knew: knew(queue, &desk, warning),
            knew_by: ways::knew_by(opened, &queue.known, warning),
            timeline: ways::timeline(queue, &desk.here, item),
            checklist: Vec::new(),
            findings: Vec::new(),
            rejected: Vec::new(),
            policy: warning.policy.iter().map(policy).collect(),
            ask: questions(opened, item),
            good: good(queue, &desk, warning),
            notes: desk.notes(&About::Warning(warning.triggers.clone())),
            attach: desk.attach_warning(ask, queue, item),
            back: format!("{}#lines", desk.here),
            forms: Forms::new(ask, opened, opened.warning(&warning.id), queue.address(&[])),
            lasting: first.map_or_else(String::new, |f| addresses::finding(&opened.slug, &f.id)),
            requests: opened.address("report/requests.html"),
            triggers: warning.triggers.iter().map(|t| t.0.clone()).collect(),
        };
        for (number, (finding, state)) in (1..).zip(item.findings.iter().zip(&item.states)) {
            let examined = desk.examined(finding, number);
            if first.is_some_and(|f| f.id == finding.id) {
                dossier.forms.first.clone_from(&examined.form);
            }
            if *state == State::NotAccepted {
                dossier.rejected.push(examined);
            } else {
                dossier.findings.push(examined);
            }
        }
        // Where a finding was not accepted, or put in other words, what was put together from it as well no longer tells what stands.
        let stands = item.findings.iter().all(|f| queue.deciding.is_result(f));
        if stands && dossier.rejected.is_empty() && dossier.findings.len() > 1 {
            dossier.checklist = warning
                .checklist
                .iter()
                .map(|c| desk.check(c, &item.findings))
                .collect();
        }
        dossier
    }
}

impl Forms {
    /// Forms of a page whose deeds begin with this address; `list` is the address of the list, for what stands behind its `?`.
    pub(crate) fn new(ask: &Ask, opened: &Opened, base: String, list: String) -> Self {
        let several = (1..=FINDINGS).map_while(|n| {
            let sent = ask.form.fields.iter().any(|(name, _)| *name == format!("finding-{n}"));
            sent.then(|| ask.typed(&format!("verdict-{n}")).to_owned())
        });
        let typed = |name: &str| ask.typed(name).to_owned();
        Self {
            base,
            query: list.split_once('?').map_or(String::new(), |(_, q)| format!("?{q}")),
            undo: opened.address("activity/undo"),
            seen: opened.seen(),
            verdicts: Verdict::ALL
                .iter()
                .map(|v| Choice {
                    code: v.code(),
                    label: label(*v),
                })
                .collect(),
            wrongs: Wrong::ALL
                .iter()
                .map(|w| Choice {
                    code: w.code(),
                    label: w.words(),
                })
                .collect(),
            agencies: opened
                .matter
                .case
                .agencies
                .iter()
                .map(|a| (a.id.0.clone(), a.name.clone()))
                .collect(),
            letters: opened.address("report/requests.html"),
            first: String::new(),
            typed: Typed {
                finding: typed("finding"),
                verdict: typed("verdict"),
                verdicts: several.collect(),
                because: typed("because"),
                wrong: typed("wrong"),
                ask_of: typed("ask-of"),
                ask: typed("ask"),
                together: typed("together"),
                text: typed("text"),
                line: typed("line"),
            },
        }
    }
}

/// The word that ids of the form begin with that attaches to a line of enquiry.
const LINE: &str = "line-";
/// No warning has more findings that are decided in one go.
pub(crate) const FINDINGS: usize = 200;

/// What a verdict says on its button.
fn label(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "Accept: it stands as it is",
        Verdict::Amend => "Accept in other words: the reason gives them",
        Verdict::Reject => "Do not accept: the reason says why",
        Verdict::NeedMore => "More is needed: the reason says what",
    }
}

/// A finding on a page of its own.
pub(crate) fn alone(ask: &Ask, opened: &Opened, finding: &Finding) -> (Examined, Forms) {
    let deciding = Deciding::of_matter(&opened.matter);
    let address = addresses::finding(&opened.slug, &finding.id);
    let desk = Desk::new(ask, opened, &deciding, address.clone());
    let mut examined = desk.examined(finding, 1);
    let about = About::Finding(finding.id.clone());
    let attach = desk.attach(&about, format!("{address}/line"));
    examined.attach = Some(attach.with_typed(ask, LINE));
    let mut forms = Forms::new(ask, opened, address, String::new());
    forms.first.clone_from(&examined.form);
    (examined, forms)
}

impl<'a> Desk<'a> {
    fn new(ask: &Ask, opened: &'a Opened, deciding: &'a Deciding<'a>, here: String) -> Self {
        Self {
            opened,
            deciding,
            margin: Margin::of(&opened.matter.settled),
            who: ask.visitor.name(),
            here,
        }
    }

    fn examined(&self, finding: &Finding, number: usize) -> Examined {
        let back = format!("{}#{}", self.here, addresses::escape(&finding.id));
        let is_gap = finding.kind == FindingKind::Gap && finding.basis != Basis::Suggested;
        Examined {
            id: finding.id.clone(),
            finding: FindingView::of(self.opened, finding)
                .decided(self.deciding, finding)
                .in_place(self.opened, &back),
            form: format!("f{number}-"),
            is_open: self.deciding.state(finding).is_open(),
            decisions: self.decisions(finding),
            sense: is_gap.then(|| self.sense(finding, &back)),
            notes: self.notes(&About::Finding(finding.id.clone())),
            attach: None,
            back,
        }
    }

    /// The form that attaches the warning, or one of its findings, to a line of enquiry.
    fn attach_warning(&self, ask: &Ask, queue: &Queue<'_>, item: &Item<'_>) -> Attach {
        let warning = item.warning;
        let (_, query) = queue
            .address(&[])
            .split_once('?')
            .map_or((String::new(), String::new()), |(a, q)| (a.to_owned(), format!("?{q}")));
        let address = format!("{}/line{query}", self.opened.warning(&warning.id));
        let title = |f: &Finding| format!("Finding: {}", self.deciding.title(f));
        let about = |f: &&Finding| (About::Finding(f.id.clone()), title(f));
        let parts: Vec<(About, String)> = item.findings.iter().map(about).collect();
        self.attach(&About::Warning(warning.triggers.clone()), address)
            .or_part("The whole warning", parts.iter().map(|(a, label)| (a, label.as_str())))
            .with_typed(ask, LINE)
    }

    /// An expected response, agency by agency: of two agencies of which the same was expected each has an outcome of its own.
    fn check(&self, check: &Check, findings: &[&Finding]) -> CheckLine {
        let mut each: Vec<Whose> = Vec::new();
        let mut told: Vec<(&AgencyId, Outcome)> = Vec::new();
        for finding in findings {
            for step in finding.steps.iter().filter(|s| s.label == check.label) {
                if told.contains(&(&finding.agency, step.outcome)) {
                    continue;
                }
                told.push((&finding.agency, step.outcome));
                let ids: BTreeSet<&EntryId> = step.shown_by.iter().map(|c| &c.quote.entry).collect();
                each.push(Whose {
                    agency: words::agency(&self.opened.matter.case, &finding.agency),
                    outcome: words::outcome(step.outcome),
                    entries: ids.into_iter().map(|id| self.entry(id)).collect(),
                });
            }
        }
        CheckLine {
            label: check.label.clone(),
            each,
        }
    }

    /// A link to an entry, with the way back to here.
    fn entry(&self, id: &EntryId) -> Link {
        Link::new(id.0.clone(), self.opened.entry_from(id, &self.here))
    }
}

/// The agencies whose records hold the warning, each with its first entry about it, in the order of the timeline.
fn knew(queue: &Queue<'_>, desk: &Desk<'_>, warning: &Warning) -> Vec<Knew> {
    let knew = queue.known.knew(warning).into_iter();
    knew.map(|entry| Knew {
        agency: words::agency(&desk.opened.matter.case, &entry.agency),
        written: entry.when.shown(),
        entry: desk.entry(&entry.id),
    })
    .collect()
}

/// Questions for the agencies, each once: those of the patterns whose findings stand.
fn questions(opened: &Opened, item: &Item<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let both = item.findings.iter().zip(&item.states);
    let standing = both.filter(|(_, s)| **s != State::NotAccepted).map(|(f, _)| f);
    let cards = standing.filter_map(|f| opened.matter.patterns.get(&f.pattern));
    for question in cards.flat_map(|c| &c.ask) {
        if !out.contains(question) {
            out.push(question.clone());
        }
    }
    out
}

fn policy(rule: &InForce) -> PolicyLine {
    PolicyLine {
        rule: rule.rule.clone(),
        from: words::day(rule.from),
        to: rule.to.map_or(String::new(), words::day),
        source: rule.source.clone(),
        tag: rule.tag.clone(),
    }
}

/// Good practice about the same entries or in the days after, of which a reviewer did not say that it does not stand.
fn good(queue: &Queue<'_>, desk: &Desk<'_>, warning: &Warning) -> Vec<Beside> {
    let opened = queue.opened;
    let all = warning.good.iter().filter_map(|id| queue.known.finding(id));
    all.filter(|f| queue.known.stands(f))
        .map(|f| Beside {
            finding: Link::new(f.title.clone(), addresses::finding(&opened.slug, &f.id)),
            agency: words::agency(&opened.matter.case, &f.agency),
            says: queue.deciding.says(f),
            entries: f.triggers.iter().map(|t| desk.entry(&t.quote.entry)).collect(),
        })
        .collect()
}
