//! A run from the first page to the export: joining, stop points, the board, the comparison, and a run anew.

use axum::http::StatusCode;
use chrono::Duration;
use forewarned::{
    app::clock,
    store::RunFile,
    training::run::{Event, Happening, Refusal},
};

use super::{Browser, EXERCISE, Room};

#[tokio::test]
async fn content_warnings_and_a_way_out_stand_before_anything_is_shown() {
    let (room, id, _) = Room::running(0).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let mut browser = Browser::new(&room.router);
    let door = browser.sees("/").await;
    assert!(door.contains("Join code") && door.contains("plain http"), "{door}");
    let (status, wrong) = browser.goes("/join?code=ZZZZZZ").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.contains("There is no exercise with this code now"), "{wrong}");
    // However somebody types it.
    let typed = format!("/join?code={}-{}", code[..3].to_lowercase(), &code[3..]);
    let welcome = browser.sees(&typed).await;
    for words in [
        "what may be hard to read",
        "A frightened child",
        "Do not take part",
        "Nobody is asked for a name",
        "On my own",
        "Group 8 (nobody yet)",
    ] {
        assert!(welcome.contains(words), "{words}: {welcome}");
    }
    assert!(!welcome.contains("Maja"), "{welcome}");
    assert_eq!(
        browser.goes("/stage").await.1,
        "/",
        "who has not joined is led to the door"
    );
    let leave = browser.sees("/leave").await;
    assert!(leave.contains("0808 2000 247"), "{leave}");
}

#[tokio::test]
async fn who_is_on_their_own_gets_the_next_free_number_and_who_leaves_is_forgotten() {
    let (room, id, _groups) = Room::running(2).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let mut browser = Browser::new(&room.router);
    browser.sends_on("/join", &[("code", &code), ("group", "own")]).await;
    assert!(browser.sees("/stage").await.contains("Group 3"));
    let (status, _) = browser.sends("/join", &[("code", &code), ("group", "9")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.sends_on("/leave", &[]).await, "/");
    assert_eq!(browser.goes("/stage").await.1, "/");
}

#[tokio::test]
async fn an_answer_says_what_to_do_and_why_and_what_was_typed_is_not_lost() {
    let (room, id, mut groups) = Room::running(1).await;
    let stage = groups[0].sees("/stage").await;
    for words in [
        "Stage 1: Autumn 2020",
        "The police have sent a notification",
        "Entry 1",
        "Tell the police",
        "Whom would you tell?",
        "Who has spoken to the child",
    ] {
        assert!(stage.contains(words), "{words}: {stage}");
    }
    let form = [
        ("stage", "0"),
        ("mark", "1"),
        ("sees-1", "An assault, and <b>no call</b>"),
        ("tell", "education"),
        ("would", "made up"),
    ];
    // What was never offered is nothing to do; nothing is kept.
    let (status, page) = groups[0].sends("/answer", &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "There is a problem",
        "Say why, in a sentence or two",
        "Choose at least one thing that you would do now",
        "An assault, and &lt;b&gt;no call&lt;/b&gt;",
        "id=\"mark-1\" value=\"1\" checked",
        "id=\"tell-education\" value=\"education\" checked",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(room.training.standing(&id).unwrap().unwrap().run.waiting(), [1]);
    assert_eq!(
        groups[0].goes("/waiting").await.1,
        "/stage",
        "nobody waits who has recorded nothing"
    );
}

#[tokio::test]
async fn the_next_stage_waits_for_every_group_and_a_past_stop_point_is_closed() {
    let (mut room, id, mut groups) = Room::running(2).await;
    groups[0].answers(0, &[1], "child", "First thoughts").await;
    let release = format!("/facilitator/run/{id}/release");
    let (status, page) = room.facilitator.sends(&release, &[("number", "2")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Not every group has recorded an answer"), "{page}");
    let board = room.facilitator.sees(&format!("/facilitator/run/{id}")).await;
    assert!(
        board.contains("Waiting for group 2.") && board.contains("First thoughts"),
        "{board}"
    );
    // It can be changed until the release.
    groups[0].answers(0, &[], "agency", "Second thoughts").await;
    let waiting = groups[0].sees("/waiting").await;
    assert!(
        waiting.contains("Second thoughts") && !waiting.contains("First thoughts"),
        "{waiting}"
    );
    groups[1].answers(0, &[1], "police", "Others").await;
    room.releases(&id, 2).await;
    // A button pressed twice releases nothing more.
    assert_eq!(
        room.facilitator.sends(&release, &[("number", "2")]).await.0,
        StatusCode::CONFLICT
    );
    let late = [("stage", "0"), ("would", "police"), ("why", "Third thoughts")];
    let (status, page) = groups[0].sends("/answer", &late).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("This stop point is past"), "{page}");
    let run = room.training.standing(&id).unwrap().unwrap().run;
    assert_eq!(run.groups[&1].answers[&0].answer.why, "Second thoughts");
    assert_eq!(run.released.len(), 2);
    assert_eq!(groups[0].goes("/waiting").await.1, "/stage");
}

#[tokio::test]
async fn a_facilitator_can_go_on_without_a_group_that_recorded_nothing() {
    let (mut room, id, mut groups) = Room::running(2).await;
    groups[0].answers(0, &[], "nothing", "Quiet").await;
    let release = format!("/facilitator/run/{id}/release");
    room.facilitator
        .sends_on(&release, &[("number", "2"), ("anyway", "1")])
        .await;
    groups[0].answers(1, &[], "nothing", "Quiet still").await;
    room.facilitator
        .sends_on(&format!("/facilitator/run/{id}/open"), &[("anyway", "1")])
        .await;
    let compare = room.facilitator.sees(&format!("/facilitator/run/{id}/compare")).await;
    assert!(compare.contains("Nothing recorded at that stop point"), "{compare}");
}

#[tokio::test]
async fn when_the_time_is_up_the_next_stage_is_released_by_itself() {
    let (mut room, id, mut groups) = Room::running(1).await;
    room.facilitator
        .sends_on(&format!("/facilitator/run/{id}/clock"), &[("minutes", "15")])
        .await;
    assert!(groups[0].sees("/stage").await.contains("Time is up at"));
    let past = clock::instant() - Duration::minutes(1);
    let path = forewarned::app::home::Home::new(room.home.path()).run(&id);
    let rung = Event {
        at: past,
        what: Happening::Clock { due: Some(past) },
    };
    let add = |event: Event| {
        RunFile::open(&path)
            .unwrap()
            .add(|_: &[Event]| Ok::<_, Refusal>(event))
            .unwrap()
    };
    add(rung).unwrap();
    assert!(
        groups[0].sees("/stage").await.contains("Stage 1:"),
        "nothing is recorded yet"
    );
    groups[0].answers(0, &[], "nothing", "Quiet").await;
    assert_eq!(groups[0].goes("/waiting").await.1, "/stage");
    assert!(groups[0].sees("/stage").await.contains("Stage 2:"));
}

#[tokio::test]
async fn decisions_stand_side_by_side_and_go_out_without_words() {
    let (mut room, id, mut groups) = Room::running(2).await;
    for stage in 0..3 {
        groups[0].answers(stage, &[], "nothing", "Quiet so far").await;
        groups[1]
            .answers(stage, &[1, 4, 6], "police", "Ring Jane Realname")
            .await;
        room.releases(&id, stage + 2).await;
    }
    groups[0].answers(3, &[], "nothing", "Quiet so far").await;
    groups[1].answers(3, &[], "police", "Ring Jane Realname").await;
    let compare = room.facilitator.sees(&format!("/facilitator/run/{id}/compare")).await;
    for words in [
        "At stage 2, the first at which it could be seen",
        "Police told",
        "Chosen by group 2",
        "What groups saw beyond that",
        "Found by the program by its rules; the panel has not accepted it.",
        "Where it comes from",
        "Groups cannot see this yet",
    ] {
        assert!(compare.contains(words), "{words}: {compare}");
    }
    // Decisions are compared; nobody is measured.
    for word in ["score", "correct", "wrong", "rank", "out of 10"] {
        assert!(
            !compare.to_lowercase().contains(word),
            "“{word}” stands in the comparison"
        );
    }
    let export = format!("/facilitator/run/{id}/export");
    let plain = room.facilitator.sees(&format!("{export}/csv")).await;
    assert!(
        plain.contains("Group 2") && plain.contains("Tell the police") && !plain.contains('%'),
        "{plain}"
    );
    for format in ["csv", "json", "html"] {
        let plain = room.facilitator.sees(&format!("{export}/{format}")).await;
        assert!(!plain.contains("Realname"), "{format}");
        let words = room.facilitator.sees(&format!("{export}/{format}?words=1")).await;
        assert!(words.contains("Realname"), "{format}");
    }
    assert_eq!(
        room.facilitator.goes(&format!("{export}/exe")).await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_run_can_be_begun_anew_and_the_old_one_deleted_whole() {
    let (mut room, id, mut groups) = Room::running(1).await;
    groups[0].answers(0, &[], "nothing", "Quiet").await;
    let unsure = room
        .facilitator
        .sends(&format!("/facilitator/run/{id}/again"), &[])
        .await
        .0;
    assert_eq!(unsure, StatusCode::UNPROCESSABLE_ENTITY);
    groups[0].sees("/waiting").await;
    let to = room
        .facilitator
        .sends_on(&format!("/facilitator/run/{id}/again"), &[("sure", "1")])
        .await;
    let new = to.strip_prefix("/facilitator/run/").unwrap().to_owned();
    assert_ne!(new, id);
    assert_eq!(groups[0].goes("/stage").await.1, "/", "the old run has ended");
    let (old_code, new_code) = (
        room.training.standing(&id).unwrap().unwrap().code,
        room.training.standing(&new).unwrap().unwrap().code,
    );
    assert_ne!(old_code, new_code);
    let delete = format!("/facilitator/run/{id}/delete");
    assert_eq!(
        room.facilitator.sends(&delete, &[]).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        room.facilitator.sends_on(&delete, &[("sure", "1")]).await,
        "/facilitator"
    );
    assert!(room.training.standing(&id).unwrap().is_none());
    assert_eq!(
        room.facilitator.goes(&format!("/facilitator/run/{id}")).await.0,
        StatusCode::NOT_FOUND
    );
    assert!(room.training.standing(&new).unwrap().unwrap().run.groups.is_empty());
}

#[tokio::test]
async fn what_somebody_else_of_the_group_recorded_is_shown_and_late_words_are_not_lost() {
    let (mut room, id, mut groups) = Room::running(1).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let mut other = Browser::new(&room.router);
    other.sends_on("/join", &[("code", &code), ("group", "1")]).await;
    groups[0].answers(0, &[], "police", "First words").await;
    let form = |why: &'static str| [("stage", "0"), ("would", "manager"), ("why", why)];
    let (status, page) = other.sends("/answer", &form("Second words")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("First words") && page.contains("Second words"),
        "both are on the page"
    );
    let kept = |room: &Room| {
        let run = room.training.standing(&id).unwrap().unwrap().run;
        run.groups[&1].answers[&0].answer.why.clone()
    };
    assert_eq!(kept(&room), "First words");
    room.releases(&id, 2).await;
    let (status, page) = other.sends("/answer", &form("Late words")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("Late words") && page.contains("This was not recorded"),
        "{status}"
    );
    let again = format!("/facilitator/run/{id}/again");
    room.facilitator.sends_on(&again, &[("sure", "1")]).await;
    let (status, page) = other.sends("/answer", &form("Words after the end")).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Words after the end") && page.contains("This run has ended"));
    assert!(other.sees("/").await.contains("The run that you were in has ended"));
    // Who does nothing does nothing else.
    let (_room, _, mut groups) = Room::running(1).await;
    let both = [
        ("stage", "0"),
        ("would", "nothing"),
        ("would", "police"),
        ("why", "Both"),
    ];
    assert_eq!(
        groups[0].sends("/answer", &both).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn the_same_form_sent_twice_is_taken_both_times() {
    let (room, id, mut groups) = Room::running(1).await;
    let form = [
        ("stage", "0"),
        ("mark", "1"),
        ("sees-1", "An assault"),
        ("would", "police"),
        ("would", "manager"),
        ("why", "Sent twice"),
    ];
    for _ in 0..2 {
        assert_eq!(groups[0].sends_on("/answer", &form).await, "/waiting");
    }
    let (status, page) = groups[0]
        .sends("/answer", &[("stage", "0"), ("would", "police"), ("why", "Otherwise")])
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("An answer of your group was recorded") && page.contains("What your group recorded meanwhile"),
        "{page}"
    );
    let run = room.training.standing(&id).unwrap().unwrap().run;
    assert_eq!(run.groups[&1].answers[&0].answer.why, "Sent twice");
}

#[tokio::test]
async fn thirty_people_at_once_lose_nothing_of_each_other() {
    let (room, id, _) = Room::running(0).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let mut all = Vec::new();
    for at in 0..30_u16 {
        let (router, code) = (room.router.clone(), code.clone());
        all.push(tokio::spawn(async move {
            let mut browser = Browser::new(&router);
            let group = (at % 8 + 1).to_string();
            browser.sends_on("/join", &[("code", &code), ("group", &group)]).await;
            assert!(browser.sees("/stage").await.contains("Stop point"));
            browser.answers(0, &[1], "police", &format!("Person {at}")).await;
            browser.sees("/waiting").await;
        }));
    }
    for one in all {
        one.await.unwrap();
    }
    let run = room.training.standing(&id).unwrap().unwrap().run;
    assert_eq!(run.groups.values().map(|g| g.seats).sum::<usize>(), 30);
    assert!(run.groups.len() == 8 && run.waiting().is_empty());
}

#[tokio::test]
async fn a_server_that_is_started_again_knows_its_runs_and_who_sits_where() {
    let (room, id, mut groups) = Room::running(1).await;
    groups[0].answers(0, &[], "nothing", "Before the break").await;
    let cookies = groups[0].cookies.clone();
    let Room { home, .. } = room;
    let again = Room::of(home).await;
    let mut browser = Browser::new(&again.router);
    browser.cookies = cookies;
    assert!(browser.sees("/waiting").await.contains("Before the break"));
    assert!(again.training.standing(&id).unwrap().is_some());
}

#[tokio::test]
async fn flash_cards_come_in_the_order_of_their_number() {
    let mut room = Room::new().await;
    let one = room.facilitator.sees("/facilitator/cards?seed=3").await;
    assert_eq!(one, room.facilitator.sees("/facilitator/cards?seed=3").await);
    assert_ne!(one, room.facilitator.sees("/facilitator/cards?seed=4").await);
    assert!(
        one.contains("Answer") && one.contains("A fair reader also asks"),
        "{one}"
    );
}

#[tokio::test]
async fn the_library_tells_what_each_exercise_is_and_opens_it_for_the_facilitator_alone() {
    let mut room = Room::new().await;
    let library = room.facilitator.sees("/facilitator").await;
    for words in [
        "A child’s year, seen from a duty desk",
        "built in, on an invented case",
        "No exercise has been run yet",
    ] {
        assert!(library.contains(words), "{words}: {library}");
    }
    let page = room
        .facilitator
        .sees(&format!("/facilitator/exercise/{EXERCISE}"))
        .await;
    for words in [
        "Stage 5: Closing",
        "What could be seen by now",
        "the panel has not accepted it",
        "Content warnings",
        "Seen through the eyes of Wrackport Children",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let pack = room
        .facilitator
        .sees(&format!("/facilitator/exercise/{EXERCISE}/pack/html"))
        .await;
    assert!(
        pack.contains("Facilitator’s pack") && pack.contains("Timetable"),
        "{pack}"
    );
}

#[tokio::test]
async fn no_page_of_training_has_markup_that_a_browser_has_to_mend() {
    let (mut room, id, mut groups) = Room::running(2).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let check = |address: &str, page: &str| {
        assert_eq!(crate::web::markup::faults(page), Vec::<String>::new(), "{address}");
    };
    let mut stranger = Browser::new(&room.router);
    for address in [
        "/",
        &format!("/join?code={code}"),
        "/join?code=X",
        "/leave",
        "/nowhere",
        "/facilitator",
    ] {
        check(address, &stranger.raw(address).await);
    }
    let pages = ["/stage", "/waiting", "/entries", "/search?q=mum", "/debrief"];
    groups[0].answers(0, &[1], "police", "<b>Why</b>").await;
    for address in pages {
        check(address, &groups[0].raw(address).await);
    }
    let board = format!("/facilitator/run/{id}");
    check(&board, &room.facilitator.raw(&board).await);
    groups[1].answers(0, &[1], "police", "So it is").await;
    room.releases(&id, 2).await;
    check("/stage", &groups[0].raw("/stage").await);
    room.facilitator
        .sends_on(&format!("{board}/open"), &[("anyway", "1")])
        .await;
    check("/debrief", &groups[0].raw("/debrief").await);
    for address in [
        "/facilitator",
        "/facilitator/new",
        "/facilitator/cards",
        &format!("/facilitator/exercise/{EXERCISE}"),
        &board,
        &format!("{board}?still=1"),
        &format!("{board}/door"),
        &format!("{board}/compare"),
    ] {
        check(address, &room.facilitator.raw(address).await);
    }
}
