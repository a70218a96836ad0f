//! *Paging*: long lists in pages, with previous and next.

use serde::Serialize;

use crate::web::{addresses, words};

/// Which part of a long list is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Paging {
    /// This page, counted from 1.
    pub(crate) page: usize,
    /// Number of pages, at least 1.
    pub(crate) pages: usize,
    /// `Showing 1 to 200 of 412 entries`.
    pub(crate) words: String,
    /// Address of the page before; empty on the first.
    pub(crate) previous: String,
    /// Address of the page after; empty on the last.
    pub(crate) next: String,
    /// What was asked and could not be given; empty when nothing.
    pub(crate) remark: String,
    #[serde(skip)]
    skip: usize,
    #[serde(skip)]
    take: usize,
}

/// A long list, and what its items are called.
pub(crate) struct Long<'a> {
    /// Number of items.
    pub(crate) total: usize,
    /// Items a page.
    pub(crate) per_page: usize,
    /// `entry`, `entries`.
    pub(crate) called: (&'a str, &'a str),
}

/// No more items stand on one page where all are asked for at once, to be printed.
pub(crate) const AT_ONCE: usize = 1_000;

/// How many items stand on a page: all, where an address asks for them at once.
pub(crate) fn per_page(asked: &str, usual: usize) -> usize {
    if asked == "1" { AT_ONCE } else { usual }
}

impl Paging {
    /// Finds the page that was asked for; the nearest there is, with a remark, when there is none.
    pub(crate) fn of(long: &Long<'_>, asked: &str, base: &str, query: &[(&str, &str)]) -> Self {
        let per_page = long.per_page.max(1);
        let pages = long.total.div_ceil(per_page).max(1);
        let (page, remark) = match asked.parse::<usize>() {
            _ if asked.is_empty() => (1, String::new()),
            Ok(page) if (1..=pages).contains(&page) => (page, String::new()),
            Ok(page) if page > pages => (pages, format!("There is no page {page}: this is the last.")),
            _ => (
                1,
                "The page number could not be read: this is the first page.".to_owned(),
            ),
        };
        let skip = (page - 1) * per_page;
        let to = (skip + per_page).min(long.total);
        let address = |page: usize| {
            let number = page.to_string();
            let mut pairs = query.to_vec();
            pairs.push(("page", if page == 1 { "" } else { &number }));
            addresses::with_query(base, &pairs)
        };
        Self {
            page,
            pages,
            words: match (long.total, pages) {
                (0, _) => format!("No {}", long.called.1),
                (total, 1) => words::count(total, long.called.0, long.called.1),
                (total, _) => format!(
                    "Showing {} to {} of {}",
                    words::number(skip + 1),
                    words::number(to),
                    words::count(total, long.called.0, long.called.1)
                ),
            },
            previous: if page > 1 { address(page - 1) } else { String::new() },
            next: if page < pages { address(page + 1) } else { String::new() },
            remark,
            skip,
            take: per_page,
        }
    }

    /// The address at which all items stand on one page; empty where they do.
    pub(crate) fn whole(&self, base: &str, query: &[(&str, &str)]) -> String {
        if self.pages < 2 {
            return String::new();
        }
        let kept = query.iter().filter(|(name, _)| *name != "all").copied();
        let pairs: Vec<(&str, &str)> = kept.chain([("all", "1")]).collect();
        addresses::with_query(base, &pairs)
    }

    /// The items of this page.
    pub(crate) fn part<'a, T>(&self, items: &'a [T]) -> &'a [T] {
        let to = (self.skip + self.take).min(items.len());
        items.get(self.skip..to).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Long, Paging};

    fn paging(total: usize, asked: &str) -> Paging {
        let long = Long {
            total,
            per_page: 200,
            called: ("entry", "entries"),
        };
        Paging::of(&long, asked, "/c", &[("q", "a b")])
    }

    #[test]
    fn a_middle_page_leads_both_ways_and_keeps_what_was_asked() {
        let middle = paging(412, "2");
        assert_eq!(middle.words, "Showing 201 to 400 of 412 entries");
        assert_eq!(middle.previous, "/c?q=a%20b");
        assert_eq!(middle.next, "/c?q=a%20b&page=3");
        assert_eq!(middle.part(&[0; 412]).len(), 200);
        assert_eq!(paging(412, "3").part(&[0; 412]).len(), 12);
    }

    #[test]
    fn a_page_that_is_not_there_is_answered_with_a_remark() {
        for (asked, page) in [("0", 1), ("-1", 1), ("x", 1), ("99", 3), ("18446744073709551616", 1)] {
            let answer = paging(412, asked);
            assert_eq!(answer.page, page, "{asked}");
            assert!(!answer.remark.is_empty(), "{asked}");
        }
        assert!(paging(0, "").remark.is_empty());
        assert_eq!(paging(0, "").words, "No entries");
    }
}
