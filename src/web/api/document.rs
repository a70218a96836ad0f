//! The list of endpoints, and the OpenAPI document that is made of it.

use serde_json::{Map, Value, json};

use crate::web::api::{
    Endpoint, Parameter, ROOT, Verb, answers as out, keep, look, review, reviewed,
    schema::{Described as _, Schemas},
    seek,
};

const fn may(name: &'static str, kind: &'static str, about: &'static str) -> Parameter {
    Parameter {
        name,
        kind,
        required: false,
        about,
    }
}

const fn must(name: &'static str, kind: &'static str, about: &'static str) -> Parameter {
    Parameter {
        required: true,
        ..may(name, kind, about)
    }
}

const PAGE: Parameter = may("page", "integer", "page, from 1");
const PER_PAGE: Parameter = may("per_page", "integer", "how many a page");
const SEEN: Parameter = must(
    "seen",
    "integer",
    "the `seen` of the case as you know it: when somebody settled the same since, nothing is kept and you are told (409)",
);
const FILTER: &[Parameter] = &[
    may("agency", "string", "only of this agency (id); may stand several times"),
    may("concept", "string", "only where this concept (id) was read"),
    may("person", "string", "only where this person (id) is named or meant"),
    may(
        "from",
        "string",
        "only entries that can be of this day or later: 2018-01-14",
    ),
    may("to", "string", "only entries that can be of this day or earlier"),
    may("text", "string", "only entries whose text holds these letters"),
    PAGE,
    PER_PAGE,
];
const SEARCH: &[Parameter] = &[
    may("q", "string", "the query, as in the search box"),
    may("and", "string", "an earlier query within whose results is searched"),
    may("like", "string", "entries like this one (id)"),
    may("case", "string", "only of this case (id)"),
    may(
        "agency",
        "string",
        "only of this agency (id); several are alternatives, as for all below",
    ),
    may("type", "string", "only of this kind of contact"),
    may("concept", "string", "only with this concept (id)"),
    may("person", "string", "only with this person (id)"),
    may("year", "string", "only of this year"),
    may("warning", "string", "yes: only entries of a warning; no: only others"),
    may(
        "in",
        "string",
        "only of this year, month or day: 2018, 2018-01, 2018-01-14",
    ),
    may("sort", "string", "relevance, oldest or newest"),
    PAGE,
    PER_PAGE,
];

macro_rules! get {
    ($path:literal, $about:literal, $takes:expr, $gives:ty, $act:expr) => {
        Endpoint {
            verb: Verb::Get,
            path: $path,
            about: $about,
            takes: $takes,
            gives: Some(<$gives>::schema),
            act: $act,
        }
    };
}

macro_rules! post {
    ($path:literal, $about:literal, $takes:expr, $act:expr) => {
        Endpoint {
            verb: Verb::Post,
            path: $path,
            about: $about,
            takes: $takes,
            gives: Some(out::Kept::schema),
            act: $act,
        }
    };
}

/// Every endpoint; those of one address stand together.
pub(crate) const ENDPOINTS: &[Endpoint] = &[
    get!("/cases", "All cases", &[], out::CaseList, look::cases),
    get!("/search", "Searches all cases", SEARCH, out::Found, seek::all),
    get!("/cases/{case}", "A case", &[], out::CaseWhole, look::case),
    get!(
        "/cases/{case}/records",
        "Its records, and what could not be read",
        &[],
        out::RecordList,
        look::records
    ),
    get!(
        "/cases/{case}/coverage",
        "Days for which records were supplied",
        &[],
        out::CoverageList,
        look::coverage
    ),
    get!("/cases/{case}/people", "The roster", &[], out::PeopleList, look::people),
    get!(
        "/cases/{case}/entries",
        "Entries in the order of the timeline",
        FILTER,
        out::EntryList,
        look::entries
    ),
    get!(
        "/cases/{case}/entries/{entry}",
        "An entry, with what was read in it and what stands beside it",
        &[],
        out::EntryWhole,
        look::entry
    ),
    get!(
        "/cases/{case}/mentions",
        "What was read in entries",
        FILTER,
        out::MentionList,
        look::mentions
    ),
    get!(
        "/cases/{case}/warnings",
        "Warnings",
        &[],
        out::WarningList,
        look::warnings
    ),
    get!(
        "/cases/{case}/findings",
        "Findings",
        &[
            may("pattern", "string", "only of this pattern (id)"),
            may("outcome", "string", "missed, late, cannot-tell or met"),
            may("agency", "string", "only of this agency (id)"),
        ],
        out::FindingList,
        look::findings
    ),
    get!(
        "/cases/{case}/patterns",
        "Patterns that are judged",
        &[],
        reviewed::PatternList,
        review::patterns
    ),
    get!(
        "/cases/{case}/lines",
        "Terms of reference and lines of enquiry",
        &[],
        reviewed::LineList,
        review::lines
    ),
    get!(
        "/cases/{case}/knowledge/ledger",
        "Who knew what, since when",
        &[PAGE, PER_PAGE],
        reviewed::LedgerList,
        review::ledger
    ),
    get!(
        "/cases/{case}/knowledge/consultation",
        "Who was told, asked and answered",
        &[PAGE, PER_PAGE],
        reviewed::ConsultationList,
        review::consultation
    ),
    get!(
        "/cases/{case}/lens",
        "What of the case you are shown",
        &[],
        reviewed::Lens,
        review::lens
    ),
    post!(
        "/cases/{case}/lens",
        "Looks at the case through a lens from now on; with nothing sent, at all of it",
        &[
            may("agency", "string", "only what this agency (id) knew"),
            may("until", "string", "only what was known by this day: 2018-01-14"),
        ],
        review::look_through
    ),
    get!(
        "/cases/{case}/search",
        "Searches a case",
        SEARCH,
        out::Found,
        seek::case
    ),
    get!(
        "/cases/{case}/searches",
        "Kept searches",
        &[],
        out::KeptSearches,
        seek::kept
    ),
    post!(
        "/cases/{case}/searches",
        "Keeps a search, or takes it away",
        &[
            must("name", "string", "its name"),
            must("asked", "string", "what it asks: q=knife&agency=police"),
            must("on", "boolean", "false takes it away"),
            SEEN,
        ],
        keep::search
    ),
    get!(
        "/cases/{case}/timeline",
        "The lanes of the timeline",
        &[],
        out::LaneList,
        look::lanes
    ),
    get!(
        "/cases/{case}/reports",
        "Reports that can be made",
        &[],
        out::ReportList,
        look::reports
    ),
    Endpoint {
        verb: Verb::Get,
        path: "/cases/{case}/reports/{file}",
        about: "A report as a file, for example full.docx",
        takes: &[],
        gives: None,
        act: look::report_file,
    },
    get!(
        "/cases/{case}/audit",
        "Everything that people did, in order",
        &[],
        out::Audit,
        look::audit
    ),
    post!(
        "/cases/{case}/decisions",
        "Decides on a finding",
        &[
            must("finding", "string", "the finding's id"),
            must("verdict", "string", "accept, amend, reject or need-more"),
            must("because", "string", "why, in words"),
            may(
                "wrong",
                "string",
                "in what the finding is wrong, where it is not accepted"
            ),
            SEEN,
        ],
        keep::decide
    ),
    post!(
        "/cases/{case}/notes",
        "Writes a note on an entry, a finding, a warning or the case",
        &[
            must("text", "string", "the words"),
            may("entry", "string", "the entry's id"),
            may("finding", "string", "the finding's id"),
            may("warning", "string", "the warning's number: W3"),
            SEEN,
        ],
        keep::note
    ),
    post!(
        "/cases/{case}/stars",
        "Stars an entry for yourself, or no longer",
        &[
            must("entry", "string", "the entry's id"),
            must("on", "boolean", "false takes the star away"),
            SEEN
        ],
        keep::star
    ),
    post!(
        "/cases/{case}/tags",
        "Tags an entry, or no longer",
        &[
            must("entry", "string", "the entry's id"),
            must("tag", "string", "the tag"),
            must("on", "boolean", "false takes the tag away"),
            SEEN,
        ],
        keep::tag
    ),
];

/// The document that describes the interface, for programs.
pub(super) fn document() -> Value {
    let mut schemas = Schemas::new();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in ENDPOINTS {
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
            json!({"name": p.name, "in": "query", "required": p.required, "description": p.about, "schema": {"type": p.kind}})
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

fn body(takes: &[Parameter]) -> Value {
    let fields: Map<String, Value> = takes
        .iter()
        .map(|p| (p.name.to_owned(), json!({"type": p.kind, "description": p.about})))
        .collect();
    let required: Vec<&str> = takes.iter().filter(|p| p.required).map(|p| p.name).collect();
    json!({"required": true, "content": {"application/json": {"schema": {
        "type": "object", "properties": fields, "required": required, "additionalProperties": false,
    }}}})
}
