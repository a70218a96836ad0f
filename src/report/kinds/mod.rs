//! *Kinds*: what a report says. One file each and one line in `report::KINDS`.

pub mod chronology;
pub mod full;
pub mod parts;
pub mod warnings;
