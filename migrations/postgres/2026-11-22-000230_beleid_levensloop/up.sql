-- A version of the beleid is proposed by one coordinator and decided by another. Only one that is vastgesteld takes its day.
ALTER TABLE beleid DROP CONSTRAINT beleid_regio_id_geldig_vanaf_key;
ALTER TABLE beleid ADD COLUMN status TEXT NOT NULL DEFAULT 'vastgesteld' CHECK (status IN ('voorstel', 'vastgesteld', 'afgewezen', 'ingetrokken'));
ALTER TABLE beleid ALTER COLUMN status DROP DEFAULT;
ALTER TABLE beleid ADD COLUMN voorgesteld_door TEXT NOT NULL DEFAULT 'onbekend';
ALTER TABLE beleid ALTER COLUMN voorgesteld_door DROP DEFAULT;
ALTER TABLE beleid ADD COLUMN besloten_door TEXT;
ALTER TABLE beleid ADD COLUMN motivering TEXT;
CREATE UNIQUE INDEX beleid_dag ON beleid (regio_id, geldig_vanaf) WHERE status = 'vastgesteld';
CREATE INDEX beleid_regio ON beleid (regio_id, geldig_vanaf, id);
