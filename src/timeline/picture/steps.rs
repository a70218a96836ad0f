//! *Steps* of a view: levels and plans that the case file states, each from its day to the next, in a strip for each kind.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{
    LEFT, RIGHT,
    days::{STRIPS, Scale},
    shapes::{escape, reach, short},
    strip,
};
use crate::model::{
    case::{Fact, in_words_first},
    matter::Matter,
};

/// Height of a strip.
const HIGH: i64 = 18;

/// The strips that lie in a view.
pub(super) struct Steps<'a> {
    strips: Vec<(&'static str, Vec<Step<'a>>)>,
    top: i64,
}

/// A value, from its day to that of the next; nobody states how long the last one held.
struct Step<'a> {
    fact: &'a Fact,
    next: Option<NaiveDate>,
}

impl<'a> Steps<'a> {
    /// Strips of the kinds that the case file states, from a top.
    pub(super) fn of(matter: &'a Matter, scale: &Scale, top: i64) -> Self {
        let strips = STRIPS.iter().filter_map(|kind| {
            let mut all: Vec<&Fact> = matter.case.facts.iter().filter(|f| &f.kind == kind).collect();
            all.sort_by_key(|f| f.date);
            let nexts: Vec<Option<NaiveDate>> = all.iter().skip(1).map(|f| Some(f.date)).chain([None]).collect();
            let mut steps: Vec<Step<'_>> = all
                .into_iter()
                .zip(nexts)
                .map(|(fact, next)| Step { fact, next })
                .collect();
            steps.retain(|s| {
                let last = s.next.map_or(NaiveDate::MAX, |n| n.pred_opt().unwrap_or(n));
                scale.holds_any(s.fact.date, last)
            });
            (!steps.is_empty()).then_some((*kind, steps))
        });
        Self {
            strips: strips.collect(),
            top,
        }
    }

    /// Where they end.
    pub(super) fn bottom(&self) -> i64 {
        self.top + (HIGH + 2) * i64::try_from(self.strips.len()).unwrap_or(0)
    }

    /// Draws them.
    pub(super) fn draw(&self, scale: &Scale, out: &mut String) {
        for (at, (kind, steps)) in (0_i64..).zip(&self.strips) {
            let y = self.top + (HIGH + 2) * at;
            let _ = write!(
                out,
                "<text x=\"8\" y=\"{}\" fill=\"#0b0c0c\" font-weight=\"bold\">{}</text>",
                y + 13,
                escape(&short(&in_words_first(kind), 24))
            );
            for step in steps {
                draw(scale, step, y, out);
            }
        }
    }
}

fn draw(scale: &Scale, Step { fact, next }: &Step<'_>, y: i64, out: &mut String) {
    let day = |d: NaiveDate| d.format("%-d %b %Y");
    let (from, to) = (scale.x(fact.date), next.map_or(RIGHT, |n| scale.x(n)).max(LEFT));
    let until = match next {
        Some(next) => format!("{} until another was stated on {}", day(fact.date), day(*next)),
        None => format!("{}; no later one is stated", day(fact.date)),
    };
    let (ground, ink) = strip::colours(&fact.value);
    let _ = write!(
        out,
        "<g><title>{}: {}, from {until}</title><rect x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"{HIGH}\" fill=\"{ground}\" stroke=\"#37424a\"/>",
        escape(&in_words_first(&fact.kind)),
        escape(&fact.value),
        (to - from).max(2)
    );
    let room = (0..=60)
        .rev()
        .find(|n| *n > 1 && reach(&short(&fact.value, *n)) * 11 / 10 + 8 <= to - from);
    if let Some(letters) = room.filter(|n| *n >= 3 || fact.value.chars().count() <= *n) {
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" fill=\"{ink}\" font-size=\"11\">{}</text>",
            from + 4,
            y + 13,
            escape(&short(&fact.value, letters))
        );
    }
    out.push_str("</g>");
}
