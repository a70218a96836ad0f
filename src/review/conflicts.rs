//! x
use crate::model::{case::Case, entry::Entry, mention::Reading, timeline::{Conflict, Duplicate}};
/// x
pub fn find(_: &Case, _: &[Entry], _: &[Reading], _: &[Duplicate]) -> Vec<Conflict> { Vec::new() }
