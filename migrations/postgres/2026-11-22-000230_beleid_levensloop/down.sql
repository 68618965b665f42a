DROP INDEX beleid_dag;
DROP INDEX beleid_regio;
DELETE FROM beleid WHERE status <> 'vastgesteld';
ALTER TABLE beleid DROP COLUMN motivering;
ALTER TABLE beleid DROP COLUMN besloten_door;
ALTER TABLE beleid DROP COLUMN voorgesteld_door;
ALTER TABLE beleid DROP COLUMN status;
ALTER TABLE beleid ADD CONSTRAINT beleid_regio_id_geldig_vanaf_key UNIQUE (regio_id, geldig_vanaf);
