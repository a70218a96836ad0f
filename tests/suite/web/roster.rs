//! What a person knows of somebody on the roster and the program proposes to nobody: initials, what a family calls its grandmother, sex
//! and relation. It is given on the roster, each can be taken back, and what is somebody else's is refused.

use super::{
    Browser,
    support::{cases_of, people, refused, sent, value_of},
};
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
