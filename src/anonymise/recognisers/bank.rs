//! Sort codes, accounts, cards and IBANs.

use super::{
    Recogniser,
    form::{Form, apart, bare, digits, is_repeated},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Bank;

static CARD: Form =
    Form::new(r"[3-6][0-9]{3}(?:[ \-]?[0-9]{4}){2}[ \-]?[0-9]{1,7}|3[0-9]{3}[ \-][0-9]{6}[ \-][0-9]{5}");
static IBAN: Form = Form::new(r"(?i)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?");
static SORT_CODE: Form = Form::new(r"[0-9]{2}[\s\-–.]{0,2}[0-9]{2}[\s\-–.]{0,2}[0-9]{2}");
/// A sort code and an account beside each other, without a label: `20-45-09 / 53310674`.
static BOTH: Form = Form::new(
    r"[0-9]{2}[\-– /][0-9]{2}[\-– /][0-9]{2}[\s,;:/|\-–]{1,4}(?i:a/?c(?:c|ct|count)?(?: ?(?:no|number))?[\s.:]{0,3})?[0-9]{8}",
);
static PART: Form = Form::new(r"[0-9]{2}[\-– /][0-9]{2}[\-– /][0-9]{2}|[0-9]{8}");
static ACCOUNT: Form = Form::new(r"[0-9]{4}[ \-]?[0-9]{4}|[0-9]{6,10}");

impl Recogniser for Bank {
    fn name(&self) -> &'static str {
        "bank"
    }

    fn about(&self) -> &'static str {
        "Card numbers and IBANs whose checks are right; sort codes and accounts beside their labels or each other."
    }

    fn what(&self) -> What {
        What::Bank
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let labels = lists.labels.of(self.what(), text);
        let mut out = CARD.find(text, |written, _| {
            let figures = digits(written);
            (13..=19).contains(&figures.len()) && !is_repeated(&figures) && is_luhn(&figures)
        });
        out.extend(IBAN.find(text, |written, _| is_iban(&bare(written))));
        let codes = SORT_CODE.find(text, |_, span| labels.beside(span));
        let accounts = ACCOUNT.find(text, |_, span| {
            // `20-00-00 55779911`: the account stands behind the sort code.
            // `sort code 20-00-00, no. 55779911`
            let behind = |c: &Span| {
                let gap = (c.end <= span.start).then(|| text.get(c.end..span.start)).flatten();
                gap.is_some_and(|g| g.len() <= 4 && !g.contains('\n') || is_number_of(g))
            };
            labels.beside(span) || codes.iter().any(behind)
        });
        // `a/c 55779911 (20-00-00)`
        out.extend(SORT_CODE.find(text, |written, span| {
            let before = |a: &Span| {
                let gap = (a.end <= span.start).then(|| text.get(a.end..span.start)).flatten();
                gap.is_some_and(|g| {
                    (1..=4).contains(&g.len()) && g.chars().all(|c| matches!(c, ' ' | '(' | ',' | '/' | '-'))
                })
            };
            written.contains(['-', '–', ' ']) && accounts.iter().any(before)
        }));
        out.extend(codes);
        out.extend(accounts);
        for both in BOTH.find(text, |written, span| {
            !is_day(written) && !lists.labels.of_thing(text, span)
        }) {
            let written = text.get(both.start..both.end).unwrap_or_default();
            let parts = PART.find(written, |_, _| true).into_iter();
            out.extend(parts.map(|p| Span {
                start: both.start + p.start,
                end: both.start + p.end,
            }));
        }
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("card 4111 1111 1111 1111 stolen", &["4111 1111 1111 1111"]),
            ("4111-1111-1111-1111", &["4111-1111-1111-1111"]),
            ("378282246310005", &["378282246310005"]),
            ("GB82 WEST 1234 5698 7654 32", &["GB82 WEST 1234 5698 7654 32"]),
            ("iban gb82west12345698765432", &["gb82west12345698765432"]),
            ("sort code 20-00-00, account 55779911", &["20-00-00", "55779911"]),
            ("S/C 200000 A/C no 55779911", &["200000", "55779911"]),
            ("sort code: 20 00 00 55779911", &["20 00 00", "55779911"]),
            ("refund to 20-45-09 / 53310674.", &["20-45-09", "53310674"]),
            ("paid into 60 03 71, a/c 55028816", &["60 03 71", "55028816"]),
            ("20-45-09 53310674", &["20-45-09", "53310674"]),
            ("20–45–09 – 53310674", &["20–45–09", "53310674"]),
            ("sort 20-00-00 no. 55779911", &["20-00-00", "55779911"]),
            ("paid to a/c 55779911 (20-00-00)", &["55779911", "20-00-00"]),
            ("sort code 20-00-00. Owes 55779911", &["20-00-00"]),
            ("4111 1111 1111 1112", &[]),
            ("old a/c: 20/00/00 – 11223344", &["20/00/00", "11223344"]),
            ("seen 10-11-25, 14-11-25", &[]),
            ("on 12/03/18 - 11223344", &[]),
            ("GB82 WEST 1234 5698 7654 33", &[]),
            ("on 20-00-00", &[]),
            ("55779911", &[]),
        ]
    }
}

/// Do words say that a number follows: `, no. `?
fn is_number_of(gap: &str) -> bool {
    let letters: String = gap
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    matches!(
        letters.as_str(),
        "no" | "number" | "num" | "acc" | "account" | "accno" | "acno" | "accountno"
    ) && gap
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | ':' | '/'))
}

/// Is what stands first a day with strokes, `12/03/18 – 11223344`?
fn is_day(written: &str) -> bool {
    let number = |from: usize| {
        written
            .get(from..from + 2)
            .and_then(|p| p.parse::<u32>().ok())
            .unwrap_or(0)
    };
    written.get(2..3) == Some("/") && (1..=31).contains(&number(0)) && (1..=12).contains(&number(3))
}

fn is_luhn(figures: &str) -> bool {
    let sum: u32 = figures
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, b)| {
            let value = u32::from(b - b'0') * if at % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

fn is_iban(signs: &str) -> bool {
    let Some((head, tail)) = signs.split_at_checked(4) else {
        return false;
    };
    let rest = tail.chars().chain(head.chars()).try_fold(0_u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    (15..=34).contains(&signs.len()) && rest == Some(1)
}
