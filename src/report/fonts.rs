//! *Fonts* that go with the program, so that a report looks the same on every computer: two faces for text and a wide one for what they lack.
//!
//! Licences stand beside the files in `templates/reports/fonts`. A character that no face has is shown by its number ([`visible`]), never left out.

use std::{
    borrow::Cow,
    fmt::Write as _,
    sync::{Arc, OnceLock},
};

use resvg::usvg::{self, fontdb};

/// A face, by its place in [`DATA`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// For text.
    Regular = 0,
    /// For words to be seen.
    Bold = 1,
    /// For characters that the others lack: signs, Greek, Cyrillic, Arabic and more.
    Wide = 2,
}

/// The files of all faces.
pub(super) const DATA: [&[u8]; 3] = [
    include_bytes!("../../templates/reports/fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../../templates/reports/fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../../templates/reports/fonts/DejaVuSans.ttf"),
];

/// Characters below this are kept in a table, since nearly all text is made of them.
const QUICK: usize = 0x250;

/// A character in a face: which glyph, and how far it reaches in parts of the font's size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The face that has it.
    pub face: Face,
    /// Its number there.
    pub id: u16,
    /// How far it reaches.
    pub advance: f32,
}

/// Letters that belong together, as a face writes them joined.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Joined {
    /// The first byte of the words that it writes.
    pub start: usize,
    /// The glyphs from left to right: which, how far each reaches, and how far to the right and up it is moved, in parts of the font's size.
    pub glyphs: Vec<(u16, f32, [f32; 2])>,
}

/// The faces, read once.
pub(super) struct Fonts {
    faces: Vec<rustybuzz::Face<'static>>,
    quick: [Vec<Option<Glyph>>; 2],
}

/// The fonts; nothing when the files in the program are damaged.
pub(super) fn fonts() -> Option<&'static Fonts> {
    static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let faces = DATA
                .iter()
                .map(|d| rustybuzz::Face::from_slice(d, 0))
                .collect::<Option<Vec<_>>>()?;
            let mut fonts = Fonts {
                faces,
                quick: [Vec::new(), Vec::new()],
            };
            let table = |face| {
                (0..QUICK)
                    .map(|n| u32::try_from(n).ok().and_then(char::from_u32))
                    .map(|c| c.and_then(|c| fonts.look_up(face, c)))
                    .collect()
            };
            fonts.quick = [table(Face::Regular), table(Face::Bold)];
            Some(fonts)
        })
        .as_ref()
}

impl Fonts {
    /// The glyph of a character in a face, or in the wide one.
    pub(super) fn glyph(&self, face: Face, c: char) -> Option<Glyph> {
        match self.quick.get(face as usize).and_then(|q| q.get(c as usize)) {
            Some(known) => *known,
            None => self.look_up(face, c),
        }
    }

    /// Words that are written from right to left, their letters joined as the script asks, in the order in which they are read.
    pub(super) fn joined(&self, face: Face, words: &str) -> Vec<Joined> {
        let Some(font) = self.faces.get(face as usize) else {
            return Vec::new();
        };
        let mut buffer = rustybuzz::UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.set_direction(rustybuzz::Direction::RightToLeft);
        buffer.guess_segment_properties();
        buffer.set_direction(rustybuzz::Direction::RightToLeft);
        let set = rustybuzz::shape(font, &[], buffer);
        // A face has at most 16,384 units, and its measures are of the same size.
        let measure = |units: i32| i16::try_from(units).map_or(0.0, f32::from);
        let units = measure(font.units_per_em());
        let mut out: Vec<Joined> = Vec::new();
        for (info, place) in set.glyph_infos().iter().zip(set.glyph_positions()) {
            let start = usize::try_from(info.cluster).unwrap_or(0);
            let part = |units_of: i32| measure(units_of) / units;
            let glyph = (
                u16::try_from(info.glyph_id).unwrap_or(0),
                part(place.x_advance),
                [part(place.x_offset), part(place.y_offset)],
            );
            match out.last_mut().filter(|j| j.start == start) {
                Some(same) => same.glyphs.push(glyph),
                None => out.push(Joined {
                    start,
                    glyphs: vec![glyph],
                }),
            }
        }
        out.reverse();
        out
    }

    fn look_up(&self, face: Face, c: char) -> Option<Glyph> {
        [face, Face::Wide].into_iter().find_map(|face| {
            let parsed: &ttf_parser::Face<'_> = self.faces.get(face as usize)?;
            let id = parsed.glyph_index(c).filter(|g| g.0 != 0)?;
            let advance = f32::from(parsed.glyph_hor_advance(id)?) / f32::from(parsed.units_per_em());
            Some(Glyph {
                face,
                id: id.0,
                advance,
            })
        })
    }
}

/// Text in which everything can be seen: a character that no face has, or that has no shape, stands as its number, `[U+1F600]`.
///
/// Line breaks stay, and a tab becomes four spaces.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let plain = |c: char| matches!(c, ' '..='~' | '\n');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\t' => out.push_str("    "),
            c if plain(c) => out.push(c),
            c if shapeless(c) || fonts().is_none_or(|f| f.glyph(Face::Regular, c).is_none()) => {
                // Writing to a string cannot go wrong.
                let _ = write!(out, "[U+{:04X}]", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The same on one line, for titles.
pub(super) fn visible_line(text: &str) -> String {
    visible(text).replace('\n', " ")
}

/// Characters that leave no mark on paper though something was written, or that change the order of what follows.
fn shapeless(c: char) -> bool {
    c.is_control()
        || matches!(
            u32::from(c),
            0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF | 0xFFF0..=0xFFFC | 0xFFFE..=0xFFFF
                | 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF
        )
}

/// A picture read with these fonts and no others; nothing when it is not SVG that can be drawn.
pub(super) fn picture(svg: &str) -> Option<usvg::Tree> {
    static BASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let base = BASE.get_or_init(|| {
        let mut base = fontdb::Database::new();
        for data in DATA {
            base.load_font_data(data.to_vec());
        }
        base.set_sans_serif_family("Liberation Sans");
        base.set_serif_family("Liberation Sans");
        base.set_monospace_family("Liberation Sans");
        Arc::new(base)
    });
    let mut svg = visible(svg);
    if !svg.contains("xmlns=\"http://www.w3.org/2000/svg\"") {
        svg = Cow::Owned(svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1));
    }
    let options = usvg::Options {
        font_family: "Liberation Sans".to_owned(),
        fontdb: Arc::clone(base),
        // Nothing is fetched: neither files nor addresses that a picture may name.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(&svg, &options).ok()
}
