//! The *rasteriser*: a picture of this program as PNG, for formats that cannot hold SVG. The same picture gives the same bytes everywhere.

use resvg::{tiny_skia, usvg};

use crate::report::fonts;

/// More dots than this would not make a page clearer.
const WIDEST: u32 = 8_000;

/// The picture as PNG of this width, with its width and height in dots; nothing when it is not SVG that can be drawn.
pub(crate) fn png(svg: &str, width_px: u32) -> Option<(Vec<u8>, u32, u32)> {
    let tree = fonts::picture(svg)?;
    let width = u16::try_from(width_px.clamp(1, WIDEST)).ok()?;
    let scale = f32::from(width) / tree.size().width();
    let size = tree.size().to_int_size().scale_to_width(u32::from(width))?;
    if size.height() > 4 * WIDEST {
        return None;
    }
    let mut dots = tiny_skia::Pixmap::new(size.width(), size.height())?;
    dots.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, usvg::Transform::from_scale(scale, scale), &mut dots.as_mut());
    Some((dots.encode_png().ok()?, size.width(), size.height()))
}

#[cfg(test)]
mod tests {
    use super::png;

    const BARS: &str = "<svg viewBox=\"0 0 100 50\" width=\"100%\" font-family=\"arial\" font-size=\"20\"><rect width=\"50\" height=\"50\" fill=\"#0b0c0c\"/><text x=\"60\" y=\"30\">W1 \u{1F600}</text></svg>";

    #[test]
    fn a_picture_becomes_dots_of_the_width_asked_for_and_the_same_ones_twice() {
        let (bytes, width, height) = png(BARS, 400).unwrap();
        assert!(bytes.starts_with(b"\x89PNG"));
        assert_eq!((width, height), (400, 200));
        assert_eq!(bytes, png(BARS, 400).unwrap().0);
        assert_ne!(bytes, png(&BARS.replace("W1", "W2"), 400).unwrap().0, "words are drawn");
    }

    #[test]
    fn what_is_no_picture_gives_nothing() {
        assert!(png("<svg", 400).is_none() && png("", 400).is_none() && png("words", 0).is_none());
    }
}
