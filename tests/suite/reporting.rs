//! Reports and the picture in them: escaped, the same every time, nothing that only a suggestion supports.

mod formats;
mod keeping;
mod seen;
mod sending;
mod telling;

use forewarned::{
    app::judging::judge,
    model::{finding::Basis, matter::Matter},
    report::{self, KINDS, Settings},
    timeline::picture,
};

use crate::whole_cases::{book, material, matter};

const BAD: &str = "<script>alert(1)</script><img src=x onerror=y>\"'&";

fn made(matter: &Matter, kind: &str) -> String {
    String::from_utf8(report::make(matter, kind, "html", &Settings::default()).unwrap()).unwrap()
}

#[test]
fn words_of_a_case_never_become_markup() {
    let mut material = material("rowan-street");
    material.case.title = BAD.to_owned();
    for agency in &mut material.case.agencies {
        agency.name = format!("{BAD} {}", agency.name);
    }
    for fact in &mut material.case.facts {
        fact.value = BAD.to_owned();
    }
    for entry in &mut material.entries {
        entry.text.push_str(BAD);
        entry.entry_type = BAD.to_owned();
        entry.source = BAD.to_owned();
        entry.when.written = BAD.to_owned();
    }
    let matter = judge(material, book(), &mut |_| {});
    assert!(!matter.warnings.is_empty());
    for kind in KINDS {
        let text = made(&matter, kind.name());
        assert!(!text.contains("<script") && !text.contains("<img"), "{}", kind.name());
        assert!(
            text.contains("&lt;script&gt;alert(1)"),
            "{} shows no words of the case",
            kind.name()
        );
    }
}

#[test]
fn the_same_case_gives_the_same_bytes_and_needs_nothing_from_outside() {
    for kind in KINDS {
        let text = made(&matter("saltmarsh"), kind.name());
        assert_eq!(text, made(&matter("saltmarsh"), kind.name()));
        for outside in ["<link", "<script", "src=", "@import", "url("] {
            assert!(!text.contains(outside), "{} holds {outside}", kind.name());
        }
        assert!(text.contains("OFFICIAL-SENSITIVE") && text.contains("not absence of an act"));
    }
}

#[test]
fn what_rests_on_a_suggestion_is_in_no_report() {
    let mut matter = matter("rowan-street");
    let before = made(&matter, "warnings");
    for finding in &mut matter.findings {
        finding.basis = Basis::Suggested;
    }
    let after = made(&matter, "warnings");
    assert!(before.contains("id=\"W1\"") && !after.contains("id=\"W1\""));
    assert!(after.contains("none found in the records supplied"));
}

#[test]
fn the_picture_of_many_entries_stays_small_and_its_links_can_be_reached() {
    let mut material = material("rowan-street");
    let one = material.entries.clone();
    for n in 0..91_u32 {
        for entry in &one {
            let mut more = entry.clone();
            more.id.0 = format!("{}-{n}", entry.id.0);
            material.entries.push(more);
        }
    }
    assert!(material.entries.len() > 10_000);
    let mut matter = matter("rowan-street");
    matter.entries = material.entries;
    let svg = picture::svg(&matter);
    assert!(svg.len() < 1_500_000, "{} bytes", svg.len());
    // The drawing is closed before the warnings begin.
    let drawing = svg.split(">Warnings</text>").next().unwrap();
    assert!(drawing.contains("role=\"img\"") && drawing.matches("<g").count() == drawing.matches("</g>").count());
    assert!(
        !drawing.contains("<a "),
        "a link inside a picture is hidden from screen readers"
    );
    assert_eq!(svg.matches("<a href=").count(), matter.warnings.len());
    assert!(!svg.contains("style=") && !svg.contains("<style"));
}
