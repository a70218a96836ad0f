//! The *store*: one SQLite file per case, which is the truth: original records, entries, problems; one per run of an exercise.
//!
//! Layer 3. It reads no file formats and judges nothing. A case is whole or absent: what is written is written in one
//! transaction, and a new case is made beside its place and moved there when it is whole.

mod acts;
mod arrivals;
mod away;
mod dated;
mod error;
mod file;
mod held;
mod intake;
mod making;
mod migrate;
mod problems;
mod put;
mod reach;
mod revise;
mod rows;
mod runs;
mod scan;
mod settled;
mod withdraw;

pub use crate::model::history::Revision;
pub use error::StoreError;
pub use file::{Became, CaseFile, Stored};
pub use held::{Held, NotRead};
pub use intake::{Added, Intake};
pub use runs::{RunFile, RunOf};
pub use scan::{Cell, Value, cells, is_database};
pub use withdraw::{Leaving, Withdrawal, is_within};
