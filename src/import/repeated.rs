//! *Repeated* remarks: what is said of a thousand parts of one file in the same words is said of the first few, and then how many more there are, so
//! that a remark that stands alone is not overlooked among them. Nothing that stands for a row is ever joined.

use std::collections::BTreeMap;

use crate::{import::Hints, model::problem::Problem};

/// Parts of which the same is said one by one.
const TOLD: usize = 5;

/// Joins remarks on whole parts that say the same, behind the first few.
pub(super) fn joined(problems: Vec<Problem>, hints: &Hints<'_>) -> Vec<Problem> {
    let is_of_a_part = |p: &Problem| !p.lost_row && p.row == 0 && p.raw.is_empty() && !p.part.is_empty();
    let mut said: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut out = Vec::with_capacity(problems.len());
    for problem in problems {
        if is_of_a_part(&problem) {
            let times = said.entry((problem.what.clone(), problem.next.clone())).or_default();
            *times += 1;
            if *times > TOLD {
                continue;
            }
        }
        out.push(problem);
    }
    for ((what, next), times) in said.into_iter().filter(|(_, times)| *times > TOLD) {
        let what = format!("and of {} more parts of the file: {what}", times - TOLD);
        out.push(hints.remark(0, "", what, &next));
    }
    out
}
