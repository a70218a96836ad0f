//! *Tally*: a measure over a set of cases: the four counts, n of N, and the interval that belongs to a share.

use super::{Measured, Standing};

/// No share is given for fewer cases than this.
pub const LEAST: usize = 10;

/// The four counts of a measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases in which it is met.
    pub met: usize,
    /// Cases whose records cover the days and hold no evidence.
    pub not_evidenced: usize,
    /// Cases in which it does not arise.
    pub not_applicable: usize,
    /// Cases in which it cannot be told.
    pub not_determinable: usize,
}

impl Tally {
    /// Counts cases.
    pub fn of(all: &[Measured]) -> Self {
        let mut out = Self::default();
        for one in all {
            match one.standing {
                Standing::Met => out.met += 1,
                Standing::NotEvidenced => out.not_evidenced += 1,
                Standing::NotApplicable => out.not_applicable += 1,
                Standing::NotDeterminable => out.not_determinable += 1,
            }
        }
        out
    }

    /// Cases that count: met and not evidenced.
    pub fn counted(self) -> usize {
        self.met + self.not_evidenced
    }

    /// Share met in hundredths with its 95 % Wilson interval; nothing when fewer than [`LEAST`] cases count.
    pub fn share(self) -> Option<(f64, f64, f64)> {
        (self.counted() >= LEAST).then(|| wilson(self.met, self.counted()))
    }
}

/// Share in hundredths and its 95 % Wilson score interval (E. B. Wilson, 1927).
#[allow(clippy::cast_precision_loss, reason = "counts of cases are far below 2^52")]
pub fn wilson(n: usize, of: usize) -> (f64, f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let (n, of) = (n as f64, of as f64);
    let share = n / of;
    let square = Z * Z;
    let middle = share + square / (2.0 * of);
    let spread = Z * (share * (1.0 - share) / of + square / (4.0 * of * of)).sqrt();
    let whole = 1.0 + square / of;
    let low = ((middle - spread) / whole).max(0.0);
    let high = ((middle + spread) / whole).min(1.0);
    (share * 100.0, low * 100.0, high * 100.0)
}

/// The middle of shares of parts, in hundredths: of the agencies known in each case, how many were consulted.
#[allow(clippy::cast_precision_loss, reason = "counts of agencies are small")]
pub fn median(parts: &[(usize, usize)]) -> Option<f64> {
    let mut all: Vec<f64> = parts
        .iter()
        .filter(|(_, of)| *of > 0)
        .map(|(n, of)| *n as f64 * 100.0 / *of as f64)
        .collect();
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    let upper = all.get(middle).copied()?;
    if all.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = all.get(middle.checked_sub(1)?).copied()?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::{median, wilson};

    #[test]
    fn the_interval_is_that_of_wilson() {
        // 17 of 60, worked by hand: 28.3 (18.5 to 40.8).
        let (share, low, high) = wilson(17, 60);
        assert_eq!(format!("{share:.1} {low:.1} {high:.1}"), "28.3 18.5 40.8");
        // The ends stay inside 0 and 100.
        let (_, low, _) = wilson(0, 10);
        let (_, _, high) = wilson(10, 10);
        assert!(low.abs() < 1e-9 && (high - 100.0).abs() < 1e-9);
        assert_eq!(format!("{:.1}", wilson(0, 10).2), "27.8");
    }

    #[test]
    fn a_median_of_an_even_number_is_the_middle_of_two() {
        assert_eq!(median(&[(1, 2), (1, 1), (0, 4), (3, 4)]), Some(62.5));
        assert_eq!(median(&[(0, 0)]), None);
    }
}
