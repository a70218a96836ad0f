//! *Belief*: which of the words that look like names are taken for names, when all their places in a case are seen together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Seen, Sign};

/// Names that have signs enough: what is sure carries every place of it; what only looks like a name needs a sign.
/// A place that tells of no name takes nothing from other places: names do not vanish when records are added.
pub(super) fn believed(all: Vec<Seen>, parts: impl Fn(&str) -> Vec<String>) -> Vec<Seen> {
    let mut counts: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    let keys: Vec<String> = all.iter().map(|s| parts(&s.name).join(" ")).collect();
    for (seen, key) in all.iter().zip(&keys) {
        let slot = match seen.sign {
            Sign::Sure => 0,
            Sign::Pair => 1,
            Sign::Person => 2,
            Sign::Neutral => 3,
            Sign::Place => 4,
        };
        if let Some(count) = counts.entry(key.clone()).or_default().get_mut(slot) {
            *count += 1;
        }
    }
    let is_firm = |c: &[usize; 5]| matches!(c, [sure, pair, ..] if *sure > 0 || *pair > 0);
    // Two words with capitals that are oftener a place are told with less certainty, and told all the same.
    let is_sure = |c: &[usize; 5]| matches!(c, [sure, pair, _, _, place] if *sure > 0 || pair > place);
    let firm: BTreeSet<&str> = counts
        .iter()
        .filter(|(_, c)| is_firm(c))
        .flat_map(|(name, _)| name.split(' '))
        .filter(|w| w.chars().count() > 1)
        .collect();
    all.iter()
        .zip(&keys)
        .filter_map(|(seen, key)| {
            let count = counts.get(key)?;
            let of_firm = !key.is_empty() && key.split(' ').all(|w| firm.contains(w));
            let has_sign = matches!(count, [_, _, person, ..] if *person > 0);
            let stays = seen.sign != Sign::Place && (is_firm(count) || of_firm || has_sign);
            stays.then(|| Seen {
                sign: if is_sure(count) || of_firm && !is_firm(count) {
                    Sign::Sure
                } else {
                    seen.sign
                },
                ..seen.clone()
            })
        })
        .collect()
}
