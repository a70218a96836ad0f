//! The working document of a serious further offence review: ten headings, filled where the case knows, with boxes where a reviewer judges.

use crate::{
    model::{
        case::CaseKind,
        finding::{Finding, FindingKind, Outcome},
        matter::Matter,
    },
    report::{
        Kind, Part, Settings,
        document::{Block, Document, Inline, text},
        kinds::{
            chronology, coverage,
            parts::{
                about, audit, closing, count, decisions, followed,
                glossary::Glossary,
                happened, heading, lines,
                links::Links,
                opening, plain, point,
                practice::{self, action_plan, balance, decision_point, judged, sufficiency},
                table,
            },
            warnings,
        },
    },
    review::deciding::OTHERWISE,
    timeline::picture,
};

/// See the module.
#[derive(Debug)]
pub struct Sfo;

impl Kind for Sfo {
    fn name(&self) -> &'static str {
        "sfo"
    }

    fn title(&self) -> String {
        "Serious further offence review".to_owned()
    }

    fn for_whom(&self) -> &'static str {
        "the reviewing manager of a serious further offence review"
    }

    fn tells_lines(&self) -> bool {
        true
    }

    fn about(&self) -> &'static str {
        "Working document of a serious further offence review"
    }

    fn holds(&self) -> &'static [Part] {
        &[Part::Table, Part::Happenings]
    }

    fn compose(&self, matter: &Matter, settings: &Settings) -> Document {
        let mut out = opening(matter, "working document of the review", settings);
        let links = Links::new(matter);
        let glossary = Glossary::built_in();
        let blocks = &mut out.blocks;
        blocks.extend(purpose(matter, settings));
        blocks.extend([
            heading(
                2,
                "2. Person, order or licence, conditions, MAPPA and risk of serious harm",
                "person",
            ),
            about::people(matter),
        ]);
        blocks.extend(picture::strip(matter).map(Block::Picture));
        blocks.extend([about::management(matter), about::conditions(matter)]);
        blocks.push(heading(2, "3. Records used, gaps and coverage", "records-used"));
        blocks.extend(closing::lowered(coverage::agencies(matter)));
        blocks.extend([
            heading(2, "4. Chronology: entries cited, and the final event", "chronology"),
            closing::key_entries(&links),
        ]);
        blocks.extend(decision_points(&links));
        blocks.extend(by_area(&links));
        blocks.push(heading(2, "7. Good practice", "good"));
        blocks.extend(practice::good(&links));
        blocks.push(heading(2, "8. Findings: themes, system factors first", "findings"));
        blocks.extend(closing::themes(&links));
        let followed = followed::told(matter, settings, 4);
        if !followed.is_empty() {
            blocks.push(heading(3, "Lines of enquiry of this review", "lines"));
            blocks.extend(followed);
        }
        blocks.extend(closing::lowered(decisions::rejected(&links)));
        blocks.extend([heading(2, "9. Learning and action plan", "learning"), action_plan(5)]);
        blocks.push(heading(2, "10. Version for the victim and family", "family"));
        blocks.extend(plain::told(&links, &glossary));
        blocks.extend(annexes(&links, &glossary));
        out.main = Some("practice".to_owned());
        out.happenings = happened::warnings(&links);
        out
    }
}

fn purpose(matter: &Matter, settings: &Settings) -> Vec<Block> {
    let case = &matter.case;
    let row = |what: &str, words: Vec<Inline>| vec![vec![Inline::Strong(what.to_owned())], words];
    let mut rows = vec![
        row("Kind of review", text(case.kind.words())),
        row(
            "Time under review",
            text(matter.days_in_words(case.review_from, case.review_to)),
        ),
        row(
            "Event that led to the review",
            text(matter.event_in_words("the case file states no day")),
        ),
        row("Reviewer, manager, dates", Vec::new()),
        row("Terms of the review", followed::terms(matter)),
        row("Lines of enquiry, told in chapter 8", followed::named(matter, settings)),
        row(
            "What it cannot decide",
            lines(vec![
                text("What an agency did that no record supplied shows: absence of a record is not absence of an act."),
                text("What would have happened otherwise, and what anybody is answerable for."),
                text("Guilt, cause of death and discipline, which belong to courts, coroners and employers."),
            ]),
        ),
    ];
    if case.kind != CaseKind::Sfo {
        rows.push(row(
            "Note",
            text("The case file says that this is another kind of review; the report “dhr” has its headings."),
        ));
    }
    vec![
        heading(2, "1. Purpose, terms and what this review cannot decide", "purpose"),
        table("purpose", "The review", &[("What", 26), ("Words", 74)], rows),
    ]
}

fn decision_points(links: &Links<'_>) -> Vec<Block> {
    let mut out = vec![
        heading(2, "5. Key decision points", "decisions"),
        Block::Paragraph(text(
            "Each warning is a point at which somebody could decide. Judge it on what was known on that day. Blank boxes are the reviewer’s. \
             A rule or a question that applies to several warnings is told in full at the first of them. Where no decision of a reviewer stands \
             beside a warning there is none yet, and it is a prompt; where no policy does, the rules of this program hold none for that day.",
        )),
        balance(links),
    ];
    let warnings = links.warnings();
    if warnings.is_empty() {
        out.push(Block::Paragraph(text(links.none(
            |_| true,
            "No warning was found in the records supplied. Decision points that the reviewer sees are added by hand.",
        ))));
    }
    let mut told = practice::Told::new();
    for warning in warnings {
        out.extend(decision_point(links, warning, &mut told));
    }
    out
}

/// Practice by area: every area has its row, what was found or that nothing was, and the reviewer's boxes.
fn by_area(links: &Links<'_>) -> Vec<Block> {
    let matter = links.matter;
    let findings: Vec<&Finding> = links
        .standing()
        .filter(|f| f.kind != FindingKind::Context && f.part_of.is_empty())
        .collect();
    let areas = matter.outline.areas.iter().map(String::as_str);
    let mut boxes = Vec::new();
    for (number, area) in (1_usize..).zip(areas.chain(std::iter::once(""))) {
        let here: Vec<&Finding> = findings
            .iter()
            .copied()
            .filter(|f| closing::area_of(matter, f) == area)
            .collect();
        if area.is_empty() && here.is_empty() {
            continue;
        }
        let name = if area.is_empty() { "Other practice" } else { area };
        boxes.push((format!("6.{number} {name}"), summary(links, area, &here)));
    }
    let mut out = vec![
        heading(2, "6. Practice by area", "practice"),
        Block::Paragraph(text(
            "Inspection stages: assessment, planning, implementation, reviewing; each for engagement, desistance and keeping others safe. Good \
             practice is counted beside gaps, and told in chapter 7. What is counted here otherwise stands in the table after this one. Whether \
             practice was sufficient is the reviewer’s judgement and never the program’s.",
        )),
        sufficiency(boxes),
        heading(3, "All areas in one table", "practice-table"),
    ];
    let judged_here: Vec<&Finding> = findings.into_iter().filter(|f| f.kind != FindingKind::Good).collect();
    let caption = "Practice by area and inspection stage. Keys of sources stand in annex C";
    out.extend(point(
        judged(links, "practice", caption, &judged_here),
        &links.none(
            |f| f.kind == FindingKind::Gap && f.part_of.is_empty(),
            "Nothing in the records supplied called for an answer.",
        ),
    ));
    out
}

/// What an area holds, in a line: how many of each outcome, or what was looked for and not found.
fn summary(links: &Links<'_>, area: &str, here: &[&Finding]) -> String {
    let matter = links.matter;
    let patterns = matter.patterns.values().filter(|c| c.place.area == area).count();
    if patterns == 0 {
        return "The program looks for nothing in this area. The reviewer reads the records for it.".to_owned();
    }
    if here.is_empty() {
        let none = format!(
            "{} looked for in the records supplied; nothing called for an answer.",
            count(patterns, "pattern was", "patterns were")
        );
        let is_here = |f: &Finding| f.kind != FindingKind::Context && f.part_of.is_empty();
        return links.none(|f| is_here(f) && closing::area_of(matter, f) == area, &none);
    }
    let reworded = here.iter().filter(|f| links.is_reworded(f)).count();
    let results = || here.iter().filter(|f| !links.is_reworded(f));
    let of = |kind, outcome| results().filter(|f| f.kind == kind && f.outcome == outcome).count();
    let gap = |outcome| of(FindingKind::Gap, outcome);
    let good = results().filter(|f| f.kind == FindingKind::Good).count();
    let all = [
        (gap(Outcome::Missed), "no record of what was looked for"),
        (gap(Outcome::Late), "recorded late"),
        (gap(Outcome::CannotTell), "cannot tell"),
        (gap(Outcome::Met), "responded to"),
        (good, "good practice"),
        (reworded, OTHERWISE),
    ];
    let told: Vec<String> = all
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{words}: {n}"))
        .collect();
    format!("{}.", upper_first(&told.join("; ")))
}

fn upper_first(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

fn annexes(links: &Links<'_>, glossary: &Glossary) -> Vec<Block> {
    let mut out = vec![
        Block::NewPage,
        heading(2, "Annex A. Glossary", "glossary"),
        glossary.block(),
    ];
    out.extend([heading(2, "Annex B. Chronology", "annex-b")]);
    out.extend(chronology::annex(links));
    out.push(heading(2, "Annex C. Sources", "annex-c"));
    out.extend(closing::sources(links));
    out.extend(closing::lowered(warnings::sources_used(links)));
    out.push(heading(2, "Annex D. Query log", "annex-d"));
    out.extend(closing::query_log(links));
    out.push(heading(2, "Annex E. Unresolved items", "annex-e"));
    out.extend(closing::unresolved(links));
    out.extend(audit::acts(links.matter));
    out
}
