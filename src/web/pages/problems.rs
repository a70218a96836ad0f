//! What could not be read, and remarks: each with its raw value, what happened, what to do, and the way to set it right from here.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    model::{matter::Matter, problem::Problem, record::Record},
    review::{margin::Margin, plain, row_dates},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        paging::{Long, Paging},
        records::{self, Choice, Step},
        words,
    },
};

/// Problems on one page.
const PER_PAGE: usize = 50;
/// Characters of a raw value that are shown.
const RAW: usize = 600;

#[derive(Serialize)]
struct Body {
    steps: Vec<Step>,
    address: String,
    action: String,
    again: String,
    date: String,
    date_back: String,
    sum: String,
    lines: Vec<Line>,
    paging: Paging,
    files: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    asked: Asked,
    here: String,
    seen: u64,
    because: String,
    is_empty: bool,
    import: String,
}

/// What was asked for.
#[derive(Serialize)]
struct Asked {
    file: String,
    kind: String,
    state: String,
}

impl Asked {
    fn of(ask: &Ask) -> Self {
        Self {
            file: ask.one("file").to_owned(),
            kind: ask.one("kind").to_owned(),
            state: ask.one("state").to_owned(),
        }
    }
}

/// One problem.
#[derive(Serialize)]
struct Line {
    key: String,
    place: String,
    lost: bool,
    raw: String,
    what: String,
    next: String,
    fixes: Vec<Link>,
    again: Option<Again>,
    dating: Option<Dating>,
    dated: Option<Dated>,
    looked: String,
    ticked: bool,
}

/// What was filled in of the day of a row that became no entry.
#[derive(Serialize)]
struct Dating {
    form: String,
    written: String,
    source: String,
    because: String,
    is_open: bool,
}

/// The day that was given for a row.
#[derive(Serialize)]
struct Dated {
    form: String,
    number: u64,
    words: String,
    because: String,
    is_open: bool,
}

/// The file to be read again.
#[derive(Serialize)]
struct Again {
    agency: String,
    file: String,
}

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Part,
    Columns,
    Dates,
    Rows,
    Remarks,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Part, Self::Columns, Self::Dates, Self::Rows, Self::Remarks];

    fn of(problem: &Problem) -> Self {
        let what = problem.what.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|w| what.contains(w));
        if problem.lost_row && problem.row == 0 {
            Self::Part
        } else if problem.next.contains("--columns") || says(&["column", "heading"]) {
            Self::Columns
        } else if says(&["date", " day", "month", "year", "calendar"]) {
            Self::Dates
        } else if problem.lost_row {
            Self::Rows
        } else {
            Self::Remarks
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Part => "part",
            Self::Columns => "columns",
            Self::Dates => "dates",
            Self::Rows => "rows",
            Self::Remarks => "remarks",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Part => "Files and parts that could not be read",
            Self::Columns => "Columns and headings",
            Self::Dates => "Dates",
            Self::Rows => "Other rows that became no entry",
            Self::Remarks => "Other remarks",
        }
    }
}

/// Shows them.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let margin = Margin::of(&matter.settled);
    let asked = Asked::of(ask);
    let keyed: Vec<(String, &Problem)> = matter.problems.iter().map(|p| (p.key(), p)).collect();
    let dated: BTreeSet<&str> = keyed
        .iter()
        .filter(|(_, p)| row_dates::of_row(matter, p).is_some())
        .map(|(key, _)| key.as_str())
        .collect();
    // A row that was given its day has been looked at by who gave it.
    // The row whose form comes back with what was typed is on the list, whatever that shows.
    let own = own_row(ask, &keyed, matter);
    let is_looked = |key: &str| margin.looked_at.contains_key(key) || dated.contains(key);
    let found: Vec<&(String, &Problem)> = keyed
        .iter()
        .filter(|(key, p)| {
            let is_asked = (asked.file.is_empty() || p.file == asked.file)
                && (asked.kind.is_empty() || Kind::of(p).code() == asked.kind)
                && match asked.state.as_str() {
                    "all" => true,
                    "looked" => is_looked(key),
                    "lost" => p.lost_row && !is_looked(key),
                    _ => !is_looked(key),
                };
            is_asked || own == Some(key)
        })
        .collect();
    let address = opened.address("problems");
    let pairs = [
        ("file", asked.file.as_str()),
        ("kind", asked.kind.as_str()),
        ("state", asked.state.as_str()),
    ];
    let long = Long {
        total: found.len(),
        per_page: PER_PAGE,
        called: ("problem or remark", "problems and remarks"),
    };
    let of_own = own.and_then(|key| found.iter().position(|(k, _)| k == key));
    let page = of_own.map_or_else(|| ask.one("page").to_owned(), |at| (at / PER_PAGE + 1).to_string());
    let page = page.as_str();
    let paging = Paging::of(&long, page, &address, &pairs);
    let ticked: BTreeSet<&str> = ask
        .form
        .fields
        .iter()
        .filter(|(n, _)| n == "problem")
        .map(|(_, v)| v.as_str())
        .collect();
    let lines = paging.part(&found).iter().map(|(key, p)| {
        let looked = margin
            .looked_at
            .get(key.as_str())
            .map_or_else(String::new, |(text, by)| {
                format!("{}, {}: {text}", by.who, words::logged(&by.at))
            });
        let mut line = line(&opened, (key, p), looked, ticked.contains(key.as_str()));
        line.dating = dating(ask, &opened, (key, p));
        line.dated = dated_row(ask, &opened, p);
        line
    });
    let here: Vec<(&str, &str)> = pairs.into_iter().chain([("page", page)]).collect();
    let files: BTreeSet<&str> = matter.problems.iter().map(|p| p.file.as_str()).collect();
    let open = keyed.iter().filter(|(key, _)| !is_looked(key));
    let (lost, remarks): (Vec<_>, Vec<_>) = open.partition(|(_, p)| p.lost_row);
    let body = Body {
        steps: records::steps(&opened, "problems"),
        action: address.clone(),
        date: opened.address("problems/date"),
        date_back: opened.address("problems/date/back"),
        again: opened.address("files/again"),
        sum: format!(
            "{} and {} are still to be looked at.",
            words::count(lost.len(), "problem", "problems"),
            words::count(remarks.len(), "remark", "remarks")
        ),
        lines: lines.collect(),
        files: with_all("Every file", files.into_iter().map(|f| Choice::new(f, f))),
        kinds: with_all("Every kind", Kind::ALL.iter().map(|k| Choice::new(k.code(), k.words()))),
        states: vec![
            Choice::new("", "Still to be looked at"),
            Choice::new("lost", "The same, only what became no entry"),
            Choice::new("looked", "Looked at"),
            Choice::new("all", "All"),
        ],
        here: addresses::with_query(&address, &here),
        seen: opened.seen(),
        because: if ask.typed("form").is_empty() {
            ask.typed("because").to_owned()
        } else {
            String::new()
        },
        is_empty: matter.problems.is_empty(),
        import: opened.address("import"),
        address,
        asked,
        paging,
    };
    Ok(opened.page("Problems and remarks", body))
}

/// The row whose form was sent and is shown again.
fn own_row<'k>(ask: &Ask, keyed: &'k [(String, &Problem)], matter: &Matter) -> Option<&'k String> {
    let form = ask.typed("form");
    let is_own = |(key, p): &&(String, &Problem)| {
        form == dating_form(key) || row_dates::of_row(matter, p).is_some_and(|(by, _)| form == dated_form(by.number))
    };
    let mut all = keyed.iter().filter(|_| !form.is_empty());
    all.find(is_own).map(|(key, _)| key)
}

fn dating_form(key: &str) -> String {
    format!("d{key}-")
}

fn dated_form(number: u64) -> String {
    format!("b{number}-")
}

fn with_all(words: &str, choices: impl Iterator<Item = Choice>) -> Vec<Choice> {
    [Choice::new("", words)].into_iter().chain(choices).collect()
}

fn line(opened: &Opened, (key, problem): (&str, &Problem), looked: String, ticked: bool) -> Line {
    let record = record(opened, problem);
    let cut: String = problem.raw.chars().take(RAW).collect();
    Line {
        key: key.to_owned(),
        place: problem.place(),
        lost: problem.lost_row,
        raw: if cut.len() < problem.raw.len() {
            format!("{cut}…")
        } else {
            cut
        },
        what: plain::of_case(&opened.matter.case, &problem.what),
        next: plain::of_case(&opened.matter.case, &problem.next),
        fixes: fixes(opened, problem, record),
        again: record.filter(|_| Kind::of(problem) == Kind::Columns).map(|r| Again {
            agency: r.agency.0.clone(),
            file: r.file.clone(),
        }),
        dating: None,
        dated: None,
        looked,
        ticked,
    }
}

/// The form by which a row gets its day: of a row whose date could not be read, in a file that is the only one of its name.
fn dating(ask: &Ask, opened: &Opened, (key, problem): (&str, &Problem)) -> Option<Dating> {
    let is_of_day = problem.lost_row && problem.row > 0 && Kind::of(problem) == Kind::Dates;
    record(opened, problem).filter(|_| is_of_day)?;
    let form = dating_form(key);
    let mine = |name: &str| {
        let typed = Some(ask.typed(name)).filter(|_| ask.typed("form") == form);
        typed.unwrap_or_default().to_owned()
    };
    Some(Dating {
        written: mine("written"),
        source: mine("source"),
        because: mine("because"),
        is_open: ask.typed("form") == form,
        form,
    })
}

/// The day that a row was given.
fn dated_row(ask: &Ask, opened: &Opened, problem: &Problem) -> Option<Dated> {
    let (by, _) = row_dates::of_row(&opened.matter, problem)?;
    let form = dated_form(by.number);
    let is_open = ask.typed("form") == form;
    Some(Dated {
        number: by.number,
        words: format!("{}, {}: {}", by.who, words::logged(&by.at), by.because),
        because: if is_open {
            ask.typed("because").to_owned()
        } else {
            String::new()
        },
        is_open,
        form,
    })
}

/// The record that a problem is of; none where several agencies have a file of this name, or the case as a whole is meant.
fn record<'a>(opened: &'a Opened, problem: &Problem) -> Option<&'a Record> {
    let mut all = opened.matter.records.iter().filter(|r| r.file == problem.file);
    all.next().filter(|_| all.next().is_none())
}

fn fixes(opened: &Opened, problem: &Problem, record: Option<&Record>) -> Vec<Link> {
    let mut out = Vec::new();
    let says = |words: &str| problem.what.contains(words) || problem.next.contains(words);
    if says("supplied_from") || says("--supplied") || says("days they cover") {
        out.push(Link::new(
            "Say for which days records were supplied",
            opened.address("coverage"),
        ));
    }
    if says("--agency") || says("is not in the case folder") {
        out.push(Link::new(
            "Choose the file and say whose it is",
            opened.address("import"),
        ));
    }
    if let Some(record) = record.filter(|_| problem.lost_row || says("--replaces")) {
        let asked = [("replaces", record.file.as_str()), ("agency", record.agency.0.as_str())];
        out.push(Link::new(
            "Replace it by a corrected file",
            addresses::with_query(&opened.address("import"), &asked),
        ));
    }
    if problem.row > 0 && !problem.lost_row {
        let mut there =
            opened.matter.entries.iter().filter(|e| {
                e.origin.file == problem.file && e.origin.row == problem.row && e.origin.part == problem.part
            });
        if let Some(entry) = there.next() {
            out.push(Link::new(format!("Open entry {}", entry.id), opened.entry(&entry.id)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Kind, Problem};

    #[test]
    fn a_problem_is_of_one_kind() {
        let problem = |row, lost_row, what: &str, next: &str| Problem {
            file: "a.csv".to_owned(),
            part: String::new(),
            row,
            lost_row,
            raw: String::new(),
            what: what.to_owned(),
            next: next.to_owned(),
            answer: None,
        };
        for (problem, kind) in [
            (problem(0, true, "the file is empty", ""), Kind::Part),
            (
                problem(3, true, "the date 31/02/2018 is not in the calendar", ""),
                Kind::Dates,
            ),
            (
                problem(
                    1,
                    false,
                    "nothing says what 'Notes' is",
                    "say --columns \"Notes=event\"",
                ),
                Kind::Columns,
            ),
            (
                problem(4, true, "the row has more cells than the header", ""),
                Kind::Rows,
            ),
            (problem(4, false, "a formula", ""), Kind::Remarks),
        ] {
            assert_eq!(Kind::of(&problem), kind, "{problem}");
        }
    }
}
