//! The *document* that describes the interface for programs (OpenAPI), made of the registry of endpoints.

use serde_json::{Map, Value, json};

use crate::web::{
    api::{
        Endpoint, ROOT, Verb, done,
        registry::endpoints,
        schema::{Schemas, with_words},
    },
    deeds::offer::{Field, Kind},
};

/// The document that describes the interface, for programs.
pub(super) fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints() {
        let verb = match endpoint.verb {
            Verb::Get => "get",
            Verb::Post => "post",
        };
        let described = operation(endpoint, &mut schemas);
        let path = paths
            .entry(format!("{ROOT}{}", endpoint.path))
            .or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(verb.to_owned(), described);
        }
    }
    schemas.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Forewarned",
            "version": "1",
            "description": "The use cases of the screens, for programs on this machine. What is under v1 stays: fields are only added.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {
            "type": {"type": "string"},
            "status": {"type": "integer"},
            "title": {"type": "string", "description": "What happened"},
            "detail": {"type": "string", "description": "What to do"},
            "errors": {"type": "array", "description": "What is wrong with which field (422)"},
            "theirs": {"type": "array", "description": "What somebody else settled (409)"},
            "seen": {"type": "integer", "description": "The number that knows of it (409)"},
        },
    })
}

fn operation(endpoint: &Endpoint, schemas: &mut Schemas) -> Value {
    let in_path = endpoint
        .path
        .split('/')
        .filter_map(|p| p.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}));
    let mut parameters: Vec<Value> = in_path.collect();
    let mut out = json!({"summary": endpoint.about});
    if endpoint.verb == Verb::Get {
        parameters.extend(endpoint.takes.iter().map(|p| {
            json!({"name": p.name, "in": "query", "required": p.required, "description": p.about, "schema": {"type": p.kind.code()}})
        }));
    }
    let answer = match endpoint.gives {
        Some(gives) => json!({"application/json": {"schema": gives(schemas)}}),
        None => json!({"application/octet-stream": {}}),
    };
    let trouble = json!({
        "description": "Why not, in plain words",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    });
    if let Some(map) = out.as_object_mut() {
        map.insert("parameters".to_owned(), Value::from(parameters));
        map.insert(
            "responses".to_owned(),
            json!({"200": {"description": endpoint.about, "content": answer}, "default": trouble}),
        );
        if endpoint.verb == Verb::Post {
            map.insert("requestBody".to_owned(), body(endpoint.takes));
        }
    }
    out
}

fn body(takes: &[Field]) -> Value {
    let fields: Map<String, Value> = takes
        .iter()
        .map(|p| (p.name.to_owned(), with_words(field(p), p.about)))
        .collect();
    let required: Vec<&str> = takes.iter().filter(|p| p.required).map(|p| p.name).collect();
    json!({"required": true, "content": {"application/json": {"schema": {
        "type": "object", "properties": fields, "required": required, "additionalProperties": false,
    }}}})
}

/// What a field is in JSON.
fn field(field: &Field) -> Value {
    let one = |kind: &str| match field.choices {
        [] => json!({"type": kind}),
        choices => json!({"type": kind, "enum": choices}),
    };
    match field.kind {
        Kind::Texts => json!({"type": "array", "items": one("string")}),
        Kind::Numbers => json!({"type": "array", "items": one("integer")}),
        Kind::Thing => json!({
            "type": "object",
            "required": ["kind", "about"],
            "additionalProperties": false,
            "properties": {
                "kind": {"type": "string", "enum": done::THINGS},
                "about": {"type": "string"},
            },
        }),
        kind => one(kind.code()),
    }
}
