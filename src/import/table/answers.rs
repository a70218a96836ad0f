//! *Answers* to the questions of the blank chronology: the days and spans that their words name, as far as that is certain. What a
//! person makes of them is left to `review::coverage`.

use chrono::NaiveDate;

use crate::{
    model::{
        problem::Problem,
        template::{Answer, Means, Template},
    },
    text::dates::{find_dates, read_when},
};

/// An answer that says something of the records as a whole, and where it stands.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) place: String,
    pub(crate) row: usize,
    pub(crate) answer: Answer,
}

/// What an answer says of the records as a whole; nothing where the question asks for nothing of that kind.
pub(super) fn of(template: &Template, label: &str, words: &str) -> Option<Answer> {
    let means = template.means(label)?;
    Some(Answer {
        means,
        words: words.to_owned(),
        spans: match means {
            Means::FirstDay | Means::LastDay => day(words).into_iter().collect(),
            Means::NoContact => spans(words).unwrap_or_default(),
            Means::NotSearched => Vec::new(),
        },
    })
}

/// Puts the answers to the remarks that tell of them.
pub(crate) fn beside(problems: &mut [Problem], answers: Vec<Answered>) {
    for Answered { place, row, answer } in answers {
        let told = |p: &&mut Problem| p.part == place && p.row == row && !p.lost_row && p.answer.is_none();
        if let Some(problem) = problems.iter_mut().find(told) {
            problem.answer = Some(answer);
        }
    }
}

/// The one day that an answer is.
fn day(words: &str) -> Option<(NaiveDate, NaiveDate)> {
    let when = read_when(words.trim().trim_end_matches('.'), "").ok()?;
    (!when.doubtful && when.remark.is_none()).then_some((when.earliest, when.latest))
}

/// The spans that an answer names, parted by semicolons, lines or `and`; nothing at all where one of its parts names none, or two days
/// are left over: a span that was read wrongly would hide a gap.
fn spans(words: &str) -> Option<Vec<(NaiveDate, NaiveDate)>> {
    let mut out = Vec::new();
    for part in words
        .split([';', '\n'])
        .filter(|p| p.contains(|c: char| c.is_ascii_digit()))
    {
        let dates = find_dates(part, None);
        if dates.iter().any(|d| d.when.doubtful || d.of_birth) {
            return None;
        }
        let between = |from: usize, to: usize| part.get(from..to).unwrap_or_default().trim().to_lowercase();
        match dates.as_slice() {
            [one] => out.push((one.when.earliest, one.when.latest)),
            [from, to]
                if matches!(
                    between(from.span.end, to.span.start).as_str(),
                    "to" | "-" | "–" | "until" | "till" | "and"
                ) =>
            {
                let is_whole = from.when.earliest <= to.when.latest;
                is_whole.then(|| out.push((from.when.earliest, to.when.latest)))?;
            }
            _ => return None,
        }
    }
    Some(out)
}
