//! Reading in time, and gathering what was read: the timeline, the chronology of a stretch, a line of enquiry, the consultation matrix, and
//! the report of what was chosen.

use super::{Desk, Way};

in_three_ways! {
    a_month_of_the_timeline_leads_to_its_entries
    a_line_of_enquiry_gathers_its_evidence
    a_cell_of_the_matrix_leads_to_its_evidence_and_a_report_is_chosen_and_previewed
}

fn a_month_of_the_timeline_leads_to_its_entries(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Saltmarsh").opens("Saltmarsh");
    desk.goes_to("Timeline").sees("1 October 2020 to 20 October 2021");
    desk.types("From", "1/3/2021").types("To", "31/3/2021").presses("Show");
    desk.sees("1 to 31 March 2021");
    if way == Way::Keyboard {
        // A stretch set by keys, from the left end of the picture on.
        desk.strikes("Timeline picture", "[]")
            .sees("Show these entries in the chronology")
            .sees("(1 Mar 2021 to 31 Mar 2021)");
    }
    desk.opens("Week").sees("15 to 21 March 2021");
    desk.opens("Month").sees("1 to 31 March 2021");
    desk.opens("Show these entries in the chronology")
        .sees("Combined chronology")
        .sees("SPL-");
    desk.is_done();
}

fn a_line_of_enquiry_gathers_its_evidence(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Rowan Street").opens("Rowan Street");
    desk.goes_to("Lines of enquiry").sees("Take up a line");
    desk.types("What it is called", "Carly")
        .types("What it asks", "What was done with what Carly told?")
        .presses("Follow this line")
        .sees("Carly");

    // From an entry, from a search, and from a warning.
    desk.goes_to("Chronology").sees("Combined chronology");
    desk.opens("RSP-021")
        .sees("Carly rang")
        .opens("Own page")
        .sees("SHA-256 of the record")
        .presses("Attach to a line of enquiry: RSP-021");
    desk.chooses("Line of enquiry", "Carly")
        .types("What does it show, as you see it?", "What Carly told")
        .presses("Attach")
        .sees("Attached to: Carly");
    desk.goes_to("Search")
        .sees("How to search")
        .types("Search this case", "Carly")
        .presses("Search")
        .sees("found")
        .presses("Attach to a line of enquiry: the search “Carly”");
    desk.chooses("Line of enquiry", "Carly")
        .types("What does it show, as you see it?", "All that names her")
        .presses("Attach")
        .sees("Attached to: Carly");
    desk.types_address("/case/rowan-street/entry/RSP-021")
        .sees("Carly rang")
        .opens("W10")
        .sees("To the decision")
        .presses("Attach to a line of enquiry: warning W10 (Reported: contact with somebody who does not want it)");
    desk.chooses("Line of enquiry", "Carly")
        .types("What does it show, as you see it?", "It stands alone")
        .presses("Attach")
        .sees("Attached to: Carly");
    desk.goes_to("Lines of enquiry")
        .opens("Carly")
        .sees("It stands alone")
        .sees("What Carly told")
        .sees("All that names her");
    desk.opens("Report on this line").sees("Download");
    let report = desk.keeps("HTML");
    let words = std::fs::read_to_string(report).unwrap();
    assert!(words.contains("What was done with what Carly told?") && words.contains("It stands alone"));
    assert!(words.contains("What Carly told") && words.contains("All that names her"));
    desk.is_done();
}

fn a_cell_of_the_matrix_leads_to_its_evidence_and_a_report_is_chosen_and_previewed(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.sees("Rowan Street").opens("Rowan Street");
    desk.goes_to("Who knew what")
        .sees("Who knew by a day?")
        .opens("Consultation matrix")
        .sees("Each cell leads to its evidence")
        .opens("W10, Tarnbeck Probation:")
        .sees("In short")
        .sees("Its own entries that the warning cites")
        .sees("follows her up as far as the school");
    desk.beside("follows her up as far as the school")
        .opens("RSP-021")
        .sees("As written")
        .sees("SHA-256 of the record");

    desk.goes_to("Reports")
        .sees("Each report is one file")
        .opens("Combined chronology")
        .sees("Preview with these choices")
        .presses("Entries of the chronology to tell")
        .ticks("Tarnbeck Probation")
        .types("First day", "1/6/2022")
        .types("Last day", "30/6/2022")
        .presses("Preview with these choices")
        .sees("What goes into it")
        .sees("of 109, as chosen")
        .opens("Look at it on a page of its own")
        .sees("OFFICIAL-SENSITIVE")
        .sees("RSP-022")
        .does_not_see("RSP-010");
    desk.is_done();
}
