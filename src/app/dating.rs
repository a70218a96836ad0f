//! *Dating*: the day of a row that became no entry, as a reviewer gives it. The row is read again from the record with that day, so that
//! the entry is the one that the file would have given.

use std::collections::BTreeSet;

use crate::{
    app::matters::Matters,
    import::{GivenDay, Ways, read_row},
    model::{
        case::AgencyId,
        entry::{Entry, EntryId},
        matter::Matter,
        problem::Problem,
        row_date::RowDate,
        settled::Settlement,
    },
    review::row_dates,
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
    /// Earlier versions of an entry of a case.
    fn earlier(&self, slug: &str, id: &EntryId) -> anyhow::Result<Vec<Entry>> {
        Ok(match self.file(slug)? {
            Some(file) => file.earlier(id)?,
            None => Vec::new(),
        })
    }

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
        let waiting = matter.problems.iter().find(|p| p.lost_row && p.key() == key);
        // A row that somebody dated since the page was shown is dated again, under the name that it has: both are told of each other.
        let (problem, id) = match (waiting, row_dates::of_key(&matter, key)) {
            (Some(problem), _) => (problem.clone(), None),
            (None, Some((_, given, problem))) => (problem, Some(given.entry.id.clone())),
            (None, None) => return Ok(Some(Err(Undated::Gone))),
        };
        let problem = &problem;
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
        let (mut entry, remarks) = match read_row(&matter.case, ways, &record.agency, file, &given) {
            Ok(read) => read,
            Err(why) => return Ok(Some(Err(Undated::Still(why)))),
        };
        let earlier = |id: &EntryId| self.earlier(slug, id).unwrap_or_default();
        entry.id = id.unwrap_or_else(|| free_id(&matter, (&record.agency, problem), &entry, &earlier));
        Ok(Some(Ok(RowDate {
            agency: record.agency.clone(),
            raw: problem.raw.clone(),
            what: problem.what.clone(),
            source: source.trim().to_owned(),
            alone: is_alone(&matter, problem),
            columns: record.columns.clone(),
            remarks,
            entry,
        })))
    }
}

/// The name of the row's entry: its own, unless another row has or had it. What was put beside that one stays with it.
fn free_id(
    matter: &Matter,
    (agency, problem): (&AgencyId, &Problem),
    entry: &Entry,
    earlier: &dyn Fn(&EntryId) -> Vec<Entry>,
) -> EntryId {
    let is_anothers = |id: &EntryId| {
        let dated = matter.settled.iter().filter_map(|s| match &s.what {
            Settlement::RowDate(given) if given.entry.id == *id => Some(given),
            _ => None,
        });
        let dated: Vec<_> = dated.collect();
        // A row that had a day before, and is given another one, is the same entry; so is a row that its agency names so.
        let is_other_row = |e: &Entry| {
            e.text != entry.text && (entry.made_id || e.agency != *agency || e.origin.file != entry.origin.file)
        };
        matter.entry(id).is_some()
            || dated.iter().any(|g| g.agency != *agency || g.raw != problem.raw)
            || (dated.is_empty() && earlier(id).iter().any(is_other_row))
    };
    let mut id = entry.id.clone();
    let mut again = 1;
    while is_anothers(&id) {
        again += 1;
        id = EntryId(format!("{}-{again}", entry.id));
    }
    id
}

/// Is it the only row of its file that says this?
fn is_alone(matter: &Matter, problem: &Problem) -> bool {
    let alike = matter
        .problems
        .iter()
        .filter(|p| p.row > 0 && p.file == problem.file && p.raw == problem.raw);
    let places: BTreeSet<(&str, usize)> = alike.map(|p| (p.part.as_str(), p.row)).collect();
    places.len() == 1
}
