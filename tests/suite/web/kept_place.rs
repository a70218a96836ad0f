//! Nobody's place is lost: an entry leads back to where it was opened, and a lens is moved from the page that one is on.

use std::sync::Arc;

use axum::http::{StatusCode, header};

use forewarned::model::beside::About;

use super::{
    Browser, OF_NOW, between,
    knowledge::{POLICE, PROBATION, home},
    read,
    support::{people, refused, sent, value_of},
};

/// A row of the police that tells the same as PRB-2, and a name that the roster does not know.
fn rows() -> (String, String) {
    let same = "POL-3,06/11/2017,10:40,Niche,PC,Note,\"T/C from DV. Says MO followed her to work again this morning. Very upset.\",\n";
    let name = "PRB-8,12/12/2017,,Log,OM,Note,\"Spoke to Barnaby Thistlewood. Barnaby Thistlewood pays the rent.\",\n";
    (format!("{PROBATION}{name}"), format!("{POLICE}{same}"))
}

/// Where the links of a page to entries lead, as a browser reads them.
fn to_entries(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).unwrap();
    let links = main.split("href=\"").skip(1);
    links
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .filter(|a| a.starts_with("/case/c/entry/"))
        .collect()
}

/// Every link to an entry on this page leads back to a place on it, as the entry's page says. How many there are.
async fn all_lead_back(browser: &Browser, address: &str) -> usize {
    let (status, page) = browser.open(address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    let links = to_entries(&page);
    assert!(!links.is_empty(), "no entry is named on {address}");
    for link in &links {
        let asked = link.split_once('?').map_or("", |(_, asked)| asked);
        let back = form_urlencoded::parse(asked.as_bytes()).find(|(name, _)| name == "back");
        let back = back.unwrap_or_else(|| panic!("no way back to {address}: {link}")).1;
        let (to, place) = back.split_once('#').unwrap();
        assert_eq!(to, address, "{link}");
        assert!(page.contains(&format!("id=\"{place}\"")), "{address} has no {place}");
        let (status, entry) = browser.open(link).await;
        assert_eq!(status, StatusCode::OK, "{link}");
        let crumb = format!("href=\"{}\">Back to where you were", back.replace('&', "&amp;"));
        assert!(entry.contains(&crumb), "{crumb}: {entry}");
    }
    links.len()
}

#[tokio::test]
async fn an_entry_opened_from_whoever_knew_a_line_or_a_name_leads_back_to_exactly_there() {
    let dir = tempfile::tempdir().unwrap();
    let (probation, police) = rows();
    let matters = home(dir.path(), &probation, &police);
    let whole = matters.get("c").unwrap().unwrap();
    let cites = |w: &&forewarned::model::finding::Warning| w.triggers.iter().any(|t| t.0 == "PRB-2");
    let warning = whole.warnings.iter().find(cites).unwrap();
    let browser = people(Arc::clone(&matters), &["A. Reviewer"]).await.remove(0);
    let new = [("seen", "0"), ("title", "Rent"), ("question", "Who paid it?")];
    let line = sent(&browser, "/case/c/lines/new", &new).await;
    let trigger = serde_json::to_string(&About::Warning(warning.triggers.clone())).unwrap();
    for about in ["{\"entry\":\"PRB-8\"}", trigger.as_str()] {
        let attach = [("about", about), OF_NOW, ("line", "rent")];
        sent(&browser, "/case/c/lines/attach", &attach).await;
    }
    let mut addresses = vec![
        format!("/case/c/knowledge?about={}&by=7%20November%202017", warning.id),
        "/case/c/knowledge/ledger".to_owned(),
        "/case/c/knowledge/ledger?agency=police&by=1%2F12%2F2017&all=1".to_owned(),
        "/case/c/people".to_owned(),
        line,
    ];
    for agency in ["police", "probation"] {
        for all in ["", "?all=1"] {
            addresses.push(format!("/case/c/knowledge/consultation/{}/{agency}{all}", warning.id));
        }
    }
    for address in addresses {
        all_lead_back(&browser, &address).await;
    }
}

#[tokio::test]
async fn each_cell_of_the_ledger_opens_the_entry_that_proves_it() {
    let dir = tempfile::tempdir().unwrap();
    let (probation, police) = rows();
    let browser = Browser::new(home(dir.path(), &probation, &police)).await;
    let (_, page) = browser.open("/case/c/knowledge/ledger").await;
    let cell = page.split("fw-ledger__who").find(|c| c.contains("tells the same"));
    let cell = cell.unwrap_or_else(|| panic!("{page}"));
    let link = between(cell, "its own entry <a class=\"govuk-link\" href=\"", "\"");
    assert!(link.starts_with("/case/c/entry/") && link.contains("?back="), "{link}");
    let proof = between(cell, &format!("{link}\">"), "</a> tells the same");
    // Both entries stand there in full, to be opened in place.
    for id in ["PRB-2", "POL-3"] {
        let whole = format!("Whole entry<span class=\"govuk-visually-hidden\"> {id}</span></summary>");
        assert!(page.contains(&whole), "{id}, {proof} proves it: {page}");
    }
    // Without the filter of an agency the same words stand in the answer of the interface, which has no links.
    let (_, page) = browser.open("/case/c/knowledge?about=W1&by=2030").await;
    assert!(page.contains("tells the same"), "{page}");
}

#[tokio::test]
async fn a_cell_leads_back_to_its_row_of_the_matrix() {
    let browser = Browser::new(super::invented::Invented::plain()).await;
    let matrix = "/case/harrow-lane/knowledge/consultation";
    let (_, second) = browser.open(&format!("{matrix}?page=2")).await;
    let cell = between(&second, "class=\"fw-cell\" href=\"", "\"").to_owned();
    let (_, all) = browser.open(&format!("{matrix}?all=1")).await;
    assert!(all.contains(&format!("href=\"{cell}?all=1\"")), "{all}");
    let warning = cell.rsplit('/').nth(1).unwrap();
    for (opened, back) in [
        (cell.clone(), format!("{matrix}?page=2#{warning}")),
        (format!("{cell}?all=1"), format!("{matrix}?all=1#{warning}")),
    ] {
        let (_, page) = browser.open(&opened).await;
        assert!(
            page.contains(&format!("href=\"{back}\">Consultation matrix")),
            "{back}: {page}"
        );
        let (_, page) = browser.open(back.split('#').next().unwrap()).await;
        assert!(page.contains(&format!("id=\"{warning}\"")), "{back}");
    }
}

/// The fields of the banner's form on a page, with this button pressed.
fn banner<'a>(page: &'a str, back: &'a str, go: &'a str) -> Vec<(&'static str, String)> {
    let form = between(page, "<form class=\"fw-lens__day\"", "</form>");
    assert!(form.contains(&format!("value=\"{go}\"")), "{go}: {form}");
    assert_eq!(value_of(form, "back").replace("&amp;", "&"), back);
    let day = between(form, "name=\"day\" type=\"text\" value=\"", "\"");
    vec![
        ("form", value_of(form, "form")),
        ("back", back.to_owned()),
        ("day", day.to_owned()),
        ("go", go.to_owned()),
    ]
}

async fn step(browser: &Browser, here: &str, go: &str) -> (StatusCode, String) {
    let (_, page) = browser.open(here).await;
    let fields = banner(&page, here, go);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let response = browser.send("/case/c/knowledge/day", &fields).await;
    let to = response.headers().get(header::LOCATION);
    if let Some(to) = to.map(|to| to.to_str().unwrap().to_owned()) {
        (response.status(), to)
    } else {
        let (status, page) = read(response).await;
        (status, page.replace("&#x2f;", "/"))
    }
}

#[tokio::test]
async fn a_lens_is_moved_by_a_day_from_any_page_and_comes_back_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let browser = Browser::new(home(dir.path(), PROBATION, POLICE)).await;
    browser.open("/case/c/knowledge?knew=police&knew-by=8/11/2017").await;
    let chronology = "/case/c/chronology?text=d&agency=probation";
    let (_, page) = browser.open(chronology).await;
    assert!(page.contains("Rang police"), "{page}");
    let moved = step(&browser, chronology, "earlier").await;
    assert_eq!(moved, (StatusCode::SEE_OTHER, format!("{chronology}#masked")));
    let (_, page) = browser.open(chronology).await;
    assert!(page.contains("that Northmoor Police knew by 7 November 2017"), "{page}");
    assert!(!page.contains("Rang police"), "the police were told on the 8th: {page}");
    // An entry that was not known the day before is shown again a day later, from where it is said not to be there.
    let entry = "/case/c/entry/PRB-3";
    let (status, page) = browser.open(entry).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("Not found, or masked for you"), "{page}");
    assert_eq!(step(&browser, entry, "later").await.1, format!("{entry}#masked"));
    let (status, page) = browser.open(entry).await;
    assert!(status == StatusCode::OK && page.contains("8 November 2017"), "{page}");
    // A page whose address names a day does not put the day on again.
    let named = "/case/c/knowledge?knew=police&knew-by=2017-11-08";
    assert_eq!(step(&browser, named, "later").await.1, "/case/c/knowledge#masked");
    let (_, page) = browser.open("/case/c/knowledge").await;
    assert!(page.contains("knew by 9 November 2017"), "{page}");
    // A day that is typed; words that are none stand there still, and what is shown stays as it was.
    let typed = |day| [("form", "lens-"), ("back", chronology), ("day", day), ("go", "show")];
    let page = refused(&browser, "/case/c/knowledge/day", &typed("soonish")).await;
    assert!(page.contains("href=\"#lens-day\">Enter a day, such as"), "{page}");
    assert!(page.contains("name=\"day\" type=\"text\" value=\"soonish\""), "{page}");
    assert_eq!(value_of(&page, "back").replace("&amp;", "&"), chronology);
    assert!(page.contains("knew by 9 November 2017"), "{page}");
    let shown = sent(&browser, "/case/c/knowledge/day", &typed("Oct 2017")).await;
    assert_eq!(shown, format!("{chronology}#masked"));
    assert!(browser.open(chronology).await.1.contains("knew by 31 October 2017"));
    // Nowhere but to a page of ours.
    let away = [("back", "https://evil.example/"), ("day", "1/11/2017")];
    assert_eq!(
        sent(&browser, "/case/c/knowledge/day", &away).await,
        "/case/c/knowledge#masked"
    );
}

#[tokio::test]
async fn the_forms_around_a_page_that_answers_a_form_lead_back_to_a_page() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let browser = people(matters, &["A. Reviewer"]).await.remove(0);
    browser.open("/case/c/knowledge?knew=all&knew-by=2018-01-12").await;
    let page = refused(&browser, "/case/c/knowledge/judge", &[("about", "case"), ("seen", "0")]).await;
    assert_eq!(value_of(&page, "back"), "/case/c/knowledge/judgement");
    let note = [
        ("form", "note-"),
        ("seen", "0"),
        ("back", "/case/c/entry/PRB-2?back=%2Fcase%2Fc%2Fpeople"),
    ];
    let page = refused(&browser, "/case/c/entry/PRB-2/note", &note).await;
    assert_eq!(value_of(&page, "back"), note[2].1);
}

#[tokio::test]
async fn no_day_after_the_last_that_is_shown_is_set_while_the_final_event_is_masked() {
    let dir = tempfile::tempdir().unwrap();
    let matters = home(dir.path(), PROBATION, POLICE);
    let browser = people(matters, &["A. Reviewer"]).await.remove(0);
    browser.send("/case/c/knowledge/blind", &[("seen", "0")]).await;
    let at = |day| [("form", "lens-"), ("back", "/case/c"), ("day", day), ("go", "show")];
    assert_eq!(
        sent(&browser, "/case/c/knowledge/day", &at("18/1/2018")).await,
        "/case/c#masked"
    );
    assert_eq!(
        step(&browser, "/case/c/chronology", "later").await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open("/case/c/chronology").await;
    assert!(
        page.contains("by 19 January 2018, with the final event masked"),
        "{page}"
    );
    assert!(page.contains("Flumoxable"), "{page}");
    // The 28th is the day before the event, the 30th the day after it: both are answered alike, and so is every other day.
    let why = "enter a day up to 19 January 2018, the last of which anything is shown";
    let (status, page) = step(&browser, "/case/c/chronology", "later").await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(why),
        "{page}"
    );
    for day in ["20/1/2018", "27/1/2018", "28/1/2018", "29/1/2018", "30/1/2018", "2030"] {
        let page = refused(&browser, "/case/c/knowledge/day", &at(day)).await;
        assert!(page.contains(why), "{day}: {page}");
        let (_, page) = browser.open(&format!("/case/c/knowledge?knew=all&knew-by={day}")).await;
        assert!(page.contains(why), "{day}: {page}");
        assert!(
            page.contains("by 19 January 2018, with the final event masked"),
            "{day}: {page}"
        );
        for page in ["/case/c", "/case/c/timeline", "/case/c/coverage"] {
            let (_, page) = browser.open(page).await;
            for told in ["28 January 2018", "29 January 2018", "2018-01-28"] {
                let page = page.replace("data-to=\"2018-01-29T00:00\"", "");
                assert!(!page.contains(told), "{day}: {told}: {page}");
            }
        }
    }
}

#[tokio::test]
async fn the_slider_sends_days_that_its_page_takes() {
    let dir = tempfile::tempdir().unwrap();
    let browser = Browser::new(home(dir.path(), PROBATION, POLICE)).await;
    let (_, page) = browser.open("/case/c/knowledge?knew=police").await;
    let form = between(&page, "id=\"lens\"", "</form>");
    // The script makes the slider of these, and writes the day into the field as people write it.
    let days = [between(form, "data-from=\"", "\""), between(form, "data-to=\"", "\"")];
    assert_eq!(days, ["2017-10-02", "2018-01-29"]);
    let script = include_str!("../../../templates/assets/knowledge.js");
    assert!(script.contains(r#""en-GB", { day: "numeric", month: "long", year: "numeric""#));
    assert!(form.contains("id=\"knew-by\" name=\"knew-by\""), "{form}");
    let mut day: chrono::NaiveDate = days[0].parse().unwrap();
    let last: chrono::NaiveDate = days[1].parse().unwrap();
    while day <= last {
        let said = day.format("%-d %B %Y").to_string();
        let asked = format!("/case/c/knowledge?knew=police&knew-by={}", said.replace(' ', "+"));
        let (_, page) = browser.open(&asked).await;
        assert!(page.contains(&format!("knew by {said}")), "{said}: {page}");
        assert!(
            page.contains(&format!("name=\"knew-by\" type=\"text\" value=\"{said}\"")),
            "{said}"
        );
        // The slider keeps its ends, so that one can always go on.
        assert!(
            page.contains("data-from=\"2017-10-02\" data-to=\"2018-01-29\""),
            "{said}"
        );
        day += chrono::TimeDelta::days(17);
    }
}

#[tokio::test]
async fn under_a_lens_the_row_of_an_entry_is_not_offered() {
    let dir = tempfile::tempdir().unwrap();
    let browser = Browser::new(home(dir.path(), PROBATION, POLICE)).await;
    let pages = ["/case/c/entry/PRB-2", "/case/c/chronology?open=PRB-2"];
    for address in pages {
        let (_, page) = browser.open(address).await;
        assert!(
            page.contains("Record of this entry") && page.contains("/record/PRB-2"),
            "{page}"
        );
    }
    browser.open("/case/c/knowledge?knew=all&knew-by=2018-01-12").await;
    for address in pages {
        let (_, page) = browser.open(address).await;
        assert!(!page.contains("/record/PRB-2"), "{page}");
        assert!(
            page.contains("the row is not shown while part of the case is masked"),
            "{page}"
        );
    }
    // Who comes to it all the same lifts the lens there, and sees it.
    for address in ["/case/c/record/PRB-2", "/case/c/files", "/case/c/activity"] {
        browser.open("/case/c/knowledge?knew=all&knew-by=2018-01-12").await;
        let (status, page) = browser.open(address).await;
        assert_eq!(status, StatusCode::CONFLICT, "{address}");
        let back = value_of(&page, "back");
        let to = sent(&browser, "/case/c/knowledge/lift", &[("back", &back)]).await;
        assert_eq!(to, address);
        assert_eq!(browser.open(&to).await.0, StatusCode::OK, "{address}");
    }
}
