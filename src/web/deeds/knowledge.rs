//! Lifting a lens, or moving it to another day; working without the outcome: beginning, judging, and seeing it again.

use crate::{
    model::{
        beside::{About, Beside},
        lens::Lens,
        settled::Settlement,
        who::is_same,
    },
    review::lens::{blind_since, is_after_all},
    web::{
        asking::{Ask, Opened},
        deeds::{
            Done, Undone, nameless,
            offer::{Kind::Text, Offer, SEEN, may, must},
            put_beside, way_back,
        },
        pages::knowledge::NO_DAY,
        through,
        words::typed_days,
    },
};

/// What a program sends to work without the outcome.
pub(super) const BLIND: Offer = Offer {
    about: "Masks the final event and everything from its day on for you, here and on the screens",
    takes: &[SEEN],
};

/// What a program sends of a judgement.
pub(super) const JUDGE: Offer = Offer {
    about: "Records a judgement, made without seeing what came after",
    takes: &[
        must("about", Text, "`case`, or the number of a warning: W3"),
        must("text", Text, "the judgement"),
        may(
            "shown",
            Text,
            "up to where the case was shown when it was written: the last day, or `before-the-event`; refused where that is no longer so",
        ),
        SEEN,
    ],
};

/// What a program sends to see the outcome again.
pub(super) const UNMASK: Offer = Offer {
    about: "Shows you the final event again",
    takes: &[
        may(
            "without",
            Text,
            "why, where you recorded no judgement since it was masked",
        ),
        SEEN,
    ],
};

/// Nothing but the final event stays masked, where that is.
pub(crate) fn lift(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let visitor = &ask.visitor;
    visitor.visits.look_through(visitor.id, &opened.slug, Lens::default());
    Ok(Done {
        to: without_lens(&way_back(ask, opened.address("knowledge"))),
        said: "The lens is lifted.".to_owned(),
    })
}

/// Another day for the lens: the one that was typed, or the one before or after it. The page from which it was sent is shown by that day.
pub(crate) fn day(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let (visitor, slug) = (&ask.visitor, &opened.slug);
    let typed = typed_days(ask.typed("day")).map(|(_, last)| last);
    // The day stands in the form, so that what is sent twice leads to one day.
    let day = match ask.typed("go") {
        "earlier" => typed.and_then(|d| d.pred_opt()),
        "later" => typed.and_then(|d| d.succ_opt()),
        _ => typed,
    };
    let day = day.ok_or_else(|| Undone::fault("day", NO_DAY))?;
    if let Some(why) = through::masked_day(&*ask.unmasked, visitor, slug, day)? {
        return Err(Undone::fault("day", why));
    }
    let lens = Lens {
        until: Some(day),
        ..visitor.visits.lens(visitor.id, slug)
    };
    visitor.visits.look_through(visitor.id, slug, lens);
    let back = without_lens(&way_back(ask, opened.address("knowledge")));
    let page = back.split('#').next().unwrap_or_default();
    Ok(Done {
        // The banner says what is seen now, and who goes on by keys goes on from there.
        to: format!("{page}#masked"),
        said: String::new(),
    })
}

/// An address without the lens that it names: it would put it on again.
fn without_lens(address: &str) -> String {
    let Some((page, asked)) = address.split_once('?') else {
        return address.to_owned();
    };
    let names_lens = |pair: &&str| pair.starts_with("knew=") || pair.starts_with("knew-by=");
    let kept: Vec<&str> = asked.split('&').filter(|p| !names_lens(p)).collect();
    if kept.is_empty() {
        page.to_owned()
    } else {
        format!("{page}?{}", kept.join("&"))
    }
}

/// From now on the visitor works without seeing the final event.
pub(crate) fn blind(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    if lens(ask, &opened).blind.is_some() {
        return Err(Undone::fault("start", "The final event is masked for you already"));
    }
    if opened.matter.case.event.is_none() {
        return Err(Undone::fault(
            "start",
            "The case states no day of the offence or death, or the lens masks it: set a day in the lens instead",
        ));
    }
    let whole = ask.unmasked.get(&opened.slug)?;
    if whole.is_some_and(|m| m.case.event.is_some_and(|event| is_after_all(&m, event))) {
        return Err(Undone::fault(
            "start",
            "Nothing would be masked: the day given of the offence or death lies after every entry. Mend the day under What is stated of the case first",
        ));
    }
    let what = Beside::Blind {
        on: true,
        text: String::new(),
    };
    let done = Done {
        to: opened.address("knowledge/judgement"),
        said: "The final event and everything from its day on is masked for you.".to_owned(),
    };
    ask.visitor.visits.say_nothing(ask.visitor.id);
    put_beside(ask, &opened, (what, "start"), done)
}

fn lens(ask: &Ask, opened: &Opened) -> Lens {
    match ask.unmasked.get(&opened.slug) {
        Ok(Some(matter)) => through::lens_of(&ask.visitor, &opened.slug, &matter.settled),
        _ => Lens::default(),
    }
}

/// Up to where a lens shows a case, as a form sends it back.
pub(crate) fn shown_to(lens: &Lens) -> String {
    lens.until
        .map_or_else(|| "before-the-event".to_owned(), |day| day.to_string())
}

/// Keeps a judgement that its writer makes without seeing what came after.
pub(crate) fn judge(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let lens = lens(ask, &opened);
    if !lens.hides_the_end() {
        return Err(Undone::fault(
            "text",
            "Nothing of what came after is masked for you: mask the final event first, or set a day",
        ));
    }
    // A judgement says what its writer had not seen: another tab may have moved the lens meanwhile.
    if ask.has("shown") && ask.typed("shown") != shown_to(&lens) {
        return Err(Undone::fault(
            "text",
            "What is masked for you was changed after this page was opened. Look at the case as it is shown now, then keep your judgement",
        ));
    }
    let asked = ask.typed("about");
    let about = match opened.matter.warnings.iter().find(|w| w.id == asked) {
        Some(warning) => About::Warning(warning.triggers.clone()),
        None if asked == "case" => About::Case,
        None => return Err(Undone::fault("about", "Choose what you judge")),
    };
    let what = Beside::Judgement {
        about,
        until: lens.until,
        text: ask.typed("text").to_owned(),
    };
    let done = Done {
        to: opened.address("knowledge/judgement"),
        said: "Your judgement is kept.".to_owned(),
    };
    put_beside(ask, &opened, (what, "text"), done)
}

/// The visitor sees the final event again: after a judgement, or saying why without one.
pub(crate) fn unmask(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let Some(who) = lens(ask, &opened).blind else {
        return Err(Undone::fault("without", "Nothing is masked for you"));
    };
    if who.is_empty() || ask.visitor.name().is_empty() {
        return Err(nameless());
    }
    if !is_same(&ask.visitor.name(), &who) {
        return Err(Undone::fault(
            "you",
            format!("The final event was masked for {who}: go by that name to end it"),
        ));
    }
    let because = ask.typed("without");
    if !has_judged(&opened, &who) && because.is_empty() {
        return Err(Undone::fault(
            "without",
            "Record a judgement first, or enter why you want to see the outcome without one",
        ));
    }
    let text = if has_judged(&opened, &who) { "" } else { because };
    let what = Beside::Blind {
        on: false,
        text: text.to_owned(),
    };
    let done = Done {
        to: opened.address("knowledge/judgement"),
        said: "The whole case is shown to you again.".to_owned(),
    };
    put_beside(ask, &opened, (what, "without"), done)
}

/// Did this person judge since the final event was masked?
pub(crate) fn has_judged(opened: &Opened, who: &str) -> bool {
    let all = &opened.matter.settled;
    let began = blind_since(all, who).map_or(u64::MAX, |s| s.number);
    crate::model::settled::standing(all).iter().any(|s| {
        s.number > began && is_same(&s.who, who) && matches!(s.what, Settlement::Beside(Beside::Judgement { .. }))
    })
}
