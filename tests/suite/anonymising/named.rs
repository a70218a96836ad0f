//! People named without a roster: by labels, titles, kin and given names; and who is there by their work.

use forewarned::anonymise::named::{Role, people};

use super::LISTS;

fn named(text: &str) -> Vec<(String, Role)> {
    people(text, &LISTS)
        .into_iter()
        .map(|n| (text[n.span.start..n.span.end].to_owned(), n.role))
        .collect()
}

fn is(text: &str, wanted: &[(&str, Role)]) {
    let wanted: Vec<(String, Role)> = wanted.iter().map(|(n, r)| ((*n).to_owned(), *r)).collect();
    assert_eq!(named(text), wanted, "{text}");
}

use Role::{Lay, Professional};

#[test]
fn labels_and_titles_name_people_and_tell_professionals() {
    is(
        "Re: Ms Sylvia Oakes, seen by Dr Fenn",
        &[("Sylvia Oakes", Lay), ("Fenn", Professional)],
    );
    is("Patient: Marjorie Oakes DOB 12/03/1950", &[("Marjorie Oakes", Lay)]);
    is("Next of kin: Derek Hale (son)", &[("Derek Hale", Lay)]);
    is("client name: derek hale", &[("derek hale", Lay)]);
    is(
        "PC 4417 Carr attended with Nurse Bell",
        &[("Carr", Professional), ("Bell", Professional)],
    );
    is(
        "Reviewed by Consultant Thistle and Registrar Hartley.",
        &[("Thistle", Professional), ("Hartley", Professional)],
    );
    is("Jane Carr, social worker, rang", &[("Jane Carr", Professional)]);
    is("MR HALE RANG", &[("HALE", Lay)]);
}

#[test]
fn kin_and_given_names_name_people() {
    is("Their sister Malcolm Rowe attended.", &[("Malcolm Rowe", Lay)]);
    is("Their father Pauline Ramsden attended", &[("Pauline Ramsden", Lay)]);
    is("Clifford returned today feeling better", &[("Clifford", Lay)]);
    is("Spoke to Eileen’s neighbour", &[("Eileen", Lay)]);
    is("Sister Jane Bell gave the tablets", &[("Jane Bell", Professional)]);
}

#[test]
fn a_name_known_by_a_sign_is_known_again() {
    is(
        "Mr Oakley rang. Later Oakley came in. Dr Fenn saw Oakley.",
        &[
            ("Oakley", Lay),
            ("Oakley", Lay),
            ("Fenn", Professional),
            ("Oakley", Lay),
        ],
    );
    is(
        "Re: Ms Jo Oakley. Seen by Dr Oakley.",
        &[("Jo Oakley", Lay), ("Oakley", Professional)],
    );
}

#[test]
fn ordinary_words_places_and_medicines_are_no_people() {
    for text in [
        "Will ring in May. Grace period ends. Mark the form.",
        "Reviewed in clinic on 17 November 2025",
        "Lives in Hartley, near Chester Road",
        "Ferritin 32 ug/L; continuing oral iron 200 mg.",
        "Re: Housing benefit claim",
        "Patient: reports low mood",
    ] {
        assert_eq!(named(text), [], "{text}");
    }
}
