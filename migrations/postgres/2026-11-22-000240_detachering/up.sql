-- Staff of a board lent to the pool, with consent and a guarantee to return.
CREATE TABLE detachering (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    regiodocent_id UUID NOT NULL REFERENCES regiodocent (id) ON DELETE CASCADE,
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    fte_e4 BIGINT NOT NULL CHECK (fte_e4 > 0 AND fte_e4 <= 10000),
    van DATE NOT NULL,
    tot_en_met DATE NOT NULL,
    terugkeergarantie_tot DATE NOT NULL,
    loonkosten_cent BIGINT NOT NULL CHECK (loonkosten_cent >= 0),
    status TEXT NOT NULL CHECK (status IN ('voorgesteld', 'actief', 'beeindigd', 'ingetrokken')),
    ingestemd_op DATE,
    bron TEXT,
    motivering TEXT,
    contract_id UUID,
    versie INTEGER NOT NULL
);
CREATE INDEX detachering_regio ON detachering (regio_id, id);
CREATE INDEX detachering_regiodocent ON detachering (regiodocent_id);
CREATE INDEX detachering_bestuur ON detachering (bestuursnummer, id);
