//! The *audit*: everything that people settled, and everything that they changed in readings, with every field, in order. What was taken
//! back is told in full too, with who took it back.

use crate::{
    model::{
        act::{Act, Deed, Given, Pointed},
        matter::Matter,
        mention::{Mention, Who},
        quote::Part,
        settled::{Settled, Settlement},
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{heading, lines, table},
    },
    review::settled_words::in_words,
};

/// A time as the case file keeps it, in words that people read; one written otherwise stays as it is.
fn moment(at: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(at).map_or_else(
        |_| at.to_owned(),
        |t| {
            t.format("%-d %B %Y, %H:%M:%S (UTC%:z)")
                .to_string()
                .replace("(UTC+00:00)", "(UTC)")
        },
    )
}

/// What reviewers changed in readings of entries; nothing when there is nothing.
pub(crate) fn acts(matter: &Matter) -> Vec<Block> {
    if matter.acts.is_empty() {
        return Vec::new();
    }
    let rows = matter.acts.iter().map(|act| {
        let stray = matter.strays.iter().find(|(number, _)| *number == act.number);
        let undone = matter.acts.iter().find(|a| a.deed == Deed::Undo(act.number));
        let mut why = vec![text(if act.because.is_empty() {
            act.reason.code().to_owned()
        } else {
            format!("{}: {}", act.reason.code(), act.because)
        })];
        why.extend(stray.map(|(_, why)| text(format!("Could not be laid over the reading: {why}"))));
        let mut what = vec![text(deed(matter, act))];
        what.extend(undone.map(|u| vec![Inline::Strong(taken_back("act", u.number, &u.who, &u.at))]));
        vec![
            text(act.number.to_string()),
            text(moment(&act.at)),
            text(act.who.clone()),
            vec![Inline::Strong(act.entry.0.clone())],
            lines(what),
            lines(why),
        ]
    });
    vec![
        heading(2, "Readings that reviewers changed", "acts"),
        table(
            "acts",
            "What reviewers said of the reading of entries, in order",
            &[
                ("No.", 5),
                ("When", 14),
                ("Who", 11),
                ("Entry", 10),
                ("What", 35),
                ("Why", 25),
            ],
            rows.collect(),
        ),
    ]
}

fn taken_back(what: &str, number: u64, who: &str, at: &str) -> String {
    format!("Taken back by {what} {number}: {who}, {}", moment(at))
}

fn part(part: Part) -> String {
    format!("{part:?}").to_lowercase()
}

fn who(matter: &Matter, who: &Who) -> String {
    match who {
        Who::Person(id) => {
            let name = matter.case.person(id).and_then(|p| p.names.first());
            name.map_or_else(|| id.0.clone(), |n| format!("{id} ({n})"))
        }
        Who::Other(words) => format!("other: {words}"),
        Who::Unresolved => "not resolved".to_owned(),
    }
}

/// An act in words, with the words of the record that it is about.
fn deed(matter: &Matter, act: &Act) -> String {
    let label = |id: &str| matter.concepts.get(id).map_or(id, String::as_str).to_owned();
    let given = |g: &Given| {
        let toward = g.toward.as_deref().map_or(String::new(), |t| format!(", toward {t}"));
        format!(
            "“{}” ({} {}–{}) read as {} ({}), {} → {}{toward}",
            g.quote.text,
            part(g.quote.part),
            g.quote.start,
            g.quote.end,
            label(&g.concept),
            g.assertion.words().join(", "),
            who(matter, &g.actor),
            who(matter, &g.target),
        )
    };
    let pointed = |p: &Pointed| {
        let words: Vec<String> = meant(matter, act, p)
            .map(|m| {
                format!(
                    "“{}” ({} {}–{})",
                    m.quote.text,
                    part(m.quote.part),
                    m.quote.start,
                    m.quote.end
                )
            })
            .collect();
        let said = match p.at {
            Some((at, start)) => format!("{} at {} {start}", label(&p.concept), part(at)),
            None => format!("every {}", label(&p.concept)),
        };
        if words.is_empty() {
            format!("{said} (no such words are read there now)")
        } else {
            format!("{said}: {}", words.join(", "))
        }
    };
    match &act.deed {
        Deed::Add(g) => format!("added: {}", given(g)),
        Deed::Strike(p) => format!("struck out: {}", pointed(p)),
        Deed::Correct(p, g) => format!("{}; corrected to {}", pointed(p), given(g)),
        Deed::Undo(number) => {
            let other = matter.acts.iter().find(|a| a.number == *number);
            let what = other
                .filter(|o| !matches!(o.deed, Deed::Undo(_)))
                .map_or(String::new(), |o| format!(" ({})", deed(matter, o)));
            format!("took act {number} back{what}")
        }
    }
}

/// The mentions that an act points at.
fn meant<'a>(matter: &'a Matter, act: &'a Act, p: &'a Pointed) -> impl Iterator<Item = &'a Mention> {
    let reading = matter.entry(&act.entry).map(|(_, reading)| reading);
    reading.into_iter().flat_map(|r| &r.mentions).filter(|m| {
        m.concept == p.concept
            && p.at
                .is_none_or(|(at, start)| m.quote.part == at && m.quote.start == start)
    })
}

/// What people settled, in words, in order.
pub(crate) fn settlements(matter: &Matter) -> Vec<Vec<Vec<Inline>>> {
    let row = |s: &Settled| {
        let undone = matter.settled.iter().find(|u| u.what == Settlement::Undo(s.number));
        let mut what = vec![text(in_words(matter, &s.what))];
        what.extend(undone.map(|u| vec![Inline::Strong(taken_back("settlement", u.number, &u.who, &u.at))]));
        vec![
            text(s.number.to_string()),
            text(moment(&s.at)),
            text(s.who.clone()),
            lines(what),
            text(s.because.clone()),
        ]
    };
    matter.settled.iter().map(row).collect()
}
