//! *Workbook*: what spreadsheets have in common once their cells are read. Reading the file is left to `xlsx`, `xls`, `ods`.

pub(super) mod figures;
pub(super) mod remarks;
pub(super) mod sheets;
