//! A decision on a finding, or on several of one warning in one go: accept, accept in other words, not accept, or more is needed; with a
//! reason. It leads on to the next one in the same filter that waits for a decision.

use crate::{
    app::{
        beside,
        settling::{self, Signed},
    },
    model::{
        beside::Beside,
        case::AgencyId,
        finding::Finding,
        settled::{Settled, Verdict, Wrong},
        who,
    },
    web::{
        addresses,
        asking::{Ask, Fault, Opened},
        deeds::{
            Done, Undone, keep_each,
            signing::{UNNAMED, reason},
            you,
        },
        dossier::FINDINGS,
        queue::{HEADING, Item, Queue},
        words::sentence,
    },
};

/// No longer name is taken.
const LONGEST_NAME: usize = 100;

/// Keeps what was decided.
pub(crate) fn decide(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let is_several = ask.typed("finding").is_empty();
    let chosen = if is_several { several(ask) } else { single(ask) };
    let mut faults = Vec::new();
    let who = named(ask, &mut faults);
    if chosen.is_empty() {
        faults.push(if is_several {
            Fault::of("verdict-1", "Choose what you decide on one finding at least")
        } else {
            Fault::of("verdict", "Choose what you decide")
        });
    }
    let because = reason(ask, "Enter the reason for your decision", &mut faults);
    let letter = letter(ask, &chosen, &mut faults);
    let together = together(ask, &who, &mut faults);
    let wrong = wrong(ask, &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let signed = Signed { who, because };
    let mut all = Vec::new();
    for (at, (finding, verdict)) in chosen.iter().enumerate() {
        if chosen.iter().take(at).any(|(f, _)| f == finding) {
            return Err(Undone::fault(
                "verdict-1",
                "Choose one decision on each finding: one stands twice in what was sent",
            ));
        }
        if opened.matter.finding(finding).is_none() {
            return Err(Undone::fault(
                "verdict",
                "This finding is no longer there: the case changed while you read it",
            ));
        }
        let what = settling::decision_with(&opened.matter, (finding, *verdict), wrong, together.clone())?;
        all.push(settling::settled(what, &signed)?);
    }
    if let Some(letter) = letter {
        let field = |why: anyhow::Error| Undone::fault("ask", sentence(&why.to_string()));
        all.push(beside::beside(&opened.matter, letter, &signed.who).map_err(field)?);
    }
    keep_all(ask, &opened, (&chosen, &all))
}

/// What an agency is asked for before the finding is decided, where one was chosen. The reason itself goes to nobody.
fn letter(ask: &Ask, chosen: &[(String, Verdict)], faults: &mut Vec<Fault>) -> Option<Beside> {
    let (agency, text) = (ask.typed("ask-of"), ask.typed("ask"));
    let [(finding, verdict)] = chosen else { return None };
    match (agency.is_empty(), text.is_empty()) {
        _ if *verdict != Verdict::NeedMore => {
            if !agency.is_empty() || !text.is_empty() {
                let words = "An agency is asked only where more is needed: choose that, or leave this empty";
                faults.push(Fault::of("ask", words));
            }
            return None;
        }
        (true, false) => faults.push(Fault::of(
            "ask-of",
            "Choose the agency that is asked, or leave the words empty",
        )),
        (false, true) => faults.push(Fault::of(
            "ask",
            "Enter what the agency is asked for, in the words of the letter",
        )),
        _ => {}
    }
    Some(Beside::Letter {
        finding: finding.clone(),
        agency: Some(AgencyId(agency.to_owned())).filter(|_| !agency.is_empty()),
        text: text.to_owned(),
    })
}

/// The finding of a form for one.
fn single(ask: &Ask) -> Vec<(String, Verdict)> {
    let verdict = verdict(ask.typed("verdict"));
    let of = |v| (ask.typed("finding").to_owned(), v);
    verdict.map(of).into_iter().collect()
}

/// Those of a form for several on which something was chosen.
fn several(ask: &Ask) -> Vec<(String, Verdict)> {
    let each = (1..=FINDINGS).map(|n| (ask.typed(&format!("finding-{n}")), ask.typed(&format!("verdict-{n}"))));
    each.take_while(|(finding, _)| !finding.is_empty())
        .filter_map(|(finding, v)| Some((finding.to_owned(), verdict(v)?)))
        .collect()
}

fn verdict(code: &str) -> Option<Verdict> {
    Verdict::ALL.iter().copied().find(|v| v.code() == code)
}

/// Who decides: the visitor's name, or the one that was typed beside the decision by a visitor without one.
pub(super) fn named(ask: &Ask, faults: &mut Vec<Fault>) -> String {
    let known = ask.visitor.name();
    if !known.is_empty() {
        return known;
    }
    let typed = ask.typed("name");
    if typed.is_empty() {
        faults.push(Fault::of("name", UNNAMED));
    } else if let Some(words) = you::wrong(ask, typed) {
        faults.push(Fault::of("name", words));
    } else {
        ask.visitor.visits.call(ask.visitor.id, typed);
    }
    typed.to_owned()
}

/// In what the finding is wrong; what is sent and is none of the choices is not dropped in silence.
fn wrong(ask: &Ask, faults: &mut Vec<Fault>) -> Option<Wrong> {
    let typed = ask.typed("wrong");
    let found = Wrong::ALL.iter().copied().find(|w| w.code() == typed);
    if found.is_none() && !typed.is_empty() {
        let codes: Vec<&str> = Wrong::ALL.iter().map(|w| w.code()).collect();
        faults.push(Fault::of(
            "wrong",
            format!(
                "“{typed}” is none of the ways in which a finding can be wrong ({}); say it in your reason",
                codes.join(", ")
            ),
        ));
    }
    found
}

/// The others who decided it together with the visitor.
fn together(ask: &Ask, who: &str, faults: &mut Vec<Fault>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in ask.typed("together").split([',', ';', '\n']).map(str::trim) {
        if !name.is_empty() && !who::is_line(name, LONGEST_NAME) {
            let words =
                format!("Enter names of at most {LONGEST_NAME} characters, each of them visible, with commas between");
            faults.push(Fault::of("together", words));
            return Vec::new();
        }
        if !name.is_empty() && !who::is_same(name, who) && !out.iter().any(|o| who::is_same(o, name)) {
            out.push(name.to_owned());
        }
    }
    out
}

/// Keeps all or, where somebody was quicker with one of them, nothing.
fn keep_all(ask: &Ask, opened: &Opened, (chosen, all): (&[(String, Verdict)], &[Settled])) -> Result<Done, Undone> {
    let titles: Vec<&str> = chosen
        .iter()
        .filter_map(|(id, _)| opened.matter.finding(id))
        .map(|f| f.title.as_str())
        .collect();
    let about = titles.join("; ");
    let first = chosen.first().and_then(|(id, _)| opened.matter.finding(id));
    let back = first.map_or_else(|| opened.address("warnings"), |f| at(ask, opened, f));
    let done = Done {
        to: back.clone(),
        said: String::new(),
    };
    keep_each(ask, (opened, all), &about, done)?;
    let fresh = ask.case()?;
    let number = |one: &Settled| {
        let mut kept = fresh.matter.settled.iter().rev();
        kept.find(|s| s.who == one.who && s.what == one.what).map(|s| s.number)
    };
    let numbers: Vec<String> = all.iter().filter_map(number).map(|n| n.to_string()).collect();
    let on = first.and_then(|f| fresh.matter.finding(&f.id));
    Ok(Done {
        to: on.map_or(back, |f| onwards(ask, &fresh, (f, &numbers.join(".")))),
        said: String::new(),
    })
}

/// Where a finding is shown under the filter of the form's address.
pub(super) fn at(ask: &Ask, opened: &Opened, finding: &Finding) -> String {
    let queue = Queue::of(ask, opened);
    let item = holder(ask, &queue, finding);
    let place = addresses::escape(&finding.id);
    match item {
        Some(item) => format!("{}#{place}", queue.address_of(item)),
        None => addresses::finding(&opened.slug, &finding.id),
    }
}

/// The warning that a finding belongs to; the one that the form's address names, where it is that.
fn holder<'q, 'a>(ask: &Ask, queue: &'q Queue<'a>, finding: &Finding) -> Option<&'q Item<'a>> {
    let holds = |item: &&Item<'_>| item.warning.findings.contains(&finding.id);
    let named = queue.get(ask.part("warning")).filter(holds);
    named.or_else(|| queue.all().iter().find(holds))
}

/// The next that waits for a decision: on the same warning first, then the next one in the filter; with what was kept.
fn onwards(ask: &Ask, opened: &Opened, (finding, kept): (&Finding, &str)) -> String {
    let queue = Queue::of(ask, opened);
    let Some(item) = holder(ask, &queue, finding) else {
        return addresses::with_query(&addresses::finding(&opened.slug, &finding.id), &[("kept", kept)]);
    };
    if let Some(open) = queue.first_open(item) {
        let address = queue.address(&[("open", &item.warning.id), ("kept", kept)]);
        return format!("{address}#{}", addresses::escape(&open.id));
    }
    let next = queue.next_open(&item.warning.id).unwrap_or(item);
    let address = queue.address(&[("open", &next.warning.id), ("kept", kept)]);
    format!("{address}#{HEADING}")
}
