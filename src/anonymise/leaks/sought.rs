//! *Sought*: the secrets made ready, so that each word of a text is looked up once and each distinct word is judged once.

use std::collections::{BTreeSet, HashMap, HashSet};

use regex::Regex;

use super::{
    Grave, How,
    near::{Likeness, Near},
    secrets::{Of, Secrets, Thing},
    words::{Form, joined, plain_words, words},
};

/// A name shorter than this stands inside too many other words.
const LEAST_INSIDE: usize = 4;
/// A number shorter than this stands by itself in too many places.
const LEAST_NUMBER: usize = 4;
/// A number of this length is not met by chance.
const SURE_NUMBER: usize = 6;
/// A word is rare when no more entries have it.
const RARE: usize = 2;

/// A word of a secret.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// Whose.
    pub(super) secret: usize,
    /// How it is written in the real case.
    pub(super) raw: Vec<String>,
    /// Is it an ordinary word as well?
    pub(super) ordinary: bool,
}

/// Words one after the other.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) secret: usize,
    /// The words after the first.
    pub(super) rest: Vec<String>,
    pub(super) how: How,
    /// Are all its words ordinary?
    pub(super) ordinary: bool,
}

/// How sure it is that letters in capitals are initials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// The real case writes somebody so.
    Written,
    /// They are the first letters of somebody's names.
    First,
    /// The same, and notes write them of something else too.
    Doubtful,
}

/// Where a word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// Wherever it stands.
    Anywhere,
    /// With a capital.
    WithCapital,
    /// Where it reads as a name, since it is an ordinary word too.
    AsName,
}

/// What was found out about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) of: Of,
    pub(super) how: How,
    pub(super) grave: Grave,
    /// Where it counts.
    pub(super) counts: Counts,
}

/// The secrets, made ready.
pub(super) struct Sought<'a> {
    pub(super) secrets: &'a Secrets<'a>,
    words: HashMap<String, Own>,
    phrases: HashMap<String, Vec<Phrase>>,
    /// Names that can stand inside longer words, each with whose it is, the longest first.
    inside: Vec<(String, usize)>,
    /// Finds whether any of them stands in a word; nothing where there is none.
    any_inside: Option<Regex>,
    /// Initials, with whose they are and how sure they are.
    initials: HashMap<String, (usize, Letters)>,
    /// Numbers, sorted.
    numbers: Vec<(String, usize)>,
    /// Identifiers that can stand inside longer ones.
    long_numbers: Vec<(String, usize)>,
    near: Near,
    turned: Vec<(usize, Vec<String>)>,
    /// False names as plain words.
    pub(super) given: BTreeSet<String>,
    given_words: HashSet<String>,
    judged: HashMap<String, Option<Verdict>>,
    /// Secrets of which nothing is long enough to be searched for.
    pub(super) too_short: Vec<usize>,
}

impl<'a> Sought<'a> {
    pub(super) fn new(secrets: &'a Secrets<'a>) -> Self {
        let mut out = Self {
            secrets,
            words: HashMap::new(),
            phrases: HashMap::new(),
            inside: Vec::new(),
            any_inside: None,
            initials: HashMap::new(),
            numbers: Vec::new(),
            long_numbers: Vec::new(),
            near: Near::default(),
            turned: Vec::new(),
            given: secrets.given.iter().map(|g| plain_words(g).join(" ")).collect(),
            given_words: secrets.given.iter().flat_map(|g| plain_words(g)).collect(),
            judged: HashMap::new(),
            too_short: Vec::new(),
        };
        for (number, secret) in secrets.all.iter().enumerate() {
            let before = (out.words.len(), out.phrases.len(), out.numbers.len());
            for form in &secret.forms {
                if secret.thing.is_numbered() {
                    out.add_number(number, secret.thing, form);
                }
                if secret.thing.is_named() {
                    out.add_name(number, secret.thing, form);
                }
            }
            // What an agency, a file or an author in a general word is called (`Police`, `probation.csv`, `Duty officer`) tells nothing.
            let tells = matches!(
                secret.thing,
                Thing::Person | Thing::Identifier | Thing::Entry | Thing::Place
            );
            let now = (out.words.len(), out.phrases.len(), out.numbers.len());
            if tells && before == now && !out.is_known(number) {
                out.too_short.push(number);
            }
        }
        // Every name as it is written comes before any that is turned about, so that it is told as written.
        for (number, plain) in std::mem::take(&mut out.turned) {
            out.add_turned(number, &plain);
        }
        out.numbers.sort();
        out.numbers.dedup();
        let is_long = |n: &&(String, usize)| {
            let thing = secrets.all.get(n.1).map(|s| s.thing);
            n.0.len() > SURE_NUMBER && thing == Some(Thing::Identifier)
        };
        out.long_numbers = out.numbers.iter().filter(is_long).cloned().collect();
        out.inside.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
        out.inside.dedup_by(|a, b| a.0 == b.0);
        let names: Vec<String> = out.inside.iter().map(|(n, _)| regex::escape(n)).collect();
        out.any_inside = Regex::new(&names.join("|")).ok().filter(|_| !names.is_empty());
        out
    }

    /// Is every word of it looked for on account of another secret?
    fn is_known(&self, number: usize) -> bool {
        let forms = self.secrets.all.get(number).map_or(&[][..], |s| &s.forms);
        let mut all = forms.iter().flat_map(|f| plain_words(f));
        all.any(|w| self.words.contains_key(&w) || self.phrases.contains_key(&w))
    }

    fn add_number(&mut self, number: usize, thing: Thing, form: &str) {
        let own = joined(form);
        if own.chars().count() < LEAST_NUMBER || (thing != Thing::Identifier && !has_digit(&own)) {
            // A file `probation.csv` tells nothing; one with words of its own does.
            let telling = thing == Thing::File && plain_words(form).iter().any(|w| w.len() > 4 && !self.is_ordinary(w));
            if telling {
                self.numbers.push((own, number));
            }
            return;
        }
        if let Some(rest) = own.strip_prefix('0').filter(|r| r.len() >= 9 && is_figures(r)) {
            self.numbers.push((format!("44{rest}"), number));
        }
        self.numbers.push((own, number));
    }

    fn add_name(&mut self, number: usize, thing: Thing, form: &str) {
        let is_person = matches!(thing, Thing::Person | Thing::Author);
        let mut own: Vec<(String, String)> = words(form)
            .into_iter()
            .filter(|w| !w.plain.is_empty())
            .map(|w| (w.plain, super::words::without_possessive(w.raw).0.to_owned()))
            .collect();
        // Of `SM` the letters are the name; of `Mr Duquesne` the title is not.
        if thing == Thing::Person && own.len() == 1 && is_initials(form) {
            let letters = own.first().map(|w| w.0.clone()).unwrap_or_default();
            // `PO` is a probation officer as often as it is P Okafor.
            let means_more = self.secrets.usual.abbreviations.contains(&letters) || self.is_ordinary(&letters);
            let sure = if means_more {
                Letters::Doubtful
            } else {
                Letters::Written
            };
            self.initials.insert(letters, (number, sure));
            return;
        }
        while is_person && own.len() > 1 && own.first().is_some_and(|w| self.secrets.usual.words.contains(&w.0)) {
            own.remove(0);
        }
        if self
            .given
            .contains(&own.iter().map(|w| w.0.as_str()).collect::<Vec<_>>().join(" "))
        {
            return;
        }
        if thing == Thing::Person {
            self.add_initials(number, &own);
        }
        let plain: Vec<String> = own.iter().map(|w| w.0.clone()).collect();
        self.add_phrases(number, thing, &plain);
        for (word, raw) in own {
            self.add_word(number, thing, word, raw);
        }
    }

    fn add_initials(&mut self, number: usize, own: &[(String, String)]) {
        let is_whole = own.len() > 1 && own.iter().all(|w| w.0.chars().count() > 1);
        if !is_whole {
            return;
        }
        let letters: String = own.iter().filter_map(|w| w.0.chars().next()).collect();
        // Those who were given false names have initials too: then nobody can tell whose they are.
        if self.is_usual_initials(&letters) {
            return;
        }
        let sure = if self.secrets.usual.abbreviations.contains(&letters) {
            Letters::Doubtful
        } else {
            Letters::First
        };
        self.initials.entry(letters).or_insert((number, sure));
    }

    fn add_phrases(&mut self, number: usize, thing: Thing, plain: &[String]) {
        if plain.len() < 2 || plain.iter().all(|w| w.chars().count() < 2) {
            return;
        }
        // Who writes entries may be `Customer services`.
        if thing == Thing::Author && plain.iter().all(|w| self.is_ordinary(w)) {
            return;
        }
        self.add_phrase(number, plain.to_vec(), How::Exact);
        if matches!(thing, Thing::Person | Thing::Author) {
            self.turned.push((number, plain.to_vec()));
        }
    }

    fn add_phrase(&mut self, number: usize, own: Vec<String>, how: How) {
        let is_plain = own.iter().all(|w| self.is_ordinary(w) || w.chars().count() < 2);
        let ordinary = is_plain && !self.secrets.sure.contains(&own);
        let mut own = own.into_iter();
        let Some(first) = own.next() else { return };
        let rest: Vec<String> = own.collect();
        let all = self.phrases.entry(first).or_default();
        if !all.iter().any(|p| p.rest == rest) {
            all.push(Phrase {
                secret: number,
                rest,
                how,
                ordinary,
            });
        }
    }

    /// A name surname first, and joined as in addresses of mail.
    fn add_turned(&mut self, number: usize, plain: &[String]) {
        let Some((last, before)) = plain.split_last() else {
            return;
        };
        let mut turned = vec![last.clone()];
        turned.extend(before.iter().cloned());
        self.add_phrase(number, turned, How::Reversed);
        let initial = before.first().and_then(|w| w.chars().next()).map(|c| c.to_string());
        if last.chars().count() > 2
            && let Some(initial) = initial
        {
            self.add_phrase(number, vec![last.clone(), initial.clone()], How::Reversed);
            self.inside.push((format!("{initial}{last}"), number));
            self.inside.push((format!("{last}{initial}"), number));
        }
        if let Some(first) = before.iter().find(|w| w.chars().count() > 1) {
            self.inside.push((format!("{first}{last}"), number));
            self.inside.push((format!("{last}{first}"), number));
        }
    }

    fn add_word(&mut self, number: usize, thing: Thing, word: String, raw: String) {
        let letters = word.chars().count();
        if letters < 2 || !word.chars().any(char::is_alphabetic) || self.secrets.usual.words.contains(&word) {
            return;
        }
        let ordinary = self.is_ordinary(&word);
        // An ordinary word of an agency or of a place tells nothing by itself, and who writes entries may be `Duty officer`.
        if (ordinary || letters == 2) && thing != Thing::Person {
            return;
        }
        if self.given_words.contains(&word) {
            return;
        }
        if letters >= LEAST_INSIDE && !ordinary {
            self.near.add(&word, number);
            self.inside.push((word.clone(), number));
        }
        let own = self.words.entry(word).or_insert(Own {
            secret: number,
            raw: Vec::new(),
            ordinary,
        });
        if !own.raw.contains(&raw) {
            own.raw.push(raw);
        }
    }

    fn is_ordinary(&self, word: &str) -> bool {
        self.secrets.usual.words.contains(word) || (self.secrets.ordinary)(word)
    }

    pub(super) fn own(&self, word: &str) -> Option<&Own> {
        self.words.get(word)
    }

    pub(super) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// Whose initials they are, and how sure it is.
    pub(super) fn initials(&self, letters: &str) -> Option<(usize, Letters)> {
        self.initials.get(letters).copied()
    }

    /// The numbers that begin so: is there one, and is one of them exactly this?
    pub(super) fn number(&self, begun: &str) -> (bool, Option<(usize, Grave)>) {
        let at = self.numbers.partition_point(|(n, _)| n.as_str() < begun);
        let Some((number, secret)) = self.numbers.get(at) else {
            return (false, None);
        };
        let grave = if number.chars().count() >= SURE_NUMBER && has_digit(number) {
            Grave::Certain
        } else {
            Grave::Look
        };
        let exact = (number == begun).then_some((*secret, grave));
        let next = if exact.is_some() { at + 1 } else { at };
        let goes_on = self.numbers.get(next).is_some_and(|(n, _)| n.starts_with(begun));
        (goes_on, exact)
    }

    /// What a word is, wherever it stands.
    pub(super) fn judge(&mut self, word: &str, form: Form) -> Option<Verdict> {
        // What stands inside a word hangs on its capitals; such words are few.
        if form == Form::Mixed {
            return self.judged_anew(word, form);
        }
        if let Some(known) = self.judged.get(word) {
            return *known;
        }
        let found = self.judged_anew(word, form);
        self.judged.insert(word.to_owned(), found);
        found
    }

    fn judged_anew(&self, word: &str, form: Form) -> Option<Verdict> {
        let verdict = |of, how, grave, counts| Some(Verdict { of, how, grave, counts });
        if let Some(own) = self.words.get(word) {
            let (grave, counts) = if own.ordinary {
                (Grave::Look, Counts::AsName)
            } else if word.chars().count() == 2 {
                (Grave::Look, Counts::WithCapital)
            } else {
                (Grave::Certain, Counts::Anywhere)
            };
            return verdict(Of::Secret(own.secret), How::Exact, grave, counts);
        }
        if self.given_words.contains(word) || self.is_ordinary(word) || self.secrets.printed.contains(word) {
            return None;
        }
        if let Some((secret, grave)) = self.inside_of(word, form) {
            return verdict(Of::Secret(secret), How::Inside, grave, Counts::Anywhere);
        }
        if word.chars().all(char::is_alphabetic)
            && let Some(Likeness { secret, how, plainly }) = self.near.of(word)
        {
            let counts = if plainly { Counts::Anywhere } else { Counts::WithCapital };
            return verdict(Of::Secret(secret), how, Grave::Look, counts);
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let is_rare = self.secrets.words.get(word).is_some_and(|n| *n <= RARE);
        if letters >= 4 && is_rare {
            return verdict(Of::RareWord, How::Exact, Grave::Look, Counts::Anywhere);
        }
        None
    }

    /// The secret that stands inside a longer word: of four letters only at one of its ends and beside figures or a capital.
    fn inside_of(&self, word: &str, form: Form) -> Option<(usize, Grave)> {
        let long = |name: &str| name.chars().count() > LEAST_INSIDE;
        let may_be = self.any_inside.as_ref().is_none_or(|any| any.is_match(word));
        let names = if may_be { self.inside.as_slice() } else { &[] };
        for (name, secret) in names.iter().filter(|(n, _)| n.len() < word.len() || n == word) {
            let Some(at) = word.find(name.as_str()) else { continue };
            let rest = word.replacen(name.as_str(), "", 1);
            let at_end = at == 0 || at + name.len() == word.len();
            let beside = is_figures(&rest) || form == Form::Mixed;
            if long(name) {
                // Inside a longer word of letters alone it may be chance: `brownish`.
                let grave = if beside || at_end { Grave::Certain } else { Grave::Look };
                return Some((*secret, grave));
            }
            if at_end && beside {
                return Some((*secret, Grave::Certain));
            }
        }
        let holds = |n: &&(String, usize)| n.0.len() < word.len() && word.contains(&n.0);
        let number = has_digit(word).then(|| self.long_numbers.iter().find(holds)).flatten();
        number.map(|(_, secret)| (*secret, Grave::Certain))
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

fn is_figures(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Two to four capitals and nothing else.
fn is_initials(form: &str) -> bool {
    let letters = form.trim();
    (2..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase)
}
