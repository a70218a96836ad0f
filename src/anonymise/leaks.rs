//! *Leaks*: what the real case knows (`secrets`), searched in what would go out (`pieces`), as somebody would who wants to undo the anonymisation.
//!
//! A name is looked for as it is written and as it is misspelt, heard, turned about, joined, shortened to its letters or hidden in an address of
//! mail; a number however it is spaced; a day in every form. Files are unpacked into pieces by `app::unpacking`. What an outsider can do with
//! days alone is `days`; what tells of somebody without a name is `quasi`.

mod days;
mod given;
mod look;
mod near;
mod secrets;
mod sought;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use self::{
    days::{ByDays, by_days},
    secrets::{Secret, Secrets, Thing, Usual},
    words::plain_words,
};
use self::{look::Hit, secrets::Of, sought::Sought};

/// A text that would go out, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// The file, and for a file inside another both: `pack.zip: full.docx`.
    pub file: String,
    /// Where in the file: `word/document.xml`, `page 3`, `table entry, row 14, text`. Empty for a file of one text.
    pub place: String,
    /// The text.
    pub text: String,
}

/// How a secret was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// As the real case writes it.
    Exact,
    /// With a possessive `'s`.
    Possessive,
    /// With other capitals.
    Capitals,
    /// With or without accents and apostrophes, or with signs that nobody sees.
    Accents,
    /// Surname first.
    Reversed,
    /// Its words joined, or with a hyphen, dot or underscore between them.
    Joined,
    /// Inside a longer word, as in an address of mail or the name of a file.
    Inside,
    /// Only its first letters.
    Initials,
    /// Spelled a little otherwise.
    Spelling,
    /// By words that sound like it.
    Sound,
    /// With other spaces or signs between its figures.
    Spacing,
    /// In another form of the same day.
    Day,
    /// As, or in, a false name that was given.
    FalseName,
}

impl How {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 13] = [
        Self::Exact,
        Self::Possessive,
        Self::Capitals,
        Self::Accents,
        Self::Reversed,
        Self::Joined,
        Self::Inside,
        Self::Initials,
        Self::Spelling,
        Self::Sound,
        Self::Spacing,
        Self::Day,
        Self::FalseName,
    ];

    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "as written in the real case",
            Self::Possessive => "with a possessive ’s",
            Self::Capitals => "with other capitals",
            Self::Accents => "with other accents or apostrophes",
            Self::Reversed => "surname first",
            Self::Joined => "joined or hyphened",
            Self::Inside => "inside a longer word",
            Self::Initials => "by initials",
            Self::Spelling => "spelled nearly so",
            Self::Sound => "sounds like it",
            Self::Spacing => "with other spaces or signs",
            Self::Day => "as a date",
            Self::FalseName => "in a false name",
        }
    }
}

/// How sure it is that a secret stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grave {
    /// It does.
    Certain,
    /// It may be something else: a person looks at it.
    Look,
}

impl Grave {
    /// In words, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Look => "to be looked at",
        }
    }
}

/// A secret that would go out. Found in the same way several times in one file it is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// How sure it is.
    pub grave: Grave,
    /// What kind of thing.
    pub thing: Thing,
    /// The thing, as the real case calls it.
    pub real: String,
    /// How it was found.
    pub how: How,
    /// The words that were found.
    pub found: String,
    /// The file; empty for a false name.
    pub file: String,
    /// Where in the file it stands first.
    pub place: String,
    /// What stands round it there.
    pub excerpt: String,
    /// How often it was found so in the file.
    pub times: usize,
}

impl Leak {
    /// What to do about it.
    pub fn to_do(&self) -> &'static str {
        match (self.how, self.thing) {
            (How::FalseName, _) => {
                "Draw another false name: a reader who knows the case may take one person for another, or see that a name was kept"
            }
            (_, Thing::Word) => {
                "Look whether the word can be searched for or belongs to somebody (a nickname, a shop, a pet); if so, name it to the roster and make the case anew"
            }
            (How::Initials, _) => {
                "Look whether the letters mean this person; if so, add them to the person’s names and make the case anew"
            }
            (How::Spelling | How::Sound, _) => {
                "Look whether the word means this person or place; if so, add the spelling to its names and make the case anew; if not, clear the word"
            }
            (_, Thing::Day) => {
                "Look whether the day is a real one; if so, have it read as a date, or take it out of the text, and make the case anew"
            }
            (_, Thing::File | Thing::Entry) => {
                "Give files and entries names and numbers of their own, and make the case anew"
            }
            _ if self.grave == Grave::Look => {
                "Look whether it is meant; if so, name it to the roster and make the case anew; if not, clear it"
            }
            _ => "Do not hand the file over. Name what was found to the roster, make the case anew, and check it again",
        }
    }
}

/// What was searched, in figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Searched {
    /// Files, those inside others counted too.
    pub files: usize,
    /// Texts in them.
    pub pieces: usize,
    /// Words looked at.
    pub words: usize,
    /// Secrets searched for, by kind.
    pub secrets: BTreeMap<Thing, usize>,
    /// Secrets too short, or too ordinary a word, to be searched for by themselves.
    pub too_short: Vec<String>,
}

/// A check under way: pieces are looked at one after the other, so that no more than one file need be held.
pub struct Check<'a> {
    sought: Sought<'a>,
    files: BTreeSet<String>,
    searched: Searched,
    found: BTreeMap<(Of, String, How, String), Leak>,
}

impl std::fmt::Debug for Check<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Check({} pieces, {} leaks)", self.searched.pieces, self.found.len())
    }
}

impl<'a> Check<'a> {
    /// Makes secrets ready to be searched for.
    pub fn new(secrets: &'a Secrets<'a>) -> Self {
        let sought = Sought::new(secrets);
        let mut searched = Searched::default();
        for secret in &secrets.all {
            *searched.secrets.entry(secret.thing).or_insert(0) += 1;
        }
        let name = |at: &usize| secrets.all.get(*at).and_then(|s| s.forms.first().cloned());
        searched.too_short = sought.too_short.iter().filter_map(name).collect();
        Self {
            sought,
            files: BTreeSet::new(),
            searched,
            found: BTreeMap::new(),
        }
    }

    /// Looks at one text, and at the name of its file.
    pub fn look(&mut self, piece: &Piece) {
        self.searched.pieces += 1;
        if self.files.insert(piece.file.clone()) {
            let name = piece.file.clone();
            self.look_at(&piece.file, "the name of the file", &name);
        }
        self.look_at(&piece.file, &piece.place, &piece.text);
    }

    fn look_at(&mut self, file: &str, place: &str, text: &str) {
        let (words, hits) = look::hits(&mut self.sought, text);
        self.searched.words += words;
        for hit in hits {
            let word = if hit.of == Of::RareWord {
                hit.found.to_lowercase()
            } else {
                String::new()
            };
            let key = (hit.of, word, hit.how, file.to_owned());
            if let Some(leak) = self.found.get_mut(&key) {
                leak.times += 1;
                leak.grave = leak.grave.min(hit.grave);
            } else {
                let leak = self.leak(&hit, (file, place), text);
                self.found.insert(key, leak);
            }
        }
    }

    fn leak(&self, hit: &Hit, (file, place): (&str, &str), text: &str) -> Leak {
        let secrets = self.sought.secrets;
        let (thing, real) = match hit.of {
            Of::Secret(number) => secrets.all.get(number).map_or((Thing::Word, String::new()), |s| {
                (s.thing, s.forms.first().cloned().unwrap_or_default())
            }),
            Of::Day(day) => {
                let of = secrets.days.get(&day).copied().unwrap_or_default();
                (Thing::Day, format!("{} (day of {of})", day.format("%-d %B %Y")))
            }
            Of::RareWord => (Thing::Word, hit.found.to_lowercase()),
        };
        Leak {
            grave: hit.grave,
            thing,
            real,
            how: hit.how,
            found: hit.found.clone(),
            file: file.to_owned(),
            place: place.to_owned(),
            excerpt: look::excerpt(text, hit.span.clone()),
            times: 1,
        }
    }

    /// What was searched, in figures.
    pub fn searched(&self) -> Searched {
        Searched {
            files: self.files.len(),
            ..self.searched.clone()
        }
    }

    /// What was found: what is certain first.
    pub fn leaks(&self) -> Vec<Leak> {
        let mut out: Vec<Leak> = self.found.values().cloned().collect();
        for (secret, name, grave) in given::false_names(self.sought.secrets) {
            let real = self.sought.secrets.all.get(secret);
            out.push(Leak {
                grave,
                thing: Thing::Person,
                real: real.and_then(|s| s.forms.first().cloned()).unwrap_or_default(),
                how: How::FalseName,
                excerpt: name.clone(),
                found: name,
                file: String::new(),
                place: "the false names that were given".to_owned(),
                times: 1,
            });
        }
        out.sort_by(|a, b| {
            (a.grave, a.thing, &a.real, a.how, &a.file).cmp(&(b.grave, b.thing, &b.real, b.how, &b.file))
        });
        out
    }
}

/// Looks for every secret in every piece.
pub fn check(secrets: &Secrets<'_>, pieces: &[Piece]) -> Vec<Leak> {
    let mut check = Check::new(secrets);
    for piece in pieces {
        check.look(piece);
    }
    check.leaks()
}

/// What a check came to, in a few sentences for people.
pub fn in_words(leaks: &[Leak], searched: &Searched) -> String {
    let count = |grave: Grave| leaks.iter().filter(|l| l.grave == grave).count();
    let plural = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut out = vec![format!(
        "{} and {} were searched for {}.",
        plural(searched.files, "file", "files"),
        plural(searched.words, "word", "words"),
        plural(
            searched.secrets.values().sum(),
            "thing that the real case knows",
            "things that the real case knows"
        )
    )];
    out.push(match (count(Grave::Certain), count(Grave::Look)) {
        (0, 0) => "None of them was found.".to_owned(),
        (0, look) => format!(
            "None was found for certain; {} to be looked at by a person.",
            plural(look, "place is", "places are")
        ),
        (certain, look) => format!(
            "{} found for certain, and {} to be looked at. Hand nothing over before they are gone.",
            plural(certain, "leak was", "leaks were"),
            plural(look, "place is", "places are")
        ),
    });
    if !searched.too_short.is_empty() {
        out.push(format!(
            "{} too short, or too ordinary a word, to be searched for: read the text for {} yourself.",
            plural(searched.too_short.len(), "thing is", "things are"),
            if searched.too_short.len() == 1 { "it" } else { "them" }
        ));
    }
    out.push("A check finds what is written down; it cannot know what a reader remembers.".to_owned());
    out.join(" ")
}
