//! Measuring: findings against a marked case, readings against marked lines, modifiers against marked sentences, what is found to be hidden
//! against marked notes and judgments.
//!
//! Marks are made by people who read everything. What is measured, and how, is told in `docs/method.md`.

pub mod cues;
pub mod identifiers;
pub mod lines;
pub mod marks;
pub mod readings;
pub mod redaction;

/// A rate with its parts; none when nothing was there to find.
pub fn rate(part: usize, whole: usize) -> Option<f64> {
    let (part, whole) = (u32::try_from(part).ok()?, u32::try_from(whole).ok()?);
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// A rate as people read it: `0.83`, or `-`.
pub fn rate_in_words(part: usize, whole: usize) -> String {
    rate(part, whole).map_or_else(|| "-".to_owned(), |r| format!("{r:.2}"))
}

/// Precision, recall and F1 of counted hits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Marked, and found.
    pub hit: usize,
    /// Marked, and not found.
    pub missed: usize,
    /// Found, and not marked.
    pub false_alarms: usize,
}

impl Counts {
    /// Share of what was found that is marked.
    pub fn precision(self) -> Option<f64> {
        rate(self.hit, self.hit + self.false_alarms)
    }

    /// Share of what is marked that was found.
    pub fn recall(self) -> Option<f64> {
        rate(self.hit, self.hit + self.missed)
    }

    /// Their harmonic mean.
    pub fn f1(self) -> Option<f64> {
        rate(2 * self.hit, 2 * self.hit + self.missed + self.false_alarms)
    }
}
