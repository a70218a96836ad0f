//! The timeline picture: one lane an agency, with warnings and silences, and the same facts as a table.

use serde::Serialize;

use crate::{
    model::{coverage::Coverage, matter::Matter},
    timeline::silences,
    web::{
        asking::{Ask, Refusal, Reply},
        words::{self, AgencyMark},
    },
};

#[derive(Serialize)]
struct Body {
    picture: String,
    lanes: Vec<Lane>,
    silences: Vec<Quiet>,
    review: String,
}

#[derive(Serialize)]
struct Lane {
    agency: AgencyMark,
    entries: String,
    first: String,
    last: String,
    supplied: String,
    silence: String,
    warnings: String,
}

#[derive(Serialize)]
struct Quiet {
    agency: AgencyMark,
    days: String,
    span: String,
}

/// Shows the timeline picture and its table.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let body = Body {
        picture: picture(matter),
        lanes: lanes(matter),
        silences: matter
            .timeline
            .silences
            .iter()
            .map(|s| Quiet {
                agency: words::agency(&matter.case, &s.agency),
                days: words::count(usize::try_from(s.days).unwrap_or(0), "day", "days"),
                span: silences::with_place(words::days(s.from, s.to), s, &matter.entries),
            })
            .collect(),
        review: words::days(matter.case.review_from, matter.case.review_to),
    };
    Ok(opened.page("Timeline", body))
}

/// The picture as SVG, the very one that reports print.
fn picture(matter: &Matter) -> String {
    crate::timeline::picture::svg(matter)
}

fn lanes(matter: &Matter) -> Vec<Lane> {
    matter
        .case
        .agencies
        .iter()
        .map(|agency| {
            let mine: Vec<_> = matter.entries.iter().filter(|e| e.agency == agency.id).collect();
            let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "none".to_owned(), words::day);
            let longest = matter
                .timeline
                .silences
                .iter()
                .filter(|s| s.agency == agency.id)
                .max_by_key(|s| s.days);
            let warnings = matter
                .warnings
                .iter()
                .filter(|w| w.triggers.iter().any(|id| mine.iter().any(|e| &e.id == id)))
                .count();
            Lane {
                agency: words::agency(&matter.case, &agency.id),
                entries: words::number(mine.len()),
                first: day(mine.iter().map(|e| e.when.earliest).min()),
                last: day(mine.iter().map(|e| e.when.latest).max()),
                supplied: Coverage::of(agency).map_or_else(|| "not supplied".to_owned(), |c| words::days(c.from, c.to)),
                silence: longest.map_or_else(String::new, |s| {
                    silences::with_place(
                        format!("{} days, {}", s.days, words::days(s.from, s.to)),
                        s,
                        &matter.entries,
                    )
                }),
                warnings: words::number(warnings),
            }
        })
        .collect()
}
