//! PDF: A4 pages with the marking on each, tagged for screen readers. Nothing is read from the computer it is made on, and no date stands in it.
//!
//! A document is laid out twice by the same code: once to count pages, once to draw them. Words written from right to left stand in
//! their own order.

mod draw;
mod flow;
mod lines;
mod paper;
mod plan;
mod tables;
mod tags;
mod turned;

use std::io::{self, Write};

use krilla::configure::Accessibility;

use crate::report::{
    Format,
    document::Document,
    fonts::{fonts, visible_line},
    formats::fitted::fitted,
};

/// See the module.
#[derive(Debug)]
pub struct Pdf;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn title(&self) -> &'static str {
        "PDF"
    }

    fn media_type(&self) -> &'static str {
        "application/pdf"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        // A document that PDF/UA-1 does not admit is still tagged; it only does not say that it keeps the standard.
        let document = &*fitted(document);
        let bytes = made(document, Some(Accessibility::UA1)).or_else(|_| made(document, None));
        out.write_all(&bytes.map_err(io::Error::other)?)
    }
}

fn made(document: &Document, standard: Option<Accessibility>) -> Result<Vec<u8>, String> {
    let fonts = fonts().ok_or("the fonts in the program cannot be read")?;
    let mut frame = paper::Frame {
        title: visible_line(&document.title),
        marking: visible_line(&document.marking),
        pages: 0,
        standard,
    };
    let plan = plan::plan(fonts, &frame, document);
    frame.pages = plan.pages;
    let mut paper =
        paper::Paper::drawing(fonts, frame).ok_or("the PDF writer does not take the fonts in the program")?;
    flow::lay(&mut paper, document, &plan.runs);
    paper.finish().1.unwrap_or_else(|| Err("no page was drawn".to_owned()))
}
