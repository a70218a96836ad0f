-- What few entries have: part of the file, how the date was read, sequence, when it was typed, further columns.
ALTER TABLE entry ADD COLUMN more_json TEXT NOT NULL DEFAULT '{}';
