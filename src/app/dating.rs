//! *Dating*: the day of a row that became no entry, as a reviewer gives it. The row is read again from the record with that day, so that
//! the entry is the one that the file would have given.

use crate::{
    app::matters::Matters,
    import::{GivenDay, Ways, read_row},
    model::{entry::EntryId, row_date::RowDate},
};

/// Why no entry can be made of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undated {
    /// There is no such row any more: it was given a day, or its file was replaced.
    Gone,
    /// Several files have its name, or it is no row of one.
    NoFile,
    /// In words, what still keeps it from becoming an entry.
    Still(String),
}

impl Matters {
    /// What the row of the problem with this key becomes when it is dated so. Nothing when there is no such case. Nothing is kept by it.
    ///
    /// # Errors
    /// When the case cannot be opened.
    pub fn date_row(
        &self,
        slug: &str,
        (key, written, source): (&str, &str, &str),
    ) -> anyhow::Result<Option<Result<RowDate, Undated>>> {
        let Some(matter) = self.get(slug)? else {
            return Ok(None);
        };
        let Some(problem) = matter.problems.iter().find(|p| p.lost_row && p.key() == key) else {
            return Ok(Some(Err(Undated::Gone)));
        };
        let mut files = matter.records.iter().filter(|r| r.file == problem.file);
        let (Some(record), None) = (files.next().filter(|_| problem.row > 0), files.next()) else {
            return Ok(Some(Err(Undated::NoFile)));
        };
        let Some(content) = self.original(slug, &record.sha256)? else {
            return Ok(Some(Err(Undated::NoFile)));
        };
        let given = GivenDay {
            part: problem.part.clone(),
            row: problem.row,
            written: written.trim().to_owned(),
        };
        let ways = Ways {
            headings: &self.book().headings,
            opener: self.opener(),
        };
        let file = (record.file.as_str(), record.sha256.as_str(), content.as_slice());
        let mut entry = match read_row(&matter.case, ways, &record.agency, file, &given) {
            Ok(entry) => entry,
            Err(why) => return Ok(Some(Err(Undated::Still(why)))),
        };
        let written = entry.id.clone();
        let mut again = 1;
        while matter.entry(&entry.id).is_some() {
            again += 1;
            entry.id = EntryId(format!("{written}-{again}"));
        }
        Ok(Some(Ok(RowDate {
            agency: record.agency.clone(),
            raw: problem.raw.clone(),
            what: problem.what.clone(),
            source: source.trim().to_owned(),
            entry,
        })))
    }
}
