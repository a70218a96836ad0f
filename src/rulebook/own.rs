//! A case's *own rules*: windows that its reviewers set and patterns that they wrote, laid over the rules for this case alone.
//!
//! Nothing here is ever called policy, and nothing of it reaches another case.

use std::collections::BTreeMap;

use crate::{
    model::{
        case::Tier,
        finding::{Finding, WindowBasis},
        matter::{Outline, OwnPattern, OwnRules, OwnWindow, PatternCard},
        settled::{Settled, Settlement, standing},
    },
    patterns::{length::Length, pattern::Pattern},
    rulebook::{load::Rulebook, own_file},
};

/// Under what reports and screens tell of patterns of a case's own.
pub const HEADING: &str = "This case’s own patterns";
/// Said wherever such a pattern found something.
pub const NOT_OF_THE_RULES: &str = "Looked for by a pattern of this case’s own, not of the rules.";

/// What a case is judged by.
#[derive(Debug, Clone)]
pub struct CaseRules {
    /// Patterns, by id, those of the case's own last.
    pub patterns: Vec<Pattern>,
    /// The same as people read them.
    pub cards: BTreeMap<String, PatternCard>,
    /// Headings of reports.
    pub outline: Outline,
    /// What is of this case only.
    pub own: OwnRules,
}

impl Rulebook {
    /// The rules as they hold in a case in which this was settled.
    pub fn of_case(&self, settled: &[Settled]) -> CaseRules {
        let mut out = CaseRules {
            patterns: self.patterns.clone(),
            cards: self.cards(),
            outline: self.outline(),
            own: OwnRules::default(),
        };
        let mut windows: BTreeMap<&str, (Option<u32>, &Settled)> = BTreeMap::new();
        let mut patterns: BTreeMap<&str, (&str, bool, &Settled)> = BTreeMap::new();
        for one in standing(settled) {
            match &one.what {
                Settlement::Window { pattern, days } => {
                    windows.insert(pattern, (*days, one));
                }
                Settlement::LocalPattern { id, toml, on } => {
                    patterns.insert(id, (toml, *on, one));
                }
                _ => {}
            }
        }
        for (id, (toml, _, by)) in patterns.into_iter().filter(|(_, (_, on, _))| *on) {
            out.add(self, id, toml, by);
        }
        for (id, (days, by)) in windows {
            if let Some(days) = days {
                out.set_window(id, days, by);
            }
        }
        out
    }
}

impl CaseRules {
    /// A pattern by its id.
    pub fn pattern(&self, id: &str) -> Option<&Pattern> {
        self.patterns.iter().find(|p| p.id == id)
    }

    /// Says of findings what is of this case only.
    pub fn tell(&self, findings: &mut [Finding]) {
        for finding in findings {
            if self.own.holds(&finding.pattern) {
                finding.says = format!("{} {NOT_OF_THE_RULES}", finding.says);
            }
            let set = self.own.window(&finding.pattern);
            let is_set = |f: &Finding| f.window.as_ref().is_some_and(|w| w.basis == WindowBasis::ThisCase);
            if let Some(set) = set.filter(|_| is_set(finding)) {
                finding.says = format!(
                    "{} The time of {} was set by reviewers of this case and is not policy; the rules say {}.",
                    finding.says,
                    days_in_words(set.days),
                    set.rules_say
                );
            }
        }
    }

    fn add(&mut self, book: &Rulebook, id: &str, toml: &str, by: &Settled) {
        let read = own_file::read(book, toml);
        let (title, version, unread) = match &read {
            Ok(pattern) => (pattern.title.clone(), pattern.version, String::new()),
            Err(fault) => (id.to_owned(), 0, fault.to_string()),
        };
        self.own.patterns.push(OwnPattern {
            id: id.to_owned(),
            title,
            version,
            number: by.number,
            who: by.who.clone(),
            at: by.at.clone(),
            because: by.because.clone(),
            unread,
        });
        let Ok(pattern) = read else { return };
        let mut card = own_card(book, &pattern);
        HEADING.clone_into(&mut card.place.area);
        card.place.lines = vec![HEADING.to_owned()];
        for headings in [&mut self.outline.areas, &mut self.outline.lines] {
            if !headings.iter().any(|h| h == HEADING) {
                headings.push(HEADING.to_owned());
            }
        }
        self.cards.insert(pattern.id.clone(), card);
        self.patterns.push(pattern);
    }

    fn set_window(&mut self, id: &str, days: u32, by: &Settled) {
        let Some(pattern) = self.patterns.iter_mut().find(|p| p.id == id) else {
            return;
        };
        let Some(rules_say) = window_in_words(pattern) else {
            return;
        };
        let basis = pattern.window.as_ref().map(|w| w.basis);
        waiting(pattern, days);
        let set = OwnWindow {
            pattern: id.to_owned(),
            title: pattern.title.clone(),
            days,
            rules_say,
            from_source: basis.is_some_and(WindowBasis::is_from_source),
            number: by.number,
            who: by.who.clone(),
            at: by.at.clone(),
            because: by.because.clone(),
        };
        if let Some(card) = self.cards.get_mut(id) {
            card.window = format!(
                "{} ({}). The rules say {}. Set by {}, because: {}",
                days_in_words(days),
                WindowBasis::ThisCase.words(),
                set.rules_say,
                set.who,
                set.because
            );
        }
        self.own.windows.push(set);
    }
}

/// The card of a pattern of a case's own: a source that the rules do not know bears the name that the case gives it.
pub fn own_card(book: &Rulebook, pattern: &Pattern) -> PatternCard {
    let source = |key: &str| {
        let known = book.sources.get(key).map(|s| (s.title.clone(), s.address.clone()));
        known.or_else(|| Some((key.to_owned(), String::new())))
    };
    let mut card = pattern.card(&source);
    card.place.shape.clone_from(&pattern.shape);
    card
}

/// The pattern now waits so many days, whatever the level of risk. What came after the days of its file and is late still is late.
pub fn waiting(pattern: &mut Pattern, days: u32) {
    pattern.due.clear();
    let Some(rule) = &mut pattern.window else { return };
    let late = rule.late_until.as_deref().and_then(|l| Length::parse(l).ok());
    if late.unwrap_or(Length::Days(28)).calendar_days() < i64::from(days) {
        rule.late_until = Some(format!("{days} days"));
    }
    rule.within = days_in_words(days);
    rule.basis = WindowBasis::ThisCase;
    rule.source = None;
    rule.note = None;
}

/// `1 day`, `7 days`.
pub fn days_in_words(days: u32) -> String {
    format!("{days} {}", if days == 1 { "day" } else { "days" })
}

/// What a pattern's file says of its window, with the basis; nothing where it has none.
pub fn window_in_words(pattern: &Pattern) -> Option<String> {
    let rule = pattern.window.as_ref()?;
    let levels: Vec<String> = pattern
        .due
        .iter()
        .map(|d| format!("{} at level {}", d.within, d.level))
        .collect();
    let levels = if levels.is_empty() {
        String::new()
    } else {
        format!(", {}", levels.join(", "))
    };
    Some(format!("{}{levels} ({})", rule.within, rule.basis.words()))
}

/// Patterns of a case's own are judged whatever tier the case asks for.
pub(super) const TIER: Tier = Tier::T1;
