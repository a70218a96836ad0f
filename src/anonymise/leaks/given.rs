//! *Given*: false names that are themselves names of the real case.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Grave,
    secrets::{Secrets, Thing},
    sought::Sought,
    words::plain_words,
};

/// Words of false names that are words of real ones, and whole false names that are real.
pub(super) fn false_names(secrets: &Secrets<'_>) -> Vec<(usize, String, Grave)> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let mut own: BTreeMap<String, usize> = BTreeMap::new();
    let mut whole: BTreeMap<String, usize> = BTreeMap::new();
    for (number, secret) in secrets.all.iter().enumerate() {
        if secret.thing == Thing::Person {
            for form in &secret.forms {
                let words = plain_words(form);
                own.extend(
                    words
                        .iter()
                        .filter(|w| w.chars().count() > 2)
                        .map(|w| (w.clone(), number)),
                );
                if words.len() > 1 {
                    whole.insert(words.join(" "), number);
                }
            }
        }
    }
    for name in &secrets.given {
        let words = plain_words(name);
        if let Some(secret) = whole.get(&words.join(" ")) {
            out.push((*secret, name.clone(), Grave::Certain));
            continue;
        }
        for word in words.into_iter().filter(|w| !secrets.usual.words.contains(w)) {
            if let Some(secret) = own.get(&word)
                && seen.insert(word.clone())
            {
                out.push((*secret, name.clone(), Grave::Look));
            }
        }
    }
    out
}

impl Sought<'_> {
    /// Do notes write these letters of something else, or do they belong to a false name?
    pub(super) fn is_usual_initials(&self, letters: &str) -> bool {
        let of_false = |name: &String| {
            let own = name.split(' ').filter_map(|w| w.chars().next());
            name.contains(' ') && own.eq(letters.chars())
        };
        self.secrets.usual.words.contains(letters)
            || (self.secrets.ordinary)(letters)
            || self.given.iter().any(of_false)
    }
}
