//! What was settled *since* somebody last looked: whether what that person settles now can be kept, is kept already, or stands against
//! what somebody settled meanwhile. Keeping it is left to the store.

use std::collections::BTreeMap;

use crate::model::{
    beside::Beside,
    settled::{Settled, Settlement},
};

/// Those of `new` that are still to be kept, by somebody who knows of all settlements up to the number `seen`: what the same person sent
/// twice is kept already. Where somebody settled the same since, what was settled is given back, in order: then nothing is to be kept.
pub fn to_keep<'n>(all: &[Settled], new: &'n [Settled], seen: u64) -> Result<Vec<&'n Settled>, Vec<Settled>> {
    let since: Vec<&Settled> = all.iter().filter(|s| s.number > seen).collect();
    let mut newer: BTreeMap<u64, Settled> = BTreeMap::new();
    let mut out = Vec::new();
    for one in new.iter().filter(|one| !is_kept(&since, one)) {
        let about = since.iter().filter(|s| s.what.is_about_the_same(&one.what));
        newer.extend(about.map(|s| (s.number, Settled::clone(s))));
        out.push(one);
    }
    if newer.is_empty() {
        Ok(out)
    } else {
        Err(newer.into_values().collect())
    }
}

/// Is the last word on it since then this very one, of the same person, and was it not taken back?
fn is_kept(since: &[&Settled], one: &Settled) -> bool {
    let last = since.iter().rev().find(|s| touches(s, one));
    last.is_some_and(|s| {
        let is_taken_back = since.iter().any(|o| o.what == Settlement::Undo(s.number));
        s.who == one.who && s.what == one.what && s.because == one.because && !is_taken_back
    })
}

/// Would the later of both be the word that holds? Marks and notes stand beside each other, but not those of one person beside
/// themselves.
fn touches(before: &Settled, one: &Settled) -> bool {
    if before.what.is_about_the_same(&one.what) {
        return true;
    }
    let is_own = before.who == one.who;
    match (&before.what, &one.what) {
        (
            Settlement::Beside(Beside::Tag { entry, tag, .. }),
            Settlement::Beside(Beside::Tag { entry: e, tag: t, .. }),
        ) => entry == e && tag == t,
        (Settlement::Beside(Beside::Star { entry, .. }), Settlement::Beside(Beside::Star { entry: e, .. })) => {
            is_own && entry == e
        }
        (Settlement::Beside(Beside::Blind { .. }), Settlement::Beside(Beside::Blind { .. })) => is_own,
        (before, one) => is_own && before == one,
    }
}

#[cfg(test)]
mod tests {
    use super::{Beside, Settled, Settlement, to_keep};
    use crate::model::{beside::About, entry::EntryId, settled::Verdict};

    fn by(number: u64, who: &str, what: Settlement) -> Settled {
        Settled {
            number,
            at: String::new(),
            who: who.to_owned(),
            what,
            because: "why".to_owned(),
        }
    }

    fn decision(finding: &str, verdict: Verdict) -> Settlement {
        Settlement::Decision {
            finding: finding.to_owned(),
            version: 1,
            verdict,
            wrong: None,
            together: Vec::new(),
        }
    }

    fn note(text: &str) -> Settlement {
        Settlement::Beside(Beside::Note {
            about: About::Case,
            text: text.to_owned(),
        })
    }

    fn star(on: bool) -> Settlement {
        let entry = EntryId("P-1".to_owned());
        Settlement::Beside(Beside::Star { entry, on })
    }

    fn left(all: &[Settled], new: Settled, seen: u64) -> Option<usize> {
        to_keep(all, &[new], seen).ok().map(|kept| kept.len())
    }

    #[test]
    fn what_the_same_person_sent_twice_is_kept_already() {
        let all = [by(1, "A", decision("F1", Verdict::Accept)), by(2, "A", note("x")), by(3, "A", star(true))];
        for one in &all {
            assert_eq!(left(&all, by(0, "A", one.what.clone()), 0), Some(0), "{one:?}");
        }
        assert_eq!(left(&all, by(0, "B", note("x")), 0), Some(1), "another person's words");
        assert_eq!(left(&all, by(0, "B", star(true)), 0), Some(1), "another person's star");
        assert_eq!(left(&all, by(0, "A", note("x")), 2), Some(1), "written again knowing of the first");
        assert_eq!(left(&all, by(0, "A", decision("F1", Verdict::Reject)), 0), None);
    }

    #[test]
    fn what_was_changed_or_taken_back_since_is_to_be_kept_again() {
        let all = [by(1, "A", star(true)), by(2, "A", star(false)), by(3, "A", note("x")), by(4, "B", Settlement::Undo(3))];
        assert_eq!(left(&all, by(0, "A", star(true)), 0), Some(1));
        assert_eq!(left(&all, by(0, "A", note("x")), 0), Some(1));
    }

    #[test]
    fn one_of_several_that_somebody_settled_since_keeps_all_back() {
        let all = [by(1, "B", decision("F2", Verdict::Reject))];
        let new = [by(0, "A", decision("F1", Verdict::Accept)), by(0, "A", decision("F2", Verdict::Accept))];
        let newer = to_keep(&all, &new, 0).unwrap_err();
        assert_eq!(newer, all);
        assert_eq!(to_keep(&all, &new, 1).unwrap().len(), 2);
    }
}
