//! The first journey of a panel: five agencies' files are imported, what is wrong with them is settled, the warning of stalking is found
//! and read to its evidence, who knew of it by 16 January is seen, it is decided, and the report is printed.

use std::{fs, path::PathBuf};

use super::{Desk, Way, larch};
use crate::reporting_pdf::pages;

in_three_ways! { five_files_become_a_decided_warning_of_stalking_and_a_printed_report }

/// A call that the police took, of which the file has no day that there is.
const UNDATED: &str = "police.csv row 4";
/// The finding that is decided, by the beginning of its title.
const FINDING: &str = "Stalking report; cannot tell whether it was passed to police";
/// A script that returns what the answer says of an agency.
const ANSWER: &str = "return [...document.querySelectorAll('.fw-ledger__answer')].map((a) => a.innerText) \
    .find((a) => a.split(/[\\n:]/)[0].includes(arguments[0])) || '';";
const BECAUSE: &str = "The nurse and probation tell of one report, and no police log of those days was asked for";

fn five_files_become_a_decided_warning_of_stalking_and_a_printed_report(way: Way) {
    let mut desk = Desk::empty(way, "A. Reviewer");
    starts_the_case(&mut desk);
    brings_five_files(&mut desk);
    settles_problems(&mut desk);

    // The one warning of stalking: what is on record, in the agency's own words, and back to it.
    desk.goes_to("Warnings")
        .sees("2 warnings")
        .opens("W2 Reported: following, watching or waiting for somebody")
        .sees("To the decision")
        .sees("has followed her home from work three times since New Year");
    desk.beside("First entry cited")
        .opens("LMH-003")
        .sees("As written")
        .sees("SHA-256 of the record");
    desk.beside("⚑").opens("W2").sees("On record");

    // Who knew of it by 16 January: the nurse, and probation from that very day; not that the police did.
    desk.goes_to("Who knew what").sees("Who knew by a day?");
    desk.beside("Of which warning").types("Who knew by", "16/1/2025");
    desk.chooses("Of which warning", "W2").presses("Answer");
    desk.sees("Who knew of W2 by 16 January 2025, as far as the records show");
    for (agency, tells, not) in [
        (
            "Larchford Mental Health Trust",
            "From 14 January 2025, its own entry",
            "No entry",
        ),
        (
            "Larchford Probation",
            "From 16 January 2025, its own entry",
            "From 14 January",
        ),
        ("Larchford Police", "No entry of its own is tied to this one", "From "),
    ] {
        let answer = desk.browser().run(ANSWER, &[agency.into()]);
        let answer = answer.as_str().unwrap_or_default();
        assert!(answer.contains(tells) && !answer.contains(not), "{agency}: {answer}");
    }

    // The decision: a reason is asked for, and what was typed is kept with the name.
    desk.goes_to("Warnings")
        .sees("2 warnings")
        .opens("W2 Reported")
        .sees("To the decision");
    desk.beside(FINDING).presses("Decide on this finding");
    desk.beside(FINDING).chooses("What do you decide?", "Accept");
    desk.beside(FINDING)
        .presses("Keep the decision")
        .sees("There is a problem");
    desk.beside(FINDING).types("Why?", BECAUSE);
    desk.beside(FINDING)
        .presses("Keep the decision")
        .sees("Your decision is kept")
        .sees("Undo");

    prints_the_report(&mut desk);
    desk.is_done();
}

/// A new case, with the bare facts that the panel has on the first day.
fn starts_the_case(desk: &mut Desk) {
    desk.sees("no case").opens("Start a case");
    desk.types("Title of the case", "Larch Rise")
        .chooses("What kind of review is it?", "Domestic homicide review")
        .types("First day", "1/10/2024")
        .types("Last day", "12/6/2025")
        .types("Day of the offence or death", "12/6/2025")
        .types("Subject of the review", "Owen Tarrant")
        .types("Person 1", "Salma Idris")
        .chooses("Person 1 is", "Victim")
        .types("Agency 1", "Larchford Probation")
        .chooses("Agency 1 is", "Probation")
        .types("Agency 2", "Larchford Police")
        .chooses("Agency 2 is", "Police")
        .types("Agency 3", "Larchford Homes")
        .chooses("Agency 3 is", "Housing")
        .presses("Start the case");
}

/// Five agencies' files at once: two are of agencies that the case does not have yet, and of one the columns are said.
fn brings_five_files(desk: &mut Desk) {
    let files = larch::files(desk.home());
    desk.sees("Choose files").uploads(
        "Files that agencies sent",
        &files.iter().map(PathBuf::as_path).collect::<Vec<_>>(),
    );
    desk.presses("Look at what they hold")
        .sees("Look at 5 files")
        .waits_for("Say whose each file is", "Look again");
    for (file, name, kind) in [
        ("nurse.csv", "Larchford Mental Health Trust", "Mental health services"),
        ("beacon.csv", "Beacon", "Domestic abuse service"),
    ] {
        desk.beside(file)
            .chooses("Whose file is it?", "An agency that the case does not have yet");
        if desk.way == Way::NoScript {
            desk.beside(file).presses("Only for a new agency: its name and kind");
        }
        desk.beside(file).types("Its name", name);
        desk.beside(file).chooses("What kind of agency it is", kind);
    }
    desk.presses("Read the files")
        .waits_for("31 entries, 2 problems and 3 remarks", "Look again")
        .sees("no row of headings was found");
    if !desk.has("field", "column 1", "") {
        desk.beside("no row of headings was found").presses("Columns as read");
    }
    // What stands in two of the columns tells what they are; of the third it is said.
    desk.chooses("column 1", "number of the entry")
        .presses("Read again with my choices")
        .waits_for("31 entries, 2 problems and 1 remark", "Look again")
        .sees("as somebody chose")
        .presses("Keep in the case")
        .waits_for("The files are in the case", "Look again")
        .sees("31 entries, 2 problems and 1 remark");
}

/// The row without a day that there is gets the one that the agency says it was, and is an entry; headings are no entry, and are looked at.
fn settles_problems(desk: &mut Desk) {
    desk.opens("See what could not be read")
        .sees("2 problems and 1 remark are still to be looked at")
        .sees("'30/02/2025' is no day of the calendar");
    desk.beside(UNDATED).presses("Give this row its date");
    desk.types("The agency says the date was", "20/01/2025 18:20")
        .types("Where does it say so?", "Letter of the records manager, 3 July 2025")
        .types("Why is this date taken?", "The log was looked up again")
        .presses("Make it an entry")
        .sees("The row is now entry LPL-003")
        .sees("1 problem and 1 remark are still to be looked at")
        .ticks("housing.csv row 1")
        .types("Why is nothing more to be done", "It is the row of headings")
        .presses("Mark those ticked as looked at")
        .sees("0 problems and 1 remark are still to be looked at");
    desk.goes_to("Chronology")
        .sees("32 entries")
        .types("Words", "male in car outside flats")
        .presses("Show")
        .sees("1 entry")
        .sees("20/01/2025")
        .sees("LPL-003");
}

/// The report as it is shown before it is kept, and as a file: both are printed, and tell what was found and decided.
fn prints_the_report(desk: &mut Desk) {
    desk.goes_to("Reports")
        .sees("Each report is one file")
        .opens("Full report")
        .sees("Preview with these choices")
        .presses("Preview with these choices")
        .sees("Look at it on a page of its own");
    let kept = desk.keeps("Full report: HTML");
    let words = fs::read_to_string(&kept).unwrap();
    assert!(words.contains(BECAUSE) && words.contains("A. Reviewer"), "{words}");
    desk.opens("Look at it on a page of its own")
        .sees("OFFICIAL-SENSITIVE")
        .sees(BECAUSE);
    told_on_paper(&desk.prints());
    desk.browser().open(&format!("file://{}", kept.display()));
    desk.sees(BECAUSE);
    told_on_paper(&desk.prints());
}

fn told_on_paper(pdf: &[u8]) {
    // Where a line ends is the printer's affair.
    let told = pages(pdf).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Larch Rise",
        "OFFICIAL-SENSITIVE",
        "LMH-003",
        "14 January 2025",
        "A. Reviewer",
        "one report",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
}
