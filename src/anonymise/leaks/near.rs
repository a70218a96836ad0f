//! *Near*: words that are a slip of the pen from a name, or sound like it. Only words that are neither ordinary nor false names come here.

use std::collections::HashMap;

use rphonetic::DoubleMetaphone;
use strsim::{damerau_levenshtein, jaro_winkler};

use super::How;

/// A shorter name is near too many words.
const LEAST: usize = 4;
/// No longer word is a name.
const MOST: usize = 40;
/// Letters of a name that may be two slips away.
const TWO_SLIPS: usize = 8;
/// Words as alike as this, and with the same beginning, are taken for one name.
const ALIKE: f64 = 0.94;
/// Of words that sound alike by few consonants, as much of the letters must agree.
const ALIKE_SOUND: f64 = 0.75;

/// Names that others may be near to.
#[derive(Default)]
pub(super) struct Near {
    names: Vec<Name>,
    /// Names by how they sound.
    sounding: HashMap<String, Vec<usize>>,
}

struct Name {
    word: String,
    letters: usize,
    held: u32,
    secret: usize,
}

/// A name that a word is like.
pub(super) struct Likeness {
    pub(super) secret: usize,
    pub(super) how: How,
    /// Is it so near that it counts without a capital?
    pub(super) plainly: bool,
}

impl Near {
    pub(super) fn add(&mut self, word: &str, secret: usize) {
        let letters = word.chars().count();
        let fits = (LEAST..=MOST).contains(&letters) && word.chars().all(char::is_alphabetic);
        if fits && !self.names.iter().any(|n| n.word == word) {
            for sound in sounds(word) {
                self.sounding.entry(sound).or_default().push(self.names.len());
            }
            self.names.push(Name {
                word: word.to_owned(),
                letters,
                held: held(word),
                secret,
            });
        }
    }

    /// The name that this word is nearest to, if one is near.
    pub(super) fn of(&self, word: &str) -> Option<Likeness> {
        let letters = word.chars().count();
        if !(LEAST..=MOST).contains(&letters) {
            return None;
        }
        let mut best: Option<(usize, &Name)> = None;
        let own = held(word);
        // A slip changes two of the letters that a word holds at most: most names are told apart by that alone.
        let may_be = |n: &&Name| n.letters.abs_diff(letters) <= 2 && (n.held ^ own).count_ones() <= 4;
        for name in self.names.iter().filter(may_be) {
            let slips = damerau_levenshtein(&name.word, word);
            if is_slip(name, word, letters, slips) && best.is_none_or(|(s, _)| slips < s) {
                best = Some((slips, name));
            }
        }
        if let Some((slips, name)) = best {
            return Some(Likeness {
                secret: name.secret,
                how: How::Spelling,
                plainly: slips == 1 && letters >= 6,
            });
        }
        let mut sounding = sounds(word).into_iter().flat_map(|s| {
            let names = self.sounding.get(&s).map_or(&[][..], Vec::as_slice);
            names.iter().map(move |n| (s.len(), *n))
        });
        sounding.find_map(|(length, at)| {
            let name = self.names.get(at)?;
            let is_same = length > 3 || jaro_winkler(&name.word, word) >= ALIKE_SOUND;
            is_same.then_some(Likeness {
                secret: name.secret,
                how: How::Sound,
                plainly: false,
            })
        })
    }
}

/// Which letters a word holds, one bit each; letters beyond those of English share one.
fn held(word: &str) -> u32 {
    let bit = |c: char| match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        _ => 26,
    };
    word.chars().fold(0, |all, c| all | 1 << bit(c))
}

fn is_slip(name: &Name, word: &str, letters: usize, slips: usize) -> bool {
    let shorter = name.letters.min(letters);
    let first = |w: &str| w.chars().next();
    match slips {
        1 => shorter > LEAST || first(&name.word) == first(word),
        2 => shorter >= TWO_SLIPS || (shorter >= 6 && jaro_winkler(&name.word, word) >= ALIKE),
        _ => false,
    }
}

/// How a word may sound; nothing for one of other letters than those of English.
fn sounds(word: &str) -> Vec<String> {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let told = DoubleMetaphone::new(Some(6)).double_metaphone(word);
    let mut out = vec![told.primary(), told.alternate()];
    out.retain(|s| s.len() > 1);
    out.dedup();
    out
}
