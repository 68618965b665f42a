-- The life cycle of a contract: where it stands, and the board that takes it over.
ALTER TABLE contract ADD COLUMN status TEXT NOT NULL DEFAULT 'actief' CHECK (status IN ('aangeboden', 'actief', 'overgedragen', 'beeindigd'));
ALTER TABLE contract ADD COLUMN overgedragen_aan TEXT REFERENCES schoolbestuur (bestuursnummer);
