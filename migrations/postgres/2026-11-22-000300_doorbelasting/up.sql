-- Months of doorbelasting that were closed, with the lines as they were booked then. An open month is calculated, never
-- stored. Lines name regiodocent and contract without a reference: accounts outlive the person's file.

CREATE TABLE doorbelastingsmaand (
    regio_id UUID NOT NULL REFERENCES regio (id),
    maand TEXT NOT NULL,
    afgesloten_op TIMESTAMPTZ NOT NULL,
    door TEXT NOT NULL,
    PRIMARY KEY (regio_id, maand)
);

CREATE TABLE doorbelastingsregel (
    id UUID NOT NULL PRIMARY KEY,
    regio_id UUID NOT NULL,
    maand TEXT NOT NULL,
    over_maand TEXT NOT NULL,
    regiodocent_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    vestigingscode TEXT REFERENCES school (vestigingscode),
    bestuursnummer TEXT REFERENCES schoolbestuur (bestuursnummer),
    fte_dagen TEXT NOT NULL,
    bedrag_cent BIGINT NOT NULL,
    FOREIGN KEY (regio_id, maand) REFERENCES doorbelastingsmaand (regio_id, maand),
    CHECK ((vestigingscode IS NULL) = (bestuursnummer IS NULL))
);
CREATE INDEX doorbelastingsregel_maand ON doorbelastingsregel (regio_id, maand);
