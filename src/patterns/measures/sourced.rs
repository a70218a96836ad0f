//! A first assessment and the *sources* that it names: agencies other than the one that writes it.

use std::collections::BTreeSet;

use super::{
    Measured, Shown, Standing,
    counted::{none_accepted, of_patterns, result_of},
    findings::nothing,
    rule::Sourced,
    said::{SUPERVISES, done, is_ours, shown_of},
};
use crate::{
    model::{
        entry::Entry,
        finding::Outcome,
        matter::Matter,
        mention::{AgencyMention, Reading},
    },
    text::words::tokens,
};

/// Does the first assessment name enough sources, and does none lack what was known?
pub(super) fn measure(rule: &Sourced, matter: &Matter) -> Measured {
    let counted = of_patterns(matter, &rule.patterns, None);
    let first = done(matter, &rule.assessment)
        .into_iter()
        .find(|(e, _)| is_ours(matter, e))
        .and_then(|(e, _)| matter.entry(&e.id));
    let judged = result_of(
        matter,
        &counted,
        none_accepted(&counted).unwrap_or_else(|| nothing(matter)),
    );
    if judged.standing == Standing::NotEvidenced {
        return judged;
    }
    let Some((entry, reading)) = first else {
        return without(
            rule,
            judged,
            counted.stand.iter().filter(|f| f.outcome == Outcome::Met).count(),
        );
    };
    let (kinds, words) = sources(rule, entry, reading);
    let told = if kinds.is_empty() {
        "no".to_owned()
    } else {
        kinds.len().to_string()
    };
    if kinds.len() >= rule.least {
        let why = format!("the entry of the first assessment names {told} other sources");
        return Measured::new(Standing::Met, why).showing(words);
    }
    let why = format!(
        "a first assessment is on record; its entry names {told} other source{}, and whether it draws on more only the assessment itself can show",
        if kinds.len() == 1 { "" } else { "s" }
    );
    let words = if words.is_empty() {
        vec![super::said::opening(entry)]
    } else {
        words
    };
    Measured::new(Standing::NotDeterminable, why).showing(words)
}

/// No first assessment is on record; information that a later one took up still shows something of it.
fn without(rule: &Sourced, judged: Measured, met: usize) -> Measured {
    if judged.standing != Standing::Met || met >= rule.least {
        return judged;
    }
    Measured {
        standing: Standing::NotDeterminable,
        why: format!("{}; no first assessment in the records to see its sources", judged.why),
        ..judged
    }
}

/// Kinds of agencies that the entry names as sources, and the words.
fn sources(rule: &Sourced, entry: &Entry, reading: &Reading) -> (BTreeSet<String>, Vec<Shown>) {
    let (mut kinds, mut words) = (BTreeSet::new(), Vec::new());
    for sentence in &reading.sentences {
        let Some(said) = entry.text.get(sentence.start..sentence.end) else {
            continue;
        };
        let spoken: Vec<String> = tokens(said).into_iter().map(|t| t.lower).collect();
        let holds = |list: &[String]| spoken.iter().any(|w| list.contains(w));
        if !holds(&rule.with) || holds(&rule.not_with) {
            continue;
        }
        let within = |a: &&AgencyMention| sentence.start <= a.span.start && a.span.end <= sentence.end;
        let found = reading.agencies.iter().filter(within).map(|a| a.kind.clone());
        let named = spoken.iter().filter_map(|w| rule.named.get(w).cloned());
        let before = kinds.len();
        kinds.extend(found.chain(named).filter(|k| k != SUPERVISES));
        if kinds.len() > before {
            words.push(shown_of(entry, said));
        }
    }
    (kinds, words)
}
