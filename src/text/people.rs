//! *People* in a text: the roster's names and initials, titles with names, role nouns, and pronouns within a note.
//!
//! Ambiguity is kept: who cannot be named is unresolved, and somebody outside the roster is somebody else.

mod elder;
mod full_name;
mod kin;
mod role;

pub(super) use elder::is_generation;

use std::{collections::BTreeSet, sync::Arc};

use serde::Deserialize;

use crate::{
    model::{
        case::{Case, Person, PersonId, Sex},
        entry::Entry,
        mention::{Who, how},
    },
    text::{
        known::{KnownNames, NameWords},
        names::{Title, is_title, kind_of_role, sexes_differ, title_at, titled_at},
        one_name::is_same_plain,
        rules::{ReadingRules, RoleRule},
        words::{Token, tokens},
    },
};

/// What somebody is in the case, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    /// The person supervised or complained of.
    Subject,
    /// The person harmed or at risk: victim, partner, former partner.
    AtRisk,
    /// A child.
    Child,
    /// A relative, neighbour, friend, colleague or member of the public.
    Lay,
    /// Somebody else, or nobody can tell.
    Other,
}

impl PersonKind {
    /// Its word in pattern files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::AtRisk => "at-risk",
            Self::Child => "child",
            Self::Lay => "lay",
            Self::Other => "",
        }
    }
}

/// Somebody found: tokens `first..end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonAt {
    /// First token.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Who.
    pub who: Who,
    /// Why: one of [`how`].
    pub how: &'static str,
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// What somebody is in the case.
    pub kind: PersonKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    words: Vec<String>,
    is_initials: bool,
    person: usize,
}

#[derive(Debug, Clone)]
struct RoleForm {
    words: Vec<String>,
    rule: usize,
}

/// The roster of a case, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    people: Vec<Person>,
    forms: Vec<Form>,
    roles: Vec<RoleForm>,
    rules: Vec<RoleRule>,
    known: KnownNames,
    words: Arc<NameWords>,
    /// Words before surnames that the case writes in small letters too.
    written_small: BTreeSet<String>,
}

impl Roster {
    /// Made from the people of a case and the role nouns of the rules.
    pub(super) fn new(rules: &ReadingRules, words: Arc<NameWords>, case: &Case, entries: &[Entry]) -> Self {
        let mut out = Self {
            people: case.people.clone(),
            rules: rules.roles.clone(),
            known: KnownNames::new(case, &words),
            words,
            ..Self::default()
        };
        for (number, person) in case.people.iter().enumerate() {
            for name in &person.names {
                out.add_name(number, name);
            }
        }
        // A surname or first name alone is used only where it belongs to one person.
        for (number, person) in case.people.iter().enumerate() {
            for name in person.names.iter().filter(|n| n.contains(' ')) {
                let cut: Vec<String> = tokens(name)
                    .into_iter()
                    .map(|t| t.lower)
                    .filter(|w| !is_title(w) && !elder::is_generation(w))
                    .collect();
                for word in [cut.first(), cut.last()]
                    .into_iter()
                    .flatten()
                    .filter(|w| w.chars().count() > 2)
                {
                    let is_shared = case.people.iter().enumerate().any(|(other, p)| {
                        other != number && p.names.iter().any(|n| tokens(n).iter().any(|t| t.lower == *word))
                    });
                    if !is_shared {
                        out.push(Form {
                            words: vec![word.clone()],
                            is_initials: false,
                            person: number,
                        });
                    }
                }
            }
        }
        out.forms.sort_by_key(|f| std::cmp::Reverse(f.words.len()));
        for (number, rule) in out.rules.iter().enumerate() {
            for word in &rule.words {
                out.roles.push(RoleForm {
                    words: tokens(word).into_iter().map(|t| t.lower).collect(),
                    rule: number,
                });
            }
        }
        out.roles.sort_by_key(|r| std::cmp::Reverse(r.words.len()));
        out.written_small = full_name::written_small(&out, entries);
        out
    }

    /// Does it find the same people in any text as another one, made by the same rules?
    pub(super) fn finds_as(&self, other: &Self) -> bool {
        self.people == other.people
            && self.forms == other.forms
            && self.known == other.known
            && self.written_small == other.written_small
    }

    fn add_name(&mut self, person: usize, name: &str) {
        let cut = tokens(name);
        let is_initials = cut.len() == 1 && cut.iter().all(|t| t.shouted && t.lower.chars().count() <= 3);
        let words: Vec<String> = cut.into_iter().map(|t| t.lower).collect();
        if !words.is_empty() {
            self.push(Form {
                words,
                is_initials,
                person,
            });
        }
    }

    fn push(&mut self, form: Form) {
        if !self
            .forms
            .iter()
            .any(|f| f.words == form.words && f.person == form.person)
        {
            self.forms.push(form);
        }
    }

    /// Id of the subject, when the roster has one.
    pub fn subject_id(&self) -> Option<PersonId> {
        self.subject().map(|s| s.id.clone())
    }

    fn subject(&self) -> Option<&Person> {
        self.people.iter().find(|p| p.role == "subject")
    }

    /// Everybody meant in a text, in order. `taken` are tokens that already mean an agency or a professional; `authors` are initials of
    /// those who write for the agency of the text.
    pub fn find(
        &self,
        words: &[Token],
        taken: &[bool],
        is_shouted: bool,
        authors: Option<&BTreeSet<String>>,
    ) -> Vec<PersonAt> {
        let mut out: Vec<PersonAt> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let is_taken = taken.get(at).copied().unwrap_or(false);
            let found = self
                .named_at(words, at, is_shouted)
                .filter(|f| !is_taken || f.end > at + 1)
                .map(|f| self.or_author(words, f, authors))
                .or_else(|| {
                    if is_taken {
                        None
                    } else {
                        titled_at(words, at, is_shouted)
                    }
                })
                .or_else(|| {
                    let role = self.role_at(words, at, &out, is_shouted)?;
                    // "Children's services" are no child.
                    (!is_taken || role.kind != PersonKind::Child).then_some(role)
                })
                .or_else(|| self.pronoun_at(words, at, &out));
            match found {
                Some(person) => {
                    at = person.end;
                    out.push(person);
                }
                None => at += 1,
            }
        }
        out
    }

    /// Somebody named here: the form that the roster gives, or a full name, whichever has more words.
    fn named_at(&self, words: &[Token], at: usize, is_shouted: bool) -> Option<PersonAt> {
        if !is_shouted && !words.get(at).is_some_and(|t| t.capital || is_title(&t.lower)) {
            return None;
        }
        let form = self.name_at(words, at, is_shouted);
        let found = match (form, self.full_name_at(words, at, is_shouted)) {
            (Some((given, length)), Some(full)) if length > 1 && given.end >= full.end => Some(given),
            (_, Some(full)) => Some(full),
            (given, None) => given.map(|(g, _)| g),
        };
        found.map(|f| self.elder(words, f))
    }

    /// A form of the roster's names, with a title or without, and how many words the form has.
    fn name_at(&self, words: &[Token], at: usize, is_shouted: bool) -> Option<(PersonAt, usize)> {
        let titled = words.get(at).is_some_and(|t| is_title(&t.lower));
        let from = if titled { at + 1 } else { at };
        let exact = self.form_at(words, at, is_shouted, titled);
        let title_sex = title_at(words, at).and_then(Title::sex);
        let after_title = || {
            let found = self.form_at(words, from, is_shouted, true).filter(|_| titled)?;
            // "Mrs A" is not the man of that letter.
            let sex = self.people.get(found.0.person)?.sex;
            (!sexes_differ(title_sex, sex)).then_some(found)
        };
        let (form, end) = exact.or_else(after_title)?;
        let person = self.people.get(form.person)?;
        let how = if form.is_initials {
            how::INITIALS
        } else if titled {
            how::TITLE
        } else {
            how::NAME
        };
        let found = PersonAt {
            first: at,
            end,
            who: Who::Person(person.id.clone()),
            how,
            sex: person.sex,
            kind: kind_of_role(&person.role),
        };
        Some((found, form.words.len()))
    }

    fn form_at(&self, words: &[Token], at: usize, is_shouted: bool, titled: bool) -> Option<(&Form, usize)> {
        self.forms.iter().find_map(|form| {
            let end = at + form.words.len();
            let stretch = words.get(at..end)?;
            let fits = stretch.iter().zip(&form.words).all(|(token, word)| {
                // "Going up Hayleys": the apostrophe is often left out.
                let owns = word.len() >= 5 && token.lower.strip_suffix('s') == Some(word.as_str());
                let same = token.lower == *word
                    || token.bare() == word
                    || owns
                    || !form.is_initials && is_same_plain(token.bare(), word);
                let capital = if form.is_initials {
                    token.shouted || token.capital && token.lower.len() > word.len()
                } else {
                    // "Maria de Souza".
                    let runs_on = !(token.comma || token.stopped);
                    let is_small = || is_particle(word) || runs_on && elder::is_written_small(word);
                    token.capital || is_shouted || form.words.len() > 2 && is_small()
                };
                same && capital
            });
            (fits && (titled || !is_risky_initial(form, words, at, is_shouted))).then_some((form, end))
        })
    }

    /// What somebody is: the roster's role, or else what the noun says; somebody else's partner or child is nobody of this case.
    fn kind_of(&self, who: &Who, noun: Option<PersonKind>) -> PersonKind {
        match who {
            Who::Person(id) => self
                .people
                .iter()
                .find(|p| &p.id == id)
                .map_or(PersonKind::Other, |p| kind_of_role(&p.role)),
            Who::Unresolved => noun.unwrap_or(PersonKind::Other),
            // Somebody's son in law who is not the subject is a relative.
            Who::Other(_) => noun
                .filter(|k| matches!(k, PersonKind::Lay | PersonKind::Subject))
                .map_or(PersonKind::Other, |_| PersonKind::Lay),
        }
    }

    /// A victim, partner, child or relative: in a report of harm the one harmed or the one who tells, not the one who does it.
    pub fn is_harmed_or_tells(&self, id: &PersonId) -> bool {
        let tells = |p: &Person| {
            matches!(
                p.role.as_str(),
                "victim" | "partner" | "ex-partner" | "child" | "relative"
            )
        };
        self.people.iter().any(|p| &p.id == id && tells(p))
    }

    fn shares_sex(&self, subject: &Person) -> bool {
        self.people
            .iter()
            .any(|p| p.sex == subject.sex && kind_of_role(&p.role) == PersonKind::AtRisk)
    }

    fn is_central(&self, id: &PersonId) -> bool {
        self.people
            .iter()
            .any(|p| &p.id == id && matches!(p.role.as_str(), "subject" | "victim" | "ex-partner" | "partner"))
    }

    fn pronoun_at(&self, words: &[Token], at: usize, before: &[PersonAt]) -> Option<PersonAt> {
        let token = words.get(at)?;
        let word = token.lower.split('\'').next().unwrap_or("");
        let sex = match word {
            "he" | "him" | "his" | "himself" => Some(Sex::Male),
            "she" | "her" | "hers" | "herself" => Some(Sex::Female),
            "they" | "them" | "their" => None,
            _ => return None,
        };
        let here = |who: Who, kind| {
            Some(PersonAt {
                first: at,
                end: at + 1,
                who,
                how: how::PRONOUN,
                sex,
                kind,
            })
        };
        if sex.is_none() {
            return here(Who::Unresolved, PersonKind::Other);
        }
        // Somebody of a name that the roster does not have may be of either sex.
        let may_be = |p: &&PersonAt| p.sex == sex || p.sex.is_none() && matches!(p.how, how::ANOTHER | how::SHARED);
        // "Carly rang for MS. She finished with him": the worker who is asked for is not there, and the talk is not of her.
        let is_asked_for = |p: &PersonAt| {
            let is_for = p.first.checked_sub(1).and_then(|f| words.get(f));
            p.kind == PersonKind::Other && is_for.is_some_and(|w| w.lower == "for")
        };
        let named = || before.iter().rev().filter(|p| may_be(p) && p.how != how::PRONOUN);
        if let Some(last) = named().find(|p| !is_asked_for(p)).or_else(|| named().next()) {
            return here(last.who.clone(), last.kind);
        }
        match self.subject() {
            // Where somebody at risk is of the subject's sex, a pronoun alone tells neither from the other.
            Some(s) if s.sex == sex && self.shares_sex(s) => here(Who::Unresolved, PersonKind::Other),
            Some(s) if s.sex == sex => here(Who::Person(s.id.clone()), PersonKind::Subject),
            // Nobody of this sex was named: it is not the subject, and most often the person at risk.
            Some(s) if s.sex.is_some() => here(Who::Unresolved, PersonKind::AtRisk),
            _ => here(Who::Unresolved, PersonKind::Other),
        }
    }
}

/// Small words inside names.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "della"
            | "di"
            | "van"
            | "von"
            | "der"
            | "den"
            | "la"
            | "le"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "ap"
            | "ab"
            | "ferch"
    )
}

/// One letter can be an article, a unit or a side; it is a person only in a text with small letters, and never `A` or `I` alone.
fn is_risky_initial(form: &Form, words: &[Token], at: usize, is_shouted: bool) -> bool {
    let Some(word) = form
        .words
        .first()
        .filter(|w| form.is_initials && w.chars().count() == 1)
    else {
        return form.is_initials && is_shouted && form.words.iter().all(|w| w.len() < 2);
    };
    let beside_number = words.get(at + 1).is_some_and(Token::is_number);
    is_shouted || beside_number || matches!(word.as_str(), "a" | "i")
}
