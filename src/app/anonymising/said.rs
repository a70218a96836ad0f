//! What stands right before names: titles and kin, which say whether a word is a surname, and whether somebody is a woman or a man.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    anonymise::{cast::Figure, rewrite::Passage},
    model::case::{Case, Person, Sex},
    rulebook::disguise::Disguises,
    text::{
        one_name::plain,
        words::{Token, tokens},
    },
};

/// See the module. By the word: small letters, no accents.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    sexes: BTreeMap<String, BTreeSet<bool>>,
    titled: BTreeSet<String>,
    /// Words behind titles of professionals, each with the titles, and the two as they are written.
    professionals: BTreeMap<String, BTreeMap<String, String>>,
}

impl Said {
    /// What the texts of a case say.
    pub(super) fn of<T>(texts: &[(T, Passage<'_>)], disguises: &Disguises) -> Self {
        let mut out = Self::default();
        for (_, passage) in texts {
            let cut = tokens(passage.text);
            for pair in cut.windows(2) {
                if let [before, token] = pair {
                    out.learn(passage.text, (before, token), disguises);
                }
            }
        }
        out
    }

    fn learn(&mut self, text: &str, (before, token): (&Token, &Token), disguises: &Disguises) {
        let gap = text.get(before.span.end..token.span.start).unwrap_or_default();
        if !token.capital || !matches!(gap, " " | ". ") {
            return;
        }
        let telling = disguises.telling();
        let (lead, word) = (plain(before.bare()), plain(token.bare()));
        let people = telling.people;
        let is_woman = people.women.contains(&lead);
        if is_woman || people.men.contains(&lead) {
            self.sexes.entry(word.clone()).or_default().insert(is_woman);
        }
        if !telling.is_title(&lead) || telling.is_kin(&lead) {
            return;
        }
        let is_work = people.professional_titles.contains(&lead) || telling.names.professional_titles.contains(&lead);
        if is_work && before.capital && word.chars().count() > 2 {
            let bare = token.span.start + token.bare().len();
            if let Some(written) = text.get(before.span.start..bare) {
                let titles = self.professionals.entry(word.clone()).or_default();
                titles.entry(lead).or_insert_with(|| written.to_owned());
            }
        }
        self.titled.insert(word);
    }

    /// Does a title stand before this word?
    pub(super) fn has_title(&self, word: &str) -> bool {
        self.titled.contains(word)
    }

    /// Adds what is said of these people, and the professionals among them whom a name of the roster would hide.
    pub(super) fn complete(&self, others: &mut Vec<Figure>, case: &Case) {
        for other in others.iter_mut() {
            other.sex = other.sex.or_else(|| self.sex(&other.names));
        }
        let namesakes = self.namesakes(case, others);
        others.extend(namesakes);
    }

    /// The sex of somebody of these names, where all that is said of it is the same.
    fn sex(&self, names: &[String]) -> Option<Sex> {
        let words = names.iter().flat_map(|n| tokens(n)).map(|t| plain(t.bare()));
        let said: BTreeSet<bool> = words.filter_map(|w| self.sexes.get(&w)).flatten().copied().collect();
        match (said.contains(&true), said.contains(&false)) {
            (true, false) => Some(Sex::Female),
            (false, true) => Some(Sex::Male),
            _ => None,
        }
    }

    /// Professionals who have the surname of somebody on the roster who is none: `PC Neale` is not Mark Neale.
    fn namesakes(&self, case: &Case, known: &[Figure]) -> Vec<Figure> {
        let words = |name: &String| -> Vec<String> { tokens(name).iter().map(|t| plain(t.bare())).collect() };
        let owners = |word: &String| -> Vec<&Person> {
            let has = |p: &&Person| p.names.iter().any(|n| words(n).contains(word));
            case.people.iter().filter(has).collect()
        };
        let is_other = |title: &String, word: &String| {
            let owners = owners(word);
            let is_lay = owners.iter().all(|p| p.role != "professional");
            let is_own = owners.iter().any(|p| p.names.iter().any(|n| words(n).contains(title)));
            !owners.is_empty() && is_lay && !is_own
        };
        let is_known = |name: &String| {
            known
                .iter()
                .any(|f| f.names.iter().any(|n| n.eq_ignore_ascii_case(name)))
        };
        let each = self.professionals.iter().filter_map(|(word, titles)| {
            let all = titles.iter().filter(|(title, _)| is_other(title, word));
            let names: Vec<String> = all
                .map(|(_, written)| written.clone())
                .filter(|n| !is_known(n))
                .collect();
            Some(Figure {
                key: format!("other: {}", names.first()?),
                role: "professional".to_owned(),
                sex: None,
                names,
                chosen: None,
            })
        });
        each.collect()
    }
}
