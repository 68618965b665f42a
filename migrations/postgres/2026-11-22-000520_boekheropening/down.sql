-- A page that no matchronde froze did not exist before.
DROP TABLE boekheropening;
DELETE FROM solidariteitsstap WHERE boek_id IN (SELECT id FROM solidariteitsboek WHERE matchronde_id IS NULL);
DELETE FROM solidariteitsplaatsing WHERE boek_id IN (SELECT id FROM solidariteitsboek WHERE matchronde_id IS NULL);
DELETE FROM solidariteitslijn WHERE boek_id IN (SELECT id FROM solidariteitsboek WHERE matchronde_id IS NULL);
DELETE FROM solidariteitsboek WHERE matchronde_id IS NULL;
ALTER TABLE solidariteitsboek ALTER COLUMN matchronde_id SET NOT NULL;
