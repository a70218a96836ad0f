//! What went wrong in a room: two windows of one browser, two tables at one group, a wall that told what was coming, a group that came late.

use axum::http::StatusCode;

use super::{Browser, Room};

#[tokio::test]
async fn an_answer_written_for_one_group_is_not_recorded_for_another_of_the_same_browser() {
    let (room, id, mut groups) = Room::running(1).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let page = groups[0].sees("/stage").await;
    assert!(page.contains("name=\"group\" value=\"1\""), "{page}");
    groups[0].sends_on("/join", &[("code", &code), ("group", "2")]).await;
    let form = [
        ("stage", "0"),
        ("group", "1"),
        ("code", code.as_str()),
        ("mark", "1"),
        ("sees-1", "An assault"),
        ("would", "police"),
        ("why", "Typed as group one"),
    ];
    let (status, page) = groups[0].sends("/answer", &form).await;
    assert_eq!(status, StatusCode::CONFLICT);
    for words in [
        "opened for group 1",
        "in group 2 now",
        "Typed as group one",
        "An assault",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let run = room.training.standing(&id).unwrap().unwrap().run;
    assert!(run.given(1, 0).is_none() && run.given(2, 0).is_none());
    let (status, page) = groups[0].sends("/leave", &[("group", "1"), ("code", &code)]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        page.contains("in group 2 now") && page.contains("Nobody has left"),
        "{page}"
    );
    groups[0].sees("/stage").await;
    let leave = [("group", "2"), ("code", code.as_str())];
    assert_eq!(groups[0].sends_on("/leave", &leave).await, "/");
}

#[tokio::test]
async fn a_second_table_is_offered_a_group_that_nobody_has_joined() {
    let (room, id, _groups) = Room::running(1).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let mut browser = Browser::new(&room.router);
    let join = format!("/join?code={code}");
    let welcome = browser.sees(&join).await;
    assert!(
        welcome.contains("value=\"2\" checked") && !welcome.contains("value=\"1\" checked"),
        "{welcome}"
    );
    assert!(
        welcome.contains("Group 1 (one browser has joined; only if you are of this group)"),
        "{welcome}"
    );
    // Somebody was faster: who chose the group on an older page is asked.
    room.joins(&id, 2).await;
    let form = [("code", code.as_str()), ("taken", "1"), ("group", "2")];
    let (status, page) = browser.sends("/join", &form).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("Another browser has joined group 2") && page.contains("name=\"taken\" value=\"1 2\""),
        "{page}"
    );
    for group in 3..=8 {
        room.joins(&id, group).await;
    }
    let welcome = browser.sees(&join).await;
    assert!(
        welcome.contains("All groups have been joined already") && !welcome.contains(" checked"),
        "{welcome}"
    );
}

#[tokio::test]
async fn a_wall_shows_how_to_join_and_nothing_of_what_is_coming() {
    let (mut room, id, _groups) = Room::running(0).await;
    let code = room.training.standing(&id).unwrap().unwrap().code;
    let board = format!("/facilitator/run/{id}");
    assert!(room.facilitator.sees(&board).await.contains(&format!("{board}/door")));
    let wall = room.facilitator.sees(&format!("{board}/door")).await;
    assert!(wall.contains(&code) && wall.contains("192.168.7.20"), "{wall}");
    assert!(!wall.contains("A doctor rings") && !wall.contains("Closing"), "{wall}");
}

#[tokio::test]
async fn a_group_that_came_late_is_said_to_have_come_late_and_nothing_is_held_against_it() {
    let (mut room, id, mut groups) = Room::running(1).await;
    groups[0].answers(0, &[1], "police", "So it seems").await;
    room.releases(&id, 2).await;
    let mut late = room.joins(&id, 2).await;
    let stage = late.sees("/stage").await;
    for gone in ["Most entries are none", "told to this agency"] {
        assert!(!stage.contains(gone), "{gone}: {stage}");
    }
    assert!(stage.contains("another agency’s record"), "{stage}");
    for group in [&mut groups[0], &mut late] {
        group.answers(1, &[], "nothing", "Quiet").await;
    }
    let compare = room.facilitator.sees(&format!("/facilitator/run/{id}/compare")).await;
    for words in [
        "Had not joined by then",
        "not of the agency through whose eyes you read",
        "set by the exercise, and by no group",
    ] {
        assert!(compare.contains(words), "{words}: {compare}");
    }
    assert!(!compare.contains("on which no finding rests"), "{compare}");
}

#[tokio::test]
async fn what_the_records_show_already_is_not_held_against_groups() {
    let mut room = Room::new().await;
    let to = room
        .facilitator
        .sends_on(
            "/facilitator/start",
            &[("exercise", "hollin-bank-probation"), ("groups", "2")],
        )
        .await;
    let id = to.strip_prefix("/facilitator/run/").unwrap().to_owned();
    let mut group = room.joins(&id, 1).await;
    room.releases(&id, 1).await;
    group.answers(0, &[], "nothing", "It is done").await;
    let compare = room.facilitator.sees(&format!("/facilitator/run/{id}/compare")).await;
    assert!(compare.contains("already on record by this stop point"), "{compare}");
    for line in compare
        .split("<li>")
        .filter(|l| l.contains("already on record by this stop point"))
    {
        assert!(!line.contains("Chosen by no group"), "{line}");
    }
}

#[tokio::test]
async fn the_last_answer_can_be_changed_until_the_discussion_is_opened() {
    let (mut room, id, mut groups) = Room::running(1).await;
    let stages = room.training.standing(&id).unwrap().unwrap().exercise.stages.len();
    for stage in 0..stages {
        groups[0].answers(stage, &[], "nothing", "Quiet").await;
        let waiting = groups[0].sees("/waiting").await;
        assert_eq!(waiting.contains("until the discussion is opened"), stage + 1 == stages);
        if stage + 1 < stages {
            let board = room.facilitator.sees(&format!("/facilitator/run/{id}")).await;
            assert!(board.contains("never be released afterwards"), "{board}");
            room.releases(&id, stage + 2).await;
        }
    }
}
