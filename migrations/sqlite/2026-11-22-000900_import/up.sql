-- A file that somebody sent to be read in. Who sent it is kept as it stood in the token: the work is done later, with the
-- same rights. The file itself is kept (gzip) until the work is done.
CREATE TABLE import (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    soort TEXT NOT NULL CHECK (soort IN ('schoolbesturen', 'scholen', 'formatiepeilingen', 'regiodocenten', 'vacatures')),
    modus TEXT NOT NULL CHECK (modus IN ('alles-of-niets', 'geldige-rijen')),
    proef INTEGER NOT NULL,
    vorm TEXT NOT NULL CHECK (vorm IN ('csv', 'ndjson', 'xlsx')),
    status TEXT NOT NULL CHECK (status IN ('wachtend', 'loopt', 'klaar', 'mislukt')),
    door TEXT NOT NULL,
    rol TEXT NOT NULL,
    bestuursnummer TEXT,
    vestigingscode TEXT,
    machine INTEGER NOT NULL,
    trace_id TEXT,
    totaal INTEGER NOT NULL,
    nieuw INTEGER NOT NULL,
    gewijzigd INTEGER NOT NULL,
    ongewijzigd INTEGER NOT NULL,
    fout INTEGER NOT NULL,
    verwerkt_tot INTEGER NOT NULL,
    toegepast INTEGER NOT NULL,
    reden TEXT,
    aangemaakt_op TEXT NOT NULL,
    klaar_op TEXT,
    versie INTEGER NOT NULL
) STRICT;
CREATE INDEX import_regio ON import (regio_id, id);

CREATE TABLE import_bestand (
    import_id TEXT NOT NULL PRIMARY KEY REFERENCES import (id) ON DELETE CASCADE,
    inhoud BLOB NOT NULL
) STRICT;

-- What became of each row. It is also the provenance: which row of which import made or last touched a thing.
CREATE TABLE import_regel (
    import_id TEXT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    rij INTEGER NOT NULL,
    uitkomst TEXT NOT NULL CHECK (uitkomst IN ('nieuw', 'gewijzigd', 'ongewijzigd', 'fout')),
    object_id TEXT,
    fouten TEXT,
    PRIMARY KEY (import_id, rij)
) STRICT;
CREATE INDEX import_regel_object ON import_regel (object_id);

-- How another system knows a thing that has no place for that itself.
CREATE TABLE herkomst (
    regio_id TEXT NOT NULL REFERENCES regio (id),
    soort TEXT NOT NULL,
    bron_systeem TEXT NOT NULL,
    extern_id TEXT NOT NULL,
    object_id TEXT NOT NULL,
    PRIMARY KEY (regio_id, soort, bron_systeem, extern_id)
) STRICT;
CREATE INDEX herkomst_object ON herkomst (object_id);
