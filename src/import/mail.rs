//! *Mail*: what e-mails have in common, whatever kind of file they came in. Reading the file is left to `eml` and `msg`.

pub(super) mod bodies;
pub(super) mod calendar;
pub(super) mod charsets;
pub(super) mod codes;
pub(super) mod forms;
pub(super) mod letter;
pub(super) mod mailbox;
pub(super) mod rtf;
pub(super) mod sent;
