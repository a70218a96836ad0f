//! *Kin and partners*: the word after a noun for somebody's kin is a name only where it can be one, and a husband is no woman.

use crate::naming::{matter, read, turned_round};
use forewarned::model::{case::PersonId, mention::Who};

/// Stalking read in a row, with who does it, and whether it is of somebody outside the case.
fn stalking(more: &[(&str, &str, &str)], row: &str) -> (String, bool) {
    let matter = matter(more, &[row]);
    let found = matter.readings[0].mentions.iter().find(|m| m.concept == "stalking");
    let found = found.unwrap_or_else(|| panic!("{row}: {:?}", matter.readings[0].mentions));
    let who = match &found.actor {
        Who::Person(id) => id.0.clone(),
        Who::Other(name) => format!("other {name}"),
        Who::Unresolved => "unresolved".to_owned(),
    };
    (who, found.assertion.other_person)
}

#[test]
fn what_is_hers_and_what_begins_a_sentence_is_no_surname_of_kin() {
    for (row, words) in [
        ("Gran's English isn't great, he followed her home.", "Gran's"),
        ("Mum's German is better than mine, he follows her.", "Mum's"),
        ("Bronagh and Gran. Rent card reprinted.", "Gran"),
        ("Spoke to sister. Bins overflowing again.", "sister"),
        ("Her mum. Police attended, he followed her.", "mum"),
        ("Her auntie: Keys handed in.", "auntie"),
        ("Nan Welsh speaking, he follows her to chapel.", "Nan"),
        ("His brother Monday said he was outside.", "brother"),
    ] {
        let all = &matter(&[], &[row]).readings[0].people;
        assert!(all.iter().any(|p| p.words == words), "{row}: {all:?}");
    }
    let (_, is_of_another) = stalking(&[], "Gran's English isn't great but she says he followed her home.");
    assert!(!is_of_another);
}

#[test]
fn a_name_after_a_noun_for_kin_is_still_read() {
    assert_eq!(read(&[], "Her brother Colin rang.", "Colin").0, "other colin");
    assert_eq!(read(&[], "Her ex Mark followed her.", "Mark").0, "other mark");
    assert_eq!(
        read(&[], "HER EX COLIN IS OUTSIDE THE FLAT AND SHE IS SCARED", "COLIN").0,
        "other colin"
    );
}

#[test]
fn a_husband_of_a_woman_who_is_harmed_is_never_herself() {
    for row in [
        "ESTRANGED HUSBAND FOLLOWED HER HOME",
        "Ex-husband followed her to school.",
        "Her ex boyfriend followed her.",
    ] {
        assert_eq!(stalking(&[], row), ("P1".to_owned(), false), "{row}");
    }
    // Whether she has another husband now the roster does not say.
    assert_eq!(read(&[], "Her husband rang.", "husband").0, "unresolved");
    assert_eq!(read(&[], "His ex wife rang.", "ex wife").0, "P2");
    assert_eq!(
        read(&[], "A neighbour's ex husband rang.", "ex husband").0,
        "other neighbour's ex husband"
    );
}

#[test]
fn nobody_is_her_own_former_partner() {
    for (row, words, who) in [
        ("Says her ex is out of prison and she is frightened.", "ex", "P1"),
        ("Bronagh Feeney anxious. Says her ex is back.", "ex", "P1"),
        (
            "Disclosed that she is scared because ex-partner follows her.",
            "ex-partner",
            "P1",
        ),
        (
            "Call from Bronagh Feeney who states ex-partner is outside.",
            "ex-partner",
            "P1",
        ),
        ("Ex-partner has been released and may have a key.", "Ex-partner", "P1"),
        ("Ex-partner on licence.", "Ex-partner", "P1"),
        ("His ex is frightened.", "ex", "P2"),
        ("Bronagh Feeney, ex-partner, rang.", "ex-partner", "P2"),
        ("Message about a threat to his ex-partner.", "ex-partner", "P2"),
        ("Mrs Oak says her ex is out of prison.", "ex", "other oak's ex"),
    ] {
        assert_eq!(read(&[], row, words).0, who, "{row}");
    }
    for (row, who) in [
        ("Says his ex is out of prison.", "P1"),
        ("Told us her ex is scared.", "P2"),
    ] {
        let matter = turned_round(&[row]);
        let found = matter.readings[0].people.iter().find(|p| p.words == "ex").unwrap();
        assert_eq!(found.who, Who::Person(PersonId(who.to_owned())), "{row}");
    }
}

#[test]
fn he_who_stands_before_the_verb_does_it() {
    let matter = matter(&[], &["Tenant wants to be moved before he kills her."]);
    let mentions = &matter.readings[0].mentions;
    let found = mentions.iter().find(|m| m.concept == "predicts-harm").unwrap();
    assert_eq!(
        (&found.actor, &found.target),
        (
            &Who::Person(PersonId("P1".to_owned())),
            &Who::Person(PersonId("P2".to_owned()))
        )
    );
}

#[test]
fn what_an_agency_passes_to_its_own_team_tells_no_other_agency() {
    let tells = |row: &str| {
        let matter = matter(&[], &[row]);
        // That the police were told is asked of no row of the police (`not_by`).
        let all = matter.readings[0].mentions.iter();
        all.filter(|m| m.concept == "agency-contact").count()
    };
    assert_eq!(tells("Man shouting at her. Passed to neighbourhood team."), 0);
    assert_eq!(tells("Man shouting at her. Discussed with CID."), 0);
    assert!(tells("Man shouting at her. Passed to probation.") > 0);
}
