//! The catalogue of patterns: what each looks for, and what it found in a case. Those of the case's own stand apart from ours.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    app::own_rules,
    model::{
        finding::{FindingKind, Severity},
        matter::PatternCard,
    },
    web::{
        addresses,
        asking::{Ask, Link, Opened, Refusal, Reply},
        records::Choice,
        words::{self, Tag},
    },
};

#[derive(Serialize)]
struct Body {
    intro: &'static str,
    rules: String,
    /// How many are shown.
    count: String,
    filter: Filter,
    remarks: Vec<String>,
    /// Where a pattern of the case's own is written; nothing outside a case.
    new: Option<String>,
    groups: Vec<Group>,
    /// Patterns of the case's own that are not judged, each with why.
    off: Vec<Off>,
}

#[derive(Serialize)]
struct Filter {
    /// What was asked.
    #[serde(flatten)]
    asked: Asked,
    areas: Vec<Choice>,
    tiers: Vec<Choice>,
    severities: Vec<Choice>,
    kinds: Vec<Choice>,
    is_set: bool,
    clear: String,
}

#[derive(Serialize)]
struct Off {
    page: Link,
    why: String,
}

#[derive(Serialize)]
struct Group {
    heading: &'static str,
    intro: &'static str,
    cards: Vec<CardView>,
}

#[derive(Serialize)]
struct CardView {
    id: String,
    page: Link,
    summary: String,
    severity: Tag,
    about: String,
    window: String,
    found: String,
}

/// Shows the patterns judged in a case.
pub(crate) fn of_case(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in matter.counted() {
        *counts.entry(finding.pattern.as_str()).or_default() += 1;
    }
    let asked = Asked::of(ask);
    let shown = |card: &&PatternCard| asked.takes(card) && (!asked.found || counts.contains_key(card.id.as_str()));
    let views: Vec<(&PatternCard, CardView)> = matter
        .patterns
        .values()
        .filter(shown)
        .map(|card| {
            let found = match counts.get(card.id.as_str()) {
                Some(n) => words::count(*n, "finding in this case", "findings in this case"),
                None => "no finding in this case".to_owned(),
            };
            let page = addresses::pattern(&opened.slug, &card.id);
            (card, view(card, page, found))
        })
        .collect();
    let intro = "Every finding in this case comes from one of these patterns. Each is written down with its sources, \
                 and with what a fair reader must rule out before relying on it.";
    let body = Body {
        intro,
        rules: matter.rules_sha256.clone(),
        count: format!(
            "{} of {}",
            words::number(views.len()),
            words::count(matter.patterns.len(), "pattern", "patterns")
        ),
        filter: asked.filter(matter.patterns.values(), opened.address("patterns")),
        remarks: asked.remarks.clone(),
        new: Some(opened.address("patterns/new")),
        groups: groups(views, |id| matter.own.holds(id)),
        off: off(&opened),
    };
    Ok(opened.page("Patterns", body))
}

/// Patterns of the case's own that are not judged.
fn off(opened: &Opened) -> Vec<Off> {
    let page = |id: &str| Link::new(id, addresses::pattern(&opened.slug, id));
    let change = |id: &str| {
        Link::new(
            id,
            addresses::with_query(&opened.address("patterns/new"), &[("from", id)]),
        )
    };
    let switched = own_rules::switched_off(&opened.matter.settled)
        .into_iter()
        .map(|id| Off {
            page: page(&id),
            why: "switched off".to_owned(),
        });
    let unread = opened.matter.own.patterns.iter().filter(|p| !p.unread.is_empty());
    switched
        .chain(unread.map(|p| Off {
            page: change(&p.id),
            why: format!("the rules in use cannot read it: {}", p.unread),
        }))
        .collect()
}

/// Shows the patterns in use, for any case.
#[expect(clippy::unnecessary_wraps, reason = "every page has this form")]
pub(crate) fn of_all(ask: &Ask) -> Result<Reply, Refusal> {
    let cards = ask.cases.rules().cards();
    let asked = Asked::of(ask);
    let views: Vec<(&PatternCard, CardView)> = cards
        .values()
        .filter(|card| asked.takes(card))
        .map(|card| {
            let page = format!("/pattern/{}", addresses::escape(&card.id));
            (card, view(card, page, String::new()))
        })
        .collect();
    let intro = "Forewarned compares every case with these patterns. Each is written down with its sources, and with what \
                 a fair reader must rule out before relying on it. A case can have patterns and times of its own beside them.";
    let body = Body {
        intro,
        rules: ask.cases.rules().sha256.clone(),
        count: format!(
            "{} of {}",
            words::number(views.len()),
            words::count(cards.len(), "pattern", "patterns")
        ),
        filter: asked.filter(cards.values(), "/patterns".to_owned()),
        remarks: asked.remarks.clone(),
        new: None,
        groups: groups(views, |_| false),
        off: Vec::new(),
    };
    Ok(Reply::outside("Patterns", vec![Link::new("Cases", "/")], body))
}

fn view(card: &PatternCard, page: String, found: String) -> CardView {
    CardView {
        id: card.id.clone(),
        page: Link::new(card.title.clone(), page),
        summary: card.summary.clone(),
        severity: words::severity(card.severity),
        about: format!(
            "{}, {}, version {}",
            words::kind(card.kind),
            words::pack(&card.tier),
            card.version
        ),
        window: card.window.clone(),
        found,
    }
}

fn groups(views: Vec<(&PatternCard, CardView)>, is_own: impl Fn(&str) -> bool) -> Vec<Group> {
    let mut out = vec![
        Group {
            heading: "This case’s own patterns",
            intro: "Written by the reviewers of this case and used in it alone. They are not of the rules.",
            cards: Vec::new(),
        },
        Group {
            heading: "Warnings and expected responses",
            intro: "",
            cards: Vec::new(),
        },
        Group {
            heading: "Good practice",
            intro: "",
            cards: Vec::new(),
        },
        Group {
            heading: "Context",
            intro: "",
            cards: Vec::new(),
        },
    ];
    for (card, view) in views {
        let at = match card.kind {
            _ if is_own(&card.id) => 0,
            FindingKind::Gap => 1,
            FindingKind::Good => 2,
            FindingKind::Context => 3,
        };
        if let Some(group) = out.get_mut(at) {
            group.cards.push(view);
        }
    }
    out.retain(|g| !g.cards.is_empty());
    out
}

/// What the catalogue was asked for.
#[derive(Clone, Serialize)]
struct Asked {
    area: String,
    tier: String,
    severity: String,
    kind: String,
    words: String,
    found: bool,
    #[serde(skip)]
    remarks: Vec<String>,
}

const SEVERITIES: [Severity; 4] = [Severity::S4, Severity::S3, Severity::S2, Severity::S1];
const KINDS: [(FindingKind, &str); 3] = [
    (FindingKind::Gap, "gap"),
    (FindingKind::Good, "good"),
    (FindingKind::Context, "context"),
];

impl Asked {
    fn of(ask: &Ask) -> Self {
        let mut out = Self {
            area: ask.one("area").to_owned(),
            tier: ask.one("tier").to_owned(),
            severity: ask.one("severity").to_owned(),
            kind: ask.one("kind").to_owned(),
            words: ask.one("words").chars().take(200).collect(),
            found: ask.one("found") == "yes",
            remarks: Vec::new(),
        };
        if !out.severity.is_empty() && !SEVERITIES.iter().any(|s| s.code() == out.severity) {
            out.remarks
                .push("The severity asked for is not one there is, and was left out.".to_owned());
            out.severity.clear();
        }
        if !out.kind.is_empty() && !KINDS.iter().any(|(_, code)| *code == out.kind) {
            out.remarks
                .push("The kind asked for is not one there is, and was left out.".to_owned());
            out.kind.clear();
        }
        out
    }

    fn takes(&self, card: &PatternCard) -> bool {
        let is = |asked: &str, of: &str| asked.is_empty() || asked == of;
        let kind = KINDS.iter().find(|(k, _)| *k == card.kind).map_or("", |(_, code)| code);
        let held = || format!("{} {} {} {}", card.id, card.title, card.summary, card.why).to_lowercase();
        is(&self.area, &card.place.area)
            && is(&self.tier, &card.tier)
            && is(&self.severity, card.severity.code())
            && is(&self.kind, kind)
            && (self.words.is_empty() || {
                let held = held();
                self.words.to_lowercase().split_whitespace().all(|w| held.contains(w))
            })
    }

    fn filter<'a>(&self, cards: impl Iterator<Item = &'a PatternCard>, clear: String) -> Filter {
        let mut areas: Vec<&str> = Vec::new();
        let mut tiers: Vec<&str> = Vec::new();
        for card in cards {
            for (all, one) in [(&mut areas, card.place.area.as_str()), (&mut tiers, card.tier.as_str())] {
                if !one.is_empty() && !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        areas.sort_unstable();
        tiers.sort_unstable();
        let list = |any: &str, all: Vec<&str>| -> Vec<Choice> {
            std::iter::once(Choice::new("", any))
                .chain(all.into_iter().map(|a| Choice::new(a, a)))
                .collect()
        };
        Filter {
            asked: self.clone(),
            areas: list("All areas", areas),
            tiers: std::iter::once(Choice::new("", "All packs"))
                .chain(
                    tiers
                        .into_iter()
                        .map(|t| Choice::new(t, format!("{t} {}", words::pack(t)))),
                )
                .collect(),
            severities: std::iter::once(Choice::new("", "All severities"))
                .chain(SEVERITIES.iter().map(|s| {
                    let tag = words::severity(*s);
                    Choice::new(tag.code, format!("{} {}", tag.code, tag.words))
                }))
                .collect(),
            kinds: std::iter::once(Choice::new("", "All kinds"))
                .chain(KINDS.iter().map(|(kind, code)| Choice::new(*code, words::kind(*kind))))
                .collect(),
            is_set: self.found
                || [&self.area, &self.tier, &self.severity, &self.kind, &self.words]
                    .iter()
                    .any(|a| !a.is_empty()),
            clear,
        }
    }
}
