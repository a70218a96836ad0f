//! *Forms* of an e-mail: the same words sent plain and as a formatted page. They are not always the same; which is read,
//! and what is said of the other, is decided here. What is not read is kept in a remark.

use std::collections::BTreeSet;

use crate::{import::contents::Remark, text::dates::find_dates};

/// So many words that one form has and the other has not are no accident of formatting.
const RUN: usize = 4;
/// Words that stand together in both forms are the same words.
const TOGETHER: usize = 3;

/// The form that is read, and what is said of the other.
pub(crate) fn choose(formatted: String, plain: String) -> (String, Option<Remark>) {
    let (page, stub) = (words(&formatted), words(&plain));
    if page.is_empty() {
        return (plain, None);
    }
    if stub.is_empty() || page.len() > stub.len() * 2 + 10 {
        return (formatted, Some(fuller(plain)));
    }
    if !has_more(&page, &stub) {
        return (plain, None);
    }
    // Only a page that holds all of the plain words can stand for them.
    let days_of_page = days(&formatted);
    let days_of_plain = days(&plain);
    let is_whole = !has_more(&stub, &page) && days_of_plain.is_subset(&days_of_page);
    let is_fuller = page.len() >= stub.len() * 2 || days_of_page.len() > days_of_plain.len();
    if is_whole && is_fuller {
        return (formatted, Some(fuller(plain)));
    }
    let remark = Remark {
        raw: formatted,
        what: "the formatted form of this e-mail says more than the plain one, which was read".to_owned(),
        next: "the formatted form is kept here; read it beside the entry".to_owned(),
        ..Remark::default()
    };
    (plain, Some(remark))
}

/// What is said when the formatted page was read instead of the plain words.
fn fuller(plain: String) -> Remark {
    Remark {
        raw: plain,
        what: "the e-mail was sent as plain words and as a formatted page; the page says more, and was read instead"
            .to_owned(),
        next: "the plain words are kept here; compare them".to_owned(),
        ..Remark::default()
    }
}

/// The words of a form, without what programs put round them. An address is no word: programs rewrite it.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .filter(|w| !w.contains("://"))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Has one form a run of words that the other has not?
fn has_more(one: &[String], other: &[String]) -> bool {
    let known: BTreeSet<&[String]> = other.windows(TOGETHER).collect();
    let mut is_shared = vec![false; one.len()];
    for (at, together) in one.windows(TOGETHER).enumerate() {
        if known.contains(together) {
            for shared in is_shared.iter_mut().skip(at).take(TOGETHER) {
                *shared = true;
            }
        }
    }
    is_shared.split(|shared| *shared).any(|run| run.len() >= RUN)
}

fn days(text: &str) -> BTreeSet<chrono::NaiveDate> {
    find_dates(text, None).into_iter().map(|d| d.when.earliest).collect()
}
