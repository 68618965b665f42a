-- Months of doorbelasting that were closed, with the lines as they were booked then. An open month is calculated, never
-- stored. Lines name regiodocent and contract without a reference: accounts outlive the person's file.

CREATE TABLE doorbelastingsmaand (
    regio_id TEXT NOT NULL REFERENCES regio (id),
    maand TEXT NOT NULL,
    afgesloten_op TEXT NOT NULL,
    door TEXT NOT NULL,
    PRIMARY KEY (regio_id, maand)
) STRICT;

CREATE TABLE doorbelastingsregel (
    id TEXT NOT NULL PRIMARY KEY,
    regio_id TEXT NOT NULL,
    maand TEXT NOT NULL,
    over_maand TEXT NOT NULL,
    regiodocent_id TEXT NOT NULL,
    contract_id TEXT NOT NULL,
    vestigingscode TEXT REFERENCES school (vestigingscode),
    bestuursnummer TEXT REFERENCES schoolbestuur (bestuursnummer),
    fte_dagen TEXT NOT NULL,
    bedrag_cent INTEGER NOT NULL,
    FOREIGN KEY (regio_id, maand) REFERENCES doorbelastingsmaand (regio_id, maand),
    CHECK ((vestigingscode IS NULL) = (bestuursnummer IS NULL))
) STRICT;
CREATE INDEX doorbelastingsregel_maand ON doorbelastingsregel (regio_id, maand);
