//! The thematic table: what is measured of each case, what is counted, and what is never said.

use std::sync::Arc;

use forewarned::{
    app::{
        home::Home,
        judging::judge,
        matters::Matters,
        settling,
        thematic::{measure, table},
    },
    model::{
        finding::Outcome,
        matter::Matter,
        settled::{Settled, Settlement, Verdict},
    },
    patterns::measures::Standing,
    report::{
        Settings,
        thematic::{Line, Thematic},
    },
    rulebook::{files::Files, load::Rulebook, measures},
};

use crate::{
    settling::run,
    whole_cases::{book, material},
};

fn matter(name: &str) -> Matter {
    judge(material(name), book(), &mut |_| {})
}

fn measured(matters: &[&Matter]) -> Thematic {
    measure(matters, book()).unwrap()
}

/// A measure, with its results.
fn line<'a>(thematic: &'a Thematic, code: &str) -> &'a Line {
    thematic.lines.iter().find(|l| l.measure.code == code).unwrap()
}

fn standing(thematic: &Thematic, code: &str, case: usize) -> Standing {
    line(thematic, code).results[case].standing
}

fn html(matters: &[&Matter]) -> String {
    let bytes = table(&[], matters, book(), "html", &Settings::default()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_visit_made_in_time_is_met_and_one_that_was_not_is_not_evidenced() {
    let (poor, well) = (matter("rowan-street"), matter("hollin-bank"));
    let thematic = measured(&[&poor, &well]);
    assert_eq!(standing(&thematic, "M18-01", 0), Standing::NotEvidenced);
    assert_eq!(standing(&thematic, "M18-01", 1), Standing::Met);
    assert_eq!(standing(&thematic, "M18-09", 0), Standing::NotDeterminable);
    let text = html(&[&poor, &well]);
    assert!(text.contains("fewer than 10 cases count"), "no percentage of two cases");
    assert!(!text.contains("50%</td>"), "{text}");
}

#[test]
fn without_the_records_of_supervision_silence_is_not_determinable() {
    let mut material = material("hollin-bank");
    material.entries.retain(|e| e.agency.0 != "probation");
    for agency in material.case.agencies.iter_mut().filter(|a| a.id.0 == "probation") {
        agency.files.clear();
        (agency.supplied_from, agency.supplied_to) = (None, None);
        agency.involved = true;
    }
    let thematic = measured(&[&judge(material, book(), &mut |_| {})]);
    for code in ["M18-07", "M18-14", "M18-15"] {
        assert_eq!(standing(&thematic, code, 0), Standing::NotDeterminable, "{code}");
    }
}

#[test]
fn a_share_is_given_from_ten_cases_on_with_its_interval() {
    let (poor, well) = (matter("rowan-street"), matter("hollin-bank"));
    let mut set = vec![&poor; 7];
    set.extend(vec![&well; 3]);
    let text = html(&set);
    // 3 of 10: 30 % (11 to 60).
    assert!(text.contains("30% (11 to 60)"), "{text}");
    assert!(text.contains("not comparable with an inspection sample"));
}

#[test]
fn a_reviewers_result_stands_before_that_of_the_records_and_both_are_shown() {
    let mut matter = matter("rowan-street");
    matter.settled.push(Settled {
        number: 1,
        at: "2026-11-26".to_owned(),
        who: "Chair".to_owned(),
        what: Settlement::Measure {
            measure: "M18-01".to_owned(),
            result: "met".to_owned(),
        },
        because: "The visit is in a diary that was seen at interview.".to_owned(),
    });
    assert_eq!(standing(&measured(&[&matter]), "M18-01", 0), Standing::Met);
    let text = html(&[&matter]);
    assert!(text.contains("set by Chair") && text.contains("by the records: not evidenced"));
    assert!(text.contains("seen at interview"));
}

/// The case, with every finding of this pattern that is missed or late rejected by a reviewer.
fn rejecting(matter: &Matter, pattern: &str) -> Matter {
    let mut out = matter.clone();
    let poor = matter
        .findings
        .iter()
        .filter(|f| f.pattern == pattern && matches!(f.outcome, Outcome::Missed | Outcome::Late));
    for (finding, number) in poor.zip(1..) {
        out.settled.push(Settled {
            number,
            at: "2026-11-26".to_owned(),
            who: "Chair".to_owned(),
            what: settling::decision(matter, &finding.id, Verdict::Reject).unwrap(),
            because: "seen on paper".to_owned(),
        });
    }
    assert!(!out.settled.is_empty());
    out
}

fn why(thematic: &Thematic, code: &str) -> String {
    line(thematic, code).results[0].why.clone()
}

#[test]
fn what_a_reviewer_rejected_counts_for_no_measure() {
    let plain = matter("rowan-street");
    let before = measured(&[&plain]);
    assert_eq!(standing(&before, "M18-01", 0), Standing::NotEvidenced);
    let after = measured(&[&rejecting(&plain, "ENF-07")]);
    // Whether nothing called for a visit, or there was one, the records do not say.
    assert_eq!(standing(&after, "M18-01", 0), Standing::NotDeterminable);
    assert!(why(&after, "M18-01").contains("not accepted by a reviewer, so not counted"));
    // Taken back, it counts again.
    let mut back = rejecting(&plain, "ENF-07");
    back.settled.push(Settled {
        number: 99,
        at: "2026-11-27".to_owned(),
        who: "Chair".to_owned(),
        what: Settlement::Undo(1),
        because: "another paper".to_owned(),
    });
    assert_eq!(standing(&measured(&[&back]), "M18-01", 0), Standing::NotEvidenced);
}

#[test]
fn no_meeting_in_public_is_told_only_where_the_records_cover_the_days() {
    let whole = material("hollin-bank");
    let before = judge(whole.clone(), book(), &mut |_| {});
    assert_eq!(standing(&measured(&[&before]), "M18-15", 0), Standing::Met);
    let mut short = whole;
    for agency in short.case.agencies.iter_mut().filter(|a| a.kind == "probation") {
        agency.supplied_to = agency.supplied_from;
    }
    let after = measured(&[&judge(short, book(), &mut |_| {})]);
    assert_eq!(standing(&after, "M18-15", 0), Standing::NotDeterminable);
    assert!(why(&after, "M18-15").contains("recorded in a public place"));
}

#[test]
fn a_measure_is_set_on_the_command_line_and_stands_in_the_table_until_it_is_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let sample = crate::whole_cases::sample("rowan-street");
    let (ok, out) = run(home.path(), &["import", sample.to_str().unwrap(), "--case", "rowan"]);
    assert!(ok, "{out}");
    let reason = ["--who", "Ada", "--because", "seen at interview"];
    let set = |what: &str, cases: &[&str]| {
        run(
            home.path(),
            &[&["thematic", "--set", what], &reason[..], cases].concat(),
        )
    };
    let (ok, out) = set("M18-01=met", &["rowan", "rowan"]);
    assert!(!ok && out.contains("exactly one case"), "{out}");
    let (ok, out) = run(home.path(), &["thematic", "--set", "M18-01=met", "rowan"]);
    assert!(!ok && out.contains("--who"), "{out}");

    let (ok, out) = set("m18-01=met", &["rowan"]);
    assert!(ok && out.contains("settlement 1 kept: measure M18-01: met"), "{out}");
    let (_, table) = run(home.path(), &["thematic", "rowan"]);
    assert!(table.contains("set by Ada") && table.contains("seen at interview"));
    let (ok, out) = run(
        home.path(),
        &[&["settled", "rowan", "--undo", "1"], &reason[..]].concat(),
    );
    assert!(ok, "{out}");
    let matter = Matters::new(
        Home::new(home.path()),
        Arc::new(Rulebook::load(&Files::built_in().unwrap()).unwrap()),
    );
    let back = matter.get("rowan").unwrap().unwrap();
    assert!(!html(&[&back]).contains("set by Ada"));
}

#[test]
fn a_measure_or_result_that_there_is_not_is_refused_with_all_that_there_are() {
    let all = measures::load(book()).unwrap().all;
    let refused = |set: &str| settling::measure(&all, set).unwrap_err().to_string();
    for (set, said) in [
        ("M18-01=fine", "met, not-evidenced, not-applicable, not-determinable"),
        ("M18-01", "CODE=RESULT"),
        ("M18-18=met", "no result to set"),
    ] {
        assert!(refused(set).contains(said), "{set}: {}", refused(set));
    }
    let told = refused("M18-99=met");
    assert!(all.iter().all(|m| told.contains(&m.code)), "{told}");
    let kept = settling::measure(&all, "m18-02 = not-applicable").unwrap();
    assert!(
        matches!(kept, Settlement::Measure { measure, result } if measure == "M18-02" && result == "not-applicable")
    );
}

#[test]
fn what_was_looked_for_is_told_and_nothing_more() {
    let salt = measured(&[&matter("saltmarsh")]);
    let told = why(&salt, "M18-10");
    assert!(
        !told.contains("called for") || told.contains("involved and not supplied: Marram Primary School"),
        "{told}"
    );
    assert!(!told.contains("no further agency is known"), "{told}");
    for line in salt.lines.iter().filter(|l| l.results[0].count == Some(0)) {
        assert!(
            line.results[0].why.starts_with("the program found none"),
            "{}",
            line.results[0].why
        );
    }
}

/// A case of one man and one agency, measured: rows of day, type and text.
fn of_rows(facts: &str, rows: &[(&str, &str, &str)]) -> Thematic {
    let home = tempfile::tempdir().unwrap();
    write_case(home.path(), facts, rows);
    let material = crate::whole_cases::material_at(home.path());
    measure(&[&judge(material, book(), &mut |_| {})], book()).unwrap()
}

fn write_case(folder: &std::path::Path, facts: &str, rows: &[(&str, &str, &str)]) {
    let case = format!(
        "title = \"Quill\"\nkind = \"sfo\"\nreview_from = 2016-09-05\nreview_to = 2018-04-20\n\
         [[person]]\nid = \"P1\"\nrole = \"subject\"\nnames = [\"Aidan Quill\", \"Mr Quill\"]\nsex = \"male\"\n\
         [[agency]]\nid = \"probation\"\nname = \"Probation\"\nkind = \"probation\"\nfiles = [\"p.csv\"]\n\
         supplied_from = 2016-09-05\nsupplied_to = 2018-04-20\n{facts}"
    );
    std::fs::write(folder.join("case.toml"), case).unwrap();
    let mut table = "Ref,Date,Time,Source,Author,Type,Event\n".to_owned();
    for (at, (day, kind, text)) in rows.iter().enumerate() {
        table += &[
            "A",
            &at.to_string(),
            ",",
            day,
            ",10:00,log,OM,",
            kind,
            ",\"",
            text,
            "\"\n",
        ]
        .concat();
    }
    std::fs::write(folder.join("p.csv"), table).unwrap();
}

fn words(thematic: &Thematic, code: &str) -> String {
    line(thematic, code).results[0]
        .shown
        .iter()
        .map(|s| s.words.clone())
        .collect::<Vec<_>>()
        .join(" / ")
}

#[test]
fn only_words_that_say_so_are_a_referral() {
    for text in [
        "Building society: 900 gone in 6 weeks and a loan started in her name.",
        "IDAP completed at HMP Rookhope 2011, no other accredited course needed.",
        "Panel found him unsuitable for BBR.",
        "Three weeks' weekly done, fortnightly now.",
    ] {
        let thematic = of_rows("", &[("06/07/2017", "Note", text)]);
        assert_eq!(standing(&thematic, "M18-03a", 0), Standing::NotEvidenced, "{text}");
        assert_eq!(standing(&thematic, "M18-04", 0), Standing::NotApplicable, "{text}");
    }
    let thematic = of_rows("", &[("06/07/2017", "Email out", "BBR referral sent off with SARA.")]);
    assert_eq!(standing(&thematic, "M18-03a", 0), Standing::Met);
    assert!(
        words(&thematic, "M18-03a").contains("BBR referral sent off"),
        "the words are shown"
    );
}

#[test]
fn a_place_on_a_list_for_a_group_that_never_ran_is_no_start() {
    let referred = (
        "01/02/2017",
        "Email out",
        "Sent the Kaizen referral form over to Programmes.",
    );
    let listed = (
        "22/05/2017",
        "Email in",
        "Listed for Kaizen, first session 3 June in Hall B.",
    );
    let gone = ("15/06/2017", "Email in", "Kaizen cancelled, numbers low.");
    let thematic = of_rows("", &[referred, listed, gone]);
    assert_eq!(standing(&thematic, "M18-04", 0), Standing::NotEvidenced);
    assert!(words(&thematic, "M18-04").contains("Kaizen cancelled"));
    let began = of_rows(
        "",
        &[referred, listed, ("21/06/2017", "Group", "Kaizen session 1 attended.")],
    );
    assert_eq!(standing(&began, "M18-04", 0), Standing::Met);
    let van = of_rows(
        "",
        &[
            referred,
            ("06/06/2017", "UPW", "Minibus broke down, session cancelled."),
        ],
    );
    let line = line(&van, "M18-05");
    assert_eq!(line.results[0].count, Some(0));
}

#[test]
fn a_type_tells_contact_and_an_appointment_to_come_is_none() {
    let thematic = of_rows(
        "",
        &[
            ("06/09/2016", "Office visit - attended", "Attended."),
            ("04/10/2016", "Phone call", "Passed his HGV."),
            ("01/11/2016", "Phone call", "Fine. Next office 1 August."),
            ("29/11/2016", "Email in", "First session 3 June in Hall B."),
            ("27/12/2016", "Phone call", "Nights. Mum well."),
            ("24/01/2017", "Phone call", "Short."),
        ],
    );
    let told = why(&thematic, "M18-14");
    assert!(
        told.contains("450 days (from 24/01/2017)") || told.contains("451 days (from 24/01/2017)"),
        "{told}"
    );
    assert!(told.contains("(from 06/09/2016)"), "{told}");
    assert_eq!(standing(&thematic, "M18-06", 0), Standing::NotEvidenced);
    let told = why(&thematic, "M18-06");
    assert!(
        told.contains("4 of them by phone"),
        "{told} {}",
        words(&thematic, "M18-06")
    );
}

#[test]
fn a_managers_panel_by_phone_is_no_meeting_in_public() {
    let thematic = of_rows(
        "",
        &[
            ("01/02/2017", "Community meeting", "Met in the coffee shop, busy."),
            ("03/02/2017", "Office visit - attended", "Attended."),
            (
                "04/02/2017",
                "Management oversight",
                "Panel by phone. Ms Reed (seen on her own at 9 by Lantern) says no.",
            ),
        ],
    );
    assert!(
        why(&thematic, "M18-15").starts_with("1 of 2 meetings"),
        "{}",
        why(&thematic, "M18-15")
    );
}

#[test]
fn waiting_for_a_hospital_is_no_workload_and_cases_without_an_officer_are() {
    let counted = |text: &str| {
        let thematic = of_rows("", &[("03/09/2017", "Note", text)]);
        let line = line(&thematic, "M18-18");
        line.results[0].count.unwrap()
    };
    for text in [
        "Hip consultant, list 5 months.",
        "Rang off, empty line.",
        "He is on the MARAC list.",
    ] {
        assert_eq!(counted(text), 0, "{text}");
    }
    for text in [
        "51 cases taken over from holding list.",
        "Office short staffed all month.",
        "Delius down.",
    ] {
        assert_eq!(counted(text), 1, "{text}");
    }
}

#[test]
fn a_promised_visit_and_anothers_closing_make_their_measures_apply() {
    let rows = [
        (
            "12/12/2016",
            "Office visit - attended",
            "I'll get out to Larch Road first week in January.",
        ),
        (
            "23/04/2017",
            "File note",
            "Children's services closed it, so they must be content.",
        ),
    ];
    let thematic = of_rows("", &rows);
    assert_eq!(standing(&thematic, "M18-01", 0), Standing::NotEvidenced);
    assert!(why(&thematic, "M18-01").contains("ever: no visit on record"));
    assert_eq!(standing(&thematic, "M18-17", 0), Standing::NotEvidenced);
    let made = ("04/01/2017", "Home visit", "Larch Road, his mother there.");
    let thematic = of_rows("", &[rows[0], made, rows[1]]);
    assert_eq!(standing(&thematic, "M18-01", 0), Standing::Met);
}

#[test]
fn a_first_assessment_is_met_only_where_its_entry_names_two_sources() {
    let told = |text: &str| {
        let row = ("12/12/2016", "OASys initial", text);
        standing(&of_rows("", &[row]), "M18-12", 0)
    };
    assert_eq!(
        told("RoSH medium. Sources used: police logs, MASH reply."),
        Standing::Met
    );
    assert_eq!(
        told("RoSH medium. Police checks not returned."),
        Standing::NotDeterminable
    );
}

#[test]
fn a_case_named_twice_is_counted_once_with_a_word() {
    let home = tempfile::tempdir().unwrap();
    let sample = crate::whole_cases::sample("rowan-street");
    let sample = sample.to_str().unwrap();
    let (ok, out) = run(home.path(), &["import", sample, "--case", "rowan"]);
    assert!(ok, "{out}");
    for cases in [["rowan", "rowan"], ["rowan", sample]] {
        let (ok, out) = run(home.path(), &[&["thematic"], &cases[..]].concat());
        assert!(ok && out.contains("Thematic table: 1 case"), "{out}");
        assert!(out.contains("was named more than once"), "{out}");
    }
}

#[test]
fn the_table_names_the_cases_of_each_result_and_marks_what_a_reviewer_set() {
    let mut set = matter("rowan-street");
    let well = matter("hollin-bank");
    set.settled.push(Settled {
        number: 1,
        at: "2026-11-26".to_owned(),
        who: "Chair".to_owned(),
        what: Settlement::Measure {
            measure: "M18-01".to_owned(),
            result: "met".to_owned(),
        },
        because: "seen in a diary".to_owned(),
    });
    let text = html(&[&set, &well]);
    assert!(
        text.contains("<a href=\"#case-1\">Rowan Street *</a>"),
        "a star for what was set"
    );
    assert!(text.contains("<a href=\"#case-2\">Hollin Bank</a>") && text.contains("id=\"case-2\""));
    assert!(text.contains("MSFO"));
}
