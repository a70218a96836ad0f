//! *Decisions* as reports tell them: what a reviewer said of a finding, and what was not accepted.

use crate::{
    model::{
        beside::Beside,
        finding::Finding,
        matter::Matter,
        settled::{Settled, Settlement, Verdict, standing},
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{day, links::Links, refs, table},
    },
    review::{
        deciding::{Deciding, NOT_SHOWN, OTHERWISE},
        settled_words,
    },
};

pub(crate) use crate::review::knowledge::verdict;

/// What stands beside a finding on which nobody decided.
pub(crate) const UNDECIDED: &str = "not yet decided: a prompt for a reviewer";

/// What stands before the decisions of reviewers who differ and have not settled it together.
const DIFFER: &str = "reviewers differ, not settled";

/// The decision on a finding in a line: verdict, who, when, why; of reviewers who differ, what each of them decided.
pub(crate) fn words(matter: &Matter, finding: &Finding) -> String {
    if matter.decisions_are_masked {
        return NOT_SHOWN.to_owned();
    }
    let Some(settled) = matter.decision(finding) else {
        return UNDECIDED.to_owned();
    };
    let deciding = Deciding::of_matter(matter);
    if deciding.is_disagreed(finding) {
        let each = deciding.views(finding).into_values().filter_map(|d| {
            let waits = deciding.unconfirmed(finding, &d);
            let waits = if waits.is_empty() {
                String::new()
            } else {
                format!(" (not confirmed by {})", waits.join(", "))
            };
            Some(format!("{}{waits}", one(d.by, &deciding.with_told(finding, &d))?))
        });
        return format!("{DIFFER}: {}", each.collect::<Vec<_>>().join("; "));
    }
    let holding = deciding.holding(finding);
    let with = holding.map_or_else(Vec::new, |d| deciding.with_told(finding, &d));
    one(settled, &with).unwrap_or_else(|| UNDECIDED.to_owned())
}

/// What was decided of a finding, where those who decided do not differ.
pub(crate) fn agreed(matter: &Matter, finding: &Finding) -> Option<Verdict> {
    let deciding = Deciding::of_matter(matter);
    let holding = deciding.holding(finding).filter(|_| !deciding.is_disagreed(finding));
    holding.map(|decided| decided.verdict)
}

/// The outcome of a finding in words; where reviewers put it in words of their own, that they did.
pub(crate) fn outcome(deciding: &Deciding<'_>, finding: &Finding) -> &'static str {
    deciding
        .own_words(finding)
        .map_or(finding.outcome.words(), |_| OTHERWISE)
}

/// What one reviewer, or several together, decided.
fn one(settled: &Settled, with: &[String]) -> Option<String> {
    let Settlement::Decision { verdict, wrong, .. } = &settled.what else {
        return None;
    };
    let wrong = wrong.map_or(String::new(), |w| format!(" (wrong because {})", w.words()));
    let why = if settled.because.is_empty() {
        String::new()
    } else {
        format!(": {}", settled.because)
    };
    Some(format!(
        "{} by {}{} on {}{wrong}{why}",
        verdict.words(),
        settled.who,
        settled_words::with(with),
        day_of(&settled.at)
    ))
}

/// Why what was done might have made sense at the time, as the panel sees it: the words, and whose they are.
pub(crate) fn sense(matter: &Matter, finding: &Finding) -> Option<String> {
    let mut all = standing(&matter.settled).into_iter().rev();
    let (text, by) = all.find_map(|s| match &s.what {
        Settlement::Beside(Beside::Sense { finding: of, text }) if *of == finding.id => Some((text, s)),
        _ => None,
    })?;
    (!text.is_empty()).then(|| {
        format!(
            "Why it might have made sense at the time, as {} sees it: {text}",
            by.who
        )
    })
}

/// The decision on a finding for a cell: nothing where nobody decided, which its table says once.
pub(crate) fn beside(matter: &Matter, finding: &Finding) -> Vec<Inline> {
    verdict(matter, finding).map_or_else(Vec::new, |_| vec![Inline::Small(words(matter, finding))])
}

/// The day of a time as journals write it, in words; a time written otherwise stays as it is.
pub(crate) fn day_of(at: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(at).map_or_else(|_| at.to_owned(), |t| day(t.date_naive()))
}

/// What an empty cell of decisions says, for the caption of its table.
pub(crate) fn none_in_cell(matter: &Matter) -> &'static str {
    if matter.decisions_are_masked {
        "Decisions are not shown while part of the case is masked"
    } else {
        "Where the last cell is empty, no reviewer has decided"
    }
}

/// How many of these findings were decided, in words.
pub(crate) fn decided(matter: &Matter, findings: &[&Finding]) -> String {
    if matter.decisions_are_masked {
        return NOT_SHOWN.to_owned();
    }
    let done = findings.iter().filter(|f| verdict(matter, f).is_some()).count();
    let deciding = Deciding::of_matter(matter);
    let differ = match findings.iter().filter(|f| deciding.is_disagreed(f)).count() {
        0 => String::new(),
        differ => format!(", reviewers differ on {differ}"),
    };
    match (done, findings.len()) {
        (0, _) => UNDECIDED.to_owned(),
        (done, all) => format!("{done} of {all} decided{differ}"),
    }
}

/// Findings that reviewers did not accept, each with the reason; nothing when there are none.
pub(crate) fn rejected(links: &Links<'_>) -> Vec<Block> {
    rejected_of(links, |_| true)
}

/// The same of one sort.
pub(crate) fn rejected_of(links: &Links<'_>, is_of_sort: impl Fn(&Finding) -> bool) -> Vec<Block> {
    let rows: Vec<_> = links
        .rejected()
        .filter(|f| is_of_sort(f))
        .map(|f| {
            vec![
                text(f.title.clone()),
                text(format!("{}, version {}", f.pattern, f.version)),
                refs(f.triggers.iter().map(|t| &t.quote.entry)),
                text(words(links.matter, f)),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(
            2,
            "Looked at and not accepted".to_owned(),
            Some("not-accepted".to_owned()),
        ),
        Block::Paragraph(text(
            "Reviewers looked at these and did not accept them. They are kept here with the reasons and count for nothing above.",
        )),
        table(
            "not accepted",
            "Not accepted, with reasons",
            &[
                ("What the program had put forward", 34),
                ("Pattern", 14),
                ("Entries", 16),
                ("Decision", 36),
            ],
            rows,
        ),
    ]
}
