CREATE TABLE beleid_oud (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    geldig_vanaf TEXT NOT NULL,
    inhoud TEXT NOT NULL,
    bestuursbesluit TEXT NOT NULL,
    reden TEXT NOT NULL,
    versie INTEGER NOT NULL,
    UNIQUE (regio_id, geldig_vanaf)
) STRICT;
INSERT INTO beleid_oud SELECT id, regio_id, geldig_vanaf, inhoud, bestuursbesluit, reden, versie FROM beleid WHERE status = 'vastgesteld';
DROP TABLE beleid;
ALTER TABLE beleid_oud RENAME TO beleid;
