//! From the list of cases to a warning, its evidence, a decision, and the report.

use super::{Desk, Way};

fn the_first_journey(way: Way) {
    let mut desk = Desk::with_samples(way, "");
    desk.sees("Rowan Street").opens("Rowan Street");
    desk.goes_to("Warnings").sees("Showing").opens("W1:").sees("On record");
    desk.types_address("/case/rowan-street/warning/W1")
        .sees("Expected to follow");

    // Nothing is kept without a name: the way to give it is on the page, and leads back.
    desk.presses("Decide on this finding")
        .chooses("What do you decide?", "Accept: it stands");
    desk.types("Why?", "The entries are plain")
        .presses("Keep the decision")
        .sees("There is a problem");
    desk.opens("Say who you are first")
        .types("Your name", "A. Reviewer")
        .presses("Save");
    desk.sees("You go by the name A. Reviewer");

    desk.types_address("/case/rowan-street/warning/W1")
        .sees("Expected to follow");
    desk.presses("Decide on this finding")
        .chooses("What do you decide?", "Accept in other words");
    desk.types("Why?", "The entries are plain, and the date is the one of the call")
        .presses("Keep the decision");
    desk.sees("Your decision is kept")
        .sees("accepted with other words")
        .sees("A. Reviewer");

    // The evidence behind it: the entry in the agency's own words, and the record that it stands in.
    desk.beside("Who knew")
        .opens("P")
        .sees("As written")
        .sees("SHA-256 of the record");
    assert!(desk.prints() > 10_000);

    desk.goes_to("Reports").sees("Each report is one file");
    let report = desk.keeps("Full report: HTML");
    let words = std::fs::read_to_string(report).unwrap();
    assert!(words.contains("accepted with other words") && words.contains("A. Reviewer"));
    desk.is_done();
}

#[test]
fn a_warning_is_read_and_decided_with_the_mouse() {
    the_first_journey(Way::Mouse);
}

#[test]
fn a_warning_is_read_and_decided_with_the_keyboard_alone() {
    the_first_journey(Way::Keyboard);
}

#[test]
fn a_warning_is_read_and_decided_without_scripts() {
    the_first_journey(Way::NoScript);
}
