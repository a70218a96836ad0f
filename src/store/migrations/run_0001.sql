-- A run of an exercise: what it is of, and what happened. Only added to; it is deleted whole, as a file.
CREATE TABLE run (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    exercise_toml TEXT NOT NULL,
    samples INTEGER NOT NULL,
    code TEXT NOT NULL
) STRICT;

CREATE TABLE happened (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    event_json TEXT NOT NULL
) STRICT;

CREATE TRIGGER what_happened_is_never_changed BEFORE UPDATE ON happened
BEGIN
    SELECT RAISE(ABORT, 'what happened in a run is never changed');
END;

CREATE TRIGGER what_happened_is_never_removed BEFORE DELETE ON happened
BEGIN
    SELECT RAISE(ABORT, 'what happened in a run is never removed');
END;

CREATE TRIGGER what_is_run_is_never_changed BEFORE UPDATE ON run
BEGIN
    SELECT RAISE(ABORT, 'what a run is of is never changed');
END;
