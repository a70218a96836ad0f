//! A training session: an exercise is made from a case, run with two groups, somebody tries to look ahead by address, by interface and by
//! search, and then the decisions are talked about and taken home.

use std::fs;

use super::{Desk, Way};

in_three_ways! { an_exercise_is_made_run_with_two_groups_talked_about_and_taken_home }

/// What is typed to look ahead, and what is answered.
const AHEAD: &[(&str, &str)] = &[
    ("/debrief", "The discussion is not open yet"),
    ("/case/saltmarsh", "There is no page at this address"),
    ("/case/saltmarsh/warnings", "There is no page at this address"),
    ("/api/v1/cases/saltmarsh/entries", "There is no page at this address"),
    ("/facilitator", "This page is the facilitator’s"),
    ("/search?q=%22Closed+to+CIN%22", "0 entries"),
    ("/search?q=concept%3Astalking", "0 entries"),
    ("/entries?until=2021-10-20", "Everything released so far"),
];
/// A script that returns the join code.
const CODE: &str = "return document.querySelector('.fw-code').innerText;";

fn an_exercise_is_made_run_with_two_groups_talked_about_and_taken_home(way: Way) {
    let mut desk = Desk::in_training(way);
    makes_an_exercise(&mut desk);
    let code = desk.browser().run(CODE, &[]).as_str().unwrap().to_owned();
    for group in [1, 2] {
        joins(&mut desk, group, &code);
    }
    let board = looks_again(desk.is(0));
    desk.sees("2 of 2 groups have joined").presses("Release stage 1");
    desk.sees("Waiting for group 1, 2");

    desk.is(1)
        .waits_for("Stage 1", "Look whether something new was released");
    desk.presses("Record this answer").sees("Say why, in a sentence or two");
    records(&mut desk, "Tell the police", "She is ten, and nobody asked her");
    looks_ahead(&mut desk);

    // The next stage waits for the other group.
    desk.is(0).types_address(&board).sees("Waiting for group 2");
    desk.presses("Release stage 2")
        .sees("Not every group has recorded an answer");
    desk.opens("Back to the board");
    desk.is(2)
        .waits_for("Stage 1", "Look whether something new was released");
    records(&mut desk, "Nothing more for now", "It is for information only");
    desk.does_not_see("nobody asked her");
    desk.is(0)
        .types_address(&board)
        .sees("Every group has recorded an answer");
    desk.presses("Release stage 2").sees("Waiting for group 1, 2");
    desk.is(1).types_address("/").sees("Stage 2");

    // The discussion: both see what the other decided, and what was expected.
    desk.is(0).presses("Open the discussion");
    desk.ticks("Open it though groups have recorded nothing at this stop point");
    desk.beside("Open it though").presses("Open the discussion");
    desk.sees("The discussion is open");
    for (group, other) in [
        (1, "It is for information only"),
        (2, "She is ten, and nobody asked her"),
    ] {
        desk.is(group).types_address("/").sees("What each group decided");
        desk.presses("Stage 1: Stage 1")
            .sees(&format!("Your group ({group})"))
            .sees(other);
    }
    desk.is(0)
        .opens("Decisions side by side")
        .sees("Beside what was found")
        .opens("Back to the board");
    let file = desk.keeps("CSV");
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("Group 2") && !text.contains("nobody asked her"), "{text}");
    // Who is refused is told so with a status, which the browser's log repeats.
    let told = desk.browser().complaints();
    assert!(told.iter().all(|c| c.contains("status of 4")), "{told:?}");
    desk.is_done();
}

fn makes_an_exercise(desk: &mut Desk) {
    desk.sees("No exercise has been run yet").opens("New exercise");
    desk.chooses(
        "Which case, and through whose eyes?",
        "Saltmarsh, through the eyes of Wrackport Children's Services",
    )
    .types("Its name in files", "from-a-desk")
    .types("Title", "From a duty desk")
    .types("How many stages?", "3")
    .presses("Propose stages");
    desk.sees("Nothing is kept yet")
        .types("Content warnings", "A frightened child")
        .presses("Keep this exercise");
    desk.sees("Stage 3: Stage 3")
        .types("Groups", "2")
        .presses("Start a run");
    desk.sees("and join with");
}

fn joins(desk: &mut Desk, group: usize, code: &str) {
    desk.is(group)
        .sees("Nobody asks for your name")
        .types("Join code", code)
        .presses("Go on");
    desk.sees("what may be hard to read").sees("A frightened child");
    desk.chooses("Your group", &format!("Group {group}")).presses("Join");
    desk.sees("The facilitator will release the first stage");
}

/// Asks for the page once more, and says which it is.
fn looks_again(desk: &mut Desk) -> String {
    let address = desk.browser().address();
    let path = address.splitn(4, '/').nth(3).unwrap();
    let path = format!("/{path}");
    desk.types_address(&path);
    path
}

fn records(desk: &mut Desk, would: &str, why: &str) {
    desk.ticks("A warning in entry 1")
        .types("What you see in it, entry 1", "An assault on her mother")
        .ticks(would)
        .types("Why?", why)
        .presses("Record this answer");
    desk.sees("It can be changed until the next stage is released")
        .sees(why);
}

fn looks_ahead(desk: &mut Desk) {
    for (address, answered) in AHEAD {
        desk.types_address(address).sees(answered);
        desk.does_not_see("Closed to CIN: charge").does_not_see("Saltmarsh");
    }
}

#[test]
fn every_page_of_training_is_free_of_faults_that_axe_can_find_and_fits_320_pixels() {
    let mut desk = Desk::in_training(Way::Mouse);
    let mut faults = desk.faults("library");
    for (name, address) in [("new", "/facilitator/new"), ("cards", "/facilitator/cards")] {
        desk.types_address(address);
        faults.extend(desk.faults(name));
    }
    desk.types_address("/facilitator");
    makes_an_exercise(&mut desk);
    let code = desk.browser().run(CODE, &[]).as_str().unwrap().to_owned();
    faults.extend(desk.is(1).faults("door"));
    desk.types_address(&format!("/join?code={code}"));
    faults.extend(desk.faults("welcome"));
    desk.types_address("/leave");
    faults.extend(desk.faults("leave"));
    desk.types_address("/");
    joins(&mut desk, 1, &code);
    faults.extend(desk.faults("waiting"));
    looks_again(desk.is(0));
    desk.presses("Release stage 1").sees("Waiting for group 1");
    desk.is(1)
        .types_address("/stage")
        .presses("Record this answer")
        .sees("There is a problem");
    faults.extend(desk.faults("stage"));
    records(&mut desk, "Tell the police", "She is ten");
    faults.extend(desk.faults("recorded"));
    for (name, address) in [
        ("entries", "/entries"),
        ("search", "/search?q=mum"),
        ("refused", "/debrief"),
    ] {
        desk.types_address(address);
        faults.extend(desk.faults(name));
    }
    let board = looks_again(desk.is(0));
    faults.extend(desk.faults("board"));
    desk.presses("Release stage 2").sees("Waiting for group 1");
    desk.presses("Open the discussion");
    desk.ticks("Open it though groups have recorded nothing at this stop point");
    desk.beside("Open it though")
        .presses("Open the discussion")
        .sees("The discussion is open");
    desk.types_address(&format!("{board}/compare"));
    faults.extend(desk.faults("compare"));
    desk.is(1).types_address("/debrief").sees("Your group (1)");
    faults.extend(desk.faults("debrief"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
