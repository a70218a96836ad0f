//! *Scans*: pages whose picture holds what they tell, told by how much of the page it covers and how few letters stand beside it.
//!
//! A marking that is stamped on a scan (`OFFICIAL-SENSITIVE`, the number of a bundle) is no text of the page. Lines that run
//! along the pages are taken off before letters are counted here.

use super::{
    OCR,
    lines::Line,
    source::{Page, Word, page_place},
};
use crate::import::{contents::Remark, table::heads::is_dated};

/// A page with fewer letters and figures than this has no text to speak of.
pub(super) const FEW: usize = 12;
/// So many letters may be stamped on a picture of a page.
const STAMPED: usize = 150;
/// From this share of the page on, a picture is the page.
const MOST: f32 = 0.5;
/// A smaller picture is a mark or a crest.
const CREST: f32 = 0.1;

/// What a page shows, before anything is taken off it.
pub(super) struct Seen {
    letters: usize,
    /// Share of the page that its pictures cover.
    picture: f32,
}

impl Seen {
    pub(super) fn of(page: &Page) -> Self {
        Self {
            letters: letters(&page.words),
            picture: page.picture,
        }
    }
}

/// Letters and figures of words.
pub(super) fn letters(words: &[Word]) -> usize {
    let all = words.iter().flat_map(|w| w.text.chars());
    all.filter(|c| c.is_alphanumeric()).count()
}

/// Letters of a page's lines.
pub(super) fn letters_of(lines: &[Line]) -> usize {
    lines.iter().map(|l| letters(&l.words)).sum()
}

/// Tells of scans. `running` are the letters of each page that were taken off it as running lines. Words on a scan that
/// name no day are kept in what is told of it, and are no text any more.
pub(super) fn take(pages: &mut [Vec<Line>], seen: &[Seen], running: &[usize]) -> Vec<Remark> {
    let mut out = Vec::new();
    for (at, (page, (seen, running))) in pages.iter_mut().zip(seen.iter().zip(running)).enumerate() {
        // A page with fewer was told of as a page without text.
        if seen.letters < FEW || !is_scan(seen.picture, seen.letters.saturating_sub(*running)) {
            continue;
        }
        let words: Vec<String> = page.iter().map(Line::text).collect();
        let raw = words.join("\n");
        if !is_dated(&raw) {
            page.clear();
        }
        out.push(Remark {
            place: page_place(at),
            lost: true,
            raw,
            what: "the page is a picture (a scan) with few words beside it, and what the picture shows was not read"
                .to_owned(),
            next: OCR.to_owned(),
            ..Remark::default()
        });
    }
    out
}

fn is_scan(picture: f32, letters: usize) -> bool {
    (picture >= MOST && letters < STAMPED) || (picture >= CREST && letters < FEW)
}
