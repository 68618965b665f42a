-- Staff of a board lent to the pool, with consent and a guarantee to return.
CREATE TABLE detachering (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    regiodocent_id TEXT NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    fte_e4 INTEGER NOT NULL CHECK (fte_e4 > 0 AND fte_e4 <= 10000),
    van TEXT NOT NULL,
    tot_en_met TEXT NOT NULL,
    terugkeergarantie_tot TEXT NOT NULL,
    loonkosten_cent INTEGER NOT NULL CHECK (loonkosten_cent >= 0),
    status TEXT NOT NULL CHECK (status IN ('voorgesteld', 'actief', 'beeindigd', 'ingetrokken')),
    ingestemd_op TEXT,
    bron TEXT,
    motivering TEXT,
    contract_id TEXT,
    versie INTEGER NOT NULL
) STRICT;
CREATE INDEX detachering_regio ON detachering (regio_id, id);
CREATE INDEX detachering_regiodocent ON detachering (regiodocent_id);
CREATE INDEX detachering_bestuur ON detachering (bestuursnummer, id);
