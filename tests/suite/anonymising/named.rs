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

/// The members of the public of a text, one after the other.
fn lay(text: &str) -> Vec<String> {
    named(text)
        .into_iter()
        .filter(|(_, role)| *role == Lay)
        .map(|(name, _)| name)
        .collect()
}

/// Each of these names, and no other.
fn each(all: &[(&str, &[&str])]) {
    let wrong: Vec<String> = all
        .iter()
        .map(|(text, wanted)| (text, lay(text), wanted))
        .filter(|(_, found, wanted)| found != *wanted)
        .map(|(text, found, wanted)| format!("{text}: {found:?}, not {wanted:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_words_that_are_nothing_else_are_a_name() {
    each(&[
        ("Room shared with Yohannes Tekle.", &["Yohannes Tekle"]),
        ("Seen with Oyinda Quashie in town", &["Oyinda Quashie"]),
        ("11/2021 – Julka Wrona, then 4 yrs old", &["Julka Wrona"]),
        ("Surety Ayşe Yıldırım of the same street", &["Ayşe Yıldırım"]),
        ("TC to Roisín Ní Bhriain. Safe to talk.", &["Roisín Ní Bhriain"]),
        ("RK Aodhán McGurk is wanted", &["Aodhán McGurk"]),
        ("Visit. Agnes Mc Intyre was in bed", &["Agnes Mc Intyre"]),
        ("Transfer: Lamar St. John, low risk", &["Lamar St. John"]),
        ("Query. Chardonnay Blyth (34) wants out", &["Chardonnay Blyth"]),
        ("rang Nguyễn Thị Hoa back", &["Nguyễn", "Thị Hoa"]),
        ("moved in with Oluwaseun Àjàyí", &["Oluwaseun Àjàyí"]),
        ("BAPTISTE, Marie-Claire seen at home", &["BAPTISTE", "Marie-Claire"]),
        ("dispute with Gethin ap Rhodri over money", &["Gethin ap Rhodri"]),
        ("he is Kyron B-J to staff", &["Kyron B-J"]),
        (
            "MALE NAMED AS DEAN ROCKLIFFE, HAS LEFT THE PLACE BEFORE POLICE CAME",
            &["DEAN ROCKLIFFE"],
        ),
        ("the ex, Tomasz Wiśniewski-Bell, waited", &["Tomasz Wiśniewski-Bell"]),
    ]);
}

#[test]
fn one_word_that_is_nothing_else_is_a_name_where_people_stand() {
    each(&[
        ("Dad = Mr. Khalid; Mum = Huda.", &["Khalid", "Huda"]),
        ("told by Jermaine's sister", &["Jermaine"]),
        ("uncle Tel comes round", &["Tel"]),
        ("Eoghan has put a tracker on the car", &["Eoghan"]),
        ("pt Iestyn ?surname, about 40", &["Iestyn"]),
        ("the tenants Gulsen & Hakan Demirtas", &["Gulsen", "Hakan Demirtas"]),
        ("placement of Ashanti breaking down", &["Ashanti"]),
        ("Key notes: Tegan moved in on Friday", &["Tegan"]),
        ("to find Caoimhe and the baby", &["Caoimhe"]),
        ("R v ADEBAYO at the court", &["ADEBAYO"]),
        ("Concerning the Thackeray-Jones children", &["Thackeray-Jones"]),
        ("the Okonjo family rang", &["Okonjo"]),
        ("Partner is Zbyszek", &["Zbyszek"]),
        ("Zbyszko says he left", &["Zbyszko"]),
        ("disclosed that Xhesika rang her", &["Xhesika"]),
        ("Rose and Hakan were there", &["Rose", "Hakan"]),
        ("rang her mum Lien - no reply", &["Lien"]),
        ("harassment of the Kowalczyks at no 4", &["Kowalczyks"]),
        ("Sponsor Alan Mudge emailed", &["Alan Mudge"]),
        ("signed: L. Thwaite (tenant)", &["L. Thwaite"]),
        ("lodger, a Mr 'Spike' Hanrahan, left", &["Spike", "Hanrahan"]),
    ]);
}

#[test]
fn names_in_small_letters_in_quotation_marks_and_at_the_end_of_letters_are_found() {
    each(&[
        ("visitor: hi my names jodie is this private", &["jodie"]),
        ("scott says if i leave hes taking alfie", &["scott", "alfie"]),
        ("jodies sister rang", &["jodies"]),
        ("told daz to go, kev wont", &["daz", "kev"]),
        ("Mr Demirtas rang. later demirtas came back", &["Demirtas", "demirtas"]),
        ("older males, driver \"Smokey\" was there", &["Smokey"]),
        ("w/ Jordan \"Jinx\" Tooley", &["Jordan", "Jinx", "Tooley"]),
        (
            "took his card – \"Vlad\" and \"the Boss\" – no pay",
            &["Vlad", "the Boss"],
        ),
        ("saved in her phone as \"Smiler\"", &["Smiler"]),
        ("nobody came.\nThanks\nOlu", &["Olu"]),
        ("nobody came.\nLove,\nHope", &["Hope"]),
        (
            "From: Olumide Adeyemi-Cole\nTo: housing office",
            &["Olumide Adeyemi-Cole"],
        ),
        ("Hi Shaz, please ring", &["Shaz"]),
        ("suspect not seen, aka Dodger", &["Dodger"]),
        ("she goes by Scooter at work", &["Scooter"]),
    ]);
}

/// Words of case notes that stand with a capital, or are in no dictionary, and name nobody.
#[test]
fn words_of_case_notes_are_nobody() {
    let all: Vec<String> = [
        "Home Office rang on Monday. Team Manager agreed a Non-Molestation Order.",
        "Clare's Law disclosure, Osman warning given, Bell's palsy, Sarah's Law and Martyn's Law explained.",
        "Referred to Karma Nirvana and Women's Aid. DASH 14, MARAC on Thursday, IDVA told.",
        "Took Sertraline and Zopiclone, Zolpex 5mg at night. Weetabix for breakfast.",
        "Went to Tesco in Leeds, then Tyrefast Garage near Oakmere Primary School.",
        "He drives a Vauxhall Corsa. Texted on WhatsApp and Snapchat, saw it on Facebook.",
        "Housing Benefit and Universal Credit in place. Council Tax owed to Kirklees Council.",
        "Recieved a letter. Accomodation is poor. Apptmt missed.",
        "The Kestrel Project and the Zenith app are used. Operation Zolta began.",
        "Crown Court, Family Court and Probation Service were told. Section 47 and s.20 apply.",
        "Patient: Reports low mood. Pt: Tearful, tired. Caller: Female, upset.",
        "IP: CCTV seen. Suspect: Unknown. Tenants: Two. Siblings: None.",
        "From: Home Office. To: Housing. Cc: Duty Team. Dear Tenant,",
        "marked as \"High\" and \"Red\", said \"No\" and \"Stop\"",
        "Thanks\nDuty Team\nHousing Options",
        "Polish speaker, Turkish interpreter, Muslim family. Christmas and Eid.",
        "Glasgow Coma Scale 15, Edinburgh Postnatal Depression Scale 12, Waterlow score 9, Barthel index 14.",
        "DIC ON MONDAY, TAKEN TO CUSTODY. DASH COMPLETED, MARAC REFERRAL MADE, SAFEGUARDING TEAM TOLD.",
        "dont know why hes angry, wasnt there, im fine, cant come til friday",
        "will ring in may, mark the form, sue for grace, hope she will rest",
        "Contact centre log. Custody Sergeant authorised. Appropriate Adult not required.",
        "Alzheimer's, Parkinson's, Crohn's and Asperger's are not names here.",
        "moved from Keighley to Huddersfield via Dewsbury",
        "Barthel 14, Braden 18. Zolmitriptan, Ferritin and Naftidrofuryl on repeat. Vit D low.",
        "Job starts 5 Jan. Seen 12th June. May 2024 review.",
        "known as High Risk, called Monday, aka Section 47",
        "Year 4 at Oakmere Academy, SENCO told, CPOMS logged",
    ]
    .iter()
    .filter_map(|text| {
        let found = named(text);
        (!found.is_empty()).then(|| format!("{text}: {found:?}"))
    })
    .collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn professionals_stay_professionals_where_names_are_found_without_a_sign() {
    is(
        "Seen by Dr Fenn. Later Fenn rang.",
        &[("Fenn", Professional), ("Fenn", Professional)],
    );
    is("Aoibhe Quirke, social worker, rang", &[("Aoibhe Quirke", Professional)]);
    is("Hannah's sister rang", &[("Hannah", Lay)]);
}
