//! The *switch* between a case and the anonymised cases that were made of it, and what every page of a case says in which nobody is real.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    app::anonymising::{Origin, Twins, made_before},
    model::{disguise::Disguise, entry::EntryId, matter::Matter, settled::Settled},
    web::{
        addresses,
        asking::{Ask, Link},
        pages::{self, Page},
        through,
    },
};

/// What stands on every page of a case beside or instead of a real one.
#[derive(Debug, Serialize)]
pub(crate) struct Disguised {
    /// `anonymised`, `invented`, or nothing for a real case.
    kind: &'static str,
    /// For whom it was anonymised.
    level: String,
    /// The same page in the other case, with its name.
    links: Vec<Link>,
}

/// Two cases of which one was made of the other, and which of them the page is of.
struct Both {
    here: Arc<Matter>,
    there: Arc<Matter>,
    slug: String,
    is_real: bool,
}

/// What a page says of it; nothing where there is nothing to say.
pub(crate) fn of(ask: &Ask, page: &Page) -> Option<Disguised> {
    let slug = ask.part("case");
    let here = ask.unmasked.get(slug).ok().flatten()?;
    // Whoever sees only part of a case would see the rest in the other.
    let is_masked = || through::is_masked(ask, slug).unwrap_or(true);
    let mut out = Disguised {
        kind: if here.case.is_anonymised() {
            "anonymised"
        } else if here.case.is_invented() {
            "invented"
        } else {
            ""
        },
        level: String::new(),
        links: Vec::new(),
    };
    if here.case.is_anonymised() {
        let id = here.case.disguised.clone().unwrap_or_default();
        let levels = ask.unmasked.bringing().levels().unwrap_or_default();
        out.level = levels.into_iter().find(|l| l.id == id).map_or(id, |l| l.title);
        out.links = real(ask, (&here, slug))
            .into_iter()
            .filter(|_| !is_masked())
            .map(|both| Link::new("The same page in the real case", address(ask, page, &both)))
            .collect();
    } else if !made_before(&here.settled).is_empty() && !is_masked() {
        out.links = made(ask, &here)
            .iter()
            .map(|both| Link::new(format!("The same page in {}", both.slug), address(ask, page, both)))
            .collect();
    }
    (!out.kind.is_empty() || !out.links.is_empty()).then_some(out)
}

/// The anonymised cases that were made of a case and are here.
fn made(ask: &Ask, here: &Arc<Matter>) -> Vec<Both> {
    let there = |(_, made): (&Settled, &Disguise)| {
        let there = ask.cases.get(&made.slug).ok().flatten()?;
        let is_it = there.case.disguised.as_ref() == Some(&made.level);
        (is_it && !through::is_masked(ask, &made.slug).unwrap_or(true)).then(|| Both {
            here: Arc::clone(here),
            there,
            slug: made.slug.clone(),
            is_real: true,
        })
    };
    made_before(&here.settled).into_iter().filter_map(there).collect()
}

/// The case that an anonymised one was made of, where it is here: it alone knows it.
fn real(ask: &Ask, (here, slug): (&Arc<Matter>, &str)) -> Option<Both> {
    let is_it = |o: &Origin| o.stands && o.made == slug;
    let origin = ask.cases.origins().ok()?.into_iter().find(is_it)?;
    if through::is_masked(ask, &origin.real).unwrap_or(true) {
        return None;
    }
    Some(Both {
        here: Arc::clone(here),
        there: ask.cases.get(&origin.real).ok().flatten()?,
        slug: origin.real,
        is_real: false,
    })
}

impl Both {
    fn twins(&self) -> Option<Twins> {
        if self.is_real {
            Twins::of(&self.here, &self.there)
        } else {
            Twins::of(&self.there, &self.here)
        }
    }

    /// The entry there that stands for this one, or for which it stands.
    fn entry(&self, id: &str) -> Option<EntryId> {
        let (twins, id) = (self.twins()?, EntryId(id.to_owned()));
        let found = if self.is_real { twins.made(&id) } else { twins.real(&id) };
        found.cloned()
    }

    /// The id there of the same finding.
    fn finding(&self, id: &str) -> Option<String> {
        self.finding_by(&self.twins()?, id)
    }

    fn finding_by(&self, twins: &Twins, id: &str) -> Option<String> {
        let finding = self.here.finding(id)?;
        let found = if self.is_real {
            twins.made_finding(finding, &self.there)
        } else {
            twins.real_finding(finding, &self.there)
        };
        found.map(|f| f.id.clone())
    }

    /// The warning there that has a finding of this one.
    fn warning(&self, id: &str) -> Option<String> {
        let (twins, warning) = (self.twins()?, self.here.warnings.iter().find(|w| w.id == id)?);
        let finding = warning.findings.iter().find_map(|f| self.finding_by(&twins, f))?;
        let mut all = self.there.warnings.iter();
        all.find(|w| w.findings.contains(&finding)).map(|w| w.id.clone())
    }
}

/// The same page there. Nothing goes along but what stands for something of this case: what was asked here may name somebody.
fn address(ask: &Ask, page: &Page, both: &Both) -> String {
    let slug = both.slug.as_str();
    let list = |name: &str| addresses::of_case(slug, name);
    let open = |name: &str, found: Option<String>| {
        let id = found.unwrap_or_default();
        addresses::with_query(&list(name), &[("open", &id)])
    };
    match page.name {
        "entry" => both
            .entry(ask.part("entry"))
            .map_or_else(|| list("chronology"), |id| addresses::entry(slug, &id.0)),
        "record" => both
            .entry(ask.part("entry"))
            .map_or_else(|| list("chronology"), |id| addresses::record(slug, &id.0)),
        "finding" => both
            .finding(ask.part("finding"))
            .map_or_else(|| list("warnings"), |id| addresses::finding(slug, &id)),
        "warning" => both
            .warning(ask.part("warning"))
            .map_or_else(|| list("warnings"), |id| addresses::warning(slug, &id)),
        "chronology" => open("chronology", both.entry(ask.one("open")).map(|e| e.0)),
        "warnings" => open("warnings", both.warning(ask.one("open"))),
        "anonymise" | "anonymise_left" | "anonymise_risk" => addresses::case(slug),
        "take_back" => list("files"),
        name => {
            let path = |p: &Page| p.path.replace("{case}", &addresses::escape(slug));
            let same = Some(path(page)).filter(|p| !p.contains('{'));
            let above = pages::named(pages::section(name)).map(path);
            same.or(above)
                .filter(|p| !p.contains('{'))
                .unwrap_or_else(|| addresses::case(slug))
        }
    }
}
