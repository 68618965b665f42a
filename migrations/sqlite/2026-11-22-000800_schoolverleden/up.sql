-- Which boards ran a school before the one it has now, each up to and including its last day; without a first day: as long
-- as anybody knows. A school that never changed boards has no row.
CREATE TABLE vorig_bestuur (
    vestigingscode TEXT NOT NULL REFERENCES school (vestigingscode),
    van TEXT,
    tot_en_met TEXT NOT NULL,
    bestuursnummer TEXT NOT NULL REFERENCES schoolbestuur (bestuursnummer),
    PRIMARY KEY (vestigingscode, tot_en_met)
) STRICT;

-- The first day on which a school is closed.
ALTER TABLE school ADD COLUMN gesloten_per TEXT;
