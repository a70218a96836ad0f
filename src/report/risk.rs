//! The report on the *risk of being identified* in an anonymised case: what was done and checked, what was found, what an outsider could do, and
//! what is to be done before anybody has it. It rates nothing and nobody.
//!
//! It is about a case as it was made anonymous, so that it is no kind of report of a case. What law and guidance say comes from `rules/`.

use std::collections::BTreeMap;

use crate::{
    anonymise::{
        leaks::{ByDays, Grave, How, Leak, Searched, in_words},
        quasi::{Quasi, Sign, together},
    },
    report::{
        Settings,
        document::{Block, Document, Inline, Table, text},
        kinds::parts::{count, plain_table, table},
    },
};

/// No more quotes of one theme are shown; the count tells how many there are.
const QUOTES: usize = 12;
/// No more leaks are listed; the count tells how many there are.
pub const LISTED: usize = 500;

/// What is told.
#[derive(Debug, Clone)]
pub struct Risk<'a> {
    /// Title of the anonymised case.
    pub title: String,
    /// Name of the level.
    pub level: String,
    /// For whom it was made.
    pub audience: String,
    /// What was done, one sentence each.
    pub done: Vec<String>,
    /// What was searched.
    pub searched: &'a Searched,
    /// What was found.
    pub leaks: &'a [Leak],
    /// What days give away.
    pub days: &'a ByDays,
    /// The themes of quasi-identifiers.
    pub quasi: &'a Quasi,
    /// Places of the anonymised case that may tell of somebody.
    pub signs: &'a [Sign],
    /// False names of people, by id.
    pub names: BTreeMap<String, String>,
    /// What law and guidance say, each with its source.
    pub claims: Vec<(String, String)>,
    /// Is it told what was found in the words of the real case? Then the report stays with the real case; otherwise it may go along.
    pub tells_real: bool,
}

/// The document.
pub fn compose(risk: &Risk<'_>, settings: &Settings) -> Document {
    let title = format!("Risk of being identified: {}", risk.title);
    let mut blocks = vec![Block::Heading(1, title.clone(), None)];
    if let Some(made) = &settings.made_at {
        blocks.push(Block::Paragraph(vec![Inline::Small(format!("Made on {made}"))]));
    }
    blocks.push(Block::Note(text(
        "An anonymised case is still personal data. Names were put in the place of names; people who know of the case can still know it again. Keep it, \
         share it and destroy it as you would the real case, for the readers named here.",
    )));
    if risk.tells_real {
        blocks.push(Block::Note(text(
            "This copy quotes what was found in the words of the real case. It stays with the real case and goes to nobody else.",
        )));
    }
    about(risk, &mut blocks);
    law(risk, &mut blocks);
    found(risk, &mut blocks);
    signs(risk, &mut blocks);
    outsider(risk, &mut blocks);
    before(risk, &mut blocks);
    who_may(risk, &mut blocks);
    Document {
        title,
        marking: settings.marking.clone(),
        blocks,
        main: Some("Leaks".to_owned()),
        ..Document::default()
    }
}

fn heading(blocks: &mut Vec<Block>, words: &str) {
    blocks.push(Block::Heading(2, words.to_owned(), None));
}

fn list(blocks: &mut Vec<Block>, lines: impl Iterator<Item = String>) {
    let lines: Vec<Vec<Inline>> = lines.map(text).collect();
    if !lines.is_empty() {
        blocks.push(Block::List(lines));
    }
}

fn row(cells: impl IntoIterator<Item = String>) -> Vec<Vec<Inline>> {
    cells.into_iter().map(text).collect()
}

fn about(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    heading(blocks, "What was done");
    blocks.push(Block::Paragraph(text(format!(
        "Level: {}. Made for: {}.",
        risk.level, risk.audience
    ))));
    list(blocks, risk.done.iter().cloned());
    heading(blocks, "What was checked, and how");
    blocks.push(Block::Paragraph(text(in_words(risk.leaks, risk.searched))));
    let ways = How::ALL.iter().map(|h| h.words()).collect::<Vec<_>>().join(", ");
    blocks.push(Block::Paragraph(text(format!(
        "Every file that would go out was unpacked, with what stands in it unseen (properties, attributes, attachments, freed pages of a case file), \
         and searched in these ways: {ways}."
    ))));
    let searched = risk.searched;
    let rows = figures(searched).into_iter();
    let rows = rows.map(|(what, many)| row([what, many.to_string()])).collect();
    let head = [("What", 70), ("How many", 30)];
    blocks.push(table("Checked", "What was checked, in figures", &head, rows));
    if risk.tells_real && !searched.too_short.is_empty() {
        blocks.push(Block::Paragraph(text(format!(
            "Too short or too ordinary to be searched for, so that a person has to read for them: {}.",
            searched.too_short.join(", ")
        ))));
    }
}

/// What was checked, in figures.
pub fn figures(searched: &Searched) -> Vec<(String, usize)> {
    let mut out = vec![
        ("Files".to_owned(), searched.files),
        ("Texts in them".to_owned(), searched.pieces),
        ("Words looked at".to_owned(), searched.words),
    ];
    let secrets = searched.secrets.iter();
    out.extend(secrets.map(|(thing, many)| (format!("Searched for: {}", thing.words()), *many)));
    out.push((
        "Too short or too ordinary to be searched for".to_owned(),
        searched.too_short.len(),
    ));
    out
}

fn law(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    if risk.claims.is_empty() {
        return;
    }
    heading(blocks, "What law and guidance say");
    let line = |(says, source): &(String, String)| {
        vec![Inline::Text(says.clone()), Inline::Break, Inline::Small(source.clone())]
    };
    blocks.push(Block::List(risk.claims.iter().map(line).collect()));
}

fn found(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    heading(blocks, "What of the real case was found");
    if risk.leaks.is_empty() {
        blocks.push(Block::Paragraph(text(
            "Nothing. That is no proof that nobody can be identified: see what follows.",
        )));
        return;
    }
    let rows = risk.leaks.iter().take(LISTED).map(|leak| {
        let file = match (leak.file.as_str(), leak.place.as_str()) {
            ("", place) => place.to_owned(),
            (file, "") => file.to_owned(),
            (file, place) => format!("{file}, {place}"),
        };
        let (what, place) = if risk.tells_real {
            let shown = format!("{}: {} (found: {})", leak.thing.words(), leak.real, leak.found);
            (shown, format!("{file}: {}", leak.excerpt))
        } else {
            // A place may itself hold a name, as that of a file does.
            (leak.thing.words().to_owned(), String::new())
        };
        row([
            leak.grave.words().to_owned(),
            what,
            leak.how.words().to_owned(),
            place,
            leak.times.to_string(),
            leak.to_do().to_owned(),
        ])
    });
    let head = [
        ("How sure", 10),
        ("What", 20),
        ("How it was found", 14),
        ("Where it stands first", 24),
        ("Times", 6),
        ("What to do", 26),
    ];
    blocks.push(Block::Table(Table {
        keys: 2,
        ..plain_table("Leaks", "What was found, and what to do", &head, rows.collect())
    }));
    if risk.leaks.len() > LISTED {
        blocks.push(Block::Paragraph(text(format!(
            "{} more are not listed here; mend those above and check again.",
            risk.leaks.len() - LISTED
        ))));
    }
}

fn signs(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    heading(blocks, "What may tell of somebody without a name");
    if risk.signs.is_empty() {
        blocks.push(Block::Paragraph(text(
            "No words were found by which somebody may be known without a name. Only what the list of themes knows was looked for.",
        )));
        return;
    }
    blocks.push(Block::Paragraph(text(
        "Each is to be kept, put in wider words or taken out by a person. Alone most tell little; together they can pick somebody out.",
    )));
    let mut rows = Vec::new();
    for (number, theme) in risk.quasi.themes.iter().enumerate() {
        let own: Vec<&Sign> = risk.signs.iter().filter(|s| s.theme == number).collect();
        if own.is_empty() {
            continue;
        }
        let mut quotes: Vec<String> = own
            .iter()
            .take(QUOTES)
            .map(|s| format!("{}: “{}”", s.entry, s.words))
            .collect();
        if own.len() > QUOTES {
            quotes.push(format!("and {} more", own.len() - QUOTES));
        }
        rows.push(row([
            theme.title.clone(),
            own.len().to_string(),
            quotes.join("; "),
            theme.why.clone(),
            theme.advice.clone(),
        ]));
    }
    let head = [
        ("Theme", 14),
        ("Times", 6),
        ("Entry and words", 34),
        ("Why it may tell", 22),
        ("What can be done", 24),
    ];
    let caption = "Words that may tell of somebody, by theme";
    blocks.push(Block::Table(Table {
        keys: 1,
        ..plain_table("Without a name", caption, &head, rows)
    }));
    several(risk, blocks);
}

fn several(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    let all = together(risk.signs);
    if all.is_empty() {
        return;
    }
    let title = |at: &usize| {
        risk.quasi
            .themes
            .get(*at)
            .map(|t| t.title.to_lowercase())
            .unwrap_or_default()
    };
    let rows = all.iter().map(|one| {
        let entries: Vec<&str> = one.entries.iter().map(|e| e.0.as_str()).collect();
        row([
            risk.names.get(&one.who).unwrap_or(&one.who).clone(),
            one.themes.iter().map(title).collect::<Vec<_>>().join("; "),
            entries.join(", "),
        ])
    });
    let head = [("False name", 20), ("What is told", 45), ("Entries", 35)];
    let caption = "People of whom three or more kinds of things are told";
    blocks.push(Block::Table(Table {
        keys: 1,
        ..plain_table("Together", caption, &head, rows.collect())
    }));
}

fn outsider(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    heading(blocks, "What an outsider could do");
    list(blocks, outsiders(risk.days).into_iter());
}

/// What an outsider could do, one sentence each.
pub fn outsiders(days: &ByDays) -> Vec<String> {
    let mut lines = vec![
        "Somebody who read of the case in the press can look for the manner, the court and the family as they are told above, and know it again."
            .to_owned(),
        "Somebody of the family, a neighbour or a member of staff will know it again by what happened, whatever the names are.".to_owned(),
    ];
    if days.entries > 0 {
        let kept = |is: bool| if is { "are kept" } else { "are not all kept" };
        lines.push(format!(
            "Of the days of {} entries the order, intervals and days of the week were compared: intervals {}, days of the week {}, the order {}.{}",
            days.entries,
            kept(days.intervals_kept),
            kept(days.weekdays_kept),
            if days.order_kept { "is kept" } else { "is not kept" },
            match days.loose {
                0 => String::new(),
                1 => " One entry has no certain day.".to_owned(),
                n => format!(" {n} entries have no certain day, and were not compared."),
            },
        ));
    }
    lines.extend(days.anchors.iter().cloned());
    lines.extend(days.advice.iter().cloned());
    lines
}

fn before(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    heading(blocks, "Before it is handed over");
    list(blocks, to_do(risk.leaks, risk.signs).into_iter());
}

/// What is to be done before it is handed over, one sentence each.
pub fn to_do(leaks: &[Leak], signs: &[Sign]) -> Vec<String> {
    let certain = leaks.iter().filter(|l| l.grave == Grave::Certain).count();
    let look = leaks.len() - certain;
    let mut lines = Vec::new();
    if certain > 0 {
        lines.push(format!(
            "Mend {}, make the case anew, and check it again: until then it goes to nobody.",
            count(certain, "leak that is certain", "leaks that are certain")
        ));
    }
    if look > 0 {
        lines.push(format!(
            "Look at {}, and say of each what it is.",
            count(look, "place that may be a leak", "places that may be leaks")
        ));
    }
    if !signs.is_empty() {
        lines.push("Decide of each theme above what is kept, put in wider words or taken out.".to_owned());
    }
    lines.extend(
        [
            "Have somebody read it who knows the real case, and somebody who knows only what the press told.",
            "Try to find the case with a search engine by three of its facts.",
            "Write down who gets it, for what, until when, and how it is destroyed.",
            "Keep the real case, its key and the list of false names where the readers cannot reach them.",
        ]
        .map(str::to_owned),
    );
    lines
}

fn who_may(risk: &Risk<'_>, blocks: &mut Vec<Block>) {
    heading(blocks, "Who may have it");
    blocks.push(Block::Paragraph(text(format!(
        "{}: the readers for whom this level was made, and nobody else. For other readers make the case anew at their level and check it again.",
        risk.audience
    ))));
}
