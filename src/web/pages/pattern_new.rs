//! Writing a pattern of the case's own: a starter file, a test that keeps nothing, and what the test found.

use serde::Serialize;

use super::pattern::{FoundView, Lookup};
use crate::{
    app::own_rules,
    model::settled::{Settlement, standing},
    patterns::telling::Told,
    rulebook::own_file::{LONGEST, read},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        words,
    },
};

/// A file to begin with.
const STARTER: &str = include_str!("../../../templates/pattern.toml");
/// No more findings are listed.
const MOST: usize = 50;

#[derive(Serialize)]
struct Body {
    address: String,
    seen: u64,
    toml: String,
    because: String,
    longest: String,
    /// What the file is changed from; nothing for a new one.
    changes: Option<Link>,
    /// Why it cannot be read, when it is not judged for that.
    unread: String,
    tried: Option<TriedView>,
    wrong: Option<Wrong>,
    concepts: Vec<(String, String)>,
}

/// What is wrong with the file.
#[derive(Serialize)]
struct Wrong {
    words: String,
    /// The lines around it, each with its number and whether it is the one.
    lines: Vec<(usize, String, bool)>,
}

#[derive(Serialize)]
struct TriedView {
    id: String,
    title: String,
    told: Told,
    sound: bool,
    lacking: &'static str,
    checks: Vec<CheckView>,
    found: String,
    findings: Vec<FoundView>,
}

#[derive(Serialize)]
struct CheckView {
    name: String,
    wrong: String,
}

/// Shows the form, with what came of the test where one was asked for.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = &ask.case()?;
    let from = ask.one("from");
    let rules = ask.cases.rules();
    let matter = &opened.matter;
    let kept = own_rules::file_of(&matter.settled, from);
    let sent = ask.typed("toml");
    let toml = match (&kept, sent.is_empty()) {
        (_, false) => sent.to_owned(),
        (Some((kept, _)), true) => next_version(kept),
        (None, true) => unused(opened, STARTER),
    };
    let (mut tried, mut wrong) = (None, None);
    if !sent.is_empty() {
        match own_rules::try_file(&rules, matter, sent) {
            Ok(one) => {
                let lookup = Lookup::of(opened, String::new());
                let sound = one.is_sound();
                tried = Some(TriedView {
                    id: one.card.id,
                    title: one.card.title,
                    told: one.told,
                    sound,
                    lacking: one.lacking.unwrap_or(""),
                    checks: one
                        .checks
                        .into_iter()
                        .map(|c| CheckView {
                            name: c.name,
                            wrong: c.wrong.unwrap_or_default(),
                        })
                        .collect(),
                    found: match one.findings.len() {
                        0 => "It finds nothing in this case.".to_owned(),
                        n => format!(
                            "It finds {} in this case, {} without a record in time.",
                            words::count(n, "thing", "things"),
                            own_rules::open(&one.findings)
                        ),
                    },
                    findings: one.findings.iter().take(MOST).map(|f| lookup.found(f)).collect(),
                });
            }
            Err(fault) => {
                wrong = Some(Wrong {
                    words: fault.to_string(),
                    lines: fault.line.map_or_else(Vec::new, |line| around(sent, line)),
                });
            }
        }
    }
    let unread = matter.own.patterns.iter().find(|p| p.id == from);
    let concepts = rules.lexicon.rules().concepts.iter();
    let body = Body {
        address: opened.address("patterns/new"),
        seen: opened.seen(),
        toml,
        because: ask.typed("because").to_owned(),
        longest: words::number(LONGEST),
        changes: kept.map(|_| Link::new(from, addresses::pattern(&opened.slug, from))),
        unread: unread.map_or_else(String::new, |p| p.unread.clone()),
        tried,
        wrong,
        concepts: concepts.map(|c| (c.id.clone(), c.label.clone())).collect(),
    };
    let above = vec![Link::new("Patterns", opened.address("patterns"))];
    let heading = if body.changes.is_some() {
        "Change a pattern of this case’s own"
    } else {
        "Write a pattern of this case’s own"
    };
    Ok(opened.page_under(heading, above, body))
}

/// The lines around one, with their numbers.
fn around(text: &str, line: usize) -> Vec<(usize, String, bool)> {
    let first = line.saturating_sub(2).max(1);
    (1..)
        .zip(text.lines())
        .skip(first - 1)
        .take(line + 2 - first)
        .map(|(n, l)| (n, l.chars().take(160).collect(), n == line))
        .collect()
}

/// A file with its version one higher: a change has a version of its own.
fn next_version(toml: &str) -> String {
    let mut is_done = false;
    let lines = toml.lines().map(|line| {
        let number = line
            .strip_prefix("version")
            .and_then(|rest| rest.trim_start().strip_prefix('='))
            .filter(|_| !is_done);
        let Some(rest) = number else { return line.to_owned() };
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        match digits.parse::<u32>() {
            Ok(n) => {
                is_done = true;
                line.replacen(&digits, &n.saturating_add(1).to_string(), 1)
            }
            Err(_) => line.to_owned(),
        }
    });
    let mut out = lines.collect::<Vec<_>>().join("\n");
    out.push('\n');
    out
}

/// The starter file with the first id that the case does not have yet.
fn unused(opened: &Opened, starter: &str) -> String {
    let taken: Vec<&str> = standing(&opened.matter.settled)
        .into_iter()
        .filter_map(|s| match &s.what {
            Settlement::LocalPattern { id, .. } => Some(id.as_str()),
            _ => None,
        })
        .collect();
    let free = (1..100)
        .map(|n| format!("LOCAL-{n:02}"))
        .find(|id| !taken.contains(&id.as_str()));
    match free {
        Some(id) => starter.replacen("LOCAL-01", &id, 1),
        None => starter.to_owned(),
    }
}

/// Can the file be read at all? What it is called then.
pub(crate) fn id_of(ask: &Ask, toml: &str) -> String {
    read(&ask.cases.rules(), toml).map_or_else(|_| String::new(), |p| p.id)
}
