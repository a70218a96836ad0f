//! *Opening*: a supplied file from its bytes, with care: in a process of its own, within limits, and one inside another.
//!
//! What any kind of file holds is left to its importer.

pub(super) mod apart;
pub(super) mod budget;
mod code_pages;
pub(super) mod decode;
pub(super) mod directory;
pub(super) mod inner;
pub(super) mod leftovers;
pub(super) mod packed;
pub(super) mod whole;
