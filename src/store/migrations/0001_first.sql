CREATE TABLE matter (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    case_json TEXT NOT NULL,
    case_toml BLOB NOT NULL
) STRICT;

CREATE TABLE record (
    number INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    agency TEXT NOT NULL,
    content BLOB NOT NULL,
    summary_json TEXT NOT NULL,
    UNIQUE (sha256, file, agency)
) STRICT;

CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    record INTEGER NOT NULL REFERENCES record (number),
    agency TEXT NOT NULL,
    earliest TEXT NOT NULL,
    latest TEXT NOT NULL,
    time TEXT,
    written TEXT NOT NULL,
    doubtful INTEGER NOT NULL,
    source TEXT NOT NULL,
    author TEXT NOT NULL,
    type TEXT NOT NULL,
    text TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    row INTEGER NOT NULL
) STRICT;

CREATE TABLE problem (
    number INTEGER PRIMARY KEY,
    problem_json TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE change (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;
