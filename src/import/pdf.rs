//! *PDFs* with a text layer: tables, printed logs and letters. A page without text is no text that was read: it is told and counted.
//!
//! A PDF knows no tables and no paragraphs, only words and lines at places; so tables are told by the lines drawn round
//! their cells (`ruled`) or by how words stand under headings (`aligned`), and the rest is text. Each table of a page is a
//! grid with the page as its place; rows are counted on their page. Which column holds what is left to others.

mod aligned;
mod grids;
mod gutter;
mod heads;
mod lines;
mod marks;
mod mixed;
mod packed;
mod pages;
mod placed;
mod ruled;
mod running;
mod scans;
mod sheet;
mod source;
mod text;

use self::{
    scans::FEW,
    source::{Page, Source, page_place},
};
use crate::import::{
    Fit, Importer, NotThisKind, Supply,
    contents::{Contents, Part, Prose, Remark},
};

const OCR: &str = "have it read by OCR and import the result, or type its entries";
const BLANK: &str = "the page is blank";
/// No more text is read from one file.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// Reads PDFs.
#[derive(Debug)]
pub(super) struct Pdf;

impl Importer for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn about(&self) -> &'static str {
        "a PDF with text in it (not a scan), .pdf, with a table, a log or dated paragraphs"
    }

    fn recognises(&self, file: &Supply<'_>) -> Fit {
        if file.head().starts_with(b"%PDF-") {
            Fit::Content
        } else if file.has_extension(&["pdf"]) {
            Fit::Name
        } else {
            Fit::No
        }
    }

    fn open(&self, file: &Supply<'_>) -> Result<Contents, NotThisKind> {
        if file.bytes.is_empty() {
            return Err(NotThisKind::empty());
        }
        if !file.head().windows(5).any(|w| w == b"%PDF-") {
            return Err(NotThisKind {
                what: "the file is named as a PDF and is none".to_owned(),
                next: "ask the agency for the file again".to_owned(),
            });
        }
        let source = Source::open(file.bytes)?;
        let (mut pages, mut remarks) = read(&source);
        if let Some(remark) = cut_short(file.bytes) {
            // Of a file that is cut short, a page without words is one whose words are not there.
            for said in remarks.iter_mut().filter(|r| r.what == BLANK) {
                said.lost = true;
                "the page has no words in this copy, which is cut short".clone_into(&mut said.what);
                said.next.clone_from(&remark.next);
            }
            remarks.push(remark);
        }
        fold_ligatures(&mut pages, &mut remarks);
        remarks.extend(source.around());
        let plain: Vec<Part> = pages.iter().enumerate().filter_map(plain_text).collect();
        let mut contents = pages::laid_out(pages);
        contents.parts.extend(plain);
        remarks.append(&mut contents.remarks);
        contents.remarks = remarks;
        "PDF".clone_into(&mut contents.encoding);
        Ok(contents)
    }
}

/// The pages, and what is to be said of those without text.
fn read(source: &Source) -> (Vec<Page>, Vec<Remark>) {
    let (mut pages, mut remarks, mut length) = (Vec::new(), Vec::new(), 0);
    for at in 0..source.pages {
        let mut page = source.page(at);
        remarks.extend(without_text(&page, at));
        remarks.extend(source.beside(at));
        if let Some(raw) = lines::printed_over(&page.words) {
            page.is_printed_over = true;
            remarks.push(Remark {
                place: page_place(at),
                raw,
                what: "words of the page are printed over one another, so that which belong together is not certain"
                    .to_owned(),
                next: "ask for the table itself (a spreadsheet), or compare every entry of the page with the original"
                    .to_owned(),
                ..Remark::default()
            });
        }
        length += page.words.iter().map(|w| w.text.len()).sum::<usize>();
        pages.push(page);
        if length > MOST_TEXT {
            remarks.push(Remark {
                place: page_place(at + 1),
                lost: true,
                what: format!(
                    "the PDF has more than {} MB of text; the rest was not read",
                    MOST_TEXT / 1024 / 1024
                ),
                next: "split it into smaller files and name them all in case.toml".to_owned(),
                ..Remark::default()
            });
            break;
        }
    }
    (pages, remarks)
}

fn without_text(page: &Page, at: usize) -> Option<Remark> {
    let letters = scans::letters(&page.words);
    let raw: Vec<&str> = page.words.iter().map(|w| w.text.as_str()).collect();
    let remark = |what: &str, next: &str| Remark {
        place: page_place(at),
        raw: raw.join(" "),
        what: what.to_owned(),
        next: next.to_owned(),
        ..Remark::default()
    };
    if page.plain.is_some() {
        let what = "the page could only be read as plain text, without the places of its words";
        return Some(remark(what, "compare the entries of this page with the original"));
    }
    if page.is_unread {
        return Some(Remark {
            lost: true,
            ..remark("the page is damaged and cannot be read", OCR)
        });
    }
    if letters >= FEW {
        return None;
    }
    if page.has_picture {
        return Some(Remark {
            lost: true,
            ..remark("the page has no text: it is a picture (a scan)", OCR)
        });
    }
    let is_blank = letters == 0;
    is_blank.then(|| remark(BLANK, "nothing, unless the original has words on it"))
}

/// A whole PDF says where it ends.
fn cut_short(bytes: &[u8]) -> Option<Remark> {
    let tail = bytes.get(bytes.len().saturating_sub(4096)..).unwrap_or_default();
    let has_end = tail.windows(5).any(|w| w == b"%%EOF");
    (!has_end).then(|| Remark {
        lost: true,
        what: "the PDF is cut short: what follows its last page that could be read is not there".to_owned(),
        next: "ask the agency for the file again, and compare the number of pages".to_owned(),
        ..Remark::default()
    })
}

/// Letters that a printer joined are letters again, so that words can be found. Nothing else is changed.
fn fold_ligatures(pages: &mut [Page], remarks: &mut Vec<Remark>) {
    const JOINED: [(char, &str); 7] = [
        ('\u{fb00}', "ff"),
        ('\u{fb01}', "fi"),
        ('\u{fb02}', "fl"),
        ('\u{fb03}', "ffi"),
        ('\u{fb04}', "ffl"),
        ('\u{fb05}', "st"),
        ('\u{fb06}', "st"),
    ];
    let mut found = String::new();
    let mut fold = |text: &mut String| {
        if text.chars().any(|c| JOINED.iter().any(|(j, _)| *j == c)) {
            if found.is_empty() {
                found.clone_from(text);
            }
            for (joined, letters) in JOINED {
                *text = text.replace(joined, letters);
            }
        }
    };
    for page in pages {
        page.words.iter_mut().for_each(|w| fold(&mut w.text));
        page.plain.iter_mut().for_each(&mut fold);
    }
    if !found.is_empty() {
        remarks.push(Remark {
            raw: found,
            what: "letters that are printed as one sign (fi, fl) were read as letters".to_owned(),
            next: "nothing; the file is kept as it is".to_owned(),
            ..Remark::default()
        });
    }
}

fn plain_text((at, page): (usize, &Page)) -> Option<Part> {
    let text = page.plain.clone()?;
    Some(Part::Text(Prose {
        place: page_place(at),
        text,
        first_line: 1,
        ..Prose::default()
    }))
}
