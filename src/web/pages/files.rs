//! Every file of a case: which import brought it, how it stands, its SHA-256, and what can be done with it.

use serde::Serialize;

use crate::{
    model::arrival::{Arrival, Standing},
    web::{
        addresses,
        asking::{Ask, Opened, Refusal, Reply},
        records::{self, Step},
        words::{self, AgencyMark},
    },
};

#[derive(Serialize)]
struct Body {
    steps: Vec<Step>,
    imports: Vec<ImportRow>,
    again: String,
    import: String,
    sum: String,
}

/// One import, with its files.
#[derive(Serialize)]
struct ImportRow {
    number: String,
    heading: String,
    back: String,
    files: Vec<FileRow>,
}

#[derive(Serialize)]
struct FileRow {
    file: String,
    agency: AgencyMark,
    agency_id: String,
    encoding: String,
    size: String,
    rows: String,
    entries: String,
    problems: String,
    problems_at: String,
    sha256: String,
    standing: String,
    in_force: bool,
    back: String,
    replace: String,
    left_out: Vec<String>,
    inside: Vec<String>,
}

/// Shows them, the last import first.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let mut all = ask.cases.bringing().arrivals(&opened.slug)?.unwrap_or_default();
    all.sort_by_key(|a| (std::cmp::Reverse(a.import.as_ref().map_or(0, |i| i.number)), a.number));
    let mut imports: Vec<ImportRow> = Vec::new();
    for arrival in &all {
        let number = arrival
            .import
            .as_ref()
            .map_or_else(String::new, |i| i.number.to_string());
        if imports.last().is_none_or(|i| i.number != number) {
            imports.push(import(&opened, arrival, &all));
        }
        if let Some(last) = imports.last_mut() {
            last.files.push(file(&opened, arrival));
        }
    }
    let in_force = all.iter().filter(|a| a.standing == Standing::InForce).count();
    let body = Body {
        steps: records::steps(&opened, "files"),
        imports,
        again: opened.address("files/again"),
        import: opened.address("import"),
        sum: format!(
            "{}, {in_force} of them in the chronology",
            words::count(all.len(), "file", "files")
        ),
    };
    Ok(opened.page("Files", body))
}

fn import(opened: &Opened, arrival: &Arrival, all: &[Arrival]) -> ImportRow {
    let Some(import) = &arrival.import else {
        return ImportRow {
            number: String::new(),
            heading: "Imported before it was kept when".to_owned(),
            back: String::new(),
            files: Vec::new(),
        };
    };
    let by = if import.who.is_empty() {
        String::new()
    } else {
        format!(" by {}", import.who)
    };
    let is_left = all
        .iter()
        .any(|a| a.standing == Standing::InForce && a.import.as_ref().is_some_and(|i| i.number == import.number));
    ImportRow {
        number: import.number.to_string(),
        heading: format!("Imported on {}{by}", words::logged(&import.at)),
        back: if is_left {
            back(opened, &import.number.to_string(), "")
        } else {
            String::new()
        },
        files: Vec::new(),
    }
}

/// Where it is looked at what taking something back would do.
fn back(opened: &Opened, what: &str, agency: &str) -> String {
    addresses::with_query(&opened.address("take-back"), &[("what", what), ("agency", agency)])
}

fn file(opened: &Opened, arrival: &Arrival) -> FileRow {
    let record = &arrival.record;
    let in_force = arrival.standing == Standing::InForce;
    let agency = record.agency.0.as_str();
    let asked = [("replaces", record.file.as_str()), ("agency", agency)];
    FileRow {
        file: record.file.clone(),
        agency: words::agency(&opened.matter.case, &record.agency),
        agency_id: record.agency.0.clone(),
        encoding: record.encoding.clone(),
        size: records::size(usize::try_from(record.bytes).unwrap_or(usize::MAX)),
        rows: words::number(record.rows),
        entries: words::number(record.entries),
        problems: words::number(record.problems),
        problems_at: addresses::with_query(&opened.address("problems"), &[("file", &record.file), ("state", "all")]),
        sha256: record.sha256.clone(),
        standing: match &arrival.standing {
            Standing::InForce => "In the chronology".to_owned(),
            Standing::Replaced { by } => format!("Replaced by {by}"),
            Standing::TakenBack { at, who, why } => {
                format!("Taken back on {} by {who}: {why}", words::logged(at))
            }
        },
        in_force,
        back: if in_force {
            back(opened, &record.file, agency)
        } else {
            String::new()
        },
        replace: addresses::with_query(&opened.address("import"), &asked),
        left_out: arrival.left_out.clone(),
        inside: if in_force {
            crate::app::pointing::inner_files(arrival).into_keys().collect()
        } else {
            Vec::new()
        },
    }
}
