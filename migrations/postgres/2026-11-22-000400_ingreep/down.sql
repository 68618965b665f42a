ALTER TABLE vaststelling DROP COLUMN gewijzigd;
ALTER TABLE vaststelling DROP COLUMN ingrepen;
DROP TABLE ingreep;
