//! Search on the screens: limits, bars, kept searches, lists of queries, and what is said where nothing is found.

use axum::http::{StatusCode, header};
use forewarned::search::answer::Request;

use super::{Browser, between, invented::Invented, read, support::kept};

const CASE: &str = "/case/harrow-lane";

async fn found(asked: &str) -> String {
    let browser = Browser::new(Invented::plain()).await;
    let (status, page) = browser.open(&format!("{CASE}/search?{asked}")).await;
    assert_eq!(status, StatusCode::OK, "{asked}");
    page
}

#[tokio::test]
async fn values_of_one_kind_are_alternatives_and_kinds_must_hold_together() {
    for (asked, words) in [
        ("agency=police", "of 81 entries found"),
        ("agency=police&agency=mental-health", "of 162 entries found"),
        ("agency=police&year=2016", "of 51 entries found"),
        ("agency=police&type=Clinic", "No entry found"),
        ("warning=yes", "3 entries found"),
        ("q=reply&in=2016-03", "5 entries found"),
        ("q=has:warning&agency=police", "No entry found"),
    ] {
        let page = found(asked).await;
        assert!(
            page.contains(words),
            "{asked} does not give {words}: {}",
            between(&page, "role=\"status\">", "</p>")
        );
    }
}

#[tokio::test]
async fn a_limit_can_be_taken_away_and_counts_say_what_choosing_would_show() {
    let page = found("q=reply&agency=police").await;
    assert!(page.contains("Agency: "), "{page}");
    assert!(
        page.contains(&format!("class=\"fw-chip\" href=\"{CASE}/search?q=reply\"")),
        "{page}"
    );
    assert!(page.contains("(chosen; take away)"), "{page}");
}

#[tokio::test]
async fn bars_narrow_to_a_year_a_month_and_a_day_and_lead_back() {
    let page = found("q=reply").await;
    assert!(
        page.contains("Entries found by year") && page.contains("q=reply&amp;in=2016\""),
        "{page}"
    );
    let page = found("q=reply&in=2016").await;
    assert!(
        page.contains("by month of 2016") && page.contains("in=2016-03\"") && page.contains("All days"),
        "{page}"
    );
    let page = found("q=reply&in=2016-03").await;
    assert!(
        page.contains("by day of March 2016") && page.contains("The same as a table"),
        "{page}"
    );
}

#[tokio::test]
async fn a_word_that_is_nowhere_gives_the_nearest_and_says_so_unless_one_insists() {
    let page = found("q=medicatoin").await;
    assert!(
        page.contains("No entry has these words as typed") && page.contains("<mark>medication</mark>"),
        "{page}"
    );
    let page = found("q=medicatoin&exact=1").await;
    assert!(
        page.contains("No entry found") && page.contains("Did you mean") && page.contains(">medication</a>"),
        "{page}"
    );
}

#[tokio::test]
async fn entries_around_a_hit_and_more_like_it_are_one_step_away() {
    let page = found("q=%22FILED+FOR+INTEL%22").await;
    assert!(
        page.contains("Before and after") && page.contains("this entry"),
        "{page}"
    );
    assert!(page.contains("search?like=POL-007\""), "{page}");
    assert!(page.contains("?back=%2Fcase%2Fharrow-lane%2Fsearch%3Fq%3D"), "{page}");
    let page = found("like=R-000").await;
    assert!(
        page.contains("Like entry: R-000") && !page.contains("/entry/R-000?"),
        "{page}"
    );
}

#[tokio::test]
async fn a_search_is_kept_listed_run_and_taken_away() {
    let browser = Browser::new(Invented::plain()).await;
    let keep = format!("{CASE}/searches/keep?q=reply");
    let (status, page) = read(
        browser
            .send(&keep, &[("name", ""), ("form", "keep-"), ("asked", "q=reply&found=80")])
            .await,
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Enter a name for this search") && page.contains("80 entries found"),
        "{page}"
    );
    browser.send("/you", &[("name", "A. Reviewer")]).await;
    let sent = browser
        .send(
            &keep,
            &[("name", "Replies"), ("seen", "0"), ("asked", "q=reply&found=78&evil=1")],
        )
        .await;
    assert_eq!(sent.headers()[header::LOCATION], format!("{CASE}/searches#said"));
    let (_, page) = browser.open(&format!("{CASE}/searches")).await;
    assert!(
        page.contains(&format!("href=\"{CASE}/search?q=reply\">Replies</a>")),
        "{page}"
    );
    assert!(
        page.contains(">78<") && page.contains("2 more than then") && page.contains("A. Reviewer, "),
        "{page}"
    );
    browser
        .send(
            &format!("{CASE}/searches/away"),
            &[("name", "Replies"), ("seen", "1"), ("asked", "q=reply")],
        )
        .await;
    let (_, page) = browser.open(&format!("{CASE}/searches")).await;
    assert!(page.contains("No search is kept yet"), "{page}");
}

#[tokio::test]
async fn a_list_of_queries_is_run_kept_and_downloaded_without_a_formula_in_it() {
    let browser = Browser::new(Invented::plain()).await;
    browser.send("/you", &[("name", "A. Reviewer")]).await;
    let address = format!("{CASE}/queries");
    let (status, page) = read(browser.send(&address, &[("list", " \n ")]).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Enter at least one query"), "{page}");
    let many = (0..101).map(|n| format!("word{n}")).collect::<Vec<_>>().join("\n");
    let (status, _) = read(browser.send(&address, &[("list", &many)]).await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = browser
        .send(
            &address,
            &[("list", "reply\n-police\nreply"), ("name", "First"), ("seen", "0")],
        )
        .await;
    let to = sent.headers()[header::LOCATION].to_str().unwrap().to_owned();
    let (_, page) = browser.open(&to).await;
    assert!(page.contains("is kept as “First”") && page.contains(">80<"), "{page}");
    let (_, file) = browser.open(&to.replace("queries?", "queries.csv?")).await;
    assert!(
        file.starts_with("Query,Read as,Entries,First day,Last day,Agencies,Remarks\nreply,reply,80,2016-"),
        "{file}"
    );
    assert!(file.contains("\n'-police,"), "{file}");
    let (_, page) = browser.open(&format!("{CASE}/searches")).await;
    assert!(
        page.contains("Lists of queries") && page.contains("2 queries"),
        "{page}"
    );
}

#[tokio::test]
async fn hostile_searches_answer() {
    let browser = Browser::new(Invented::plain()).await;
    for asked in [
        format!("q={}", "(".repeat(3000)),
        format!("q=a&{}", "agency=x&".repeat(3000)),
        "q=*&in=9999-99-99&sort=%00&page=-1&year=x&warning=maybe&like=none".to_owned(),
        "q=%22".to_owned(),
        "like=%3Cscript%3E".to_owned(),
    ] {
        let (status, page) = browser.open(&format!("{CASE}/search?{asked}")).await;
        assert_eq!(status, StatusCode::OK, "{}", asked.chars().take(60).collect::<String>());
        assert!(!page.contains("<script>"));
    }
    let (status, _) = browser.open("/search").await;
    assert_eq!(status, StatusCode::OK);
}

#[test]
fn a_missing_or_damaged_index_is_made_again_with_a_word() {
    let (_folder, matters) = kept("rowan-street");
    let request = Request {
        query: "police".to_owned(),
        ..Request::default()
    };
    let search = || matters.search("rowan-street", &request).unwrap().unwrap();
    let first = search();
    assert_eq!(search().index_made, Vec::<String>::new());
    let folder = matters.home().index("rowan-street");
    std::fs::remove_dir_all(&folder).unwrap();
    let again = search();
    assert_eq!(
        (again.index_made.as_slice(), again.total),
        (&["rowan-street".to_owned()][..], first.total)
    );
    for file in std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()) {
        if file
            .extension()
            .is_some_and(|e| e == "term" || e == "idx" || e == "store" || e == "fast")
        {
            let long = std::fs::metadata(&file).unwrap().len();
            std::fs::write(&file, vec![0xA5; usize::try_from(long).unwrap()]).unwrap();
        }
    }
    let mended = search();
    assert_eq!((mended.index_made.len(), mended.total), (1, first.total));
}

#[tokio::test]
async fn all_cases_are_searched_from_the_list_of_cases_and_from_the_top_of_every_page() {
    let browser = Browser::new(Invented::plain()).await;
    for address in ["/", "/case/harrow-lane", "/case/harrow-lane/warnings", "/help"] {
        let (_, page) = browser.open(address).await;
        let top = between(&page, "class=\"fw-header__links\">", "</ul>");
        assert!(
            top.contains("href=\"/search\" aria-label=\"Search all cases\""),
            "{address}: {top}"
        );
    }
    let (_, cases) = browser.open("/").await;
    assert!(
        cases.contains("action=\"/search\"") && cases.contains(">Search all cases</label>"),
        "{cases}"
    );
}
