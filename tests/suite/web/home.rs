//! A case from the first fact to its home, through the screens and a case file on disk: started, files brought in and looked at, columns
//! said, kept, taken back; problems looked at, days confirmed, names told; and what changed since the last visit.

use std::{fmt::Write as _, time::Duration};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    Browser, HOST, between, send,
    support::{cases_of, led, people, value_of},
};

const POLICE: &str = "Ref,Date,Time,Source,Author,Type,Event\r\n\
    POL-1,12/03/2018,10:15,Log,PC Dunmore,Call in,Ann Example said he had followed her to work again.\r\n\
    POL-2,31/02/2018,,Log,PC Dunmore,Call in,Neighbour reports shouting.\r\n\
    POL-3,14/03/2018,,Log,PC Dunmore,Visit,Spoke to Marlow Quist at the door.\r\n";
const STRANGE: &str = "Lorem,Ipsum\r\n12/03/2018,Seen at home and well\r\n15/03/2018,Did not attend\r\n";

/// A home folder of its own, and people who sit in front of it.
struct Desk {
    _folder: tempfile::TempDir,
    people: Vec<Browser>,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let people = people(cases_of(folder.path()), &["A. Reviewer", "B. Chair"]).await;
        Self {
            _folder: folder,
            people,
        }
    }

    fn first(&self) -> &Browser {
        &self.people[0]
    }
}

impl Browser {
    /// Sends files, as the form does; gives where that leads, or the page with what is wrong.
    pub(super) async fn bring(
        &self,
        address: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str)],
    ) -> (StatusCode, String) {
        let mut body = String::new();
        for (name, value) in fields {
            let _ = write!(
                body,
                "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
        }
        for (name, bytes) in files {
            let _ = write!(
                body,
                "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n{bytes}\r\n"
            );
        }
        body.push_str("--x--\r\n");
        let request = Request::post(address)
            .header(header::HOST, HOST)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        led(send(&self.router, request.body(Body::from(body)).unwrap()).await).await
    }

    async fn does(&self, address: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        led(self.send(address, fields).await).await
    }

    /// A page, once nothing is worked on any more.
    pub(super) async fn rests(&self, address: &str) -> String {
        for _ in 0..600 {
            let (status, page) = self.open(address).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            if !page.contains("data-working") {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{address} is worked on without end");
    }
}

async fn started(browser: &Browser) {
    let (status, to) = browser
        .does(
            "/new",
            &[
                ("title", "Mill Row"),
                ("kind", "dhr"),
                ("from", "1/1/2018"),
                ("to", "31 December 2018"),
                ("event", ""),
                ("subject", "Marlow Quist"),
                ("person-1", "Ann Example"),
                ("role-1", "victim"),
                ("agency-1", "Northmere Police"),
                ("agency-2", "Mill Surgery"),
                ("agency-kind-2", "gp"),
            ],
        )
        .await;
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/case/mill-row/import"));
}

/// Brings the police file in and keeps it.
async fn kept(browser: &Browser) {
    let (status, batch) = browser
        .bring("/case/mill-row/import", &[], &[("police log.csv", POLICE)])
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{batch}");
    browser.rests(&batch).await;
    let owner = [("version", "1"), ("do", "keep"), ("owner-0", "a:northmere-police")];
    assert_eq!(browser.does(&batch, &owner).await.0, StatusCode::SEE_OTHER);
    let page = browser.rests(&batch).await;
    assert!(page.contains("2 entries, 1 problem and"), "{page}");
}

/// What a page that is made from records says while there are none.
const BRING_IN: &str = "There is no record in this case yet. <a class=\"govuk-link\" href=\"/case/mill-row/import\">";

#[tokio::test]
async fn a_case_without_records_says_on_every_page_what_to_do() {
    let desk = Desk::new().await;
    started(desk.first()).await;
    for (page, words) in [
        ("", "Bring in the files that agencies sent"),
        ("/import", "Choose files"),
        ("/problems", "Bring more files in"),
        ("/files", "The case holds no file yet"),
        ("/coverage", "No records of this agency are in the case"),
        ("/people", "There are no records yet"),
        ("/about", "No condition of a licence"),
        ("/chronology", BRING_IN),
        ("/chronology?text=x", BRING_IN),
        ("/warnings", BRING_IN),
        ("/findings?kind=good", "\">Bring in the files that agencies sent</a>"),
        ("/timeline", BRING_IN),
        ("/report", BRING_IN),
        ("/search", BRING_IN),
        ("/search?q=x", BRING_IN),
    ] {
        let (status, html) = desk.first().open(&format!("/case/mill-row{page}")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(html.contains(words), "{page} does not say {words:?}: {html}");
        assert!(!html.contains("No entry fits what was asked"), "{page}");
    }
    kept(desk.first()).await;
    for page in ["/chronology", "/warnings", "/timeline", "/report", "/search"] {
        let (_, html) = desk.first().open(&format!("/case/mill-row{page}")).await;
        assert!(!html.contains(BRING_IN), "{page} asks for files that are there");
    }
    for (page, next) in [
        ("/warnings", "Look through the chronology"),
        ("/findings?kind=good", "Look through the chronology"),
        ("/findings?kind=possible", "Go on with the warnings"),
    ] {
        let (_, html) = desk.first().open(&format!("/case/mill-row{page}")).await;
        let none = between(&html, "None was found in the records supplied.", "</p>");
        assert!(none.contains(next), "{page}: {none}");
    }
    let (_, list) = desk.first().open("/").await;
    assert!(list.contains("Mill Row") && list.contains("Start a case"), "{list}");
}

#[tokio::test]
async fn a_case_that_cannot_be_started_says_why_and_keeps_what_was_typed() {
    let desk = Desk::new().await;
    let (status, page) = desk
        .first()
        .does(
            "/new",
            &[
                ("title", ""),
                ("from", "soon"),
                ("to", "1/1/2018"),
                ("agency-1", "Police <b>"),
                ("agency-2", "police <B>"),
            ],
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Enter a title",
        "Choose what kind of review",
        "Enter the first day under review",
        "stands here twice",
        "value=\"soon\"",
        "Police &lt;b&gt;",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    started(desk.first()).await;
    let again = [
        ("title", "mill row"),
        ("kind", "sfo"),
        ("from", "1/1/2018"),
        ("to", "1/2/2018"),
    ];
    let (status, page) = desk.first().does("/new", &again).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("There is a case of this name already"), "{page}");
}

#[tokio::test]
async fn nothing_is_kept_before_it_was_seen_and_what_is_said_of_columns_is_read_first() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    let files = [
        ("police log.csv", POLICE),
        ("notes.csv", STRANGE),
        ("copy.csv", POLICE),
        ("../../gp.csv", ""),
    ];
    let (status, batch) = browser.bring("/case/mill-row/import", &[], &files).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{batch}");
    let page = browser.rests(&batch).await;
    assert!(
        page.contains("Say whose each file is") && page.contains("the file’s name speaks of"),
        "{page}"
    );
    assert!(
        page.contains("copy.csv was passed over: it is the same file as police log.csv."),
        "{page}"
    );
    assert!(page.contains(">gp.csv ") && !page.contains("../"), "{page}");
    let (status, page) = browser
        .does(
            &batch,
            &[("version", "1"), ("do", "keep"), ("owner-0", "a:northmere-police")],
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Say whose file this is, or leave it out"), "{page}");

    let said = [
        ("do", "look"),
        ("owner-0", "a:northmere-police"),
        ("owner-1", "new"),
        ("name-1", "Harbour Housing"),
        ("kind-1", "housing"),
        ("out-2", "1"),
    ];
    let with = |version: &'static str, more: &[(&'static str, &'static str)]| {
        let mut all = said.to_vec();
        all.push(("version", version));
        for (name, value) in more {
            all.retain(|(n, _)| n != name);
            all.push((name, value));
        }
        all
    };
    let (status, page) = browser.does(&batch, &with("1", &[("kind-1", "")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Choose what kind of agency it is"),
        "a kind is not guessed: {page}"
    );
    assert_eq!(browser.does(&batch, &with("1", &[])).await.0, StatusCode::SEE_OTHER);
    let page = browser.rests(&batch).await;
    assert!(
        page.contains("31/02/2018") && page.contains("its columns could not be told"),
        "{page}"
    );
    assert!(
        page.contains("Lorem") && page.contains("Seen at home and well"),
        "first rows are shown: {page}"
    );
    let columns = [("do", "keep"), ("col-1-0-0", "date"), ("col-1-0-1", "event")];
    assert_eq!(
        browser.does(&batch, &with("2", &columns)).await.0,
        StatusCode::SEE_OTHER
    );
    let page = browser.rests(&batch).await;
    assert!(
        page.contains("Keeping them would add 4 entries, 1 problem and"),
        "{page}"
    );
    let (_, home) = browser.open("/case/mill-row").await;
    assert!(home.contains("0 entries from 0 files"), "nothing is kept yet: {home}");

    let (status, page) = browser.does(&batch, &with("2", &[("do", "keep")])).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "an older look is not kept");
    assert!(page.contains("Somebody said something else"), "{page}");
    assert_eq!(
        browser.does(&batch, &with("3", &[("do", "keep")])).await.0,
        StatusCode::SEE_OTHER
    );
    let page = browser.rests(&batch).await;
    assert!(page.contains("4 entries, 1 problem and"), "{page}");
    let (_, home) = browser.open("/case/mill-row").await;
    assert!(
        home.contains("4 entries from 2 files") && home.contains("Harbour Housing"),
        "{home}"
    );
    let (_, files) = browser.open("/case/mill-row/files").await;
    assert!(files.contains("by A. Reviewer") && files.contains("SHA-256"), "{files}");
}

#[tokio::test]
async fn no_file_and_no_name_are_said_and_what_was_thrown_away_is_gone() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    let (status, page) = browser.bring("/case/mill-row/import", &[], &[("", "")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Choose at least one file"), "{page}");
    let (status, page) = browser.bring("/case/mill-row/import", &[], &[("Thumbs.db", "x")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("None of these files can be taken"), "{page}");
    let (_, batch) = browser
        .bring("/case/mill-row/import", &[], &[("police.csv", POLICE)])
        .await;
    let (_, list) = browser.open("/case/mill-row/import").await;
    assert!(
        list.contains("Waiting to be looked at") && list.contains("brought by A. Reviewer"),
        "{list}"
    );
    assert_eq!(browser.does(&batch, &[("do", "throw")]).await.0, StatusCode::SEE_OTHER);
    let (status, page) = browser.open(&batch).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(page.contains("These files do not wait any more"), "{page}");
    let (status, _) = browser.open(&batch.replace("mill-row", "other")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_people_who_bring_files_in_at_once_lose_nothing_of_each_other() {
    let desk = Desk::new().await;
    started(desk.first()).await;
    let (first, second) = (&desk.people[0], &desk.people[1]);
    let (_, one) = first
        .bring("/case/mill-row/import", &[], &[("police.csv", POLICE)])
        .await;
    let (_, two) = second
        .bring(
            "/case/mill-row/import",
            &[],
            &[("surgery notes.csv", "Date,Event\r\n1/5/2018,Seen\r\n")],
        )
        .await;
    first.rests(&one).await;
    second.rests(&two).await;
    let keep = |owner| [("version", "1"), ("do", "keep"), ("owner-0", owner)];
    let (police, gp) = (keep("a:northmere-police"), keep("a:mill-surgery"));
    let (a, b) = tokio::join!(first.does(&one, &police), second.does(&two, &gp));
    assert_eq!((a.0, b.0), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    first.rests(&one).await;
    second.rests(&two).await;
    let (_, home) = first.open("/case/mill-row").await;
    assert!(home.contains("3 entries from 2 files"), "{home}");
    let (_, files) = first.open("/case/mill-row/files").await;
    assert!(
        files.contains("by A. Reviewer") && files.contains("by B. Chair"),
        "{files}"
    );
}

#[tokio::test]
async fn files_are_kept_only_as_they_were_looked_at() {
    let desk = Desk::new().await;
    started(desk.first()).await;
    let (first, second) = (&desk.people[0], &desk.people[1]);
    let week = |name: &str| format!("Date,Event\r\n1/5/2018,{name} one\r\n2/5/2018,{name} two\r\n");
    let (_, one) = first
        .bring("/case/mill-row/import", &[], &[("police week.csv", &week("Oak"))])
        .await;
    let (_, two) = second
        .bring("/case/mill-row/import", &[], &[("police week.csv", &week("Elm"))])
        .await;
    first.rests(&one).await;
    second.rests(&two).await;
    let keep = |version| [("version", version), ("do", "keep"), ("owner-0", "a:northmere-police")];
    for (who, batch) in [(first, &one), (second, &two)] {
        who.does(batch, &keep("1")).await;
        who.rests(batch).await;
    }
    let version = |page: &str| {
        let after = page.split("name=\"version\" value=\"").nth(1);
        after.map_or_else(String::new, |a| a.split('"').next().unwrap().to_owned())
    };
    first.rests(&one).await;
    let page = second.rests(&two).await;
    assert!(
        page.contains("The case changed since these files were looked at"),
        "{page}"
    );
    let (_, list) = first.open("/case/mill-row/chronology").await;
    assert!(list.contains("Oak one") && !list.contains("Elm one"), "{list}");
    // Looked at as it is now, it is kept as it is shown.
    second.does(&two, &keep(&version(&page))).await;
    second.rests(&two).await;
    let (_, list) = first.open("/case/mill-row/chronology").await;
    assert!(list.contains("Elm one"), "{list}");
}

#[tokio::test]
async fn a_problem_that_was_looked_at_leaves_the_list_and_comes_back_to_it() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    kept(browser).await;
    let address = "/case/mill-row/problems?state=lost";
    let (_, page) = browser.open(address).await;
    assert!(
        page.contains("31/02/2018") && page.contains("Replace it by a corrected file"),
        "{page}"
    );
    let key = between(&page, "name=\"problem\" id=\"p-", "\"").to_owned();
    let (status, page) = browser
        .does("/case/mill-row/problems", &[("problem", &key), ("do", "look")])
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Enter why nothing more is to be done about it") && page.contains("checked"),
        "{page}"
    );
    let look = [
        ("problem", key.as_str()),
        ("because", "The agency says the 28th"),
        ("do", "look"),
        ("seen", "0"),
    ];
    assert_eq!(
        browser.does("/case/mill-row/problems", &look).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open(address).await;
    assert!(!page.contains("31/02/2018"), "{page}");
    let (_, page) = browser.open("/case/mill-row/problems?state=looked").await;
    assert!(
        page.contains("The agency says the 28th") && page.contains("A. Reviewer"),
        "{page}"
    );
    let again = [("problem", key.as_str()), ("do", "again"), ("seen", "1")];
    assert_eq!(
        browser.does("/case/mill-row/problems", &again).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open(address).await;
    assert!(page.contains("31/02/2018"), "{page}");
}

#[tokio::test]
async fn days_are_proposed_confirmed_by_a_person_and_refused_when_they_cannot_be() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    kept(browser).await;
    let (_, page) = browser.open("/case/mill-row/coverage").await;
    assert!(
        page.contains("Nobody has said it yet") && page.contains("value=\"12 March 2018\""),
        "{page}"
    );
    let days = |from, to, other, because| {
        [
            ("form", "a0-"),
            ("agency", "northmere-police"),
            ("from", from),
            ("to", to),
            ("other", other),
            ("because", because),
            ("seen", "0"),
        ]
    };
    let (status, page) = browser
        .does("/case/mill-row/coverage", &days("1/1/2018", "soon", "a while", ""))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Enter the last day",
        "is no span of days",
        "Enter how you know it",
        "value=\"soon\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let outside = days("1/1/2018", "1/6/2018", "1/7/2018 to 2/7/2018", "letter");
    assert_eq!(
        browser.does("/case/mill-row/coverage", &outside).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let right = days(
        "1/1/2018",
        "31/12/2018",
        "1/3/2018 to 9/3/2018: changed system",
        "Letter of 3 May",
    );
    assert_eq!(
        browser.does("/case/mill-row/coverage", &right).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open("/case/mill-row/coverage").await;
    for words in [
        "1 January to 31 December 2018",
        "missing: 1 to 9 March 2018: changed system",
        "Letter of 3 May",
        "A. Reviewer",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_name_is_taken_on_joined_or_set_aside_and_the_roster_is_added_to() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    kept(browser).await;
    let (_, page) = browser.open("/case/mill-row/people").await;
    assert!(page.contains("Dunmore") && page.contains("named as: PC"), "{page}");
    let name = [
        ("form", "n0-"),
        ("name", "Dunmore"),
        ("what", "same"),
        ("because", "I know"),
        ("person", "P1"),
        ("seen", "0"),
    ];
    let (status, page) = browser.does("/case/mill-row/people/name", &name).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Join them all the same") && !page.contains("--anyway"),
        "{page}"
    );
    // What nothing would be done with is not dropped in silence: it comes back, and what to do with it is said.
    let other_forms = [name.as_slice(), &[("also", "Dun, PC D")]].concat();
    let (status, page) = browser.does("/case/mill-row/people/name", &other_forms).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Dun, PC D") && page.contains("where the person stands on the roster"),
        "{page}"
    );
    let new = [
        ("form", "n0-"),
        ("name", "Dunmore"),
        ("what", "new"),
        ("role", "professional"),
        ("because", "The records name them so"),
        ("seen", "0"),
    ];
    assert_eq!(
        browser.does("/case/mill-row/people/name", &new).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open("/case/mill-row/people").await;
    assert!(
        page.contains("person=P3\">Dunmore</a>") && !page.contains("named as: PC"),
        "{page}"
    );
    let add = [
        ("form", "new-"),
        ("name", "Ann Example"),
        ("role", "relative"),
        ("because", "I know"),
        ("seen", "1"),
    ];
    let (status, page) = browser.does("/case/mill-row/people/add", &add).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("is a name of Ann Example (victim) already"), "{page}");
}

#[tokio::test]
async fn an_import_is_taken_back_after_a_look_and_comes_again() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    kept(browser).await;
    let (_, files) = browser.open("/case/mill-row/files").await;
    let look = files
        .split("href=\"")
        .find(|l| l.contains("/take-back?what=police"))
        .unwrap();
    let look = look.split('"').next().unwrap().replace("&amp;", "&");
    let (_, page) = browser.open(&look).await;
    assert!(
        page.contains("2 entries, 1 problem and") && page.contains("POL-1"),
        "{page}"
    );
    let what = [("what", "police log.csv"), ("agency", "northmere-police")];
    let (status, page) = browser.does("/case/mill-row/take-back", &what).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Enter why it is taken back"), "{page}");
    let signed = [what[0], what[1], ("because", "Another person")];
    assert_eq!(
        browser.does("/case/mill-row/take-back", &signed).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = browser.open("/case/mill-row/files").await;
    assert!(
        page.contains("Taken back on") && page.contains("by A. Reviewer: Another person"),
        "{page}"
    );
    let (status, page) = browser.does("/case/mill-row/take-back", &signed).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("was taken back already") && !page.contains('`'), "{page}");
    kept(browser).await;
}

#[tokio::test]
async fn a_file_of_the_case_is_read_again_with_other_columns_and_replaced_by_a_corrected_one() {
    let desk = Desk::new().await;
    let browser = desk.first();
    started(browser).await;
    kept(browser).await;
    let file = [("agency", "northmere-police"), ("file", "police log.csv")];
    let (status, batch) = browser.does("/case/mill-row/files/again", &file).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let page = browser.rests(&batch).await;
    assert!(page.contains("The case holds this very file already"), "{page}");
    let say = [
        ("version", "1"),
        ("do", "look"),
        ("owner-0", "a:northmere-police"),
        ("col-0-0-4", "further"),
    ];
    assert_eq!(browser.does(&batch, &say).await.0, StatusCode::SEE_OTHER);
    let page = browser.rests(&batch).await;
    assert!(page.contains("reads it with other columns"), "{page}");
    let corrected = POLICE.replace("31/02/2018", "28/02/2018");
    let replaces = [("replaces", "police log.csv"), ("agency", "northmere-police")];
    let files = [("police log v2.csv", corrected.as_str())];
    let (_, batch) = browser.bring("/case/mill-row/import", &replaces, &files).await;
    let page = browser.rests(&batch).await;
    assert!(page.contains("It would take the place of police log.csv"), "{page}");
    assert_eq!(
        browser
            .does(
                &batch,
                &[("version", "1"), ("do", "keep"), ("owner-0", "a:northmere-police")]
            )
            .await
            .0,
        StatusCode::SEE_OTHER
    );
    browser.rests(&batch).await;
    let (_, files) = browser.open("/case/mill-row/files").await;
    assert!(files.contains("Replaced by police log v2.csv"), "{files}");
    let (_, home) = browser.open("/case/mill-row").await;
    assert!(
        home.contains("3 entries from 1 file") && home.contains("Every row of every file was read"),
        "{home}"
    );
}

#[tokio::test]
async fn what_others_did_since_the_last_visit_is_told_after_a_restart_and_until_it_was_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let desk = people(cases_of(folder.path()), &["A. Reviewer", "B. Chair"]).await;
    started(&desk[0]).await;
    let (_, page) = desk[1].open("/case/mill-row").await;
    assert!(page.contains("This is your first visit"), "{page}");
    let looked = [("sequence", "1")];
    assert_eq!(
        desk[1].does("/case/mill-row/looked", &looked).await.0,
        StatusCode::SEE_OTHER
    );
    kept(&desk[0]).await;
    drop(desk);
    let desk = people(cases_of(folder.path()), &["A. Reviewer", "B. Chair"]).await;
    let (_, page) = desk[1].open("/case/mill-row").await;
    assert!(
        page.contains("1 change by other people") && page.contains("1 record and 2 entries added"),
        "{page}"
    );
    let (_, page) = desk[1].open("/case/mill-row").await;
    assert!(
        page.contains("1 change by other people"),
        "a look again forgets nothing: {page}"
    );
    let sequence = value_of(&page, "sequence");
    desk[1].does("/case/mill-row/looked", &[("sequence", &sequence)]).await;
    let (_, page) = desk[1].open("/case/mill-row").await;
    assert!(page.contains("Nobody else changed anything"), "{page}");
    let kept = std::fs::read_to_string(folder.path().join("visits.json")).unwrap();
    assert!(!kept.contains("followed") && kept.contains("B. Chair"), "{kept}");
}

#[tokio::test]
async fn entries_that_perhaps_tell_of_one_event_wait_on_the_home_of_a_case_until_they_are_settled() {
    let (_folder, matters) = super::support::kept("saltmarsh");
    let desk = people(matters, &["A. Reviewer"]).await;
    let browser = &desk[0];
    let waits = "Settle 1 pair of entries that conflicts or perhaps tells of one event";
    let (_, home) = browser.open("/case/saltmarsh").await;
    assert!(home.contains(waits) && home.contains("under Linked entries"), "{home}");
    let asked = "/case/saltmarsh/chronology?only=unsettled";
    assert!(home.contains(&format!("href=\"{asked}\"")), "{home}");
    let (_, list) = browser.open(asked).await;
    for words in [
        "<strong>2 entries</strong>",
        "Perhaps of one event (2)",
        "Perhaps tells of the same event as",
        "under <em>Linked entries</em>",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
    // Under a lens nothing of it can be settled, so nobody is sent to do it.
    let (_, masked) = browser.open("/case/saltmarsh?knew=all&knew-by=2021-12-31").await;
    assert!(
        masked.contains("Lift the lens") && !masked.contains("Settle 1 pair"),
        "{masked}"
    );
    browser.does("/case/saltmarsh/knowledge/lift", &[]).await;
    let (_, entry) = browser.open("/case/saltmarsh/entry/SPL-006").await;
    let same = [
        ("other", "STW-007"),
        ("what", "same"),
        ("because", "One walk home"),
        ("seen", &*value_of(&entry, "seen")),
    ];
    let (status, to) = browser.does("/case/saltmarsh/entry/SPL-006/linked", &same).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let (_, home) = browser.open("/case/saltmarsh").await;
    assert!(!home.contains(waits), "{home}");
    let (_, list) = browser.open(asked).await;
    assert!(list.contains("<strong>No entries</strong>"), "{list}");
}
