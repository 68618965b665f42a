-- The trace of the request that asked for the work, for the log lines and audit rows of whoever does it.
ALTER TABLE job ADD COLUMN spoor TEXT;
