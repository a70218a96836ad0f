//! A list of queries: how many entries each finds, from when to when, and in whose records. One address, one list.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::case::AgencyId,
    search::answer::{Answer, Request},
    web::{
        addresses,
        asking::{Ask, Fault, Link, Opened, Refusal, Reply},
        seeking::Asked,
        words,
    },
};

/// No more queries are run at once.
pub(crate) const MOST: usize = 100;
/// No longer list fits into an address, in characters.
pub(crate) const LONGEST: usize = 8_000;

#[derive(Serialize)]
struct Body {
    address: String,
    list: String,
    name: String,
    seen: u64,
    rows: Vec<Row>,
    remarks: Vec<String>,
    csv: String,
    faults: Vec<Fault>,
    most: usize,
}

#[derive(Serialize)]
struct Row {
    query: Link,
    hits: String,
    first: String,
    last: String,
    agencies: Vec<AgencyCount>,
    remark: String,
    meant: Option<Link>,
}

#[derive(Serialize)]
struct AgencyCount {
    agency: Link,
    count: u64,
}

/// Shows what each query of the list finds.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let list = if ask.faults.is_empty() {
        ask.one("list")
    } else {
        ask.typed("list")
    };
    let (queries, remarks) = read(if ask.faults.is_empty() { list } else { "" });
    let found = run(ask, &opened, &queries)?;
    let base = opened.address("queries");
    let body = Body {
        rows: queries
            .iter()
            .zip(&found)
            .map(|(query, answer)| row(&opened, query, answer))
            .collect(),
        csv: if queries.is_empty() {
            String::new()
        } else {
            addresses::with_query(&opened.address("queries.csv"), &[("list", list)])
        },
        address: base,
        list: list.to_owned(),
        name: ask.typed("name").to_owned(),
        seen: opened.seen(),
        remarks,
        faults: ask.faults.clone(),
        most: MOST,
    };
    let above = vec![Link::new("Search", opened.address("search"))];
    Ok(opened.page_under("Search for a list of queries", above, body))
}

/// The same as a file.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let (queries, _) = read(ask.one("list"));
    let answers = run(ask, &opened, &queries)?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let written = write(&mut out, &opened, &queries, &answers);
    let bytes = written.and_then(|()| Ok(out.into_inner().map_err(csv::IntoInnerError::into_error)?));
    Ok(Reply::Download {
        name: "queries.csv".to_owned(),
        media_type: "text/csv; charset=utf-8",
        bytes: bytes.map_err(|e| anyhow::anyhow!("the table cannot be written: {e}"))?,
    })
}

fn write(
    out: &mut csv::Writer<Vec<u8>>,
    opened: &Opened,
    queries: &[String],
    answers: &[Answer],
) -> Result<(), csv::Error> {
    out.write_record([
        "Query",
        "Read as",
        "Entries",
        "First day",
        "Last day",
        "Agencies",
        "Remarks",
    ])?;
    for (query, answer) in queries.iter().zip(answers) {
        let agencies: Vec<String> = answer
            .facets
            .agencies
            .iter()
            .map(|(id, n)| format!("{} {n}", opened.matter.case.agency_name(&AgencyId(id.clone()))))
            .collect();
        let day = |day: Option<NaiveDate>, written: &Option<String>| {
            let exact = || day.map_or(String::new(), |d| d.to_string());
            written.as_deref().map_or_else(exact, harmless)
        };
        out.write_record([
            harmless(query),
            harmless(&answer.read_as),
            answer.total.to_string(),
            day(answer.first, &answer.first_as_written),
            day(answer.last, &answer.last_as_written),
            harmless(&agencies.join("; ")),
            harmless(&answer.remarks.join(" ")),
        ])?;
    }
    Ok(())
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The queries of a list, one a line, each once; and what was left out.
pub(crate) fn read(list: &str) -> (Vec<String>, Vec<String>) {
    let mut queries: Vec<String> = Vec::new();
    for line in list.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if !queries.iter().any(|q| q == line) {
            queries.push(line.to_owned());
        }
    }
    let mut remarks = Vec::new();
    if queries.len() > MOST {
        remarks.push(format!(
            "The list has {} queries; the first {MOST} are shown. Put the others into a second list.",
            words::number(queries.len())
        ));
        queries.truncate(MOST);
    }
    (queries, remarks)
}

fn run(ask: &Ask, opened: &Opened, queries: &[String]) -> Result<Vec<Answer>, Refusal> {
    let requests: Vec<Request> = queries
        .iter()
        .map(|query| Request {
            query: query.clone(),
            per_page: 1,
            ..Request::default()
        })
        .collect();
    Ok(ask.search_each(std::slice::from_ref(opened), &requests)?)
}

fn row(opened: &Opened, query: &str, answer: &Answer) -> Row {
    let asked = Asked::default().set("q", query);
    let base = opened.address("search");
    let day = |day: Option<NaiveDate>, written: &Option<String>| {
        let exact = || day.map_or(String::new(), words::day);
        written.clone().unwrap_or_else(exact)
    };
    Row {
        query: Link::new(query, asked.address(&base)),
        hits: words::number(answer.total),
        first: day(answer.first, &answer.first_as_written),
        last: day(answer.last, &answer.last_as_written),
        agencies: answer
            .facets
            .agencies
            .iter()
            .map(|(id, count)| AgencyCount {
                agency: Link::new(
                    opened.matter.case.agency_name(&AgencyId(id.clone())),
                    asked.set("agency", id).address(&base),
                ),
                count: *count,
            })
            .collect(),
        remark: answer.remarks.join(" "),
        meant: answer
            .did_you_mean
            .as_ref()
            .map(|q| Link::new(q.clone(), asked.set("q", q).address(&base))),
    }
}
