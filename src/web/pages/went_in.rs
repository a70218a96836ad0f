//! What *went into* a report: the state of the case from which it is made, and what was chosen. Not the report's own words.

use crate::{
    model::{
        matter::Matter,
        settled::{Settlement, Verdict},
    },
    report::{Kind, Settings, Told},
    review::{deciding::NOT_SHOWN, knowledge::verdict, margin::Margin},
    web::words,
};

/// Each thing and its words.
pub(crate) fn rows(matter: &Matter, kind: &dyn Kind, settings: &Settings) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut say = |what: &str, words: String| out.push((what.to_owned(), words));
    say("Report", format!("{}, marked {}", kind.title(), settings.marking));
    say("Case", matter.case.title.clone());
    say(
        "Program and rules",
        format!(
            "Forewarned {}; rules SHA-256 {}",
            env!("CARGO_PKG_VERSION"),
            matter.rules_sha256
        ),
    );
    say(
        "Records",
        format!(
            "{}, {}, {}",
            words::count(matter.records.len(), "file", "files"),
            words::count(matter.entries.len(), "entry", "entries"),
            words::count(matter.problems.len(), "problem", "problems")
        ),
    );
    say(
        "Readings changed and things settled by reviewers",
        format!(
            "{} and {}",
            words::number(matter.acts.len()),
            words::number(matter.settled.len())
        ),
    );
    out.extend(findings(matter, settings));
    out.extend(chosen(matter, kind, settings));
    out
}

/// What was found, and what became of it.
fn findings(matter: &Matter, settings: &Settings) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut say = |what: &str, words: String| out.push((what.to_owned(), words));
    let of = |wanted: &[Verdict]| {
        let all = matter.counted().filter_map(|f| verdict(matter, f));
        all.filter(|v| wanted.contains(v)).count()
    };
    let all = matter.counted().count();
    let (accepted, rejected) = (of(&[Verdict::Accept, Verdict::Amend]), of(&[Verdict::Reject]));
    let more = of(&[Verdict::NeedMore]);
    say(
        "Findings",
        if matter.decisions_are_masked {
            format!("{}: {NOT_SHOWN}", words::number(all))
        } else {
            format!(
                "{}: {accepted} accepted, {rejected} not accepted, {more} where more is needed, {} not decided",
                words::number(all),
                words::number(all.saturating_sub(accepted + rejected + more))
            )
        },
    );
    say(
        "Findings told",
        match settings.findings {
            Told::Standing => "all except those that reviewers did not accept".to_owned(),
            Told::Accepted => "only those that reviewers accepted".to_owned(),
        },
    );
    out
}

/// What is of this case only, and what was chosen.
fn chosen(matter: &Matter, kind: &dyn Kind, settings: &Settings) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut say = |what: &str, words: String| out.push((what.to_owned(), words));
    for set in &matter.own.windows {
        say(
            "Time set for this case",
            format!(
                "{}: {} days, not policy; the rules say {}",
                set.pattern, set.days, set.rules_say
            ),
        );
    }
    for own in &matter.own.patterns {
        say(
            "Pattern of this case’s own",
            format!("{}: {}, version {}", own.id, own.title, own.version),
        );
    }
    if kind.tells_lines() {
        let margin = Margin::of(&matter.settled);
        let told = margin
            .lines
            .iter()
            .filter(|l| settings.lines.is_empty() || settings.lines.iter().any(|id| id == l.id));
        let titles: Vec<String> = told.map(|l| l.title.to_owned()).collect();
        say(
            "Lines of enquiry",
            if titles.is_empty() {
                "none are followed".to_owned()
            } else {
                titles.join("; ")
            },
        );
        say(
            "Terms of reference",
            if margin.terms.is_some() {
                "as written in the case"
            } else {
                "none are written"
            }
            .to_owned(),
        );
    }
    if !settings.without.is_empty() {
        say("Left out", settings.without.join("; "));
    }
    if !settings.entries.is_all() {
        let told = matter.entries.iter().zip(&matter.readings);
        let n = told.filter(|(e, r)| settings.entries.takes(e, Some(r))).count();
        say(
            "Entries of the chronology",
            format!(
                "{} of {}, as chosen",
                words::number(n),
                words::number(matter.entries.len())
            ),
        );
    }
    if let Some(last) = matter
        .settled
        .iter()
        .rev()
        .find(|s| !matches!(s.what, Settlement::Undo(_)))
    {
        say(
            "Last settled",
            format!("number {}, by {}", last.number, words::signed(last)),
        );
    }
    out
}

/// Each record with its hash.
pub(crate) fn records(matter: &Matter) -> Vec<(String, String)> {
    let all = matter.records.iter();
    all.map(|r| {
        (
            format!("Record {}", r.file),
            format!("{} bytes, SHA-256 {}", r.bytes, r.sha256),
        )
    })
    .collect()
}
