//! The days for which an agency's records were supplied are confirmed or changed.

use chrono::NaiveDate;

use crate::{
    app::settling,
    model::case::Hole,
    review::coverage::{self, Cover},
    web::{
        addresses,
        asking::{Ask, Fault},
        deeds::{
            Done, Undone, keep,
            offer::{
                KNOWN_FROM,
                Kind::{Text, Texts},
                Offer, SEEN, may, must,
            },
            signing::signed,
        },
        pages::coverage::spans,
        words::{self, sentence},
    },
};

/// What a program sends of them.
pub(super) const DAYS: Offer = Offer {
    about: "Says for which days an agency’s records were supplied",
    takes: &[
        must("agency", Text, "the agency (id)"),
        must("from", Text, "first day: 1/3/2016 or 2016-03-01"),
        must("to", Text, "last day"),
        may(
            "hole",
            Texts,
            "spans that are missing, of those that hold and those that are proposed: 2021-03-01..2021-03-14. Such as hold and are not sent \
             are missing no more",
        ),
        may(
            "other",
            Text,
            "other spans that are missing, one a line: 1/3/2021 to 14/3/2021: changed system",
        ),
        KNOWN_FROM,
        SEEN,
    ],
};

/// Keeps the days.
pub(crate) fn confirm(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let agency = ask.typed("agency");
    let mut faults = Vec::new();
    let covers = coverage::propose(&opened.matter);
    let Some(cover) = covers.iter().find(|c| c.agency.0 == agency) else {
        return Err(Undone::fault("from", "This agency is not in the case any more"));
    };
    let (from, to) = (
        day(ask, "from", "first", &mut faults),
        day(ask, "to", "last", &mut faults),
    );
    let mut holes = ticked(ask, cover);
    holes.extend(typed(ask.typed("other"), &mut faults));
    let why = "Enter how you know it, for example: the agency’s letter of 3 May";
    let signed = signed(ask, why, &mut faults);
    let (Some(from), Some(to), true) = (from, to, faults.is_empty()) else {
        return Err(Undone::Faults(faults));
    };
    if from > to {
        return Err(Undone::fault("to", "The last day lies before the first"));
    }
    if let Some(hole) = holes.iter().find(|h| h.from < from || h.to > to) {
        return Err(Undone::fault(
            "other",
            format!(
                "The span {} does not lie inside these days",
                words::days(hole.from, hole.to)
            ),
        ));
    }
    let what = settling::coverage(&opened.matter.case, agency, (from, to), holes)
        .map_err(|why| Undone::fault("from", sentence(&why.to_string())))?;
    let settled = settling::settled(what, &signed)?;
    let name = opened.matter.case.agency_name(&cover.agency).to_owned();
    keep(
        ask,
        (&opened, &settled),
        &format!("the days for which records of {name} were supplied"),
        Done {
            to: format!(
                "{}#{}",
                opened.address("coverage"),
                addresses::escape(&format!("days-{agency}"))
            ),
            said: format!("Records of {name} were supplied for {}.", words::days(from, to)),
        },
    )
}

fn day(ask: &Ask, field: &str, which: &str, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
    let found = words::typed_days(ask.typed(field)).filter(|(from, to)| from == to);
    if found.is_none() {
        faults.push(Fault::of(field, format!("Enter the {which} day, like 1/3/2016")));
    }
    found.map(|(day, _)| day)
}

/// Spans of the list that were ticked, with their reasons.
fn ticked(ask: &Ask, cover: &Cover) -> Vec<Hole> {
    let chosen: Vec<&str> = ask
        .form
        .fields
        .iter()
        .filter(|(n, _)| n == "hole")
        .map(|(_, v)| v.as_str())
        .collect();
    spans(cover)
        .filter(|(h, _)| chosen.contains(&format!("{}..{}", h.from, h.to).as_str()))
        .map(|(h, _)| h.clone())
        .collect()
}

/// Spans that were typed, one a line: `1 March 2021 to 14 March 2021: changed system`.
fn typed(text: &str, faults: &mut Vec<Fault>) -> Vec<Hole> {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        match span(line) {
            Some(hole) => out.push(hole),
            None => faults.push(Fault::of(
                "other",
                format!("“{line}” is no span of days; write it like 1/3/2021 to 14/3/2021: changed system"),
            )),
        }
    }
    out
}

fn span(line: &str) -> Option<Hole> {
    let (days, why) = line.split_once(':').unwrap_or((line, ""));
    let (first, last) = days.split_once(" to ").unwrap_or((days, days));
    let (from, _) = words::typed_days(first)?;
    let (_, to) = words::typed_days(last)?;
    (from <= to).then(|| Hole {
        from,
        to,
        why: Some(why.trim().to_owned()).filter(|w| !w.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_is_typed_as_people_write_it() {
        let read = |line| span(line).map(|h| (h.from.to_string(), h.to.to_string(), h.why.unwrap_or_default()));
        let expected = (
            "2021-03-01".to_owned(),
            "2021-03-14".to_owned(),
            "changed system".to_owned(),
        );
        assert_eq!(read("1/3/2021 to 14/3/2021: changed system"), Some(expected));
        assert_eq!(
            read("Mar 2021").map(|s| (s.0, s.1)),
            Some(("2021-03-01".into(), "2021-03-31".into()))
        );
        for bad in ["", "soon", "14/3/2021 to 1/3/2021"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
