//! A *role noun* with what stands beside it: `her ex`, `his brother Dean Aldcroft`. Whom the noun alone means is left to `kin`.

use crate::{
    model::mention::{Who, how},
    text::{
        names::{
            follows_name, is_possessive, is_shouted_name, is_title, kind_of_role, sexes_differ, starts_sentence_word,
        },
        one_name::plain,
        people::{PersonAt, PersonKind, Roster, kin::pronoun_sex},
        rules::RoleRule,
        words::{Token, tokens},
    },
};

impl Roster {
    /// A role noun: `her ex`, `the victim`, `his sister's ex`.
    pub(super) fn role_at(
        &self,
        words: &[Token],
        at: usize,
        before: &[PersonAt],
        is_shouted: bool,
    ) -> Option<PersonAt> {
        let form = self.roles.iter().find(|r| {
            words
                .get(at..at + r.words.len())
                .is_some_and(|s| s.iter().zip(&r.words).all(|(t, w)| t.lower == *w || t.bare() == w))
        })?;
        let rule = self.rules.get(form.rule)?;
        let end = at + form.words.len();
        let previous = at.checked_sub(1).and_then(|p| words.get(p));
        if let Some(found) = self.named_after_role(words, (at, end), rule, is_shouted) {
            return Some(found);
        }
        // "her ex Colin": somebody with a name of his own who is not on the roster.
        if let Some(next) = Self::word_after_role(words, (at, end))
            .filter(|t| t.capital && !is_shouted && !t.shouted && t.lower.len() > 2 && !is_title(&t.lower))
        {
            if self.form_at(words, end, is_shouted, false).is_none()
                && !starts_sentence_word(&next.lower)
                && self.may_be_name(next.bare())
            {
                let is_new_partner = is_new_partner(rule, previous);
                return Some(PersonAt {
                    first: at,
                    end: end + 1,
                    who: if is_new_partner {
                        Who::Unresolved
                    } else {
                        Who::Other(next.lower.clone())
                    },
                    how: how::ROLE,
                    sex: rule.sex,
                    kind: match rule.kind {
                        Some(kind) if is_new_partner || kind == PersonKind::Lay => kind,
                        _ => PersonKind::Other,
                    },
                });
            }
            if let Some((form, name_end)) = self.form_at(words, end, is_shouted, false) {
                let person = self.people.get(form.person)?;
                return Some(PersonAt {
                    first: at,
                    end: name_end,
                    who: Who::Person(person.id.clone()),
                    how: how::NAME,
                    sex: person.sex,
                    kind: kind_of_role(&person.role),
                });
            }
        }
        if let Some(shouted) = self.shouted_after_role(words, (at, end), rule).filter(|_| is_shouted) {
            return Some(shouted);
        }
        if let Some(sibling) = self.sibling_of_teller(words, at, before.last(), rule) {
            return Some(sibling);
        }
        if let Some(subject) = self.subject_as_former(words, (at, end), rule, before.last()) {
            return Some(PersonAt {
                first: at,
                end,
                who: Who::Person(subject.id.clone()),
                how: how::ROLE,
                sex: subject.sex,
                kind: PersonKind::Subject,
            });
        }
        let owner = before.last().filter(|last| {
            let apart = at.saturating_sub(last.end);
            match previous.map(|p| p.lower.as_str()) {
                Some("whose") => apart <= 6,
                Some(word) if word.ends_with("'s") || is_possessive(word) => last.end == at,
                // "Ms Oak flat 6, ex partner outside": somebody else's, when somebody else stands right before.
                _ => apart <= 4 && matches!(last.who, Who::Other(_)),
            }
        });
        let who = match owner.map(|o| &o.who) {
            // "Mrs Oak senior, says son in law waits outside": of somebody with a name of this case, the subject.
            Some(Who::Other(name)) if !(is_subjects(rule) && self.has_name(name)) => {
                Who::Other(format!("{name}'s {}", form.words.join(" ")))
            }
            Some(Who::Person(owner)) if !self.is_central(owner) && !is_subjects(rule) => {
                Who::Other(form.words.join(" "))
            }
            _ => {
                let written = words.get(at..end).unwrap_or(&[]);
                self.by_role(rule, written, previous.map_or("", |p| p.lower.as_str()))
            }
        };
        // "Her husband", of a woman at risk whose partner is somebody nobody knows. "His boyfriend" may well be at risk.
        let owner_sex = previous.and_then(|p| pronoun_sex(&p.lower));
        let is_hers = owner_sex.is_some_and(|sex| sexes_differ(rule.sex, Some(sex)));
        let noun = rule.kind.filter(|_| !(is_hers && self.is_of_other_sex(rule)));
        let kind = self.kind_of(&who, noun);
        Some(PersonAt {
            first: at,
            end,
            who,
            how: how::ROLE,
            sex: rule.sex,
            kind,
        })
    }

    /// In a text typed in capitals a name is known only by what comes after it: "HER EX COLIN IS OUTSIDE".
    fn shouted_after_role(&self, words: &[Token], (at, end): (usize, usize), rule: &RoleRule) -> Option<PersonAt> {
        let name = Self::word_after_role(words, (at, end)).filter(|t| {
            self.may_be_name(t.bare()) && is_shouted_name(t) && words.get(end + 1).is_some_and(follows_name)
        })?;
        self.form_at(words, end, true, false).is_none().then(|| PersonAt {
            first: at,
            end: end + 1,
            who: Who::Other(name.lower.clone()),
            how: how::ROLE,
            sex: rule.sex,
            kind: rule.kind.filter(|k| *k == PersonKind::Lay).unwrap_or(PersonKind::Other),
        })
    }

    /// The word that could be the name of whom the noun means. "Gran's English", "Gran. Rent card": what is hers, and what begins the next
    /// sentence, are not.
    fn word_after_role(words: &[Token], (at, end): (usize, usize)) -> Option<&Token> {
        let noun = words.get(at..end)?.last()?;
        let owns = noun.lower.ends_with("'s") || noun.lower.ends_with('\'');
        let next = words.get(end)?;
        (!owns && !next.parted && !next.comma && !next.colon && !next.stopped).then_some(next)
    }

    /// Could this word with a capital be a name? A language, a nation, an agency or a word of everyday notes is none, unless it is known as
    /// a given name.
    fn may_be_name(&self, word: &str) -> bool {
        let word = plain(word);
        self.words.given.holds(&word) || !self.words.everyday.contains(&word) && !self.written_small.contains(&word)
    }

    /// Does somebody on the roster bear this name?
    fn has_name(&self, name: &str) -> bool {
        let mut names = self.people.iter().flat_map(|p| &p.names);
        names.any(|n| tokens(n).iter().any(|t| t.lower == name))
    }

    /// "Her ex Darren Aldcroft", "his brother Dean Aldcroft": a full name after the noun says who it is; another first name is somebody else.
    fn named_after_role(
        &self,
        words: &[Token],
        (at, end): (usize, usize),
        rule: &RoleRule,
        is_shouted: bool,
    ) -> Option<PersonAt> {
        let next = Self::word_after_role(words, (at, end)).filter(|t| t.capital && !is_shouted)?;
        let full = self
            .full_name_at(words, end, is_shouted)
            .filter(|f| !next.shouted || f.end > end + 1)?;
        if full.how != how::ANOTHER {
            return Some(PersonAt { first: at, ..full });
        }
        let name: Vec<&str> = words.get(end..full.end)?.iter().map(Token::bare).collect();
        let previous = at.checked_sub(1).and_then(|p| words.get(p));
        let is_new_partner = is_new_partner(rule, previous);
        Some(PersonAt {
            first: at,
            who: if is_new_partner {
                Who::Unresolved
            } else {
                Who::Other(name.join(" "))
            },
            how: how::ROLE,
            sex: rule.sex.or(full.sex),
            kind: rule.kind.filter(|k| *k == PersonKind::Lay).unwrap_or(PersonKind::Other),
            ..full
        })
    }
}

/// Does the noun mean the subject, whoever speaks?
fn is_subjects(rule: &RoleRule) -> bool {
    rule.roles.iter().any(|r| r == "subject")
}

/// "New girlfriend Dee": a partner nobody owns is the subject's, and not yet on the roster.
fn is_new_partner(rule: &RoleRule, previous: Option<&Token>) -> bool {
    let is_owned = |p: &Token| p.lower.ends_with("'s") || is_possessive(&p.lower);
    rule.roles.iter().any(|r| r == "partner") && !previous.is_some_and(is_owned)
}
