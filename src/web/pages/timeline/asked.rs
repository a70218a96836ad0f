//! What view was *asked* for: moments as people type them and as addresses hold them, and the address of every view.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::{
    model::{entry::Entry, finding::Warning, matter::Matter},
    timeline::picture::{LaneOf, Lanes, Seen, View, Ways},
    web::{
        addresses,
        asking::{Ask, Opened},
        words,
    },
};

/// The view that is shown, and what could not be shown as it was asked.
pub(super) struct Asked {
    pub(super) view: View,
    pub(super) whole: View,
    pub(super) remarks: Vec<String>,
}

/// Which end of what was typed is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

impl Asked {
    /// Reads the address.
    pub(super) fn of(ask: &Ask, matter: &Matter) -> Self {
        let mut remarks = Vec::new();
        let code = ask.one("lanes");
        let lanes = Lanes::of_code(code).unwrap_or_else(|| {
            if !code.is_empty() {
                remarks.push("There are no such lanes: there is one for each agency.".to_owned());
            }
            Lanes::Agency
        });
        let whole = View::whole(matter, lanes);
        let mut moment = |name: &str, end: End| {
            let typed = ask.one(name);
            let read = read(typed, end);
            if read.is_none() && !typed.is_empty() {
                let which = if end == End::First { "first" } else { "last" };
                remarks.push(format!(
                    "The {which} day could not be read and was left out. Write it like 14/1/2018, 14/1/2018 10:30, Jan 2018 or 2018."
                ));
            }
            read
        };
        let ends = (moment("from", End::First), moment("to", End::Last));
        // Days the other way round: each end is read as the other one, so that both days are in.
        let ends = match ends {
            (Some(from), Some(to)) if from > to => {
                let turned = (read(ask.one("from"), End::Last), read(ask.one("to"), End::First));
                (turned.0.filter(|last| *last > to).or(Some(from)), turned.1.or(Some(to)))
            }
            ends => ends,
        };
        let (view, instead) = View::nearest(ends, whole);
        remarks.extend(instead.iter().map(|i| i.words().to_owned()));
        Self { view, whole, remarks }
    }
}

/// A moment as it was typed: a day with a time, or a day, month or year, of which the first moment is meant or the one after the last.
fn read(typed: &str, end: End) -> Option<NaiveDateTime> {
    const FORMS: [&str; 6] = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%d/%m/%Y %H:%M",
        "%d.%m.%Y %H:%M",
        "%d %b %Y %H:%M",
        "%d %B %Y %H:%M",
    ];
    let plain = typed.replace(',', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let timed = FORMS
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&plain, form).ok());
    timed.or_else(|| {
        let (first, last) = words::typed_days(&plain)?;
        let day = match end {
            End::First => first,
            End::Last => last.checked_add_days(Days::new(1))?,
        };
        Some(day.and_time(NaiveTime::MIN))
    })
}

/// A moment as people type it: the day alone where it begins, or ends, a day.
pub(super) fn typed(moment: NaiveDateTime, end: End) -> String {
    written(moment, end, ("%-d/%-m/%Y", "%-d/%-m/%Y %H:%M"))
}

fn written(moment: NaiveDateTime, end: End, (day, timed): (&str, &str)) -> String {
    if moment.time() != NaiveTime::MIN {
        return moment.format(timed).to_string();
    }
    let date = match end {
        End::First => moment.date(),
        End::Last => moment.date().pred_opt().unwrap_or(moment.date()),
    };
    date.format(day).to_string()
}

/// What is seen, in a sentence that begins with the number of entries.
pub(super) fn summary(seen: &Seen<'_>) -> String {
    let silences = seen.silences().len();
    let mut parts = vec![
        words::count(seen.entries.len(), "entry", "entries"),
        words::count(seen.warnings.len(), "warning", "warnings"),
        words::count(seen.expected().len(), "expected response", "expected responses"),
    ];
    parts.extend((silences > 0).then(|| words::count(silences, "silence", "silences")));
    words::list(&parts)
}

/// What is said where hours were chosen.
pub(super) const NO_HOURS: &str = "whole days: the chronology takes no hours";

/// The days of a view, as the chronology shows them; said where the view has hours, which it cannot take.
pub(super) fn days_shown(view: &View) -> String {
    let (first, last) = view.days();
    let days = words::days(first, last);
    let has_hours = [view.from, view.to].iter().any(|m| m.time() != NaiveTime::MIN);
    if has_hours { format!("{days}, {NO_HOURS}") } else { days }
}

/// Addresses of what a timeline leads to.
pub(super) struct Addresses<'a> {
    pub(super) opened: &'a Opened,
    pub(super) lanes: Lanes,
    pub(super) whole: View,
    /// Where the visitor came from, kept from view to view.
    pub(super) back: String,
}

impl Addresses<'_> {
    /// Of a view: the whole one needs no days.
    pub(super) fn of(&self, view: &View) -> String {
        format!("{}{}", self.opened.address("timeline"), self.query(view))
    }

    fn query(&self, view: &View) -> String {
        let is_whole = (view.from, view.to) == (self.whole.from, self.whole.to);
        let form = ("%Y-%m-%d", "%Y-%m-%dT%H:%M");
        let (from, to) = if is_whole {
            (String::new(), String::new())
        } else {
            (written(view.from, End::First, form), written(view.to, End::Last, form))
        };
        let lanes = if self.lanes == Lanes::Agency {
            ""
        } else {
            self.lanes.code()
        };
        let asked = [
            ("from", from.as_str()),
            ("to", &to),
            ("lanes", lanes),
            ("back", &self.back),
        ];
        addresses::with_query("", &asked)
    }

    /// Of the entries of these days in the chronology.
    pub(super) fn chronology(&self, (from, to): (NaiveDate, NaiveDate), lane: Option<&LaneOf>) -> String {
        let (from, to) = (from.to_string(), to.to_string());
        let lane = match lane {
            Some(LaneOf::Agency(id)) => ("agency", id.0.as_str()),
            Some(LaneOf::Person(id)) => ("person", id.0.as_str()),
            Some(LaneOf::Concept(id)) => ("concept", id.as_str()),
            Some(LaneOf::Others | LaneOf::Nobody) | None => ("agency", ""),
        };
        addresses::with_query(
            &self.opened.address("chronology"),
            &[("from", &from), ("to", &to), lane],
        )
    }
}

impl Ways for Addresses<'_> {
    fn entry(&self, entry: &Entry) -> String {
        self.opened.entry(&entry.id)
    }

    fn warning(&self, warning: &Warning) -> String {
        self.opened.warning(&warning.id)
    }

    fn view(&self, from: NaiveDateTime, to: NaiveDateTime) -> String {
        let (view, _) = View::nearest((Some(from), Some(to)), self.whole);
        // A thousand marks need not each name the page on which they stand; but an address with nothing behind the `?` would not lead back.
        match self.query(&view) {
            query if query.is_empty() => self.of(&view),
            query => query,
        }
    }

    fn entries(&self, days: (NaiveDate, NaiveDate), lane: &LaneOf) -> String {
        self.chronology(days, Some(lane))
    }
}

#[cfg(test)]
mod tests {
    use super::{End, read, typed};

    #[test]
    fn a_moment_is_read_with_or_without_a_time_and_the_last_day_is_in() {
        for (text, end, moment) in [
            ("6/11/2017", End::First, "2017-11-06 00:00:00"),
            ("6/11/2017", End::Last, "2017-11-07 00:00:00"),
            ("2017-11-06T10:30", End::Last, "2017-11-06 10:30:00"),
            ("6 Nov 2017, 10:30", End::First, "2017-11-06 10:30:00"),
            ("Nov 2017", End::Last, "2017-12-01 00:00:00"),
            ("2017", End::First, "2017-01-01 00:00:00"),
        ] {
            assert_eq!(
                read(text, end).map(|m| m.to_string()).as_deref(),
                Some(moment),
                "{text}"
            );
        }
        for text in ["", "soon", "6/11/2017 25:00", "31/02/2018", "10:30", "-1", "9999999999"] {
            assert_eq!(read(text, End::First), None, "{text}");
        }
    }

    #[test]
    fn what_the_form_shows_is_read_as_the_same_moment() {
        for text in ["6/11/2017", "6/11/2017 10:30", "31/12/2100", "1/1/1900"] {
            for end in [End::First, End::Last] {
                assert_eq!(typed(read(text, end).unwrap(), end), text);
            }
        }
    }
}
