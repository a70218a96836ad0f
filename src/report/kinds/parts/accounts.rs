//! *Accounts* that differ, side by side: both as written, with what differs. Which one is right is for people to say.

use crate::{
    model::{
        entry::EntryId,
        settled::{Settlement, standing},
        timeline::Conflict,
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{agency, heading, lines, links::Links, table, when},
    },
};

/// Every two accounts that differ; nothing when there are none.
pub(crate) fn differ(links: &Links<'_>) -> Vec<Block> {
    let all = &links.matter.timeline.conflicts;
    if all.is_empty() {
        return Vec::new();
    }
    let rows = all.iter().map(|c| {
        vec![
            lines(vec![
                vec![Inline::Strong(format!("The {} differs", c.about.word()))],
                vec![Inline::Small(c.why.clone())],
            ]),
            account(links, &c.first, &c.said_first),
            account(links, &c.second, &c.said_second),
            looked_at(links, c),
        ]
    });
    vec![
        heading(2, "Accounts that differ", "accounts"),
        Block::Paragraph(text(
            "Linked entries whose accounts are not the same. Both stand in the chronology, and neither is preferred here.",
        )),
        table(
            "accounts that differ",
            "Two accounts of one matter, side by side",
            &[
                ("What differs", 18),
                ("One account", 33),
                ("The other account", 33),
                ("Looked at", 16),
            ],
            rows.collect(),
        ),
    ]
}

/// Date, agency, ref, what is said of the point, and the whole of what was written.
fn account(links: &Links<'_>, id: &EntryId, said: &str) -> Vec<Inline> {
    let Some(entry) = links.entry(id) else {
        return text(id.0.clone());
    };
    let mut place = when(&entry.when);
    place.extend([
        Inline::Text("  ".to_owned()),
        agency(links.matter, &entry.agency),
        Inline::Strong(format!("  {}", entry.id)),
    ]);
    lines(vec![
        place,
        vec![Inline::Marked(format!("“{said}”"))],
        text(entry.text.clone()),
    ])
}

/// Who looked at it, and which account is relied on, if either.
fn looked_at(links: &Links<'_>, conflict: &Conflict) -> Vec<Inline> {
    let pair = [&conflict.first, &conflict.second];
    let all = standing(&links.matter.settled).into_iter().filter(|s| {
        matches!(&s.what, Settlement::Conflict { first, second } if pair.contains(&first) && pair.contains(&second))
    });
    let told: Vec<Vec<Inline>> = all
        .map(|s| text(format!("by {} on {}: {}", s.who, s.at, s.because)))
        .collect();
    if told.is_empty() { text("not yet") } else { lines(told) }
}
