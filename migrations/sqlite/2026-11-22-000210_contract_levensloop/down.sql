ALTER TABLE contract DROP COLUMN overgedragen_aan;
ALTER TABLE contract DROP COLUMN status;
