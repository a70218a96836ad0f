//! The outline of an overview report of a domestic homicide review (DARDR): ten headings, a table for each agency's own review, analysis
//! by line of enquiry. It assumes no conviction, and serves deaths by suicide.

use std::collections::BTreeMap;

use crate::{
    model::{
        case::Agency,
        finding::{Cited, Finding, FindingKind, Outcome},
        matter::Matter,
        when::first_and_last,
    },
    report::{
        Kind, Part, Settings,
        document::{Block, Document, Inline, text},
        kinds::{
            chronology, coverage,
            knowledge::{self, First},
            parts::{
                closing, count, decisions,
                enquiry::{self, Concepts},
                followed,
                front::{self, blank, row},
                glossary::Glossary,
                happened, heading, lines,
                links::Links,
                opening, plain_table, point,
                practice::{self, action_plan, balance, judged},
                table,
            },
            warnings,
        },
    },
};

/// See the module.
#[derive(Debug)]
pub struct Dhr;

impl Kind for Dhr {
    fn name(&self) -> &'static str {
        "dhr"
    }

    fn title(&self) -> String {
        "Domestic homicide review".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "the chair and author of a domestic homicide review"
    }

    fn tells_lines(&self) -> bool {
        true
    }

    fn about(&self) -> &'static str {
        "Outline of a domestic homicide or abuse related death review, with a table for each agency"
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "overview report (outline)", settings);
        let links = Links::new(matter);
        let glossary = Glossary::built_in();
        let blocks = &mut out.blocks;
        blocks.extend(front::first_pages(matter, settings));
        blocks.extend(front::background(matter));
        blocks.push(heading(
            2,
            "6. Combined chronology: entries cited, and the final event",
            "chronology",
        ));
        blocks.push(Block::Note(text(
            "The narrative is written by the author from the key entries below, and read with the family.",
        )));
        blocks.push(closing::key_entries(&links));
        blocks.extend(by_agency(&links));
        blocks.extend(by_line(&links));
        let followed = followed::told(matter, settings, 4);
        if !followed.is_empty() {
            blocks.push(heading(3, "Lines of enquiry of this review", "lines"));
            blocks.extend(followed);
        }
        blocks.extend(conclusions(&links));
        blocks.extend([
            heading(2, "10. Recommendations and action plan", "actions"),
            Block::List(vec![
                text("For single agencies:"),
                text("For agencies together:"),
                text("National:"),
            ]),
            action_plan(6),
        ]);
        blocks.extend(annexes(&links, &glossary));
        out.main = Some("agencies".to_owned());
        out.happenings = happened::warnings(&links);
        out
    }
}

fn by_agency(links: &Links<'_>) -> Vec<Block> {
    let mut out = vec![
        heading(2, "7. Overview by agency", "agencies"),
        Block::Paragraph(text(
            "One table an agency. What the records show stands filled in; the rest is for the author of the agency’s own review.",
        )),
    ];
    let agencies = &links.matter.case.agencies;
    let rows = agencies.iter().map(|a| {
        let mine: Vec<&Finding> = links.standing().filter(|f| f.agency == a.id).collect();
        let of = |kind| {
            mine.iter()
                .filter(|f| f.kind == kind && f.part_of.is_empty())
                .count()
                .to_string()
        };
        vec![
            text(a.name.clone()),
            contact(links, a),
            text(of(FindingKind::Gap)),
            text(of(FindingKind::Good)),
        ]
    });
    let at_a_glance = plain_table(
        "agencies",
        "Agencies at a glance",
        &[
            ("Agency", 26),
            ("Contact", 50),
            ("Expected responses looked at", 12),
            ("Good practice", 12),
        ],
        rows.collect(),
    );
    out.extend(point(
        at_a_glance,
        "The case names no agency yet. Add [[agency]] to case.toml.",
    ));
    let firsts = knowledge::firsts(links);
    for agency in agencies {
        out.push(Block::Heading(3, agency.name.clone(), None));
        out.push(imr(links, agency, &firsts));
    }
    out
}

/// Contact of an agency, as the records show.
fn contact(links: &Links<'_>, agency: &Agency) -> Vec<Inline> {
    let own: Vec<_> = links.matter.entries.iter().filter(|e| e.agency == agency.id).collect();
    let supplied = match links.matter.coverage.iter().find(|c| c.agency == agency.id) {
        Some(c) => format!("Records supplied for {}.", links.matter.days_in_words(c.from, c.to)),
        None if agency.files.is_empty() => "Records not supplied.".to_owned(),
        None => "Records supplied; for which days is not stated.".to_owned(),
    };
    let Some((first, last)) = first_and_last(own.iter().map(|e| &e.when)) else {
        return text(supplied);
    };
    let reach = if first == last {
        first
    } else {
        format!("{first} to {last}")
    };
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in own.iter().filter(|e| !e.entry_type.is_empty()) {
        *types.entry(&entry.entry_type).or_default() += 1;
    }
    let mut types: Vec<(&str, usize)> = types.into_iter().collect();
    types.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let kinds: Vec<String> = types.into_iter().take(4).map(|(t, n)| format!("{t} ({n})")).collect();
    lines(vec![
        text(format!("{supplied} {}, {reach}.", count(own.len(), "entry", "entries"))),
        vec![Inline::Small(kinds.join("; "))],
    ])
}

/// What an agency knew: the facts that warnings rest on, each with the first of all its entries whose words say it, cited by a warning or not.
fn known(links: &Links<'_>, agency: &Agency, firsts: &[First<'_>]) -> Vec<Inline> {
    let mut own: Vec<&First<'_>> = firsts.iter().filter(|f| f.agency == &agency.id).collect();
    own.sort_by_key(|f| (f.entry.when.earliest, f.entry.when.latest, links.place(&f.entry.id)));
    if own.is_empty() {
        return text("None of the words looked for stands in the records supplied.");
    }
    let note = "An entry can tell of it earlier in words that the program does not read so: a day here is no proof that the agency did not know before.";
    let told = own.into_iter().map(|f| {
        let mut line = text(format!("{}: ", f.entry.when.shown()));
        line.extend(knowledge::fact_marked(links, f));
        line.push(Inline::Small(format!(" {}", f.entry.id)));
        line
    });
    lines(
        std::iter::once(vec![Inline::Small(note.to_owned())])
            .chain(told)
            .collect(),
    )
}

/// Is what is cited an act of the agency that wrote it down? That somebody was arrested is the act of the police, whoever notes it; and
/// what an entry is not sure of stands for no act.
fn is_own_act(links: &Links<'_>, agency: &Agency, cited: &Cited) -> bool {
    let is_practice = links.matter.outline.practice.contains(&cited.concept);
    let is_doubted = cited.assertion.iter().any(|w| w == "uncertain");
    !is_doubted && (is_practice || agency.kind == "police")
}

/// The table of one agency's own review.
fn imr(links: &Links<'_>, agency: &Agency, firsts: &[First<'_>]) -> Block {
    let matter = links.matter;
    let knew = known(links, agency, firsts);
    let mut steps: Vec<String> = Vec::new();
    let mut asks: Vec<&str> = Vec::new();
    for finding in links.results() {
        let shown = finding
            .steps
            .iter()
            .flat_map(|s| s.shown_by.iter().map(move |c| (s, c)));
        for (step, cited) in shown.filter(|(_, c)| is_own_act(links, agency, c)) {
            let entry = links.entry(&cited.quote.entry).filter(|e| e.agency == agency.id);
            let shown = links.kind_of_step(&step.label, &cited.concept);
            let line = entry.map(|e| format!("{} {shown}: {} “{}”", e.when.shown(), e.id, cited.quote.text));
            steps.extend(line.filter(|l| !steps.contains(l)));
        }
        if finding.agency == agency.id && finding.outcome != Outcome::Met {
            let card = matter.patterns.get(&finding.pattern);
            for ask in card.iter().flat_map(|c| &c.ask) {
                if !asks.contains(&ask.as_str()) {
                    asks.push(ask);
                }
            }
        }
    }
    let mine: Vec<&Finding> = links
        .standing()
        .filter(|f| f.agency == agency.id && f.part_of.is_empty())
        .collect();
    let told = |kind: FindingKind| {
        lines(
            mine.iter()
                .filter(|f| f.kind == kind)
                .map(|f| {
                    let at = f.triggers.first().map_or("", |t| t.quote.entry.0.as_str());
                    // The row says that these are prompts; only what was decided is told beside each.
                    let decided = decisions::verdict(matter, f)
                        .map_or_else(String::new, |_| format!(" · {}", decisions::words(matter, f)));
                    vec![
                        Inline::Text(format!("{} ", practice::named(matter, f))),
                        Inline::Small(format!("{at}{decided}")),
                    ]
                })
                .collect(),
        )
    };
    table(
        &format!("IMR by agency: {}", agency.id),
        &format!("{}: its own review", agency.name),
        &[("What", 24), ("What the records show, or for the author", 76)],
        vec![
            row("Contact", contact(links, agency)),
            row(
                "What it knew: the first of its own entries in which the program reads each fact",
                knew,
            ),
            row(
                "Decisions and steps on record",
                lines(steps.into_iter().map(text).collect()),
            ),
            row("Good practice: prompts for a reviewer", told(FindingKind::Good)),
            row("Expected responses: prompts for a reviewer", told(FindingKind::Gap)),
            row("Context", told(FindingKind::Context)),
            row("Questions to ask", lines(asks.into_iter().map(text).collect())),
            made_sense(links, &mine),
            blank("Learning"),
            blank("What has changed already"),
        ],
    )
}

/// What the panel wrote of why it might have made sense, finding by finding; room to write where it wrote nothing.
fn made_sense(links: &Links<'_>, findings: &[&Finding]) -> Vec<Vec<Inline>> {
    const WHAT: &str = "Why it made sense at the time: staffing, workload, policy, knowledge";
    let told = findings.iter().filter_map(|f| {
        let sense = decisions::sense(links.matter, f)?;
        Some(text(format!("{}. {sense}", f.title)))
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() {
        blank(WHAT)
    } else {
        row(WHAT, lines(told))
    }
}

fn by_line(links: &Links<'_>) -> Vec<Block> {
    let mut out = vec![
        heading(2, "8. Analysis by line of enquiry", "analysis"),
        balance(links),
        Block::Paragraph(text(
            "A finding can stand under more than one line. Coercive control, stalking and the voice of the person who died are asked about in \
             every review, whether the program finds anything or not.",
        )),
    ];
    let concepts = Concepts::built_in();
    for (number, line) in (1_usize..).zip(&links.matter.outline.lines) {
        out.push(Block::Heading(3, format!("8.{number} {line}"), None));
        let here: Vec<&Finding> = links
            .standing()
            .filter(|f| f.kind != FindingKind::Context && f.part_of.is_empty())
            .filter(|f| {
                links
                    .matter
                    .patterns
                    .get(&f.pattern)
                    .is_some_and(|c| c.place.lines.contains(line))
            })
            .collect();
        if !here.is_empty() {
            out.push(Block::Table(judged(
                links,
                &format!("Practice by line of enquiry: {number}"),
                line,
                &here,
            )));
        }
        out.extend(enquiry::mentioned(links, &concepts, (number, line), here.len()));
    }
    out
}

fn conclusions(links: &Links<'_>) -> Vec<Block> {
    let mut out = vec![
        heading(2, "9. Conclusions, lessons and good practice", "conclusions"),
        table(
            "To fill in by part: conclusions",
            "For the panel",
            &[("What", 30), ("Words", 70)],
            vec![
                blank("What was known, and by whom, before the death"),
                blank("Lessons, system factors first"),
                blank("What agencies have changed already, and how they know that it works"),
            ],
        ),
    ];
    out.extend(closing::themes(links));
    out.push(heading(3, "Good practice", "good"));
    out.extend(practice::good(links));
    out.extend(closing::lowered(decisions::rejected(links)));
    out
}

fn annexes(links: &Links<'_>, glossary: &Glossary) -> Vec<Block> {
    let mut out = vec![Block::NewPage, heading(2, "Annex A. Combined chronology", "annex-a")];
    out.extend(chronology::annex(links));
    out.extend([
        heading(2, "Annex B. Glossary", "glossary"),
        glossary.block(),
        heading(2, "Annex C. Coverage of the agencies’ records", "annex-c"),
    ]);
    out.extend(closing::lowered(coverage::agencies(links.matter)));
    out.push(closing::see_coverage());
    out.extend(closing::lowered(warnings::sources_used(links)));
    out.push(heading(2, "Annex D. Unresolved items", "annex-d"));
    out.extend(closing::unresolved(links));
    out
}
