//! *Who speaks*: words that an agency only passes on are those of the one who wrote them, and advice to a person tells no agency.

use crate::whole_cases::matter;
use forewarned::text::voices::{passages, quotations};

#[test]
fn a_neighbours_email_that_housing_sent_on_is_no_professionals_warning() {
    let matter = matter("saltmarsh");
    let cites = |pattern: &str, entry: &str| {
        let mut all = matter.findings.iter().filter(|f| f.pattern == pattern);
        all.any(|f| f.triggers.iter().any(|t| t.quote.entry.0 == entry))
    };
    for copy in ["SHO-009", "STW-008", "SCS-005"] {
        assert!(!cites("AGY-01", copy) && !cites("AGY-02", copy), "{copy}");
    }
    // The doctor rang of her own accord.
    assert!(cites("AGY-01", "SCS-006"));
}

#[test]
fn a_quotation_goes_on_over_its_sentences_and_an_apostrophe_opens_none() {
    let text = "Fwd from him: ‘She’s here. The girl isn't well.’ Saved. Gran's bike";
    let found: Vec<&str> = quotations(text).iter().map(|s| &text[s.start..s.end]).collect();
    assert_eq!(found, ["She’s here. The girl isn't well."]);
    assert!(quotations("The boys' van isn't here.").is_empty());
}

#[test]
fn what_follows_a_letter_from_somebody_is_their_words() {
    let is_letter = |w: &str| w == "letter";
    let text = "Letter from the man at no 4: he was there again. She is scared.";
    let found: Vec<&str> = passages(text, &is_letter)
        .iter()
        .map(|p| &text[p.words.start..p.words.end])
        .collect();
    assert_eq!(found, ["he was there again. She is scared."]);
    assert!(passages("Letter from the man at no 4 filed.", &is_letter).is_empty());
}
