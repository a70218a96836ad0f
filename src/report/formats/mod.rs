//! *Formats*: how a report is written. One file each and one line in `report::FORMATS`.

pub mod html;
pub mod pdf;
