-- The life cycle of a vacature (drafts and partly filled), and what it offers on top (geen-prikkels).
-- A CHECK cannot be changed in place on both engines, so the column is made anew.
DROP INDEX vacature_regio;
ALTER TABLE vacature ADD COLUMN stand TEXT NOT NULL DEFAULT 'open' CHECK (stand IN ('concept', 'open', 'deels-vervuld', 'vervuld', 'ingetrokken'));
UPDATE vacature SET stand = status;
ALTER TABLE vacature DROP COLUMN status;
ALTER TABLE vacature RENAME COLUMN stand TO status;
CREATE INDEX vacature_regio ON vacature (regio_id, status, id);

ALTER TABLE vacature ADD COLUMN schaal TEXT CHECK (schaal IN ('L10', 'LB', 'L11', 'LC', 'L12', 'LD'));
ALTER TABLE vacature ADD COLUMN bonus_cent INTEGER CHECK (bonus_cent >= 0);
ALTER TABLE vacature ADD COLUMN arbeidsmarkttoelage INTEGER NOT NULL DEFAULT 0;
