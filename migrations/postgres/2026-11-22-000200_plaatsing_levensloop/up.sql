-- The life cycle of a plaatsing: until when both can agree, when the contract goes over, and every step that was taken.
ALTER TABLE plaatsing ADD COLUMN akkoord_tot date;
ALTER TABLE plaatsing ADD COLUMN overdracht_op date;

CREATE TABLE plaatsing_stap (
    id uuid NOT NULL PRIMARY KEY,
    plaatsing_id uuid NOT NULL REFERENCES plaatsing (id) ON DELETE CASCADE,
    stap text NOT NULL,
    namens text NOT NULL CHECK (namens IN ('coordinator', 'school', 'docent', 'dienst')),
    door text NOT NULL,
    tijdstip timestamptz NOT NULL,
    bron text,
    motivering text,
    datum date
);
CREATE INDEX plaatsing_stap_plaatsing ON plaatsing_stap (plaatsing_id, id);
