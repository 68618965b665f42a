DROP TABLE idempotentie;
DROP TABLE auditketen;
DROP TRIGGER auditregel_verdwijnt_niet;
DROP TRIGGER auditregel_wijzigt_niet;
DROP INDEX auditregel_keten;
ALTER TABLE auditregel DROP COLUMN hash;
ALTER TABLE auditregel DROP COLUMN volgnummer;
