//! Whom a role noun means: `the victim`, `his sister`, `her son`.

use crate::{
    model::{case::Person, mention::Who},
    text::{people::Roster, rules::RoleRule, words::tokens},
};

impl Roster {
    /// Whom a role noun means, when the roster has one such person; somebody else, when it has none.
    pub(super) fn by_role(&self, rule: &RoleRule, previous: &str) -> Who {
        let fits = |p: &&Person| {
            let by_role = rule.roles.contains(&p.role);
            let by_relation = p
                .relation
                .as_deref()
                .is_some_and(|r| rule.relations.iter().any(|w| tokens(r).iter().any(|t| t.lower == *w)));
            let by_sex = rule.sex.is_none() || p.sex.is_none() || rule.sex == p.sex;
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
            (None, _) if rule.roles.is_empty() && rule.relations.is_empty() => {
                Who::Other(rule.words.first().cloned().unwrap_or_default())
            }
            // A relative of a kind that the roster does not have is somebody else.
            (None, _) if rule.roles.is_empty() || previous == "a" => {
                Who::Other(rule.words.first().cloned().unwrap_or_default())
            }
            _ => Who::Unresolved,
        }
    }

    /// Could these words for a child mean the subject, as the grown child of somebody on the roster?
    fn is_grown_child(&self, subject: &Person, rule: &RoleRule) -> bool {
        let names_child = rule.relations.iter().any(|r| matches!(r.as_str(), "son" | "daughter"));
        let by_sex = rule.sex.is_none() || subject.sex.is_none() || rule.sex == subject.sex;
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
    let relation = person.relation.as_deref().unwrap_or("").to_lowercase();
    person.of.as_ref() == Some(&child.id)
        && relation
            .split(|c: char| !c.is_alphabetic())
            .any(|w| PARENTS.contains(&w))
}
