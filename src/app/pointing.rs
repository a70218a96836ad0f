//! *Pointing*: which records of a case somebody means who gives the number of an import, a file's name, or that of a file inside one.

use std::collections::BTreeMap;

use anyhow::bail;

use crate::{
    app::{
        placing,
        taking_back::{Gone, Request},
    },
    model::{
        arrival::{Arrival, Standing},
        case::Case,
    },
    store::is_within,
};

pub(super) type Meant<'a> = Vec<(&'a Arrival, String)>;

/// The records that are meant and are in force, each with the place of the file inside it; and what is said of those that are not.
pub(super) fn meant<'a>(
    case: &Case,
    arrivals: &'a [Arrival],
    request: &Request,
) -> anyhow::Result<(Meant<'a>, Vec<String>)> {
    let what = request.what.trim();
    let agency = request
        .agency
        .as_deref()
        .map(|a| placing::agency(case, a))
        .transpose()?;
    let of_agency = |a: &&Arrival| agency.as_ref().is_none_or(|id| a.record.agency.0 == *id);
    let number = what.parse::<u64>().ok();
    let of_import: Vec<&Arrival> = arrivals
        .iter()
        .filter(of_agency)
        .filter(|a| number.is_some() && a.import.as_ref().map(|i| i.number) == number)
        .collect();
    if !of_import.is_empty() {
        let (stand, gone): (Vec<&Arrival>, Vec<&Arrival>) =
            of_import.into_iter().partition(|a| a.standing == Standing::InForce);
        let gone: Vec<String> = gone.iter().filter_map(|a| why_not(a)).collect();
        if stand.is_empty() {
            let why = format!("import {what}: nothing of it is in force. {}", gone.join(". "));
            return Err(Gone(why).into());
        }
        return Ok((stand.into_iter().map(|a| (a, String::new())).collect(), gone));
    }
    let named: Vec<&Arrival> = arrivals
        .iter()
        .filter(of_agency)
        .filter(|a| a.record.file == what)
        .collect();
    let mut found: Meant<'_> = named
        .iter()
        .filter(|a| a.standing == Standing::InForce)
        .map(|a| (*a, String::new()))
        .collect();
    if let (true, Some(why)) = (found.is_empty(), named.last().and_then(|a| why_not(a))) {
        return Err(Gone(why).into());
    }
    if found.is_empty() {
        found = inside(arrivals.iter().filter(of_agency), what);
    }
    match found.as_slice() {
        [] => bail!(
            "{what}: there is no such import and no such file in the case; `forewarned files` lists all, with their numbers"
        ),
        [_] => Ok((found, Vec::new())),
        several => {
            let all: Vec<String> = several.iter().map(|(a, _)| which(case, a)).collect();
            bail!(
                "{what}: the case has several files of this name: {}; give the number of the import, or --agency",
                all.join("; ")
            )
        }
    }
}

pub(super) fn which(case: &Case, arrival: &Arrival) -> String {
    let import = arrival
        .import
        .as_ref()
        .map_or(String::new(), |i| format!(" (import {})", i.number));
    format!("of {}{import}", case.agency_name(&arrival.record.agency))
}

/// Why a record cannot be taken back: nothing for one that is in force.
pub(super) fn why_not(arrival: &Arrival) -> Option<String> {
    let file = &arrival.record.file;
    match &arrival.standing {
        Standing::InForce => None,
        Standing::Replaced { by } => Some(format!(
            "{file}: was replaced by {by} since, and its entries are in the chronology only where {by} has them; take {by} back first"
        )),
        Standing::TakenBack { at, who, why } => {
            Some(format!("{file}: was taken back already on {at} by {who} ({why})"))
        }
    }
}

/// Files of this name inside records: `letters.zip/gp.csv`, `thread.eml/minutes.docx`.
fn inside<'a>(arrivals: impl Iterator<Item = &'a Arrival>, what: &str) -> Meant<'a> {
    let mut out = Vec::new();
    for arrival in arrivals.filter(|a| a.standing == Standing::InForce) {
        let Some(inner) = what
            .strip_prefix(&arrival.record.file)
            .and_then(|w| w.strip_prefix('/'))
        else {
            continue;
        };
        out.extend(inner_files(arrival).remove(inner).map(|place| (arrival, place)));
    }
    out
}

/// Files inside a record that gave entries or problems and were not taken back, by name, each with its place in words.
pub fn inner_files(arrival: &Arrival) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for place in &arrival.places {
        let (mut path, mut end) = (String::new(), 0);
        while let Some((name, length)) = place.get(end..).and_then(step) {
            path = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}/{name}")
            };
            end += length;
            let named = place.get(..end).unwrap_or_default();
            if !arrival.left_out.iter().any(|p| is_within(named, p)) {
                out.insert(path.clone(), named.to_owned());
            }
        }
    }
    out
}

/// The file that a place in words begins with, and how many bytes that takes: `file 'a.csv'`, or `, attachment 'b.csv'` behind another.
fn step(place: &str) -> Option<(&str, usize)> {
    let rest = place.strip_prefix(", ").unwrap_or(place);
    let quoted = ["file '", "attachment '"]
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))?;
    let ends = |at: &usize| {
        let after = quoted.get(at + 1..).unwrap_or_default();
        after.is_empty() || after.starts_with(", ")
    };
    let length = quoted.match_indices('\'').map(|(at, _)| at).find(ends)?;
    let name = quoted.get(..length)?;
    Some((name, place.len() - quoted.len() + length + 1))
}
