//! What people did stays to be seen: judgements taken back or made again, words struck out and taken on again, what is asked of whom, and
//! what others did the same day.

use forewarned::{
    app::matters::Matters,
    model::{
        mention::{Mention, Reading},
        settled::{Settled, Settlement},
    },
};

use super::{
    Browser, OF_NOW,
    support::{kept, people, refused, sent, value_of},
};

const CASE: &str = "/case/saltmarsh";

async fn two_on(matters: &std::sync::Arc<Matters>) -> [Browser; 2] {
    let both = people(matters.clone(), &["A. Reviewer", "B. Chair"]).await;
    <[Browser; 2]>::try_from(both).ok().unwrap()
}

async fn shown(browser: &Browser, address: &str) -> String {
    let (status, page) = browser.open(address).await;
    assert_eq!(status, 200, "{address}: {page}");
    page.replace("&#x2f;", "/")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
}

#[tokio::test]
async fn a_judgement_taken_back_or_made_again_and_what_was_decided_before_stay_to_be_seen() {
    let (_folder, matters) = kept("saltmarsh");
    let [ann, ben] = two_on(&matters).await;
    let finding = matters.get("saltmarsh").unwrap().unwrap().warnings[0].findings[0].clone();
    let decided = [
        ("finding", finding.as_str()),
        ("verdict", "accept"),
        ("because", "Ben read it so"),
        ("seen", "0"),
    ];
    sent(&ben, &format!("{CASE}/finding/{finding}/decide"), &decided).await;
    let judged = |text: &'static str| [("about", "case"), ("text", text), OF_NOW];
    for text in ["The first judgement", "Another judgement"] {
        sent(&ann, &format!("{CASE}/knowledge/blind"), &[OF_NOW]).await;
        sent(&ann, &format!("{CASE}/knowledge/judge"), &judged(text)).await;
        sent(&ann, &format!("{CASE}/knowledge/unmask"), &[OF_NOW]).await;
    }
    let page = shown(&ann, &format!("{CASE}/knowledge/judgement")).await;
    let (second, first) = page.split_once("The first judgement").unwrap();
    assert!(
        second.contains("Made after its writer had seen the final event"),
        "{page}"
    );
    assert!(second.contains("Judged again: the first judgement"), "{page}");
    assert!(!first.contains("Judged again"), "{page}");
    assert!(first.contains("Decided before, not seen while judging") && first.contains("Ben read it so"));

    let number = |what: &str| {
        let matter = matters.get("saltmarsh").unwrap().unwrap();
        let found = matter.settled.iter().find(|s| format!("{:?}", s.what).contains(what));
        found.unwrap().number.to_string()
    };
    let (judgement, saw) = (number("The first judgement"), number("Blind { on: false"));
    let back = [("number", saw.as_str()), ("because", "I like it no more"), OF_NOW];
    let refusal = refused(&ann, &format!("{CASE}/activity/undo"), &back).await;
    assert!(refusal.contains("kept as they are"), "{refusal}");
    // One that was taken back when that could still be done.
    let undone = Settled {
        number: 0,
        at: "2026-11-26T15:10:00+00:00".to_owned(),
        who: "A. Reviewer".to_owned(),
        what: Settlement::Undo(judgement.parse().unwrap()),
        because: "I like it no more".to_owned(),
    };
    matters.settle("saltmarsh", &undone).unwrap();
    let page = shown(&ann, &format!("{CASE}/knowledge/judgement")).await;
    assert!(page.contains("<del>The first judgement</del>"), "{page}");
    assert!(page.contains("Taken back by A. Reviewer") && page.contains("I like it no more"));
    assert_eq!(page.matches("saw the final event again, after a judgement").count(), 2);
}

/// Two readings of the same words, if the entry has such.
fn twins(reading: &Reading) -> Option<(&Mention, &Mention)> {
    let live = || reading.mentions.iter().filter(|m| m.struck.is_none());
    live().find_map(|one| Some((one, live().find(|o| o.quote == one.quote && o.concept != one.concept)?)))
}

#[tokio::test]
async fn one_deed_strikes_out_all_that_was_read_in_the_same_words_and_one_takes_all_on_again() {
    let (_folder, matters) = kept("saltmarsh");
    let [ann, ben] = two_on(&matters).await;
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let mut both = matter.entries.iter().zip(&matter.readings);
    let (entry, one, other) = both.find_map(|(e, r)| twins(r).map(|(a, b)| (e, a, b))).unwrap();
    let at = format!("{CASE}/entry/{}", entry.id);
    let reading = &matter.entry(&entry.id).unwrap().1.mentions;
    let number = reading.iter().position(|m| std::ptr::eq(m, one)).unwrap() + 1;
    let form = shown(&ann, &format!("{at}?mend={number}")).await;
    assert!(
        form.contains("strike out what else was read in these very words too"),
        "{form}"
    );
    let (was, place, number) = (value_of(&form, "was"), value_of(&form, "place"), number.to_string());
    let strike = [
        ("form", "mend-"),
        ("mention", number.as_str()),
        ("was", was.as_str()),
        ("place", place.as_str()),
        ("reason", "not-this"),
        ("also", "yes"),
        ("seen", "0"),
    ];
    let to = sent(&ann, &format!("{at}/mention/strike"), &strike).await;
    assert!(to.ends_with(&format!("#m{number}")), "{to}");
    let page = shown(&ann, to.split('#').next().unwrap()).await;
    let struck = |matters: &Matters| {
        let matter = matters.get("saltmarsh").unwrap().unwrap();
        let all = &matter.entry(&entry.id).unwrap().1.mentions;
        let of = |concept: &str| {
            all.iter()
                .any(|m| m.concept == concept && m.quote == one.quote && m.struck.is_some())
        };
        (of(&one.concept), of(&other.concept))
    };
    assert_eq!(struck(&matters), (true, true));
    assert!(page.contains(&format!("Struck out “{}”", one.quote.text)), "{page}");
    assert!(
        page.contains("The case was compared with the patterns again") && page.contains("struck out by A. Reviewer")
    );
    // In Activity it can be taken back too, by anybody who mends readings.
    let activity = shown(&ben, &format!("{CASE}/activity")).await;
    assert!(
        activity.contains(&format!("action=\"{at}/mention/undo\"")),
        "{activity}"
    );
    assert!(activity.contains(&format!("struck out “{}”", one.quote.text)));
    let undo = [("number", "1"), ("number", "2"), ("seen", "2")];
    sent(&ann, &format!("{at}/mention/undo"), &undo).await;
    assert_eq!(struck(&matters), (false, false));
}

#[tokio::test]
async fn more_that_is_needed_goes_into_the_letter_of_the_agency_that_was_chosen_as_it_was_shown() {
    let (_folder, matters) = kept("saltmarsh");
    let [ann, _] = two_on(&matters).await;
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let finding = matter.warnings[0].findings[0].clone();
    let police = matter.case.agencies.iter().find(|a| a.kind == "police").unwrap();
    let address = format!("{CASE}/finding/{finding}/decide");
    let mut fields = vec![
        ("finding", finding.as_str()),
        ("verdict", "need-more"),
        ("because", "I do not trust their log"),
        ("ask-of", police.id.0.as_str()),
        ("ask", ""),
        ("seen", "0"),
    ];
    assert!(
        refused(&ann, &address, &fields)
            .await
            .contains("Enter what the agency is asked for")
    );
    fields[4].1 = "supply log 0881";
    sent(&ann, &address, &fields).await;
    let page = shown(&ann, &format!("{CASE}/warning/{}", matter.warnings[0].id)).await;
    assert!(page.contains(&format!("In the letter to {}:", police.name)), "{page}");
    let letters = shown(&ann, &format!("{CASE}/report/requests.html")).await;
    let to = letters.split(&format!("To {}", police.name)).nth(1).unwrap();
    assert!(
        to.split("<h3").next().unwrap().contains("supply log 0881.</li>"),
        "{to}"
    );
    assert!(!letters.contains("I do not trust their log"), "a reason is no letter");
}

#[tokio::test]
async fn what_others_do_the_same_day_is_news_to_who_looked_before() {
    let (_folder, matters) = kept("saltmarsh");
    let [ann, ben] = two_on(&matters).await;
    let home = shown(&ben, CASE).await;
    assert!(home.contains("This is your first visit"), "{home}");
    let star = [("on", "yes"), ("seen", "0")];
    sent(&ann, &format!("{CASE}/entry/SPB-001/star"), &star).await;
    let home = shown(&ben, CASE).await;
    assert!(
        home.contains("1 change by other people") && home.contains("SPB-001 starred"),
        "{home}"
    );
}

#[tokio::test]
async fn a_judgement_says_what_its_writer_had_not_seen_on_the_page_on_which_it_was_written() {
    let (_folder, matters) = kept("saltmarsh");
    let [ann, _ben] = two_on(&matters).await;
    let judge = format!("{CASE}/knowledge/judge");
    ann.open(&format!("{CASE}/knowledge?knew=all&knew-by=1/2/2021")).await;
    let page = shown(&ann, &format!("{CASE}/knowledge/judgement")).await;
    let written_on = value_of(&page, "shown");
    assert_eq!(written_on, "2021-02-01");
    // Another tab moves the lens meanwhile.
    ann.open(&format!("{CASE}/knowledge?knew=all&knew-by=1/1/2021")).await;
    let judged = |shown| {
        [
            ("about", "case"),
            ("text", "Enough was known"),
            ("shown", shown),
            OF_NOW,
        ]
    };
    let page = refused(&ann, &judge, &judged(&written_on)).await;
    assert!(
        page.contains("was changed after this page was opened") && page.contains("Enough was known"),
        "{page}"
    );
    sent(&ann, &judge, &judged(&value_of(&page, "shown"))).await;
}

#[tokio::test]
async fn a_way_of_being_wrong_that_nobody_knows_is_not_dropped() {
    let (_folder, matters) = kept("saltmarsh");
    let [ann, _ben] = two_on(&matters).await;
    let finding = matters.get("saltmarsh").unwrap().unwrap().warnings[0].findings[0].clone();
    let decided = |wrong| {
        [
            ("finding", finding.as_str()),
            ("verdict", "reject"),
            ("because", "It says another thing"),
            ("wrong", wrong),
            OF_NOW,
        ]
    };
    let decide = format!("{CASE}/finding/{finding}/decide");
    let page = refused(&ann, &decide, &decided("not what he said")).await;
    assert!(page.contains("“not what he said” is none of the ways"), "{page}");
    sent(&ann, &decide, &decided("misread")).await;
}
