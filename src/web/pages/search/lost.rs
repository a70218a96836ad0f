//! *Lost rows*: rows of the records that became no entry, and hold the words that are searched for. The index has entries alone, so that
//! without a word of these a search would pass over them in silence.
//!
//! A plain comparison of letters: it finds rather too much than too little, and a reader looks at the rows themselves.

use crate::web::{
    asking::{Link, Opened},
    words,
};

/// Endings that are taken off a word, so that `gates` finds `gate`.
const ENDINGS: [&str; 4] = ["ing", "ed", "es", "s"];
/// What is left of a word has at least so many letters.
const LEAST: usize = 3;

/// For each case that has such rows: how many, and where they are told.
pub(super) fn rows(cases: &[Opened], is_all: bool, query: &str) -> Vec<Link> {
    let ways = ways(query);
    if ways.is_empty() {
        return Vec::new();
    }
    let link = |opened: &Opened| {
        let problems = opened.matter.problems.iter().filter(|p| p.lost_row);
        let found = problems.filter(|p| holds(&ways, &p.raw.to_lowercase())).count();
        let rows = match found {
            0 => return None,
            1 => "1 row that became no entry holds these words".to_owned(),
            n => format!("{} rows that became no entry hold these words", words::number(n)),
        };
        let of = if is_all {
            format!(" ({})", opened.matter.case.title)
        } else {
            String::new()
        };
        Some(Link::new(format!("{rows}{of}"), opened.address("problems")))
    };
    cases.iter().filter_map(link).collect()
}

/// The words of a query, in small letters: of each way that it leaves open, those that must all stand there. What it leaves out, and what
/// it asks of fields, a row of which nothing is known cannot answer.
fn ways(query: &str) -> Vec<Vec<String>> {
    let mut out = vec![Vec::new()];
    let mut is_left_out = false;
    for token in query.split_whitespace() {
        match token.trim_matches(['(', ')']) {
            "OR" => out.push(Vec::new()),
            "AND" => {}
            "NOT" => is_left_out = true,
            _ if std::mem::take(&mut is_left_out) || token.starts_with('-') => {}
            field if field.contains(':') => {}
            word => {
                if let Some(way) = out.last_mut() {
                    let parts = word.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
                    way.extend(parts.map(stem));
                }
            }
        }
    }
    out.retain(|way| !way.is_empty());
    out
}

fn stem(word: &str) -> String {
    let small = word.to_lowercase();
    let bare = ENDINGS.iter().find_map(|e| small.strip_suffix(e));
    bare.filter(|b| b.chars().count() >= LEAST)
        .map_or_else(|| small.clone(), str::to_owned)
}

fn holds(ways: &[Vec<String>], raw: &str) -> bool {
    ways.iter()
        .any(|way| way.iter().all(|word| raw.contains(word.as_str())))
}
