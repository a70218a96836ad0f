//! The *front* of an overview report: what the chair, the family and the panel fill in, and the background that the case file states.

use crate::{
    model::matter::Matter,
    report::{
        Settings,
        document::{Block, Inline, text},
        kinds::{
            parts::{about, closing, followed, heading, lines, table},
            timeline,
        },
    },
};

/// A row of what and words.
pub(crate) type Row = Vec<Vec<Inline>>;

/// A row with its words.
pub(crate) fn row(what: &str, words: Vec<Inline>) -> Row {
    vec![vec![Inline::Strong(what.to_owned())], words]
}

/// A row for somebody to fill in.
pub(crate) fn blank(what: &str) -> Row {
    row(what, Vec::new())
}

/// Headings 1 to 4: what the chair, the family and the panel fill in.
pub(crate) fn first_pages(matter: &Matter, settings: &Settings) -> Vec<Block> {
    let case = &matter.case;
    let names: Vec<&str> = case.agencies.iter().map(|a| a.name.as_str()).collect();
    let head: &[(&str, u8)] = &[("What", 30), ("Words", 70)];
    vec![
        heading(2, "1. Title, names used, dedication and tribute", "title"),
        table(
            "To fill in by part: title",
            "For the chair and the family",
            head,
            vec![
                blank("Names used in this report, chosen by the family"),
                blank("Dedication and tribute, in the family’s words"),
                blank("Chair and author, and their independence"),
            ],
        ),
        heading(
            2,
            "2. Timescales, confidentiality, equality and diversity",
            "timescales",
        ),
        table(
            "To fill in by part: timescales",
            "For the chair",
            head,
            vec![
                row(
                    "Day of the death",
                    text(matter.event_in_words("the case file states none")),
                ),
                blank("Decision to review, start, end, reasons for any delay"),
                blank("Who may read this report, and until when"),
                blank(
                    "Age, disability, sex, race, religion, sexual orientation, pregnancy, marriage, gender reassignment: which mattered, and how",
                ),
                blank("Language, interpreters, immigration, money, rurality: barriers to being heard"),
                blank("Did any record judge somebody by who he or she is? Quote it"),
            ],
        ),
        heading(2, "3. Terms of reference and key lines of enquiry", "terms"),
        table(
            "To fill in by part: terms",
            "For the panel",
            head,
            vec![
                row(
                    "Time under review",
                    text(matter.days_in_words(case.review_from, case.review_to)),
                ),
                row(
                    "Lines of enquiry that the program can help with",
                    lines(matter.outline.lines.iter().map(|l| text(l.clone())).collect()),
                ),
                row("Terms of reference", followed::terms(matter)),
                row(
                    "Lines of enquiry of this review, told in chapter 8",
                    followed::named(matter, settings),
                ),
            ],
        ),
        heading(2, "4. Methodology, panel, contributors and the family’s part", "method"),
        table(
            "To fill in by part: method",
            "For the chair",
            head,
            vec![
                row("Agencies named in the case", text(names.join(", "))),
                blank("Panel members and their independence"),
                blank("Family, friends, colleagues: who was asked, when, what they said, what they were shown"),
                blank("Was the person complained of asked to contribute?"),
                row(
                    "How the records were read",
                    text(
                        "By rules that are published with the program: each finding names its pattern, what was searched, and on what authority \
                         something was expected. Reviewers decide.",
                    ),
                ),
            ],
        ),
    ]
}

/// Heading 5: people, the voice of the person who died, the death, dates.
pub(crate) fn background(matter: &Matter) -> Vec<Block> {
    let mut out = vec![
        heading(
            2,
            "5. Background: the person who died, the relationship, the person complained of",
            "background",
        ),
        about::people(matter),
        table(
            "To fill in by part: voice",
            "The voice of the person who died",
            &[("What", 50), ("Words", 50)],
            vec![
                blank("Who was the person who died, in the words of those who loved him or her?"),
                blank("What did the person say to agencies about fear, hopes and what would help?"),
                blank("When was the person seen alone? By whom?"),
                blank("What stood in the way of speaking, and of being heard?"),
            ],
        ),
        table(
            "To fill in by part: death",
            "The death",
            &[("What", 50), ("Words", 50)],
            vec![
                blank("Homicide, suicide, or not determined. What have the inquest and any court decided so far?"),
                blank(
                    "Where nobody was convicted, or nobody could be: what is alleged, by whom, and what is disputed?",
                ),
                blank(
                    "Where the death was or may be suicide: abuse before it, help sought for distress, what was known of either",
                ),
            ],
        ),
    ];
    out.extend(closing::lowered(timeline::key_dates(matter)));
    // The key dates hold levels, plans, orders and conditions, each with its days. Where there are none, what to add is said.
    if matter.case.facts.is_empty() {
        out.push(about::management(matter));
    }
    if matter.case.conditions.is_empty() {
        out.push(about::conditions(matter));
    }
    out
}
