//! *Accounts* that differ, side by side: both as written, with what differs. Which one is right is for people to say.

use crate::{
    model::{
        entry::{Entry, EntryId},
        settled::{Settlement, standing},
        timeline::{Conflict, Relation},
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
            "Entries that are linked, or that perhaps tell of one event, whose accounts are not the same. Both stand in the chronology, and neither is preferred here.",
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

/// Pairs that perhaps tell of one event, for a person to confirm or to take apart; nothing when there are none.
pub(crate) fn offered(links: &Links<'_>) -> Vec<Block> {
    let all = links.matter.timeline.related.iter();
    let rows: Vec<Vec<Vec<Inline>>> = all
        .filter(|r| r.how == Relation::PerhapsSame)
        .map(|r| vec![text(r.why.clone()), whole(links, &r.first), whole(links, &r.second)])
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![
        heading(2, "Perhaps the same event", "perhaps-same"),
        Block::Paragraph(text(
            "Two agencies seem to tell of one event, each in its own words. The program offers these pairs; nothing in this report rests on them before a person confirms them.",
        )),
        table(
            "perhaps the same event",
            "Entries that perhaps tell of one event, side by side",
            &[("Why it is offered", 26), ("One entry", 37), ("The other entry", 37)],
            rows,
        ),
    ]
}

/// Date, agency, ref and the whole of what was written.
fn whole(links: &Links<'_>, id: &EntryId) -> Vec<Inline> {
    let Some(entry) = links.entry(id) else {
        return text(id.0.clone());
    };
    lines(vec![placed(links, entry), text(entry.text.clone())])
}

fn placed(links: &Links<'_>, entry: &Entry) -> Vec<Inline> {
    let mut place = when(&entry.when);
    place.extend([
        Inline::Text("  ".to_owned()),
        agency(links.matter, &entry.agency),
        Inline::Strong(format!("  {}", entry.id)),
    ]);
    place
}

/// Date, agency, ref, what is said of the point, and the whole of what was written.
fn account(links: &Links<'_>, id: &EntryId, said: &str) -> Vec<Inline> {
    let Some(entry) = links.entry(id) else {
        return text(id.0.clone());
    };
    lines(vec![
        placed(links, entry),
        vec![Inline::Marked(format!("“{said}”"))],
        text(entry.text.clone()),
    ])
}

/// Who looked at it, and which account is relied on, if either.
fn looked_at(links: &Links<'_>, conflict: &Conflict) -> Vec<Inline> {
    let pair = [&conflict.first, &conflict.second];
    let all = standing(&links.matter.settled).into_iter().filter(|s| {
        matches!(&s.what, Settlement::Conflict { first, second, .. } if pair.contains(&first) && pair.contains(&second))
    });
    let told: Vec<Vec<Inline>> = all
        .map(|s| {
            let again = if links.matter.is_to_look_again(&s.what) {
                " — look again: the words of one account were changed since"
            } else {
                ""
            };
            text(format!("by {} on {}: {}{again}", s.who, s.at, s.because))
        })
        .collect();
    if told.is_empty() { text("not yet") } else { lines(told) }
}
