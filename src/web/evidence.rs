//! *Evidence* on screen: quotes inside their sentence, findings with their checklist, texts with what was read in them marked.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{
        deciding::Deciding,
        entry::{Entry, EntryId},
        finding::{Cited, Finding, FindingKind, Outcome, Step, WindowBasis},
        matter::{Matter, PatternCard},
        mention::{Reading, Span},
        quote::{Part, Quote},
    },
    web::{
        addresses,
        asking::{Link, Opened},
        words::{self, AgencyMark, Tag},
    },
};

/// A quote with the sentence around it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuoteView {
    /// The entry.
    pub(crate) entry: Link,
    /// Its date as written.
    pub(crate) written: String,
    /// Who kept the record.
    pub(crate) agency: AgencyMark,
    /// The sentence before the quote.
    pub(crate) before: String,
    /// The quote.
    pub(crate) text: String,
    /// The sentence after the quote.
    pub(crate) after: String,
    /// True when it stands in the coded field.
    pub(crate) coded: bool,
    /// Label of the concept; empty when the entry is cited as a whole.
    pub(crate) concept: String,
    /// How it is said, `plain` left out.
    pub(crate) assertion: Vec<String>,
    /// Why it does not count; empty for those that do.
    pub(crate) why_not: String,
    /// The whole entry, to be opened in place; empty where it is not offered.
    pub(crate) whole: Vec<MarkedPiece>,
}

/// One expected response, and what the record shows of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepView {
    label: String,
    /// What was looked for, where the entries show one kind of several.
    looked_for: String,
    required: bool,
    outcome: Tag,
    shown_by: Vec<QuoteView>,
    near: Vec<QuoteView>,
}

/// The words that reviewers put in the place of what the program found.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OwnWords {
    text: String,
    /// Whose they are.
    who: String,
    /// What the program found, which stays to be read below them.
    found: Tag,
}

/// A finding, in ready words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FindingView {
    /// Identity.
    pub(crate) id: String,
    pattern: Link,
    version: u32,
    title: String,
    outcome: Tag,
    severity: Tag,
    agency: AgencyMark,
    basis: &'static str,
    window: String,
    window_basis: &'static str,
    rung: String,
    /// Something done well: it has no severity, and nothing was expected to follow.
    is_good: bool,
    /// Is there no time limit, so that it was only looked at in these days?
    has_no_limit: bool,
    says: String,
    /// The words that reviewers put in the place of what the program found.
    own: Option<OwnWords>,
    unclear: String,
    triggers: Vec<QuoteView>,
    steps: Vec<StepView>,
    searched: String,
    not_supplied: Vec<AgencyMark>,
    card: Option<PatternCard>,
}

/// A piece of text, and what was read in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct MarkedPiece {
    /// The text.
    pub(crate) text: String,
    /// Style classes; empty when nothing was read here.
    pub(crate) classes: String,
    /// Numbers of the mentions that end here.
    pub(crate) ends: Vec<usize>,
}

/// Something read in a text, and where.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Where.
    pub(crate) span: Span,
    /// Style class.
    pub(crate) class: String,
    /// Its number in the list of mentions, if it is in it.
    pub(crate) number: Option<usize>,
}

impl QuoteView {
    /// A cited quote with the sentence around it.
    pub(crate) fn of(opened: &Opened, cited: &Cited) -> Self {
        let matter = &opened.matter;
        let quote = &cited.quote;
        let found = matter.entry(&quote.entry);
        let (before, after) = found
            .filter(|_| quote.part == Part::Text)
            .map_or_else(Default::default, |(entry, reading)| {
                around(entry, reading, quote.start, quote.end)
            });
        Self {
            entry: Link::new(quote.entry.0.clone(), opened.entry(&quote.entry)),
            written: found.map_or_else(String::new, |(entry, _)| entry.when.shown()),
            agency: found.map_or_else(
                || words::agency(&matter.case, &crate::model::case::AgencyId(String::new())),
                |(entry, _)| words::agency(&matter.case, &entry.agency),
            ),
            before,
            text: quote.text.clone(),
            after,
            coded: quote.part == Part::Type,
            concept: concept(matter, &cited.concept),
            assertion: said(&cited.assertion),
            why_not: String::new(),
            whole: Vec::new(),
        }
    }

    /// With the whole entry to be opened in place, unless one of these quotes before has it, and a way back from the entry's page.
    pub(crate) fn in_place(&mut self, opened: &Opened, back: &str, shown: &mut BTreeSet<String>) {
        let id = EntryId(self.entry.label.clone());
        (self.entry, self.whole) = in_place(opened, &id, back, shown);
    }
}

/// A link to an entry with a way back to this address, and the whole of it to be opened in place, unless it is on the page already.
pub(crate) fn in_place(
    opened: &Opened,
    id: &EntryId,
    back: &str,
    shown: &mut BTreeSet<String>,
) -> (Link, Vec<MarkedPiece>) {
    let found = opened.matter.entry(id).filter(|_| shown.insert(id.0.clone()));
    let whole = found.map_or_else(Vec::new, |(entry, reading)| whole(entry, reading));
    (Link::new(id.0.clone(), opened.entry_from(id, back)), whole)
}

impl FindingView {
    /// A finding in ready words.
    pub(crate) fn of(opened: &Opened, finding: &Finding) -> Self {
        let case = &opened.matter.case;
        let is_good = finding.kind == FindingKind::Good;
        let quotes = |cited: &[Cited]| cited.iter().map(|c| QuoteView::of(opened, c)).collect();
        Self {
            id: finding.id.clone(),
            pattern: Link::new(
                finding.pattern.clone(),
                addresses::pattern(&opened.slug, &finding.pattern),
            ),
            version: finding.version,
            title: finding.title.clone(),
            is_good,
            has_no_limit: finding.window.as_ref().is_some_and(|w| w.basis == WindowBasis::NoLimit),
            outcome: outcome(finding, finding.outcome),
            severity: words::severity(finding.severity),
            agency: words::agency(case, &finding.agency),
            basis: words::basis(finding.basis),
            window: finding
                .window
                .as_ref()
                .map_or_else(String::new, |w| format!("{} ({})", words::days(w.from, w.to), w.length)),
            window_basis: finding.window.as_ref().map_or("", |w| w.basis.words()),
            rung: format!("{} ({})", finding.rung.words(), finding.rung.code()),
            says: finding.says.clone(),
            own: None,
            unclear: finding.unclear.clone(),
            triggers: quotes(&finding.triggers),
            steps: finding.steps.iter().map(|s| step(opened, finding, s)).collect(),
            searched: searched(opened, finding),
            not_supplied: finding
                .searched
                .not_supplied
                .iter()
                .map(|a| words::agency(case, a))
                .collect(),
            card: opened.matter.patterns.get(&finding.pattern).cloned(),
        }
    }
}

impl FindingView {
    /// With the words of reviewers in the place of the program's result, where they accepted it in other words.
    pub(crate) fn decided(mut self, deciding: &Deciding<'_>, finding: &Finding) -> Self {
        if let Some(decided) = deciding.own_words(finding) {
            self.own = Some(OwnWords {
                text: decided.by.because.clone(),
                who: deciding.own_words_by(finding, &decided),
                found: self.outcome,
            });
            deciding.title(finding).clone_into(&mut self.title);
            self.outcome = words::own_words();
        }
        self
    }

    /// With the whole entry behind each quote, and a way back from the entry's page to this address.
    pub(crate) fn in_place(mut self, opened: &Opened, back: &str) -> Self {
        let mut shown = BTreeSet::new();
        let steps = self.steps.iter_mut();
        let of_steps = steps.flat_map(|s| s.shown_by.iter_mut().chain(&mut s.near));
        for quote in self.triggers.iter_mut().chain(of_steps) {
            quote.in_place(opened, back, &mut shown);
        }
        self
    }
}

/// Colours that concepts take in turn.
const COLOURS: usize = 6;

/// The words of an entry with all that was read in them marked, each concept in a colour of its own.
fn whole(entry: &Entry, reading: &Reading) -> Vec<MarkedPiece> {
    let mut met: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for (number, m) in (1..).zip(&reading.mentions) {
        if m.quote.part != Part::Text || m.struck.is_some() {
            continue;
        }
        let at = met.iter().position(|c| *c == m.concept).unwrap_or_else(|| {
            met.push(&m.concept);
            met.len() - 1
        });
        found.push(Found {
            span: Span {
                start: m.quote.start,
                end: m.quote.end,
            },
            class: format!("fw-mark fw-mark--{}", at % COLOURS + 1),
            number: Some(number),
        });
    }
    marked(&entry.text, &found)
}

/// What the records show. What was done well and had no time limit is on record, and nothing of it was in time or late.
fn outcome(finding: &Finding, outcome: Outcome) -> Tag {
    let has_limit = finding.window.as_ref().is_some_and(|w| w.basis != WindowBasis::NoLimit);
    let told = words::outcome(outcome);
    match outcome {
        Outcome::Met if finding.kind == FindingKind::Good && !has_limit => Tag {
            words: "on record",
            ..told
        },
        _ => told,
    }
}

fn step(opened: &Opened, finding: &Finding, step: &Step) -> StepView {
    // What was done well is often on record by the very words that were looked for: they stand above once.
    let is_above =
        |c: &&Cited| finding.kind == FindingKind::Good && finding.triggers.iter().any(|t| t.quote == c.quote);
    let kinds = opened.matter.kinds_shown(step);
    let label = || step.label.clone();
    // Where the response itself is on record, nothing hangs on what only comes near it.
    let near = step.near.iter().filter(|_| step.outcome != Outcome::Met);
    StepView {
        looked_for: if kinds.is_empty() { String::new() } else { label() },
        label: if kinds.is_empty() { label() } else { kinds.join("; ") },
        required: step.required,
        outcome: outcome(finding, step.outcome),
        shown_by: { step.shown_by.iter().filter(|c| !is_above(c)) }
            .map(|c| QuoteView::of(opened, c))
            .collect(),
        near: near
            .map(|near| QuoteView {
                why_not: near.why.clone(),
                ..QuoteView::of(opened, &near.cited)
            })
            .collect(),
    }
}

fn searched(opened: &Opened, finding: &Finding) -> String {
    let looked = &finding.searched;
    let names: Vec<String> = looked
        .agencies
        .iter()
        .map(|a| opened.matter.case.agency_name(a).to_owned())
        .collect();
    let whose = if names.is_empty() {
        "no agency's records cover all of these days".to_owned()
    } else {
        format!("records that cover all of these days: {}", words::list(&names))
    };
    format!(
        "{}, {}; {whose}",
        words::count(looked.entries, "entry", "entries"),
        words::days(looked.from, looked.to),
    )
}

/// Label of a concept; the id itself when the rules no longer know it.
pub(crate) fn concept(matter: &Matter, id: &str) -> String {
    matter.concepts.get(id).map_or(id, String::as_str).to_owned()
}

/// Words of an assertion, `plain` left out.
pub(crate) fn said<S: AsRef<str>>(assertion: &[S]) -> Vec<String> {
    assertion
        .iter()
        .map(AsRef::as_ref)
        .filter(|word| *word != "plain")
        .map(|word| word.replace('-', " "))
        .collect()
}

/// The sentence before and after a quote; nothing when the quote is not inside one.
fn around(entry: &Entry, reading: &Reading, start: usize, end: usize) -> (String, String) {
    let sentence = reading.sentences.iter().find(|s| s.start <= start && end <= s.end);
    let part = |from, to| entry.text.get(from..to).unwrap_or_default().to_owned();
    sentence.map_or_else(Default::default, |s| (part(s.start, start), part(end, s.end)))
}

/// The whole sentence in which a quote stands, so that nothing that limits it is cut off; the quote alone where it stands in none.
pub(crate) fn sentence(matter: &Matter, quote: &Quote) -> String {
    let found = matter.entry(&quote.entry).filter(|_| quote.part == Part::Text);
    let (before, after) = found.map_or_else(Default::default, |(entry, reading)| {
        around(entry, reading, quote.start, quote.end)
    });
    format!("{before}{}{after}", quote.text).trim().to_owned()
}

/// Style classes of a piece: the shortest mention over it gives the colour, so that a nested one is seen; `fw-many` tells
/// that there are others.
fn classes(over: &[&Found]) -> String {
    let mentions = over.iter().filter(|f| f.number.is_some());
    let shortest = mentions
        .clone()
        .min_by_key(|f| f.span.end - f.span.start)
        .map(|f| f.class.as_str());
    let named = over.iter().filter(|f| f.number.is_none());
    let mut classes: Vec<&str> = shortest.into_iter().chain(named.map(|f| f.class.as_str())).collect();
    if mentions.count() > 1 {
        classes.push("fw-many");
    }
    classes.dedup();
    classes.join(" ")
}

/// Cuts a text wherever something read in it begins or ends, so that nested and overlapping readings all show.
///
/// Joined again, the pieces are exactly the text. A span that does not fall on characters is left out.
pub(crate) fn marked(text: &str, found: &[Found]) -> Vec<MarkedPiece> {
    let sound: Vec<&Found> = found
        .iter()
        .filter(|f| f.span.start < f.span.end && text.get(f.span.start..f.span.end).is_some())
        .collect();
    let mut cuts = BTreeSet::from([0, text.len()]);
    for f in &sound {
        cuts.extend([f.span.start, f.span.end]);
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut pieces = Vec::new();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        let Some(text) = text.get(from..to) else {
            continue;
        };
        let over: Vec<&Found> = sound
            .iter()
            .copied()
            .filter(|f| f.span.start <= from && to <= f.span.end)
            .collect();
        let ends: BTreeSet<usize> = sound
            .iter()
            .filter(|f| f.span.end == to)
            .filter_map(|f| f.number)
            .collect();
        pieces.push(MarkedPiece {
            text: text.to_owned(),
            classes: classes(&over),
            ends: ends.into_iter().collect(),
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Found, Span, marked};

    fn found(start: usize, end: usize, class: &str, number: usize) -> Found {
        Found {
            span: Span { start, end },
            class: class.to_owned(),
            number: Some(number),
        }
    }

    #[test]
    fn nested_and_overlapping_readings_all_show_and_no_byte_is_lost() {
        let text = "he rang – again";
        let pieces = marked(
            text,
            &[
                found(3, 11, "a", 1),
                found(8, 17, "b", 2),
                found(3, 7, "a", 3),
                found(9, 10, "c", 4),
            ],
        );
        let joined: String = pieces.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(joined, text);
        let classes: Vec<&str> = pieces.iter().map(|p| p.classes.as_str()).collect();
        assert_eq!(classes, ["", "a fw-many", "a", "a fw-many", "b"]);
        assert_eq!(pieces[1].ends, [3]);
        assert_eq!(pieces[3].ends, [1]);
        assert_eq!(pieces[4].ends, [2], "a span inside a character is left out");
    }

    #[test]
    fn a_text_without_readings_is_one_piece_and_an_empty_one_is_none() {
        assert_eq!(marked("abc", &[]).len(), 1);
        assert!(marked("", &[]).is_empty());
    }
}
