//! An *answer*: what a group recorded at a stop point: what it saw, what it would do, whom it would tell, and why.

use serde::{Deserialize, Serialize};

use crate::{model::entry::EntryId, training::offered::Offered};

/// No more characters are taken of one field: what a group says at a table is shorter.
pub const LONGEST: usize = 4_000;

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Entries that the group takes for warnings.
    pub marks: Vec<Mark>,
    /// Codes of the responses that it chose.
    pub would: Vec<String>,
    /// What it would do, in its own words.
    pub would_own: String,
    /// Codes of the kinds of agency that it would tell.
    pub tell: Vec<String>,
    /// Whom it would tell, in its own words.
    pub tell_own: String,
    /// Why.
    pub why: String,
}

/// An entry that a group takes for a warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The entry.
    pub entry: EntryId,
    /// What the group sees in it; may be empty.
    pub sees: String,
}

/// What is wrong with an answer: the field of the form, and words for who filled it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lack {
    /// The field.
    pub field: &'static str,
    /// What is missing, and what to do.
    pub words: &'static str,
}

impl Answer {
    /// What is missing before the answer can be recorded. That no entry is a warning is an answer too; what to do, even if it is to do
    /// nothing yet, and why must be said. A response that was never offered is none.
    pub fn lacks(&self, offered: &Offered) -> Vec<Lack> {
        let mut out = Vec::new();
        let mut lack = |field, words| out.push(Lack { field, words });
        let is_chosen = self.would.iter().any(|id| offered.response(id).is_some());
        if !is_chosen && self.would_own.trim().is_empty() {
            lack(
                "would",
                "Choose at least one thing that you would do now, or say it in your own words; “nothing more for now” is among them",
            );
        }
        let alone = |is: &dyn Fn(&String) -> bool, all: &[String]| all.len() > 1 && all.iter().any(is);
        if alone(&|id| offered.response(id).is_some_and(|r| r.alone), &self.would) {
            lack(
                "would",
                "“Nothing more for now” stands alone: untick it, or what you ticked beside it",
            );
        }
        if alone(&|id| offered.whom(id).is_some_and(|w| w.alone), &self.tell) {
            lack(
                "tell",
                "“Nobody for now” stands alone: untick it, or whom you ticked beside it",
            );
        }
        if self.why.trim().is_empty() {
            lack("why", "Say why, in a sentence or two");
        }
        for (field, words) in [
            ("would_own", &self.would_own),
            ("tell_own", &self.tell_own),
            ("why", &self.why),
        ] {
            if words.chars().count() > LONGEST {
                lack(field, "This is longer than 4,000 characters; shorten it");
            }
        }
        if self.marks.iter().any(|m| m.sees.chars().count() > LONGEST) {
            lack(
                "marks",
                "What you wrote beside one entry is longer than 4,000 characters; shorten it",
            );
        }
        out
    }

    /// The answer without what was never offered, and with every entry once and only where it has been released.
    #[must_use]
    pub fn within(mut self, offered: &Offered, released: &[EntryId]) -> Self {
        self.would.retain(|id| offered.response(id).is_some());
        self.tell.retain(|id| offered.whom.iter().any(|w| w.id == *id));
        for list in [&mut self.would, &mut self.tell] {
            list.sort();
            list.dedup();
        }
        let mut marks = Vec::new();
        for entry in released {
            marks.extend(self.marks.iter().find(|m| m.entry == *entry).cloned());
        }
        self.marks = marks;
        self
    }

    /// Did the group mark this entry?
    pub fn mark(&self, entry: &EntryId) -> Option<&Mark> {
        self.marks.iter().find(|m| m.entry == *entry)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, LONGEST, Mark};
    use crate::{
        model::entry::EntryId,
        training::offered::{Choice, Offered, Response},
    };

    fn mark(id: &str) -> Mark {
        Mark {
            entry: EntryId(id.to_owned()),
            sees: String::new(),
        }
    }

    #[test]
    fn what_to_do_and_why_must_be_said_and_no_entry_need_be_marked() {
        let fields = |a: &Answer| a.lacks(&Offered::default()).iter().map(|l| l.field).collect::<Vec<_>>();
        assert_eq!(fields(&Answer::default()), ["would", "why"]);
        let made_up = Answer {
            would: vec!["made up".to_owned()],
            why: "Ordinary life".to_owned(),
            ..Answer::default()
        };
        assert_eq!(fields(&made_up), ["would"], "it was never offered");
        let quiet = Answer {
            would_own: "Nothing yet".to_owned(),
            why: "Ordinary life".to_owned(),
            ..Answer::default()
        };
        assert!(fields(&quiet).is_empty());
        let long = Answer {
            why: "a".repeat(LONGEST + 1),
            ..quiet
        };
        assert_eq!(fields(&long), ["why"]);
    }

    #[test]
    fn nothing_is_kept_that_was_not_offered_or_not_yet_released() {
        let offered = Offered {
            responses: vec![Response {
                id: "police".to_owned(),
                words: "Tell the police".to_owned(),
                concepts: Vec::new(),
                alone: false,
            }],
            whom: vec![Choice {
                id: "gp".to_owned(),
                words: "The surgery".to_owned(),
                concepts: Vec::new(),
                alone: false,
            }],
        };
        let answer = Answer {
            marks: vec![mark("B"), mark("LATER"), mark("A"), mark("A")],
            would: vec!["police".to_owned(), "police".to_owned(), "other".to_owned()],
            tell: vec!["nobody".to_owned(), "gp".to_owned()],
            ..Answer::default()
        };
        let released = [EntryId("A".to_owned()), EntryId("B".to_owned())];
        let kept = answer.within(&offered, &released);
        assert_eq!(kept.marks, vec![mark("A"), mark("B")]);
        assert_eq!(
            (kept.would, kept.tell),
            (vec!["police".to_owned()], vec!["gp".to_owned()])
        );
    }
}
