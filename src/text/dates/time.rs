//! Times of day as written: `14:30`, `1430`, `2.30pm`, `04:00:00`.

use chrono::NaiveTime;

/// Reads a time of day; nothing when it is not one, or leaves a choice.
pub(super) fn read(written: &str) -> Option<NaiveTime> {
    let text = written.trim().to_ascii_lowercase();
    if text == "noon" || text == "midday" || text == "12 noon" {
        return NaiveTime::from_hms_opt(12, 0, 0);
    }
    let (text, half) = half_of_day(&text);
    let text = ["hours", "hrs", "hr", "h"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
        .trim();
    let (hour, minute, second) = figures(text, half.is_some())?;
    let hour = match (half, hour) {
        (Some(_), 0 | 13..) => return None,
        (Some(Half::Morning), 12) => 0,
        (Some(Half::Afternoon), 1..=11) => hour + 12,
        (_, hour) => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

fn half_of_day(text: &str) -> (&str, Option<Half>) {
    for (ending, half) in [
        ("am", Half::Morning),
        ("a.m.", Half::Morning),
        ("a.m", Half::Morning),
        ("pm", Half::Afternoon),
        ("p.m.", Half::Afternoon),
        ("p.m", Half::Afternoon),
    ] {
        if let Some(rest) = text.strip_suffix(ending) {
            return (rest.trim(), Some(half));
        }
    }
    (text, None)
}

/// Hour, minute, second. Three digits are read as a time whose leading nought a spreadsheet took away.
fn figures(text: &str, with_half: bool) -> Option<(u32, u32, u32)> {
    let parts: Vec<&str> = text.split([':', '.']).collect();
    if !parts
        .iter()
        .all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let two = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() == 2);
    let hour = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    match parts.as_slice() {
        [whole] if whole.len() >= 3 => {
            let value: u32 = whole.parse().ok()?;
            Some((value / 100, value % 100, 0))
        }
        [whole] if with_half => Some((hour(whole)?, 0, 0)),
        [h, m] => Some((hour(h)?, two(m)?, 0)),
        [h, m, s] => Some((hour(h)?, two(m)?, two(s)?)),
        _ => None,
    }
}
