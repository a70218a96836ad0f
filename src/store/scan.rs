//! *Scanning* a database as bytes: every cell of every table, whatever it is, so that it can be searched for what must not be in it.
//!
//! It is opened in memory and never written; it need not be a case of this program.

use std::io::Cursor;

use rusqlite::{Connection, types::ValueRef};

const HEADER: &[u8] = b"SQLite format 3\0";
/// Where the header says whether changes are kept beside the file; 1 is: they are not.
const BESIDE: [usize; 2] = [18, 19];

/// One cell that holds words or bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The table.
    pub table: String,
    /// The row, counted from 1.
    pub row: usize,
    /// The column.
    pub column: String,
    /// The name of the file that the row is about, where it says so.
    pub file: String,
    /// What it holds.
    pub value: Value,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// Is it a database?
pub fn is_database(bytes: &[u8]) -> bool {
    bytes.starts_with(HEADER)
}

/// Every cell of a database that holds words or bytes, handed on one after the other, and how its tables were made.
///
/// # Errors
/// When the bytes are no database, or are damaged.
pub fn cells(bytes: &[u8], each: &mut dyn FnMut(Cell) -> Result<(), String>) -> Result<(), String> {
    let told = |e: rusqlite::Error| format!("the database cannot be read: {e}");
    let mut own = bytes.to_vec();
    for at in BESIDE {
        // What is kept beside a file in memory cannot be looked for.
        own.get_mut(at).into_iter().for_each(|b| *b = 1);
    }
    let mut db = Connection::open_in_memory().map_err(told)?;
    let length = own.len();
    db.deserialize_read_exact("main", Cursor::new(own), length, true)
        .map_err(told)?;
    let mut made = db
        .prepare("SELECT name, type, coalesce(sql, '') FROM sqlite_schema ORDER BY name")
        .map_err(told)?;
    let listed = made.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    });
    let listed: Vec<(String, String, String)> = listed.map_err(told)?.collect::<Result<_, _>>().map_err(told)?;
    for (at, (name, kind, sql)) in listed.iter().enumerate() {
        each(Cell {
            table: "the form of the tables".to_owned(),
            row: at + 1,
            column: name.clone(),
            file: String::new(),
            value: Value::Text(sql.clone()),
        })?;
        if kind == "table" && !sql.is_empty() {
            rows_of(&db, name, each)?;
        }
    }
    Ok(())
}

fn rows_of(db: &Connection, table: &str, each: &mut dyn FnMut(Cell) -> Result<(), String>) -> Result<(), String> {
    let told = |e: rusqlite::Error| format!("the table {table} cannot be read: {e}");
    let mut asked = db
        .prepare(&format!("SELECT * FROM \"{}\"", table.replace('"', "\"\"")))
        .map_err(told)?;
    let columns: Vec<String> = asked.column_names().map(str::to_owned).collect();
    let file_at = columns.iter().position(|c| c == "file");
    let mut rows = asked.query([]).map_err(told)?;
    let mut number = 0;
    while let Some(row) = rows.next().map_err(told)? {
        number += 1;
        let file = match file_at.map(|at| row.get_ref(at)) {
            Some(Ok(ValueRef::Text(name))) => String::from_utf8_lossy(name).into_owned(),
            _ => String::new(),
        };
        for (at, column) in columns.iter().enumerate() {
            let value = match row.get_ref(at).map_err(told)? {
                ValueRef::Text(words) => Value::Text(String::from_utf8_lossy(words).into_owned()),
                ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => continue,
            };
            each(Cell {
                table: table.to_owned(),
                row: number,
                column: column.clone(),
                file: file.clone(),
                value,
            })?;
        }
    }
    Ok(())
}
