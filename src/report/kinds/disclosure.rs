//! The disclosure pack: everything that the case holds, whole, so that somebody outside can check all of it. `report --output` writes it
//! with a manifest of hashes.

use crate::{
    model::{
        case::Case,
        finding::{Cited, Finding},
        matter::Matter,
    },
    report::{
        Kind, Part, Settings,
        document::{Block, Document, text},
        kinds::{
            coverage,
            parts::{
                about, audit, days, decisions, happened, heading, history, links::Links, opening, own, table_or, whole,
            },
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Disclosure;

impl Kind for Disclosure {
    fn name(&self) -> &'static str {
        "disclosure"
    }

    fn title(&self) -> String {
        "Disclosure pack".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "whoever answers for what leaves the review"
    }

    fn about(&self) -> &'static str {
        "Everything: entries, earlier versions, readings, findings, decisions, audit, records with hashes, rules and their versions"
    }

    fn tells_history(&self) -> bool {
        true
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "disclosure pack", settings);
        let links = Links::new(matter);
        out.blocks.extend(made_with(matter));
        out.blocks.push(heading(2, "The case", "case"));
        out.blocks.extend([
            roster(&matter.case),
            about::conditions(matter),
            about::management(matter),
        ]);
        out.blocks.extend(coverage::agencies(matter));
        out.blocks.extend(coverage::records(matter));
        out.blocks.extend(coverage::problems(matter));
        out.blocks.push(heading(2, "Entries, whole", "entries"));
        out.blocks.extend(whole::entries(matter));
        out.blocks.extend([
            heading(2, "What the program reads in them", "mentions"),
            whole::mentions(matter),
            whole::phrases(matter),
        ]);
        out.blocks.extend(findings(&links));
        out.blocks
            .extend([heading(2, "Warnings", "warnings"), warnings(&links)]);
        out.blocks.extend(audit(matter));
        out.blocks.extend(history::blocks(matter));
        out.blocks
            .push(heading(2, "Patterns, with their versions and sources", "patterns"));
        out.blocks.push(patterns(matter));
        out.blocks.extend(own::files(matter));
        out.main = Some("entries".to_owned());
        out.happenings = happened::entries(&links);
        out.happenings.extend(happened::warnings(&links));
        out
    }
}

fn made_with(matter: &Matter) -> Vec<Block> {
    let row = |what: &str, value: String| vec![text(what), text(value)];
    let case = &matter.case;
    let rows = vec![
        row("Program", format!("Forewarned {}", env!("CARGO_PKG_VERSION"))),
        row("Rules, SHA-256", matter.rules_sha256.clone()),
        row("Patterns judged", matter.patterns.len().to_string()),
        row("Pack of patterns", case.tier.code().to_owned()),
        row("Kind of review", case.kind.words().to_owned()),
        row(
            "Time under review",
            matter.days_in_words(case.review_from, case.review_to),
        ),
        row("Entries", matter.entries.len().to_string()),
        row("Findings", matter.findings.len().to_string()),
        row("Things settled by people", matter.settled.len().to_string()),
        row("Readings changed by people", matter.acts.len().to_string()),
    ];
    vec![
        heading(2, "What this was made with", "made-with"),
        Block::Paragraph(text(
            "The same records, rules and settlements give the same pack, byte for byte, with the same version of the program.",
        )),
        table_or(
            "made with",
            "Program, rules and counts",
            &[("What", 30), ("Value", 70)],
            rows,
            "",
        ),
    ]
}

fn roster(case: &Case) -> Block {
    let rows = case.people.iter().map(|p| {
        vec![
            text(p.id.0.clone()),
            text(p.role.clone()),
            text(p.names.join("; ")),
            text(p.of.as_ref().map_or(String::new(), |o| o.0.clone())),
            text(p.relation.clone().unwrap_or_default()),
        ]
    });
    table_or(
        "people",
        "The roster, with every form of each name that is known",
        &[("Id", 8), ("Role", 14), ("Names", 42), ("Of", 8), ("Relation", 28)],
        rows.collect(),
        "Nobody is on the roster.",
    )
}

fn cited(all: &[Cited]) -> String {
    let each: Vec<String> = all
        .iter()
        .map(|c| {
            format!(
                "{} “{}” [{}; {}]",
                c.quote.entry,
                c.quote.text,
                c.concept,
                c.assertion.join(", ")
            )
        })
        .collect();
    each.join("; ")
}

/// Findings and their steps, those not accepted and those that rest on a suggestion too: the column says so.
fn findings(links: &Links<'_>) -> Vec<Block> {
    let matter = links.matter;
    let row = |f: &Finding| {
        let s = &f.searched;
        vec![
            text(f.id.clone()),
            text(format!("{} version {}: {}", f.pattern, f.version, f.title)),
            text(format!(
                "{}, {}",
                format!("{:?}, {:?}", f.kind, f.basis).to_lowercase(),
                f.severity.code()
            )),
            text(f.outcome.code()),
            text(matter.case.agency_name(&f.agency)),
            text(f.window.as_ref().map_or(String::new(), |w| {
                format!("{}: {} ({})", days(w.from, w.to), w.length, w.basis.words())
            })),
            text(cited(&f.triggers)),
            text(
                format!(
                    "{} {} {} {}",
                    f.says,
                    f.unclear,
                    f.in_force.join("; "),
                    cited(&f.earlier)
                )
                .trim(),
            ),
            text(format!(
                "{} entries, {}; covering: {}; not supplied: {}",
                s.entries,
                days(s.from, s.to),
                coverage::names(matter, &s.agencies),
                coverage::names(matter, &s.not_supplied)
            )),
            text(decisions::words(matter, f)),
        ]
    };
    let step_rows = matter.findings.iter().flat_map(|f| {
        f.steps.iter().map(|s| {
            let near: Vec<String> = s
                .near
                .iter()
                .map(|n| format!("{}: {}", cited(std::slice::from_ref(&n.cited)), n.why))
                .collect();
            vec![
                text(f.id.clone()),
                text(s.label.clone()),
                text(if s.required { "required" } else { "also looked for" }),
                text(s.outcome.code()),
                text(cited(&s.shown_by)),
                text(near.join("; ")),
            ]
        })
    });
    vec![
        heading(2, "Findings", "findings"),
        Block::Paragraph(text(
            "Prompts for reviewers, with the decisions on them. Basis “suggested” rests on a suggestion and is counted nowhere.",
        )),
        table_or(
            "findings",
            "Every finding with what was searched",
            &[
                ("Id", 7),
                ("Pattern", 12),
                ("Kind, basis, severity", 8),
                ("Outcome", 6),
                ("Agency", 8),
                ("Window", 10),
                ("Rests on", 14),
                ("Says", 15),
                ("Searched", 11),
                ("Decision", 9),
            ],
            matter.findings.iter().map(row).collect(),
            "There are no findings.",
        ),
        table_or(
            "steps",
            "Every expected response of every finding",
            &[
                ("Finding", 10),
                ("Expected", 24),
                ("Weight", 10),
                ("Outcome", 8),
                ("Shown by", 24),
                ("Comes near, and why it does not count", 24),
            ],
            step_rows.collect(),
            "No response was looked for.",
        ),
    ]
}

fn warnings(links: &Links<'_>) -> Block {
    let matter = links.matter;
    let rows = matter.warnings.iter().map(|w| {
        let triggers: Vec<&str> = w.triggers.iter().map(|t| t.0.as_str()).collect();
        let knew: Vec<String> = links
            .knew(w)
            .into_iter()
            .map(|e| {
                format!(
                    "{} {} ({})",
                    matter.case.agency_name(&e.agency),
                    days(e.when.earliest, e.when.latest),
                    e.id
                )
            })
            .collect();
        vec![
            text(w.id.clone()),
            text(w.date.to_string()),
            text(w.title.clone()),
            text(format!(
                "{}, {}, {}",
                w.severity.code(),
                w.outcome.code(),
                w.rung.code()
            )),
            text(triggers.join(", ")),
            text(w.findings.join(", ")),
            text(knew.join("; ")),
            text(w.policy.iter().map(about::in_force).collect::<Vec<_>>().join("; ")),
        ]
    });
    table_or(
        "warnings",
        "Every warning",
        &[
            ("No.", 5),
            ("Day", 9),
            ("Title", 18),
            ("Severity, outcome, rung", 10),
            ("Entries", 14),
            ("Findings", 12),
            ("First entry cited of each agency", 16),
            ("Rules in force", 16),
        ],
        rows.collect(),
        "There are no warnings.",
    )
}

/// Everything that people settled or changed, in order, nothing left out.
fn audit(matter: &Matter) -> Vec<Block> {
    let mut out = vec![
        heading(2, "Audit: what people settled", "settled"),
        table_or(
            "settled",
            "Decisions, people, days supplied, columns, links and measures, in order; nothing is ever taken out",
            &[("No.", 5), ("When", 15), ("Who", 15), ("What", 35), ("Why", 30)],
            audit::settlements(matter),
            "Nobody settled anything yet. Every finding above is a prompt for a reviewer.",
        ),
    ];
    out.extend(audit::acts(matter));
    out
}

fn patterns(matter: &Matter) -> Block {
    let rows = matter.patterns.values().map(|c| {
        let sources: Vec<String> = c
            .sources
            .iter()
            .map(|s| format!("{} ({}; {}): {} [{}]", s.title, s.address, s.at, s.says, s.tag))
            .collect();
        vec![
            text(c.id.clone()),
            text(c.version.to_string()),
            text(format!("{} {}", c.tier, c.severity.code())),
            text(c.title.clone()),
            text(c.window.clone()),
            text(c.consider.join(" ")),
            text(sources.join(" · ")),
        ]
    });
    table_or(
        "patterns",
        "Patterns that were judged",
        &[
            ("Id", 8),
            ("Version", 6),
            ("Pack", 6),
            ("Title", 20),
            ("Window", 16),
            ("To rule out", 18),
            ("Sources", 26),
        ],
        rows.collect(),
        "No pattern was judged.",
    )
}
