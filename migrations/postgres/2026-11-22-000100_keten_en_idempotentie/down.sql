DROP TABLE idempotentie;
DROP TABLE auditketen;
DROP TRIGGER auditregel_wijzigt_niet ON auditregel;
DROP FUNCTION auditregel_blijft();
DROP INDEX auditregel_keten;
ALTER TABLE auditregel DROP COLUMN hash;
ALTER TABLE auditregel DROP COLUMN volgnummer;
