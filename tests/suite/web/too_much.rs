//! More than may be sent: it is let by to its end, so that the browser shows the answer; the answer says the limit and what to do.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};

use super::{Browser, HOST, invented::Invented, read, send, support::people};

const KB: usize = 1024;

/// A body of so many bytes, and how many of them were taken.
struct Long {
    begin: &'static str,
    left: usize,
    taken: Arc<AtomicUsize>,
}

impl http_body::Body for Long {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let mut data = std::mem::take(&mut self.begin).as_bytes().to_vec();
        let more = (64 * KB).min(self.left);
        data.resize(data.len() + more, b'x');
        self.left -= more;
        self.taken.fetch_add(more, Ordering::Relaxed);
        Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from(data)))))
    }
}

/// What is answered to a body of so many bytes, and how many were taken.
async fn answered(
    browser: &Browser,
    address: &str,
    (kind, begin, bytes): (&str, &'static str, usize),
) -> (StatusCode, String, usize) {
    let taken = Arc::new(AtomicUsize::new(0));
    let body = Long {
        begin,
        left: bytes,
        taken: Arc::clone(&taken),
    };
    let request = Request::post(address)
        .header(header::HOST, HOST)
        .header(header::COOKIE, &browser.cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind);
    let (status, page) = read(send(&browser.router, request.body(Body::new(body)).unwrap()).await).await;
    (status, page, taken.load(Ordering::Relaxed))
}

const FILES: &str = "multipart/form-data; boundary=b";
const FILE: &str = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"big.csv\"\r\n\r\n";
const WORDS: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn files_over_the_limit_are_let_by_and_the_answer_says_the_limit() {
    let browser = people(Invented::plain(), &["A. Reviewer"]).await.remove(0);
    let bytes = 230 * KB * KB;
    let (status, page, taken) = answered(&browser, "/case/harrow-lane/import", (FILES, FILE, bytes)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        taken, bytes,
        "all of it was taken, so that the browser reads the answer"
    );
    assert!(
        page.contains("larger than 200 MB")
            && page.contains("fewer files at once")
            && page.contains("Nothing was changed"),
        "{page}"
    );
}

#[tokio::test]
async fn words_over_the_limit_are_let_by_and_those_a_page_can_show_come_back() {
    let browser = people(Invented::plain(), &["A. Reviewer"]).await.remove(0);
    let at = "/case/harrow-lane/lines/terms";
    let (status, page, taken) = answered(&browser, at, (WORDS, "text=", 9 * KB * KB)).await;
    assert_eq!((status, taken), (StatusCode::PAYLOAD_TOO_LARGE, 9 * KB * KB));
    assert!(page.contains("MB, which is the most that one form takes"), "{page}");
    for (begin, bytes) in [
        ("form=terms-&text=Mornington+", 250 * KB),
        ("form=terms-&text=Mornington+", 3 * KB * KB),
    ] {
        let (status, page, _) = answered(&browser, at, (WORDS, begin, bytes)).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.contains("at most 200 thousand characters"), "{}", &page[..9_000]);
        assert!(page.contains("Mornington xxxx"), "what was typed stands in the form");
    }
    let (status, page) = browser.open("/case/harrow-lane/lines").await;
    assert!(
        status == StatusCode::OK && !page.contains("Mornington"),
        "nothing was kept"
    );
}
