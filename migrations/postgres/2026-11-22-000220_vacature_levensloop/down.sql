ALTER TABLE vacature DROP COLUMN arbeidsmarkttoelage;
ALTER TABLE vacature DROP COLUMN bonus_cent;
ALTER TABLE vacature DROP COLUMN schaal;

DROP INDEX vacature_regio;
ALTER TABLE vacature ADD COLUMN stand TEXT NOT NULL DEFAULT 'open' CHECK (stand IN ('open', 'vervuld', 'ingetrokken'));
UPDATE vacature SET stand = CASE status WHEN 'deels-vervuld' THEN 'open' WHEN 'concept' THEN 'ingetrokken' ELSE status END;
ALTER TABLE vacature DROP COLUMN status;
ALTER TABLE vacature RENAME COLUMN stand TO status;
CREATE INDEX vacature_regio ON vacature (regio_id, status, id);
