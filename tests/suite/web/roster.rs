//! What a person knows of somebody on the roster and the program proposes to nobody: initials, what a family calls its grandmother, sex
//! and relation. It is given on the roster, each can be taken back, and what is somebody else's is refused.

use super::{
    Browser,
    support::{Notebook, cases_of, people, refused, sent, value_of},
};
use axum::http::StatusCode;

use crate::{headings, whole_cases};
use forewarned::app::importing;

const PEOPLE: &str = "/case/saltmarsh/people";
const KNOWN: &str = "/case/saltmarsh/people/known";

/// The form of a person on the roster, and what it sends as it stands.
async fn form_of(browser: &Browser, name: &str) -> Vec<(String, String)> {
    let (_, page) = browser.open(PEOPLE).await;
    let end = format!("sex or relation<span class=\"govuk-visually-hidden\">: {name}</span>");
    let form = page.split(end.as_str()).nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let chosen = |name: &str| {
        let select = form.split(&format!("name=\"{name}\"")).nth(1).unwrap();
        let select = select.split("</select>").next().unwrap();
        let before = select.split(" selected").next().filter(|b| b.len() < select.len());
        before.map_or(String::new(), |b| {
            b.rsplit("value=\"").next().unwrap().trim_end_matches('"').to_owned()
        })
    };
    let mut fields: Vec<(String, String)> = ["form", "seen", "person"]
        .iter()
        .map(|n| ((*n).to_owned(), value_of(form, n)))
        .collect();
    let relation = form.split("name=\"relation\" type=\"text\" value=\"").nth(1).unwrap();
    let relation = relation.split('"').next().unwrap();
    fields.push(("relation".to_owned(), relation.to_owned()));
    fields.push(("sex".to_owned(), chosen("sex")));
    fields.push(("of".to_owned(), chosen("of")));
    fields.push(("because".to_owned(), "The family calls her so".to_owned()));
    fields
}

fn with(fields: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let others = fields.iter().filter(|(n, _)| n != name).cloned();
    others.chain([(name.to_owned(), value.to_owned())]).collect()
}

fn as_str(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

#[tokio::test]
async fn somebody_on_the_roster_is_given_another_form_of_name_which_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let matters = cases_of(folder.path());
    importing::import(
        matters.home(),
        &headings(),
        &whole_cases::sample("saltmarsh"),
        Some("saltmarsh"),
    )
    .unwrap();
    let [ann] = <[Browser; 1]>::try_from(people(matters.clone(), &["A. Reviewer"]).await)
        .ok()
        .unwrap();
    let names = |id: &str| {
        let matter = matters.get("saltmarsh").unwrap().unwrap();
        let people = matter.case.people.iter();
        people
            .filter(|p| p.id.0 == id)
            .flat_map(|p| p.names.clone())
            .collect::<Vec<_>>()
    };
    let (_, page) = ann.open(PEOPLE).await;
    assert!(
        page.contains("It does not propose initials such as AD, or words such as Gran"),
        "{page}"
    );
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let first = matter.case.people.first().unwrap().clone();
    let second = matter.case.people.get(1).unwrap().clone();

    // A name of somebody else, also in other letters, is refused, and what was typed stays.
    let fields = form_of(&ann, first.names.first().unwrap()).await;
    let theirs = second.names.first().unwrap().to_uppercase();
    let page = refused(&ann, KNOWN, &as_str(&with(&fields, "other", &theirs))).await;
    assert!(
        page.contains("is a name of") && page.contains(&format!("value=\"{theirs}\"")),
        "{page}"
    );
    // Nothing said is no deed.
    let page = refused(&ann, KNOWN, &as_str(&with(&fields, "other", ""))).await;
    assert!(page.contains("nothing was changed"), "{page}");

    // Two forms at once, which stand in no list of proposals.
    assert_eq!(
        sent(&ann, KNOWN, &as_str(&with(&fields, "other", "Zq, Old Nell"))).await,
        PEOPLE
    );
    let (_, page) = ann.open(PEOPLE).await;
    assert!(
        page.contains("“Zq” and “Old Nell”") && page.contains("compared with the patterns again"),
        "{page}"
    );
    assert!(names(&first.id.0).contains(&"Zq".to_owned()) && names(&first.id.0).contains(&"Old Nell".to_owned()));

    // Another relation leaves the names that were given; each of them is still taken back alone.
    let fields = with(&form_of(&ann, first.names.first().unwrap()).await, "other", "");
    assert_eq!(
        sent(&ann, KNOWN, &as_str(&with(&fields, "relation", "lodger"))).await,
        PEOPLE
    );
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let now = matter.case.person(&first.id).unwrap().clone();
    assert_eq!((now.relation.as_deref(), now.sex), (Some("lodger"), first.sex));
    assert!(now.names.contains(&"Zq".to_owned()), "{now:?}");
    let number = matter
        .settled
        .iter()
        .find(|s| format!("{:?}", s.what).contains("\"Zq\""))
        .unwrap();
    let (_, page) = ann.open(PEOPLE).await;
    let (number, seen) = (number.number.to_string(), value_of(&page, "seen"));
    let undo = [
        ("form", "b"),
        ("number", number.as_str()),
        ("seen", seen.as_str()),
        ("because", "Not hers"),
        ("back", PEOPLE),
    ];
    assert_eq!(sent(&ann, "/case/saltmarsh/people/back", &undo).await, PEOPLE);
    let now = names(&first.id.0);
    assert!(
        !now.contains(&"Zq".to_owned()) && now.contains(&"Old Nell".to_owned()),
        "{now:?}"
    );
}

#[tokio::test]
async fn a_life_is_kept_on_the_roster_stays_where_it_is_not_sent_and_is_told_to_nobody_for_whom_part_is_masked() {
    let folder = tempfile::tempdir().unwrap();
    let matters = cases_of(folder.path());
    importing::import(
        matters.home(),
        &headings(),
        &whole_cases::sample("saltmarsh"),
        Some("saltmarsh"),
    )
    .unwrap();
    let [ann] = <[Browser; 1]>::try_from(people(matters.clone(), &["A. Reviewer"]).await)
        .ok()
        .unwrap();
    let matter = matters.get("saltmarsh").unwrap().unwrap();
    let first = matter.case.people.first().unwrap().clone();
    let name = first.names.first().unwrap();
    let fields = with(&form_of(&ann, name).await, "other", "");
    // What cannot be so is told beside its field, and what was typed stays.
    let wrong = with(&with(&fields, "born", "some time"), "phones", "07700 900477");
    let page = refused(&ann, KNOWN, &as_str(&wrong)).await;
    assert!(
        page.contains("Enter the day of birth as 8/4/2001") && page.contains(">07700 900477</textarea>"),
        "{page}"
    );
    let page = refused(&ann, KNOWN, &as_str(&with(&fields, "phones", "none"))).await;
    assert!(page.contains("is no telephone number"), "{page}");

    let life = with(&with(&fields, "born", "1/2/1980"), "phones", "07700 900477");
    let life = with(&life, "addresses", "4 Quarry Rise, Tarnbeck\r\n\r\n12 Fold Street");
    assert_eq!(sent(&ann, KNOWN, &as_str(&life)).await, PEOPLE);
    let now = || {
        matters
            .get("saltmarsh")
            .unwrap()
            .unwrap()
            .case
            .person(&first.id)
            .unwrap()
            .clone()
    };
    assert_eq!(now().addresses, ["4 Quarry Rise, Tarnbeck", "12 Fold Street"]);
    let (_, page) = ann.open(PEOPLE).await;
    assert!(
        page.contains("4 Quarry Rise, Tarnbeck\n12 Fold Street</textarea>"),
        "{page}"
    );
    assert!(
        page.contains("born: 1980-02-01; addresses: 4 Quarry Rise, Tarnbeck; 12 Fold Street"),
        "{page}"
    );
    // Who does not send it takes nothing away; who sends it empty does.
    let fields = with(&form_of(&ann, name).await, "other", "");
    sent(&ann, KNOWN, &as_str(&with(&fields, "relation", "lodger"))).await;
    assert_eq!((now().relation.as_deref(), now().phones.len()), (Some("lodger"), 1));
    let fields = with(&form_of(&ann, name).await, "other", "");
    sent(&ann, KNOWN, &as_str(&with(&fields, "phones", ""))).await;
    assert!(now().phones.is_empty() && now().born.is_some());

    let told = |page: String| page.contains("Quarry Rise") || page.contains("1980-02-01");
    let notebook = Notebook::new(matters.clone());
    assert!(told(notebook.json("/cases/saltmarsh/people").await.to_string()));
    let lens = r#"{"until": "2021-05-01"}"#;
    let (status, said) = notebook.below("POST", "/cases/saltmarsh/lens", lens).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let masked = notebook.json("/cases/saltmarsh/people").await.to_string();
    assert!(masked.contains(name) && !told(masked.clone()), "{masked}");
}
