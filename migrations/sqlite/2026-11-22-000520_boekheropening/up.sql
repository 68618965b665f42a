-- A frozen page that turns out wrong is reopened: one coordinator proposes it, another confirms, and it is frozen anew. The page of
-- before stays. A page that was frozen by closing a heropening has no matchronde, so that column may be empty: the table and those that
-- point at it are made anew.
CREATE TABLE solidariteitsboek_nieuw (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    schooljaar TEXT NOT NULL,
    regel TEXT NOT NULL,
    matchronde_id TEXT REFERENCES matchronde (id),
    peildatum TEXT NOT NULL,
    parameters TEXT NOT NULL,
    vastgelegd_op TEXT NOT NULL,
    UNIQUE (matchronde_id, regel)
) STRICT;
CREATE TABLE solidariteitslijn_nieuw (
    boek_id TEXT NOT NULL REFERENCES solidariteitsboek_nieuw (id),
    sector TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    naam TEXT NOT NULL,
    waarde TEXT,
    eenheid TEXT NOT NULL,
    opmerkingen TEXT NOT NULL,
    PRIMARY KEY (boek_id, sector, bestuursnummer)
) STRICT;
CREATE TABLE solidariteitsstap_nieuw (
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
    FOREIGN KEY (boek_id, sector, bestuursnummer) REFERENCES solidariteitslijn_nieuw (boek_id, sector, bestuursnummer)
) STRICT;
CREATE TABLE solidariteitsplaatsing_nieuw (
    boek_id TEXT NOT NULL REFERENCES solidariteitsboek_nieuw (id),
    plaatsing_id TEXT NOT NULL REFERENCES plaatsing (id),
    PRIMARY KEY (boek_id, plaatsing_id)
) STRICT;
INSERT INTO solidariteitsboek_nieuw SELECT * FROM solidariteitsboek;
INSERT INTO solidariteitslijn_nieuw SELECT * FROM solidariteitslijn;
INSERT INTO solidariteitsstap_nieuw SELECT * FROM solidariteitsstap;
INSERT INTO solidariteitsplaatsing_nieuw SELECT * FROM solidariteitsplaatsing;
DROP TABLE solidariteitsstap;
DROP TABLE solidariteitsplaatsing;
DROP TABLE solidariteitslijn;
DROP TABLE solidariteitsboek;
ALTER TABLE solidariteitsboek_nieuw RENAME TO solidariteitsboek;
ALTER TABLE solidariteitslijn_nieuw RENAME TO solidariteitslijn;
ALTER TABLE solidariteitsstap_nieuw RENAME TO solidariteitsstap;
ALTER TABLE solidariteitsplaatsing_nieuw RENAME TO solidariteitsplaatsing;
CREATE INDEX solidariteitsboek_van ON solidariteitsboek (regio_id, regel, schooljaar);

-- At most one proposal at a time per page, and a page that was replaced is reopened no more: its successor is.
CREATE TABLE boekheropening (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL REFERENCES regio (id),
    boek_id TEXT NOT NULL REFERENCES solidariteitsboek (id),
    peildatum TEXT NOT NULL,
    motivering TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('voorstel', 'open', 'gesloten', 'afgewezen', 'ingetrokken')),
    voorgesteld_door TEXT NOT NULL,
    voorgesteld_op TEXT NOT NULL,
    besloten_door TEXT,
    besloten_op TEXT,
    afwijzing TEXT,
    gesloten_door TEXT,
    gesloten_op TEXT,
    nieuw_boek_id TEXT REFERENCES solidariteitsboek (id),
    versie INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX boekheropening_een ON boekheropening (boek_id) WHERE status IN ('voorstel', 'open', 'gesloten');
CREATE INDEX boekheropening_regio ON boekheropening (regio_id, id);
