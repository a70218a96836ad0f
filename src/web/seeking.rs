//! *Seeking*: what a search was asked, as its address says it, and the request that is made of it. Pages, kept searches and lists of
//! queries read and write addresses of searches from here, so that one address always asks the same.

use crate::{
    search::answer::{Answer, Request, Sort, Stretch},
    web::{
        addresses,
        asking::{Ask, Opened},
    },
};

/// What an address of a search can say, the page left out.
pub(crate) const NAMES: &[&str] = &[
    "q", "and", "like", "case", "agency", "type", "concept", "person", "year", "warning", "in", "sort",
];
/// No more is read of an address: nobody chooses more by hand.
const MOST: usize = 60;

/// What was asked, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// What an address asks; whatever is no part of a search is left out.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        let mut out: Vec<(String, String)> = Vec::new();
        for (name, value) in pairs {
            let one = (name.clone(), value.trim().to_owned());
            if NAMES.contains(&name.as_str()) && !one.1.is_empty() && !out.contains(&one) && out.len() < MOST {
                out.push(one);
            }
        }
        Self { pairs: out }
    }

    /// What the part of an address behind the `?` asks.
    pub(crate) fn of_text(text: &str) -> Self {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        Self::of(&pairs)
    }

    /// Does it ask for anything?
    pub(crate) fn is_nothing(&self) -> bool {
        self.pairs.iter().all(|(name, _)| name == "sort")
    }

    /// What it asks, in order.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The first value of this name; empty when there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// Every value of this name.
    pub(crate) fn many(&self, name: &str) -> Vec<String> {
        let own = self.pairs.iter().filter(|(n, _)| n == name);
        own.map(|(_, v)| v.clone()).collect()
    }

    /// Does it ask this?
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(n, v)| n == name && v == value)
    }

    /// One thing more.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.pairs.clone();
        pairs.push((name.to_owned(), value.to_owned()));
        Self::of(&pairs)
    }

    /// One thing less.
    pub(crate) fn without(&self, name: &str, value: &str) -> Self {
        let mut out = self.clone();
        out.pairs.retain(|(n, v)| !(n == name && v == value));
        out
    }

    /// This and nothing else under the name; nothing under it when the value is empty.
    pub(crate) fn set(&self, name: &str, value: &str) -> Self {
        let mut pairs: Vec<(String, String)> = self.pairs.iter().filter(|(n, _)| n != name).cloned().collect();
        let at = if name == "q" { 0 } else { pairs.len() };
        pairs.insert(at, (name.to_owned(), value.to_owned()));
        Self::of(&pairs)
    }

    /// Its address below this page.
    pub(crate) fn address(&self, base: &str) -> String {
        let pairs: Vec<(&str, &str)> = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        addresses::with_query(base, &pairs)
    }

    /// The part of its address behind the `?`.
    pub(crate) fn text(&self) -> String {
        self.address("").trim_start_matches('?').to_owned()
    }

    /// The request, for a page of so many hits. `case` is the case whose entry others are compared with.
    pub(crate) fn request(&self, case: &str, (page, per_page): (usize, usize)) -> Request {
        let like = self.one("like");
        Request {
            query: self.one("q").to_owned(),
            within: self.many("and"),
            like: (!like.is_empty()).then(|| (case.to_owned(), like.to_owned())),
            cases: self.many("case"),
            agencies: self.many("agency"),
            types: self.many("type"),
            concepts: self.many("concept"),
            people: self.many("person"),
            years: self.many("year"),
            warned: self.many("warning"),
            stretch: self.one("in").parse::<Stretch>().ok(),
            sort: Sort::of_code(self.one("sort")),
            page,
            per_page,
        }
    }
}

impl Ask {
    /// Searches these cases, as they may be seen.
    pub(crate) fn search(&self, opened: &[Opened], request: &Request) -> anyhow::Result<Answer> {
        let mut answers = self.search_each(opened, std::slice::from_ref(request))?;
        Ok(answers.pop().unwrap_or_default())
    }

    /// Searches these cases for each of these.
    pub(crate) fn search_each(&self, opened: &[Opened], requests: &[Request]) -> anyhow::Result<Vec<Answer>> {
        let seen: Vec<_> = opened.iter().map(|o| (o.slug.clone(), o.matter.clone())).collect();
        self.cases.search_each(&seen, requests)
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn an_address_asks_the_same_when_it_is_read_again_and_nothing_else() {
        let asked = Asked::of_text("q=a%20%26%20b&agency=police&agency=police&page=3&evil=1&in=2018-01&sort=newest");
        assert_eq!(
            asked.address("/s"),
            "/s?q=a%20%26%20b&agency=police&in=2018-01&sort=newest"
        );
        assert_eq!(Asked::of_text(&asked.text()), asked);
        assert_eq!(
            asked.set("q", "").without("agency", "police").address("/s"),
            "/s?in=2018-01&sort=newest"
        );
        assert!(Asked::of_text("sort=oldest&x=1").is_nothing());
        let request = asked.request("c", (2, 20));
        assert_eq!(request.stretch.unwrap().to_string(), "2018-01");
        assert!(Asked::of_text("in=soon").request("c", (1, 20)).stretch.is_none());
    }
}
