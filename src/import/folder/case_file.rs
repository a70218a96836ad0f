//! `case.toml`: what it may say, read strictly. A key that is not known is refused, never passed over.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use crate::{import::folder::refusal::Refusal, model::case::Case};

/// The case as the bytes of a `case.toml` state it; nothing when they state none.
pub fn stated(case_toml: &[u8]) -> Option<Case> {
    let text = std::str::from_utf8(case_toml).ok()?;
    parse(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()
}

/// Reads the text of `case.toml`.
pub(crate) fn parse(text: &str) -> Result<Case, Refusal> {
    let table = DeTable::parse(text).map_err(|e| wrong(text, &e))?;
    let mut dates = Vec::new();
    let value = DeValue::Table(table.into_inner());
    collect_dates(&value, None, &mut dates);
    // The dates of a case are read from strings. Quoting bare TOML dates in place keeps every line number true.
    let quoted = quote(text, dates);
    let case = toml::from_str(&quoted).map_err(|e| wrong(&quoted, &e))?;
    check(&case)?;
    Ok(case)
}

fn collect_dates(value: &DeValue<'_>, span: Option<std::ops::Range<usize>>, out: &mut Vec<std::ops::Range<usize>>) {
    match value {
        DeValue::Datetime(_) => out.extend(span),
        DeValue::Array(items) => {
            for item in items {
                collect_dates(item.get_ref(), Some(item.span()), out);
            }
        }
        DeValue::Table(table) => {
            for (_, item) in table {
                collect_dates(item.get_ref(), Some(item.span()), out);
            }
        }
        _ => {}
    }
}

fn quote(text: &str, mut dates: Vec<std::ops::Range<usize>>) -> String {
    dates.sort_by_key(|span| span.start);
    let mut out = String::with_capacity(text.len() + 2 * dates.len());
    let mut done = 0;
    for span in dates {
        let (Some(before), Some(date)) = (text.get(done..span.start), text.get(span.clone())) else {
            continue;
        };
        out.push_str(before);
        out.push('"');
        out.push_str(date);
        out.push('"');
        done = span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn wrong(text: &str, error: &toml::de::Error) -> Refusal {
    let at = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(at).filter(|b| *b == b'\n').count().saturating_add(1);
    let message = error.message().replace('\n', ", ");
    let what = if message.starts_with("premature end of input") || message.starts_with("input contains invalid") {
        format!("{message} (dates are written like 2016-01-31)")
    } else {
        message
    };
    Refusal::CaseFileWrong { line, what }
}

fn contradicts(what: String, next: &'static str) -> Refusal {
    Refusal::CaseContradicts { what, next }
}

fn check(case: &Case) -> Result<(), Refusal> {
    span("the review", Some(case.review_from), Some(case.review_to))?;
    let mut people = BTreeSet::new();
    for person in &case.people {
        if person.id.0.trim().is_empty() || !people.insert(&person.id) {
            return Err(contradicts(
                format!("the person id '{}' is blank or used twice", person.id),
                "give every person an id of its own",
            ));
        }
        if let Some(wrong) = person.life().amiss(case.review_to) {
            let what = format!("{} of the person '{}': {}", wrong.field, person.id, wrong.what);
            return Err(contradicts(what, wrong.next));
        }
    }
    let mut agencies = BTreeSet::new();
    for agency in &case.agencies {
        if agency.id.0.trim().is_empty() || !agencies.insert(&agency.id) {
            return Err(contradicts(
                format!("the agency id '{}' is blank or used twice", agency.id),
                "give every agency an id of its own; several files of one agency belong in its one list of files",
            ));
        }
        let whose = format!("the records of agency '{}'", agency.id);
        span(&whose, agency.supplied_from, agency.supplied_to)?;
        for hole in &agency.holes {
            span(&format!("a hole in {whose}"), Some(hole.from), Some(hole.to))?;
        }
    }
    for condition in &case.conditions {
        let which = format!("the condition '{}'", condition.kind);
        span(&which, Some(condition.from), condition.to)?;
    }
    Ok(())
}

fn span(of: &str, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(), Refusal> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(contradicts(
            format!("the dates of {of} are reversed: from {from} to {to}"),
            "put the earlier date first",
        )),
        _ => Ok(()),
    }
}
