-- What people settled about the case: decisions, people and names, days supplied, columns, links. Only added to.
CREATE TABLE settled (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    settled_json TEXT NOT NULL
) STRICT;

CREATE TRIGGER settled_is_never_changed BEFORE UPDATE ON settled
BEGIN
    SELECT RAISE(ABORT, 'what people settled is never changed');
END;

CREATE TRIGGER settled_is_never_removed BEFORE DELETE ON settled
BEGIN
    SELECT RAISE(ABORT, 'what people settled is never removed');
END;
