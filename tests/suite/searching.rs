//! Search, through the library: each operator, queries that do not parse, indexes that are gone or stale.

use std::sync::OnceLock;

use forewarned::{
    model::{
        beside::{About, Beside},
        matter::Matter,
        settled::{Settled, Settlement},
    },
    search::{
        Index, Shelf,
        answer::{Answer, Request, Sort},
    },
};
use proptest::prelude::*;

use crate::whole_cases::matter;

fn rowan() -> &'static (Matter, Index, tempfile::TempDir) {
    static HELD: OnceLock<(Matter, Index, tempfile::TempDir)> = OnceLock::new();
    HELD.get_or_init(|| {
        let matter = matter("rowan-street");
        let folder = tempfile::tempdir().unwrap();
        let index = Index::build(&folder.path().join("rowan"), "1", &matter, &mut |_| {}).unwrap();
        (matter, index, folder)
    })
}

fn ask(query: &str) -> Answer {
    let (matter, index, _) = rowan();
    index
        .search(
            &Request {
                query: query.to_owned(),
                per_page: 200,
                ..Request::default()
            },
            matter,
        )
        .unwrap()
}

fn refs(query: &str) -> Vec<String> {
    ask(query).hits.into_iter().map(|h| h.entry).collect()
}

fn text(entry: &str) -> String {
    rowan()
        .0
        .entries
        .iter()
        .find(|e| e.id.0 == entry)
        .map(|e| e.text.to_lowercase())
        .unwrap()
}

#[test]
fn words_are_found_with_their_endings() {
    let found = refs("following");
    assert!(
        found
            .iter()
            .any(|r| text(r).contains("followed") || text(r).contains("follows")),
        "{found:?}"
    );
    assert!(ask("police").total > 0);
}

#[test]
fn the_operators_do_what_they_say() {
    let all = ask("").total;
    assert_eq!(all, rowan().0.entries.len());
    let (police, housing) = (ask("police").total, ask("housing").total);
    let (both, either) = (ask("police AND housing").total, ask("police OR housing").total);
    assert_eq!(either + both, police + housing);
    assert_eq!(ask("police NOT housing").total, police - both);
    assert_eq!(ask("NOT police").total, all - police);
    assert_eq!(ask("police -housing").total, police - both);
    assert!(ask("polic*").total >= police);
    assert!(ask("polise~").total > 0, "one letter is wrong");
    for entry in refs("\"told him\"") {
        assert!(text(&entry).contains("told him"), "{entry}");
    }
}

#[test]
fn fields_narrow_a_search() {
    for hit in ask("agency:police").hits {
        assert_eq!(hit.agency, "police");
    }
    assert_eq!(refs("ref:RSP-021"), ["RSP-021"]);
    let all = ask("").total;
    let by_year: usize = ["2022", "2023"].iter().map(|y| ask(&format!("date:{y}")).total).sum();
    assert_eq!(by_year, all);
    assert!(ask("concept:stalking").total > 0);
    assert_eq!(ask("concept:stalk*").total, ask("concept:stalking").total);
    let subject = rowan().0.case.subject().unwrap().names.last().unwrap().clone();
    assert!(ask(&format!("person:\"{subject}\"")).total > 0);
    let nobody = ask("person:nobody");
    assert_eq!((nobody.total, nobody.remarks.len()), (0, 1));
}

#[test]
fn facets_count_all_matches_and_highlights_are_the_text() {
    let answer = ask("police");
    assert_eq!(
        answer
            .facets
            .agencies
            .iter()
            .map(|(_, n)| usize::try_from(*n).unwrap())
            .sum::<usize>(),
        answer.total
    );
    let mut lit = 0;
    for hit in &answer.hits {
        let joined: String = hit.pieces.iter().map(|p| p.text.as_str()).collect();
        let entry = rowan().0.entries.iter().find(|e| e.id.0 == hit.entry).unwrap();
        assert!(entry.text.contains(&joined), "{}", hit.entry);
        lit += hit.pieces.iter().filter(|p| p.hit).count();
    }
    assert!(lit > 0);
}

#[test]
fn a_missing_stale_or_damaged_index_is_made_again_with_the_same_answers() {
    let (matter, _, _) = rowan();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("x");
    assert!(Index::open(&place, "1").unwrap().is_none(), "missing");
    Index::build(&place, "1", matter, &mut |_| {}).unwrap();
    assert!(Index::open(&place, "2").unwrap().is_none(), "stale");
    assert!(Index::open(&place, "1").unwrap().is_some());
    std::fs::write(place.join("meta.json"), b"{").unwrap();
    assert!(Index::open(&place, "1").unwrap().is_none(), "damaged");
    let again = Index::build(&place, "1", matter, &mut |_| {}).unwrap();
    let request = Request {
        query: "police OR follow*".to_owned(),
        ..Request::default()
    };
    assert_eq!(
        again.search(&request, matter).unwrap(),
        rowan().1.search(&request, matter).unwrap()
    );
}

#[test]
fn indexes_made_at_once_are_each_whole_and_one_of_them_stands() {
    let (matter, _, _) = rowan();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("x");
    let stamps = ["1", "2", "3", "4", "5", "6"];
    std::thread::scope(|all| {
        let made = stamps.map(|stamp| {
            let place = &place;
            all.spawn(move || Index::build(place, stamp, matter, &mut |_| {}).map(|_| ()))
        });
        for one in made {
            one.join().unwrap().unwrap();
        }
    });
    let standing = stamps.iter().filter(|s| Index::open(&place, s).unwrap().is_some());
    assert_eq!(standing.count(), 1);
    let left = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|i| i.unwrap().file_name());
    let building = left.filter(|n| n.to_string_lossy().ends_with(".building"));
    assert_eq!(building.count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_query_answers(query in "[a-z\"():~*<>./| ANDORNOTé\\-]{0,60}") {
        let _ = ask(&query);
    }
}

#[test]
fn deep_nesting_answers_and_says_so() {
    let answer = ask(&format!("{}police{}", "(".repeat(900), ")".repeat(900)));
    assert!(!answer.remarks.is_empty());
}

fn answer(request: &Request) -> Answer {
    let (matter, index, _) = rowan();
    index.search(request, matter).unwrap()
}

fn wide(query: &str) -> Request {
    Request {
        query: query.to_owned(),
        per_page: 200,
        ..Request::default()
    }
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap()
}

#[test]
fn every_count_is_what_choosing_it_shows() {
    type Choose = fn(&mut Request, String);
    let all = answer(&wide("police"));
    let choices: [(&[(String, u64)], Choose); 6] = [
        (&all.facets.agencies, |r, v| r.agencies.push(v)),
        (&all.facets.types, |r, v| r.types.push(v)),
        (&all.facets.concepts, |r, v| r.concepts.push(v)),
        (&all.facets.people, |r, v| r.people.push(v)),
        (&all.facets.years, |r, v| r.years.push(v)),
        (&all.facets.warned, |r, v| r.warned.push(v)),
    ];
    for (counts, choose) in choices {
        assert!(!counts.is_empty());
        for (value, count) in counts.iter().take(6) {
            let mut request = wide("police");
            choose(&mut request, value.clone());
            assert_eq!(answer(&request).total, number(*count), "{value}");
        }
    }
    let bars: u64 = all.bars.iter().map(|b| b.count).sum();
    assert_eq!(number(bars), all.total);
    for bar in all.bars.iter().filter(|b| b.count > 0) {
        let narrow = Request {
            stretch: Some(bar.stretch),
            ..wide("police")
        };
        let narrow = answer(&narrow);
        assert_eq!(narrow.total, number(bar.count), "{}", bar.stretch);
        assert_eq!(
            number(narrow.bars.iter().map(|b| b.count).sum()),
            narrow.total,
            "{}",
            bar.stretch
        );
    }
}

#[test]
fn values_of_one_kind_add_up_and_leave_the_counts_of_that_kind() {
    let all = answer(&wide("police"));
    let [first, second, ..] = all.facets.agencies.as_slice() else {
        panic!("{:?}", all.facets.agencies);
    };
    let both = answer(&Request {
        agencies: vec![first.0.clone(), second.0.clone()],
        ..wide("police")
    });
    assert_eq!(both.total, number(first.1 + second.1));
    assert_eq!(both.facets.agencies, all.facets.agencies);
}

#[test]
fn hits_stand_in_the_order_that_was_asked_for_and_a_page_too_far_is_the_last() {
    let places = |sort| -> Vec<usize> {
        let answer = answer(&Request { sort, ..wide("police") });
        answer.hits.iter().map(|h| h.place).collect()
    };
    let oldest = places(Sort::Oldest);
    assert!(oldest.is_sorted() && oldest.len() > 5);
    let mut newest = places(Sort::Newest);
    newest.reverse();
    assert_eq!(newest, oldest);
    assert_ne!(places(Sort::Relevance), oldest);
    let far = answer(&Request {
        page: 999,
        per_page: 5,
        ..wide("police")
    });
    assert!(far.page > 1 && !far.hits.is_empty());
}

#[test]
fn a_word_that_is_nowhere_has_the_nearest_offered_and_not_put_in_its_place() {
    let answer = answer(&wide("polcie AND housing"));
    assert_eq!(answer.total, 0);
    assert_eq!(answer.did_you_mean.as_deref(), Some("police AND housing"));
    assert_eq!(ask("police").did_you_mean, None);
    assert_eq!(ask("xqzvvkj").did_you_mean, None);
}

#[test]
fn searching_within_results_is_asking_both() {
    let within = answer(&Request {
        within: vec!["police".to_owned()],
        ..wide("housing")
    });
    assert_eq!(within.total, ask("police AND housing").total);
}

#[test]
fn entries_alike_share_several_words_and_never_name_the_entry_itself() {
    let (matter, _, _) = rowan();
    let longest = matter.entries.iter().max_by_key(|e| e.text.len()).unwrap();
    let answer = answer(&Request {
        like: Some((String::new(), longest.id.0.clone())),
        ..Request::default()
    });
    assert!(
        answer.total > 0 && answer.total < matter.entries.len() / 2,
        "{}",
        answer.total
    );
    for hit in &answer.hits {
        assert_ne!(hit.entry, longest.id.0);
        assert!(hit.cut || hit.pieces.iter().filter(|p| p.hit).count() >= 2, "{hit:?}");
    }
    let nothing = ask("");
    assert!(nothing.total > answer.total);
}

#[test]
fn a_tag_with_the_name_of_another_thing_asks_for_that_tag_only() {
    let (matter, index, _) = rowan();
    let mut seen = matter.clone();
    let (one, other) = (matter.entries[0].id.clone(), matter.entries[1].id.clone());
    let note = Beside::Note {
        about: About::Entry(one.clone()),
        text: "A note of the call.".to_owned(),
    };
    let tag = Beside::Tag {
        entry: other.clone(),
        tag: "note".to_owned(),
        on: true,
    };
    let settled = (1..).zip([note, tag]).map(|(number, what)| Settled {
        number,
        at: "2026-11-26T10:00:00Z".to_owned(),
        who: "A. Reviewer".to_owned(),
        what: Settlement::Beside(what),
        because: String::new(),
    });
    seen.settled = settled.collect();
    let of = |query: &str| -> Vec<String> {
        let shelf = Shelf {
            slug: "r",
            index,
            whole: matter,
            seen: &seen,
        };
        let answer = forewarned::search::search(&[shelf], &wide(query)).unwrap();
        answer.hits.into_iter().map(|h| h.entry).collect()
    };
    assert_eq!(of("tag:note"), [other.0.as_str()]);
    assert_eq!(of("note:tag"), [""; 0]);
    assert_eq!(of("has:NOTE"), [one.0.as_str()]);
    assert_eq!(of("has:tag"), [other.0.as_str()]);
}

#[test]
fn what_may_not_be_seen_is_neither_found_counted_nor_offered() {
    let (matter, index, _) = rowan();
    let mut seen = matter.clone();
    let half = seen.entries.len() / 2;
    seen.entries.truncate(half);
    seen.readings.truncate(half);
    let of = |query: &str| {
        let shelf = Shelf {
            slug: "r",
            index,
            whole: matter,
            seen: &seen,
        };
        forewarned::search::search(&[shelf], &wide(query)).unwrap()
    };
    assert_eq!(of("").total, half);
    let hidden = &matter.entries[half..];
    for hit in of("police").hits {
        assert!(hidden.iter().all(|e| e.id.0 != hit.entry));
    }
    // A word that only hidden entries have is not given away by a spelling that is nearly it.
    let words = |entries: &[forewarned::model::entry::Entry]| -> std::collections::BTreeSet<String> {
        let text: Vec<String> = entries
            .iter()
            .map(|e| format!("{} {} {}", e.text, e.author, e.source).to_lowercase())
            .collect();
        let all = text.join(" ");
        all.split(|c: char| !c.is_alphabetic())
            .filter(|w| w.len() > 7 && w.is_ascii())
            .map(str::to_owned)
            .collect()
    };
    let open = words(&matter.entries[..half]);
    for word in words(hidden).difference(&open).take(20) {
        let slip = format!("{}q", &word[..word.len() - 1]);
        // Another form of it may stand in what is seen; what finds nothing there is not offered.
        let offered = of(&slip).did_you_mean;
        assert!(offered.is_none_or(|o| of(&o).total > 0), "{word} is given away");
    }
}

#[test]
fn several_cases_are_searched_with_one_measure_of_words() {
    let (matter, index, _) = rowan();
    let shelf = |slug| Shelf {
        slug,
        index,
        whole: matter,
        seen: matter,
    };
    let one = ask("police");
    let two = forewarned::search::search(&[shelf("a"), shelf("b")], &wide("police")).unwrap();
    assert_eq!(two.total, one.total * 2);
    assert_eq!(two.facets.cases.len(), 2);
    let pair = &two.hits[..2];
    assert_eq!(
        (pair[0].entry.as_str(), pair[0].case.as_str()),
        (pair[1].entry.as_str(), "a")
    );
    assert!((pair[0].score - pair[1].score).abs() < f32::EPSILON);
    let only = Request {
        cases: vec!["b".to_owned()],
        ..wide("police")
    };
    let only = forewarned::search::search(&[shelf("a"), shelf("b")], &only).unwrap();
    assert!(only.total == one.total && only.hits.iter().all(|h| h.case == "b"));
}
