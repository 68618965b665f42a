-- The audit log becomes a chain: each row carries the hash of itself and of the row before it, per regio. What was
-- written before has number 0 and stands outside the chain. Rows are added, never changed.
ALTER TABLE auditregel ADD COLUMN volgnummer BIGINT NOT NULL DEFAULT 0;
ALTER TABLE auditregel ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX auditregel_keten ON auditregel (COALESCE(regio, ''), volgnummer) WHERE volgnummer > 0;
CREATE FUNCTION auditregel_blijft() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'auditregel: append only'; END $$;
CREATE TRIGGER auditregel_wijzigt_niet BEFORE UPDATE OR DELETE ON auditregel
    FOR EACH ROW EXECUTE FUNCTION auditregel_blijft();

-- The last link of each chain: it shows that rows at the end are gone.
CREATE TABLE auditketen (
    keten TEXT NOT NULL PRIMARY KEY,
    volgnummer BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- The first answer to a POST with an Idempotency-Key, for who sends it again.
CREATE TABLE idempotentie (
    beller TEXT NOT NULL,
    sleutel TEXT NOT NULL,
    verzoek TEXT NOT NULL,
    status INTEGER,
    koppen TEXT,
    antwoord TEXT,
    aangemaakt_op TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (beller, sleutel)
);
CREATE INDEX idempotentie_tijd ON idempotentie (aangemaakt_op);
