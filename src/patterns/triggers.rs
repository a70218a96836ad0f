//! *Triggers*: the entries that should have led somebody to act, and the episodes they make.

use chrono::Days;

use crate::{
    model::{
        case::PersonId,
        finding::Cited,
        mention::{Mention, Who},
    },
    patterns::{
        conditions::{breaks, by_case_file},
        knew,
        length::Length,
        lives::is_of_anothers_life,
        parts::Lapse,
        pattern::{Pattern, Trigger},
        scene::Scene,
        speakers::is_in_words_of_public,
    },
    text::words::tokens,
};

/// An entry that triggers, with the mention that made it.
#[derive(Debug, Clone)]
pub struct Triggered<'a> {
    /// Place in the timeline.
    pub entry: usize,
    /// The mention.
    pub mention: &'a Mention,
}

/// Entries that are one warning, in order.
#[derive(Debug, Clone)]
pub struct Episode<'a> {
    /// Its triggers, the first being the one on which it turns.
    pub triggers: Vec<Triggered<'a>>,
    /// The entry that opened it, when that is none of the triggers: a fact of the case file set the clock.
    pub opened: Option<usize>,
}

impl Episode<'_> {
    /// Its triggers, cited.
    pub fn cited(&self) -> Vec<Cited> {
        self.triggers.iter().map(|t| Scene::cite(t.mention)).collect()
    }

    /// The entry that opened it.
    pub fn first(&self) -> usize {
        self.opened.or(self.triggers.first().map(|t| t.entry)).unwrap_or(0)
    }
}

/// All entries that trigger a pattern, one mention each, in order.
pub fn find<'a>(pattern: &Pattern, scene: &Scene<'a>) -> Vec<Triggered<'a>> {
    let mut out: Vec<Triggered<'a>> = Vec::new();
    let rule = &pattern.trigger;
    let concepts: Vec<String> = rule
        .any
        .iter()
        .chain(rule.breaking.iter().flat_map(|b| &b.any))
        .cloned()
        .collect();
    for (entry, mention) in scene.mentions(&concepts) {
        let is_new = out.last().is_none_or(|t| t.entry != entry);
        let is_meant = || {
            rule.any.contains(&mention.concept) && holds(pattern, scene, entry) || breaks(rule, scene, entry, mention)
        };
        if is_new && counts(rule, scene, entry, mention) && is_meant() {
            out.push(Triggered { entry, mention });
        }
    }
    out
}

fn counts(rule: &Trigger, scene: &Scene<'_>, entry: usize, mention: &Mention) -> bool {
    let kind = scene.kind_of(entry);
    rule.looks_at(kind)
        && !scene.is_after_event(entry)
        && !scene.is_of_others(entry)
        && (Scene::may_trigger(mention, &rule.allow) || is_first_told(rule, scene, entry, mention))
        && fits_by(&rule.by, scene, mention)
        && !is_of(&rule.not_of, scene, mention)
        && (rule.not_words.is_empty()
            || !tokens(&mention.quote.text)
                .iter()
                .any(|t| rule.not_words.contains(&t.lower)))
        && (rule.reporter.is_empty()
            || tells_of_professional(scene, entry, kind, &rule.reporter)
                && !is_in_words_of_public(scene, entry, mention))
        && (rule.despite.contains(&mention.concept) || !shows_done(scene, entry, &rule.unless))
        && (rule.with.is_empty() && rule.teller.is_empty()
            || has_one_of(scene, entry, &rule.with)
            || scene
                .readings
                .get(entry)
                .is_some_and(|r| rule.teller.contains(&r.teller)))
        && (!rule.fresh.contains(&mention.concept) || is_news(rule, &rule.allow, scene, (entry, mention)))
        && (rule.beside.is_empty() || stands_beside(scene, entry, mention, &rule.beside, 1))
        && (rule.not_beside.is_empty() || !stands_beside(scene, entry, mention, &rule.not_beside, 0))
}

/// Is a thing of the past told to the agency for the first time, by one of `first_told` in the same entry?
fn is_first_told(rule: &Trigger, scene: &Scene<'_>, entry: usize, mention: &Mention) -> bool {
    if rule.first_told.is_empty() {
        return false;
    }
    let past = "historical".to_owned();
    let allow: Vec<String> = rule.allow.iter().cloned().chain([past]).collect();
    Scene::may_trigger(mention, &allow)
        && scene
            .mentions_of(entry)
            .any(|m| rule.first_told.contains(&m.concept) && Scene::may_trigger(m, &[]))
        && is_news(rule, &allow, scene, (entry, mention))
}

/// Is a thing news to the agency: has none of its earlier entries said it, of the same person, in the time given?
fn is_news(rule: &Trigger, allow: &[String], scene: &Scene<'_>, (entry, mention): (usize, &Mention)) -> bool {
    let Some(e) = scene.entries.get(entry) else {
        return true;
    };
    let reach = rule.fresh_for.as_deref().and_then(|f| Length::parse(f).ok());
    let days = reach.map_or(365, Length::calendar_days);
    let first = e
        .when
        .earliest
        .checked_sub_days(Days::new(u64::try_from(days).unwrap_or(0)));
    let of_another = |m: &Mention| matches!((&m.target, &mention.target), (Who::Person(a), Who::Person(b)) if a != b);
    !scene
        .mentions_between(
            std::slice::from_ref(&mention.concept),
            first.unwrap_or(e.when.earliest),
            e.when.earliest,
        )
        .into_iter()
        .any(|(at, m)| {
            at < entry
                && scene
                    .entries
                    .get(at)
                    .is_some_and(|o| o.agency == e.agency && first.is_none_or(|f| o.when.latest >= f))
                && Scene::may_trigger(m, allow)
                && !of_another(m)
        })
}

/// Does an entry show one of these as done?
pub fn shows_done(scene: &Scene<'_>, entry: usize, concepts: &[String]) -> bool {
    !concepts.is_empty()
        && scene
            .mentions_of(entry)
            .any(|m| concepts.contains(&m.concept) && Scene::is_done(m))
}

/// Does one of these concepts stand in the same sentence, or one at most so many sentences away?
fn stands_beside(scene: &Scene<'_>, entry: usize, mention: &Mention, concepts: &[String], reach: usize) -> bool {
    let Some(reading) = scene.readings.get(entry) else {
        return false;
    };
    // What a coded field gives stands in no sentence, and beside nothing.
    let place = |m: &Mention| reading.sentences.iter().position(|s| *s == m.sentence);
    let Some(own) = place(mention) else {
        return false;
    };
    let is_same_words = |m: &Mention| m.quote.start < mention.quote.end && mention.quote.start < m.quote.end;
    scene.mentions_of(entry).any(|m| {
        concepts.contains(&m.concept)
            && !(std::ptr::eq(m, mention) || reach == 0 && is_same_words(m))
            && place(m).is_some_and(|at| at.abs_diff(own) <= reach)
            && Scene::may_trigger(m, &[])
    })
}

/// Is it done, felt or said by whom the rule asks for? Who cannot be told counts, and is shown so.
pub fn fits_by(by: &[String], scene: &Scene<'_>, mention: &Mention) -> bool {
    by.is_empty()
        || by.iter().any(|b| match b.as_str() {
            "subject" => may_be_subject(scene, mention),
            "others" => may_be_another(scene, mention),
            _ => true,
        })
}

/// Is it done to somebody of one of these roles?
fn is_of(roles: &[String], scene: &Scene<'_>, mention: &Mention) -> bool {
    match &mention.target {
        Who::Person(id) => scene.case.person(id).is_some_and(|p| roles.contains(&p.role)),
        _ => false,
    }
}

/// Could the subject be the one who does it? Somebody else, named, rules it out; a victim or relative who is named first is
/// taken for the one who tells of it, unless it is something of her own.
fn may_be_subject(scene: &Scene<'_>, mention: &Mention) -> bool {
    let is_own = scene.lexicon.is_own(&mention.concept);
    match &mention.actor {
        Who::Other(_) => false,
        Who::Person(id) => scene.case.person(id).is_none_or(|p| {
            p.role == "subject"
                || !is_own
                    && matches!(
                        p.role.as_str(),
                        "victim" | "partner" | "ex-partner" | "child" | "relative" | "neighbour"
                    )
        }),
        // Harm to him by nobody who is named is not his doing: "a man has threatened to break his arms".
        Who::Unresolved => !is_harm_to_subject(scene, mention) && !is_of_anothers_life(scene, mention),
    }
}

/// Is the subject the one it is done to, by somebody outside the case? The words name him and nobody else, and a stranger or
/// relative stands before them in the sentence: "a man from the market has threatened to break his arms".
fn is_harm_to_subject(scene: &Scene<'_>, mention: &Mention) -> bool {
    let is_subject =
        |w: &Who| matches!(w, Who::Person(id) if scene.case.person(id).is_some_and(|p| p.role == "subject"));
    let is_done_to_him = scene.family(&mention.concept) == crate::text::rules::Family::Harm
        && !scene.lexicon.is_own(&mention.concept)
        && is_subject(&mention.target);
    let reading = scene.place(&mention.quote.entry).and_then(|at| scene.readings.get(at));
    let Some(people) = reading.map(|r| &r.people).filter(|_| is_done_to_him) else {
        return false;
    };
    let quote = &mention.quote;
    let mut named = people
        .iter()
        .filter(|p| p.span.start >= quote.start && p.span.end <= quote.end)
        .peekable();
    let mut before = people
        .iter()
        .filter(|p| p.span.start >= mention.sentence.start && p.span.end <= quote.start);
    named.peek().is_some()
        && named.all(|p| is_subject(&p.who))
        && before.any(|p| p.how == "role" && !matches!(p.who, Who::Person(_)))
}

/// Could somebody at risk, rather than the subject, be the one?
fn may_be_another(scene: &Scene<'_>, mention: &Mention) -> bool {
    match &mention.actor {
        Who::Other(_) => false,
        Who::Person(id) => scene.case.person(id).is_none_or(|p| p.role != "subject"),
        Who::Unresolved => true,
    }
}

/// Does the entry tell of a professional of another agency who got in touch?
fn tells_of_professional(scene: &Scene<'_>, entry: usize, own: &str, by: &[String]) -> bool {
    let Some(reading) = scene.readings.get(entry) else {
        return false;
    };
    let opening = reading
        .sentences
        .get(1)
        .or_else(|| reading.sentences.first())
        .map_or(0, |s| s.end);
    // Where a relative tells, the agency has to stand where it says who tells: one that is to be rung makes nobody a professional.
    let opening = if matches!(reading.teller.as_str(), "at-risk" | "lay" | "child" | "subject") {
        let told = scene.mentions_of(entry).filter(|m| by.contains(&m.concept));
        told.map(|m| m.quote.end).min().unwrap_or(0).min(opening)
    } else {
        opening
    };
    let other = |kind: &str| kind != own && !kind.is_empty() && kind != "other" && kind != "employer";
    let named_early = reading
        .agencies
        .iter()
        .any(|a| a.span.start < opening && other(&a.kind));
    named_early && has_one_of(scene, entry, by)
}

fn has_one_of(scene: &Scene<'_>, entry: usize, concepts: &[String]) -> bool {
    scene
        .mentions_of(entry)
        .any(|m| concepts.contains(&m.concept) && Scene::may_trigger(m, &[]))
}

/// Do `[before]` and `[after]` hold for an entry? For `open` they are looked at by the shape.
pub fn holds(pattern: &Pattern, scene: &Scene<'_>, entry: usize) -> bool {
    let before = pattern.before.as_ref().is_none_or(|rule| {
        earlier(pattern, scene, entry).len() >= rule.count.unwrap_or(1) || !by_case_file(rule, scene, entry).is_empty()
    });
    let after = pattern.after.as_ref().is_none_or(|rule| {
        let reach = Length::parse(&rule.within).unwrap_or(Length::Days(0));
        let Some(trigger) = scene.entries.get(entry) else {
            return false;
        };
        let last = reach.after(trigger.when.latest, scene.calendar);
        scene
            .mentions_between(&rule.any, trigger.when.earliest, last)
            .into_iter()
            .any(|(at, m)| {
                let Some(e) = scene.entries.get(at) else {
                    return false;
                };
                at >= entry
                    && (!rule.own
                        || e.agency == trigger.agency
                        || (rule.knew && knew::itself(pattern, scene, (entry, at), reach)))
                    && e.when.earliest <= last
                    && Scene::may_trigger(m, &rule.allow)
                    && !scene.is_after_event(at)
            })
    });
    before && after
}

/// What came earlier, as `[before]` asks: entry and mention, in order. The entry itself counts too.
pub fn earlier<'a>(pattern: &Pattern, scene: &Scene<'a>, entry: usize) -> Vec<Triggered<'a>> {
    let Some(rule) = &pattern.before else {
        return Vec::new();
    };
    let reach = Length::parse(&rule.within).map_or(0, Length::calendar_days);
    let Some(trigger) = scene.entries.get(entry) else {
        return Vec::new();
    };
    let first = trigger
        .when
        .earliest
        .checked_sub_days(Days::new(u64::try_from(reach).unwrap_or(0)));
    let mut out: Vec<Triggered<'a>> = Vec::new();
    for (at, mention) in scene.mentions_between(&rule.any, first.unwrap_or(trigger.when.earliest), trigger.when.latest)
    {
        let Some(e) = scene.entries.get(at) else {
            continue;
        };
        let in_reach =
            at <= entry && first.is_none_or(|f| e.when.latest >= f) && is_of_one(pattern, scene, entry, (at, mention));
        // Inside one entry only words that stand before the trigger's own can have come earlier, unless nothing else is meant.
        if in_reach
            && Scene::may_trigger(mention, &rule.allow)
            && fits_by(&rule.by, scene, mention)
            && out.last().is_none_or(|t| t.entry != at)
        {
            out.push(Triggered { entry: at, mention });
        }
    }
    if rule.own {
        out.retain(|t| scene.entries.get(t.entry).is_some_and(|e| e.agency == trigger.agency));
    }
    if !rule.since.is_empty() {
        let known = last_said(scene, entry, &rule.since);
        out.retain(|t| known.is_none_or(|k| t.entry > k));
        // Where it never did, what stood on record before its own first entry was there to be weighed at the start.
        let own = |at: usize| scene.entries.get(at).map(|e| &e.agency);
        let first = (0..=entry).find(|at| own(*at) == own(entry)).unwrap_or(entry);
        out.retain(|t| known.is_some() || t.entry >= first);
    }
    out.retain(|t| !rule.lapse.iter().any(|l| has_lapsed(l, scene, t, entry)));
    // A step of practice in the entry itself is the answer to it, not what came before it.
    out.retain(|t| t.entry != entry || scene.family(&t.mention.concept) != crate::text::rules::Family::Practice);
    out
}

/// Has what an earlier entry says ended before another entry?
fn has_lapsed(rule: &Lapse, scene: &Scene<'_>, earlier: &Triggered<'_>, entry: usize) -> bool {
    let words = tokens(&earlier.mention.quote.text);
    let day = |at: usize| scene.entries.get(at).map(|e| e.when.earliest);
    let (Some(from), Some(to)) = (day(earlier.entry), day(entry)) else {
        return false;
    };
    let is_between = |at: usize| at > earlier.entry && at < entry;
    let is_meant = words.iter().any(|w| rule.words.contains(&w.lower));
    let mut ends = scene.mentions_between(&rule.ended_by, from, to).into_iter();
    let mut facts = scene.case.facts.iter();
    is_meant
        && (ends.any(|(at, m)| is_between(at) && Scene::may_trigger(m, &[]))
            || facts.any(|f| rule.facts.contains(&f.kind) && f.date > from && f.date <= to))
}

/// The last entry before one in which its own agency said one of these.
fn last_said(scene: &Scene<'_>, entry: usize, concepts: &[String]) -> Option<usize> {
    let agency = &scene.entries.get(entry)?.agency;
    let said = scene.mentions(concepts).into_iter().filter(|(at, m)| {
        *at < entry && scene.entries.get(*at).is_some_and(|e| e.agency == *agency) && Scene::may_trigger(m, &[])
    });
    said.map(|(at, _)| at).next_back()
}

/// May what came earlier and the trigger concern the same person? An instruction about one person says nothing about another.
fn is_of_one(pattern: &Pattern, scene: &Scene<'_>, entry: usize, (at, earlier): (usize, &Mention)) -> bool {
    let at_risk = |who: &Who| match who {
        Who::Person(id) => scene.case.person(id).filter(|p| p.is_at_risk()).map(|p| p.id.clone()),
        _ => None,
    };
    let named: Vec<PersonId> = match at_risk(&earlier.target) {
        Some(id) => vec![id],
        // He is told it; whom it is about stands in the entry.
        None => scene
            .readings
            .get(at)
            .map(|r| r.people.iter().filter_map(|p| at_risk(&p.who)).collect())
            .unwrap_or_default(),
    };
    named.is_empty()
        || scene
            .mentions_of(entry)
            .filter(|m| pattern.trigger.any.contains(&m.concept))
            .find_map(|m| at_risk(&m.target))
            .is_none_or(|id| named.contains(&id))
}

/// Does an entry show a required response as done?
fn answers(pattern: &Pattern, scene: &Scene<'_>, entry: usize) -> bool {
    let wanted: Vec<String> = pattern
        .responses
        .iter()
        .filter(|r| r.required)
        .flat_map(|r| r.any.iter().cloned())
        .collect();
    shows_done(scene, entry, &wanted)
}

/// Groups triggers into episodes: no further apart than the pattern says, or telling the same thing.
pub fn episodes<'a>(pattern: &Pattern, scene: &Scene<'a>, triggers: Vec<Triggered<'a>>) -> Vec<Episode<'a>> {
    let apart = pattern
        .trigger
        .episode
        .as_deref()
        .and_then(|e| Length::parse(e).ok())
        .unwrap_or(Length::Days(0));
    let mut out: Vec<Episode<'a>> = Vec::new();
    for trigger in triggers {
        let Some(day) = scene.entries.get(trigger.entry).map(|e| e.when.earliest) else {
            continue;
        };
        let joins = out.iter_mut().rev().take(3).find(|episode| {
            let last = episode
                .triggers
                .last()
                .and_then(|t| scene.entries.get(t.entry))
                .map(|e| e.when.earliest);
            let near = last.is_some_and(|l| day <= apart.after(l, scene.calendar));
            near || episode
                .triggers
                .iter()
                .any(|t| scene.are_duplicates(t.entry, trigger.entry))
        });
        match joins {
            // An entry that answers the episode and names what it answers ("reviewed following separation") is no new trigger.
            Some(_) if answers(pattern, scene, trigger.entry) => {}
            Some(episode) => episode.triggers.push(trigger),
            None => out.push(Episode {
                triggers: vec![trigger],
                opened: None,
            }),
        }
    }
    out
}
