//! The timeline: every entry of a view in exactly one mark of each of its lanes, any address answered with a sensible view, everything in
//! the picture also in words.

use std::{collections::BTreeMap, sync::Arc};

use axum::http::StatusCode;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use forewarned::{
    model::{
        case::Fact,
        entry::{Entry, EntryId},
        matter::Matter,
        mention::Reading,
    },
    timeline::picture::{self, Form, Instead, LaneOf, Lanes, Seen, Stretch, View, reach},
    web::cases::Cases as _,
};

use super::{
    Browser, between,
    invented::{Invented, day},
};

const PAGE: &str = "/case/harrow-lane/timeline";

fn invented() -> Matter {
    Matter::clone(&Invented::plain().get("harrow-lane").unwrap().unwrap())
}

/// Numbers that look thrown, and are the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// The invented case with so many entries: on known days and times, on days without a time, some time in weeks, months and years.
fn many(count: usize, seed: u64) -> Matter {
    let mut matter = invented();
    let mut dice = Dice(seed);
    let (entries, readings) = (matter.entries.clone(), matter.readings.clone());
    let mut all: Vec<(Entry, Reading)> = (0..count)
        .map(|n| {
            let at = usize::try_from(dice.throw(entries.len() as u64)).unwrap();
            let mut entry = entries[at].clone();
            entry.id = EntryId(format!("N-{n}"));
            // Half of them on the same few days, as after a death.
            let days = if dice.throw(2) == 0 {
                dice.throw(5)
            } else {
                dice.throw(760)
            };
            entry.when.earliest = day(2016, 1, 1) + Days::new(days);
            let long = [0, 0, 0, 0, 0, 6, 30, 364][usize::try_from(dice.throw(8)).unwrap()];
            entry.when.latest = entry.when.earliest + Days::new(long);
            let minutes = TimeDelta::minutes(i64::try_from(dice.throw(1_440)).unwrap());
            entry.when.time = (dice.throw(2) == 0).then(|| NaiveTime::MIN + minutes);
            let mut reading = readings[usize::try_from(dice.throw(6)).unwrap()].clone();
            reading.entry = entry.id.clone();
            (entry, reading)
        })
        .collect();
    all.sort_by_key(|a| a.0.when.sort_key());
    (matter.entries, matter.readings) = all.into_iter().unzip();
    matter
}

fn moment(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// Checks that what is seen is what lies in the view, once in each lane.
fn check(matter: &Matter, view: View) {
    let seen = Seen::of(matter, view);
    let inside: Vec<usize> = (0..matter.entries.len())
        .filter(|at| {
            let (from, to) = reach(&matter.entries[*at]);
            from < view.to && to > view.from
        })
        .collect();
    assert_eq!(seen.entries, inside, "{view:?}");
    let mut lanes_of: BTreeMap<usize, usize> = BTreeMap::new();
    for lane in &seen.lanes {
        let mut in_marks: Vec<usize> = lane.marks.iter().flat_map(|m| m.entries.clone()).collect();
        in_marks.sort_unstable();
        assert_eq!(in_marks, lane.entries, "{} in {view:?}", lane.name);
        for mark in &lane.marks {
            assert!(mark.from < view.to && mark.to > view.from, "{mark:?} outside {view:?}");
            let is_single = matches!(mark.form, Form::One | Form::Span);
            assert_eq!(is_single, mark.entries.len() == 1, "{mark:?}");
        }
        for at in &lane.entries {
            *lanes_of.entry(*at).or_default() += 1;
        }
    }
    assert_eq!(
        lanes_of.keys().copied().collect::<Vec<_>>(),
        inside,
        "each in a lane at least"
    );
    if view.lanes == Lanes::Agency {
        assert!(
            lanes_of.values().all(|n| *n == 1),
            "an agency's entry is in its lane only"
        );
    }
}

#[test]
fn every_entry_of_a_view_is_in_exactly_one_mark_of_each_of_its_lanes_and_nothing_outside_is() {
    for (count, seed) in [(0, 1), (1, 2), (40, 3), (400, 4), (3_000, 5)] {
        let matter = many(count, seed);
        let mut dice = Dice(seed);
        for lanes in Lanes::ALL {
            let whole = View::whole(&matter, *lanes);
            check(&matter, whole);
            for stretch in Stretch::ALL {
                check(&matter, whole.stretch(*stretch));
            }
            for _ in 0..12 {
                let from = day(2015, 6, 1).and_time(NaiveTime::MIN)
                    + TimeDelta::minutes(i64::try_from(dice.throw(1_300_000)).unwrap());
                let long = [60, 240, 1_440, 10_080, 43_200, 525_600][usize::try_from(dice.throw(6)).unwrap()];
                let ends = (Some(from), Some(from + TimeDelta::minutes(long)));
                check(&matter, View::nearest(ends, whole).0);
            }
        }
    }
}

#[test]
fn an_entry_about_two_people_stands_in_the_lanes_of_both() {
    let mut matter = invented();
    let person = matter.case.people[1].id.clone();
    let at = matter.readings.iter().position(|r| !r.people.is_empty()).unwrap();
    let mut other = matter.readings[at].people[0].clone();
    other.who = forewarned::model::mention::Who::Person(person.clone());
    matter.readings[at].people.push(other);
    let seen = Seen::of(&matter, View::whole(&matter, Lanes::Person));
    let lanes: Vec<&LaneOf> = seen
        .lanes
        .iter()
        .filter(|l| l.entries.contains(&at))
        .map(|l| &l.of)
        .collect();
    assert_eq!(
        lanes,
        [
            &LaneOf::Person(matter.case.people[0].id.clone()),
            &LaneOf::Person(person)
        ]
    );
    let nobody = seen.lanes.iter().find(|l| l.of == LaneOf::Nobody).unwrap();
    assert_eq!(nobody.entries.len(), matter.entries.len() - 1);
}

#[test]
fn ten_thousand_entries_make_a_picture_of_bounded_size() {
    let matter = many(10_000, 7);
    for lanes in Lanes::ALL {
        let whole = View::whole(&matter, *lanes);
        let views = Stretch::ALL.iter().map(|s| whole.stretch(*s));
        for view in [whole].into_iter().chain(views) {
            let seen = Seen::of(&matter, view);
            let marks: usize = seen.lanes.iter().map(|l| l.marks.len()).sum();
            assert!(marks < 2_000, "{marks} in {view:?}");
            assert!(picture::file_of(&seen).len() < 450_000, "{view:?}");
        }
    }
}

#[test]
fn what_cannot_be_shown_as_asked_is_answered_with_the_nearest_view_and_said() {
    let whole = View::whole(&invented(), Lanes::Agency);
    let between = |from: &str, to: &str| {
        let (view, said) = View::nearest((Some(moment(from)), Some(moment(to))), whole);
        assert!(view.minutes() >= 60, "{view:?}");
        (view.from.to_string(), view.to.to_string(), said)
    };
    let is = |from: &str, to: &str, said: &[Instead]| (from.to_owned(), to.to_owned(), said.to_vec());
    assert_eq!(
        between("2017-11-06T10:00:00", "2017-11-06T10:00:30"),
        is("2017-11-06 09:30:00", "2017-11-06 10:30:00", &[Instead::Wider])
    );
    assert_eq!(
        between("2017-12-01T00:00:00", "2017-11-01T00:00:00"),
        is("2017-11-01 00:00:00", "2017-12-01 00:00:00", &[Instead::Turned])
    );
    assert_eq!(
        between("0001-01-01T00:00:00", "9999-01-01T00:00:00"),
        is("1900-01-01 00:00:00", "2101-01-01 00:00:00", &[Instead::InYears])
    );
    assert_eq!(
        between("2500-01-01T00:00:00", "2600-01-01T00:00:00"),
        is("2100-12-31 23:00:00", "2101-01-01 00:00:00", &[Instead::InYears])
    );
    assert_eq!(View::nearest((None, None), whole), (whole, vec![]));
    let (late, _) = View::nearest((Some(moment("2050-01-01T00:00:00")), None), whole);
    assert_eq!((late.from.date(), late.to.date()), (day(2050, 1, 1), day(2051, 1, 1)));
}

#[test]
fn zooming_and_moving_stay_within_the_years_and_lead_back() {
    let whole = View::whole(&invented(), Lanes::Agency);
    let month = whole.stretch(Stretch::Month);
    assert_eq!(month.is(), Some(Stretch::Month));
    for stretch in Stretch::ALL {
        let view = whole.stretch(*stretch);
        assert_eq!(view.later().earlier(), view, "{stretch:?}");
        assert_eq!(view.later().from, view.to, "{stretch:?}");
        assert_eq!(view.later().is(), Some(*stretch));
    }
    let hours = View {
        from: moment("2017-11-06T10:00:00"),
        to: moment("2017-11-06T16:00:00"),
        ..whole
    };
    assert_eq!(hours.later().earlier(), hours);
    assert_eq!((hours.nearer().minutes(), hours.further().minutes()), (180, 720));
    let (mut near, mut far) = (whole, whole);
    for _ in 0..40 {
        (near, far) = (near.nearer(), far.further());
    }
    assert_eq!(near.minutes(), 60);
    assert_eq!((far.from.date(), far.to.date()), (day(1900, 1, 1), day(2101, 1, 1)));
    let first = View::nearest(
        (Some(moment("1900-01-01T00:00:00")), Some(moment("1901-01-01T00:00:00"))),
        whole,
    )
    .0;
    assert_eq!(first.earlier(), first);
    assert_eq!(far.later(), far);
}

#[test]
fn a_view_is_told_as_people_say_it() {
    let whole = View::whole(&invented(), Lanes::Agency);
    for (from, to, words) in [
        ("2017-11-06T00:00:00", "2017-11-07T00:00:00", "6 November 2017"),
        ("2017-11-06T00:00:00", "2017-11-13T00:00:00", "6 to 12 November 2017"),
        (
            "2017-10-30T00:00:00",
            "2017-11-13T00:00:00",
            "30 October to 12 November 2017",
        ),
        (
            "2016-10-30T00:00:00",
            "2017-11-13T00:00:00",
            "30 October 2016 to 12 November 2017",
        ),
        (
            "2017-11-06T10:00:00",
            "2017-11-06T14:30:00",
            "6 November 2017, 10:00 to 14:30",
        ),
        (
            "2017-11-06T22:00:00",
            "2017-11-07T02:00:00",
            "6 November 2017, 22:00 to 7 November 2017, 02:00",
        ),
        (
            "2017-11-06T22:00:00",
            "2017-11-08T00:00:00",
            "6 November 2017, 22:00 to the end of 7 November 2017",
        ),
    ] {
        let view = View {
            from: moment(from),
            to: moment(to),
            ..whole
        };
        assert_eq!(view.words(), words);
    }
}

#[tokio::test]
async fn any_address_is_answered_with_a_view_and_what_could_not_be_shown_is_said() {
    let browser = Browser::new(Invented::plain()).await;
    for (asked, words) in [
        ("from=2017-11-06T10:00&to=2017-11-06T10:00", "less than an hour"),
        ("from=2018&to=2016", "the other way round"),
        ("from=1/1/1900&to=31/12/2100", "1 January 1900 to 31 December 2100"),
        ("from=2200&to=2200", "1900 to 2100"),
        ("from=soon&to=31/02/2018", "The first day could not be read"),
        ("from=9999-99-99T99:99", "The first day could not be read"),
        ("lanes=%3Cscript%3E", "There are no such lanes"),
        ("from=2050", "No entry of the records supplied lies in these days"),
        ("to=1950", "No entry of the records supplied lies in these days"),
        ("from=6/11/2017&to=6/11/2017&lanes=person", "Dorothy Vane (victim)"),
        ("from=6/11/2017&to=12/11/2017&lanes=concept", "stalking or following"),
    ] {
        let (status, page) = browser.open(&format!("{PAGE}?{asked}")).await;
        assert_eq!(status, StatusCode::OK, "{asked}");
        assert!(page.contains(words), "{asked} does not say {words}");
        assert!(page.contains("<svg "), "{asked}");
    }
    // Days the other way round are shown with both of them in.
    let (_, page) = browser.open(&format!("{PAGE}?from=12/11/2017&to=6/11/2017")).await;
    assert!(page.contains(">6 to 12 November 2017</h2>"));
}

#[tokio::test]
async fn without_a_script_every_way_to_another_view_is_a_link_with_an_address_of_its_own() {
    let browser = Browser::new(Invented::plain()).await;
    let mut address = format!("{PAGE}?from=2017-11-01&to=2017-11-30&lanes=person");
    for (id, shown) in [
        ("tl-earlier", "1 to 31 October 2017"),
        ("tl-later", "1 to 30 November 2017"),
        ("tl-week", "13 to 19 November 2017"),
        ("tl-day", "16 November 2017"),
        ("tl-in", "16 November 2017, 06:00 to 18:00"),
        ("tl-out", "16 November 2017"),
        ("tl-year", "1 January to 31 December 2017"),
        ("tl-whole", "1 January 2016 to 29 January 2018"),
    ] {
        let (_, page) = browser.open(&address).await;
        address = between(&page, &format!("id=\"{id}\" href=\""), "\"").replace("&amp;", "&");
        assert!(address.contains("lanes=person"), "{address}");
        let (_, page) = browser.open(&address).await;
        assert!(page.contains(&format!(">{shown}</h2>")), "{id}: {address}");
    }
}

#[tokio::test]
async fn a_narrow_view_has_each_entry_as_a_link_and_the_same_in_a_list() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open(&format!("{PAGE}?from=6/11/2017&to=6/11/2017")).await;
    let svg = between(&page, "<svg ", "</svg>");
    for entry in ["PRB%2F014%20%C3%A9", "MHT-003"] {
        let link = format!("href=\"/case/harrow-lane/entry/{entry}\"");
        assert!(svg.contains(&link), "{entry} is no mark");
        assert_eq!(page.matches(&link).count(), 2, "{entry} is in the list too");
    }
    assert!(svg.contains("PRB/014 é, 06/11/2017 10:40, Probation Service, Call in: T/C from DV"));
    assert!(svg.contains("day or time not known"), "the legend");
    // Three warnings of the entry are named; all 28 of the case are first known on this day.
    assert!(svg.contains("href=\"/case/harrow-lane/warning/W3\"") && svg.contains("⚑W3 S3"));
    for words in [
        "List of 2 entries in view",
        "List of 28 warnings in view",
        "Expected in these days",
        "6 to 7 November 2017",
        "No contact: Not to seek to approach",
        "Risk level: medium",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // What is in view leads to the chronology of these days.
    assert!(page.contains("href=\"/case/harrow-lane/chronology?from=2017-11-06&amp;to=2017-11-06\""));
}

#[tokio::test]
async fn silences_and_days_not_supplied_are_drawn_and_told_only_where_they_are_in_view() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, there) = browser.open(&format!("{PAGE}?from=Aug+2017&to=Aug+2017")).await;
    let (_, not_there) = browser.open(&format!("{PAGE}?from=Nov+2017&to=Nov+2017")).await;
    for words in [
        "no entry from 1 Jul 2017 to 1 Oct 2017 (93 days)",
        "not supplied 1 Jun 2017 to 31 Aug 2017: change of system",
    ] {
        assert!(between(&there, "<svg ", "</svg>").contains(words), "{words}");
        assert!(!not_there.contains(words), "{words}");
    }
    for words in [
        "93 days, 1 July to 1 October 2017",
        "missing 1 June to 31 August 2017 (change of system)",
    ] {
        let table = between(&there, "The lanes in words", "</table>");
        assert!(table.contains(words), "{words}");
        assert!(!not_there.contains(words), "{words}");
    }
}

#[test]
fn levels_hold_until_another_is_stated() {
    let mut matter = invented();
    let fact = |date: NaiveDate, value: &str| Fact {
        kind: "risk-level".to_owned(),
        date,
        value: value.to_owned(),
    };
    matter.case.facts = vec![fact(day(2016, 3, 1), "medium"), fact(day(2017, 6, 1), "high")];
    let drawn = |from: NaiveDate, to: NaiveDate| {
        let ends = (Some(from.and_time(NaiveTime::MIN)), Some(to.and_time(NaiveTime::MIN)));
        let view = View::nearest(ends, View::whole(&matter, Lanes::Agency)).0;
        picture::file_of(&Seen::of(&matter, view))
    };
    let before = drawn(day(2016, 5, 1), day(2016, 6, 1));
    assert!(before.contains("Risk level: medium, from 1 Mar 2016 until another was stated on 1 Jun 2017"));
    assert!(!before.contains("Risk level: high"));
    let both = drawn(day(2017, 5, 1), day(2017, 7, 1));
    assert!(
        both.contains("Risk level: medium")
            && both.contains("Risk level: high, from 1 Jun 2017; no later one is stated")
    );
    let after = drawn(day(2017, 7, 1), day(2017, 8, 1));
    assert!(!after.contains("Risk level: medium") && after.contains("Risk level: high"));
    assert!(!drawn(day(2016, 1, 1), day(2016, 2, 1)).contains("Risk level"));
}

#[tokio::test]
async fn hostile_words_stay_words_in_every_lane() {
    let tail = "<script>alert(1)</script>\"'";
    let browser = Browser::new(Invented::with_tail(tail)).await;
    for lanes in Lanes::ALL {
        for days in ["", "&from=6/11/2017&to=6/11/2017"] {
            let (status, page) = browser.open(&format!("{PAGE}?lanes={}{days}", lanes.code())).await;
            assert_eq!(status, StatusCode::OK);
            assert!(
                !page.contains("<script>") && page.contains("&lt;script&gt;alert"),
                "{lanes:?}"
            );
        }
    }
}

#[test]
fn where_lanes_are_no_agencies_the_picture_says_whose_shape_is_whose() {
    let matter = invented();
    for lanes in Lanes::ALL {
        let drawn = picture::file_of(&Seen::of(&matter, View::whole(&matter, *lanes)));
        assert_eq!(drawn.contains("Who wrote it"), *lanes != Lanes::Agency);
        assert!(drawn.contains("Mental Health Trust"), "{lanes:?}");
    }
}

#[test]
fn the_same_view_is_drawn_with_the_same_bytes() {
    let matter = Arc::new(many(500, 11));
    for lanes in Lanes::ALL {
        let view = View::whole(&matter, *lanes);
        let draw = || picture::file_of(&Seen::of(&matter, view));
        assert_eq!(draw(), draw());
    }
}

/// Where the link with these words leads.
fn led_by(page: &str, words: &str) -> String {
    let before = page.split(words).next().unwrap();
    let href = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    href.replace("&amp;", "&")
}

#[tokio::test]
async fn an_entry_a_warning_and_the_chronology_lead_to_their_days_and_back() {
    let browser = Browser::new(Invented::plain()).await;
    let case = "/case/harrow-lane";
    for (from, words, shown, back) in [
        (
            format!("{case}/entry/POL-007"),
            "These days on the timeline",
            "13 to 27 November 2017",
            "Back to the entry",
        ),
        (
            format!("{case}/chronology?agency=police&open=POL-007"),
            "These days on the timeline",
            "13 to 27 November 2017",
            "Back to the chronology",
        ),
        (
            format!("{case}/chronology?agency=police&from=2017-11-01&to=2017-11-30"),
            "Days in view on the timeline",
            "1 to 30 November 2017",
            "Back to the chronology",
        ),
        (
            format!("{case}/warnings?open=W1"),
            " on the timeline</a>",
            "",
            "Back to the warning",
        ),
    ] {
        let (_, page) = browser.open(&from).await;
        assert!(page.contains(words), "{from}");
        let to = led_by(&page, words);
        let (status, page) = browser.open(&to).await;
        assert_eq!(status, StatusCode::OK, "{to}");
        assert!(page.contains(shown), "{to}: {shown}");
        let returns = led_by(&page, &format!(">{back}<"));
        assert!(returns.starts_with(&from), "{from}: {returns}");
        // The way back is kept when the view is changed, with links and with the form.
        assert!(page.contains("type=\"hidden\" id=\"tl-back\" name=\"back\""), "{to}");
        let (_, further) = browser.open(&led_by(&page, "<span aria-hidden=\"true\">−")).await;
        assert_eq!(led_by(&further, &format!(">{back}<")), returns, "{from}");
    }
    let (_, page) = browser.open(&format!("{case}/chronology?person=P1")).await;
    assert!(led_by(&page, "Days in view on the timeline").contains("lanes=person"));
    let (_, page) = browser.open(&format!("{PAGE}?back=https%3A%2F%2Fevil.example")).await;
    assert!(!page.contains("evil.example"));
}

#[tokio::test]
async fn the_chronology_is_asked_for_whole_days_and_for_the_lane_and_the_page_says_which() {
    let browser = Browser::new(Invented::plain()).await;
    let (_, page) = browser.open(&format!("{PAGE}?from=2017-11-06&to=2017-11-12")).await;
    assert!(page.contains("(6 to 12 November 2017)"), "{page}");
    let hours = format!("{PAGE}?from=2017-11-06T10:00&to=2017-11-06T14:00");
    let (_, page) = browser.open(&hours).await;
    assert!(
        page.contains("(6 November 2017, whole days: the chronology takes no hours)"),
        "{page}"
    );
    // What a script asks for one lane stands in the line of that lane, under the number that the lane has in the picture.
    for lanes in ["agency", "person", "concept"] {
        let (_, page) = browser
            .open(&format!("{PAGE}?from=2017-11-01&to=2017-11-30&lanes={lanes}"))
            .await;
        let drawn = page
            .split("data-lane=\"")
            .skip(1)
            .filter(|rest| rest.contains("data-top=\""));
        for rest in drawn.filter(|rest| rest.split('>').next().unwrap().contains("data-top")) {
            let number = rest.split('"').next().unwrap();
            let name = page
                .split(&format!("data-lane=\"{number}\" data-name=\""))
                .nth(1)
                .unwrap_or_else(|| panic!("lane {number} of {lanes} has no line"));
            let name = name.split('"').next().unwrap();
            assert!(page.contains(&format!("aria-label=\"{name}, ")), "{lanes}: {name}");
        }
    }
}
