//! Files whose columns nobody knows, and an import that is taken back.

use std::fs;

use super::{Desk, Way, sent};

in_three_ways! { columns_are_named_and_the_mapping_is_kept an_import_is_taken_back_and_the_log_tells_it }

fn columns_are_named_and_the_mapping_is_kept(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    let file = desk.home().join("fellside_extract.csv");
    fs::write(
        &file,
        "Nr,Tag der Sache,Worte dazu,Merkmal\nX1,05/03/2023,Dean Halloway rang the office about his bins,a\nX2,06/03/2023,Adaeze Nwosu came to the counter,b\n",
    )
    .unwrap();
    desk.types_address("/case/rowan-street/import").sees("Choose files");
    desk.uploads("Files that agencies sent", &[&file])
        .presses("Look at what they hold")
        .sees("Look at fellside_extract.csv")
        .waits_for("Whose file is it?", "Look again")
        .sees("Proposed, because a word of its name is in the file’s");
    desk.chooses("Whose file is it?", "Fellside Homes");
    if desk.has("button", "Read the files", "") {
        desk.presses("Read the files");
    } else {
        desk.presses("Read again with my choices");
    }
    desk.waits_for("Columns as read", "Look again");
    if !desk.has("field", "Tag der Sache", "") {
        desk.presses("Columns as read");
    }
    desk.chooses("Tag der Sache", "date it happened");
    desk.chooses("Worte dazu", "what happened");
    desk.presses("Read again with my choices")
        .waits_for("2 entries", "Look again")
        .sees("kept beside the entries, and not read for warnings: “Nr”, “Merkmal”")
        .presses("Keep in the case")
        .waits_for("The files are in the case", "Look again");
    desk.goes_to("Chronology")
        .sees("Combined chronology")
        .types("Words", "about his bins");
    desk.presses("Show").sees("rang the office about his bins");
    desk.is_done();
}

fn an_import_is_taken_back_and_the_log_tells_it(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Rowan Street").opens("Rowan Street");
    desk.goes_to("Import")
        .sees("Choose files")
        .opens("Files")
        .sees("can be taken back");
    desk.opens("Take it back: gp.csv")
        .sees("This is what would leave the case")
        .types("Why is it taken back?", "It was sent for another case")
        .presses("Take it back")
        .sees("It was taken back.");
    desk.goes_to("Activity")
        .sees("Who did what")
        .sees("It was sent for another case")
        .sees("A. Reviewer");
    // The same file brought in again brings it back.
    desk.goes_to("Import").sees("Choose files");
    desk.uploads("Files that agencies sent", &[&sent("rowan-street", "gp.csv")])
        .presses("Look at what they hold")
        .sees("Look at gp.csv")
        .waits_for("would add 10 entries", "Look again")
        .presses("Keep in the case")
        .waits_for("10 entries, 0 problems and 0 remarks were added", "Look again");
    // The import that brought the other five goes as a whole, and leaves what the later one brought.
    desk.goes_to("Import")
        .opens("Files")
        .opens("Take the whole import back")
        .sees("This is what would leave the case")
        .sees("probation.csv")
        .types("Why is it taken back?", "All of it was sent for another case")
        .presses("Take it back")
        .sees("It was taken back.");
    desk.goes_to("Chronology").sees("10 entries").does_not_see("RSP-001");
    desk.goes_to("Activity").sees("All of it was sent for another case");
    // What this page is for, and what its words mean.
    desk.opens("Help with this page").sees("In the guide");
    desk.opens("Words")
        .sees("One word for each thing")
        .sees("one dated thing that one agency wrote");
    desk.is_done();
}
