//! *Unread*: what of an agency's files could not be read. The days that its records cover are then not known, whatever was stated.

use std::collections::BTreeSet;

use crate::model::{case::Agency, record::Supplied};

/// What to do about it.
pub(super) const NEXT: &str = "see to the file named beside this; until then what it may hold counts as not supplied";

/// Files of one agency of which nothing, or not every part, could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// Files of which nothing was read.
    whole: BTreeSet<String>,
    /// Files of which a part was not read.
    in_part: BTreeSet<String>,
}

impl Unread {
    /// Nothing of the file of this name was read.
    pub fn whole(&mut self, name: &str) {
        self.whole.insert(name.to_owned());
    }

    /// A part of the file of this name was not read.
    pub fn in_part(&mut self, name: &str) {
        self.in_part.insert(name.to_owned());
    }

    /// Takes note of a file that was opened. Without an encoding nothing of it was read.
    pub fn note(&mut self, file: &Supplied) {
        if file.record.is_unread() {
            self.whole(&file.record.file);
        }
        if file.has_unread_part() {
            self.in_part(&file.record.file);
        }
    }

    /// A file to name where something was not read.
    pub fn first(&self) -> Option<&str> {
        self.whole.iter().chain(&self.in_part).next().map(String::as_str)
    }

    /// Takes away the days that an agency is said to have supplied where something of its files was not read, so that the
    /// silence of a file that nobody read is never taken for silence of the agency. Gives what happened, and what to do.
    pub fn withdraw(&self, agency: &mut Agency) -> Option<(String, &'static str)> {
        self.first()?;
        let which = if self.whole.is_empty() {
            "every part of the files"
        } else {
            "every file"
        };
        (agency.supplied_from, agency.supplied_to) = (None, None);
        agency.involved |= !self.whole.is_empty();
        let what = format!(
            "not {which} of agency '{}' could be read, so the days its records cover are not known",
            agency.id
        );
        Some((what, NEXT))
    }
}
