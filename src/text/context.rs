//! *Context*: what is said of a concept: not so, denied, planned, told to, if, long ago, of somebody else, tried, declined.
//!
//! A modifier acts inside its sentence, within its scope, until a terminator. What was looked at and blocked is kept, so that a
//! practitioner can contest a reading.

use crate::{
    model::mention::{ActionStatus, Applied, Assertion, Factuality, Polarity},
    text::{
        around::span,
        lexicon::{Finder, Found},
        phrase::{Marks, PhraseError},
        rules::{Direction, Family, ModifierRule, ReadingRules, Value},
        words::Token,
    },
};

/// Modifiers, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Context {
    rules: Vec<ModifierRule>,
    near: Finder,
    entry: Finder,
    terminators: Vec<Vec<String>>,
    idioms: Vec<Vec<String>>,
}

/// Where a concept stands, for the modifiers.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Which tokens, counted from the first, are written in its phrase.
    pub written: u64,
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Its family.
    pub family: Family,
}

impl Place {
    fn has_written(self, token: usize) -> bool {
        token
            .checked_sub(self.first)
            .and_then(|n| self.written.checked_shr(u32::try_from(n).unwrap_or(u32::MAX)))
            .is_some_and(|bits| bits & 1 == 1)
    }
}

impl Context {
    /// Made from the rules.
    pub fn new(rules: &ReadingRules) -> Result<Self, PhraseError> {
        let mut out = Self {
            rules: rules.modifiers.clone(),
            ..Self::default()
        };
        for (number, rule) in rules.modifiers.iter().enumerate() {
            let finder = if rule.direction == Direction::Entry {
                &mut out.entry
            } else {
                &mut out.near
            };
            finder.add(number, &rule.phrases, &rule.pseudo, &rules.sets)?;
        }
        let words = |t: &String| crate::text::words::tokens(t).into_iter().map(|w| w.lower).collect();
        out.terminators = rules.terminators.iter().map(words).collect();
        out.idioms = rules.idioms.iter().map(words).collect();
        Ok(out)
    }

    /// Modifiers of a sentence (tokens `range`).
    pub fn in_sentence(&self, tokens: &[Token], marks: &[Marks], range: std::ops::Range<usize>) -> Vec<Found> {
        self.near.find(tokens, marks, range)
    }

    /// Does the modifier of this number act on a whole entry?
    pub fn is_of_entry(&self, number: usize) -> bool {
        self.rules.get(number).is_some_and(|r| r.direction == Direction::Entry)
    }

    /// Applies the modifiers of a whole entry that are meant for coded mentions.
    pub fn assert_coded(&self, found: &[Found], (family, is_author): (Family, bool), assertion: &mut Assertion) {
        let acts = |r: &&ModifierRule| r.coded && !(is_author && r.value == Value::Negated);
        for rule in found.iter().filter_map(|f| self.rules.get(f.owner)).filter(acts) {
            if rule.families.is_empty() || rule.families.contains(&family) {
                apply(rule.value, family, assertion);
            }
        }
    }

    /// Modifiers that act on a whole entry, found in any of its parts.
    pub fn of_entry(&self, tokens: &[Token], marks: &[Marks]) -> Vec<Found> {
        self.entry.find(tokens, marks, 0..tokens.len())
    }

    /// What is said of a concept: its assertion, and every modifier looked at.
    pub fn assert(&self, place: Place, found: &[Found], tokens: &[Token]) -> (Assertion, Vec<Applied>) {
        let mut assertion = Assertion::plain();
        let mut looked_at = Vec::new();
        for hit in found {
            let Some(rule) = self.rules.get(hit.owner) else {
                continue;
            };
            if !rule.families.is_empty() && !rule.families.contains(&place.family) {
                continue;
            }
            let is_inside = hit.first >= place.first && hit.end <= place.end;
            // Words that the concept's own phrase writes say what it is; those in its gaps and slots act on it. Who is to do a thing may
            // stand in the phrase, and that it is still to be done in a gap: "the advocate to put it to MARAC".
            let ends_written = rule.value != Value::Planned || place.has_written(hit.end.saturating_sub(1));
            if is_inside && place.has_written(hit.first) && ends_written {
                continue;
            }
            let blocked_by = match reach(rule, *hit, place, is_inside) {
                Reach::None => continue,
                Reach::Touching if hit.first >= place.end && rule.direction == Direction::Sentence => {
                    new_clause(rule, tokens, (place.end, hit.first))
                }
                Reach::Touching => None,
                Reach::Between(from, to) => self
                    .terminator(tokens, (from, to))
                    .or_else(|| new_clause(rule, tokens, (from, to)).filter(|_| hit.first >= place.end)),
            };
            let blocked_by = blocked_by.or_else(|| spared(rule, place, tokens));
            if blocked_by.is_none() {
                apply(rule.value, place.family, &mut assertion);
            }
            looked_at.push(Applied {
                modifier: rule.id.clone(),
                span: span(tokens, hit.first, hit.end),
                words: words(tokens, hit.first, hit.end),
                blocked_by,
            });
        }
        (assertion, looked_at)
    }

    /// Applies the modifiers of a whole entry.
    pub fn assert_entry(&self, found: &[Found], family: Family, assertion: &mut Assertion) -> Vec<String> {
        let mut out = Vec::new();
        for rule in found
            .iter()
            .filter_map(|f| self.rules.get(f.owner))
            .filter(|r| !r.coded)
        {
            if rule.families.is_empty() || rule.families.contains(&family) {
                apply(rule.value, family, assertion);
                out.push(rule.id.clone());
            }
        }
        out
    }

    /// The first terminator between two tokens.
    fn terminator(&self, tokens: &[Token], (from, to): (usize, usize)) -> Option<String> {
        let stands_at = |words: &[String], at: usize| {
            tokens
                .get(at..at + words.len())
                .is_some_and(|s| s.iter().zip(words.iter()).all(|(token, w)| token.lower == *w))
        };
        // "The mother she looks after": the word belongs to the idiom.
        let is_idiom = |at: usize| {
            self.idioms
                .iter()
                .any(|i| (0..i.len()).any(|back| at.checked_sub(back).is_some_and(|first| stands_at(i, first))))
        };
        for at in from..to {
            let hit = self.terminators.iter().find(|t| stands_at(t, at));
            if let Some(words) = hit.filter(|_| !is_idiom(at)) {
                return Some(words.join(" "));
            }
        }
        // A sign stands before the token that it parts from the one before, so the last token is looked at too.
        (from..=to)
            .filter_map(|at| tokens.get(at))
            .any(|t| t.parted)
            .then(|| "; ( ) or a dash".to_owned())
    }
}

/// A colon and a pronoun begin a clause of their own: "talked through this morning: she is to be rung". After a heading, "Review: to be
/// done", what follows does speak of it.
/// So does a comma, for what is said of somebody else: "seeing a lass, she's his brother's wife's friend".
fn new_clause(rule: &ModifierRule, tokens: &[Token], (from, to): (usize, usize)) -> Option<String> {
    const PRONOUNS: [&str; 6] = ["he", "she", "they", "it", "we", "i"];
    let by_comma = rule.value == Value::OtherPerson;
    let begins = |t: &Token| {
        let word = t.lower.split('\'').next().unwrap_or("");
        (t.colon || by_comma && t.comma) && PRONOUNS.contains(&word)
    };
    (from..=to)
        .filter_map(|at| tokens.get(at))
        .find(|t| begins(t))
        .map(|t| format!(": {}", t.lower))
}

/// The word of the concept that spares it from the modifier.
fn spared(rule: &ModifierRule, place: Place, tokens: &[Token]) -> Option<String> {
    (place.first..place.end)
        .filter_map(|at| tokens.get(at))
        .find(|t| rule.spared_by.contains(&t.lower))
        .map(|t| t.lower.clone())
}

/// How a modifier reaches a concept.
enum Reach {
    /// Not at all.
    None,
    /// Nothing stands between that could block it.
    Touching,
    /// Over these tokens.
    Between(usize, usize),
}

fn reach(rule: &ModifierRule, hit: Found, place: Place, is_inside: bool) -> Reach {
    if is_inside {
        return Reach::Touching;
    }
    let forward = (hit.end <= place.first && place.first - hit.end <= rule.scope).then_some((hit.end, place.first));
    let backward = (place.end <= hit.first && hit.first - place.end <= rule.scope).then_some((place.end, hit.first));
    let overlaps = hit.first < place.end && place.first < hit.end;
    match rule.direction {
        Direction::Sentence | Direction::Entry => Reach::Touching,
        Direction::Forward if overlaps && hit.first < place.first => Reach::Touching,
        Direction::Backward if overlaps && hit.end > place.end => Reach::Touching,
        Direction::Both if overlaps => Reach::Touching,
        Direction::Forward => over(forward),
        Direction::Backward => over(backward),
        Direction::Both => over(forward.or(backward)),
    }
}

fn over(between: Option<(usize, usize)>) -> Reach {
    between.map_or(Reach::None, |(from, to)| Reach::Between(from, to))
}

fn apply(value: Value, family: Family, to: &mut Assertion) {
    let is_practice = family == Family::Practice;
    match value {
        Value::Negated => {
            to.polarity = Polarity::Negated;
            if is_practice && to.action != ActionStatus::Declined {
                to.action = ActionStatus::NotDone;
            }
        }
        Value::Denied => to.denied = true,
        Value::Planned => {
            to.factuality = to.factuality.max(Factuality::Planned);
            if to.action == ActionStatus::Done {
                to.action = ActionStatus::Planned;
            }
        }
        Value::Instructed => to.factuality = to.factuality.max(Factuality::Instructed),
        Value::Hypothetical => to.factuality = to.factuality.max(Factuality::Hypothetical),
        Value::Generic => to.factuality = Factuality::Generic,
        Value::Historical => to.historical = true,
        Value::OtherPerson => to.other_person = true,
        Value::Uncertain => to.uncertain = true,
        Value::Attempted if is_practice => to.action = ActionStatus::Attempted,
        Value::NotDone if is_practice && to.action != ActionStatus::Declined => to.action = ActionStatus::NotDone,
        Value::Declined if is_practice => to.action = ActionStatus::Declined,
        Value::Attempted | Value::NotDone | Value::Declined => {}
    }
}

fn words(tokens: &[Token], first: usize, end: usize) -> String {
    tokens
        .get(first..end)
        .unwrap_or(&[])
        .iter()
        .map(|t| t.lower.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}
