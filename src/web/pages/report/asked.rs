//! What an address *asks* of a report. On the page of a report what cannot be read is left out and said; a file is not made then: more
//! would stand in it than was asked for, and nothing would say so.

use axum::http::StatusCode;

use crate::{
    model::matter::Matter,
    report::{Entries, Kind, Settings, Told, kinds::chronology},
    review::margin::Margin,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Refusal},
        pages::report::marking,
        words,
    },
};

/// The settings that an address asks for.
pub(in crate::web::pages) struct Asked {
    /// What could be read.
    pub(in crate::web::pages) settings: Settings,
    /// What could not.
    pub(in crate::web::pages) left_out: Vec<LeftOut>,
}

/// Something that was asked and could not be read.
pub(in crate::web::pages) struct LeftOut {
    name: &'static str,
    value: String,
    why: &'static str,
}

impl LeftOut {
    /// As a remark on the page.
    pub(super) fn told(&self) -> String {
        format!("“{}” {} It was left out.", self.value, self.why)
    }
}

/// Each thing that can be chosen.
const NAMES: [&str; 9] = [
    "marking", "findings", "without", "line", "agency", "person", "from", "to", "column",
];

/// What was chosen and could be read, as it stands in addresses.
pub(super) fn pairs(ask: &Ask, left_out: &[LeftOut]) -> Vec<(&'static str, String)> {
    let is_read = |name: &str, value: &str| !left_out.iter().any(|l| l.name == name && l.value == value.trim());
    let of = |name: &'static str| ask.many(name).into_iter().map(move |value| (name, value));
    let all = NAMES.into_iter().flat_map(of);
    all.filter(|(name, value)| is_read(name, value)).collect()
}

/// The settings that an address asks for; what cannot be read is left out, and told.
pub(in crate::web::pages) fn of(ask: &Ask, matter: &Matter, kind: &dyn Kind) -> Asked {
    let mut left_out = Vec::new();
    let mut settings = Settings::default();
    if let Some(marking) = marking(ask) {
        settings.marking = marking;
    }
    match ask.one("findings") {
        "" => {}
        "accepted" => settings.findings = Told::Accepted,
        other => left_out.push(LeftOut {
            name: "findings",
            value: other.to_owned(),
            why: "is no choice of findings; “accepted” is.",
        }),
    }
    settings.without = ask.many("without");
    let mut known = |name: &'static str, why: &'static str, is_known: &dyn Fn(&str) -> bool| {
        let (known, unknown): (Vec<_>, Vec<_>) = ask.many(name).into_iter().partition(|value| is_known(value));
        left_out.extend(unknown.into_iter().map(|value| LeftOut { name, value, why }));
        known
    };
    let lines = Margin::of(&matter.settled).lines;
    settings.lines = known("line", "is no line of enquiry of this case.", &|id| {
        lines.iter().any(|l| l.id == id)
    });
    if kind.chooses_agencies() {
        settings.entries.agencies = known("agency", "is no agency of this case.", &|id| {
            matter.case.agencies.iter().any(|a| a.id.0 == id)
        });
    }
    if !kind.has_columns() {
        return Asked { settings, left_out };
    }
    let columns = chronology::columns();
    settings.columns = known("column", "is no column of a chronology.", &|name| {
        columns.iter().any(|(known, _)| *known == name)
    });
    let person = known("person", "is nobody on the roster.", &|id| {
        matter.case.people.iter().any(|p| p.id.0 == id)
    });
    let mut day = |name: &'static str| {
        let typed = ask.one(name);
        let read = words::typed_days(typed);
        if read.is_none() && !typed.is_empty() {
            left_out.push(LeftOut {
                name,
                value: typed.to_owned(),
                why: "is not understood as a day; write it like 14/1/2018.",
            });
        }
        read
    };
    let (from, to) = (day("from"), day("to"));
    settings.entries = Entries {
        agencies: std::mem::take(&mut settings.entries.agencies),
        person: person.into_iter().next().unwrap_or_default(),
        from: from.map(|(first, _)| first),
        to: to.map(|(_, last)| last),
    };
    Asked { settings, left_out }
}

/// The settings of a file, which holds no more than was asked for.
///
/// # Errors
/// A refusal that names what could not be read.
pub(in crate::web::pages) fn whole(ask: &Ask, matter: &Matter, kind: &dyn Kind) -> Result<Settings, Refusal> {
    let Asked { settings, left_out } = of(ask, matter, kind);
    match left_out.first() {
        None => Ok(settings),
        Some(LeftOut { value, why, .. }) => Err(Refusal::unfit(
            StatusCode::BAD_REQUEST,
            "This report was not made",
            Missing {
                what: format!("“{value}” {why}"),
                next: "Nothing was made, so that nothing stands in it that was not asked for. Choose anew on the page Reports.".to_owned(),
                back: Link::new("Reports", addresses::of_case(ask.part("case"), "report")),
            },
        )),
    }
}
