//! Whom a role noun means: `the victim`, `his sister`, `her son`.

use std::collections::BTreeSet;

use crate::{
    model::{
        case::{Person, PersonId, Sex},
        mention::{Who, how},
    },
    text::{
        names::{Title, is_possessive, kind_of_role, sexes_differ, title_at},
        one_name::plain,
        people::{PersonAt, PersonKind, Roster},
        rules::RoleRule,
        words::{Token, tokens},
    },
};

impl Roster {
    /// Whom a role noun means, when the roster has one such person; somebody else, when it has none.
    ///
    /// `written` is the noun as it stands in the text: `mum`, `mum's`.
    pub(super) fn by_role(&self, rule: &RoleRule, written: &[Token], previous: &str) -> Who {
        // "Mum scared, Maja clings": where a child of somebody at risk is in the case, nobody's mum is the child's.
        // "Living at mum's" is said of a grown person's mother: of the subject's as often as not.
        let whose = written.first().filter(|_| written.len() == 1 && !is_owned(previous));
        if let Some(mother) = whose
            .filter(|w| is_mother(&w.lower))
            .and_then(|_| self.mother_at_risk())
        {
            return Who::Person(mother.id.clone());
        }
        let fits = |p: &&Person| {
            let by_role = rule.roles.contains(&p.role);
            let by_relation = p
                .relation
                .as_deref()
                .is_some_and(|r| rule.relations.iter().any(|w| tokens(r).iter().any(|t| t.lower == *w)));
            let by_sex = !sexes_differ(rule.sex, self.sex_of(p));
            (by_role || by_relation) && by_sex
        };
        // Where a parent of the subject is in the case, "son" may well be the subject himself.
        let subject = self.subject().filter(|s| self.is_grown_child(s, rule));
        let mut found = self
            .people
            .iter()
            .filter(|p| fits(p) || subject.is_some_and(|s| s.id == p.id));
        match (found.next(), found.next()) {
            (Some(_), Some(_)) if subject.is_some_and(|s| self.has_harmed_parent(s)) => {
                subject.map_or(Who::Unresolved, |s| Who::Person(s.id.clone()))
            }
            (Some(one), None) => Who::Person(one.id.clone()),
            // "Her lady friend" is no woman's own self.
            (None, _)
                if !matches!(previous, "a" | "another")
                    && pronoun_sex(previous) != rule.sex
                    && self.is_subject_as_partner(rule, written) =>
            {
                self.subject().map_or(Who::Unresolved, |s| Who::Person(s.id.clone()))
            }
            (None, _) if rule.roles.is_empty() && rule.relations.is_empty() => {
                Who::Other(rule.words.first().cloned().unwrap_or_default())
            }
            // A relative of a kind that the roster does not have is somebody else; so is a daughter in law where the subject is a man.
            (None, _)
                if rule.roles.is_empty()
                    || previous == "a"
                    || (self.subject().is_some() && rule.roles.iter().all(|r| r == "subject")) =>
            {
                Who::Other(rule.words.first().cloned().unwrap_or_default())
            }
            _ => Who::Unresolved,
        }
    }

    /// "Her ex is out of prison", "KL says ex-partner follows her", "ex-partner has been released": nobody is her own former partner, and
    /// nobody at risk is released. Then a noun for a former partner that tells no sex is the subject.
    pub(super) fn subject_as_former(
        &self,
        words: &[Token],
        (at, end): (usize, usize),
        rule: &RoleRule,
        last: Option<&PersonAt>,
    ) -> Option<&Person> {
        let means = |role: &str| rule.roles.iter().any(|r| r == role);
        if rule.sex.is_some() || !means("ex-partner") || means("partner") {
            return None;
        }
        let subject = self.subject()?;
        let mut at_risk = self.people.iter().filter(|p| rule.roles.contains(&p.role));
        let (former, next) = (at_risk.next()?, at_risk.next());
        let previous = at
            .checked_sub(1)
            .and_then(|p| words.get(p))
            .map_or("", |t| t.lower.as_str());
        let is_former = |p: &PersonAt| match &p.who {
            Who::Person(id) => next.is_none() && id == &former.id,
            Who::Unresolved => p.kind == PersonKind::AtRisk && p.sex.is_some() && p.sex == self.sex_of(former),
            Who::Other(_) => false,
        };
        let differs = sexes_differ(self.sex_of(subject), self.sex_of(former));
        let is_meant = if let Some(owner) = pronoun_sex(previous) {
            differs && self.sex_of(former) == Some(owner) && last.is_some_and(is_former)
        } else if is_owned(previous) {
            false
        } else {
            let after = |said: &String| {
                let said: Vec<String> = tokens(said).into_iter().map(|t| t.lower).collect();
                let stretch = words.get(end..end + said.len()).unwrap_or(&[]);
                let is_next = words.get(end).is_some_and(|t| !t.parted && !t.comma && !t.stopped);
                is_next && stretch.len() == said.len() && stretch.iter().zip(&said).all(|(t, w)| t.lower == *w)
            };
            rule.subject_if.iter().any(after) || previous_tells(previous) && last.is_some_and(is_former)
        };
        is_meant.then_some(subject)
    }

    /// Whom a pronoun for somebody at risk means, where only one person at risk on the roster is of that sex.
    pub fn one_at_risk(&self, pronoun: &PersonAt) -> Option<PersonId> {
        let is_it = |p: &&Person| p.is_at_risk() && p.sex.is_some() && p.sex == pronoun.sex;
        let mut found = self.people.iter().filter(is_it);
        let (one, next) = (found.next()?, found.next());
        (pronoun.how == how::PRONOUN && next.is_none()).then(|| one.id.clone())
    }

    /// "Lock fitted by KL" where K. Lunn writes for the agency: whether the initials are hers who has them on the roster nobody can tell.
    pub(super) fn or_author(&self, words: &[Token], found: PersonAt, authors: Option<&BTreeSet<String>>) -> PersonAt {
        let is_author = |p: &Person| p.role == "professional";
        let is_theirs = match &found.who {
            Who::Person(id) => self.people.iter().any(|p| &p.id == id && is_author(p)),
            Who::Other(_) | Who::Unresolved => true,
        };
        let written = words.get(found.first).map_or("", Token::bare);
        let fits = found.how == how::INITIALS && authors.is_some_and(|all| all.contains(written));
        if is_theirs || !fits {
            return found;
        }
        PersonAt {
            who: Who::Unresolved,
            how: how::AUTHOR,
            sex: None,
            kind: PersonKind::Other,
            ..found
        }
    }

    /// The sex of somebody on the roster: given, or told by a title or a given name.
    fn sex_of(&self, person: &Person) -> Option<Sex> {
        let titled = |name: &String| title_at(&tokens(name), 0).and_then(Title::sex);
        let named = |name: &String| {
            tokens(name)
                .first()
                .and_then(|t| self.words.given.sex(&plain(t.bare())))
        };
        let told = person.names.iter().find_map(titled);
        person.sex.or(told).or_else(|| person.names.iter().find_map(named))
    }

    /// Does the noun mean somebody's partner, of a sex that nobody at risk on the roster has?
    pub(super) fn is_of_other_sex(&self, rule: &RoleRule) -> bool {
        let is_partner = |r: &String| matches!(r.as_str(), "partner" | "ex-partner");
        let mut at_risk = self.people.iter().filter(|p| p.is_at_risk()).peekable();
        rule.roles.iter().any(is_partner)
            && at_risk.peek().is_some()
            && at_risk.all(|p| sexes_differ(rule.sex, self.sex_of(p)))
    }

    /// "Estranged husband rang her": of a woman harmed by a man, her husband that was is the subject. Her husband is, where the two are
    /// still a couple by the roster.
    fn is_subject_as_partner(&self, rule: &RoleRule, written: &[Token]) -> bool {
        const COUPLE: [&str; 8] = [
            "wife",
            "husband",
            "partner",
            "girlfriend",
            "boyfriend",
            "married",
            "spouse",
            "fiancee",
        ];
        const OVER: [&str; 5] = ["ex", "former", "divorced", "previous", "past"];
        // Husband and wife are so until they are divorced.
        const APART: [&str; 2] = ["separated", "estranged"];
        let is_spouse = written
            .last()
            .is_some_and(|t| matches!(t.bare(), "husband" | "hubby" | "wife"));
        let is_couple = |p: &Person| {
            let words: Vec<String> = relation_words(p).collect();
            let has = |all: &[&str]| words.iter().any(|w| all.contains(&w.as_str()));
            p.role == "partner" || has(&COUPLE) && !has(&OVER) && (is_spouse || !has(&APART))
        };
        let fits = self.subject().is_some_and(|s| self.sex_of(s) == rule.sex);
        let is_former = !rule.roles.iter().any(|r| r == "partner");
        let mut at_risk = self.people.iter().filter(|p| p.is_at_risk());
        fits && self.is_of_other_sex(rule) && (is_former || at_risk.any(is_couple))
    }

    /// "Ngozi rang, sister's ex outside": where she is on the roster as the sister of somebody, the sister she speaks of is that somebody.
    pub(super) fn sibling_of_teller(
        &self,
        words: &[Token],
        at: usize,
        teller: Option<&PersonAt>,
        rule: &RoleRule,
    ) -> Option<PersonAt> {
        let noun = words.get(at).filter(|t| t.lower.ends_with("'s"))?;
        let is_sibling = |w: &str| matches!(w, "sister" | "brother");
        let teller = teller.filter(|t| t.how != how::PRONOUN && is_sibling(noun.lower.trim_end_matches("'s")))?;
        let Who::Person(id) = &teller.who else { return None };
        let known = self.people.iter().find(|p| &p.id == id)?;
        let other = self.people.iter().find(|p| known.of.as_ref() == Some(&p.id))?;
        let by_sex = !sexes_differ(rule.sex, other.sex);
        (by_sex && relation_words(known).any(|w| is_sibling(&w))).then(|| PersonAt {
            first: at,
            end: at + 1,
            who: Who::Person(other.id.clone()),
            how: how::ROLE,
            sex: other.sex,
            kind: kind_of_role(&other.role),
        })
    }

    /// The one woman at risk who has a child on the roster, where the roster has a mother of somebody else too, for whom she could be taken.
    fn mother_at_risk(&self) -> Option<&Person> {
        let is_mother_of_a_child = |p: &&Person| {
            let mut children = self.people.iter().filter(|c| c.role == "child");
            p.is_at_risk() && p.sex == Some(Sex::Female) && children.any(|c| c.of.as_ref() == Some(&p.id))
        };
        let mut found = self.people.iter().filter(is_mother_of_a_child);
        let (mother, next) = (found.next()?, found.next());
        let mut others = self.people.iter().filter(|p| p.id != mother.id);
        let is_shared = others.any(|p| p.role == "relative" && relation_words(p).any(|w| is_mother(&w)));
        (next.is_none() && is_shared).then_some(mother)
    }

    /// Could these words for a child mean the subject, as the grown child of somebody on the roster?
    fn is_grown_child(&self, subject: &Person, rule: &RoleRule) -> bool {
        let names_child = rule.relations.iter().any(|r| matches!(r.as_str(), "son" | "daughter"));
        let by_sex = !sexes_differ(rule.sex, subject.sex);
        names_child && by_sex && self.people.iter().any(|p| is_parent_of(p, subject))
    }

    /// Is a parent of the subject one of those at risk?
    fn has_harmed_parent(&self, subject: &Person) -> bool {
        let mut parents = self.people.iter().filter(|p| is_parent_of(p, subject));
        parents.any(Person::is_at_risk)
    }
}

fn is_parent_of(person: &Person, child: &Person) -> bool {
    const PARENTS: [&str; 8] = [
        "mother",
        "father",
        "mum",
        "dad",
        "mam",
        "parent",
        "stepmother",
        "stepfather",
    ];
    person.of.as_ref() == Some(&child.id) && relation_words(person).any(|w| PARENTS.contains(&w.as_str()))
}

fn relation_words(person: &Person) -> impl Iterator<Item = String> {
    let relation = person.relation.as_deref().unwrap_or("").to_lowercase();
    let words: Vec<String> = relation
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

fn is_mother(word: &str) -> bool {
    matches!(word, "mother" | "mum" | "mam" | "mummy" | "mom")
}

/// "Her mum", "Halina's mother", "a mother": the word before says whose she is, or that she is anybody's.
fn is_owned(previous: &str) -> bool {
    is_possessive(previous) || previous.ends_with("'s") || matches!(previous, "my" | "our" | "a" | "another")
}

/// Words after which somebody tells of another, or has to do with another: "KL says ex-partner", "calls from ex-partner"; not "KL is ex-partner".
fn previous_tells(word: &str) -> bool {
    const TELLS: [&str; 18] = [
        "says",
        "said",
        "states",
        "stated",
        "reports",
        "reported",
        "alleges",
        "alleged",
        "believes",
        "thinks",
        "disclosed",
        "that",
        "because",
        "when",
        "by",
        "from",
        "of",
        "with",
    ];
    TELLS.contains(&word)
}

/// Whose a thing is by the pronoun before it.
pub(super) fn pronoun_sex(word: &str) -> Option<Sex> {
    match word {
        "his" => Some(Sex::Male),
        "her" => Some(Sex::Female),
        _ => None,
    }
}
