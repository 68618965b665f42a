-- The life cycle of a plaatsing: until when both can agree, when the contract goes over, and every step that was taken.
ALTER TABLE plaatsing ADD COLUMN akkoord_tot TEXT;
ALTER TABLE plaatsing ADD COLUMN overdracht_op TEXT;

CREATE TABLE plaatsing_stap (
    id TEXT NOT NULL PRIMARY KEY,
    plaatsing_id TEXT NOT NULL REFERENCES plaatsing (id) ON DELETE CASCADE,
    stap TEXT NOT NULL,
    namens TEXT NOT NULL CHECK (namens IN ('coordinator', 'school', 'docent', 'dienst')),
    door TEXT NOT NULL,
    tijdstip TEXT NOT NULL,
    bron TEXT,
    motivering TEXT,
    datum TEXT
) STRICT;
CREATE INDEX plaatsing_stap_plaatsing ON plaatsing_stap (plaatsing_id, id);
