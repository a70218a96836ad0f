//! What stands beside a label and is no reference: days, times, counts, years.

/// Is it a day, a time (`3.25`) or a count (`x2`), and no reference?
pub(super) fn is_date(value: &str) -> bool {
    // `CSC 01/02`: letters before it make no reference of a day.
    let value = value.rsplit(' ').next().unwrap_or(value);
    let parts: Vec<&str> = value.split(['/', '.', '-']).collect();
    let figures = |p: &&str| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
    let whole = parts.len() == 3
        && parts.iter().all(figures)
        && parts.iter().filter(|p| p.len() <= 2).count() >= 2
        && is_day_of(&parts);
    let number = |at: usize| {
        parts
            .get(at)
            .filter(|p| p.len() <= 2 && figures(p))
            .and_then(|p| p.parse::<u32>().ok())
    };
    let short = match (number(0), number(1)) {
        (Some(day), Some(month)) if parts.len() == 2 && value.contains('/') => {
            (1..=31).contains(&day) && (1..=12).contains(&month)
        }
        (Some(hour), Some(minute)) if parts.len() == 2 && value.contains('.') => hour < 24 && minute < 60,
        _ => false,
    };
    let many = value
        .strip_prefix(['x', 'X'])
        .is_some_and(|n| n.len() < 3 && n.bytes().all(|b| b.is_ascii_digit()));
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|t| {
        value
            .strip_suffix(t)
            .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    });
    // `1430hrs`
    let clock = ["hrs", "hr", "h", "am", "pm", "hours"].iter().any(|t| {
        value
            .to_lowercase()
            .strip_suffix(t)
            .is_some_and(|n| (1..=4).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
    });
    whole || short || many || ordinal || clock
}

/// May three numbers be a day, a month and a year in some order? `77-04-3318` is none.
fn is_day_of(parts: &[&str]) -> bool {
    let number = |at: usize| parts.get(at).and_then(|p| p.parse::<u32>().ok()).unwrap_or(0);
    let is_long = |at: usize| parts.get(at).is_some_and(|p| p.len() > 2);
    let is_year = |at: usize| !is_long(at) || (1900..2100).contains(&number(at));
    let fits = |day: usize, month: usize, year: usize| {
        !is_long(day) && !is_long(month) && number(day) <= 31 && number(month) <= 12 && is_year(year)
    };
    fits(0, 1, 2) || fits(1, 0, 2) || fits(2, 1, 0)
}

/// Does a word that labels numbers alone stand right before?
pub(super) fn is_numbered(text: &str, at: usize) -> bool {
    let before = text
        .get(..at)
        .unwrap_or_default()
        .trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    [
        "no",
        "nos",
        "number",
        "num",
        "nr",
        "ref",
        "reference",
        "id",
        "log",
        "cad",
        "urn",
        "mrn",
    ]
    .contains(&word.as_str())
}
