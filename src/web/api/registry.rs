//! The *registry* of endpoints: those of the interface's own, one a line, and every deed of the screens that programs may ask for.

use std::{borrow::Cow, sync::LazyLock};

use crate::web::{
    api::{
        Act, Endpoint, Verb, answers as out, done, further, keep, look, more, review, reviewed, schema::Described as _,
        seek,
    },
    deeds::{
        DEEDS,
        offer::{
            Field,
            Kind::{Number, Text, Yes},
            SEEN, may, must,
        },
    },
};

const PAGE: Field = may("page", Number, "page, from 1");
const PER_PAGE: Field = may("per_page", Number, "how many a page");
const MARKING: Field = may("marking", Text, "protective marking of each page");
const FILTER: &[Field] = &[
    may("agency", Text, "only of this agency (id); may stand several times"),
    may("concept", Text, "only where this concept (id) was read"),
    may("person", Text, "only where this person (id) is named or meant"),
    may(
        "from",
        Text,
        "only entries that can be of this day or later: 2018-01-14",
    ),
    may("to", Text, "only entries that can be of this day or earlier"),
    may("text", Text, "only entries whose text holds these letters"),
    PAGE,
    PER_PAGE,
];
const SEARCH: &[Field] = &[
    may("q", Text, "the query, as in the search box"),
    may("and", Text, "an earlier query within whose results is searched"),
    may("like", Text, "entries like this one (id)"),
    may("case", Text, "only of this case (id)"),
    may(
        "agency",
        Text,
        "only of this agency (id); several are alternatives, as for all below",
    ),
    may("type", Text, "only of this kind of contact"),
    may("concept", Text, "only with this concept (id)"),
    may("person", Text, "only with this person (id)"),
    may("year", Text, "only of this year"),
    may("warning", Text, "yes: only entries of a warning; no: only others"),
    may("in", Text, "only of this year, month or day: 2018, 2018-01, 2018-01-14"),
    may("sort", Text, "relevance, oldest or newest"),
    PAGE,
    PER_PAGE,
];

macro_rules! get {
    ($path:literal, $about:literal, $takes:expr, $gives:ty, $act:expr) => {
        Endpoint {
            verb: Verb::Get,
            path: Cow::Borrowed($path),
            about: $about,
            takes: $takes,
            gives: Some(<$gives>::schema),
            act: Act::Asked($act),
        }
    };
}

macro_rules! file {
    ($path:literal, $about:literal, $takes:expr, $act:expr) => {
        Endpoint {
            verb: Verb::Get,
            path: Cow::Borrowed($path),
            about: $about,
            takes: $takes,
            gives: None,
            act: Act::Asked($act),
        }
    };
}

macro_rules! post {
    ($path:literal, $about:literal, $takes:expr, $act:expr) => {
        Endpoint {
            verb: Verb::Post,
            path: Cow::Borrowed($path),
            about: $about,
            takes: $takes,
            gives: Some(out::Kept::schema),
            act: Act::Asked($act),
        }
    };
}

/// Every endpoint: those of the interface's own, then the deeds of the screens that programs may ask for.
pub(crate) fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    static DONE: LazyLock<Vec<Endpoint>> = LazyLock::new(|| DEEDS.iter().filter_map(done::endpoint).collect());
    ENDPOINTS.iter().chain(DONE.iter())
}

const ENDPOINTS: &[Endpoint] = &[
    get!("/cases", "All cases", &[], out::CaseList, look::cases),
    get!("/search", "Searches all cases", SEARCH, out::Found, seek::all),
    file!(
        "/thematic/{file}",
        "The thematic table over several cases as a file, for example thematic.docx",
        &[may(
            "case",
            Text,
            "a case (id); may stand several times; all when none is named"
        )],
        look::thematic_file
    ),
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
        "/cases/{case}/people/unknown",
        "Names in the records that the roster does not know",
        &[PAGE, PER_PAGE],
        further::NameList,
        more::names
    ),
    get!(
        "/cases/{case}/anonymise/left",
        "Words that are left to clear before the case can be anonymised",
        &[
            may("level", Text, "for whom (id of a level); training where none is named"),
            may(
                "why",
                Text,
                "only words left for this reason: name, place, happening, capital, figures, letters, unknown or ordinary"
            ),
            PAGE,
            PER_PAGE,
        ],
        further::LeftList,
        more::left
    ),
    get!(
        "/cases/{case}/about",
        "Conditions, and dated facts of how the case was managed",
        &[],
        further::Stated,
        more::stated
    ),
    get!(
        "/cases/{case}/imports",
        "Imports, the last first, each with its files and how they stand",
        &[],
        further::ImportList,
        more::imports
    ),
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
            may("pattern", Text, "only of this pattern (id)"),
            may("outcome", Text, "missed, late, cannot-tell or met"),
            may("agency", Text, "only of this agency (id)"),
        ],
        out::FindingList,
        look::findings
    ),
    get!(
        "/cases/{case}/patterns",
        "Patterns that cases are compared with",
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
        "/cases/{case}/knowledge/consultation/{warning}/{agency}",
        "What one cell of that table rests on",
        &[],
        further::Cell,
        more::cell
    ),
    get!(
        "/cases/{case}/agreement",
        "How far reviewers who read the same findings decided the same",
        &[],
        further::Agreement,
        more::agreement
    ),
    get!(
        "/cases/{case}/activity",
        "Who did what, the last first, files brought in among it; and what can be taken back",
        &[PAGE, PER_PAGE],
        further::Activity,
        more::activity
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
            may("agency", Text, "only what this agency (id) knew"),
            may("until", Text, "only what was known by this day: 2018-01-14"),
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
            must("name", Text, "its name"),
            must("asked", Text, "what it asks: q=knife&agency=police"),
            must("on", Yes, "false takes it away"),
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
    file!(
        "/cases/{case}/reports/{file}",
        "A report as a file, for example full.docx; all.zip is all of them together",
        &[
            MARKING,
            may("findings", Text, "accepted: only findings that reviewers accepted"),
            may(
                "column",
                Text,
                "a column of the chronology, by name; may stand several times"
            ),
            may("kind", Text, "of all.zip: only this kind; may stand several times"),
            may("format", Text, "of all.zip: only this format; may stand several times"),
        ],
        look::report_file
    ),
    file!(
        "/cases/{case}/template/{file}",
        "The blank chronology to be sent to an agency: chronology.xlsx or chronology.docx",
        &[
            may("agency", Text, "the agency (id) that it is sent to"),
            may("name", Text, "its name, where the case does not have it yet"),
            may("from", Text, "first day under review: 2018-01-14"),
            may("to", Text, "last day under review"),
            MARKING,
        ],
        look::template_file
    ),
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
            must("finding", Text, "the finding's id"),
            must("verdict", Text, "accept, amend, reject or need-more"),
            must("because", Text, "why, in words"),
            may("wrong", Text, "in what the finding is wrong, where it is not accepted"),
            may(
                "together",
                Text,
                "names of others who decided it with you, with commas between"
            ),
            may(
                "ask-of",
                Text,
                "where more is needed: the agency (id) that is asked in its letter"
            ),
            may("ask", Text, "what it is asked for, in the words of the letter"),
            SEEN,
        ],
        keep::decide
    ),
    post!(
        "/cases/{case}/notes",
        "Writes a note on an entry, a finding, a warning or the case",
        &[
            must("text", Text, "the words"),
            may("entry", Text, "the entry's id"),
            may("finding", Text, "the finding's id"),
            may("warning", Text, "the warning's number: W3"),
            SEEN,
        ],
        keep::note
    ),
    post!(
        "/cases/{case}/stars",
        "Stars an entry for yourself, or no longer",
        &[
            must("entry", Text, "the entry's id"),
            must("on", Yes, "false takes the star away"),
            SEEN
        ],
        keep::star
    ),
    post!(
        "/cases/{case}/tags",
        "Tags an entry, or no longer",
        &[
            must("entry", Text, "the entry's id"),
            must("tag", Text, "the tag"),
            must("on", Yes, "false takes the tag away"),
            SEEN,
        ],
        keep::tag
    ),
];
