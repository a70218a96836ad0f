//! What can be *looked* at: cases, records, coverage, people, entries, mentions, warnings, findings, lanes, reports, the audit.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    app::lensing::Masked,
    model::{
        act::Deed,
        beside::About,
        case::Hole,
        coverage,
        deciding::Deciding,
        entry::{Entry, EntryId},
        mention::{Reading, Who},
        settled::Settlement,
        timeline::Relation,
    },
    report,
    review::{self, act_words, margin::Margin, settled_words},
    web::{
        api::{Sent, Trouble, answers as out, shape},
        asking::{Ask, Opened, Reply},
        cases::Changed,
        pages,
    },
};

/// Entries or mentions a page, unless another number is asked for.
const PER_PAGE: usize = 100;
const MOST: usize = 500;

pub(super) fn sent(value: impl serde::Serialize) -> Result<Sent, Trouble> {
    serde_json::to_value(value)
        .map(Sent::Json)
        .map_err(|_| Trouble::fault("api", "an answer cannot be written"))
}

pub(super) fn cases(ask: &Ask) -> Result<Sent, Trouble> {
    let cases = ask
        .cases
        .list()?
        .into_iter()
        .filter(|c| c.closed.is_none())
        .map(|c| out::CaseLine {
            id: c.slug,
            title: c.title,
            kind: c.kind.code().to_owned(),
            entries: c.entries,
            problems: c.problems,
            agencies: c.agencies,
        });
    sent(out::CaseList { cases: cases.collect() })
}

pub(super) fn case(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    sent(out::CaseWhole {
        id: opened.slug.clone(),
        title: matter.case.title.clone(),
        kind: matter.case.kind.code().to_owned(),
        review_from: matter.case.review_from,
        review_to: matter.case.review_to,
        event: matter.case.event,
        agencies: shape::agencies(matter),
        entries: matter.entries.len(),
        warnings: matter.warnings.len(),
        problems: matter.problems.len(),
        rules_sha256: matter.rules_sha256.clone(),
        seen: opened.seen(),
        seen_readings: matter.acts.last().map_or(0, |a| a.number),
    })
}

pub(super) fn records(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let records = opened.matter.records.iter().map(|r| out::RecordLine {
        file: r.file.clone(),
        agency: r.agency.0.clone(),
        sha256: r.sha256.clone(),
        bytes: r.bytes,
        rows: r.rows,
        entries: r.entries,
        problems: r.problems,
        encoding: r.encoding.clone(),
    });
    let problems = opened.matter.problems.iter().map(|p| out::ProblemLine {
        key: p.key(),
        file: p.file.clone(),
        place: p.place(),
        lost_row: p.lost_row,
        raw: p.raw.clone(),
        what: p.what.clone(),
        next: p.next.clone(),
    });
    sent(out::RecordList {
        records: records.collect(),
        problems: problems.collect(),
    })
}

pub(super) fn coverage(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let covers = review::coverage::propose(&opened.matter);
    let missing = |h: &Hole| out::Missing {
        from: h.from,
        to: h.to,
        why: h.why.clone(),
    };
    let supplied = |c: &coverage::Coverage| out::Supplied {
        agency: c.agency.0.clone(),
        from: c.from,
        to: c.to,
        missing: c.holes.iter().map(missing).collect(),
        proposed_missing: covers
            .iter()
            .filter(|one| one.agency == c.agency)
            .flat_map(|one| one.proposed_holes.iter().map(missing))
            .collect(),
    };
    let none = opened.matter.case.agencies.iter().filter(|a| a.files.is_empty());
    sent(out::CoverageList {
        coverage: opened.matter.coverage.iter().map(supplied).collect(),
        not_supplied: none.map(|a| a.id.0.clone()).collect(),
    })
}

pub(super) fn people(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let people = opened.matter.case.people.iter().map(|p| out::Person {
        id: p.id.0.clone(),
        role: p.role.clone(),
        names: p.names.clone(),
        of: p.of.as_ref().map(|o| o.0.clone()),
        relation: p.relation.clone(),
        born: p.born,
        addresses: p.addresses.clone(),
        phones: p.phones.clone(),
        schools: p.schools.clone(),
        workplaces: p.workplaces.clone(),
    });
    sent(out::PeopleList {
        people: people.collect(),
    })
}

/// The page that was asked for: its number, the number of pages, how many come before it and how many it has.
pub(super) fn page(ask: &Ask, total: usize, usual: usize) -> Result<(usize, usize, usize, usize), Trouble> {
    let per_page = number(ask, "per_page", usual)?.clamp(1, MOST);
    let pages = total.div_ceil(per_page).max(1);
    let page = number(ask, "page", 1)?;
    if page == 0 || page > pages {
        return Err(Trouble::new(
            404,
            "There is no such page",
            &format!("The pages are 1 to {pages}."),
        ));
    }
    Ok((page, pages, (page - 1) * per_page, per_page))
}

pub(super) fn number(ask: &Ask, name: &str, usual: usize) -> Result<usize, Trouble> {
    match ask.one(name) {
        "" => Ok(usual),
        text => text.parse().map_err(|_| {
            Trouble::new(
                400,
                "A parameter cannot be read",
                &format!("`{name}` is to be a whole number."),
            )
        }),
    }
}

fn day(ask: &Ask, name: &str) -> Result<Option<NaiveDate>, Trouble> {
    match ask.one(name) {
        "" => Ok(None),
        text => NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Some).map_err(|_| {
            Trouble::new(
                400,
                "A parameter cannot be read",
                &format!("`{name}` is to be a day as 2018-01-14."),
            )
        }),
    }
}

/// The entries that fit what was asked, with their readings.
fn fitting<'a>(ask: &Ask, opened: &'a Opened) -> Result<Vec<(&'a Entry, &'a Reading)>, Trouble> {
    let (agencies, concept, person) = (ask.many("agency"), ask.one("concept"), ask.one("person"));
    let (from, to, text) = (day(ask, "from")?, day(ask, "to")?, ask.one("text").to_lowercase());
    let matter = &opened.matter;
    let fits = |(entry, reading): &(&Entry, &Reading)| {
        (agencies.is_empty() || agencies.contains(&entry.agency.0))
            && from.is_none_or(|d| entry.when.latest >= d)
            && to.is_none_or(|d| entry.when.earliest <= d)
            && (text.is_empty() || entry.text.to_lowercase().contains(&text))
            && (concept.is_empty()
                || reading
                    .mentions
                    .iter()
                    .any(|m| m.struck.is_none() && m.concept == concept))
            && (person.is_empty()
                || reading
                    .people
                    .iter()
                    .any(|p| matches!(&p.who, Who::Person(id) if id.0 == person)))
    };
    Ok(matter.entries.iter().zip(&matter.readings).filter(fits).collect())
}

pub(super) fn entries(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let all = fitting(ask, &opened)?;
    let warnings = shape::warnings_by_entry(&opened.matter);
    let (page, pages, skip, take) = page(ask, all.len(), PER_PAGE)?;
    sent(out::EntryList {
        total: all.len(),
        page,
        pages,
        entries: all
            .iter()
            .skip(skip)
            .take(take)
            .map(|(e, _)| shape::entry(e, &warnings))
            .collect(),
    })
}

pub(super) fn mentions(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let concept = ask.one("concept");
    let entries = fitting(ask, &opened)?;
    let mentions = entries.iter().flat_map(|(_, r)| &r.mentions);
    let all: Vec<_> = mentions
        .filter(|m| concept.is_empty() || m.concept == concept)
        .collect();
    let (page, pages, skip, take) = page(ask, all.len(), PER_PAGE)?;
    let matter = &opened.matter;
    sent(out::MentionList {
        total: all.len(),
        page,
        pages,
        mentions: all
            .iter()
            .skip(skip)
            .take(take)
            .map(|m| shape::mention(matter, m))
            .collect(),
    })
}

pub(super) fn entry(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let at = ask.entry_at(&opened)?;
    let matter = &opened.matter;
    let (Some(entry), Some(reading)) = (matter.entries.get(at), matter.readings.get(at)) else {
        return Err(Trouble::fault("entry", "an entry has no reading"));
    };
    let margin = Margin::of(&matter.settled);
    let tags = margin.tags.get(&entry.id).into_iter().flatten();
    sent(out::EntryWhole {
        entry: shape::entry(entry, &shape::warnings_by_entry(matter)),
        mentions: reading.mentions.iter().map(|m| shape::mention(matter, m)).collect(),
        linked: linked(&opened, &entry.id),
        notes: margin
            .notes_on(&About::Entry(entry.id.clone()))
            .iter()
            .map(shape::note)
            .collect(),
        tags: tags.map(|t| (*t).to_owned()).collect(),
        starred: margin.is_starred(&ask.visitor.name(), &entry.id),
        key_point: margin.key_points.get(&entry.id).map(|(text, _)| (*text).to_owned()),
    })
}

fn linked(opened: &Opened, id: &EntryId) -> Vec<out::Linked> {
    let timeline = &opened.matter.timeline;
    let other = |first: &EntryId, second: &EntryId| match (first == id, second == id) {
        (true, _) => Some(second.0.clone()),
        (_, true) => Some(first.0.clone()),
        _ => None,
    };
    let mut out = Vec::new();
    let mut add = |entry: Option<String>, how: &str, why: String| {
        let how = how.to_owned();
        out.extend(entry.map(|entry| out::Linked { entry, how, why }));
    };
    for one in &timeline.duplicates {
        add(other(&one.first, &one.second), "tells the same", one.why.clone());
    }
    for one in &timeline.conflicts {
        add(other(&one.first, &one.second), "differs", one.in_words());
    }
    for one in &timeline.related {
        let how: Relation = one.how;
        add(other(&one.first, &one.second), how.words(), one.why.clone());
    }
    out
}

pub(super) fn warnings(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let weights = Deciding::weights(&opened.matter);
    let told = |w| shape::warning(w, &weights);
    let warnings = opened.matter.warnings.iter().map(told).collect();
    sent(out::WarningList { warnings })
}

pub(super) fn findings(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let wanted = |name: &str, own: &str| ask.one(name).is_empty() || ask.one(name) == own;
    let fits = |f: &&crate::model::finding::Finding| {
        wanted("pattern", &f.pattern) && wanted("outcome", f.outcome.code()) && wanted("agency", &f.agency.0)
    };
    let deciding = Deciding::of_matter(matter);
    let findings = matter.findings.iter().filter(fits);
    let findings = findings.map(|f| shape::finding(&deciding, f));
    sent(out::FindingList {
        findings: findings.collect(),
    })
}

pub(super) fn lanes(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let lanes = matter.case.agencies.iter().map(|agency| {
        let own = || matter.entries.iter().filter(|e| e.agency == agency.id);
        let silences = matter.timeline.silences.iter().filter(|s| s.agency == agency.id);
        out::Lane {
            agency: agency.id.0.clone(),
            entries: own().count(),
            first: own().map(|e| e.when.earliest).min(),
            last: own().map(|e| e.when.latest).max(),
            silences: silences
                .map(|s| out::Silence {
                    from: s.from,
                    to: s.to,
                    days: s.days,
                })
                .collect(),
        }
    });
    sent(out::LaneList { lanes: lanes.collect() })
}

pub(super) fn reports(ask: &Ask) -> Result<Sent, Trouble> {
    ask.case()?;
    let reports = report::KINDS.iter().map(|kind| out::Report {
        kind: kind.name().to_owned(),
        title: kind.title(),
        about: kind.about().to_owned(),
        files: report::FORMATS
            .iter()
            .filter(|format| report::fits(*kind, **format))
            .map(|format| format!("{}.{}", kind.name(), format.name()))
            .collect(),
    });
    sent(out::ReportList {
        reports: reports.collect(),
        together: pages::PACK.to_owned(),
    })
}

pub(super) fn report_file(ask: &Ask) -> Result<Sent, Trouble> {
    file(pages::report_file(ask)?)
}

pub(super) fn thematic_file(ask: &Ask) -> Result<Sent, Trouble> {
    file(pages::thematic_file(ask)?)
}

pub(super) fn template_file(ask: &Ask) -> Result<Sent, Trouble> {
    match pages::template_file(ask)? {
        // Its page would be shown instead, with what is wrong.
        Reply::Moved(_) => Err(Trouble::new(
            400,
            "A parameter cannot be read",
            "Name an agency of the case, or another by `name`, not both; and both days, the first not after the last: 2018-01-14.",
        )),
        made => file(made),
    }
}

/// What a page would hand to a browser to keep.
fn file(reply: Reply) -> Result<Sent, Trouble> {
    match reply {
        Reply::Download {
            name,
            media_type,
            bytes,
        } => Ok(Sent::File(name, media_type, bytes)),
        _ => Err(Trouble::fault("report", "a report is no file")),
    }
}

/// The kind and number of the event that a change of the log is.
fn place_of(change: &Changed) -> Option<(&'static str, u64)> {
    match change {
        Changed::Settled(number) => Some(("settled", *number)),
        Changed::Act(number) => Some(("reading", *number)),
        Changed::Records { .. } => None,
    }
}

pub(super) fn audit(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let matter = &opened.matter;
    let acts = matter.acts.iter().map(|act| out::Event {
        number: act.number,
        kind: "reading".to_owned(),
        at: act.at.clone(),
        who: act.who.clone(),
        what: format!("{}: {}", act.entry, act_words::in_words(matter, act)),
        because: act.because.clone(),
        taken_back: matter.acts.iter().any(|a| a.deed == Deed::Undo(act.number)),
    });
    let settled = matter.settled.iter().map(|s| out::Event {
        number: s.number,
        kind: "settled".to_owned(),
        at: s.at.clone(),
        who: s.who.clone(),
        what: settled_words::in_words(matter, &s.what),
        because: s.because.clone(),
        taken_back: matter.settled.iter().any(|o| o.what == Settlement::Undo(s.number)),
    });
    let mut events: Vec<out::Event> = acts.chain(settled).collect();
    // In the order of the case's own log: a clock may have gone back. What is masked has no log, and is told as it is dated.
    let log: BTreeMap<(&str, u64), usize> = match ask.cases.changes(&opened.slug) {
        Ok(changes) => (0..)
            .zip(changes)
            .filter_map(|(at, c)| Some((place_of(&c)?, at)))
            .collect(),
        Err(error) if error.is::<Masked>() => BTreeMap::new(),
        Err(error) => return Err(error.into()),
    };
    events.sort_by_key(|e| {
        (
            log.get(&(e.kind.as_str(), e.number)).copied(),
            e.at.clone(),
            e.kind.clone(),
            e.number,
        )
    });
    sent(out::Audit { events })
}
