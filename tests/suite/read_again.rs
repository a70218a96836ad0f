//! A case that is judged again takes over what reads the same: the case is the one that judging afresh gives, and only what can read
//! otherwise is read. Who opens a case while it is judged waits for it.

use forewarned::{
    app::{
        acting,
        as_read::AsRead,
        judging::{Material, judge, judge_after},
        lensing::masked,
    },
    model::{
        act::{Act, Deed},
        entry::EntryId,
        lens::Lens,
        matter::Matter,
    },
};

use crate::{
    judged_again::{act_on, all_of, open, opened, trigger},
    whole_cases::{book, material},
};

/// The case judged after it was judged `before`, and how many entries were read for it.
fn again(before: &(Matter, AsRead), material: Material) -> (Matter, usize) {
    let mut read = 0;
    let (after, _) = judge_after(material, book(), Some((&before.0, &before.1)), &mut |n| read = n);
    (after, read)
}

#[test]
fn an_entry_is_read_again_only_where_it_or_who_is_who_is_another() {
    let all = material("rowan-street").entries.len();
    let before = judge_after(material("rowan-street"), book(), None, &mut |_| {});

    let mut reworded = material("rowan-street");
    reworded.entries[3]
        .text
        .push_str(" He was seen outside her house again.");
    let mut shorter = material("rowan-street");
    shorter.entries.truncate(all - 2);
    let mut supplied = material("rowan-street");
    supplied.case.agencies[0].supplied_to = None;
    supplied.case.event = None;
    let mut of_others = material("rowan-street");
    of_others.entries[3].author = "CPN (G Adair)".to_owned();
    let mut named = material("rowan-street");
    named.case.people[0].names.push("Oldcastle".to_owned());
    let mut together = material("rowan-street");
    together.case.people.truncate(1);
    for (what, material, reads) in [
        ("one text", reworded, 1),
        ("entries gone", shorter, 0),
        ("days supplied and the event", supplied, 0),
        ("somebody new writes", of_others, all),
        ("a name on the roster", named, all),
        ("people off the roster", together, all),
    ] {
        let (after, read) = again(&before, material.clone());
        assert_eq!(read, reads, "{what}");
        assert_eq!(all_of(&after), all_of(&judge(material, book(), &mut |_| {})), "{what}");
    }
}

#[test]
fn acts_on_a_reading_that_is_taken_over_are_laid_anew() {
    let mut touched = material("rowan-street");
    let (plain, _) = judge_after(touched.clone(), book(), None, &mut |_| {});
    let (entry, concept) = trigger(&plain);
    let deed = Deed::Strike(acting::pointed(&plain, &entry.0, &concept, "").unwrap());
    touched.acts.push(Act {
        number: 1,
        ..act_on(deed, &entry)
    });
    let before = judge_after(touched.clone(), book(), None, &mut |_| {});
    touched.acts.clear();
    // Another entry is reworded, so that readings are taken over one by one.
    let other = touched.entries.iter().position(|e| e.id != entry).unwrap();
    touched.entries[other].text.push('.');
    let (after, read) = again(&before, touched.clone());
    assert_eq!(read, 1);
    assert_eq!(all_of(&after), all_of(&judge(touched, book(), &mut |_| {})));
}

#[test]
fn what_a_lens_leaves_is_the_same_whether_it_is_read_again_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (whole, _) = open(&matters);
    for agency in whole.case.agencies.iter().map(|a| Some(a.id.clone())).chain([None]) {
        for until in [None, Some(whole.entries[whole.entries.len() / 2].when.latest)] {
            let lens = Lens {
                agency: agency.clone(),
                until,
                blind: None,
            };
            if lens.is_clear() {
                continue;
            }
            let left = matters.get_by("saltmarsh", &lens).unwrap().unwrap();
            assert_eq!(all_of(&left), all_of(&masked(&whole, &lens, book())), "{lens:?}");
        }
    }
}

#[test]
fn two_who_open_a_case_at_once_wait_for_one_judging() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let gate = std::sync::Barrier::new(3);
    let told: Vec<usize> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    gate.wait();
                    open(&matters).1
                })
            })
            .collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(told.iter().filter(|n| **n > 0).count(), 1, "{told:?}");
}

#[test]
fn an_entry_is_found_where_it_stands_now() {
    let (mut matter, _) = judge_after(material("rowan-street"), book(), None, &mut |_| {});
    let (first, last) = (matter.entries[0].id.clone(), matter.entries.last().unwrap().id.clone());
    assert_eq!(matter.entry(&first).unwrap().0.id, first);
    matter.entries.rotate_left(1);
    matter.readings.rotate_left(1);
    for id in [&first, &last] {
        let (entry, reading) = matter.entry(id).unwrap();
        assert_eq!((&entry.id, &reading.entry), (id, id));
    }
    "another".clone_into(&mut matter.entries[0].id.0);
    assert!(matter.entry(&EntryId("another".to_owned())).is_some());
    assert!(matter.entry(&EntryId("none".to_owned())).is_none());
}

#[test]
fn a_case_in_the_list_counts_what_the_opened_case_holds() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (matter, _) = open(&matters);
    let listed = matters.list().unwrap();
    assert_eq!(
        (listed[0].entries, listed[0].problems, &listed[0].title),
        (matter.entries.len(), matter.problems.len(), &matter.case.title)
    );
    assert!(listed[0].entries > 0);
}
