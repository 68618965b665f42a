-- Who takes a heropening back stands beside who confirmed it. Until now it was written over that; the audit log still knows.
ALTER TABLE boekheropening ADD COLUMN ingetrokken_door TEXT;
ALTER TABLE boekheropening ADD COLUMN ingetrokken_op TEXT;
UPDATE boekheropening SET
    ingetrokken_door = besloten_door,
    ingetrokken_op = besloten_op,
    besloten_door = (SELECT actor FROM auditregel WHERE object_soort = 'boekheropening' AND object_id = boekheropening.id
        AND actie = 'boekheropening:bevestigen'),
    besloten_op = (SELECT tijdstip FROM auditregel WHERE object_soort = 'boekheropening' AND object_id = boekheropening.id
        AND actie = 'boekheropening:bevestigen')
WHERE status = 'ingetrokken';
