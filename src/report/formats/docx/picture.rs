//! Pictures in a Word document: the SVG as dots, with words for those who do not see it.

/// Dots across: 200 to the inch on a page turned on its side.
pub(super) const DOTS: u32 = 2000;
/// English metric units in a twentieth of a point.
const EMU: u32 = 635;

/// The paragraph of a picture that is this wide and high in dots, no larger than the page's room (in twentieths of a point).
pub(super) fn paragraph(number: usize, (width, height): (u32, u32), room: (u32, u32)) -> String {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (most_x, most_y) = (u64::from(room.0 * EMU), u64::from(room.1 * EMU));
    let x = most_x.min(most_y * width / height);
    let y = (x * height / width).max(1);
    format!(
        "<w:p><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{x}\" cy=\"{y}\"/>\
         <wp:docPr id=\"{number}\" name=\"Picture {number}\" descr=\"Timeline of the case. What it shows stands in the tables of this report.\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"picture{number}.png\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{x}\" cy=\"{y}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
         </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
}
