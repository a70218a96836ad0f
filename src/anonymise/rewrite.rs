//! *Rewriting*: a text with everything that tells of somebody put in other words, and what is left that a person must look at.

use chrono::{Datelike, NaiveDate};

use crate::{
    anonymise::{
        bare_days,
        happenings::{Happening, Happenings},
        level::{Dates, Level, Levels, Placed},
        marks::Marks,
        people::Names,
        plan::Plan,
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
        let alone = cut.iter().enumerate().filter(|(_, t)| is_said(&plain(t.bare())));
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
            changes.push(Change {
                span,
                to: if is_capitals && is_shouted(cut) {
                    to.to_uppercase()
                } else if begins(text, cut, at) && written.starts_with(char::is_uppercase) {
                    let mut letters = to.chars();
                    let first = letters.next().into_iter().flat_map(char::to_uppercase);
                    first.chain(letters).collect()
                } else {
                    to.to_owned()
                },
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

    fn dates(
        &self,
        passage: Passage<'_>,
        (cut, days): (&[Token], Vec<FoundDate>),
        (changes, passed): (&mut Vec<Change>, &mut Vec<Span>),
    ) {
        let text = passage.text;
        let moved = passage.day.map(|d| self.shift.day(d));
        let is_kept = self.level.dates == Dates::Kept || self.shift.is_none();
        for date in days {
            let meets = |s: &Span| s.start < date.span.end && date.span.start < s.end;
            if changes.iter().any(|c| meets(&c.span)) {
                continue;
            }
            if is_kept {
                passed.push(date.span);
                continue;
            }
            // A date is read by the words before it too.
            let from = text.get(..date.span.start).unwrap_or_default();
            let near = from.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
            let before = from.get(near..).unwrap_or_default();
            let rest = text.get(date.span.end..).unwrap_or_default();
            let end = rest.char_indices().nth(20).map_or(rest.len(), |(at, _)| at);
            let after = rest.get(..end).unwrap_or_default();
            let read = |words: &str| {
                find_dates(&format!("{before}{words}{after}"), moved)
                    .into_iter()
                    .find(|d| d.span.start == before.len() && d.span.end == before.len() + words.len())
                    .map(|d| nearest(words, (d.when.earliest, d.when.latest), moved))
            };
            let days = (date.when.earliest, date.when.latest);
            let days = nearest(&date.when.written, days, passage.day);
            changes.push(Change {
                span: date.span,
                to: self.shift.words(&date.when.written, days, &read),
                what: if date.of_birth { What::BirthDate } else { What::Date },
            });
        }
        if !is_kept {
            self.years(passage, cut, changes);
            let bare = passage.day.map(|on| bare_days::find(text, cut, on, self.shift));
            for (span, to) in bare.into_iter().flatten() {
                if !changes
                    .iter()
                    .any(|c| c.span.start < span.end && span.start < c.span.end)
                {
                    let what = What::Date;
                    changes.push(Change { span, to, what });
                }
            }
        }
    }

    /// Years that stand alone: four figures that are no time and no number of anything.
    fn years(&self, passage: Passage<'_>, cut: &[Token], changes: &mut Vec<Change>) {
        let text = passage.text;
        for (at, token) in cut.iter().enumerate() {
            let year: Option<i32> = token
                .lower
                .parse()
                .ok()
                .filter(|_| token.is_number() && token.lower.len() == 4);
            // Four figures of the evening are no year that is still to come.
            let latest = passage.day.map_or(2080, |d| d.year() + 2);
            let Some(year) = year.filter(|y| (1930..latest).contains(y)) else {
                continue;
            };
            if changes
                .iter()
                .any(|c| c.span.start < token.span.end && token.span.start < c.span.end)
            {
                continue;
            }
            if is_time_or_number(text, cut, at) {
                continue;
            }
            changes.push(Change {
                span: token.span,
                to: self.shift.year(year).to_string(),
                what: What::Date,
            });
        }
    }

    /// The number of a house before a street that has another name: it is another number, the same in the whole case.
    fn house_numbers(&self, text: &str, cut: &[Token], changes: &mut Vec<Change>) {
        if self.level.places == Placed::Kept {
            return;
        }
        let mut more = Vec::new();
        for change in changes.iter().filter(|c| c.what == What::Address) {
            let at = cut.iter().position(|t| t.span.start >= change.span.start);
            let Some(token) = at.and_then(|a| a.checked_sub(1)).and_then(|a| cut.get(a)) else {
                continue;
            };
            let gap = text.get(token.span.end..change.span.start).unwrap_or_default();
            let digits: String = token.lower.chars().take_while(char::is_ascii_digit).collect();
            let rest = token.lower.get(digits.len()..).unwrap_or_default();
            let is_number = !digits.is_empty() && digits.len() <= 3 && rest.len() <= 1;
            let is_near = (1..=4).contains(&gap.len()) && gap.chars().all(|c| c.is_whitespace() || c == ',');
            if is_number && is_near && !changes.iter().any(|c| c.span == token.span) {
                more.push(Change {
                    span: token.span,
                    to: format!("{}{rest}", self.plan.house(&digits)),
                    what: What::Address,
                });
            }
        }
        changes.extend(more);
    }
}

/// `at 2014 hrs`, `PC 2014`, `£2014`: four figures that are no year.
fn is_time_or_number(text: &str, cut: &[Token], at: usize) -> bool {
    const BEFORE: [&str; 16] = [
        "at",
        "pc",
        "dc",
        "ps",
        "ds",
        "log",
        "no",
        "number",
        "approx",
        "approximately",
        "til",
        "hrs",
        "cad",
        "ref",
        "niche",
        "crime",
    ];
    const AFTER: [&str; 6] = ["hrs", "hours", "hr", "h", "pounds", "am"];
    // Before a year.
    const LEAD: [&str; 27] = [
        "in",
        "since",
        "from",
        "of",
        "born",
        "until",
        "till",
        "during",
        "early",
        "late",
        "mid",
        "spring",
        "summer",
        "autumn",
        "winter",
        "christmas",
        "year",
        "to",
        "and",
        "between",
        "before",
        "after",
        "circa",
        "c",
        "back",
        "by",
        "dob",
    ];
    // Before a time of the day: `LIFE EXTINCT 1958`, `arrested 1950`.
    const TIMED: [&str; 9] = [
        "extinct",
        "arrested",
        "died",
        "pronounced",
        "time",
        "called",
        "onscene",
        "attended",
        "timed",
    ];
    let word = |n: Option<usize>| n.and_then(|n| cut.get(n)).map_or("", |t| t.lower.as_str());
    let Some(token) = cut.get(at) else { return true };
    let sign = text.get(..token.span.start).and_then(|t| t.chars().next_back());
    let next = text.get(token.span.end..).and_then(|t| t.chars().next());
    let before = word(at.checked_sub(1));
    let is_led = LEAD.contains(&before) || crate::text::dates::is_month(before) || sign == Some('(');
    let figures: u32 = token.lower.parse().unwrap_or(0);
    let is_clock = figures / 100 < 24 && figures % 100 < 60;
    // No record of our days tells of the year 1950 without more; in capitals four figures are a time.
    let is_evening = is_clock && !is_led && (figures < 1960 || is_shouted(cut) || TIMED.contains(&before));
    BEFORE.contains(&before)
        || is_evening
        || AFTER.contains(&word(Some(at + 1)))
        || matches!(sign, Some('£' | '#' | '@'))
        || (next == Some('-') && is_span_of_times(&token.lower, word(Some(at + 1))))
}

/// `1930-2015`: from one time of the evening to another, and not two years of one time of life.
fn is_span_of_times(first: &str, second: &str) -> bool {
    let number = |text: &str| text.parse::<i32>().ok().filter(|_| text.len() == 4);
    match (number(first), number(second)) {
        (Some(first), Some(second)) => !(1..=25).contains(&(second - first)),
        _ => false,
    }
}

/// A day of which no year is written is of the year in which it is nearest to the day on which it was written: `charged 19/12` in an entry of 18
/// December. Readers take the year before where that day was still to come.
fn nearest(written: &str, days: (NaiveDate, NaiveDate), on: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    let (earliest, latest) = days;
    let runs: Vec<&str> = written
        .split(|c: char| !c.is_ascii_digit())
        .filter(|r| !r.is_empty())
        .collect();
    let is_named = tokens(written).iter().any(|t| crate::text::dates::is_month(&t.lower));
    let has_year = runs.iter().any(|r| r.len() == 4) || runs.len() > 2 || is_named && runs.len() != 1;
    let Some(on) = on.filter(|_| !has_year && (latest - earliest).num_days() < 7) else {
        return days;
    };
    let moved = [-1, 0, 1].into_iter().filter_map(|years| {
        let day = |d: NaiveDate| d.with_year(d.year() + years);
        Some((day(earliest)?, day(latest)?))
    });
    moved
        .min_by_key(|(from, _)| (*from - on).num_days().abs())
        .unwrap_or(days)
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
