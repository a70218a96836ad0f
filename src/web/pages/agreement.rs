//! How far two reviewers agree: each one's own last decision on every finding, counted, and where they differ.

use serde::Serialize;

use crate::{
    model::finding::Finding,
    review::{
        agreement::{self, LEAST, Pair, Together},
        deciding::Deciding,
    },
    web::{
        addresses,
        asking::{Ask, Link, Refusal, Reply},
        words,
    },
};

#[derive(Serialize)]
struct Body {
    counted: String,
    counts: Vec<Count>,
    pairs: Vec<PairRow>,
    least: usize,
    has_kappa: bool,
    differ: Vec<DifferRow>,
}

#[derive(Serialize)]
struct Count {
    words: &'static str,
    number: String,
}

#[derive(Serialize)]
struct PairRow {
    who: String,
    both: String,
    same: String,
    kappa: String,
}

#[derive(Serialize)]
struct DifferRow {
    finding: Link,
    own: String,
    settled: bool,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let deciding = Deciding::of_matter(matter);
    let counted: Vec<&Finding> = matter.counted().collect();
    let of: Vec<(Together, &Finding)> = counted
        .iter()
        .map(|f| (agreement::of_finding(&deciding, f), *f))
        .collect();
    let count = |words, which: Together| Count {
        words,
        number: words::number(of.iter().filter(|(t, _)| *t == which).count()),
    };
    let pairs = agreement::pairs(&deciding, &counted);
    let differ = of
        .iter()
        .filter(|(t, _)| matches!(t, Together::Differ | Together::Settled));
    let body = Body {
        counted: words::count(counted.len(), "finding", "findings"),
        counts: vec![
            count("Decided the same by all who decided", Together::Agreed),
            count("Decided differently, still to be settled together", Together::Differ),
            count("Decided differently, settled together since", Together::Settled),
            count("Decided by one reviewer only", Together::OneOnly),
            count("Not decided by any reviewer on their own yet", Together::Nobody),
        ],
        has_kappa: pairs.iter().any(|p| p.kappa.is_some()),
        pairs: pairs.iter().map(pair).collect(),
        least: LEAST,
        differ: differ
            .map(|(together, finding)| DifferRow {
                finding: Link::new(finding.title.clone(), addresses::finding(&opened.slug, &finding.id)),
                own: if *together == Together::Settled {
                    deciding.own_last(finding)
                } else {
                    deciding.views(finding)
                }
                .iter()
                .map(|(who, d)| format!("{who}: {}", d.verdict.words()))
                .collect::<Vec<_>>()
                .join("; "),
                settled: *together == Together::Settled,
            })
            .collect(),
    };
    let above = vec![Link::new("Warnings", opened.address("warnings"))];
    Ok(opened.page_under("Agreement between reviewers", above, body))
}

fn pair(pair: &Pair<'_>) -> PairRow {
    PairRow {
        who: format!("{} and {}", pair.first, pair.second),
        both: words::number(pair.both),
        same: words::number(pair.same),
        kappa: match pair.kappa {
            Some(kappa) => format!("{kappa:.2}").replace('-', "−"),
            None if pair.both < LEAST => "too few to say".to_owned(),
            None => "both always decided the same one thing".to_owned(),
        },
    }
}
