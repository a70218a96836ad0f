//! Deeds of the screens asked for by a program: each is kept, stands on its page, and takes what its form takes; what the screens refuse
//! is refused here too.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use forewarned::{
    app::{matters::Matters, own_rules},
    web::{access::AccessKey, router},
};
use serde_json::{Value, json};

use super::{
    Browser, HOST, read, send,
    support::{kept, sent, value_of},
};
use crate::{own_rules::STARTER, whole_cases::book};

const CASE: &str = "/case/saltmarsh";
const API: &str = "/api/v1/cases/saltmarsh";
/// What only the page itself needs: where the form stood, where it leads back, which mention it is about.
const OF_THE_PAGE: [&str; 3] = ["form", "back", "mention"];
/// One form adds, corrects and strikes out mentions, and sends each what the others read.
const OF_OTHERS: &[(&str, &[&str])] = &[
    ("/mention/add", &["was", "place"]),
    ("/mention/correct", &["also"]),
    (
        "/about/case",
        &["was-title", "was-kind", "was-from", "was-to", "was-event"],
    ),
    ("/mention/strike", &["words", "concept", "said", "by", "to", "toward"]),
];
/// What a page asks only where the records do not bear out what was filled in.
const OF_DOUBT: &[(&str, &str)] = &[("/people/name", "anyway"), ("/anonymise/make", "anyway")];
/// What can be chosen only as far as a case has it.
const OF_THE_CASE: &[(&str, &str)] = &[("/entries/{entry}/linked", "what")];
/// Deeds that a program does not ask for: they are for a page or a browser alone, files go with them, or the interface has its own address.
const OF_PEOPLE: &[&str] = &[
    "/import",
    "/import/{batch}",
    "/files/again",
    "/looked",
    "/searches/keep",
    "/searches/away",
    "/queries",
    "/knowledge/lift",
    "/knowledge/day",
    "/people/back",
    "/anonymise/name",
    "/problems/date/back",
    "/entries/{entry}/note",
    "/entries/{entry}/star",
    "/entries/{entry}/tag",
    "/findings/{finding}/decide",
    "/findings/{finding}/note",
];

/// Fields of a form by name, each with the values that can be chosen; whether those are all of them.
type Fields = BTreeMap<String, (BTreeSet<String>, bool)>;

/// The value of an attribute in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

/// Every form of a page that is sent, by where it is sent.
fn forms(page: &str) -> Vec<(String, Fields)> {
    let mut out = Vec::new();
    for form in page.split("<form ").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let form = &format!(" {form}");
        let head = form.split('>').next().unwrap();
        if attribute(head, "method").as_deref() != Some("post") {
            continue;
        }
        // Boxes of a list stand outside the form that they belong to.
        let id = attribute(head, "id").map(|id| format!(" form=\"{id}\""));
        let outside = page
            .split('<')
            .filter(|t| id.as_ref().is_some_and(|id| t.contains(id.as_str())));
        let mut fields = Fields::new();
        let mut actions = vec![attribute(head, "action").unwrap()];
        let mut select = String::new();
        for tag in form.split('<').skip(1).chain(outside) {
            actions.extend(attribute(tag, "formaction"));
            if tag.starts_with("option") {
                // Those of a list of proposals bind nobody.
                if let Some(field) = fields.get_mut(&select) {
                    field.0.insert(attribute(tag, "value").unwrap());
                }
                continue;
            }
            if tag.starts_with("/select") {
                select.clear();
            }
            let Some(name) = attribute(tag, "name") else { continue };
            let field = fields.entry(name.clone()).or_default();
            let kind = attribute(tag, "type").unwrap_or_default();
            if tag.starts_with("select") {
                select = name;
                field.1 = true;
            } else if ["radio", "checkbox"].contains(&kind.as_str()) {
                field.1 = true;
                field.0.insert(attribute(tag, "value").unwrap());
            } else if tag.starts_with("button") || kind == "hidden" {
                field.0.insert(attribute(tag, "value").unwrap());
            }
        }
        out.extend(actions.into_iter().map(|a| (a, fields.clone())));
    }
    out
}

/// Where a form is sent, as the interface calls it below the case: with its lists, and without what stands behind the `?`.
fn called(action: &str) -> Option<String> {
    let mut parts = action
        .split('?')
        .next()
        .unwrap()
        .strip_prefix(CASE)?
        .split('/')
        .skip(1)
        .peekable();
    let mut out = String::new();
    while let Some(part) = parts.next() {
        let list = match part {
            "entry" => "/entries/{entry}",
            "warning" | "finding" => "/findings/{finding}",
            "pattern" => "/patterns/{pattern}",
            "line" if parts.peek().is_some() => "/lines/{line}",
            other => {
                out.extend(["/", other]);
                continue;
            }
        };
        parts.next();
        out.push_str(list);
    }
    Some(if out.ends_with("/line") {
        "/lines/attach".to_owned()
    } else {
        out
    })
}

/// A desk: a notebook and a browser of one person, and a browser of another.
struct Desk {
    _folder: tempfile::TempDir,
    matters: Arc<Matters>,
    router: Router,
    token: String,
    own: Browser,
    other: Browser,
    forms: BTreeMap<String, Fields>,
    done: BTreeSet<String>,
}

impl Desk {
    async fn new() -> Self {
        let (folder, matters) = kept("saltmarsh");
        let names = ["A. Reviewer".to_owned(), "B. Chair".to_owned()];
        let key = AccessKey::for_people(4801, &names).with_notebooks(&names[..1]);
        let token = key.tokens().next().unwrap().1.to_owned();
        let links: Vec<String> = key.links().map(|(_, link)| link.clone()).collect();
        let router = router(matters.clone(), key);
        let at = |link: &String| link.strip_prefix("http://127.0.0.1:4801").unwrap().to_owned();
        Self {
            own: Browser::at(&router, &at(&links[0])).await,
            other: Browser::at(&router, &at(&links[1])).await,
            _folder: folder,
            matters,
            router,
            token,
            forms: BTreeMap::new(),
            done: BTreeSet::new(),
        }
    }

    async fn asks(&self, verb: &str, address: &str, body: &str, token: &str) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(verb)
            .uri(address)
            .header(header::HOST, HOST)
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        let response = send(&self.router, request.body(Body::from(body.to_owned())).unwrap()).await;
        let (status, text) = read(response).await;
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn get(&self, below: &str) -> Value {
        let (status, value) = self.asks("GET", &format!("{API}{below}"), "", &self.token).await;
        assert_eq!(status, StatusCode::OK, "{below}: {value}");
        value
    }

    async fn post(&self, below: &str, body: &Value) -> (StatusCode, Value) {
        let (address, body) = (format!("{API}{below}"), body.to_string());
        self.asks("POST", &address, &body, &self.token).await
    }

    /// The body with the number of the last thing that is known.
    async fn with_seen(&self, below: &str, mut body: Value) -> Value {
        let case = self.get("").await;
        let seen = if below.contains("/mention/") {
            "seen_readings"
        } else {
            "seen"
        };
        if !["/take-back", "/anonymise/make"].contains(&below) {
            body["seen"] = case[seen].clone();
        }
        body
    }

    /// Looks at a page, keeps its forms in mind, and gives it as it is read.
    async fn page(&mut self, address: &str) -> String {
        let mut response = self.own.get(address).await;
        // A finding is shown with its warning.
        if let Some(to) = response.headers().get(header::LOCATION) {
            let to = to.to_str().unwrap().to_owned();
            response = self.own.get(&to).await;
        }
        let (status, page) = read(response).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        let page = page.replace("&#x2f;", "/");
        for (action, fields) in forms(&page) {
            let Some(called) = called(&action) else { continue };
            let known = self.forms.entry(called).or_default();
            for (name, (values, is_all)) in fields {
                let field = known.entry(name).or_default();
                field.0.extend(values);
                field.1 |= is_all;
            }
        }
        page.replace("&#x27;", "'").replace("&quot;", "\"")
    }

    /// What is asked for is done, and its page says these words.
    async fn does(&mut self, below: &str, body: Value, words: &str) -> Value {
        let body = self.with_seen(below, body).await;
        let (status, value) = self.post(below, &body).await;
        assert_eq!(status, StatusCode::OK, "{below} {body}: {value}");
        assert!(!value["said"].as_str().unwrap().is_empty(), "{below}: {value}");
        let address = value["page"].as_str().unwrap().to_owned();
        let page = self.page(&address).await;
        assert!(page.contains(words), "{below}: {address} lacks “{words}”: {page}");
        self.done.insert(below.to_owned());
        value
    }
}

fn number(value: &Value) -> u64 {
    value["numbers"][0].as_u64().unwrap_or_else(|| panic!("{value}"))
}

/// Does an address fall under a path of the document?
fn falls_under(below: &str, path: &str) -> bool {
    let (below, path): (Vec<&str>, Vec<&str>) = (below.split('/').collect(), path.split('/').collect());
    let fits = |(one, part): (&&str, &&str)| one == part || part.starts_with('{');
    below.len() == path.len() && below.iter().zip(&path).all(fits)
}

#[tokio::test]
async fn every_deed_that_is_offered_is_kept_stands_on_its_page_and_takes_what_its_form_takes() {
    let mut desk = Desk::new().await;
    of_entries(&mut desk).await;
    of_records(&mut desk).await;
    of_people(&mut desk).await;
    of_anonymising(&mut desk).await;
    of_findings(&mut desk).await;
    of_lines(&mut desk).await;
    of_patterns(&mut desk).await;
    of_the_outcome(&mut desk).await;
    of_imports(&mut desk).await;

    let (_, document) = desk.asks("GET", "/api/v1/openapi.json", "", &desk.token).await;
    let own = ["/searches", "/decisions", "/notes", "/stars", "/tags", "/lens"];
    let mut offered = BTreeSet::new();
    for (path, verbs) in document["paths"].as_object().unwrap() {
        let below = path.strip_prefix("/api/v1/cases/{case}").unwrap_or_default();
        let Some(post) = verbs.get("post").filter(|_| !own.contains(&below)) else {
            continue;
        };
        assert!(desk.done.iter().any(|d| falls_under(d, below)), "{below} was not tried");
        let schema = &post["requestBody"]["content"]["application/json"]["schema"];
        let told = schema["properties"].as_object().unwrap();
        let form = desk
            .forms
            .get(below)
            .unwrap_or_else(|| panic!("no page has a form for {below}"));
        for (name, field) in told {
            if OF_DOUBT.contains(&(below, name.as_str())) {
                continue;
            }
            let (values, is_all) = form
                .get(name)
                .unwrap_or_else(|| panic!("no form for {below} sends {name}"));
            let choices = field.get("enum").or_else(|| field["items"].get("enum"));
            let Some(choices) = choices.and_then(Value::as_array) else {
                continue;
            };
            let choices: BTreeSet<String> = choices.iter().map(|c| c.as_str().unwrap().to_owned()).collect();
            let values: BTreeSet<String> = values.iter().filter(|v| !v.is_empty()).cloned().collect();
            assert!(values.is_subset(&choices), "{below} {name}: {values:?}");
            let is_all = *is_all && !OF_THE_CASE.contains(&(below, name.as_str()));
            assert!(!is_all || values == choices, "{below} {name}: {values:?}, {choices:?}");
        }
        let of_others = OF_OTHERS
            .iter()
            .find(|(end, _)| below.ends_with(end))
            .map_or(&[][..], |(_, all)| *all);
        for name in form.keys().map(String::as_str) {
            let is_known = told.contains_key(name)
                || OF_THE_PAGE.contains(&name)
                || of_others.contains(&name)
                || below.contains(&format!("{{{name}}}"));
            assert!(is_known, "the form for {below} sends {name}, and a program cannot");
        }
        offered.insert(below.to_owned());
    }
    assert!(offered.len() >= 30, "{offered:?}");
    for called in desk.forms.keys() {
        assert!(
            offered.contains(called) || OF_PEOPLE.contains(&called.as_str()),
            "{called}: a program may ask for it, or it is told why not"
        );
    }
}

async fn of_entries(desk: &mut Desk) {
    let entry = "/entries/SPL-006";
    let page = format!("{CASE}/entry/SPL-006");
    desk.page(&format!("{page}?mend=new")).await;
    desk.page(&format!("{page}?mend=1")).await;
    desk.does(
        &format!("{entry}/key"),
        json!({"decided": "No arrest that night"}),
        "No arrest that night",
    )
    .await;
    let added = json!({"words": "AT BUS STOP", "concept": "harassment", "said": ["planned", "uncertain"], "reason": "not-seen"});
    let added = desk
        .does(&format!("{entry}/mention/add"), added, "added “AT BUS STOP”")
        .await;
    // Where the same words are read in two ways, striking one out offers the other.
    let second = json!({"words": "AT BUS STOP", "concept": "victim-safety", "reason": "not-seen"});
    desk.does(&format!("{entry}/mention/add"), second, "added “AT BUS STOP”")
        .await;
    let read = desk.get(entry).await;
    let read = read["mentions"].as_array().unwrap();
    let at = read.iter().position(|m| m["concept"] == "harassment").unwrap() + 1;
    desk.page(&format!("{page}?mend={at}")).await;
    let place = |mentions: &Value, concept: &str| {
        let all = mentions["mentions"].as_array().unwrap();
        let found = all
            .iter()
            .find(|m| m["concept"] == concept && m["struck"] == false)
            .unwrap();
        format!("text:{}", found["quote"]["start"])
    };
    let at = place(&desk.get(entry).await, "harassment");
    let correct = json!({"was": "harassment", "place": at, "concept": "stalking", "by": "P1", "reason": "not-this"});
    desk.does(&format!("{entry}/mention/correct"), correct, "corrected")
        .await;
    let strike =
        json!({"was": "stalking", "place": at, "also": true, "reason": "other", "because": "She waited there herself"});
    let struck = desk
        .does(&format!("{entry}/mention/strike"), strike, "She waited there herself")
        .await;
    // What was struck out is there no more, in the words of the page; who is late is told what the other did.
    let late = json!({"was": "stalking", "place": at, "reason": "past", "seen": number(&added)});
    let (status, fault) = desk.post(&format!("{entry}/mention/strike"), &late).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{fault}");
    assert!(
        fault["detail"]
            .as_str()
            .unwrap()
            .contains("This mention is no longer there"),
        "{fault}"
    );
    let undo = json!({"number": [number(&struck)]});
    desk.does(&format!("{entry}/mention/undo"), undo, "took back").await;
    let same = json!({"other": "STW-007", "what": "same", "because": "Same bus stop, same night"});
    let same = desk
        .does(&format!("{entry}/linked"), same, "Same bus stop, same night")
        .await;
    desk.does(
        &format!("{entry}/linked/undo"),
        json!({"number": number(&same)}),
        "SPL-006",
    )
    .await;
}

async fn of_records(desk: &mut Desk) {
    let problems = format!("{CASE}/problems");
    desk.page(&format!("{problems}?state=all")).await;
    let list = desk.get("/records").await;
    let key = |file: &str| {
        let all = list["problems"].as_array().unwrap();
        all.iter().find(|p| p["file"] == file).unwrap()["key"].clone()
    };
    let looked = json!({"problem": [key("gp.csv"), key("housing.csv")], "do": "look", "because": "Asked both"});
    let looked = desk.does("/problems", looked, "Problems").await;
    assert_eq!(looked["numbers"].as_array().unwrap().len(), 2, "{looked}");
    let page = desk.page(&format!("{problems}?state=all")).await;
    assert!(page.contains("Asked both"), "{page}");
    let row = json!({"row": key("police.csv"), "written": "2 March 2021", "source": "letter of 3 May", "because": "As they say"});
    let row = desk.does("/problems/date", row, "Problems").await;
    let dated = desk.page(row["changed"][0]["page"].as_str().unwrap()).await;
    assert!(dated.contains("letter of 3 May"), "{dated}");
    desk.does(
        "/activity/undo",
        json!({"number": number(&row), "because": "Another day"}),
        "Another day",
    )
    .await;
    desk.page(&format!("{CASE}/coverage")).await;
    let days = json!({
        "agency": "police", "from": "1/10/2020", "to": "2021-10-19", "hole": ["2021-05-06..2021-06-27"],
        "other": "1/3/2021 to 2/3/2021: flood", "because": "Letter of 4 May",
    });
    desk.does("/coverage", days, "Letter of 4 May").await;
    let police = desk.get("/coverage").await;
    let police = police["coverage"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["agency"] == "police")
        .unwrap()
        .clone();
    assert_eq!(
        (&police["to"], police["missing"].as_array().unwrap().len()),
        (&json!("2021-10-19"), 2)
    );
    desk.page(&format!("{CASE}/about")).await;
    let condition =
        json!({"kind": "curfew", "from": "1/2/2021", "text": "Indoors by eight", "because": "Order of the court"});
    let called = json!({"agency": "tideway", "name": "Tideway Advice", "because": "Its letterhead"});
    desk.does("/about/agency", called, "Tideway Advice").await;
    let title = json!({"title": "Saltmarsh Lane", "because": "The terms of reference"});
    desk.does("/about/case", title, "Saltmarsh Lane").await;
    desk.does("/about/condition", condition, "Indoors by eight").await;
    let fact = json!({"kind": "risk-level", "date": "2/2/2021", "value": "very high", "because": "Assessment"});
    desk.does("/about/fact", fact, "very high").await;
    let stated = desk.get("/about").await;
    assert!(stated.to_string().contains("Indoors by eight") && stated.to_string().contains("very high"));
}

async fn of_people(desk: &mut Desk) {
    desk.page(&format!("{CASE}/people")).await;
    let names = desk.get("/people/unknown").await;
    assert_eq!(names["names"][0]["name"], "Mrs Lecka", "{names}");
    let same = json!({"name": "Mrs Lecka", "what": "same", "person": "P4", "anyway": false, "because": "Her insulin"});
    desk.does("/people/name", same, "Mrs Lecka").await;
    let new = json!({"name": "Orla Byrne", "role": "relative", "also": "Nan Byrne", "sex": "female", "of": "P2", "because": "Her letter"});
    desk.does("/people/add", new, "Orla Byrne").await;
    let id = desk.get("/people").await["people"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["names"][0] == "Orla Byrne")
        .unwrap()["id"]
        .clone();
    let known =
        json!({"person": id, "other": "OB", "sex": "female", "of": "P2", "relation": "aunt", "because": "Her letter"});
    desk.does("/people/known", known, "aunt").await;
}

async fn of_anonymising(desk: &mut Desk) {
    let page = |why: &str| format!("{CASE}/anonymise/left?why={why}");
    let whys = [
        "name",
        "place",
        "happening",
        "capital",
        "figures",
        "letters",
        "unknown",
        "ordinary",
    ];
    let person = desk.get("/people").await["people"][0]["id"].clone();
    desk.does(
        "/anonymise/call",
        json!({"person": person, "name": "Corin Wexcombe", "because": "The family asked for it"}),
        "Corin Wexcombe",
    )
    .await;
    for why in whys.iter().cycle().take(4 * whys.len()) {
        let left = desk.get(&format!("/anonymise/left?why={why}")).await["total"].clone();
        if left != 0 {
            desk.page(&page(why)).await;
            let body = json!({"all": why, "what": if *why == "place" { "place" } else { "ordinary" }, "many": left});
            desk.does("/anonymise/left", body, "cleared").await;
        }
    }
    desk.page(&format!("{CASE}/anonymise")).await;
    desk.does(
        "/anonymise/make",
        json!({"level": "training", "anyway": true}),
        "same in both cases",
    )
    .await;
    let page = desk.page(&format!("{CASE}/anonymise/left?tab=cleared")).await;
    let number: u64 = value_of(&page, "number").parse().unwrap();
    desk.does("/anonymise/back", json!({"number": [number]}), "to be looked at again")
        .await;
}

async fn of_findings(desk: &mut Desk) {
    let findings = desk.get("/findings").await;
    let gap = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["outcome"] == "missed" && f["basis"] == "rule");
    let id = gap.unwrap()["id"].as_str().unwrap().to_owned();
    let page = format!("{CASE}/finding/{id}");
    desk.page(&page).await;
    desk.does(
        &format!("/findings/{id}/sense"),
        json!({"text": "Two were off sick"}),
        "Two were off sick",
    )
    .await;
    let decided = json!({"finding": id, "verdict": "accept", "because": "Nothing is there", "together": "B. Chair"});
    let decided = desk.does("/decisions", decided, "Nothing is there").await;
    let audit = desk.get("/activity").await;
    assert_eq!(
        (&audit["done"][0]["number"], &audit["done"][0]["yours_to_take_back"]),
        (&decided["numbers"][0], &json!(true))
    );
    let back = json!({"numbers": number(&decided).to_string()});
    desk.page(&page).await;
    desk.does(&format!("/findings/{id}/take-back"), back, "Decide on this finding")
        .await;
    let case = desk.get("").await["seen"].to_string();
    let together = [
        ("finding", id.as_str()),
        ("verdict", "reject"),
        ("because", "Not so"),
        ("together", "A. Reviewer"),
        ("seen", &case),
    ];
    sent(&desk.other, &format!("{page}/decide"), &together).await;
    desk.page(&page).await;
    let number = desk.get("").await["seen"].clone();
    desk.does(&format!("/findings/{id}/apart"), json!({"decision": number}), "Not so")
        .await;
    let agreement = desk.get("/agreement").await;
    assert!(agreement["findings"].as_array().unwrap().len() == 5, "{agreement}");
}

async fn of_lines(desk: &mut Desk) {
    desk.page(&format!("{CASE}/lines")).await;
    desk.does(
        "/lines/terms",
        json!({"text": "What was known of the bus stop"}),
        "What was known of the bus stop",
    )
    .await;
    let line = json!({"title": "The bus stop", "question": "Who knew of it?"});
    desk.does("/lines/new", line, "Who knew of it?").await;
    let id = desk.get("/lines").await["lines"][0]["id"].as_str().unwrap().to_owned();
    let warning = desk.get("/warnings").await["warnings"][0]["id"].clone();
    let thing = json!({"kind": "warning", "about": warning});
    let attached = json!({"about": thing, "line": id, "text": "The first time"});
    desk.does("/lines/attach", attached, "The first time").await;
    desk.does(
        &format!("/lines/{id}/say"),
        json!({"about": thing, "text": "The second time"}),
        "The second time",
    )
    .await;
    desk.does(&format!("/lines/{id}/say"), json!({"text": "Police did"}), "Police did")
        .await;
    let lines = desk.get("/lines").await;
    let evidence = &lines["lines"][0]["evidence"][0];
    assert_eq!(
        (&evidence["kind"], &evidence["about"]),
        (&thing["kind"], &thing["about"]),
        "read as it was sent"
    );
    desk.does(
        &format!("/lines/{id}/remove"),
        json!({"about": thing}),
        "Nothing is attached yet",
    )
    .await;
    let change = json!({"do": "change", "title": "The stop", "question": "Who knew?"});
    desk.does(&format!("/lines/{id}/change"), change, "Who knew?").await;
    desk.does(&format!("/lines/{id}/change"), json!({"do": "drop"}), "Take up again")
        .await;
    desk.does(&format!("/lines/{id}/change"), json!({"do": "again"}), "Who knew?")
        .await;
}

async fn of_patterns(desk: &mut Desk) {
    let matter = desk.matters.get("saltmarsh").unwrap().unwrap();
    let changes = |id: &str| own_rules::compare(book(), &matter, id, 365).is_some_and(|all| !all.is_empty());
    let id = matter
        .findings
        .iter()
        .map(|f| f.pattern.clone())
        .find(|id| changes(id))
        .unwrap();
    desk.page(&format!("{CASE}/pattern/{id}?days=365")).await;
    let window = json!({"days": 365, "because": "The panel took a year"});
    let set = desk
        .does(&format!("/patterns/{id}/window"), window, "The panel took a year")
        .await;
    assert!(set["said"].as_str().unwrap().contains("waits 365 days"), "{set}");
    desk.does(
        &format!("/patterns/{id}/window/back"),
        json!({"because": "A slip"}),
        "Set the time for this case",
    )
    .await;
    desk.page(&format!("{CASE}/patterns/new")).await;
    let local = json!({"toml": STARTER, "do": "test"});
    let tried = desk.does("/patterns/new", local, "Saltmarsh").await;
    assert_eq!(
        (
            &tried["numbers"],
            tried["said"].as_str().unwrap().contains("Nothing was kept")
        ),
        (&json!([]), true)
    );
    let local = json!({"toml": STARTER, "do": "keep", "because": "Local procedure"});
    desk.does("/patterns/new", local, "LOCAL-01").await;
    let off = json!({"switch": "off", "because": "Finds too much"});
    desk.does("/patterns/LOCAL-01/switch", off, "Switch it on").await;
}

async fn of_the_outcome(desk: &mut Desk) {
    let page = format!("{CASE}/knowledge/judgement");
    desk.page(&page).await;
    desk.does("/knowledge/blind", json!({}), "is masked for you").await;
    assert_eq!(desk.get("/lens").await["event_masked"], true);
    // What rests on the whole of the case is refused under the mask, as on the screens.
    let body = desk
        .with_seen(
            "/about/fact",
            json!({"kind": "release", "date": "2/2/2021", "value": "x", "because": "y"}),
        )
        .await;
    let (status, told) = desk.post("/about/fact", &body).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(told["title"].as_str().unwrap().contains("masked for you"), "{told}");
    desk.does(
        "/knowledge/judge",
        json!({"about": "case", "text": "It would get worse"}),
        "It would get worse",
    )
    .await;
    desk.does("/knowledge/unmask", json!({}), "It would get worse").await;
}

async fn of_imports(desk: &mut Desk) {
    let imports = desk.get("/imports").await;
    let files = imports["imports"][0]["files"].as_array().unwrap();
    assert!(
        files
            .iter()
            .any(|f| f["file"] == "gp.csv" && f["standing"] == "in-force"),
        "{imports}"
    );
    desk.page(&format!("{CASE}/take-back?what=gp.csv&agency=gp")).await;
    let back = json!({"what": "gp.csv", "agency": "gp", "because": "Another patient"});
    desk.does("/take-back", back, "Another patient").await;
    let imports = desk.get("/imports").await.to_string();
    assert!(
        imports.contains("taken-back") && imports.contains("A. Reviewer: Another patient"),
        "{imports}"
    );
    let (status, told) = desk
        .post("/take-back", &json!({"what": "gp.csv", "because": "x"}))
        .await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    let activity = desk.get("/activity?per_page=3").await;
    assert!(activity.to_string().contains("gp.csv"), "{activity}");
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_beside_each_field_and_who_is_late_is_told_what_stands_now() {
    let desk = Desk::new().await;
    let fact = json!({"kind": "risk-level", "date": "2/2/2021", "value": "high", "because": "Assessment", "seen": 0});
    let with = |name: &str, value: Value| {
        let mut body = fact.clone();
        body[name] = value;
        body
    };
    let mut without = fact.clone();
    for name in ["kind", "seen"] {
        without.as_object_mut().unwrap().remove(name);
    }
    for (body, status, fields, words) in [
        (
            with("form", json!("fact-")),
            400,
            vec![],
            "`form` is none of: kind, date, value",
        ),
        (with("value", json!(3)), 400, vec![], "`value` is to be a JSON string"),
        (without, 422, vec!["kind", "seen"], "Send `kind` too: what it is"),
        (
            with("kind", json!("mood")),
            422,
            vec!["kind"],
            "Send `kind` as one of: risk-level, mappa-level",
        ),
        (
            with("because", json!(" ")),
            422,
            vec!["because"],
            "Enter how you know it, for example",
        ),
        (
            with("date", json!("soonish")),
            422,
            vec!["date"],
            "Enter a day, like 8/4/2021",
        ),
    ] {
        let (told, problem) = desk.post("/about/fact", &body).await;
        assert_eq!(told.as_u16(), status, "{body}: {problem}");
        let named: Vec<&str> = problem["errors"]
            .as_array()
            .map_or(vec![], |all| all.iter().map(|e| e["field"].as_str().unwrap()).collect());
        assert_eq!(named, fields, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
    }
    for (below, body, words) in [
        (
            "/lines/attach",
            json!({"about": "SPL-006", "line": "x", "seen": 0}),
            "a JSON object of `kind` and `about`",
        ),
        (
            "/problems",
            json!({"problem": "x", "do": "look", "seen": 0}),
            "a JSON array of strings",
        ),
        (
            "/entries/SPL-006/mention/undo",
            json!({"number": ["1"], "seen": 0}),
            "a JSON array of integers",
        ),
    ] {
        let (status, told) = desk.post(below, &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{told}");
        assert!(told["detail"].as_str().unwrap().contains(words), "{told}");
    }
    for (thing, status) in [
        (json!({"kind": "warning", "about": "W999"}), 404),
        (json!({"kind": "place", "about": "x"}), 422),
        (json!({"kind": "entry", "about": "none"}), 422),
    ] {
        let (told, problem) = desk
            .post("/lines/attach", &json!({"about": thing, "line": "x", "seen": 0}))
            .await;
        assert_eq!(told.as_u16(), status, "{problem}");
    }

    let days = |to: &str, seen: u64| json!({"agency": "police", "from": "1/10/2020", "to": to, "because": "Letter", "seen": seen});
    assert_eq!(desk.post("/coverage", &days("19/10/2021", 0)).await.0, StatusCode::OK);
    let (status, clash) = desk.post("/coverage", &days("18/10/2021", 0)).await;
    assert_eq!(status, StatusCode::CONFLICT, "{clash}");
    assert!(clash["theirs"][0].as_str().unwrap().contains("A. Reviewer"), "{clash}");
    let seen = clash["seen"].as_u64().unwrap();
    assert_eq!(
        desk.post("/coverage", &days("18/10/2021", seen)).await.0,
        StatusCode::OK
    );

    let (status, _) = desk
        .asks("POST", &format!("{API}/about/fact"), &fact.to_string(), "wrong")
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(!desk.get("/about").await.to_string().contains("Assessment"));
    assert_eq!(
        desk.get("/activity").await["total"],
        desk.get("/audit").await["events"].as_array().unwrap().len() + 1
    );
}

#[tokio::test]
async fn under_a_lens_the_interface_refuses_what_the_screens_refuse_and_tells_no_words_of_what_was_said_before() {
    let desk = Desk::new().await;
    let fact = json!({"kind": "risk-level", "date": "2/2/2021", "value": "high", "because": "Assessment", "seen": 0});
    assert_eq!(
        desk.post("/lens", &json!({"until": "2021-03-31"})).await.0,
        StatusCode::OK
    );
    for (below, body) in [
        ("/about/fact", fact),
        (
            "/coverage",
            json!({"agency": "police", "from": "1/10/2020", "to": "1/2/2021", "because": "x", "seen": 0}),
        ),
        (
            "/people/add",
            json!({"name": "Orla Byrne", "role": "relative", "because": "x", "seen": 0}),
        ),
        (
            "/entries/SPL-006/mention/add",
            json!({"words": "AT BUS STOP", "concept": "harassment", "reason": "not-seen", "seen": 0}),
        ),
        ("/take-back", json!({"what": "gp.csv", "because": "x"})),
        (
            "/anonymise/left",
            json!({"word": ["zzz"], "what": "ordinary", "seen": 0}),
        ),
        ("/anonymise/make", json!({"level": "training"})),
        (
            "/patterns/new",
            json!({"toml": STARTER, "do": "keep", "because": "x", "seen": 0}),
        ),
    ] {
        let (status, told) = desk.post(below, &body).await;
        assert!(
            [StatusCode::CONFLICT, StatusCode::NOT_FOUND].contains(&status),
            "{below}: {status} {told}"
        );
        assert!(told.to_string().contains("is masked"), "{below}: {told}");
    }
    for below in ["/imports", "/activity", "/anonymise/left"] {
        let (status, told) = desk.asks("GET", &format!("{API}{below}"), "", &desk.token).await;
        assert_eq!(status, StatusCode::CONFLICT, "{below}: {told}");
    }
    // An entry of a later day is not there; what stands beside the records can be kept.
    let key = |seen: &Value| json!({"decided": "Nothing", "seen": seen});
    let seen = desk.get("").await["seen"].clone();
    assert_eq!(
        desk.post("/entries/SPL-014/key", &key(&seen)).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(desk.post("/entries/SPL-006/key", &key(&seen)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn the_page_of_the_interface_is_found_from_every_page_and_from_the_guide() {
    let mut desk = Desk::new().await;
    for address in ["/", CASE, "/you", "/help"] {
        let page = desk.page(address).await;
        assert!(page.contains("href=\"/api\""), "{address}");
    }
    let page = desk.page("/help/api").await;
    let text = page
        .split("fw-guide__text")
        .nth(1)
        .unwrap()
        .split("<nav")
        .next()
        .unwrap();
    assert!(text.contains("href=\"/api\""), "{text}");
    let page = desk.page("/api").await;
    assert!(
        page.contains("/mention/add") && page.contains("not-this-person"),
        "{page}"
    );
}
