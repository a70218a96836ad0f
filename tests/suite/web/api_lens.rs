//! The interface for programs over a case that is really kept: what a lens masks is in no answer.

use axum::http::StatusCode;
use forewarned::model::{
    beside::Beside,
    lens::Lens,
    settled::{Settled, Settlement},
};
use serde_json::{Value, json};

use super::support::{Notebook, kept};

impl Notebook {
    pub(super) async fn below(&self, verb: &str, below: &str, body: &str) -> (StatusCode, String) {
        let (status, _, text) = self.ask(verb, &format!("/api/v1{below}"), body).await;
        (status, text)
    }

    pub(super) async fn json(&self, below: &str) -> Value {
        let (status, text) = self.below("GET", below, "").await;
        assert_eq!(status, StatusCode::OK, "{below}: {text}");
        serde_json::from_str(&text).unwrap()
    }
}

#[tokio::test]
async fn what_a_lens_masks_is_in_no_answer() {
    let (_folder, matters) = kept("saltmarsh");
    let whole = matters.get("saltmarsh").unwrap().unwrap();
    let notebook = Notebook::new(matters);
    let middle = &whole.entries[whole.entries.len() / 2];
    let until = middle.when.latest;
    let later: Vec<_> = whole.entries.iter().filter(|e| e.when.earliest > until).collect();
    assert!(later.len() > 3);

    let (status, said) = notebook
        .below(
            "POST",
            "/cases/saltmarsh/lens",
            &json!({"until": until.to_string()}).to_string(),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let lens = notebook.json("/cases/saltmarsh/lens").await;
    assert_eq!((&lens["masked"], &lens["until"]), (&json!(true), &json!(until)));
    let findings = notebook.json("/cases/saltmarsh/findings").await;
    for finding in findings["findings"].as_array().unwrap() {
        assert_eq!(finding["agreement"], "not-shown", "{finding}");
    }
    let agreement = notebook.json("/cases/saltmarsh/agreement").await;
    assert_eq!(agreement["findings"][0]["how"], "not-shown", "{agreement}");
    let document = notebook.json("/openapi.json").await;
    let warning = notebook.json("/cases/saltmarsh/warnings").await["warnings"][0]["id"].clone();
    let mut asked = 0;
    for (path, verbs) in document["paths"].as_object().unwrap() {
        // Files and the activity of others tell of the whole of a case: refused, as their pages are.
        let is_of_the_whole = ["/imports", "/activity", "/anonymise/left"]
            .iter()
            .any(|end| path.ends_with(end));
        if verbs.get("get").is_none() || is_of_the_whole {
            continue;
        }
        // A workbook, no text: `together.rs` looks into it.
        if path.ends_with("/template/{file}") {
            continue;
        }
        let below = path
            .replace("/api/v1", "")
            .replace("{case}", "saltmarsh")
            .replace("{entry}", &whole.entries[0].id.0)
            .replace("/thematic/{file}", "/thematic/thematic.html")
            .replace("{file}", "full.html")
            .replace("{warning}", warning.as_str().unwrap())
            .replace("{agency}", "police");
        let (status, text) = notebook.below("GET", &below, "").await;
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        for entry in &later {
            let words: String = entry.text.chars().take(60).collect();
            let written = serde_json::to_string(&words).unwrap();
            assert!(!text.contains(written.trim_matches('"')), "{path} tells {}", entry.id);
            assert!(
                !text.contains(&format!("\"{}\"", entry.id)),
                "{path} names {}",
                entry.id
            );
        }
        asked += 1;
    }
    assert!(asked >= 20, "{asked}");
    let gone = format!("/cases/saltmarsh/entries/{}", later[0].id);
    assert_eq!(notebook.below("GET", &gone, "").await.0, StatusCode::NOT_FOUND);

    for (body, status) in [
        (json!({"until": "soonish"}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({"agency": "nobody"}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({}), StatusCode::OK),
    ] {
        let (told, text) = notebook.below("POST", "/cases/saltmarsh/lens", &body.to_string()).await;
        assert_eq!(told, status, "{text}");
    }
    assert_eq!(
        notebook.below("GET", &gone, "").await.0,
        StatusCode::OK,
        "nothing is masked any more"
    );
}

#[tokio::test]
async fn patterns_lines_and_who_knew_what_are_those_of_the_case() {
    let (_folder, matters) = kept("saltmarsh");
    let whole = matters.get("saltmarsh").unwrap().unwrap();
    let notebook = Notebook::new(matters);
    let patterns = notebook.json("/cases/saltmarsh/patterns").await;
    let patterns = patterns["patterns"].as_array().unwrap();
    assert_eq!(patterns.len(), whole.patterns.len());
    let counted: u64 = patterns.iter().map(|p| p["findings"].as_u64().unwrap()).sum();
    assert_eq!(counted, u64::try_from(whole.counted().count()).unwrap());
    let ledger = notebook.json("/cases/saltmarsh/knowledge/ledger?per_page=1").await;
    let fact = &ledger["warnings"][0]["facts"][0];
    let writer = whole
        .entries
        .iter()
        .find(|e| fact["quote"]["entry"] == *e.id.0)
        .unwrap();
    let held = fact["held"].as_array().unwrap();
    assert!(
        held.iter().any(|h| h["agency"] == *writer.agency.0),
        "who wrote it knew of it: {fact}"
    );
    let table = notebook.json("/cases/saltmarsh/knowledge/consultation").await;
    for row in table["warnings"].as_array().unwrap() {
        assert_eq!(row["agencies"].as_array().unwrap().len(), whole.case.agencies.len());
    }
    let lines = notebook.json("/cases/saltmarsh/lines").await;
    assert_eq!(lines, json!({"terms": null, "lines": []}));
}

/// What somebody settled, dated by a clock.
fn settled(what: Settlement, at: &str) -> Settled {
    Settled {
        number: 0,
        at: at.to_owned(),
        who: "A. Reviewer".to_owned(),
        what,
        because: "local procedure".to_owned(),
    }
}

#[tokio::test]
async fn the_audit_is_in_the_order_of_the_log_whatever_the_clock_said() {
    let (_folder, matters) = kept("saltmarsh");
    for (at, text) in [("2026-02-02T10:00:00Z", "first"), ("2026-01-01T10:00:00Z", "second")] {
        let terms = Settlement::Beside(Beside::Terms { text: text.to_owned() });
        matters.settle("saltmarsh", &settled(terms, at)).unwrap();
    }
    let audit = Notebook::new(matters).json("/cases/saltmarsh/audit").await;
    let numbers: Vec<u64> = audit["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["number"].as_u64())
        .collect();
    assert_eq!(numbers, [1, 2]);
}

#[tokio::test]
async fn under_a_lens_no_pattern_of_the_case_is_read_and_a_record_is_as_large_as_what_is_shown_of_it() {
    let (_folder, matters) = kept("saltmarsh");
    let local = Settlement::LocalPattern {
        id: "LOCAL-01".to_owned(),
        toml: crate::own_rules::STARTER.to_owned(),
        on: true,
    };
    matters
        .settle("saltmarsh", &settled(local, "2026-01-01T10:00:00Z"))
        .unwrap();
    let whole = matters.get("saltmarsh").unwrap().unwrap();
    assert_eq!(whole.own.patterns.len(), 1);
    let until = whole.entries[whole.entries.len() / 2].when.latest;
    let lens = Lens {
        until: Some(until),
        ..Lens::default()
    };
    let left = matters.get_by("saltmarsh", &lens).unwrap().unwrap();
    assert!(left.own.patterns.is_empty());
    assert!(
        !left
            .settled
            .iter()
            .any(|s| matches!(s.what, Settlement::LocalPattern { .. }))
    );
    for record in &left.records {
        let shown = left.entries.iter().filter(|e| e.origin.file == record.file);
        assert_eq!(
            record.bytes,
            shown.map(|e| e.text.len() as u64).sum::<u64>(),
            "{}",
            record.file
        );
    }
}
