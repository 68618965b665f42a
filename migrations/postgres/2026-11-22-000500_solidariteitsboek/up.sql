-- The solidariteitsboek: what a rule demands of every board, frozen by the first matchronde of a schooljaar and never changed.
-- Every number is an exact fraction ("n/d"); parameters and opmerkingen are JSON. A page counts as long as its matchronde was
-- not broken off.
CREATE TABLE solidariteitsboek (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL REFERENCES regio (id),
    schooljaar TEXT NOT NULL,
    regel TEXT NOT NULL,
    matchronde_id UUID NOT NULL REFERENCES matchronde (id),
    peildatum DATE NOT NULL,
    parameters TEXT NOT NULL,
    vastgelegd_op TIMESTAMPTZ NOT NULL,
    UNIQUE (matchronde_id, regel)
);
CREATE INDEX solidariteitsboek_van ON solidariteitsboek (regio_id, regel, schooljaar);

CREATE TABLE solidariteitslijn (
    boek_id UUID NOT NULL REFERENCES solidariteitsboek (id),
    sector TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    naam TEXT NOT NULL,
    waarde TEXT,
    eenheid TEXT NOT NULL,
    opmerkingen TEXT NOT NULL,
    PRIMARY KEY (boek_id, sector, bestuursnummer)
);

-- A step of a board, or of one of its schools: then vestigingscode says which.
CREATE TABLE solidariteitsstap (
    boek_id UUID NOT NULL,
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
    aangevuld BOOLEAN NOT NULL,
    PRIMARY KEY (boek_id, sector, bestuursnummer, volgnummer),
    FOREIGN KEY (boek_id, sector, bestuursnummer) REFERENCES solidariteitslijn (boek_id, sector, bestuursnummer)
);

-- Plaatsingen that counted in the formation of their board when the page was frozen.
CREATE TABLE solidariteitsplaatsing (
    boek_id UUID NOT NULL REFERENCES solidariteitsboek (id),
    plaatsing_id UUID NOT NULL REFERENCES plaatsing (id),
    PRIMARY KEY (boek_id, plaatsing_id)
);

-- Lots of boards, drawn once per regio and schooljaar.
CREATE TABLE bestuurslot (
    regio_id UUID NOT NULL REFERENCES regio (id),
    schooljaar TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    lot BIGINT NOT NULL,
    PRIMARY KEY (regio_id, schooljaar, bestuursnummer)
);
