//! Words that are left of which nothing tells what they are: each with its places, to be cleared one by one or many at once; and those that
//! were cleared before.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    anonymise::{residual::Why, whole::Place},
    app::anonymising::Group,
    model::{
        disguise::Clearing,
        settled::{Settled, Settlement, standing},
    },
    text::{one_name::plain, words::tokens},
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        pages::anonymise::level,
        paging::{Long, Paging},
        records::Choice,
        through, words,
    },
};

/// Words on one page.
const PER_PAGE: usize = 50;

#[derive(Serialize)]
struct Body {
    unfit: bool,
    above: String,
    address: String,
    action: String,
    name: String,
    back: String,
    tab: &'static str,
    tabs: Vec<Tab>,
    level: String,
    levels: Vec<Choice>,
    whys: Vec<Choice>,
    why: String,
    /// The reason in words, where one is chosen.
    why_words: String,
    q: String,
    total: usize,
    lines: Vec<Line>,
    cleared: Vec<ClearedLine>,
    paging: Paging,
    people: Vec<Choice>,
    whats: Vec<Choice>,
    what: String,
    because: String,
    seen: u64,
    here: String,
    is_clear: bool,
}

#[derive(Serialize)]
struct Tab {
    label: String,
    address: String,
    current: bool,
}

/// A word that is left.
#[derive(Serialize)]
struct Line {
    form: String,
    word: String,
    written: String,
    why: &'static str,
    count: String,
    places: Vec<Quoted>,
    near: String,
    person: String,
    is_open: bool,
    ticked: bool,
}

/// A place at which it stands.
#[derive(Serialize)]
struct Quoted {
    before: String,
    word: String,
    after: String,
    /// The entry; where it stands, in words, when that is none.
    entry: Link,
}

/// A word that was cleared.
#[derive(Serialize)]
struct ClearedLine {
    number: u64,
    word: String,
    what: &'static str,
    signed: String,
    because: String,
    ticked: bool,
}

/// Shows them.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let levels = ask.unmasked.bringing().levels()?;
    let level = level(ask, &levels);
    let unfit = opened.matter.case.is_anonymised() || through::is_masked(ask, &opened.slug)?;
    let groups = match &level {
        Some(level) if !unfit => left(ask, &opened, &level.id)?,
        _ => Vec::new(),
    };
    let before = if unfit { Vec::new() } else { cleared(&opened) };
    let asked = Asked::of(ask, level.as_ref().map_or("", |l| l.id.as_str()));
    let found: Vec<&Group> = groups.iter().filter(|g| asked.takes(g)).collect();
    let found_before: Vec<&(&Settled, String, Clearing)> =
        before.iter().filter(|(_, word, _)| asked.holds(word)).collect();
    let is_before = asked.tab == "cleared";
    let address = opened.address("anonymise/left");
    let pairs = asked.pairs();
    let total = if is_before { found_before.len() } else { found.len() };
    let called = if is_before {
        ("word that was cleared", "words that were cleared")
    } else {
        ("word to look at", "words to look at")
    };
    let long = Long {
        total,
        per_page: PER_PAGE,
        called,
    };
    let page = ask.one("page");
    let paging = Paging::of(&long, page, &address, &pairs);
    let here: Vec<(&str, &str)> = pairs.iter().copied().chain([("page", page)]).collect();
    // A form that is not taken shows this page again as it was.
    let with = |page: &str| addresses::with_query(&opened.address(page), &here);
    let here_now = with("anonymise/left");
    let ticked: BTreeSet<&str> = sent(ask, if is_before { "number" } else { "word" });
    let body = Body {
        unfit,
        above: addresses::with_query(&opened.address("anonymise"), &[("level", &asked.level)]),
        name: with("anonymise/name"),
        back: with("anonymise/back"),
        action: with("anonymise/left"),
        tab: asked.tab,
        tabs: tabs((&address, &asked), groups.len(), before.len()),
        levels: levels.iter().map(|l| Choice::new(&l.id, &l.title)).collect(),
        whys: whys(&groups),
        why_words: asked.why.map_or_else(String::new, |w| w.words().to_owned()),
        what: match ask.typed("what") {
            "" => asked.why.and_then(Why::suggests).map_or("", Clearing::code).to_owned(),
            typed => typed.to_owned(),
        },
        lines: if is_before {
            Vec::new()
        } else {
            let part = paging.part(&found).iter().enumerate();
            part.map(|(at, g)| line(ask, (&opened, &here_now), (at, g), &ticked))
                .collect()
        },
        cleared: if is_before {
            paging
                .part(&found_before)
                .iter()
                .map(|c| before_line(c, &ticked))
                .collect()
        } else {
            Vec::new()
        },
        people: people(&opened),
        whats: whats(),
        because: if ask.typed("form").is_empty() {
            ask.typed("because").to_owned()
        } else {
            String::new()
        },
        seen: opened.seen(),
        why: asked.why.map_or("", Why::code).to_owned(),
        q: asked.q.clone(),
        level: asked.level.clone(),
        is_clear: groups.is_empty(),
        total,
        here: here_now,
        address,
        paging,
    };
    let above = vec![Link::new("Anonymise", opened.address("anonymise"))];
    Ok(opened.page_under("Words to look at", above, body))
}

/// The values that were sent under a name.
pub(crate) fn sent<'a>(ask: &'a Ask, name: &str) -> BTreeSet<&'a str> {
    let fields = ask.form.fields.iter();
    fields.filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
}

/// What is left for a level.
pub(crate) fn left(ask: &Ask, opened: &Opened, level: &str) -> Result<Vec<Group>, Refusal> {
    let look = ask.cases.bringing().look_over(&opened.slug, level)?;
    Ok(look.map_or_else(Vec::new, |l| l.left.clone()))
}

/// What was asked for.
pub(crate) struct Asked {
    tab: &'static str,
    level: String,
    why: Option<Why>,
    q: String,
}

impl Asked {
    fn of(ask: &Ask, level: &str) -> Self {
        Self {
            tab: if ask.one("tab") == "cleared" { "cleared" } else { "" },
            level: level.to_owned(),
            why: why_of(ask.one("why")),
            q: ask.one("q").to_owned(),
        }
    }

    /// Every word that is left for this reason and holds these letters.
    pub(crate) fn all_of(why: Why, q: &str) -> Self {
        Self {
            tab: "",
            level: String::new(),
            why: Some(why),
            q: q.to_owned(),
        }
    }

    fn pairs(&self) -> [(&str, &str); 4] {
        [
            ("tab", self.tab),
            ("level", &self.level),
            ("why", self.why.map_or("", Why::code)),
            ("q", &self.q),
        ]
    }

    /// Is this word asked for?
    pub(crate) fn takes(&self, group: &Group) -> bool {
        self.why.is_none_or(|why| why == group.why) && self.holds(&group.word)
    }

    fn holds(&self, word: &str) -> bool {
        word.contains(&plain(&self.q.to_lowercase()))
    }
}

/// The reason of this code.
pub(crate) fn why_of(code: &str) -> Option<Why> {
    code.parse().ok()
}

fn tabs((address, asked): (&str, &Asked), left: usize, cleared: usize) -> Vec<Tab> {
    let tab = |code: &str, label: &str, count: usize| Tab {
        label: format!("{label} ({})", words::number(count)),
        address: addresses::with_query(address, &[("tab", code), ("level", &asked.level)]),
        current: asked.tab == code,
    };
    vec![tab("", "Left", left), tab("cleared", "Cleared before", cleared)]
}

fn whys(groups: &[Group]) -> Vec<Choice> {
    let of = |why: Why| groups.iter().filter(|g| g.why == why).count();
    let each = Why::ALL.iter().map(|why| {
        let label = format!("{} ({})", why.words(), words::number(of(*why)));
        Choice::new(why.code(), label)
    });
    [Choice::new("", "Every reason")].into_iter().chain(each).collect()
}

fn whats() -> Vec<Choice> {
    let each = Clearing::ALL
        .iter()
        .map(|c| Choice::new(c.code(), words::capital(c.words())));
    [Choice::new("", "Choose what they are")]
        .into_iter()
        .chain(each)
        .collect()
}

fn people(opened: &Opened) -> Vec<Choice> {
    let case = &opened.matter.case;
    let people = case.people.iter();
    let people = people.map(|p| Choice::new(p.id.0.clone(), words::person(case, &p.id)));
    [Choice::new("", "Nobody chosen")].into_iter().chain(people).collect()
}

/// What people said of words, the last of each, in the order of the words.
fn cleared(opened: &Opened) -> Vec<(&Settled, String, Clearing)> {
    let mut out: BTreeMap<String, (&Settled, Clearing)> = BTreeMap::new();
    for one in standing(&opened.matter.settled) {
        if let Settlement::Cleared { word, what } = &one.what {
            out.insert(word.clone(), (one, *what));
        }
    }
    out.into_iter().map(|(word, (one, what))| (one, word, what)).collect()
}

fn before_line((settled, word, what): &(&Settled, String, Clearing), ticked: &BTreeSet<&str>) -> ClearedLine {
    ClearedLine {
        number: settled.number,
        word: word.clone(),
        what: what.words(),
        signed: format!("{}, {}", settled.who, words::logged(&settled.at)),
        because: settled.because.clone(),
        ticked: ticked.contains(settled.number.to_string().as_str()),
    }
}

fn line(ask: &Ask, (opened, here): (&Opened, &str), (at, group): (usize, &Group), ticked: &BTreeSet<&str>) -> Line {
    let case = &opened.matter.case;
    let form = format!("w{at}-");
    let is_open = ask.typed("form") == form && ask.typed("name") == group.written;
    let owner = group.near.as_ref().and_then(|(_, whose)| {
        let mut people = case.people.iter();
        people.find(|p| p.names.first() == Some(whose))
    });
    Line {
        written: group.written.clone(),
        why: group.why.words(),
        count: words::count(group.count, "place", "places"),
        places: group
            .places
            .iter()
            .map(|p| quoted((opened, here), &group.word, p))
            .collect(),
        near: group
            .near
            .as_ref()
            .map_or_else(String::new, |(name, whose)| format!("like “{name}” of {whose}")),
        person: if is_open {
            ask.typed("person").to_owned()
        } else {
            owner.map_or_else(String::new, |p| p.id.0.clone())
        },
        ticked: ticked.contains(group.word.as_str()),
        word: group.word.clone(),
        is_open,
        form,
    }
}

/// The words around a place, with the word marked.
fn quoted((opened, here): (&Opened, &str), word: &str, (place, around): &(Place, String)) -> Quoted {
    let all = tokens(around);
    let span = all.iter().find(|t| plain(t.bare()) == word).map(|t| t.span);
    let (from, to) = span.map_or((around.len(), around.len()), |s| (s.start, s.end));
    let part = |from: usize, to: usize| around.get(from..to).unwrap_or_default().to_owned();
    Quoted {
        before: part(0, from),
        word: part(from, to),
        after: part(to, around.len()),
        entry: match place {
            Place::Entry(id, _) | Place::Further(id, _) => {
                let entry = opened.matter.entry(id);
                let day = entry.map_or_else(String::new, |(e, _)| format!(", {}", e.when.shown()));
                Link::new(format!("{id}{day}"), opened.entry_from(id, here))
            }
            Place::Case => Link::new("What is stated of the case", opened.address("about")),
            Place::Reviewer => Link::new("in words of a reviewer", ""),
        },
    }
}
