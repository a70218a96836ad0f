//! *Drawing*: what lies on a page, put into the file.

use krilla::{
    color::rgb,
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect, Size, Transform},
    outline::{Outline, OutlineNode},
    paint::{Fill, Stroke},
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg;

use super::lines::{BLACK, Ink, Line};

/// A heading: its level, its words, its page and how far down.
pub(super) type Heading = (u8, String, usize, f32);

/// A line or a picture that belongs to a part.
pub(super) enum Mark {
    /// A line, from where, standing on what.
    Line(Line, f32, f32),
    /// A picture in its place.
    Picture(Box<usvg::Tree>, Rect),
}

/// Something without words.
pub(super) enum Shape {
    /// A tinted area.
    Area(Rect, Ink),
    /// A thin border.
    Border(Rect, Ink),
}

/// The list of headings beside the pages.
pub(super) fn outline(headings: &[Heading]) -> Outline {
    let mut out = Outline::new();
    let mut rest = headings;
    while let Some((node, left)) = branch(rest) {
        out.push_child(node);
        rest = left;
    }
    out
}

/// The first heading with all deeper ones that follow it, and what is left. Levels are 1 to 4, so depth is bounded.
fn branch(headings: &[Heading]) -> Option<(OutlineNode, &[Heading])> {
    let ((level, words, page, y), mut rest) = headings.split_first()?;
    let place = XyzDestination::new(*page, Point::from_xy(0.0, (*y - 6.0).max(0.0)));
    let mut node = OutlineNode::new(words.clone(), place).with_open(*level < 2);
    while rest.first().is_some_and(|next| next.0 > *level) {
        let Some((kid, left)) = branch(rest) else { break };
        node.push_child(kid);
        rest = left;
    }
    Some((node, rest))
}

fn colour([r, g, b]: Ink) -> rgb::Color {
    rgb::Color::new(r, g, b)
}

/// Draws an area or a border.
pub(super) fn draw_shape(surface: &mut Surface, shape: &Shape) {
    let (Shape::Area(rect, ink) | Shape::Border(rect, ink)) = shape;
    let mut path = PathBuilder::new();
    path.push_rect(*rect);
    let Some(path) = path.finish() else { return };
    let paint = colour(*ink).into();
    let (fill, stroke) = match shape {
        Shape::Area(..) => (
            Some(Fill {
                paint,
                ..Fill::default()
            }),
            None,
        ),
        Shape::Border(..) => (
            None,
            Some(Stroke {
                paint,
                width: 0.5,
                ..Stroke::default()
            }),
        ),
    };
    surface.set_fill(fill);
    surface.set_stroke(stroke);
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// Draws a line or a picture.
pub(super) fn draw_mark(surface: &mut Surface, faces: &[Font], mark: Mark) {
    match mark {
        Mark::Line(line, x, base) => draw_line(surface, faces, &line, (x, base)),
        Mark::Picture(tree, place) => {
            surface.push_transform(&Transform::from_translate(place.left(), place.top()));
            if let Some(size) = Size::from_wh(place.width(), place.height()) {
                surface.set_fill(Some(Fill {
                    paint: colour(BLACK).into(),
                    ..Fill::default()
                }));
                surface.draw_svg(&tree, size, SvgSettings::default());
            }
            surface.pop();
        }
    }
}

/// Draws a line, its words standing on `base`.
pub(super) fn draw_line(surface: &mut Surface, faces: &[Font], line: &Line, (x, base): (f32, f32)) {
    for run in &line.runs {
        let Some(font) = faces.get(run.style.face as usize) else {
            continue;
        };
        let size = run.style.size;
        let turned = run.turned.iter().map(|g| {
            let [right, up] = g.moved;
            let id = GlyphId::new(u32::from(g.id));
            KrillaGlyph::new(
                id,
                g.advance / size,
                right / size,
                up / size,
                0.0,
                g.range.clone(),
                None,
            )
        });
        let glyphs: Vec<KrillaGlyph> = run
            .text
            .char_indices()
            .zip(&run.glyphs)
            .map(|((at, c), (id, advance))| {
                let range = at..at + c.len_utf8();
                let id = GlyphId::new(u32::from(*id));
                KrillaGlyph::new(id, advance / size, 0.0, 0.0, 0.0, range, None)
            })
            .chain(turned)
            .collect();
        surface.set_fill(Some(Fill {
            paint: colour(run.style.ink).into(),
            ..Fill::default()
        }));
        let start = Point::from_xy(x + run.x, base);
        surface.draw_glyphs(start, &glyphs, font.clone(), &run.text, size, false);
    }
}
