//! A case at a glance: what it is, who is in it, which records were supplied, which warnings they hold, what to read first.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    model::{
        case::{Agency, Case, in_words_first},
        coverage::Coverage,
        finding::{FindingKind, Outcome, Severity},
        matter::Matter,
        problem::Problem,
    },
    review::knowledge::Knowledge,
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        words::{self, AgencyMark, Tag},
    },
};

/// Problems shown here; the rest are counted.
const PROBLEMS: usize = 50;
/// Warnings named under "read first".
const FIRST: usize = 5;
/// Width of a coverage strip in its own units.
const STRIP: i64 = 1000;

#[derive(Serialize)]
struct Body {
    kind: &'static str,
    review: String,
    event: String,
    holds: String,
    first: Vec<WarningLine>,
    matrix: Vec<MatrixRow>,
    matrix_heads: Vec<Tag>,
    warnings: Link,
    good: String,
    people: Vec<PersonRow>,
    agencies: Vec<AgencyRow>,
    axis: (String, String),
    conditions: Vec<DatedRow>,
    facts: Vec<DatedRow>,
    records: Vec<RecordRow>,
    problems: Vec<Problem>,
    problems_left: String,
    rules: String,
}

/// One warning in a list.
#[derive(Serialize)]
struct WarningLine {
    warning: Link,
    date: String,
    title: String,
    severity: Tag,
    outcome: Tag,
}

#[derive(Serialize)]
struct MatrixRow {
    severity: Tag,
    cells: Vec<Link>,
    total: usize,
}

#[derive(Serialize)]
struct PersonRow {
    id: String,
    name: String,
    role: String,
    also: String,
    relation: String,
    chronology: String,
}

#[derive(Serialize)]
struct AgencyRow {
    mark: AgencyMark,
    entries: String,
    chronology: String,
    supplied: String,
    holes: Vec<String>,
    strip: Vec<Bar>,
}

/// A stretch of a coverage strip.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: i64,
    width: i64,
    class: &'static str,
}

#[derive(Serialize)]
struct DatedRow {
    when: String,
    kind: String,
    words: String,
}

#[derive(Serialize)]
struct RecordRow {
    file: String,
    agency: AgencyMark,
    rows: String,
    entries: String,
    problems: String,
    encoding: String,
    sha256: String,
}

/// Shows a case at a glance.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let (matter, case) = (&opened.matter, &opened.matter.case);
    let good = matter.findings.iter().filter(|f| f.kind == FindingKind::Good).count();
    let left = matter.problems.len().saturating_sub(PROBLEMS);
    let body = Body {
        kind: case.kind.words(),
        review: words::days(case.review_from, case.review_to),
        event: case.event.map_or_else(String::new, words::day),
        holds: format!(
            "{} from {}",
            words::count(matter.entries.len(), "entry", "entries"),
            words::count(matter.records.len(), "record", "records")
        ),
        first: read_first(&opened),
        matrix: matrix(&opened),
        matrix_heads: OUTCOMES.map(words::outcome).to_vec(),
        warnings: Link::new(
            words::count(matter.warnings.len(), "warning", "warnings"),
            opened.address("warnings"),
        ),
        good: words::count(good, "finding", "findings"),
        people: people(&opened),
        agencies: case.agencies.iter().map(|a| agency(&opened, a)).collect(),
        axis: (words::day(case.review_from), words::day(case.review_to)),
        conditions: conditions(case),
        facts: facts(case),
        records: records(matter),
        problems: matter.problems.iter().take(PROBLEMS).cloned().collect(),
        problems_left: if left == 0 {
            String::new()
        } else {
            format!("{} more not shown here", words::number(left))
        },
        rules: matter.rules_sha256.clone(),
    };
    Ok(opened.front(body))
}

const OUTCOMES: [Outcome; 4] = [Outcome::Missed, Outcome::Late, Outcome::CannotTell, Outcome::Met];

/// The first of the warnings that are not answered, in the order in which warnings stand everywhere.
fn read_first(opened: &Opened) -> Vec<WarningLine> {
    let known = Knowledge::new(&opened.matter);
    opened
        .matter
        .warnings
        .iter()
        .filter(|w| w.outcome != Outcome::Met)
        .take(FIRST)
        .map(|w| WarningLine {
            warning: Link::new(w.id.clone(), opened.warning(&w.id)),
            date: words::warning_day(&known, w),
            title: w.title.clone(),
            severity: words::severity(w.severity),
            outcome: words::outcome(w.outcome),
        })
        .collect()
}

fn matrix(opened: &Opened) -> Vec<MatrixRow> {
    let warnings = &opened.matter.warnings;
    let base = opened.address("warnings");
    [Severity::S4, Severity::S3, Severity::S2, Severity::S1]
        .into_iter()
        .map(|severity| {
            let cell = |outcome: Outcome| {
                let n = warnings
                    .iter()
                    .filter(|w| w.severity == severity && w.outcome == outcome)
                    .count();
                let asked = [("severity", severity.code()), ("outcome", outcome.code())];
                Link::new(
                    n.to_string(),
                    if n == 0 {
                        String::new()
                    } else {
                        addresses::with_query(&base, &asked)
                    },
                )
            };
            MatrixRow {
                severity: words::severity(severity),
                cells: OUTCOMES.map(cell).to_vec(),
                total: warnings.iter().filter(|w| w.severity == severity).count(),
            }
        })
        .filter(|row| row.total > 0)
        .collect()
}

fn people(opened: &Opened) -> Vec<PersonRow> {
    let case = &opened.matter.case;
    case.people
        .iter()
        .map(|p| PersonRow {
            id: p.id.0.clone(),
            name: p.names.first().unwrap_or(&p.id.0).clone(),
            role: p.role.clone(),
            also: p.names.iter().skip(1).cloned().collect::<Vec<_>>().join(", "),
            relation: match (&p.relation, &p.of) {
                (Some(relation), Some(of)) => format!("{relation} (of {})", name(case, of)),
                (Some(relation), None) => relation.clone(),
                (None, Some(of)) => format!("{} of {}", p.role, name(case, of)),
                (None, None) => String::new(),
            },
            chronology: addresses::with_query(&opened.address("chronology"), &[("person", &p.id.0)]),
        })
        .collect()
}

fn name<'a>(case: &'a Case, id: &'a crate::model::case::PersonId) -> &'a str {
    case.person(id).and_then(|p| p.names.first()).unwrap_or(&id.0)
}

fn agency(opened: &Opened, agency: &Agency) -> AgencyRow {
    let matter = &opened.matter;
    let coverage = matter.coverage.iter().find(|c| c.agency == agency.id);
    let entries = matter.entries.iter().filter(|e| e.agency == agency.id).count();
    let supplied = match coverage {
        Some(c) => words::days(c.from, c.to),
        None if agency.files.is_empty() => "Not supplied".to_owned(),
        None => "Supplied, days not stated".to_owned(),
    };
    AgencyRow {
        mark: words::agency(&matter.case, &agency.id),
        entries: words::number(entries),
        chronology: addresses::with_query(&opened.address("chronology"), &[("agency", &agency.id.0)]),
        supplied,
        holes: agency
            .holes
            .iter()
            .map(|h| {
                let why = h.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                format!("Missing {}{why}", words::days(h.from, h.to))
            })
            .collect(),
        strip: coverage.map_or_else(Vec::new, |c| strip(c, matter.case.review_from, matter.case.review_to)),
    }
}

/// Draws the days supplied on the days under review.
fn strip(coverage: &Coverage, from: NaiveDate, to: NaiveDate) -> Vec<Bar> {
    let days = (to - from).num_days() + 1;
    if days < 1 {
        return Vec::new();
    }
    let bar = |first: NaiveDate, last: NaiveDate, class| {
        let (first, last) = (first.max(from), last.min(to));
        let x = (first - from).num_days() * STRIP / days;
        let end = ((last - from).num_days() + 1) * STRIP / days;
        (last >= first).then_some(Bar {
            x,
            width: (end - x).max(2),
            class,
        })
    };
    let holes = coverage.holes.iter().map(|h| bar(h.from, h.to, "fw-strip-hole"));
    std::iter::once(bar(coverage.from, coverage.to, "fw-strip-days"))
        .chain(holes)
        .flatten()
        .collect()
}

fn conditions(case: &Case) -> Vec<DatedRow> {
    case.conditions
        .iter()
        .map(|c| DatedRow {
            when: c
                .to
                .map_or_else(|| format!("from {}", words::day(c.from)), |to| words::days(c.from, to)),
            kind: in_words_first(&c.kind),
            words: c.text.clone(),
        })
        .collect()
}

fn facts(case: &Case) -> Vec<DatedRow> {
    case.facts
        .iter()
        .map(|f| DatedRow {
            when: words::day(f.date),
            kind: in_words_first(&f.kind),
            words: f.value.clone(),
        })
        .collect()
}

fn records(matter: &Matter) -> Vec<RecordRow> {
    matter
        .records
        .iter()
        .map(|r| RecordRow {
            file: r.file.clone(),
            agency: words::agency(&matter.case, &r.agency),
            rows: words::number(r.rows),
            entries: words::number(r.entries),
            problems: words::number(r.problems),
            encoding: r.encoding.clone(),
            sha256: r.sha256.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Bar, Coverage, NaiveDate, strip};
    use crate::model::case::{AgencyId, Hole};

    #[test]
    fn a_strip_shows_only_days_under_review_and_never_a_hole_of_no_width() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let hole = Hole {
            from: day(2018, 1, 1),
            to: day(2018, 1, 1),
            why: None,
        };
        let coverage = Coverage {
            agency: AgencyId("gp".to_owned()),
            from: day(2016, 1, 1),
            to: day(2018, 12, 31),
            holes: vec![hole],
        };
        let bars = strip(&coverage, day(2017, 1, 1), day(2018, 12, 31));
        assert_eq!(
            bars,
            [
                Bar {
                    x: 0,
                    width: 1000,
                    class: "fw-strip-days"
                },
                Bar {
                    x: 500,
                    width: 2,
                    class: "fw-strip-hole"
                }
            ]
        );
        assert!(strip(&coverage, day(2018, 1, 2), day(2018, 1, 1)).is_empty());
    }
}
