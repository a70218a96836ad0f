//! A case that is open and changes: what was only put beside the records judges nothing anew, an act reads no entry again, and
//! either way the case is the one that judging afresh gives.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use forewarned::{
    app::{
        acting::{self, Signed, Wanted},
        beside,
        home::Home,
        importing,
        judging::{judge, judge_after},
        matters::Matters,
        settling,
    },
    model::{
        act::{Act, Deed, Reason},
        beside::Beside,
        entry::EntryId,
        matter::Matter,
        quote::Part,
        settled::Settlement,
    },
    search::answer::Request,
};

use crate::{
    headings,
    whole_cases::{book, material, sample},
};

pub(crate) fn opened(folder: &Path) -> Matters {
    let home = Home::new(folder);
    importing::import(&home, &headings(), &sample("saltmarsh"), Some("saltmarsh")).unwrap();
    Matters::new(home, Arc::new(book().clone()))
}

/// The case, and how often reading told of its progress.
pub(crate) fn open(matters: &Matters) -> (Arc<Matter>, usize) {
    let mut told = 0;
    let (_, matter) = matters.open("saltmarsh", &mut |_| told += 1).unwrap().unwrap();
    (matter, told)
}

/// Everything that a matter holds, to compare.
pub(crate) fn all_of(matter: &Matter) -> String {
    format!("{matter:?}")
}

pub(crate) fn act_on(deed: Deed, entry: &EntryId) -> Act {
    let signed = Signed {
        who: "A. Reviewer".to_owned(),
        reason: Reason::NotThis,
        because: String::new(),
    };
    acting::act(entry.clone(), deed, &signed)
}

/// The first entry on which a finding rests, and the concept that its words were read as.
pub(crate) fn trigger(matter: &Matter) -> (EntryId, String) {
    let all = matter.counted().flat_map(|f| &f.triggers);
    let mut read = all.filter(|t| !t.concept.is_empty() && t.quote.part == Part::Text);
    let cited = read.next().unwrap();
    (cited.quote.entry.clone(), cited.concept.clone())
}

fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| p.is_file())
        .map(|p| (p.display().to_string(), fs::read(&p).unwrap()))
        .collect()
}

#[test]
fn what_is_put_beside_the_records_judges_nothing_anew_and_leaves_the_index() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (before, told) = open(&matters);
    assert!(told > 0, "the first opening reads the entries");
    let request = Request {
        query: "the".to_owned(),
        ..Request::default()
    };
    let found = matters.search("saltmarsh", &request).unwrap().unwrap().total;
    let index = files_of(&matters.home().index("saltmarsh"));
    assert!(!index.is_empty());
    let star = Beside::Star {
        entry: before.entries[0].id.clone(),
        on: true,
    };
    let settled = beside::beside(&before, star, "A. Reviewer").unwrap();
    matters
        .settle_after("saltmarsh", &settled, 0)
        .unwrap()
        .unwrap()
        .unwrap();
    let (after, told) = open(&matters);
    assert_eq!(told, 0, "nothing was read");
    assert_eq!(after.settled.len(), before.settled.len() + 1);
    assert_eq!(all_of(&without_settled(&before)), all_of(&without_settled(&after)));
    assert_eq!(matters.search("saltmarsh", &request).unwrap().unwrap().total, found);
    assert_eq!(
        files_of(&matters.home().index("saltmarsh")),
        index,
        "the index is the same to the byte"
    );
}

fn without_settled(matter: &Matter) -> Matter {
    Matter {
        settled: Vec::new(),
        ..matter.clone()
    }
}

#[test]
fn an_act_reads_no_entry_again_and_gives_what_judging_afresh_gives() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (first, _) = open(&matters);
    let (entry, concept) = trigger(&first);
    // Struck out, taken back, added to: each time the case that is kept open is the one that is read from the file.
    let strike = Deed::Strike(acting::pointed(&first, &entry.0, &concept, "").unwrap());
    let numbers = matters
        .keep_all_after("saltmarsh", &[act_on(strike, &entry)], 0)
        .unwrap()
        .unwrap()
        .unwrap();
    let (struck, told) = open(&matters);
    assert_eq!(told, 0, "no entry was read again");
    assert_ne!(
        format!("{:?}", first.findings),
        format!("{:?}", struck.findings),
        "what rested on the mention rests on it no longer"
    );
    same_as_afresh(&matters, &struck, folder.path());

    let (_, undo) = acting::undo(&struck, numbers[0]).unwrap();
    matters
        .keep_all_after("saltmarsh", &[act_on(undo, &entry)], numbers[0])
        .unwrap()
        .unwrap()
        .unwrap();
    let (back, told) = open(&matters);
    assert_eq!(told, 0);
    assert_eq!(
        all_of(&without_acts(&first)),
        all_of(&without_acts(&back)),
        "what was taken back left nothing"
    );
    same_as_afresh(&matters, &back, folder.path());

    let other = &back.entries[3];
    let words = other
        .text
        .split_whitespace()
        .next()
        .unwrap()
        .trim_matches(|c: char| !c.is_alphanumeric());
    let given = acting::given(
        &back,
        &Wanted {
            entry: other.id.0.clone(),
            concept,
            words: words.to_owned(),
            at: other.text.find(words),
            ..Wanted::default()
        },
    )
    .unwrap();
    matters
        .keep_all_after("saltmarsh", &[act_on(Deed::Add(given), &other.id)], 2)
        .unwrap()
        .unwrap()
        .unwrap();
    let (added, told) = open(&matters);
    assert_eq!(told, 0);
    same_as_afresh(&matters, &added, folder.path());
}

fn without_acts(matter: &Matter) -> Matter {
    Matter {
        acts: Vec::new(),
        ..matter.clone()
    }
}

/// Another program that opens the file for the first time sees the same.
fn same_as_afresh(matters: &Matters, kept: &Matter, folder: &Path) {
    let afresh = Matters::new(Home::new(folder), Arc::new(matters.book().clone()));
    let (afresh, told) = open(&afresh);
    assert!(told > 0, "this one reads the entries");
    assert_eq!(all_of(kept), all_of(&afresh));
}

#[test]
fn a_link_reads_no_entry_again_and_a_new_person_reads_all() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (first, _) = open(&matters);
    let signed = settling::Signed {
        who: "A. Reviewer".to_owned(),
        because: "both tell of the visit".to_owned(),
    };
    let pair = settling::pair(&first, &first.entries[0].id.0, &first.entries[1].id.0).unwrap();
    let same = Settlement::TheSame {
        first: pair.0,
        second: pair.1,
    };
    let settled = settling::settled(same, &signed).unwrap();
    matters
        .settle_after("saltmarsh", &settled, 0)
        .unwrap()
        .unwrap()
        .unwrap();
    let (linked, told) = open(&matters);
    assert_eq!(told, 0);
    assert_eq!(linked.timeline.duplicates.len(), first.timeline.duplicates.len() + 1);
    same_as_afresh(&matters, &linked, folder.path());

    let mut person = first.case.people[0].clone();
    person.names.push("Oldcastle".to_owned());
    let settled = settling::settled(Settlement::Person(person), &signed).unwrap();
    matters
        .settle_after("saltmarsh", &settled, 1)
        .unwrap()
        .unwrap()
        .unwrap();
    let (renamed, told) = open(&matters);
    assert!(told > 0, "a name that is known now may stand in any entry");
    same_as_afresh(&matters, &renamed, folder.path());
}

#[test]
fn other_entries_or_rules_are_read_again() {
    let (before, untouched) = judge_after(material("rowan-street"), book(), None, &mut |_| {});
    let mut told = 0;
    let mut other = material("rowan-street");
    other.entries[0].text.push_str(" He rang again.");
    let (after, _) = judge_after(other.clone(), book(), Some((&before, &untouched)), &mut |_| told += 1);
    assert!(told > 0);
    assert_eq!(all_of(&after), all_of(&judge(other, book(), &mut |_| {})));
    let mut rules = book().clone();
    rules.sha256 = "of other rules".to_owned();
    told = 0;
    judge_after(
        material("rowan-street"),
        &rules,
        Some((&before, &untouched)),
        &mut |_| told += 1,
    );
    assert!(told > 0);
}

#[test]
fn the_later_of_two_acts_on_one_mention_is_given_the_earlier() {
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (matter, _) = open(&matters);
    let (entry, concept) = trigger(&matter);
    let strike = |words: &str| {
        act_on(
            Deed::Strike(acting::pointed(&matter, &entry.0, &concept, words).unwrap()),
            &entry,
        )
    };
    let keep = |all: &[Act], seen| matters.keep_all_after("saltmarsh", all, seen).unwrap().unwrap();
    assert_eq!(keep(&[strike("")], 0), Ok(vec![1]));
    let newer = keep(&[strike("")], 0).unwrap_err();
    assert_eq!(newer.iter().map(|a| a.number).collect::<Vec<_>>(), [1]);
    assert_eq!(open(&matters).0.acts.len(), 1, "nothing was kept");
    // Of several done at once all are kept or none: the first alone would clash with nothing.
    let other = matter.entries.iter().find(|e| e.id != entry).unwrap();
    let given = acting::pointed(&matter, &entry.0, &concept, "").unwrap();
    let elsewhere = act_on(Deed::Strike(given), &other.id);
    assert!(keep(&[elsewhere.clone(), strike("")], 0).is_err());
    assert_eq!(open(&matters).0.acts.len(), 1, "neither of the two was kept");
    assert_eq!(keep(&[elsewhere, strike("")], 1), Ok(vec![2, 3]));
    assert!(matters.keep_all_after("none", &[strike("")], 0).unwrap().is_none());
}

#[test]
fn the_row_of_an_entry_is_the_one_in_the_supplied_file() {
    use forewarned::app::original::Place;
    let folder = tempfile::tempdir().unwrap();
    let matters = opened(folder.path());
    let (matter, _) = open(&matters);
    for entry in &matter.entries {
        let Some(Place::Row(cells)) = matters.place_in_record("saltmarsh", &entry.id).unwrap() else {
            panic!("{}: no row", entry.id);
        };
        let under = |heading: &str| cells.iter().find(|(h, _)| h == heading).map(|(_, c)| c.as_str());
        assert_eq!(under("Ref"), Some(entry.id.0.as_str()));
        assert_eq!(under("Event").map(str::trim), Some(entry.text.trim()), "{}", entry.id);
        let bytes = matters.original("saltmarsh", &entry.origin.sha256).unwrap().unwrap();
        assert_eq!(bytes, fs::read(sample("saltmarsh").join(&entry.origin.file)).unwrap());
        if entry.origin.row > 6 {
            break;
        }
    }
    assert!(
        matters
            .place_in_record("saltmarsh", &EntryId("none".to_owned()))
            .unwrap()
            .is_none()
    );
    assert!(matters.original("saltmarsh", "none").unwrap().is_none());
}
