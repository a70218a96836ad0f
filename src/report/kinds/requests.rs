//! Information requests: for each agency, what is missing from its records, why it is asked for, and what it would settle; in words
//! that can be sent.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        case::AgencyId,
        finding::{Finding, Outcome},
        matter::Matter,
    },
    report::{
        Kind, Settings,
        document::{Block, Document, Inline, text},
        kinds::parts::{agency, beside, count, days, heading, lines, links::Links, opening, plain_table, point, table},
    },
    review::requests::{Request, asked_of_nobody, requests},
};

/// Warnings that a request names as those on which it could bear: the gravest and clearest, which stand first.
const WARNINGS_NAMED: usize = 5;

/// See the module.
#[derive(Debug)]
pub struct Requests;

impl Kind for Requests {
    fn name(&self) -> &'static str {
        "requests"
    }

    fn title(&self) -> String {
        "Information requests".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "agencies, to be sent"
    }

    fn about(&self) -> &'static str {
        "What to ask agencies for, why, and what it would settle"
    }

    fn chooses_agencies(&self) -> bool {
        true
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "information requests", settings);
        let links = Links::new(matter);
        let chosen = &settings.entries.agencies;
        let mut all = requests(matter);
        all.retain(|r| chosen.is_empty() || chosen.contains(&r.agency.0));
        out.blocks.push(heading(2, "What to ask for", "requests"));
        out.blocks.extend(point(
            plain_table(
                "requests",
                &format!("{}, agency by agency", count(all.len(), "request", "requests")),
                &[("Agency", 15), ("Please", 23), ("Why", 28), ("It would settle", 34)],
                all.iter().map(|r| row(matter, r)).collect(),
            ),
            "Nothing is missing that the program can see. Where the panel knows of other agencies or records, add them to the case file.",
        ));
        if matter.end_is_masked && !all.is_empty() {
            out.blocks.push(Block::Paragraph(text(
                "Letters are not made while part of the case is masked: they name the days under review. Lift the mask first.",
            )));
        }
        for of_one in all.chunk_by(|a, b| a.agency == b.agency) {
            if let Some(first) = of_one.first() {
                out.blocks.extend(letter(matter, &first.agency, of_one));
            }
        }
        // What is for the panel goes to no agency.
        if chosen.is_empty() {
            out.blocks.extend(not_asked(matter));
            out.blocks.extend(unsettled(&links));
        }
        out.main = Some("requests".to_owned());
        out
    }
}

fn row(matter: &Matter, request: &Request) -> Vec<Vec<Inline>> {
    vec![
        vec![agency(matter, &request.agency)],
        text(request.wording.clone()),
        text(why(request)),
        lines(
            would_settle(matter, request)
                .into_iter()
                .map(|s| vec![Inline::Small(s)])
                .collect(),
        ),
    ]
}

/// Why it is asked. A letter says nothing beside a reviewer's own words.
fn why(request: &Request) -> String {
    if request.why.is_empty() {
        "A reviewer asks it before deciding, in these words.".to_owned()
    } else {
        request.why.clone()
    }
}

/// Whose records are asked for: the person complained of and those at risk, as the roster names them first.
fn about_whom(matter: &Matter) -> String {
    let people = matter.case.people.iter();
    let asked = people.filter(|p| p.role == "subject" || p.is_at_risk());
    let names: Vec<&str> = asked.filter_map(|p| p.names.first()).map(String::as_str).collect();
    let all = match names.as_slice() {
        [] => return String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    };
    format!(" It is about {all}, and asks for records about them.")
}

/// The requests as words that can be sent; none while the end of the case is masked.
fn letter(matter: &Matter, of: &AgencyId, requests: &[Request]) -> Vec<Block> {
    let case = &matter.case;
    if matter.end_is_masked {
        return Vec::new();
    }
    vec![
        Block::NewPage,
        Block::Heading(3, format!("To {}", case.agency_name(of)), None),
        Block::Paragraph(text(format!(
            "The {} “{}” looks at the time from {}.{} To read your agency’s part fairly, the panel asks you, please, to:",
            case.kind.words().to_lowercase(),
            case.title,
            days(case.review_from, case.review_to),
            about_whom(matter)
        ))),
        Block::List(
            requests
                .iter()
                .map(|r| text(format!("{}. {}", r.wording, r.why).trim_end().to_owned()))
                .collect(),
        ),
        Block::Paragraph(text(
            "If there is nothing for some of these days, please say so, and say what was searched. If records were destroyed or moved, please \
             say when and under which rule.",
        )),
    ]
}

/// What the answer would settle: findings by title with the entry they rest on, and on how many more it bears.
fn would_settle(matter: &Matter, request: &Request) -> Vec<String> {
    let mut by_title: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in request.settles.iter().filter_map(|id| matter.finding(id)) {
        let at = finding.triggers.first().map_or("", |t| t.quote.entry.0.as_str());
        by_title.entry(&finding.title).or_default().insert(at);
    }
    let mut out: Vec<String> = by_title
        .into_iter()
        .map(|(title, at)| format!("{title} ({})", at.into_iter().collect::<Vec<_>>().join(", ")))
        .collect();
    let warnings: Vec<&str> = matter
        .warnings
        .iter()
        .filter(|w| w.findings.iter().any(|id| request.bears_on.contains(id)))
        .map(|w| w.id.as_str())
        .collect();
    if !warnings.is_empty() {
        let more = warnings.len().saturating_sub(WARNINGS_NAMED);
        let named: Vec<&str> = warnings.into_iter().take(WARNINGS_NAMED).collect();
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        out.push(format!("It could bear on {}{more}", named.join(", ")));
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

/// What reviewers need and no letter asks for: their own words, which go to no agency.
fn not_asked(matter: &Matter) -> Vec<Block> {
    let rows: Vec<_> = asked_of_nobody(matter)
        .into_iter()
        .map(|(finding, decision)| {
            vec![
                text(line(finding)),
                text(decision.because.clone()),
                text(decision.who.clone()),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::NewPage,
        heading(2, "What reviewers need, and no letter asks for", "not-asked"),
        table(
            "not asked",
            "For the panel, not to be sent. On the finding one can choose which agency is asked, and in which words",
            &[("Finding", 40), ("What is needed", 44), ("Who", 16)],
            rows,
        ),
    ]
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
                lines(
                    std::iter::once(f.unclear.clone())
                        .chain(beside::holes(links, f))
                        .map(text)
                        .collect(),
                ),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        Block::NewPage,
        heading(2, "What cannot be told from the records supplied", "unsettled"),
        table(
            "cannot tell",
            "Findings that wait for more records or for a clearer date",
            &[("What", 36), ("Agency", 20), ("Why it cannot be told", 44)],
            rows,
        ),
    ]
}
