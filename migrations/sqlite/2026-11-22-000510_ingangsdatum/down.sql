ALTER TABLE matchronde DROP COLUMN ingangsdatum;
