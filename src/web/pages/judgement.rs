//! Judging without the outcome: the final event is masked, a judgement is recorded, and afterwards both stand side by side.

use serde::Serialize;

use crate::{
    model::{
        beside::{About, Beside},
        finding::Warning,
        settled::{Settled, Settlement, standing},
        when::day_in_words,
        who::is_same,
    },
    web::{
        asking::{Ask, Link, Opened, Refusal, Reply},
        deeds::{has_judged, shown_to},
        records::Choice,
        through, words,
    },
};

#[derive(Serialize)]
struct Body {
    is_blind: bool,
    is_masked: bool,
    can_begin: bool,
    /// Where the day of the event is given; empty where something is masked.
    about: String,
    has_judged: bool,
    seen: u64,
    /// Up to where the case is shown.
    shown: String,
    begin: String,
    judge: String,
    unmask: String,
    abouts: Vec<Choice>,
    typed: Typed,
    judgements: Vec<View>,
    periods: Vec<Period>,
}

/// What was filled in, when it was sent and could not be taken.
#[derive(Serialize)]
struct Typed {
    about: String,
    text: String,
    without: String,
}

/// A judgement, and what was decided later on what it is about.
#[derive(Serialize)]
struct View {
    who: String,
    at: String,
    about: Link,
    unseen: String,
    text: String,
    /// What a reader must know of how it was made: what its writer had seen, and that it is not the first.
    marks: Vec<String>,
    /// Who took it back, when and why; empty where it stands.
    taken_back: String,
    later: Vec<Later>,
    before: Vec<Later>,
}

#[derive(Serialize)]
struct Later {
    who: String,
    /// Did who judged decide it?
    is_own: bool,
    at: String,
    what: String,
    because: String,
}

/// Who worked without the outcome, and how it ended.
#[derive(Serialize)]
struct Period {
    who: String,
    at: String,
    what: String,
    taken_back: String,
}

/// Shows it.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let whole = ask.unmasked.get(&opened.slug)?;
    let lens = whole
        .as_ref()
        .map(|m| through::lens_of(&ask.visitor, &opened.slug, &m.settled))
        .unwrap_or_default();
    let matter = &opened.matter;
    let case = Choice::new("case", "The case as a whole");
    let warnings = matter.warnings.iter();
    let warnings = warnings.map(|w| Choice::new(&*w.id, format!("{}: {}", w.id, w.title)));
    // What was taken back stays to be seen: somebody who dislikes a judgement does not make it vanish.
    let all: Vec<&Settled> = matter.settled.iter().collect();
    let body = Body {
        is_blind: lens.blind.is_some(),
        is_masked: lens.hides_the_end(),
        can_begin: matter.case.event.is_some(),
        about: if lens.is_clear() {
            opened.address("about#case")
        } else {
            String::new()
        },
        has_judged: lens.blind.as_deref().is_some_and(|who| has_judged(&opened, who)),
        seen: opened.seen(),
        shown: shown_to(&lens),
        begin: opened.address("knowledge/blind"),
        judge: opened.address("knowledge/judge"),
        unmask: opened.address("knowledge/unmask"),
        abouts: [case].into_iter().chain(warnings).collect(),
        typed: Typed {
            about: match ask.typed("about") {
                "" => "case".to_owned(),
                about => about.to_owned(),
            },
            text: ask.typed("text").to_owned(),
            without: ask.typed("without").to_owned(),
        },
        judgements: all.iter().rev().filter_map(|s| judgement(&opened, s, &all)).collect(),
        periods: all.iter().filter_map(|s| period(s, &all)).collect(),
    };
    let above = vec![Link::new("Who knew what", opened.address("knowledge"))];
    Ok(opened.page_under("Judge without the outcome", above, body))
}

fn judgement(opened: &Opened, settled: &Settled, all: &[&Settled]) -> Option<View> {
    let Settlement::Beside(Beside::Judgement { about, until, text }) = &settled.what else {
        return None;
    };
    let warnings: Vec<&Warning> = match about {
        // Its number and some of its entries may be others than when it was judged.
        About::Warning(triggers) => {
            let shares = |w: &&Warning| w.triggers.iter().any(|t| triggers.contains(t));
            opened.matter.warnings.iter().filter(shares).collect()
        }
        _ => Vec::new(),
    };
    let link = match (about, warnings.first()) {
        (About::Case, _) => Link::new("The case as a whole", opened.address("warnings")),
        (_, Some(w)) => Link::new(format!("{}: {}", w.id, w.title), opened.warning(&w.id)),
        _ => Link::new("A warning no longer there", opened.address("warnings")),
    };
    let findings: Vec<&str> = warnings.iter().flat_map(|w| &w.findings).map(String::as_str).collect();
    let is_case = *about == About::Case;
    let holding = standing(&opened.matter.settled);
    let decided = |s: &&Settled| later(opened, (s, &settled.who), (&findings, is_case));
    Some(View {
        who: settled.who.clone(),
        at: words::logged(&settled.at),
        about: link,
        unseen: match until {
            Some(day) => format!("without what came after {}", day_in_words(*day)),
            None => "without the final event".to_owned(),
        },
        text: text.clone(),
        marks: marks(settled, about, all),
        taken_back: taken_back(settled, all),
        later: holding
            .iter()
            .filter(|s| s.number > settled.number)
            .filter_map(decided)
            .collect(),
        before: holding
            .iter()
            .filter(|s| s.number < settled.number)
            .filter_map(decided)
            .collect(),
    })
}

/// What a reader must know of how a judgement was made.
fn marks(settled: &Settled, about: &About, all: &[&Settled]) -> Vec<String> {
    let own = || {
        all.iter()
            .filter(|s| s.number < settled.number && is_same(&s.who, &settled.who))
    };
    let mut out = Vec::new();
    let saw = own().find(|s| matches!(s.what, Settlement::Beside(Beside::Blind { on: false, .. })));
    if let Some(saw) = saw {
        out.push(format!(
            "Made after its writer had seen the final event, {}",
            words::logged(&saw.at)
        ));
    }
    let last = own()
        .rev()
        .find(|s| matches!(s.what, Settlement::Beside(Beside::Blind { .. })));
    let is_blind = last.is_some_and(|s| matches!(s.what, Settlement::Beside(Beside::Blind { on: true, .. })));
    if !is_blind && saw.is_none() {
        out.push("The final event was not masked for its writer before, who may have known it".to_owned());
    }
    if own().any(|s| matches!(&s.what, Settlement::Decision { .. })) {
        out.push("Its writer had decided on findings of this case before".to_owned());
    }
    let is_of_it =
        |s: &&&Settled| matches!(&s.what, Settlement::Beside(Beside::Judgement { about: of, .. }) if of == about);
    if let Some(first) = own().find(is_of_it) {
        out.push(format!(
            "Judged again: the first judgement of it is of {}",
            words::logged(&first.at)
        ));
    }
    out
}

/// Who took it back, when and why; empty where it stands.
fn taken_back(settled: &Settled, all: &[&Settled]) -> String {
    let undo = all.iter().find(|s| s.what == Settlement::Undo(settled.number));
    undo.map_or_else(String::new, |u| {
        format!("Taken back by {}, {}: {}", u.who, words::logged(&u.at), u.because)
    })
}

fn later(opened: &Opened, (settled, judge): (&Settled, &str), (findings, is_case): (&[&str], bool)) -> Option<Later> {
    let Settlement::Decision { finding, verdict, .. } = &settled.what else {
        return None;
    };
    let title = opened
        .matter
        .finding(finding)
        .map_or("a finding no longer made", |f| f.title.as_str());
    (is_case || findings.contains(&finding.as_str())).then(|| Later {
        who: settled.who.clone(),
        is_own: is_same(&settled.who, judge),
        at: words::logged(&settled.at),
        what: format!("{}: {title}", verdict.words()),
        because: settled.because.clone(),
    })
}

fn period(settled: &Settled, all: &[&Settled]) -> Option<Period> {
    let Settlement::Beside(Beside::Blind { on, text }) = &settled.what else {
        return None;
    };
    let what = match (on, text.as_str()) {
        (true, _) => "began to work without seeing the final event".to_owned(),
        (false, "") => "saw the final event again, after a judgement".to_owned(),
        (false, because) => format!("saw the final event again without a judgement, because: {because}"),
    };
    Some(Period {
        who: settled.who.clone(),
        at: words::logged(&settled.at),
        what,
        taken_back: taken_back(settled, all),
    })
}
