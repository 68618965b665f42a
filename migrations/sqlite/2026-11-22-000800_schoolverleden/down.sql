ALTER TABLE school DROP COLUMN gesloten_per;
DROP TABLE vorig_bestuur;
