//! Numbers of houses, before their street and without it.

use super::{Change, Rewriter};
use crate::{
    anonymise::{level::Placed, spot::What},
    model::mention::Span,
    text::words::{Token, is_shouted},
};

impl Rewriter<'_> {
    /// The number of a house before a street that has another name: it is another number, the same in the whole case.
    pub(super) fn house_numbers(&self, text: &str, cut: &[Token], changes: &mut Vec<Change>) {
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
            let is_number = !digits.is_empty() && digits.len() <= 4 && rest.len() <= 1;
            let is_near = (1..=4).contains(&gap.len()) && gap.chars().all(|c| c.is_whitespace() || c == ',');
            if is_number
                && is_near
                && !changes
                    .iter()
                    .any(|c| c.span.start < token.span.end && token.span.start < c.span.end)
            {
                more.push(Change {
                    span: token.span,
                    to: format!("{}{rest}", self.plan.house(&digits)),
                    what: What::Address,
                });
            }
        }
        more.extend(self.bare_houses(text, cut, changes));
        changes.extend(more);
    }

    /// Numbers of houses without their street: `next door, no 33`.
    fn bare_houses(&self, text: &str, cut: &[Token], changes: &[Change]) -> Vec<Change> {
        let mut out = Vec::new();
        for (at, token) in cut.iter().enumerate() {
            let digits = token.lower.trim_end_matches("'s").trim_end_matches("’s");
            let is_number = !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit());
            if !is_number
                || changes
                    .iter()
                    .any(|c| c.span.start < token.span.end && token.span.start < c.span.end)
            {
                continue;
            }
            let word = |n: Option<usize>| n.and_then(|n| cut.get(n)).map_or("", |t| t.lower.as_str());
            let (before, earlier) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
            let from = at.checked_sub(1).and_then(|b| cut.get(b)).map_or(0, |t| t.span.end);
            let gap = text.get(from..token.span.start).unwrap_or_default();
            let is_told = self.houses.contains(digits)
                || ["door", "neighbour", "neighbours"].contains(&earlier)
                || ["door", "neighbour", "neighbours"].contains(&before);
            let is_named = matches!(before, "no" | "number" | "nos") && matches!(gap, " " | ". " | ".");
            let end = token.span.start + digits.len();
            let behind = text.get(end..).unwrap_or_default();
            // `(Mrs Dhillon, 5)`, `8's shed`, and in capitals `NOISE AT 5`.
            let is_beside =
                gap == ", " && behind.starts_with([')', ':']) || behind.starts_with("'s ") || behind.starts_with("’s ");
            let is_at = is_shouted(cut)
                && matches!(before, "at" | "from" | "outside" | "of")
                && gap == " "
                && ends_place(behind);
            if is_told && (is_named || is_beside || is_at) {
                out.push(Change {
                    span: Span {
                        start: token.span.start,
                        end,
                    },
                    to: self.plan.house(digits),
                    what: What::Address,
                });
            }
        }
        out
    }
}

/// Ends a place here, and no time or amount goes on?
fn ends_place(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with([')', ';', ',']) || behind.starts_with(". ") || behind == "."
}
