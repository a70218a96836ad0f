//! What a case's reviewers set in place of the rules: judged, told everywhere as theirs, never called policy, and of this case only.

use forewarned::{
    app::{
        contract,
        judging::{Material, judge},
        own_rules::{self, file_of},
        settling::Signed,
    },
    model::{
        finding::{Outcome, WindowBasis},
        matter::Matter,
        settled::{Settled, Settlement},
    },
    report::{self, KINDS, Settings},
    rulebook::own_file,
};

use crate::{
    enquiry::plain,
    whole_cases::{book, material},
};

/// The file that people begin with.
pub(crate) const STARTER: &str = include_str!("../../templates/pattern.toml");

fn settled(number: u64, what: Settlement) -> Settled {
    Settled {
        number,
        at: "2026-11-26T10:00:00Z".to_owned(),
        who: "A. Chair".to_owned(),
        what,
        because: "the panel asked for a week".to_owned(),
    }
}

fn with(all: Vec<Settlement>) -> Matter {
    let settled = (1..).zip(all).map(|(n, what)| settled(n, what)).collect();
    judge(
        Material {
            settled,
            ..material("rowan-street")
        },
        book(),
        &mut |_| {},
    )
}

/// A pattern of the sample with a finding that a longer window changes.
fn changeable(matter: &Matter) -> (String, u32) {
    for finding in &matter.findings {
        let changes = own_rules::compare(book(), matter, &finding.pattern, 365).unwrap_or_default();
        if !changes.is_empty() {
            return (finding.pattern.clone(), 365);
        }
    }
    panic!("no window of the sample changes anything");
}

fn outcomes(matter: &Matter, pattern: &str) -> Vec<(String, Outcome)> {
    let own = matter.findings.iter().filter(|f| f.pattern == pattern);
    own.map(|f| (f.id.clone(), f.outcome)).collect()
}

#[test]
fn a_window_set_by_reviewers_is_judged_and_told_as_theirs_everywhere() {
    let before = plain();
    let (pattern, days) = changeable(before);
    let set = Settlement::Window {
        pattern: pattern.clone(),
        days: Some(days),
    };
    let after = with(vec![set.clone()]);
    assert_ne!(outcomes(before, &pattern), outcomes(&after, &pattern));
    let card = &after.patterns[&pattern];
    assert!(
        card.window
            .starts_with("365 days (set by reviewers of this case, not policy). The rules say "),
        "{}",
        card.window
    );
    assert!(
        card.window.contains("because: the panel asked for a week"),
        "{}",
        card.window
    );
    let mut told = 0;
    for finding in after.findings.iter().filter(|f| f.pattern == pattern) {
        let Some(window) = &finding.window else { continue };
        if window.basis == WindowBasis::ThisCase {
            told += 1;
            assert!(
                finding.says.contains(
                    "The time of 365 days was set by reviewers of this case and is not policy; the rules say "
                ),
                "{}",
                finding.says
            );
        }
    }
    assert!(told > 0);
    // Other patterns are as they were.
    let others = |m: &Matter| -> Vec<(String, Outcome)> {
        let all = m.findings.iter().filter(|f| f.pattern != pattern);
        all.map(|f| (f.id.clone(), f.outcome)).collect()
    };
    assert_eq!(others(before), others(&after));
    let json = contract::of(&after);
    let window = &json["own_rules"]["windows"][0];
    assert_eq!(window["pattern"], pattern);
    assert_eq!(window["days"], 365);
    let theirs = |f: &&serde_json::Value| f["pattern"] == pattern && f["window"]["set_for_this_case"] == true;
    let one = json["findings"].as_array().unwrap().iter().find(theirs).unwrap();
    assert_eq!(one["window"]["basis"], "reviewer-set");
    for kind in KINDS {
        let page = report::make(&after, kind.name(), "html", &Settings::default()).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("Of this case only, and not policy:"), "{}", kind.name());
        assert!(
            page.contains(&pattern) && page.contains("365 days, set by A. Chair"),
            "{}",
            kind.name()
        );
    }
    let plain = report::make(before, "sfo", "html", &Settings::default()).unwrap();
    assert!(!String::from_utf8(plain).unwrap().contains("Of this case only"));
    // Taken back, all is as before.
    let back = with(vec![set.clone(), Settlement::Undo(1)]);
    assert_eq!(before.findings, back.findings);
    assert!(back.own.is_empty());
    let rules = Settlement::Window { pattern, days: None };
    assert_eq!(before.findings, with(vec![set, rules]).findings);
}

#[test]
fn a_window_read_in_a_source_is_told_as_one_when_it_is_changed() {
    let plain = plain();
    let cards = plain.patterns.values();
    let sourced = cards
        .into_iter()
        .find(|c| c.window.contains("(read in the source"))
        .unwrap()
        .id
        .clone();
    let after = with(vec![Settlement::Window {
        pattern: sourced.clone(),
        days: Some(3),
    }]);
    let set = after.own.window(&sourced).unwrap();
    assert!(
        set.from_source && set.rules_say.contains("read in the source"),
        "{set:?}"
    );
    assert!(!after.patterns[&sourced].window.starts_with("3 days (read"));
    let page = report::make(&after, "warnings", "html", &Settings::default()).unwrap();
    assert!(
        String::from_utf8(page)
            .unwrap()
            .contains("that figure is from a source")
    );
}

#[test]
fn what_a_window_would_change_is_what_it_changes() {
    let before = plain();
    let (pattern, days) = changeable(before);
    let would = own_rules::compare(book(), before, &pattern, days).unwrap();
    let after = with(vec![Settlement::Window {
        pattern: pattern.clone(),
        days: Some(days),
    }]);
    for differs in would {
        let one = differs.by_case.unwrap();
        let found = after.finding(&one.id).unwrap();
        assert_eq!(found.outcome, one.outcome);
        assert_ne!(before.finding(&one.id).map(|f| f.outcome), Some(found.outcome));
    }
}

fn local(on: bool) -> Settlement {
    Settlement::LocalPattern {
        id: "LOCAL-01".to_owned(),
        toml: STARTER.to_owned(),
        on,
    }
}

#[test]
fn the_starter_file_holds_what_its_examples_say() {
    let matter = plain();
    let tried = own_rules::try_file(book(), matter, STARTER).unwrap();
    for check in &tried.checks {
        assert_eq!(check.wrong, None, "{}", check.name);
    }
    assert!(tried.is_sound() && tried.checks.len() == 3 && !tried.findings.is_empty());
}

#[test]
fn a_pattern_of_the_cases_own_is_judged_with_the_others_and_kept_apart() {
    let before = plain();
    let after = with(vec![local(true)]);
    let own: Vec<_> = after.findings.iter().filter(|f| f.pattern == "LOCAL-01").collect();
    assert!(!own.is_empty());
    for finding in &own {
        assert!(
            finding
                .says
                .ends_with("Looked for by a pattern of this case’s own, not of the rules."),
            "{}",
            finding.says
        );
    }
    let ours: Vec<&str> = after
        .findings
        .iter()
        .filter(|f| f.pattern != "LOCAL-01")
        .map(|f| f.id.as_str())
        .collect();
    let were: Vec<&str> = before.findings.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(ours, were, "those of the rules find what they found");
    let json = contract::of(&after);
    assert_eq!(json["own_rules"]["patterns"][0]["id"], "LOCAL-01");
    let one = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["pattern"] == "LOCAL-01")
        .unwrap();
    assert_eq!(one["own"], true);
    for (kind, heading) in [("sfo", "This case’s own patterns"), ("dhr", "This case’s own patterns")] {
        let page = String::from_utf8(report::make(&after, kind, "html", &Settings::default()).unwrap()).unwrap();
        assert!(
            page.contains(heading) && page.contains("LOCAL-01, a pattern of this case’s own, not of the rules"),
            "{kind}"
        );
        let plain = String::from_utf8(report::make(before, kind, "html", &Settings::default()).unwrap()).unwrap();
        assert!(!plain.contains(heading), "{kind}");
    }
    let off = with(vec![local(true), local(false)]);
    assert_eq!(off.findings, before.findings);
    assert_eq!(file_of(&off.settled, "LOCAL-01").map(|(_, on)| on), Some(false));
    assert_eq!(own_rules::switched_off(&off.settled), vec!["LOCAL-01".to_owned()]);
}

#[test]
fn a_file_that_is_wrong_is_told_by_its_line_in_plain_words() {
    let changed = |from: &str, to: &str| {
        assert!(STARTER.contains(from), "{from}");
        STARTER.replacen(from, to, 1)
    };
    let no_examples = STARTER.split("# Examples are").next().unwrap().to_owned();
    let unclosed = changed("\"T1\"", "\"T1");
    for (text, line, words) in [
        (String::new(), None, "is empty"),
        ("x".repeat(70_000), None, "60000 at most"),
        (no_examples, None, "no [[example]]"),
        (
            changed("version  = 1", "versoin = 1"),
            Some("versoin"),
            "has no `versoin` here",
        ),
        (unclosed, Some("tier "), "cannot be read"),
        (
            changed("[\"subject\"]", "\"subject\""),
            Some("by  "),
            "Another kind of value",
        ),
        (changed("\"LOCAL-01\"", "\"MINE-01\""), Some("id "), "begin with LOCAL-"),
        (
            changed("\"LOCAL-01\"", "\"LOCAL-x y\""),
            Some("id "),
            "begin with LOCAL-",
        ),
        (
            changed("\"stalking\"", "\"stalkin\""),
            Some("any  "),
            "There is no concept `stalkin`. Is one of these meant: stalking",
        ),
        (
            changed("\"response\"", "\"reponse\""),
            Some("shape"),
            "no shape `reponse`",
        ),
        (changed("\"3 days\"", "\"soon\""), Some("within"), "`soon` is no length"),
        (changed("\"reviewer-set\"", "\"read\""), None, "not reviewer-set"),
        (
            changed("\"reviewer-set\"", "\"this-case\""),
            Some("basis"),
            "Write basis = \"reviewer-set\"",
        ),
        (
            changed("version  = 1", "version  = 0"),
            Some("version"),
            "counts from 1",
        ),
        (
            changed("severity = \"S3\"", "severity = \"S9\""),
            Some("severity"),
            "`S9` is not one of those",
        ),
        (changed("title    = ", "titel    = "), Some("titel"), "no `titel`"),
    ] {
        let fault = own_file::read(book(), &text).unwrap_err();
        assert!(fault.words.contains(words), "{words}: {fault}");
        let named = fault.line.and_then(|n| text.lines().nth(n - 1));
        match line {
            Some(line) => assert!(
                named.is_some_and(|l| l.contains(line)),
                "{words}: {fault} is at {named:?}"
            ),
            None => assert_eq!(named, None, "{fault}"),
        }
    }
}

#[test]
fn a_pattern_that_does_not_do_what_its_examples_say_is_not_kept() {
    let matter = plain();
    let signed = Signed {
        who: "A. Chair".to_owned(),
        because: "local procedure".to_owned(),
    };
    let wrong = STARTER.replacen("expect = \"met\"", "expect = \"missed\"", 1);
    let why = own_rules::local((book(), matter), &wrong, &signed)
        .unwrap_err()
        .to_string();
    assert!(why.contains("1 of 3 examples"), "{why}");
    let one_sided = STARTER.split("[[example]]\nname   = \"safety").next().unwrap();
    let why = own_rules::local((book(), matter), one_sided, &signed)
        .unwrap_err()
        .to_string();
    assert!(why.contains("No example expects it to find nothing"), "{why}");
    own_rules::local((book(), matter), STARTER, &signed).unwrap();
    let kept = with(vec![local(true)]);
    let why = own_rules::local((book(), &kept), STARTER, &signed)
        .unwrap_err()
        .to_string();
    assert!(why.contains("`version = 2`"), "{why}");
    let second = STARTER.replacen("version  = 1", "version  = 2", 1);
    own_rules::local((book(), &kept), &second, &signed).unwrap();
    let nobody = Signed {
        because: String::new(),
        ..signed
    };
    assert!(own_rules::local((book(), matter), STARTER, &nobody).is_err());
}

#[test]
fn a_pattern_that_the_rules_cannot_read_any_more_is_told_and_judges_nothing() {
    let broken = with(vec![Settlement::LocalPattern {
        id: "LOCAL-01".to_owned(),
        toml: STARTER.replacen("\"stalking\"", "\"gone\"", 1),
        on: true,
    }]);
    assert_eq!(broken.findings, plain().findings);
    assert!(
        broken.own.patterns[0].unread.contains("`gone`"),
        "{:?}",
        broken.own.patterns
    );
    let page = report::make(&broken, "requests", "html", &Settings::default()).unwrap();
    assert!(
        String::from_utf8(page)
            .unwrap()
            .contains("not judged, because it cannot be read")
    );
}
