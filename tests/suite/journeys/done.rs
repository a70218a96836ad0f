//! States of pages that no address leads to: what comes of doing something, of doing it wrongly, and of two who do it at once. axe-core
//! finds nothing in any of them, and nothing makes a narrow page scroll sideways.

use std::fs;

use super::{Desk, Way};

#[test]
fn what_could_not_be_taken_and_what_was_done_is_told_without_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    desk.types_address("/case/rowan-street/warning/W1")
        .sees("Expected to follow");
    // The form of the first undecided finding stands open.
    desk.presses("Keep the decision").sees("There is a problem");
    faults.extend(desk.faults("a decision without a reason"));
    desk.types_address("/case/rowan-street/lines")
        .presses("Follow this line")
        .sees("There is a problem");
    faults.extend(desk.faults("a line without a name"));
    desk.types("What it is called", "What was known")
        .types("What it asks", "Who knew of the following?")
        .presses("Follow this line")
        .sees("What was known");
    faults.extend(desk.faults("a line of enquiry"));
    desk.types_address("/new")
        .presses("Start the case")
        .sees("There is a problem");
    faults.extend(desk.faults("a case without a title"));
    desk.types_address("/case/rowan-street/import")
        .presses("Look at what they hold")
        .sees("There is a problem");
    faults.extend(desk.faults("an import without files"));
    desk.types_address("/case/rowan-street/chronology?open=RSP-001&mend=new#mend")
        .presses("Add the mention")
        .sees("There is a problem")
        .sees("Words of the entry");
    faults.extend(desk.faults("a mention without words"));
    desk.types_address("/case/rowan-street/knowledge?knew=all&knew-by=soon")
        .sees("Enter a day, such as 16 January 2018");
    faults.extend(desk.faults("a lens of no day"));
    desk.types_address("/case/rowan-street/warning/W1")
        .chooses("What do you decide?", "Accept")
        .types("Why?", "It is plain")
        .presses("Keep the decision")
        .sees("Your decision is kept")
        .sees("Undo");
    faults.extend(desk.faults("a decision that can be undone"));
    desk.types_address("/case/rowan-street/entry/RSP-010")
        .presses("Star")
        .sees("Take my star away");
    faults.extend(desk.faults("an entry with a star"));
    desk.types_address("/you").sees("keeps that name");
    faults.extend(desk.faults("a name that stays"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn who_opened_a_link_for_nobody_gives_a_name_without_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "");
    let mut faults = Vec::new();
    desk.types_address("/you")
        .types("Your name", " ")
        .presses("Save")
        .sees("There is a problem");
    faults.extend(desk.faults("no name"));
    desk.types("Your name", "B. Chair")
        .presses("Save")
        .sees("You go by the name B. Chair");
    faults.extend(desk.faults("a name was kept"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Everything that is folded on the page is unfolded, so that it is looked at too.
fn unfolds(desk: &Desk) {
    desk.browser().run(
        "document.querySelectorAll('main details').forEach((d) => { d.open = true; });",
        &[],
    );
}

#[test]
fn an_import_in_each_of_its_states_has_no_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    let strange = desk.home().join("extract.csv");
    fs::write(
        &strange,
        "Nr,Tag der Sache,Worte dazu\nX1,05/03/2023,Dean Halloway rang the office about his bins\nX2,31/02/2023,Nobody in\n",
    )
    .unwrap();
    let plain = desk.home().join("letters.csv");
    fs::write(&plain, "Date,Event\n07/03/2023,Letter sent about the bins\n").unwrap();
    desk.types_address("/case/rowan-street/import")
        .uploads("Files that agencies sent", &[&strange, &plain])
        .presses("Look at what they hold")
        .waits_for("Say whose each file is", "Look again");
    faults.extend(desk.faults("files of which nobody knows whose they are"));
    desk.beside("extract.csv")
        .chooses("Whose file is it?", "Fellside Homes");
    desk.beside("letters.csv")
        .chooses("Whose file is it?", "An agency that the case does not have yet");
    desk.presses("Read the files")
        .sees("There is a problem")
        .sees("Only for a new agency: its name and kind");
    faults.extend(desk.faults("a new agency without a name"));
    desk.beside("letters.csv").types("Its name", "Parks Office");
    desk.beside("letters.csv")
        .chooses("What kind of agency it is", "Another kind");
    desk.presses("Read the files")
        .waits_for("Keeping them would add", "Look again");
    desk.sees("Rows and parts of extract.csv that became no entry");
    unfolds(&desk);
    assert!(desk.has("field", "Tag der Sache", ""), "the columns can be said");
    faults.extend(desk.faults("columns to say"));
    desk.chooses("Tag der Sache", "date it happened");
    desk.chooses("Worte dazu", "what happened")
        .presses("Read again with my choices")
        .waits_for("'31/02/2023' is no day of the calendar", "Look again");
    unfolds(&desk);
    desk.sees("First entries, as they would stand in the chronology");
    faults.extend(desk.faults("columns that were said"));
    desk.presses("Keep in the case")
        .waits_for("The files are in the case", "Look again")
        .sees("What to do next");
    faults.extend(desk.faults("files that were kept"));
    desk.types_address("/case/rowan-street/problems")
        .sees("'31/02/2023' is no day of the calendar")
        .presses("Give this row its date")
        .presses("Make it an entry")
        .sees("There is a problem");
    faults.extend(desk.faults("a row that is given no date"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn views_that_are_chosen_on_a_page_have_no_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    desk.types_address("/case/rowan-street/chronology")
        .sees("Combined chronology")
        .presses("Columns and view")
        .sees("Compact: the beginning of each text");
    faults.extend(desk.faults("columns to choose"));
    desk.ticks("Compact: the beginning of each text")
        .presses("Show it so")
        .sees("…");
    let is_compact = desk.browser().run(
        "return document.querySelectorAll('.fw-chronology--compact tbody tr').length > 100;",
        &[],
    );
    assert_eq!(is_compact, true, "the compact chronology");
    faults.extend(desk.faults("a compact chronology"));
    desk.types_address("/case/rowan-street/knowledge/consultation")
        .presses("What the signs mean")
        .sees("held information");
    faults.extend(desk.faults("the signs of the matrix"));
    desk.types_address("/case/rowan-street/pattern/STALK-01")
        .types("Days from when the agency first knew", "400")
        .presses("See what it would change")
        .sees("With 400 days:")
        .sees("Nothing is kept yet");
    faults.extend(desk.faults("a time that is tried"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_judgement_under_the_mask_has_no_faults() {
    let mut desk = Desk::with_samples(Way::Mouse, "A. Reviewer");
    let mut faults = Vec::new();
    desk.types_address("/case/rowan-street/knowledge/judgement")
        .presses("Mask the final event for me")
        .sees("Part of this case is masked for you");
    desk.types_address("/case/rowan-street/knowledge/judgement")
        .sees("Record a judgement")
        .sees("Without a judgement, because");
    faults.extend(desk.faults("a judgement to be written"));
    desk.presses("Keep the judgement").sees("There is a problem");
    faults.extend(desk.faults("a judgement without words"));
    desk.types("Your judgement", "Police could have been told in June 2022")
        .presses("Keep the judgement")
        .sees("Your judgement is kept");
    faults.extend(desk.faults("a judgement that is kept, the mask still on"));
    desk.presses("Show me the whole case")
        .sees("Judgements, and what was decided later");
    faults.extend(desk.faults("a judgement beside what was decided"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn two_who_settle_the_same_at_once_are_told_without_faults() {
    let mut desk = Desk::of_two(Way::Mouse, ["A. Reviewer", "B. Chair"]);
    let mut faults = Vec::new();
    let warning = "/case/rowan-street/warning/W9";
    desk.types_address(warning).sees("What do you decide?");
    desk.other().types_address(warning).sees("What do you decide?");
    desk.chooses("What do you decide?", "Accept")
        .types("Why?", "It is plain to me")
        .presses("Keep the decision")
        .sees("Your decision is kept");
    desk.other()
        .chooses("What do you decide?", "More")
        .types("Why?", "The strategy meeting is missing")
        .presses("Keep the decision")
        .sees("Somebody else was quicker")
        .sees("The strategy meeting is missing")
        .sees("Keep mine, after theirs");
    faults.extend(desk.faults("a decision that somebody else took meanwhile"));
    let lines = "/case/rowan-street/lines";
    desk.types_address(lines).presses("Write the terms of reference");
    desk.other()
        .types_address(lines)
        .presses("Write the terms of reference")
        .types("Terms of reference", "What agencies knew")
        .presses("Keep the terms of reference")
        .sees("What agencies knew");
    desk.other()
        .types("Terms of reference", "What was done")
        .presses("Keep the terms of reference")
        .sees("Somebody else was quicker")
        .sees("Both texts in one")
        .sees("Keep both, as written here");
    faults.extend(desk.faults("two texts to be put together"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
