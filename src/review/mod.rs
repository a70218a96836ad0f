//! *Review*: the reviewer's hand laid over the program's reading, and what of it can teach the rules.
//!
//! Layer 1, pure. Keeping acts is left to `store`, judging again to `patterns`.

pub use crate::model::deciding;

pub mod act_words;
pub mod agreement;
pub mod between;
pub mod changes;
pub mod conflicts;
pub mod consultation;
pub mod coverage;
pub mod enquiry;
pub mod knowledge;
pub mod ledger;
pub mod lens;
pub mod lesson;
pub mod linked;
pub mod margin;
pub mod mask;
pub mod overlay;
pub mod plain;
pub mod receipt;
pub mod requests;
pub mod row_dates;
pub mod said;
pub mod same_event;
pub mod settled_words;
pub mod settling;
pub mod stated;
pub mod subject;
pub mod untied;
