DROP TABLE herkomst;
DROP TABLE import_regel;
DROP TABLE import_bestand;
DROP TABLE import;
