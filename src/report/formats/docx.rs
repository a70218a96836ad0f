//! Word: real headings, named styles that a person can change (`templates/reports/docx/styles.xml`), tables whose head is repeated
//! on each page, the marking at the top and bottom of every page, wide tables on pages turned on their side.
//!
//! The package is written here and by nobody else's writer: parts are deflated, and the same document gives the same bytes.

mod body;
mod lines;
mod picture;

use std::{
    fmt::Write as _,
    io::{self, Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use self::{body::Body, lines::escape};
use crate::report::{Format, document::Document, formats::fitted::fitted};

const CONTENT_TYPES: &str = include_str!("../../../templates/reports/docx/content_types.xml");
const RELS: &str = include_str!("../../../templates/reports/docx/rels.xml");
const APP: &str = include_str!("../../../templates/reports/docx/app.xml");
const STYLES: &str = include_str!("../../../templates/reports/docx/styles.xml");
const NUMBERING: &str = include_str!("../../../templates/reports/docx/numbering.xml");
const SETTINGS: &str = include_str!("../../../templates/reports/docx/settings.xml");
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// See the module.
#[derive(Debug)]
pub struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn title(&self) -> &'static str {
        "Word"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let body = Body::of(&fitted(document));
        let mut package = Package::new();
        package.part("[Content_Types].xml", CONTENT_TYPES.as_bytes())?;
        package.part("_rels/.rels", RELS.as_bytes())?;
        package.part("docProps/core.xml", core(document).as_bytes())?;
        package.part("docProps/app.xml", APP.as_bytes())?;
        package.part("word/document.xml", body.xml.as_bytes())?;
        package.part(
            "word/_rels/document.xml.rels",
            relations(body.pictures.len()).as_bytes(),
        )?;
        package.part("word/styles.xml", STYLES.as_bytes())?;
        package.part("word/numbering.xml", NUMBERING.as_bytes())?;
        package.part("word/settings.xml", SETTINGS.as_bytes())?;
        package.part("word/header.xml", header(document).as_bytes())?;
        package.part(
            "word/footer_upright.xml",
            footer(document, body::UPRIGHT.text()).as_bytes(),
        )?;
        package.part("word/footer_wide.xml", footer(document, body::WIDE.text()).as_bytes())?;
        for (at, png) in body.pictures.iter().enumerate() {
            package.part(&format!("word/media/picture{}.png", at + 1), png)?;
        }
        out.write_all(&package.finish()?)
    }
}

/// The parts of the file, each deflated and with the same time.
struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
}

impl Package {
    fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            options: SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(DateTime::DEFAULT),
        }
    }

    fn part(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.zip.start_file(name, self.options).map_err(io::Error::other)?;
        self.zip.write_all(bytes)
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        Ok(self.zip.finish().map_err(io::Error::other)?.into_inner())
    }
}

/// Title and language, and no day: when a report was made stands in its text.
fn core(document: &Document) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Forewarned</dc:creator>\
         <cp:keywords>{}</cp:keywords><dc:language>en-GB</dc:language></cp:coreProperties>",
        escape(&document.title),
        escape(&document.marking)
    )
}

fn relations(pictures: usize) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let fixed = [
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header", "header"),
        ("footer_upright", "footer"),
        ("footer_wide", "footer"),
    ];
    let mut out =
        format!("{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (part, kind) in fixed {
        // Writing to a string cannot go wrong.
        let _ = write!(
            out,
            "<Relationship Id=\"{part}\" Type=\"{KIND}/{kind}\" Target=\"{part}.xml\"/>"
        );
    }
    for at in 1..=pictures {
        let _ = write!(
            out,
            "<Relationship Id=\"picture{at}\" Type=\"{KIND}/image\" Target=\"media/picture{at}.png\"/>"
        );
    }
    out.push_str("</Relationships>");
    out
}

fn marking(document: &Document) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Marking\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escape(&document.marking)
    )
}

fn header(document: &Document) -> String {
    format!("{XML}<w:hdr {WORD}>{}</w:hdr>", marking(document))
}

/// Title left, page number right, the marking below.
fn footer(document: &Document, width: u32) -> String {
    let field = |code| format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let words = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
    format!(
        "{XML}<w:ftr {WORD}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs></w:pPr>\
         {}<w:r><w:tab/></w:r>{}{}{}{}</w:p>{}</w:ftr>",
        words(&shortened(&document.title)),
        words("Page "),
        field("PAGE"),
        words(" of "),
        field("NUMPAGES"),
        marking(document)
    )
}

/// A title that leaves room for the page number beside it.
fn shortened(title: &str) -> String {
    if title.chars().count() <= 90 {
        return title.to_owned();
    }
    title.chars().take(89).chain(['…']).collect()
}
