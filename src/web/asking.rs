//! What a page is asked, and what it may answer.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    app::lensing::Masked,
    model::{entry::EntryId, matter::Matter},
    web::{
        addresses,
        cases::Cases,
        covered::BesideMasked,
        posting::Form,
        shown::Shown,
        unfit::{Unfit, Unseen},
        visits::{VisitId, Visits},
    },
};

/// A request, as a page sees it.
pub(crate) struct Ask {
    /// The cases, as the visitor sees them.
    pub(crate) cases: Arc<dyn Cases>,
    /// The cases with nothing masked: only for what sets and lifts a mask.
    pub(crate) unmasked: Arc<dyn Cases>,
    /// The address, without what stands behind the `?`.
    pub(crate) address: String,
    /// The variable parts of the address.
    pub(crate) path: Vec<(String, String)>,
    /// What stands behind the `?`, in order.
    pub(crate) query: Vec<(String, String)>,
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// What was filled in and sent; nothing when a page is only looked at.
    pub(crate) form: Form,
    /// What is wrong with it, when the page is shown again.
    pub(crate) faults: Vec<Fault>,
}

/// Who asks.
#[derive(Clone)]
pub(crate) struct Visitor {
    /// Number of the visit.
    pub(crate) id: VisitId,
    /// All visits.
    pub(crate) visits: Arc<Visits>,
}

impl Visitor {
    /// What the visitor calls himself or herself; empty before it was said.
    pub(crate) fn name(&self) -> String {
        self.visits.name(self.id)
    }
}

/// Something that was filled in and cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Fault {
    /// Name of the field; its id on the page.
    pub(crate) field: String,
    /// What is wrong and what to do, as one short sentence.
    pub(crate) words: String,
}

impl Fault {
    /// A fault of a field.
    pub(crate) fn of(field: &str, words: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            words: words.into(),
        }
    }
}

/// An opened case and its part of every address.
pub(crate) struct Opened {
    /// The case's part of every address.
    pub(crate) slug: String,
    /// The case.
    pub(crate) matter: Arc<Matter>,
}

/// What a page answers.
pub(crate) enum Reply {
    /// A page to show.
    Page(Box<Shown>),
    /// What was asked for stands at this address now.
    Moved(String),
    /// A report to be looked at in a frame of a page of ours, or on a page of its own. Nothing in it runs.
    Framed(Vec<u8>),
    /// A file to keep.
    Download {
        /// The name it is kept under: plain letters, digits, `-` and `.` only.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    /// The words.
    pub(crate) label: String,
    /// Where they lead.
    pub(crate) address: String,
}

/// Why there is no page.
pub(crate) enum Refusal {
    /// What was asked for is not there.
    NotThere(Missing),
    /// What was asked or sent cannot be taken as it stands.
    Unfit(Box<Unfit>),
    /// A fault of ours.
    Fault(anyhow::Error),
}

/// What is not there, and the way back.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Missing {
    /// What is not there, in plain words.
    pub(crate) what: String,
    /// What to do next.
    pub(crate) next: String,
    /// The way back.
    pub(crate) back: Link,
}

impl Missing {
    /// No page has this address.
    pub(crate) fn page() -> Self {
        Self {
            what: "There is no page at this address.".to_owned(),
            next: "Check the address, or go back to the list of cases.".to_owned(),
            back: Link::new("All cases", "/"),
        }
    }

    /// No case has this name.
    pub(crate) fn case() -> Self {
        Self {
            what: "There is no case of this name in the home folder.".to_owned(),
            next: "It may have been renamed or moved. The list of cases shows those that can be opened.".to_owned(),
            back: Link::new("All cases", "/"),
        }
    }

    /// The case file cannot be used; these words say why, and what to do.
    pub(crate) fn closed(why: String) -> Self {
        Self {
            what: why,
            next: "Where something was filled in, go back in the browser: it is still there.".to_owned(),
            back: Link::new("All cases", "/"),
        }
    }

    /// Nothing could be kept, and these words say why: for the page of a form, which has what was filled in still.
    pub(crate) fn kept_nothing(why: &str) -> String {
        format!("Nothing was kept; what you filled in stands here still. {why}")
    }

    /// No warning has this number.
    pub(crate) fn warning(slug: &str) -> Self {
        Self {
            what: "There is no warning of this number in the case.".to_owned(),
            next: "Warnings are numbered anew when records or readings change. The list of warnings shows those there are."
                .to_owned(),
            back: Link::new("Warnings", addresses::of_case(slug, "warnings")),
        }
    }

    fn entry(slug: &str) -> Self {
        Self {
            what: "There is no entry with this reference in the case.".to_owned(),
            next: "The record it stood in may have been replaced. The chronology shows every entry of the case."
                .to_owned(),
            back: Link::new("Chronology", addresses::of_case(slug, "chronology")),
        }
    }

    /// No finding has this id.
    pub(crate) fn finding(slug: &str) -> Self {
        Self {
            what: "There is no such finding in the case.".to_owned(),
            next: "Records, readings or rules changed since. The list of warnings shows those there are.".to_owned(),
            back: Link::new("Warnings", addresses::of_case(slug, "warnings")),
        }
    }

    /// Part of the case is masked for the visitor, and this would tell of it or rest on it.
    pub(crate) fn masked(slug: &str) -> Self {
        Self {
            what: "This cannot be seen or done while part of the case is masked for you.".to_owned(),
            next: "Nothing was changed. Decisions rest on the whole of a case, and files and the activity of others tell of all of it. \
                   Lift the mask first; notes, stars and judgements can be kept under it."
                .to_owned(),
            back: Link::new("What is masked, and how to lift it", addresses::of_case(slug, "knowledge")),
        }
    }

    /// Why something is refused of the case with this slug while part of a case is masked; nothing where that is not why.
    pub(crate) fn why_masked(error: &anyhow::Error, slug: &str) -> Option<Self> {
        if error.is::<Masked>() {
            return Some(Self::masked(slug));
        }
        let beside: &BesideMasked = error.downcast_ref()?;
        Some(Self {
            what: "This anonymised case was made of a case of which part is masked for you, and it would show the rest of it."
                .to_owned(),
            next: "Nothing of it is shown or done, and nothing was changed. Lift the mask of that case first, or judge it before you open this one."
                .to_owned(),
            back: Link::new("What is masked, and how to lift it", addresses::of_case(&beside.real, "knowledge")),
        })
    }

    /// Findings of this kind stand on no page of their own.
    pub(crate) fn kind(slug: &str) -> Self {
        Self {
            what: "There is no page of findings of this kind.".to_owned(),
            next: "The page of warnings leads to good practice and to everything else that stands beside them."
                .to_owned(),
            back: Link::new("Warnings", addresses::of_case(slug, "warnings")),
        }
    }

    /// No line of enquiry has this name.
    pub(crate) fn line(slug: &str) -> Self {
        Self {
            what: "This case follows no line of enquiry of this name.".to_owned(),
            next: "It may have been laid down. The list of lines shows those that are followed, and takes others up again."
                .to_owned(),
            back: Link::new("Lines of enquiry", addresses::of_case(slug, "lines")),
        }
    }

    /// No pattern has this id.
    pub(crate) fn pattern(back: &str) -> Self {
        Self {
            what: "There is no pattern of this id here.".to_owned(),
            next: "It may have been left out of the rules since. The list of patterns shows those there are."
                .to_owned(),
            back: Link::new("Patterns", back),
        }
    }

    /// No report of this kind or format.
    pub(crate) fn report(slug: &str) -> Self {
        Self {
            what: "There is no report of this kind.".to_owned(),
            next: "The list of reports shows those that can be made.".to_owned(),
            back: Link::new("Reports", addresses::of_case(slug, "report")),
        }
    }
}

impl From<anyhow::Error> for Refusal {
    fn from(error: anyhow::Error) -> Self {
        if error.is::<Unseen>() {
            Unseen::told()
        } else {
            Self::Fault(error)
        }
    }
}

impl Link {
    /// Words that lead somewhere.
    pub(crate) fn new(label: impl Into<String>, address: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            address: address.into(),
        }
    }
}

impl Ask {
    /// The address, with what stands behind the `?`.
    pub(crate) fn here(&self) -> String {
        let pairs: Vec<(&str, &str)> = self.query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        addresses::with_query(&self.address, &pairs)
    }

    /// A variable part of the address; empty when the page's address has none of this name.
    pub(crate) fn part(&self, name: &str) -> &str {
        first(&self.path, name)
    }

    /// The first value asked under a name, without the space around it; empty when there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        first(&self.query, name).trim()
    }

    /// What was filled in under a name and sent, without the space around it; empty when a page is only looked at.
    pub(crate) fn typed(&self, name: &str) -> &str {
        first(&self.form.fields, name).trim()
    }

    /// Was a field of this name sent, be it empty?
    pub(crate) fn has(&self, name: &str) -> bool {
        self.form.fields.iter().any(|(key, _)| key == name)
    }

    /// Every value asked under a name, empty ones left out.
    pub(crate) fn many(&self, name: &str) -> Vec<String> {
        self.query
            .iter()
            .filter(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The case that the address names.
    pub(crate) fn case(&self) -> Result<Opened, Refusal> {
        self.case_named(self.part("case"))
    }

    /// The case with this slug, as this visitor may see it.
    pub(crate) fn case_named(&self, slug: &str) -> Result<Opened, Refusal> {
        if !is_slug(slug) {
            return Err(Refusal::NotThere(Missing::case()));
        }
        let matter = self.cases.get(slug)?;
        let matter = matter.ok_or_else(|| Refusal::NotThere(Missing::case()))?;
        Ok(Opened {
            slug: slug.to_owned(),
            matter,
        })
    }

    /// Every case that can be opened, by slug.
    pub(crate) fn every_case(&self) -> Result<Vec<Opened>, Refusal> {
        let listed = self.cases.list()?;
        // A case that went away meanwhile is not there to be shown.
        Ok(listed.iter().filter_map(|c| self.case_named(&c.slug).ok()).collect())
    }

    /// Place of the entry that the address names.
    pub(crate) fn entry_at(&self, opened: &Opened) -> Result<usize, Refusal> {
        let wanted = EntryId(self.part("entry").to_owned());
        opened
            .matter
            .entries
            .iter()
            .position(|entry| entry.id == wanted)
            .ok_or_else(|| Refusal::NotThere(Missing::entry(&opened.slug)))
    }
}

impl Opened {
    /// Number of the last settlement that a page made now shows: a form sends it back, so that nobody's is overlooked.
    pub(crate) fn seen(&self) -> u64 {
        self.matter.settled.last().map_or(0, |s| s.number)
    }

    /// The address of a page of this case.
    pub(crate) fn address(&self, page: &str) -> String {
        addresses::of_case(&self.slug, page)
    }

    /// The address of an entry of this case.
    pub(crate) fn entry(&self, id: &EntryId) -> String {
        addresses::entry(&self.slug, &id.0)
    }

    /// The same, with the way back to the place from which it is opened; an empty one is left out.
    pub(crate) fn entry_from(&self, id: &EntryId, back: &str) -> String {
        addresses::with_query(&self.entry(id), &[("back", back)])
    }

    /// The address of a warning of this case.
    pub(crate) fn warning(&self, id: &str) -> String {
        addresses::warning(&self.slug, id)
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map_or("", |(_, value)| value.as_str())
}

/// A slug becomes part of a file name: nothing that leads out of the folder gets through.
fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= 200
        && !slug.starts_with('.')
        && !slug
            .chars()
            .any(|c| c.is_control() || matches!(c, '/' | '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*'))
}

#[cfg(test)]
mod tests {
    use super::is_slug;

    #[test]
    fn a_slug_never_leads_out_of_the_folder() {
        for good in ["ashdown", "case-2", "Été 2018"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", ".", "..", "../x", "a/b", "a\\b", "c:", "a\0b", ".hidden"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
