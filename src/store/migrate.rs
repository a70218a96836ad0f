//! Migrations: SQL files in order, each applied once, in a transaction of its own.

use rusqlite::{Connection, TransactionBehavior};

/// All migrations; a new one is added at the end, an old one is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_acts.sql"),
    include_str!("migrations/0003_more_of_entries.sql"),
    include_str!("migrations/0004_settled.sql"),
    include_str!("migrations/0005_revisions.sql"),
    include_str!("migrations/0006_problems_of_records.sql"),
    include_str!("migrations/0007_taken_back.sql"),
];

/// The version of a file that this program writes.
pub(super) fn newest() -> usize {
    MIGRATIONS.len()
}

/// The version of a file.
pub(super) fn version(db: &Connection) -> rusqlite::Result<usize> {
    db.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
        .map(|v| usize::try_from(v).unwrap_or(usize::MAX))
}

/// Brings a file to the newest version.
pub(super) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    for (number, sql) in MIGRATIONS.iter().enumerate().skip(version(db)?) {
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.execute_batch(sql)?;
        change.pragma_update(None, "user_version", i64::try_from(number + 1).unwrap_or(i64::MAX))?;
        change.commit()?;
    }
    Ok(())
}
