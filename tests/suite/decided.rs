//! What reviewers decided and wrote beside findings: told in reports with its reason, kept over new versions of patterns, kept in the store.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use forewarned::{
    app::{home::Home, importing, matters::Matters},
    model::{
        beside::{About, Beside},
        finding::{Finding, FindingKind, Outcome},
        matter::Matter,
        settled::{Settled, Settlement, Verdict, Wrong},
    },
    report::document::Block,
    review::{
        agreement::{Together, of_finding, pairs},
        deciding::{Deciding, State},
        knowledge::Knowledge,
        requests::{requests, sentences_for},
    },
};

use crate::{
    kinds::{lines, made},
    web::Browser,
    whole_cases::{matter, sample},
};

fn settled(number: u64, who: &str, what: Settlement) -> Settled {
    Settled {
        number,
        at: "2026-11-26T14:00:00+00:00".to_owned(),
        who: who.to_owned(),
        what,
        because: "read on paper".to_owned(),
    }
}

fn decision(finding: &Finding, verdict: Verdict) -> Settlement {
    Settlement::Decision {
        finding: finding.id.clone(),
        version: finding.version,
        verdict,
        wrong: None,
        together: Vec::new(),
    }
}

/// The first gap that stands alone in reports.
fn gap(matter: &Matter) -> Finding {
    let is_told = |f: &&Finding| f.kind == FindingKind::Gap && f.part_of.is_empty();
    matter.counted().find(is_told).unwrap().clone()
}

#[test]
fn reports_tell_who_decided_together_and_in_what_the_program_was_wrong() {
    let mut matter = matter("rowan-street");
    let finding = gap(&matter);
    matter.settled = vec![settled(
        1,
        "A. Reviewer",
        Settlement::Decision {
            finding: finding.id.clone(),
            version: finding.version,
            verdict: Verdict::NeedMore,
            wrong: Some(Wrong::OnRecord),
            together: vec!["B. Chair".to_owned()],
        },
    )];
    let told = "more is needed by A. Reviewer together with B. Chair (not yet confirmed) on 26 November 2026 \
                (wrong because what was expected is on record): read on paper";
    for kind in ["warnings", "sfo", "dhr", "disclosure"] {
        let all = lines(&made(&matter, kind)).join("\n");
        assert!(all.contains(told), "{kind}");
    }
}

#[test]
fn what_reviewers_put_in_other_words_or_did_not_accept_is_not_told_as_the_programs_result() {
    let mut matter = matter("rowan-street");
    let is_told = |f: &&Finding| f.outcome == Outcome::Missed && f.kind == FindingKind::Gap && f.part_of.is_empty();
    let finding = matter.counted().find(is_told).unwrap().clone();
    let result = format!("Gap (no record): {}", finding.title);
    let told = |matter: &Matter, words: &str| lines(&made(matter, "dhr")).join("\n").matches(words).count();
    let before = told(&matter, &result);
    assert!(before > 0, "{result}");
    let by = |n, who: &str, verdict| settled(n, who, decision(&finding, verdict));

    matter.settled = vec![by(1, "A. Reviewer", Verdict::Amend)];
    assert!(told(&matter, &result) < before);
    assert_eq!(
        told(&matter, "In a reviewer’s own words · "),
        0,
        "no title stands behind it"
    );
    assert!(told(&matter, "In a reviewer’s own words") > 0);

    // While they differ, neither of them has settled it.
    matter.settled.push(by(2, "B. Chair", Verdict::Reject));
    assert_eq!(told(&matter, &result), before);
    assert_eq!(told(&matter, "In a reviewer’s own words"), 0);
    assert_eq!(told(&matter, "Not accepted"), 0);
}

#[test]
fn a_warning_is_not_called_by_what_reviewers_did_not_accept_of_it() {
    let mut matter = matter("rowan-street");
    let title = |matter: &Matter, id: &str| matter.warnings.iter().find(|w| w.id == id).unwrap().title.clone();
    let several = matter.with_findings().into_iter().find(|(w, all)| {
        let mut titles = all.iter().map(|f| &f.title);
        let first = titles.next();
        all.len() > 1 && all.len() == w.findings.len() && titles.all(|t| Some(t) != first && *t != w.title)
    });
    let (warning, all) = several.unwrap();
    let (id, judged) = (warning.id.clone(), warning.title.clone());
    let all: Vec<Finding> = all.into_iter().cloned().collect();
    let reject = |n: usize| settled(n as u64 + 1, "A. Reviewer", decision(&all[n], Verdict::Reject));

    matter.settle(vec![reject(0)]);
    assert_eq!(title(&matter, &id), all[1].title);
    let rest = (0..all.len()).map(reject).collect();
    matter.settle(rest);
    assert_eq!(
        title(&matter, &id),
        judged,
        "where nothing of it stands, it is called as it was"
    );
    matter.settle(vec![reject(1)]);
    assert_eq!(title(&matter, &id), judged);
    matter.settle(vec![reject(0), settled(2, "A. Reviewer", Settlement::Undo(1))]);
    assert_eq!(title(&matter, &id), judged);
}

#[test]
fn why_it_might_have_made_sense_stands_beside_the_gap_in_reports_until_it_is_taken_away() {
    let mut matter = matter("rowan-street");
    let finding = gap(&matter);
    let sense = |text: &str| {
        Settlement::Beside(Beside::Sense {
            finding: finding.id.clone(),
            text: text.to_owned(),
        })
    };
    matter.settled = vec![settled(1, "A. Reviewer", sense("Two of four posts were vacant."))];
    let told = "Why it might have made sense at the time, as A. Reviewer sees it: Two of four posts were vacant.";
    for kind in ["warnings", "sfo", "dhr"] {
        assert!(lines(&made(&matter, kind)).join("\n").contains(told), "{kind}");
    }
    matter.settled.push(settled(2, "A. Reviewer", sense("")));
    for kind in ["warnings", "sfo", "dhr"] {
        let all = lines(&made(&matter, kind)).join("\n");
        assert!(
            !all.contains("Two of four posts") && !all.contains("as A. Reviewer sees it"),
            "{kind}"
        );
    }
}

#[test]
fn a_newer_version_of_a_pattern_opens_a_decision_again_and_what_was_decided_stays_to_be_read() {
    let mut matter = matter("rowan-street");
    let mut finding = gap(&matter);
    matter.settled = vec![settled(1, "A. Reviewer", decision(&finding, Verdict::Reject))];
    assert_eq!(Deciding::of(&matter.settled).state(&finding), State::NotAccepted);
    assert!(!Knowledge::new(&matter).stands(&finding));
    finding.version += 1;
    let deciding = Deciding::of(&matter.settled);
    assert_eq!(deciding.state(&finding), State::Reopened);
    assert_eq!(
        (deciding.on(&finding).len(), deciding.holding(&finding).is_some()),
        (1, false)
    );
    assert!(deciding.own(&finding).is_empty() && !deciding.is_by(&finding, "A. Reviewer"));
}

/// A line of enquiry to which a finding is attached.
fn on_a_line(finding: &Finding) -> Vec<Settled> {
    let line = Beside::Line {
        id: "voice".to_owned(),
        title: "Her voice".to_owned(),
        question: "Who heard her?".to_owned(),
        on: true,
    };
    let evidence = Beside::Evidence {
        line: "voice".to_owned(),
        about: About::Finding(finding.id.clone()),
        text: String::new(),
        on: true,
    };
    let all = (11..).zip([line, evidence]);
    all.map(|(n, what)| settled(n, "A. Reviewer", Settlement::Beside(what)))
        .collect()
}

#[test]
fn a_finding_on_which_reviewers_differ_stays_told_with_what_each_of_them_decided() {
    let mut matter = matter("rowan-street");
    let finding = gap(&matter);
    let sense = Settlement::Beside(Beside::Sense {
        finding: finding.id.clone(),
        text: "Two of four posts were vacant.".to_owned(),
    });
    let said = |number, who: &str, verdict, because: &str| Settled {
        because: because.to_owned(),
        ..settled(number, who, decision(&finding, verdict))
    };
    matter.settled = vec![
        said(1, "A. Reviewer", Verdict::Accept, "the log bears it out"),
        settled(2, "A. Reviewer", sense),
        said(3, "B. Chair", Verdict::Reject, "the call was about a lane"),
    ];
    let differ = "reviewers differ, not settled: accepted by A. Reviewer on 26 November 2026: the log bears it out; \
                  not accepted by B. Chair on 26 November 2026: the call was about a lane";
    for kind in ["warnings", "sfo", "dhr", "disclosure"] {
        let all = lines(&made(&matter, kind)).join("\n");
        assert!(all.contains(differ), "{kind}");
        assert!(!all.contains("Looked at and not accepted"), "{kind}");
        let is_whole = kind == "disclosure" || all.contains("as A. Reviewer sees it: Two of four posts were vacant.");
        assert!(is_whole, "{kind}: what A wrote stays beside the gap");
    }
    let report = forewarned::report::Settings {
        findings: forewarned::report::Told::Accepted,
        ..forewarned::report::Settings::default()
    };
    let kind = forewarned::report::kind("warnings").unwrap();
    let accepted = lines(&forewarned::report::chosen::compose(kind, &matter, &report)).join("\n");
    assert!(
        accepted.contains(differ),
        "what one accepted is among what was accepted"
    );
    let on_line = Matter {
        settled: [matter.settled.clone(), on_a_line(&finding)].concat(),
        ..matter.clone()
    };
    let all = lines(&made(&on_line, "lines")).join("\n");
    assert_eq!(
        all.matches(differ).count(),
        2,
        "on its line it stands among what was accepted and in the evidence"
    );

    // Once both say the same, it is set aside.
    matter
        .settled
        .push(said(4, "A. Reviewer", Verdict::Reject, "so it was"));
    let all = lines(&made(&matter, "warnings")).join("\n");
    assert!(!all.contains("reviewers differ") && all.contains("Looked at and not accepted"));
}

#[test]
fn each_reviewers_own_last_decision_counts_and_what_was_decided_together_is_nobodys_own() {
    let matter = matter("rowan-street");
    let gaps: Vec<&Finding> = matter
        .counted()
        .filter(|f| f.kind == FindingKind::Gap)
        .take(10)
        .collect();
    let mut all = Vec::new();
    let mut say = |who: &str, what| all.push(settled(all.len() as u64 + 1, who, what));
    for (at, finding) in gaps.iter().enumerate() {
        say("A", decision(finding, Verdict::Accept));
        say(
            "B",
            decision(finding, if at < 2 { Verdict::Reject } else { Verdict::Accept }),
        );
    }
    // A thinks again of the last: of ten, A accepts nine and B eight, and they agree on seven.
    say("A", decision(gaps[9], Verdict::Reject));
    let deciding = Deciding::of(&all);
    let pair = &pairs(&deciding, &gaps)[0];
    assert_eq!((pair.first, pair.second, pair.both, pair.same), ("A", "B", 10, 7));
    // By hand: chance gives 0.9 × 0.8 + 0.1 × 0.2 = 0.74, so kappa is (0.7 − 0.74) / 0.26.
    assert!((pair.kappa.unwrap() + 0.04 / 0.26).abs() < 1e-9, "{:?}", pair.kappa);
    assert!(pairs(&deciding, &gaps[..9])[0].kappa.is_none(), "nine are too few");
    assert_eq!(of_finding(&deciding, gaps[0]), Together::Differ);
    assert_eq!(of_finding(&deciding, gaps[3]), Together::Agreed);

    let with = |name: &str| {
        let mut together = decision(gaps[0], Verdict::Amend);
        if let Settlement::Decision { together, .. } = &mut together {
            together.push(name.to_owned());
        }
        together
    };
    // A types B's name: B had decided otherwise and has not confirmed it, so they differ still, and reports tell it.
    all.push(settled(99, "A", with("B")));
    let deciding = Deciding::of(&all);
    assert_eq!(of_finding(&deciding, gaps[0]), Together::Differ);
    assert_eq!(
        deciding.unconfirmed(gaps[0], &deciding.holding(gaps[0]).unwrap()),
        ["B"]
    );
    let mut told = matter.clone();
    told.settled.clone_from(&all);
    let told = lines(&made(&told, "sfo")).join("\n");
    assert!(told.contains("(not confirmed by B); not accepted by B"), "{told}");
    // B takes the name off it; and confirms another one.
    let apart = Beside::Apart {
        finding: gaps[0].id.clone(),
        decision: 99,
    };
    all.push(settled(100, "B", Settlement::Beside(apart)));
    let deciding = Deciding::of(&all);
    assert!(deciding.with(&deciding.holding(gaps[0]).unwrap()).is_empty());
    all.push(settled(101, "B", with("A")));
    let deciding = Deciding::of(&all);
    assert_eq!(of_finding(&deciding, gaps[0]), Together::Settled);
    assert_eq!(deciding.state(gaps[0]), State::OtherWords);
    assert_eq!(
        pairs(&deciding, &gaps)[0].same,
        7,
        "what each decided alone stays as it was"
    );
    all.push(settled(102, "A", Settlement::Undo(99)));
    assert_eq!(of_finding(&Deciding::of(&all), gaps[0]), Together::Differ);
}

#[tokio::test]
async fn a_decision_made_on_the_screen_is_in_the_case_file_and_its_undoing_too() {
    let dir = tempfile::tempdir().unwrap();
    let book = forewarned::rulebook::load::Rulebook::load(&forewarned::rulebook::files::Files::built_in().unwrap());
    let matters = Arc::new(Matters::new(Home::new(dir.path()), Arc::new(book.unwrap())));
    importing::import(matters.home(), &crate::headings(), &sample("rowan-street"), Some("c")).unwrap();
    let browser = Browser::new(Arc::<Matters>::clone(&matters)).await;
    let finding = gap(&matters.get("c").unwrap().unwrap());
    let fields = [
        ("finding", finding.id.as_str()),
        ("verdict", "reject"),
        ("wrong", "misread"),
        ("because", "It is another lane"),
        ("seen", "0"),
        ("name", "A. Reviewer"),
    ];
    let address = format!("/case/c/finding/{}/decide", finding.id);
    let response = browser.send(&address, &fields).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[header::LOCATION].to_str().unwrap().to_owned();
    let (status, page) = browser.open(to.split('#').next().unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Your decision is kept: not accepted."), "{page}");
    let kept = matters.get("c").unwrap().unwrap();
    assert_eq!(Deciding::of(&kept.settled).state(&finding), State::NotAccepted);
    assert!(
        matches!(
            kept.settled[0].what,
            Settlement::Decision {
                wrong: Some(Wrong::Misread),
                ..
            }
        ),
        "{:?}",
        kept.settled
    );
    let back = format!("/case/c/finding/{}/take-back", finding.id);
    let response = browser.send(&back, &[("numbers", "1"), ("seen", "1")]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let kept = matters.get("c").unwrap().unwrap();
    assert_eq!(Deciding::of(&kept.settled).state(&finding), State::Undecided);
    assert_eq!(kept.settled.len(), 2, "both stay on record");
}

#[test]
fn one_reviewers_rejection_takes_nothing_away_until_the_others_who_review_have_decided() {
    let mut matter = matter("rowan-street");
    let finding = gap(&matter);
    let other = matter.counted().find(|f| f.id != finding.id).unwrap().clone();
    let all = [&finding, &other];
    let stated = (finding.severity.max(other.severity), finding.outcome);
    let state = |matter: &Matter| {
        let deciding = Deciding::of(&matter.settled);
        (deciding.state(&finding), deciding.weight(&all, stated) == Some(stated))
    };
    // B. Chair reviews the case too, and has not decided on this finding.
    matter.settled = vec![
        settled(1, "B. Chair", decision(&other, Verdict::Accept)),
        settled(2, "A. Reviewer", decision(&finding, Verdict::Reject)),
    ];
    assert_eq!(state(&matter), (State::Waiting, true));
    assert!(Knowledge::new(&matter).stands(&finding));
    assert!(matter.not_accepted().is_empty());
    matter
        .settled
        .push(settled(3, "b.  chair", decision(&finding, Verdict::Reject)));
    assert_eq!(state(&matter).0, State::NotAccepted);
    assert_eq!(matter.not_accepted().len(), 1);
    // What is decided together is decided for all; who reviews alone waits for nobody.
    let mut together = decision(&finding, Verdict::Reject);
    if let Settlement::Decision { together, .. } = &mut together {
        *together = vec!["C. Panel".to_owned()];
    }
    matter.settled[2] = settled(3, "A. Reviewer", together);
    assert_eq!(state(&matter).0, State::NotAccepted);
    matter.settled = vec![settled(1, "A. Reviewer", decision(&finding, Verdict::Reject))];
    assert_eq!(state(&matter).0, State::NotAccepted);
}

#[test]
fn a_reviewer_is_one_however_the_name_is_written() {
    let mut matter = matter("rowan-street");
    let finding = gap(&matter);
    matter.settled = vec![
        settled(1, "A. Reviewer", decision(&finding, Verdict::Accept)),
        settled(2, " a.  REVIEWER", decision(&finding, Verdict::Reject)),
    ];
    let deciding = Deciding::of(&matter.settled);
    let own: Vec<(&str, Verdict)> = deciding.own(&finding).into_iter().collect();
    assert_eq!(own, [("A. Reviewer", Verdict::Reject)]);
    assert!(!deciding.is_disagreed(&finding));
    assert!(deciding.is_by(&finding, "A. reviewer") && !deciding.is_by(&finding, "B. Chair"));
    assert_eq!(deciding.state(&finding), State::NotAccepted);
}

#[test]
fn a_letter_asks_what_a_reviewer_chose_of_whom_and_never_the_reason() {
    let mut matter = matter("saltmarsh");
    let finding = gap(&matter);
    let police = matter
        .case
        .agencies
        .iter()
        .find(|a| a.kind == "police")
        .unwrap()
        .id
        .clone();
    matter.settled = vec![settled(1, "A. Reviewer", decision(&finding, Verdict::NeedMore))];
    let letters = |matter: &Matter| -> Vec<(String, String)> {
        let all = requests(matter).into_iter();
        all.map(|r| (r.agency.0, format!("{}. {}", r.wording, r.why).trim_end().to_owned()))
            .collect()
    };
    assert!(
        letters(&matter)
            .iter()
            .all(|(_, words)| !words.contains("read on paper"))
    );
    assert!(
        lines(&made(&matter, "requests"))
            .join("\n")
            .contains("no letter asks for")
    );
    matter.settled.push(settled(
        2,
        "A. Reviewer",
        Settlement::Beside(Beside::Letter {
            finding: finding.id.clone(),
            agency: Some(police.clone()),
            text: "supply the log of the call.".to_owned(),
        }),
    ));
    let asked = letters(&matter);
    let of: Vec<&(String, String)> = asked
        .iter()
        .filter(|(_, w)| w.contains("the log of the call"))
        .collect();
    assert_eq!(of.len(), 1);
    assert_eq!(of[0].0, police.0);
    assert!(!asked.iter().any(|(_, words)| words.contains("read on paper")));
    let told = sentences_for(&matter, &finding);
    let [(to, sentence)] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(
        (&to.0, sentence),
        (&police.0, &of[0].1),
        "what is shown is what is sent"
    );
    assert_eq!(
        sentence, "supply the log of the call.",
        "nothing is added to a reviewer's own words"
    );
}

#[test]
fn a_letter_is_its_reviewers_own_and_goes_out_only_while_the_decision_stands_that_it_was_sent_with() {
    let mut matter = matter("saltmarsh");
    let finding = gap(&matter);
    let agencies: Vec<_> = matter.case.agencies.iter().map(|a| a.id.clone()).collect();
    let letter = |to: Option<usize>, text: &str| {
        Settlement::Beside(Beside::Letter {
            finding: finding.id.clone(),
            agency: to.map(|at| agencies[at].clone()),
            text: text.to_owned(),
        })
    };
    let mut add = |who: &str, what: Settlement| -> Vec<String> {
        let number = matter.settled.len() as u64 + 1;
        matter.settled.push(settled(number, who, what));
        let told = sentences_for(&matter, &finding).into_iter();
        told.map(|(_, words)| words).collect()
    };
    add("A. Reviewer", decision(&finding, Verdict::NeedMore));
    assert_eq!(add("A. Reviewer", letter(Some(0), "the log")), ["the log."]);
    // Another reviewer who asks nobody, or somebody else, takes nothing away.
    add("B. Chair", decision(&finding, Verdict::NeedMore));
    assert_eq!(add("B. Chair", letter(None, "")), ["the log."]);
    add("B. Chair", decision(&finding, Verdict::NeedMore));
    assert_eq!(
        add("B. Chair", letter(Some(1), "the notes")),
        ["the log.", "the notes."]
    );
    // What one needs no longer is asked no longer, and nobody else's decision sends it again.
    assert_eq!(add("a. reviewer", decision(&finding, Verdict::Accept)), ["the notes."]);
    assert_eq!(add("B. Chair", decision(&finding, Verdict::NeedMore)), [""; 0]);
}

#[test]
fn each_letter_is_on_its_own_page_and_asks_the_same_days_once() {
    let mut matter = matter("saltmarsh");
    let hole = requests(&matter)
        .into_iter()
        .find(|r| r.why.starts_with("These days are missing"))
        .unwrap();
    let asked = hole
        .wording
        .strip_prefix("supply the records from ")
        .unwrap()
        .to_owned();
    let finding = gap(&matter);
    matter.settled = vec![
        settled(1, "A. Reviewer", decision(&finding, Verdict::NeedMore)),
        settled(
            2,
            "A. Reviewer",
            Settlement::Beside(Beside::Letter {
                finding: finding.id.clone(),
                agency: Some(hole.agency.clone()),
                text: format!("look once more for what you hold of {asked}"),
            }),
        ),
    ];
    let all = requests(&matter);
    let of_these_days: Vec<_> = all
        .iter()
        .filter(|r| r.agency == hole.agency && r.wording.contains(&asked))
        .collect();
    assert_eq!(of_these_days.len(), 1, "{of_these_days:#?}");
    assert!(of_these_days[0].settles.is_superset(&hole.settles));
    let document = made(&matter, "requests");
    let blocks: Vec<_> = document.blocks.iter().collect();
    let letters: Vec<usize> = (1..blocks.len())
        .filter(|at| matches!(blocks[*at], Block::Heading(3, words, _) if words.starts_with("To ")))
        .collect();
    assert!(letters.len() > 2);
    assert!(letters.iter().all(|at| matches!(blocks[at - 1], Block::NewPage)));
}

#[test]
fn a_doubted_day_is_asked_as_one_and_a_vague_one_of_who_wrote_it() {
    let mut matter = matter("saltmarsh");
    let open = matter.findings.iter_mut().find(|f| f.outcome == Outcome::CannotTell);
    open.unwrap().unclear =
        "Entry STW-007 may show it: its day (?12/03/2021) is doubted by the record itself.".to_owned();
    let all = requests(&matter);
    let doubted: Vec<_> = all.iter().filter(|r| r.why.contains("with a mark of doubt")).collect();
    assert!(!doubted.is_empty());
    assert!(
        doubted
            .iter()
            .all(|r| r.wording.starts_with("say whether ") && r.wording.contains(" is right as the day"))
    );
    assert!(
        !all.iter()
            .any(|r| r.why.contains("“?") && r.why.contains("several days")),
        "{all:#?}"
    );
    let vague = all.iter().find(|r| r.why.contains("“early 2021”")).unwrap();
    assert!(vague.wording.contains("SGP-004 tells"), "{vague:?}");
}

#[test]
fn a_letter_asks_for_the_days_on_which_it_hangs_that_nobody_can_tell() {
    let matter = matter("saltmarsh");
    let all = requests(&matter);
    let days: Vec<_> = all
        .iter()
        .filter(|r| r.wording.starts_with("say on which day"))
        .collect();
    assert!(!days.is_empty(), "a day is left open in the sample case");
    for request in days {
        let named = matter
            .entries
            .iter()
            .find(|e| request.wording.contains(&format!("{} tells", e.id)));
        let entry = named.unwrap();
        assert_eq!(entry.agency, request.agency, "{}", request.wording);
        assert!(!entry.when.is_known_day() && request.why.contains(&entry.when.written));
        assert!(!request.settles.is_empty());
    }
}
