//! *Formats*: how a report is written. One file each and one line in `report::FORMATS`.

pub mod csv;
pub mod docx;
mod fitted;
pub mod html;
pub mod json;
pub mod pdf;
mod sheets;
pub mod svg;
pub mod timesketch;
pub mod xlsx;
