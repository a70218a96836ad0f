//! What is *asked* of training, and what stands around a page of it.

use serde::Serialize;

use crate::web::{
    asking::{Fault, Link},
    posting::Form,
};

/// What is asked, by whom.
pub(crate) struct Asked {
    pub(super) path: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) form: Form,
    /// The secret of a seat that the browser carries.
    pub(super) secret: Option<String>,
}

impl Asked {
    pub(super) fn part(&self, name: &str) -> &str {
        one(&self.path, name)
    }

    pub(super) fn query(&self, name: &str) -> &str {
        one(&self.query, name)
    }

    pub(super) fn typed(&self, name: &str) -> &str {
        one(&self.form.fields, name)
    }

    pub(super) fn many(&self, name: &str) -> Vec<String> {
        let all = self.form.fields.iter().filter(|(n, _)| n == name);
        all.map(|(_, v)| v.clone()).collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.form.fields.iter().any(|(n, _)| n == name)
    }
}

fn one<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
}

/// What stands around a page.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Frame {
    pub(super) heading: String,
    /// Whose page it is: `Group 3`, `Facilitator`.
    pub(super) who: String,
    pub(super) nav: Vec<Link>,
    /// The address of this very page in the navigation.
    pub(super) here: String,
    /// Where the page is looked at again by itself: the address at which it is not.
    pub(super) still: String,
    /// Where it was stopped: the address at which it goes on.
    pub(super) moving: String,
    pub(super) faults: Vec<Fault>,
}
