-- A version of the beleid is proposed by one coordinator and decided by another. Only one that is vastgesteld takes its day,
-- so the UNIQUE of the table becomes an index on those; for that the table is made anew.
CREATE TABLE beleid_nieuw (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    geldig_vanaf TEXT NOT NULL,
    inhoud TEXT NOT NULL,
    bestuursbesluit TEXT NOT NULL,
    reden TEXT NOT NULL,
    versie INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('voorstel', 'vastgesteld', 'afgewezen', 'ingetrokken')),
    voorgesteld_door TEXT NOT NULL,
    besloten_door TEXT,
    motivering TEXT
) STRICT;
INSERT INTO beleid_nieuw SELECT id, regio_id, geldig_vanaf, inhoud, bestuursbesluit, reden, versie, 'vastgesteld', 'onbekend', NULL, NULL FROM beleid;
DROP TABLE beleid;
ALTER TABLE beleid_nieuw RENAME TO beleid;
CREATE UNIQUE INDEX beleid_dag ON beleid (regio_id, geldig_vanaf) WHERE status = 'vastgesteld';
CREATE INDEX beleid_regio ON beleid (regio_id, geldig_vanaf, id);
