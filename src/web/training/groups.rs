//! What a *group* sees and does: joining by a code, content warnings with a way out, the stage that is open, what was released, a search
//! in it, the stop point, and the debrief once it is opened. Until then nothing here asks for a case but through what was released.

mod answering;

pub(super) use answering::answer;

use axum::http::StatusCode;
use minijinja::{Value, context};
use serde::Serialize;

use super::{Answer as Page, Answered, Asked, Frame, Site, not_done, told, value};
use crate::{
    app::training::running::{Standing, due_in_words},
    training::{
        answer::{Answer, LONGEST},
        run::{Given, Run},
        seen::Seen,
    },
    web::asking::{Fault, Link},
};

/// The pages of a group that has joined.
fn nav() -> Vec<Link> {
    vec![
        Link::new("This stage", "/stage"),
        Link::new("Everything released", "/entries"),
        Link::new("Search", "/search"),
        Link::new("Leave", "/leave"),
    ]
}

fn frame(heading: &str, group: u16, here: &str) -> Box<Frame> {
    Box::new(Frame {
        heading: heading.to_owned(),
        who: format!("Group {group}"),
        nav: nav(),
        here: here.to_owned(),
        ..Frame::default()
    })
}

/// The run and the group of who asks, also of a run that has ended; nothing for who has not joined, or whose run was deleted.
fn seat(site: &Site, asked: &Asked) -> anyhow::Result<Option<(Standing, u16)>> {
    let seat = asked.secret.as_deref().map(|secret| site.training.seat(secret));
    Ok(seat.transpose()?.flatten())
}

/// The same of a run that has not ended.
fn seated(site: &Site, asked: &Asked) -> anyhow::Result<Option<(Standing, u16)>> {
    Ok(seat(site, asked)?.filter(|(standing, _)| !standing.run.has_ended))
}

/// Does something for a group; who has not joined is led to the door.
fn for_group(site: &Site, asked: &Asked, what: impl FnOnce(&Standing, u16) -> Answered) -> Answered {
    match seated(site, asked)? {
        Some((standing, group)) => what(&standing, group),
        None => Ok(Page::Moved("/".to_owned())),
    }
}

/// Where a group belongs now.
fn place(run: &Run, group: u16) -> &'static str {
    let has_answered = |stage| run.groups.get(&group).is_some_and(|g| g.answers.contains_key(&stage));
    match run.stage() {
        _ if run.is_open => "/debrief",
        Some(stage) if !has_answered(stage) => "/stage",
        _ => "/waiting",
    }
}

/// The first page: the join code, or the way on for who has joined.
pub(super) fn door(site: &Site, asked: &Asked) -> Answered {
    if let Some((standing, group)) = seated(site, asked)? {
        return Ok(Page::Moved(place(&standing.run, group).to_owned()));
    }
    let ended = seat(site, asked)?.is_some();
    Ok(Page::Page(
        "door",
        door_frame(Vec::new()),
        context! { code => "", ended, network => site.doorman.is_in_network() },
    ))
}

fn door_frame(faults: Vec<Fault>) -> Box<Frame> {
    Box::new(Frame {
        heading: "Join an exercise".to_owned(),
        faults,
        ..Frame::default()
    })
}

fn no_such_code(site: &Site, code: &str) -> Page {
    let words =
        "There is no exercise with this code now. Look at the code again, and ask the facilitator where it is shown";
    Page::Wrong(
        "door",
        door_frame(vec![Fault::of("code", words)]),
        context! { code, ended => false, network => site.doorman.is_in_network() },
    )
}

/// What is said before anybody joins: what it is about, what may be hard to read, that one may leave.
pub(super) fn welcome(site: &Site, asked: &Asked) -> Answered {
    let code = asked.query("code");
    match site.training.by_code(code)? {
        Some(standing) => Ok(Page::Page(
            "welcome",
            welcome_frame(Vec::new(), &standing),
            welcomed(&standing, "", sits(site, asked)?),
        )),
        None => Ok(no_such_code(site, code)),
    }
}

fn welcome_frame(faults: Vec<Fault>, standing: &Standing) -> Box<Frame> {
    Box::new(Frame {
        heading: standing.exercise.title.clone(),
        faults,
        ..Frame::default()
    })
}

/// The group in which the browser of who asks sits already.
fn sits(site: &Site, asked: &Asked) -> anyhow::Result<Option<u16>> {
    Ok(seated(site, asked)?.map(|(_, group)| group))
}

/// `sits` is the group in which the browser sits already: one browser is in one group at a time.
fn welcomed(standing: &Standing, chosen: &str, sits: Option<u16>) -> Value {
    #[derive(Serialize)]
    struct Choice {
        code: String,
        label: String,
    }
    let choice = |n: u16| {
        let joined = standing.run.groups.get(&n).map_or(0, |g| g.seats);
        let beside = match joined {
            0 => "nobody yet".to_owned(),
            1 => "one browser has joined; only if you are of this group".to_owned(),
            more => format!("{more} browsers have joined; only if you are of this group"),
        };
        Choice {
            code: n.to_string(),
            label: format!("Group {n} ({beside})"),
        }
    };
    let mut choices: Vec<Choice> = (1..=standing.run.offered).map(choice).collect();
    if standing.run.free().is_some() {
        choices.insert(
            0,
            Choice {
                code: "own".to_owned(),
                label: "On my own (the next free number)".to_owned(),
            },
        );
    }
    // A group that nobody has joined is proposed, so that no table sits down in another's place unasked.
    let free = standing.run.free();
    let chosen = match free {
        Some(free) if chosen.is_empty() => free.to_string(),
        _ => chosen.to_owned(),
    };
    let taken: Vec<String> = standing.run.groups.keys().map(u16::to_string).collect();
    context! {
        is_full => free.is_none(),
        taken => taken.join(" "),
        sits,
        code => &standing.code,
        about => &standing.exercise.about,
        aims => &standing.exercise.aims,
        content => &standing.exercise.content,
        groups => value(choices),
        chosen,
    }
}

/// Somebody joins.
pub(super) fn join(site: &Site, asked: &Asked) -> Answered {
    let code = asked.typed("code");
    let Some(standing) = site.training.by_code(code)? else {
        return Ok(no_such_code(site, code));
    };
    let chosen = asked.typed("group");
    let group = match chosen {
        "own" => standing.run.free(),
        number => number.parse().ok().filter(|n| (1..=standing.run.offered).contains(n)),
    };
    let Some(group) = group else {
        let fault = Fault::of("group", "Choose one of the groups that are offered");
        return Ok(Page::Wrong(
            "welcome",
            welcome_frame(vec![fault], &standing),
            welcomed(&standing, chosen, sits(site, asked)?),
        ));
    };
    // Somebody else can have joined it since the page was opened: who chose it may be at another table.
    let was_taken = |group: u16| asked.typed("taken").split(' ').any(|n| n == group.to_string());
    if asked.has("taken") && !was_taken(group) && standing.run.groups.contains_key(&group) {
        let words = format!(
            "Another browser has joined group {group} since this page was opened. Choose it again if you are of this group; otherwise choose another"
        );
        return Ok(Page::Wrong(
            "welcome",
            welcome_frame(vec![Fault::of("group", words)], &standing),
            welcomed(&standing, "", sits(site, asked)?),
        ));
    }
    match site.training.join(&standing.id, group) {
        Ok(secret) => {
            let to = place(&standing.run, group).to_owned();
            Ok(Page::Seated(to, site.doorman.seated(&secret)))
        }
        Err(error) => not_done(error, Link::new("To the first page", "/")),
    }
}

/// The way out.
pub(super) fn way_out(site: &Site, asked: &Asked) -> Answered {
    let seat = seated(site, asked)?;
    let page = context! {
        group => seat.as_ref().map(|(_, group)| *group),
        code => seat.as_ref().map(|(standing, _)| standing.code.clone()),
        words => "",
    };
    Ok(Page::Page("leave", leave_frame(), page))
}

fn leave_frame() -> Box<Frame> {
    Box::new(Frame {
        heading: "Leave this exercise".to_owned(),
        ..Frame::default()
    })
}

/// Was a form made for another group, or another run, than the one in which the browser that sends it sits now? One browser is in one group
/// at a time, in all its windows: what was written for one must not be taken for another. A form that names no group is of the seat.
fn of_another(asked: &Asked, standing: &Standing, group: u16) -> Option<String> {
    let (of, code) = (asked.typed("group"), asked.typed("code"));
    let is_other = !of.is_empty() && of != group.to_string();
    let is_elsewhere = !code.is_empty() && code != standing.code;
    let run = if is_elsewhere { " of another run" } else { "" };
    (is_other || is_elsewhere).then(|| {
        format!(
            "This page was opened for group {of}{run}, and this browser is in group {group} now: all windows of one browser are in the group that \
             was joined last."
        )
    })
}

/// Somebody leaves: their browser forgets its seat. What their group recorded stays.
pub(super) fn leave(site: &Site, asked: &Asked) -> Answered {
    if let Some((standing, group)) = seated(site, asked)?
        && let Some(words) = of_another(asked, &standing, group)
    {
        let page = context! { group, code => &standing.code, words };
        return Ok(Page::Refused("leave", leave_frame(), page));
    }
    Ok(Page::Seated("/".to_owned(), site.doorman.seated("")))
}

/// An entry on the page of a stage, with what the group has said of it so far.
#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    seen: Seen,
    is_marked: bool,
    sees: String,
}

/// Something to tick.
#[derive(Serialize)]
struct Tick {
    code: String,
    label: String,
    on: bool,
}

/// The stage that is open, and its stop point.
pub(super) fn stage(site: &Site, asked: &Asked) -> Answered {
    for_group(site, asked, |standing, group| {
        let Some(at) = standing.run.stage().filter(|_| !standing.run.is_open) else {
            return Ok(Page::Moved(place(&standing.run, group).to_owned()));
        };
        let given = standing.run.given(group, at);
        let answer = given.map(|g| g.answer.clone()).unwrap_or_default();
        let frame = frame(&stage_heading(standing, at), group, "/stage");
        let form = Form {
            at,
            answer: &answer,
            over: given.map_or_else(String::new, |g| g.at.to_rfc3339()),
            other: None,
            group,
        };
        Ok(Page::Page("stage", frame, stage_page(site, standing, &form)?))
    })
}

fn stage_heading(standing: &Standing, at: usize) -> String {
    let title = standing.exercise.stages.get(at).map_or("", |s| s.title.as_str());
    let number = format!("Stage {}", at + 1);
    // As it is proposed: a title that says no more.
    if title == number {
        number
    } else {
        format!("{number}: {title}")
    }
}

/// The form of a stop point.
struct Form<'a> {
    /// The stage, from 0.
    at: usize,
    /// What stands in it.
    answer: &'a Answer,
    /// When the answer was recorded that it changes; empty for the first.
    over: String,
    /// What the group recorded meanwhile.
    other: Option<&'a Given>,
    /// The group whose form it is.
    group: u16,
}

/// Is this the last stage there is? After it comes the discussion.
fn is_last(standing: &Standing, at: usize) -> bool {
    at + 1 >= standing.exercise.stages.len()
}

fn stage_page(site: &Site, standing: &Standing, form: &Form<'_>) -> anyhow::Result<Value> {
    let (at, answer) = (form.at, form.answer);
    let stage = standing.exercise.stages.get(at);
    let line = |seen: Seen| {
        let mark = answer.mark(&seen.id);
        Line {
            is_marked: mark.is_some(),
            sees: mark.map_or_else(String::new, |m| m.sees.clone()),
            seen,
        }
    };
    let (new, earlier): (Vec<Line>, Vec<Line>) = site
        .training
        .seen(standing)?
        .into_iter()
        .map(line)
        .partition(|l| l.seen.stage == at);
    let tick = |code: &str, label: &str, chosen: &[String]| Tick {
        code: code.to_owned(),
        label: label.to_owned(),
        on: chosen.iter().any(|c| c == code),
    };
    let offered = site.training.offered();
    let would: Vec<Tick> = offered
        .responses
        .iter()
        .map(|r| tick(&r.id, &r.words, &answer.would))
        .collect();
    let tell: Vec<Tick> = offered
        .whom
        .iter()
        .map(|w| tick(&w.id, &w.words, &answer.tell))
        .collect();
    Ok(context! {
        stage => at,
        group => form.group,
        code => &standing.code,
        is_last => is_last(standing, at),
        over => &form.over,
        other => form.other.map(|g| value(told::answer(site, &g.answer, &standing.numbers()))),
        brief => stage.map(|s| s.brief.trim().to_owned()),
        asks => stage.map(|s| s.asks.clone()),
        due => standing.run.due.map(due_in_words),
        marked_earlier => earlier.iter().any(|l| l.is_marked),
        new => value(new),
        earlier => value(earlier),
        would => value(would),
        tell => value(tell),
        would_own => &answer.would_own,
        tell_own => &answer.tell_own,
        why => &answer.why,
        longest => LONGEST,
    })
}

/// What a group sees until the next stage is released.
pub(super) fn waiting(site: &Site, asked: &Asked) -> Answered {
    for_group(site, asked, |standing, group| {
        let run = &standing.run;
        if place(run, group) != "/waiting" {
            return Ok(Page::Moved(place(run, group).to_owned()));
        }
        let given = run.stage().and_then(|at| run.groups.get(&group)?.answers.get(&at));
        let heading = if given.is_some() { "Recorded" } else { "Not begun yet" };
        let mut frame = frame(heading, group, "/waiting");
        told::refresh(&mut frame, asked, "/waiting");
        let page = context! {
            aims => &standing.exercise.aims,
            due => run.due.map(due_in_words),
            at => given.map(|g| g.at.format("%H:%M").to_string()),
            is_last => run.stage().is_some_and(|at| is_last(standing, at)),
            given => given.map(|g| value(told::answer(site, &g.answer, &standing.numbers()))),
        };
        Ok(Page::Page("waiting", frame, page))
    })
}

/// Everything that was released, in the order of its days.
pub(super) fn entries(site: &Site, asked: &Asked) -> Answered {
    for_group(site, asked, |standing, group| {
        let mut seen = site.training.seen(standing)?;
        seen.sort_by_key(|s| (s.first, s.number));
        let frame = frame("Everything released so far", group, "/entries");
        Ok(Page::Page("entries", frame, context! { entries => value(seen) }))
    })
}

/// A search within what was released.
pub(super) fn search(site: &Site, asked: &Asked) -> Answered {
    for_group(site, asked, |standing, group| {
        let typed = asked.query("q");
        let hits = site.training.search(standing, typed)?;
        let page = context! { q => typed, total => hits.len(), hits => value(hits) };
        Ok(Page::Page(
            "search",
            frame("Search what was released", group, "/search"),
            page,
        ))
    })
}

/// The debrief, once it is opened: the group's own decisions beside what was expected and what other groups chose.
pub(super) fn debrief(site: &Site, asked: &Asked) -> Answered {
    for_group(site, asked, |standing, group| {
        if !standing.run.is_open {
            return Ok(Page::No(
                StatusCode::FORBIDDEN,
                "The discussion is not open yet",
                "What other groups decided, and what was found, can be read once the facilitator opens the discussion."
                    .to_owned(),
                Link::new("Back to where your group is", place(&standing.run, group)),
            ));
        }
        let told = told::comparison(site, standing, Some(group))?;
        let page = context! { told => value(told), discuss => &standing.exercise.facilitator.discuss };
        Ok(Page::Page("debrief", frame("Discussion", group, "/debrief"), page))
    })
}
