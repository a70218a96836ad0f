//! *Rewriting*: a text with everything that tells of somebody put in other words, and what is left that a person must look at.

mod days;
mod forms;
mod houses;

use chrono::NaiveDate;

use crate::{
    anonymise::{
        happenings::{Happening, Happenings},
        level::{Dates, Level, Levels},
        marks::Marks,
        people::Names,
        plan::{Plan, possessive},
        residual::{self, Left},
        roster::Lives,
        shift::Shift,
        spot::{Spot, What},
        vocabulary::{Vocabulary, begins},
    },
    model::{
        disguise::Clearing,
        mention::{AgencyMention, PersonMention, Span},
    },
    text::{
        dates::{FoundDate, find_dates},
        one_name::plain,
        words::{Token, is_shouted, tokens},
    },
};

/// A text to be rewritten.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passage<'a> {
    /// It.
    pub text: &'a str,
    /// The day on which it was written, where that is known.
    pub day: Option<NaiveDate>,
    /// Who was read in it.
    pub people: &'a [PersonMention],
    /// Which agencies were read in it.
    pub agencies: &'a [AgencyMention],
    /// Does the whole of it name somebody, as the author of an entry?
    pub is_name: bool,
}

/// Words put in the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the text as it was.
    pub old: Span,
    /// Bytes of the text as it is now.
    pub new: Span,
    /// What stood there.
    pub what: What,
}

/// A text with everything put in other words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewritten {
    /// It.
    pub text: String,
    /// What was changed, in order of place.
    pub edits: Vec<Edit>,
    /// What is left that a person must look at.
    pub left: Vec<Left>,
}

/// What is to be put in the place of some bytes.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) span: Span,
    pub(super) to: String,
    pub(super) what: What,
}

/// Everything by which texts of one case are rewritten.
#[derive(Clone, Copy)]
pub struct Rewriter<'a> {
    /// What is put in the place of what.
    pub plan: &'a Plan,
    /// Numbers of identifiers.
    pub marks: &'a Marks,
    /// For whom.
    pub level: &'a Level,
    /// Words of the levels.
    pub levels: &'a Levels,
    /// By how much dates move.
    pub shift: Shift,
    /// Ordinary words, and what was said of others.
    pub words: Vocabulary<'a>,
    /// The recognisers' lists.
    pub lists: &'a crate::anonymise::lists::Lists,
    /// Happenings that tell of a year.
    pub happenings: &'a Happenings,
    /// What the recognisers found in texts of the case; others are looked through when they come.
    pub spots: &'a std::collections::BTreeMap<String, Vec<Spot>>,
    /// Telephone numbers and days of birth that the roster knows.
    pub lives: &'a Lives,
    /// Numbers of houses in streets of the case.
    pub houses: &'a std::collections::BTreeSet<String>,
    /// Ids of the entries of the real case, and those in their place.
    pub ids: &'a std::collections::BTreeMap<String, String>,
}

impl Rewriter<'_> {
    /// Rewrites a text.
    pub fn rewrite(&self, passage: Passage<'_>) -> Rewritten {
        let text = passage.text;
        let cut = tokens(text);
        let mut changes: Vec<Change> = Vec::new();
        let mut passed: Vec<Span> = Vec::new();
        self.refs(text, &mut changes);
        changes.extend(self.named_references(text, &cut));
        let days = find_dates(text, passage.day);
        self.identifiers(text, &days, (&mut changes, &mut passed));
        for change in self.known_by_form(text) {
            let is_day = days
                .iter()
                .any(|d| d.span.start < change.span.end && change.span.start < d.span.end);
            let meets = |c: &Change| c.span.start < change.span.end && change.span.start < c.span.end;
            if !is_day && !changes.iter().any(meets) && !self.level.keeps.contains(&change.what) {
                changes.push(change);
            }
        }
        self.dates(passage, (&cut, days), (&mut changes, &mut passed));
        let happenings = self.happenings(text, &cut, &mut changes);
        let is_taken = |span: Span, changes: &[Change], passed: &[Span]| {
            let meets = |s: &Span| s.start < span.end && span.start < s.end;
            changes.iter().any(|c| meets(&c.span)) || passed.iter().any(meets)
        };
        let taken: Vec<bool> = cut.iter().map(|t| is_taken(t.span, &changes, &passed)).collect();
        let names = Names {
            rewriter: self,
            passage,
            tokens: &cut,
            taken: &taken,
            is_shouted: is_shouted(&cut),
        };
        let mut at = 0;
        while at < cut.len() {
            at = match names.at(at) {
                Some((found, next)) => {
                    changes.extend(found);
                    next.max(at + 1)
                }
                None => at + 1,
            };
        }
        self.house_numbers(text, &cut, &mut changes);
        changes.sort_by_key(|c| (c.span.start, c.span.end));
        self.once(text, &mut changes);
        let left = residual::find(self, &names, (&changes, &happenings));
        apply(text, changes, left)
    }

    /// Ids of entries that a text names.
    fn refs(&self, text: &str, changes: &mut Vec<Change>) {
        let is_sign = |c: char| !(c.is_alphanumeric() || c == '-' || c == '/' || c == '_');
        let mut from = 0;
        for word in text.split(is_sign) {
            let start = text.get(from..).and_then(|t| t.find(word)).map_or(from, |at| from + at);
            from = start + word.len();
            let is_long = word.len() > 3 && word.bytes().any(|b| b.is_ascii_digit());
            if let Some(to) = self.ids.get(word).filter(|_| is_long) {
                changes.push(Change {
                    span: Span { start, end: from },
                    to: to.clone(),
                    what: What::Reference,
                });
            }
        }
    }

    /// Words that a person said are a number or code of somebody.
    fn named_references(&self, text: &str, cut: &[Token]) -> Vec<Change> {
        let is_one = |t: &&Token| self.words.cleared.get(&plain(t.bare())) == Some(&Clearing::Reference);
        cut.iter()
            .filter(is_one)
            .map(|t| Change {
                span: t.span,
                to: self.marks.mark(
                    What::Reference,
                    text.get(t.span.start..t.span.end).unwrap_or_default(),
                    self.levels,
                ),
                what: What::Reference,
            })
            .collect()
    }

    /// Happenings that tell of a year, where days are moved; those of which somebody said so are put in other words.
    fn happenings(&self, text: &str, cut: &[Token], changes: &mut Vec<Change>) -> Vec<Happening> {
        if self.level.dates == Dates::Kept {
            return Vec::new();
        }
        let found = self.happenings.find(text);
        let is_said = |word: &str| self.words.cleared.get(word) == Some(&Clearing::Happening);
        let of_rules = found.iter().filter(|h| is_said(&h.word));
        let of_rules = of_rules.map(|h| (h.tokens.0, h.span, Some(h.kind)));
        // A word that somebody said to be one, and no rule knows.
        let is_inside = |at: usize| found.iter().any(|h| (h.tokens.0..h.tokens.1).contains(&at));
        let alone = cut.iter().enumerate();
        let alone = alone.filter(|(at, t)| is_said(&plain(t.bare())) && !is_inside(*at));
        let alone = alone.map(|(at, t)| (at, t.span, None));
        for (at, span, kind) in of_rules.chain(alone).collect::<Vec<_>>() {
            let is_free = !changes
                .iter()
                .any(|c| c.span.start < span.end && span.start < c.span.end);
            if !is_free {
                continue;
            }
            let written = text.get(span.start..span.end).unwrap_or_default();
            let to = self.happenings.instead(kind);
            let is_capitals =
                written.chars().filter(|c| c.is_uppercase()).count() > 1 && !written.chars().any(char::is_lowercase);
            let to = if is_capitals && is_shouted(cut) {
                to.to_uppercase()
            } else if begins(text, cut, at) && written.starts_with(char::is_uppercase) {
                let mut letters = to.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                first.chain(letters).collect()
            } else {
                to.to_owned()
            };
            changes.push(Change {
                span,
                to: to + possessive(written),
                what: What::Telling,
            });
        }
        found
    }

    fn identifiers(&self, text: &str, days: &[FoundDate], (changes, passed): (&mut Vec<Change>, &mut Vec<Span>)) {
        let found = match self.spots.get(text) {
            Some(known) => known.clone(),
            None => self.lives.spots(text, self.lists),
        };
        for Spot { span, what, .. } in found {
            // `To OASys by 17/03`: a day beside a word that labels numbers too.
            let is_day = days
                .iter()
                .any(|d| span.start <= d.span.start && d.span.start <= span.end && span.end <= d.span.end);
            if what == What::Reference && is_day {
                continue;
            }
            let written = text.get(span.start..span.end).unwrap_or_default();
            match what {
                _ if changes
                    .iter()
                    .any(|c| c.span.start < span.end && span.start < c.span.end) => {}
                // Names stand in addresses and beside labels too; they are put in other words where names are.
                What::Person | What::Agency | What::Organisation | What::Place | What::Address | What::Date => {}
                What::BirthDate if self.level.dates == Dates::Shifted => {}
                _ if self.level.keeps.contains(&what) => passed.push(span),
                _ => changes.push(Change {
                    span,
                    to: self.marks.mark(what, written, self.levels),
                    what,
                }),
            }
        }
    }
}

/// Puts the changes in their places.
fn apply(text: &str, changes: Vec<Change>, left: Vec<Left>) -> Rewritten {
    let mut out = Rewritten {
        left,
        ..Rewritten::default()
    };
    let mut at = 0;
    for change in changes {
        if change.span.start < at {
            continue;
        }
        out.text.push_str(text.get(at..change.span.start).unwrap_or_default());
        let start = out.text.len();
        out.text.push_str(&change.to);
        at = change.span.end;
        out.edits.push(Edit {
            old: change.span,
            new: Span {
                start,
                end: out.text.len(),
            },
            what: change.what,
        });
    }
    out.text.push_str(text.get(at..).unwrap_or_default());
    out
}

impl Rewritten {
    /// Where a stretch of the old text is now. One that ends inside a changed word reaches to its end.
    pub fn span(&self, old: Span) -> Span {
        Span {
            start: self.place(old.start, false),
            end: self.place(old.end, true),
        }
    }

    fn place(&self, old: usize, is_end: bool) -> usize {
        let before = self
            .edits
            .iter()
            .rev()
            .find(|e| e.old.start < old || (!is_end && e.old.start == old));
        match before {
            None => old,
            Some(edit) if old < edit.old.end || (old == edit.old.end && is_end) => {
                if is_end {
                    edit.new.end
                } else {
                    edit.new.start
                }
            }
            Some(edit) => edit.new.end + (old - edit.old.end),
        }
    }
}
