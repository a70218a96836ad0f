-- What reviewers said of readings. Only added to: nothing is changed or taken away.
CREATE TABLE act (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    entry TEXT NOT NULL,
    act_json TEXT NOT NULL
) STRICT;

CREATE TRIGGER act_is_never_changed BEFORE UPDATE ON act
BEGIN
    SELECT RAISE(ABORT, 'acts of reviewers are never changed');
END;

CREATE TRIGGER act_is_never_removed BEFORE DELETE ON act
BEGIN
    SELECT RAISE(ABORT, 'acts of reviewers are never removed');
END;
