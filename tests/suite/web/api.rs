//! The interface for programs: every endpoint answers what its document says, and says in plain words why it does not.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::{Browser, HOST, invented::Invented, send, support::Notebook};

impl Notebook {
    async fn ask_json(&self, verb: &str, address: &str, body: &str) -> (StatusCode, String, Value) {
        let (status, kind, text) = self.ask(verb, address, body).await;
        (status, kind, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    async fn get(&self, below: &str) -> (StatusCode, Value) {
        let (status, _, value) = self.ask_json("GET", &format!("/api/v1{below}"), "").await;
        (status, value)
    }

    async fn post(&self, below: &str, body: &Value) -> (StatusCode, Value) {
        let address = format!("/api/v1/cases/harrow-lane{below}");
        let (status, _, value) = self.ask_json("POST", &address, &body.to_string()).await;
        (status, value)
    }
}

/// Is the value what the schema says?
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = document.pointer(reference.trim_start_matches('#')).unwrap();
        return fits(document, found, value, at);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let way = ways.iter().find(|w| (w["type"] == "null") == value.is_null());
        return fits(document, way.unwrap(), value, at);
    }
    match schema["type"].as_str().unwrap() {
        "object" => {
            let object = value.as_object().unwrap_or_else(|| panic!("{at}: {value}"));
            let fields = schema["properties"].as_object().unwrap();
            for name in schema["required"].as_array().unwrap() {
                assert!(object.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
            }
            for (name, value) in object {
                let field = fields
                    .get(name)
                    .unwrap_or_else(|| panic!("{at}.{name} is not described"));
                assert!(
                    !field["description"].as_str().unwrap().is_empty(),
                    "{at}.{name} has no words"
                );
                fits(document, field, value, &format!("{at}.{name}"));
            }
        }
        "array" => {
            for value in value.as_array().unwrap_or_else(|| panic!("{at}: {value}")) {
                fits(document, &schema["items"], value, at);
            }
        }
        "string" if schema["format"] == "date" => {
            value.as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
        }
        "string" => assert!(value.is_string(), "{at}: {value}"),
        "boolean" => assert!(value.is_boolean(), "{at}: {value}"),
        "number" => assert!(value.is_number(), "{at}: {value}"),
        "integer" => assert!(value.is_i64() || value.is_u64(), "{at}: {value}"),
        "null" => assert!(value.is_null(), "{at}"),
        other => panic!("{at}: {other}"),
    }
}

#[tokio::test]
async fn every_address_of_the_document_answers_what_its_schema_says() {
    let notebook = Notebook::new(Invented::plain());
    let (_, document) = notebook.get("/openapi.json").await;
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 20, "{}", paths.len());
    let mut finding = String::new();
    for (path, verbs) in paths {
        if path.ends_with("/template/{file}") {
            // It answers a workbook, which `together` opens.
            continue;
        }
        let address = path
            .replace("{case}", "harrow-lane")
            .replace("{entry}", "PRB%2F014%20%C3%A9")
            .replace("/thematic/{file}", "/thematic/thematic.html")
            .replace("{file}", "full.html")
            .replace("{warning}", "W1")
            .replace("{agency}", "police");
        if verbs.get("get").is_some() {
            let (status, kind, value) = notebook.ask_json("GET", &address, "").await;
            assert_eq!(status, StatusCode::OK, "{path}: {value}");
            let content = &verbs["get"]["responses"]["200"]["content"];
            if content.get("application/json").is_some() {
                assert_eq!(kind, "application/json", "{path}");
                fits(&document, &content["application/json"]["schema"], &value, path);
            }
            if path.ends_with("/findings") {
                finding = value["findings"][0]["id"].as_str().unwrap().to_owned();
            }
        }
    }
    let bodies = [
        ("/searches", json!({"name": "S", "asked": "q=a", "on": true, "seen": 0})),
        (
            "/decisions",
            json!({"finding": finding, "verdict": "accept", "because": "so", "seen": 0}),
        ),
        ("/notes", json!({"entry": "PRB-001", "text": "A note", "seen": 0})),
        ("/stars", json!({"entry": "PRB-001", "on": true, "seen": 0})),
        ("/tags", json!({"entry": "PRB-001", "tag": "t", "on": true, "seen": 0})),
        ("/lens", json!({})),
    ];
    for (below, body) in bodies {
        let (status, value) = notebook.post(below, &body).await;
        assert_eq!(status, StatusCode::OK, "{below}: {value}");
        let path = format!("/api/v1/cases/{{case}}{below}");
        let schema = &paths[&path]["post"]["responses"]["200"]["content"]["application/json"]["schema"];
        fits(&document, schema, &value, below);
    }
    let (_, entry) = notebook.get("/cases/harrow-lane/entries/PRB-001").await;
    assert_eq!(entry["notes"][0]["text"], "A note");
    assert_eq!((&entry["tags"][0], &entry["starred"]), (&json!("t"), &json!(true)));
    let (_, found) = notebook.get("/cases/harrow-lane/search?q=note:note%20tag:t").await;
    assert_eq!(found["hits"][0]["entry"], "PRB-001");
    let (_, audit) = notebook.get("/cases/harrow-lane/audit").await;
    assert_eq!(audit["events"].as_array().unwrap().len(), 5);
    assert_eq!(audit["events"][0]["who"], "N. Analyst");
}

#[tokio::test]
async fn who_is_late_is_told_what_the_other_settled_and_can_keep_it_all_the_same() {
    let notebook = Notebook::new(Invented::plain());
    let (_, findings) = notebook.get("/cases/harrow-lane/findings").await;
    let finding = findings["findings"][0]["id"].clone();
    let decide =
        |verdict: &str, seen: u64| json!({"finding": finding, "verdict": verdict, "because": "so", "seen": seen});
    assert_eq!(
        notebook.post("/decisions", &decide("accept", 0)).await.0,
        StatusCode::OK
    );
    let (status, clash) = notebook.post("/decisions", &decide("reject", 0)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(clash["theirs"][0].as_str().unwrap().contains("accepted"), "{clash}");
    let seen = clash["seen"].as_u64().unwrap();
    assert_eq!(
        notebook.post("/decisions", &decide("reject", seen)).await.0,
        StatusCode::OK
    );
    let (_, findings) = notebook.get("/cases/harrow-lane/findings").await;
    assert_eq!(findings["findings"][0]["decision"]["verdict"], "reject");
}

#[tokio::test]
async fn what_cannot_be_answered_is_told_in_plain_words() {
    let notebook = Notebook::new(Invented::plain());
    for (verb, address, body, status) in [
        ("GET", "/api/v1/cases/none", "", 404),
        ("GET", "/api/v1/cases/..%2Fx", "", 404),
        ("GET", "/api/v1/cases/harrow-lane/entries/none", "", 404),
        ("GET", "/api/v1/cases/harrow-lane/reports/x.y", "", 404),
        ("GET", "/api/v1/cases/harrow-lane/entries?page=9999", "", 404),
        ("GET", "/api/v1/cases/harrow-lane/search?page=0", "", 404),
        ("GET", "/api/v1/nothing", "", 404),
        ("GET", "/api/v2/cases", "", 404),
        ("GET", "/api/v1/cases/harrow-lane/entries?agencies=police", "", 400),
        ("GET", "/api/v1/cases/harrow-lane/entries?page=x", "", 400),
        ("GET", "/api/v1/cases/harrow-lane/entries?from=1/2/2018", "", 400),
        ("GET", "/api/v1/cases/harrow-lane/search?in=soon", "", 400),
        ("GET", "/api/v1/cases/broken", "", 500),
        ("GET", "/api/v1/cases/panics", "", 500),
        ("DELETE", "/api/v1/cases/harrow-lane", "", 405),
        ("POST", "/api/v1/cases/harrow-lane", "", 405),
        ("POST", "/api/v1/cases/harrow-lane/stars", "not json", 400),
        ("POST", "/api/v1/cases/harrow-lane/stars", "[]", 400),
        (
            "POST",
            "/api/v1/cases/harrow-lane/stars",
            "{\"entry\":\"PRB-001\",\"on\":\"yes\",\"seen\":0}",
            400,
        ),
        (
            "POST",
            "/api/v1/cases/harrow-lane/stars",
            "{\"entry\":\"PRB-001\",\"on\":true,\"seen\":0,\"x\":1}",
            400,
        ),
        (
            "POST",
            "/api/v1/cases/harrow-lane/stars",
            "{\"entry\":\"PRB-001\",\"on\":true}",
            422,
        ),
        (
            "POST",
            "/api/v1/cases/harrow-lane/stars",
            "{\"entry\":\"none\",\"on\":true,\"seen\":0}",
            422,
        ),
        (
            "POST",
            "/api/v1/cases/harrow-lane/notes",
            "{\"text\":\" \",\"seen\":0}",
            422,
        ),
        (
            "POST",
            "/api/v1/cases/harrow-lane/decisions",
            "{\"finding\":\"none\",\"verdict\":\"accept\",\"because\":\"x\",\"seen\":0}",
            404,
        ),
    ] {
        let (told, kind, problem) = notebook.ask_json(verb, address, body).await;
        assert_eq!(told.as_u16(), status, "{verb} {address} {body}: {problem}");
        assert_eq!(kind, "application/problem+json", "{verb} {address}");
        for words in ["title", "detail"] {
            assert!(
                problem[words].as_str().is_some_and(|w| w.len() > 10),
                "{address}: {problem}"
            );
        }
        assert!(!problem.to_string().contains("Vane"), "{address}: {problem}");
    }
    let large = format!("{{\"text\":\"{}\"}}", "a".repeat(300_000));
    let (status, _, _) = notebook
        .ask_json("POST", "/api/v1/cases/harrow-lane/notes", &large)
        .await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn nobody_gets_in_without_a_key_and_a_token_opens_the_interface_alone() {
    let notebook = Notebook::new(Invented::plain());
    let ask = |address: &'static str, name: &'static str, value: String| {
        let request = Request::get(address).header(header::HOST, HOST).header(name, value);
        send(&notebook.router, request.body(Body::empty()).unwrap())
    };
    for value in ["Bearer ", "Bearer wrong", "Basic x", ""] {
        let response = ask("/api/v1/cases", "authorization", value.to_owned()).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{value}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
    assert_eq!(
        ask("/api/v1/cases", "x-nothing", "x".to_owned()).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let token = format!("Bearer {}", notebook.token);
    assert_eq!(
        ask("/", "authorization", token.clone()).await.status(),
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        ask("/api/v1/cases", "authorization", token).await.status(),
        StatusCode::OK
    );
    let browser = Browser::new(Invented::plain()).await;
    assert_eq!(browser.open("/api/v1/cases").await.0, StatusCode::OK);
    let request = Request::post("/api/v1/cases/harrow-lane/stars")
        .header(header::HOST, HOST)
        .header(header::COOKIE, &browser.cookie)
        .header("sec-fetch-site", "cross-site");
    let response = send(&browser.router, request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}
