//! What people do to findings: a reading struck out, a case judged without its outcome, two reviewers, another window.

use super::{Desk, Way};

in_three_ways! {
    a_reading_is_struck_out_and_taken_on_again
    a_case_is_judged_without_its_outcome
    two_reviewers_meet_and_agree
    a_window_is_set_for_this_case_and_taken_back
}

fn a_reading_is_struck_out_and_taken_on_again(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.types_address("/case/rowan-street/pattern/SEP-01")
        .sees("2 findings in this case");
    desk.types_address("/case/rowan-street/entry/RSP-021")
        .sees("Following, watching or waiting");
    desk.beside("Relationship ending").opens("Correct or strike out");
    desk.sees("Strike it out instead")
        .presses("Strike it out instead")
        .sees("Choose why");
    desk.chooses("Why", "It did not happen")
        .presses("Strike it out instead")
        .sees("struck out by A. Reviewer")
        .sees("Undo");
    desk.types_address("/case/rowan-street/pattern/SEP-01")
        .sees("1 finding in this case");
    desk.types_address("/case/rowan-street/entry/RSP-021")
        .sees("struck out by A. Reviewer")
        .beside("struck out “")
        .presses("Take it back")
        .sees_no_more("struck out by A. Reviewer");
    desk.types_address("/case/rowan-street/pattern/SEP-01")
        .sees("2 findings in this case");
    desk.is_done();
}

fn a_case_is_judged_without_its_outcome(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Rowan Street").opens("Rowan Street").sees("28 July 2023");
    desk.goes_to("Who knew what")
        .opens("Judge without the outcome")
        .sees("Mask the final event");
    desk.presses("Mask the final event for me")
        .sees("Part of this case is masked for you");
    desk.goes_to("Home")
        .sees("What to do next")
        .sees("Part of this case is masked")
        .does_not_see("28 July 2023");
    desk.opens("Record a judgement and see the outcome")
        .types("Your judgement", "Police could have been told in June 2022")
        .presses("Keep the judgement")
        .sees("Your judgement is kept");
    desk.presses("Show me the whole case")
        .sees("Judgements, and what was decided later")
        .sees("Police could have been told in June 2022")
        .sees_no_more("Part of this case is masked");
    desk.goes_to("Warnings").opens("W1").sees("What do you decide?");
    desk.chooses("What do you decide?", "Accept")
        .types("Why?", "As I judged it before")
        .presses("Keep the decision")
        .sees("Undo");
    desk.is_done();
}

fn two_reviewers_meet_and_agree(way: Way) {
    let mut desk = Desk::of_two(way, ["A. Reviewer", "B. Chair"]);
    let warning = "/case/rowan-street/warning/W9";
    desk.types_address(warning).sees("What do you decide?");
    desk.other().types_address(warning).sees("What do you decide?");
    desk.chooses("What do you decide?", "Accept")
        .types("Why?", "It is plain to me")
        .presses("Keep the decision")
        .sees("Undo");
    desk.other()
        .chooses("What do you decide?", "More")
        .types("Why?", "The strategy meeting is missing")
        .presses("Keep the decision")
        .sees("Somebody else was quicker")
        .sees("It is plain to me")
        .sees("The strategy meeting is missing")
        .presses("Keep mine, after theirs")
        .sees("Undo");
    desk.goes_to("Warnings")
        .opens("Agreement between reviewers")
        .sees("Where they differ");
    desk.sees("A. Reviewer").sees("B. Chair");
    desk.goes_to("Activity").sees("B. Chair").sees("It is plain to me");
    desk.is_done();
}

fn a_window_is_set_for_this_case_and_taken_back(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Rowan Street").opens("Rowan Street");
    desk.goes_to("Patterns")
        .opens("Stalking report; no record that it was passed to police");
    desk.sees("Another time for this case")
        .types("Days from when the agency first knew", "40")
        .presses("See what it would change")
        .sees("Nothing is kept yet");
    desk.beside("Kept beside it").types("Days", "40");
    desk.beside("Kept beside it")
        .types("Why?", "The county's own protocol says so");
    desk.presses("Set this time for this case")
        .sees("In this case: 40 days");
    desk.beside("This is not policy").presses("Take it back");
    desk.beside("Take this time back")
        .types("Why?", "It was the other county's");
    desk.presses("Take this time back")
        .sees("is taken back")
        .sees_no_more("In this case: 40 days");
    desk.is_done();
}
