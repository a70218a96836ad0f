//! Information requests: for each agency, what is missing from its records, why it is asked for, and what it would settle; in words
//! that can be sent.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::{
    model::{
        case::Agency,
        finding::{Finding, Outcome},
        matter::Matter,
    },
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, text},
        kinds::parts::{agency, count, days, heading, lines, links::Links, opening, plain_table, point, table},
    },
};

/// See the module.
#[derive(Debug)]
pub struct Requests;

/// One thing to ask for.
struct Request {
    /// In words that can be sent, after “Please”.
    wording: String,
    why: String,
    settles: Vec<String>,
}

impl Kind for Requests {
    fn name(&self) -> &'static str {
        "requests"
    }

    fn about(&self) -> &'static str {
        "What to ask agencies for, why, and what it would settle"
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "information requests", settings);
        let links = Links::new(matter);
        let asked: Vec<(&Agency, Vec<Request>)> = matter
            .case
            .agencies
            .iter()
            .map(|a| (a, of_agency(&links, a)))
            .filter(|(_, r)| !r.is_empty())
            .collect();
        out.blocks.push(heading(2, "What to ask for", "requests"));
        out.blocks.extend(point(plain_table("requests", "Requests, agency by agency", &[("Agency", 16), ("Please", 36), ("Why", 26), ("It would settle", 22)], asked.iter().flat_map(|(a, all)| rows(matter, a, all)).collect()), "Nothing is missing that the program can see. Where the panel knows of other agencies or records, add them to the case file."));
        for (agency, requests) in &asked {
            out.blocks.extend(letter(matter, agency, requests));
        }
        out.blocks.extend(unsettled(&links));
        out.main = Some("requests".to_owned());
        out
    }
}

fn rows(matter: &Matter, of: &Agency, all: &[Request]) -> Vec<Vec<Vec<Inline>>> {
    all.iter()
        .map(|r| {
            vec![
                vec![agency(matter, &of.id)],
                text(r.wording.clone()),
                text(r.why.clone()),
                lines(r.settles.iter().map(|s| vec![Inline::Small(s.clone())]).collect()),
            ]
        })
        .collect()
}

/// The requests as words that can be sent.
fn letter(matter: &Matter, agency: &Agency, requests: &[Request]) -> Vec<Block> {
    let case = &matter.case;
    vec![
        Block::Heading(3, format!("To {}", agency.name), None),
        Block::Paragraph(text(format!(
            "The {} “{}” looks at the time from {}. To read your agency’s part fairly, the panel asks you, please, to:",
            case.kind.words().to_lowercase(),
            case.title,
            days(case.review_from, case.review_to)
        ))),
        Block::List(
            requests
                .iter()
                .map(|r| text(format!("{}. {}", r.wording, r.why)))
                .collect(),
        ),
        Block::Paragraph(text(
            "If there is nothing for some of these days, please say so, and say what was searched. If records were destroyed or moved, please \
             say when and under which rule.",
        )),
    ]
}

/// What is missing from one agency.
fn of_agency(links: &Links<'_>, agency: &Agency) -> Vec<Request> {
    let case = &links.matter.case;
    let mut out = Vec::new();
    if agency.files.is_empty() {
        out.push(Request {
            wording: format!("supply all records from {}", days(case.review_from, case.review_to)),
            why: if agency.involved {
                "Other records show that your agency was involved, and none of yours were supplied.".to_owned()
            } else {
                "The case names your agency, and none of its records were supplied.".to_owned()
            },
            settles: settled_by(agency, needing(links, agency)),
        });
        return out;
    }
    out.extend(edges(links, agency));
    out.extend(windows(links, agency));
    out.extend(unread(links.matter, agency));
    out
}

/// Days under review that the agency's records do not cover: not stated, before, after, in between.
fn edges(links: &Links<'_>, agency: &Agency) -> Vec<Request> {
    let case = &links.matter.case;
    let Some(covered) = links.matter.coverage.iter().find(|c| c.agency == agency.id) else {
        return vec![Request {
            wording: "say for which days your records were searched and supplied".to_owned(),
            why: "Without that nobody can tell whether a day without an entry was a day on which nothing was written."
                .to_owned(),
            settles: settled_by(agency, needing(links, agency)),
        }];
    };
    let mut missing: Vec<(NaiveDate, NaiveDate, String)> = Vec::new();
    let before = covered
        .from
        .checked_sub_days(Days::new(1))
        .filter(|_| case.review_from < covered.from);
    missing.extend(before.map(|to| {
        (
            case.review_from,
            to,
            "The time under review begins before the days supplied.".to_owned(),
        )
    }));
    missing.extend(covered.holes.iter().map(|h| {
        let why = h.why.as_deref().map_or("No reason is given.".to_owned(), |w| {
            format!("The reason given is: {w}.")
        });
        (
            h.from,
            h.to,
            format!("These days are missing between days that were supplied. {why}"),
        )
    }));
    let after = covered
        .to
        .checked_add_days(Days::new(1))
        .filter(|_| covered.to < case.review_to);
    missing.extend(after.map(|from| {
        (
            from,
            case.review_to,
            "The time under review ends after the days supplied.".to_owned(),
        )
    }));
    missing
        .into_iter()
        .map(|(from, to, why)| Request {
            wording: format!("supply the records from {}", days(from, to)),
            why,
            settles: settled_by(
                agency,
                needing(links, agency)
                    .into_iter()
                    .filter(|f| f.searched.from <= to && from <= f.searched.to)
                    .collect(),
            ),
        })
        .collect()
}

/// Days outside those under review that a finding needs and the records do not cover.
fn windows(links: &Links<'_>, agency: &Agency) -> Vec<Request> {
    let case = &links.matter.case;
    let mut by_days: BTreeMap<(NaiveDate, NaiveDate), Vec<&Finding>> = BTreeMap::new();
    for finding in needing(links, agency) {
        let (from, to) = (finding.searched.from, finding.searched.to);
        if from < case.review_from || to > case.review_to {
            by_days.entry((from, to)).or_default().push(finding);
        }
    }
    by_days
        .into_iter()
        .map(|((from, to), findings)| Request {
            wording: format!("supply the records from {}", days(from, to)),
            why: "What was expected falls on days outside those supplied.".to_owned(),
            settles: settled_by(agency, findings),
        })
        .collect()
}

/// Rows and pages that could not be read, file by file.
fn unread(matter: &Matter, agency: &Agency) -> Vec<Request> {
    let mut by_file: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let own = |file: &str| {
        agency.files.iter().any(|f| f == file) || matter.records.iter().any(|r| r.file == file && r.agency == agency.id)
    };
    for problem in matter
        .problems
        .iter()
        .filter(|p| own(&p.file) && (p.lost_row || p.row == 0))
    {
        by_file
            .entry(&problem.file)
            .or_default()
            .push(format!("{}: {}", problem.place(), problem.what));
    }
    by_file
        .into_iter()
        .map(|(file, places)| Request {
            wording: format!(
                "send {file} again with {} put right, or say what stands there",
                count(places.len(), "place", "places")
            ),
            why: format!(
                "These could not be read and became no entry: {}{}",
                places.iter().take(5).cloned().collect::<Vec<_>>().join("; "),
                if places.len() > 5 { "; and more" } else { "" }
            ),
            settles: Vec::new(),
        })
        .collect()
}

/// Findings that this agency's records could settle.
fn needing<'a>(links: &Links<'a>, agency: &Agency) -> Vec<&'a Finding> {
    links
        .standing()
        .filter(|f| f.outcome != Outcome::Met && f.searched.not_supplied.contains(&agency.id))
        .collect()
}

/// What an agency's records would settle: findings of which nobody can tell for want of them, by title, and how many more they bear on.
fn settled_by(agency: &Agency, findings: Vec<&Finding>) -> Vec<String> {
    let mut by_title: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut more = 0;
    for finding in findings {
        let waits = finding.outcome == Outcome::CannotTell
            && (finding.agency == agency.id || finding.unclear.contains(agency.name.as_str()));
        if waits {
            let at = finding.triggers.first().map_or("", |t| t.quote.entry.0.as_str());
            by_title.entry(&finding.title).or_default().push(at);
        } else {
            more += 1;
        }
    }
    let mut out: Vec<String> = by_title
        .into_iter()
        .map(|(title, at)| format!("{title} ({})", at.join(", ")))
        .collect();
    if more > 0 {
        out.push(format!(
            "It could bear on {}",
            count(more, "other finding", "other findings")
        ));
    }
    out
}

/// A finding in a line: what was expected, and the first entry it rests on.
fn line(finding: &Finding) -> String {
    let at = finding
        .triggers
        .first()
        .map_or(String::new(), |t| format!(" ({})", t.quote.entry));
    format!("{}{at}", finding.title)
}

/// Findings on which the records do not settle the outcome, and why.
fn unsettled(links: &Links<'_>) -> Vec<Block> {
    let rows: Vec<_> = links
        .standing()
        .filter(|f| f.outcome == Outcome::CannotTell)
        .map(|f| {
            vec![
                text(line(f)),
                vec![agency(links.matter, &f.agency)],
                text(f.unclear.clone()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        heading(2, "What cannot be told from the records supplied", "unsettled"),
        table(
            "cannot tell",
            "Findings that wait for more records or for a clearer date",
            &[("What", 36), ("Agency", 20), ("Why it cannot be told", 44)],
            rows,
        ),
    ]
}
