-- A corrected file replaces the one before it. What stood there before is kept: the record's bytes, every version of an entry, every problem.
ALTER TABLE record ADD COLUMN superseded_by INTEGER REFERENCES record (number);
ALTER TABLE change ADD COLUMN who TEXT NOT NULL DEFAULT '';

CREATE TABLE revision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    old_record INTEGER NOT NULL REFERENCES record (number),
    new_record INTEGER NOT NULL REFERENCES record (number),
    old_json TEXT NOT NULL,
    new_json TEXT NOT NULL,
    changes_json TEXT NOT NULL
) STRICT;

CREATE TABLE entry_before (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL REFERENCES revision (number),
    ref TEXT NOT NULL,
    entry_json TEXT NOT NULL
) STRICT;

CREATE TABLE problem_before (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL REFERENCES revision (number),
    problem_json TEXT NOT NULL
) STRICT;

CREATE INDEX entry_before_ref ON entry_before (ref);

CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision
BEGIN
    SELECT RAISE(ABORT, 'revisions are never changed');
END;

CREATE TRIGGER revision_is_never_removed BEFORE DELETE ON revision
BEGIN
    SELECT RAISE(ABORT, 'revisions are never removed');
END;

CREATE TRIGGER entry_before_is_never_changed BEFORE UPDATE ON entry_before
BEGIN
    SELECT RAISE(ABORT, 'earlier versions are never changed');
END;

CREATE TRIGGER entry_before_is_never_removed BEFORE DELETE ON entry_before
BEGIN
    SELECT RAISE(ABORT, 'earlier versions are never removed');
END;

CREATE TRIGGER problem_before_is_never_changed BEFORE UPDATE ON problem_before
BEGIN
    SELECT RAISE(ABORT, 'earlier problems are never changed');
END;

CREATE TRIGGER problem_before_is_never_removed BEFORE DELETE ON problem_before
BEGIN
    SELECT RAISE(ABORT, 'earlier problems are never removed');
END;
