//! A pattern on a page of its own: what it looks for and why, in what time and on what authority, its examples as little cases, and
//! what it found in the case. The reviewers of a case can set another time here, for this case alone.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    app::own_rules::{self, Differs, LONGEST_WINDOW},
    model::{
        deciding::Deciding,
        entry::{Entry, EntryId},
        finding::{Finding, Outcome},
        matter::{Matter, OwnPattern, OwnWindow, PatternCard},
    },
    patterns::telling::Told,
    rulebook::own_file,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        words::{self, AgencyMark, Tag},
    },
};

/// No more findings are listed on the page.
const MOST: usize = 100;

#[derive(Serialize)]
struct Body {
    id: String,
    card: PatternCard,
    severity: Tag,
    kind: &'static str,
    pack: String,
    told: Option<Told>,
    lines: Vec<Link>,
    case: Option<InCase>,
}

/// What a case has to say of the pattern.
#[derive(Serialize)]
struct InCase {
    address: String,
    seen: u64,
    count: String,
    findings: Vec<FoundView>,
    /// Those beyond the first hundred.
    more: String,
    own: Option<OwnView>,
    window: Option<WindowForm>,
}

#[derive(Serialize)]
struct OwnView {
    on: bool,
    /// Nothing while it is switched off.
    by: Option<OwnPattern>,
    file: String,
    change: String,
    switch: &'static str,
}

#[derive(Serialize)]
struct WindowForm {
    file_says: String,
    from_source: bool,
    set: Option<OwnWindow>,
    /// What was typed or asked for.
    days: String,
    because: String,
    /// What the days asked for would change.
    tried: Option<Changes>,
    /// What the days that hold change.
    holds: Option<Changes>,
    remark: String,
    longest: u32,
}

#[derive(Serialize)]
struct Changes {
    days: String,
    words: String,
    list: Vec<ChangeView>,
    more: String,
}

#[derive(Serialize)]
struct ChangeView {
    at: FoundView,
    by_file: Option<Tag>,
    by_case: Option<Tag>,
    decided: bool,
}

/// A finding in a line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FoundView {
    pub(super) outcome: Tag,
    pub(super) date: String,
    pub(super) agency: AgencyMark,
    pub(super) title: String,
    pub(super) quote: String,
    pub(super) page: Link,
}

/// Finds entries and warnings quickly, however long the case is.
pub(super) struct Lookup<'a> {
    opened: &'a Opened,
    /// The address of the page: the way back from entries; empty where none leads there.
    back: String,
    entries: BTreeMap<&'a EntryId, &'a Entry>,
    warnings: BTreeMap<&'a str, &'a str>,
    deciding: Deciding<'a>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of(opened: &'a Opened, back: String) -> Self {
        let matter = &opened.matter;
        Self {
            opened,
            back,
            entries: matter.entries.iter().map(|e| (&e.id, e)).collect(),
            warnings: matter
                .warnings
                .iter()
                .flat_map(|w| w.findings.iter().map(|f| (f.as_str(), w.id.as_str())))
                .collect(),
            deciding: Deciding::of_matter(matter),
        }
    }

    /// A finding in a line: with the warning it stands in, or else the entry it turns on.
    pub(super) fn found(&self, finding: &Finding) -> FoundView {
        let matter: &Matter = &self.opened.matter;
        let trigger = finding.triggers.first();
        let entry = trigger.and_then(|t| self.entries.get(&t.quote.entry));
        let page = match (self.warnings.get(finding.id.as_str()), trigger) {
            (Some(warning), _) => {
                let place = format!("{}#{}", self.opened.warning(warning), addresses::escape(&finding.id));
                Link::new(format!("Warning {warning}"), place)
            }
            (None, Some(t)) => Link::new(
                format!("Entry {}", t.quote.entry),
                self.opened.entry_from(&t.quote.entry, &self.back),
            ),
            (None, None) => Link::new("Warnings", self.opened.address("warnings")),
        };
        FoundView {
            outcome: words::outcome_of(&self.deciding, finding),
            date: entry.map_or_else(String::new, |e| e.when.shown()),
            agency: words::agency(&matter.case, &finding.agency),
            title: self.deciding.title(finding).to_owned(),
            quote: trigger.map_or_else(String::new, |t| t.quote.text.clone()),
            page,
        }
    }
}

/// Shows a pattern as it holds in a case.
pub(crate) fn of_case(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let id = ask.part("pattern");
    let missing = || Refusal::NotThere(Missing::pattern(&opened.address("patterns")));
    let rules = ask.cases.rules();
    let matter = &opened.matter;
    let held = own_rules::held(&rules, &matter.settled, id);
    let own = own_rules::file_of(&matter.settled, id);
    let by = matter.own.patterns.iter().find(|p| p.id == id);
    let Some(card) = matter.patterns.get(id).cloned().or_else(|| {
        // One that is switched off is judged nowhere, and has its page all the same.
        let (toml, _) = own.as_ref()?;
        let pattern = own_file::read(&rules, toml).ok()?;
        Some(crate::rulebook::own::own_card(&rules, &pattern))
    }) else {
        // One that cannot be read any more is changed or switched off where it is written.
        if own.is_some() {
            return Err(Refusal::NotThere(Missing {
                what: "The rules in use cannot read this pattern of the case’s own, so it is not used.".to_owned(),
                next: by.map_or_else(String::new, |p| p.unread.clone()),
                back: Link::new(
                    "Change it",
                    addresses::with_query(&opened.address("patterns/new"), &[("from", id)]),
                ),
            }));
        }
        return Err(missing());
    };
    let lookup = Lookup::of(&opened, format!("{}#found", addresses::pattern(&opened.slug, id)));
    let all: Vec<&Finding> = matter.counted().filter(|f| f.pattern == id).collect();
    let case = InCase {
        address: addresses::pattern(&opened.slug, id),
        seen: opened.seen(),
        count: match all.len() {
            0 => "It found nothing in the records supplied.".to_owned(),
            n => words::count(n, "finding in this case", "findings in this case"),
        },
        findings: all.iter().take(MOST).map(|f| lookup.found(f)).collect(),
        more: more(all.len()),
        own: own.map(|(_, on)| OwnView {
            on,
            by: by.cloned(),
            file: format!(
                "{}/{}.toml",
                addresses::pattern(&opened.slug, id),
                addresses::escape(id)
            ),
            change: addresses::with_query(&opened.address("patterns/new"), &[("from", id)]),
            switch: if on { "off" } else { "on" },
        }),
        window: held.as_ref().and_then(|h| {
            let file_says = h.file_says.clone()?;
            Some(window_form(ask, (&opened, &lookup), (id, file_says, h.from_source)))
        }),
    };
    let above = vec![Link::new("Patterns", opened.address("patterns"))];
    let lines = card.place.lines.iter().map(|l| {
        let address = addresses::with_query(&opened.address("lines"), &[("title", l)]);
        Link::new(l.clone(), format!("{address}#new"))
    });
    let body = Body {
        id: id.to_owned(),
        severity: words::severity(card.severity),
        kind: words::kind(card.kind),
        pack: words::pack(&card.tier),
        told: held.map(|h| h.told),
        lines: lines.collect(),
        case: Some(case),
        card,
    };
    let heading = body.card.title.clone();
    Ok(opened.page_under(heading, above, body))
}

fn more(all: usize) -> String {
    match all.checked_sub(MOST) {
        None | Some(0) => String::new(),
        Some(n) => format!("{} more are not listed here.", words::number(n)),
    }
}

fn window_form(
    ask: &Ask,
    (opened, lookup): (&Opened, &Lookup<'_>),
    (id, file_says, from_source): (&str, String, bool),
) -> WindowForm {
    let matter = &opened.matter;
    let rules = ask.cases.rules();
    let set = matter.own.window(id).cloned();
    let asked = if ask.typed("days").is_empty() {
        ask.one("days")
    } else {
        ask.typed("days")
    };
    let wanted = asked.parse::<u32>().ok().filter(|d| *d <= LONGEST_WINDOW);
    let changes = |days: u32| own_rules::compare(&rules, matter, id, days).map(|all| told_changes(lookup, days, &all));
    let is_new = |days: &u32| set.as_ref().is_none_or(|s| s.days != *days);
    WindowForm {
        file_says,
        from_source,
        days: asked.to_owned(),
        because: ask.typed("because").to_owned(),
        tried: wanted.filter(is_new).and_then(changes),
        holds: set.as_ref().and_then(|s| changes(s.days)),
        set,
        remark: if wanted.is_none() && !asked.is_empty() && ask.faults.is_empty() {
            format!("The number of days could not be read: enter a whole number from 0 to {LONGEST_WINDOW}.")
        } else {
            String::new()
        },
        longest: LONGEST_WINDOW,
    }
}

/// What another window changes, in words and line by line.
fn told_changes(lookup: &Lookup<'_>, days: u32, all: &[Differs]) -> Changes {
    let matter = &lookup.opened.matter;
    let deciding = Deciding::of_matter(matter);
    let list: Vec<ChangeView> = all
        .iter()
        .filter_map(|d| {
            let one = d.by_case.as_ref().or(d.by_file.as_ref())?;
            Some(ChangeView {
                at: lookup.found(one),
                by_file: d.by_file.as_ref().map(|f| words::outcome(f.outcome)),
                by_case: d.by_case.as_ref().map(|f| words::outcome(f.outcome)),
                decided: deciding.holding(one).is_some(),
            })
        })
        .take(MOST)
        .collect();
    Changes {
        days: crate::rulebook::own::days_in_words(days),
        words: summary(all),
        list,
        more: more(all.len()),
    }
}

/// How much changes, in a sentence: each change from one outcome to another is counted on its own, so that the numbers add up.
pub(crate) fn summary(all: &[Differs]) -> String {
    if all.is_empty() {
        return "Nothing in this case comes out otherwise.".to_owned();
    }
    let mut counts: BTreeMap<(Option<Outcome>, Option<Outcome>), usize> = BTreeMap::new();
    for d in all {
        let outcome = |f: &Option<Finding>| f.as_ref().map(|f| f.outcome);
        *counts.entry((outcome(&d.by_file), outcome(&d.by_case))).or_default() += 1;
    }
    let quoted =
        |outcome: Option<Outcome>| outcome.map_or_else(|| "nothing found".to_owned(), |o| format!("“{}”", o.words()));
    let told: Vec<String> = counts
        .iter()
        .map(|((from, to), n)| format!("{} from {} to {}", words::number(*n), quoted(*from), quoted(*to)))
        .collect();
    format!(
        "{} compared with what the rules say: {}.",
        words::count(all.len(), "finding comes out otherwise", "findings come out otherwise"),
        told.join("; ")
    )
}

/// Shows a pattern of the rules, outside any case.
pub(crate) fn of_all(ask: &Ask) -> Result<Reply, Refusal> {
    let rules = ask.cases.rules();
    let id = ask.part("pattern");
    let cards = rules.cards();
    let Some((card, held)) = cards.get(id).cloned().zip(own_rules::held(&rules, &[], id)) else {
        return Err(Refusal::NotThere(Missing::pattern("/patterns")));
    };
    let heading = card.title.clone();
    let body = Body {
        id: id.to_owned(),
        severity: words::severity(card.severity),
        kind: words::kind(card.kind),
        pack: words::pack(&card.tier),
        told: Some(held.told),
        lines: Vec::new(),
        case: None,
        card,
    };
    let above = vec![Link::new("Cases", "/"), Link::new("Patterns", "/patterns")];
    Ok(Reply::outside(heading, above, body))
}

/// The file of a pattern of the case's own, to keep or to give to another case.
pub(crate) fn file(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let id = ask.part("pattern");
    let found = own_rules::file_of(&opened.matter.settled, id);
    let is_named = ask.part("file") == format!("{id}.toml");
    // Only ids that were checked get in; what goes into a header is plain all the same.
    let is_plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match found.filter(|_| is_named && is_plain) {
        Some((toml, _)) => Ok(Reply::Download {
            name: format!("{id}.toml"),
            media_type: "application/toml",
            bytes: toml.into_bytes(),
        }),
        None => Err(Refusal::NotThere(Missing::pattern(&opened.address("patterns")))),
    }
}
