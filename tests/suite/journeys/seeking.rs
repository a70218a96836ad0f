//! Searching: a search that is kept, a list of queries, and a hit that is starred.

use super::{Desk, Way};

in_three_ways! { a_search_is_kept_and_a_hit_is_starred }

fn a_search_is_kept_and_a_hit_is_starred(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Saltmarsh").opens("Saltmarsh");
    desk.goes_to("Search").sees("How to search");
    desk.types("Search this case", "green van")
        .presses("Search")
        .sees("4 entries found");
    desk.types("Name", "The van").presses("Keep search").sees("The van");

    desk.opens("Search for a list of queries")
        .sees("Queries, one on each line");
    desk.types("Queries, one on each line", "\"green van\"\nsolicitor\nzebra")
        .types("Name, to keep the list", "Three things")
        .presses("Search")
        .sees("What each query finds")
        .sees("zebra");
    desk.opens("green van").sees("Read as");
    desk.opens("STW-008").sees("As written");
    let hit = desk.browser().address();
    desk.presses("Star").sees("Take my star away");

    // And back: the star is found, and so is the search.
    desk.goes_to("Search").sees("How to search");
    desk.types("Search this case", "has:star")
        .presses("Search")
        .sees("1 entry found");
    desk.opens("The van").sees("4 entries found");
    assert!(hit.contains("/entry/STW-008"), "{hit}");
    desk.is_done();
}
