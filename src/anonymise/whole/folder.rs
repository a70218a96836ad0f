//! The folder of an anonymised case: `case.toml`, and a table for each agency in our own columns.

use std::collections::BTreeMap;

use super::Whole;
use crate::model::{
    case::{AgencyId, Case},
    entry::Entry,
    when::When,
};

impl Whole {
    /// The case folder: `case.toml`, and one table for each agency.
    ///
    /// # Errors
    /// When the case cannot be written as TOML, which a case that was read cannot come to.
    pub fn folder(&self) -> Result<Vec<(String, Vec<u8>)>, String> {
        folder(&self.case, &self.entries)
    }
}

/// The same of a case and its entries.
///
/// # Errors
/// When the case cannot be written as TOML, which a case that was read cannot come to.
pub fn folder(case: &Case, entries: &[Entry]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut out = vec![(
        "case.toml".to_owned(),
        toml::to_string(case).map_err(|e| e.to_string())?.into_bytes(),
    )];
    for agency in &case.agencies {
        for file in &agency.files {
            let entries = entries.iter().filter(|e| e.agency == agency.id);
            out.push((file.clone(), table(entries).map_err(|e| e.to_string())?));
        }
    }
    Ok(out)
}

fn table<'e>(entries: impl Iterator<Item = &'e Entry>) -> Result<Vec<u8>, csv::Error> {
    let mut entries: Vec<&Entry> = entries.collect();
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let mut further: Vec<&str> = Vec::new();
    for name in entries.iter().flat_map(|e| &e.further).map(|f| f.name.as_str()) {
        if !further.contains(&name) {
            further.push(name);
        }
    }
    let has_recorded = entries.iter().any(|e| e.recorded.is_some());
    let has_sequence = entries.iter().any(|e| e.sequence.is_some());
    let mut head = vec!["Ref", "Date", "Time"];
    head.extend(has_sequence.then_some("Sequence"));
    head.extend(["Source", "Author", "Type", "Event"]);
    head.extend(has_recorded.then_some("Date recorded"));
    head.extend(&further);
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    out.write_record(&head)?;
    for entry in entries {
        let time = |when: &When| when.time.map(|t| t.format("%H:%M").to_string()).unwrap_or_default();
        let mut row = vec![entry.id.0.clone(), entry.when.written.clone(), time(&entry.when)];
        if has_sequence {
            row.push(entry.sequence.map(|s| s.to_string()).unwrap_or_default());
        }
        row.extend([
            entry.source.clone(),
            entry.author.clone(),
            entry.entry_type.clone(),
            entry.text.clone(),
        ]);
        if has_recorded {
            let said = entry
                .recorded
                .as_ref()
                .map(|w| format!("{} {}", w.written, time(w)).trim().to_owned());
            row.push(said.unwrap_or_default());
        }
        for name in &further {
            let values: Vec<&str> = entry
                .further
                .iter()
                .filter(|f| f.name == **name)
                .map(|f| f.value.as_str())
                .collect();
            row.push(values.join("; "));
        }
        out.write_record(&row)?;
    }
    out.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

/// The letters before the numbers of an agency's entries: those of its words, and a number where two agencies would have the same.
pub(super) fn prefixes<'a>(agencies: impl Iterator<Item = &'a AgencyId>) -> BTreeMap<AgencyId, String> {
    let mut out: BTreeMap<AgencyId, String> = BTreeMap::new();
    for agency in agencies {
        let letters: String = agency.0.split('-').filter_map(|w| w.get(..3).or(Some(w))).collect();
        let letters = letters.to_uppercase();
        let is_taken = |name: &String| out.values().any(|p| p == name);
        let free = (1..=out.len() + 1)
            .map(|n| {
                if n == 1 {
                    letters.clone()
                } else {
                    format!("{letters}{n}")
                }
            })
            .find(|p| !is_taken(p));
        out.insert(agency.clone(), free.unwrap_or(letters));
    }
    out
}
