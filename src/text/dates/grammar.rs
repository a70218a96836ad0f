//! Which tokens make a date: the forms that UK agencies use, day first.

use super::{
    parts::{Form, Parts, Season, Shape},
    tokens::{Cursor, Gap, Kind},
    words::{Found, full_year, has_apostrophe, is_hours, month, ordinal, third, week_words, weekday, year},
};

/// A date, a week or a span, starting at the cursor; the longest reading wins.
pub(super) fn shape(c: Cursor<'_>) -> Found<'_, Shape> {
    week(c).or_else(|| between(c)).or_else(|| span(c)).or_else(|| {
        let (first, next) = parts(c)?;
        Some((Shape::single(first), next))
    })
}

/// `w/c 08/01/2018`, `week ending 14/01/2018`.
fn week(c: Cursor<'_>) -> Found<'_, Shape> {
    let (week, mut next) = week_words(c)?;
    next = next.past_mark(&[':', '.']).unwrap_or(next);
    let (first, next) = parts(next)?;
    let shape = Shape {
        week: Some(week),
        ..Shape::single(first)
    };
    first.day.map(|_| (shape, next))
}

/// `between 3 and 9 May 2021`, `from 3 May to 9 May 2021`.
fn between(c: Cursor<'_>) -> Found<'_, Shape> {
    let next = c.past_word(&["between", "from"])?;
    let next = next.past_word(&["the"]).unwrap_or(next);
    let (first, next) = end_of_span(next)?;
    let next = next
        .past_word(&["and", "to", "until", "till"])
        .or_else(|| next.past_mark(&['-', '–', '—', '&']))?;
    let next = next.past_word(&["the"]).unwrap_or(next);
    let (second, next) = parts(next)?;
    if ends_in_bare_year(&first, &second) {
        return None;
    }
    let years = first.form == Form::Year || second.form == Form::Year;
    // "between 2000 and 2015" is as likely a time of day.
    (!(c.prose && years)).then_some((spanning(first, second, false), next))
}

/// `3-5 May 2021`, `03/05/2021 - 09/05/2021`, `3 and 4 May`, `3/4 May 2021`.
fn span(c: Cursor<'_>) -> Found<'_, Shape> {
    let (first, next) = end_of_span(c)?;
    let (join, after) = join(next)?;
    let (second, end) = parts(after.past_word(&["the"]).unwrap_or(after))?;
    let bare = first.form == Form::DayOnly;
    let loose_dash = join == Join::LooseDash && c.prose && bare;
    let years = c.prose && (first.form == Form::Year || second.form == Form::Year);
    // `14-16/01/2018`: two days of a month in figures.
    let in_figures = join == Join::To && second.form == Form::Figures && second.weekday.is_none();
    if (bare && second.form != Form::DayMonth && !in_figures)
        || loose_dash
        || years
        || ends_in_bare_year(&first, &second)
    {
        return None;
    }
    let months = first.form == Form::Month && second.form == Form::Month;
    let slash = matches!(join, Join::Slash | Join::LooseSlash);
    if slash && !months && !(bare && join == Join::Slash) {
        return None;
    }
    let neighbours = slash || join == Join::And;
    Some((spanning(first, second, neighbours), end))
}

/// `22/05-2016` is one day with its year behind a dash, and no span from a day to a year.
fn ends_in_bare_year(first: &Parts, second: &Parts) -> bool {
    second.form == Form::Year && first.year.is_none()
}

fn spanning(first: Parts, second: Parts, neighbours: bool) -> Shape {
    Shape {
        first,
        second: Some(second),
        week: None,
        neighbours,
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Join {
    To,
    And,
    Slash,
    LooseSlash,
    LooseDash,
}

fn join(c: Cursor<'_>) -> Found<'_, Join> {
    let dashes = ['-', '–', '—'];
    if let Some(next) = c.past_word(&["to", "until", "till"]) {
        return Some((Join::To, next));
    }
    if let Some(next) = c.past_word(&["and", "or"]).or_else(|| c.past_mark(&['&'])) {
        return Some((Join::And, next));
    }
    if let Some(next) = c.past_tight_mark(&['/']) {
        return Some((Join::Slash, next));
    }
    if let Some(next) = c.past_mark(&['/']) {
        return Some((Join::LooseSlash, next));
    }
    if let Some(next) = c.past_tight_mark(&dashes) {
        return Some((Join::To, next));
    }
    // A dash at the begin of a line is a bullet.
    let is_bullet = c.prose && c.peek().is_some_and(|t| t.gap == Gap::Line);
    c.past_mark(&dashes)
        .filter(|_| !is_bullet)
        .map(|next| (Join::LooseDash, next))
}

/// A date, or a bare day that takes its month from the other end.
fn end_of_span(c: Cursor<'_>) -> Found<'_, Parts> {
    bare_day(c)
        .filter(|(_, next)| {
            // `14/01/2018` starts with a number too: a bare day must be followed by a join and a named month.
            join(*next).is_some_and(|(join, after)| {
                let dashed = join == Join::To && after.tight().is_some();
                day_month(after.past_word(&["the"]).unwrap_or(after)).is_some()
                    || (dashed && figures(after).is_some_and(|(p, _)| p.form == Form::Figures && p.day.is_some()))
            })
        })
        .or_else(|| parts(c))
}

fn bare_day(c: Cursor<'_>) -> Found<'_, Parts> {
    let (weekday, c) = weekday(c).map_or((None, c), |(w, next)| (Some(w), next));
    let token = c.peek().filter(|t| t.is_number(1..=2))?;
    let next = ordinal(c.step());
    let parts = Parts {
        day: token.value(),
        weekday,
        form: Form::DayOnly,
        ..Parts::default()
    };
    Some((parts, next))
}

/// One date.
pub(super) fn parts(c: Cursor<'_>) -> Found<'_, Parts> {
    figures(c)
        .or_else(|| day_month(c))
        .or_else(|| month_day(c))
        .or_else(|| month_or_year(c))
}

/// `Jan 2018`, `early Jan 2018`, `2018`, `late 2018`, `Spring 2018`.
fn month_or_year(c: Cursor<'_>) -> Found<'_, Parts> {
    let (third, c) = third(c).map_or((None, c), |(t, next)| (Some(t), next));
    if let Some((month, next)) = month(c) {
        let (year, next) = year(next)
            .filter(|(_, end)| end.before(1).is_some_and(|t| t.is_number(4..=4)) || has_apostrophe(*end))
            .map_or((None, next), |(y, next)| (Some(y), next));
        let parts = Parts {
            month: Some(month),
            year,
            third,
            form: Form::Month,
            ..Parts::default()
        };
        return Some((parts, next));
    }
    if third.is_none()
        && let Some(found) = season(c)
    {
        return Some(found);
    }
    let token = c.peek().filter(|t| t.is_number(4..=4))?;
    let parts = Parts {
        year: Some(full_year(token.value()?, 4)?),
        third,
        form: Form::Year,
        ..Parts::default()
    };
    (!is_hours(c.step())).then_some((parts, c.step()))
}

fn season(c: Cursor<'_>) -> Found<'_, Parts> {
    let token = c.peek().filter(|t| t.kind == Kind::Word)?;
    let season = match token.text.to_ascii_lowercase().as_str() {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    };
    let next = c.step();
    let next = next.past_word(&["of"]).unwrap_or(next);
    let year = next.peek().filter(|t| t.is_number(4..=4))?.value()?;
    let mut parts = Parts {
        year: Some(full_year(year, 4)?),
        season: Some(season),
        form: Form::Season,
        ..Parts::default()
    };
    let end = next.step();
    if let Some(('/' | '-', figure, after)) = next_figure(end)
        && season == Season::Winter
        && figure.value.is_some_and(|v| v == (year + 1) % 100 || v == year + 1)
    {
        parts.season = Some(Season::WinterAcross);
        return Some((parts, after));
    }
    Some((parts, end))
}

/// A run of digits, or question marks in its place.
#[derive(Clone, Copy)]
struct Figure {
    value: Option<u32>,
    digits: usize,
    padded: bool,
}

fn figure(c: Cursor<'_>) -> Found<'_, Figure> {
    let token = c.peek()?;
    if token.kind == Kind::Number {
        let figure = Figure {
            value: Some(token.value()?),
            digits: token.text.len(),
            padded: token.text.starts_with('0'),
        };
        return Some((figure, c.step()));
    }
    let unknown = Figure {
        value: None,
        digits: 2,
        padded: true,
    };
    if let Some(next) = c.past_mark(&['?']) {
        return Some((unknown, next.past_tight_mark(&['?']).unwrap_or(next)));
    }
    c.past_word(&["xx", "x"])
        .filter(|_| !c.prose)
        .map(|next| (unknown, next))
}

fn next_figure(c: Cursor<'_>) -> Option<(char, Figure, Cursor<'_>)> {
    let mark = c.tight()?.text.chars().next()?;
    let next = c.past_tight_mark(&['/', '.', '-'])?;
    next.tight()?;
    let (figure, next) = figure(next)?;
    Some((mark, figure, next))
}

/// `14/01/2018`, `14.1.18`, `2018-01-14`, `01/2018`, `14/01`, each with a weekday before it or not.
fn figures(c: Cursor<'_>) -> Found<'_, Parts> {
    let (weekday, c) = weekday(c).map_or((None, c), |(w, next)| (Some(w), next));
    let (a, next) = figure(c)?;
    let (mark, b, next) = next_figure(next)?;
    let third = next_figure(next).filter(|(other, _, _)| *other == mark);
    // The year comes last: the two before it can stand either way round.
    let swapped = c.month_first && a.digits <= 2 && b.digits <= 2;
    let (day, month) = if swapped { (b, a) } else { (a, b) };
    let (mut parts, next) = match third {
        Some((_, third, end)) if is_year_100(c, third) => (note_mark(), end),
        Some((_, third, end)) => (three_figures(day, month, third)?, end),
        None => (two_figures(day, month, mark)?, next),
    };
    parts.weekday = weekday;
    parts.month_first = swapped;
    Some((parts, next))
}

/// `01/01/100`: no year of three digits is read but this one, by which a form marks a note.
fn is_year_100(c: Cursor<'_>, year: Figure) -> bool {
    !c.prose && year.digits == 3 && year.value == Some(100)
}

fn note_mark() -> Parts {
    Parts {
        year: Some(100),
        ..Parts::default()
    }
}

fn three_figures(a: Figure, b: Figure, third: Figure) -> Option<Parts> {
    let (day, year) = match (a.digits, b.digits, third.digits) {
        (4, 1 | 2, 1 | 2) => (third, a),
        (1 | 2, 1 | 2, 2 | 4) => (a, third),
        _ => return None,
    };
    Some(Parts {
        day: day.value.filter(|_| b.value.is_some()),
        month: b.value,
        year: Some(full_year(year.value?, year.digits)?),
        ..Parts::default()
    })
}

fn two_figures(a: Figure, b: Figure, mark: char) -> Option<Parts> {
    match (a.digits, b.digits) {
        (1 | 2, 4) => Some(Parts {
            month: Some(a.value?),
            year: Some(full_year(b.value?, 4)?),
            form: Form::MonthYearFigures,
            ..Parts::default()
        }),
        (4, 2) if mark == '-' && (1..=12).contains(&b.value?) => Some(Parts {
            month: b.value,
            year: Some(full_year(a.value?, 4)?),
            form: Form::MonthYearFigures,
            ..Parts::default()
        }),
        (1 | 2, 1 | 2) if mark == '/' => Some(Parts {
            day: Some(a.value?),
            month: Some(b.value?),
            form: Form::DayMonthFigures(a.padded || b.padded),
            ..Parts::default()
        }),
        _ => None,
    }
}

/// `14 January 2018`, `Sunday 14th of Jan`, `14-Jan-18`.
fn day_month(c: Cursor<'_>) -> Found<'_, Parts> {
    let (weekday, c) = weekday(c).map_or((None, c), |(w, next)| (Some(w), next));
    let token = c.peek().filter(|t| t.is_number(1..=2))?;
    let day_end = ordinal(c.step());
    let next = day_end.past_word(&["of"]).unwrap_or(day_end);
    let next = next.past_tight_mark(&['-', '/', '.']).unwrap_or(next);
    let gap = next.peek()?.gap;
    // `back on the 5th. May said so`: the sentence ended.
    let is_stop = next.before(1).is_some_and(|t| t.is_mark(&['.'])) && gap != Gap::None;
    let has_ordinal = day_end.place() > c.place() + 1;
    if c.prose && is_stop && (gap == Gap::Line || has_ordinal) {
        return None;
    }
    let (month, next) = month(next)?;
    let (year, next) = year(next).map_or((None, next), |(y, next)| (Some(y), next));
    if c.prose && gap == Gap::Line && year.is_none() {
        return None;
    }
    let parts = Parts {
        day: token.value(),
        month: Some(month),
        year,
        weekday,
        form: Form::DayMonth,
        ..Parts::default()
    };
    Some((parts, next))
}

/// `January 14th, 2018`: the month is named, so that nothing is guessed.
fn month_day(c: Cursor<'_>) -> Found<'_, Parts> {
    let (weekday, c) = weekday(c).map_or((None, c), |(w, next)| (Some(w), next));
    let (month, next) = month(c)?;
    let is_short = next.before(1).is_some_and(|t| t.text.len() <= 4);
    let next = next.past_tight_mark(&['.']).filter(|_| is_short).unwrap_or(next);
    let token = next.peek().filter(|t| t.is_number(1..=2) && t.gap != Gap::None)?;
    let after = ordinal(next.step());
    let (year, after) = match year(after) {
        Some((y, end)) => (Some(y), end),
        None if after.place() > next.place() + 1 && !(c.prose && token.gap == Gap::Line) => (None, after),
        None => return None,
    };
    let parts = Parts {
        day: token.value(),
        month: Some(month),
        year,
        weekday,
        form: Form::DayMonth,
        ..Parts::default()
    };
    Some((parts, after))
}
