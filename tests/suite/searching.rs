//! Search, through the library: each operator, queries that do not parse, indexes that are gone or stale.

use std::sync::OnceLock;

use forewarned::{
    model::matter::Matter,
    search::{
        Index,
        answer::{Answer, Request},
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
