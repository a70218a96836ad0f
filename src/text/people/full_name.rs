//! A *full name*: given names or a title before a surname of the roster. Another given name is another person; a slip or a short
//! form of somebody's is his; what fits two people is nobody's until a person settles it.

use std::collections::BTreeSet;

use crate::{
    model::{
        entry::Entry,
        mention::{Who, how},
    },
    text::{
        known::Whose,
        names::{Title, is_job, is_plain_word, is_title, kind_of_role, title_at},
        one_name::{Fit, plain},
        people::{PersonAt, PersonKind, Roster},
        words::{Token, tokens},
    },
};

/// Given names before a surname, at most.
const FIRSTS: usize = 3;

impl Roster {
    /// A name that starts at this word and has a surname of the roster.
    pub(super) fn full_name_at(&self, words: &[Token], at: usize, is_shouted: bool) -> Option<PersonAt> {
        let title = title_at(words, at);
        let from = if title.is_some() { at + 1 } else { at };
        if title.is_some() && !words.get(from).is_some_and(goes_on_after_title) {
            return None;
        }
        let (surname, end, owners) = self.surname_after(words, from, is_shouted)?;
        let before = words.get(from..surname)?;
        if before.is_empty() && title.is_none() {
            return None;
        }
        let firsts: Vec<String> = before.iter().map(|t| plain(t.bare())).collect();
        if title.is_none() && !self.is_given_name(before, is_shouted, &owners) {
            return None;
        }
        let found = |who: Who, how: &'static str, sex, kind| {
            Some(PersonAt {
                first: at,
                end,
                who,
                how,
                sex,
                kind,
            })
        };
        let known = |number: usize, how: &'static str| {
            let person = self.people.get(number)?;
            let who = Who::Person(person.id.clone());
            found(who, how, person.sex, kind_of_role(&person.role))
        };
        let named_sex = || firsts.first().and_then(|f| self.words.given.sex(f));
        match self.known.whose(&self.words.given, &owners, title, &firsts) {
            Whose::One(number, fit) => {
                let is_inside = |f: &Option<(Fit, String)>| {
                    matches!(f, Some((Fit::Same, name)) if firsts.first() != Some(name))
                        && title.is_none()
                        && !firsts.first().is_some_and(|f| self.words.given.holds(f))
                };
                // "Visited Derren Aldcroft": the name starts later.
                if is_inside(&fit) {
                    return None;
                }
                known(number, how_it_fits(fit.as_ref().map(|(f, _)| *f)))
            }
            // With a title alone it is somebody grown of a family, and the subject only where the title fits the subject.
            Whose::Several(all) if firsts.is_empty() && !all.iter().any(|at| self.is_subject(*at)) => {
                let name = plain(words.get(surname).map_or("", Token::bare));
                found(
                    Who::Other(name),
                    how::SHARED,
                    title.and_then(Title::sex),
                    PersonKind::Lay,
                )
            }
            Whose::Several(_) => found(
                Who::Unresolved,
                how::SHARED,
                title.and_then(Title::sex),
                PersonKind::Other,
            ),
            Whose::Another(_) => match self.known.of_first_name(&firsts) {
                // The first name of one person with the surname of another, as after a marriage.
                Some(number) if title.is_none() => known(number, how::NAME),
                _ => found(
                    Who::Unresolved,
                    how::ANOTHER,
                    title.and_then(Title::sex).or_else(named_sex),
                    PersonKind::Lay,
                ),
            },
            Whose::Unsaid => None,
        }
    }

    /// The surname that ends a name which starts here: its first word, the word after it, and who has it.
    fn surname_after(&self, words: &[Token], from: usize, is_shouted: bool) -> Option<(usize, usize, Vec<usize>)> {
        let mut at = from;
        while at <= from + FIRSTS {
            let token = words.get(at)?;
            if at > from && !runs_on(words.get(at - 1)?, token) || !(token.capital || is_shouted || at > from) {
                return None;
            }
            let word = plain(token.bare());
            if self.known.begins_surname(&word) {
                let next: Vec<String> = words.get(at..)?.iter().take(4).map(|t| plain(t.bare())).collect();
                if let Some((length, owners)) = self.known.surname(&next)
                    && words.get(at + length - 1).is_some_and(|t| t.capital || is_shouted)
                {
                    return Some((at, at + length, owners));
                }
            }
            let is_name = (token.capital || is_shouted)
                && token.bare() == token.lower
                && token.lower.chars().all(char::is_alphabetic)
                && !is_title(&token.lower);
            if !is_name {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Could the words before a surname be given names? In a text typed in capitals only names that are known are.
    fn is_given_name(&self, before: &[Token], is_shouted: bool, owners: &[usize]) -> bool {
        let Some(first) = before.first() else { return false };
        let word = plain(first.bare());
        let letters = word.chars().count();
        if letters == 1 {
            // "A Merriwether child" and "I" are no initials, "A. Merriwether" is.
            let ends = before.get(1).is_none_or(|t| !t.stopped);
            return first.shouted && !is_shouted && word != "i" && !(word == "a" && ends);
        }
        let is_known = self.words.given.holds(&word);
        let is_theirs = || {
            let all = owners.iter().filter_map(|at| self.known.people.get(*at));
            all.flat_map(|p| &p.firsts).any(|(f, _)| *f == word)
        };
        if is_shouted {
            return is_known || is_theirs();
        }
        if is_theirs() {
            return true;
        }
        let is_verb = matches!(word.as_str(), "will" | "may") || word.ends_with("ing") || word.ends_with("ed");
        let is_common =
            || self.words.everyday.contains(&word) || self.written_small.contains(&word) || is_plain_word(&word);
        let is_other = first.shouted || is_job(&word) || is_common() || is_verb;
        is_known && !matches!(word.as_str(), "will" | "may") || !is_other
    }

    fn is_subject(&self, number: usize) -> bool {
        self.people.get(number).is_some_and(|p| p.role == "subject")
    }
}

/// Words before surnames of the roster that this case writes in small letters too: no names.
pub(super) fn written_small(roster: &Roster, entries: &[Entry]) -> BTreeSet<String> {
    let mut asked: BTreeSet<String> = BTreeSet::new();
    for entry in entries {
        let cut = tokens(&entry.text);
        for pair in cut.windows(2) {
            let [before, after] = pair else { continue };
            if before.capital && after.capital && roster.known.begins_surname(&plain(after.bare())) {
                let word = plain(before.bare());
                if !roster.words.given.holds(&word) && !roster.words.everyday.contains(&word) {
                    asked.insert(word);
                }
            }
        }
    }
    let mut out = BTreeSet::new();
    if asked.is_empty() {
        return out;
    }
    for entry in entries {
        for token in tokens(&entry.text).iter().filter(|t| !t.capital) {
            if asked.contains(token.bare()) {
                out.insert(token.bare().to_owned());
            }
        }
    }
    out
}

fn how_it_fits(fit: Option<Fit>) -> &'static str {
    match fit {
        Some(Fit::Same) => how::NAME,
        Some(Fit::Slip(_)) => how::SLIP,
        Some(Fit::Short) => how::SHORT,
        Some(Fit::Initial) => how::INITIALS,
        None => how::TITLE,
    }
}

/// Does the second word go on the name of the first?
fn runs_on(before: &Token, next: &Token) -> bool {
    let is_initial = before.shouted && before.lower.chars().count() == 1;
    let apart = next.span.start.saturating_sub(before.span.end);
    !next.parted && !next.comma && !next.colon && (!next.stopped || is_initial) && apart <= 2
}

fn goes_on_after_title(next: &Token) -> bool {
    !next.parted && !next.comma && !next.colon
}
