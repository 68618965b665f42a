ALTER TABLE matchronde DROP COLUMN wijzigingsbudget;
