//! *Likeness*: is a name another form of somebody's name: initials, a slip of the pen, one name of two?

use std::collections::{BTreeMap, BTreeSet};

use super::Likely;
use crate::{
    model::case::{Case, PersonId},
    text::{names::is_title, words::tokens},
};

/// Words of a name, in small letters without accents.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut out: Vec<String> = tokens(name)
        .into_iter()
        .map(|t| plain(t.bare()))
        .filter(|w| !w.is_empty() && !is_title(w) && w != "dr")
        .collect();
    // "Duquesne A", as police logs write it, is A Duquesne.
    if let [surname, initial] = out.as_slice()
        && initial.chars().count() == 1
        && surname.chars().count() > 1
    {
        out.swap(0, 1);
    }
    out
}

/// Accents off, as records of many systems write names.
pub(super) fn plain(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
            'ú' | 'ù' | 'û' | 'ü' | 'ů' => 'u',
            'ý' | 'ÿ' => 'y',
            'ç' | 'ć' | 'č' => 'c',
            'ñ' | 'ń' | 'ň' => 'n',
            'ł' => 'l',
            'ś' | 'š' | 'ş' => 's',
            'ź' | 'ż' | 'ž' => 'z',
            'ř' => 'r',
            'ť' => 't',
            'ď' => 'd',
            'ğ' => 'g',
            other => other,
        })
        .collect()
}

/// A key that is the same for words that sound alike: the first letter, and the kinds of the consonants after it.
pub(super) fn sound(word: &str) -> String {
    let kind = |c: char| match c {
        'b' | 'f' | 'p' | 'v' => '1',
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => '2',
        'd' | 't' => '3',
        'l' => '4',
        'm' | 'n' => '5',
        'r' => '6',
        _ => '0',
    };
    let mut out = String::new();
    let mut last = '0';
    for (at, c) in word.chars().enumerate() {
        let own = kind(c);
        if at == 0 {
            out.push(c);
        } else if own != '0' && own != last && out.len() < 4 {
            out.push(own);
        }
        if !matches!(c, 'h' | 'w') {
            last = own;
        }
    }
    out
}

/// Are two words one name, with a slip of the pen? One letter in five, and the first letter is the same.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    if shorter < 5 || a.first() != b.first() || a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    distance(&a, &b) <= if shorter >= 8 { 2 } else { 1 }
}

/// Letters put in, left out, changed, or swapped with the next.
fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..width).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |r: &[usize], n: usize| r.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&row, j) + usize::from(x != y))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) && x != y;
            if is_swap {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

/// May two first names be one: the same, an initial of the other, or a slip of it?
pub(super) fn firsts_agree(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a) || is_slip(a, b)
}

/// The names of the roster.
pub(super) struct Known {
    /// Words of each name form, and whose it is.
    forms: BTreeMap<Vec<String>, PersonId>,
    /// All words of each person's names.
    words: Vec<(PersonId, BTreeSet<String>, Vec<Vec<String>>)>,
}

impl Known {
    pub(super) fn new(case: &Case) -> Self {
        let mut out = Self {
            forms: BTreeMap::new(),
            words: Vec::new(),
        };
        for person in &case.people {
            let forms: Vec<Vec<String>> = person
                .names
                .iter()
                .map(|n| parts(n))
                .filter(|p| !p.is_empty())
                .collect();
            for form in &forms {
                out.forms.entry(form.clone()).or_insert_with(|| person.id.clone());
            }
            let words = forms.iter().flatten().cloned().collect();
            out.words.push((person.id.clone(), words, forms));
        }
        out
    }

    /// Is this a name that the roster has, or one made of one person's words?
    pub(super) fn holds(&self, name: &str) -> bool {
        let own = parts(name);
        if own.is_empty() {
            return true;
        }
        self.forms.contains_key(&own)
            || self.words.iter().any(|(_, words, forms)| {
                let all = own.iter().all(|w| {
                    words.contains(w) || w.chars().count() == 1 && words.iter().any(|x| x.starts_with(w.as_str()))
                });
                // One word of a name is enough, an initial alone is not.
                all && own.iter().any(|w| w.chars().count() > 1 && words.contains(w)) && !forms.is_empty()
            })
    }

    /// Somebody of whose name one of these may be another form.
    pub(super) fn likely<'a>(&self, forms: impl Iterator<Item = &'a str>) -> Option<Likely> {
        let mut shared: Option<Likely> = None;
        for form in forms {
            let own = parts(form);
            let Some(last) = own.last() else { continue };
            for (person, _, known) in &self.words {
                let full = |k: &&Vec<String>| k.len() > 1;
                let likely = |why: String| Likely {
                    person: person.clone(),
                    why,
                };
                for name in known.iter().filter(full) {
                    let (Some(first), Some(surname)) = (name.first(), name.last()) else {
                        continue;
                    };
                    let agrees = own.len() < 2 || own.first().is_some_and(|f| firsts_agree(f, first));
                    if agrees && last != surname && is_slip(last, surname) {
                        return Some(likely(format!(
                            "“{form}” is one or two letters from “{}”",
                            name.join(" ")
                        )));
                    }
                    if own.len() == 1 && last != first && is_slip(last, first) {
                        return Some(likely(format!("“{form}” is a letter from the first name “{first}”")));
                    }
                    if own.len() > 1 && last == surname && shared.is_none() && !agrees {
                        shared = Some(likely(format!(
                            "has the surname “{surname}” too, with another first name: a relative?"
                        )));
                    }
                    if own.len() > 1 && own.first() == Some(first) && sound(last) == sound(surname) {
                        return Some(likely(format!("“{form}” sounds like “{}”", name.join(" "))));
                    }
                }
                for name in known.iter().filter(|k| k.len() == 1 && own.len() == 1) {
                    if let Some(word) = name.first().filter(|w| *w != last && is_slip(last, w)) {
                        return Some(likely(format!("“{form}” is a letter from “{word}”")));
                    }
                }
            }
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::{firsts_agree, is_slip, plain, sound};

    #[test]
    fn slips_of_the_pen_are_near_and_other_names_are_not() {
        assert!(
            is_slip("hardcastle", "harcastle") && is_slip("lindqvist", "lindqvits") && is_slip("whitlock", "whitlok")
        );
        assert!(
            !is_slip("brown", "crown")
                && !is_slip("hale", "hall")
                && !is_slip("moreton", "mortimer")
                && !is_slip("pearce", "pierce")
        );
        assert!(firsts_agree("t", "tamsin") && !firsts_agree("t", "siobhan"));
        assert_eq!(plain("łęcka"), "lecka");
        assert_eq!(sound("stephen"), sound("steven"));
    }
}
