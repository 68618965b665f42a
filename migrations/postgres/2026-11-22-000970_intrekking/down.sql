-- As it was: who took it back in the place of who confirmed.
UPDATE boekheropening SET besloten_door = ingetrokken_door, besloten_op = ingetrokken_op WHERE status = 'ingetrokken';
ALTER TABLE boekheropening DROP COLUMN ingetrokken_op;
ALTER TABLE boekheropening DROP COLUMN ingetrokken_door;
