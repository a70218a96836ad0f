-- A problem belongs to the record in which it was met, or (NULL) to the case. Two records may have problems that read the same, and one
-- record several: `copy` counts those. Problems that were kept before get the record in force that alone has the name of their file.
CREATE TABLE problem_of_record (
    number INTEGER PRIMARY KEY,
    record INTEGER REFERENCES record (number),
    problem_json TEXT NOT NULL,
    copy INTEGER NOT NULL DEFAULT 1
) STRICT;

INSERT INTO problem_of_record (number, record, problem_json)
SELECT p.number,
    (SELECT CASE count(*) WHEN 1 THEN max(r.number) END FROM record r
     WHERE r.superseded_by IS NULL AND r.file = json_extract(p.problem_json, '$.file')),
    p.problem_json
FROM problem p ORDER BY p.number;

DROP TABLE problem;
ALTER TABLE problem_of_record RENAME TO problem;
CREATE UNIQUE INDEX problem_is_kept_once ON problem (coalesce(record, 0), problem_json, copy);

-- What was done to a case, and what agencies supplied, is only added to. What is known of a record may be written again.
CREATE TRIGGER change_is_never_changed BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'the list of changes is never changed');
END;

CREATE TRIGGER change_is_never_removed BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'the list of changes is never shortened');
END;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE OF number, sha256, file, agency, content ON record
BEGIN
    SELECT RAISE(ABORT, 'what agencies supplied is never changed');
END;

CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'what agencies supplied is never removed');
END;
