DROP TABLE plaatsing_stap;
ALTER TABLE plaatsing DROP COLUMN overdracht_op;
ALTER TABLE plaatsing DROP COLUMN akkoord_tot;
