//! How long the steps of a day's work take on a large case: `cargo bench --locked --bench large_case -- [TIMES]`.
//!
//! The case is the invented sample *Rowan Street* with its rows many times over, their days moved: far more entries that say the same than a real
//! case has. `TIMES` is how often (92 gives about 10,000 entries). Nothing is asserted: the figures go into `docs/performance.md` by hand.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a tool for measuring, not part of the program"
)]

use std::{fs, path::Path, sync::Arc, time::Instant};

use chrono::{Days, NaiveDate};
use forewarned::{
    anonymise::draw::Secret,
    app::{anonymising, home::Home, importing, matters::Matters},
    report::{self, Settings},
    rulebook::{columns, files::Files, load::Rulebook},
    search::answer::Request,
};

/// Days of the sample are read in these forms.
const FORMS: [&str; 3] = ["%d/%m/%Y", "%d %b %Y", "%Y-%m-%d"];

fn main() {
    // `cargo bench` hands `--bench` on.
    let times = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(92);
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("case");
    let rows = multiplied(&folder, times);
    println!("{rows} entries");

    let book = timed("rules are read", || {
        Rulebook::load(&Files::built_in().unwrap()).unwrap()
    });
    let disguises = timed("lists for anonymising are read", || book.disguises().unwrap());
    let home = place.path().join("home");
    let fresh = || Matters::new(Home::new(&home), Arc::new(book.clone()));
    let headings = columns::built_in().unwrap();
    timed("import", || {
        importing::import(&Home::new(&home), &headings, &folder, Some("large")).unwrap()
    });
    let matters = fresh();
    let matter = timed("open: read, judge", || matters.get("large").unwrap().unwrap());
    println!(
        "{:>10} findings, {} warnings",
        matter.findings.len(),
        matter.warnings.len()
    );
    timed("index", || matters.rebuild("large", &mut |_| {}).unwrap());
    for query in ["follow*", "\"told him\"~3 AND agency:police", "concept:stalking"] {
        let request = Request {
            query: query.to_owned(),
            ..Request::default()
        };
        timed(&format!("search {query}"), || {
            matters.search("large", &request).unwrap()
        });
    }
    for (kind, format) in [("full", "html"), ("chronology", "xlsx"), ("timeline", "pdf")] {
        timed(&format!("report {kind} {format}"), || {
            report::make(&matter, kind, format, &Settings::default()).unwrap()
        });
    }
    let level = anonymising::level(&disguises, "training").unwrap();
    timed("anonymise: look", || {
        anonymising::look(&matter, &book, &disguises, (level, &Secret::of(b"bench"))).unwrap()
    });
}

fn timed<T>(what: &str, deed: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = deed();
    println!("{:>8.2} s  {what}", start.elapsed().as_secs_f64());
    out
}

/// The sample many times over; how many rows it has.
fn multiplied(folder: &Path, times: u64) -> usize {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/cases/rowan-street");
    fs::create_dir_all(folder).unwrap();
    let mut rows = 0;
    for file in fs::read_dir(&sample).unwrap() {
        let path = file.unwrap().path();
        let to = folder.join(path.file_name().unwrap());
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => rows += table(&path, &to, times),
            Some("toml") => {
                let case = fs::read_to_string(&path).unwrap();
                let lines = case.lines().filter(|l| !l.starts_with("disguised"));
                let lines = lines.map(|l| match l.split(" = ").next() {
                    Some("review_to") => "review_to = 2024-12-31",
                    Some("event") => "event = 2024-12-30",
                    Some("supplied_to") => "supplied_to = 2024-12-31",
                    _ => l,
                });
                fs::write(&to, lines.collect::<Vec<_>>().join("\n")).unwrap();
            }
            _ => {}
        }
    }
    rows
}

fn table(from: &Path, to: &Path, times: u64) -> usize {
    let mut read = csv::Reader::from_path(from).unwrap();
    let mut write = csv::Writer::from_path(to).unwrap();
    write.write_record(read.headers().unwrap()).unwrap();
    let all: Vec<Vec<String>> = read
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let mut rows = 0;
    for time in 0..times {
        for row in &all {
            let mut row = row.clone();
            let Some(date) = row
                .get(1)
                .and_then(|d| FORMS.iter().find_map(|f| NaiveDate::parse_from_str(d, f).ok()))
            else {
                continue;
            };
            let moved = date + Days::new(time * 37 % 430);
            for (at, value) in row.iter_mut().enumerate() {
                match at {
                    0 => *value = format!("{value}-{time}"),
                    1 => *value = moved.format("%d/%m/%Y").to_string(),
                    _ => {}
                }
            }
            write.write_record(&row).unwrap();
            rows += 1;
        }
    }
    rows
}
