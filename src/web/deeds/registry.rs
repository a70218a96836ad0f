//! The *registry* of deeds: one line each. Those that programs may ask for too name what a program sends.

use crate::web::{
    asking::Ask,
    deeds::{
        Deed, Done, Undone, about, anonymise, bare_facts, beside_warning, coverage, decide, decision_back, entry, home,
        import, knowledge, lines, linked, mention, new_case, offer::Offer, own_rules, people, problems, roster,
        row_date, searches, settled_back, take_back, tour, you,
    },
};

/// Every deed.
pub(crate) const DEEDS: &[Deed] = &[
    deed("/you", "you", you::call),
    deed("/case/{case}/warning/{warning}/decide", "warning", decide::decide),
    deed(
        "/case/{case}/warning/{warning}/take-back",
        "warning",
        decision_back::take_back,
    ),
    deed("/case/{case}/warning/{warning}/apart", "warning", decision_back::apart),
    open(
        "/case/{case}/finding/{finding}/apart",
        "finding",
        decision_back::apart,
        &decision_back::APART,
    ),
    deed("/case/{case}/warning/{warning}/sense", "warning", beside_warning::sense),
    deed("/case/{case}/warning/{warning}/note", "warning", beside_warning::note),
    deed("/case/{case}/warning/{warning}/line", "warning", lines::attach),
    deed("/case/{case}/finding/{finding}/decide", "finding", decide::decide),
    open(
        "/case/{case}/finding/{finding}/take-back",
        "finding",
        decision_back::take_back,
        &decision_back::BACK,
    ),
    open(
        "/case/{case}/finding/{finding}/sense",
        "finding",
        beside_warning::sense,
        &beside_warning::SENSE,
    ),
    deed("/case/{case}/finding/{finding}/note", "finding", beside_warning::note),
    deed("/case/{case}/finding/{finding}/line", "finding", lines::attach),
    deed("/case/{case}/entry/{entry}/line", "entry", lines::attach),
    deed("/case/{case}/search/line", "search", lines::attach),
    deed("/case/{case}/knowledge/lift", "knowledge", knowledge::lift),
    deed("/case/{case}/knowledge/day", "knowledge", knowledge::day),
    open(
        "/case/{case}/knowledge/blind",
        "judgement",
        knowledge::blind,
        &knowledge::BLIND,
    ),
    open(
        "/case/{case}/knowledge/judge",
        "judgement",
        knowledge::judge,
        &knowledge::JUDGE,
    ),
    open(
        "/case/{case}/knowledge/unmask",
        "judgement",
        knowledge::unmask,
        &knowledge::UNMASK,
    ),
    deed("/new", "new_case", new_case::start),
    Deed {
        path: "/case/{case}/import",
        page: "import",
        limit: FILES,
        act: import::receive,
        offer: None,
    },
    deed("/case/{case}/import/{batch}", "batch", import::say),
    deed("/case/{case}/files/again", "files", import::again),
    open(
        "/case/{case}/take-back",
        "take_back",
        take_back::take_back,
        &take_back::BACK,
    ),
    open("/case/{case}/problems", "problems", problems::look_at, &problems::LOOK),
    open(
        "/case/{case}/problems/date",
        "problems",
        row_date::give,
        &row_date::GIVE,
    ),
    deed("/case/{case}/problems/date/back", "problems", settled_back::take_back),
    open("/case/{case}/coverage", "coverage", coverage::confirm, &coverage::DAYS),
    open("/case/{case}/about/case", "about", bare_facts::case, &bare_facts::CASE),
    open(
        "/case/{case}/about/agency",
        "about",
        bare_facts::agency,
        &bare_facts::AGENCY,
    ),
    open(
        "/case/{case}/about/condition",
        "about",
        about::condition,
        &about::CONDITION,
    ),
    open("/case/{case}/about/fact", "about", about::fact, &about::FACT),
    open("/case/{case}/people/name", "people", people::name, &people::NAME),
    open("/case/{case}/people/add", "people", people::add, &people::ADD),
    open("/case/{case}/people/known", "people", roster::known, &roster::KNOWN),
    deed("/case/{case}/people/back", "people", settled_back::take_back),
    open(
        "/case/{case}/anonymise/left",
        "anonymise_left",
        anonymise::clear,
        &anonymise::CLEAR,
    ),
    open(
        "/case/{case}/anonymise/back",
        "anonymise_left",
        anonymise::back,
        &anonymise::BACK,
    ),
    deed("/case/{case}/anonymise/name", "anonymise_left", anonymise::name),
    open(
        "/case/{case}/anonymise/call",
        "anonymise",
        anonymise::call,
        &anonymise::CALL,
    ),
    open(
        "/case/{case}/anonymise/make",
        "anonymise",
        anonymise::make,
        &anonymise::MAKE,
    ),
    deed("/case/{case}/looked", "overview", home::looked),
    deed("/case/{case}/entry/{entry}/note", "entry", entry::note),
    deed("/case/{case}/entry/{entry}/star", "entry", entry::star),
    deed("/case/{case}/entry/{entry}/tag", "entry", entry::tag),
    open("/case/{case}/entry/{entry}/key", "entry", entry::key, &entry::KEY),
    open(
        "/case/{case}/entry/{entry}/mention/add",
        "entry",
        mention::add,
        &mention::ADD,
    ),
    open(
        "/case/{case}/entry/{entry}/mention/correct",
        "entry",
        mention::correct,
        &mention::CORRECT,
    ),
    open(
        "/case/{case}/entry/{entry}/mention/strike",
        "entry",
        mention::strike,
        &mention::STRIKE,
    ),
    open(
        "/case/{case}/entry/{entry}/mention/undo",
        "entry",
        mention::undo,
        &mention::UNDO,
    ),
    open(
        "/case/{case}/entry/{entry}/linked",
        "entry",
        linked::settle,
        &linked::SETTLE,
    ),
    open(
        "/case/{case}/entry/{entry}/linked/undo",
        "entry",
        linked::undo,
        &linked::UNDO,
    ),
    open(
        "/case/{case}/pattern/{pattern}/window",
        "pattern",
        own_rules::window,
        &own_rules::WINDOW,
    ),
    open(
        "/case/{case}/pattern/{pattern}/window/back",
        "pattern",
        own_rules::window_back,
        &own_rules::WINDOW_BACK,
    ),
    open(
        "/case/{case}/pattern/{pattern}/switch",
        "pattern",
        own_rules::switch,
        &own_rules::SWITCH,
    ),
    open(
        "/case/{case}/patterns/new",
        "pattern_new",
        own_rules::local,
        &own_rules::LOCAL,
    ),
    open("/case/{case}/lines/terms", "lines", lines::terms, &lines::TERMS),
    open("/case/{case}/lines/new", "lines", lines::new, &lines::NEW_LINE),
    open("/case/{case}/lines/attach", "lines", lines::attach, &lines::ATTACH),
    open("/case/{case}/line/{line}/change", "line", lines::change, &lines::CHANGE),
    open("/case/{case}/line/{line}/say", "line", lines::say, &lines::SAY),
    open("/case/{case}/line/{line}/remove", "line", lines::remove, &lines::REMOVE),
    open(
        "/case/{case}/activity/undo",
        "activity",
        settled_back::take_back,
        &settled_back::BACK,
    ),
    deed("/tour/leave", "tour", tour::leave),
    deed("/case/{case}/searches/keep", "search", searches::keep),
    deed("/case/{case}/searches/away", "searches", searches::take_away),
    deed("/case/{case}/queries", "queries", searches::run),
];

/// Words only: no form that has no file is longer.
const WORDS: usize = 2 * 1024 * 1024;

/// Files that are sent at once.
const FILES: usize = 200 * 1024 * 1024;

const fn deed(path: &'static str, page: &'static str, act: fn(&Ask) -> Result<Done, Undone>) -> Deed {
    Deed {
        path,
        page,
        limit: WORDS,
        act,
        offer: None,
    }
}

/// A deed that programs may ask for too.
const fn open(
    path: &'static str,
    page: &'static str,
    act: fn(&Ask) -> Result<Done, Undone>,
    offer: &'static Offer,
) -> Deed {
    Deed {
        offer: Some(offer),
        ..deed(path, page, act)
    }
}
