//! What the reviewers of a case set in place of the rules: a time, and patterns of the case's own. Each with a reason.

use crate::{
    app::{
        own_rules::{self, LONGEST_WINDOW},
        settling::{self, Signed},
    },
    model::settled::Settled,
    web::{
        addresses,
        asking::{Ask, Fault, Opened},
        deeds::{
            Done, Undone, keep,
            offer::{
                BECAUSE,
                Kind::{Number, Text},
                Offer, SEEN, may, must, of,
            },
            sentence, signing,
        },
        pages::pattern::summary,
        pages::pattern_new::id_of,
    },
};

/// What a program sends of a time.
pub(super) const WINDOW: Offer = Offer {
    about: "Sets the time that a pattern waits in this case",
    takes: &[
        must(
            "days",
            Number,
            "days, counted from the day on which the agency first knew",
        ),
        BECAUSE,
        SEEN,
    ],
};

/// What a program sends to take it back.
pub(super) const WINDOW_BACK: Offer = Offer {
    about: "Takes back the time that was set for a pattern in this case",
    takes: &[BECAUSE, SEEN],
};

/// What a program sends to switch a pattern.
pub(super) const SWITCH: Offer = Offer {
    about: "Switches a pattern of the case’s own on or off",
    takes: &[
        of(must("switch", Text, "what it is to be"), &["on", "off"]),
        BECAUSE,
        SEEN,
    ],
};

/// What a program sends of a pattern of the case's own.
pub(super) const LOCAL: Offer = Offer {
    about: "Tests a pattern’s file on this case and keeps nothing, or keeps it for this case alone",
    takes: &[
        must("toml", Text, "the pattern’s file"),
        of(must("do", Text, "what is done with it"), &["test", "keep"]),
        may("because", Text, "why; needed where it is kept"),
        SEEN,
    ],
};

/// What is asked where no reason was given.
const WHY: &str = "Enter the reason: it stands beside it in every report";

/// Who does it and why, where nothing is wrong with that.
fn signed(ask: &Ask) -> Result<Signed, Undone> {
    let mut faults = Vec::new();
    let signed = signing::signed(ask, WHY, &mut faults);
    if faults.is_empty() {
        Ok(signed)
    } else {
        Err(Undone::Faults(faults))
    }
}

/// Sets the time that a pattern waits in this case.
pub(crate) fn window(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let id = ask.part("pattern");
    let mut faults = Vec::new();
    let typed = ask.typed("days");
    let days = typed.parse::<u32>().ok().filter(|d| *d <= LONGEST_WINDOW);
    if days.is_none() {
        faults.push(Fault::of(
            "days",
            format!("Enter a whole number of days from 0 to {LONGEST_WINDOW}"),
        ));
    }
    let signed = signing::signed(ask, WHY, &mut faults);
    let Some(days) = days.filter(|_| faults.is_empty()) else {
        return Err(Undone::Faults(faults));
    };
    let rules = ask.cases.rules();
    let settled = own_rules::window((&rules, &opened.matter), id, Some(days), &signed)
        .map_err(|why| Undone::fault("days", sentence(&why.to_string())))?;
    let changed = own_rules::compare(&rules, &opened.matter, id, days).unwrap_or_default();
    let said = format!(
        "In this case {id} waits {} from now on. {}",
        crate::rulebook::own::days_in_words(days),
        summary(&changed)
    );
    kept(ask, (&opened, &settled), id, said)
}

/// Takes the time that was set back: what held before holds again.
pub(crate) fn window_back(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let id = ask.part("pattern");
    let signed = signed(ask)?;
    let Some(set) = opened.matter.own.window(id) else {
        return Err(Undone::fault(
            "because",
            "No time is set for this pattern in this case any more",
        ));
    };
    let settled = settling::settled(settling::undo(&opened.matter, set.number)?, &signed)?;
    let said =
        format!("The time set for {id} in this case is taken back. The case is compared with the patterns again.");
    kept(ask, (&opened, &settled), id, said)
}

/// Switches a pattern of the case's own on or off.
pub(crate) fn switch(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let id = ask.part("pattern");
    let signed = signed(ask)?;
    let on = ask.typed("switch") == "on";
    let settled = own_rules::switched(&opened.matter, id, on, &signed)
        .map_err(|why| Undone::fault("because", sentence(&why.to_string())))?;
    let said = if on {
        format!("{id} is used in this case again.")
    } else {
        format!("{id} is no longer used. Its file and the decisions on its findings are kept.")
    };
    kept(ask, (&opened, &settled), id, said)
}

/// Tests a pattern's file, or keeps it.
pub(crate) fn local(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let toml = ask.typed("toml");
    if toml.is_empty() {
        return Err(Undone::fault("toml", "The file is empty: begin with the starter file"));
    }
    let rules = ask.cases.rules();
    if ask.typed("do") != "keep" {
        return match own_rules::try_file(&rules, &opened.matter, toml) {
            Ok(_) => Err(Undone::ShownAgain),
            Err(fault) => Err(Undone::fault("toml", fault.to_string())),
        };
    }
    let signed = signed(ask)?;
    let settled = own_rules::local((&rules, &opened.matter), toml, &signed)
        .map_err(|why| Undone::fault("toml", sentence(&why.to_string())))?;
    let id = id_of(ask, toml);
    let said = format!("{id} is used in this case from now on, and in no other.");
    kept(ask, (&opened, &settled), &id, said)
}

fn kept(ask: &Ask, (opened, settled): (&Opened, &Settled), id: &str, said: String) -> Result<Done, Undone> {
    let to = addresses::pattern(&opened.slug, id);
    keep(ask, (opened, settled), id, Done { to, said })
}
