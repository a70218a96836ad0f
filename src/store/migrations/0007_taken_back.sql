-- An import can be taken back. The record, its entries and problems are kept as an earlier version; imported again, it is in force again.
ALTER TABLE record ADD COLUMN withdrawn_by INTEGER REFERENCES revision (number);
-- Files inside the record that were taken back: revision and place of each.
ALTER TABLE record ADD COLUMN left_out_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE revision ADD COLUMN kind TEXT NOT NULL DEFAULT 'replaced';
ALTER TABLE revision ADD COLUMN part TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN why TEXT NOT NULL DEFAULT '';
-- Entries of a record taken back on which something rests that people decided: their ids are kept for them.
ALTER TABLE revision ADD COLUMN rests_json TEXT NOT NULL DEFAULT '[]';
-- A problem put away that belonged to the case and to no record.
ALTER TABLE problem_before ADD COLUMN of_case INTEGER NOT NULL DEFAULT 0;
-- What was met in the case folder holds until the folder is imported again.
ALTER TABLE problem ADD COLUMN of_folder INTEGER NOT NULL DEFAULT 0;
UPDATE problem SET of_folder = 1
WHERE record IS NULL
    AND (json_extract(problem_json, '$.file') = 'case.toml' OR json_extract(problem_json, '$.file') NOT IN (SELECT file FROM record));

-- Which import brought a record, and what the case stated of its agency before and after it.
CREATE TABLE arrival (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    record INTEGER NOT NULL REFERENCES record (number),
    change INTEGER NOT NULL REFERENCES change (sequence),
    before_json TEXT NOT NULL,
    after_json TEXT NOT NULL,
    settled INTEGER NOT NULL
) STRICT;

CREATE TABLE folder_problem_before (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL REFERENCES change (sequence),
    problem_json TEXT NOT NULL
) STRICT;

CREATE TRIGGER arrival_is_never_changed BEFORE UPDATE ON arrival
BEGIN
    SELECT RAISE(ABORT, 'what an import brought is never changed');
END;

CREATE TRIGGER arrival_is_never_removed BEFORE DELETE ON arrival
BEGIN
    SELECT RAISE(ABORT, 'what an import brought is never removed');
END;

CREATE TRIGGER folder_problem_before_is_never_changed BEFORE UPDATE ON folder_problem_before
BEGIN
    SELECT RAISE(ABORT, 'earlier problems are never changed');
END;

CREATE TRIGGER folder_problem_before_is_never_removed BEFORE DELETE ON folder_problem_before
BEGIN
    SELECT RAISE(ABORT, 'earlier problems are never removed');
END;
