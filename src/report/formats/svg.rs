//! SVG: the first picture of a report as a file of its own.

use std::io::{self, Write};

use crate::report::{
    Format, KINDS, Part,
    document::{Block, Document},
};

/// See the module.
#[derive(Debug)]
pub struct Svg;

impl Format for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn title(&self) -> &'static str {
        "SVG, picture only"
    }

    fn media_type(&self) -> &'static str {
        "image/svg+xml"
    }

    fn needs(&self) -> Option<Part> {
        Some(Part::Picture)
    }

    fn write(&self, document: &Document, out: &mut dyn Write) -> io::Result<()> {
        let picture = document.blocks.iter().find_map(|b| match b {
            Block::Picture(svg) => Some(svg),
            _ => None,
        });
        let svg = picture.ok_or_else(|| {
            let with: Vec<&str> = KINDS
                .iter()
                .filter(|k| k.holds().contains(&Part::Picture))
                .map(|k| k.name())
                .collect();
            let why = format!(
                "the report holds no picture; choose a kind that has one ({}), or another format",
                with.join(", ")
            );
            io::Error::new(io::ErrorKind::Unsupported, why)
        })?;
        // In a page the picture needs no name space; a file of its own is no picture without.
        let named = "<svg xmlns=";
        if svg.starts_with(named) {
            return out.write_all(svg.as_bytes());
        }
        let file = svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
        out.write_all(file.as_bytes())
    }
}
