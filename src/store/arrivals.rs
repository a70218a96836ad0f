//! *Arrivals* as the case file keeps them: which import brought which record, and how the record stands now.

use rusqlite::{Connection, Row, Transaction, params};

use crate::{
    model::{
        arrival::{Arrival, Import, Standing},
        case::{Agency, Case},
        problem::Problem,
        record::Record,
    },
    store::{
        away::LeftOut,
        dated,
        error::StoreError,
        file::{CaseFile, from_json, json},
        problems, revise,
    },
};

impl CaseFile {
    /// All records, in the order in which they first came.
    pub fn arrivals(&self) -> Result<Vec<Arrival>, StoreError> {
        self.read(|db| {
            let mut statement = db.prepare(
                "SELECT r.number, r.summary_json, r.superseded_by IS NOT NULL, r.withdrawn_by, r.left_out_json,
                        a.change, c.at, c.who, a.before_json, a.after_json, a.settled
                 FROM record r
                 LEFT JOIN arrival a ON a.number = (SELECT max(number) FROM arrival WHERE record = r.number)
                 LEFT JOIN change c ON c.sequence = a.change
                 ORDER BY r.number",
            )?;
            let mut rows = statement.query([])?;
            let mut out = Vec::new();
            while let Some(row) = rows.next()? {
                out.push(arrival(db, row)?);
            }
            // Rows that a reviewer dated are entries here as everywhere.
            let dated = dated::counted(db)?.map_or_else(Vec::new, |c| c.records);
            for (number, record) in dated {
                let mut same = out
                    .iter_mut()
                    .filter(|a: &&mut Arrival| i64::try_from(a.number) == Ok(number));
                if let Some(arrival) = same.next() {
                    arrival.record = record;
                }
            }
            Ok(out)
        })
    }

    /// What could not be read of a record, and remarks on it.
    pub fn problems_of(&self, record: u64) -> Result<Vec<Problem>, StoreError> {
        let number = i64::try_from(record).unwrap_or(i64::MAX);
        let all = self.read(|db| problems::of(db, number))?;
        Ok(all.into_iter().map(|(_, problem)| problem).collect())
    }
}

fn arrival(db: &Connection, row: &Row<'_>) -> rusqlite::Result<Arrival> {
    let number: i64 = row.get(0)?;
    let record: Record = from_json(&row.get::<_, String>(1)?)?;
    let left_out: Vec<LeftOut> = from_json(&row.get::<_, String>(4)?)?;
    let standing = if let Some(revision) = row.get::<_, Option<i64>>(3)? {
        db.query_row("SELECT at, who, why FROM revision WHERE number = ?1", [revision], |r| {
            Ok(Standing::TakenBack {
                at: r.get(0)?,
                who: r.get(1)?,
                why: r.get(2)?,
            })
        })?
    } else if row.get(2)? {
        Standing::Replaced {
            by: revise::later(db, number)?.unwrap_or_default(),
        }
    } else {
        Standing::InForce
    };
    let whole = |n: i64| u64::try_from(n).unwrap_or(0);
    let import = match row.get::<_, Option<i64>>(5)? {
        None => None,
        Some(change) => Some(Import {
            number: whole(change),
            at: row.get(6)?,
            who: row.get(7)?,
            before: from_json(&row.get::<_, String>(8)?)?,
            after: from_json(&row.get::<_, String>(9)?)?,
            settled: whole(row.get(10)?),
        }),
    };
    let mut places = db.prepare_cached(
        "SELECT DISTINCT json_extract(more_json, '$.part') FROM entry WHERE record = ?1
         UNION SELECT DISTINCT json_extract(problem_json, '$.part') FROM problem WHERE record = ?1 ORDER BY 1",
    )?;
    let places: Vec<Option<String>> = places
        .query_map([number], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Arrival {
        number: whole(number),
        import,
        record,
        standing,
        left_out: left_out.into_iter().map(|l| l.place).collect(),
        places: places.into_iter().flatten().filter(|p| !p.is_empty()).collect(),
    })
}

/// Keeps which import brought these records: the change that was written last. `before` and `after` are what the case states.
pub(super) fn keep(
    db: &Transaction<'_>,
    records: &[i64],
    (before, after): (Option<&Case>, &Case),
) -> rusqlite::Result<()> {
    for record in records {
        let agency: String = db.query_row("SELECT agency FROM record WHERE number = ?1", [record], |row| {
            row.get(0)
        })?;
        let of = |case: &Case| -> Option<Agency> { case.agencies.iter().find(|a| a.id.0 == agency).cloned() };
        db.execute(
            "INSERT INTO arrival (record, change, before_json, after_json, settled)
             SELECT ?1, (SELECT max(sequence) FROM change), ?2, ?3, (SELECT coalesce(max(number), 0) FROM settled)",
            params![record, json(&before.and_then(of))?, json(&of(after))?],
        )?;
    }
    Ok(())
}
