//! *Kinds*: what a report says. One file each and one line in `report::KINDS`.

pub mod chronology;
pub mod consultation;
pub mod coverage;
pub mod dhr;
pub mod disclosure;
pub mod full;
pub mod knowledge;
pub mod lines;
pub mod loops;
pub mod parts;
pub mod requests;
pub mod sfo;
pub mod timeline;
pub mod warnings;
