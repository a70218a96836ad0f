//! *One name*: may two words be one given name or surname: the same, a slip of the pen, an initial, a short form?
//!
//! Whose name it is, when a roster has several people, is left to `known`.

use std::collections::BTreeMap;

use crate::{
    model::case::Sex,
    text::{names::sexes_differ, unknown_names::NameRules},
};

/// How a written given name fits one that is known, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The same, but for accents.
    Same,
    /// One or two letters from it, or alike in sound.
    Slip(usize),
    /// A short form of it, or it of this.
    Short,
    /// Its first letter.
    Initial,
}

/// Given names by the words of the rules: whose they are, and what they are short for.
#[derive(Debug, Clone, Default)]
pub(super) struct Given {
    sexes: BTreeMap<String, Option<Sex>>,
    /// Rows of `short_forms` in which a name stands.
    rows: BTreeMap<String, Vec<usize>>,
}

impl Given {
    pub(super) fn new(rules: &NameRules) -> Self {
        let mut out = Self::default();
        for (row, names) in rules.short_forms.iter().enumerate() {
            for name in names {
                out.sexes.entry(name.clone()).or_insert(None);
                out.rows.entry(name.clone()).or_default().push(row);
            }
        }
        let lists = [
            (&rules.male, Some(Sex::Male)),
            (&rules.female, Some(Sex::Female)),
            (&rules.either, None),
        ];
        for (list, sex) in lists {
            for name in list {
                // What stands in both lists is of either.
                let is_both = rules.male.contains(name) && rules.female.contains(name);
                out.sexes.insert(name.clone(), sex.filter(|_| !is_both));
            }
        }
        out
    }

    /// Is it a given name that the rules know?
    pub(super) fn holds(&self, word: &str) -> bool {
        self.sexes.contains_key(word)
    }

    /// The sex of those who are called so, where the name tells.
    pub(super) fn sex(&self, word: &str) -> Option<Sex> {
        self.sexes.get(word).copied().flatten()
    }

    /// How a written name fits a known one; nothing when it is another name. `sex` is that of the person known by it.
    pub(super) fn fit(&self, written: &str, known: &str, sex: Option<Sex>) -> Option<Fit> {
        if written == known {
            return Some(Fit::Same);
        }
        if is_initial_of(written, known) || is_initial_of(known, written) {
            return Some(Fit::Initial);
        }
        if sexes_differ(self.sex(written), sex.or_else(|| self.sex(known))) {
            return None;
        }
        if let Some(letters) = self.slip(written, known) {
            return Some(Fit::Slip(letters));
        }
        (self.is_short(written, known) || self.is_short(known, written)).then_some(Fit::Short)
    }

    /// Letters between two given names, when one is likely the other with a slip. Two names that are both known, as Martin and
    /// Marvin are, are two names unless they sound alike.
    fn slip(&self, a: &str, b: &str) -> Option<usize> {
        let letters = |w: &str| w.chars().collect::<Vec<char>>();
        let (x, y) = (letters(a), letters(b));
        let shorter = x.len().min(y.len());
        if x.first() != y.first() || shorter < 4 || x.len().abs_diff(y.len()) > 2 {
            return None;
        }
        let (apart, alike) = (distance(&x, &y), sound(a) == sound(b));
        let both = self.holds(a) && self.holds(b);
        let near = if both {
            shorter > 4 && apart == 1 && alike
        } else if shorter == 4 {
            apart == 1 && alike
        } else {
            apart == 1 || apart == 2 && (alike || shorter >= 8)
        };
        near.then_some(apart)
    }

    /// Is one in a row of short forms with the other, or with a name of which the other is a slip; or its first letters?
    fn is_short(&self, short: &str, long: &str) -> bool {
        let rows_of = |w: &str| self.rows.get(w).map_or(&[][..], Vec::as_slice);
        let of_row = |row: &usize| {
            rows_of(long).contains(row)
                || self
                    .rows
                    .iter()
                    .any(|(name, rows)| rows.contains(row) && !self.holds(long) && self.slip(long, name) == Some(1))
        };
        let begins = short.chars().count() >= 3
            && long.chars().count() >= short.chars().count() + 2
            && long.starts_with(short)
            && !self.holds(short);
        begins || rows_of(short).iter().any(of_row)
    }
}

/// Is one the first letter of the other?
pub(super) fn is_initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Accents off, as records of many systems write names.
pub fn plain(word: &str) -> String {
    word.chars().map(without_accent).collect()
}

/// Are two words the same but for accents?
pub(super) fn is_same_plain(a: &str, b: &str) -> bool {
    a.chars().map(without_accent).eq(b.chars().map(without_accent))
}

fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' | 'ạ' | 'ā' | 'ă' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ẹ' | 'ē' | 'ė' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ị' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ọ' | 'ō' | 'ő' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ụ' | 'ū' | 'ű' | 'ư' => 'u',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ŵ' => 'w',
        'ç' | 'ć' | 'č' => 'c',
        'ñ' | 'ń' | 'ň' => 'n',
        'ł' => 'l',
        'ś' | 'š' | 'ş' | 'ṣ' | 'ș' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ř' => 'r',
        'ť' | 'ț' | 'ţ' => 't',
        'ď' | 'đ' => 'd',
        'ğ' => 'g',
        other => other,
    }
}

/// A key that is the same for words that sound alike: the first letter, and the kinds of the consonants after it.
pub fn sound(word: &str) -> String {
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
pub fn is_slip(a: &str, b: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::{is_slip, plain, sound};

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
        assert_eq!(plain("łęcka"), "lecka");
        assert_eq!(sound("stephen"), sound("steven"));
    }
}
