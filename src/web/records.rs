//! The *records* screens: pages that bring records in and set right what came in, and the row of links that they share.

use serde::Serialize;

use crate::web::asking::Opened;

/// One of those pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    label: &'static str,
    address: String,
    current: bool,
}

const STEPS: [(&str, &str); 5] = [
    ("import", "Choose files"),
    ("problems", "Problems"),
    ("files", "Files"),
    ("coverage", "Days supplied"),
    ("people", "People"),
];

/// The row of links, on this page.
pub(crate) fn steps(opened: &Opened, current: &str) -> Vec<Step> {
    STEPS
        .iter()
        .map(|(page, label)| Step {
            label,
            address: opened.address(page),
            current: *page == current,
        })
        .collect()
}

/// Words to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) code: String,
    /// What is read.
    pub(crate) label: String,
}

impl Choice {
    /// Something to choose.
    pub(crate) fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
        }
    }
}

/// What people can be in a case, as the roster has it.
pub(crate) const ROLES: [(&str, &str); 9] = [
    ("professional", "Professional"),
    ("relative", "Relative"),
    ("partner", "Partner"),
    ("ex-partner", "Former partner"),
    ("child", "Child"),
    ("neighbour", "Neighbour"),
    ("victim", "Victim"),
    ("subject", "Subject of the review"),
    ("other", "Somebody else"),
];

/// Roles to choose from.
pub(crate) fn roles() -> Vec<Choice> {
    ROLES.iter().map(|(code, label)| Choice::new(*code, *label)).collect()
}

/// Bytes in words: `12 KB`, `3.4 MB`.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::size;
    use crate::web::words::logged;

    #[test]
    fn sizes_and_moments_are_said_as_people_say_them() {
        assert_eq!(
            (size(12), size(1_001), size(3_450_000)),
            ("12 bytes".into(), "2 KB".into(), "3.4 MB".into())
        );
        assert_eq!(logged("2026-11-24T13:05:00+00:00"), "24 November 2026, 13:05");
        assert_eq!(logged("soon"), "soon");
    }
}
