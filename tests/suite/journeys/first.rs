//! From files that agencies sent to a warning, its evidence, who knew of it by a day, a decision, and the report.

use std::{fs, path::PathBuf};

use super::{Desk, Way, sent};

in_three_ways! { five_files_become_a_decided_warning_and_a_report }

fn five_files_become_a_decided_warning_and_a_report(way: Way) {
    let mut desk = Desk::empty(way, "A. Reviewer");

    // A new case, with the bare facts that the panel has on the first day.
    desk.sees("no case").opens("Start a case");
    desk.types("Title of the case", "Curlew Court")
        .chooses("What kind of review is it?", "Domestic homicide review")
        .types("First day", "1/10/2020")
        .types("Last day", "20/10/2021")
        .types("Day of the offence or death", "18/10/2021")
        .types("Subject of the review", "André Duquesne")
        .types("Person 1", "Halina Łęcka")
        .types("Agency 1", "Wrackport Probation")
        .chooses("Agency 1 is", "Probation")
        .types("Agency 2", "Wrackport Police")
        .chooses("Agency 2 is", "Police")
        .types("Agency 3", "Wrackport Homes")
        .chooses("Agency 3 is", "Housing")
        .presses("Start the case");

    // Five agencies' files at once; two of them are of agencies that the case does not have yet.
    let files = ["probation.csv", "police.csv", "housing.csv", "gp.csv", "tideway.csv"].map(|f| sent("saltmarsh", f));
    desk.sees("Choose files").uploads(
        "Files that agencies sent",
        &files.iter().map(PathBuf::as_path).collect::<Vec<_>>(),
    );
    desk.presses("Look at what they hold")
        .sees("Look at 5 files")
        .waits_for("Say whose each file is", "Look again");
    desk.beside("gp.csv").types("Its name", "Estuary Surgery");
    desk.beside("tideway.csv")
        .chooses("Whose file is it?", "An agency that the case does not have yet");
    if way == Way::NoScript {
        desk.beside("tideway.csv").presses("Name and kind of the new agency");
    }
    desk.beside("tideway.csv").types("Its name", "Tideway");
    desk.beside("tideway.csv")
        .chooses("What kind of agency it is", "Domestic abuse service");
    desk.presses("Read the files")
        .waits_for("Keeping them would add", "Look again")
        .presses("Keep in the case")
        .waits_for("The files are in the case", "Look again")
        .sees("What to do next");

    // A row that cannot be read is looked at: nothing more can be done about it, and the reason is kept.
    desk.opens("See what could not be read").sees("3 problems");
    desk.ticks("police.csv row 9")
        .types("Why is nothing more to be done", "The agency has no other copy")
        .presses("Mark those ticked as looked at")
        .sees("2 problems");

    // A warning, its evidence in the agency's own words, and back to the warning.
    desk.goes_to("Warnings")
        .sees("Next undecided")
        .opens("Next undecided")
        .sees("To the decision");
    desk.beside("First entry cited")
        .opens("S")
        .sees("As written")
        .sees("SHA-256 of the record");
    assert!(desk.prints() > 10_000);
    desk.beside("⚑").opens("W").sees("On record");

    // Who knew of it by a day.
    desk.goes_to("Who knew what").sees("Who knew by a day?");
    desk.beside("Of which warning").types("Who knew by", "30/4/2021");
    desk.chooses("Of which warning", "W4")
        .presses("Answer")
        .sees("by 30 April 2021");

    // The decision, and the report that tells it.
    desk.goes_to("Warnings")
        .sees("Next undecided")
        .opens("W4")
        .sees("What do you decide?");
    desk.chooses("What do you decide?", "Accept")
        .presses("Keep the decision")
        .sees("There is a problem");
    desk.types("Why?", "The entries are plain, and the date is the one of the call")
        .presses("Keep the decision")
        .sees("Undo");
    desk.goes_to("Reports").sees("Each report is one file");
    let report = desk.keeps("Full report: HTML");
    let words = fs::read_to_string(report).unwrap();
    assert!(words.contains("the date is the one of the call") && words.contains("A. Reviewer"));
    desk.is_done();
}
