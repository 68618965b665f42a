-- The solidariteitsboek: what a rule demands of every board, frozen by the first matchronde of a schooljaar and never changed.
-- Every number is an exact fraction ("n/d"); parameters and opmerkingen are JSON. A page counts as long as its matchronde was
-- not broken off.
CREATE TABLE solidariteitsboek (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    schooljaar TEXT NOT NULL,
    regel TEXT NOT NULL,
    matchronde_id TEXT NOT NULL REFERENCES matchronde (id),
    peildatum TEXT NOT NULL,
    parameters TEXT NOT NULL,
    vastgelegd_op TEXT NOT NULL,
    UNIQUE (matchronde_id, regel)
) STRICT;
CREATE INDEX solidariteitsboek_van ON solidariteitsboek (regio_id, regel, schooljaar);

CREATE TABLE solidariteitslijn (
    boek_id TEXT NOT NULL REFERENCES solidariteitsboek (id),
    sector TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    naam TEXT NOT NULL,
    waarde TEXT,
    eenheid TEXT NOT NULL,
    opmerkingen TEXT NOT NULL,
    PRIMARY KEY (boek_id, sector, bestuursnummer)
) STRICT;

-- A step of a board, or of one of its schools: then vestigingscode says which.
CREATE TABLE solidariteitsstap (
    boek_id TEXT NOT NULL,
    sector TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL,
    volgnummer INTEGER NOT NULL,
    vestigingscode TEXT REFERENCES school (vestigingscode),
    school TEXT,
    symbool TEXT NOT NULL,
    naam TEXT NOT NULL,
    berekening TEXT NOT NULL,
    waarde TEXT NOT NULL,
    eenheid TEXT NOT NULL,
    aangevuld INTEGER NOT NULL,
    PRIMARY KEY (boek_id, sector, bestuursnummer, volgnummer),
    FOREIGN KEY (boek_id, sector, bestuursnummer) REFERENCES solidariteitslijn (boek_id, sector, bestuursnummer)
) STRICT;

-- Plaatsingen that counted in the formation of their board when the page was frozen.
CREATE TABLE solidariteitsplaatsing (
    boek_id TEXT NOT NULL REFERENCES solidariteitsboek (id),
    plaatsing_id TEXT NOT NULL REFERENCES plaatsing (id),
    PRIMARY KEY (boek_id, plaatsing_id)
) STRICT;

-- Lots of boards, drawn once per regio and schooljaar.
CREATE TABLE bestuurslot (
    regio_id TEXT NOT NULL REFERENCES regio (id),
    schooljaar TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    lot INTEGER NOT NULL,
    PRIMARY KEY (regio_id, schooljaar, bestuursnummer)
) STRICT;
