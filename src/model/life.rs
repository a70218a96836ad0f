//! A *life*: what is known of somebody on the roster beside names, sex and relation, and what can be wrong with it.

use chrono::NaiveDate;

use crate::model::case::Person;

/// A telephone number has no fewer figures behind its 0: fewer stand in too many other numbers.
pub const LEAST_FIGURES: usize = 5;

/// What is known of somebody beside names. Blank lines are left out by who makes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Life {
    /// Day of birth.
    pub born: Option<NaiveDate>,
    /// Addresses.
    pub addresses: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Schools and colleges.
    pub schools: Vec<String>,
    /// Employers, and where somebody works.
    pub workplaces: Vec<String>,
}

/// What is wrong with it: in which field, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amiss {
    /// `born`, `addresses`, `phones`, `schools` or `workplaces`.
    pub field: &'static str,
    /// What, to be read after whose it is.
    pub what: String,
    /// What to do.
    pub next: &'static str,
}

impl Life {
    /// Its lists, each with its name and what one of it is called.
    pub fn lists(&self) -> [(&'static str, &'static str, &[String]); 4] {
        [
            ("addresses", "address", &self.addresses),
            ("phones", "telephone number", &self.phones),
            ("schools", "school", &self.schools),
            ("workplaces", "workplace", &self.workplaces),
        ]
    }

    /// The first thing wrong with it. `last` is the last day under review.
    pub fn amiss(&self, last: NaiveDate) -> Option<Amiss> {
        // A child may be born after the last day under review; a year with a slip lies far behind it.
        let is_late = |born: &NaiveDate| (*born - last).num_days() > 366;
        if let Some(born) = self.born.filter(is_late) {
            return Some(Amiss {
                field: "born",
                what: format!("the day of birth {born} lies more than a year after the last day under review"),
                next: "look at its year",
            });
        }
        for (field, one, list) in self.lists() {
            let is_wrong = |text: &&String| !text.chars().any(char::is_alphanumeric);
            if list.iter().any(|text| is_wrong(&text)) {
                return Some(Amiss {
                    field,
                    what: format!("one {one} of the list is blank"),
                    next: "fill it in, or take it out",
                });
            }
        }
        let own = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let figures = |text: &&String| own(text).trim_start_matches('0').len() < LEAST_FIGURES;
        let short = self.phones.iter().find(figures)?;
        Some(Amiss {
            field: "phones",
            what: format!("`{short}` is no telephone number: it has fewer than {LEAST_FIGURES} figures"),
            next: "give the number in full",
        })
    }

    /// The same in words, each thing that is known; nothing where nothing is.
    pub fn in_words(&self) -> Vec<String> {
        let born = self.born.map(|day| format!("born: {day}"));
        let lists = self.lists();
        let each = lists.iter().filter(|(_, _, list)| !list.is_empty());
        let each = each.map(|(name, _, list)| format!("{name}: {}", list.join("; ")));
        born.into_iter().chain(each).collect()
    }
}

impl Person {
    /// What is known of them beside names.
    pub fn life(&self) -> Life {
        Life {
            born: self.born,
            addresses: self.addresses.clone(),
            phones: self.phones.clone(),
            schools: self.schools.clone(),
            workplaces: self.workplaces.clone(),
        }
    }

    /// The same person, of whom this is known beside names.
    #[must_use]
    pub fn with_life(self, life: Life) -> Self {
        let Life {
            born,
            addresses,
            phones,
            schools,
            workplaces,
        } = life;
        Self {
            born,
            addresses,
            phones,
            schools,
            workplaces,
            ..self
        }
    }
}
