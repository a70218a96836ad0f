//! *Agencies* in a text: by their words, their professionals' titles, and the names under which professionals write entries.

mod address;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::{
    model::{
        case::{AgencyId, Case},
        entry::Entry,
    },
    text::{
        known::NameWords,
        names::{is_job, is_plain_word},
        phrase::Sets,
        rules::{AgencyRule, ReadingRules},
        words::{Token, tokens},
    },
};

/// A word or words that mean an agency or one of its people.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    words: Vec<String>,
    /// Must the first letter, or all letters, be capitals?
    exact: Capitals,
    kind: String,
    agency: Option<AgencyId>,
    is_title: bool,
    is_manager: bool,
}

/// Kind of a form that means nobody: it only keeps a shorter one from being found in it.
const NOBODY: &str = "-";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    Any,
    First,
    All,
}

/// The kind by which rules know an agency of a case: its own, the one that its kind is another word for, or, where the case file
/// leaves it open (`other`, or a word that no rule knows), the one that its name tells.
pub fn kind_in_rules(rules: &ReadingRules, kind: &str, name: &str) -> String {
    let known = |wanted: &str| {
        rules
            .agencies
            .iter()
            .find(|a| a.kind == wanted || a.aliases.iter().any(|s| s == wanted))
    };
    if let Some(rule) = known(kind).filter(|r| r.kind != "other") {
        return rule.kind.clone();
    }
    kind_in_words(&rules.agencies, name)
        .or_else(|| longest(&rules.agencies, name, |a| &a.names))
        .map_or_else(|| kind.to_owned(), str::to_owned)
}

/// The kind of agency that a name or somebody's work tells, by the longest of the words that it holds: *Tarn Housing Trust*, *probation practitioner*.
pub fn kind_in_words<'r>(agencies: &'r [AgencyRule], name: &str) -> Option<&'r str> {
    longest(agencies, name, |a| &a.words)
}

/// The kind of which a name holds the longest of these words.
fn longest<'r>(agencies: &'r [AgencyRule], name: &str, of: fn(&AgencyRule) -> &Vec<String>) -> Option<&'r str> {
    let words = tokens(name);
    let says = |form: &String| {
        let wanted: Vec<String> = tokens(form).into_iter().map(|t| t.lower).collect();
        (!wanted.is_empty()
            && words
                .windows(wanted.len())
                .any(|w| w.iter().zip(&wanted).all(|(t, x)| t.lower == *x)))
        .then_some(wanted.len())
    };
    agencies
        .iter()
        .filter_map(|a| Some((of(a).iter().filter_map(says).max()?, a)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, a)| a.kind.as_str())
}

/// An agency found: tokens `first..end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyAt {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Kind of agency; empty for a manager who is known only as one.
    pub kind: String,
    /// The agency of the case, when the form names just one.
    pub agency: Option<AgencyId>,
    /// A manager?
    pub is_manager: bool,
    /// One of its people, rather than the agency?
    pub is_person: bool,
}

/// Everybody and everything that means an agency in one case.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    forms: Vec<Form>,
    by_first: HashMap<String, Vec<usize>>,
    names: Arc<NameWords>,
    /// Words of addresses.
    sets: Sets,
}

impl Directory {
    /// Made from the rules, the agencies of the case, and the authors of its entries.
    pub fn new(rules: &ReadingRules, case: &Case, entries: &[Entry]) -> Self {
        let mut out = Self {
            sets: address::sets(rules),
            ..Self::default()
        };
        for rule in &rules.agencies {
            for word in &rule.words {
                out.add(word, &rule.kind, None, (false, false));
            }
            for word in &rule.not {
                out.add(word, NOBODY, None, (false, false));
            }
            for title in &rule.titles {
                out.add(title, &rule.kind, None, (true, false));
            }
        }
        for rule in &rules.managers {
            for word in &rule.words {
                out.add(word, "", None, (true, true));
            }
        }
        out.add_case_agencies(case);
        out.add_professionals(rules, case, entries);
        for (at, form) in out.forms.iter().enumerate() {
            if let Some(first) = form.words.first() {
                out.by_first.entry(first.clone()).or_default().push(at);
            }
        }
        out
    }

    /// With the words that tell names of people, which are no agencies': `Mags rang` is a woman, `the mags` are magistrates.
    pub(super) fn with_names(mut self, names: Arc<NameWords>) -> Self {
        self.names = names;
        self
    }

    /// Is the word here somebody's given name, with what only people do after it?
    fn is_somebody(&self, tokens: &[Token], at: usize) -> bool {
        let word = |n: usize| tokens.get(n).map_or("", Token::bare);
        let led = at
            .checked_sub(1)
            .is_some_and(|b| matches!(word(b), "the" | "a" | "at" | "in"));
        let is_capital = tokens.get(at).is_some_and(|t| t.capital && !t.shouted);
        is_capital && !led && self.names.given.holds(word(at)) && self.names.does.contains(word(at + 1))
    }

    /// All agencies and their people in a text, the longest form at each place, in order.
    pub fn find(&self, tokens: &[Token], is_shouted: bool) -> Vec<AgencyAt> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let mut found = self.at(tokens, at, is_shouted);
            if !is_shouted
                && found.iter().all(|f| f.end == at + 1 && f.agency.is_none())
                && (self.is_somebody(tokens, at) || self.is_address(tokens, at))
            {
                found.clear();
            }
            let next = found.iter().map(|f| f.end).max().unwrap_or(at + 1);
            if found.iter().all(|f| f.agency.is_none()) && self.is_house_door(tokens, at, next) {
                found.clear();
            }
            out.extend(found.into_iter().filter(|f| f.kind != NOBODY));
            at = next;
        }
        out
    }

    /// The longest forms at one place: more than one when kinds share a word.
    fn at(&self, tokens: &[Token], at: usize, is_shouted: bool) -> Vec<AgencyAt> {
        let Some(token) = tokens.get(at) else {
            return Vec::new();
        };
        let numbers = [
            Some(token.lower.as_str()),
            Some(token.bare()).filter(|b| *b != token.lower),
        ];
        let mut found: Vec<AgencyAt> = Vec::new();
        for number in numbers
            .into_iter()
            .flatten()
            .filter_map(|w| self.by_first.get(w))
            .flatten()
        {
            let Some(form) = self.forms.get(*number) else {
                continue;
            };
            if let Some(mut end) = form.matches(tokens, at, is_shouted) {
                if form.is_title {
                    end = with_name(tokens, end, is_shouted);
                }
                found.push(AgencyAt {
                    first: at,
                    end,
                    kind: form.kind.clone(),
                    agency: form.agency.clone(),
                    is_manager: form.is_manager,
                    is_person: form.is_title,
                });
            }
        }
        let longest = found.iter().map(|f| f.end).max().unwrap_or(0);
        found.retain(|f| f.end == longest);
        let mut kept: Vec<AgencyAt> = Vec::new();
        for f in found {
            match kept.iter_mut().find(|k| k.kind == f.kind) {
                Some(k) => {
                    k.is_manager |= f.is_manager;
                    k.agency = k.agency.take().or(f.agency);
                }
                None => kept.push(f),
            }
        }
        kept
    }

    fn add(&mut self, words: &str, kind: &str, agency: Option<AgencyId>, (is_title, is_manager): (bool, bool)) {
        let cut = tokens(words);
        let short = words.chars().filter(|c| c.is_alphanumeric()).count() <= 4
            && words.chars().any(char::is_uppercase)
            && !words.chars().any(char::is_lowercase);
        let named = agency.is_some();
        let exact = if short && words.chars().any(char::is_alphabetic) {
            Capitals::All
        } else if named {
            Capitals::First
        } else {
            Capitals::Any
        };
        let words: Vec<String> = cut.into_iter().map(|t| t.lower).collect();
        if words.is_empty()
            || self
                .forms
                .iter()
                .any(|f| f.words == words && f.kind == kind && f.agency == agency && f.is_manager == is_manager)
        {
            return;
        }
        self.forms.push(Form {
            words,
            exact,
            kind: kind.to_owned(),
            agency,
            is_title,
            is_manager,
        });
    }

    /// Does it find the same agencies in any text as another one, made by the same rules?
    pub(super) fn finds_as(&self, other: &Self) -> bool {
        self.forms == other.forms
    }

    fn add_case_agencies(&mut self, case: &Case) {
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        for agency in &case.agencies {
            if let Some(first) = tokens(&agency.name).first() {
                *firsts.entry(first.lower.clone()).or_default() += 1;
            }
        }
        for agency in &case.agencies {
            let name = agency.name.split('(').next().unwrap_or("").trim();
            self.add(name, &agency.kind, Some(agency.id.clone()), (false, false));
            let cut = tokens(name);
            if let Some(first) = cut.first() {
                // "Lantern Domestic Abuse Service" is called Lantern, unless its first word is a place that others share.
                let is_known = self
                    .forms
                    .iter()
                    .any(|f| f.words.len() == 1 && f.words.first() == Some(&first.lower) && f.agency.is_none());
                let is_own = cut.len() > 1
                    && first.lower.len() > 3
                    && firsts.get(&first.lower) == Some(&1)
                    && !is_known
                    && !is_plain_word(&first.lower);
                if let Some(raw) = name.get(first.span.start..first.span.end).filter(|_| is_own) {
                    self.add(raw, &agency.kind, Some(agency.id.clone()), (false, false));
                }
            }
        }
    }

    /// Names of authors: "CPN (G Adair)" makes Adair, G Adair and GA people of that agency.
    fn add_professionals(&mut self, rules: &ReadingRules, case: &Case, entries: &[Entry]) {
        let taken: Vec<&str> = case
            .people
            .iter()
            .filter(|p| p.role != "professional")
            .flat_map(|p| p.names.iter().map(String::as_str))
            .collect();
        let mut known: BTreeMap<(String, AgencyId), bool> = BTreeMap::new();
        for entry in entries {
            for name in names_in_author(&entry.author) {
                let is_manager = is_manager_title(rules, &entry.author);
                *known.entry((name, entry.agency.clone())).or_default() |= is_manager;
            }
        }
        for ((name, agency), is_manager) in known {
            let kind = case.agency_kind(&agency).to_owned();
            let surname = name.rsplit(' ').next().unwrap_or(&name).to_owned();
            let initials: String = name.split(' ').filter_map(|w| w.chars().next()).collect();
            let mut forms = vec![name.clone(), surname.clone()];
            if initials.chars().count() == 2 {
                forms.push(initials);
            }
            // The roster may know the same professional by first name.
            for person in case.people.iter().filter(|p| {
                p.role == "professional" && p.names.iter().any(|n| n.rsplit(' ').next() == Some(surname.as_str()))
            }) {
                forms.extend(person.names.iter().cloned());
            }
            for form in forms.iter().filter(|f| !taken.contains(&f.as_str())) {
                self.add(form, &kind, Some(agency.clone()), (false, is_manager));
            }
        }
    }
}

impl Form {
    fn matches(&self, tokens: &[Token], at: usize, is_shouted: bool) -> Option<usize> {
        for (offset, word) in self.words.iter().enumerate() {
            let token = tokens.get(at + offset)?;
            let same = token.lower == *word || (offset + 1 == self.words.len() && token.bare() == word);
            let capitals = match self.exact {
                Capitals::Any => true,
                Capitals::First => token.capital || is_shouted,
                Capitals::All => token.shouted || token.lower.ends_with("'s") && token.capital || token.is_number(),
            };
            if !same || !capitals {
                return None;
            }
        }
        Some(at + self.words.len())
    }
}

/// A title takes the surname or collar number after it along: "DC Farr", "PC 771".
fn with_name(tokens: &[Token], end: usize, is_shouted: bool) -> usize {
    match tokens.get(end) {
        Some(t) if t.parted || t.comma => end,
        Some(t) if t.is_number() => end + 1,
        Some(t) if t.capital && !is_shouted && !t.shouted && t.lower.len() > 2 && !is_plain_word(&t.lower) => end + 1,
        Some(t) if t.shouted && !is_shouted && t.lower.len() == 1 => match tokens.get(end + 1) {
            Some(s) if s.capital && !s.shouted && s.lower.len() > 2 => end + 2,
            _ => end,
        },
        _ => end,
    }
}

fn is_manager_title(rules: &ReadingRules, author: &str) -> bool {
    let words: Vec<String> = tokens(author).into_iter().map(|t| t.lower).collect();
    rules.managers.iter().flat_map(|m| &m.words).any(|m| {
        let wanted: Vec<String> = tokens(m).into_iter().map(|t| t.lower).collect();
        !wanted.is_empty() && words.windows(wanted.len()).any(|w| w == wanted.as_slice())
    })
}

/// Initials of the people in an author field, in small letters: `K. Lunn` and `KL` give `kl`.
pub(super) fn initials_of_author(author: &str) -> Vec<String> {
    let names = names_in_author(author).into_iter().map(|name| {
        let initials = name.split(' ').filter_map(|w| w.chars().next());
        initials.flat_map(char::to_lowercase).collect::<String>()
    });
    let written = tokens(author).into_iter();
    let written = written.filter(|t| t.shouted && matches!(t.lower.chars().count(), 2 | 3));
    let all = names.chain(written.map(|t| t.lower));
    all.filter(|i| i.chars().count() > 1).collect()
}

/// Personal names inside an author field: initials and a surname, or a title and a surname.
fn names_in_author(author: &str) -> Vec<String> {
    let cut = tokens(author);
    let mut out = Vec::new();
    for (at, token) in cut.iter().enumerate() {
        let is_surname = token.capital
            && !token.shouted
            && token.lower.len() > 2
            && !is_plain_word(&token.lower)
            && !is_job(&token.lower);
        if !is_surname {
            continue;
        }
        let before = at.checked_sub(1).and_then(|b| cut.get(b));
        let Some(before) = before else { continue };
        let raw = author.get(token.span.start..token.span.end).unwrap_or("");
        if before.shouted && before.lower.chars().count() == 1 {
            let initial = author.get(before.span.start..before.span.end).unwrap_or("");
            out.push(format!("{initial} {raw}"));
        } else if before.shouted
            || matches!(
                before.lower.as_str(),
                "sgt" | "insp" | "dr" | "mr" | "mrs" | "ms" | "miss"
            )
        {
            out.push(raw.to_owned());
        } else if before.capital
            && token.parted == before.parted
            && !is_job(&before.lower)
            && !is_plain_word(&before.lower)
        {
            let first = author.get(before.span.start..before.span.end).unwrap_or("");
            out.push(format!("{first} {raw}"));
        }
    }
    out
}
