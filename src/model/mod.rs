//! Plain types of a case: what the words in `docs/glossary.md` mean, as data.
//!
//! Layer 0. Holds no behaviour beyond what a value can say of itself (is this date before that one?).
//! Reading text, judging, storing and showing are left to the layers above. Nothing here does IO or asks the time.

pub mod act;
pub mod arrival;
pub mod bare_fact;
pub mod beside;
pub mod capital;
pub mod case;
pub mod columns;
pub mod coverage;
pub mod day;
pub mod deciding;
pub mod disguise;
pub mod entry;
pub mod finding;
pub mod hash;
pub mod history;
pub mod lens;
pub mod life;
pub mod matter;
pub mod mention;
pub mod places;
pub mod problem;
pub mod quote;
pub mod record;
pub mod row_date;
pub mod settled;
pub mod template;
pub mod timeline;
pub mod when;
pub mod who;
