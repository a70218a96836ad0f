//! *Shapes*: the few kinds of logic that patterns are made of, one file each and one line in [`SHAPES`].

pub mod absence;
pub mod assumption;
mod bodies;
mod charged;
pub mod cluster;
pub mod contrary;
pub mod good;
pub mod interval;
pub mod knowledge;
pub mod looped;
pub mod mirror;
pub mod omission;
pub mod repeat;
pub mod response;
pub mod run;
pub mod unconsulted;

use crate::{
    model::finding::Finding,
    patterns::{pattern::Pattern, scene::Scene},
};

/// One kind of logic. A shape looks only at the scene: same scene, same findings.
pub trait Shape: Sync {
    /// Its name in pattern files.
    fn name(&self) -> &'static str;
    /// One sentence for the guide.
    fn about(&self) -> &'static str;
    /// Does a pattern of this shape need a window? Others are judged on the day, or over the days that they find.
    fn wants_window(&self) -> bool {
        true
    }
    /// What is looked for, where a step of the pattern lists these concepts.
    fn looks_for(&self, listed: &[String], _finding: &Finding) -> Vec<String> {
        listed.to_vec()
    }
    /// What is read as a step, for the page of a pattern, where the step lists concepts of these names.
    fn reads_as(&self, listed: String) -> String {
        listed
    }
    /// Judges a pattern on a scene. The first trigger of a finding is the entry on which it turns.
    fn judge(&self, pattern: &Pattern, scene: &Scene<'_>) -> Vec<Finding>;
}

/// All shapes.
pub const SHAPES: &[&dyn Shape] = &[
    &response::Response,
    &repeat::Repeat,
    &contrary::Contrary,
    &unconsulted::Unconsulted,
    &looped::Loop,
    &absence::Absence,
    &interval::Interval,
    &run::Run,
    &cluster::Cluster,
    &mirror::Mirror,
    &omission::Omission,
    &assumption::Assumption,
    &knowledge::Knowledge,
    &good::Good,
];

/// The shape of this name.
pub fn by_name(name: &str) -> Option<&'static dyn Shape> {
    SHAPES.iter().copied().find(|s| s.name() == name)
}
