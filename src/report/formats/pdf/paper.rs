//! *Paper*: pages, one at a time. What is laid on a page is kept until the page is full, then drawn with its marking and number, and let go.
//!
//! A paper without a file behind it only counts pages, so that the number of all pages is known when the first is drawn.

use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, ConfigurationBuilder},
    geom::Rect,
    metadata::Metadata,
    page::PageSettings,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
    text::Font,
};
use resvg::usvg;

use super::{
    draw::{Heading, Mark, Shape, draw_line, draw_mark, draw_shape, outline},
    lines::{Ink, Line, SMALLEST, Style, one_line},
    plan::Run,
    tags::{Role, Tags},
};
use crate::report::fonts::{DATA, Fonts};

/// Space left and right.
const SIDE: f32 = 40.0;
/// Space above and below, in which marking, title and number stand.
const ENDS: f32 = 50.0;

/// How a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    /// A4 upright.
    Upright,
    /// A4 across.
    Across,
}

impl Sheet {
    fn size(self) -> (f32, f32) {
        match self {
            Self::Upright => (595.28, 841.89),
            Self::Across => (841.89, 595.28),
        }
    }
}

/// What stands on every page, and whether the file is held to PDF/UA-1.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The document's title.
    pub title: String,
    /// Protective marking.
    pub marking: String,
    /// Number of all pages.
    pub pages: usize,
    /// The standard that the file says it keeps.
    pub standard: Option<Accessibility>,
}

/// The file that pages go to.
struct File {
    document: Document,
    faces: Vec<Font>,
    headings: Vec<Heading>,
}

/// See the module.
pub(super) struct Paper {
    /// The fonts words are set in.
    pub fonts: &'static Fonts,
    /// The parts laid so far.
    pub tags: Tags,
    /// How far down the page is filled.
    pub y: f32,
    /// How tightly lines are set; 1 as usual.
    pub tight: f32,
    sheet: Sheet,
    frame: Frame,
    pages: usize,
    shapes: Vec<Shape>,
    marks: Vec<(Option<usize>, Mark)>,
    file: Option<File>,
}

impl Paper {
    /// Paper that only counts.
    pub(super) fn counting(fonts: &'static Fonts, frame: Frame) -> Self {
        Self {
            fonts,
            tags: Tags::new(),
            y: ENDS,
            tight: 1.0,
            sheet: Sheet::Upright,
            frame,
            pages: 0,
            shapes: Vec::new(),
            marks: Vec::new(),
            file: None,
        }
    }

    /// Paper with a file behind it; nothing when fonts or settings are refused.
    pub(super) fn drawing(fonts: &'static Fonts, frame: Frame) -> Option<Self> {
        let mut settings = ConfigurationBuilder::new();
        if let Some(standard) = frame.standard {
            settings = settings.with_accessibility_validator(standard);
        }
        let mut document = Document::new_with(SerializeSettings {
            configuration: settings.finish().ok()?,
            enable_tagging: true,
            ..SerializeSettings::default()
        });
        // No date stands in the file, so that the same document gives the same bytes.
        document.set_metadata(
            Metadata::new()
                .title(frame.title.clone())
                .language("en-GB".to_owned())
                .creator("Forewarned".to_owned()),
        );
        let faces = DATA
            .iter()
            .map(|d| Font::new((*d).into(), 0))
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            file: Some(File {
                document,
                faces,
                headings: Vec::new(),
            }),
            ..Self::counting(fonts, frame)
        })
    }

    /// Left end of what is written.
    pub(super) const LEFT: f32 = SIDE;

    /// Width of what is written.
    pub(super) fn width(&self) -> f32 {
        self.sheet.size().0 - 2.0 * SIDE
    }

    /// Height of what a page holds.
    pub(super) fn height(&self) -> f32 {
        self.sheet.size().1 - 2.0 * ENDS
    }

    /// Height that is left on this page.
    pub(super) fn room(&self) -> f32 {
        self.sheet.size().1 - ENDS - self.y
    }

    /// Whether nothing is on this page yet.
    pub(super) fn is_blank(&self) -> bool {
        self.marks.is_empty() && self.shapes.is_empty()
    }

    /// The place of this page, from 0.
    pub(super) fn page(&self) -> usize {
        self.pages
    }

    /// Begins a run on a page of its own.
    pub(super) fn begin(&mut self, run: &Run) {
        if !self.is_blank() {
            self.new_page();
        }
        (self.sheet, self.tight) = (run.sheet, run.tight);
    }

    /// How far this page is filled, from 0 to 1.
    pub(super) fn filled(&self) -> f32 {
        (self.y - ENDS) / self.height()
    }

    /// A new page unless this one is blank or has this much room.
    pub(super) fn need(&mut self, height: f32) {
        if self.room() < height && !self.is_blank() {
            self.new_page();
        }
    }

    /// A tinted area.
    pub(super) fn area(&mut self, (x, y, width, height): (f32, f32, f32, f32), ink: Ink) {
        self.shapes
            .extend(Rect::from_xywh(x, y, width, height).map(|r| Shape::Area(r, ink)));
    }

    /// A thin border.
    pub(super) fn border(&mut self, (x, y, width, height): (f32, f32, f32, f32), ink: Ink) {
        self.shapes
            .extend(Rect::from_xywh(x, y, width, height).map(|r| Shape::Border(r, ink)));
    }

    /// A line of a part, its words standing on `base`. A line of no part is repeated for the eye only.
    pub(super) fn line(&mut self, part: Option<usize>, line: Line, (x, base): (f32, f32)) {
        for run in line.runs.iter().filter(|r| r.style.marked) {
            let size = run.style.size;
            self.area(
                (x + run.x, base - size * 0.85, run.width, size * 1.12),
                [0xff, 0xe5, 0x8a],
            );
        }
        self.marks.push((part, Mark::Line(line, x, base)));
    }

    /// A picture of a part.
    pub(super) fn picture(&mut self, part: usize, tree: usvg::Tree, place: Rect) {
        self.marks.push((Some(part), Mark::Picture(Box::new(tree), place)));
    }

    /// A heading for the list of headings beside the pages.
    pub(super) fn heading(&mut self, level: u8, words: &str) {
        let (page, y) = (self.pages, self.y);
        if let Some(file) = &mut self.file {
            file.headings.push((level, words.to_owned(), page, y));
        }
    }

    /// Ends this page.
    pub(super) fn new_page(&mut self) {
        let (shapes, marks) = (std::mem::take(&mut self.shapes), std::mem::take(&mut self.marks));
        if let Some(mut file) = self.file.take() {
            self.draw(&mut file, &shapes, marks);
            self.file = Some(file);
        }
        self.pages += 1;
        self.y = ENDS;
    }

    /// Ends the last page: the number of pages, and the file if there is one.
    pub(super) fn finish(mut self) -> (usize, Option<Result<Vec<u8>, String>>) {
        if !self.is_blank() || self.pages == 0 {
            self.new_page();
        }
        let file = self.file.map(|mut file| {
            file.document.set_outline(outline(&file.headings));
            file.document.set_tag_tree(self.tags.tree());
            file.document.finish().map_err(|e| format!("{e:?}"))
        });
        (self.pages, file)
    }

    fn draw(&mut self, file: &mut File, shapes: &[Shape], marks: Vec<(Option<usize>, Mark)>) {
        let (width, height) = self.sheet.size();
        let Some(settings) = PageSettings::from_wh(width, height) else {
            return;
        };
        let mut page = file.document.start_page_with(settings);
        let mut surface = page.surface();
        if !shapes.is_empty() {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            for shape in shapes {
                draw_shape(&mut surface, shape);
            }
            surface.end_tagged();
        }
        let mut marks = marks.into_iter().peekable();
        while let Some((part, mark)) = marks.next() {
            let tag = match part {
                Some(_) if matches!(mark, Mark::Line(..)) => ContentTag::Span(SpanTag::empty()),
                Some(_) => ContentTag::Other,
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let id = surface.start_tagged(tag);
            draw_mark(&mut surface, &file.faces, mark);
            // Lines that follow one another in one part are one mark.
            while let Some((_, more)) = marks.next_if(|(p, m)| *p == part && matches!(m, Mark::Line(..))) {
                draw_mark(&mut surface, &file.faces, more);
            }
            surface.end_tagged();
            if let Some(part) = part {
                self.tags.mark(part, id);
            }
        }
        self.draw_frame(&mut surface, &file.faces);
        surface.finish();
        page.finish();
    }

    /// Marking at top and bottom, title and number.
    fn draw_frame(&self, surface: &mut Surface, faces: &[Font]) {
        let (width, height) = self.sheet.size();
        let small = Style::plain(SMALLEST);
        let set = |words: &str, style, room| one_line(self.fonts, words, style, room);
        let mut marking = set(&self.frame.marking, Style::plain(9.5).bold(), f32::MAX);
        // A long marking is set smaller, never cut.
        if marking.width() > self.width() {
            let size = 9.5 * self.width() / marking.width();
            marking = set(&self.frame.marking, Style::plain(size).bold(), f32::MAX);
        }
        let middle = (width - marking.width()) / 2.0;
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        draw_line(surface, faces, &marking, (middle, 30.0));
        surface.end_tagged();
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        draw_line(surface, faces, &marking, (middle, height - 32.0));
        let number = set(
            &format!("Page {} of {}", self.pages + 1, self.frame.pages),
            small,
            200.0,
        );
        let title = set(&self.frame.title, small, self.width() - number.width() - 20.0);
        draw_line(surface, faces, &title, (SIDE, height - 18.0));
        draw_line(surface, faces, &number, (width - SIDE - number.width(), height - 18.0));
        surface.end_tagged();
    }
}

/// The part of a picture, as large as its page allows.
pub(super) fn figure(paper: &mut Paper, tree: usvg::Tree, words: String) {
    let (wide, high) = (tree.size().width(), tree.size().height());
    let scale = (paper.width() / wide).min((paper.height() - 30.0) / high);
    let (wide, high) = (wide * scale, high * scale);
    paper.need(high);
    if let Some(place) = Rect::from_xywh(Paper::LEFT, paper.y, wide, high) {
        let role = Role::Figure(words, paper.page(), place);
        let part = paper.tags.part(super::tags::DOCUMENT, role);
        paper.picture(part, tree, place);
    }
    paper.y += high + 8.0;
}
