//! A case is anonymised: words are cleared, a name is chosen, the case is made, and looked at from both sides.

use super::{Desk, Way};

in_three_ways! { a_case_is_anonymised_and_looked_at_from_both_sides }

const LEFT: &str = "/case/rowan-street/anonymise/left";
/// Reasons for which words are left, and what is said of most words of each.
const SAID: [(&str, &str); 7] = [
    ("name", "A word that tells of nobody"),
    ("place", "A place"),
    ("capital", "A word that tells of nobody"),
    ("figures", "A number or code"),
    ("letters", "A word that tells of nobody"),
    ("unknown", "A word that tells of nobody"),
    ("ordinary", "A word that tells of nobody"),
];

fn a_case_is_anonymised_and_looked_at_from_both_sides(way: Way) {
    let mut desk = Desk::with_samples(way, "A. Reviewer");
    desk.types_address("/case/rowan-street/report")
        .sees("Further")
        .opens("Anonymise this case")
        .sees("Pseudonymised data is still personal data")
        .sees("then the button stands here");
    // A name is chosen for somebody.
    desk.presses("Choose the name of Dean Halloway")
        .types("Called", "Corin Wexcombe")
        .presses("Keep how Dean Halloway is called")
        .sees("The name Corin Wexcombe is kept");
    // One word is ticked, the others are cleared by their reasons.
    desk.types_address(LEFT).sees("Words to look at");
    let first = desk.browser().run(
        "return document.querySelector('input[name=word] + label').textContent;",
        &[],
    );
    let first = first.as_str().unwrap().to_owned();
    desk.ticks(&first)
        .chooses("The words are", "A word that tells of nobody")
        .presses("Keep it of those ticked")
        .sees("1 word is cleared");
    for (why, what) in SAID.iter().cycle().take(2 * SAID.len()) {
        desk.types_address(&format!("{LEFT}?why={why}")).sees("Cleared before");
        if desk.has("button", "Keep it of all", "") {
            desk.chooses("The words are", what)
                .presses("Keep it of all")
                .sees("cleared: ");
        }
    }
    desk.types_address("/case/rowan-street/anonymise")
        .sees("No word is left of which nobody said what it is")
        .types("Title of the new case", "A case to learn from")
        .presses("Make the anonymised case")
        .waits_for("made", "Look again");
    // All words were cleared at once, so the leak check may doubt letters such as PO.
    if desk.has("checkbox", "Make it all the same", "") {
        desk.ticks("Make it all the same").presses("Make the anonymised case");
    }
    desk.waits_for("The anonymised case training-1 is made", "Look again")
        .sees("Who is who: it stands in this case alone")
        .sees("Corin Wexcombe");
    // The search for faults is a script of its own, which waits for the page's.
    let look = |desk: &mut Desk, page: &str| {
        if way == Way::NoScript {
            Vec::new()
        } else {
            desk.faults(page)
        }
    };
    let mut faults = look(&mut desk, "anonymised");
    // From an entry to the entry that stands for it, in which nobody's name is, and back.
    desk.types_address("/case/rowan-street/entry/RSP-010")
        .sees("Invented sample.")
        .opens("The same page in training-1")
        .sees("Anonymised case.");
    faults.extend(look(&mut desk, "an entry of an anonymised case"));
    let page = desk.browser().run("return document.documentElement.outerHTML;", &[]);
    let page = page.as_str().unwrap().to_owned();
    for name in ["Halloway", "Nwosu", "Sillitoe", "Dean", "Adaeze", "Tanya", "Chidi"] {
        assert!(!page.contains(name), "{name}: {page}");
    }
    desk.opens("The same page in the real case").sees("RSP-010");
    desk.types_address("/").sees("anonymised: Training");
    desk.types_address("/case/training-1/anonymise")
        .sees("Download the case folder (ZIP)");
    faults.extend(look(&mut desk, "the folder of an anonymised case"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    desk.is_done();
}
