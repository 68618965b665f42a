-- A page that no matchronde froze did not exist before.
DROP TABLE boekheropening;
CREATE TABLE solidariteitsboek_nieuw (
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
INSERT INTO solidariteitsboek_nieuw SELECT * FROM solidariteitsboek WHERE matchronde_id IS NOT NULL;
INSERT INTO solidariteitslijn_nieuw SELECT * FROM solidariteitslijn WHERE boek_id IN (SELECT id FROM solidariteitsboek WHERE matchronde_id IS NOT NULL);
INSERT INTO solidariteitsstap_nieuw SELECT * FROM solidariteitsstap WHERE boek_id IN (SELECT id FROM solidariteitsboek WHERE matchronde_id IS NOT NULL);
INSERT INTO solidariteitsplaatsing_nieuw SELECT * FROM solidariteitsplaatsing WHERE boek_id IN (SELECT id FROM solidariteitsboek WHERE matchronde_id IS NOT NULL);
DROP TABLE solidariteitsstap;
DROP TABLE solidariteitsplaatsing;
DROP TABLE solidariteitslijn;
DROP TABLE solidariteitsboek;
ALTER TABLE solidariteitsboek_nieuw RENAME TO solidariteitsboek;
ALTER TABLE solidariteitslijn_nieuw RENAME TO solidariteitslijn;
ALTER TABLE solidariteitsstap_nieuw RENAME TO solidariteitsstap;
ALTER TABLE solidariteitsplaatsing_nieuw RENAME TO solidariteitsplaatsing;
CREATE INDEX solidariteitsboek_van ON solidariteitsboek (regio_id, regel, schooljaar);
