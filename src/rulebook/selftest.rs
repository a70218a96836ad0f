//! The examples in rule files as named checks, for `./test` and for `forewarned patterns test`.

use crate::{
    patterns::{examples, pattern::Pattern},
    rulebook::load::Rulebook,
    text::rules::{ConceptRule, ModifierRule},
};

/// A named check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// `concept::stalking::hit 1`, or pattern and example.
    pub name: String,
    /// What is wrong; nothing when it passes.
    pub wrong: Option<String>,
}

/// Every example in the rules.
pub fn all(book: &Rulebook) -> Vec<Check> {
    let mut out: Vec<Check> = book
        .lexicon
        .rules()
        .concepts
        .iter()
        .flat_map(|c| concept(book, c))
        .collect();
    out.extend(book.lexicon.rules().modifiers.iter().flat_map(|m| modifier(book, m)));
    out.extend(book.patterns.iter().flat_map(|p| pattern(book, p)));
    out
}

/// The examples of one pattern, and whether there are enough of them.
pub fn pattern(book: &Rulebook, pattern: &Pattern) -> Vec<Check> {
    let mut out = vec![Check {
        name: format!("{}::enough examples", pattern.id),
        wrong: examples::lacking(pattern),
    }];
    out.extend(pattern.examples.iter().map(|e| Check {
        name: format!("{}::{}", pattern.id, e.name),
        wrong: examples::run(pattern, e, &book.lexicon, &book.calendar).err(),
    }));
    out
}

fn concept(book: &Rulebook, rule: &ConceptRule) -> Vec<Check> {
    let name = |what: &str, text: &str| format!("concept::{}::{what}: {text}", rule.id);
    let found = |text: &str| {
        examples::read_text(&book.lexicon, text)
            .into_iter()
            .filter(|m| m.concept == rule.id && !m.coded)
            .collect::<Vec<_>>()
    };
    let mut out = Vec::new();
    for text in &rule.hit {
        out.push(Check {
            name: name("hit", text),
            wrong: found(text).is_empty().then(|| "not found".to_owned()),
        });
    }
    for text in &rule.miss {
        let wrong = found(text)
            .first()
            .map(|m| format!("found by `{}` in “{}”", m.literal, m.quote.text));
        out.push(Check {
            name: name("miss", text),
            wrong,
        });
    }
    for (text, wanted) in &rule.status {
        let statuses: Vec<String> = found(text)
            .iter()
            .map(|m| {
                m.assertion
                    .words()
                    .into_iter()
                    .filter(|w| *w != "quoted" || wanted.contains("quoted"))
                    .collect::<Vec<_>>()
                    .join("+")
            })
            .collect();
        let statuses: Vec<String> = statuses
            .into_iter()
            .map(|s| if s.is_empty() { "plain".to_owned() } else { s })
            .collect();
        let is_right = statuses.iter().any(|s| s == wanted);
        out.push(Check {
            name: name("status", text),
            wrong: (!is_right).then(|| format!("wanted {wanted}, found {statuses:?}")),
        });
    }
    out
}

fn modifier(book: &Rulebook, rule: &ModifierRule) -> Vec<Check> {
    let name = |what: &str, text: &str| format!("modifier::{}::{what}: {text}", rule.id);
    let mut out = Vec::new();
    for (examples, should) in [(&rule.applies, true), (&rule.spares, false)] {
        for (text, concept) in examples {
            let mentions: Vec<_> = examples::read_text(&book.lexicon, text)
                .into_iter()
                .filter(|m| &m.concept == concept)
                .collect();
            let applies = mentions.iter().any(|m| {
                m.modifiers
                    .iter()
                    .any(|a| a.modifier == rule.id && a.blocked_by.is_none())
            });
            let wrong = if mentions.is_empty() {
                Some(format!("the concept {concept} is not found in it"))
            } else if applies != should {
                Some(format!("applies: {applies}, wanted {should}"))
            } else {
                None
            };
            out.push(Check {
                name: name(if should { "applies" } else { "spares" }, text),
                wrong,
            });
        }
    }
    out
}
