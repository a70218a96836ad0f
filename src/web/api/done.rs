//! *Done* by a program: a deed of the screens, asked for as JSON. The deed is the same function that a form is sent to, so that who may do
//! what, what is checked, what stands against it and what is kept cannot differ.

use serde_json::Value;

use crate::{
    model::{beside::About, entry::EntryId, settled::Settled, who::is_same},
    review::{act_words, settled_words},
    web::{
        addresses,
        api::{Act, Endpoint, Sent, Trouble, Verb, answers as out, look::sent, schema::Described as _},
        asking::{Ask, Fault, Missing, Opened, Refusal},
        attaching,
        deeds::{
            Deed, Done, Undone,
            offer::{Field, Kind},
        },
        words::sentence,
    },
};

/// What can be attached to a line of enquiry.
pub(super) const THINGS: &[&str] = &["entry", "finding", "warning", "search"];

/// The endpoint of a deed that programs may ask for. Its address is that of the screens, with the lists of the interface: `/entry/{entry}/`
/// of a page is `/entries/{entry}/` here.
pub(super) fn endpoint(deed: &'static Deed) -> Option<Endpoint> {
    let offer = deed.offer?;
    let parts: Vec<&str> = deed.path.split('/').skip(1).collect();
    let mut path = String::new();
    for (at, part) in parts.iter().enumerate() {
        path.push('/');
        let names_one = parts.get(at + 1).is_some_and(|next| next.starts_with('{'));
        match (names_one, part.strip_suffix('y')) {
            (true, Some(stem)) => path.extend([stem, "ies"]),
            (true, None) => path.extend([part, "s"]),
            (false, _) => path.push_str(part),
        }
    }
    Some(Endpoint {
        verb: Verb::Post,
        path: path.into(),
        about: offer.about,
        takes: offer.takes,
        gives: Some(out::Kept::schema),
        act: Act::Done(deed),
    })
}

/// Does a deed with what was sent.
pub(super) fn perform(deed: &Deed, takes: &[Field], mut ask: Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    for field in takes.iter().filter(|f| f.kind == Kind::Thing) {
        if !ask.has(field.name) {
            continue;
        }
        let about = thing(&opened, field.name, ask.typed(field.name))?;
        ask.form.fields.retain(|(name, _)| name != field.name);
        ask.form.fields.push((field.name.to_owned(), attaching::code(&about)));
    }
    // A form sends again what the address of its page names.
    let named: Vec<(String, String)> = ask.path.iter().filter(|(name, _)| !ask.has(name)).cloned().collect();
    ask.form.fields.extend(named);
    told(&ask, deed.act)
}

/// What is attached, as a form sends it.
fn thing(opened: &Opened, field: &str, sent: &str) -> Result<About, Trouble> {
    let object: Value = serde_json::from_str(sent).unwrap_or_default();
    let said = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let about = said("about");
    Ok(match said("kind").as_str() {
        "entry" => About::Entry(EntryId(about)),
        "finding" => About::Finding(about),
        "search" => About::Search(about),
        "warning" => {
            let found = opened.matter.warnings.iter().find(|w| w.id == about);
            let found = found.ok_or_else(|| Refusal::NotThere(Missing::warning(&opened.slug)))?;
            About::Warning(found.triggers.clone())
        }
        _ => {
            let words = format!("Send the `kind` of `{field}` as one of: {}", THINGS.join(", "));
            return Err(Undone::Faults(vec![Fault::of(field, words)]).into());
        }
    })
}

/// Does it, and tells what was kept of it, and what that changed.
pub(super) fn told(ask: &Ask, act: impl FnOnce(&Ask) -> Result<Done, Undone>) -> Result<Sent, Trouble> {
    let slug = ask.case()?.slug;
    // What was kept by it has a higher number than all there was, masked or not.
    let whole = ask.unmasked.get(&slug)?;
    let was = whole.map_or((0, 0), |m| {
        let (settled, acts) = (m.settled.last(), m.acts.last());
        (settled.map_or(0, |s| s.number), acts.map_or(0, |a| a.number))
    });
    let (visitor, who) = (&ask.visitor, ask.visitor.name());
    // Only what this deed says is told: whatever waits for a page of a browser is not of it.
    visitor.visits.say_nothing(visitor.id);
    let done = match act(ask) {
        Ok(done) => done,
        Err(Undone::ShownAgain) => Done {
            to: addresses::case(&slug),
            said: "It was tried, and nothing is wrong with it. Nothing was kept.".to_owned(),
        },
        Err(undone) => return Err(undone.into()),
    };
    let after = ask.case()?;
    let matter = &after.matter;
    let is_own = |one: &&Settled| one.number > was.0 && is_same(&one.who, &who);
    let settled: Vec<&Settled> = matter.settled.iter().filter(is_own).collect();
    let acts = matter.acts.iter().filter(|a| a.number > was.1 && is_same(&a.who, &who));
    let acts: Vec<_> = acts.collect();
    let said = visitor.visits.take_said(visitor.id, &done.to);
    let mut words: Vec<String> = said.iter().map(|s| s.words.clone()).collect();
    words.extend(Some(done.said).filter(|w| !w.is_empty()));
    if words.is_empty() {
        let settled = settled.iter().map(|s| settled_words::in_words(matter, &s.what));
        let acts = acts.iter().map(|a| act_words::in_words(matter, a));
        words.extend(settled.chain(acts).map(|w| format!("{}.", sentence(&w))));
    }
    sent(out::Kept {
        said: words.join(" "),
        numbers: settled
            .iter()
            .map(|s| s.number)
            .chain(acts.iter().map(|a| a.number))
            .collect(),
        // Where it leads may name the words that only a browser is shown there.
        page: done.to.trim_end_matches("#said").to_owned(),
        changed: said.into_iter().flat_map(|s| s.links).map(out::Way::from).collect(),
        seen: after.seen(),
        seen_readings: matter.acts.last().map_or(0, |a| a.number),
    })
}
